"""Is a casebook whole? In: a connection. Out: what is wrong, in sentences that name the row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from recounted.casebook.acts import all_decisions
from recounted.casebook.tables import anchors, cards, claims, incidents, memberships, mentions, redirects, reports
from recounted.model import FieldDecision

_MOST = 50  # of one kind of fault; a broken file has thousands of one


def problems(connection: Connection) -> list[str]:
    """Everything found, the file's own integrity first."""
    return [
        *_file(connection),
        *_limited(_quotes(connection)),
        *_limited(_references(connection)),
        *_limited(_traces(connection)),
        *_limited(_decisions(connection)),
        *_limited(_lists(connection)),
    ]


def _limited(found: Iterator[str]) -> list[str]:
    listed = list(found)
    return listed if len(listed) <= _MOST else [*listed[:_MOST], f"and {len(listed) - _MOST} more like these"]


def _file(connection: Connection) -> list[str]:
    said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    broken = [
        f"table {row[0]}, row {row[1]}: leads to nothing in {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [f"file: {line}" for line in said if line != "ok"] + broken


def _quotes(connection: Connection) -> Iterator[str]:
    """Every claim, and every speaker, day and place, quotes its report's text at its offsets. One text at a time is held."""
    for report_id in connection.execute(select(reports.c.id).order_by(reports.c.number)).scalars().all():
        text = connection.execute(select(reports.c.text).where(reports.c.id == report_id)).scalar_one()
        mine = select(mentions.c.key, mentions.c.body).where(mentions.c.report_id == report_id)
        for key, body in connection.execute(mine):
            mention = json.loads(body)
            yield from _spans(text, f"mention {key}", [mention["when"], mention["where"]])
        said = select(claims.c.id, claims.c.body).join(mentions, claims.c.mention == mentions.c.key)
        for key, body in connection.execute(said.where(mentions.c.report_id == report_id)):
            claim = json.loads(body)
            yield from _spans(text, f"claim {key}", [claim, claim["speaker"]])


def _spans(text: str, owner: str, spans: list[dict[str, Any] | None]) -> Iterator[str]:
    for span in spans:
        if span and text[span["start"] : span["end"]] != span["quote"]:
            yield f"{owner}: a quote of it is not in the text at {span['start']}-{span['end']}; read the report again"


def _references(connection: Connection) -> Iterator[str]:
    """Memberships lead to mentions, incidents and redirects to what is there."""
    keys = set(connection.execute(select(mentions.c.key)).scalars())
    known = set(connection.execute(select(incidents.c.id)).scalars())
    for mention, incident in connection.execute(select(memberships.c.mention, memberships.c.incident)):
        if mention not in keys:
            yield f"incident {incident}: its mention {mention} is not there; run `recounted run` again to link anew"
    leads = dict(connection.execute(select(redirects.c.old, redirects.c.incident)).all())
    for name in sorted(leads):
        end, seen = name, {name}
        while (to := leads.get(end)) is not None and to not in seen:
            end = to
            seen.add(to)
        if to is not None and end not in known:
            yield f"redirect {name}: leads to {end}, which is not there"


def _traces(connection: Connection) -> Iterator[str]:
    """Every claim that an incident's figures stand on is there."""
    there = set(connection.execute(select(claims.c.id)).scalars())
    for key, body in connection.execute(select(incidents.c.id, incidents.c.body)):
        incident = json.loads(body)
        cited = [c for row in (*incident["tolls"], *incident["weapons"], *incident["responsibility"]) for c in row["claims"]]
        added = {a["claim"] for a in incident["amended"] if a["verdict"] == "added"}
        for claim in sorted(set(cited) - there - added):
            yield f"incident {key}: stands on claim {claim}, which is not there; run `recounted run` again to reconcile anew"


def _decisions(connection: Connection) -> Iterator[str]:
    """Every decision holds on to words that are there, or waits for them; values belong to incidents that are known."""
    there = set(connection.execute(select(claims.c.id)).scalars()) | set(connection.execute(select(mentions.c.key)).scalars())
    for number, key, now in connection.execute(select(anchors.c.decision, anchors.c.key, anchors.c.now)):
        if now is not None and now not in there:
            yield f"decision {number}: what it calls {key} is to be {now} now, which is not there; read the report again"
    known = set(connection.execute(select(redirects.c.old)).scalars())
    for decision in all_decisions(connection):
        if isinstance(decision, FieldDecision) and decision.incident not in known:
            yield f"decision {decision.number}: sets {decision.field} of {decision.incident}, which never was an incident here"


def _lists(connection: Connection) -> Iterator[str]:
    """Every incident is on the list and nothing else is; every report is in the full-text index."""
    listed = set(connection.execute(select(cards.c.incident)).scalars())
    known = dict(connection.execute(select(incidents.c.number, incidents.c.id)).all())
    for number in sorted(known.keys() - listed):
        yield f"incident {known[number]}: is not on the list of incidents"
    for number in sorted(listed - known.keys()):
        yield f"list of incidents: number {number} is no incident"
    indexed = set(connection.exec_driver_sql("SELECT id FROM report_search_docsize").scalars())
    stored = dict(connection.execute(select(reports.c.number, reports.c.name)).all())
    for number in sorted(stored.keys() - indexed):
        yield f"report {stored[number]}: is not in the full-text index"
    for number in sorted(indexed - stored.keys()):
        yield f"full-text index: number {number} is no report"

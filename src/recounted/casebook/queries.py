"""What a casebook is asked for: readings and claims out of their rows, and the small forms in which they are handed on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from recounted.casebook import plain, rows
from recounted.casebook.opened import Opened
from recounted.casebook.tables import claims, history, incidents, mentions, reports
from recounted.model import Claim, Reading

_CHUNK = 400  # keys in one query


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with the report and mention it stands in."""

    claim: Claim
    report_id: str
    report: str
    mention: str


@dataclass(frozen=True, slots=True)
class ReportCard:
    """What identifies a report, without its text."""

    id: str
    short: str
    name: str
    lang: str | None
    published: str | None
    url: str | None
    title: str | None
    outlet: str | None


def readings_of(connection: Connection, keys: Sequence[str]) -> Iterator[Reading]:
    """The readings of some reports (ids), in the order in which the reports came."""
    listed = json.dumps(list(keys))
    by_report: dict[str, list[tuple[str, str]]] = {}
    for report_id, key, body in plain.rows(connection, _MENTIONS_OF, listed):
        by_report.setdefault(report_id, []).append((key, body))
    by_mention: dict[str, list[str]] = {}
    for key, body in plain.rows(connection, _CLAIMS_OF, listed):
        by_mention.setdefault(key, []).append(body)
    for _, *values in sorted(plain.rows(connection, _REPORTS, listed)):
        row = dict(zip(_OF_REPORTS, values, strict=True))
        yield Reading(
            report=rows.report_of(row),
            mentions=tuple(rows.mention_of(body, by_mention.get(key, ())) for key, body in by_report.get(row["id"], ())),
            problems=rows.problems_of(row["reading_problems"]),
        )


#: Reports with what was read in them, whose ids are given as JSON.
_OF_REPORTS = ("id", "name", "text", "lang", "published", "url", "title", "outlet", "capture", "problems", "reading_problems")
_REPORTS = (
    f"SELECT number, {', '.join(f'reports.{name}' for name in _OF_REPORTS[:-1])}, readings.problems FROM reports"
    " JOIN readings ON report_id = id WHERE id IN (SELECT value FROM json_each(?))"
)
_MENTIONS_OF = (
    "SELECT report_id, key, body FROM mentions WHERE report_id IN (SELECT value FROM json_each(?)) ORDER BY report_id, position"
)
_CLAIMS_OF = (
    "SELECT claims.mention, claims.body FROM mentions JOIN claims ON claims.mention = mentions.key"
    " WHERE report_id IN (SELECT value FROM json_each(?)) ORDER BY claims.mention, claims.position"
)


def bodies_of(casebook: Opened, numbers: Sequence[int]) -> list[str]:
    """The stored JSON of some incidents (their numbers), in this order."""
    with casebook._read() as connection:
        query = select(incidents.c.number, incidents.c.body).where(incidents.c.number.in_(numbers))
        found = {row.number: row.body for row in connection.execute(query)}
    return [found[n] for n in numbers if n in found]


def claims_in(casebook: Opened, keys: Sequence[str]) -> list[StoredClaim]:
    """The claims of some mentions (keys), report by report."""
    with casebook._read() as connection:
        chunks = (keys[n : n + _CHUNK] for n in range(0, len(keys), _CHUNK))
        return [claim for chunk in chunks for claim in claims_where(connection, claims.c.mention.in_(chunk))]


def changed_by_machine(casebook: Opened, ids: Sequence[str]) -> dict[str, str]:
    """Of some incidents (at most a few hundred): when the machine changed each last, as reports came or were read anew."""
    when = func.max(history.c.at).label("last")
    query = select(history.c.subject, when).where(history.c.subject.in_(ids), history.c.who.startswith("recounted "))
    with casebook._read() as connection:
        return {row.subject: row.last for row in connection.execute(query.group_by(history.c.subject))}


def claims_where(connection: Connection, where: ColumnElement[bool] | None) -> Iterator[StoredClaim]:
    """The claims that fit, or all of them, report by report."""
    tables = claims.join(mentions, claims.c.mention == mentions.c.key).join(reports, mentions.c.report_id == reports.c.id)
    query = select(claims.c.body, reports.c.id, reports.c.name, mentions.c.key).select_from(tables)
    if where is not None:
        query = query.where(where)
    for body, report_id, name, key in connection.execute(
        query.order_by(reports.c.number, mentions.c.position, claims.c.position)
    ):
        yield StoredClaim(rows.claim_of(body), report_id, name, key.partition(".")[2])

"""What lists, filters and searches of incidents stand on, kept in step with the incidents themselves.

In: an incident, whenever it is stored or goes. Out: its row in ``cards``, its values in ``facets``, its reports in
``incident_reports``. All of it can be made anew from the incidents and reports (``rebuild``), so nothing here is the only copy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from recounted.casebook import search
from recounted.casebook.tables import cards, facets, incident_reports, incidents, reports
from recounted.model import Incident, Of, Toll

#: The fields that incidents are filtered by.
FIELDS = ("country", "actor", "weapon", "harm", "language", "grade", "source")

_CHUNK = 400  # keys in one query
_MADE = (cards, facets, incident_reports)


def put(connection: Connection, incident: Incident) -> None:
    """List a stored incident as it is now."""
    number = connection.execute(select(incidents.c.number).where(incidents.c.id == incident.id)).scalar_one()
    drop(connection, incident.id)
    outlets = dict(_reports_of(connection, incident))
    card = _card(incident, number)
    connection.execute(insert(cards), card)
    named = {(field, value) for field, value in _facets(incident)} | {("source", o) for o in outlets.values() if o}
    if named:
        rows = [{"field": f, "value": v, "first_day": card["first_day"], "incident": number} for f, v in sorted(named)]
        connection.execute(insert(facets), rows)
    connection.execute(insert(incident_reports), [{"report": r, "incident": number} for r in outlets])


def drop(connection: Connection, incident: str) -> None:
    """Take a stored incident off the list, before it goes."""
    number = select(incidents.c.number).where(incidents.c.id == incident).scalar_subquery()
    for table in _MADE:
        connection.execute(delete(table).where(table.c.incident == number))


def rebuild(connection: Connection) -> None:
    """List all incidents and index all reports anew; for a casebook whose lists are empty."""
    for number, title, words in connection.execute(select(reports.c.number, reports.c.title, reports.c.text)):
        search.add(connection, number, title, words)
    for number in connection.execute(select(incidents.c.number)).scalars().all():
        body = connection.execute(select(incidents.c.body).where(incidents.c.number == number)).scalar_one()
        put(connection, Incident.model_validate_json(body))


def headline_toll(incident: Incident, harm: str) -> Toll | None:
    """The toll of all people under one kind of harm; where there is none, the largest that is stated of a group."""
    tolls = [t for t in incident.tolls if t.harm == harm]
    whole = [t for t in tolls if t.of == Of()] or [t for t in tolls if t.of == Of(status="civilian")]
    return whole[0] if whole else max(tolls, key=lambda t: (t.low or 0, t.high or 0), default=None)


def _reports_of(connection: Connection, incident: Incident) -> Iterator[tuple[int, str | None]]:
    ids = sorted({m.report_id for m in incident.mentions})
    for start in range(0, len(ids), _CHUNK):
        known = select(reports.c.number, reports.c.outlet).where(reports.c.id.in_(ids[start : start + _CHUNK]))
        yield from ((number, outlet) for number, outlet in connection.execute(known))


def _facets(incident: Incident) -> Iterator[tuple[str, str]]:
    if incident.where and incident.where.country:
        yield "country", incident.where.country
    yield "grade", incident.grade or incident.suggested_grade
    for found in incident.responsibility:
        yield "actor", found.actor
    for arm in incident.weapons:
        yield "weapon", arm.value
    for toll in incident.tolls:
        yield "harm", toll.harm
    for lang in incident.languages:
        yield "language", lang


def _card(incident: Incident, number: int) -> dict[str, Any]:
    when, killed = incident.when, headline_toll(incident, "killed")
    figures = [n for n in (killed.low, killed.high) if n is not None] if killed else []
    return {
        "incident": number,
        "first_day": (when and when.date_start) or "",
        "last_day": (when and (when.date_end or when.date_start)) or "",
        "killed": max(figures, default=-1),
        "killed_low": min(figures, default=-1),
        "n_reports": incident.n_reports,
        "n_contested": len(incident.contested),
        "body": json.dumps(_shown(incident), ensure_ascii=False),
    }


def _shown(incident: Incident) -> dict[str, Any]:
    tolls = {harm: headline_toll(incident, harm) for harm in ("killed", "injured")}
    stances = ("asserted", "accused", "admitted", "denied")
    return {
        "id": incident.id,
        "code": incident.code,
        "kind": incident.kind,
        "when": incident.when.edtf if incident.when else None,
        "place": incident.where.name if incident.where else None,
        "country": incident.where.country if incident.where else None,
        "tolls": {h: t.model_dump(include={"low", "best", "high", "high_open", "of"}) for h, t in tolls.items() if t},
        "actors": [[r.actor, [s for s in stances if getattr(r, f"{s}_by")]] for r in incident.responsibility],
        "weapons": [w.value for w in incident.weapons],
        "languages": incident.languages,
        "n_reports": incident.n_reports,
        "n_independent": incident.n_independent,
        "contested": [c.field for c in incident.contested],
        "grade": incident.grade,
        "suggested_grade": incident.suggested_grade,
    }

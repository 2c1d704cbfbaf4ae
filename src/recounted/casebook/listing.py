"""What lists, filters and searches of incidents stand on, kept in step with the incidents themselves.

In: an incident, whenever it is stored or goes. Out: its row in ``cards``, its values in ``facets``, its reports in
``incident_reports``. All of it can be made anew from the incidents and reports (``list_all``), so nothing here is the only copy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select

from recounted.casebook.tables import cards, facets, incident_reports, incidents, relisted, reports
from recounted.casebook.worth import NEEDS, needs_of, worth_of
from recounted.model import Incident, Of, Toll

#: The fields that incidents are filtered by. ``grade`` and ``state`` are people's (``UNSET`` where nobody set one), ``suggested``
#: is the machine's grade, ``need`` a reason to look at it (``worth.NEEDS``).
FIELDS = ("need", "country", "actor", "weapon", "harm", "language", "grade", "suggested", "state", "source")
UNSET = "unset"

_CHUNK = 400  # keys in one query
_MADE = (cards, facets, incident_reports)


def put(connection: Connection, incident: Incident) -> None:
    """List a stored incident as it is now."""
    number = connection.execute(select(incidents.c.number).where(incidents.c.id == incident.id)).scalar_one()
    _drop(connection, number)
    told_in = list(_reports_of(connection, incident))
    card, named = _card(incident, number, {t.id: t.stored_at for t in told_in})
    connection.execute(insert(cards), card)
    rows = sorted(set(named) | {("source", t.outlet) for t in told_in if t.outlet})
    connection.execute(
        insert(facets), [{"field": f, "value": v, "first_day": card["first_day"], "incident": number} for f, v in rows]
    )
    connection.execute(insert(incident_reports), [{"report": t.number, "incident": number} for t in told_in])
    connection.execute(insert(relisted), {"incident": number})


def drop(connection: Connection, incident: str) -> None:
    """Take a stored incident off the list, before it goes."""
    number = connection.execute(select(incidents.c.number).where(incidents.c.id == incident)).scalar()
    if number is not None:
        _drop(connection, number)
        connection.execute(insert(relisted), {"incident": number})


def _drop(connection: Connection, number: int) -> None:
    for table in _MADE:
        connection.execute(delete(table).where(table.c.incident == number))


def list_all(connection: Connection) -> None:
    """List all incidents anew, for a casebook whose lists are empty. One incident is in memory at a time."""
    for number in connection.execute(select(incidents.c.number)).scalars().all():
        body = connection.execute(select(incidents.c.body).where(incidents.c.number == number)).scalar_one()
        put(connection, Incident.model_validate_json(body))


def headline_toll(incident: Incident, harm: str) -> Toll | None:
    """The toll of all people under one kind of harm; where there is none, the largest that is stated of a group."""
    tolls = [t for t in incident.tolls if t.harm == harm]
    whole = [t for t in tolls if t.of == Of()] or [t for t in tolls if t.of == Of(status="civilian")]
    return whole[0] if whole else max(tolls, key=lambda t: (t.low or 0, t.high or 0), default=None)


class _ToldIn(NamedTuple):
    number: int
    id: str
    outlet: str | None
    stored_at: str


def _reports_of(connection: Connection, incident: Incident) -> Iterator[_ToldIn]:
    ids = sorted({m.report_id for m in incident.mentions})
    query = select(*(reports.c[name] for name in _ToldIn._fields))
    for start in range(0, len(ids), _CHUNK):
        yield from (_ToldIn(*row) for row in connection.execute(query.where(reports.c.id.in_(ids[start : start + _CHUNK]))))


def _facets(incident: Incident) -> Iterator[tuple[str, str]]:
    if incident.where and incident.where.country:
        yield "country", incident.where.country
    yield "grade", incident.grade or UNSET
    yield "suggested", incident.suggested_grade
    yield "state", incident.state or UNSET
    for found in incident.responsibility:
        yield "actor", found.actor
    for arm in incident.weapons:
        yield "weapon", arm.value
    for toll in incident.tolls:
        yield "harm", toll.harm
    for lang in incident.languages:
        yield "language", lang


def _card(incident: Incident, number: int, came: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The row of a card, and what it is filtered by."""
    when, where, killed = incident.when, incident.where, headline_toll(incident, "killed")
    figures = [n for n in (killed.low, killed.high) if n is not None] if killed else []
    needs = needs_of(incident, came, max(figures, default=0))
    row = {
        "incident": number,
        "first_day": (when and when.date_start) or "",
        "last_day": (when and (when.date_end or when.date_start)) or "",
        "killed": max(figures, default=-1),
        "killed_low": min(figures, default=-1),
        "n_reports": incident.n_reports,
        "n_contested": len(incident.contested),
        "worth": worth_of(needs),
        "lat": where.lat if where and where.lon is not None else None,
        "lon": where.lon if where and where.lat is not None else None,
        "radius_km": where.radius_km if where else None,
        "where_prec": where.where_prec if where else None,
        "body": json.dumps(_shown(incident) | {"needs": needs}, ensure_ascii=False),
    }
    return row, [*_facets(incident), *(("need", need.code) for need in needs if need.code in NEEDS)]


def _shown(incident: Incident) -> dict[str, Any]:
    tolls = {harm: headline_toll(incident, harm) for harm in ("killed", "injured")}
    stances = ("asserted", "accused", "admitted", "denied")
    return {
        "id": incident.id,
        "code": incident.code,
        "version": incident.version,
        "state": incident.state,
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

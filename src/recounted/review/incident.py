"""One incident: the claim matrix, the toll and what it stands on, what is contested, the voices, the history.

What is long is shown a page at a time: an incident may have hundreds of reports, and a history of thousands of changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recounted.casebook.deeds import Deed, Deeds, last_that_stands, last_undone
from recounted.linking.facts import mention_key
from recounted.model import Claim, Incident, Reading
from recounted.reconciling import RULES
from recounted.reconciling.amendments import added_claims
from recounted.reconciling.contested import cell_name
from recounted.reconciling.denials import is_denial
from recounted.review.desk import Desk, Here
from recounted.review.drawing.drawings import drawings
from recounted.review.evidence import Evidence
from recounted.review.looking import looked, sources
from recounted.review.matrix import as_judged, judgements, matrix, short_of

routes = APIRouter()
#: Deeds on a page of the history; days and figures a day of what was known when; claims that a denial may be tied to.
_DEEDS, _STEPS, _FIGURES, _TIES, _NEWS = 30, 40, 6, 60, 8
_FEW = 5  # denials of which each has its form at once


@routes.get("/incidents/{name}", response_class=HTMLResponse)
def incident(request: Request, name: str, desk: Here) -> Response:
    """An incident by its id; a code, or a name that it had before, leads there. ``rule``, ``as_of``, ``without``: a look."""
    found = desk.casebook.incident(name)
    if found is None:
        raise HTTPException(404, "incident")
    query = dict(request.query_params)
    if found.id != name:
        return RedirectResponse(f"/incidents/{quote(found.id, safe='')}{_query(query)}", 307)
    readings = desk.browse.readings(m.report_id for m in found.mentions)
    words = desk.renderer.words(request)
    table = matrix(found, readings, words, _number(query.get("reports", "")) or 1)
    shows = {
        "incident": found,
        "matrix": table,
        "evidence": Evidence(found, readings),
        "reports": {r.report.id: (short_of(r.report), r.report) for r in readings},
        "to_choose": _accounts(found, [c.report.id for c in table.columns]),
        "places": sorted(_places(found, readings)),
        "field_of": lambda toll: f"best:{cell_name(toll.harm, toll.of).replace(': ', ':')}",
        "to_tie": _to_tie(found, readings, query.get("tie", "")),
        "steps": (found.history[-_STEPS:], max(0, len(found.history) - _STEPS), _FIGURES),
        "look": looked(desk.casebook, found, query, words, readings),
        "rules": list(RULES),
        "sources": sources(found, readings),
        "with_query": lambda **more: _query({**query, **more}),
        **drawings(found, readings, words),
        **_past(desk, found, _number(query.get("before", ""))),
    }
    return desk.renderer.page(request, "incident.html", shows)


@routes.get("/incidents/{name}/news", response_class=HTMLResponse)
def news(request: Request, name: str, desk: Here, after: int = 0) -> Response:
    """What was done to an incident since a page of it was made: nothing (204), or a fragment that tells it."""
    deeds = Deeds(desk.casebook)
    if deeds.latest(name) <= after:
        return Response(status_code=204)
    found = [d for d in deeds.of(name, after=after, limit=_NEWS) if d.by_a_person or not d.why.startswith("act ")]
    return desk.renderer.page(request, "news.html", {"deeds": found, "address": f"/incidents/{quote(name, safe='')}"})


def _number(asked: str) -> int | None:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def _query(fields: dict[str, Any]) -> str:
    kept = {name: value for name, value in fields.items() if value not in ("", None)}
    return f"?{urlencode(kept)}" if kept else ""


def _past(desk: Desk, incident: Incident, before: int | None) -> dict[str, Any]:
    """The history, and which act on this incident would be undone or redone next."""
    deeds = Deeds(desk.casebook)
    shown = deeds.of(incident.id, before=before, limit=_DEEDS + 1)
    newest = shown if before is None else deeds.of(incident.id, limit=_DEEDS)
    acts = deeds.acts(_acts_of(newest))
    return {
        "deeds": shown[:_DEEDS],
        "earlier": shown[_DEEDS - 1].number if len(shown) > _DEEDS else None,
        "seen_deed": newest[0].number if newest else 0,
        "to_undo": last_that_stands(acts),
        "to_redo": last_undone(acts),
    }


def _acts_of(deeds: Iterable[Deed]) -> set[int]:
    return {d.act for d in deeds if d.act is not None}


def _accounts(incident: Incident, reports: Iterable[str]) -> list[tuple[str, str]]:
    """The accounts in some reports: key, and the name by which a person knows it."""
    wanted = set(reports)
    return [(mention_key(m.report_id, m.mention), f"{m.report} {m.mention}") for m in incident.mentions if m.report_id in wanted]


def _places(incident: Incident, readings: Iterable[Reading]) -> set[str]:
    """The names under which the incident's accounts put it somewhere, and what else these could mean."""
    mine = {(m.report_id, m.mention) for m in incident.mentions}
    told = [m.where for r in readings for m in r.mentions if m.where and (r.report.id, m.id) in mine]
    return {name for place in told for name in (place.name, *(c.name for c in place.candidates))}


def _to_tie(incident: Incident, readings: Iterable[Reading], asked: str) -> dict[str, list[Claim]]:
    """Denial → claims of its type that it may deny, those that it is tied to first; no more than can be chosen from. Of many
    denials only the one that is asked for.
    """
    rows = [d for d in incident.denials if len(incident.denials) <= _FEW or d.claim == asked]
    if not rows:
        return {}
    keys = {mention_key(m.report_id, m.mention) for m in incident.mentions}
    judged = judgements(incident)
    read = [c for r in readings for m in r.mentions if mention_key(r.report.id, m.id) in keys for c in m.claims]
    claims = [as_judged(c, judged.get(c.id)) for c in (*read, *added_claims(incident).values())]
    by_id = {c.id: c for c in claims}
    found = {}
    for row in rows:
        if denial := by_id.get(row.claim):
            tied = [by_id[i] for i in row.denies if i in by_id]
            like = [c for c in claims if c.type == denial.type and not is_denial(c) and c.id not in row.denies]
            found[row.claim] = [*tied, *like][:_TIES]
    return found

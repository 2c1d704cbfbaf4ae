"""One incident: the claim matrix, the toll and what it stands on, what is contested, the voices, the history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recounted.casebook import HistoryEntry
from recounted.model import Incident, Reading
from recounted.reconciling.contested import cell_name
from recounted.review.deciding import keys_of
from recounted.review.desk import Here
from recounted.review.drawings import drawings
from recounted.review.matrix import at_of, matrix, short_of

routes = APIRouter()
#: The short name of a report, the place in it, the words.
Evidence = tuple[str, str, str]
_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the history. ``fields``: what of the incident it changed."""

    at: str
    who: str
    what: str
    why: str
    fields: tuple[str, ...]


@routes.get("/incidents/{name}", response_class=HTMLResponse)
def incident(request: Request, name: str, desk: Here) -> Response:
    """An incident by its id; a code, or a name that it had before, leads there."""
    found = desk.casebook.incident(name)
    if found is None:
        raise HTTPException(404, "incident")
    if found.id != name:
        return RedirectResponse(f"/incidents/{quote(found.id, safe='')}", 307)
    readings = desk.browse.readings(m.report_id for m in found.mentions)
    words = desk.renderer.words(request)
    table = matrix(found, readings, words)
    shows = {
        "incident": found,
        "matrix": table,
        "words_of": partial(_words_of, _evidence(readings)),
        "reports": {r.report.id: (short_of(r.report), r.report) for r in readings},
        "keys": keys_of(found),
        "places": sorted(_places(found, readings)),
        "field_of": lambda toll: f"best:{cell_name(toll.harm, toll.of).replace(': ', ':')}",
        **drawings(found, readings, words),
        "deeds": list(_deeds(desk.casebook.history_of(found.id)))[-_ENTRIES:][::-1],
    }
    return desk.renderer.page(request, "incident.html", shows)


def _places(incident: Incident, readings: Iterable[Reading]) -> set[str]:
    """The names under which the incident's accounts put it somewhere."""
    mine = {(m.report_id, m.mention) for m in incident.mentions}
    return {m.where.name for r in readings for m in r.mentions if m.where and (r.report.id, m.id) in mine}


def _evidence(readings: Iterable[Reading]) -> dict[str, Evidence]:
    """Claim id → the short name of its report, the place in it, the words."""
    return {
        claim.id: (short_of(reading.report), at_of(claim.id), claim.quote)
        for reading in readings
        for mention in reading.mentions
        for claim in mention.claims
    }


def _words_of(evidence: Mapping[str, Evidence], ids: Iterable[str]) -> list[tuple[Evidence, int]]:
    """The words of some claims; the same words in several reports are given once, with their number."""
    found: dict[str, list[Evidence]] = {}
    for id in ids:
        if id in evidence:
            found.setdefault(evidence[id][2], []).append(evidence[id])
    return [(places[0], len(places)) for places in found.values()]


def _deeds(entries: Iterable[HistoryEntry]) -> Iterable[Deed]:
    for entry in entries:
        before, after = entry.before, entry.after
        both = isinstance(before, dict) and isinstance(after, dict)
        yield Deed(entry.at, entry.who, entry.what, entry.why, tuple(_changed(before, after)) if both else ())


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    names = Incident.model_fields
    return [name for name in names if before.get(name) != after.get(name)]

"""Map and time of the whole casebook: the incidents of a view on the basemap, when they were, what they are told of.

In: the filters of the list, by the same names. Out: the page, its points as JSON, and a few incidents of a small area. The page
shows sums and tables without script; with it the map is drawn, and a stretch of time or an area is chosen on sight.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from recounted.casebook.browse import View
from recounted.casebook.overview import Bucket, Times
from recounted.casebook.views import asked_of, query_of
from recounted.review.desk import Here
from recounted.review.drawing.scales import Tick, counts
from recounted.review.exporting import GRIDS, levels_of
from recounted.review.queue import address, filters, view_of

routes = APIRouter()
#: What the drawing of times is wide and high; it is stretched to the window.
_WIDTH, _HEIGHT = 1000.0, 100.0
_ROWS, _NEAR = 12, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A bucket drawn: incidents, and the low and high ends of killed, as heights from the bottom."""

    x: float
    width: float
    incidents: float
    low: float
    high: float
    bucket: Bucket
    inside: bool
    address: str


@dataclass(frozen=True, slots=True)
class Share:
    """A value of a field with its number of incidents; ``width`` of 100."""

    value: str
    incidents: int
    width: float
    address: str


@routes.get("/map", response_class=HTMLResponse)
def whole(request: Request, desk: Here) -> HTMLResponse:
    """The page."""
    if desk.browse.is_empty():
        return desk.renderer.page(request, "empty.html", {"examples": desk.examples is not None})
    view, wrong = view_of(request.query_params)
    overview = desk.browse.overview
    times, counted = overview.times(view), overview.counts(view)
    top, scale = counts(max((b.incidents for b in times.buckets), default=1), _HEIGHT, 2)
    top_killed, scale_killed = counts(max((b.killed_high for b in times.buckets), default=1), _HEIGHT, 2)
    bars = _bars(times, view, top, top_killed)
    timeless = replace(view, since="", until="")
    shows = {
        **filters(desk, view),
        "target": "/map",
        "wrong": wrong,
        "totals": desk.browse.totals(view),
        "unplaced": overview.unplaced(view),
        "times": times,
        "bars": bars,
        "axis": [bars[n] for n in sorted({0, len(bars) // 2, len(bars) - 1})] if bars else [],
        "heights": [Tick(_HEIGHT - y, str(n), str(n)) for n, y in scale],
        "heights_killed": [Tick(_HEIGHT - y, str(n), str(n)) for n, y in scale_killed],
        "shares": {name: _shares(name, values[:_ROWS], view) for name, values in counted.items()},
        "others": {name: max(0, len(values) - _ROWS) for name, values in counted.items()},
        "pairs": parse_qsl(query_of(view)),
        "levels": levels_of(request),
        "grids": GRIDS,
        "points": _address("/map/points", timeless),
        "list": _address("/", view),
        "timeless": _address("/map", timeless),
        "spaceless": _address("/map", replace(view, area=None)),
    }
    return desk.renderer.page(request, "map.html", shows)


@routes.get("/map/points")
def points(request: Request, desk: Here) -> Response:
    """What ``Overview.points`` describes, for the view that the query says, as JSON."""
    view, _ = view_of(request.query_params)
    packed = desk.browse.overview.points(view, _packed)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), media_type="application/json")
    return Response(packed, media_type="application/json", headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})


@routes.get("/map/near", response_class=HTMLResponse)
def near(request: Request, desk: Here) -> HTMLResponse:
    """A few incidents of a view, as a piece of the page: those of a circle that was chosen on the map."""
    view, _ = view_of(request.query_params)
    page = desk.browse.page(view, limit=_NEAR)
    shows = {"cards": page.cards, "totals": desk.browse.totals(view), "list": _address("/", view), "area": _address("/map", view)}
    return desk.renderer.page(request, "map/near.html", shows)


def _packed(columns: dict[str, Any]) -> bytes:
    return gzip.compress(json.dumps(columns, separators=(",", ":")).encode(), 5, mtime=0)


def _address(path: str, view: View) -> str:
    return address(asked_of(view), path=path)


def _bars(times: Times, view: View, top: int, top_killed: int) -> list[Bar]:
    each = _WIDTH / max(1, len(times.buckets))
    return [
        Bar(
            x=n * each,
            width=each,
            incidents=_HEIGHT * b.incidents / top,
            low=_HEIGHT * b.killed_low / top_killed,
            high=_HEIGHT * b.killed_high / top_killed,
            bucket=b,
            inside=(not view.since or b.until >= view.since) and (not view.until or b.since <= view.until),
            address=_address("/map", replace(view, since=b.since, until=b.until)),
        )
        for n, b in enumerate(times.buckets)
    ]


def _shares(name: str, values: Sequence[tuple[str, int]], view: View) -> Iterable[Share]:
    most = max((n for _, n in values), default=1)
    others = tuple((field, chosen) for field, chosen in view.chosen if field != name)
    return [Share(v, n, 100 * n / most, _address("/map", replace(view, chosen=(*others, (name, (v,)))))) for v, n in values]

"""The list of incidents: filters, search, order, numbers of what is in view."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import QueryParams

from recounted.casebook import views
from recounted.casebook.browse import FIRST, Sort, View
from recounted.casebook.views import asked_of
from recounted.review import visible
from recounted.review.desk import Desk, Here

routes = APIRouter()
_PAGE = 50
#: Values of a filter that are offered; others can be typed where there are more.
_OFFERED = 300
_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2}|-?\d{1,9}|)~(\d{1,12})")


@routes.get("/", response_class=HTMLResponse)
def incidents(request: Request, desk: Here) -> HTMLResponse:
    """The list, or, in an empty casebook, what to do first."""
    if desk.browse.is_empty():
        return desk.renderer.page(request, "empty.html", {"examples": desk.examples is not None})
    view, wrong = view_of(request.query_params)
    page = desk.browse.page(view, after=after_of(request.query_params.get("after", ""), view.sort), limit=_PAGE)
    asked = asked_of(view)
    shows = {
        **filters(desk, view),
        "cards": page.cards,
        "totals": desk.browse.totals(view),
        "left": desk.casebook.left(),
        "behind": desk.casebook.is_behind(),
        "wrong": wrong,
        **visible.offered(request, desk, view, page),
        "map": address(asked, path="/map"),
        "first": address(asked) if "after" in request.query_params else None,
        "next": address(asked, f"{page.after[0]}~{page.after[1]}") if page.after else None,
    }
    return desk.renderer.page(request, "incidents.html", shows)


def filters(desk: Desk, view: View) -> dict[str, Any]:
    """What the form of filters shows."""
    choices = desk.browse.choices()
    return {
        "choices": {name: found[:_OFFERED] for name, found in choices.items()},
        "many": {name for name, found in choices.items() if len(found) > _OFFERED},
        "asked": {name: values[0] for name, values in asked_of(view).items()},
        "narrowed": bool(view.chosen or view.since or view.until or view.area or view.sort != FIRST),
        "filtered": view != View(sort=view.sort),
        "sorts": get_args(Sort),
    }


def view_of(asked: QueryParams) -> tuple[View, list[str]]:
    """What to see, and the names of the filters that made no sense and were left out."""
    return views.view_of(asked.multi_items())


def after_of(cursor: str, sort: Sort) -> tuple[str | int, int] | None:
    """Where a page starts; what is no cursor of this order is the first page."""
    found = _CURSOR.fullmatch(cursor)
    if not found:
        return None
    by_day = sort in ("newest", "oldest")
    if by_day:
        return (found[1], int(found[2])) if "-" in found[1][1:] or not found[1] else None
    return (int(found[1]), int(found[2])) if found[1].lstrip("-").isdigit() else None


def address(asked: Mapping[str, tuple[str, ...]], after: str = "", path: str = "/") -> str:
    """The address of the same view, from ``after`` on."""
    pairs = [(name, value) for name, values in asked.items() for value in values if value]
    if after:
        pairs.append(("after", after))
    return f"{path}?{urlencode(pairs)}"

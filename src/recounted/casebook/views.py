"""Views of the list as words: what the address of a page asks for, and the ones that somebody gave a name.

In: pairs of an address (name, value). Out: a ``View`` and back. Named ones are kept in the casebook with who saved them and when;
saving under the same name again replaces one. The history tells of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import delete, insert, select

from recounted.casebook.browse import FIRST, SORTS, View
from recounted.casebook.listing import FIELDS
from recounted.casebook.masks import Area
from recounted.casebook.opened import Opened
from recounted.casebook.record import Stamp, record
from recounted.casebook.tables import saved_views
from recounted.errors import CallError

_LONGEST = 200  # characters of one filter value
_MOST_VALUES = 20
LONGEST_NAME = 80
_AREA = re.compile(r"(-?\d{1,3}(\.\d{1,12})?,){3}-?\d{1,3}(\.\d{1,12})?")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view with a name. ``query`` is what its address asks for."""

    name: str
    query: str
    by: str
    at: str


class Views:
    """The named views of a casebook."""

    def __init__(self, casebook: Opened) -> None:
        self._book = casebook

    def all(self) -> list[SavedView]:
        """All of them, by name."""
        with self._book._read() as connection:
            found = connection.execute(select(saved_views).order_by(saved_views.c.name)).mappings()
            return [SavedView(**row) for row in found]

    def get(self, name: str) -> SavedView:
        """One of them. Raises CallError if there is none of that name."""
        found = {view.name: view for view in self.all()}
        if name not in found:
            raise CallError(f"there is no view {name!r}; there are {', '.join(found) or 'none'}")
        return found[name]

    def save(self, name: str, query: str, *, by: str) -> SavedView:
        """Give a view a name. What makes no sense in the query is left out. Raises CallError for a name without letters."""
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name or not by.strip():
            raise CallError("a view is saved under a name, by somebody")
        view, _ = view_of(parse_qsl(query))
        saved = SavedView(name, query_of(view), by.strip(), self._book.now())
        with self._book._write() as connection:
            connection.execute(delete(saved_views).where(saved_views.c.name == name))
            row = {"name": saved.name, "query": saved.query, "by": saved.by, "at": saved.at}
            connection.execute(insert(saved_views), row)
            record(connection, Stamp(saved.at, saved.by), "view saved", f"view {name}", after=saved.query)
        return saved

    def drop(self, name: str, *, by: str) -> None:
        """Forget a view."""
        found = self.get(name)
        with self._book._write() as connection:
            connection.execute(delete(saved_views).where(saved_views.c.name == name))
            record(connection, Stamp(self._book.now(), by), "view forgotten", f"view {name}", before=found.query)


def view_of(pairs: Iterable[tuple[str, str]]) -> tuple[View, list[str]]:
    """What to see, and the names of the filters that made no sense and were left out."""
    asked: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            asked.setdefault(name, []).append(value.strip()[:_LONGEST])
    one = {name: values[-1] for name, values in asked.items()}
    said: dict[str, Any] = {"search": one.get("q", ""), "sort": one.get("sort", FIRST)}
    said |= {name: one.get(name, "") for name in ("since", "until")}
    said["area"] = _area(one["area"]) if "area" in one else None
    said["chosen"] = tuple((n, tuple(dict.fromkeys(asked[n][:_MOST_VALUES]))) for n in FIELDS if n in asked)
    wrong = [name for name in ("since", "until") if said[name] and not _is_day(said[name])]
    said |= dict.fromkeys(wrong, "")
    if said["sort"] not in SORTS:
        wrong.append("sort")
        said["sort"] = FIRST
    if "area" in one and said["area"] is None:
        wrong.append("area")
    return View(**said), wrong


def asked_of(view: View) -> dict[str, tuple[str, ...]]:
    """The view as its address says it: name → values."""
    area = ",".join(f"{degrees:.12g}" for degrees in view.area or ())
    plain = {"q": view.search, "since": view.since, "until": view.until, "area": area, "sort": view.sort}
    return {**dict(view.chosen), **{name: (value,) for name, value in plain.items()}}


def query_of(view: View) -> str:
    """What its address asks for."""
    return urlencode([(name, value) for name, values in asked_of(view).items() for value in values if value])


def _area(value: str) -> Area | None:
    """``south,west,north,east`` in degrees; None if it is none."""
    if not _AREA.fullmatch(value):
        return None
    south, west, north, east = map(float, value.split(","))
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        return None
    return Area(south, west, north, east)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False

"""A view as a whole: where its incidents lie, how many there were when, what they are told of.

In: a ``View``. Out: columns of numbers for a map, sums by day, month or year, counts of values. All of it is made from what
``masks`` holds in memory and remembered for each state of the lists; what took long is good for a few seconds while reports
come in.
"""

from __future__ import annotations

import json
import time
from calendar import monthrange
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import compress
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from sqlalchemy import Connection

from recounted.casebook.masks import LISTED, Masks, numbers_in
from recounted.casebook.plain import rows

if TYPE_CHECKING:
    from recounted.casebook.browse import Browse, View

Unit = Literal["day", "month", "year"]
T = TypeVar("T")
#: Fields of ``listing.FIELDS`` whose values are counted.
COUNTED = ("country", "actor", "weapon", "harm", "suggested", "language")
#: Degrees are given as whole numbers of this part.
SCALE = 10_000
#: Days, months and years that are told apart at most; a longer stretch is told in the next larger unit.
_DAYS, _MONTHS, _YEARS = 92, 240, 240
_KEPT, _STALE, _QUICK = 24, 10.0, 0.02
_FEW, _VALUES = 2_000, 64
_POINT = ("there", "lat", "lon", "radius", "precision", "first_day", "last_day", "killed_low", "killed_high")


@dataclass(frozen=True, slots=True)
class Bucket:
    """A day, month or year: the incidents that began in it, and the sums of their lowest and highest figures of killed."""

    since: str
    until: str
    incidents: int
    killed_low: int
    killed_high: int


@dataclass(frozen=True, slots=True)
class Times:
    """The stretch of a view in order, without gaps. ``undated``: incidents without a day, ``earlier``: before the first."""

    unit: Unit
    buckets: tuple[Bucket, ...]
    undated: int
    earlier: int


class Overview:
    """Overviews of one casebook's views. All threads share it."""

    def __init__(self, browse: Browse) -> None:
        self._browse = browse
        self._kept: OrderedDict[Hashable, tuple[int, float, float, Any]] = OrderedDict()
        self._lock = Lock()

    def points(self, view: View, make: Callable[[dict[str, Any]], T]) -> T:
        """What ``make`` makes of the columns of a view: one entry of each for every incident that has coordinates.

        ``lat``, ``lon`` in ten-thousandths of a degree; ``radius`` in kilometres, ``precision`` 1-7, both 0 where unknown;
        ``first`` in days since ``since`` (-1: unknown) and ``days`` after it to the last; ``low``, ``high`` killed.
        """
        return self._remembered(("points", make, view), lambda: make(_points(*self._browse.columns(view, _POINT))))

    def unplaced(self, view: View) -> int:
        """How many incidents of a view have no coordinates."""
        return self._remembered(("unplaced", view), lambda: _unplaced(*self._browse.columns(view, ("there", "lat"))))

    def times(self, view: View) -> Times:
        """How many incidents of a view began when. Its days are left aside: they are what is chosen from these."""
        whole = replace(view, since="", until="")
        names = ("there", "first_day", "killed_low", "killed_high")
        return self._remembered(("times", whole), lambda: _times(*self._browse.columns(whole, names)))

    def counts(self, view: View) -> dict[str, list[tuple[str, int]]]:
        """Field of ``COUNTED`` → its values with the number of incidents in view, the most frequent first."""
        return self._remembered(("counts", view), lambda: self._browse.ask(view, partial(_counts, self._browse.choices())))

    def _remembered(self, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        *what, view = key
        key = (*what, replace(view, sort="worth"))  # type: ignore[type-var]
        version = self._browse.listed()
        with self._lock:
            found = self._kept.get(key)
        if found and (found[0] == version or (found[2] > _QUICK and time.monotonic() - found[1] < _STALE)):
            return found[3]  # type: ignore[no-any-return]
        start = time.monotonic()
        value = make()
        with self._lock:
            self._kept[key] = (version, time.monotonic(), time.monotonic() - start, value)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return value


def _points(mask: bytes | None, columns: Sequence[Sequence[Any]]) -> dict[str, Any]:
    there, lats = columns[0], columns[1]
    in_view = there if mask is None else [*map(min, there, mask.ljust(len(there), b"\0"))]
    keep = [a and lat == lat for a, lat in zip(in_view, lats, strict=True)]  # noqa: PLR0124 - NaN is not itself
    lat, lon, radius, precision, first, last, low, high = (list(compress(column, keep)) for column in columns[1:])
    ordinal = {day: _ordinal(day) for day in {*first, *last}}
    since = min((ordinal[day] for day in first if day), default=0)
    return {
        "incidents": sum(in_view),
        "scale": SCALE,
        "since": date.fromordinal(since).isoformat() if since else None,
        "lat": [round(degrees * SCALE) for degrees in lat],
        "lon": [round(degrees * SCALE) for degrees in lon],
        "radius": [round(km) if km == km else 0 for km in radius],  # noqa: PLR0124
        "precision": precision,
        "first": [ordinal[day] - since if day else -1 for day in first],
        "days": [ordinal[b] - ordinal[a] if a else 0 for a, b in zip(first, last, strict=True)],
        "low": low,
        "high": high,
    }


def _unplaced(mask: bytes | None, columns: Sequence[Sequence[Any]]) -> int:
    there, lat = columns
    in_view = there if mask is None else map(min, there, mask.ljust(len(there), b"\0"))
    return sum(degrees != degrees for degrees in compress(lat, in_view))  # noqa: PLR0124 - NaN is not itself


def _ordinal(day: int) -> int:
    return date(day // 10_000, day // 100 % 100, day % 100).toordinal() if day else 0


def _times(mask: bytes | None, columns: Sequence[Sequence[Any]]) -> Times:
    there, *others = columns
    keep = there if mask is None else bytes(map(min, there, mask.ljust(len(there), b"\0")))
    first, low, high = (list(compress(column, keep)) for column in others)
    days: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for day, a, b in zip(first, low, high, strict=True):
        sums = days[day]
        sums[0] += 1
        sums[1] += a
        sums[2] += b
    undated = days.pop(0, [0])[0]
    if not days:
        return Times("day", (), undated, 0)
    ends = _date(min(days)), _date(max(days))
    unit = _unit(*ends)
    found: dict[date, list[int]] = {start: [0, 0, 0] for start in _starts(*ends, unit)}
    earlier = 0
    for day, sums in days.items():
        into = found.get(_start(_date(day), unit))
        if into is None:
            earlier += sums[0]
        else:
            into[:] = [a + b for a, b in zip(into, sums, strict=True)]
    buckets = tuple(Bucket(at.isoformat(), _end(at, unit).isoformat(), *sums) for at, sums in found.items())
    return Times(unit, buckets, undated, earlier)


def _date(day: int) -> date:
    return date(day // 10_000, day // 100 % 100, day % 100)


def _unit(first: date, last: date) -> Unit:
    months = 12 * (last.year - first.year) + last.month - first.month
    return "day" if (last - first).days < _DAYS else "month" if months < _MONTHS else "year"


def _start(day: date, unit: Unit) -> date:
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _end(start: date, unit: Unit) -> date:
    if unit == "day":
        return start
    if unit == "year":
        return start.replace(month=12, day=31)
    return start.replace(day=monthrange(start.year, start.month)[1])


def _starts(first: date, last: date, unit: Unit) -> Iterable[date]:
    """The starts of all buckets from the first to the last day; of too many years the latest."""
    at = _start(first, unit)
    if unit == "year":
        at = at.replace(year=max(at.year, last.year - _YEARS + 1))
    yield at
    while (end := _end(at, unit)) < last:
        at = end + timedelta(days=1)
        yield at


def _counts(
    choices: Mapping[str, Sequence[tuple[str, int]]], connection: Connection, masks: Masks, mask: bytes | None
) -> dict[str, list[tuple[str, int]]]:
    """Few incidents are looked up. Of many, values that are few are laid over the mask, values that are many are passed by."""
    if mask is None:
        return {name: [*choices[name]] for name in COUNTED}
    found: dict[str, Mapping[str, int]] = {}
    few = mask.count(1) <= _FEW
    listed = json.dumps(numbers_in(mask)) if few else ""
    for name in COUNTED:
        if few:
            sql = f"SELECT value, count(*) FROM facets WHERE incident IN {LISTED} AND +field = ? GROUP BY value"
            found[name] = dict(rows(connection, sql, listed, name))
        elif len(choices[name]) <= _VALUES:
            values = [value for value, _ in choices[name]]
            found[name] = dict(zip(values, masks.counts(connection, mask, name, values), strict=True))
        else:
            every = rows(connection, "SELECT value, incident FROM facets WHERE field = ?", name)
            found[name] = Counter(value for value, incident in every if incident < len(mask) and mask[incident])
    return {
        name: sorted(((v, n) for v, n in values.items() if n), key=lambda item: (-item[1], item[0]))
        for name, values in found.items()
    }

"""Which mentions are compared at all: blocks of day × cell, so that cost grows with the mentions and not with their square.

In: Facts. Out: pairs of positions. Mentions with a day and a place meet within two days and in neighbouring cells of one
degree, or under one name. Mentions without a day, or with no more than a region, are looked up separately: they may join one of
the others later, and are never forced to.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from recounted.days import Days, gap
from recounted.linking.facts import Facts, Spot
from recounted.linking.features import equal_level
from recounted.linking.weights import MOST_KM_APART

CELL_DEGREES = 1.0
DAYS_AROUND = 2
#: Days. A longer stretch is no way to look up a mention that has no place.
LONGEST_LOOKUP = 35

Cell = tuple[int, int]


def cell_of(point: tuple[float, float]) -> Cell:
    """The cell of one degree that holds a (latitude, longitude) point."""
    return math.floor(point[0] / CELL_DEGREES), math.floor(point[1] / CELL_DEGREES)


def neighbours(cell: Cell) -> Iterator[Cell]:
    """A cell and the eight around it; longitude wraps at the date line."""
    width = round(360 / CELL_DEGREES)
    for row in (-1, 0, 1):
        for column in (-1, 0, 1):
            yield cell[0] + row, (cell[1] + column + width // 2) % width - width // 2


def anchored_pairs(facts: Sequence[Facts], among: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of mentions whose day and place are known and near enough. Positions into ``facts``, the smaller first."""
    by_cell: dict[tuple[int, Cell], list[int]] = defaultdict(list)
    by_name: dict[tuple[int, str], list[int]] = defaultdict(list)
    for i in among:
        for day in _days(facts[i].days, 0):
            for cell in _cells(facts[i].spot):
                by_cell[day, cell].append(i)
            by_name[day, _name(facts[i].spot)].append(i)
    pairs: set[tuple[int, int]] = set()
    for i in among:
        for day in _days(facts[i].days, DAYS_AROUND):
            found = [j for cell in _cells(facts[i].spot) for near in neighbours(cell) for j in by_cell.get((day, near), ())]
            found += by_name.get((day, _name(facts[i].spot)), ())
            pairs.update((i, j) for j in found if i < j and facts[i].report_id != facts[j].report_id)
    return pairs


def loose_pairs(facts: Sequence[Facts], loose: Iterable[int], among: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs (loose mention, other mention) that share a place or a name and no contradiction of days; of mentions that have no
    fine place, those on the same days of the year or with an equal large figure, in one country.
    """
    index = _Index(facts, among)
    pairs: set[tuple[int, int]] = set()
    for i in loose:
        for j in index.look_up(facts[i]):
            if i != j and facts[i].report_id != facts[j].report_id and _may_be(facts[i], facts[j]):
                pairs.add((i, j))
    return pairs


class _Index:
    """Mentions by cell, by name, by day of the year and by figures that are rarely equal by chance."""

    def __init__(self, facts: Sequence[Facts], among: Iterable[int]) -> None:
        self.by_cell: dict[Cell, list[int]] = defaultdict(list)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_day: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.by_figure: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        for i in among:
            spot = facts[i].spot
            for cell in _cells(spot):
                self.by_cell[cell].append(i)
            if _name(spot):
                self.by_name[_name(spot)].append(i)
            for day in _calendar_days(facts[i].days):
                self.by_day[day].append(i)
            for figure in _telling_figures(facts[i]):
                self.by_figure[figure].append(i)

    def look_up(self, one: Facts) -> set[int]:
        found: set[int] = set(self.by_name.get(_name(one.spot), ())) if _name(one.spot) else set()
        if one.spot and one.spot.fine:
            for cell in _cells(one.spot):
                found.update(j for near in neighbours(cell) for j in self.by_cell.get(near, ()))
        else:
            found.update(j for day in _calendar_days(one.days) for j in self.by_day.get(day, ()))
            found.update(j for figure in _telling_figures(one) for j in self.by_figure.get(figure, ()))
        return found


def _may_be(a: Facts, b: Facts) -> bool:
    if a.spot and b.spot:
        if a.spot.country and b.spot.country and a.spot.country != b.spot.country:
            return False
        if a.spot.fine and b.spot.fine and not (a.spot.others or b.spot.others) and _far(a.spot, b.spot):
            return False
    return a.days is None or b.days is None or gap(a.days, b.days) <= DAYS_AROUND


def _far(a: Spot, b: Spot) -> bool:
    """Surely more than the cap of an incident apart. Cheap: by degrees, before anything is scored."""
    if a.point is None or b.point is None or max(a.radius_km, b.radius_km) > MOST_KM_APART:
        return False
    degrees = MOST_KM_APART / 111.0
    if abs(a.point[0] - b.point[0]) > degrees:
        return True
    east = abs(a.point[1] - b.point[1])
    return min(east, 360 - east) * math.cos(math.radians(a.point[0])) > degrees * 1.1


def _days(days: Days | None, around: int) -> Iterable[int]:
    if days is None or days.yearless or days.length > LONGEST_LOOKUP:
        return ()
    return range(days.first - around, days.last + around + 1)


def _calendar_days(days: Days | None) -> set[tuple[int, int]]:
    """Month and day of each day: mentions without a year must meet those with one."""
    if days is None or days.length > LONGEST_LOOKUP:
        return set()
    dates = map(date.fromordinal, range(days.first, days.last + 1))
    return {(d.month, d.day) for d in dates}


def _telling_figures(one: Facts) -> set[tuple[str, str, int]]:
    return {
        (f.harm, f.group, f.lo)
        for f in one.figures
        if f.lo is not None and not f.vague and equal_level(f.lo) == "toll_equal_large"
    }


def _cells(spot: Spot | None) -> list[Cell]:
    """The cell of a fine place, and those of the places that its printed name could also mean."""
    if spot is None or not spot.fine or spot.point is None:
        return []
    return list(dict.fromkeys(cell_of(p) for p in (spot.point, *spot.others[:4])))


def _name(spot: Spot | None) -> str:
    return spot.key if spot else ""

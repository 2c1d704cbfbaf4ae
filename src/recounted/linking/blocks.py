"""Blocks: which mentions are compared at all, so that cost grows with their number and not with its square.

In: the Facts of one mention. Out: the keys that it is filed under, each with a day, and the keys and days that it looks under.
Two mentions are compared where one looks under a key of the other and ``related`` holds, which is the same from both sides: days
within two of each other (a year apart where one has no year) near each other, or in one country where one of them knows no more;
without a day, those of the two weeks before publication; without either, those in the very place, of any time or none; at any
time those in the place with an equal figure; and those of some weeks, or without a date, that share rare words. Where nothing of
that is known, a mention waits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from recounted.days import Days, gap, without_year
from recounted.linking.facts import Facts, Spot
from recounted.linking.features import equal_level
from recounted.linking.weights import MOST_KM_APART

DAYS_AROUND = 2
#: Days. The longest stretches that are a day or night, days told loosely, a month; longer ones are no way to look anything up.
DAY_LIKE, WEEK_LIKE, MONTH_LIKE = 2, 6, 35
#: Degrees. Cells in which a mention without any date looks: its place has to tell more than that of others.
SMALL_CELL = 0.25
#: Days from an attack to the publication of a report that gives no day, and between two such reports of one attack.
REPORTED_WITHIN, PUBLISHED_AROUND = 14, 3
#: Days between the days, or the publications, of two reports of one attack that are looked up by their words.
WORDS_AROUND = 45
#: Rare words that are no chance.
FEW_WORDS = 2

Cell = tuple[int, int]
Filed = tuple[str, int]
Sought = tuple[str, int, int]
_ALWAYS = (-1, 4_000_000)
#: Before the keys of those whose day or place is not known; and the keys under which those that know both look for all.
_LOOSE, _FOR_ALL = "~", "DWw"
_NEAR_DEGREES = MOST_KM_APART / 111.0
_SMALL_CELLS = round(360 / SMALL_CELL)

# Kinds of time, each a letter: D a day, W some days and M a month with their year; Y and Z (a month) without; U only the day
# of publication; N nothing. d, w and m: what D, W and M are without their year, for Y and Z to look under; A: D, W and M, for N.
_FIRM, _DATED, _YEARLESS, _UNDATED_LOOKS = "DW", "DWM", "YZ", "DWMN"
_PARTNERS = {"D": "DWMU", "W": "DWMU", "M": "DWMU", "U": "DWMU", "Y": "YZdwm", "Z": "YZdwm", "N": ""}
_LONGEST = {"D": DAY_LIKE, "W": WEEK_LIKE, "M": MONTH_LIKE, "U": WEEK_LIKE, "Y": WEEK_LIKE, "Z": MONTH_LIKE}


def filed(one: Facts) -> list[Filed]:
    """The keys that a mention is found under, with the day (an ordinal) by which it is sorted there. One whose day or place is
    not known is under most of them a second time, to be found among its like alone.
    """
    found = _filed(one)
    return found if one.anchored else [*found, *((_LOOSE + block, day) for block, day in found if block[0] not in _FOR_ALL)]


def _filed(one: Facts) -> list[Filed]:
    kind, days = _time(one)
    spots = list(_filed_places(one))
    found = [(f"{kind}:{spot}", days.first) for spot in spots] if days else []
    if days and kind in _DATED:
        yearless = without_year(days).first
        found += [(f"{kind.lower()}:{spot}", yearless) for spot in spots]
    if kind in _UNDATED_LOOKS:
        found += [(f"{'N' if kind == 'N' else 'A'}:{spot}", 0) for spot in _very_places(one)]
    figures = list(_figures(one))
    mark = "F" if _dateless(one) else "f"
    found += [(f"{mark}{figure}:{spot}", 0) for figure in figures for spot in spots if spot[0] in "cnN"]
    mark = "G" if _homeless(one) else "g"
    found += [(f"{mark}{figure}", 0) for figure in figures if _telling(figure)]
    told, cells = _told_on(one), [spot for spot in spots if spot[0] == "c"]
    for word in _words(one):
        found.append((f"w{word}", told.first) if told else (f"v{word}", 0))
        found += [(f"{'x' if told else 'y'}{word}:{cell}", 0) for cell in cells]
    return list(dict.fromkeys(found))


def sought(one: Facts, *, like: bool = False) -> list[Sought]:
    """The keys that a mention looks under, with the first and last day of those it wants to see. One that knows day and place
    looks for its like by these and by words alone (with ``like``, for nothing else), and for those that don't among them.
    """
    kind, days = _time(one)
    spots = list(_sought_places(one))
    mine: list[Sought] = []
    if one.anchored and days:
        mine = [(f"{other}:{spot}", *_window(kind, days, other)) for other in _FIRM for spot in spots]
        mine += _by_words(one, firm=True)
        if like:
            return mine
    found = dict.fromkeys([*_by_day(kind, days, spots), *_by_place(kind, one), *_by_figure(one, spots), *_by_words(one)])
    if not one.anchored:
        return list(found)
    return [*mine, *((_LOOSE + block, first, last) for block, first, last in found.keys() - set(mine))]


def _by_day(kind: str, days: Days | None, spots: Sequence[str]) -> Iterator[Sought]:
    if days:
        yield from ((f"{other}:{spot}", *_window(kind, days, other)) for other in _PARTNERS[kind] for spot in spots)
    if days and kind in _DATED:
        yearless = without_year(days)
        yield from ((f"{other}:{spot}", *_window(kind, yearless, other)) for other in _YEARLESS for spot in spots)


def _by_place(kind: str, one: Facts) -> Iterator[Sought]:
    if kind in _UNDATED_LOOKS:
        kinds = "AN" if kind == "N" else "N"
        yield from ((f"{other}:{spot}", *_ALWAYS) for other in kinds for spot in _very_places(one, around=True))


def _by_figure(one: Facts, spots: Sequence[str]) -> Iterator[Sought]:
    figures = list(_figures(one))
    marks = "fF" if _dateless(one) else "F"
    yield from ((f"{m}{figure}:{spot}", *_ALWAYS) for m in marks for figure in figures for spot in spots if spot[0] in "cnN")
    marks = "gG" if _homeless(one) else "G"
    yield from ((f"{m}{figure}", *_ALWAYS) for m in marks for figure in figures if _telling(figure))


def _by_words(one: Facts, *, firm: bool = False) -> Iterator[Sought]:
    """Those told within weeks that share a word; of told and untold, those near as well."""
    told, words = _told_on(one), _words(one)
    if told:
        yield from ((f"w{word}", told.first - WORDS_AROUND, told.first + WORDS_AROUND) for word in words)
    else:
        yield from ((f"v{word}", *_ALWAYS) for word in words)
    if not firm:
        cells = [spot for spot in _sought_places(one) if spot[0] == "c"]
        yield from ((f"{'y' if told else 'x'}{word}:{cell}", *_ALWAYS) for word in words for cell in cells)


def _words(one: Facts) -> list[str]:
    return [f"{one.lang}{word}" for word in sorted(one.keys)]


def _told_on(one: Facts) -> Days | None:
    """The days by which its words are looked up: its own, else those of publication."""
    kind, days = _time(one)
    return None if kind in "YZ" else days


def related(a: Facts, b: Facts) -> bool:
    """Is the pair worth comparing? The exact form of what keys and days find roughly."""
    if a.report_id == b.report_id or (a.days and b.days and gap(a.days, b.days) > DAYS_AROUND):
        return False
    if a.lang == b.lang and not a.keys.isdisjoint(b.keys) and _words_agree(a, b):
        return True
    if not _places_agree(a.spot, b.spot):
        return False
    if a.days and b.days:
        return True
    return _time_agrees(a, b) or _one_figure(a, b)


# ------------------------------------------------------------------------------------------------------------------ time


def _time(one: Facts) -> tuple[str, Days | None]:
    days = one.days
    if days is None:
        published = one.published
        return ("U", published) if published and published.length <= WEEK_LIKE else ("N", None)
    if days.length > MONTH_LIKE:
        return "N", None
    if days.yearless:
        return ("Y" if days.length <= WEEK_LIKE else "Z"), days
    return ("D" if days.length <= DAY_LIKE else "W" if days.length <= WEEK_LIKE else "M"), days


def _window(kind: str, days: Days, other: str) -> tuple[int, int]:
    before = after = DAYS_AROUND
    if kind == "U" and other == "U":
        before = after = PUBLISHED_AROUND
    elif kind == "U":
        before, after = REPORTED_WITHIN, 1
    elif other == "U":
        before, after = 1, REPORTED_WITHIN
    return days.first - before - _LONGEST[other.upper()] + 1, days.last + after


def _time_agrees(a: Facts, b: Facts) -> bool:
    if a.days is None and b.days is None:
        if a.published is None and b.published is None:
            return _in_one_place(a.spot, b.spot)
        return bool(a.published and b.published and gap(a.published, b.published) <= PUBLISHED_AROUND)
    days, published = (a.days, b.published) if a.days else (b.days, a.published)
    if days is None or days.yearless or days.length > MONTH_LIKE:
        return False
    if published is None or published.length > WEEK_LIKE:
        return _in_one_place(a.spot, b.spot)
    return published.first - days.last <= REPORTED_WITHIN and days.first - published.last <= 1


def _dateless(one: Facts) -> bool:
    return _time(one)[0] in "UN"


# ----------------------------------------------------------------------------------------------------------------- place


def _filed_places(one: Facts) -> Iterator[str]:
    """c a cell, n a name, N a name that is all that is known, t a country, T a country that is all that is known."""
    spot = one.spot
    if spot is None:
        return
    yield from dict.fromkeys(_cell_key(cell_of(p)) for p in spot.points)
    if spot.fine and spot.key:
        yield f"n{spot.key}"
        if _name_alone(spot):
            yield f"N{spot.key}"
    if spot.country and not _dateless(one):
        yield f"t{spot.country}"
        if _homeless(one):
            yield f"T{spot.country}"


def _sought_places(one: Facts) -> Iterator[str]:
    spot = one.spot
    if spot is None:
        return
    yield from (_cell_key(cell) for cell in dict.fromkeys(cell for p in spot.points for cell in _around(p)))
    if spot.fine and spot.key:
        yield f"N{spot.key}"
        if _name_alone(spot):
            yield f"n{spot.key}"
    if spot.country and not _dateless(one):
        yield f"T{spot.country}"
        if _homeless(one):
            yield f"t{spot.country}"


def _very_places(one: Facts, *, around: bool = False) -> Iterator[str]:
    """The small cells and the name of a place; with ``around``, the cells next to them as well."""
    spot = one.spot
    if spot is None or not spot.fine:
        return
    steps = (-1, 0, 1) if around else (0,)
    yield from dict.fromkeys(
        f"q{row + i},{(column + j + _SMALL_CELLS // 2) % _SMALL_CELLS - _SMALL_CELLS // 2}"
        for row, column in map(_small_cell, spot.points)
        for i in steps
        for j in steps
    )
    if spot.key:
        yield f"n{spot.key}"


def _small_cell(point: tuple[float, float]) -> Cell:
    return math.floor(point[0] / SMALL_CELL), math.floor(point[1] / SMALL_CELL)


def _in_one_place(a: Spot | None, b: Spot | None) -> bool:
    if a is None or b is None or not a.fine or not b.fine:
        return False
    if a.key and a.key == b.key:
        return True
    return any(abs(p[0] - q[0]) <= SMALL_CELL and abs(p[1] - q[1]) <= SMALL_CELL for p in a.points for q in b.points)


def cell_of(point: tuple[float, float]) -> Cell:
    """The cell of one degree that holds a (latitude, longitude) point."""
    return math.floor(point[0]), _wrapped(math.floor(point[1]))


def _wrapped(column: int) -> int:
    return (column + 180) % 360 - 180


def _cell_key(cell: Cell) -> str:
    return f"c{cell[0]},{cell[1]}"


@lru_cache(maxsize=65536)
def _around(point: tuple[float, float]) -> tuple[Cell, ...]:
    """The cells that hold what lies no farther away than the cap of an incident; longitude wraps at the date line."""
    lat, lon = point
    north, east = _NEAR_DEGREES, _NEAR_DEGREES / max(0.1, math.cos(math.radians(min(89.0, abs(lat) + _NEAR_DEGREES))))
    rows = range(math.floor(lat - north), math.floor(lat + north) + 1)
    columns = range(math.floor(lon - east), math.floor(lon + east) + 1)
    return tuple(dict.fromkeys((row, _wrapped(column)) for row in rows for column in columns))


def _homeless(one: Facts) -> bool:
    """No point of its own smaller than a region."""
    return one.spot is None or not one.spot.points


def _name_alone(spot: Spot) -> bool:
    return spot.point is None or spot.country is None


def _places_agree(a: Spot | None, b: Spot | None) -> bool:
    if a is None or b is None:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    ours, theirs = a.points, b.points
    if len(ours) == 1 == len(theirs):
        return _close(ours[0], theirs[0])
    return not ours or not theirs or any(_close(p, q) for p in ours for q in theirs)


def _close(p: tuple[float, float], q: tuple[float, float]) -> bool:
    """Within the cap of an incident, by degrees: a box, a little wide."""
    if abs(p[0] - q[0]) > _NEAR_DEGREES:
        return False
    east = abs(p[1] - q[1])
    if east <= _NEAR_DEGREES:
        return True
    return min(east, 360 - east) * math.cos(math.radians(max(abs(p[0]), abs(q[0])))) <= _NEAR_DEGREES


# --------------------------------------------------------------------------------------------------------------- figures


def _figures(one: Facts) -> list[str]:
    """People killed or injured, as ``killed12``: figures large enough to look a mention up by."""
    return [f"{harm}{count}" for harm, count in sorted(one.counts)]


def _words_agree(a: Facts, b: Facts) -> bool:
    """Do they, who share a key, share more rare words, and are told within weeks of each other? In one place the key will do."""
    shared = len(a.terms & b.terms)
    if shared < FEW_WORDS and not _in_one_place(a.spot, b.spot):
        return False
    ours, theirs = _told_on(a), _told_on(b)
    if ours and theirs:
        return abs(ours.first - theirs.first) <= WORDS_AROUND
    if ours or theirs:
        return bool(a.spot and b.spot and any(_close(p, q) for p in a.spot.points for q in b.spot.points))
    return True


def _telling(figure: str) -> bool:
    """Is it rarely equal by chance anywhere?"""
    return _large(int(figure.lstrip("abcdefghijklmnopqrstuvwxyz")))


def _large(count: int) -> bool:
    return equal_level(count) == "toll_equal_large"


def _one_figure(a: Facts, b: Facts) -> bool:
    shared = a.counts & b.counts
    if shared and (_homeless(a) or _homeless(b)):
        return any(_large(count) for _, count in shared)
    return bool(shared)

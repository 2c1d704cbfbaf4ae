"""Days out of EDTF, as far as reading, linking and reconciling compare them.

In: the EDTF strings of a reading (days, months, years, nights and stretches ``A/B``, one-of sets ``[A..B]``, unknown parts
``XX`` and ``XXXX``). Out: first and last day as ordinals. It refuses to guess: an unknown year stays unknown until a date of
publication, or another account, gives it. EDTF: https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

_LEAP_YEAR = 2000  # stands for the unknown year: it has a 29 February
_PART = re.compile(r"^(\d{4}|XXXX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?(?:T.*)?$")
_DAY_WINDOW = 6  # UCDP date_prec 1 and 2: a day, or within 2-6 days


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day (proleptic ordinals). ``yearless``: the year is unknown and stands as 2000."""

    first: int
    last: int
    yearless: bool = False

    @property
    def length(self) -> int:
        """Number of days from first to last, both counted."""
        return self.last - self.first + 1

    @property
    def exact(self) -> bool:
        """Is it a day or a stretch of at most six days?"""
        return self.length <= _DAY_WINDOW

    def text(self) -> str:
        """A short form for reasons: ``2022-04-08``, ``07-28/07-29``."""
        cut = 5 if self.yearless else 0
        first, last = (date.fromordinal(n).isoformat()[cut:] for n in (self.first, self.last))
        return first if first == last else f"{first}/{last}"


@lru_cache(maxsize=65536)
def days_of(edtf: str | None) -> Days | None:
    """The days that an EDTF string allows; None for None, for what names no month or year, and for what is no EDTF date.

    A day whose year is an inference (``2022-04-08?``) is compared without it.
    """
    days = printed_days(edtf)
    return without_year(days) if days and edtf and "?" in edtf and not days.yearless else days


@lru_cache(maxsize=65536)
def printed_days(edtf: str | None) -> Days | None:
    """The days as printed, an inferred year taken at its word."""
    if not edtf:
        return None
    bare = re.sub(r"[~?%]", "", edtf).strip("[]{}")
    left, _, right = bare.replace("..", "/").partition("/")
    ends = [_part(left), _part(right or left)]
    if ends[0] is None or ends[1] is None or ends[0].yearless != ends[1].yearless:
        return None
    first, last = ends[0].first, ends[1].last
    return Days(first, last, ends[0].yearless) if first <= last else None


def _part(text: str) -> Days | None:
    found = _PART.match(text)
    if not found:
        return None
    year, month, day = found.groups()
    if year == "XXXX" and month in (None, "XX"):
        return None
    number = _LEAP_YEAR if year == "XXXX" else int(year)
    try:
        return _span(number, month, day, year == "XXXX")
    except ValueError:
        return None


def _span(year: int, month: str | None, day: str | None, yearless: bool) -> Days:
    if month in (None, "XX"):
        return Days(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), yearless)
    if int(month or 0) in range(21, 25):  # a season: which months it has depends on the hemisphere
        return _span(year, None, None, yearless)
    if int(month or 0) in range(33, 37):  # a quarter
        first = 3 * (int(month or 0) - 33) + 1
        return replace(_span(year, str(first), None, yearless), last=_span(year, str(first + 2), None, yearless).last)
    if day in (None, "XX"):
        last = calendar.monthrange(year, int(month or 0))[1]
        return Days(date(year, int(month or 0), 1).toordinal(), date(year, int(month or 0), last).toordinal(), yearless)
    one = date(year, int(month or 0), int(day or 0)).toordinal()
    return Days(one, one, yearless)


def around(days: Days, extra: int) -> Days:
    """So many days more at either end."""
    return replace(days, first=days.first - extra, last=days.last + extra)


def in_year(days: Days, year: int) -> Days | None:
    """Yearless days put into a year; None where they do not exist in it (29 February)."""
    try:
        first, last = (date.fromordinal(n).replace(year=year).toordinal() for n in (days.first, days.last))
    except ValueError:
        return None
    return Days(first, last)


def by_publication(days: Days | None, published: Days | None) -> Days | None:
    """Yearless days in the last year in which they lie before the end of publication; other days as they are.

    One day of grace: a report may carry the date of another time zone.
    """
    if days is None or not days.yearless or published is None or published.yearless:
        return days
    year = date.fromordinal(published.last).year
    for candidate in (year, year - 1):
        placed = in_year(days, candidate)
        if placed is not None and placed.first <= published.last + 1:
            return placed
    return days


@lru_cache(maxsize=65536)
def without_year(days: Days) -> Days:
    """The same days of an unknown year (a stretch over New Year keeps its first day only)."""
    placed = in_year(replace(days, yearless=True), _LEAP_YEAR)
    if placed is None or placed.first > placed.last:
        first = date.fromordinal(days.first).replace(year=_LEAP_YEAR).toordinal()
        return Days(first, first, True)
    return replace(placed, yearless=True)


def gap(a: Days, b: Days) -> int:
    """Days between two stretches, 0 where they touch or overlap. Compared without year if either has none."""
    if a.yearless != b.yearless:
        a, b = (d if d.yearless else without_year(d) for d in (a, b))
    if a.first > b.last:
        return a.first - b.last
    return b.first - a.last if b.first > a.last else 0

"""Date expressions as found in a text, what they are read against, and the arithmetic of days, months and EDTF.

It knows no language, and resolves nothing: expressions are found by `dates` and resolved by `calendar`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

Day = datetime.date
#: EDTF with its precision (UCDP), or nothing.
Found = tuple[str, int] | None
#: News dates a report of the small hours by the day before or after: a day so much after publication is still taken.
TOLERANCE = datetime.timedelta(days=1)
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class DateFields:
    """What an expression says. ``weekday`` is ISO (Monday 1); ``season`` EDTF's code of one; ``name`` a phrase of
    `date_schema.RELATIVE`; ``end`` the second day of a span or night; ``count`` units of ``unit`` in a ``direction`` (ago,
    earlier, later, past, next), -1: several; ``feast`` a key of `feasts` of which the year says the day."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    shift: str | None = None
    name: str | None = None
    count: int | None = None
    unit: str | None = None
    direction: str | None = None
    decade: bool = False
    season: int | None = None
    hour: int | None = None
    minute: int | None = None
    feast: str | None = None
    end: DateFields | None = None


@dataclass(frozen=True, slots=True)
class DateExpr:
    """A date expression: tokens ``i`` to ``j`` (exclusive, counted over the whole text).

    ``kind``: day, weekday, night, month, season, year, relative, range, duration, set, clock, since, until. Since and until are
    bounds of a span, not days of an event; their fields are those of the date they bound.
    """

    i: int
    j: int
    kind: str
    fields: DateFields
    rule: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What expressions are read against: EDTF of publication, a day already known of the incident, the report's year.

    ``inferred``: the year is not printed but follows from a weekday; what rests on it is marked ``?``.
    """

    published: str | None = None
    event_day: Day | None = None
    year: int | None = None
    inferred: bool = False

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day of publication, as far as they are known."""
        match = _PUBLISHED.match(self.published or "")
        year, month, day = (int(part) if part else None for part in match.groups()) if match else (None, None, None)
        return year, month, day

    @property
    def day(self) -> Day | None:
        """The day of publication, where it is known to the day."""
        year, month, day = self.parts
        return make_day(year, month, day) if year and month and day else None

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month of publication."""
        year, month, _ = self.parts
        return (year, month) if year and month and month <= 12 else None

    @property
    def latest(self) -> Day | None:
        """The last day that can be the day of publication."""
        year, month, _ = self.parts
        if self.day or not year:
            return self.day
        return month_end(year, month) if month and month <= 12 else make_day(year, 12, 31)


@dataclass(frozen=True, slots=True)
class Resolved:
    """EDTF, UCDP date precision (1 day, 2 within 2-6 days, 3 week, 4 month, 5 year), and the rule that gave them."""

    edtf: str
    date_prec: int
    rule: str


def make_day(year: int, month: int, day: int) -> Day | None:
    """The day, or None where the calendar has none (31 February)."""
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def on(day: Day | None) -> Found:
    """EDTF of a day, precise to the day."""
    return (day.isoformat(), 1) if day else None


def span(start: Day, end: Day) -> tuple[str, int]:
    """EDTF of the days from ``start`` to ``end``, with the precision of its length."""
    if start == end:
        return start.isoformat(), 1
    days = (end - start).days + 1
    return f"{start.isoformat()}/{end.isoformat()}", 2 if days <= 6 else 3 if days <= 7 else 4 if days <= 31 else 5


def shifted(day: Day, days: int) -> Day:
    """The day so many days later (earlier, if negative)."""
    return day + datetime.timedelta(days=days)


def month_end(year: int, month: int) -> Day:
    """The last day of a month."""
    return shifted(Day(year + month // 12, month % 12 + 1, 1), -1)


def months_back(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month so many months before (after, if negative)."""
    months = year * 12 + month - 1 - count
    return months // 12, months % 12 + 1


def monday(day: Day) -> Day:
    """The Monday of a day's week."""
    return shifted(day, 1 - day.isoweekday())


def publication_month(anchor: Anchor) -> Found:
    """Of the day no more can be said than the month of publication."""
    return (f"{anchor.month[0]:04d}-{anchor.month[1]:02d}", 4) if anchor.month else None

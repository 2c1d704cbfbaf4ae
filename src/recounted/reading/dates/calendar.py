"""Calendar: what day a date expression means, given when the report was published.

In: a DateExpr (found by `dates`) and an Anchor. Out: EDTF (ISO 8601-2, levels 0 and 1) with UCDP's precision, by the table of
field-standards 3.4. It never invents a year: without one it says ``XXXX-09-25``, or, where a weekday
allows an inference, ``2022-04-08?``; a day that no calendar has is None.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from recounted.reading.dates.feasts import feast_day
from recounted.reading.dates.nouns import (
    TOLERANCE,
    Anchor,
    DateExpr,
    DateFields,
    Day,
    Found,
    Resolved,
    make_day,
    monday,
    months_back,
    on,
    publication_month,
    shifted,
    span,
)
from recounted.reading.dates.relative_days import RELATIVE_YEARS, relative
from recounted.reading.dates.schema import SEASONS

#: A weekday that does not fit the nearest year is looked for in so many years before it.
WEEKDAY_YEARS = 4
#: A day so close after publication is one to come, not one of last year.
SOON = datetime.timedelta(days=75)
#: A day of the month with its weekday alone is looked for in so many months.
MONTHS_BACK = 4
#: A weekday says the year of a report without a date if it fits one of so many years.
YEARS_BACK = 12


def resolve(expr: DateExpr, anchor: Anchor, *, tense: str = "past") -> Resolved | None:
    """The day or span that an expression means; None where the anchor does not allow an answer, or no calendar has such a day."""
    kind, fields = expr.kind, expr.fields
    bound = kind if kind in ("since", "until") else None
    solver = _SOLVERS.get(_kind_of(fields) if bound else kind)
    try:
        found = solver(fields, anchor, tense == "future") if solver else None
    except (OverflowError, ValueError):  # a count that leaves the calendar (300,000 years ago)
        return None
    if found is None:
        return None
    edtf, precision = found
    rule = expr.rule
    if anchor.inferred and not anchor.published and _rests_on_the_anchor(fields) and not edtf.startswith("X"):
        edtf, rule = "/".join(f"{part}?" for part in edtf.split("/")), f"{rule}, year by weekday"
    if re.search(r"\d{5}", edtf):  # past the last year of the calendar
        return None
    if bound == "since":
        edtf = edtf.split("/")[0] + "/.."
    elif bound == "until":
        edtf = "../" + edtf.split("/")[-1]
    return Resolved(edtf, precision, rule)


def year_by_weekday(exprs: Iterable[DateExpr], last: Day) -> int | None:
    """The latest year in which every day that is printed with its weekday but without a year (Friday 8 April) falls on that
    weekday, none after ``last``. The same day has the same weekday every 5, 6 or 11 years: an inference, never a certainty.
    No year before the latest that the report prints ("since 2015"). None where no day is printed so, or no year fits."""
    exprs = list(exprs)
    stated = [day for expr in exprs for day in _with_weekday(expr.fields)]
    printed = [y for expr in exprs for f in (expr.fields, expr.fields.end) if f and (y := f.year) and y <= last.year]
    for year in range(last.year, max(last.year - YEARS_BACK, *printed, 0) - 1, -1) if stated else ():
        days = [make_day(year, month, day) for month, day, _ in stated]
        if all(d and d <= last and d.isoweekday() == w for d, (_, _, w) in zip(days, stated, strict=True)):
            return year
    return None


def _with_weekday(fields: DateFields) -> Iterator[tuple[int, int, int]]:
    """Month, day and weekday of the days that an expression prints with all three and without a year."""
    last = fields.end
    if fields.year or fields.name or (last and (last.year or last.name)):
        return
    for one, other in ((fields, last), (last, fields)):
        month = one and (one.month or (other.month if other else None))
        if one and month and one.day and one.weekday:
            yield month, one.day, one.weekday


def _rests_on_the_anchor(fields: DateFields) -> bool:
    return not (fields.year or (fields.end and fields.end.year))


def _kind_of(fields: DateFields) -> str:
    if fields.end:
        return "range"
    if fields.day or fields.feast:
        return "day"
    if fields.month:
        return "month"
    if fields.weekday:
        return "weekday"
    if fields.season:
        return "season"
    return "relative" if fields.name or fields.direction else "month" if fields.month else "year"


# days, months, years ------------------------------------------------------------------------------------------------------------


def _year_of(month: int, day: int, weekday: int | None, anchor: Anchor, future: bool) -> int | None:
    """The year of a day stated without one, the weekday allowing: the latest not after publication, but for a day close ahead:
    news names no day of ten months ago without its year. None: unknown."""
    latest = anchor.latest
    if latest is None:
        year = anchor.year or (anchor.event_day.year if anchor.event_day else None)
        known = make_day(year, month, day) if year else None
        return year if known and weekday in (None, known.isoweekday()) else None
    years = range(latest.year, latest.year + 9) if future else range(latest.year + 1, latest.year - 9, -1)
    days = [known for year in years if (known := make_day(year, month, day))]
    soon = next((d for d in days if TOLERANCE < d - latest <= SOON and weekday in (None, d.isoweekday())), None)
    if soon:
        return soon.year
    days = [known for known in days if (known >= latest if future else known <= latest + TOLERANCE)]
    fitting = [known for known in days[:WEEKDAY_YEARS] if weekday in (None, known.isoweekday())]
    return (fitting or days)[0].year if days else None


def _stated_year(fields: DateFields, anchor: Anchor) -> int | None:
    """The year that an expression names, in digits or as last year."""
    published = anchor.parts[0]
    return fields.year or (published + RELATIVE_YEARS[fields.name] if published and fields.name in RELATIVE_YEARS else None)


def _day(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    if fields.feast:
        return on(_movable(fields.feast, _stated_year(fields, anchor), anchor, future))
    if fields.day and fields.weekday and not fields.month:
        return on(_day_of_weekday(fields.day, fields.weekday, anchor))
    if not (fields.month and fields.day) or make_day(2000, fields.month, fields.day) is None:
        return None
    year = _stated_year(fields, anchor) or _year_of(fields.month, fields.day, fields.weekday, anchor, future)
    if year is None:
        return f"XXXX-{fields.month:02d}-{fields.day:02d}", 1
    return on(make_day(year, fields.month, fields.day))


def _movable(feast: str, year: int | None, anchor: Anchor, future: bool) -> Day | None:
    """A day that Easter moves: that of the year that is said, else the latest up to publication; None: of an unknown year."""
    latest = anchor.latest
    if year is not None or latest is None:
        year = year or anchor.year
        return feast_day(feast, year) if year else None
    days = [feast_day(feast, latest.year + step) for step in (-1, 0, 1)]
    return next(d for d in days if d >= latest) if future else max(d for d in days if d <= latest + TOLERANCE)


def _day_of_weekday(day: int, weekday: int, anchor: Anchor) -> Day | None:
    """The latest such day of a month that fell on that weekday (Thursday 17), within a season."""
    latest = anchor.latest
    if latest is None:
        return None
    months = (months_back(latest.year, latest.month, n) for n in range(MONTHS_BACK))
    days = (known for year, month in months if (known := make_day(year, month, day)))
    return next((d for d in days if d <= latest + TOLERANCE and d.isoweekday() == weekday), None)


def _month(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    month, year, latest = fields.month or 0, _stated_year(fields, anchor), anchor.latest
    if not 1 <= month <= 12:
        return None
    if year is None and latest and fields.shift == "this":
        year = latest.year
    elif year is None and latest:
        before = month < latest.month or (month == latest.month and fields.shift != "last")
        ahead = fields.shift == "next" or (future and fields.shift != "last")
        year = latest.year + (month < latest.month) if ahead else latest.year - (not before)
    year = year or anchor.year
    return f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}", 4


def _season(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    """A season or quarter, of the latest year in which it has begun by publication."""
    code, year, latest = fields.season or 0, _stated_year(fields, anchor), anchor.latest
    if year is None and latest:
        begins = make_day(latest.year, SEASONS[code], 1)
        begun = begins is not None and begins <= latest
        if fields.shift == "next":
            year = latest.year + begun
        elif future and fields.shift != "last":  # what is to come of the third quarter are its figures
            year = latest.year
        else:
            over = begun and latest.month < SEASONS[code] + 3
            year = latest.year - (not begun or (over and fields.shift == "last")) if fields.shift != "this" else latest.year
    year = year or anchor.year
    if year and fields.direction == "earlier":  # a year before the quarter that it is compared with
        year -= 1
    return (f"{year:04d}-{code}", 5) if year else None


def _year(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    if fields.year is None:
        return None
    return (f"{fields.year // 10:03d}X" if fields.decade else f"{fields.year:04d}"), 5


#: Weekdays of a named week (Friday last week).
_WEEKS = {"last_week": -1, "late_last_week": -1, "this_week": 0, "next_week": 1}


def _weekday(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    today, weekday = anchor.day, fields.weekday
    if today is None or weekday is None:
        return publication_month(anchor)
    if fields.name in _WEEKS:
        return on(shifted(monday(today), 7 * _WEEKS[fields.name] + weekday - 1))
    return on(weekday_near(today, weekday, fields.shift, future))


def weekday_near(today: Day, weekday: int, shift: str | None = None, future: bool = False) -> Day:
    """The latest such weekday up to today (a report's own day included, unless "last"); the next one where it lies ahead."""
    if shift == "next" or (future and shift != "last"):
        ahead = (weekday - today.isoweekday()) % 7
        return shifted(today, ahead or (7 if shift == "next" else 0))
    back = (today.isoweekday() - weekday) % 7
    return shifted(today, -(back or (7 if shift == "last" else 0)))


# nights and ranges --------------------------------------------------------------------------------------------------------------


def _inherit(fields: DateFields, other: DateFields) -> DateFields:
    """A day with the month and year that its partner states."""
    month = fields.month or (other.month if fields.day else None)
    year = fields.year or (other.year if month and (fields.month is None or other.year) else None)
    return replace(fields, month=month, year=year, end=None)


def _one(fields: DateFields, anchor: Anchor, future: bool) -> str | None:
    found = (_day if fields.day or fields.feast else _weekday)(fields, anchor, future)
    return found[0] if found and found[1] == 1 else None


def _beside(day: str, days: int) -> str | None:
    """The day so many days after an EDTF day, of an unknown year too (28 February is then taken as the last)."""
    known = day.replace("XXXX", "2001")
    try:
        moved = shifted(Day.fromisoformat(known), days).isoformat()
    except ValueError:
        return None
    return moved if known == day else "XXXX" + moved[4:]


def _night(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    """The two days of a night; a night named by one day is that day."""
    if fields.end is None:
        return _day(fields, anchor, future) if fields.day else _weekday(fields, anchor, future)
    second = _inherit(fields.end, fields)
    stated = fields.day or fields.weekday
    if not (second.day or second.weekday) or (fields.day and not second.day):
        start = _one(_inherit(fields, fields.end), anchor, future)
        end = _beside(start, 1) if start else None
    else:
        end = _one(second, anchor, future)
        start = _beside(end, -1) if end else None
        if fields.day and end and not (start or "").endswith(f"-{fields.day:02d}"):
            start = _one(_inherit(fields, second), anchor, future)
    if not (start and end):
        return publication_month(anchor) if not stated or not fields.day else None
    return (f"{start}/{end}", 2) if start < end or start[:4] == "XXXX" else None


def _range(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    last = fields.end
    if last is None:
        return None
    if fields.day or last.day:
        return _day_range(fields, last, anchor, future)
    if fields.weekday and last.weekday:
        end = _weekday(last, anchor, future)
        if end is None or end[1] != 1:
            return end
        until = Day.fromisoformat(end[0])
        return span(weekday_near(until, fields.weekday, "last"), until)
    if last.month:
        end = _month(last, anchor, future)
        start = (
            _month(_inherit(fields, replace(last, year=int(end[0][:4]))), anchor, future) if end and end[0][0] != "X" else None
        )
        return (f"{start[0]}/{end[0]}", 5) if start and end and start[0] < end[0] else end
    return (f"{fields.year:04d}/{last.year:04d}", 5) if fields.year and last.year and fields.year < last.year else None


def _day_range(fields: DateFields, last: DateFields, anchor: Anchor, future: bool) -> Found:
    end = _one(_inherit(last, fields), anchor, future)
    if end is None:
        return None
    first = _inherit(fields, last)
    if first.year is None and end[:4] != "XXXX":
        first = replace(first, year=int(end[:4]) - (f"{first.month or 0:02d}-{first.day or 0:02d}" > end[5:]))
    start = _one(first, anchor, future)
    if start is None:
        return None
    if "X" in start + end:
        return f"{start}/{end}", 2
    return span(Day.fromisoformat(start), Day.fromisoformat(end)) if start <= end else None


_SOLVERS: dict[str, Callable[[DateFields, Anchor, bool], Found]] = {
    "day": _day, "weekday": _weekday, "month": _month, "season": _season, "year": _year, "night": _night, "range": _range,
    "relative": relative,
}  # fmt: skip

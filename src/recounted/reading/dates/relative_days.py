"""Relative days: what yesterday, last week or three days ago mean, by the table of field-standards 3.4.

In: the fields of a relative expression and an Anchor. Out: EDTF and precision, or None where the anchor does not say enough.
"""

from __future__ import annotations

from collections.abc import Callable

from recounted.reading.dates.nouns import (
    TOLERANCE,
    Anchor,
    DateFields,
    Day,
    Found,
    monday,
    months_back,
    on,
    publication_month,
    shifted,
    span,
)


def _weekend(day: Day, weeks: int) -> tuple[str, int]:
    saturday = shifted(monday(day), 5)
    if weeks <= 0 and saturday > day:
        saturday = shifted(saturday, -7)
    if weeks < 0 and day.isoweekday() >= 6:
        saturday = shifted(saturday, -7)
    return span(saturday, shifted(saturday, 1))


def _recent_months(day: Day) -> tuple[str, int]:
    """Three months back, not across a new year (3.4)."""
    year, month = months_back(day.year, day.month, 3)
    start = Day(year, month, 1) if year == day.year else Day(day.year, 1, 1)
    return (span(start, day)[0], 5)


def _last_quarter(day: Day) -> tuple[str, int]:
    """The quarter that ended last: EDTF 33 to 36."""
    quarter = (day.month - 1) // 3
    return (f"{day.year:04d}-{32 + quarter}" if quarter else f"{day.year - 1:04d}-36"), 5


#: Phrases that need the day of publication (R in 3.4).
_BY_DAY: dict[str, Callable[[Day], tuple[str, int]]] = {
    "today": lambda r: (r.isoformat(), 1),
    "tonight": lambda r: (r.isoformat(), 1),
    "yesterday": lambda r: (shifted(r, -1).isoformat(), 1),
    "last_night": lambda r: (shifted(r, -1).isoformat(), 1),
    "day_before_yesterday": lambda r: (shifted(r, -2).isoformat(), 1),
    "tomorrow": lambda r: (shifted(r, 1).isoformat(), 1),
    "day_after_tomorrow": lambda r: (shifted(r, 2).isoformat(), 1),
    "overnight": lambda r: span(shifted(r, -1), r),
    "recent_days": lambda r: span(shifted(r, -3), shifted(r, -1)),
    "past_day": lambda r: span(shifted(r, -1), r),
    "past_two_days": lambda r: span(shifted(r, -2), r),
    "this_week": lambda r: (span(monday(r), r)[0], 2),
    "last_week": lambda r: span(shifted(monday(r), -7), shifted(monday(r), -1)),
    "late_last_week": lambda r: span(shifted(monday(r), -3), shifted(monday(r), -1)),
    "past_week": lambda r: span(shifted(r, -6), r),
    "next_week": lambda r: span(shifted(monday(r), 7), shifted(monday(r), 13)),
    "weekend": lambda r: _weekend(r, 0),
    "last_weekend": lambda r: _weekend(r, -1),
    "next_weekend": lambda r: _weekend(shifted(r, 7), 1) if r.isoweekday() >= 6 else _weekend(r, 1),
    "recent_weeks": lambda r: span(shifted(r, -21), r),
    "fortnight_ago": lambda r: span(shifted(r, -13), r),
    "recent_months": _recent_months,
    "last_quarter": _last_quarter,
    "past_year": lambda r: (span(Day(r.year, 1, 1), r)[0], 5),
}
#: Months and years away from publication.
_BY_MONTH = {"this_month": 0, "earlier_this_month": 0, "last_month": 1, "next_month": -1}
RELATIVE_YEARS = {"this_year": 0, "last_year": -1, "next_year": 1}
#: Days away from the day of the incident already told.
_BY_EVENT = {"same_day": 0, "day_before": -1, "day_after": 1}
#: Spans of more than a month say nothing where only the month of publication is known.
_LONG = frozenset({"recent_months", "recent_weeks", "past_year", "fortnight_ago"})


def relative(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    """The day or span of a phrase or of counted units."""
    name = fields.name or ""
    if fields.direction:
        return _counted(fields, anchor, future)
    if name in _BY_EVENT:
        base = anchor.event_day or (anchor.day if name != "day_after" else None)
        if base is None:
            return publication_month(anchor) if name != "day_after" else None
        return on(shifted(base, _BY_EVENT[name]))
    if name in RELATIVE_YEARS:
        year = anchor.parts[0]
        return (f"{year + RELATIVE_YEARS[name]:04d}", 5) if year else None
    if name in _BY_MONTH:
        if anchor.month is None:
            return None
        year, month = months_back(*anchor.month, _BY_MONTH[name])
        return f"{year:04d}-{month:02d}", 4
    if name not in _BY_DAY:
        return None
    if anchor.day is None:
        return None if name in _LONG else publication_month(anchor)
    return _BY_DAY[name](anchor.day)


def _counted(fields: DateFields, anchor: Anchor, future: bool) -> Found:
    """So many units ago, earlier, later, or past."""
    count, unit, direction = fields.count or 0, fields.unit, fields.direction
    today = anchor.day
    base = anchor.event_day if direction == "later" else today
    if direction == "earlier" and anchor.event_day:
        base = anchor.event_day
    if base is None and direction == "later":
        return None
    if base is None:
        return publication_month(anchor) if unit in ("day", "hour") and count < 28 else None
    if count < 0:
        names = {"day": "recent_days", "week": "recent_weeks", "month": "recent_months", "hour": "past_day"}
        name = names.get(unit or "")
        return _BY_DAY[name](base) if name and direction in ("ago", "past", "earlier") else None
    if direction == "past":
        return _past(count, unit, base)
    ahead = direction in ("later", "next")
    found = _away(count if ahead else -count, unit, base)
    late = ahead and found and today and not future and found[0][:10] > (today + TOLERANCE).isoformat()[: len(found[0])]
    return None if late else found


def _away(count: int, unit: str | None, base: Day) -> Found:
    if unit == "day":
        return on(shifted(base, count))
    if unit == "hour":
        return span(*sorted((base, shifted(base, -1)))) if count < 0 else on(base)
    if unit == "minute":
        return on(base)
    if unit == "week":
        near = shifted(base, 7 * count)
        return span(shifted(near, -3), shifted(near, 3))
    if unit == "month":
        year, month = months_back(base.year, base.month, -count)
        return f"{year:04d}-{month:02d}", 4
    years = 10 * count if unit == "decade" else count
    if unit in ("year", "decade") and base.year + years > 0:
        return f"{base.year + years:04d}", 5
    return None


def _past(count: int, unit: str | None, base: Day) -> Found:
    """The past so many units (3.4: past 24 hours R-1 to R, past 48 or 72 hours R-2 to R, past 2 days R-2 to R-1)."""
    if unit == "hour":
        return span(shifted(base, -1 if count <= 24 else -2 if count <= 72 else -(count // 24)), base)
    if unit == "day":
        return span(shifted(base, -count), shifted(base, -1)) if count else None
    if unit == "week":
        return span(shifted(base, 1 - 7 * count), base) if count else None
    if unit == "month":
        year, month = months_back(base.year, base.month, count)
        return f"{year:04d}-{month:02d}/{base.year:04d}-{base.month:02d}", 5
    count = 10 * count if unit == "decade" else count
    if unit in ("year", "decade") and base.year > count:
        return f"{base.year - count:04d}/{base.year:04d}", 5
    return None

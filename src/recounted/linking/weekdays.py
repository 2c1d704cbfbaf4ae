"""Weekdays: the days of the week that a mention of no date is told with ("on Friday morning"): one in seven agrees by chance.

In: the words round what a mention rests on, and their language; or Days. Out: ISO weekdays (1 Monday … 7 Sunday).
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache

from recounted.days import Days
from recounted.packs.load import has_pack, load_pack
from recounted.packs.notation import expand
from recounted.packs.words import fold

#: Weekdays from which on a text tells of a week: a night is of two.
_MOST = 2


@cache
def _pattern(lang: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """The words for weekdays, abbreviations left out, and the day of each."""
    table = load_pack(lang).dates.get("weekday", {})
    days = {fold(form): int(day) for day, forms in table.items() for row in forms for form in expand(row) if "." not in form}
    words = "|".join(map(re.escape, sorted(days, key=len, reverse=True)))
    return re.compile(rf"\b(?:{words})\b" if words else r"(?!)"), days


def weekdays_in(text: str, lang: str | None) -> frozenset[int]:
    """The weekdays that a text names; none where it names more than a night is of."""
    if lang is None or not has_pack(lang):
        return frozenset()
    pattern, days = _pattern(lang)
    found = frozenset(days[match.group()] for match in pattern.finditer(fold(text)))
    return found if len(found) <= _MOST else frozenset()


def weekdays_of(days: Days) -> frozenset[int]:
    """The weekdays of an exact day or night with its year; none of a longer stretch."""
    if not days.exact or days.yearless or days.length > _MOST:
        return frozenset()
    return frozenset(datetime.date.fromordinal(n).isoweekday() for n in range(days.first, days.last + 1))


def names(weekdays: frozenset[int]) -> str:
    """The weekdays in English, in their order."""
    return ", ".join(calendar.day_name[day - 1] for day in sorted(weekdays))

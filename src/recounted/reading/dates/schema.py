"""The shape of dates.toml: its tables, their keys, and what each means. What it does not know is refused.

=================  =====================================================================================================
table              holds
=================  =====================================================================================================
[grammar]          orders, links and short closed lists (`GRAMMAR`)
[month]            1 to 12 → names, full and abbreviated, in every case form
[weekday]          1 (Monday) to 7 → names
[season]           EDTF's codes of parts of a year → names: 21 spring, 22 summer, 23 autumn, 24 winter, 33 to 36 quarters
[feast]            days of the year, ``"12-25"`` → names (Christmas Day), where all who use them mean that day;
                   days that Easter moves, ``easter-7`` (Palm Sunday), by the eastern reckoning ``orthodox-7``
[part]             parts of the day of `PARTS` → words after a day (Monday night, lundi soir)
[shift]            words of `SHIFTS` before or after a weekday, month or year (last Tuesday, lundi dernier, fin septembre)
[unit]             units of `UNITS` → words
[relative]         phrases of `RELATIVE` that say a day or span of days by themselves (yesterday, last week, the same day)
[count]            words around a number of units, by `COUNTS` (three days ago, il y a trois jours); ``past_open`` needs a
                   word of ``past_inner`` (ces trois derniers jours); ``inner`` may stand between number and unit
[repeat]           units of `UNITS` → words for each of them (daily, every week, chaque jour)
[night]            ``before`` the day of a night; ``into``: only the day after is named; ``to``: between both days
[range]            ``openers`` and ``joins`` of a span of days; ``bare``: joins that need no opener
[bound]            words before a date by `BOUNDS` (since March, jusqu'au 7 juin)
[future]           ``cues`` that the sentence tells of what is to come
[publication]      ``labels`` that a text puts before its own date
=================  =====================================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recounted.packs.schema import complain
from recounted.reading.dates.feasts import is_feast
from recounted.reading.words.phrases import check_forms, check_table, nearest, numbered

GRAMMAR: dict[str, type] = {
    "numeric_order": list,  # how 08.04.2022 may be read: dmy, mdy; with both, only what is unambiguous
    "month_first": bool,  # April 8 is a date too
    "capital_months": bool,  # a month in lower case is another word (may, march)
    "capital_weekdays": bool,
    "ambiguous_months": list,  # names that alone are no month without a word of month_intro
    "name_months": list,  # names of months that open other names (Mar Mattai), alone before a capital
    "month_intro": list,  # words before a month or year alone (in, since, en)
    "day_suffixes": list,  # printed right after the day (8th, 1er)
    "day_words": list,  # forms of "first" as a day (premier mai)
    "links": list,  # between day and month (8 de abril)
    "year_links": list,  # between month and year (April 8, 2022; abril de 2022)
    "year_suffixes": list,  # after the year (2022 року)
    "day_prefixes": list,  # before a day or weekday inside an expression (le, the, du)
    "ordinal_days": bool,  # days of the month are said by ordinals (السابع من أكتوبر)
    "birth": list,  # after a date of birth (1971 года рождения): no day of the report
    "decade_suffixes": list,  # 1990s
    "articles": list,  # one (a week ago)
    "prefixed_shifts": list,  # shift words written as one with the month, with a hyphen (mid-September)
}
NUMERIC_ORDERS = ("dmy", "mdy")
PARTS = ("morning", "noon", "afternoon", "evening", "night")
SHIFTS = ("last", "this", "next", "early", "mid", "late")
UNITS = ("hour", "day", "week", "month", "year", "minute", "decade")
#: Phrases with a meaning of their own; `calendar` resolves each (field-standards 3.4).
RELATIVE = (
    "today", "yesterday", "day_before_yesterday", "tomorrow", "day_after_tomorrow", "last_night", "tonight", "overnight",
    "recent_days", "this_week", "last_week", "late_last_week", "past_week", "next_week", "weekend", "last_weekend",
    "next_weekend", "past_day", "past_two_days", "recent_weeks",
    "this_month", "earlier_this_month", "last_month", "next_month", "recent_months",
    "this_year", "last_year", "next_year", "past_year", "fortnight_ago", "same_day", "day_before", "day_after", "now",
    "past", "future", "last_quarter",
)  # fmt: skip
#: EDTF level 2: seasons without a hemisphere, and quarters, with the month in which each begins (in the north).
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12, 33: 1, 34: 4, 35: 7, 36: 10}
COUNTS = (
    "ago_before", "ago_after", "later_before", "later_after", "earlier_after", "past_before", "past_open", "past_inner",
    "next_before", "inner",
)  # fmt: skip
BOUNDS = ("since", "until")


def check_dates(where: str, data: Mapping[str, Any]) -> None:
    """Raise PackError, naming the nearest valid key, for whatever in a dates.toml is not of this shape."""
    lists: dict[str, tuple[str, ...]] = {
        "part": PARTS, "unit": UNITS, "repeat": UNITS, "season": tuple(map(str, SEASONS)), "relative": RELATIVE, "count": COUNTS,
        "night": ("before", "into", "to"), "range": ("openers", "joins", "bare"), "bound": BOUNDS, "future": ("cues",),
        "publication": ("labels",),
    }  # fmt: skip
    tables = ("grammar", "month", "weekday", "shift", "feast", *lists)
    for table in data:
        if table not in tables:
            raise complain(f"{where}: [{table}]", "unknown table", nearest(table, tables))
    grammar = check_table(f"{where}: [grammar]", data.get("grammar", {}), GRAMMAR)
    for order in grammar.get("numeric_order", ()):
        if order not in NUMERIC_ORDERS:
            raise complain(f"{where}: [grammar] numeric_order", f"{order!r}", nearest(str(order), NUMERIC_ORDERS))
    for table, valid in (("month", range(1, 13)), ("weekday", range(1, 8))):
        names = numbered(f"{where}: [{table}]", data.get(table, {}), valid)
        if data and len(names) != len(valid):
            raise complain(f"{where}: [{table}]", f"{len(names)} names", f"all of {valid.start} to {valid.stop - 1}")
    for day, names in check_table(f"{where}: [feast]", data.get("feast", {}), dict.fromkeys(data.get("feast", ()), list)).items():
        if not is_feast(day):
            wanted = 'a month and a day, "12-25", or days from Easter, "easter-7"'
            raise complain(f"{where}: [feast]", f"{day!r} is no day", wanted)
        check_forms(f"{where}: [feast] {day}", names)
    for table, keys in lists.items():
        check_table(f"{where}: [{table}]", data.get(table, {}), dict.fromkeys(keys, list))
    for name, body in check_table(f"{where}: [shift]", data.get("shift", {}), dict.fromkeys(SHIFTS, dict)).items():
        for slot, forms in check_table(f"{where}: [shift.{name}]", body, {"before": list, "after": list}).items():
            check_forms(f"{where}: [shift.{name}] {slot}", forms)

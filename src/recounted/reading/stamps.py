"""Stamps: the date that a platform prints beside a post, in English whatever the post's language.

In: a stored text. Out: the days of its posts (``2024-12-05``), with their places. Captured posts have no other date, and say
"today".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recounted.reading.date_nouns import DateExpr, DateFields
from recounted.reading.view import View

#: Kinds of dates that tell the day of harm.
TELLS_DAY = {"day", "weekday", "relative", "night"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?P<month>[A-Z][a-z]{2})[a-z]* (?P<day>\d{1,2}), (?P<year>20\d\d)"
_STAMPS = (
    re.compile(rf"\d{{1,2}}:\d\d\s?[AP]M\s?[·-]\s?{_DAY}"),
    re.compile(rf"{_DAY}\s?(?:at \d{{1,2}}:\d\d\s?[AP]M\s?)?·\s?Shared with"),
    re.compile(r"\d{1,2}:\d\d\s?[AP]M\s?[·-]\s?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2})[a-z]* (?P<year>20\d\d)"),
)


def stamps(text: str) -> list[tuple[str, int, int]]:
    """The days printed with posts as their own, each with its place in the text; of a thread, the post shown in full first."""
    found = []
    for pattern in _STAMPS:
        for match in pattern.finditer(text):
            month = match["month"].lower()
            if month in _MONTHS and 1 <= int(match["day"]) <= 31:
                day = f"{match['year']}-{_MONTHS.index(month) + 1:02}-{int(match['day']):02}"
                found.append((day, match.start(), match.end()))
    return found


def date_posts(views: Sequence[View], printed: Sequence[tuple[str, int, int]]) -> None:
    """A post that tells no day is dated by its stamp; in one that does, the stamp is no day of harm."""
    told = [[d for d in view.dates if not any(i <= view.tokens[d.i].start < j for _, i, j in printed)] for view in views]
    own = any(d.kind in TELLS_DAY for dates in told for d in dates)
    for view, dates in zip(views, told, strict=True):
        view.dates = dates if own else sorted([*dates, *_days(view, printed)], key=lambda d: d.i)


def _days(view: View, printed: Sequence[tuple[str, int, int]]) -> list[DateExpr]:
    found = []
    for day, start, end in printed:
        inside = [k for k in range(view.i, view.j) if start <= view.tokens[k].start < end]
        if inside:
            year, month, number = map(int, day.split("-"))
            found.append(DateExpr(inside[0], inside[-1] + 1, "day", DateFields(year, month, number), "stamp of the post"))
    return found

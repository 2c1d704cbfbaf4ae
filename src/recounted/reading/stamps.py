"""Stamps: the date that a platform prints beside a post, in English whatever the post's language.

In: a stored text. Out: the days of its posts (``2024-12-05``), with their places. Captured posts have no other date, and say
"today".
"""

from __future__ import annotations

import re

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

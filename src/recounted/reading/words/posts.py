"""Posts: how platforms print a post, in English whatever the post's language: its stamp, and the words of others below it.

In: a stored text. Out: the days of its posts (``2024-12-05``), with their places; a captured post without what others say below
it.
"""

from __future__ import annotations

import re

#: The rule of a day that is a post's own.
STAMP = "stamp of the post"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?P<month>[A-Z][a-z]{2})[a-z]* (?P<day>\d{1,2}), (?P<year>20\d\d)"
#: The day of a post, as platforms print it beside it.
STAMPS = (
    re.compile(rf"\d{{1,2}}:\d\d\s?[AP]M\s?[·-]\s?{_DAY}"),
    re.compile(rf"{_DAY}\s?(?:at \d{{1,2}}:\d\d\s?[AP]M\s?)?·\s?Shared with"),
    re.compile(r"\d{1,2}:\d\d\s?[AP]M\s?[·-]\s?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2})[a-z]* (?P<year>20\d\d)"),
)
#: What every stamp holds.
_MARK = re.compile(r"[AP]M\s?[·-]|·\s?Shared with")
#: What they print between a post and the comments of others.
_BELOW = (
    re.compile(r"·\s?Shared with .*?(?P<end>All reactions:|LikeComment)", re.DOTALL),
    re.compile(rf"{STAMPS[0].pattern}(?P<end>[\d.,KM]*\s?Views)"),
)


def own_words(text: str) -> str:
    """A captured post without what others say below it; any other text as it is."""
    if "·" not in text:
        return text
    ends = [match.start("end") for pattern in _BELOW if (match := pattern.search(text))]
    return text[: min(ends)] if ends else text


def stamps(text: str) -> list[tuple[str, int, int]]:
    """The days printed with posts as their own, each with its place in the text; of a thread, the post shown in full first."""
    found = []
    for pattern in STAMPS if _MARK.search(text) else ():
        for match in pattern.finditer(text):
            month = match["month"].lower()
            if month in _MONTHS and 1 <= int(match["day"]) <= 31:
                day = f"{match['year']}-{_MONTHS.index(month) + 1:02}-{int(match['day']):02}"
                found.append((day, match.start(), match.end()))
    return found


def posted(text: str) -> str | None:
    """The day on which a captured post was posted."""
    found = stamps(text) if "·" in text else []
    return found[0][0] if found else None

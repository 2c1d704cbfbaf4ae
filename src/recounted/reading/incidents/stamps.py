"""Stamps: posts that tell no day are dated by the stamp that the platform prints beside them.

In: the Views of a text and its stamps. Out: dates of the views. Captured posts have no other date, and say "today".
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.reading.dates.nouns import DateExpr, DateFields
from recounted.reading.sentences.view import View
from recounted.reading.words.posts import STAMP

#: Kinds of dates that tell the day of harm.
TELLS_DAY = {"day", "weekday", "relative", "night"}


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
            found.append(DateExpr(inside[0], inside[-1] + 1, "day", DateFields(year, month, number), STAMP))
    return found

"""The years of a narrative: a text that tells of years gone by prints a year once, and then days and months alone.

In: the date expressions of a text, sentence by sentence, and when it was published. Out: the same, each bare day or month with
the year that was printed last. A news report, whose bare days are those of its week, is left as it is; so is a text of one year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from recounted.reading.dates.nouns import DateExpr
from recounted.reading.dates.schema import SEASONS

#: Days and months printed with a year of long ago that make a text a narrative.
PRINTED = 3
#: Years before publication that are long ago: a report of January tells of December without its year.
LONG_AGO = 2
#: Months back, from one bare date to the next, that mean a new year: February after November.
NEW_YEAR = 7
#: EDTF's code of the first quarter, and sentences from a quarter to what it is compared with.
FIRST_QUARTER, COMPARED = 33, 3
KINDS = frozenset({"day", "night", "month", "season", "range", "since", "until"})


def in_narrative(found: Sequence[Sequence[DateExpr]], published: int | None) -> list[list[DateExpr]]:
    """Date expressions with the years of the narrative put in. ``published``: the year of publication, None if unknown."""
    printed = [year for exprs in found for expr in exprs if expr.kind in KINDS for year in _years(expr)]
    past = [year for year in printed if published is None or year <= published - LONG_AGO]
    if len(set(past)) < (2 if published is None else 1) or len(past) < PRINTED or 2 * len(past) < len(printed):
        return list(_compared(found))
    return list(_compared(list(_told(found))))


def _compared(found: Iterable[Sequence[DateExpr]]) -> Iterator[list[DateExpr]]:
    """Where a quarter is told of, "a year earlier" is that quarter of the year before: what is compared is of one length."""
    quarter: DateExpr | None = None
    since = 0
    for exprs in found:
        told = []
        for expr in exprs:
            if expr.kind == "season" and (expr.fields.season or 0) >= FIRST_QUARTER:
                quarter, since = expr, 0
            elif quarter and _a_year_back(expr) and since < (1 if expr.fields.name else COMPARED):
                fields = replace(quarter.fields, direction="earlier", shift=None)
                told.append(replace(expr, kind="season", fields=fields, rule="quarter_a_year_before"))
                continue
            told.append(expr)
        since += 1
        yield told


def _a_year_back(expr: DateExpr) -> bool:
    fields = expr.fields
    counted = fields.unit == "year" and fields.count == 1 and fields.direction in {"ago", "earlier"}
    return expr.kind == "relative" and (counted or fields.name == "last_year")


def _told(found: Iterable[Sequence[DateExpr]]) -> Iterator[list[DateExpr]]:
    year: int | None = None
    last = 0
    for exprs in found:
        told = []
        for expr in exprs:
            years, month = _years(expr), _month(expr)
            if years:
                year = max(years)
            elif year and month and _is_bare(expr):
                year += last - month >= NEW_YEAR
                told.append(_with_year(expr, year))
                last = month
                continue
            last = month or last
            told.append(expr)
        yield told


def _is_bare(expr: DateExpr) -> bool:
    return expr.kind in KINDS and not expr.fields.name and expr.fields.shift not in ("last", "this", "next")


def _with_year(expr: DateExpr, year: int) -> DateExpr:
    end = replace(expr.fields.end, year=year) if expr.fields.end else None
    return replace(expr, fields=replace(expr.fields, year=year, end=end), rule=f"{expr.rule}_of_narrative")


def _years(expr: DateExpr) -> list[int]:
    return [part.year for part in (expr.fields, expr.fields.end) if part and part.year and not part.decade]


def _month(expr: DateExpr) -> int:
    """The month that it tells of, or in which its season begins; 0: none."""
    return next((m for part in (expr.fields, expr.fields.end) if part and (m := part.month or SEASONS.get(part.season or 0))), 0)

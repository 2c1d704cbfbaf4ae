"""Clauses: a sentence that tells of an earlier incident in a clause of its own ("… where troops had killed 60 in February 2022").

In: the Facts of a sentence. Out: its parts, each with what it says: the sentence without the clause, and the clause.
"""

from __future__ import annotations

from itertools import pairwise

from recounted.reading.dates.expressions import DateExpr
from recounted.reading.incidents.another import tells_of_another
from recounted.reading.incidents.counted_days import DAYS, after_something
from recounted.reading.incidents.day_facts import is_compared
from recounted.reading.incidents.frames import Facts
from recounted.reading.incidents.spoken_days import speech_date
from recounted.reading.sentences.view import View

#: Kinds that put a clause into another time than its sentence.
CLAUSE_DATES = frozenset({"month", "season", "year"})
#: Tokens between a place and the "where" that speaks of it.
PLACE_GAP = 2
#: Relative times that lie before those of the report's own incident, and kinds that name a day.
BEFORE_NOW = frozenset(
    {"last_week", "late_last_week", "last_month", "last_year", "last_weekend", "recent_weeks", "recent_months"}
)
DATES = DAYS | CLAUSE_DATES


def split_at_clauses(fact: Facts) -> list[Facts]:
    """The parts of a sentence: those between semicolons that each count victims and name a time or place, and a clause that tells
    of an earlier incident ("… where troops had killed 60 in February 2022").
    """
    stops = [k for k in fact.view.hard if fact.view.norm(k) == ";"] if len(fact.tolls) > 1 else []
    parts = [_part(fact, i, j) for i, j in pairwise((0, *stops, fact.view.j))] if stops else []
    if parts and all(p.counts and _dated_or_placed(p) for p in parts):
        return parts
    return _split_off(fact)


def _split_off(fact: Facts) -> list[Facts]:
    view = fact.view
    for expr in view.dates:  # "two years after gunmen killed 40"
        after = after_something(view, expr) and not view.is_word(expr.j, "the") and any(t.i >= expr.j for t in fact.tolls)
        # "this comes days after a strike hit another market": all of the sentence is that other incident's, and what follows
        whole = tells_of_another(view) and not any(t.i < expr.i for t in fact.tolls)
        if after and not whole:
            return _apart_from(fact, expr.i, view.j)
    markers = view.tags("grammar", "clause") if fact.tolls and view.dates else ()
    for expr in view.dates if markers else ():  # "the deadliest since 3 March, when gunmen killed 40"
        compared = expr.kind == "since" or (expr.kind in DATES and is_compared(view, expr.i))
        when = next((m for m in markers if compared and 0 <= m.i - expr.j <= 1), None)
        if when and any(t.i >= when.i for t in fact.tolls):
            return _apart_from(fact, expr.i, view.j)
    for marker in markers:
        there = view.is_word(marker.j - 1, "there") and _place_before(fact, marker.i)
        dated = [
            d for d in view.dates if d.i > marker.i and (d.kind in CLAUSE_DATES or (there and _long_or_apart(view, d, marker.i)))
        ]
        tolls = [t for t in fact.tolls if t.group.i > marker.i]
        before = any(t.group.i < marker.i for t in fact.tolls) or any(c.i < marker.i for c in fact.charges)
        before = before or (there and any(t.i < marker.i and t.slot in {"verb", "participle"} for t in view.tags("attack")))
        before = before or (there and any(d.kind == "relative" for d in dated))
        if dated and tolls and before and not any(d.kind in CLAUSE_DATES and d.i < marker.i for d in view.dates):
            told = max(dated[0].j, tolls[0].j)
            end = next((k for k in range(told, view.j) if view.norm(k) == "," or k in view.hard), view.j)
            parts = _apart_from(fact, marker.i, end if there else view.j)
            if there and not any(s.fine for s in parts[1].spots):
                parts[1].spots += [s for s in fact.spots if s.j <= marker.i and marker.i - s.j <= PLACE_GAP]
            return parts
    return [fact]


def _dated_or_placed(part: Facts) -> bool:
    placed = any(s.fine and s.relation in {"in", "near"} for s in part.spots)
    return placed and any(part.holds(d.i) and d.kind in DATES for d in part.view.dates)


def _apart_from(fact: Facts, i: int, j: int) -> list[Facts]:
    """The sentence without the clause at tokens i to j, and the clause."""
    clause = _part(fact, i, j)
    return [_part(fact, 0, fact.view.j, (i, j)), clause]


def _place_before(fact: Facts, marker: int) -> bool:
    """Does a place stand before "where", a named or a common one ("in the town where")?"""
    view = fact.view
    near = range(max(view.i, marker - PLACE_GAP), marker)
    return any(s.j <= marker and marker - s.j <= PLACE_GAP for s in fact.spots) or any(
        view.over(k, "place_noun") or view.over(k, "target") for k in near
    )


def _long_or_apart(view: View, expr: DateExpr, marker: int) -> bool:
    """Is it a time before the present one by its words ("last week", "ten days ago"), or a day beside another day?"""
    if expr.kind == "relative":
        return gone_by(expr)
    return expr.kind in DAYS and any(d.kind in DAYS and d.i < marker and not speech_date(view, d) for d in view.dates)


def gone_by(expr: DateExpr) -> bool:
    """Is it a stretch of time before the present one by its words ("last week", "ten days ago")?"""
    return expr.kind == "relative" and (expr.fields.name in BEFORE_NOW or expr.fields.direction == "ago")


def _part(fact: Facts, i: int, j: int, hole: tuple[int, int] = (0, 0)) -> Facts:
    def here(k: int) -> bool:
        return i <= k < j and not hole[0] <= k < hole[1]

    return Facts(
        fact.view,
        [t for t in fact.tolls if here(t.group.i)],
        [c for c in fact.charges if here(c.i)],
        [m for m in fact.means if here(m.i)],
        [h for h in fact.hits if here(h.i)],
        [s for s in fact.spots if here(s.i)],
        [m for m in fact.unused if here(m.i)],
        i=i,
        j=j,
        hole=hole,
    )

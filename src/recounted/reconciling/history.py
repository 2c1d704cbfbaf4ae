"""What was known when: the toll of every day on which a figure came out, and of any day that is asked for.

In: the statements of an incident. Out: ``TollDay`` rows in the order of days, each with the figures that came out on it and what
superseded them since; or the statements known by a day. Nothing is forgotten: every figure stands in exactly one row.

A report counts from the last day on which it may have come out. Reports without a date belong to no day: by the policy ``apart``
they stand in a row of their own, by ``counted`` they are known from the start. Which reports are copies of one story is judged
with all that is known today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from recounted.days import days_of
from recounted.model import Claim, FigureSaid, Toll, TollDay
from recounted.reconciling.evidence import Statement
from recounted.reconciling.rules import DEFAULT_RULE
from recounted.reconciling.sifting import TollStatement, cells_of, first_told, in_cells, sift, toll_statements
from recounted.reconciling.tolls import harm_and_group, reckoned

Undated = Literal["apart", "counted"]
Statements = Sequence[Statement[Claim]]


@lru_cache(maxsize=4096)
def out_on(published: str | None) -> str | None:
    """The last day (ISO) on which a report may have come out; None where day or year are unknown."""
    days = days_of(published)
    return None if days is None or days.yearless else date.fromordinal(days.last).isoformat()


def known_by(published: str | None, day: str, undated: Undated = "apart") -> bool:
    """Had a report come out by the end of a day (ISO)? ``undated``: what to say of reports without a date."""
    out = out_on(published)
    return undated == "counted" if out is None else out <= day


def as_of(statements: Iterable[Statement[Claim]], day: str, undated: Undated = "apart") -> list[Statement[Claim]]:
    """The statements that were out by the end of a day (ISO)."""
    return [s for s in statements if known_by(s.published, day, undated)]


def history(
    statements: Statements, rule: str = DEFAULT_RULE, *, told: Sequence[TollStatement] | None = None
) -> tuple[TollDay, ...]:
    """The toll of each harm and group on every day on which figures of it came out; figures without a day come last, apart.
    ``told``: ``first_told`` of the statements, where it is at hand.
    """
    by_day: dict[str | None, list[TollStatement]] = defaultdict(list)
    said, told = toll_statements(statements), first_told(statements) if told is None else told
    first = list(zip(said, told, strict=True))  # who told a figure first is known when others tell it again
    for s in said:
        by_day[out_on(s.published)].append(s)
    fates = _fates(said, told)
    rows: list[TollDay] = []
    for day in sorted(by_day, key=lambda d: (d is None, d or "")):
        known = as_of(statements, day) if day else [s for s in statements if out_on(s.published) is None]
        cells = in_cells(t for s, t in first if known_by(s.published, day)) if day else cells_of(known)
        wanted = {(s.claim.harm, s.claim.of) for s in by_day[day]}
        rows += _rows(day, by_day[day], reckoned(known, cells, rule, wanted), fates)
    return tuple(rows)


def _rows(
    day: str | None, said: Iterable[TollStatement], counted: Iterable[Toll], fates: dict[str, FigureSaid]
) -> Iterable[TollDay]:
    stood = {(t.harm, t.of): t for t in counted}
    cells: dict[tuple[str, object], list[TollStatement]] = defaultdict(list)
    for s in said:
        cells[s.claim.harm, s.claim.of].append(s)
    firsts = sorted((found[0].claim for found in cells.values()), key=lambda c: harm_and_group(c.harm, c.of))
    for first in firsts:
        toll = stood.get((first.harm, first.of))
        yield TollDay(
            day=day,
            harm=first.harm,
            of=first.of,
            low=toll.low if toll else None,
            best=toll.best if toll else None,
            high=toll.high if toll else None,
            high_open=bool(toll and toll.high_open),
            figures=tuple(fates[s.claim.id] for s in cells[first.harm, first.of]),
        )


def _fates(said: Sequence[TollStatement], told: Sequence[TollStatement]) -> dict[str, FigureSaid]:
    """Each figure with its voice, and what has become of it as known today."""
    out = {x.claim: x for found in in_cells(told).values() for x in sift(found)[1]}
    return {
        s.claim.id: FigureSaid(
            claim=s.claim.id,
            voice=s.speaker,
            superseded_by=out[s.claim.id].by if s.claim.id in out else None,
            left_out=out[s.claim.id].why if s.claim.id in out else None,
        )
        for s in said
    }

"""Flags on tolls: what does not add up, or must not be read as something else. Nothing is corrected because of a flag.

In: the tolls of an incident and the figures under them. Out: the same tolls with flags: a part larger than its whole, parts that
one voice counts side by side and that exceed its total, harm that is not told apart, contested status (field-standards 9.3, 2.2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recounted.messages import S_
from recounted.model import Flag, Of, Toll, TollClaim
from recounted.reconciling.sifting import CellKey, TollStatement

#: Groups of which nobody belongs to two: by age and sex as the UN publishes them, and by status.
_APART: tuple[tuple[Of, ...], ...] = (
    (Of(age_group="child"), Of(sex="woman"), Of(sex="man")),
    (Of(status="civilian"), Of(status="member_of_armed_forces"), Of(status="member_of_armed_group")),
)


def flagged(rows: Iterable[Toll], cells: Mapping[CellKey, Sequence[TollStatement]]) -> tuple[Toll, ...]:
    """The tolls with their flags added."""
    listed = list(rows)
    return tuple(
        row.model_copy(update={"flags": found}) if (found := (*row.flags, *_flags(row, listed, cells))) else row for row in listed
    )


def _flags(row: Toll, rows: Sequence[Toll], cells: Mapping[CellKey, Sequence[TollStatement]]) -> Iterator[Flag]:
    if row.harm == "killed_or_injured":
        yield Flag(
            code="not_told_apart",
            text=S_("killed and injured are not told apart: none of it counts as killed"),
            claims=row.claims,
        )
        yield from _below_parts(row, rows)
    if row.of == Of():
        yield from _sums(row, cells)
    else:
        yield from _larger_than_whole(row, rows)


def _larger_than_whole(row: Toll, rows: Sequence[Toll]) -> Iterator[Flag]:
    """Even the smallest figure of a group is above the largest of all people."""
    whole = next((r for r in rows if r.harm == row.harm and r.of == Of()), None)
    if whole and whole.high is not None and not whole.high_open and row.low is not None and row.low > whole.high:
        text = S_(f"{row.low} are more than the {whole.high} of all people")
        yield Flag(code="part_exceeds_total", text=text, claims=(*row.low_claims, *whole.high_claims))


def _sums(row: Toll, cells: Mapping[CellKey, Sequence[TollStatement]]) -> Iterator[Flag]:
    """Of one voice in one report: a part above its own total, or groups that exclude each other above all its totals."""
    totals: dict[tuple[str, str], list[TollClaim]] = defaultdict(list)
    used = set(row.claims)
    for s in cells[row.harm, Of()]:
        if s.claim.id in used:
            totals[s.report_id, s.origin].append(s.claim)
    largest = {of: _largest(cells.get((row.harm, of), ())) for groups in _APART for of in groups}
    for said, wholes in totals.items():
        tops = [c.hi for c in wholes]
        most = max((t for t in tops if t is not None), default=None)
        if most is None or None in tops:
            continue
        for groups in _APART:
            parts = [p for of in groups if (p := largest[of].get(said))]
            total = sum(p.lo or 0 for p in parts)
            if len(parts) > 1 and total > most:
                named = " + ".join(str(p.lo) for p in parts)
                text = S_(f"parts of one account exceed its total: {named} = {total}, more than {most}")
                yield Flag(code="parts_exceed_total", text=text, claims=(*(p.id for p in parts), *(c.id for c in wholes)))


def _largest(found: Iterable[TollStatement]) -> dict[tuple[str, str], TollClaim]:
    """The largest figure of a cell by each voice in each report."""
    largest: dict[tuple[str, str], TollClaim] = {}
    for s in found:
        said = s.report_id, s.origin
        if s.claim.scope == "incident" and (s.claim.lo or 0) > (largest[said].lo or 0 if said in largest else 0):
            largest[said] = s.claim
    return largest


def _below_parts(row: Toll, rows: Sequence[Toll]) -> Iterator[Flag]:
    """Fewer "killed or injured" than are killed and injured where they are told apart."""
    parts = [r for r in rows if r.of == row.of and r.harm in ("killed", "injured") and r.low is not None]
    least = sum(r.low or 0 for r in parts)
    if parts and row.high is not None and not row.high_open and row.high < least:
        text = S_(f"fewer than the {least} killed and injured where they are told apart")
        yield Flag(code="unsplit_below_parts", text=text, claims=(*row.high_claims, *(c for r in parts for c in r.low_claims)))

"""The tolls of an incident: low, best and high of each harm and group, by a named rule.

In: the statements of an incident. Out: one ``Toll`` for each harm and group, with the claims behind each end, those left out and
why, and flags for a person. It refuses to invent: no figure comes from anything but a claim's own bounds, unknown is not zero, a
denial or a correction by somebody else lowers nothing. Steps: field-standards 9.6, after UCDP GED 23.1 (low, high), Airwars (min,
max) and ACLED (conservative figure).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from recounted.model import Claim, Excluded, Flag, Of, Toll
from recounted.reconciling.evidence import Statement, ids
from recounted.reconciling.flags import flagged
from recounted.reconciling.rules import DEFAULT_RULE, RULES, Cell, Rule, detail_of
from recounted.reconciling.sifting import CellKey, TollStatement, first_told, in_cells, sift
from recounted.reconciling.status import StatusContest, status_contest

_HARMS = ("killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "displaced")


def tolls(
    statements: Iterable[Statement[Claim]], rule: str = DEFAULT_RULE, *, told: Sequence[TollStatement] | None = None
) -> tuple[Toll, ...]:
    """The tolls of an incident, people first, then groups. ``told``: ``first_told`` of them, where it is at hand. Raises KeyError
    for a rule that is not in ``RULES``.
    """
    listed = list(statements)
    cells = in_cells(first_told(listed) if told is None else told)
    rows = reckoned(listed, cells, rule)
    return flagged(sorted(rows, key=lambda t: harm_and_group(t.harm, t.of)), cells)


def reckoned(
    statements: Sequence[Statement[Claim]],
    cells: Mapping[CellKey, Sequence[TollStatement]],
    rule: str,
    wanted: Collection[CellKey] | None = None,
) -> list[Toll]:
    """The tolls in no order, with no flag but that of contested status. ``wanted``: of these harms and groups alone."""
    chosen, detail = RULES[rule], detail_of(cells.values())
    some = cells if wanted is None else {key: cells[key] for key in wanted}
    rows = [row for (_, of), found in some.items() if (row := _toll(found, of, chosen, detail))]
    contest = status_contest(statements)
    return [_contested_status(row, contest) for row in rows] if contest else rows


def harm_and_group(harm: str, of: Of) -> tuple[int, bool, str]:
    """The order of tolls: the dead first, all people before groups."""
    named = [v or "" for v in (of.status, of.age_group, of.sex, of.role)]
    return _HARMS.index(harm), any(named), " ".join(named)


def _toll(found: Sequence[TollStatement], of: Of, chosen: Rule, detail: dict[str, int]) -> Toll | None:
    used, excluded = sift(found)
    if not used:
        return None
    ends = chosen(Cell(used, detail))
    taken = [s for s in used if s.claim.id not in ends.left_out]
    if not taken:
        return None
    return Toll(
        harm=used[0].claim.harm,
        of=of,
        low=ends.low,
        best=ends.best,
        high=ends.high,
        high_open=ends.high_open,
        rule=chosen.__name__,
        claims=ids(taken),
        low_claims=ends.low_claims,
        best_claims=ends.best_claims,
        high_claims=ends.high_claims,
        excluded=(*excluded, *(Excluded(claim=claim, why=why) for claim, why in ends.left_out.items())),
    )


def _contested_status(row: Toll, contest: StatusContest) -> Toll:
    """Dead who are civilians to one voice and fighters to another: of either there may have been none (field-standards 2.2)."""
    other = contest.against(row)
    if not other:
        return row
    both = (*contest.civil, *contest.armed)
    flag = Flag(code="status_contested", text=contest.words, claims=ids(both))
    return row.model_copy(update={"low": 0, "low_claims": ids(other), "flags": (flag,)})

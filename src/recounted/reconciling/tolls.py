"""Low, best and high of a toll, by named rules.

In: the toll claims of one incident. Out: one ``Toll`` for each harm and group, with the claims behind each end and those
left out, and why. It refuses to invent: ``best`` stays None under the default rule, no figure comes from anything but a
claim's own bounds, unknown is not zero, and a denial or a correction by somebody else lowers nothing. Steps:
field-standards 9.6, after UCDP GED 23.1 (low, high), Airwars (min, max) and ACLED (conservative figure).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from recounted.days import days_of
from recounted.model import Claim, Excluded, Of, Toll, TollClaim
from recounted.reconciling.evidence import Statement, ids

TollStatement = Statement[TollClaim]
Rule = Callable[[Sequence[TollStatement]], "Ends"]

DEFAULT_RULE = "airwars_min_max"

_NOT_A_FIGURE = {
    "denial": "a denial: it contests a figure and lowers none",
    "retraction": "takes a figure back: it lowers none by itself",
}
_NOT_THIS_INCIDENT = {
    "multi_incident_aggregate": "counts several incidents together",
    "cumulative_campaign": "counts a whole campaign",
    "unclear": "not clear that it counts this incident",
}


class Ends:
    """Both ends of a range, with the statements behind each; ``best`` only where the rule sets one."""

    def __init__(self, low: int | None, high: int | None, *, high_open: bool, best: int | None = None) -> None:
        self.low, self.high, self.high_open, self.best = low, high, high_open, best


def tolls(statements: Iterable[Statement[Claim]], rule: str = DEFAULT_RULE) -> tuple[Toll, ...]:
    """The tolls of an incident, people first, then groups. Raises KeyError for a rule that is not in ``RULES``."""
    chosen = RULES[rule]
    cells: dict[tuple[str, Of], list[TollStatement]] = defaultdict(list)
    for s in statements:
        if isinstance(s.claim, TollClaim):
            cells[s.claim.harm, s.claim.of].append(Statement(s.claim, s.report_id, s.published, s.family, s.origin))
    rows = [row for (_, of), found in cells.items() if (row := _toll(found, of, rule, chosen))]
    return tuple(sorted(rows, key=lambda t: (_HARMS.index(t.harm), _of_order(t.of))))


_HARMS = ("killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "displaced")


def _of_order(of: Of) -> tuple[bool, str]:
    named = [v or "" for v in (of.status, of.age_group, of.sex, of.role)]
    return any(named), " ".join(named)


def _toll(found: Sequence[TollStatement], of: Of, rule: str, chosen: Rule) -> Toll | None:
    used, excluded = sift(found)
    if not used:
        return None
    ends = chosen(used)
    return Toll(
        harm=used[0].claim.harm,
        of=of,
        low=ends.low,
        best=ends.best,
        high=ends.high,
        high_open=ends.high_open,
        rule=rule,
        claims=ids(used),
        low_claims=ids(s for s in used if ends.low is not None and s.claim.lo == ends.low),
        high_claims=ids(s for s in used if ends.high is not None and ends.high in (s.claim.lo, s.claim.hi)),
        excluded=tuple(excluded),
    )


# ---------------------------------------------------------------------------------------------------- which claims enter


def sift(found: Sequence[TollStatement]) -> tuple[list[TollStatement], list[Excluded]]:
    """The statements of one cell that a rule may use, and the others with the reason why not (steps 1 and 2)."""
    excluded: list[Excluded] = []
    kept = list(found)
    for reason in (_outside, _superseded, _vague):
        out = reason(kept)
        excluded += [Excluded(claim=claim, why=why) for claim, why in out.items()]
        kept = [s for s in kept if s.claim.id not in out]
    return kept, excluded


def _outside(found: Sequence[TollStatement]) -> dict[str, str]:
    out = {}
    for s in found:
        c = s.claim
        why = _NOT_THIS_INCIDENT.get(c.scope) or _NOT_A_FIGURE.get(c.attribution)
        if not why and c.lo is None and c.hi is None:
            why = "gives no figure"
        if not why and c.part_of and c.of == Of():
            why = f"a part of {c.part_of}, not a total"
        if why:
            out[c.id] = why
    return out


def _superseded(found: Sequence[TollStatement]) -> dict[str, str]:
    """Older figures of one voice, where the days of publication tell which is older. One voice on one day: both stay."""
    out = {}
    by_origin = defaultdict(list)
    for s in found:
        published = days_of(s.published)
        if published and published.exact and not published.yearless:
            by_origin[s.origin].append((published, s))
    for said in by_origin.values():
        firm = [item for item in said if not item[1].claim.vague] or said  # "dozens" said later takes no number back
        newest, by = max(firm, key=lambda item: (item[0].first, item[1].claim.id))
        for published, s in said:
            if published.last < newest.first:
                out[s.claim.id] = f"superseded by {by.claim.id}, the same voice on {newest.text()}"
    return out


def _vague(found: Sequence[TollStatement]) -> dict[str, str]:
    """Words such as "dozens", once somebody gives a number that is as large as they entail."""
    firm = [_top(s.claim) for s in found if not s.claim.vague]
    if not firm:
        return {}
    return {
        s.claim.id: "vague, and numbers are given"
        for s in found
        if s.claim.vague and (s.claim.lo or 0) <= max(v for v in firm if v is not None)
    }


# ----------------------------------------------------------------------------------------------------------------- rules


def airwars_min_max(found: Sequence[TollStatement]) -> Ends:
    """Smallest and largest figure; no best value (Airwars' minimum and maximum; field-standards 2.2).

    Low is the smallest ``lo``, high the largest ``hi``, or the largest ``lo`` of an open claim ("at least 57"), marked
    open. "Up to 30" gives an upper end only, unless nothing else is known.
    """
    lows = [c.lo for s in found if (c := s.claim).lo is not None and not _upper_only(c)]
    if not lows:
        lows = [s.claim.lo for s in found if s.claim.lo is not None]
    tops = _tops([s.claim for s in found])
    high = max((top for top, _ in tops), default=None)
    is_open = any(top == high and still_open for top, still_open in tops)
    return Ends(min(lows, default=None), high, high_open=is_open)


def acled_conservative(found: Sequence[TollStatement]) -> Ends:
    """Best is the lowest figure reported, vague words by ACLED's codes: several 3, tens 10, dozens 12, hundreds 100 (its
    codebook; 4.4).

    Low and high are as under ``airwars_min_max``; low is lowered to the code where the code lies under what the words
    entail.
    """
    ends = airwars_min_max(found)
    codes = [_acled_code(s.claim) for s in found if s.claim.lo is not None and not _upper_only(s.claim)]
    best = min(codes, default=ends.low)
    low = ends.low if best is None or ends.low is None else min(ends.low, best)
    return Ends(low, ends.high, high_open=ends.high_open, best=best)


def most_recent_independent(found: Sequence[TollStatement]) -> Ends:
    """Best is the figure that came out last; where voices of that day disagree, or no day is known, there is none."""
    ends = airwars_min_max(found)
    dated = [(d, s) for s in found if (d := days_of(s.published)) and d.exact and not d.yearless]
    if not dated:
        return ends
    last = max(d.first for d, _ in dated)
    figures = {
        s.claim.point if s.claim.point is not None else s.claim.lo
        for d, s in dated
        if d.first == last and not _upper_only(s.claim)
    }
    figure = figures.pop() if len(figures) == 1 else None
    inside = figure is not None and ends.low is not None and ends.high is not None and ends.low <= figure <= ends.high
    return Ends(ends.low, ends.high, high_open=ends.high_open, best=figure if inside else None)


def _tops(claims: Sequence[TollClaim]) -> list[tuple[int, bool]]:
    """How high each claim reaches, and whether it is open there. Beside numbers, "hundreds" reaches no further than 200, open:
    the 999 that the word would allow is nobody's figure.
    """
    numbers = any(not c.vague for c in claims)
    tops = [(c.lo, True) if c.hi is None or (c.vague and numbers) else (c.hi, False) for c in claims]
    return [(top, is_open) for top, is_open in tops if top is not None]


def _top(claim: TollClaim) -> int | None:
    return claim.hi if claim.hi is not None else claim.lo


def _upper_only(claim: TollClaim) -> bool:
    """ "Up to 30", "fewer than 30": the words entail no lower end but zero."""
    return claim.lo in (None, 0) and bool(claim.hi)


# What ACLED codes for words whose entailed lower bound is larger (field-standards 5.2, last column).
_ACLED = {2: 3, 3: 3, 20: 10, 24: 12, 36: 12, 200: 100, 300: 100}


def _acled_code(claim: TollClaim) -> int:
    lo = claim.lo or 0
    return _ACLED.get(lo, lo) if claim.vague else lo


#: The rules by name.
RULES: dict[str, Rule] = {
    "airwars_min_max": airwars_min_max,
    "acled_conservative": acled_conservative,
    "most_recent_independent": most_recent_independent,
}

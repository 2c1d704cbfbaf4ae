"""The toll rules by name: low, best and high out of the figures of one cell. One function each, each after a published method.

In: a ``Cell``: the figures of one harm and group that may be used (``sifting``). Out: ``Ends``, each of them a claim's own bound
(or ACLED's code for its words). No rule adds, averages or fills in: unknown stays None, and where a method leaves the choice to a
person, so does the rule. The methods, their sources and worked examples (run as tests) stand in ``docs/toll-rules.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from recounted.messages import S_
from recounted.model import TollClaim
from recounted.reconciling.sifting import TollStatement, dated, upper_only

DEFAULT_RULE = "airwars_min_max"


@dataclass(frozen=True)
class Cell:
    """The usable figures of one harm and group; ``detail``: for each report, how many figures of how many groups it gives."""

    found: Sequence[TollStatement]
    detail: Mapping[str, int] = field(default_factory=dict)

    @property
    def harm(self) -> str:
        """The kind of harm that is counted."""
        return self.found[0].claim.harm


@dataclass(frozen=True)
class Ends:
    """Low, best and high of a toll, each with the ids of the claims behind it; ``left_out``: claims that the rule does not
    take, and why.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    high_open: bool = False
    low_claims: tuple[str, ...] = ()
    best_claims: tuple[str, ...] = ()
    high_claims: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


Rule = Callable[[Cell], Ends]


def airwars_min_max(cell: Cell) -> Ends:
    """Smallest and largest figure; no best value (Airwars' minimum and maximum).

    Low is the smallest ``lo``, high the largest ``hi``, or the largest ``lo`` of an open claim ("at least 57"), marked
    open. "Up to 30" gives an upper end only, unless nothing else is known.
    """
    claims = [s.claim for s in cell.found]
    floors = [(c.lo, c.id) for c in claims if c.lo is not None and not upper_only(c)]
    floors = floors or [(c.lo, c.id) for c in claims if c.lo is not None]
    tops = _tops(claims)
    low = min((n for n, _ in floors), default=None)
    high = max((n for n, _, _ in tops), default=None)
    return Ends(
        low=low,
        high=high,
        high_open=any(still_open for n, still_open, _ in tops if n == high),
        low_claims=_ids(name for n, name in floors if n == low),
        high_claims=_ids(name for n, _, name in tops if n == high),
    )


def ucdp_low_best_high(cell: Cell) -> Ends:
    """Low and high as the words entail them; best only where every voice gives one and the same figure of deaths.

    UCDP's best is its coder's judgement, for which no formula is published, and it records no injuries.
    """
    ends = airwars_min_max(cell)
    figures = {figure_of(s.claim) for s in cell.found}
    figure = figures.pop() if len(figures) == 1 else None
    if cell.harm != "killed" or figure is None or any(s.claim.hi is None or s.claim.vague for s in cell.found):
        return ends
    return _with_best(ends, figure, cell.found)


def acled_conservative(cell: Cell) -> Ends:
    """Best is the lowest number of deaths reported, vague words by ACLED's codes: several 3, tens 10, dozens 12, hundreds 100.

    Low and high are as under ``airwars_min_max``; low is lowered to the code where the code lies under what the words
    entail. Other harm than death has no best: ACLED codes none.
    """
    ends = airwars_min_max(cell)
    codes = {s.claim.id: _acled_code(s.claim) for s in cell.found if s.claim.lo is not None and not upper_only(s.claim)}
    if cell.harm != "killed" or not codes:
        return ends
    best = min(codes.values())
    named = _ids(name for name, code in codes.items() if code == best)
    if ends.low is not None and best < ends.low:
        ends = replace(ends, low=best, low_claims=named)
    if ends.high is not None and best > ends.high:  # "people were killed": two or more, coded as three
        ends = replace(ends, high=best, high_claims=named)
    return replace(ends, best=best, best_claims=named)


def most_recent_independent(cell: Cell) -> Ends:
    """Best is the figure that came out last; where voices of that day disagree, or no day is known, there is none."""
    ends, newest = airwars_min_max(cell), _newest(cell.found)
    figures = {f for s in newest if (f := figure_of(s.claim)) is not None}
    return _with_best(ends, figures.pop(), newest) if len(figures) == 1 else ends


def aoav_latest_most_detailed(cell: Cell) -> Ends:
    """Best is the newest figure, of several that of the most detailed report. AOAV does not record words without a number."""
    firm = [s for s in cell.found if not s.claim.vague]
    left_out = {s.claim.id: S_("without a number: not recordable for AOAV") for s in cell.found if s.claim.vague}
    if not firm:
        return Ends(left_out=left_out)
    ends = replace(airwars_min_max(replace(cell, found=firm)), left_out=left_out)
    newest = _newest(firm) or [s for s in firm if not upper_only(s.claim)]
    most = max((cell.detail.get(s.report_id, 0) for s in newest), default=0)
    detailed = [s for s in newest if cell.detail.get(s.report_id, 0) == most]
    figures = {f for s in detailed if (f := figure_of(s.claim)) is not None}
    return _with_best(ends, figures.pop(), detailed) if len(figures) == 1 else ends


def analyst(cell: Cell) -> Ends:
    """Smallest and largest figure; best is for a person to set, and stays None until one does."""
    return airwars_min_max(cell)


#: The rules by name.
RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        airwars_min_max,
        ucdp_low_best_high,
        acled_conservative,
        most_recent_independent,
        aoav_latest_most_detailed,
        analyst,
    )
}


# --------------------------------------------------------------------------------------------------------------- figures


def figure_of(claim: TollClaim) -> int | None:
    """The one number that a claim stands for: its point, else its lower bound; None for "up to 30" and for words alone."""
    if claim.vague or upper_only(claim):
        return None
    return claim.point if claim.point is not None else claim.lo


def detail_of(cells: Iterable[Sequence[TollStatement]]) -> dict[str, int]:
    """How detailed each report is: of how many kinds of harm and groups it gives a number."""
    given: dict[str, int] = defaultdict(int)
    for found in cells:
        for report in {s.report_id for s in found if figure_of(s.claim) is not None}:
            given[report] += 1
    return given


def _newest(found: Sequence[TollStatement]) -> list[TollStatement]:
    """The statements with a figure of the last day of which the day is known."""
    days = [(day, s) for s in found if (day := dated(s.published)) and not upper_only(s.claim)]
    last = max((day.first for day, _ in days), default=None)
    return [s for day, s in days if day.first == last]


def _with_best(ends: Ends, figure: int, said: Iterable[TollStatement]) -> Ends:
    if ends.low is None or ends.high is None or not ends.low <= figure <= ends.high:
        return ends
    return replace(ends, best=figure, best_claims=_ids(s.claim.id for s in said if figure_of(s.claim) == figure))


def _tops(claims: Sequence[TollClaim]) -> list[tuple[int, bool, str]]:
    """How high each claim reaches, and whether it is open there. Beside numbers, "hundreds" reaches no further than 200, open:
    the 999 that the word would allow is nobody's figure.
    """
    numbers = any(not c.vague for c in claims)
    tops = [(c.lo, True, c.id) if c.hi is None or (c.vague and numbers) else (c.hi, False, c.id) for c in claims]
    return [(top, is_open, name) for top, is_open, name in tops if top is not None]


def _ids(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


# What ACLED codes for words whose entailed lower bound is larger (field-standards 5.2, last column).
_ACLED = {2: 3, 3: 3, 20: 10, 24: 12, 36: 12, 200: 100, 300: 100}


def _acled_code(claim: TollClaim) -> int:
    lo = claim.lo or 0
    return _ACLED.get(lo, lo) if claim.vague else lo

"""The toll over time, as drawings: which figures came out on which day, who said them, and what range they left.

In: an incident's history and its claims. Out: one chart for each kind of harm and group of people, as positions on a sheet; the
template writes them as SVG. A column is a day on which figures came out (as wide as these need: it is no scale of time), a row
a speaker. Nothing is in a chart that the table beside it does not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from recounted.model import FigureSaid, Incident, TollClaim, TollDay
from recounted.review.drawing.scales import Tick, counts, room, shortened
from recounted.review.wording.words import Words

#: Sizes on the sheet, in CSS pixels where it is not scaled.
_COLUMN, _MARK, _ROW, _PLOT, _TOP = 92, 46, 24, 120, 12
_BELOW = _TOP + _PLOT + 36  # where the rows of speakers begin
_LONGEST_NAME = 34
#: Speakers and days that are drawn; the table has them all.
_SPEAKERS, _DAYS, _CHARTS = 16, 40, 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of a speaker on a day. ``fate``: counted, superseded or left_out; ``links``: the claim's id."""

    x: float
    y: float
    says: str
    fate: str
    tells: str
    claim: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A row: the name, shortened to fit, and where it stands."""

    y: float
    name: str
    whole: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the range: from ``x`` for ``width``, between ``top`` and ``bottom``; ``open``: the high end is an at least."""

    x: float
    width: float
    top: float
    bottom: float
    open: bool


@dataclass(frozen=True, slots=True)
class TollChart:
    """One harm to one group of people. ``more``: speakers that had no room; ``earlier``: days."""

    name: str
    harm: str
    width: float
    height: float
    plot: tuple[float, float, float, float]
    steps: tuple[Step, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    speakers: tuple[Speaker, ...]
    more: int
    earlier: int
    first: str
    last: str


def toll_charts(incident: Incident, claims: Mapping[str, TollClaim], words: Words) -> list[TollChart]:
    """The charts of an incident: of what came out on several days, or in several figures; the general tolls first."""
    cells: dict[str, list[TollDay]] = defaultdict(list)
    for row in incident.history:
        cells[words.harm(row)].append(row)
    told = [
        (harm, rows)
        for harm, rows in cells.items()
        if len(rows) > 1 or len({words.claim_figure(claim) for claim in _claims(rows, claims)}) > 1
    ]
    return [_chart(f"toll-{n}", harm, rows, claims, words) for n, (harm, rows) in enumerate(told[:_CHARTS], 1)]


def _chart(name: str, harm: str, rows: Sequence[TollDay], claims: Mapping[str, TollClaim], words: Words) -> TollChart:
    earlier, rows = len(rows[:-_DAYS]), rows[-_DAYS:]
    ends = [n for row in rows for n in (row.low, row.high) if n is not None]
    top, scale = counts(max(ends, default=1), _PLOT)
    left = room((words.voice(f.voice) for row in rows for f in row.figures), _LONGEST_NAME)
    said = _said(rows, claims, words)
    shown = dict(list(said.items())[:_SPEAKERS])
    most = [max((len(cells.get(n, ())) for cells in shown.values()), default=0) for n in range(len(rows))]
    ends_at = list(accumulate((max(_COLUMN, _MARK * n) for n in most), initial=left))
    columns, right = [(a + b) / 2 for a, b in pairwise(ends_at)], ends_at[-1]
    base = _TOP + _PLOT
    speakers = tuple(_speakers(shown, columns, words))
    return TollChart(
        name=name,
        harm=harm,
        width=right + 60,
        height=_BELOW + _ROW * len(speakers) + 6,
        plot=(left, _TOP, right, base),
        steps=tuple(_steps(rows, columns, right, base, _PLOT / top)),
        days=tuple(Tick(x, row.day or "", row.day or "") for x, row in zip(columns, rows, strict=True)),
        counts=tuple(Tick(base - y, words.number(n), str(n)) for n, y in scale),
        speakers=speakers,
        more=len(said) - len(shown),
        earlier=earlier,
        first=words.figure(rows[0].low, rows[0].high, open_end=rows[0].high_open),
        last=words.figure(rows[-1].low, rows[-1].high, open_end=rows[-1].high_open),
    )


def _claims(rows: Iterable[TollDay], claims: Mapping[str, TollClaim]) -> Iterable[TollClaim]:
    return (claims[figure.claim] for row in rows for figure in row.figures if figure.claim in claims)


def _steps(rows: Sequence[TollDay], columns: Sequence[float], right: float, base: float, each: float) -> Iterable[Step]:
    for row, x, end in zip(rows, columns, [*columns[1:], right], strict=True):
        if row.day is None or (row.low is None and row.high is None):
            continue
        low = row.low if row.low is not None else 0
        high = row.high if row.high is not None else low
        yield Step(x, end - x, base - high * each, base - low * each, row.high_open or row.high is None)


#: Speaker → number of the day → what was said: the figure, what became of it, the claims.
_Said = dict[str, dict[int, dict[tuple[str, str], list[str]]]]


def _said(rows: Sequence[TollDay], claims: Mapping[str, TollClaim], words: Words) -> _Said:
    """In the order in which speakers were first heard; equal figures of one speaker on one day are one."""
    said: _Said = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for n, row in enumerate(rows):
        for figure in row.figures:
            if claim := claims.get(figure.claim):
                said[figure.voice][n][words.claim_figure(claim), _fate(figure)].append(figure.claim)
    return said


def _speakers(shown: _Said, columns: Sequence[float], words: Words) -> Iterable[Speaker]:
    for n, (voice, days) in enumerate(shown.items()):
        whole, y = words.voice(voice), _BELOW + _ROW * (n + 0.5)
        marks = tuple(mark for day, figures in days.items() for mark in _marks(figures, columns[day], y))
        yield Speaker(y, shortened(whole, _LONGEST_NAME), whole, marks)


def _fate(figure: FigureSaid) -> str:
    return "superseded" if figure.superseded_by else "left_out" if figure.left_out else "counted"


def _marks(figures: Mapping[tuple[str, str], list[str]], x: float, y: float) -> Iterable[Mark]:
    """Several figures of a speaker on one day stand side by side around the middle of their column."""
    start = x - _MARK * (len(figures) - 1) / 2 - (14 if len(figures) > 1 else 0)
    for n, ((says, fate), ids) in enumerate(figures.items()):
        yield Mark(start + n * _MARK, y, says, fate, "" if len(ids) == 1 else f"×{len(ids)}", ids[0])

"""The table: every figure with its counts, floor, target and peer; and what moved between two runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.bars import LESS_IS_BETTER, bar_of, reached
from bench.measure import Run
from bench.tally import Figure

HEAD = ("part", "figure", "", "value", "out of", "floor", "target", "", "best peer")
#: Figures that move less than this stand as they were.
STILL = 0.0005


def shown(value: float | None, kind: str = "F1") -> str:
    """A value as printed: three places for figures between 0 and 1, none for speeds and sizes."""
    if value is None:
        return ""
    places = {"reports/s": 0, "MB": 0, "ms": 0, "s": 2, "km": 2, "times": 2, "fold": 2}.get(kind, 3)
    return f"{value:,.{places}f}"


def table(run: Run) -> str:
    """The table of a run, set by set."""
    rows = [(figure.set, cells(figure)) for figure in run.figures]
    widths = [max(len(row[1][n]) for row in [("", HEAD), *rows]) for n in range(len(HEAD))]
    lines = []
    for name in dict.fromkeys(s for s, _ in rows):
        count = max(run.texts.get(name, {}).values(), default=0)
        lines += ["", f"{name}, {count} texts", _line(HEAD, widths)]
        mine = [row for s, row in rows if s == name]
        parts = list(dict.fromkeys(row[0] for row in mine))
        lines += [_line(row, widths) for row in sorted(mine, key=lambda row: parts.index(row[0]))]
    return "\n".join([*lines, "", *(f"{name}: not measured, the data is not there" for name in run.missing)]).strip("\n")


def cells(figure: Figure) -> tuple[str, ...]:
    """The cells of a row, in the order of the head."""
    bar, kind = bar_of(figure), figure.kind
    mark = {None: "", True: "reached", False: "below"}[reached(figure)]
    floor, target = shown(bar.floor, kind), shown(bar.target, kind)
    peer = f"{shown(bar.peer, kind)} {bar.peer_is}".strip()
    return figure.part, figure.name, kind, shown(figure.value, kind), figure.counts, floor, target, mark, peer


def _line(row: Iterable[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def moved(old: Run, new: Run) -> Iterator[str]:
    """One line for each figure that moved, came or went, with what better means for it taken into account."""
    before = {figure.key: figure for figure in old.figures}
    after = {figure.key: figure for figure in new.figures}
    for key in dict.fromkeys((*before, *after)):
        a, b = before.get(key), after.get(key)
        name = "  ".join(key)
        if a is None or b is None:
            one = a or b
            assert one is not None
            yield f"{'gone' if b is None else 'new':<7}{name}  {shown(one.value, one.kind)}"
        elif abs(b.value - a.value) >= (STILL if b.kind in ("F1", "share") else a.value / 10):
            better = (b.value > a.value) != (b.kind in LESS_IS_BETTER)
            yield f"{'better' if better else 'worse':<7}{name}  {shown(a.value, a.kind)} → {shown(b.value, b.kind)}  ({b.counts})"

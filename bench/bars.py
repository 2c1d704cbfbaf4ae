"""Bars: what a figure is held against. The floor (what a trivial answer gets), the target, and the best published peer.

All of them are data (`bars.toml`), each with its source. A part without a row of its own takes that of the part ``each``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.tally import Figure

FILE = Path(__file__).with_name("bars.toml")


@dataclass(frozen=True, slots=True)
class Bar:
    """The floor, the target and the best peer of a figure, with where they are from; None where there is none."""

    floor: float | None = None
    floor_is: str = ""
    target: float | None = None
    peer: float | None = None
    peer_is: str = ""


@cache
def _bars() -> dict[tuple[str, str, str], Bar]:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {(s, p, name): Bar(**row) for s, parts in raw.items() for p, rows in parts.items() for name, row in rows.items()}


def bar_of(figure: Figure) -> Bar:
    """The bar of a figure; an empty one where nothing is known."""
    bars = _bars()
    by_part = "each" if ":" not in figure.part and figure.part != "all" else ""
    return bars.get(figure.key) or bars.get((figure.set, by_part, figure.name)) or Bar()


#: Kinds of which less is better.
LESS_IS_BETTER = frozenset({"s", "ms", "MB", "km", "fold"})


def reached(figure: Figure) -> bool | None:
    """Does a figure reach its target? None without one."""
    target = bar_of(figure).target
    if target is None:
        return None
    return figure.value <= target if figure.kind in LESS_IS_BETTER else round(figure.value, 3) >= target

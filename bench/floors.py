"""Floors: figures that must not get worse, pinned in a file; they only rise.

In: a Run and the pinned floors ``{set: {part: {figure: floor}}}``. Out: which figures are under their floor, and the floors
raised to what was measured. A floor is pinned where there are some cases, with room for one case more or less: of few
cases, one is several hundredths.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Run
from bench.tally import Figure

Floors = dict[str, dict[str, dict[str, float]]]
Key = tuple[str, str, str]

#: Cases from which a figure is pinned: in our own corpus, which is labelled for it, and in others, which stray more.
FEW = {"corpus": 5}
FEW_ELSEWHERE = 30
#: Room under a figure: so many cases, and so much at least.
CASES, ROOM = 1.5, 0.02
#: Figures that have no room: one quote that is not in the text is a fault.
EXACT = frozenset({"read at all", "evidence quote is the text's own"})


def load(path: Path) -> Floors:
    """The pinned floors of a file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def each(floors: Floors) -> Iterator[tuple[Key, float]]:
    """All floors with the key of their figure."""
    for name, parts in floors.items():
        for part, rows in parts.items():
            yield from (((name, part, figure), floor) for figure, floor in rows.items())


def under(run: Run, floors: Floors) -> list[Key]:
    """Figures below their floor, and those that a set which was measured no longer gives."""
    values = {figure.key: figure.value for figure in run.figures}
    low = [key for key, floor in each(floors) if key[0] not in run.missing and round(values.get(key, -1.0), 3) < floor]
    return [key for key in low if key[0] in run.texts]


def raised(run: Run, floors: Floors) -> Floors:
    """The floors, raised to the figures of a run less their room, with those that can be pinned now; none is lowered."""
    out = {name: {part: dict(rows) for part, rows in parts.items()} for name, parts in floors.items()}
    for figure in run.figures:
        if figure.ours and figure.kind in ("F1", "share") and (figure.expected or 0) >= FEW.get(figure.set, FEW_ELSEWHERE):
            rows = out.setdefault(figure.set, {}).setdefault(figure.part, {})
            rows[figure.name] = max(rows.get(figure.name, 0.0), floor_of(figure))
    return out


def floor_of(figure: Figure) -> float:
    """Two places, downwards, under the figure less its room."""
    room = 0.0 if figure.name in EXACT else max(ROOM, CASES / (figure.expected or 1))
    return max(0.0, math.floor((figure.value - room) * 100 + 1e-9) / 100)


def as_toml(floors: Floors) -> str:
    """Floors as a file has them, sets and parts in order."""
    tables = []
    for name, parts in floors.items():
        for part, rows in parts.items():
            tables.append(f'[{name}."{part}"]\n' + "".join(f'"{figure}" = {floor:.2f}\n' for figure, floor in rows.items()))
    return "\n".join(tables)

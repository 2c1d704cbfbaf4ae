"""Tables of fitted weights: between which ends each row may move, and the table with its new numbers.

In: a table of `recounted.weighing`'s form, the fitted bits, and the counts of labelled cases that show each row. Out: its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

#: How the bits of a row are found → the least and the most that may be added to what stands fixed.
ENDS: dict[str, tuple[float | None, float | None]] = {
    "hand": (0, 0),
    "for": (0, None),
    "against": (None, 0),
    "fit": (None, None),
}
#: Bits are logarithms of base two.
LN2 = 0.6931471805599453
_ROW = re.compile(r'(\w+) = \{ bits = (\S+), how = "(\w+)"')


def rewrite(path: Path, fitted: Mapping[str, float], counts: Mapping[str, tuple[int, int]], names: tuple[str, str]) -> None:
    """Write new bits and counts into a table; comments, order and what people set stay. ``names``: what the counts are called."""
    path.write_text("".join(_rewritten(path.read_text(encoding="utf-8"), fitted, counts, names)), encoding="utf-8")


def _rewritten(
    text: str, fitted: Mapping[str, float], counts: Mapping[str, tuple[int, int]], names: tuple[str, str]
) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        found = _ROW.match(line)
        if not found or found[1] not in fitted:
            yield line
            continue
        row, how = found[1], found[3]
        bits = found[2] if how == "hand" else f"{fitted[row] + 0.0:.1f}".replace("-0.0", "0.0")
        shown = ", ".join(f"{name} = {count}" for name, count in zip(names, counts[row], strict=True))
        yield f'{row} = {{ bits = {bits}, how = "{how}", {shown} }}\n'

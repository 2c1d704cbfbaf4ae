"""Tally: hits, expected and found, by part and figure; and the Figures that come of them.

A part is a slice of a set: a language, a split, the reports that accuse one side. A figure with ``found`` is an F1, one without a
share. Medians, speeds and sizes are put as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

#: Between a part and the peer that was run on it.
BY = " by "


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. ``kind`` is F1, share, or the unit of ``value``; ``expected`` and ``found`` are what it is out of."""

    set: str
    part: str
    name: str
    kind: str
    value: float
    hits: int | None = None
    expected: int | None = None
    found: int | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What names a figure in tables, floors and comparisons."""
        return self.set, self.part, self.name

    @property
    def ours(self) -> bool:
        """Is it a figure of Recounted, and not of a peer?"""
        return BY not in self.part

    @property
    def precision(self) -> float | None:
        """Hits of those found, for an F1 with counts."""
        return None if self.found is None or self.hits is None else _over(self.hits, self.found)

    @property
    def recall(self) -> float | None:
        """Hits of those expected, where they were counted."""
        return None if self.expected is None or self.hits is None else _over(self.hits, self.expected)

    @property
    def counts(self) -> str:
        """The counts behind the figure: hits/expected, and hits/found for an F1."""
        if self.hits is None:
            return self.note
        expected = f"{self.hits}/{self.expected}"
        return expected if self.found is None else f"R {expected}, P {self.hits}/{self.found}"


@dataclass
class Tally:
    """Counts of one set while it is measured; ``texts`` counts the labelled texts by part."""

    name: str
    texts: Counter[str] = field(default_factory=Counter)
    _counts: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _two_sided: set[tuple[str, str]] = field(default_factory=set)
    _numbers: dict[tuple[str, str, str], list[float]] = field(default_factory=dict)
    _given: list[Figure] = field(default_factory=list)

    def add(self, parts: Iterable[str], name: str, hits: int, expected: int, found: int | None = None) -> None:
        """Count for one text, incident or set, in every part that it belongs to."""
        for part in parts:
            row = self._counts.setdefault((part, name), [0, 0, 0])
            row[0] += hits
            row[1] += expected
            if found is not None:
                row[2] += found
                self._two_sided.add((part, name))

    def number(self, part: str, name: str, unit: str, value: float) -> None:
        """One of the numbers of which the median is the figure."""
        self._numbers.setdefault((part, name, unit), []).append(value)

    def put(self, part: str, name: str, kind: str, value: float, *, note: str = "", expected: int | None = None) -> None:
        """A figure that is measured elsewhere."""
        self._given.append(Figure(self.name, part, name, kind, value, expected=expected, note=note))

    def linking(self, part: str, name: str, gold: dict[str, str], found: dict[str, str]) -> None:
        """Pairwise and B-cubed F1 of clusters over the items of ``gold``; an item that was not found stands alone."""
        pairs, asked, made = pairwise(gold, found)
        self.add((part,), f"{name}, pairwise", pairs, asked, made)
        precision, recall = b_cubed(gold, found)
        note = f"P {precision:.3f}, R {recall:.3f} over {len(gold)}"
        self.put(part, f"{name}, B-cubed", "F1", f1(precision, recall), note=note, expected=len(gold))

    def figures(self) -> list[Figure]:
        """All figures, in the order in which they were first counted; without those that nothing was expected for."""
        out = []
        for key, (hits, expected, found) in self._counts.items():
            part, name = key
            if key in self._two_sided and (expected or found):
                value = f1(_over(hits, found), _over(hits, expected))
                out.append(Figure(self.name, part, name, "F1", value, hits, expected, found))
            elif expected:
                out.append(Figure(self.name, part, name, "share", hits / expected, hits, expected))
        for (part, name, unit), values in self._numbers.items():
            out.append(Figure(self.name, part, name, unit, median(values), note=f"median of {len(values)}"))
        return out + self._given


def _over(hits: int, all_: int) -> float:
    return hits / all_ if all_ else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pairwise(gold: dict[str, str], found: dict[str, str]) -> tuple[int, int, int]:
    """(pairs right, pairs in gold, pairs found) over the items of gold."""
    ours = _aligned(gold, found)
    return _pairs((gold[item], ours[item]) for item in gold), _pairs(gold.values()), _pairs(ours.values())


def b_cubed(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float]:
    """B-cubed precision and recall over the items of gold (Bagga and Baldwin 1998)."""
    ours = _aligned(gold, found)
    both = Counter((gold[item], ours[item]) for item in gold)
    size_gold, size_ours = Counter(gold.values()), Counter(ours.values())
    items = len(gold) or 1
    precision = sum(n * n / size_ours[mine] for (_, mine), n in both.items()) / items
    recall = sum(n * n / size_gold[theirs] for (theirs, _), n in both.items()) / items
    return precision, recall


def _aligned(gold: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    return {item: f"in {found[item]}" if item in found else f"alone {item}" for item in gold}


def _pairs(values: Iterable[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(values).values())

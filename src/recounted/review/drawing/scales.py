"""Scales and labels that several drawings share: round numbers on an axis, names that fit."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tick:
    """A label on an axis: where, what it says, and the value in plain form."""

    at: float
    label: str
    value: str


def counts(highest: int, length: float, steps: int = 4) -> tuple[int, list[tuple[int, float]]]:
    """The end of an axis of whole numbers from 0, and its round numbers with their distance from 0."""
    rough = max(1.0, highest / steps)
    power = 10 ** math.floor(math.log10(rough))
    each = max(1, int(next(power * n for n in (1, 2, 5, 10) if power * n >= rough)))
    top = each * max(1, math.ceil(highest / each))
    return top, [(n, n * length / top) for n in range(0, top + 1, each)]


def shortened(text: str, longest: int) -> str:
    """A name that fits: cut at the end, with an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def room(labels: Iterable[str], longest: int) -> float:
    """The width of a column of labels, none longer than ``longest``, in pixels of 13px text (7.2 for a letter is ample)."""
    return 24 + 7.2 * min(longest, max(map(len, labels), default=0))

"""Weighing: a choice among candidates by the sum of the weights of what is true of each.

A table of weights is a TOML file beside the module that asks, a row a fact:
``in_headline = { bits = 1.5, how = "fit", right = 40, wrong = 12 }``. ``bits``: base-2 logarithm of the odds that it adds, 0 says
nothing. ``how``: hand (set by people, the comment above says why), fit (fitted on labelled reports), for or against (fitted,
and never below or above zero). Then two counts of the labelled cases that show it: ``right`` and ``wrong`` candidates, or pairs
of the ``same`` incident and of any ``other``. `python -m bench.fit_choices` and `bench.fit_weights` fit tables.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from math import fsum
from pathlib import Path
from typing import Any


def table(package: str, name: str) -> Path:
    """The table of this name among a package's files. (A compiled module does not know its own file while it is loaded.)"""
    return Path(str(resources.files(package).joinpath(name)))


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """A table as it is written: fact → its bits, how they were found, and the labelled cases that show it."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def weights(path: Path) -> dict[str, float]:
    """Fact → bits."""
    return {fact: float(row["bits"]) for fact, row in rows(path).items()}


def weigh(facts: Iterable[str], bits: Mapping[str, float]) -> float:
    """What the facts weigh together, in bits: the same in whatever order they come, so that equals stay equal.

    Raises KeyError for a fact that the table has no row for.
    """
    return fsum(bits[fact] for fact in facts)

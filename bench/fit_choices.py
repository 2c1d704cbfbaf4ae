"""Fit the weights of a choice: ``python -m bench.fit_choices CHOICE [--data PATH] [--also FOLDER] [--write]``.

In: the corpus, and any further folders in its form. Out: weights in bits, and how often the right candidate comes first: by the
table as it stands, by one fitted on all sets, and, for each set, by one fitted on the other sets alone. A conditional logit
(scipy's L-BFGS-B): of each case, the share of the weight that its right candidates have. What the table marks "for" stays at or
above zero, "against" at or below, "hand" as it is. Every set counts the same, whatever its size.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from bench.data import data_path, folder_of, labels_of
from bench.readings import LabelledSet
from bench.sets import corpus
from bench.weight_tables import ENDS, LN2, rewrite
from recounted.weighing import rows, weigh, weights

#: What all cases of a set weigh together, and how far weights are drawn to zero.
SET_WEIGHT, RIDGE = 200.0, 0.5
#: How far they are drawn to what people set, where that is asked for.
RIDGE_TO_TABLE = 10.0
np: Any = import_module("numpy")


@dataclass(frozen=True)
class Case:
    """One choice: the facts that hold of each candidate, and which are right. A case without a right one teaches nothing."""

    name: str
    candidates: Sequence[Collection[str]]
    right: Sequence[bool]

    @property
    def teaches(self) -> bool:
        """Can the weights learn from it?"""
        return any(self.right) and not all(self.right)


@dataclass(frozen=True)
class Choice:
    """A choice that the reader makes: its table, its cases in a labelled set, and those of the packs' examples."""

    table: Path
    cases: Callable[[LabelledSet], Iterator[Case]]
    examples: Callable[[], Iterator[Case]] | None = None


@dataclass(frozen=True)
class Matrix:
    """Cases as numbers: a row of facts a candidate, the case that it is of, whether it is right, and what its case weighs."""

    facts: Any
    case: Any
    right: Any
    weight: Any


def main(
    choice: Annotated[str, typer.Argument(help="Which choice to fit.")],
    data: Annotated[Path | None, typer.Option(metavar="PATH", help="Folder that holds the sets.")] = None,
    also: Annotated[list[Path] | None, typer.Option(metavar="FOLDER", help="A further set in the corpus's form.")] = None,
    near: Annotated[bool, typer.Option(help="Draw the weights to those of the table, not to zero.")] = False,
    write: Annotated[bool, typer.Option(help="Write the numbers into the table.")] = False,
) -> None:
    """Fit, cross-validate, and print the table."""
    chosen: Choice = import_module(f"bench.choices.{choice}").CHOICE
    table = rows(chosen.table)
    home = folder_of(corpus.NAME, data_path(data))
    folders = ([home] if home else []) + (also or [])
    sets = {str(f): [*chosen.cases(LabelledSet(f.name, f, labels_of(f)))] for f in folders}
    sets |= {"packs' examples": [*chosen.examples()]} if chosen.examples else {}
    fitted = fit(list(sets.values()), table, near=near)
    now = weights(chosen.table)
    print("set                              cases   no right one   first: this table, fitted on all, fitted on the others")
    for name, cases in sets.items():
        others = [some for other, some in sets.items() if other != name]
        tables = [now, fitted, *([fit(others, table, near=near)] if others else [])]
        shares = "   ".join(f"{first(cases, bits):.3f}" for bits in tables)
        print(f"{name[-32:]:32} {len(cases):5}   {sum(not any(c.right) for c in cases):12}   {shares}")
    counts = {fact: _counts(sets.values(), fact) for fact in table}
    for fact in table:
        print(f"{fact:32} {table[fact]['bits']:5.1f} -> {fitted[fact]:5.1f}  {table[fact]['how']:8} {counts[fact]}")
    if write:
        rewrite(chosen.table, fitted, counts, ("right", "wrong"))


def first(cases: Sequence[Case], bits: Mapping[str, float]) -> float:
    """How often a right candidate comes first, of the cases that have one; of equals the first counts."""
    asked = [c for c in cases if any(c.right)]
    weighed = ([weigh(facts, bits) for facts in c.candidates] for c in asked)
    hits = sum(c.right[max(range(len(w)), key=w.__getitem__)] for c, w in zip(asked, weighed, strict=True))
    return hits / len(asked) if asked else 0.0


def fit(sets: Sequence[Sequence[Case]], table: Mapping[str, Mapping[str, Any]], *, near: bool = False) -> dict[str, float]:
    """Bits of each fact. ``near``: what few cases speak of stays as the table has it, instead of falling to zero."""
    facts = list(table)
    drawn = np.array([table[f]["bits"] if near and table[f]["how"] != "hand" else 0.0 for f in facts])
    ridge = RIDGE_TO_TABLE if near else RIDGE
    cases = matrix(sets, facts)
    fixed = np.array([table[f]["bits"] if table[f]["how"] == "hand" else 0.0 for f in facts])
    starts = np.flatnonzero(np.r_[True, cases.case[1:] != cases.case[:-1]])
    spread = np.diff(np.r_[starts, len(cases.case)])

    def shares(z: Any) -> tuple[Any, Any]:
        """Per case the logarithm of the sum, per candidate its share."""
        most = np.maximum.reduceat(z, starts)
        grown = np.exp(z - np.repeat(most, spread))
        total = np.maximum(np.add.reduceat(grown, starts), 1e-300)
        return most + np.log(total), grown / np.repeat(total, spread)

    def loss(guess: Any) -> tuple[float, Any]:
        z = LN2 * (cases.facts @ (guess + fixed))
        of_all, share = shares(z)
        of_right, right = shares(np.where(cases.right, z, -1e6))
        slope = LN2 * cases.weight * (share - right)
        total = float(np.sum(cases.weight[starts] * (of_all - of_right)) + ridge * np.sum((guess - drawn) ** 2))
        return total, cases.facts.T @ slope + 2 * ridge * (guess - drawn)

    bounds = [ENDS[table[f]["how"]] for f in facts]
    found = import_module("scipy.optimize").minimize(loss, np.zeros(len(facts)), jac=True, bounds=bounds, method="L-BFGS-B")
    return dict(zip(facts, (found.x + fixed).tolist(), strict=True))


def matrix(sets: Sequence[Sequence[Case]], facts: Sequence[str]) -> Matrix:
    """The cases that teach, as numbers."""
    column = {fact: n for n, fact in enumerate(facts)}
    shown, case, right, weight, number = [], [], [], [], 0
    for some in sets:
        teaching = [c for c in some if c.teaches]
        for one in teaching:
            for candidate, fits in zip(one.candidates, one.right, strict=True):
                row = np.zeros(len(facts))
                for fact in candidate:
                    row[column[fact]] += 1
                shown.append(row)
                case.append(number)
                right.append(fits)
                weight.append(SET_WEIGHT / len(teaching))
            number += 1
    return Matrix(np.array(shown), np.array(case), np.array(right), np.array(weight))


def _counts(sets: Collection[Sequence[Case]], fact: str) -> tuple[int, int]:
    """Right and wrong candidates that show a fact."""
    shown = [r for cases in sets for c in cases for facts, r in zip(c.candidates, c.right, strict=True) if fact in facts]
    return sum(shown), len(shown) - sum(shown)


if __name__ == "__main__":
    typer.run(main)

"""Fit the weights of evidence on labelled pairs: ``python -m bench.fit_weights [--data PATH] [--write]``.

In: the labelled sets that are there and say which texts tell of one incident. Out: weights in bits, and how well each set's pairs
are told apart by weights that were fitted on the other sets alone. A bounded logistic regression (scipy's L-BFGS-B): what the
table marks "for" stays at or above zero, "against" at or below, "hand" as it is. Every set counts the same, whatever its size,
and has a prior of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any

import typer

from bench.data import data_path, folder_of, json_lines, labels_of
from bench.matching import main_mention
from bench.readings import LabelledSet
from bench.sets import airwars, corpus, gva, maverick
from bench.weight_tables import ENDS, LN2, rewrite
from recounted.linking import Facts, facts_of
from recounted.linking.features import compare
from recounted.linking.weights import TABLE
from recounted.weighing import rows

SETS = (corpus.NAME, airwars.SYRIA, gva.NAME, maverick.NAME)
#: Pairs of two incidents that are looked at, of a hundred; each stands for the others.
SAMPLE = 20
#: What all pairs of one incident of a set weigh together, and how far weights are drawn to zero.
SET_WEIGHT, RIDGE = 2000.0, 2.0
np: Any = import_module("numpy")


@dataclass(frozen=True)
class Pairs:
    """The pairs of a set: a row of counts of levels each, whether of one incident, and for how many pairs it stands."""

    levels: Any
    same: Any
    weight: Any


def main(
    data: Annotated[Path | None, typer.Option(metavar="PATH", help="Folder that holds the sets.")] = None,
    write: Annotated[bool, typer.Option(help="Write the numbers into the table.")] = False,
) -> None:
    """Fit, cross-validate, and print the table."""
    table = rows(TABLE)
    levels = [level for level in table if level != "prior"]
    sets = {name: pairs_of(facts, levels) for name in SETS if (facts := facts_in(name, data_path(data)))}
    weights = fit(list(sets.values()), levels, table)
    print("set                pairs of one   average precision: this table, fitted on all, fitted on the others")
    for name, some in sets.items():
        others = fit([p for other, p in sets.items() if other != name], levels, table)
        now = np.array([table[level]["bits"] for level in levels])
        shares = "   ".join(f"{precision(some, w):.3f}" for w in (now, weights, others))
        print(f"{name:18} {int(some.same.sum()):12}   {shares}")
    counts = {level: _counts(sets, number) for number, level in enumerate(levels)}
    fitted = dict(zip(levels, weights, strict=True))
    for level in levels:
        print(f"{level:22} {table[level]['bits']:5.1f} -> {fitted[level]:5.1f}  {table[level]['how']:8} {counts[level]}")
    if write:
        rewrite(TABLE, fitted, counts, ("same", "other"))


def facts_in(name: str, data: Path) -> list[tuple[Facts, str]]:
    """The facts of a set's mentions, each with its labelled incident; none where the set is not there."""
    folder = folder_of(name, data)
    if folder is None:
        return []
    if name == maverick.NAME:
        coded = json_lines(folder / "labels.jsonl")
        accounts = maverick.accounts_of(coded)
        return [(facts_of(accounts[r["row"]].report, accounts[r["row"]].mention), r["event_id"]) for r in coded]
    some = LabelledSet(name, folder, labels_of(folder))
    return list(_of_corpus(some) if name == corpus.NAME else _of_texts(some))


def _of_texts(some: LabelledSet) -> Iterator[tuple[Facts, str]]:
    for label in some.labels:
        reading = some.readings.get(label["id"])
        mention = main_mention(reading)
        if reading and mention:
            yield facts_of(reading.report, mention), label["incident"]


def _of_corpus(some: LabelledSet) -> Iterator[tuple[Facts, str]]:
    for label in some.labels:
        told = corpus.Aligned(label, some.readings.get(label["id"]), some.text(label["id"]))
        for incident, mention in told.pairs:
            if told.reading:
                yield facts_of(told.reading.report, mention), incident["incident"]


def pairs_of(facts: Sequence[tuple[Facts, str]], levels: Sequence[str]) -> Pairs:
    """All pairs of one incident, and a fixed sample of the others."""
    number = {level: n for n, level in enumerate(levels)}
    found, same, weight = [], [], []
    for (a, one), (b, two) in combinations(facts, 2):
        if a.report_id == b.report_id or (one != two and not _drawn(a.key, b.key)):
            continue
        row = np.zeros(len(levels), np.int8)
        for level, _, _ in compare(a, b):
            row[number[level]] += 1
        found.append(row)
        same.append(one == two)
        weight.append(1.0 if one == two else 100 / SAMPLE)
    return Pairs(np.array(found, float), np.array(same, float), np.array(weight))


def _drawn(left: str, right: str) -> bool:
    return hashlib.md5(f"{left} {right}".encode()).digest()[0] * 100 < SAMPLE * 256


def fit(sets: Sequence[Pairs], levels: Sequence[str], table: Mapping[str, Mapping[str, Any]]) -> Any:
    """Bits of each level. The priors are fitted along and thrown away: they are of all pairs, not of those that share a block."""
    shown, same = np.vstack([p.levels for p in sets]), np.concatenate([p.same for p in sets])
    own = np.repeat(np.eye(len(sets)), [len(p.same) for p in sets], axis=0)
    weight = np.concatenate([p.weight * SET_WEIGHT / p.same.sum() for p in sets])
    fixed = np.array([table[level]["bits"] if table[level]["how"] == "hand" else 0.0 for level in levels])
    columns, priors = np.hstack([own, shown]), len(sets)
    ridge = np.concatenate([np.zeros(priors), np.full(len(levels), RIDGE)])

    def loss(guess: Any) -> tuple[float, Any]:
        z = LN2 * (columns @ guess + shown @ fixed)
        slope = LN2 * weight * (1 / (1 + np.exp(-z)) - same)
        total = float(np.sum(weight * (np.logaddexp(0, z) - same * z)) + np.sum(ridge * guess**2))
        return total, columns.T @ slope + 2 * ridge * guess

    bounds = [(None, None)] * priors + [ENDS[table[level]["how"]] for level in levels]
    found = import_module("scipy.optimize").minimize(loss, np.zeros(len(bounds)), jac=True, bounds=bounds, method="L-BFGS-B")
    return found.x[priors:] + fixed


def precision(some: Pairs, weights: Any) -> float:
    """Average precision of the pairs when the likeliest come first."""
    order = np.argsort(-(some.levels @ weights), kind="stable")
    hits, all_ = np.cumsum((some.same * some.weight)[order]), np.cumsum(some.weight[order])
    return float(np.sum((hits / all_)[some.same[order] > 0]) / some.same.sum())


def _counts(sets: Mapping[str, Pairs], number: int) -> tuple[int, int]:
    """Pairs of one incident that show a level, and of two."""
    shown = [(p, p.levels[:, number] > 0) for p in sets.values()]
    return tuple(int(sum((p.weight * (p.same == kind))[has].sum() for p, has in shown)) for kind in (1.0, 0.0))  # type: ignore[return-value]


if __name__ == "__main__":
    typer.run(main)

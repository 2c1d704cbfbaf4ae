"""Whether two mentions are of one incident: a person's word, or else the machine's, in one shape.

In: Facts of two mentions, and people's Decisions. Out: a Verdict with a score of 0..1 and its reasons in words. A person's
decision always wins, and the latest of several on one pair stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from recounted.linking.facts import Facts
from recounted.linking.features import Evidence, bits, compare, probability
from recounted.linking.weights import JOIN_AT
from recounted.model import Decision

MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word on a pair. ``by`` is ``machine`` or a person's name; a person's score is 1 (same), 0 (not) or 0.5 (unsure)."""

    left: str
    right: str
    verdict: Literal["same", "not_same", "unsure"]
    score: float
    why: tuple[str, ...]
    by: str


def standing(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The decision that stands on each pair: the latest by its time (of equal times, the one given last)."""
    latest: dict[tuple[str, str], Decision] = {}
    for decision in sorted(decisions, key=lambda d: d.at):
        latest[pair_of(decision.left, decision.right)] = decision
    return latest


def pair_of(left: str, right: str) -> tuple[str, str]:
    """A pair without direction."""
    return (left, right) if left <= right else (right, left)


def suggest(a: Facts, b: Facts) -> Verdict:
    """The machine's word on a pair."""
    evidence = compare(a, b)
    score = bits(evidence)
    return Verdict(a.key, b.key, "same" if score >= JOIN_AT else "not_same", probability(score), reasons(evidence), MACHINE)


def decide(a: Facts, b: Facts, decisions: Iterable[Decision] = ()) -> Verdict:
    """A person's word on a pair where there is one, else the machine's."""
    word = standing(decisions).get(pair_of(a.key, b.key))
    if word is None:
        return suggest(a, b)
    score = {"same": 1.0, "not_same": 0.0, "unsure": 0.5}[word.verdict]
    return Verdict(a.key, b.key, word.verdict, score, (word.why,) if word.why else (), word.by)


def reasons(evidence: list[Evidence]) -> tuple[str, ...]:
    """The reasons, the weightiest first."""
    return tuple(e.reason() for e in sorted(evidence, key=lambda e: -abs(e.weight)))

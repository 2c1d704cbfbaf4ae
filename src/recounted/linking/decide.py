"""Whether two mentions are of one incident: a person's word, or else the machine's, in one shape.

In: Facts of two mentions, and people's decisions on links. Out: a Verdict with a score of 0..1 and its reasons in words.
A person's decision always wins, and the latest of several on one pair stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from recounted.linking.facts import Facts
from recounted.linking.features import Evidence, bits, compare, probability
from recounted.linking.weights import JOIN_AT
from recounted.model import LinkDecision

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


def in_order(decisions: Iterable[LinkDecision]) -> list[LinkDecision]:
    """Decisions, the oldest first. Those that are not stored yet have no number: by their time."""
    return sorted(decisions, key=lambda d: (d.number, d.at))


def speaks_of(decision: LinkDecision, left: str, right: str) -> bool:
    """Is it a word on these two mentions?"""
    pair, ours, theirs = {left, right}, set(decision.mentions), set(decision.others)
    if decision.verdict == "same" or not theirs:
        return pair <= ours | theirs
    return bool(pair & ours and pair & theirs and pair <= ours | theirs)


def suggest(a: Facts, b: Facts) -> Verdict:
    """The machine's word on a pair."""
    evidence = compare(a, b)
    score = bits(evidence)
    return Verdict(a.key, b.key, "same" if score >= JOIN_AT else "not_same", probability(score), reasons(evidence), MACHINE)


def decide(a: Facts, b: Facts, decisions: Iterable[LinkDecision] = ()) -> Verdict:
    """A person's word on a pair where there is one, else the machine's."""
    word = next((d for d in reversed(in_order(decisions)) if speaks_of(d, a.key, b.key)), None)
    if word is None:
        return suggest(a, b)
    score = {"same": 1.0, "not_same": 0.0, "unsure": 0.5}[word.verdict]
    return Verdict(a.key, b.key, word.verdict, score, (word.why,) if word.why else (), word.by)


def reasons(evidence: list[Evidence]) -> tuple[str, ...]:
    """The reasons, the weightiest first."""
    return tuple(e.reason() for e in sorted(evidence, key=lambda e: -abs(e.weight)))

"""A cluster as people see it: each mention with how well it fits, why, and who decided.

In: the mentions of one cluster and what people said. Out: members in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from recounted.linking.decide import MACHINE, reasons
from recounted.linking.facts import Facts
from recounted.linking.features import compare, probability
from recounted.linking.scores import Scores
from recounted.linking.words import Words
from recounted.messages import S_
from recounted.model import LinkDecision

_PARTNERS = 25  # members that a member's reasons are sought among


@dataclass(frozen=True, slots=True)
class Member:
    """A mention in its cluster. ``score`` 0..1, ``why`` the reasons, the weightiest first; ``unsure_by``: who could not tell."""

    key: str
    score: float
    why: tuple[str, ...]
    decided_by: str
    unsure_by: tuple[str, ...] = ()


Cluster = tuple[Member, ...]


def members_of(keys: Sequence[str], facts: Mapping[str, Facts], words: Words, scores: Scores) -> Cluster:
    """The members of a cluster. ``keys`` in order."""
    return tuple(_member(facts[k], [facts[other] for other in keys if other != k], words, scores) for k in keys)


def _member(one: Facts, others: Sequence[Facts], words: Words, scores: Scores) -> Member:
    there = {f.key for f in others}
    if word := words.said(one.key):
        return Member(one.key, 1.0, tuple(filter(None, (_in_words(word, one.key, there, words), word.why))), word.by)
    if not others:
        return Member(one.key, 1.0, (S_("the only account of this incident"),), MACHINE)
    partners = others[:_PARTNERS]
    best = max(partners, key=lambda other: scores.of(one, other))
    first, second = sorted((one, best), key=lambda f: f.key)
    doubts = [(key, word) for key, word in words.doubts(one.key) if key in there]
    unsure = tuple(S_(f"a person is unsure whether it is the same as {key}") for key, _ in doubts)
    unsure_by = tuple(dict.fromkeys(word.by for _, word in doubts))
    why = (*unsure, S_(f"closest account: {best.key}"), *reasons(compare(first, second)))
    return Member(one.key, probability(scores.to_group(one, partners)), why, MACHINE, unsure_by)


def _in_words(word: LinkDecision, key: str, there: Collection[str], words: Words) -> str:
    partners = [k for k in words.partners(word) if k in there]
    if not partners:
        return S_("set apart from the others")
    if len(partners) == 1:
        return S_(f"said to be the same as {partners[0]}")
    return S_(f"said to be the same as {partners[0]} and {len(partners) - 1} more")

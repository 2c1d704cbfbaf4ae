"""Means and targets: what the harm was done with, and what was hit.

In: a View. Out: Means (weapon value, model, count) and Hits (target code, count). A weapon that is merely talked of (a delivery,
an air-defence unit, one that was shot down) is no means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from recounted.model import Target, Weapon
from recounted.reading.text import Tag
from recounted.reading.view import View

#: The more exact value stands for the general one in the same phrase ("cluster missiles" are cluster munitions).
GENERAL = {"bomb", "missile", "rocket", "airstrike", "artillery"}


@dataclass(slots=True)
class Means:
    """A weapon, tokens i to j; ``count`` is how many were used."""

    i: int
    j: int
    value: Weapon
    model: str | None
    count: int | None
    loose: bool = False


@dataclass(slots=True)
class Hit:
    """What was hit, tokens i to j."""

    i: int
    j: int
    value: Target
    count: int | None


def find_means(view: View) -> list[Means]:
    """The weapons that a sentence names, but for those it only talks of."""
    tags = [t for t in view.tags("weapon") if not _talked_of(view, t)]
    if any(t.value == "airstrike" for t in tags):  # bombs that aircraft drop are an airstrike
        tags = [t for t in tags if t.value != "bomb"]
    found = [
        # the pack loader admits no other weapons, nor other targets below
        Means(t.i, t.j, cast("Weapon", t.value), t.meaning.get("model"), _count(view, t), t.slot == "loose")
        for t in _exact(tags)
    ]
    return list(_with_models(found))


def _with_models(found: list[Means]) -> Iterator[Means]:
    """A weapon and its model side by side are one (« dos misiles Iskander », "two Iskander missiles")."""
    skip = False
    for one, after in pairwise([*found, None]):
        assert one is not None
        if skip:
            skip = False
        elif after and after.i == one.j and after.value == one.value and bool(after.model) != bool(one.model):
            yield Means(one.i, after.j, one.value, one.model or after.model, one.count or after.count)
            skip = True
        else:
            yield one


def _exact(tags: list[Tag]) -> Iterator[Tag]:
    """Of forms that overlap, the longest; of one length, the more exact value."""
    kept: list[Tag] = []
    for tag in sorted(tags, key=lambda t: (-(t.j - t.i), t.value in GENERAL, t.i)):
        if not any(k.i < tag.j and tag.i < k.j for k in kept):
            kept.append(tag)
    return iter(sorted(kept, key=lambda t: t.i))


def _talked_of(view: View, tag: Tag) -> bool:
    """Is the weapon only talked of: shot down, denied to exist, part of a defence or of a name?"""
    around = range(max(view.i, tag.i - 3), min(view.j, tag.j + 3))
    if any(view.at(k, "cue", "law") for k in range(max(view.i, tag.i - 3), tag.i)):
        return True
    before = tag.i - 1 if tag.i > view.i and view.tokens[tag.i - 1].kind == "punct" else tag.i
    if any(view.ending(before, "speaker", medium) for medium in ("broadcaster", "newspaper", "news_agency")):
        return True  # the name of a channel, a paper
    return any(view.at(k, "cue", "intercepted") for k in around) or view.at(tag.j, "cue", "defence") is not None


def _count(view: View, tag: Tag) -> int | None:
    amount = next(
        (
            a
            for a in view.amounts
            if a.kind == "count" and 0 <= tag.i - a.j <= 2 and a.lo is not None and a.lo == a.hi and _adjectives(view, a.j, tag.i)
        ),
        None,
    )
    return amount.lo if amount else None


def _adjectives(view: View, i: int, j: int) -> bool:
    """Only plain words between a number and its noun?"""
    return all(
        view.tokens[k].kind == "word" and not any(view.over(k, c) for c in ("people", "harm", "weapon", "target", "cue"))
        for k in range(i, j)
    )


def find_hits(view: View) -> list[Hit]:
    """The targets of a sentence that tells of an attack."""
    if not view.tags("attack") and not view.tags("weapon"):
        return []
    return [Hit(t.i, t.j, cast("Target", t.value), _count(view, t)) for t in view.tags("target") if _is_target(view, t)]


def _is_target(view: View, tag: Tag) -> bool:
    """Is an attack aimed at it: "attack on X", "hit X", "X was hit"?"""
    acts = [t for t in view.sentence.tags if t.category in {"attack", "weapon"}]
    before = [t for t in acts if t.j <= tag.i and tag.i - t.j <= 8 and not view.broken(t.j, tag.i)]
    after = [
        t for t in acts if t.i >= tag.j and t.i - tag.j <= 6 and t.slot in {"participle", "verb"} and not view.broken(tag.j, t.i)
    ]
    return bool(before or after)

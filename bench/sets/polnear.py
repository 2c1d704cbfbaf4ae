"""PolNeAR: who said what in US political news. Attributions with source, cue and content, as spans of code points.

Attributions are paired one to one within a text, those that share most of their content first. Parts: all, and those whose cue is
a word of saying, which is the slice nearest to our use; ours that pair with, or overlap only, others are then left aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.data import Label
from bench.matching import by_share
from bench.readings import LabelledSet
from bench.tally import Tally
from recounted.reading.speakers.statements import Statement, statements

NAME = "polnear"
#: Share of the characters of either content from which it counts as found by half.
HALF = 0.5


@dataclass(frozen=True)
class Said:
    """One attribution as sets of code points; an empty source: nobody is named."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    saying: bool = True


def measure(polnear: LabelledSet) -> Tally:
    """Content, source and cue, over all attributions and over those of saying."""
    tally = Tally(NAME)
    for label in polnear.labels:
        tally.texts["all"] += 1
        rows = statements(polnear.text(label["id"]), label.get("lang", "en"))
        compare(tally, [labelled(row) for row in label["attributions"]], [found(row) for row in rows])
    return tally


def labelled(row: Label) -> Said:
    """A labelled attribution."""
    return Said(characters(row["source"]), characters(row["cue"]), characters(row["content"]), row["saying"])


def found(row: Statement) -> Said:
    """An attribution of ours."""
    return Said(characters(row.source), characters(row.cue), characters(row.content))


def characters(span: Any) -> frozenset[int]:
    """The code points of a span, of several, or of none."""
    if not span:
        return frozenset()
    spans = span if isinstance(span[0], Sequence) else [span]
    return frozenset(at for start, end in spans for at in range(start, end))


def alike(a: Said, b: Said) -> float:
    """The share of their content's characters that two attributions have in common."""
    both = len(a.content & b.content)
    return both / len(a.content | b.content) if both else 0.0


def compare(tally: Tally, gold: Sequence[Said], ours: Sequence[Said]) -> None:
    """Count the attributions of one text."""
    every = by_share(gold, ours, alike)
    partner = {j: i for i, j in every}
    for part, some in (("all", set(range(len(gold)))), ("saying", {i for i, g in enumerate(gold) if g.saying})):
        count = sum(_in_part(o, partner.get(j), gold, some) for j, o in enumerate(ours))
        pairs = [(gold[i], ours[j]) for i, j in every if i in some]
        right = sum(same_source(a, b) for a, b in pairs)
        tally.add((part,), "content found", len(pairs), len(some), count)
        tally.add((part,), "content half", sum(alike(a, b) >= HALF for a, b in pairs), len(some), count)
        tally.add((part,), "who and what", right, len(some), count)
        tally.add((part,), "source, of those found", right, len(pairs))
        named = [(a, b) for a, b in pairs if a.source]
        tally.add((part,), "source, where one is named", sum(bool(a.source & b.source) for a, b in named), len(named))


def _in_part(one: Said, partner: int | None, gold: Sequence[Said], some: set[int]) -> bool:
    """Is a found attribution held against a part: paired within it, or overlapping nothing but it, or nothing at all?"""
    if partner is not None:
        return partner in some
    touched = {i for i, g in enumerate(gold) if g.content & one.content}
    return bool(touched & some) or not touched


def same_source(a: Said, b: Said) -> bool:
    """Both name nobody, or the sources share a character."""
    return bool(a.source & b.source) or not (a.source or b.source)

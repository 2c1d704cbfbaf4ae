"""Copies: reports that print the same words, whole or cut.

In: pages in the order of likely origins. Out: for a page that is a copy, the earlier page that it shares most with. Compared are
runs of four words, of the whole text and of the sentences with claims: pages of one site share furniture and no story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from recounted.reconciling.independence.page import Page, Shingles

#: Share of common runs, of all runs of both, from which two texts are one; and of the runs of the shorter one (a cut copy).
SAME_STORY, CUT_COPY = 0.4, 0.6
#: Length of the shorter of two texts, as a share of the longer, from which neither is called a part of the other.
WHOLE = 0.67
#: Runs in a text from which a part of it says that it was cut from another; a text as short as this must be there nearly whole.
FEW_RUNS, NEARLY_WHOLE = 25, 0.8
#: Share of the runs of the sentences with claims, of the report that has fewer of them.
SAME_TELLING = 0.3
#: Reports that hold a run before it is taken for furniture. Near-identical copies are not counted twice.
FURNITURE = 40
#: Share of common runs from which a text adds nothing to compare later ones with.
IDENTICAL = 0.9


class Copy(NamedTuple):
    """``original`` is the earlier page; shares are of the runs of both, and of the shorter; ``whole``: neither is cut."""

    original: Page
    of_both: float
    of_shorter: float
    whole: bool


def tells_the_same(a: Page, b: Page) -> bool:
    """Do both tell what they tell in the same words? Else it is the furniture of one site that they share."""
    if not a.telling or not b.telling:
        return True
    return len(a.telling & b.telling) >= SAME_TELLING * min(len(a.telling), len(b.telling))


def overlap(a: Shingles, b: Shingles) -> tuple[float, float]:
    """The shares of common runs: of all runs of both, and of those of the shorter text."""
    return _shares(len(a & b), len(a), len(b))


def _shares(common: int, one: int, other: int) -> tuple[float, float]:
    if not common:
        return 0.0, 0.0
    return common / (one + other - common), common / min(one, other)


def is_copy(of_both: float, of_shorter: float, shorter: int) -> bool:
    """Do these shares make a copy? ``shorter``: the runs of the shorter text."""
    return of_both >= SAME_STORY or of_shorter >= (CUT_COPY if shorter >= FEW_RUNS else NEARLY_WHOLE)


def copies(pages: Sequence[Page]) -> dict[str, Copy]:
    """Copies by their report's id. The work grows with the text that is new in each report, not with pairs of reports."""
    held_by: dict[int, list[int]] = defaultdict(list)
    found: dict[str, Copy] = {}
    for number, page in enumerate(pages):
        runs = page.shingles
        common = Counter(chain.from_iterable(filter(None, map(held_by.get, runs))))
        best: Copy | None = None
        for other, shared in sorted(common.items()):
            size = len(pages[other].shingles)
            of_both, of_shorter = _shares(shared, len(runs), size)
            if is_copy(of_both, of_shorter, min(len(runs), size)) and (best is None or of_both > best.of_both):
                whole = of_both >= SAME_STORY and min(len(runs), size) >= WHOLE * max(len(runs), size)
                best = Copy(pages[other], of_both, of_shorter, whole) if tells_the_same(page, pages[other]) else best
        if best:
            found[page.id] = best
        if not best or best.of_both < IDENTICAL:
            for run in runs:
                if len(held_by[run]) < FURNITURE:
                    held_by[run].append(number)
    return found

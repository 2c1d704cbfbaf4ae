"""Constrained average linkage, worked out where it is asked for: groups that fit best on average join first, if a rule allows it.

In: for an item all that it fits, the score (bits) of a pair, items that stay together, a rule of what may be joined. Out: the
group of an item. All pairs count, so that chains (a like b, b like c, a unlike c) don't grow into one incident, which connected
components would let them do.

Two groups that are each other's best partners may be joined at any moment: what others do never makes a better partner of
either, as the average over a joined group is no higher than the better of its parts and what is not allowed stays so. So
following best partners from an item leads to its group, and the rest is not looked at (the nearest-neighbour chain: F. Murtagh,
"A survey of recent advances in hierarchical clustering algorithms", The Computer Journal 26, 1983).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import product, starmap

from recounted.linking.weights import JOIN_AT

Group = frozenset[str]
Pair = tuple[str, str]
#: How well two groups fit, the smaller the better: minus their average, and their names, so that equal input gives equal output.
_Rank = tuple[float, str, str]


def pair_of(a: str, b: str) -> Pair:
    """Two keys as a pair, whichever comes first."""
    return (a, b) if a < b else (b, a)


class Linkage:
    """Groups that grow by joining, each named by its first key.

    ``fits``: for an item those that it fits (``JOIN_AT`` and more); groups of which no items fit each other are never joined, and
    no more of their scores is asked for. Of items that a person put together those that fit nothing weigh nothing.
    ``there``: is an item to be linked? ``fits`` may tell of others as well.
    """

    def __init__(
        self,
        fits: Callable[[str], Collection[str]],
        score: Callable[[str, str], float],
        unit: Callable[[str], Collection[str]],
        allowed: Callable[[Group, Group], bool],
        there: Callable[[str], bool],
    ) -> None:
        self._fits, self._score, self._unit, self._allowed, self._there = fits, score, unit, allowed, there
        self._groups: dict[str, Group] = {}
        self._name: dict[str, str] = {}
        self._weighing: dict[str, list[str]] = {}
        self._links: dict[str, dict[str, float]] = {}  # of groups that may still grow: the sum of all scores
        self._settled: set[str] = set()
        #: What was joined with what, and the average by which it was.
        self.joined: list[tuple[Group, Group, float]] = []

    def group(self, key: str) -> Group:
        """The group of an item in the end."""
        chain, falling = [self._named(key)], list[_Rank]()
        while chain[-1] not in self._settled:
            best = self._best(chain[-1])
            if falling and (best is None or best >= falling[-1]):  # each is the other's best
                self.joined.append((self._groups[chain[-2]], self._groups[chain[-1]], -falling[-1][0]))
                self._join(*sorted(chain[-2:]))
                chain, falling = chain[:-2] or [self._name[key]], falling[:-2]
            elif best is None:
                self._settle(chain[-1])
            else:
                chain.append(best[2] if best[1] == chain[-1] else best[1])
                falling.append(best)
        return self._groups[chain[-1]]

    def _named(self, key: str) -> str:
        """The group that an item is in by now."""
        name = self._name.get(key)
        if name is None:
            group = frozenset(self._unit(key))
            name = min(group)
            self._groups[name] = group
            self._name.update(dict.fromkeys(group, name))
            self._weighing[name] = [name] if len(group) == 1 else [k for k in sorted(group) if self._fits(k)]
        return name

    def _linked(self, name: str) -> dict[str, float]:
        """Its links to others, which are made when they are first asked for; until then a group is not joined."""
        links = self._links.get(name)
        if links is None:
            links = self._links[name] = {}
            if self._there(name):
                others = dict.fromkeys(self._named(k) for key in self._weighing[name] for k in self._fits(key))
                links |= {other: self._total(name, other) for other in others if other != name and self._may_grow(other)}
        return links

    def _may_grow(self, name: str) -> bool:
        """What weighs nothing joins nothing: amid a change of weights one may still fit by the old what no longer fits it."""
        return name not in self._settled and bool(self._weighing[name]) and self._there(name)

    def _total(self, name: str, other: str) -> float:
        known = self._links.get(name, {}).get(other)
        if known is None:
            known = self._links.get(other, {}).get(name)
        return sum(starmap(self._score, product(self._weighing[name], self._weighing[other]))) if known is None else known

    def _best(self, name: str) -> _Rank | None:
        size, found = len(self._weighing[name]), []
        for other, total in self._linked(name).items():
            if total >= JOIN_AT and other not in self._settled:
                found.append((-total / (size * len(self._weighing[other])), *pair_of(name, other)))
        if len(found) > 1:
            found.sort()
        return next((rank for rank in found if self._allowed(self._groups[rank[1]], self._groups[rank[2]])), None)

    def _join(self, a: str, b: str) -> None:
        """Join group b into a."""
        links = {
            other: self._total(a, other) + self._total(b, other)
            for other in {**self._links[a], **self._links[b]}
            if other not in (a, b) and other not in self._settled
        }
        del self._links[b]
        self._links[a] = links
        for other, total in links.items():
            if (theirs := self._links.get(other)) is not None:
                theirs.pop(b, None)
                theirs[a] = total
        gone = self._groups.pop(b)
        self._groups[a] |= gone
        self._weighing[a] += self._weighing.pop(b)
        self._name.update(dict.fromkeys(gone, a))

    def _settle(self, name: str) -> None:
        """Nothing fits it any more, nor will: what is left of its links is in those of the others."""
        self._settled.add(name)
        self._links.pop(name, None)

"""Constrained average linkage, worked out where it is asked for: groups that fit best on average join first, if a rule allows it.

In: for an item its scores (bits) with all that it was compared with, items that stay together, a rule of what may be joined.
Out: the group of an item. A pair that was never compared counts as too far apart, so chains (a like b, b like c, a unlike c)
don't grow into one incident, which connected components would let them do.

Two groups that are each other's best partners may be joined at any moment: what others do never makes a better partner of
either, as the average over a joined group is no higher than the better of its parts and what is not allowed stays so. So
following best partners from an item leads to its group, and the rest is not looked at (the nearest-neighbour chain: F. Murtagh,
"A survey of recent advances in hierarchical clustering algorithms", The Computer Journal 26, 1983).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from recounted.linking.weights import JOIN_AT, NO_PAIR

Group = frozenset[str]
Pair = tuple[str, str]
#: How well two groups fit, the smaller the better: minus their average, and their names, so that equal input gives equal output.
_Rank = tuple[float, str, str]


def pair_of(a: str, b: str) -> Pair:
    """Two keys as a pair, whichever comes first."""
    return (a, b) if a < b else (b, a)


class Linkage:
    """Groups that grow by joining, each named by its first key.

    In an average count those that were compared at all: one that a person put in without any comparison weighs nothing.
    ``there``: is an item to be linked? Scores may tell of others as well.
    """

    def __init__(
        self,
        scores: Callable[[str], Mapping[str, float]],
        unit: Callable[[str], Collection[str]],
        allowed: Callable[[Group, Group], bool],
        there: Callable[[str], bool],
    ) -> None:
        self._scores, self._unit, self._allowed, self._there = scores, unit, allowed, there
        self._groups: dict[str, Group] = {}
        self._name: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._links: dict[str, dict[str, tuple[float, int]]] = {}  # of groups that may still grow: the sum and number of scores
        self._settled: set[str] = set()

    def group(self, key: str) -> Group:
        """The group of an item in the end."""
        chain, falling = [self._named(key)], list[_Rank]()
        while chain[-1] not in self._settled:
            best = self._best(chain[-1])
            if falling and (best is None or best >= falling[-1]):  # each is the other's best
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
            self._sizes[name] = 1 if len(group) == 1 else sum(bool(self._scores(k)) for k in group)
        return name

    def _linked(self, name: str) -> dict[str, tuple[float, int]]:
        """Its links to others, which are made when they are first asked for; until then a group is not joined."""
        links = self._links.get(name)
        if links is None:
            links = self._links[name] = {}
            group = self._groups[name]
            for key in sorted(group):
                for other, score in self._scores(key).items():
                    if other not in group:
                        theirs = self._named(other)
                        total, count = links.get(theirs, (0.0, 0))
                        links[theirs] = total + score, count + 1
        return links

    def _best(self, name: str) -> _Rank | None:
        size, found = self._sizes[name], []
        for other, (total, count) in self._linked(name).items():
            if total < JOIN_AT * count or other in self._settled:
                continue
            pairs = size * self._sizes[other]
            average = (total + max(0, pairs - count) * NO_PAIR) / max(1, pairs, count)
            if average >= JOIN_AT:
                found.append((-average, *pair_of(name, other)))
        if len(found) > 1:
            found.sort()
        return next((rank for rank in found if self._may_join(rank[1], rank[2])), None)

    def _may_join(self, a: str, b: str) -> bool:
        return self._there(a) and self._there(b) and self._allowed(self._groups[a], self._groups[b])

    def _join(self, a: str, b: str) -> None:
        """Join group b into a."""
        gone = self._groups.pop(b)
        self._groups[a] |= gone
        self._sizes[a] += self._sizes.pop(b)
        self._name.update(dict.fromkeys(gone, a))
        ours = self._links[a]
        for other, (total, count) in self._links.pop(b).items():
            if other == a:
                continue
            before = ours.get(other, (0.0, 0))
            ours[other] = joint = before[0] + total, before[1] + count
            if (theirs := self._links.get(other)) is not None:
                theirs.pop(b, None)
                theirs[a] = joint
        ours.pop(b, None)

    def _settle(self, name: str) -> None:
        """Nothing fits it any more, nor will: what is left of its links is in those of the others."""
        self._settled.add(name)
        self._links.pop(name, None)

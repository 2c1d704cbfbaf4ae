"""Constrained average linkage: the pair of clusters that fits best on average is joined first, while a rule allows it.

In: groups of items that stay together, the scores of the pairs that were compared (bits), a rule of what may be joined. Out:
groups of items. A pair that was never compared counts as too far apart, so chains (a like b, b like c, a unlike c) don't grow
into one incident, which connected components would let them do.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping

from recounted.linking.weights import JOIN_AT, NO_PAIR

Group = frozenset[str]
Pair = tuple[str, str]


def pair_of(a: str, b: str) -> Pair:
    """Two keys as a pair, whichever comes first."""
    return (a, b) if a < b else (b, a)


class Linkage:
    """Groups that grow by joining. Items are keys whose order breaks ties, so equal input gives equal output.

    In an average count those that were compared at all: one that a person put in without any comparison weighs nothing.
    """

    def __init__(
        self, groups: Iterable[Iterable[str]], scores: Mapping[Pair, float], allowed: Callable[[Group, Group], bool]
    ) -> None:
        self.groups: dict[str, Group] = {min(g): g for g in map(frozenset, groups)}
        self.allowed = allowed
        owner = {i: name for name, group in self.groups.items() for i in group}
        self.links: dict[str, dict[str, tuple[float, int]]] = {name: {} for name in self.groups}
        compared = {i for pair in scores for i in pair}
        self.sizes = {name: len(group & compared) for name, group in self.groups.items()}
        for (i, j), score in sorted(scores.items()):
            if i in owner and j in owner and owner[i] != owner[j]:
                self._add(owner[i], owner[j], score, 1)

    def run(self) -> list[Group]:
        """Join until no allowed pair of groups reaches ``JOIN_AT`` on average."""
        heap = [entry for a in self.links for b in self.links[a] if a < b and (entry := self._entry(a, b))]
        heapq.heapify(heap)
        while heap:
            minus, a, b = heapq.heappop(heap)
            if a not in self.groups or b not in self.groups or self._average(a, b) != -minus:
                continue
            if not self.allowed(self.groups[a], self.groups[b]):
                continue
            for other in self._join(a, b):
                entry = self._entry(*sorted((a, other)))
                if entry:
                    heapq.heappush(heap, entry)
        return [self.groups[name] for name in sorted(self.groups)]

    def _add(self, a: str, b: str, total: float, count: int) -> None:
        old_total, old_count = self.links[a].get(b, (0.0, 0))
        self.links[a][b] = self.links[b][a] = (old_total + total, old_count + count)

    def _average(self, a: str, b: str) -> float:
        total, count = self.links[a].get(b, (0.0, 0))
        size = self.sizes[a] * self.sizes[b]
        return (total + max(0, size - count) * NO_PAIR) / max(1, size, count)

    def _entry(self, a: str, b: str) -> tuple[float, str, str] | None:
        average = self._average(a, b)
        return (-average, a, b) if average >= JOIN_AT else None

    def _join(self, a: str, b: str) -> list[str]:
        """Join group b into a (the smaller name stays); the names of the groups that are linked to it."""
        self.groups[a] |= self.groups.pop(b)
        self.sizes[a] += self.sizes.pop(b)
        for other, (total, count) in self.links.pop(b).items():
            del self.links[other][b]
            if other != a:
                self._add(a, other, total, count)
        return sorted(self.links[a])

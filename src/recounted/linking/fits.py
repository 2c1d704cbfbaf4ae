"""What fits what: for a mention those that are likelier of one incident with it than not, and the score of any pair.

In: an index of the Facts of all mentions. Out: facts, fits, scores, each asked for once. What fits what is kept from update to
update (``Index.keep_fitting``): only for what is new it is looked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from recounted.linking.blocks import Sought, filed, related, sought
from recounted.linking.facts import Facts
from recounted.linking.index import Index
from recounted.linking.scores import Scores
from recounted.linking.shares import in_shares
from recounted.linking.weights import JOIN_AT, NO_PAIR

_MOST_LOOKS = 2_000  # that are remembered


class Fits:
    """``jobs``: the processes that compare mentions, where very many are new."""

    def __init__(self, index: Index, jobs: int) -> None:
        self.index, self.jobs, self.scores = index, jobs, Scores()
        self.facts: dict[str, Facts] = {}
        self._known: dict[str, dict[str, float]] = {}
        self._looks: dict[str, tuple[dict[str, list[int]], list[Sought]]] = {}

    def get(self, keys: Iterable[str]) -> dict[str, Facts]:
        """The facts of those of these mentions that there are."""
        wanted = list(keys)
        missing = [k for k in wanted if k not in self.facts]
        if missing:
            self.facts.update(self.index.get(missing))
        return {k: self.facts[k] for k in wanted if k in self.facts}

    def of(self, keys: Collection[str]) -> Mapping[str, Mapping[str, float]]:
        """For each of these, which are in the index, all that it fits, with the bits; and the same for others."""
        missing = [k for k in keys if k not in self._known]
        if missing:
            self._known.update(self.index.fitting(missing))
            self.get({k for key in missing for k in self._known.get(key, ())})
            if fresh := [f for k, f in self.get(missing).items() if k not in self._known]:
                self._find(fresh)
        return self._known

    def alike(self, firm: bool, key: str) -> list[str]:
        """What a mention fits of those whose day and place are known (``firm``) as its own are, or of those that lack one as it
        does; nothing if it is of the other kind.
        """
        found = self.of([key])[key]
        return [k for k in found if self.facts[k].anchored == firm] if self.facts[key].anchored == firm else []

    def score(self, key: str, other: str) -> float:
        """The bits of two mentions, of which what the first fits was asked for."""
        bits = self._known[key].get(other)
        return self.bits(key, other) if bits is None else bits

    def bits(self, key: str, other: str) -> float:
        """The bits of two mentions whose facts are here, worked out."""
        a, b = self.facts[key], self.facts[other]
        return self.scores.fresh(a, b) if related(a, b) and self._meet(a, b) else NO_PAIR

    def of_gone(self, gone: Sequence[Facts]) -> dict[str, list[str]]:
        """What these, which are no more, fitted of what there is."""
        return {one.key: list(self._fitting(one, others)) for one, others in self._near(gone, set())}

    def _find(self, fresh: Sequence[Facts]) -> None:
        fresh = sorted(fresh, key=lambda f: f.anchored)  # those that look for all before those that look for their like
        found: dict[str, dict[str, float]] = {f.key: {} for f in fresh}
        self._known.update(found)
        for some in in_shares(partial(self._looked_up, fresh), len(fresh), self.jobs):
            for copy, fits in some:
                one = self.facts[copy].key  # the keys of a forked process are copies
                for k, bits in fits.items():
                    other = self.facts[k].key
                    found[one][other] = bits
                    if other in self._known:
                        self._known[other][one] = bits
        self.index.keep_fitting(found)

    def _looked_up(self, fresh: Sequence[Facts], share: range) -> list[tuple[str, dict[str, float]]]:
        """These mentions with what they fit of those that are not earlier in the list."""
        like = len(fresh) == len(self.index)
        near = self._near(fresh[share.start : share.stop], {f.key for f in fresh[: share.start]}, like=like)
        return [(one.key, self._fitting(one, others)) for one, others in near]

    def _near(self, some: Sequence[Facts], done: set[str], *, like: bool = False) -> Iterator[tuple[Facts, list[Facts]]]:
        for one, others in zip(some, self.index.near(some, done, like=like), strict=True):
            for other in others:
                self.facts.setdefault(other.key, other)
            yield one, others

    def _fitting(self, one: Facts, others: Iterable[Facts]) -> dict[str, float]:
        return {other.key: bits for other in others if (bits := self.scores.fresh(one, other)) >= JOIN_AT}

    def _meet(self, a: Facts, b: Facts) -> bool:
        """Does one look under a key of the other, so that they are compared at all?"""
        there, wanted = self._looks_of(a)[0], self._looks_of(b)[1]
        return any(first <= day <= last for block, first, last in wanted if block in there for day in there[block])

    def _looks_of(self, one: Facts) -> tuple[dict[str, list[int]], list[Sought]]:
        found = self._looks.get(one.key)
        if found is None:
            if len(self._looks) >= _MOST_LOOKS:
                self._looks.clear()
            days: dict[str, list[int]] = defaultdict(list)
            for block, day in filed(one):
                days[block].append(day)
            found = self._looks[one.key] = days, sought(one, like=True)
        return found

"""Where mentions are looked up: what linking asks of a casebook, and the form of it that is held in memory.

In: Facts under their blocks. Out: Facts by key, by report, and those that a mention may be compared with.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recounted.linking.blocks import Sought, filed, related, sought
from recounted.linking.facts import Facts


class Index(ABC):
    """Facts of all mentions that are to be linked. Where they lie is the matter of each kind of index; what is near is not."""

    @abstractmethod
    def __len__(self) -> int:
        """How many mentions there are."""

    @abstractmethod
    def get(self, keys: Iterable[str]) -> dict[str, Facts]:
        """The facts of those of these mentions that there are, in their order."""

    def there(self, keys: Iterable[str]) -> set[str]:
        """Those of these mentions that there are."""
        return set(self.get(keys))

    @abstractmethod
    def of_reports(self, report_ids: Iterable[str]) -> dict[str, Facts]:
        """The facts of all mentions of these reports."""

    @abstractmethod
    def _look(self, wanted: Sequence[Sequence[Sought]]) -> Sequence[set[str]]:
        """For each list of keys and days the mentions that are filed there."""

    @abstractmethod
    def fitting(self, keys: Sequence[str]) -> dict[str, dict[str, float]]:
        """Those of these mentions of which all that they fit was kept, with that."""

    @abstractmethod
    def keep_fitting(self, found: Mapping[str, Mapping[str, float]]) -> None:
        """Keep for mentions all that they fit: what is likelier of one incident with them than not, with the bits. Fitting is
        mutual: what was kept of the other need not be said again.
        """

    #: Mentions that are looked up at a time.
    at_once = 1

    def near(self, some: Sequence[Facts], done: set[str], *, like: bool = False) -> Iterator[list[Facts]]:
        """For each of these, which need not be in the index, all that it may be compared with. Each pair is given once: those in
        ``done`` are left out, and each of ``some`` goes into it in turn. ``like``: those that know day and place look for their
        like alone.
        """
        for start in range(0, len(some), self.at_once):
            batch = some[start : start + self.at_once]
            found = self._look([sought(one, like=like) for one in batch])
            if len(batch) > 1:
                self.get(set().union(*found))
            for one, keys in zip(batch, found, strict=True):
                done.add(one.key)
                yield self._related(one, keys - done)

    def _related(self, one: Facts, keys: Iterable[str]) -> list[Facts]:
        return [other for other in self.get(keys).values() if related(one, other)]


class MemoryIndex(Index):
    """All facts in memory."""

    def __init__(self, facts: Iterable[Facts]) -> None:
        self._facts = {f.key: f for f in sorted(facts, key=lambda f: f.key)}
        self._reports: dict[str, list[Facts]] = defaultdict(list)
        blocks: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for f in self._facts.values():
            self._reports[f.report_id].append(f)
            for block, day in filed(f):
                blocks[block].append((day, f.key))
        self._blocks: Mapping[str, list[tuple[int, str]]] = {block: sorted(entries) for block, entries in blocks.items()}

    def get(self, keys: Iterable[str]) -> dict[str, Facts]:
        """The facts of those of these mentions that there are."""
        return {k: self._facts[k] for k in keys if k in self._facts}

    def _related(self, one: Facts, keys: Iterable[str]) -> list[Facts]:
        facts = self._facts  # all keys are of these
        return [other for key in keys if related(one, other := facts[key])]

    def of_reports(self, report_ids: Iterable[str]) -> dict[str, Facts]:
        """The facts of all mentions of these reports."""
        return {f.key: f for r in report_ids for f in self._reports.get(r, ())}

    def __len__(self) -> int:
        """How many mentions there are."""
        return len(self._facts)

    def fitting(self, keys: Sequence[str]) -> dict[str, dict[str, float]]:
        """None: nothing is kept."""
        return {}

    def keep_fitting(self, found: Mapping[str, Mapping[str, float]]) -> None:
        """It is not kept."""

    def _look(self, wanted: Sequence[Sequence[Sought]]) -> list[set[str]]:
        return [self._filed(some) for some in wanted]

    def _filed(self, wanted: Iterable[Sought]) -> set[str]:
        found: set[str] = set()
        for block, first, last in wanted:
            entries = self._blocks.get(block)
            if entries:
                found.update(key for _, key in entries[bisect_left(entries, (first,)) : bisect_left(entries, (last + 1,))])
        return found

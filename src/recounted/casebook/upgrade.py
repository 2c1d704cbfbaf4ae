"""All mentions linked anew, as Recounted compares them in another way since it was updated, while people go on deciding.

In: a casebook of very many reports that was linked by other weights. Out: its incidents as they are by those of today. All is
compared in memory as it stood at the beginning, while others read and write, and what comes of it is stored in steps. What others
changed meanwhile is left pending, with all that it was or would be in one incident with: ordinary steps link it afterwards. A
process that is killed leaves it to be begun again.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from uuid import uuid4

from sqlalchemy import Connection, delete, select

from recounted.casebook import acts, standing
from recounted.casebook import pending as marks
from recounted.casebook.facts import drop_facts, drop_fitting, put_facts, put_fitting
from recounted.casebook.file import LOOK_AGAIN
from recounted.casebook.record import Stamp
from recounted.casebook.standing import LINKED_BY, is_behind
from recounted.casebook.step import RECKONED_BY, Done, Step, as_many, facts_now
from recounted.casebook.store import Store
from recounted.casebook.tables import facts, pending, reports
from recounted.collecting import uncollected
from recounted.linking.cluster import relink
from recounted.linking.facts import Facts
from recounted.linking.index import MemoryIndex
from recounted.linking.weights import VERSION
from recounted.linking.words import Words
from recounted.model import LinkDecision

_FIRST_STEP, _LARGEST_STEP = 50, 2_000  # clusters, as ``update`` has reports


def upgrade(
    casebook: Store, stamp: Callable[[], Stamp], done: Done, *, rule: str | None, jobs: int, stop: Callable[[], bool]
) -> None:
    """Link all anew. It ends early where ``stop`` says so after a step, or another process has begun the same."""
    begun = f"begun {uuid4().hex}"
    with casebook.transaction() as connection:
        if not is_behind(connection):
            return
        standing.set_setting(connection, LINKED_BY, begun)
        standing.set_setting(connection, RECKONED_BY, Step(connection, rule, 1).rules)
        connection.execute(delete(pending))  # all that it says is about to be looked at
        links = acts.standing_links(connection)
        ids = list(connection.execute(select(reports.c.id).order_by(reports.c.number)).scalars())
    new = _Anew(_read(casebook, ids), links, jobs)
    size = _FIRST_STEP
    while True:
        with casebook.transaction() as connection, uncollected():
            if standing.setting(connection, LINKED_BY) != begun:
                return
            began = time.thread_time()
            new.step(Step(connection, rule, 1), size, stamp(), done)
            if not new.left:
                new.finish(connection)
                standing.set_setting(connection, LINKED_BY, VERSION)
                return
        if stop():
            return
        size = as_many(size, time.thread_time() - began, 1, _LARGEST_STEP)
        time.sleep(2 * LOOK_AGAIN)


def _read(casebook: Store, ids: Sequence[str]) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    for some in standing.chunks(ids):
        with casebook._read() as connection:
            found |= facts_now(connection, some)
    return found


class _Remembered(MemoryIndex):
    """Remembers what fits what, from both sides."""

    def __init__(self, some: Iterable[Facts]) -> None:
        super().__init__(some)
        self.fits: dict[str, dict[str, float]] = defaultdict(dict)

    def keep_fitting(self, found: Mapping[str, Mapping[str, float]]) -> None:
        """Remember it."""
        for one, others in found.items():
            self.fits[one].update(others)
            for other, bits in others.items():
                self.fits[other][one] = bits


class _Anew:
    """All clusters as they are to be, and which of them are ``left`` to be stored."""

    def __init__(self, known: dict[str, Facts], links: Sequence[LinkDecision], jobs: int) -> None:
        self.index = _Remembered(known.values())
        self.words = Words(links, self.index.there)
        with uncollected():
            self.clusters = relink(self.index, self.words, known, {}, lambda _: {}, jobs=jobs)
        self.facts = known
        self.home = {m.key: n for n, members in enumerate(self.clusters) for m in members}
        self.left = dict.fromkeys(range(len(self.clusters)))

    def step(self, step: Step, size: int, stamp: Stamp, done: Done) -> None:
        """Store so many clusters, and those that share incidents of before with them."""
        ready: list[int] = []
        gone: set[str] = set()
        for numbers, keys in self._parts(step.connection, size):
            mine = [m.key for n in numbers for m in self.clusters[n]]
            if marks.reports_among(step.connection, keys):
                marks.reports_changed(step.connection, {key.partition(".")[0] for key in keys})
            else:
                ready += numbers
                gone |= keys.difference(mine)
            drop_facts(step.connection, sorted(keys & (gone | self.home.keys())), alone=True)
            put_facts(step.connection, [self.facts[k] for k in mine])
            put_fitting(step.connection, {k: self.index.fits[k] for k in mine})
        clusters = [self.clusters[n] for n in sorted(ready)]
        step.settle(clusters, self.index, self.words, stamp, done, gone=gone)

    def _parts(self, connection: Connection, size: int) -> Iterator[tuple[list[int], set[str]]]:
        """Clusters that hang together by incidents of before, with all mentions of both."""
        taken = 0
        while self.left and taken < size:
            numbers, keys = [next(iter(self.left))], set[str]()
            frontier = {m.key for m in self.clusters[numbers[0]]}
            del self.left[numbers[0]]
            while frontier:
                keys |= frontier
                stood = standing.members(connection, set(standing.incidents_of(connection, sorted(frontier)).values()))
                more = set(chain.from_iterable(stood.values())) - keys
                found = sorted({self.home[k] for k in more if k in self.home} & self.left.keys())
                for n in found:
                    del self.left[n]
                numbers += found
                frontier = more | {m.key for n in found for m in self.clusters[n]}
            taken += len(numbers)
            yield numbers, keys

    def finish(self, connection: Connection) -> None:
        """Nothing is kept of mentions that are no more, nor of what fits those that are pending."""
        stored = set(connection.execute(select(facts.c.mention)).scalars())
        pended = set(connection.execute(select(pending.c.subject).where(pending.c.what == "report")).scalars())
        for some in standing.chunks(sorted(k for k in stored if k.partition(".")[0] in pended)):
            drop_fitting(connection, some)
        drop_facts(connection, sorted(k for k in stored - self.home.keys() if k.partition(".")[0] not in pended))

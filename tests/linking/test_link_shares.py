"""Mentions compared in several processes come to the same as in one."""

import os
from itertools import islice

import pytest

from bench.world import world
from recounted.linking import facts_of, shares
from recounted.linking.cluster import relink
from recounted.linking.index import MemoryIndex
from recounted.linking.words import Words


def test_two_processes_link_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = {f.key: f for t in islice(world(400), 300) for m in t.reading.mentions for f in [facts_of(t.reading.report, m)]}
    alone = relink(MemoryIndex(facts.values()), Words((), set), facts, {}, lambda keys: {})
    monkeypatch.setattr(shares, "LEAST", 20)
    assert relink(MemoryIndex(facts.values()), Words((), set), facts, {}, lambda keys: {}, jobs=2) == alone


def test_shares_come_in_order_from_processes_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "LEAST", 20)
    done = list(shares.in_shares(lambda share: (os.getpid(), list(share)), 50, 2))
    assert [n for _, some in done for n in some] == list(range(50))
    assert os.getpid() not in {pid for pid, _ in done}
    assert list(shares.in_shares(lambda share: os.getpid(), 10, 2)) == [os.getpid()], "little is not worth it"

"""The invented world tells the truth of itself, the same every time, and linking finds its way in it."""

from __future__ import annotations

from random import Random

from bench.tally import Tally
from bench.world import attacks, world
from recounted.linking import cluster, facts_of


def test_it_is_the_same_every_time() -> None:
    assert list(world(200)) == list(world(200))
    assert list(world(200)) != list(world(200, seed=2))


def test_every_mention_has_its_truth_and_every_quote_is_in_its_text() -> None:
    for told in world(400, noise=2):
        keys = {f"{told.reading.report.id[7:19]}.{m.id}" for m in told.reading.mentions}
        assert keys == set(told.truth)
        for mention in told.reading.mentions:
            for part in (mention.when, mention.where, *mention.claims):
                assert part is None or told.reading.report.text[part.start : part.end] == part.quote


def test_more_attacks_take_more_days_and_then_more_zones() -> None:
    few, many = list(attacks(100, Random(1))), list(attacks(8000, Random(1)))
    assert {a.town.country for a in few} == {"UA"}
    assert len({a.town.country for a in many}) == 3
    for some in (few, many):
        days = {(a.town.country, a.day) for a in some}
        assert 2 < len(some) / len(days) < 4


def test_linking_gets_worse_with_noise_and_not_before() -> None:
    clean, loud = _pairwise(0), _pairwise(3)
    assert clean > 0.85
    assert clean > loud > 0.3


def _pairwise(noise: float) -> float:
    told = list(world(3000, noise=noise))
    found = cluster(facts_of(t.reading.report, m) for t in told for m in t.reading.mentions)
    tally = Tally("world")
    truth = {key: str(n) for t in told for key, n in t.truth.items()}
    tally.linking("all", "linking", truth, {m.key: str(n) for n, c in enumerate(found) for m in c})
    return next(f.value for f in tally.figures() if f.name == "linking, pairwise")

"""Linking anew around what changed gives what linking everything would give, whatever came, changed or went, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_hand import TOWN, Spot, at_least, blames, dozens, facts, injured, killed, reading, told, weapon
from recounted.linking import Cluster, Facts, cluster, features
from recounted.linking.blocks import filed, related, sought
from recounted.linking.cluster import relink
from recounted.linking.index import MemoryIndex
from recounted.linking.scores import Scores
from recounted.linking.weights import JOIN_AT, NO_PAIR
from recounted.linking.words import Words
from recounted.model import LinkDecision

NEAR, NAMELESS = Spot("Sulaca", lat=48.1), Spot("Sulaco", lat=None, lon=None)
REGION, NOWHERE = Spot("Ruritania", lat=48.2, where_prec=4), Spot("Sulaco", None, lat=None, lon=None)
NAMESAKE = Spot("Sulaco", lat=50.9, lon=28.5, others=((48.0, 37.0), (50.9, 28.5)))
_spots = st.sampled_from([TOWN, NEAR, NAMELESS, REGION, NAMESAKE, NOWHERE, Spot("Azuera", "YE"), None])
_with_year = ["2022-04-08", "2022-04-09", "2022-04-07/2022-04-08", "2022-04-06/2022-04-10", "2022-04", "2022"]
_days = st.sampled_from([*_with_year, "XXXX-04-08", "XXXX-04", None])
_published = st.sampled_from([None, "2022-04-08", "2022-04-10", "2022-05-02", "2022-04", "2023-01-01"])
_claims = st.lists(
    st.sampled_from([killed(3), killed(12), killed(37), at_least(37), dozens(), injured(98), weapon("drone"), blames("Azania")]),
    max_size=3,
)
_mentions = st.builds(lambda d, s, c: told(d, s, *c), _days, _spots, _claims)
_words = st.frozensets(st.integers(1, 40), max_size=3) | st.just(frozenset(range(1, 30)))
_reports = st.lists(st.tuples(st.lists(_mentions, min_size=1, max_size=2), _published, _words), min_size=1, max_size=9)


def world(reports: list) -> list[list[Facts]]:
    return [
        [replace(f, terms=words) for f in facts(reading(f"r{n}", *mentions, published=day))]
        for n, (mentions, day, words) in enumerate(reports)
    ]


class Keeping(MemoryIndex):
    """An index that keeps what fits what, as a casebook does."""

    def __init__(self, some: Iterable[Facts], kept: dict[str, dict[str, float]]) -> None:
        super().__init__(some)
        self.kept = kept

    def fitting(self, keys: Sequence[str]) -> dict[str, dict[str, float]]:
        return {k: {o: bits for o, bits in self.kept[k].items() if o != k} for k in keys if k in self.kept.get(k, ())}

    def keep_fitting(self, found: Mapping[str, Mapping[str, float]]) -> None:
        for one, others in found.items():
            for other, bits in {one: 0.0, **others}.items():
                self.kept.setdefault(one, {})[other] = bits
                self.kept.setdefault(other, {})[one] = bits

    def fits(self, one: Facts) -> dict[str, float]:
        """What would be found anew."""
        [near] = self.near([one], set())
        return {f.key: bits for f in near if (bits := Scores().fresh(one, f)) >= JOIN_AT}


class Book:
    """Mentions and their clusters, brought up to date by what changed alone."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, float]] = {}
        self.facts: dict[str, Facts] = {}
        self.clusters: dict[str, Cluster] = {}
        self.words: list[LinkDecision] = []

    def change(self, put: Iterable[Facts] = (), drop: Iterable[str] = (), said: Iterable[str] = ()) -> None:
        new = {f.key: f for f in put}
        gone = {k: self.facts[k] for k in {*new, *drop} if k in self.facts}
        self.facts = {k: f for k, f in {**self.facts, **new}.items() if k not in set(drop)}
        for old in gone:
            for other in self.kept.pop(old, ()):
                self.kept.get(other, {}).pop(old, None)
        index = Keeping(self.facts.values(), self.kept)
        words = Words(self.words, index.there)
        dirty = words.concerned({*new, *said, *gone}) & set(self.facts)
        found = relink(index, words, dirty, gone, self.stood)
        for old in {m.key for c in found for m in c} | set(gone):
            self.clusters.pop(old, None)
        self.clusters.update({m.key: c for c in found for m in c})
        for key in (k for k, kept in self.kept.items() if k in kept):
            assert self.kept[key] == {key: 0.0, **index.fits(self.facts[key])}

    def stood(self, keys: Iterable[str]) -> dict[str, frozenset[str]]:
        return {k: frozenset(m.key for m in self.clusters[k]) for k in keys if k in self.clusters}

    def all(self) -> list[Cluster]:
        return sorted(set(self.clusters.values()), key=lambda c: c[0].key)


@given(_reports)
def test_two_mentions_look_for_each_other_or_neither_does(reports: list) -> None:
    found = [f for some in world(reports) for f in some]
    for a in found:
        for b in found:
            assert related(a, b) == related(b, a)
            assert (_meets(a, b) and related(a, b)) == (_meets(b, a) and related(b, a))


@given(_reports)
def test_a_score_is_the_sum_of_what_is_said(reports: list) -> None:
    """Each part of it is worked out once for all pairs of a kind, and comes to what the reasons add up to."""
    found, scores = [f for some in world(reports) for f in some], Scores()
    for a in found:
        for b in found:
            bits, said = scores.fresh(a, b), features.bits(features.compare(a, b))
            assert bits == max(NO_PAIR, said) or (bits == NO_PAIR and said < JOIN_AT)


def _meets(a: Facts, b: Facts) -> bool:
    return any(block == wanted and first <= day <= last for block, day in filed(b) for wanted, first, last in sought(a))


#: Of no day or place that is known, most of them, and many words in common: they wait, and new ones fit many that wait.
_vague = st.builds(
    lambda d, s, c: told(d, s, *c),
    st.sampled_from([None, None, "XXXX-04-08", "2022-04-08"]),
    st.sampled_from([None, None, NAMELESS, NOWHERE, REGION]),
    _claims,
)
_waiting = st.lists(
    st.tuples(
        st.lists(_vague, min_size=1, max_size=2),
        st.sampled_from([None, None, "2022-04-08", "2022-04-10"]),
        st.frozensets(st.integers(1, 9), min_size=2, max_size=6),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(_waiting, st.data())
def test_what_waits_is_as_all_at_once_whatever_comes_last(reports: list, data: st.DataObject) -> None:
    """Clusters that nothing new parts are taken as wholes; the others are made anew."""
    book, some = Book(), data.draw(st.permutations(world(reports)))
    last = data.draw(st.integers(1, 3))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("recounted.linking.cluster"), "_MANY", 0)
        for new in (some[:-last], *([one] for one in some[-last:])):
            book.change(put=[f for one in new for f in one])
    assert book.all() == cluster([f for new in some for f in new])


@settings(max_examples=150, deadline=None)
@given(_reports, st.data())
def test_one_by_one_is_as_all_at_once(reports: list, data: st.DataObject) -> None:
    book, some = Book(), world(reports)
    for new in data.draw(st.permutations(some)):
        book.change(put=new)
    assert book.all() == cluster([f for new in some for f in new])


@settings(max_examples=150, deadline=None)
@given(_reports, st.data())
def test_what_went_leaves_no_trace(reports: list, data: st.DataObject) -> None:
    book, some = Book(), world(reports)
    book.change(put=[f for new in some for f in new])
    gone = data.draw(st.lists(st.sampled_from(some), unique_by=lambda new: new[0].key, max_size=3))
    for old in gone:
        book.change(drop=[f.key for f in old])
    left = [f for new in some if new not in gone for f in new]
    assert book.all() == cluster(left)
    for old in gone:
        book.change(put=old)
    assert book.all() == cluster([f for new in some for f in new])


@settings(max_examples=100, deadline=None)
@given(_reports, _reports, st.data())
def test_what_was_read_anew_counts_as_it_is_now(reports: list, others: list, data: st.DataObject) -> None:
    """Reports of the second list take the place of those of the first, under the same keys."""
    book, before, after = Book(), world(reports), world(others)
    book.change(put=[f for new in before for f in new])
    for old, new in zip(before, after, strict=False):
        renamed = [_as(f, o) for f, o in zip(new, old, strict=False)]
        book.change(put=renamed, drop=[o.key for o in old[len(renamed) :]])
    assert book.all() == cluster(book.facts.values())


def _as(new: Facts, old: Facts) -> Facts:
    return replace(new, key=old.key, report_id=old.report_id)


@settings(max_examples=150, deadline=None)
@given(_reports, st.data())
def test_words_said_and_taken_back(reports: list, data: st.DataObject) -> None:
    book = Book()
    book.change(put=[f for new in world(reports) for f in new])
    before, keys = book.all(), sorted(book.facts)
    some = st.lists(st.sampled_from(keys), max_size=3, unique=True)
    for number in range(1, data.draw(st.integers(1, 4)) + 1):
        verdict = data.draw(st.sampled_from(["same", "not_same", "unsure"]))
        ours, theirs = data.draw(some), data.draw(some)
        if not ours:
            continue
        word = LinkDecision(verdict=verdict, mentions=tuple(ours), others=tuple(set(theirs) - set(ours)), by="A", number=number)
        book.words.append(word)
        book.change(said=[*ours, *theirs])
        assert book.all() == cluster(book.facts.values(), book.words)
    while book.words:
        word = book.words.pop(data.draw(st.integers(0, len(book.words) - 1)))
        book.change(said=[*word.mentions, *word.others])
        assert book.all() == cluster(book.facts.values(), book.words)
    assert book.all() == before


@settings(max_examples=150, deadline=None)
@given(_reports, st.data())
def test_reports_come_and_go_while_words_are_said(reports: list, data: st.DataObject) -> None:
    """What a person bound may weigh in its group from when something like it comes, until that goes."""
    book, away = Book(), world(reports)
    there: list[list[Facts]] = []
    for number in range(1, 8):
        what = data.draw(st.sampled_from(["come", "go", "say"]))
        if what == "say" and book.facts:
            some = st.lists(st.sampled_from(sorted(book.facts)), min_size=1, max_size=3, unique=True)
            ours, theirs = data.draw(some), data.draw(some)
            verdict = data.draw(st.sampled_from(["same", "same", "not_same"]))
            rest = tuple(k for k in theirs if k not in ours)
            book.words.append(LinkDecision(verdict=verdict, mentions=tuple(ours), others=rest, by="A", number=number))
            book.change(said=[*ours, *theirs])
        elif pile := there if what == "go" else away:
            new = pile.pop(data.draw(st.integers(0, len(pile) - 1)))
            (away if what == "go" else there).append(new)
            book.change(drop=[f.key for f in new] if what == "go" else (), put=() if what == "go" else new)
        assert book.all() == cluster(book.facts.values(), book.words)

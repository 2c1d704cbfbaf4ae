"""A casebook that was linked by other weights is linked anew in steps, while people decide; a decision does not do all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_hand import TOWN, Spot, at_least, blames, killed, reading, told, weapon
from recounted.casebook import Casebook, standing, step, update_incidents, upgrade
from recounted.casebook.facts import StoredIndex, all_facts
from recounted.linking import scores as scoring
from recounted.linking.scores import Scores
from recounted.linking.weights import JOIN_AT, WEIGHTS

FAR = Spot("Azuera", "YE", 15.35, 44.21)
_spots = st.sampled_from([TOWN, FAR, Spot("Sulaca", lat=48.1), Spot("Sulaco", lat=48.05), None])
_days = st.sampled_from(["2022-04-08", "2022-04-09", "XXXX-04-08", "2022-04", None])
_claims = st.lists(st.sampled_from([killed(3), killed(50), at_least(50), weapon("missile"), blames("Azania")]), max_size=3)
_mentions = st.lists(st.builds(lambda d, s, c: told(d, s, *c), _days, _spots, _claims), min_size=1, max_size=2)
_worlds = st.lists(_mentions, min_size=2, max_size=8)


def members(book: Casebook) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((m.report, m.mention) for m in i.mentions) for i in book.incidents()}


def of_another_version(patch: pytest.MonkeyPatch, prior: float) -> None:
    """From now on pairs are compared by other weights, and every step stores one cluster."""
    for module in (step, standing, upgrade):
        if hasattr(module, "VERSION"):
            patch.setattr(module, "VERSION", f"prior {prior}")
    patch.setattr(standing, "MANY_REPORTS", 0)
    patch.setattr(upgrade, "_FIRST_STEP", 1)
    patch.setattr(upgrade, "_LARGEST_STEP", 1)
    patch.setattr(scoring, "_PRIOR", WEIGHTS["prior"] + prior)


def whole(book: Casebook) -> None:
    """Nothing is left to do, and what is kept of what fits what is what would be found."""
    assert book.check() == []
    assert book.left() == 0
    assert not book.is_behind()
    with book.transaction() as connection:
        index = StoredIndex(connection)
        there = {f.key: f for f in all_facts(connection)}
        for key, fits in index.fitting(list(there)).items():
            [near] = index.near([there[key]], set())
            assert fits == {f.key: bits for f in near if (bits := Scores().fresh(there[key], f)) >= JOIN_AT}


def between_steps(book: Casebook, act: Callable[[], object]) -> None:
    """Link anew, and do something once when the first step is done (or, of one step, when all is)."""
    acts = iter([act])

    def once() -> bool:
        for one in acts:
            one()
        return False

    update_incidents(book, stop=once)
    once()
    update_incidents(book)


@settings(max_examples=25, deadline=None)
@given(world=_worlds, later=_worlds, prior=st.sampled_from([-6.0, 6.0]), data=st.data())
def test_linked_anew_while_others_go_on(
    tmp_path_factory: pytest.TempPathFactory, world: list, later: list, prior: float, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("book")
    made = [reading(f"r{n}", *m) for n, m in enumerate(world)]
    more = [reading(f"l{n}", *m) for n, m in enumerate(later)]
    with (
        Casebook.open(folder / "one.casebook") as one,
        Casebook.open(folder / "two.casebook") as two,
        pytest.MonkeyPatch.context() as patch,
    ):
        two.put_readings(made)
        update_incidents(two)
        of_another_version(patch, prior)
        ids = [i.id for i in two.incidents()]
        chosen = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2))

        def meanwhile() -> None:
            two.put_readings(more)
            if len({two.incident(i).id for i in chosen}) == 2:  # type: ignore[union-attr]
                two.merge(chosen, by="A")

        assert two.is_behind()
        between_steps(two, meanwhile)
        whole(two)
        patch.setattr(standing, "MANY_REPORTS", 1000)
        one.put_readings(made)
        one.put_readings(more)
        for act in two.acts():
            one.put_act(act.verb, two.decisions_of(act.number), by=act.by)
        update_incidents(one)
        assert members(one) == members(two)


def test_a_decision_links_no_more_than_it_bears_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book:
        book.put_readings([reading(f"{n}.txt", told("2022-04-08", Spot(f"T{n}", lat=n * 9.0), killed(n + 1))) for n in range(4)])
        update_incidents(book)
        of_another_version(monkeypatch, 6.0)
        first, second, *_ = book.incidents()
        book.merge([first.id, second.id], by="A")
        assert book.is_behind()
        assert len(list(book.incidents())) == 3
        book.put_readings([reading("new.txt", told("2022-04-08", Spot("T9", lat=81.0), killed(3)))])
        update_incidents(book, stop=lambda: True)
        assert book.is_behind(), "stopped after its first step, it is begun again"
        update_incidents(book)
        whole(book)
        assert len(list(book.incidents())) == 4
        assert {len(i.mentions) for i in book.incidents()} == {1, 2}


def test_of_two_that_link_anew_the_later_one_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book, Casebook.open(tmp_path / "t.casebook") as other:
        book.put_readings([reading(f"{n}.txt", told("2022-04-08", Spot(f"T{n}", lat=n * 9.0), killed(n + 1))) for n in range(4)])
        update_incidents(book)
        of_another_version(monkeypatch, 6.0)
        between_steps(book, lambda: update_incidents(other))
        whole(book)
        assert len(list(book.incidents())) == 4

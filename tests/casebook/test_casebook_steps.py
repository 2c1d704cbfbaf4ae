"""What is much is done in steps: it comes to the same, others get in between, and a rule for many is carried out bit by bit."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_hand import TOWN, Spot, at_least, blames, killed, reading, told, weapon
from recounted.casebook import Casebook, update, update_incidents
from recounted.casebook.facts import StoredIndex, all_facts
from recounted.casebook.pending import Pending
from recounted.casebook.step import Done, Step
from recounted.linking.scores import Scores
from recounted.linking.weights import JOIN_AT

FAR = Spot("Azuera", "YE", 15.35, 44.21)
_spots = st.sampled_from([TOWN, FAR, Spot("Sulaco", lat=48.1), None])
_days = st.sampled_from(["2022-04-08", "2022-04-09", "XXXX-04-08", "2022-04", None])
_claims = st.lists(st.sampled_from([killed(3), killed(50), at_least(50), weapon("missile"), blames("Azania")]), max_size=3)
_mentions = st.lists(st.builds(lambda d, s, c: told(d, s, *c), _days, _spots, _claims), min_size=1, max_size=2)


def members(book: Casebook) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((m.report, m.mention) for m in i.mentions) for i in book.incidents()}


def kept(book: Casebook) -> dict[str, dict[str, float]]:
    """What is kept of what fits what, and that it is what would be found."""
    with book.transaction() as connection:
        index = StoredIndex(connection)
        there = {f.key: f for f in all_facts(connection)}
        found = index.fitting(list(there))
        for key, fits in found.items():
            [near] = index.near([there[key]], set())
            assert fits == {f.key: bits for f in near if (bits := Scores().fresh(there[key], f)) >= JOIN_AT}
    assert found.keys() == there.keys()
    return found


def in_single_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step looks at one report or incident, however many there are."""
    monkeypatch.setattr(update, "_FIRST_STEP", 1)
    monkeypatch.setattr(update, "_LEAST_STEP", 1)
    monkeypatch.setattr(update, "_LARGEST_STEP", 1)
    monkeypatch.setattr(StoredIndex, "__len__", lambda _: 1_000_000)


@settings(max_examples=20)  # two casebooks on the disk for each
@given(world=st.lists(_mentions, min_size=2, max_size=6))
def test_step_by_step_as_in_one(tmp_path_factory: pytest.TempPathFactory, world: list) -> None:
    made = [reading(f"r{n}", *m) for n, m in enumerate(world)]
    folder = tmp_path_factory.mktemp("book")
    with Casebook.open(folder / "one.casebook") as one, Casebook.open(folder / "two.casebook") as two:
        one.put_readings(made)
        update_incidents(one)
        update_incidents(two)  # a casebook that was never linked is linked as a whole
        two.put_readings(made)
        with pytest.MonkeyPatch.context() as patch:
            in_single_steps(patch)
            done = update_incidents(two)
        assert members(one) == members(two)
        assert done.made == len(members(two))
        assert two.left() == 0
        assert two.check() == []
        assert kept(two) == kept(one)


def test_an_incident_that_goes_and_comes_back_is_neither_lost_nor_made_twice() -> None:
    done = Done()
    done.put({"new", "old"}, before={"old"})
    done.lost |= {"new", "old"}  # a step joins them to another, the next one parts them again
    done.put({"new", "old"}, before=set())
    assert done == Done(made={"new"}, changed={"old", "new"}, lost=set())


def test_a_step_leaves_the_rest_pending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_single_steps(monkeypatch)
    with Casebook.open(tmp_path / "t.casebook") as book:
        update_incidents(book)
        book.put_readings([reading(f"{n}.txt", told("2022-04-08", Spot(f"T{n}", lat=n * 9.0), killed(n + 1))) for n in range(4)])
        assert update_incidents(book, stop=lambda: True).made == 1
        assert book.left() == 3
        assert book.check() == []
        [first] = book.incidents()
        book.set_value(first.id, "grade", "fair", by="A")
        assert book.left() == 3, "a decision waits for no run"
        assert update_incidents(book).made == 3
        assert book.incident(first.id).grade == "fair"  # type: ignore[union-attr]


def test_steps_stay_small_where_they_take_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk that is slow to give what was not read for long: whoever decides waits for no large step."""
    looked_at: list[int] = []
    run = Step.run

    def slowly(self: Step, left: Pending, *more: Any) -> None:
        looked_at.append(len(left.reports))
        time.sleep(0.05)
        run(self, left, *more)

    monkeypatch.setattr(Step, "run", slowly)
    monkeypatch.setattr(StoredIndex, "__len__", lambda _: 1_000_000)
    made = [reading(f"{n}.txt", told("2022-04-08", Spot(f"T{n}", lat=n - 60.0), killed(n + 1))) for n in range(80)]
    with Casebook.open(tmp_path / "t.casebook") as book:
        update_incidents(book)
        looked_at.clear()
        book.put_readings(made[:40])
        update_incidents(book)
        assert looked_at[0] < looked_at[1]
        assert sum(looked_at) == 40
        monkeypatch.setattr(update, "_LONG", 0.01)
        looked_at.clear()
        book.put_readings(made[40:])
        monkeypatch.setattr(update, "as_many", lambda size, took, least, largest: least)
        update_incidents(book)
        assert looked_at == [looked_at[0]] * 5


def test_another_rule_for_many_is_carried_out_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "_AT_ONCE", 2)
    with Casebook.open(tmp_path / "t.casebook") as book:
        book.put_readings([reading(f"{n}.txt", told("2022-04-08", Spot(f"T{n}", lat=n * 9.0), killed(n + 1))) for n in range(4)])
        update_incidents(book)
        act = book.use_rule("most_recent_independent", by="A")
        assert book.left() == 4
        some = next(book.incidents())
        book.set_value(some.id, "grade", "fair", by="A")
        assert book.incident(some.id).tolls[0].rule == "most_recent_independent"  # type: ignore[union-attr]
        assert book.left() == 3
        update_incidents(book)
        assert {t.rule for i in book.incidents() for t in i.tolls} == {"most_recent_independent"}
        book.undo(act.number, by="A")
        update_incidents(book)
        assert {t.rule for i in book.incidents() for t in i.tolls} == {"airwars_min_max"}
        assert book.check() == []

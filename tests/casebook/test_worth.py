"""How much an incident needs a person: each need by an example, and the order that follows."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from by_hand import ARMY, MAYOR, TOWN, Spot, blames, killed, reading, told
from recounted.casebook import Casebook, update_incidents
from recounted.casebook.browse import Browse, View
from recounted.casebook.worth import NEEDS, RULE, needs_of, worth_of
from recounted.model import Incident

A = reading("a.txt", told("2022-04-08", TOWN, killed(5), blames("Azania", by=MAYOR)), published="2022-04-09")
B = reading("b.txt", told("2022-04-08", TOWN, killed(5)), published="2022-04-10")
DENIAL = reading("d.txt", told("2022-04-08", TOWN, blames("Azania", by=ARMY, stance="denied"), killed(5)), published="2022-04-11")
AGAIN = reading("e.txt", told("2022-04-08", TOWN, killed(5)), published="2022-04-12")
UNDATED = reading("u.txt", told(None, Spot("Rincon", "CO", 4.0, -72.0), killed(4)))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    seconds = itertools.count()
    with Casebook.open(tmp_path / "t.casebook", clock=lambda: f"2030-01-01T00:{next(seconds):04}+00:00") as casebook:
        casebook.put_readings([A, B, UNDATED])
        update_incidents(casebook)
        yield casebook


def sulaco(book: Casebook) -> Incident:
    return next(i for i in book.incidents() if i.where and i.where.name == TOWN.name)


def needs(book: Casebook) -> set[str]:
    """What the list says of the town's incident; the order of the points is its own."""
    (card,) = (c for c in Browse(book).page(View()).cards if c.body["id"] == sulaco(book).id)
    points = [n[1] for n in card.body["needs"]]
    assert points == sorted(points, reverse=True)
    assert card.key == sum(points)
    return {n[0] for n in card.body["needs"]} - {"toll"}


def takes(book: Casebook, *more: object) -> None:
    book.put_readings(more)  # type: ignore[arg-type]
    update_incidents(book)


STEPS: list[tuple[str, Callable[[Casebook], object], set[str]]] = [
    ("nobody looked at it", lambda b: None, {"new", "grade_suggested"}),
    ("a candidate is new", lambda b: b.set_value(sulaco(b).id, "state", "candidate", by="Ana"), {"new", "grade_suggested"}),
    ("looked at", lambda b: b.set_value(sulaco(b).id, "state", "under_review", by="Ana"), {"grade_suggested"}),
    ("graded", lambda b: b.set_value(sulaco(b).id, "grade", "weak", by="Ana"), {"new"}),
    ("reviewed with its grade", lambda b: b.review({sulaco(b).id: sulaco(b).version}, grades=True, by="Ana"), set()),
    ("withdrawn", lambda b: b.set_value(sulaco(b).id, "state", "withdrawn", by="Ana"), set()),
    ("denied", lambda b: takes(b, DENIAL), {"contested", "new", "grade_suggested"}),
    ("unsure", lambda b: b.say_unsure("a.txt", "b.txt", by="Ana"), {"unsure", "new", "grade_suggested"}),
]  # fmt: skip


@pytest.mark.parametrize(("do", "wanted"), [s[1:] for s in STEPS], ids=[s[0] for s in STEPS])
def test_each_need(book: Casebook, do: Callable[[Casebook], object], wanted: set[str]) -> None:
    do(book)
    assert needs(book) == wanted


def test_what_comes_after_a_persons_word_brings_it_back(book: Casebook) -> None:
    book.review({sulaco(book).id: sulaco(book).version}, grades=True, by="Ana")
    takes(book, AGAIN)
    assert needs(book) == {"news"}
    takes(book, DENIAL)
    assert needs(book) == {"denied_since", "contested"}
    book.set_value(sulaco(book).id, "title", "Market", by="Ana")
    assert needs(book) == set(), "looked at once more"
    book.undo(by="Ana")
    assert needs(book) == {"denied_since", "contested"}


def test_without_a_day_it_waits(book: Casebook) -> None:
    (waits,) = Browse(book).page(View(chosen=(("need", ("waiting",)),))).cards
    assert waits.body["place"] == "Rincon"


def test_the_documented_rule_is_the_rule(book: Casebook) -> None:
    from recounted.casebook import worth

    assert RULE == "needs_a_person_1"
    for code in (*NEEDS, "toll"):
        assert f"\n{code} " in (worth.__doc__ or "")


def test_of_two_that_need_the_same_the_worse_goes_first(book: Casebook) -> None:
    incident = sulaco(book)
    few, many, very_many = (worth_of(needs_of(incident, {}, n)) for n in (1, 100, 10**9))
    assert few < many <= very_many <= few + 8

"""What people decide: every verb, its undoing, who is told what, and that nobody overwrites anybody unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from by_hand import ARMY, MAYOR, TOWN, Spot, at_least, blames, facts, injured, killed, reading, told, weapon
from recounted.casebook import Casebook, update_incidents
from recounted.errors import CallError, CasebookError, ConflictError
from recounted.model import Act, Incident

FAR = Spot("Azuera", "YE", 15.35, 44.21)
EN = reading("en.txt", told("2022-04-08", TOWN, at_least(50, by=MAYOR), weapon("missile")), published="2022-04-09")
FR = reading("fr.txt", told("2022-04-08", TOWN, killed(52), blames("Azania")), published="2022-04-10", lang="fr")
UK = reading("uk.txt", told("2022-04-08", TOWN, killed(57), blames("Azania", by=ARMY, stance="denied")), published="2022-04-11")
TWO = reading("two.txt", told("2016-10-08", FAR, killed(82), injured(534)), told("2016-12-01", FAR, killed(3)))
BY = "R. Reader"


@pytest.fixture
def book(tmp_path: Path):
    with Casebook.open(tmp_path / "t.casebook", clock=lambda: "2026-01-01T00:00:00+00:00") as casebook:
        casebook.put_readings([EN, FR, UK, TWO])
        update_incidents(casebook)
        yield casebook


def groups(book: Casebook) -> set[str]:
    return {" ".join(sorted(f"{m.report[:2]}{m.mention[1]}" for m in i.mentions)) for i in book.incidents()}


def code(book: Casebook, report: str) -> str:
    return next(i.code for i in book.incidents() for m in i.mentions if f"{m.report[:2]}{m.mention[1]}" == report)


def state(book: Casebook) -> list[Incident]:
    return [i.model_copy(update={"version": 1}) for i in book.incidents()]


ACTS: dict[str, tuple[Callable[[Casebook], Act], set[str] | None]] = {
    "not same": (lambda b: b.say_not_same("en.txt", "fr.txt#m1", by=BY), None),
    "unsure": (lambda b: b.say_unsure("en.txt", "fr.txt", by=BY), {"en1 fr1 uk1", "tw1", "tw2"}),
    "same": (lambda b: b.say_same("en.txt", "two.txt#m2", by=BY), None),
    "merge": (lambda b: b.merge([code(b, "en1"), code(b, "tw1")], by=BY), {"en1 fr1 tw1 uk1", "tw2"}),
    "merge of one report": (lambda b: b.merge([code(b, "tw1"), code(b, "tw2")], by=BY), {"en1 fr1 uk1", "tw1 tw2"}),
    "split": (lambda b: b.split(code(b, "en1"), ["en.txt"], by=BY), {"en1", "fr1 uk1", "tw1", "tw2"}),
    "move": (lambda b: b.move("fr.txt", code(b, "tw1"), by=BY), {"en1 uk1", "fr1 tw1", "tw2"}),
    "move of the last": (lambda b: b.move("two.txt#m2", code(b, "en1"), by=BY), {"en1 fr1 tw2 uk1", "tw1"}),
    "leave out": (lambda b: b.leave_out("two", by=BY), {"en1 fr1 uk1"}),
    "set": (lambda b: b.set_value(code(b, "tw1"), "best:killed", 80, by=BY), {"en1 fr1 uk1", "tw1", "tw2"}),
    "reject": (lambda b: b.reject(UK.mentions[0].claims[0].id, by=BY), {"en1 fr1 uk1", "tw1", "tw2"}),
    "correct": (lambda b: b.correct(UK.mentions[0].claims[0].id, {"hi": 60}, by=BY), {"en1 fr1 uk1", "tw1", "tw2"}),
}


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_undone_and_redone(book: Casebook, name: str) -> None:
    do, after = ACTS[name]
    before = state(book)
    made = do(book)
    assert after in (None, groups(book))
    decided = state(book)
    assert decided != before
    assert update_incidents(book).changed == 0, "a rerun changes nothing"
    assert book.undo(by="S. Second").undoes == made.number
    assert state(book) == before
    book.redo(by="S. Second")
    assert state(book) == decided
    assert book.check() == []


def test_undo_takes_the_latest_that_stands_and_redo_the_latest_undone(book: Casebook) -> None:
    for value in (1, 2, 3):
        book.set_value(code(book, "tw1"), "best:killed", value, by=f"P{value}")

    def best() -> int | None:
        found = book.incident(code(book, "tw1"))
        assert found is not None
        return found.tolls[0].best

    steps: list[tuple[Callable[[], Act], int | None]] = [
        (lambda: book.undo(by=BY), 2),
        (lambda: book.undo(by=BY), 1),
        (lambda: book.redo(by=BY), 2),
        (lambda: book.redo(by=BY), 3),
        (lambda: book.undo(by=BY, only="P1"), 3),
        (lambda: book.undo(2, by=BY), 3),
        (lambda: book.undo(3, by=BY), None),
        (lambda: book.redo(2, by=BY), 2),
    ]
    for step, value in steps:
        step()
        assert best() == value
    with pytest.raises(CallError, match="there is no act 1 that stands"):
        book.undo(1, by=BY)
    with pytest.raises(CallError, match="act 2 is not undone"):
        book.redo(2, by=BY)


def test_nothing_to_undo(book: Casebook) -> None:
    with pytest.raises(CallError, match="nothing to undo"):
        book.undo(by=BY)
    with pytest.raises(CallError, match="nothing to redo"):
        book.redo(by=BY)


def test_an_unsure_link_is_marked_and_stays_the_machines(book: Casebook) -> None:
    book.say_unsure("en.txt", "fr.txt", by=BY)
    incident = book.incident(code(book, "en1"))
    assert incident is not None
    assert {(m.report, m.decided_by, m.unsure_by) for m in incident.mentions} == {
        ("en.txt", "machine", (BY,)), ("fr.txt", "machine", (BY,)), ("uk.txt", "machine", ()),
    }  # fmt: skip


def test_a_place_may_be_one_that_a_report_names(book: Casebook) -> None:
    first = code(book, "tw1")
    book.set_value(first, "where", {"name": "Plaine", "country": "CD", "lat": 1.7, "lon": 30.5}, by=BY, why="the camp")
    now = book.incident(first)
    assert now is not None
    assert now.where is not None
    assert (now.where.name, now.code) == ("Plaine", "CD-20161008-plaine")
    book.set_value(first, "where", "Azuera", by=BY)
    with pytest.raises(CallError, match="names Sulaco; they name Azuera"):
        book.set_value(first, "where", "Sulaco", by=BY)
    assert book.incident(first) == book.incident("CD-20161008-plaine")


def test_corrections_of_one_claim_add_up(book: Casebook) -> None:
    claim = UK.mentions[0].claims[0].id
    book.correct(claim, {"hi": 60}, by=BY)
    book.correct(claim, {"lo": 55, "point": None}, by=BY)
    incident = book.incident(code(book, "uk1"))
    assert incident is not None
    assert incident.amended[0].changes == {"hi": 60, "lo": 55, "point": None}
    assert incident.tolls[0].high == 60


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda b: b.merge(["nothing", code(b, "en1")], by=BY), "has no incident nothing; `recounted incidents` lists"),
        (lambda b: b.merge([code(b, "en1"), code(b, "fr1")], by=BY), "are one incident already"),
        (lambda b: b.split(code(b, "en1"), ["two.txt#m1"], by=BY), "does not hold .*`recounted show"),
        (lambda b: b.split(code(b, "tw1"), ["two.txt#m1"], by=BY), "name some of its 1 mentions"),
        (lambda b: b.move("two.txt#m1", code(b, "tw1"), by=BY), "is in YE-20161008-azuera already"),
        (
            lambda b: b.move("two.txt", code(b, "en1"), by=BY),
            r"two\.txt: has no mention two\.txt; it has m1, m2; name it like two",
        ),
        (lambda b: b.move("two.txt#m7", code(b, "en1"), by=BY), "it has m1, m2"),
        (lambda b: b.say_same("no.txt#m1", "en.txt", by=BY), r"there is no mention no\.txt#m1; name it like report"),
        (lambda b: b.say_same("en.txt", code(b, "fr1"), by=BY), "name two different"),
        (lambda b: b.accept("nothing", by=BY), "has no claim nothing"),
        (lambda b: b.correct(UK.mentions[0].claims[0].id, {}, by=BY), "say what to correct, such as lo=5"),
        (lambda b: b.set_value(code(b, "en1"), "colour", 1, by=BY), "there is no field 'colour'"),
        (lambda b: b.merge([code(b, "en1"), code(b, "tw1")], by=" "), "say who decides"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(book: Casebook, wrong: Callable[[Casebook], Any], words: str) -> None:
    with pytest.raises(CallError, match=words):
        wrong(book)
    assert book.acts() == []
    assert book.decisions() == []


def test_a_report_that_is_not_there(book: Casebook) -> None:
    with pytest.raises(CasebookError, match="there is no report no"):
        book.leave_out("no", by=BY)


def test_nobody_overwrites_what_they_have_not_seen(book: Casebook) -> None:
    first = code(book, "tw1")
    seen = book.incident(first)
    assert seen is not None
    book.set_value(first, "best:killed", 80, by="S. Second", why="counted graves")
    with pytest.raises(ConflictError, match=f"{first}: was changed since you looked at it, last by S. Second at 2026-01-01"):
        book.set_value(first, "best:killed", 82, by=BY, seen={first: seen.version})
    now = book.incident(first)
    assert now is not None
    assert (now.version, now.tolls[0].best) == (seen.version + 1, 80)
    book.set_value(first, "best:killed", 82, by=BY, seen={first: now.version})
    book.merge([first, code(book, "en1")], by=BY)
    gone = first if book.incident(first) != now else code(book, "en1")
    with pytest.raises(ConflictError, match="was changed since"):
        book.undo(by=BY, seen={gone: 1, first: now.version + 1})


def test_the_history_tells_who_did_what_to_all_concerned(book: Casebook) -> None:
    first, claim = book.incident(code(book, "en1")), UK.mentions[0].claims[0].id
    assert first is not None
    book.reject(claim, by=BY, why="counts soldiers")
    book.undo(by="S. Second")
    told = [(e.who, e.what, e.why) for e in book.history(first.id)][1:]
    assert told == [
        (BY, "decided: reject", "counts soldiers"),
        (BY, "incident changed", "act 1: reject"),
        ("S. Second", "decided: undo", ""),
        ("S. Second", "incident changed", "act 2: undo"),
    ]
    assert [e.what for e in book.history(claim)] == ["decided: reject", "decided: undo"]


def test_a_decision_that_cannot_be_carried_out_is_not_kept(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise MemoryError

    both = [code(book, "en1"), code(book, "tw1")]
    with monkeypatch.context() as patch:
        patch.setattr("recounted.casebook.deciding.carry_out", broken)
        with pytest.raises(MemoryError):
            book.merge(both, by=BY)
    assert book.acts() == []


def test_a_decision_stored_alone_is_carried_out_by_the_next_run(book: Casebook) -> None:
    """As after a crash of an older version between the two."""
    from recounted.model import LinkDecision

    a, b = facts(EN)[0].key, facts(TWO)[0].key
    book.put_act("same", [LinkDecision(verdict="same", mentions=(a, b))], by=BY)
    update_incidents(book)
    assert book.incident_of(a) == book.incident_of(b)


def test_what_was_merged_over_a_long_way_still_grows(book: Casebook) -> None:
    """en, fr, uk and a report from another continent are said to be one: a fifth account of the first town joins them."""
    book.merge([code(book, "en1"), code(book, "tw1")], by=BY)
    book.put_readings([reading("new.txt", told("2022-04-08", TOWN, killed(52)), published="2022-04-12")])
    update_incidents(book)
    assert "en1 fr1 ne1 tw1 uk1" in groups(book)


def test_a_word_on_one_pair_tears_nothing_apart(book: Casebook) -> None:
    book.say_same("en.txt", "two.txt#m2", by=BY)
    assert "en1 fr1 tw2 uk1" in groups(book)

"""What goes into a casebook comes out equal, once, and with its history."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from by_hand import MAYOR, TOWN, at_least, blames, facts, killed, reading, target, told, weapon
from recounted.casebook import Casebook, Stored
from recounted.casebook.acts import undone
from recounted.errors import CasebookError
from recounted.model import Act, Capture, FieldDecision, LinkDecision, Problem, Reading

FULL = reading(
    "a.txt",
    told("2022-04-08", TOWN, at_least(50, by=MAYOR), blames("Azania", by=MAYOR), weapon("missile"), target("transport", 2)),
    told(None, None, role="background"),
    published="2022-04-09",
    url="https://example.org/a",
    title="Titel",
    outlet="Sulaco Times",
    capture=Capture(sha256="ab", bytes=3, media_type="text/plain", encoding="utf-8", path="x/a.txt"),
    problems=(Problem(code="encoding", text="guessed"),),
)
NONE = reading("b.txt", lang="fr").model_copy(update={"problems": (Problem(code="no-harm", text="tells of none"),)})


@pytest.fixture
def book(tmp_path: Path):
    with Casebook.open(tmp_path / "t.casebook", clock=lambda: "2026-01-01T00:00:00+00:00") as casebook:
        yield casebook


def test_readings_come_back_equal(book: Casebook) -> None:
    assert book.put_readings([FULL, NONE]) == Stored(added=2)
    assert list(book.readings()) == [FULL, NONE]
    assert list(book.readings([NONE.report.id])) == [NONE]
    assert book.counts() == {"reports": 2, "mentions": 2, "claims": 4, "incidents": 0}
    assert book.check() == []


def test_a_second_time_adds_nothing(book: Casebook) -> None:
    book.put_readings([FULL, NONE])
    before = book.history()
    assert book.put_readings([FULL, NONE]) == Stored(unchanged=2)
    assert book.history() == before


def test_one_report_under_two_names_is_stored_once(book: Casebook) -> None:
    copy = FULL.model_copy(update={"report": FULL.report.model_copy(update={"name": "copy.txt"})})
    assert book.put_readings([FULL, copy]) == Stored(added=1, unchanged=1)
    assert book.report_names(FULL.report.id) == ("a.txt", "copy.txt")
    assert book.report_text("copy") == book.report_text("a.txt") == FULL.report.text
    assert book.put_readings([copy, FULL]) == Stored(unchanged=2)


def test_a_better_reading_replaces_and_the_old_claims_stay_in_the_history(book: Casebook) -> None:
    book.put_readings([FULL], reader="reader 1")
    better = FULL.model_copy(update={"mentions": FULL.mentions[:1]})
    assert book.put_readings([better], reader="reader 2") == Stored(replaced=1)
    assert list(book.readings()) == [better]
    entry = book.history(FULL.report.id)[-1]
    assert (entry.who, entry.what) == ("reader 2", "report read again")
    assert len(entry.before["claims"]) == 4
    assert book.check() == []


def test_a_reading_that_knows_less_does_not_replace(book: Casebook) -> None:
    book.put_readings([FULL])
    undated = FULL.model_copy(update={"report": FULL.report.model_copy(update={"published": None}), "mentions": ()})
    assert book.put_readings([undated], reader="newer") == Stored(kept=1)
    assert list(book.readings()) == [FULL]


def test_two_names_with_two_dates_do_not_take_turns(book: Casebook) -> None:
    other = FULL.model_copy(update={"report": FULL.report.model_copy(update={"name": "b", "published": "2022-05-01"})})
    assert book.put_readings([FULL, other]) == Stored(added=1, kept=1)
    assert book.put_readings([FULL, other]) == Stored(unchanged=1, kept=1)
    mended = FULL.model_copy(update={"report": FULL.report.model_copy(update={"published": "2022-05-01"})})
    assert book.put_readings([mended]) == Stored(replaced=1)


def test_a_claim_is_found_by_its_id(book: Casebook) -> None:
    book.put_readings([FULL])
    claim = FULL.mentions[0].claims[1]
    found = book.claim(claim.id)
    assert found is not None
    assert (found.claim, found.report, found.mention) == (claim, "a.txt", "m1")
    assert book.claim("nothing") is None


@pytest.mark.parametrize("name", [FULL.report.id, FULL.report.id[7:19], "a.txt", "a"])
def test_a_report_is_found_by_id_or_name(book: Casebook, name: str) -> None:
    book.put_readings([FULL, NONE])
    assert book.report_text(name) == FULL.report.text


def test_a_name_that_fits_none_or_two(book: Casebook) -> None:
    book.put_readings([FULL, reading("a.txt", text="other bytes\n")])
    with pytest.raises(CasebookError, match=r"2 reports are called a\.txt"):
        book.report_text("a.txt")
    with pytest.raises(CasebookError, match="there is no report zzz"):
        book.report_text("zzz")


@pytest.mark.parametrize("wild", ["%", "_.txt", "a_txt"])
def test_a_name_is_taken_literally(book: Casebook, wild: str) -> None:
    book.put_readings([FULL])
    with pytest.raises(CasebookError, match="there is no report"):
        book.report_text(wild)


@pytest.mark.parametrize("change", ["UPDATE history SET who = 'x'", "DELETE FROM history"])
def test_history_only_grows(book: Casebook, change: str) -> None:
    book.put_readings([FULL])
    with pytest.raises(CasebookError, match="history only grows"), book._write() as connection:
        connection.execute(text(change))
    assert book.history()[0].who != "x"


def test_decisions_come_back_in_order_and_are_in_the_history(book: Casebook) -> None:
    book.put_readings([FULL])
    one, other = (f.key for f in facts(FULL))
    for verdict in ("same", "not_same"):
        word = LinkDecision.model_validate({"verdict": verdict, "mentions": (one,), "others": (other,)})
        book.put_act(verdict, [word, FieldDecision(incident="i1", field="grade", value="fair")], by="R. Reader", why="read")
    found = book.decisions()
    assert [(d.number, d.act, d.by, d.why) for d in found] == [(n, (n + 1) // 2, "R. Reader", "read") for n in (1, 2, 3, 4)]
    assert [d.verdict for d in found if isinstance(d, LinkDecision)] == ["same", "not_same"]
    assert [(e.who, e.what, e.why) for e in book.history(one)][:1] == [("R. Reader", "decided: same", "read")]
    assert [a.verb for a in book.acts()] == ["same", "not_same"]


@pytest.mark.parametrize("table", ["acts", "decisions"])
@pytest.mark.parametrize("change", ["UPDATE {} SET number = 9", "DELETE FROM {}"])
def test_acts_and_decisions_only_grow(book: Casebook, table: str, change: str) -> None:
    book.put_act("grade", [FieldDecision(incident="i1", field="grade", value="fair")], by="R. Reader")
    with pytest.raises(CasebookError, match="history only grows"), book._write() as connection:
        connection.execute(text(change.format(table)))


def test_an_act_stands_unless_a_standing_act_undoes_it() -> None:
    def act(number: int, undoes: int | None = None) -> Act:
        return Act(number=number, at="", by="", verb="", undoes=undoes)

    assert undone([act(1), act(2, 1)]) == {1}
    assert undone([act(3, 2), act(1), act(2, 1)]) == {2}
    assert undone([act(1), act(2, 1), act(3, 2), act(4, 3)]) == {1, 3}


def test_check_names_a_quote_that_is_not_in_the_text(book: Casebook) -> None:
    book.put_readings([FULL])
    with book._write() as connection:
        connection.execute(text("UPDATE reports SET text = 'x' || text"))
    found = book.check()
    assert any(FULL.mentions[0].claims[0].id in line for line in found)
    assert any(line.startswith("mention ") for line in found)


# ------------------------------------------------------------------------------------------------------------ properties

_words = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
_mentions = st.lists(
    st.builds(lambda n, who: told("2022-04-08", TOWN, killed(n, by=who)), st.integers(0, 9), st.sampled_from([None, MAYOR])),
    max_size=3,
)
_readings = st.builds(
    lambda n, ms, words, title: reading(f"r{n}.txt", *ms, text=words, title=title),
    st.integers(0, 5),
    _mentions,
    _words,
    st.none() | _words,
)


@settings(max_examples=40)  # a casebook on the disk for each
@given(st.lists(_readings, max_size=6))
def test_what_is_stored_is_read_back(tmp_path_factory: pytest.TempPathFactory, found: list[Reading]) -> None:
    unique = {r.report.id: r for r in found}
    with Casebook.open(tmp_path_factory.mktemp("book") / "t.casebook") as book:
        book.put_readings(unique.values())
        assert list(book.readings()) == list(unique.values())
        assert book.put_readings(unique.values()) == Stored(unchanged=len(unique))
        assert book.check() == []

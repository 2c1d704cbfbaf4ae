"""Claims that people add, and limits that they move: exact words, in every figure, undone, and held through a new reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from by_hand import TOWN, blames, killed, reading, told
from recounted.casebook import Casebook, Look, anew, update_incidents
from recounted.errors import CallError
from recounted.model import Incident, TollClaim

STORY = "🚑🚑 Nurse 𝒜da said “سقط ٧ قتلى” 👩‍👩‍👧 and that seven people died. The town council said seven people died too.\n"
READING = reading("a.txt", told("2022-04-08", TOWN, killed(50), blames("Azania")), published="2022-04-09", text=STORY)
BY = "R. Reader"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "t.casebook") as casebook:
        casebook.put_readings([READING])
        update_incidents(casebook)
        yield casebook


def one(book: Casebook) -> Incident:
    (incident,) = book.incidents()
    return incident


def added(book: Casebook, *, incident: Incident | None = None) -> list[str]:
    return [a.claim for a in (incident or one(book)).amended if a.verdict == "added"]


ARABIC = "سقط ٧ قتلى"


def test_an_added_claim_counts_like_one_that_was_read(book: Casebook) -> None:
    before = one(book)
    act = book.add_claim("a.txt#m1", "toll", {"quote": ARABIC, "harm": "killed", "lo": 7, "hi": 7, "speaker": "Nurse 𝒜da"}, by=BY)
    now = one(book)
    (name,) = added(book)
    assert name == f"{READING.report.id[7:19]}.m1.p1"
    assert (now.tolls[0].low, now.tolls[0].high) == (7, 50)
    assert now.tolls[0].low_claims == (name,)
    stored = book.claim(name)
    assert stored
    claim = stored.claim
    assert isinstance(claim, TollClaim)
    text = READING.report.text
    assert text[claim.start : claim.end] == claim.quote == ARABIC
    assert claim.speaker
    assert text[claim.speaker.start : claim.speaker.end] == claim.speaker.quote == claim.speaker.name == "Nurse 𝒜da"
    assert (claim.point, claim.attribution, claim.scope, claim.rule) == (7, "attributed", "incident", "set by a person")
    assert book.check() == []
    book.undo(act.number, by=BY)
    assert one(book).model_copy(update={"version": 1}) == before.model_copy(update={"version": 1})
    assert book.claim(name) is None
    book.redo(by=BY)
    assert added(book) == [name]


def test_an_added_claim_is_judged_corrected_and_tied_like_any_other(book: Casebook) -> None:
    book.add_claim("a.txt#m1", "toll", {"quote": ARABIC, "harm": "killed", "lo": 7, "hi": 7}, by=BY)
    book.add_claim("a.txt#m1", "toll", {"quote": "Nurse", "harm": "killed", "lo": 7, "hi": 7, "attribution": "denial"}, by=BY)
    (first, second) = added(book)
    book.correct(first, {"lo": 8, "hi": 8, "point": 8}, by="S. Second")
    assert one(book).tolls[0].low == 8
    assert [(a.verdict, a.by) for a in one(book).amended if a.claim == first] == [("added", BY), ("corrected", "S. Second")]
    book.tie(second, [first], by=BY)
    assert {d.claim: d.denies for d in one(book).denials} == {second: (first,)}
    book.reject(first, by=BY)
    assert one(book).tolls[0].low == 50
    assert book.check() == []
    book.add_claim("a.txt#m1", "weapon", {"quote": "🚑🚑", "value": "mortar"}, by=BY)
    assert added(book)[-1].endswith(".p3")


def test_words_are_told_apart_and_held_exactly(book: Casebook) -> None:
    twice = "seven people died"
    toll = {"harm": "killed", "lo": 7, "hi": 7}
    with pytest.raises(CallError, match="stands in the report 2 times"):
        book.add_claim("a.txt#m1", "toll", {"quote": twice, **toll}, by=BY)
    start = READING.report.text.rindex(twice)
    with pytest.raises(CallError, match="are not “seven people died”"):
        book.add_claim("a.txt#m1", "toll", {"quote": twice, "start": start + 1, "end": start + 1 + len(twice), **toll}, by=BY)
    for wrong in ({"start": 5, "end": 5}, {"start": -3, "end": 4}, {"start": 1, "end": 10**6}, {}, {"quote": "nowhere"}):
        with pytest.raises(CallError):
            book.add_claim("a.txt#m1", "toll", {**wrong, **toll}, by=BY)
    with pytest.raises(CallError, match="lower figure"):
        book.add_claim("a.txt#m1", "toll", {"quote": ARABIC, "harm": "killed", "lo": 9, "hi": 7}, by=BY)
    with pytest.raises(CallError, match="no claims of type 'rumour'"):
        book.add_claim("a.txt#m1", "rumour", {"quote": ARABIC}, by=BY)
    with pytest.raises(CallError, match="does not stand in the report"):
        book.add_claim("a.txt#m1", "toll", {"quote": ARABIC, **toll, "speaker": "Nobody"}, by=BY)
    assert book.acts() == []
    book.add_claim("a.txt#m1", "toll", {"quote": twice, "start": start, "end": start + len(twice), **toll}, by=BY)
    stored = book.claim(added(book)[0])
    assert stored
    assert stored.claim.start == start


def test_limits_are_moved_and_the_words_follow(book: Casebook) -> None:
    claim = READING.mentions[0].claims[0]
    book.correct(claim.id, {"quote": ARABIC}, by=BY)
    start = READING.report.text.index(ARABIC)
    (amended,) = one(book).amended
    assert amended.changes == {"start": start, "end": start + len(ARABIC), "quote": ARABIC}
    book.correct(claim.id, {"end": start + 3, "speaker": "Nurse 𝒜da"}, by=BY)
    (amended,) = one(book).amended
    assert amended.changes["quote"] == ARABIC[:3]
    assert isinstance(amended.changes["speaker"], dict)
    assert amended.changes["speaker"]["quote"] == "Nurse 𝒜da"
    assert one(book).history[0].figures[0].voice == "Nurse 𝒜da"


def test_an_added_claim_goes_with_its_account_when_the_report_is_read_again(book: Casebook) -> None:
    book.add_claim("a.txt#m1", "toll", {"quote": ARABIC, "harm": "killed", "lo": 7, "hi": 7}, by=BY)
    book.accept(added(book)[0], by=BY)
    (m1,) = READING.mentions
    other = m1.model_copy(update={"id": "m1", "claims": (), "where": None})
    short = READING.report.id[7:19]
    claims = tuple(c.model_copy(update={"id": f"{short}.m2.c{n}"}) for n, c in enumerate(m1.claims, 1))
    moved = m1.model_copy(update={"id": "m2", "claims": claims})
    book.put_readings([READING.model_copy(update={"mentions": (other, moved)})], reader="newer")
    update_incidents(book)
    home = book.incident_of(f"{short}.m2")
    assert home
    assert [(a.claim, a.verdict) for a in home.amended] == [(f"{short}.m2.p1", "added"), (f"{short}.m2.p1", "accepted")]
    assert book.claim(f"{short}.m2.p1")
    assert book.check() == []


def test_a_look_and_the_export_know_added_claims(book: Casebook, tmp_path: Path) -> None:
    from recounted.export import write_export

    book.add_claim("a.txt#m1", "toll", {"quote": ARABIC, "harm": "killed", "lo": 7, "hi": 7, "speaker": "Nurse 𝒜da"}, by=BY)
    book.set_value(one(book).id, "best:killed", 40, by=BY)
    (found,) = anew(book, book.incidents(), Look(rule="most_recent_independent"))
    assert found
    assert (found.tolls[0].low, found.tolls[0].best, found.decided["best:killed"].by) == (7, 40, BY)
    for level in ("public", "internal"):
        about = write_export(book, "claims", tmp_path / level, level=level)  # type: ignore[arg-type]
        assert about["counts"]["written"] == 3
    assert '"review": "added"' in (tmp_path / "internal").read_text()
    assert ARABIC in (tmp_path / "internal").read_text()
    assert "𝒜da" not in (tmp_path / "public").read_text()
    write_export(book, "incidents", tmp_path / "incidents", level="public")
    assert "𝒜da" not in (tmp_path / "incidents").read_text()
    assert ARABIC not in (tmp_path / "incidents").read_text()

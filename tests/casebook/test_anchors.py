"""A report that is read again by a reader that numbers, drops or cuts otherwise: decisions follow the words or wait."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from by_hand import MAYOR, TOWN, Spot, injured, killed, reading, told, weapon
from recounted.casebook import Casebook, update_incidents
from recounted.errors import CasebookError
from recounted.model import ClaimDecision, LinkDecision, Mention, Reading

FAR = Spot("Azuera", "YE", 15.35, 44.21)
BY = "R. Reader"
TWO = reading(
    "two.txt", told("2022-04-08", TOWN, killed(50, by=MAYOR), injured(7)), told("2016-10-08", FAR, killed(82), weapon("missile"))
)
OTHER = reading("other.txt", told("2022-04-08", TOWN, killed(50)))


@pytest.fixture
def book(tmp_path: Path):
    with Casebook.open(tmp_path / "t.casebook", clock=lambda: "2026-01-01T00:00:00+00:00") as casebook:
        casebook.put_readings([TWO, OTHER])
        update_incidents(casebook)
        yield casebook


def renumbered(order: Sequence[int], base: Reading = TWO, **changes: Any) -> Reading:
    """The mentions at these positions, in this order, numbered anew as a reader does."""
    short = base.report.id.partition(":")[2][:12]
    mentions = []
    for n, position in enumerate(order, 1):
        old = base.mentions[position]
        claims = tuple(c.model_copy(update={"id": f"{short}.m{n}.c{k}"}) for k, c in enumerate(old.claims, 1))
        mentions.append(Mention.model_validate({**old.model_dump(), "id": f"m{n}", "claims": claims}))
    return base.model_copy(update={"mentions": tuple(mentions), **changes})


def key(mention: str) -> str:
    return f"{TWO.report.id.partition(':')[2][:12]}.{mention}"


def read_again(book: Casebook, found: Reading, reader: str) -> None:
    book.put_readings([found], reader=reader)
    update_incidents(book)
    assert book.check() == []


def first_mentions(book: Casebook) -> list[tuple[str, ...]]:
    return [d.mentions for d in book.decisions() if isinstance(d, LinkDecision)]


def test_decisions_follow_a_new_numbering(book: Casebook) -> None:
    book.say_not_same("two.txt#m1", "other.txt", by=BY)
    book.reject(TWO.mentions[1].claims[0].id, by=BY)
    ids = {m.mention: i.id for i in book.incidents() for m in i.mentions if m.report == "two.txt"}
    read_again(book, renumbered([1, 0]), "reader 2")
    assert first_mentions(book) == [(key("m2"),)]
    (word,) = [d for d in book.decisions() if isinstance(d, ClaimDecision)]
    assert word.claim == key("m1.c1")
    now = {m.mention: i.id for i in book.incidents() for m in i.mentions if m.report == "two.txt"}
    assert (now["m1"], now["m2"]) == (ids["m2"], ids["m1"]), "ids follow the words too"
    assert book.history(TWO.report.id)[-1].after["moved"] == {key("m1"): key("m2"), key("m2"): key("m1")}


def test_a_decision_waits_for_words_that_are_gone_and_holds_when_they_are_back(book: Casebook) -> None:
    book.say_not_same("two.txt#m1", "other.txt", by=BY)
    book.accept(TWO.mentions[0].claims[0].id, by=BY)
    made = book.decisions()
    read_again(book, renumbered([1]), "reader 2")
    assert book.decisions() == []
    assert book.waiting() == made
    assert book.decisions(standing=False) == made
    read_again(book, renumbered([1, 0]), "reader 3")
    assert first_mentions(book) == [(key("m2"),)]
    assert book.waiting() == []
    read_again(book, TWO, "reader 4")
    assert book.decisions() == made


def test_of_a_merge_what_is_left_holds(book: Casebook) -> None:
    book.merge([i.code for i in book.incidents()], by=BY)
    assert len(list(book.incidents())) == 1
    read_again(book, renumbered([1]), "reader 2")
    assert len(list(book.incidents())) == 1
    assert len(first_mentions(book)[0]) == 2


def test_a_mention_that_is_cut_in_two_is_found_where_most_of_its_words_are(book: Casebook) -> None:
    book.say_not_same("two.txt#m1", "other.txt", by=BY)
    one, far = TWO.mentions
    cut = [far, one.model_copy(update={"claims": one.claims[1:]}), one.model_copy(update={"claims": one.claims[:1]})]
    assert len(one.claims[0].quote) > len(one.claims[1].quote) - 2
    longer = 3 if len(one.claims[0].quote) > len(one.claims[1].quote) else 2
    read_again(book, renumbered([0, 1, 2], TWO.model_copy(update={"mentions": tuple(cut)})), "reader 2")
    assert first_mentions(book) == [(key(f"m{longer}"),)]


def test_words_are_found_again_in_a_text_that_shifted(book: Casebook) -> None:
    book.reject(TWO.mentions[0].claims[0].id, by=BY)
    book.say_not_same("two.txt#m1", "other.txt", by=BY)
    more = "A line that the old extractor left out.\n"
    body = TWO.model_dump(mode="json")
    _shift(body["mentions"], len(more))
    body["report"]["text"] = more + body["report"]["text"]
    read_again(book, renumbered([1, 0], Reading.model_validate(body)), "reader 2")
    assert first_mentions(book) == [(key("m2"),)]
    assert [d.claim for d in book.decisions() if isinstance(d, ClaimDecision)] == [key("m2.c1")]


def _shift(part: Any, by: int) -> None:
    for value in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _shift(value, by)
    if isinstance(part, dict) and "quote" in part:
        part["start"] += by
        part["end"] += by


def test_a_figure_read_otherwise_is_no_longer_accepted_but_still_rejected_or_corrected(book: Casebook) -> None:
    first, second, third = TWO.mentions[0].claims[0].id, TWO.mentions[0].claims[1].id, TWO.mentions[1].claims[0].id
    book.accept(first, by=BY)
    book.reject(second, by=BY)
    book.correct(third, {"hi": 90}, by=BY)
    read_otherwise = tuple(
        m.model_copy(update={"claims": tuple(c.model_copy(update={"lo": 1}) if c.type == "toll" else c for c in m.claims)})
        for m in TWO.mentions
    )
    read_again(book, TWO.model_copy(update={"mentions": read_otherwise}), "reader 2")
    assert [d.verdict for d in book.decisions() if isinstance(d, ClaimDecision)] == ["rejected", "corrected"]
    assert [d.verdict for d in book.waiting() if isinstance(d, ClaimDecision)] == ["accepted"]


def test_one_claim_is_not_taken_for_another_on_the_same_words(book: Casebook) -> None:
    book.reject(TWO.mentions[0].claims[0].id, by=BY)
    injuries = TWO.mentions[0].claims[0].model_copy(update={"harm": "injured"})
    changed = TWO.mentions[0].model_copy(update={"claims": (injuries, *TWO.mentions[0].claims[1:])})
    read_again(book, TWO.model_copy(update={"mentions": (changed, TWO.mentions[1])}), "reader 2")
    assert book.decisions() == []


def test_undo_works_while_words_are_gone(book: Casebook) -> None:
    book.say_not_same("two.txt#m1", "other.txt", by=BY)
    read_again(book, renumbered([1]), "reader 2")
    book.undo(by=BY)
    read_again(book, TWO, "reader 3")
    assert book.decisions() == []
    assert {len(i.mentions) for i in book.incidents()} == {1, 2}


def test_a_decision_about_what_is_not_there_is_refused(book: Casebook) -> None:
    with pytest.raises(CasebookError, match=r"there is no mention or claim x\.m1"):
        book.put_act("same", [LinkDecision(verdict="same", mentions=("x.m1", key("m1")))], by=BY)
    assert book.acts() == []

"""Texts in more than one language: each passage is read with its own pack, and every span is one of the whole text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.intake import read_text
from recounted.model import Reading
from recounted.reading import read_report
from recounted.reading.words.passages import by_language, join, may_be_mixed

GERMAN = (
    "Zwölf Menschen wurden am Montag bei einem Luftangriff auf einen Markt in Idlib getötet, teilten Rettungskräfte mit. "
    "Die Armee äußerte sich zunächst nicht zu dem Angriff."
)
ENGLISH = (
    "At least 14 people were killed on Monday in an air strike on a market in Idlib, rescuers said. "
    "The army made no comment on the strike for the time being."
)
ARABIC = "مقتل 12 شخصا في قصف على سوق في إدلب يوم الاثنين، بحسب الدفاع المدني."
DUTCH = (
    "Bij een luchtaanval op een markt in de stad zijn zeker twaalf mensen omgekomen, zeggen hulpverleners tegen de krant. "
    "Het leger wil er niets over zeggen, en ook de regering van het land zwijgt."
)


def reading(text: str, lang: str | None = None) -> Reading:
    found = read_report(read_text(text, published="2024-03-06", lang=lang))
    for claim in (claim for mention in found.mentions for claim in mention.claims):
        assert text[claim.start : claim.end] == claim.quote
    return found


def tolls(found: Reading) -> list[list[int | None]]:
    return [[claim.lo for claim in mention.claims if claim.type == "toll"] for mention in found.mentions]


@pytest.mark.parametrize("text", [f"{GERMAN}\n\n{ENGLISH}", f"{ENGLISH}\n\n{GERMAN}"])
def test_a_report_in_two_languages_tells_of_one_incident(text: str) -> None:
    found = reading(text)
    assert sorted(tolls(found)[0]) == [12, 14]
    assert len(found.mentions) == 1
    ids = [claim.id for claim in found.mentions[0].claims]
    assert len(set(ids)) == len(ids)
    assert [int(i.rpartition(".c")[2]) for i in ids] == list(range(1, len(ids) + 1))


def test_a_post_in_two_alphabets_is_read_by_sentence() -> None:
    assert tolls(reading(f"{ARABIC} {ENGLISH}")) == [[12, 14]]
    assert tolls(reading(f"{ARABIC}\n{ENGLISH}", lang="ar")) == [[12, 14]]


def test_a_passage_without_a_pack_is_named_and_the_rest_read() -> None:
    found = reading(f"{ENGLISH}\n\n{DUTCH}", lang="en")
    assert tolls(found) == [[14]]
    assert [(p.code, "from character 15" in p.text, "(nl)" in p.text) for p in found.problems] == [("no_pack", True, True)]
    found = reading(f"{DUTCH}\n\n{ENGLISH}", lang="nl")
    assert tolls(found) == [[14]]
    assert [p.code for p in found.problems] == ["no_pack"]


def test_two_incidents_in_two_languages_stay_two() -> None:
    other = ENGLISH.replace("on Monday in", "on 3 January 2024 in").replace("Idlib", "Khartoum")
    assert tolls(reading(f"{GERMAN}\n\n{other}", lang="de")) == [[12], [14]]


def test_two_incidents_of_one_passage_stay_two() -> None:
    found = reading(GERMAN, lang="de")
    (main,) = found.mentions
    bare = main.model_copy(update={"id": "m2", "role": "background", "when": None, "where": None})
    (other,) = reading(ENGLISH, lang="en").mentions
    joined = join([(main, bare), (other,)], found.report.id)
    assert [(m.id, m.role, len(m.claims)) for m in joined] == [
        ("m1", "main", len(main.claims) + len(other.claims)),
        ("m2", "background", len(bare.claims)),
    ]


def test_a_foreign_name_or_a_short_quotation_stays_in_its_sentence() -> None:
    text = f"{ENGLISH} The sign read «Для детей», he said, and 3 people were hurt."
    assert by_language(text, "en") == {"en": text}


def test_news_in_one_language_is_not_looked_at_twice() -> None:
    assert not may_be_mixed(ENGLISH, "en")
    assert may_be_mixed(f"{ENGLISH} {ARABIC}", "en")


@given(st.lists(st.sampled_from([GERMAN, ENGLISH, ARABIC, DUTCH, "", "12", "Ok. Да."]), max_size=5), st.sampled_from("\n "))
def test_the_parts_are_the_text_each_letter_once(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    parts = by_language(text, "en")
    assert all(len(part) == len(text) for part in parts.values())
    for at, letter in enumerate(text):
        if not letter.isspace():
            assert sorted({part[at] for part in parts.values()} - {" "}) == [letter]
            assert sum(part[at] == letter for part in parts.values()) == 1

"""All place names of a text, by the reader's own finding and choosing."""

from recounted.packs.load import load_pack
from recounted.places import open_gazetteer
from recounted.reading.places.toponyms import Toponym, find_toponyms


def toponyms(text: str, lang: str = "en") -> list[Toponym]:
    return find_toponyms(text, load_pack(lang), open_gazetteer())


def test_spans_are_the_text_s_own_and_no_harm_is_asked_for() -> None:
    text = "The ferry from Odesa to Varna calls at Constanța, in Romania."
    found = toponyms(text)
    assert [t.name for t in found] == ["Odesa", "Varna", "Constanța", "Romania"]
    assert all(text[t.start : t.end] == t.name for t in found)
    assert [t.country for t in found] == ["UA", "BG", "RO", "RO"]
    assert all(t.lat is not None and t.lon is not None and t.gazetteer for t in found)


def test_texts_without_words_have_none() -> None:
    assert toponyms("") == []
    assert toponyms(" … ") == []


def test_adjectives_and_countries_that_act_are_toponyms_too() -> None:
    found = toponyms("Norway said that the Turkish ferry left Oslo.")
    assert [(t.name, t.country) for t in found] == [("Norway", "NO"), ("Turkish", "TR"), ("Oslo", "NO")]


def test_a_person_is_no_place_wherever_the_name_stands() -> None:
    found = toponyms("Captain Elena Florence, 41, left Hamburg at noon. Florence said the sea was calm.")
    assert [t.name for t in found] == ["Hamburg"]


def test_states_are_known_by_their_abbreviations() -> None:
    found = toponyms("The mayor of Paris, Mo., met the mayor of London, Ont.")
    assert [(t.name, t.country) for t in found][1::2] == [("Mo.", "US"), ("Ont.", "CA")]

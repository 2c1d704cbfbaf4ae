"""All place names of a text, by the reader's own finding and choosing."""

from recounted.packs.load import load_pack
from recounted.places import open_gazetteer
from recounted.reading.toponyms import Toponym, find_toponyms


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

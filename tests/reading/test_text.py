"""Cutting a text: tokens, sentences, quotations and datelines keep their place in the stored text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.packs import load_pack
from recounted.reading.sentences.cutting import cut

PIECES = st.sampled_from(
    [
        "At least 12 people were killed",
        "« Douze morts »",
        '"He said',
        "”",
        "“",
        "1,200",
        "7.45 a.m.",
        "Mr. Smith",
        "…",
        "\n",
        "\n\n",
        "КИЇВ",
        "قُتل",
        "Куп'янськ",
        "l'attaque",
        "S-300",
        "e\u0301",
        "👪",
        "\u00a0",
        "\u200f",
        "12:30",
        "(",
        ")",
        "—",
        "KYIV, Ukraine (AP) —",
    ]
)


def sentences(text: str, lang: str = "en") -> list[str]:
    document = cut(text, load_pack(lang))
    return [document.words(s.i, s.j) for s in document.sentences]


@given(st.lists(PIECES | st.text(max_size=12), max_size=25).map(" ".join), st.sampled_from(["en", "fr"]))
def test_tokens_are_slices_and_sentences_share_them_out(text: str, lang: str) -> None:
    document = cut(text, load_pack(lang))
    assert all(text[t.start : t.end] == t.printed for t in document.tokens)
    assert [k for s in document.sentences for k in range(s.i, s.j)] == list(range(len(document.tokens)))
    assert all(0 <= start <= end <= len(text) for start, end in document.quotations)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two died on Sept. 5. Nobody claimed it.", ["Two died on Sept. 5.", "Nobody claimed it."]),
        ("Gov. J. Smith spoke. He left.", ["Gov. J. Smith spoke.", "He left."]),
        ("“It was loud. Two died,” he said. He left.", ["“It was loud.", "Two died,” he said.", "He left."]),
        ("Blast kills four\n\nFour people died.", ["Blast kills four", "Four people died."]),
        ("The shell hit the house.The roof fell.", ["The shell hit the house.", "The roof fell."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("LAGOS, Nigeria (Wire) — Gunmen killed four.", "Gunmen"),
        ("BAMAKO, 23 mars (Agence) - Quatre morts.", "Quatre"),
        ("UN officials counted the dead — all civilians.", "UN"),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(text: str, body: str) -> None:
    document = cut(text, load_pack("en"))
    assert document.tokens[document.sentences[0].body].printed == body


def test_quotations_run_over_sentences() -> None:
    document = cut("« Ils ont tiré. Ils ont tué », dit un témoin.", load_pack("fr"))
    start, end = document.quotations[0]
    assert document.text[start:end].strip() == "Ils ont tiré. Ils ont tué"


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("وقتلت", "و قتلت"),
        ("للجيش", "ل الجيش"),
        ("وبالقصف", "و ب القصف"),
        ("زوجته", "زوجه"),
        ("ومدارسهم", "و مدارس"),
        ("صورة", "صوره"),
        ("والي", "والي"),
        ("و12 شخصا", "و 12 شخصا"),
        ("وَ12 شخصا", "و 12 شخصا"),
        ("ش.هداء", "شهداء"),
        ("بقـ.صـ.ف", "ب قصف"),
        ("وإستشـ ـهاد", "و استشهاد"),
        ("ق ت ل رجل", "قتل رجل"),
        ("قُتِلَ", "قتل"),
        ("\ufed7\ufe98\ufede", "قتل"),
        ("NewsDeskعاجل", "newsdesk عاجل"),
        ("#خان_يونس", "خان يونس"),
    ],
)
def test_arabic_words_are_cut_and_mended(text: str, norms: str) -> None:
    tokens = cut(text, load_pack("ar")).tokens
    assert " ".join(token.norm for token in tokens) == norms


@given(st.lists(PIECES | st.text(alphabet="وبلفالقتل ـ.َ12", max_size=12), max_size=25).map(" ".join))
def test_cut_words_keep_their_place(text: str) -> None:
    document = cut(text, load_pack("ar"))
    spans = [(t.start, t.end) for t in document.tokens]
    assert all(start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[t.start : t.end].endswith(t.printed[1:]) for t in document.tokens)


def test_a_contracted_article_is_shown() -> None:
    text = cut("وفقا للدفاع المدني", load_pack("ar"))
    assert text.words(2, 4) == "الدفاع المدني"
    assert text.text[text.tokens[2].start : text.tokens[3].end] == "لدفاع المدني"

"""Spelling keys: what must meet, what must not, and the forms they never change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.places.spelling import abbreviation, fold, index_keys, keys

#: Each line: spellings of one name in the press of several languages; the first is as a gazetteer keeps it.
MEETING = """
Kurylivka, Kourylivka, Курилівка, Kurylіvka
Bucha, Boutcha, Буча, Butscha, BUCHA
Kupiansk, Koupiansk, Kupyansk, Куп'янськ, Куп’янськ, Купʼянськ, Купянск, Kupjansk, Kup'yans'k
Zaporizhzhia, Zaporijjia, Zaporizhzhya, Zaporijia, Zaporizhia, Saporischschja, Запоріжжя
Huliaipole, Houliaïpole, Гуляйполе, Gulyaypole, Huljajpole
Khan Yunis, Khan Younès, Khan Younis, KHAN YUNIS
El Fasher, El-Facher, Al-Fashir, Ель-Фашер, Эль-Фашер
Sanaa, Sana, Sana'a, Sana’a, SANAA
Mariupol, Marioupol, Mariúpol, Маріуполь, Мариуполь
Ywathagyi, Ywa Tha Gyi, Ywatha Gyi
Rubizhne, Roubijné, Рубіжне
Kunie, Kounié, Куньє
Mykolaiv, Mykolaïv, Mykolajiw, Миколаїв
Severodonetsk, Sievierodonetsk, Сєвєродонецьк, Северодонецк
Lysychansk, Lyssytchansk, Лисичанськ, Lysytschansk
Chasiv Yar, Tchassiv Yar, Часів Яр, Tschassiw Jar
Deir ez-Zor, Deir Ezzor, Dayr az Zawr, Deir al-Zour
Hodeidah, Hudaydah, Al-Hudaydah, Hodeida
Raqqa, Ar-Raqqah, Rakka, ar-Raqqa
Jabalia, Djabaliya, Jabaliya
Uzhhorod, Oujhorod, Ужгород
Izium, Izioum, Ізюм, Izyum
الفاشر, فاشر
صنعاء, صنعا
""".strip().splitlines()

#: Names that a reader takes for different places, and so must the keys.
PARTED = [
    ("Kharkiv", "Kherson"), ("Lyman", "Lima"), ("Gaza", "Gao"), ("Mopti", "Moptar"), ("Kyiv", "Kiruna"), ("Sumy", "Samoa"),
    ("Bakhmut", "Balakliia"), ("Donetsk", "Dnipro"), ("Rafah", "Riga"), ("Homs", "Hamas"), ("Idlib", "Adlib"),
]  # fmt: skip


def pairs() -> list[tuple[str, str]]:
    return [(names[0], other) for line in MEETING for names in [line.split(", ")] for other in names[1:]]


@pytest.mark.parametrize(("kept", "printed"), pairs())
def test_printed_spelling_meets_the_kept_one(kept: str, printed: str) -> None:
    assert set(index_keys(kept, semitic=True)) & set(keys(printed)), (index_keys(kept, semitic=True), keys(printed))


@pytest.mark.parametrize(("one", "other"), PARTED)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert not set(index_keys(one, semitic=True)) & set(keys(other))


def test_vowels_are_merged_only_where_arabic_is_written() -> None:
    assert set(index_keys("Teresin", semitic=False)) & set(keys("Tirisin")) == set()
    assert set(index_keys("Teresin", semitic=True)) & set(keys("Tirisin"))


@pytest.mark.parametrize(
    ("printed", "folded"),
    [("EL-FACHER", "el facher"), ("Куп’янськ", "купянськ"), ("Saint-Denis", "saint denis"), ("Łódź", "lodz"), ("أبيي", "ابيي")],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize(("name", "short"), [("U.S.", "=US"), ("США", "=США"), ("CAR", "=CAR"), ("Car", None), ("UKRAINE", None)])
def test_abbreviations_need_capitals(name: str, short: str | None) -> None:
    assert abbreviation(name) == short


@given(st.text(max_size=30))
def test_any_text_has_stable_keys(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(key[0] in "gsa" for key in keys(text))
    assert keys(text) == keys(text)


@given(st.sampled_from([line.split(", ")[0] for line in MEETING]))
def test_case_does_not_matter(name: str) -> None:
    assert keys(name.upper()) == keys(name.lower())

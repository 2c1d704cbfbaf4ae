"""Exonyms: foreign names in Arabic letters meet the Latin names of the gazetteer, and words of Arabic do not."""

from __future__ import annotations

import pytest

from recounted.places.exonyms import arabic_keys, latin_keys


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Kremenchuk", "كريمنتشوك"),
        ("Mykolaiv", "ميكولاييف"),
        ("Zaporizhzhya", "زابوريجيا"),
        ("Voronezh", "فورونيج"),
        ("Belgorod", "بيلجورود"),
        ("Lysychansk", "ليسيتشانسك"),
        ("Derbent", "ديربنت"),
        ("Damboa", "دامبوا"),
    ],
)
def test_a_foreign_name_is_found_by_its_sounds(latin: str, arabic: str) -> None:
    assert set(latin_keys(latin)) & set(arabic_keys([arabic]))


def test_words_are_not_run_together() -> None:
    assert not set(latin_keys("Vyriv")) & set(arabic_keys(["في", "ريف"]))


def test_short_names_and_other_letters_have_no_key() -> None:
    assert latin_keys("Gao") == () == latin_keys("Чад")
    assert arabic_keys(["غاو"]) == ()

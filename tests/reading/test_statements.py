"""Statements: spans of source, cue and content, from sentences written for it."""

from __future__ import annotations

import pytest

from recounted.reading.speakers.statements import statements


def printed(text: str, lang: str = "en") -> list[tuple[str | None, str, list[str]]]:
    return [
        (text[slice(*s.source)] if s.source else None, text[slice(*s.cue)], [text[slice(*c)] for c in s.content])
        for s in statements(text, lang)
    ]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Police said two shops were hit.", "en", [("Police", "said", ["two shops were hit"])]),
        ("Two shops were hit, the mayor said.", "en", [("the mayor", "said", ["Two shops were hit"])]),
        ("La police a déclaré que deux magasins ont brûlé.", "fr", [("La police", "déclaré", ["deux magasins ont brûlé"])]),
        ("It rained all day.", "en", []),
        ("", "en", []),
    ],
)
def test_source_cue_and_content(text: str, lang: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert printed(text, lang) == expected


def test_a_quotation_that_goes_on_is_content_to_its_end() -> None:
    text = '"Two shops were hit," the mayor said. "Nobody was inside."'
    (one,) = printed(text)
    assert one[:2] == ("the mayor", "said")
    assert one[2][-1].strip('"') == "Nobody was inside."

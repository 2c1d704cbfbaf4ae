"""Packs of numbers and dates alone, so that these tests do not hang on the lexicons; and amounts and dates as short rows."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import recounted.packs
from recounted.packs.schema import Pack
from recounted.reading.dates.expressions import DateExpr, find_dates
from recounted.reading.numbers.quantities import Amount, find_amounts
from recounted.reading.sentences.cutting import cut
from recounted.reading.words.text import Text

PACKS = Path(recounted.packs.__file__).parent
LANGS = ("en", "fr")


def toml(lang: str, stem: str) -> dict[str, Any]:
    return tomllib.loads((PACKS / lang / f"{stem}.toml").read_text(encoding="utf-8"))


def pack_of(lang: str, numbers: dict[str, Any], dates: dict[str, Any], **options: Any) -> Pack:
    return Pack(lang, lang, {"lang": lang, **options}, numbers, dates, {})


@cache
def bare_pack(lang: str) -> Pack:
    options = {key: value for key, value in toml(lang, "pack").items() if key != "lang"}
    return pack_of(lang, toml(lang, "numbers"), toml(lang, "dates"), **options)


def amounts(lang: str, sentence: str, pack: Pack | None = None) -> tuple[Text, list[Amount]]:
    text = cut(sentence, pack or bare_pack(lang))
    return text, [amount for part in text.sentences for amount in find_amounts(text, part)]


def dates(lang: str, sentence: str, pack: Pack | None = None) -> tuple[Text, list[DateExpr]]:
    text = cut(sentence, pack or bare_pack(lang))
    return text, [expr for part in text.sentences for expr in find_dates(text, part)]

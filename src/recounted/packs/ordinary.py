"""Ordinary words: what a language's pack and its examples know. A word beyond them is rare: a name, a village, a detail.

In: a language. Out: its ordinary words, and the words of any text, folded and without the small words that some scripts write
together with the next. No list of frequencies: the pack is the language of reports of attacks, which is what reports share.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from recounted.packs.load import FOLDER, has_pack, load_pack
from recounted.packs.words import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
#: Words broken up to get past filters: lengthening, points and blanks between the letters of one word.
_BREAK = re.compile(r"(?<=[\u0621-\u064a])(?:ـ[\sـ.*]*|\*)(?=[\u0621-\u064a])")


def words_in(text: str, lang: str | None) -> list[str]:
    """The words of three letters or more, in order; in a script that joins small words, its own words alone."""
    found = _WORD.findall(fold(_BREAK.sub("", text)))
    joined = _joined(lang)
    return [joined.sub("", word) for word in found if not word.isascii()] if joined else found


@lru_cache(maxsize=16)
def ordinary_words(lang: str | None) -> frozenset[str]:
    """The words that say nothing of which attack a report tells; empty for a language without a pack."""
    if lang is None or not has_pack(lang):
        return frozenset()
    pack = load_pack(lang)
    known = list({word for rows in pack.forms.values() for words, _ in rows for word in words})
    known += [word for name, words in pack.word_lists.items() if name != "given_name" for word in words]
    known += _strings([pack.numbers, pack.dates])
    known += [path.read_text(encoding="utf-8") for path in sorted((FOLDER / lang / "examples").glob("*.txt"))]
    return frozenset(words_in(" ".join(known), lang))


@cache
def _joined(lang: str | None) -> re.Pattern[str] | None:
    """What a language writes together with the next word, by its pack."""
    options = load_pack(lang).options if lang is not None and has_pack(lang) else {}
    if not options.get("joined_article"):
        return None
    both = [re.escape(fold(w)) for name in ("joined_conjunctions", "joined_prepositions") for w in options.get(name, ())]
    whole = [re.escape(fold(w)) for w in (options["joined_article"], *options.get("contractions", ()))]
    small, article = "|".join(both), "|".join(whole)
    return re.compile(rf"^(?:(?:{small})?(?:{article})(?=.{{2}})|(?:{small})(?=.{{3}}))")


def _strings(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    if isinstance(found, dict):
        found = [*found, *found.values()]
    return [text for one in found for text in _strings(one)] if isinstance(found, (list, tuple, set, frozenset)) else []

"""Spelling keys: one key for the many ways in which news languages write one place name.

In: a printed name in any script. Out: ``fold`` (the same letters whatever the case, accents, apostrophes and hyphens), and
``keys`` (spelling keys, most trusted first, that merge romanisations: Kourylivka, Kurylivka, Курилівка). Refuses to merge
endings that differ by language (Kharkiv, Kharkov): gazetteers list those as names of their own.

A key is written in a small alphabet of sounds: lower-case letters, and ``S`` for every hushing sound, because English ch is
French tch, German tsch and Polish cz, while French ch is English sh. g, h and kh are one sound (Гуляйполе: Gulyaypole,
Huliaipole), so are v and w, s and z, c, k and q, i, y and ï.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from recounted.places.letters import (
    ARABIC_LETTERS,
    ARTICLES,
    CONVENTIONS,
    CYRILLIC,
    GLUED_ARTICLE,
    LATIN_LETTERS,
    LATIN_SOUNDS,
    SEMITIC_SOUNDS,
    SEMITIC_WORDS,
    SUN_ARTICLES,
    TYPE_WORDS,
)

#: The families a key may belong to; a key never meets a key of another family.
Family = Literal["general", "semitic", "arabic"]
#: Sounds. Keys as short as this, with the letter of their family, are shared by names that have nothing to do with each other.
SHORTEST_KEY = 4
_PREFIX: dict[Family, str] = {"general": "g", "semitic": "s", "arabic": "a"}

#: Apostrophes, soft signs, quotation marks and brackets; tatweel; marks of direction, zero-width spaces and joiners, soft hyphen.
_DROPPED = dict.fromkeys(map(ord, "'’ʼ`´′ʹʻʿʾ‘“”\"ˈ.·()[]\u0640\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"))
_SPACED = dict.fromkeys(map(ord, "-‐‑‒–—−/,;:_&"), " ")
_FOLDED = str.maketrans({"ґ": "г", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "أ": "ا", "إ": "ا", "آ": "ا",
                         "ى": "ي", "ی": "ي", "ک": "ك", "ە": "ه"})  # fmt: skip
_TABLE = {**_DROPPED, **_SPACED}
_DOUBLED = re.compile(r"(.)\1+")
_LONGEST_ABBREVIATION = 4
#: The e of French spellings that nobody hears (Haroune, Soleimane).
_MUTE = re.compile("(?<=[aiou][nlrmd])e$")
#: Letters of scripts without a key: all but Latin, Cyrillic, Arabic, marks and signs.
_UNKEYED = re.compile("[\u0370-\u03ff\u0530-\u05ff\u0780-\u1dff\u1f00-\u1fff\u2c00-\ufaff\U00010000-\U0001ffff]")
#: Letters that tell a convention apart from the first; without them its key is the same.
_TELLING = {"german": ("j", "ch", "z"), "spanish": ("j",)}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name without case, accents, apostrophes and dots, hyphens as spaces: equal for EL-FACHER and « El Facher »."""
    if name.isascii():
        return " ".join(name.translate(_TABLE).lower().split())
    # Casefolding may yield composed letters, and decomposing capitals (𝙰): hence twice.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.translate(_FOLDED).translate(_TABLE).split())


def abbreviation(name: str) -> str | None:
    """The index form of a short name in capitals (US, U.S., CAR, США), None for others: in small letters these are words."""
    if len(name) > 2 * _LONGEST_ABBREVIATION:
        return None
    letters = name.replace(".", "")
    if 2 <= len(letters) <= _LONGEST_ABBREVIATION and letters.isalpha() and letters.isupper():
        return "=" + letters
    return None


def dotted(name: str) -> str:
    """The index form of an abbreviation that counts only with capital and full stop ("Mo.", "S.C."): no fold has a full stop."""
    return "=" + name.replace(" ", "")


@lru_cache(maxsize=65536)
def script(word: str) -> str:
    """The script of a word's first letter: latin, cyrillic, arabic, other, or none."""
    for c in word:
        if c.isalpha():
            code = ord(c)
            if code < 0x250 or 0x1E00 <= code < 0x1F00:
                return "latin"
            if 0x400 <= code < 0x530:
                return "cyrillic"
            if 0x600 <= code < 0x780 or 0xFB50 <= code < 0xFF00:
                return "arabic"
            return "other"
    return "none"


def keys(name: str) -> tuple[str, ...]:
    """The spelling keys under which a printed name is looked for, most trusted first; empty for scripts without a key.

    The first letter of a key names its family. A name is indexed under ``index_keys``, which are fewer.
    """
    return tuple(dict.fromkeys("".join(run) for run in key_runs(key_words(name))))


def key_runs(words: Sequence[str]) -> list[list[str]]:
    """Keys word by word, for finding the longest name in a run of words: each list begins with the family, then a piece a word.

    Words are lower-case and of scripts that have keys, as ``key_words`` gives them.
    """
    if not words:
        return []
    if script(words[0]) == "arabic":
        return [[_PREFIX["arabic"], *map(_arabic, words)]]
    runs = [[_PREFIX["general"], *(_general(word, CONVENTIONS[0]) for word in words)]]
    for convention, letters in _TELLING.items():
        if any(letter in word for word in words for letter in letters) and script(words[0]) == "latin":
            runs.append([_PREFIX["general"], *(_general(word, convention) for word in words)])
    runs.append([_PREFIX["semitic"], *_semitic_pieces(words)])
    if any(_MUTE.search(word) for word in words):
        runs.append([_PREFIX["semitic"], *_semitic_pieces([_MUTE.sub("", word) for word in words])])
    return runs


def index_keys(name: str, *, semitic: bool) -> tuple[str, ...]:
    """The keys under which a gazetteer name is kept; ``semitic`` for places where Arabic, Persian or Hebrew is written."""
    words = key_words(name)
    if not words:
        return ()
    if script(words[0]) == "arabic":
        return (_PREFIX["arabic"] + "".join(map(_arabic, words)),)
    general = _PREFIX["general"] + "".join(_general(word, CONVENTIONS[0]) for word in words)
    return (general, _PREFIX["semitic"] + "".join(_semitic_pieces(words))) if semitic else (general,)


@lru_cache(maxsize=65536)
def key_words(name: str) -> tuple[str, ...]:
    """The lower-case words of a name with their diacritics; empty unless the whole name is in a script with a key."""
    return () if _UNKEYED.search(name) else tuple(name.casefold().translate(_TABLE).split())


@lru_cache(maxsize=4096)
def same_name(division: str, settlement: str) -> bool:
    """Whether a division is called after a settlement: "Dayr az Zawr", "Al Hudaydah Governorate" and their cities."""
    bare, _, word = division.rpartition(" ")
    seat = bare if word in TYPE_WORDS else division
    return bool(set(keys(seat)) & set(keys(settlement)))


@lru_cache(maxsize=65536)
def _general(word: str, convention: str) -> str:
    return _merged(LATIN_SOUNDS[convention].sub(_latin(word)))


@lru_cache(maxsize=65536)
def _semitic(word: str) -> str:
    if word in SEMITIC_WORDS:
        return SEMITIC_WORDS[word]
    latin = GLUED_ARTICLE.sub("", _latin(word))
    return _DOUBLED.sub(r"\1", SEMITIC_SOUNDS.sub(_merged(LATIN_SOUNDS["semitic"].sub(latin))))


def _semitic_pieces(words: Sequence[str]) -> list[str]:
    """Articles go (El-Facher, Fasher; Deir ez-Zor), unless nothing follows them."""
    pieces = []
    for here, following in zip(words, [*words[1:], ""], strict=True):
        latin = _latin(here)
        article = (
            latin in ARTICLES or (latin in SUN_ARTICLES and _latin(following)[:1] == latin[-1:]) or latin[1:] in {"sh", "ch"}
        )
        pieces.append("" if article and following else _semitic(here))
    return pieces


def _merged(sounds: str) -> str:
    """Doubled letters once, and ie as e (Sievierodonetsk, Severodonetsk)."""
    once = _DOUBLED.sub(r"\1", sounds)
    return _DOUBLED.sub(r"\1", once.replace("ie", "e")) if "ie" in once else once


@lru_cache(maxsize=65536)
def _latin(word: str) -> str:
    """A Latin or Cyrillic word in plain Latin letters, Cyrillic by sound."""
    text = word.translate(CYRILLIC).translate(LATIN_LETTERS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text


@lru_cache(maxsize=65536)
def _arabic(word: str) -> str:
    """An Arabic-script word without article, marks, hamza seats and final ta marbuta; Persian letters as Arabic ones."""
    text = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).translate(ARABIC_LETTERS)
    text = text[2:] if text.startswith("ال") and len(text) > 4 else text
    return text[:-1] if text.endswith("ه") and len(text) > 3 else text

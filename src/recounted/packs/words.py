"""Words as packs and reports share them: where a printed word ends, and how two printings of it are made equal.

One tokenizer serves both the forms of a pack and the text of a report, so a form always meets the words it was written for.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

APOSTROPHES = "'’ʼ`´‘"
_LETTER = r"[^\W\d_]"
TOKEN = re.compile(
    rf"""
      (?P<date>\d{{1,4}}(?P<sep>[./-])\d{{1,2}}(?P=sep)\d{{1,4}}(?![\w]))
    | (?P<clock>\d{{1,2}}(?::|h)\d{{2}}(?::\d{{2}})?(?![\w]))
    | (?P<compound>\d+(?:[.,]\d+)*(?:[-‑]{_LETTER}[\w]*)+)
    | (?P<number>\d{{1,3}}(?:[,.'’\u00a0\u202f\u2009 ]\d{{3}})+(?![\d])|\d+(?:[.,٫]\d+)?)
    | (?P<acronym>(?:{_LETTER}\.){{2,}})
    | (?P<word>{_LETTER}[\w\u0610-\u061a\u064b-\u065f\u0640]*(?:[{APOSTROPHES}‑-][\w\u064b-\u065f]+)*)
    | (?P<punct>[^\w\s]|_)
    """,
    re.VERBOSE,
)
#: Vowel signs and the like, which Arabic prints or leaves out at will.
_MARKS = dict.fromkeys((*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670))
#: Letters that Arabic prints one for the other.
_ALIKE = str.maketrans("أإآٱىة", "ااااي" + "ه")
_UNIFY = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), "‑": "-", "ـ": None})


def fold(word: str) -> str:
    """Lower case, one kind of apostrophe and hyphen, composed characters: equal for all printings of one word."""
    if word.isascii():
        return word.lower()
    folded = lower(word)
    if "\u0600" <= folded[:1] <= "\u06ff":
        folded = folded.translate(_MARKS).translate(_ALIKE)
    return folded or word


def lower(word: str) -> str:
    """Lower case, one kind of apostrophe and hyphen, composed characters."""
    return unicodedata.normalize("NFC", word.translate(_UNIFY).lower())


def pieces(word: str, options: dict[str, Any]) -> list[str]:
    """A printed word cut at its elisions and clitic endings (l'attaque → l' + attaque; Kyiv's → Kyiv + 's)."""
    if not any(a in word for a in APOSTROPHES):
        return [word]
    folded = fold(word)
    for suffix in options.get("suffixes", ()):
        if folded.endswith(suffix) and len(folded) > len(suffix):
            return [*pieces(word[: -len(suffix)], options), word[-len(suffix) :]]
    head, _, _ = folded.partition("'")
    if head + "'" in options.get("elisions", ()) and len(folded) > len(head) + 1:
        return [word[: len(head) + 1], *pieces(word[len(head) + 1 :], options)]
    return [word]


def split_words(form: str, options: dict[str, Any]) -> list[str]:
    """The folded words of a pack's form; an elided word may stand alone (``d'``)."""
    if form.endswith(tuple(APOSTROPHES)):
        head, _, last = form.rpartition(" ")
        return [*split_words(head, options), fold(last)] if head else [fold(last)]
    return [fold(piece) for match in TOKEN.finditer(form) for piece in pieces(match.group(), options)]

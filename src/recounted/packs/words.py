"""Words as packs and reports share them: where a printed word ends, and how two printings of it are made equal.

One tokenizer serves both the forms of a pack and the text of a report, so a form always meets the words it was written for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

APOSTROPHES = "'’ʼ`´‘"
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
#: Characters that nobody sees: they part no words and are no punctuation.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LETTER = r"[^\W\d_]"
#: Arabic letters with their marks; a word is of one script (posts glue a name to the first word: "NewsDeskعاجل").
_ARABIC = r"[\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
_ARABIC_REST = r"[\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06f0-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]*"
#: What may follow a first letter of another script: letters and digits; an underscore parts words (#Khan_Yunis).
_REST = r"[^\W_\u0600-\u065f\u066e-\u06ff]*"
#: Arabic writes "and", "with" and the article as one with a number in digits.
_JOINED_TO_DIGITS = r"(?:[وفبل]ـ*|[وب]?الـ*|للـ*)(?=\d)"
#: Nearly every word of the alphabets that join nothing: found at once, as the longer patterns would find it.
_COMMON = "[A-Za-zÀ-ÖØ-öø-ÿА-Яа-яЁёІіЇїЄєҐґ]++(?=[ ,\n])"
TOKEN = re.compile(
    rf"""
      (?=\d)(?:(?P<date>\d{{1,4}}(?P<sep>[./-])\d{{1,2}}(?P=sep)\d{{1,4}}(?![\w]))
    | (?P<clock>\d{{1,2}}(?::|h)\d{{2}}(?::\d{{2}})?(?![\w]))
    | (?P<compound>\d+(?:[.,]\d+)*(?:[-‑]{_LETTER}[\w]*)+)
    | (?P<number>\d{{1,3}}(?:[,.'’\u00a0\u202f\u2009 ]\d{{3}})+(?![\d])|\d+(?:[.,٫]\d+)?))
    | (?P<acronym>(?:{_LETTER}\.){{2,}})
    | (?P<word>{_COMMON}|{_JOINED_TO_DIGITS}|{_ARABIC}{{2,3}}\d{{1,3}}(?!\d)
        |{_ARABIC}{_ARABIC_REST}(?:[{APOSTROPHES}‑-](?:{_ARABIC}|\d){_ARABIC_REST})*
        |{_LETTER}{_REST}(?:[{APOSTROPHES}‑-][^\W_]{_REST})*)
    | (?P<punct>\#(?![^\W\d])|[^\w\s#{INVISIBLE}])
    """,
    re.VERBOSE,
)
#: Forms of nothing but letters and spaces: nearly all.
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_UNIFY = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), "‑": "-", "ـ": None})
#: And, of Arabic: no vowel signs, which are printed or left out at will, one letter for those printed one for the other, and
#: the marks of punctuation as elsewhere. The Swiss write no ß.
_FOLD = {
    **_UNIFY,
    ord("ß"): "ss",
    **dict.fromkeys((*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670)),
    **str.maketrans("أإآٱىیةکہ،؛؟", "ااااييهكه,;?"),
}
#: Arabic letters by their shape in print come from here on; only old files and picture texts hold them.
_SHAPES = "\ufb50"


def fold(word: str) -> str:
    """Lower case, one kind of apostrophe and hyphen, composed characters: equal for all printings of one word."""
    if word.isascii():
        return word.lower()
    if max(word) >= _SHAPES:
        word = unicodedata.normalize("NFKC", word)
    return unicodedata.normalize("NFC", word.translate(_FOLD).lower()) or word


def lower(word: str) -> str:
    """Lower case, one kind of apostrophe and hyphen, composed characters."""
    return unicodedata.normalize("NFC", word.translate(_UNIFY).lower())


def pieces(word: str, options: dict[str, Any]) -> list[str]:
    """A printed word cut at its elisions, clitic endings and the party that opens a compound (l'attaque → l' + attaque;
    Kyiv's → Kyiv + 's; US-Angriff → US- + Angriff).
    """
    if _APOSTROPHE.search(word) is None:
        size = _compound_head(word, options) if "-" in word else 0
        return [word[:size], word[size:]] if size else [word]
    folded = fold(word)
    for suffix in options.get("suffixes", ()):
        if folded.endswith(suffix) and len(folded) > len(suffix):
            return [*pieces(word[: -len(suffix)], options), word[-len(suffix) :]]
    head, _, _ = folded.partition("'")
    if head + "'" in options.get("elisions", ()) and len(folded) > len(head) + 1:
        return [word[: len(head) + 1], *pieces(word[len(head) + 1 :], options)]
    return [word]


def _compound_head(word: str, options: dict[str, Any]) -> int:
    """Letters of the name and hyphen that open a compound (US-, RSF-); 0 for other words."""
    folded = fold(word)
    heads = [len(h) + 1 for h in options.get("compound_heads", ()) if folded.startswith(h + "-") and len(folded) > len(h) + 1]
    return max(heads, default=0)


def _norm(piece: str) -> str:
    return fold(piece).removesuffix("-") or piece


class CutWords(dict[str, tuple[tuple[int, str, str, str, bool], ...]]):
    """Printed word → its pieces, each with its length in print, print, folded form, kind and whether it has a capital.

    Words come again and again, so each is cut once; all are forgotten at once where there are too many.
    """

    KEPT = 20_000

    def __init__(self, options: dict[str, Any], known: Container[str] = ()) -> None:
        super().__init__()
        self.options = options
        self.known = known

    def __missing__(self, printed: str) -> tuple[tuple[int, str, str, str, bool], ...]:
        if len(self) >= self.KEPT:
            self.clear()
        affixes = self.options.get("affixes")
        cut = affixes.pieces(printed) if affixes else ((len(p), p, _norm(p)) for p in pieces(printed, self.options))
        found = self[printed] = tuple(
            (size, part, self._known(norm), "number" if affixes and part.isdecimal() else "word", part[0].isupper())
            for size, part, norm in cut
        )
        return found

    def _known(self, norm: str) -> str:
        """A compound that is printed with a hyphen, as the pack writes it (Terror-Anschlag → terroranschlag)."""
        if "-" not in norm or norm in self.known or not self.options.get("compound_heads"):
            return norm
        joined = norm.replace("-", "")
        return joined if joined in self.known else norm


def accented(text: str, end: int, letters: Mapping[str, str], known: Container[str]) -> str | None:
    """The known word that ends at character ``end`` with an apostrophe for its accent, as agencies type it (E', citta')."""
    if text[end : end + 1] not in APOSTROPHES or text[end : end + 1] == "" or text[end + 1 : end + 2].isalnum():
        return None
    start = end
    while start and text[start - 1].isalpha():
        start -= 1
    word = fold(text[start:end])
    return next((w for a in letters.get(word[-1:], "") if (w := word[:-1] + a) in known), None)


def split_words(form: str, options: dict[str, Any]) -> list[str]:
    """The folded words of a pack's form; an elided word may stand alone (``d'``)."""
    if _PLAIN.fullmatch(form) and "affixes" not in options:
        return fold(form).split()
    if form.endswith(tuple(APOSTROPHES)):
        head, _, last = form.rpartition(" ")
        return [*split_words(head, options), fold(last)] if head else [fold(last)]
    affixes = options.get("affixes")
    if affixes:
        return [piece.norm for match in TOKEN.finditer(form) for piece in affixes.pieces(match.group())]
    return [_norm(piece) for match in TOKEN.finditer(form) for piece in pieces(match.group(), options)]

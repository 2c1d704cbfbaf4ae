"""Affixes: the small words that some scripts write together with the word beside them (Arabic و ف ب ل, and the pronouns ه ها هم).

In: a printed word. Out: its Pieces, each with the length that it has in print. A word is cut only where what remains is a word of
the pack, so that a name or a word that the pack does not know stays whole; a word that the pack itself holds is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from recounted.packs.words import fold

#: Kept results; forgotten all at once beyond it.
_KEPT = 100_000
_LETTER = re.compile(r"[^\W\d_ـ]")
#: What a piece can begin with: a letter, or a digit (و12).
_LETTER_OR_DIGIT = re.compile(rf"{_LETTER.pattern}|\d")
_L = "[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]"
_MARK = "[\u064b-\u0652\u0670]*"
#: Words broken up to get past a filter: by points and the like, by lengthening at a space, by spaces between single letters.
_SIGN = "(?:ـ*[.*_~+/|·•'’-]+ـ*|ـ+[،,!؛]{1,3}ـ*|[،,!؛]{1,3}ـ+)"
_BROKEN = re.compile(
    rf"(?<!{_L})(?:(?:{_L}{_MARK})+(?:{_SIGN}(?:{_L}{_MARK})+)+ـ*"
    rf"|(?:{_L}{_MARK})+(?:ـ+ ?ـ*|ـ* ?ـ+)(?:{_L}{_MARK})+(?:(?:ـ+ ?ـ*|ـ* ?ـ+)(?:{_L}{_MARK})+)*"
    rf"|[وفبل]?{_L}ـ*(?: {_L}ـ*){{2,}})(?!{_L})"
)


class Piece(NamedTuple):
    """Part of a printed word: its characters in print, how it would be printed alone, and its folded form."""

    size: int
    printed: str
    norm: str


@dataclass
class Affixes:
    """What a pack says of joined words, with its vocabulary (folded)."""

    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    contractions: Mapping[str, str]
    article: str
    enclitics: tuple[str, ...]
    own_endings: tuple[str, ...]
    stem_endings: Mapping[str, str]
    vocabulary: set[str]
    owned: Mapping[str, str]
    broken_words: bool
    kept: dict[str, tuple[Piece, ...]] = field(default_factory=dict, repr=False)

    def pieces(self, printed: str, *, broken: bool = False) -> tuple[Piece, ...]:
        """The pieces of a printed word; one piece if it stays whole. ``broken``: only its letters count."""
        found = self.kept.get(printed)
        if found is None:
            if len(self.kept) > _KEPT:
                self.kept.clear()
            norm = fold("".join(_LETTER.findall(printed)) if broken else printed)
            norms = self.cut(norm) or (norm,)
            if printed.endswith(self.own_endings) and norms[-1] != norm[-len(norms[-1]) :]:
                norms = (*norms[:-1], norms[-1] + norm[-1])  # a feminine noun, no pronoun: صورة is not صور + ه
            elif norms[-1] in self.owned and norm.endswith(norms[-1]) and not printed.endswith(self.own_endings):
                norms = (*norms[:-1], self.owned[norms[-1]])  # his son (ابنه), no daughter (ابنة)
            found = self.kept[printed] = tuple(_printed(printed, norms))
        return found

    def broken(self, text: str) -> dict[int, int]:
        """Start → end of the words of the vocabulary that stand broken up in a text."""
        found = {}
        for match in _BROKEN.finditer(text) if self.broken_words else ():
            joined = fold("".join(_LETTER.findall(match.group())))
            if len(joined) > 2 and self.cut(joined):
                found[match.start()] = match.end()
        return found

    def cut(self, norm: str) -> tuple[str, ...] | None:
        """The folded pieces of a word: as it is, or a conjunction, a preposition and what is known then; None: unknown."""
        plain = self._known(norm)
        if plain:
            return (plain,)
        for joined, whole in self.contractions.items():
            if norm.startswith(joined):
                return norm[0], self._known(whole + norm[len(joined) :]) or whole + norm[len(joined) :]
        first, rest = norm[:1], norm[1:]
        if first in self.conjunctions and len(rest) > 1:
            inner = self.cut(rest) if rest[0] not in self.conjunctions else self._named(rest)
            return (first, *inner) if inner else self._with_article(first, rest)
        if first in self.prepositions and len(rest) > 2:
            inner = self._named(rest)
            return (first, *inner) if inner else self._with_article(first, rest)
        return None

    def _named(self, norm: str) -> tuple[str] | None:
        known = self._known(norm)
        return (known,) if known else None

    def _with_article(self, first: str, rest: str) -> tuple[str, str] | None:
        """What has an article is a noun, known or not: and the …, in the …"""
        return (first, rest) if rest.startswith(self.article) and len(rest) > len(self.article) + 2 else None

    def _known(self, norm: str) -> str | None:
        """The word of the vocabulary that this is, a pronoun behind it taken off (زوجته → زوجة); None if there is none."""
        if norm in self.vocabulary:
            return norm
        for ending in self.enclitics:
            if norm.endswith(ending) and len(norm) > len(ending) + 2:
                stem = norm[: -len(ending)]
                for last, instead in (("", ""), *self.stem_endings.items()):
                    if stem.endswith(last) and (changed := stem.removesuffix(last) + instead) in self.vocabulary:
                        return changed
        return None


def _printed(printed: str, norms: tuple[str, ...]) -> list[Piece]:
    """Pieces for folded norms: every one but the last is a single letter, with the marks printed on it."""
    found: list[Piece] = []
    at = 0
    for norm in norms[:-1]:
        letter = _LETTER_OR_DIGIT.search(printed, at + 1)
        end = letter.start() if letter else len(printed)
        found.append(Piece(end - at, printed[at:end], norm))
        at = end
    contracted = len(norms) > 1 and norms[-1][:1] != fold(printed[at : at + 1])
    return [*found, Piece(len(printed) - at, norms[-1][0] + printed[at:] if contracted else printed[at:], norms[-1])]


def joins_words(options: Mapping[str, Any]) -> bool:
    """Does the language write small words as one with the next?"""
    return bool(options.get("joined_conjunctions"))


def affixes(options: Mapping[str, Any], vocabulary: Iterable[str]) -> Affixes | None:
    """The affixes of a pack whose words these are; None for a language that joins no words."""
    if not joins_words(options):
        return None
    return Affixes(
        frozenset(map(fold, options["joined_conjunctions"])),
        frozenset(map(fold, options.get("joined_prepositions", ()))),
        {fold(joined): fold(whole) for joined, whole in options.get("contractions", {}).items()},
        fold(options.get("joined_article", "")),
        tuple(sorted(map(fold, options.get("enclitics", ())), key=len, reverse=True)),
        tuple(options.get("own_endings", ())),
        {fold(last): fold(instead) for last, instead in options.get("stem_endings", {}).items()},
        set(vocabulary),
        {fold(word): fold(noun) for word, noun in options.get("owned", {}).items()},
        bool(options.get("broken_words", False)),
    )


def vocabulary(options: Mapping[str, Any], forms: Iterable[tuple[str, ...]]) -> list[str]:
    """The words of a pack's folded forms that no text has cut.

    A word that is a form by itself is never cut (والي, "governor"); in a longer form, words are cut as they are in a text.
    """
    rows = list(forms)
    alone = {words[0] for words in rows if len(words) == 1} | set(map(fold, options.get("whole", ())))
    words = alone.union(*rows)
    made = affixes(options, words)
    for word in words - alone if made else ():
        assert made is not None
        made.vocabulary.discard(word)
        if len(made.cut(word) or ()) < 2:
            made.vocabulary.add(word)
    return sorted(made.vocabulary) if made else []

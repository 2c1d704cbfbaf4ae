"""Text: tokens, tags, sentences and the whole of a text, every one with its offsets in the stored text.

In: the stored text and a pack. Out: tokens that carry ``text[start:end]`` as printed. Nothing is changed or dropped, but for
the marks of footnotes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from recounted.packs.affixes import Affixes
from recounted.packs.schema import Meaning, Pack
from recounted.packs.words import INVISIBLE, TOKEN, accented, fold

#: Marks right behind a word that point to a note («Исламское государство»*): they are no part of the sentence.
FOOTNOTES = frozenset("*†‡")
#: The commonest tokens that are no words: they fold to themselves.
PLAIN_MARKS = frozenset('.,;:!?()[]-–—«»“”"')


@dataclass(slots=True)
class Token:
    """One printed piece; ``kind`` is word, number, date, clock, compound, acronym or punct; ``norm`` is folded.

    ``printed`` is ``text[start:end]``, but for a word that is contracted with the one before it (للجيش: ل, الجيش).
    """

    printed: str
    norm: str
    start: int
    end: int
    kind: str
    #: characters between this token and the one before it held a space, a line break or nothing: "", " ", "\n", "\n\n"
    gap: str
    #: starts with an upper-case letter
    capital: bool = False


@dataclass(slots=True)
class Tag:
    """A form of the pack found in the text: tokens ``i`` to ``j`` (exclusive, counted over the whole text) carry a meaning.

    ``category``, ``value`` and ``slot`` (of the pack, that the form stands in) are the meaning's, at hand: rules ask for them
    all the time.
    """

    i: int
    j: int
    meaning: Meaning
    category: str
    value: str
    slot: str

    @classmethod
    def of(cls, i: int, j: int, meaning: Meaning) -> Tag:
        """Tokens i to j, tagged with a meaning."""
        return cls(i, j, meaning, meaning.category, meaning.value, meaning.attrs.get("slot", ""))


@dataclass(slots=True)
class Sentence:
    """Tokens ``i`` to ``j`` (exclusive). ``line`` is headline or body; ``body`` is the first token after a dateline."""

    index: int
    i: int
    j: int
    line: str
    paragraph: int
    body: int
    tags: list[Tag] = field(default_factory=list)


@dataclass
class Text:
    """A whole text, cut and tagged."""

    text: str
    pack: Pack
    tokens: list[Token]
    sentences: list[Sentence]
    quotations: list[tuple[int, int]]
    # what is known once it was asked for; `cached_property` is for classes that are never compiled
    _capitals: frozenset[str] | None = None
    _surnames: frozenset[str] | None = None
    _quoted: list[int] | None = None

    def words(self, i: int, j: int) -> str:
        """The stored characters from token i to token j (exclusive); a contracted first word as it is written alone."""
        if j <= i:
            return ""
        first = self.tokens[i]
        printed = self.text[first.start : self.tokens[j - 1].end]
        return printed if printed.startswith(first.printed) else first.printed + printed[first.end - first.start :]

    @property
    def capitals(self) -> frozenset[str]:
        """The folded words that the text prints with a capital in the midst of a sentence."""
        if self._capitals is None:
            starts = {s.body for s in self.sentences} | {s.i for s in self.sentences}
            inner = (t for k, t in enumerate(self.tokens) if k not in starts)
            self._capitals = frozenset(t.norm for t in inner if t.capital and t.kind == "word")
        return self._capitals

    @property
    def surnames(self) -> frozenset[str]:
        """The folded words that the text prints with a capital right behind another such word."""
        if self._surnames is None:
            pairs = pairwise(self.tokens)
            self._surnames = frozenset(t.norm for before, t in pairs if t.capital and t.kind == "word" and before.capital)
        return self._surnames

    @property
    def quoted(self) -> list[int]:
        """For each token, the number of its quotation, or -1."""
        if self._quoted is None:
            self._quoted = self._in_quotations()
        return self._quoted

    def _in_quotations(self) -> list[int]:
        inside = [-1] * len(self.tokens)
        spans = self.quotations
        number = 0
        for index, token in enumerate(self.tokens):
            while number < len(spans) and spans[number][1] < token.end:
                number += 1
            if number == len(spans):
                break
            if spans[number][0] <= token.start:
                inside[index] = number
        return inside


def tokenize(text: str, pack: Pack) -> list[Token]:
    """The tokens of a text in order."""
    tokens: list[Token] = []
    cut_words = pack.cut_words
    affixes: Affixes | None = pack.options.get("affixes")
    broken = affixes.broken(text) if affixes else {}
    accents = pack.option("apostrophe_accents")
    last = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if start < last:  # inside a word that stands broken up
            continue
        if start == last and tokens and match.group() in FOOTNOTES:
            last = end
            continue
        kind = match.lastgroup or "punct"
        gap = text[last:start]
        if gap not in ("", " "):
            breaks = gap.count("\n")
            gap = "\n\n" if breaks > 1 else "\n" if breaks else " " if gap.strip(INVISIBLE) else ""
        if affixes and start in broken:
            last = broken[start]
            for size, printed, norm in affixes.pieces(text[start:last], broken=True):
                kind = "number" if printed.isdecimal() else "word"
                tokens.append(Token(printed, norm, start, start + size, kind, gap, printed[0].isupper()))
                start, gap = start + size, ""
            continue
        last = end
        printed = text[start:end]
        if kind == "word" and accents and (accent := accented(text, end, accents, pack.index)):
            last = end + 1
            tokens.append(Token(text[start:last], accent, start, last, kind, gap, printed[0].isupper()))
        elif kind == "word":
            for size, part, norm, sort, capital in cut_words[printed]:
                tokens.append(Token(part, norm, start, start + size, sort, gap, capital))
                start, gap = start + size, ""
        else:
            kind = "date" if kind == "sep" else kind
            norm = printed if printed in PLAIN_MARKS else fold(printed)
            tokens.append(Token(printed, norm, start, end, kind, gap, printed[0].isupper()))
    return tokens

"""A sentence as the rules see it: its tokens, its tags by category and position, its amounts and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from recounted.reading.dates import DateExpr
from recounted.reading.quantities import Amount
from recounted.reading.text import Sentence, Tag, Text, Token

#: Marks that end a clause for good.
HARD_STOPS = {";", ".", "!", "?", "…", "؛"}


@dataclass
class View:
    """One sentence with everything that was found in it so far. Token numbers count over the whole text."""

    text: Text
    sentence: Sentence
    amounts: list[Amount]
    dates: list[DateExpr]
    _starts: dict[tuple[int, str], list[Tag]] = field(init=False)

    def __post_init__(self) -> None:
        self._starts = {}
        for tag in self.sentence.tags:
            self._starts.setdefault((tag.i, tag.category), []).append(tag)

    @property
    def tokens(self) -> list[Token]:
        """All tokens of the text."""
        return self.text.tokens

    @property
    def i(self) -> int:
        """First token."""
        return self.sentence.i

    @property
    def j(self) -> int:
        """One past the last token."""
        return self.sentence.j

    @cached_property
    def by_category(self) -> dict[str, list[Tag]]:
        """Tags by category, in order."""
        found: dict[str, list[Tag]] = {}
        for tag in self.sentence.tags:
            found.setdefault(tag.category, []).append(tag)
        return found

    def tags(self, category: str, value: str | None = None) -> list[Tag]:
        """Tags of a category (and value) in order."""
        return [t for t in self.by_category.get(category, ()) if value is None or t.value == value]

    def at(self, i: int, category: str, value: str | None = None, slots: tuple[str, ...] | None = None) -> Tag | None:
        """The longest tag of a category that starts at token i."""
        for tag in self._starts.get((i, category), ()):
            if (value is None or tag.value == value) and (slots is None or tag.slot in slots):
                return tag
        return None

    def ending(self, j: int, category: str, value: str | None = None, slots: tuple[str, ...] | None = None) -> Tag | None:
        """A tag of a category that ends just before token j."""
        for tag in self.by_category.get(category, ()):
            if tag.j == j and (value is None or tag.value == value) and (slots is None or tag.slot in slots):
                return tag
        return None

    def inside(self, i: int, j: int, category: str, value: str | None = None) -> Iterator[Tag]:
        """Tags of a category that lie within tokens i to j."""
        return (t for t in self.by_category.get(category, ()) if i <= t.i and t.j <= j and (value is None or t.value == value))

    def has(self, i: int, j: int, category: str, value: str | None = None) -> bool:
        """Is there such a tag within tokens i to j?"""
        return any(True for _ in self.inside(i, j, category, value))

    def over(self, i: int, category: str, value: str | None = None) -> bool:
        """Does such a tag cover token i?"""
        return any(t.i <= i < t.j for t in self.tags(category, value))

    def norm(self, i: int) -> str:
        """The folded word at token i; empty outside the sentence."""
        return self.tokens[i].norm if self.i <= i < self.j else ""

    @cached_property
    def hard(self) -> list[int]:
        """Tokens that end a clause for good: semicolons, terminal marks, free dashes, colons."""
        found = []
        for k in range(self.i, self.j):
            token = self.tokens[k]
            if token.norm in HARD_STOPS or token.norm == ":" or (token.norm in {"—", "–", "-"} and token.gap):
                found.append(k)
        return found

    def broken(self, i: int, j: int) -> bool:
        """Does a clause end for good between tokens i and j?"""
        return any(i <= k < j for k in self.hard)

    def colon(self, i: int, j: int) -> bool:
        """Is there a colon between tokens i and j?"""
        return any(self.tokens[k].norm == ":" for k in range(max(i, self.i), min(j, self.j)))

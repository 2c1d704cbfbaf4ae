"""A sentence as the rules see it: its tokens, its tags by category and position, its amounts and dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from recounted.reading.dates.expressions import DateExpr
from recounted.reading.numbers.quantities import Amount
from recounted.reading.words.text import Sentence, Tag, Text, Token

#: Letters of a word that is too short for an adverb of its ending.
ADVERB = 4
#: Dashes of an insertion.
PAIR = 2
#: Marks that end a clause for good; a dash does where it stands free and links nothing.
DASHES = {"—", "–", "-"}
QUOTE_MARKS = {"«", "“", "„", '"', "”", "»"}
HARD_STOPS = {";", ".", "!", "?", "…", "·", "•", "|"}


@dataclass(slots=True)
class View:
    """One sentence with everything that was found in it so far. Token numbers count over the whole text."""

    text: Text
    sentence: Sentence
    amounts: list[Amount]
    dates: list[DateExpr]
    #: all tokens of the text
    tokens: list[Token] = field(init=False, repr=False)
    #: first token of the sentence, and one past its last
    i: int = field(init=False)
    j: int = field(init=False)
    #: the pack's lists of words
    lists: dict[str, frozenset[str]] = field(init=False, repr=False)
    by_category: dict[str, list[Tag]] = field(init=False, repr=False)
    #: token → the tags that cover it, the longest first of those that start there
    _on: dict[int, list[Tag]] = field(init=False, repr=False)
    #: category → value → tags, of the categories that were asked for by value
    _by_value: dict[str, dict[str, list[Tag]]] = field(default_factory=dict, init=False, repr=False)
    #: the tokens whose word is in a list, of the lists that were asked for
    _where: dict[str, list[int]] = field(default_factory=dict, init=False, repr=False)
    #: dashes that stand free, and those close behind an insertion (« 10 personas —tres de ellas niñas— murieron »)
    dashes: list[int] = field(init=False, repr=False)
    #: tokens that end a clause for good: semicolons, terminal marks, free dashes, colons
    hard: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.tokens, self.i, self.j = self.text.tokens, self.sentence.i, self.sentence.j
        self.lists = self.text.pack.word_lists
        by_category: dict[str, list[Tag]] = defaultdict(list)
        on: dict[int, list[Tag]] = defaultdict(list)
        for tag in self.sentence.tags:
            by_category[tag.category].append(tag)
            on[tag.i].append(tag)
            for k in range(tag.i + 1, tag.j):
                on[k].append(tag)
        self.by_category, self._on = by_category, on
        marks = [k for k in range(self.i, self.j) if self.tokens[k].kind == "punct"]
        self.dashes = self._free_dashes(marks)
        self.hard = [k for k in marks if self._ends_clause(k)]

    def tags(self, category: str, value: str | None = None) -> Sequence[Tag]:
        """Tags of a category (and value) in order."""
        found = self.by_category.get(category, ())
        if value is None or not found:
            return found
        values = self._by_value.get(category)
        if values is None:
            values = self._by_value[category] = defaultdict(list)
            for tag in found:
                values[tag.value].append(tag)
        return values.get(value, ())

    def each(self, *categories: str) -> Iterator[Tag]:
        """The tags of several categories, one category after the other."""
        return chain.from_iterable([self.by_category.get(category, ()) for category in categories])

    def on(self, i: int) -> Sequence[Tag]:
        """The tags that cover token i, in order."""
        return self._on.get(i, ())

    def at(self, i: int, category: str, value: str | None = None, slots: tuple[str, ...] | None = None) -> Tag | None:
        """The longest tag of a category that starts at token i."""
        for tag in self._on.get(i, ()):
            if (
                tag.category == category
                and tag.i == i
                and (value is None or tag.value == value)
                and (slots is None or tag.slot in slots)
            ):
                return tag
        return None

    def ending(self, j: int, category: str, value: str | None = None, slots: tuple[str, ...] | None = None) -> Tag | None:
        """A tag of a category that ends just before token j."""
        for tag in self._on.get(j - 1, ()):
            if (
                tag.category == category
                and tag.j == j
                and (value is None or tag.value == value)
                and (slots is None or tag.slot in slots)
            ):
                return tag
        return None

    def is_article(self, tag: Tag) -> bool:
        """Can a word of place be an article as well (Portuguese "a": to, the)?"""
        return tag.j - tag.i == 1 and self.is_word(tag.i, "the")

    def inside(self, i: int, j: int, category: str, value: str | None = None) -> Iterator[Tag]:
        """Tags of a category that lie within tokens i to j."""
        return (t for t in self.tags(category, value) if i <= t.i and t.j <= j)

    def has(self, i: int, j: int, category: str, value: str | None = None) -> bool:
        """Is there such a tag within tokens i to j?"""
        for tag in self.by_category.get(category, ()):
            if i <= tag.i and tag.j <= j and (value is None or tag.value == value):
                return True
        return False

    def over(self, i: int, category: str, value: str | None = None) -> bool:
        """Does such a tag cover token i?"""
        for tag in self._on.get(i, ()):  # noqa: SIM110 - asked at every turn, and a generator takes twice the time
            if tag.category == category and (value is None or tag.value == value):
                return True
        return False

    def norm(self, i: int) -> str:
        """The folded word at token i; empty outside the sentence."""
        return self.tokens[i].norm if self.i <= i < self.j else ""

    def is_word(self, i: int, *lists: str) -> bool:
        """Is the word at token i in one of these lists of the pack (words.toml)?"""
        if not self.i <= i < self.j:
            return False
        norm, words = self.tokens[i].norm, self.lists
        for name in lists:  # noqa: SIM110 - as above
            if name in words and norm in words[name]:
                return True
        return False

    def is_adverb(self, k: int) -> bool:
        """Is the word at token k an adverb by its ending?"""
        norm = self.norm(k)
        return len(norm) > ADVERB and norm.endswith(self.text.pack.endings("adverb_endings")) and not self.tokens[k].capital

    def where(self, name: str) -> list[int]:
        """The tokens whose word is in a list of the pack."""
        if name not in self._where:
            words = self.lists.get(name, ())
            self._where[name] = [k for k in range(self.i, self.j) if self.tokens[k].norm in words] if words else []
        return self._where[name]

    def in_day(self, k: int) -> bool:
        """Is token k part of a date with its day?"""
        for day in self.dates:  # noqa: SIM110 - as above
            if day.i <= k < day.j and day.kind == "day":
                return True
        return False

    def aged(self, k: int) -> Amount | None:
        """A person's noun made of an age at token k (ein 61-Jähriger): a capital tells it from the adjective."""
        age = next((a for a in self.amounts if a.kind == "age" and a.i == k), None)
        return age if age and self.tokens[age.j - 1].printed.rpartition("-")[2][:1].isupper() else None

    def _free_dashes(self, marks: list[int]) -> list[int]:
        found: list[int] = []
        for k in marks:
            if self.tokens[k].norm in DASHES:
                free, close = self.tokens[k].gap, k + 1 < self.j and self.tokens[k + 1].gap
                opened = len(found) % 2 == 1 and not self.tokens[found[-1] + 1].gap
                if free or (opened and close):
                    found.append(k)
        return found

    def _ends_clause(self, k: int) -> bool:
        norm = self.tokens[k].norm
        if norm == ".":  # but for „am 24. Februar“, "3,5 тыс. детей"
            ordinal = self.tokens[k - 1].kind == "number" and k + 1 < self.j
            return not (ordinal or any(a.i < k < a.j for a in self.amounts))
        return norm in HARD_STOPS or norm == ":" or (k in self.dashes and not self._links(k))

    def _links(self, dash: int) -> bool:
        """Does a dash stand for "are" ("nine – wounded"): a number or people before it, what came to them behind? Or does it open
        or close an insertion ("two people – one of them a child – were")?
        """
        if self._inserts(dash):
            return True
        counted = any(a.j == dash for a in self.amounts) or self.ending(dash, "people") is not None
        if any(a.i == dash + 1 for a in self.amounts) and self.ending(dash, "harm", slots=("victims", "tally")):
            return True  # "погибших — 12"
        return counted and any(t.slot != "verb" for t in self.tags("harm") if t.i == dash + 1)

    def _inserts(self, dash: int) -> bool:
        """Is it one of a pair of dashes, the first followed by "including"?"""
        pair = self.dashes
        if len(pair) != PAIR or dash not in pair:
            return False
        return any(self.at(pair[0] + 1, "grammar", value) for value in ("including", "of_them"))

    def broken(self, i: int, j: int) -> bool:
        """Does a clause end for good between tokens i and j?"""
        for k in self.hard:  # noqa: SIM110 - as above
            if i <= k < j:
                return True
        return False

    def colon(self, i: int, j: int) -> bool:
        """Is there a colon between tokens i and j?"""
        return any(self.tokens[k].norm == ":" for k in range(max(i, self.i), min(j, self.j)))

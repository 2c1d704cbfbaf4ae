"""The compiled words of quantities: what numbers.toml says of bounds, ranges, vague words and zero.

In: a pack. Out: `QuantityWords`, built once a pack. How they are read in a sentence is the business of `quantities`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from recounted.packs.schema import Pack
from recounted.reading.numbers.kinds import KindWords, kind_words
from recounted.reading.numbers.values import Magnitude, NumberWords, magnitudes, number_words, read_cardinal
from recounted.reading.words.phrases import Openings, Phrases, once_per_pack
from recounted.reading.words.text import Token


@dataclass(frozen=True, slots=True)
class Vague:
    """A word that says no number: what it entails all the same."""

    name: str
    lo: int
    hi: int | None
    point: int | None
    approx: bool


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """The compiled numbers.toml, as quantities need it."""

    number: NumberWords
    kind: KindWords
    scale: Phrases[Magnitude]
    one: Phrases[Magnitude]
    many: Phrases[Magnitude]
    half: Phrases[Magnitude]
    bounded: Phrases[Magnitude]
    vague: Phrases[Vague]
    before: Phrases[str]
    after: Phrases[str]
    trailing: Phrases[str]
    suffix: dict[str, str]
    zero: Phrases[None]
    zero_pronoun: Phrases[None]
    zero_negation: frozenset[str]
    zero_not_after: frozenset[str]
    joins: Phrases[None]
    openers: Phrases[Phrases[None]]
    change: Phrases[None]
    hidden: Phrases[None]
    one_of: Phrases[None]
    superlatives: Phrases[None]
    superlative_endings: tuple[str, ...]
    articles: frozenset[str]
    of: frozenset[str]
    inversion: frozenset[str]
    starts: Openings
    written_together: bool


@once_per_pack
def quantity_words(pack: Pack) -> QuantityWords:
    """The compiled quantity words of a pack; raises PackError when its numbers.toml is broken."""
    number = number_words(pack)
    data, options = pack.numbers, pack.options

    def phrases(table: str, key: str) -> Phrases[None]:
        return Phrases(options, ((form, None) for form in data.get(table, {}).get(key, ())))

    def bounds(slot: str) -> Phrases[str]:
        return Phrases(options, ((form, name) for name, body in data.get("bound", {}).items() for form in body.get(slot, ())))

    sizes = magnitudes(pack)
    openers: Phrases[Phrases[None]] = Phrases(options)
    pairs = data.get("range", {}).get("pairs", ())
    for opener in dict.fromkeys(opener for opener, _ in pairs):
        openers.add(opener, Phrases(options, ((closer, None) for first, closer in pairs if first == opener)))
    vague = Phrases(
        options, ((form, _vague(name, body)) for name, body in data.get("vague", {}).items() for form in body["forms"])
    )
    before, hidden, one_of = bounds("before"), phrases("hidden", "forms"), phrases("one_of", "forms")
    zero, zero_pronoun = phrases("zero", "forms"), phrases("zero", "pronouns")
    grammar = number.grammar
    tables: tuple[Phrases[Any], ...] = (*sizes.values(), vague, before, hidden, one_of, zero, zero_pronoun)
    return QuantityWords(
        number=number,
        kind=kind_words(pack),
        **sizes,
        vague=vague,
        before=before,
        after=bounds("after"),
        trailing=bounds("trailing"),
        suffix={form: name for name, body in data.get("bound", {}).items() for form in body.get("suffix", ())},
        zero=zero,
        zero_pronoun=zero_pronoun,
        zero_negation=frozenset(data.get("zero", {}).get("negation", ())),
        zero_not_after=frozenset(data.get("zero", {}).get("not_after", ())),
        joins=phrases("range", "joins"),
        openers=openers,
        change=phrases("range", "change"),
        hidden=hidden,
        one_of=one_of,
        superlatives=phrases("one_of", "superlatives"),
        superlative_endings=tuple(data.get("one_of", {}).get("endings", ())),
        articles=frozenset(grammar["articles"]),
        of=frozenset(grammar["of"]),
        inversion=frozenset(grammar["inversion"]),
        starts=_starts(number, tables),
        written_together=bool(grammar["glued"] or grammar["prefixed_connectives"]),
    )


def _starts(number: NumberWords, tables: tuple[Phrases[Any], ...]) -> Openings:
    """How an amount can begin; an article only before a magnitude (the first four tables)."""
    forms = [words for table in tables for words in table.forms()]
    forms += [words for rows in number.atoms.values() for words, _ in rows]
    forms += [(article, size[0]) for article in number.grammar["articles"] for table in tables[:4] for size in table.forms()]
    forms += [(noun,) for noun in number.grammar["inversion"]]
    together = number.grammar["glued"] or number.grammar["prefixed_connectives"]
    return Openings(forms, lambda norm: norm[:1].isdigit() or "-" in norm or bool(together and number.begins(norm)))


def _vague(name: str, body: dict[str, Any]) -> Vague:
    return Vague(name, body["lo"], body.get("hi"), body.get("point"), body.get("approx", False))


def begins_count(pack: Pack, tokens: list[Token], k: int, end: int) -> bool:
    """Does a number, a vague one or a bound of one start at token ``k``?"""
    words = quantity_words(pack)
    bound = words.before.match(tokens, k, end) or words.vague.match(tokens, k, end)
    return bound is not None or read_cardinal(words.number, tokens, k, end) is not None

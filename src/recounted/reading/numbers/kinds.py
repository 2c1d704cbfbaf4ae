"""Why a number counts no people: an age, a date, a sum of money, a distance, a building's number …

In: a number's place in a sentence. Out: its kind, and where reading goes on (after the unit). Neighbours decide, by the [kind.*]
tables of numbers.toml and the months of dates.toml; what nothing speaks against is a ``count``, of whatever noun follows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from recounted.packs.schema import Pack
from recounted.reading.numbers.schema import KINDS
from recounted.reading.words.phrases import Phrases, form_words, once_per_pack
from recounted.reading.words.text import Sentence, Token

YEARS = range(1900, 2100)
OLDEST = 115
PEOPLE = frozenset({"people", "person_adjective", "kin", "harm"})
#: Keys of [kind.*] whose forms stand after the number.
AFTER = frozenset({"after", "hours", "between", "ratio"})
_CLOSING = frozenset({",", ")", ".", ";", "]"})


@dataclass(frozen=True, slots=True)
class KindWords:
    """The compiled [kind.*] tables: ``near[kind][key]`` are phrases; ``months`` are those of dates.toml."""

    near: dict[str, dict[str, Phrases[None]]]
    months: Phrases[None]
    capital_months: bool
    of: frozenset[str]
    ordinal_suffixes: frozenset[str]
    decade_suffixes: frozenset[str]
    age_compounds: frozenset[tuple[str, ...]]
    first_after: frozenset[str]
    last_before: frozenset[str]


@dataclass(slots=True)
class Place:
    """A number's place: tokens ``i`` to ``j`` (bounds included, no opener). ``number_end`` tells where another number ends."""

    sentence: Sentence
    tokens: list[Token]
    i: int
    j: int
    value: int | Decimal
    bounded: bool
    ordinal: bool
    number_end: Callable[[int], int | None]

    @property
    def end(self) -> int:
        """Token after the sentence."""
        return self.sentence.j

    @property
    def begin(self) -> int:
        """First token of the sentence."""
        return self.sentence.i

    def norm(self, at: int) -> str:
        """The folded word at a token of the sentence, empty outside it."""
        return self.tokens[at].norm if self.begin <= at < self.end else ""

    def people_at(self, at: int, *, harmed: bool = True) -> bool:
        """Does a word for people, or (``harmed``) for harm done to them, start at this token?"""
        return any(t.i == at and t.category in PEOPLE and (harmed or t.category != "harm") for t in self.sentence.tags)


@once_per_pack
def kind_words(pack: Pack) -> KindWords:
    """The compiled kinds of a pack (its numbers.toml has been checked by `numbers.number_words`)."""
    tables: Mapping[str, Any] = pack.numbers.get("kind", {})
    grammar = pack.numbers.get("grammar", {})
    near = {
        kind: {key: Phrases(pack.options, ((form, None) for form in tables.get(kind, {}).get(key, ()))) for key in keys}
        for kind, keys in KINDS.items()
    }
    months = Phrases(pack.options, ((form, None) for forms in pack.dates.get("month", {}).values() for form in forms))
    compounds = tables.get("age", {}).get("compound", ())
    follow = [months, *(phrases for keys in near.values() for key, phrases in keys.items() if key in AFTER)]
    precede = [months, *(phrases for keys in near.values() for key, phrases in keys.items() if key not in AFTER)]
    return KindWords(
        near=near,
        months=months,
        capital_months=pack.dates.get("grammar", {}).get("capital_months", False),
        of=frozenset(grammar.get("of", ())),
        ordinal_suffixes=frozenset(grammar.get("ordinal_suffixes", ())),
        decade_suffixes=frozenset(grammar.get("decade_suffixes", ())),
        age_compounds=frozenset(
            tuple(part for word in form_words(form, pack.options) for part in word.split("-")) for form in compounds
        ),
        first_after=frozenset(word for phrases in follow for word in phrases.by_first),
        last_before=frozenset(("(", ",", *(word for phrases in precede for word in phrases.by_last), *grammar.get("of", ()))),
    )


def kind_of(words: KindWords, place: Place) -> tuple[str, int]:
    """The kind of a number and the token where reading goes on."""
    glued = _glued(words, place)
    if glued:
        return glued
    if place.ordinal:
        return ("date" if _month_beside(words, place, place.j) else "ordinal"), place.j
    for test in _TESTS if _speaks(words, place) else ():
        found = test(words, place)
        if found:
            return found
    if isinstance(place.value, Decimal):
        return "decimal", place.j
    return "count", place.j


def _speaks(words: KindWords, place: Place) -> bool:
    """Does a neighbour, or the number's own look, say anything at all? Most numbers have none that does."""
    j = place.j + (place.norm(place.j) in words.of)
    return (
        place.bounded
        or place.norm(j) in words.first_after
        or place.norm(place.i - 1) in words.last_before
        or place.i == place.begin
        or len(place.tokens[place.j - 1].printed) == 4
    )


def _glued(words: KindWords, place: Place) -> tuple[str, int] | None:
    """Letters printed right after digits: 44th, 1980s."""
    j, tokens = place.j, place.tokens
    if j >= place.end or tokens[j].gap or tokens[j].kind != "word" or tokens[j - 1].kind != "number":
        return None
    if tokens[j].norm in words.ordinal_suffixes:
        return ("date" if _month_beside(words, place, j + 1) else "ordinal"), j + 1
    if tokens[j].norm in words.decade_suffixes:
        return "year", j + 1
    return None


def _after(words: KindWords, place: Place, kind: str, key: str = "after") -> int | None:
    """Token after a unit of this kind that follows, with or without a linking word."""
    phrases, at = words.near[kind][key], place.j
    found = phrases.match(place.tokens, at, place.end)
    if not found and place.norm(at) in words.of:
        found = phrases.match(place.tokens, at + 1, place.end)
    return found[0] if found else None


def _before(words: KindWords, place: Place, kind: str, key: str = "before") -> bool:
    return words.near[kind][key].match_before(place.tokens, place.i, place.begin) is not None


def _percent(words: KindWords, place: Place) -> tuple[str, int] | None:
    stop = _after(words, place, "percent")
    return ("percent", stop) if stop else None


def _money(words: KindWords, place: Place) -> tuple[str, int] | None:
    stop = _after(words, place, "money")
    if stop or _before(words, place, "money"):
        return "money", stop or place.j
    return None


def _month_beside(words: KindWords, place: Place, at: int) -> bool:
    """Is there a month before the number or at ``at``? (may and march are months only as the pack prints months)."""
    months, tokens = words.months, place.tokens
    if place.norm(at) in words.of:
        at += 1
    if months.match(tokens, at, place.end) and (tokens[at].capital or not words.capital_months):
        return True
    if place.bounded:
        return False  # «30 декабря | выросло до 25»
    before = months.match_before(tokens, place.i, place.begin)
    if not before or not (tokens[before[0]].capital or not words.capital_months):
        return False
    introduced = words.near["year"]["before"].match_before(tokens, before[0], place.begin)
    return not (introduced and place.people_at(place.j))


def _date(words: KindWords, place: Place) -> tuple[str, int] | None:
    value = place.value
    if isinstance(value, Decimal) or not 1 <= value <= 31:
        return None
    return ("date", place.j) if _month_beside(words, place, place.j) else None


def _clock(words: KindWords, place: Place) -> tuple[str, int] | None:
    value = place.value
    if value >= 25:
        return None
    stop = _after(words, place, "clock")
    if stop is None and _before(words, place, "clock"):
        stop = _after(words, place, "clock", "hours")
        if stop and stop < place.end and place.tokens[stop].kind == "number" and not place.people_at(stop + 1):
            stop += 1
    if stop:
        return "clock", stop
    if isinstance(value, Decimal) or place.bounded or not _before(words, place, "clock", "at"):
        return None
    at = place.i - 1
    if place.norm(at - 1) in words.near["clock"]["not_after"]:
        return None
    next_norm = place.norm(place.j)
    return (
        ("clock", place.j) if not next_norm or next_norm in _CLOSING or next_norm in words.near["clock"]["at_followers"] else None
    )


def _year(words: KindWords, place: Place) -> tuple[str, int] | None:
    token = place.tokens[place.j - 1]
    if place.bounded or not (len(token.printed) == 4 and token.printed.isdecimal() and int(token.printed) in YEARS):
        return None
    if place.people_at(place.j) and not _before(words, place, "year"):
        before = words.months.match_before(place.tokens, place.i, place.begin)
        return ("year", place.j) if before else None
    return "year", place.j


def _age(words: KindWords, place: Place) -> tuple[str, int] | None:
    value = place.value
    if value > OLDEST:
        return None
    stop = _after(words, place, "age")
    if stop or _before(words, place, "age"):
        return "age", stop or place.j
    over = words.near["age"]["over"].match_before(place.tokens, place.j - 1, place.begin)
    nouns = words.near["age"]["nouns"]
    if over and nouns.match_before(place.tokens, over[0], place.begin):
        return "age", place.j
    person = place.norm(place.i - 1) in words.of and _ends_person(words, place, place.i - 1, alone=True)
    if person and not place.people_at(place.j, harmed=False):  # « un adulto de 40 murió »
        return "age", place.j
    return ("age", place.j) if not place.bounded and _is_apposition(words, place) else None


def _is_apposition(words: KindWords, place: Place) -> bool:
    """``the boy, 14,`` and ``Name Surname (43)``: a bare number set off after a person."""
    tokens, i = place.tokens, place.i
    mark = place.norm(i - 1)
    set_off = mark in (",", "(") and ((place.norm(place.j) or ".") in _CLOSING or _goes_on(words, place))
    if not set_off or i - 2 < place.begin or tokens[i].kind != "number":
        return False
    if _ends_person(words, place, i - 1):
        return True
    named = tokens[i - 2].kind == "word" and tokens[i - 2].capital and i - 3 >= place.begin and tokens[i - 3].capital
    return named and tokens[i - 3].kind == "word" and not words.months.match_before(tokens, i - 1, place.begin)


def _goes_on(words: KindWords, place: Place) -> bool:
    """``Name Surname, 25, and Name Surname, 21 were killed``: no comma closes the last age of a list that has had one."""
    tokens, i = place.tokens, place.i
    aged = (
        k for k in range(place.begin + 3, i - 3) if tokens[k].kind == "number" and place.norm(k - 1) == "," == place.norm(k + 1)
    )
    return place.norm(i - 1) == "," and any(tokens[k - 2].capital and tokens[k - 3].capital for k in aged)


def _ends_person(words: KindWords, place: Place, k: int, *, alone: bool = False) -> bool:
    """Does the noun of a person end at token k? ``alone``: any other than those that ages go with needs its "a" («un adulto»)."""
    if words.near["age"]["nouns"].match_before(place.tokens, k, place.begin):
        return True
    tags = place.sentence.tags
    ones = [t.i for t in tags if t.j == k and t.category in PEOPLE and t.slot == "one"]
    return bool(ones) and (not alone or any(t.value == "indefinite" and t.j in ones for t in tags))


def _measure(words: KindWords, place: Place) -> tuple[str, int] | None:
    stop = _after(words, place, "measure")
    if stop is None and (between := words.near["measure"]["between"].match(place.tokens, place.j, place.end)):
        found = words.near["measure"]["after"].match(place.tokens, between[0], place.end)
        stop = found[0] if found else None
    if stop or _before(words, place, "measure"):
        return "measure", stop or place.j
    return None


def _fraction(words: KindWords, place: Place) -> tuple[str, int] | None:
    near = words.near["fraction"]
    found = near["after"].match(place.tokens, place.j, place.end)
    if found:
        return "fraction", found[0]
    ratio = near["ratio"].match(place.tokens, place.j, place.end)
    stop = place.number_end(ratio[0]) if ratio else None
    return ("fraction", stop) if stop else None


def _identifier(words: KindWords, place: Place) -> tuple[str, int] | None:
    if place.bounded or place.people_at(place.j):
        return None
    item = place.i == place.begin and place.norm(place.j) in (".", ")") and place.j + 1 < place.end
    return ("identifier", place.j) if item or _before(words, place, "identifier") else None


_Test = Callable[[KindWords, Place], tuple[str, int] | None]
_TESTS: tuple[_Test, ...] = (_percent, _money, _date, _clock, _age, _measure, _year, _fraction, _identifier)


def compound_kind(words: KindWords, value: int | Decimal, ordinal: bool, rest: tuple[str, ...]) -> str:
    """The kind of a number that starts a hyphenated word, by the words after it."""
    if any(rest[: len(form)] == form for form in words.age_compounds):
        return "age"
    if ordinal:
        return "ordinal"
    if rest and rest[0] in words.near["fraction"]["after"]:
        return "fraction"
    return "decimal" if isinstance(value, Decimal) else "measure"

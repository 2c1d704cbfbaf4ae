"""Persons: phrases of one person, by name, office or kinship ("the mayor of X", "Senator NAME", "her driver").

In: a View and the groups counted in it. Out: Persons in order; whether a harm reaches them is decided in ``victims``. A capital
marks a proper name here, so only packs with the option ``capital_names`` take part.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from recounted.reading.people.counted import Group
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Words of a person's phrase before a "of …" is added, and in all.
PHRASE, LONG_PHRASE = 9, 16
#: Words that are no part of a person's phrase, by category (and value: the phrase goes on over those of NOT_CLOSED).
CLOSED = {"grammar", "harm", "cue", "scope", "spatial", "attack"}
NOT_CLOSED = {"prenominal", "modifier", "identified", "found"}
#: Words with which a phrase of one person can begin without a determiner, by category and slot.
OPENING_SLOTS = {("people", "one"), ("kin", "one"), ("country", "adjectives")}
#: A capitalised word of these is no name.
NO_NAME = {"actor", "country", "place_noun", "target", "weapon", "force", "people", "kin", "speaker", "attack"}


@dataclass(slots=True)
class Person:
    """Tokens i to j speak of one person; ``who``: the folded words of the name; ``harm``: what was done, by ``rule``."""

    i: int
    j: int
    who: frozenset[str]
    noun: Tag | None
    determined: bool
    harm: Tag | None = None
    rule: str = ""
    #: other harms that came to the same person ("was kidnapped and later murdered")
    more: tuple[Tag, ...] = ()
    #: where the phrase ended before an apposition was added
    head_j: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """Tokens of a sentence that counted groups hold, that are no part of a person's phrase, and that are no name."""

    taken: frozenset[int]
    closed: frozenset[int]
    unnamed: frozenset[int]
    #: tokens with which a phrase can begin: a determiner, an office, a nationality, an age
    openers: frozenset[int]
    ages: frozenset[int]


def find_persons(view: View, groups: Sequence[Group], expected: Container[int]) -> list[Person]:
    """Every phrase that may be a person, in order; ``expected``: tokens where one may begin with any word."""
    ages = frozenset(a.i for a in view.amounts if a.kind == "age" and a.j == a.i + 1)
    taken = frozenset(k for g in groups for k in range(g.i, g.j))
    marks = Marks(taken, _closed(view), _unnamed(view), _openers(view) | ages, ages)
    counted = {a.j for a in view.amounts}
    found: list[Person] = []
    k = view.sentence.body
    while k < view.j:
        person = _phrase(view, k, marks, k in expected) if k not in marks.taken and k not in counted else None
        if person is None:
            k += 1
            continue
        before = found[-1] if found else None
        if before and _apposed(view, before, person):
            before.head_j = before.head_j or before.j
            before.j, before.who = person.j, before.who | person.who
            before.noun = before.noun or person.noun
        else:
            found.append(person)
        k = person.j
    return found


def _apposed(view: View, before: Person, person: Person) -> bool:
    """NAME, the mayor of X · the mayor, NAME · the leader NAME: one person said twice?"""
    if (before.who and person.who) or not (before.who or before.noun):
        return False
    if before.j == person.i:
        return bool(person.who)
    if view.at(before.j, "grammar", "conjunction"):  # "senator and presidential hopeful NAME"
        return bool(person.i == before.j + 1 and person.who and not before.determined and not person.determined)
    if person.i - before.j != 1 or view.norm(before.j) != ",":
        return False
    return not view.at(person.i, "grammar", "possessive")


def _phrase(view: View, start: int, marks: Marks, expected: bool) -> Person | None:
    """The phrase of one person that starts at a token: a determiner, adjectives and titles, the name."""
    k = start
    if k not in marks.openers and not (expected or _may_name(view, k, marks)):
        return None
    determiner = next((t for v in ("article", "possessive") if (t := view.at(k, "grammar", v))), None)
    if determiner and _of_a_place(view, k):
        return None  # « près | de Dnipro, une femme a été tuée »
    if determiner:
        k = determiner.j
    who: set[str] = set()
    noun: Tag | None = None
    words = 0
    while k < view.j and k not in marks.taken and words < PHRASE:
        tag = None
        if view.on(k):
            if view.at(k, "people", slots=("many",)) or view.at(k, "kin", slots=("many",)):
                return None
            tag = view.at(k, "people", slots=("one",)) or view.at(k, "kin", slots=("one",))
        tag = tag or (_relation(view, k) if words and view.is_word(k, "genitive") else None)
        if tag:
            noun, k = tag, tag.j
            who.clear()
        elif k in marks.ages:
            k += 1
        elif view.norm(k) in {".", "["} and (who or noun):
            stop = _over_mark(view, k)
            if stop == k:
                break
            k = stop
        elif view.tokens[k].kind != "word" or view.is_word(k, "genitive") or k in marks.closed:
            break
        else:
            if _may_name(view, k, marks):
                who.add(view.norm(k))
            elif not view.is_word(k, "name_particle", "of"):  # "the Green Party candidate": the capitals were no name
                who.clear()
            k += 1
        words += 1
    if not words or (not who and not determiner and noun is None) or _plural(view, k - 1) or k in marks.taken:
        return None
    if view.is_word(k - 1, "no_person") and not view.tokens[k - 1].capital:
        return None
    k = _office(view, k, marks)
    return Person(start, k, frozenset(who), noun, determiner is not None)


def _of_a_place(view: View, k: int) -> bool:
    """Does an "of" before a name belong to words for where (« au nord | de X », « la ville | de X »)?"""
    inside = any(t.category == "spatial" and t.i < k < t.j for t in view.on(k))
    return view.at(k, "grammar", "of") is not None and (inside or view.ending(k, "place_noun") is not None)


def _relation(view: View, k: int) -> Tag | None:
    """The relative or servant behind a genitive: the cook's 15-year-old | daughter."""
    for at in range(k + 1, k + 4):
        tag = view.at(at, "kin", slots=("one",)) or view.at(at, "people", slots=("one",))
        if tag or view.at(at, "grammar"):
            return tag
    return None


def _openers(view: View) -> frozenset[int]:
    """Tokens with which a phrase can begin: a determiner, an office, a nationality ("Danish minister NAME")."""
    small = (t for value in ("article", "possessive") for t in view.tags("grammar", value))
    nouns = (t for category, slot in OPENING_SLOTS for t in view.tags(category) if t.slot == slot)
    return frozenset(t.i for t in (*small, *nouns, *view.each("speaker", "person_adjective")))


def _plural(view: View, last: int) -> bool:
    """Does an unknown noun at the end of a phrase stand for several ("Danish sailors")?"""
    token = view.tokens[last]
    if token.capital and token.norm in view.text.surnames:
        return False
    return token.norm.endswith(view.text.pack.endings("plural_endings"))


def _office(view: View, k: int, marks: Marks) -> int:
    """The end of a phrase with what follows "of": the secretary | of the national union | of workers."""
    start = k
    while k < view.j and view.is_word(k, "office_link") and not view.is_word(k, "the") and k - start < LONG_PHRASE:
        j = k + 1
        while (
            j < view.j
            and j not in marks.taken
            and (view.is_word(j, "the") or (view.tokens[j].kind == "word" and j not in marks.closed))
        ):
            j += 1
        if j == k + 1:
            break
        k = j
    return k


def _over_mark(view: View, k: int) -> int:
    """Past the full stop of an abbreviation ("Col.", "Luis C. X") or a bracket of the editor; k itself if it ends the phrase."""
    if view.norm(k) == ".":
        return k + 1 if k + 1 < view.j and not view.tokens[k].gap and len(view.norm(k - 1)) < 6 else k
    close = next((j for j in range(k, min(k + 8, view.j)) if view.norm(j) == "]"), None)
    return close + 1 if close is not None and close + 1 < view.j and view.tokens[close + 1].capital else k


def _may_name(view: View, k: int, marks: Marks) -> bool:
    """Is it a capitalised word that is no party, country or office; at the start of a sentence one met in its midst elsewhere?"""
    token = view.tokens[k]
    if not token.capital or token.kind != "word" or k in marks.unnamed:
        return False
    if k in marks.closed:
        return False
    if k > view.sentence.body or token.norm in view.text.capitals or view.is_word(k + 1, "genitive"):
        return True
    return k + 1 < view.j and view.tokens[k + 1].capital


def is_age(view: View, k: int) -> bool:
    """Is token k an age of its own ("36-year-old")?"""
    return any(a.i == k and a.kind == "age" and a.j == k + 1 for a in view.amounts)


def _unnamed(view: View) -> frozenset[int]:
    return frozenset(k for t in view.each(*NO_NAME) for k in range(t.i, t.j))


def _closed(view: View) -> frozenset[int]:
    """The tokens of a sentence that are no part of a person's phrase."""
    found = {
        k
        for t in view.each(*CLOSED)
        if t.value not in NOT_CLOSED and not (t.category == "attack" and t.slot == "noun")
        for k in range(t.i, t.j)
        if not (t.category in {"scope", "cue"} and view.tokens[k].capital and k > view.sentence.body)
    }
    return frozenset(found.union(*(range(d.i, d.j) for d in view.dates)))

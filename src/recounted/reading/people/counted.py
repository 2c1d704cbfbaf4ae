"""Counted people: an amount with the people it counts ("at least 50 civilians").

In: a View. Out: Groups, which ``groups`` puts in order. Whether anything happened to them is decided in ``tolls``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from recounted.model import Of
from recounted.reading.numbers.quantities import Amount
from recounted.reading.people.set_apart import (
    counts_things,
    noun_of_dual,
    noun_set_apart,
)
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Unknown words that may stand between a number and its noun where adjectives come first ("12 innocent ethnic civilians").
MAX_ADJECTIVES = 3
#: Tokens between people and their age („ein Mann im Alter von 40 Jahren“).
AGE_GAP = 3
#: Age from which nobody is a child (Convention on the Rights of the Child, article 1).
ADULT = 18
#: What may stand between a number and its noun where adjectives come first, but for those that state a dimension.
ADJECTIVES: tuple[tuple[str, str | None, tuple[str, ...] | None], ...] = (
    ("country", None, ("adjectives",)),
    ("actor", None, ("adjectives",)),
    ("grammar", "prenominal", None),
    ("cue", "suspect", None),
)
#: A number from which on "45 women and children" counts both ("two women and children" may not).
MIXED_FROM = 5
#: Slots of harm by which the second kind of people has a harm of its own ("12 soldiers and | civilians died").
PASSIVE = ("participle", "intransitive", "predicate")
#: People of whom nothing is said.
ANYBODY = Of()
DIMENSIONS = ("status", "age_group", "sex", "role")


@dataclass(slots=True, eq=False)
class Group:
    """Tokens i to j count some people. ``head``: people, victims (the noun itself states the harm), bare (no noun) or thing."""

    i: int
    j: int
    lo: int | None
    hi: int | None
    point: int | None
    approx: bool
    vague: bool
    wording: str
    head: str
    value: str = ""
    of: Of = ANYBODY
    tag: Tag | None = None
    amount: Amount | None = None
    why: str = ""
    core: int = 0
    partitive: bool = False
    increment: bool = False
    #: of a person found by the harm that reached him: the folded words of the name, the tag of the harm, and how it reached
    who: frozenset[str] = frozenset()
    harmed: Tag | None = None
    reach: str = ""
    #: a mere "the judge": perhaps one named before
    anaphor: bool = False


def _among(view: View, j: int) -> tuple[int, list[Tag]]:
    """ "47 morts parmi les soldats": the people named behind belong to the group."""
    among = view.at(j, "grammar", "among")
    k = among.j if among else j
    if among and view.at(k, "grammar", "article"):
        k += 1
    noun = view.at(k, "people", slots=("many",)) if among else None
    return (noun.j, [noun]) if noun else (j, [])


def take_age(view: View, group: Group) -> None:
    """Take an age in: "25 children under 10", "deux filles de 11 ans": the age belongs to the phrase."""
    for age in view.amounts:
        if age.kind != "age" or group.head != "people" or not 0 <= age.i - group.j <= AGE_GAP or view.broken(group.j, age.i):
            continue
        if not all(view.norm(k) == "," or view.is_word(k, "age_link") for k in range(group.j, age.i)):
            break
        if age.j < view.j and (
            view.at(age.j, "people") or (view.tokens[age.i].kind == "compound" and view.tokens[age.j].capital)
        ):
            break  # "a man, a 10-year-old girl", "his wife, 52-year-old NAME": the age of what follows
        unit = view.at(age.j, "grammar", "age_of")
        group.j = unit.j if unit else age.j
        grow(group, age)


def grow(group: Group, age: Amount) -> None:
    """What an age says of the people: the underage are children, whatever the noun ("a resident of 16")."""
    if age.hi is not None and age.hi < ADULT and group.of.age_group is None:
        group.of = group.of.model_copy(update={"age_group": "child", "sex": None})


def counted(view: View, amount: Amount) -> Group:
    """The people that an amount counts."""
    head, tag, j, dims = _head(view, amount)
    partitive = view.at(amount.j, "grammar", "partitive") is not None or (
        amount.rule == "one_of" and view.at(amount.j, "grammar", "article") is not None
    )
    why = "date" if view.in_day(amount.core_i) else amount.kind
    if why != "count":
        head, tag, j = "thing", None, amount.j
    if before := noun_of_dual(view, amount) if head == "bare" else None:
        head = "people" if before.category == "people" else "victims"
        tag, dims = before, [*dims, *adjectives_after(view, amount.j)]
    around = (amount.i - 1, amount.core_i - 1, *range(amount.core_j, j + 1))  # not the "more" of "more than"
    increment = any(t.i <= k < t.j for t in view.tags("grammar", "increment") for k in around)
    j, among = _among(view, j)
    dims += among
    of, aged = dimensions(tag, dims), next((a for a in view.amounts if a.kind == "age" and amount.j <= a.i < j), None)
    j, of = _mixed(view, amount, j, of) if head == "people" else (j, of)
    group = Group(
        before.i if before else amount.i,
        j,
        amount.lo,
        amount.hi,
        amount.point,
        amount.approx,
        amount.vague,
        amount.rule,
        head,
        value=tag.value if tag else "",
        of=of,
        tag=tag,
        amount=amount,
        why=why if why != "count" else "counts no people" if head == "thing" else "",
        core=amount.core_i,
        partitive=partitive,
        increment=increment,
    )
    if aged and head == "people":
        grow(group, aged)
    return group


def _mixed(view: View, amount: Amount, j: int, of: Of) -> tuple[int, Of]:
    """ "45 women and children": a high number counts both kinds, and says no more of them than that they are people."""
    joined = view.at(j, "grammar", "conjunction")
    second = view.at(joined.j, "people", slots=("many",)) if joined and (amount.lo or 0) >= MIXED_FROM else None
    if second is None or second.meaning.get("number") or view.at(second.i, "count", "two"):
        return j, of
    other = dimensions(second, adjectives_after(view, second.j))
    apart = {of.status, of.role, other.status, other.role} != {None}  # "15 police officers and civilians": it may be theirs
    own = (t for t in view.inside(second.j, second.j + 2, "harm") if t.i == second.j and t.slot in PASSIVE)
    return (j, of) if apart or of == other or next(own, None) else (second.j, ANYBODY)


def _head(view: View, amount: Amount) -> tuple[str, Tag | None, int, list[Tag]]:
    """The noun that an amount counts: (kind of head, its tag, end of the phrase, adjectives passed)."""
    passed: list[Tag] = []
    unknown = 0
    k = amount.j + (view.norm(amount.j) == ")" and view.norm(amount.i - 1) == "(")  # (5) شهداء
    if amount.i < amount.core_i and (inverted := view.at(amount.i, "people")):  # "человек двадцать"
        return "people", inverted, amount.j, adjectives_after(view, amount.j)
    adjectives_first = view.text.pack.option("adjective_order") == "before"
    if noun_set_apart(view, k, amount):
        k += 1
    while k < view.j:
        noun = victims = None
        if view.on(k):
            of_them = view.at(k, "grammar", "of_them")
            if of_them and not view.has(of_them.i, of_them.j, "harm"):
                break
            noun = view.at(k, "people") or view.at(k, "kin") or view.at(k, "country", slots=("people",))
            victims = view.at(k, "harm", slots=("victims", "remains"))
        if victims and not (noun and noun.j > victims.j):
            after = view.at(victims.j, "people")
            if after and adjectives_first:  # "28 wounded soldiers"
                return "people", after, after.j, passed
            return "victims", victims, victims.j, passed + adjectives_after(view, victims.j)
        if noun and view.at(k, "grammar", "prenominal") and view.at(noun.j, "harm", slots=("victims", "remains")):
            noun = None  # „fünf weitere | Tote“
        deaths = view.at(noun.j, "harm", slots=("victims",)) if noun and adjectives_first and noun.slot == "one" else None
        if noun and deaths:  # "eleven civilian deaths"
            return "victims", deaths, deaths.j, [*passed, noun]
        if noun and not (view.at(noun.i, "person_adjective") and counts_things(view, noun.j)):  # «29 гражданских | объектов»
            while adjectives_first and (plural := view.at(noun.j, "people", slots=("many",))):
                passed.append(noun)  # "two women doctors"
                noun = plural
            return "people", noun, noun.j, passed + adjectives_after(view, noun.j)
        age = next((a for a in view.amounts if a.kind == "age" and a.i == k), None) if adjectives_first else None
        if age and view.at(age.j, "people"):  # "двое 40-летних мужчин"
            k = age.j
            continue
        if unknown and view.norm(k) == "(" and view.norm(k + 2) == ")":  # "four Frontier Corps (FC) personnel"
            k += 3
            continue
        if k == amount.j and view.is_word(k, "the") and not noun_set_apart(view, k, amount):
            break  # „von 12 | die Rede“
        step, tag = _adjective(view, k)
        if step and not (unknown and view.over(k, "grammar")):
            passed += [tag] if tag else []
            k = step
            continue
        things = counts_things(view, k)
        closed = view.tokens[k].kind != "word" or (_closed(view, k) and not things) or how_hurt(view, k)
        if closed or any(d.i == k for d in view.dates):
            break
        if not adjectives_first or unknown == MAX_ADJECTIVES or things:
            return "thing", None, amount.j, []
        unknown += 1
        k += 1
    return (
        ("people", passed[-1], k, passed)
        if passed and passed[-1].category == "person_adjective"
        else ("bare" if not unknown else "thing", None, amount.j, [])
    )


def how_hurt(view: View, k: int) -> bool:
    """ "50 injured, six of them | seriously", « dont trois | grièvement »: how badly, and the verb is left out."""
    return view.is_word(k, "how_hurt") and (k + 1 >= view.j or view.tokens[k + 1].kind == "punct" or view.is_word(k + 1, "and"))


def _adjective(view: View, k: int) -> tuple[int, Tag | None]:
    """The token after an adjective that may stand between number and noun, and its tag; 0 where there is none."""
    if not view.on(k):
        return 0, None
    adjective = view.at(k, "person_adjective")
    if adjective:
        return adjective.j, adjective
    found = view.at(k, "cue", "found")  # «15 знайдених | тіл»
    if found and view.at(found.j, "harm", slots=("remains",)):
        return found.j, None
    for category, value, slots in ADJECTIVES:
        tag = view.at(k, category, value, slots)
        if tag:
            return tag.j, None
    return 0, None


def _closed(view: View, k: int) -> bool:
    """Is the word at k of a closed class or a verb, so that no noun of the number can follow?"""
    return any(
        t.category in {"grammar", "harm", "cue", "scope", "spatial"} and t.value not in {"prenominal", "defence"}
        for t in view.on(k)
        if t.i == k
    )


def adjectives_after(view: View, k: int) -> list[Tag]:
    """Adjectives right after the noun (French: civils, ukrainiens)."""
    found = []
    while (step := _adjective(view, k))[0]:
        k = step[0]
        found += [step[1]] if step[1] else []
    return found


def dimensions(tag: Tag | None, adjectives: list[Tag]) -> Of:
    """What the noun and its adjectives say of the people; the noun goes first."""
    dims: dict[str, str] = {}
    for source in ([tag] if tag else []) + adjectives:
        attrs = source.meaning.attrs
        for name in DIMENSIONS:
            if (value := attrs.get(name)) and name not in dims:
                dims[name] = value
    return _of(tuple(dims.items())) if dims else ANYBODY


@cache
def _of(dims: tuple[tuple[str, str], ...]) -> Of:
    return Of.model_validate(dict(dims))

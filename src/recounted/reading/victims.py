"""Victims: single persons whom a harm reaches ("the mayor was killed", "the murder of NAME", "NAME and her driver were wounded").

In: a View and the groups found so far. Out: the groups with those persons as groups of one, each with the tag of its harm. A
person is a victim only right after a verb or an "assassination of", right before a passive, before "'s murder", or joined to
such a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recounted.reading.clauses import is_active, is_passive
from recounted.reading.people import ANYBODY, Group, dimensions
from recounted.reading.persons import Person, find_persons, is_age
from recounted.reading.text import Tag
from recounted.reading.view import View

#: Tokens of an insertion between commas ("NAME, the mayor of X, was killed").
INSERTED = 40
#: Harms that persons come to one by one.
HARMED = {"killed", "injured", "abducted", "detained"}
VICTIM_AFTER = {"verb", "participle", "event", "idiom"}
VICTIM_BEFORE = {"participle", "intransitive", "predicate"}


def with_persons(view: View, groups: list[Group]) -> list[Group]:
    """The groups of a sentence and the single persons that a harm reaches, as groups of one, in order."""
    harmed = view.tags("deed") or any(t.value in HARMED for t in view.tags("harm"))
    if not harmed or not view.text.pack.option("capital_names"):
        return groups
    persons = find_persons(view, groups, {t.j for t in view.tags("harm") if t.slot in VICTIM_AFTER})
    for person in persons:
        _reached(view, person)
    _one_subject(view, persons)
    _joined(view, persons, groups)
    found = [_group(p) for p in persons if p.harm is not None]
    for group in groups:
        if _explains(view, group, found, groups):
            group.head, group.why = "thing", "says who the person before it is"
    return sorted([*groups, *found], key=lambda g: g.i) if found else groups


def _explains(view: View, group: Group, found: list[Group], groups: Sequence[Group]) -> bool:
    """NAME, a judge, …: but in "killed NAME, a judge and a driver" the three are a list."""
    if group.wording != "single" or view.norm(group.i - 1) != "," or all(p.j != group.i - 1 for p in found):
        return False
    return not any(g.wording == "single" and _listed(view, group.j, g.i) for g in groups)


def same_person(group: Group, known: Group) -> bool:
    """Is a single victim one that was met before: by name, or by "the" where the victim before was such a one?"""
    if group.wording != "named":
        return False
    if group.who and known.who:
        return bool(group.who & known.who)
    return bool(not group.who or not known.who) and (group.value == known.value or "person" in {group.value, known.value})


def _group(person: Person) -> Group:
    of = dimensions(person.noun, []) if person.noun and person.noun.category in {"people", "kin"} else ANYBODY
    value = person.noun.value if person.noun else "person"
    return Group(
        person.i, person.j, 1, 1, 1, False, False, "named", "people", value, of, person.noun,
        core=person.i, who=person.who, harmed=person.harm, reach=person.rule,
    )  # fmt: skip


def _reached(view: View, person: Person) -> None:
    """Set the harm that reaches a person, if one does."""
    tag = _harm_before(view, person)
    if tag:
        person.harm, person.rule = tag, "harm then people"
        return
    tag = _harm_after(view, person)
    if tag:
        person.harm, person.rule = tag, "people came to harm"
        return
    tag = _deed(view, person)
    if tag:
        person.harm, person.rule = tag, "harm then people"


def _harm_before(view: View, person: Person) -> Tag | None:
    """killed NAME · the assassination of NAME."""
    if not (person.who or person.noun):
        return None
    for tag in view.tags("harm"):
        if tag.j == person.i and tag.slot in VICTIM_AFTER and tag.value in HARMED and _acts(view, tag):
            return tag
    return None


def _acts(view: View, tag: Tag) -> bool:
    """Does a verb or noun of harm reach one person behind it?"""
    return is_active(view, tag) and not view.is_word(tag.i, "befalls_many")


def _harm_after(view: View, person: Person) -> Tag | None:
    """NAME was killed · the mayor, NAME, was killed · NAME, who was killed · NAME, killed in May."""
    if _governed(view, person):
        return None
    for start in (*_after(view, person.j), *(_after(view, person.head_j) if person.head_j else ())):
        inserted = start > person.j
        k = start
        if view.at(k, "grammar", "relative"):
            k += 1
        be = None
        while k < view.j and k - start < 6:
            tag = view.at(k, "harm")
            if tag and tag.value in HARMED and tag.slot in VICTIM_BEFORE:
                return tag if _suffers(view, person, tag, be, inserted) else None
            aux = view.at(k, "grammar", "be") or view.at(k, "grammar", "have")
            if aux:
                be, k = aux, aux.j
            elif view.at(k, "grammar", "adverb") or view.at(k, "cue", "found") or _adverb(view, k):
                k += 1
            else:
                break
    return None


def _governed(view: View, person: Person) -> bool:
    """Does a preposition stand before the phrase, so that it is no subject?"""
    return any(view.ending(person.i, "spatial", v) for v in ("in", "near", "toward")) or view.is_word(person.i - 1, "office_link")


def _suffers(view: View, person: Person, tag: Tag, be: Tag | None, inserted: bool) -> bool:
    if tag.slot == "intransitive":
        return bool(person.who or person.noun)
    if tag.slot == "participle" and not (is_passive(view, tag) if be else inserted and person.who and _reduced(view, tag)):
        return False
    if not be and tag.slot == "predicate":
        return False
    return bool(
        person.who
        or person.noun
        or (person.determined and be and view.at(be.i, "grammar", "singular") and tag.value != "injured")
    )


def _reduced(view: View, tag: Tag) -> bool:
    """NAME, killed in May, …: what follows the bare participle is no object."""
    k = tag.j
    return bool(
        view.at(k, "spatial")
        or view.at(k, "grammar", "by")
        or view.at(k, "grammar", "clause")
        or any(d.i == k for d in view.dates)
    )


def _after(view: View, k: int) -> Iterator[int]:
    """Where the verb of a phrase may stand: right behind it, or behind an insertion between commas."""
    yield k
    if view.norm(k) != ",":
        return
    yield k + 1
    for c in range(k + 1, min(k + INSERTED, view.j)):
        if c in view.hard:
            return
        if view.norm(c) == ",":
            yield c + 1


def _one_subject(view: View, persons: list[Person]) -> None:
    """Of several persons before one passive in the singular, the first came to harm; the others explain who that was."""
    subjects: dict[int, Person] = {}
    for person in persons:
        if person.harm is None or person.rule != "people came to harm":
            continue
        first = subjects.setdefault(person.harm.i, person)
        if first is not person and any(0 <= person.harm.i - t.j <= 2 for t in view.tags("grammar", "singular")):
            person.harm = None


def _deed(view: View, person: Person) -> Tag | None:
    """NAME's murder · the NAME assassination."""
    if not person.who:
        return None
    k = person.j
    genitive = view.is_word(k, "genitive")
    for at in (k + 1, k + 2) if genitive else (k,):
        tag = view.at(at, "deed")
        if tag and (genitive or person.determined):
            return tag
    return None


def _adverb(view: View, k: int) -> bool:
    norm = view.norm(k)
    return len(norm) > 4 and norm.endswith(view.text.pack.endings("adverb_endings"))


def _joined(view: View, persons: list[Person], groups: Sequence[Group]) -> None:
    """Those joined to a harmed person or group share the harm ("killed two guards and NAME", "NAME and her son were wounded")."""
    for number, person in enumerate(persons):  # forward, behind a verb
        if person.harm or not (person.who or person.noun):
            continue
        before = persons[number - 1] if number else None
        if before and before.harm and before.rule == "harm then people" and _listed(view, before.j, person.i):
            person.harm, person.rule = before.harm, before.rule
            continue
        for group in groups:
            if group.head in {"people", "victims"} and group.j < person.i and _listed(view, group.j, person.i):
                tag = next(
                    (t for t in view.tags("harm") if t.j == group.i and t.slot in VICTIM_AFTER and t.value in HARMED), None
                )
                if tag and _acts(view, tag):
                    person.harm, person.rule = tag, "harm then people"
    behind: list[Person] = [Person(g.i, g.j, frozenset(), g.tag, True) for g in groups if g.head in {"people", "victims"}]
    for person in reversed(persons):  # backward, before a passive
        if person.harm or not (person.who or person.noun) or _governed(view, person):
            continue
        after = next((p for p in (*persons, *behind) if _listed(view, person.j, p.i)), None)
        tag = None if after is None else _harm_after(view, after) if after in behind else after.harm
        if after and tag and after.rule in {"", "people came to harm"}:
            person.harm, person.rule = tag, "people came to harm"


def _listed(view: View, i: int, j: int) -> bool:
    """Only a comma, a conjunction, or both between tokens i and j, an age set aside?"""
    if not 0 < j - i <= 4:
        return False
    return all(view.norm(k) == "," or view.at(k, "grammar", "conjunction") or is_age(view, k) for k in range(i, j))

"""Victims: single persons whom a harm reaches ("the mayor was killed", "the murder of NAME", "NAME and her driver were wounded").

In: a View and the groups found so far. Out: the groups with those persons as groups of one, each with the tag of its harm. A
person is a victim only right after a verb or an "assassination of", right before a passive, before "'s murder", or joined to
such a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recounted.reading.people.counted import ANYBODY, Group, dimensions
from recounted.reading.people.persons import Person, find_persons, is_age
from recounted.reading.sentences.view import View
from recounted.reading.tolls.clauses import is_active, is_passive, words_between
from recounted.reading.words.text import Tag

BRACKETS = {"(": ")", "[": "]"}
#: Tokens of an insertion between commas ("NAME, the mayor of X, was killed").
INSERTED = 40
#: Tokens between "murder" and its "of" ("the murder in X of NAME"), and of a verb's auxiliaries, adverbs and partners.
FAR_OF, VERB_GAP = 8, 9
#: Tokens between two of a list.
LIST_GAP = 6
#: Harms that persons come to one by one.
HARMED = {"killed", "injured", "abducted", "detained"}
#: What no person without a name is headed by.
THINGS = ("weapon", "target", "place_noun", "force", "attack")
VICTIM_AFTER = {"verb", "participle", "event", "idiom"}
VICTIM_BEFORE = {"participle", "intransitive", "predicate"}
VICTIM_VERBS = {"verb", "participle", "intransitive"}


def with_persons(view: View, groups: list[Group]) -> list[Group]:
    """The groups of a sentence and the single persons that a harm reaches, as groups of one, in order."""
    harmed = view.tags("deed") or any(t.value in HARMED for t in view.tags("harm"))
    if not harmed:
        return groups
    if not view.text.pack.option("capital_names"):
        taken = {k for g in groups for k in range(g.i, g.j)}
        return sorted([*groups, *(g for g in _definite_objects(view) if g.j - 1 not in taken)], key=lambda g: g.i)
    objects = _objects(view, groups)
    persons = find_persons(view, groups, objects)
    for person in persons:
        _reached(view, person, objects)
    _one_subject(view, persons)
    _joined(view, persons, groups, objects)
    reached = [p for p in persons if p.harm is not None]
    for group in groups:
        if _explains(view, group, reached, groups):
            group.head, group.why = "thing", "says who the person before it is"
    return sorted([*groups, *(g for p in reached for g in _groups(view, p))], key=lambda g: g.i) if reached else groups


def _objects(view: View, groups: Sequence[Group]) -> dict[int, Tag]:
    """Tokens right behind a harm that goes out to what follows, with its tag: "murder (in X) of |", "killed (reporters) |"."""
    found = {t.j: t for t in view.tags("harm") if t.slot in VICTIM_AFTER and t.value in HARMED and _acts(view, t)}
    if view.text.pack.option("verb_first"):  # « falleció | el sargento NAME », « è morto | il sindaco NAME »
        found |= {t.j: t for t in view.tags("harm") if t.value in HARMED and t.j not in found and _befell(view, t)}
    found |= {i + 1: t for i, t in found.items() if view.is_word(i, "object_mark")}  # « mató a | NAME »
    for deed in view.tags("deed"):
        if any(t.i < deed.i and deed.j <= t.j and t.slot == "participle" for t in view.tags("harm")):
            continue  # "shot or stabbed to | death in the town of X"
        if view.at(deed.j, "grammar", "of"):
            continue
        if not (view.over(deed.j, "spatial") or view.at(deed.j, "grammar", "by") or any(d.i == deed.j for d in view.dates)):
            continue
        for k in range(deed.j + 1, min(deed.j + FAR_OF, view.j)):
            if view.at(k, "grammar", "of") and not view.ending(k, "grammar"):
                found[k + 1] = deed
            if view.tokens[k].kind == "punct" or view.at(k, "harm") or view.at(k, "grammar", "clause"):
                break
    for group in groups:
        tag = next((t for i, t in found.items() if 0 <= group.i - i <= 2), None) if group.wording == "bare_plural" else None
        if tag and view.tokens[min(group.j, view.j - 1)].capital:
            found[group.j] = tag
    return found


def _definite_objects(view: View) -> Iterator[Group]:
    """« mató al alcalde », « ha ucciso il sindaco », « è morto il sindaco »: a definite single victim right behind the verb."""
    befell = bool(view.text.pack.option("verb_first"))
    for tag in (*view.tags("people"), *view.tags("kin")):
        article = view.ending(tag.i, "grammar", "article")
        start = article.i if article else tag.i
        marked = view.is_word(start - 1, "object_mark")
        if tag.slot != "one" or not (article or marked) or view.over(start, "grammar", "indefinite"):
            continue
        start -= marked
        verbs = (h for h in view.tags("harm") if h.j <= start and h.slot in VICTIM_VERBS and h.value in HARMED)
        near = (h for h in verbs if words_between(view, h.j, start) <= 2 and not view.broken(h.j, start))
        verb = next((h for h in near if not view.has(h.j, start, "cue", "according")), None)  # « mató, | según el alcalde »
        if verb and ((befell and _befell(view, verb)) or (verb.slot != "intransitive" and is_active(view, verb))):
            of = dimensions(tag, [])
            yield Group(start, tag.j, 1, 1, 1, False, False, "single", "people", tag.value, of, tag, core=start)


def _explains(view: View, group: Group, reached: list[Person], groups: Sequence[Group]) -> bool:
    """NAME, a judge, … · NAME, 45, one of the deputies, was killed; "killed NAME, a judge and a driver" is a list."""
    if group.wording == "both":  # "NAME and NAME were both killed"
        return any(p.harm is not None and p.harm.i == group.j for p in reached)
    if group.wording not in {"single", "one_of"}:
        return False
    for person in reached:
        assert person.harm is not None
        if person.j < group.i < person.harm.i and person.rule == "people came to harm" and _singular(view, person.harm):
            return True
        if person.j == group.i - 1 and view.norm(person.j) == "," and group.wording == "single":
            others = [g.i for g in groups if g.wording == "single"] + [p.i for p in reached if not p.who]
            listed = view.at(group.i, "grammar", "increment") or any(_listed(view, group.j, i) for i in others)
            return not listed
    return False


def _singular(view: View, harm: Tag) -> bool:
    """Does "was" stand before the harm, so that it came to one only?"""
    return any(0 <= harm.i - t.j <= 2 for t in view.tags("grammar", "singular"))


def same_person(group: Group, called: str, known: Group, known_as: str) -> bool:
    """Is a single victim one that was met before: by name, by the same noun, or by a mere "the judge" behind a name?"""
    if group.wording != "named":
        return False
    if group.who and known.who:
        return bool(group.who & known.who)
    return called == known_as or (group.anaphor and bool(known.who))


def _groups(view: View, person: Person) -> Iterator[Group]:
    """A group of one for each harm that came to the person."""
    of = dimensions(person.noun, []) if person.noun else ANYBODY
    value = person.noun.value if person.noun else "person"
    bare = bool(person.determined and not person.who and person.noun and person.j == person.noun.j)
    anaphor = bare and view.is_word(person.i, "the") and not view.has(person.j, person.j + 3, "grammar", "adverb")
    for harm in (person.harm, *person.more):
        yield Group(
            person.i, person.j, 1, 1, 1, False, False, "named", "people", value, of, person.noun,
            core=person.i, who=person.who, harmed=harm, reach=person.rule, anaphor=anaphor,
        )  # fmt: skip


def _reached(view: View, person: Person, objects: dict[int, Tag]) -> None:
    """Set the harms that reach a person, if any do."""
    before = objects.get(person.i) if person.who or person.noun else None
    after = [] if _governed(view, person) else list(_harms_after(view, person))
    deed = _deed(view, person)
    if before or deed:
        person.harm, person.rule = before or deed, "harm then people"
    elif after:
        person.harm, person.rule = after[0], "people came to harm"
    if person.harm:
        values = {person.harm.value}
        person.more = tuple(t for t in after if t.value not in values and not values.add(t.value))  # type: ignore[func-returns-value]


def _acts(view: View, tag: Tag) -> bool:
    """Does a verb or noun of harm reach one person behind it?"""
    return is_active(view, tag) and not view.is_word(tag.i, "befalls_many")


def _befell(view: View, tag: Tag) -> bool:
    """Is it a verb, before its subject, of what came to somebody?"""
    opens = not view.over(tag.i - 1, "grammar", "relative")
    return opens and (
        tag.slot == "intransitive" or (tag.slot == "participle" and view.ending(tag.i, "grammar", "be") is not None)
    )


def _harms_after(view: View, person: Person) -> Iterator[Tag]:
    """NAME was killed · the mayor, NAME, was killed · NAME, who was kidnapped, was found dead · NAME, killed in May."""
    for start in (*_after(view, person.j), *(_after(view, person.head_j) if person.head_j else ())):
        k = start + 1 if view.at(start, "grammar", "relative") else start
        be = None
        while k < view.j and k - start < VERB_GAP:
            tag = _suffered(view, k)
            both = next((a.j for a in view.amounts if a.i == k and a.rule == "both"), None)
            aux = view.at(k, "grammar", "be") or view.at(k, "grammar", "have")
            if tag:
                if _suffers(view, person, tag, be, start > person.j):
                    yield tag
                if not view.at(tag.j, "grammar", "conjunction"):
                    break
                k = tag.j + 1
            elif aux:
                be, k = aux, aux.j
            elif both:
                k = both
            elif view.at(k, "grammar", "adverb") or view.at(k, "cue", "found") or view.is_adverb(k):
                k += 1
            else:
                break


def _suffered(view: View, k: int) -> Tag | None:
    for tag in view.on(k):
        if tag.category == "harm" and tag.i == k and tag.slot in VICTIM_BEFORE and tag.value in HARMED:
            return tag
    return None


def _governed(view: View, person: Person) -> bool:
    """Does a preposition stand before the phrase, so that it is no subject?"""
    spatial = any(view.ending(person.i, "spatial", v) for v in ("in", "near", "toward"))
    return spatial or view.is_word(person.i - 1, "office_link") or view.ending(person.i, "cue") is not None


def _suffers(view: View, person: Person, tag: Tag, be: Tag | None, inserted: bool) -> bool:
    if tag.slot == "intransitive":
        return bool(person.who or person.noun)
    if tag.slot == "participle" and not (is_passive(view, tag) if be else inserted and person.who and _reduced(view, tag)):
        return False
    if (not be and tag.slot == "predicate") or (inserted and not person.who and not person.determined):
        return False
    if be and view.at(be.i, "grammar", "plural") and len(person.who) < 2 and _follows_noun(view, person.i):
        return False  # "four officers of the X Battalion were killed"
    head = person.i + 1 if view.text.pack.option("adjective_order") == "after" else person.j - 1
    if not (person.who or person.noun) and any(view.over(head, c) for c in THINGS):
        return False  # « un avion de l'armée a été abattu »
    return bool(
        person.who
        or person.noun
        or (person.determined and be and view.at(be.i, "grammar", "singular") and tag.value != "injured")
    )


def _follows_noun(view: View, i: int) -> bool:
    """Does a word stand before a phrase that neither joins it to others nor opens its clause?"""
    opened = any(view.ending(i, "grammar", v) for v in ("conjunction", "clause", "including"))
    return i > view.sentence.body and view.tokens[i - 1].kind == "word" and not opened


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
    """Where the verb of a phrase may stand: right behind it, or behind an insertion in brackets or between commas."""
    if view.norm(k) in BRACKETS:
        k = next((c + 1 for c in range(k, min(k + INSERTED, view.j)) if view.norm(c) == BRACKETS[view.norm(k)]), k)
    yield k
    if view.norm(k) != ",":
        return
    yield k + 1
    relative = view.at(k + 1, "grammar", "relative")
    for c in range(k + 1, min(k + INSERTED, view.j)):
        if c in view.hard or (view.at(c, "cue", "say") and not relative):
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
        if first is not person and _singular(view, person.harm):
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


def _joined(view: View, persons: list[Person], groups: Sequence[Group], objects: dict[int, Tag]) -> None:
    """Those joined to a harmed person or group share the harm ("killed two guards and NAME", "NAME and her son were wounded")."""
    for number, person in enumerate(persons):  # forward, behind a verb
        if person.harm or not (person.who or person.noun) or _speaks(view, person):
            continue
        before = persons[number - 1] if number else None
        if before and before.harm and before.rule == "harm then people" and _listed(view, before.j, person.i, person):
            person.harm, person.rule = before.harm, before.rule
            continue
        for group in groups:
            if group.head in {"people", "victims"} and group.j < person.i and _listed(view, group.j, person.i):
                near = ((i, t) for i, t in objects.items() if 0 <= group.i - i <= 2)
                tag = next((t for i, t in near if not any(view.norm(k) == "," for k in range(i, group.i))), None)
                if tag:  # but "83 wounded, | its spokesman, NAME, said"
                    person.harm, person.rule = tag, "harm then people"
    behind: list[Person] = [Person(g.i, g.j, frozenset(), g.tag, True) for g in groups if g.head in {"people", "victims"}]
    for person in reversed(persons):  # backward, before a passive
        if person.harm or not (person.who or (person.noun and person.determined)) or _governed(view, person):
            continue
        after = next((p for p in (*persons, *behind) if _listed(view, person.j, p.i)), None)
        tag = None if after is None else next(_harms_after(view, after), None) if after in behind else after.harm
        if after and tag and after.rule in {"", "people came to harm"}:
            person.harm, person.rule = tag, "people came to harm"


def _speaks(view: View, person: Person) -> bool:
    """ "…, NAME said": is it who tells of the others?"""
    return view.norm(person.i - 1) == "," and any(t.i == person.j for t in view.tags("cue", "say"))


def _listed(view: View, i: int, j: int, person: Person | None = None) -> bool:
    """Only commas, a conjunction and an age between tokens i and j? A lone name needs more than a comma."""
    if not 0 < j - i <= LIST_GAP or not all(_links(view, k) for k in range(i, j)):
        return False
    return person is None or person.noun is not None or len(person.who) > 1 or view.norm(j - 1) not in {",", ";"}


def _links(view: View, k: int) -> bool:
    if view.norm(k) in {",", ";"} or view.over(k, "grammar", "conjunction") or is_age(view, k):
        return True
    return view.tokens[k].kind == "number" and len(view.norm(k)) < 3 and view.norm(k - 1) == ","  # "NAME, 42, and NAME"

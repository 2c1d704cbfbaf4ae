"""Named victims: persons named behind what happened to them, in a script without capitals (مقتل NAME و NAME).

In: a View. Out: Groups of one, each with the tag of its harm. A name is two words or more that the pack does not know, or begins
with one of the given names that it lists; nothing is found in a language that writes no words as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from recounted.packs.affixes import Affixes
from recounted.reading.people.counted import ANYBODY, Group, dimensions
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Slots of a harm that the name of its victim may follow: of a verb, only a name that is sure to be a person's.
EVENTS, VERBS = ("event", "intransitive"), ("verb", "participle")
#: Harms that come to persons by name.
NAMED = frozenset({"killed", "abducted", "detained"})
#: Words of a person's name, fewest and most.
NAME_WORDS = range(2, 6)
#: Tokens between a verb and the name: who did it, when, and what the person is called.
FAR_NAME = 14
QUOTES = frozenset({'"', "“", "”", "«", "»", "″", "'"})
#: What stands between the names of a list.
BETWEEN = QUOTES | {",", "-", "–", "،"}
#: What may stand between a verb and a name.
PASSED = ("actor", "force", "country")


def named_victims(view: View) -> Iterator[Group]:
    """Each person of a list of names behind a death or an arrest."""
    affixes: Affixes | None = view.text.pack.options.get("affixes")
    for tag in view.tags("harm") if affixes else ():
        if affixes and tag.value in NAMED and tag.slot in EVENTS + VERBS:
            yield from _list(view, tag, affixes)


def _list(view: View, tag: Tag, affixes: Affixes) -> Iterator[Group]:
    k, noun, sure = _opening(view, tag)
    sure = sure or (tag.slot in EVENTS and tag.value == "killed" and k == tag.j)
    while j := _name_end(view, k, affixes, doubted=not sure):
        titled = noun if noun and noun.j == k else None
        while view.norm(k) in QUOTES or view.norm(k) == ":":
            k += 1
        i = titled.i if titled else k
        of = dimensions(titled, []) if titled else ANYBODY
        who = frozenset(view.norm(m) for m in range(k, j))
        person = Group(i, j, 1, 1, 1, False, False, "named", "people", "person", of, core=i, who=who)
        person.harmed, person.reach = tag, "harm then people"
        yield person
        k = j
        while view.over(k, "grammar", "conjunction") or view.norm(k) in BETWEEN or view.is_word(k, "before_name"):
            k += 1
        joined = any(view.norm(m) not in QUOTES for m in range(j, k)) or view.norm(k).startswith(tuple(affixes.conjunctions))
        if not joined:
            break


def _opening(view: View, tag: Tag) -> tuple[int, Tag | None, bool]:
    """Where the names begin behind a harm, the noun before the first (الشاب NAME), and whether words say that names follow."""
    k, noun, sure = tag.j, None, False
    while k < view.j and k - tag.j < FAR_NAME:
        person = view.at(k, "people", slots=("one",)) or view.at(k, "kin", slots=("one",))
        passed = next((t for c in PASSED if (t := view.at(k, c))), None)
        if view.is_word(k, "before_name"):
            k, sure = k + 1, sure or not view.is_word(k, "of")
        elif person:
            k, noun, sure = person.j, person, True
        elif passed and tag.slot in VERBS:
            k = passed.j
        elif date := next((d for d in view.dates if d.i == k), None):
            k = date.j
        elif view.at(k, "grammar", "adverb"):
            k += 1
        else:
            break
    return k, noun, sure


def _name_end(view: View, k: int, affixes: Affixes, *, doubted: bool) -> int:
    """The end of a person's name at token k, or 0. ``doubted``: only one that begins with a given name, or is quoted, will do."""
    quoted = False
    while view.norm(k) in QUOTES or view.norm(k) == ":":
        k, quoted = k + 1, quoted or view.norm(k) in QUOTES
    given = view.is_word(k, "given_name") or view.is_word(k, "name_particle")
    if k >= view.j or (doubted and not given and not quoted):
        return 0
    j = k + 1 if view.tokens[k].kind == "word" and (given or view.norm(k) not in affixes.vocabulary) else k
    while j < view.j and j - k < NAME_WORDS.stop and view.tokens[j].kind == "word" and _of_a_name(view, j, affixes):
        j += 1
    while j > k and view.has(j - 1, j, "stop_name") and not view.is_word(j - 1, "given_name"):
        j -= 1
    known = [m for m in range(k, j) if view.norm(m) in affixes.vocabulary and not view.is_word(m, "given_name")]
    return j if j - k in NAME_WORDS and len(known) * 2 < j - k and not any(a.i == j for a in view.amounts) else 0


def _of_a_name(view: View, j: int, affixes: Affixes) -> bool:
    if view.is_word(j, "given_name"):
        return True
    return not view.norm(j).startswith(tuple(affixes.conjunctions)) and (
        view.norm(j) not in affixes.vocabulary
        or view.is_word(j, "name_particle")
        or (view.has(j, j + 1, "stop_name") and not any(t.i <= j < t.j for t in view.sentence.tags if t.category != "stop_name"))
    )

"""Inflected: people whom the form of one word counts, where no number and no article does.

In: a View. Out: Groups: duals (شهيدان, two dead), singular victims (سقوط قتيل, one dead), plurals without a number (سقوط جرحى,
some hurt), relatives with their owner (زوجته, his wife), and persons named behind the event of their death (مقتل NAME NAME).
Packs list the forms in [count.*]; nothing is found in a language whose pack has none.
"""

from __future__ import annotations

from recounted.packs.affixes import Affixes
from recounted.packs.words import fold
from recounted.reading.numbers.words import quantity_words
from recounted.reading.people.counted import ANYBODY, Group, adjectives_after, dimensions
from recounted.reading.sentences.view import View

NUMBERS = {"one": (1, 1, "single"), "two": (2, 2, "exact"), "many": (2, None, "bare_plural")}
#: Slots of a harm that the name of its victim may follow.
BEFORE_NAMES = ("event", "intransitive")
#: Words of a person's name, fewest and most.
NAME_WORDS = range(2, 6)


def with_inflected(view: View, groups: list[Group]) -> list[Group]:
    """The groups of a sentence and those that inflection or a name alone counts, in order; numbers go first."""
    kept, more = list(groups), False
    for found in (*_by_form(view), *_relatives(view), *_named_dead(view)):
        over = [g for g in kept if g.i < found.j and found.i < g.j]
        if all(g.amount is None and g.wording != "named" for g in over):
            kept = [g for g in kept if g not in over]
            kept.append(found)
            more = True
    return sorted(kept, key=lambda g: g.i) if more else groups


def _by_form(view: View) -> list[Group]:
    found = []
    for form in view.tags("count"):
        lo, hi, wording = NUMBERS[form.value]
        noun = next((t for c in ("people", "kin") for t in view.tags(c) if (t.i, t.j) == (form.i, form.j)), None)
        victims = view.at(form.i, "harm", slots=("victims",))
        tag, head = (victims, "victims") if victims and not noun else (noun, "people")
        described = any(view.ending(tag.i, c) for c in ("people", "kin")) if tag else False  # طفلين شقيقين: who they are
        if tag is None or tag.j < form.j or described:
            continue
        of = dimensions(noun, adjectives_after(view, tag.j))
        value = tag.value if head == "people" else ""
        bound = quantity_words(view.text.pack).after.match(view.tokens, tag.j, view.j)  # شخصان على الأقل
        if bound and bound[1] == "at_least":
            hi = None
        vague, end = hi is None and bound is None, bound[0] if bound and hi is None else tag.j
        found.append(Group(tag.i, end, lo, hi, hi, False, vague, wording, head, value, of, tag, core=tag.i))
    return found


def _relatives(view: View) -> list[Group]:
    """ "His wife", written as one word: a relative with an owner is one person."""
    found = []
    for kin in view.tags("kin"):
        token = view.tokens[kin.j - 1]
        if kin.slot == "one" and token.norm != fold(token.printed) and token.kind == "word":
            of = dimensions(kin, [])
            found.append(Group(kin.i, kin.j, 1, 1, 1, False, False, "single", "people", kin.value, of, kin, core=kin.i))
    return found


def _named_dead(view: View) -> list[Group]:
    """Each person of a list of names behind "the death of", in a script without capitals: words that the pack does not know."""
    affixes: Affixes | None = view.text.pack.options.get("affixes")
    found: list[Group] = []
    for tag in view.tags("harm", "killed") if affixes else ():
        k = tag.j
        while tag.slot in BEFORE_NAMES and (j := _name_end(view, k, affixes)):
            who = frozenset(view.norm(m) for m in range(k, j))
            found.append(
                Group(
                    k,
                    j,
                    1,
                    1,
                    1,
                    False,
                    False,
                    "named",
                    "people",
                    "person",
                    ANYBODY,
                    core=k,
                    who=who,
                    harmed=tag,
                    reach="harm then people",
                )
            )
            k = j
            while view.over(k, "grammar", "conjunction") or view.norm(k) in {",", '"', "“", "”", "»", "«"}:
                k += 1
            if k == j and not view.norm(k).startswith(tuple(affixes.conjunctions) if affixes else ()):
                break
    return found


def _name_end(view: View, k: int, affixes: Affixes | None) -> int:
    """The end of a person's name at token k, or 0."""
    assert affixes is not None
    while view.norm(k) in {'"', "“", "«", ":"}:
        k += 1
    j = k + 1 if k < view.j and view.tokens[k].kind == "word" and view.tokens[k].norm not in affixes.vocabulary else k
    while j < view.j and j - k < NAME_WORDS.stop and view.tokens[j].kind == "word" and _of_a_name(view, j, affixes):
        j += 1
    while j > k and view.has(j - 1, j, "stop_name"):
        j -= 1
    known = [m for m in range(k, j) if view.tokens[m].norm in affixes.vocabulary]
    return j if j - k in NAME_WORDS and len(known) * 2 < j - k and not any(a.i == j for a in view.amounts) else 0


def _of_a_name(view: View, j: int, affixes: Affixes) -> bool:
    return not view.norm(j).startswith(tuple(affixes.conjunctions)) and (
        view.tokens[j].norm not in affixes.vocabulary
        or view.is_word(j, "name_particle")
        or (view.has(j, j + 1, "stop_name") and not any(t.i <= j < t.j for t in view.sentence.tags if t.category != "stop_name"))
    )

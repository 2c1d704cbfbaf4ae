"""Inflected: people whom the form of one word counts, where no number and no article does.

In: a View. Out: Groups: duals (شهيدان, two dead), singular victims (سقوط قتيل, one dead), plurals without a number (سقوط جرحى,
some hurt), relatives with their owner (زوجته, his wife), and persons named without a word for them (``named_victims``).
Packs list the forms in [count.*]; nothing is found in a language whose pack has none.
"""

from __future__ import annotations

from recounted.packs.words import fold
from recounted.reading.numbers.words import quantity_words
from recounted.reading.people.counted import Group, adjectives_after, dimensions
from recounted.reading.people.named_victims import named_victims
from recounted.reading.sentences.view import View

NUMBERS = {"one": (1, 1, "single"), "two": (2, 2, "exact"), "many": (2, None, "bare_plural")}


def with_inflected(view: View, groups: list[Group]) -> list[Group]:
    """The groups of a sentence and those that inflection or a name alone counts, in order; numbers go first."""
    kept, more = list(groups), False
    for found in (*_by_form(view), *_relatives(view), *_compatriots(view), *named_victims(view)):
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


def _compatriots(view: View) -> list[Group]:
    """مقتل فلسطيني: where adjectives follow their noun, one of nationality right behind the harm is a person."""
    one = view.text.pack.endings("singular_adjectives")
    found = []
    for tag in view.tags("country") if one else ():
        harm = tag.slot == "adjectives" and view.ending(tag.i, "harm", slots=("verb", "participle", "event", "intransitive"))
        if harm and view.norm(tag.i).endswith(one) and not view.over(tag.i, "people") and not view.over(tag.i, "actor"):
            found.append(Group(tag.i, tag.j, 1, 1, 1, False, False, "single", "people", "person", core=tag.i))
    return found

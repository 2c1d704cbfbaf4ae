"""Groups: all people that a sentence counts, one way or another: by a number, one by one, or in a bare plural.

In: a View. Out: Groups in order, not overlapping. Each kind of phrase is read in ``people``; what it belongs to is decided here.
"""

from __future__ import annotations

from recounted.reading.people.counted import ANYBODY, Group, adjectives_after, counted, dimensions, take_age
from recounted.reading.people.singles import named, singles
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Tokens between people and the families that they are of ("25 civilians | belonging to at least | three families").
FAMILIES_GAP = 4


def find_groups(view: View) -> list[Group]:
    """All groups of a sentence: counted, single, and bare plurals, in order and without overlap."""
    groups = [counted(view, amount) for amount in view.amounts if amount.kind != "age"]
    _families(view, groups)
    alone = singles(view)
    for group in (*groups, *alone):
        take_age(view, group)
    taken = [(g.i, g.j) for g in groups]
    by_name = () if view.text.pack.option("capital_names") else named(view)
    for group in (*alone, *by_name, *_plurals(view), *_existing(view)):
        described = view.at(group.i, "country", slots=("adjectives",)) and any(j == group.i for _, j in taken)
        if described and group.wording == "bare_plural" and view.text.pack.option("adjective_order") == "after":
            continue  # خمسة مواطنين | يمنيين
        if not any(i < group.j and group.i < j for i, j in taken):
            groups.append(group)
            taken.append((group.i, group.j))
    return sorted(groups, key=lambda g: g.i)


def _families(view: View, groups: list[Group]) -> None:
    """Families are no people, but where they are counted as driven out: "three families were killed" gives no number, and in
    "25 civilians from three families" others are counted."""
    for group in groups:
        noun = group.tag
        if not (noun and group.head == "people" and view.is_word(noun.i, "household")) or view.tags("harm", "displaced"):
            continue
        before = (g for g in groups if g.head != "thing" and 0 < group.i - g.j <= FAMILIES_GAP)
        if any(not view.broken(g.j, group.i) for g in before):
            group.head, group.why = "thing", "counts families"
        else:
            group.lo, group.hi, group.point, group.vague = 2, None, None, True


def _existing(view: View) -> list[Group]:
    """ "There are casualties", «есть погибшие»: some victims, and no number said. A list of them behind a colon counts them."""
    found = []
    for there in view.tags("grammar", "there_is"):
        victims = view.at(there.j, "harm", slots=("victims",))
        listed = victims and view.norm(victims.j) in {":", "—", "–", "-"}
        if victims and not listed and not view.at(victims.j, "people"):
            one = view.norm(victims.j - 1).endswith(view.text.pack.endings("singular_endings"))
            lo, hi, wording = (1, 1, "single") if one else (2, None, "bare_plural")
            found.append(
                Group(there.i, victims.j, lo, hi, hi, False, not one, wording, "victims", "", ANYBODY, victims, core=there.i)
            )
    return found


def _adjective_of_thing(view: View, noun: Tag) -> bool:
    """Is it an adjective ("véhicules civils")? Where adjectives follow, a people word right behind another noun describes it."""
    before = noun.i - 1
    if view.text.pack.option("adjective_order") == "before":
        things = ("target", "place_noun", "weapon")  # «цивільних | об'єктів»
        return view.at(noun.i, "person_adjective") is not None and any(view.at(noun.j, c) for c in things)
    if before < view.i or view.tokens[before].kind != "word":
        return False
    return not any(
        view.over(before, c) for c in ("grammar", "spatial", "harm", "attack", "cue", "people", "person_adjective", "scope")
    )


def _plurals(view: View) -> list[Group]:
    """Bare plurals ("civilians were killed"): at least two, and no number said."""
    found = []
    for noun in view.tags("people"):
        if noun.slot == "many" and not _adjective_of_thing(view, noun):
            dims = dimensions(noun, adjectives_after(view, noun.j))
            number = noun.meaning.get("number")  # "супруги": two
            wording = "single" if number else "bare_plural"
            found.append(
                Group(
                    noun.i,
                    noun.j,
                    number or 2,
                    number,
                    number,
                    False,
                    not number,
                    wording,
                    "people",
                    noun.value,
                    dims,
                    noun,
                    core=noun.i,
                )
            )
    return found

"""Another incident: the words that set one attack apart from the one told before.

In: a View. Out: whether its sentence speaks of another attack, not of another report of the same one.
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.reading.sentences.view import View
from recounted.reading.tolls.findings import Finding
from recounted.reading.words.text import Tag

#: Tokens between "another" and the attack that it sets apart.
OTHER_GAP = 5
#: Tokens before it where it opens its sentence, and so the telling of another incident.
OPENING = 2


def tells_of_another(view: View, gap: int = OTHER_GAP, *, opening: bool = False) -> bool:
    """Do the words speak of another incident ("another civilian convoy", «ранее боевики напали»)?"""
    if goes_on(view):
        return False
    for tag in view.tags("scope", "other_incident"):
        adverb = view.at(tag.i, "grammar", "adverb") is not None
        if view.at(tag.j, "speaker") or (view.at(tag.j, "people") and not adverb):
            continue  # « un autre habitant »
        opens = tag.i - view.sentence.body <= OPENING
        if opens and (view.is_word(tag.j, "incident") or view.is_word(tag.j - 1, "incident")):
            return True
        if opening and not opens:
            continue
        apart = opens and view.norm(tag.j) == "," and not _of_a_toll(view)  # "Separately, rebels | attacked"
        slots = {"noun", "forms", "verb", "participle"} if adverb or apart else {"noun", "forms"}
        reach = view.j if apart or (adverb and _recalls(view, tag)) else tag.j + gap
        if any(
            tag.i < t.i <= reach and t.slot in slots and not _told_between(view, tag.j, t.i)
            for t in view.each("attack", "target", "weapon")
            if not view.at(t.i, "speaker")  # "the day before, the ministry …"
            if not view.is_word(t.i - 1, "demonstrative")  # "an earlier toll of this attack"
        ):
            return True
    return False


def set_beside(view: View) -> bool:
    """Do words set the harm of a sentence beside that told before ("In addition, …", "on the same day, …", "also in Nikopol")?

    They set it apart only where it has a place of its own: whoever asks knows the places.
    """
    if goes_on(view):
        return False
    opens = view.sentence.body + OPENING
    return any(t.i <= opens or view.over(t.j - 1, "spatial", "in") for t in view.tags("scope", "besides")) or any(
        (t.i <= opens and not view.at(t.j, "speaker") and not _reported(view, t)) or view.has(t.i, t.j, "attack", "attack")
        for t in view.tags("scope", "other_incident")
    )


def counts_others(view: View, tolls: Sequence[Finding]) -> bool:
    """Does it count others than those told of ("two more were killed in X", "they also counted 22 dead in X")?

    As ``set_beside``, that sets harm apart only where it has a place of its own.
    """
    if goes_on(view):
        return False
    first = next((t for t in tolls if not t.part), None)  # "three died and another was hurt" counts no others
    return first is not None and (first.group.increment or any(view.is_word(k, "also") for k in range(view.i, first.i)))


def _reported(view: View, tag: Tag) -> bool:
    """ "Earlier the mayor | said": the words were earlier."""
    said = next((t.i for value in ("say", "figure") for t in view.tags("cue", value) if t.i >= tag.j), view.j)
    return not view.has(tag.j, said, "attack")


def goes_on(view: View) -> bool:
    """Does the sentence tell how the incident before it went on ("minutes later a second bomb …", "one of the wounded died")?"""
    return bool(view.tags("scope", "same_incident"))


def of_the_same_day(view: View) -> bool:
    """Do the words that set harm beside other harm leave it on that day ("In addition, …", "Earlier, …", not "weeks earlier")?"""
    return bool(view.tags("scope", "besides")) or any(t.j - t.i == 1 for t in view.tags("scope", "other_incident"))


def tells_of_several(view: View) -> bool:
    """Does it announce more attacks than one, or more places hit ("several attacks", "two villages")?"""
    return bool(view.tags("scope", "several"))


def _of_a_toll(view: View) -> bool:
    """ "Meanwhile, the death toll of the blast rose to 12": it is told of a figure."""
    return any(t.slot == "tally" for t in view.tags("harm"))


def _recalls(view: View, tag: Tag) -> bool:
    """«Напомним, что накануне …»: does a reminder of another day open the sentence?"""
    return tag.i <= view.sentence.body and any(d.kind in {"day", "weekday", "relative"} for d in view.dates)


def earlier(view: View) -> bool:
    """Does the sentence open with a word for an earlier time («Ранее глава области сообщил»)?"""
    return any(t.i <= view.sentence.body and view.at(t.i, "grammar", "adverb") for t in view.tags("scope", "other_incident"))


def _told_between(view: View, i: int, j: int) -> bool:
    """ "earlier it was reported that the blast …": the report was earlier, not the blast."""
    return any(view.has(i, j, "cue", value) for value in ("say", "figure"))

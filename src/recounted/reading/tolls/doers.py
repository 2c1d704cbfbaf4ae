"""Doers: people behind a verb of harm who are not its victims, as others follow them (where verbs come first).

In: a View and a Group of people in it. Out: whether victims follow, and where they may begin.
"""

from __future__ import annotations

from recounted.reading.people.counted import Group
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag


def has_victims(view: View, group: Group, groups: list[Group]) -> bool:
    """اختطف مسلحون طبيبا: where verbs come first, the people behind one are its doers if others follow them at once."""
    j = _doers_end(view, group)
    behind = (g for g in groups if j and 0 <= g.i - j <= 1 and g is not group)
    return any(not view.over(g.i - 1, "grammar", "conjunction") for g in behind)


def behind_doers(view: View, tag: Tag, groups: list[Group]) -> int:
    """Where the victims of a verb may begin: right behind it, or behind its doers."""
    doers = next((g for g in groups if g.i == tag.j and tag.slot == "verb"), None)
    return (_doers_end(view, doers) if doers else 0) or tag.j


def _doers_end(view: View, group: Group) -> int:
    """The end of people in a bare plural, or of one who is armed, with the party they are suspected to be of (مهاجمون يشتبه أنهم
    من X); 0 for others.
    """
    armed = group.wording == "single" and group.tag is not None and group.tag.value == "fighter"
    if group.amount is not None or not (armed or group.wording == "bare_plural") or not view.text.pack.option("verb_first"):
        return 0
    j = group.j
    while (
        step := view.at(j, "cue", "suspect")
        or view.at(j, "actor")
        or view.at(j, "grammar", "of")
        or view.at(j, "grammar", "belongs")
    ):
        j = step.j
    return j


def set_doers_apart(view: View, groups: list[Group]) -> None:
    """„Neun Bauern wurden von | drei Bewaffneten | erschossen“: those right before the closing participle did it."""
    if not view.text.pack.option("participle_last"):
        return
    for group in groups:
        by = next((t for t in view.tags("grammar", "by") if t.i < group.i <= t.j), None)
        done = view.at(group.j, "harm", slots=("participle",)) or view.at(group.j, "attack", slots=("participle",))
        if by and done and group.head == "people" and not any(view.ending(by.i, c) for c in ("harm", "people")):
            group.head, group.why = "thing", "those who did it"

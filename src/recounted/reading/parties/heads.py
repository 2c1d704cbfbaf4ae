"""Heads: parties called by who leads them ("the forces of General NAME", "NAME's air force", «войска маршала NAME»).

In: a View and the tag of a leader's name. Out: the tokens of the forces with the leader, or nothing: the name stands alone.
"""

from __future__ import annotations

from recounted.reading.sentences.view import QUOTE_MARKS, View
from recounted.reading.words.text import Tag

#: Tokens of titles and first names between "the forces of" and the leader's name ("the eastern commander, Field Marshal").
TITLES = 7


def led_forces(view: View, leader: Tag) -> tuple[int, int] | None:
    """The forces that a leader's name says the owner of: « l'armée de X », "X's troops", قوات المشير X."""
    if view.is_word(leader.j, "genitive") and (force := view.at(leader.j + 1, "force")):
        return leader.i, force.j
    for k in range(leader.i, max(view.i, leader.i - TITLES), -1):
        if of := view.ending(k, "grammar", "of"):
            force = view.ending(of.i, "force")
            if force:
                return force.i, leader.j
        if view.text.pack.option("genitive_author") and (force := view.ending(k, "force")):
            return force.i, leader.j
        if not _title(view, k - 1):
            return None
    return None


def _title(view: View, k: int) -> bool:
    """May the word stand between "the forces of" and a leader's name: a title, an adjective, a first name, a comma, a mark?"""
    if view.norm(k) in {",", *QUOTE_MARKS} or view.over(k, "speaker") or view.over(k, "grammar", "article"):
        return True
    small = view.over(k, "grammar", "of")  # « du maréchal », « de l'est »
    return small or (
        view.tokens[k].kind == "word" and not any(view.over(k, c) for c in ("grammar", "cue", "harm", "attack", "actor"))
    )

"""Clauses: what stands in an attribution besides what is said. Things taken for granted, and words about the speaker.

In: a View and one of its Attributions. Out: yes or no.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attributed
from recounted.reading.speakers.attribution import OPENING_MARKS


def tells_clause(view: View, one: Attributed) -> bool:
    """Is what is said a clause ("said that troops …"), not a noun phrase in which things are taken for granted ("reported 12 dead
    in the Russian attack")?"""
    if view.text.pack.option("that_left_out") or one.value != "say" or one.cue.category != "cue":
        return True
    k = max(one.cue.j, one.voice.j)
    marks = {",", ":", *OPENING_MARKS}
    return any(view.is_word(at, "that") or view.norm(at) in marks for at in (*range(one.cue.j, one.cue.j + 3), *range(k, k + 3)))


def of_the_speaker(view: View, one: Attributed, token: int) -> bool:
    """Does a token stand in what a relative clause says of the speaker (وتنفي روسيا، التي غزت | أوكرانيا، استهداف المدنيين)?"""
    inserted = view.norm(one.voice.j) == "," and view.at(one.voice.j + 1, "grammar", "relative") and one.voice.i >= one.cue.j
    return bool(inserted) and any(view.norm(k) == "," for k in range(token, view.j))

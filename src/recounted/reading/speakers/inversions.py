"""Inversions: whether what stands before a verb of saying is not its speaker.

It is the report itself, with who says so behind the verb (« …, a dénoncé le maire »), a preposition's phrase („In einem Beitrag
schrieb …“), or the accused („X wird verantwortlich gemacht“).

In: a View and the tag of the verb, or the phrase before it. Out: yes or no.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View
from recounted.reading.speakers.words import Voice
from recounted.reading.words.text import Tag

#: Tokens of who says so.
NAMED = 10


def closes_a_report(view: View, cue: Tag, k: int) -> bool:
    """« Deux enfants ont été tués, | dénonce X »: who stands behind speaks. Not: « X, basé à Y, | accuse Z »."""
    if view.norm(k - 1) != "," or view.text.pack.option("adjective_order") != "after" or view.text.pack.option("verb_first"):
        return False
    comma = next(n for n in range(view.sentence.body, k) if view.norm(n) == ",")
    return _is_told(view, comma) and _only_names(view, cue.j)


def _is_told(view: View, end: int) -> bool:
    """Has the clause that opens the sentence a verb of its own, so that no subject waits for one?"""
    start = view.sentence.body
    if view.is_word(start, "after_what") or any(view.has(start, end, "grammar", v) for v in ("relative", "clause")):
        return False
    return any(view.has(start, end, "grammar", v) for v in ("have", "be"))


def _only_names(view: View, k: int) -> bool:
    """Does the clause end behind a mere name, that is not said to have done anything?"""
    end = next((n for n in range(k, view.j) if view.tokens[n].kind == "punct"), view.j)
    verbs = ("attack", "harm", "weapon")
    return end - k <= NAMED and not any(view.has(k, end, c) for c in verbs) and not view.has(k, end, "grammar", "have")


def behind_oblique(view: View, voice: Voice) -> bool:
    """Does a preposition stand before a phrase that opens the sentence („In einem Beitrag | schrieb“)?"""
    if not view.text.pack.option("participle_last") or voice.pronoun:
        return False
    k = voice.i
    while k > view.sentence.body and (view.over(k - 1, "grammar", "article") or view.is_word(k - 1, "oblique")):
        k -= 1
    return k == view.sentence.body and k < voice.i and view.over(k, "spatial", "in")


def accused_in_bracket(view: View, cue: Tag) -> bool:
    """„X werde für den Anschlag | verantwortlich gemacht“: of whom it is said, not who says it."""
    if not view.text.pack.option("participle_last"):
        return False
    start = max((k + 1 for k in range(view.i, cue.i) if view.norm(k) == "," or k in view.hard), default=view.i)
    return view.has(start, cue.i, "grammar", "be") and not view.has(start, cue.i, "grammar", "have")

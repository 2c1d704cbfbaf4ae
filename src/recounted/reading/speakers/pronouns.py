"""Pronouns: for whom "he", "she", "they" stand where they say something.

In: a View, the token behind the pronoun, the report's Memory. Out: a Voice in whose place it stands, or none.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View
from recounted.reading.speakers.memory import Memory
from recounted.reading.speakers.words import Voice


def pronoun_voice(view: View, end: int, memory: Memory) -> Voice | None:
    """The one for whom the pronoun stands that ends just before token ``end``."""
    tag = view.ending(end, "grammar", "pronoun")
    if tag is None or tag.j - tag.i != 1 or _owns_the_next(view, tag.i):
        return None
    known = memory.body() if view.is_word(tag.i, "body_pronoun") else memory.last(person=True) or memory.last(person=False)
    if known is None or view.is_word(tag.i, "no_speaker"):
        return None
    return Voice(tag.i, tag.j, known.name, known.role, known.kind, known.side, pronoun=True)


def _owns_the_next(view: View, k: int) -> bool:
    """Does the word stand before what is theirs (« d'après | leurs collègues »)?"""
    noun = view.tokens[min(k + 1, view.j - 1)].kind == "word" and not any(
        t.category in {"cue", "grammar"} for t in view.on(k + 1)
    )
    return view.over(k, "grammar", "possessive") and noun

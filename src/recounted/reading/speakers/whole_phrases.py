"""Whole phrases: the noun phrase that is a verb's subject, back over its complements to its head ("residents of two villages near
the border | said"). The head says what kind of speaker it is; a place or an attack within it never speaks.

In: a View and the token behind the phrase. Out: a Voice over the whole phrase, or none where its head is no noun for a speaker.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View
from recounted.reading.speakers.words import Voice, describe
from recounted.reading.words.text import Tag

#: Tokens of the longest such phrase, and of what stands before its head.
REACH, BEFORE_HEAD = 20, 4
#: Cues that a phrase may hold: they are nouns or adjectives there.
NOUNS = {"suspect", "found", "earlier_figure", "rescue", "unconfirmed", "defence", "attribute", "debris", "supply", "hold"}
#: What may stand before a head, and what leads from it to its complements.
PRENOMINAL = ("article", "prenominal", "indefinite", "adverb")
HEADS = (("speaker", None), ("people", ("one", "many")), ("kin", None))


def whole_subject(view: View, end: int) -> tuple[Voice, Tag] | None:
    """The phrase that ends at token ``end``, and its head."""
    k = end
    while k > view.i and end - k < REACH and not _bounds(view, k - 1):
        k -= 1
    opens = k
    while k < end and (_before_phrase(view, k) or any(d.i <= k < d.j for d in view.dates)):
        k += 1
    head = _head(view, k, end)
    if head is None or not _complements(view, head.j, end) or (opens > view.i and view.over(opens - 1, "harm")):
        return None
    name_end = next((m for m in range(head.j, end) if view.over(m, "spatial") and not view.over(m, "grammar", "of")), end)
    voice = describe(view, k, name_end)
    if voice is None:
        return None
    first = k + 1 if view.over(k, "grammar", "article") else k
    kind = voice.kind if head.category == "speaker" else "witness"
    return Voice(k, end, voice.name, view.text.words(first, end), kind, voice.side, definite=voice.definite), head


def _before_phrase(view: View, k: int) -> bool:
    return view.is_word(k, "leading") or view.over(k, "cue", "earlier_figure") or view.over(k, "grammar", "with")


def _head(view: View, k: int, end: int) -> Tag | None:
    """The noun for a speaker that the phrase begins with, behind articles, numbers and adjectives."""
    for m in range(k, min(k + BEFORE_HEAD, end)):
        for category, slots in HEADS:
            if tag := view.at(m, category, slots=slots):
                return tag if tag.j <= end else None
        before = any(view.over(m, "grammar", word) for word in PRENOMINAL) or view.over(m, "person_adjective")
        counted = any(a.i <= m < a.j and a.kind == "count" for a in view.amounts)
        if not (before or counted or view.over(m, "country") or view.is_word(m, "the") or not view.on(m)):
            return None
    return None


def _complements(view: View, i: int, j: int) -> bool:
    """Do complements stand between a head and the verb: prepositions and what they lead to, no unknown verb?"""
    led = False
    for k in range(i, j):
        small = view.over(k, "spatial") or any(view.over(k, "grammar", word) for word in ("of", "by", "with", "among"))
        known = bool(view.on(k)) or view.tokens[k].capital or any(d.i <= k < d.j for d in view.dates)
        led_on = (
            small or view.tokens[k].capital or any(view.over(k, c) for c in ("country", "person_adjective", "harm", "attack"))
        )
        participle = view.over(k + 1, "grammar", "by")  # "a doctor | reached by the agency"
        if k == i and not (led_on or participle):
            return False
        if not (small or known or led or participle):
            return False
        led = small or (led and not known) or view.over(k, "grammar", "article") or view.is_word(k, "the") or _counted(view, k)
    return j > i


def _counted(view: View, k: int) -> bool:
    return any(a.i <= k < a.j for a in view.amounts)


def _bounds(view: View, k: int) -> bool:
    """Does token k end a clause before the phrase: a mark, a conjunction, a verb?"""
    if view.tokens[k].kind == "punct":
        return view.norm(k) not in {"-", "&", "'", "’"}
    for tag in view.on(k):
        if tag.category == "grammar" and tag.value in {"clause", "relative", "be", "have", "pronoun", "conjunction", "negation"}:
            if tag.value == "pronoun" and view.over(k - 1, "grammar", "of"):
                continue  # "relatives of | those killed"
            return not any(view.over(k, "grammar", word) for word in ("possessive", "article"))
        if tag.category == "cue" and tag.value not in NOUNS and not view.over(k, "speaker"):
            return True
        if tag.category == "harm" and tag.slot in {"verb", "intransitive"} and not view.over(k, "speaker"):
            return not any(t.slot in {"participle", "event"} for t in view.on(k))
        if tag.category == "attack" and tag.slot == "verb" and not any(t.slot in {"noun", "participle"} for t in view.on(k)):
            return True
    return False

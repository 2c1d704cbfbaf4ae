"""Marks of names and of what stands beside them: brackets of a short form, apostrophes, full stops of titles, insertions.

In: a View and a token. Out: yes or no, or the token before the brackets.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View
from recounted.reading.speakers.memory import TITLE
from recounted.reading.speakers.words import MEDIA

#: Tokens of a name in brackets behind a speaker.
BRACKETS = 14
#: Words of a body's name that the pack does not know, before its short form.
SHORT_REACH = 5


def before_brackets(view: View, k: int) -> int:
    """Step back over a short name in brackets ("the Missionary Council (Cimi) said")."""
    if view.norm(k - 1) != ")":
        return k
    return next((at for at in range(k - 2, max(view.i, k - BRACKETS), -1) if view.norm(at) == "("), k)


def before_short_name(view: View, j: int) -> int:
    """« l'Agence nationale | de gestion des urgences (AGU) »: where the brackets of a short form open."""
    k = j
    while k < view.j and k - j <= SHORT_REACH and view.tokens[k].kind == "word" and not view.over(k, "cue"):
        k += 1
    short = view.norm(k) == "(" and view.norm(k + 2) == ")" and view.tokens[k + 1].capital
    return k if short and view.over(j, "grammar", "of") else j


def genitive_mark(view: View, k: int) -> bool:
    """Is it the apostrophe of a plural's genitive inside a name ("the Doctors' Union")?"""
    attached = view.norm(k) in {"'", "’"} and not view.tokens[k].gap and view.norm(k - 1)[-1:] == "s"
    if not attached or k + 1 >= view.j or view.tokens[k + 1].gap != " ":
        return False
    return view.tokens[k + 1].capital or (view.over(k - 1, "speaker") and view.at(k + 1, "actor") is not None)


def name_behind_brackets(view: View, start: int, close: int) -> bool:
    """«голова військової адміністрації (ОВА) | NAME»: does a name follow the short form of an office?"""
    k = close + 1
    short = view.norm(close - 2) == "(" and close - 2 > start and view.tokens[close - 1].printed.isupper()
    return short and k < view.j and view.tokens[k].capital and view.tokens[k].kind == "word"


def of_a_title(view: View, k: int) -> bool:
    """Is it the full stop of a title before a name ("Dr. Sara Khalil")?"""
    title, name = view.tokens[k - 1], view.tokens[min(k + 1, view.j - 1)]
    return title.capital and len(title.norm) <= TITLE and not view.tokens[k].gap and name.capital and name.kind == "word"


def is_medium(view: View, k: int) -> bool:
    """Does the name or a word of an agency, a paper or a broadcaster stand at token k?"""
    return any(t.i == k and t.category == "speaker" and t.value in MEDIA for t in view.on(k))


def before_insertion(view: View, k: int) -> int:
    """« a, de son côté, | dénombré »: the first of two commas behind an auxiliary; ``k`` where there is none."""
    commas = range(k - 3, max(view.i, k - SHORT_REACH - 3), -1) if view.norm(k - 1) == "," else ()
    return next((m for m in commas if view.norm(m) == "," and view.over(m - 1, "grammar", "have")), k)


def caseless(view: View, k: int) -> bool:
    """Is the word in a script without capitals?"""
    printed = view.tokens[k].printed
    return printed.lower() == printed.upper() and view.tokens[k].kind == "word"


def verb_behind_noun(view: View, j: int) -> bool:
    """Where all nouns have capitals: is a word that nobody knows, small behind a noun, a verb („Nach Polizeiangaben | steuerte“)?

    Not what may be an adjective in the genitive („Vertreter | örtlicher Behörden“).
    """
    token = view.tokens[j]
    if not view.text.pack.option("capital_nouns") or token.capital or token.kind != "word" or view.on(j):
        return False
    return view.over(j - 1, "speaker") and not (view.is_word(j, "inner") or token.norm.endswith("er"))


def leads_to_day(view: View, k: int) -> bool:
    """Is it a preposition, or one that an article is part of („Bewohner | am Mittwoch berichteten“)?"""
    return view.over(k, "spatial") or view.is_word(k, "of_the")


def describes(view: View, at: int) -> bool:
    """Is the word an adjective behind the noun for a speaker (« i comitati locali hanno detto »)?"""
    after = view.text.pack.option("adjective_order") == "after" and view.tokens[at].kind == "word"
    return after and view.over(at - 1, "speaker")

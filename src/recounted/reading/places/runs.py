"""Runs: the capitalised words of a sentence that go together as one name.

In: a View. Out: where a name may start, where it ends, and whether it is whole. What it names is no question here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from recounted.reading.sentences.view import View

#: An article joined to a name: al-Bureij, эль-Фашер, el-Obeid.
JOINED_ARTICLE = re.compile(r"[^\W\d_]{1,4}[-‑'’](?=[^\W\d_])")
ARTICLES = frozenset(("al", "el"))
#: Small words inside names of people and places.
_INNER = ARTICLES | {"bin", "ibn", "ben", "abu", "ad", "ar", "as", "ash", "az", "an", "at"}
#: Tokens of whom a building is named after.
NAMED_AFTER = 4


def may_start(view: View, k: int) -> bool:
    """Can a name start at token k: a word like a name, or an article before one?"""
    token = view.tokens[k]
    if like_a_name(token.printed):
        return token.kind in {"word", "acronym"}
    return token.norm in ARTICLES and continues(view, k + 1) and not view.over(k, "spatial") and not view.over(k, "grammar")


@lru_cache(maxsize=20_000)
def like_a_name(printed: str) -> bool:
    """Has a word a capital, at its start or behind a joined article, or is it of a script without capitals?"""
    if printed[0].isupper() or printed.lower() == printed.upper():
        return len(printed) > 1
    joined = JOINED_ARTICLE.match(printed)
    return joined is not None and printed[joined.end()].isupper()


def continues(view: View, k: int) -> bool:
    """Can token k be a further word of a capitalised name?"""
    if k >= view.j:
        return False
    token = view.tokens[k]
    weapon = "-" in token.printed and view.at(k, "weapon")  # «на Херсонщині | FPV-дрони»
    return token.kind == "word" and token.gap == " " and token.printed != token.printed.lower() and not weapon


def run_of(view: View, k: int) -> int:
    """The end of the capitalised name that starts at token k, with articles and "bin" inside it."""
    j = k + 1
    while (continues(view, j) and not region_at(view, j)) or (
        j < view.j and view.tokens[j].norm in _INNER and continues(view, j + 1)
    ):
        j += 1
    return j


def whole_name(view: View, i: int, j: int) -> bool:
    """Is it not merely part of a longer capitalised name (a person's, a firm's)?"""
    upper = view.sentence.line == "headline" or view.tokens[i].printed.isupper()
    if view.norm(j) in _INNER and continues(view, j + 1) and not view.over(j, "spatial"):
        return False
    if _headed(view, i):
        return False
    if region_at(view, j) or region_at(view, i):
        return True
    if continues(view, j) and not upper:
        if view.is_word(i - 1, "capital"):
            return True
        return any(t.category in {"place_noun", "target", "speaker", "harm", "attack", "weapon"} for t in view.on(j) if t.i == j)
    if (
        i > view.sentence.body
        and view.tokens[i - 1].capital
        and view.tokens[i].gap == " "
        and view.tokens[i - 1].kind == "word"
        and not upper
    ):
        return any(
            t.category in {"place_noun", "target", "spatial", "stop_name", "country", "grammar", "person_adjective"}
            for t in view.on(i - 1)
            if t.j == i
        )
    return True


def region_at(view: View, k: int) -> bool:
    """Does a region's name with its noun start at token k («в Олексине Тульской области»)?"""
    noun = view.at(k + 1, "place_noun") if continues(view, k) else None
    return noun is not None and noun.meaning.get("kind") in {"adm1", "adm2"} and not view.tokens[noun.i].capital


def _headed(view: View, i: int) -> bool:
    """Does a noun with a capital of its own stand before it, as the first word of the name ("Colonia Roma", « Plaine X »,
    "Escuela General Santander")?
    """
    noun = view.ending(i, "place_noun")
    if noun is None and view.text.pack.option("adjective_order") == "after":
        first = i - 1
        while (
            first > view.sentence.body
            and view.tokens[first].capital
            and view.tokens[first + 1].gap == " "
            and i - first < NAMED_AFTER
        ):
            if (head := view.ending(first, "target")) and view.tokens[head.i].capital:
                return view.tokens[first].gap == " "
            first -= 1
    if noun is None or noun.i <= view.sentence.body or view.sentence.line == "headline":
        return False
    return not view.text.pack.option("capital_nouns") and view.tokens[noun.i].capital and view.tokens[i].gap == " "

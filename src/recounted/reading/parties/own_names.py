"""Own names: what a group that no list knows calls itself ("the militia NAME", "the NAME NAME gang", "the Army of NAME").

In: a View and the tag of a general noun for a party. Out: the first token of the name and the token behind its last, or nothing.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: What no word of a group's own name is.
NOT_A_NAME = ("country", "speaker", "place_noun", "actor")


def own_name(view: View, tag: Tag) -> tuple[int, int] | None:
    """The name behind a noun for a group ("the militia NAME", "a local group, NAME"): an armed group that no list knows."""
    k = tag.j
    for _ in range(3):
        if (
            view.norm(k) in {",", "«", "“", '"'}
            or view.at(k, "grammar", "article")
            or (k < view.j and view.tokens[k].kind == "word" and not view.tokens[k].capital and k == tag.j and _plain(view, k))
        ):
            k += 1
    if k >= view.j or not view.tokens[k].capital or any(view.over(k, category) for category in NOT_A_NAME):
        return None
    end = k + 1
    while end < view.j and view.tokens[end].capital and view.tokens[end].kind == "word" and view.tokens[end].gap == " ":
        end += 1
    closed = (
        end >= view.j
        or view.norm(end) in {",", ".", "»", "”", '"', ";"}
        or view.over(end, "grammar")
        or view.over(end, "spatial")
    )
    first = view.tokens[k].printed.split("-")[0]  # « la facción SLA-Unidad »
    return (k, end) if closed and (end - k > 1 or (first.isupper() and len(first) > 1)) else None


def name_before(view: View, tag: Tag) -> tuple[int, int] | None:
    """The name before a noun for a group ("the | La Familia | gang"), of two words or more: one alone is often a kind."""
    k = tag.i
    while k > view.i and view.tokens[k - 1].capital and not any(view.over(k - 1, c) for c in (*NOT_A_NAME, "people", "weapon")):
        k -= 1
    named = view.text.pack.option("adjective_order") == "before" and not view.text.pack.option("capital_nouns")
    opens = k > view.sentence.body and view.over(k - 1, "grammar", "article")
    return (k, tag.i) if named and opens and tag.i - k > 1 else None


def army_of(view: View, tag: Tag) -> tuple[int, int] | None:
    """ "The | Army of Justice | claimed": an armed group that calls itself an army; not the army of a country."""
    start = tag.j - 1
    of = view.at(tag.j, "grammar", "of") if view.tokens[start].capital and start > view.sentence.body else None
    if of is None or not view.text.pack.option("that_left_out"):
        return None
    end = of.j
    while end < view.j and view.tokens[end].capital and not any(view.over(end, c) for c in ("country", "place_noun")):
        end += 1
    return (start, end) if end > of.j else None


def _plain(view: View, k: int) -> bool:
    """May the word stand between a noun for a group and its name: no preposition, verb or conjunction?"""
    return not any(view.over(k, category) for category in ("grammar", "spatial", "harm", "attack", "cue"))

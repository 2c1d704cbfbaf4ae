"""Appositions: a role or a name behind the comma that follows a speaker ("NAME, head of …, said").

In: a View and its tokens. Out: yes or no.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View

#: Longest phrase for a speaker, in tokens; appositions included.
MAX_PHRASE = 24


def apposition_follows(view: View, start: int, comma: int) -> bool:
    """Is the comma followed by a role ("X, head of …") or a name ("the governor of Y, X, …")?"""
    k = comma + 1
    if not _closed_again(view, k):
        return False
    if view.at(k, "grammar", "article"):
        k += 1
    tag = view.at(k, "speaker") or view.at(k + 1, "speaker")
    if tag and not view.at(tag.j, "cue", "say"):
        return not _acts(view, tag.j)
    return k < view.j and view.tokens[k].capital and view.tokens[k].kind == "word" and view.has(start, comma, "speaker")


def _acts(view: View, k: int) -> bool:
    """Does a verb stand behind a plural role ("According to NAME, the insurgents | stormed …"), as behind no apposition?"""
    plural = view.ending(k, "people", slots=("many",)) is not None
    verb = not view.on(k) or view.at(k, "attack") is not None
    return plural and k < view.j and view.tokens[k].kind == "word" and not view.tokens[k].capital and verb


def _closed_again(view: View, start: int) -> bool:
    """Does the sentence close the apposition, with a comma or its end, before any verb?"""
    for k in range(start, min(start + MAX_PHRASE, view.j)):
        if view.norm(k) in {",", ")"} or k in view.hard or k == view.j - 1:
            return True
        if any(
            t.i == k
            and (
                (t.category == "grammar" and t.value in {"be", "have"})
                or (t.category == "harm" and t.slot in {"verb", "intransitive"})
                or (t.category == "attack" and t.slot == "verb")
            )
            for t in view.on(k)
        ):
            return False
    return False

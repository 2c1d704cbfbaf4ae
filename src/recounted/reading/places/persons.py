"""Persons: words that are names of people, or of peoples, anywhere in a report, and so of no place there.

In: the Views of a report and its attributions. Out: folded words. Whether a gazetteer knows them as places is no question here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from recounted.reading.places.runs import run_of
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attribution

#: Digits of an age.
_AGE_DIGITS = 2


def _peoples(view: View) -> Iterator[str]:
    """Folded names of peoples ("the X community", "clashes between X and Y groups"): no places either."""
    for tag in view.tags("grammar", "peoples"):
        k = tag.i - 1
        while k > view.i and view.tokens[k].capital and view.tokens[k].kind in {"word", "compound"}:
            yield view.norm(k)
            joined = view.ending(k, "grammar", "conjunction")
            k = joined.i - 1 if joined else view.i


def people_of(views: Sequence[View], attribution: Attribution) -> frozenset[str]:
    """Folded words that are names of persons anywhere in the report: a person is no place.

    A full name is a person's where it speaks, carries a title or kinship before it, or an age behind it; its last word is then
    that person's everywhere. A word that the report puts behind "in" or "near" stays a place.
    """
    named: set[str] = set()
    alone: set[str] = set()
    for row in attribution.by_sentence:
        for one in row:
            words = [w.strip(",").lower() for w in (one.voice.name or "").split()]
            (named if len(words) > 1 else alone).update(words)
    lasts: set[str] = set()
    for view in views:
        for i, j in _full_names(view):
            lasts.add(view.norm(j - 1))
            if _titled(view, i) or _aged(view, j):
                named.update(view.norm(k) for k in range(i, j))
    named |= alone & lasts
    for view in views:
        named.update(_peoples(view))
    return frozenset(named - _placed(views, named)) if named else frozenset()


def _full_names(view: View) -> Iterator[tuple[int, int]]:
    """Runs of two to four capitalised words in running text."""
    j = view.sentence.body
    for k in range(j, view.j - 1):
        if k >= j and view.tokens[k].capital and view.tokens[k].kind == "word":
            j = run_of(view, k)
            if 2 <= j - k <= 4 and not view.tokens[k].printed.isupper():
                yield k, j


def _titled(view: View, i: int) -> bool:
    before = i - 2 if view.norm(i - 1) in {".", ","} else i - 1
    return view.over(before, "kin") or bool(
        (tag := view.ending(before + 1, "speaker")) and tag.value not in {"news_agency", "newspaper", "broadcaster"}
    )


def _aged(view: View, j: int) -> bool:
    number = view.tokens[j + 1] if j + 1 < view.j and view.norm(j) in {",", "("} else None
    return (
        number is not None
        and number.kind == "number"
        and len(number.printed) <= _AGE_DIGITS
        and view.norm(j + 2) in {",", ")", ".", ";"}
    )


def _placed(views: Sequence[View], names: Collection[str]) -> set[str]:
    """Those of the names that the report says something is in or near, or that name a country."""
    found = set()
    for view in views:
        for tag in view.tags("spatial"):
            if tag.value in {"in", "near", "direction"} and not view.over(tag.i, "grammar") and view.norm(tag.j) in names:
                found.add(view.norm(tag.j))
        found.update(view.norm(tag.i) for tag in view.tags("country") if view.norm(tag.i) in names)
    return found

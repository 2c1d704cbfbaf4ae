"""Carried on: what a figure takes over from the one before it: its harm ("the second | 15"), or its people ("two soldiers died,
another ten were hurt": soldiers).

In: a View, its Groups and the Findings so far, by the group's number. Out: the same Findings, completed in place.
"""

from __future__ import annotations

from recounted.reading.people.counted import ANYBODY, Group
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.tolls.findings import Finding

#: Tokens between "the second" and its figure, with the noun that may be repeated ("in a second message of").
ORDINAL_GAP = 4
#: What others share with those before them; their sex they need not.
SHARED = ("status", "role")


def second_of_two(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """The first blast killed 23 people, the second | 15: a bare figure behind a second one has the harm of the first."""
    for number, group in enumerate(groups):
        if number in findings or group.head != "bare" or group.amount is None or not group.lo or not _ends(view, group.j):
            continue
        before = next((findings[n] for n in range(number - 1, -1, -1) if n in findings), None)
        if before and not before.part and _second(view, before.group.j, group.i):
            findings[number] = Finding(group, before.harm, "figure of the second", group.i, group.j)


def _second(view: View, i: int, j: int) -> bool:
    """Does an ordinal open a clause of its own between two figures, with no verb behind it?"""
    ordinal = next((a for a in view.amounts if a.kind == "ordinal" and i < a.i < j and j - a.j <= ORDINAL_GAP), None)
    if ordinal is None or view.broken(i, ordinal.i) or any(view.has(ordinal.j, j, c) for c in ("harm", "people")):
        return False
    stop = [k for k in range(ordinal.j, j) if view.tokens[k].kind == "punct" and view.norm(k) not in DASHES]
    return not stop and any(view.norm(k) == "," or view.over(k, "grammar", "conjunction") for k in range(i, ordinal.i))


def _ends(view: View, k: int) -> bool:
    return k >= view.j or view.tokens[k].kind == "punct"


def same_people(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """Two soldiers died, | another ten | were hurt: others than those before are of their kind, where nothing else is said."""
    before: Group | None = None
    for number, group in enumerate(groups):
        if number not in findings:
            continue
        if findings[number].part:
            before = None
            continue
        others = group.increment and not any(view.is_word(k, "the") for k in (group.i - 1, group.i))  # not "the other 12"
        if before and others and group.of == ANYBODY and before.of.status not in {None, "civilian"}:
            group.of = ANYBODY.model_copy(update={name: getattr(before.of, name) for name in SHARED})
        before = group if group.of is not ANYBODY and group.of != ANYBODY else before

"""By place: "killed one in Kherson, two in Nikopol and three in Kharkiv": such figures share the harm of the first.

In: a View, its tolls, the groups that no rule reached, and the sentence's places. Out: both lists again, the figures moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.reading.people.counted import Group
from recounted.reading.places.spots import Spot
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.tolls.findings import Finding

#: The rule's name.
RULE = "harm shared by place"
#: Tokens between a figure and its place ("two in the town of | Nikopol"), and between the place before and the figure (", and").
PLACE_GAP, JOIN_GAP = 5, 4
Left = list[tuple[Group, str]]


def share_by_place(view: View, tolls: list[Finding], left: Left, spots: Sequence[Spot]) -> tuple[list[Finding], Left]:
    """Give a bare figure that has a place of its own the harm of the figure before it, which has another."""
    told = sorted(tolls, key=lambda t: t.group.i)
    for group, _ in sorted(left, key=lambda one: one[0].i):
        before = next((t for t in reversed(told) if t.group.i < group.i), None)
        place = _place_of_next(view, before, group, spots) if before and not before.part else None
        if before and place:
            told.insert(told.index(before) + 1, Finding(group, before.harm, RULE, group.i, place.j))
    taken = {id(t.group) for t in told}
    return told, [one for one in left if id(one[0]) not in taken]


def _place_of_next(view: View, before: Finding, group: Group, spots: Sequence[Spot]) -> Spot | None:
    """The place of a figure without a harm of its own that follows the place of the figure before it."""
    if group.amount is None or not group.lo or group.head not in {"bare", "people"}:
        return None
    first = next((s for s in reversed(spots) if before.group.j <= s.i and s.j <= group.i), None)
    if first is None or group.i - first.j > JOIN_GAP or any(k in view.hard for k in range(first.j, group.i)):
        return None
    start = group.j + (view.norm(group.j) in DASHES)
    joined = view.norm(group.i - 1) == "," or any(view.over(k, "grammar", "conjunction") for k in range(first.j, group.i))
    if not joined or view.at(start, "spatial") is None:
        return None
    return next((s for s in spots if 0 <= s.i - start <= PLACE_GAP and s.relation != "role"), None)

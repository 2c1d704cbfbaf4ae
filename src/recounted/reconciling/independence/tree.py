"""The family tree of an incident's reports, to be shown.

In: kinships and the ids of the reports. Out: trees: newsrooms with the reports that are theirs, reports with their copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from recounted.model import Kinship


@dataclass(frozen=True)
class Node:
    """A report (by its id) or a newsroom (by its name). ``kinship`` leads to the node above; ``notes`` join nothing."""

    name: str
    is_report: bool
    kinship: Kinship | None = None
    notes: tuple[Kinship, ...] = ()
    children: tuple[Node, ...] = field(default=())


def family_tree(kinships: Iterable[Kinship], reports: Iterable[str]) -> list[Node]:
    """One tree for each independent source, in the order of the reports."""
    joins: dict[str, Kinship] = {}
    notes: dict[str, list[Kinship]] = defaultdict(list)
    for kinship in kinships:
        if kinship.joins:
            joins[kinship.child] = kinship
        else:
            notes[kinship.child].append(kinship)
    below: dict[tuple[str, bool], list[str]] = defaultdict(list)
    tops: dict[tuple[str, bool], None] = {}
    for name in dict.fromkeys(reports):
        if name not in joins:
            tops[name, True] = None
            continue
        above = joins[name].parent, joins[name].parent_kind == "report"
        below[above].append(name)
        if not above[1]:
            tops[above] = None
    return [_node(top, joins, notes, below) for top in tops]


def _node(
    name: tuple[str, bool],
    joins: Mapping[str, Kinship],
    notes: Mapping[str, Sequence[Kinship]],
    below: Mapping[tuple[str, bool], Sequence[str]],
) -> Node:
    children = tuple(_node((child, True), joins, notes, below) for child in below.get(name, ()))
    own, is_report = name
    if not is_report:
        return Node(own, False, children=children)
    return Node(own, True, joins.get(own), tuple(notes.get(own, ())), children)

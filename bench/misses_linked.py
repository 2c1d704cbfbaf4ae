"""Misses of sets in which several texts tell of one incident: texts that were read as telling of nothing, and wrong links.

In: a labelled set whose labels name the incident of each text. Out: Misses. Links are looked at from one text of an incident to
the next, so that a large incident counts once for each of its texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bench.causes import Miss, untold
from bench.matching import bounds, main_mention, point_of
from bench.readings import LabelledSet
from recounted.model import Mention
from recounted.places import distance_km

#: Kilometres from which two places are apart.
APART_KM = 25


def of_linked(some: LabelledSet) -> Iterator[Miss]:
    """Texts that tell of nothing, links missed and links made wrongly."""
    mentions: dict[str, Mention] = {}
    for label in some.labels:
        reading = some.readings.get(label["id"])
        mention = main_mention(reading)
        if mention is not None:
            mentions[label["id"]] = mention
        else:
            yield Miss("text tells of nothing", untold(reading), label["id"], label.get("lang", "en"))
    gold = {label["id"]: label["incident"] for label in some.labels if label["id"] in mentions}
    ours = {name: home.id for name, m in mentions.items() if (home := some.home(name, m))}
    for a, b in _neighbours(gold):
        if ours.get(a) != ours.get(b):
            yield Miss("missed link", difference(mentions[a], mentions[b]), f"{a} {b}", "all")
    for a, b in _neighbours(ours):
        if gold[a] != gold[b]:
            yield Miss("wrong link", difference(mentions[a], mentions[b]), f"{a} {b}", "all")


def _neighbours(clusters: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Each item of a cluster with the next."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for item, cluster in clusters.items():
        members[cluster].append(item)
    return (pair for some in members.values() for pair in pairwise(some))


def difference(a: Mention, b: Mention) -> str:
    """What two mentions say of day and place, held against each other."""
    return f"{_days(a, b)}; {_places(a, b)}"


def _days(a: Mention, b: Mention) -> str:
    if a.when is None or b.when is None:
        return "no date in one" if a.when or b.when else "no date in both"
    first, second = bounds(a.when.edtf), bounds(b.when.edtf)
    if not first or not second or not (first[0] and first[1] and second[0] and second[1]):
        return "a date without a year"
    apart = max((second[0] - first[1]).days, (first[0] - second[1]).days, 0)
    return "same day" if not apart else "a day apart" if apart == 1 else "days apart" if apart < 31 else "months apart"


def _places(a: Mention, b: Mention) -> str:
    one, other = point_of(a.where), point_of(b.where)
    if one is None or other is None:
        return "no place in one" if one or other else "no place in both"
    return "same place" if distance_km(*one, *other) <= APART_KM else "places apart"

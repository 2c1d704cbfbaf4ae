"""Places: toponyms of English news (LGL: local, with ambiguous towns; TR-News) with their coordinates.

A mention is found if its span is exact. End to end: of all labelled toponyms with coordinates, those found and put within so many
kilometres; of those found: the same among found ones to which we gave coordinates.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench import peers
from bench.data import Label
from bench.matching import by_share
from bench.readings import LabelledSet
from bench.tally import BY, Tally
from recounted.packs import load_pack
from recounted.places import distance_km, open_gazetteer
from recounted.reading.places.toponyms import Toponym, find_toponyms

NAME = "places"
LIMITS_KM = (161, 25)


def measure(places: LabelledSet) -> Tally:
    """Mentions and where they are put, by set."""
    tally, gazetteer = Tally(NAME), open_gazetteer()
    for label in places.labels:
        part = label["set"]
        tally.texts[part] += 1
        text = places.text(label["id"])
        compare(tally, part, label["places"], find_toponyms(text, load_pack("en"), gazetteer))
        if peers.here(peers.SPACY, peers.SMALL):
            theirs = [Toponym(i, j, text[i:j], None, None, None, None, None) for i, j in peers.place_names(text)]
            names(tally, part + BY + "spaCy small", label["places"], theirs)
    return tally


def compare(tally: Tally, part: str, gold: Sequence[Label], ours: Sequence[Toponym]) -> None:
    """Count the toponyms of one text, and how far off they are put."""
    hit = names(tally, part, gold, ours)
    known = [(g, o) for g, o in hit if g["lat"] is not None]
    errors = [distance_km(g["lat"], g["lon"], o.lat, o.lon) for g, o in known if o.lat is not None and o.lon is not None]
    for limit in LIMITS_KM:
        near = sum(km <= limit for km in errors)
        tally.add((part,), f"within {limit} km, of those found", near, len(errors))
        tally.add((part,), f"within {limit} km, end to end", near, sum(g["lat"] is not None for g in gold))
    for km in errors:
        tally.number(part, "error", "km", km)


def names(tally: Tally, part: str, gold: Sequence[Label], ours: Sequence[Toponym]) -> list[tuple[Label, Toponym]]:
    """Count the names alone; those with exact spans."""
    at = {(o.start, o.end): o for o in reversed(ours)}
    hit = [(g, at[g["start"], g["end"]]) for g in gold if (g["start"], g["end"]) in at]
    tally.add((part,), "mentions, exact", len(hit), len(gold), len(ours))
    tally.add((part,), "mentions, overlapping", len(by_share(gold, ours, _overlap)), len(gold), len(ours))
    return hit


def _overlap(a: Label, b: Toponym) -> int:
    return max(0, min(int(a["end"]), b.end) - max(int(a["start"]), b.start))

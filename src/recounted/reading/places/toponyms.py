"""Toponyms: all place names of a text, harm or none, by the same finding and choosing that the reader goes by.

In: a stored text, a pack and a gazetteer. Out: Toponyms in order of the text, each with its span and what it is taken for.
"""

from __future__ import annotations

from dataclasses import dataclass

from recounted.model import PlaceKind
from recounted.packs.schema import Pack
from recounted.places import Entry, Gazetteer
from recounted.reading.dates.expressions import find_dates
from recounted.reading.numbers.quantities import find_amounts
from recounted.reading.places.spots import find_spots
from recounted.reading.sentences.cutting import cut
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attribution import attribute
from recounted.reading.words.text import Text


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as printed: ``text[start:end] == name``; the rest is null where no gazetteer knows it.

    ``gazetteer`` is an entry's id ("geonames:703448"); ``lat`` and ``lon`` are WGS84 degrees; ``country`` ISO 3166-1 alpha-2.
    """

    start: int
    end: int
    name: str
    lat: float | None
    lon: float | None
    gazetteer: str | None
    kind: PlaceKind | None
    country: str | None


def find_toponyms(stored: str, pack: Pack, gazetteer: Gazetteer) -> list[Toponym]:
    """All place names of a text in order. Empty for a text without words."""
    text = cut(stored, pack)
    views = [View(text, s, find_amounts(text, s), find_dates(text, s)) for s in text.sentences]
    if not views:
        return []
    spots = [s for s in find_spots(views, attribute(views), gazetteer).all if s.entry or s.relation != "role"]
    found = [_named(text, s.i, s.j, s.entry) for s in spots]
    taken = {k for s in spots for k in range(s.i, s.j)}
    for view in views:  # the reader keeps countries as attackers and adjectives apart from places
        for tag in view.tags("country"):
            if tag.slot in {"names", "adjectives"} and taken.isdisjoint(range(tag.i, tag.j)) and view.tokens[tag.i].capital:
                taken.update(range(tag.i, tag.j))
                found.append(_named(text, tag.i, tag.j, gazetteer.country(tag.value)))
    return sorted(found, key=lambda t: t.start)


def _named(text: Text, i: int, j: int, entry: Entry | None) -> Toponym:
    return Toponym(
        start=text.tokens[i].start,
        end=text.tokens[j - 1].end,
        name=text.words(i, j),
        lat=entry.lat if entry else None,
        lon=entry.lon if entry else None,
        gazetteer=entry.id if entry else None,
        kind=entry.kind if entry else None,
        country=entry.country if entry else None,
    )

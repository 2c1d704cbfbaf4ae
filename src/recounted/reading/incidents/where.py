"""Where: the Place that stands for the scene of an incident.

In: the Spot where the harm was done. Out: the Place of a mention. The printed name always stays; a place that no gazetteer
knows has the position of what the text says it is near to or in, else of the area or town that the report names nearest to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recounted.model import Place, PlaceCandidate, PlaceKind
from recounted.places import Entry, between
from recounted.reading.incidents.frames import Frame
from recounted.reading.incidents.scenes import RADIUS_KM, Scene, scene_of
from recounted.reading.places.relations import THERE
from recounted.reading.places.spots import FINE, Spot, Spots

#: Kilometres: how far "near X" may be from X.
NEAR_KM = 25.0
#: UCDP where_prec of a bare name of each kind.
PREC = {
    "settlement": 1,
    "neighbourhood": 1,
    "building": 1,
    "street": 1,
    "adm3": 3,
    "adm2": 3,
    "adm1": 4,
    "region": 5,
    "route": 5,
    "water": 5,
    "country": 6,
}
BETWEEN = "between two places"


@dataclass(frozen=True, slots=True)
class Position:
    """Degrees, UCDP where_prec, kilometres, and the rule by which they stand."""

    lat: float | None
    lon: float | None
    prec: int
    radius: float | None
    rule: str


def place_of(frame: Frame, frames: Sequence[Frame], spots: Spots) -> Place | None:
    """The place of an incident; one told beside the main one that has none of its own is where that was."""
    return place_by(scene_of(frame, frames, spots), frames, spots)


def place_by(scene: Scene | None, frames: Sequence[Frame], spots: Spots) -> Place | None:
    """The place that a Scene stands for."""
    if scene is None:
        return None
    if scene.spot is None:
        place = place_of(frames[0], frames, spots)
        return place.model_copy(update={"rule": "none stated: as the main incident"}) if place else None
    return to_place(scene.spot, spots.all)


def to_place(spot: Spot, spots: Sequence[Spot] = ()) -> Place:
    """The noun: printed name, coordinates, UCDP precision and radius, with the other candidates.

    ``spots``: the places of the report, in one of which a name without coordinates is put.
    """
    entry, around = spot.entry, spot.inside
    if spot.point is None and (around is None or around.kind == "country"):
        around = _around(spot, spots) or around
    at = _position(spot, around)
    i, j = spot.i, spot.partner.j if spot.partner and at.rule == BETWEEN else spot.j
    home = entry or around
    return Place(
        name=spot.view.text.words(i, j),
        kind=spot.kind,
        country=home.country if home else spot.country,
        adm1=(home.name if home.kind == "adm1" else home.adm1) if home else None,
        lat=at.lat,
        lon=at.lon,
        where_prec=at.prec,
        radius_km=at.radius,
        gazetteer=entry.id if entry else None,
        quote=spot.view.text.words(i, j),
        start=spot.view.tokens[i].start,
        end=spot.view.tokens[j - 1].end,
        rule=at.rule,
        candidates=tuple(_candidate(e, score) for e, score in spot.scored[:5]),
    )


def _around(spot: Spot, spots: Sequence[Spot]) -> Entry | None:
    """What a name that no gazetteer knows lies in or near: the place named nearest to it that says so best."""
    known = [
        s
        for s in spots
        if s is not spot and s.entry and s.point and s.entry.kind != "country" and s.relation != "toward"
        if not s.entry.capital or s.relation in THERE  # where they comment is not where it was
    ]
    nearest = min(known, key=lambda s: _remoteness(spot, s), default=None)
    return nearest.entry if nearest else None


def _remoteness(spot: Spot, other: Spot) -> tuple[int, int]:
    """How little another place says of where a name lies: by how it stands, then by its distance in tokens or sentences."""
    ahead = other.view.sentence.index - spot.view.sentence.index
    apart = 2 * ahead if ahead > 0 else -ahead
    if other.relation == "dateline":  # where the reporter sits
        return 4, apart
    if other.relation == "role":
        return 3, apart
    if other.view is spot.view:
        return 0, other.i - spot.j if other.i >= spot.j else 2 * (spot.i - other.j) + 4
    return (1 if other.relation in THERE or other.wanted else 2), apart


def _position(spot: Spot, around: Entry | None) -> Position:
    """Where a spot lies: at its own point, at what it is in or near, or between two places."""
    entry = spot.entry
    at = _own_position(entry, spot.kind, _seat(spot) if entry and entry.kind == "adm1" else None)
    if at.lat is None and around and around.lat is not None and around.kind != "country":
        prec = {"adm2": 3, "adm1": 4}.get(around.kind, 2)
        radius = around.radius_km or RADIUS_KM.get(around.kind, NEAR_KM)
        at = Position(around.lat, around.lon, prec, radius, "by what it is in or near")
    elif entry is None:
        at = replace(at, rule="no gazetteer knows it")
    if spot.partner and spot.partner.entry and entry and spot.point and spot.partner.point:
        lat, lon, radius = between(entry, spot.partner.entry)
        return Position(lat, lon, 5 if radius > NEAR_KM else 2, radius, BETWEEN)
    if spot.relation in {"near", "direction"} and entry and entry.kind in FINE:
        return replace(at, prec=2, radius=NEAR_KM, rule="near a place")
    return at


def _own_position(entry: Entry | None, kind: PlaceKind, seat: Entry | None) -> Position:
    if entry is None:
        return Position(None, None, 6, None, "gazetteer")
    point, rule = (seat, "seat of the region") if seat else (entry, "gazetteer")
    own = entry.radius_km if kind == entry.kind else None
    return Position(point.lat, point.lon, PREC.get(kind, 6), own or RADIUS_KM.get(kind, NEAR_KM), rule)


def _seat(spot: Spot) -> Entry | None:
    """The town that a region is named after: where reports of the region mostly are (ACLED codes a region at its capital)."""
    region = spot.entry
    towns = [
        e
        for e in spot.entries
        if e.kind == "settlement" and region and e.country == region.country and e.adm1 == region.name and e.lat is not None
    ]
    return max(towns, key=lambda e: e.population, default=None)


def _candidate(entry: Entry, score: float) -> PlaceCandidate:
    return PlaceCandidate(
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        adm1=entry.adm1,
        lat=entry.lat,
        lon=entry.lon,
        gazetteer=entry.id,
        score=round(score, 3),
    )

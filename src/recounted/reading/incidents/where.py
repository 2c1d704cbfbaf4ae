"""Where: which of a report's places is where the harm was done, and the Place that stands for it.

In: the Spots of an incident, with how much each sentence tells of the harm. Out: the Place of a mention. The printed name always
stays; a place that no gazetteer knows keeps it with null coordinates, or with those of what the text says it is near to or in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recounted.model import Place, PlaceCandidate, PlaceKind
from recounted.places import Entry, between, distance_km
from recounted.places.spelling import same_name
from recounted.reading.incidents.frames import Frame
from recounted.reading.incidents.harm_days import TELLS_OF_ATTACK
from recounted.reading.places.relations import THERE, Relation
from recounted.reading.places.spots import FINE, Spot, Spots

#: Kilometres: how far from its point a place of each kind may reach, where the gazetteer does not say.
RADIUS_KM = {"settlement": 5.0, "adm2": 40.0, "adm1": 120.0, "country": 500.0, "region": 150.0}
#: What a day of harm adds to a sentence's standing for the place of harm.
DATED = 0.8
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
#: People in a town that a reporter goes to for the story, not for the office.
SMALL_TOWN = 100_000
#: Kilometres from a city within which such a dateline can be the place that "southeast of the city" means.
FILED_KM = 150.0
#: Points for a place in the country that the report is most about.
HOME = 1.5
#: What a sentence tells that counts victims.
COUNTS = 3.0
#: Points against a place outside the country in which the harm is said to have been done.
ABROAD = -6.0
#: Kilometres from "near a city" to the town that the text then names as the place.
OUTSKIRTS_KM = 60.0
#: People. Points against a smaller place met by a by-name or a spelling, where no preposition says that it is a place.
OBSCURE, DOUBTED = 20_000, -2.0
#: Points against a town that is only named as what another place lies in.
HOLDS = -1.0
#: Points for how a name stands in its sentence.
RELATION_POINTS: dict[Relation, float] = {
    "in": 2.0,
    "near": 2.2,
    "between": 1.0,
    "direction": 0.6,
    "": 0.6,
    "toward": -0.8,
    "dateline": -3.0,
    "role": -2.5,
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
    """The place of an incident; where its own sentences name none, that of the main incident, or any place of the report."""
    weight = {f.view.sentence.index: f.tells + (DATED if any(d.firm for d in f.dates) else 0.0) for f in frame.facts}
    main = frames[0] is frame
    own = frame.spots if main else [s for s in frame.spots if _tells_where(s, weight)]
    spot = None if not main and _same_place(frame) else harm_place(own, weight, spots.home)
    if spot is None and main:
        taken = {id(s) for other in frames if other is not frame for s in other.spots}
        spot = harm_place([s for s in spots.all if id(s) not in taken], {}, spots.home)
    if spot is None and not main:
        return _as_the_main(place_of(frames[0], frames[:1], spots))
    others = sorted(own, key=lambda s: -s.score)
    return to_place(spot, others + [s for s in spots.all if s not in own]) if spot else None


def _as_the_main(place: Place | None) -> Place | None:
    return place.model_copy(update={"rule": "none stated: as the main incident"}) if place else None


def _same_place(frame: Frame) -> bool:
    """Do its words send back to the place of the main incident ("in the same town")?"""
    sent_back = (f for f in frame.facts if f.tells and any(f.holds(t.i) for t in f.view.tags("scope", "same_place")))
    return any(not any(s.relation in THERE for s in f.spots) for f in sent_back)


def _tells_where(spot: Spot, weight: Mapping[int, float]) -> bool:
    """May a place be that of an incident told beside the main one? A country or a bare name must stand there as a place does."""
    placed = spot.relation in THERE
    told = _told(spot, weight) >= TELLS_OF_ATTACK
    return placed or (told and spot.relation == "" and spot.kind != "country")


def harm_place(spots: Sequence[Spot], weight: Mapping[int, float], home: Mapping[str, float]) -> Spot | None:
    """The spot where the harm was done.

    ``weight``: sentence index → how much its words tell of the harm; ``home``: country → how much the report is about it. A place
    of an office is asked last: that of a town's own mayor or hospital before that of a ministry, and no capital of one.
    """
    names = Counter(s.entry.id if s.entry else s.printed for s in spots if s.relation != "role")
    told_of = {s.entry.country for s in spots if s.entry and _said_of_a_country(s, weight)}
    for spot in spots:
        spot.score = _standing(spot, _told(spot, weight), names[spot.entry.id if spot.entry else spot.printed]) + HOME * home.get(
            (spot.entry.country if spot.entry else spot.country) or "", 0.5
        )
        if told_of and spot.entry and spot.entry.country not in told_of:
            spot.score += ABROAD
    second = {id(s.partner) for s in spots if s.partner}  # "between X and Y" is told of X
    standing = [s for s in spots if id(s) not in second and s.relation != "role"]
    local = [s for s in spots if s.relation == "role" and s.local]
    offices = [s for s in spots if s.relation == "role" and not (s.entry and s.entry.capital)]
    best = next((s for s in map(_first, (standing, local, offices)) if s), None)
    if best is None:
        return None
    if best.relation == "direction":
        return _on_the_spot(best, spots) or best
    return _finer(best, spots, weight) or best


def _said_of_a_country(spot: Spot, weight: Mapping[int, float]) -> bool:
    """Is a country said to be where the harm was done ("an air strike in Yemen"), and not whose it is?"""
    view, told = spot.view, _told(spot, weight)
    if spot.kind != "country" or spot.relation != "in" or told < COUNTS:
        return False
    return not any(view.over(k, "grammar", "of") for k in (spot.i - 1, spot.i - 2))


def _told(spot: Spot, weight: Mapping[int, float]) -> float:
    """How much the sentence of a place tells of the harm."""
    return weight.get(spot.view.sentence.index, 0.0)


def _first(spots: Sequence[Spot]) -> Spot | None:
    """The best of some spots, if it is good enough to be the place."""
    best = max(spots, key=lambda s: (s.score, -s.view.sentence.index, -s.i), default=None)
    if best is None or best.score <= (-3.0 if best.relation == "dateline" else -2.0 if best.entry and not best.fine else 0.0):
        return None
    return best


def _on_the_spot(best: Spot, spots: Sequence[Spot]) -> Spot | None:
    """The small town of a dateline, where the text itself only says which side of a city it was ("southeast of Kharkiv")."""
    for spot in spots:
        small = spot.entry is not None and spot.entry.population < SMALL_TOWN
        if (
            spot.relation == "dateline"
            and small
            and spot.point
            and best.point
            and distance_km(*spot.point, *best.point) <= FILED_KM
        ):
            return spot
    return None


def _finer(best: Spot, spots: Sequence[Spot], weight: Mapping[int, float]) -> Spot | None:
    """The place in an area, or near a town, that the report also names in a way that may be the place."""
    if best.entry is None or best.point is None:
        return None
    inside = [s for s in spots if s is not best and s.score > 0 and s.fine and _may_be_finer(s, best, weight)]
    return max(inside, key=lambda s: s.score, default=None)


def _may_be_finer(spot: Spot, best: Spot, weight: Mapping[int, float]) -> bool:
    area = best.entry
    if area is None or best.point is None:
        return False
    if spot.entry is None or best.fine:
        told = _told(spot, weight) >= TELLS_OF_ATTACK
        if spot.entry is None and spot.wanted is None and spot.view.text.pack.option("capital_nouns"):
            return False  # „im Berufsverkehr“
        return told and spot.relation in {"in", "near"} and spot.feature is None and _held_by(spot, best, area)
    if spot.relation == "role" and (not spot.local or spot.entry.capital):
        return False
    if spot.relation == "dateline" and spot.entry.population >= SMALL_TOWN:
        return False
    if area.kind == "country":
        return spot.entry.country == area.country
    reach = (area.radius_km or RADIUS_KM.get(area.kind, NEAR_KM)) * 1.2
    return spot.point is not None and distance_km(*best.point, *spot.point) <= reach


def _held_by(spot: Spot, best: Spot, area: Entry) -> bool:
    """Does the text put a name in the best place, or in the region that is called after it?"""
    if best.relation == "near" and spot.point and best.point and spot.relation == "in" and spot.wanted == "settlement":
        return distance_km(*best.point, *spot.point) <= OUTSKIRTS_KM
    around = spot.inside
    if around is None:
        return not best.fine and (spot.wanted == "settlement" or best.view is not spot.view)
    return around.country == area.country and (around.id == area.id or same_name(around.name, area.name))


def _standing(spot: Spot, told: float, repeats: int) -> float:
    area = spot.wanted if spot.wanted in {"adm1", "adm2"} else None
    named = "named" if spot.wanted or spot.feature == "neighbourhood" else "unknown"
    kind: str = spot.kind if spot.entry else area or named
    if spot.entry and kind != spot.entry.kind:  # a district of which only the seat is known
        kind = "seated"
    kind = spot.wanted if kind in FINE and spot.wanted == "adm1" else kind  # "the X region", known as a town only
    coarse = {"seated": -0.7, "country": -7.0, "adm1": -4.0, "region": -4.5, "adm2": -1.5, "unknown": -1.2}.get(kind, 0.0)
    if spot.entry and spot.relation == "" and spot.entry.population < OBSCURE and not spot.plain:
        coarse += DOUBTED
    if spot.holds and spot.fine:
        coarse += HOLDS
    aimed = 1.2 if _aimed_at(spot) else 0.0
    early = 0.8 / (1 + spot.view.sentence.index)
    return told + RELATION_POINTS[spot.relation] + coarse + aimed + early + 0.35 * min(repeats - 1, 3)


def _aimed_at(spot: Spot) -> bool:
    """Is the name part of what was hit ("Kramatorsk station", "the station at Kramatorsk", "attack on Dnipro")?"""
    view = spot.view
    return any(0 <= t.i - spot.j <= 1 or 0 <= spot.i - t.j <= 4 for t in view.each("target", "attack"))


def to_place(spot: Spot, others: Sequence[Spot] = ()) -> Place:
    """The noun: printed name, coordinates, UCDP precision and radius, with the other candidates.

    ``others``: places of the report, the most telling first, one of which a name without coordinates is put in.
    """
    entry = spot.entry
    if spot.point is None and (spot.inside is None or spot.inside.kind == "country"):
        spot.inside = _around(spot, others) or spot.inside
    at = _position(spot)
    i, j = spot.i, spot.partner.j if spot.partner and at.rule == BETWEEN else spot.j
    home = entry or spot.inside
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


def _around(spot: Spot, others: Sequence[Spot]) -> Entry | None:
    """What a name that no gazetteer knows lies in: the place named nearest behind or before it, else the most telling one."""
    known = [
        s
        for s in others
        if s.entry and s.point and s.entry.kind not in {"country", "region"} and not (s.relation == "" and s.entry.capital)
        if s.relation not in {"role", "toward"}
    ]
    bureau = {s.entry.id for s in known if s.entry and s.relation == "dateline"}
    known = [s for s in known if s.entry and s.entry.id not in bureau]  # where the reporter sits says nothing of a village
    here = [s for s in known if s.view is spot.view]
    nearest = min(here, key=lambda s: (s.i - spot.j) if s.i >= spot.j else 2 * (spot.i - s.j) + 4, default=None)
    chosen = nearest or next(iter(known), None)
    return chosen.entry if chosen else None


def _position(spot: Spot) -> Position:
    """Where a spot lies: at its own point, at what it is in or near, or between two places."""
    entry = spot.entry
    at = _own_position(entry, spot.kind, _seat(spot) if entry and entry.kind == "adm1" else None)
    around = spot.inside
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

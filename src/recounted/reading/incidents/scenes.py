"""Scenes: which of a report's places is where the harm of an incident was done.

In: the frames and Spots of a report. Out: the Spot, by one comparison: every place that could be it is weighed by what is
true of it: how it stands in its sentence, what its sentence tells, what kind of place it is, how it lies to the others. The
weights stand in ``scenes.toml`` and are fitted on labelled reports (`python -m bench.fit_choices scenes --near`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recounted.places import distance_km
from recounted.places.spelling import same_name
from recounted.reading.incidents.another import tells_of_another
from recounted.reading.incidents.frames import Facts, Frame
from recounted.reading.places.relations import THERE
from recounted.reading.places.spots import Spot, Spots, is_party
from recounted.weighing import table, weigh, weights

#: What each fact weighs.
TABLE = table("recounted.reading.incidents", "scenes.toml")
BITS = weights(TABLE)
#: People in a town that a reporter goes to for the story, not for the office.
SMALL_TOWN = 100_000
#: People in a city that is named in reports from anywhere; in a place that is doubted where only a by-name says that it is one.
GREAT_CITY, OBSCURE = 1_000_000, 20_000
#: Kilometres from a city within which such a dateline can be the place that "southeast of the city" means.
FILED_KM = 150.0
#: Kilometres from "near a city" to the town that the text then names as the place.
OUTSKIRTS_KM = 60.0
#: Kilometres: how far from its point a place of each kind may reach, where the gazetteer does not say.
RADIUS_KM = {"settlement": 5.0, "adm2": 40.0, "adm1": 120.0, "country": 500.0, "region": 150.0}
#: Tokens between a place and the victims counted beside it.
BESIDE = 6
#: How much less than the report's own country a country must be told of to be another.
MINOR = 0.34


@dataclass(frozen=True)
class Scene:
    """A place that could be that of an incident. Without a spot: that of the main incident."""

    spot: Spot | None
    facts: tuple[str, ...]


def scene_of(frame: Frame, frames: Sequence[Frame], spots: Spots) -> Scene | None:
    """The likeliest place of an incident; None where none can be it."""
    return max(scenes(frame, frames, spots), key=lambda s: weigh(s.facts, BITS), default=None)


def scenes(frame: Frame, frames: Sequence[Frame], spots: Spots) -> list[Scene]:
    """Every place that could be that of an incident, with what is true of it, in the order of the text."""
    main = frames[0] is frame
    here = {id(s): f for f in frame.facts for s in f.spots}
    others = {
        id(s): any(f.own for f in other.facts) for other in frames if other is not frame for s in other.spots if id(s) not in here
    }
    own = spots.all if main else frame.spots
    asked = [s for s in own if s.relation != "role" or s.local or not (s.entry and s.entry.capital)]
    asked = [s for s in asked if s.kind != "country" or s.relation in THERE or not is_party(s, spots.countries)]
    around = _Around(asked, here, others, spots)
    found = [Scene(s, tuple(_facts(s, around, frame))) for s in asked]
    if not main:
        found.append(Scene(None, tuple(_as_main(frame, frames, spots))))
    return found


def _as_main(frame: Frame, frames: Sequence[Frame], spots: Spots) -> Iterator[str]:
    """What is true of the main incident's place as that of another incident."""
    yield "as_main"
    if _sent_back(frame):
        yield "sent_back"
    of_main = scene_of(frames[0], frames, spots)
    if of_main is None or of_main.spot is None or not of_main.spot.fine:
        yield "as_main_wide"
    if any(s.fine and s.relation in THERE for f in frame.facts if f.tells for s in f.spots):
        yield "as_main_beside_own"


def _sent_back(frame: Frame) -> bool:
    """Do its words send back to the place of the main incident ("in the same town")?"""
    return any(f.tells and any(f.holds(t.i) for t in f.view.tags("scope", "same_place")) for f in frame.facts)


class _Around:
    """What the candidates of one incident have to do with each other."""

    def __init__(self, spots: Sequence[Spot], here: dict[int, Facts], others: dict[int, bool], report: Spots) -> None:
        self.spots, self.here, self.others, self.home = spots, here, others, report.home
        self.second = {id(s.partner) for s in spots if s.partner}  # "between X and Y" is told of X
        self.named = Counter(_name(s) for s in spots if s.relation != "role" and id(s) not in others)
        self.told_of = {s.entry.country for s in spots if s.entry and self._where_told(s)}

    def fact(self, spot: Spot) -> Facts | None:
        """What the sentence of a place says of the incident."""
        return self.here.get(id(spot))

    def _where_told(self, spot: Spot) -> bool:
        """Is a country said to be where the harm was done ("an air strike in Yemen"), and not whose it is?"""
        fact = self.fact(spot)
        if spot.kind != "country" or spot.relation != "in" or fact is None or not fact.own:
            return False
        return not any(spot.view.over(k, "grammar", "of") for k in (spot.i - 1, spot.i - 2))


def _name(spot: Spot) -> str:
    return spot.entry.id if spot.entry else spot.printed


def _facts(spot: Spot, around: _Around, frame: Frame) -> Iterator[str]:
    """What is true of a place."""
    yield from _standing(spot, around)
    yield from _telling(spot, around, frame)
    yield from _kind(spot)
    yield from _country(spot, around)
    yield from _among(spot, around)


def _standing(spot: Spot, around: _Around) -> Iterator[str]:
    """How its name stands in the sentence."""
    relation = "role_local" if spot.relation == "role" and spot.local else spot.relation or "bare"
    yield f"stands_{relation}"
    if id(spot) in around.second:
        yield "second_of_two"
    if spot.holds and spot.fine:
        yield "holds_another"
    if _aimed_at(spot):
        yield "aimed_at"
    if spot.relation == "dateline" and (spot.entry is None or spot.entry.population < SMALL_TOWN):
        yield "small_dateline"
    repeats = around.named[_name(spot)]
    if repeats > 1:
        yield "named_often" if repeats > 2 else "named_twice"


def _telling(spot: Spot, around: _Around, frame: Frame) -> Iterator[str]:
    """What its sentence tells."""
    fact, index = around.fact(spot), spot.view.sentence.index
    if index < 2:
        yield "in_title" if index == 0 else "in_second"
    if id(spot) in around.others:
        yield "in_another_incident" if around.others[id(spot)] else "in_an_aside"
        return
    if fact is None or not fact.tells:
        yield "in_no_telling"
        return
    if fact.own:
        yield "in_counting"
        if any(-BESIDE <= spot.i - t.j <= BESIDE or -BESIDE <= t.i - spot.j <= BESIDE for t in fact.own):
            yield "by_victims"
    else:
        yield "in_attack"
    if any(d.firm for d in fact.dates):
        yield "in_dated"
    first = next((f for f in frame.facts if f.own), None)
    if first is fact:
        yield "in_first_counting"
    if tells_of_another(spot.view):
        yield "in_other"


def _kind(spot: Spot) -> Iterator[str]:
    """What kind of place it is, and whether it is known at all."""
    if spot.entry is None:
        yield "named_unknown" if spot.wanted or spot.feature == "neighbourhood" else "unknown"
    elif spot.kind != spot.entry.kind:
        yield "district_by_seat"  # a district of which only the seat is known
    elif spot.kind in {"country", "adm1", "adm2"}:
        yield f"is_{spot.kind}"
    elif not spot.fine:
        yield "is_region"
    if spot.wanted == "adm1" and spot.fine:
        yield "region_by_seat"
    if spot.feature and spot.feature != "neighbourhood":
        yield "of_street" if spot.feature == "street" else "of_building"
    entry = spot.entry
    if entry and entry.population < OBSCURE and not spot.plain and spot.relation == "":
        yield "doubted"
    if entry and spot.fine and entry.population >= GREAT_CITY:
        yield "great_city"
    if entry and spot.fine and entry.capital:
        yield "capital"


def _country(spot: Spot, around: _Around) -> Iterator[str]:
    """How its country stands in the report."""
    code = (spot.entry.country if spot.entry else spot.country) or ""
    share = around.home.get(code, 0.0)
    if share < 1.0:
        yield "minor_country" if share < MINOR else "second_country"
    if around.told_of and spot.entry and spot.entry.country not in around.told_of:
        yield "abroad"


def _among(spot: Spot, around: _Around) -> Iterator[str]:
    """How it lies to the other places: what it holds, and what holds it."""
    finer = [o for o in around.spots if o is not spot and _lies_in(o, spot)]
    if any(o.relation in THERE and _is_told(o, around) for o in finer):
        yield "finer_is_told" if spot.relation not in {"near", "direction"} else "near_the_finer"
    elif any(o.relation in THERE for o in finer):
        yield "finer_stands_there"
    elif finer:
        yield "finer_is_named"
    wider = [o for o in around.spots if o is not spot and _lies_in(spot, o)]
    if any(o.relation in THERE and _is_told(o, around) for o in wider):
        yield "wider_is_told"
    elif wider:
        yield "wider_is_named"
    if spot.relation == "dateline" and any(_beside(spot, o) for o in around.spots):
        yield "side_of_city_filed"


def _is_told(spot: Spot, around: _Around) -> bool:
    fact = around.fact(spot)
    return fact is not None and fact.tells > 0


def _lies_in(spot: Spot, area: Spot) -> bool:
    """Does a place lie in another one that is wider, or that the text puts it in?"""
    wide, entry = area.entry, spot.entry
    if wide is None or area.point is None or not spot.fine:
        return False
    if entry is None or area.fine:
        inside = spot.inside
        if area.relation == "near" and entry and spot.point and spot.relation == "in" and spot.wanted == "settlement":
            return distance_km(*area.point, *spot.point) <= OUTSKIRTS_KM
        if inside is None:
            return entry is None and not area.fine
        return inside.country == wide.country and (inside.id == wide.id or same_name(inside.name, wide.name))
    if wide.kind == "country":
        return entry.country == wide.country
    own = wide.radius_km if area.kind == wide.kind else None  # a district reaches further than its seat, if that alone is known
    reach = (own or RADIUS_KM.get(area.kind, 0.0)) * 1.2
    return spot.point is not None and distance_km(*area.point, *spot.point) <= reach


def _beside(spot: Spot, city: Spot) -> bool:
    """Can a small town be the one that a side of a city means ("southeast of Kharkiv")?"""
    small = spot.entry is not None and spot.entry.population < SMALL_TOWN
    if not (small and city.relation == "direction" and spot.point and city.point):
        return False
    return distance_km(*spot.point, *city.point) <= FILED_KM


def _aimed_at(spot: Spot) -> bool:
    """Is the name part of what was hit ("Kramatorsk station", "the station at Kramatorsk", "attack on Dnipro")?"""
    view = spot.view
    return any(0 <= t.i - spot.j <= 1 or 0 <= spot.i - t.j <= 4 for t in view.each("target", "attack"))

"""Spots: the names of places in a report, each decided among its candidates.

In: the Views of a report, its attributions, and a gazetteer. Out: Spots, a printed name with what it may mean and how it stands
in its sentence. Places of one report support each other. A capitalised run that no gazetteer knows is a Spot only where it stands
as a place of harm does; a person, a firm or a weapon is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise, zip_longest

from recounted.places import Entry, Gazetteer, Hints, choose_all, distance_km
from recounted.places.choose import WEIGHTS, Weights
from recounted.places.disputed import countries_of
from recounted.places.theatres import theatres
from recounted.reading.places.countries import TOLD_OF, attackers, countries_named
from recounted.reading.places.names import FINE, Spot, spot_names, unknown_place
from recounted.reading.places.persons import people_of
from recounted.reading.places.relations import OPENING, THERE
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attribution

__all__ = ["FINE", "Spot", "Spots", "find_spots", "is_party"]

#: Tokens between the two ends of "between X, in the region of R, and Y".
BETWEEN_GAP = 14
#: Tokens of "in the state of" between a name and the larger place.
IN_GAP = 4
#: Relations that two names joined by "and" share.
SHARED = frozenset({"in", "near", "toward"})
#: Kilometres from a district or its seat to a village in it.
HELD_KM = 120.0
#: Tokens from a name to the larger place that holds it.
HELD_GAP = 6
#: Weight of countries named (a noun counts 2) from which a report's countries are sure.
SURE_OF_COUNTRY = 3.0
#: How sure they are where only attackers are named, by where those have struck.
BY_THEATRE = 0.6
#: People in a place that is known without its country ("Paris", "Mogadishu").
KNOWN_EVERYWHERE = 300_000
#: People in a place that is not looked for outside the countries whose regions a report tells of.
VILLAGE = 20_000
#: People in a city that is named in reports from anywhere.
GREAT_CITY = 1_000_000
#: People in a town after which its own station or hospital is more likely named than another's.
NAMED_TOWN = 20_000
#: So many times the people of all others of its name has a region that needs no noun ("Florida").
TOWERING = 100
#: The score of a candidate from which a name that stands as a place does is taken for it.
LIKELY = 0.25
#: People in a town that needs no country named beside it, if no place of its name lies in one that is.
TOWN = 50_000
#: People in a town that a third of that score is enough for.
KNOWN_TOWN = 100_000


@dataclass
class Spots:
    """All spots of a report, the countries it names with weights, and how much it is about each country (the most at 1)."""

    all: list[Spot] = field(default_factory=list)
    countries: dict[str, float] = field(default_factory=dict)
    home: dict[str, float] = field(default_factory=dict)

    def of_sentence(self, view: View) -> list[Spot]:
        """The spots of one sentence."""
        return [s for s in self.all if s.view is view]


def find_spots(views: Sequence[View], attribution: Attribution, gazetteer: Gazetteer) -> Spots:
    """Spot, then decide jointly: places of one report support each other."""
    spots = Spots(countries=countries_named(views))
    people = people_of(views, attribution)
    for view in views:
        spots.all.extend(spot_names(view, attribution, people, gazetteer))
    _share_relations(spots.all)
    _add_countries(spots)
    told_of, sure = _told_of(views, spots)
    total = sum(told_of.values()) or 1.0
    hints = Hints(countries={c: n / total for c, n in told_of.items()}, regions=tuple(_regions(spots.all, set(spots.countries))))
    known = [s for s in spots.all if s.entries]
    held = _holders(known)
    kinds = [s.wanted for s in known]
    chosen = choose_all(
        [s.entries for s in known], hints, prefer_kinds=kinds, held_by=held, joined=_joined(known), weights=_weights(sure)
    )
    for spot, (entry, scored) in zip(known, chosen, strict=True):
        spot.entry, spot.scored = entry, scored
    for holder in held:
        if holder is not None:
            known[holder].holds = True
    _doubt(known, held, spots.countries)
    spots.all = [s for s in spots.all if s.entry or not s.entries]
    spots.home = _home(spots.all, spots.countries)
    placed = {s.entry.country for s in spots.all if s.entry and not is_party(s, spots.countries)}
    likely = [c for c in spots.home if told_of.get(c, 0) >= TOLD_OF or c in placed]
    for spot in spots.all:
        if spot.entry is None:
            spot.country = max(likely, key=lambda code: spots.home[code], default=None)
    _contain(spots.all)
    return spots


def _told_of(views: Sequence[View], spots: Spots) -> tuple[dict[str, float], float]:
    """The countries that the report tells of, with weights, and how sure they are: 0 to 1.

    Where an army is from says nothing of where it fights; where only attackers are named, it is where they have struck.
    """
    told_of = _heavy(spots.countries)
    hostile = attackers(views)
    if told_of and set(told_of) <= set(hostile):  # perhaps by what its own ministry says alone
        named = countries_named(views, set(hostile))
        told_of = _heavy(named)
        spots.countries = spots.countries if told_of else named
    if told_of or not hostile:
        return told_of, min(1.0, (sum(told_of.values()) or 1.0) / SURE_OF_COUNTRY)
    return dict(theatres(hostile)), BY_THEATRE


def _heavy(countries: Mapping[str, float]) -> dict[str, float]:
    return {code: weight for code, weight in countries.items() if weight >= TOLD_OF}


@lru_cache(maxsize=256)
def _weights(sure: float) -> Weights:
    """What evidence weighs where the report's countries are only so sure."""
    return replace(WEIGHTS, country=WEIGHTS.country * sure, foreign=WEIGHTS.foreign * sure)


def _share_relations(spots: Sequence[Spot]) -> None:
    """In "in X and Y" the second name stands as the first one does."""
    for left, right in pairwise(spots):
        if right.relation == "" and left.view is right.view and left.relation in SHARED and _in_one_breath(left, right):
            right.relation = left.relation


def _joined(spots: Sequence[Spot]) -> list[list[int]]:
    """For each spot the numbers of those named in one breath with it ("the villages of X and Y")."""
    beside: list[list[int]] = [[] for _ in spots]
    for number, (left, right) in enumerate(pairwise(spots)):
        if left.view is right.view and left.relation in THERE and left.fine and right.fine and _in_one_breath(left, right):
            beside[number].append(number + 1)
            beside[number + 1].append(number)
    return beside


def _in_one_breath(left: Spot, right: Spot) -> bool:
    link = right.view.ending(right.i, "grammar", "conjunction")
    return link is not None and link.i == left.j


def _home(spots: Sequence[Spot], countries: Mapping[str, float]) -> dict[str, float]:
    """How much the report is about each country, the most at 1: by its places, a role or dateline half, and by its names."""
    weights = dict(countries)
    for spot in {s.entry.id: s for s in spots if s.entry and s.relation != "role" and not is_party(s, countries)}.values():
        if spot.entry and spot.entry.country and spot.entry.kind != "country":
            weights[spot.entry.country] = weights.get(spot.entry.country, 0.0) + (0.5 if spot.relation == "dateline" else 1.0)
    most = max(weights.values(), default=0.0)
    return {code: weight / most for code, weight in weights.items()} if most else {}


def _doubt(known: Sequence[Spot], held: Sequence[int | None], countries: Mapping[str, float]) -> None:
    """Take back what the rest of the report speaks against; a name that stands as a place does is then one that nobody knows."""
    there = (s for s in known if s.relation != "role" and not is_party(s, countries))
    home = Counter(s.entry.country for s in there if s.entry and s.entry.country)
    towns = {s.entry.id for s in known if s.entry and not s.feature}
    named = set(home) | {c for c, weight in countries.items() if weight >= 1.0}
    quarters = {
        e.id for s in known if s.feature == "neighbourhood" for e, _ in s.scored if s.entry is None or _named_after(s, e, towns)
    }
    areas = [s.entry for s in known if s.entry and s.entry.kind in {"adm1", "country"} and s.relation == "in"]
    regions = {e.country for e in areas if e.country} if any(e.kind == "adm1" for e in areas) else set()
    for spot, holder in zip(known, held, strict=True):
        area = known[holder].entry if holder is not None else None
        if holder is not None:
            _only_near(spot, known[holder])
        stray = spot.entry if spot.entry and _stray(spot, spot.entry, home, countries) else None
        small = {stray.country} if stray and stray.population < KNOWN_TOWN else set()
        if spot.entry and (
            stray
            or (area is not None and area.country not in {None, *countries_of(spot.entry)})
            or _named_after(spot, spot.entry, towns)
            or spot.entry.id in quarters
            or (regions and regions.isdisjoint(countries_of(spot.entry)) and spot.entry.population < VILLAGE)
        ):
            spot.entry = None
        if spot.entry is None:
            _by_its_relation(spot, {area.country} if area is not None and area.country else regions or named - small)


def is_party(spot: Spot, countries: Mapping[str, float]) -> bool:
    """ "Russia shelled X", "Moscow and Kyiv blame each other": is a country or its capital only one who acts or speaks?"""
    if spot.entry is not None and spot.entry.kind == "country":
        return countries.get(spot.entry.country or "", 0.0) < TOLD_OF
    return spot.relation == "" and spot.view.at(spot.i, "country", slots=("metonyms",)) is not None


def _only_near(spot: Spot, holder: Spot) -> None:
    """Leave a name what lies near the town or district that the text puts it in ("the hamlet of X, municipality of Y")."""
    around = holder.entry
    if around is None or holder.point is None or around.kind not in {"settlement", "adm2", "adm3"}:
        return
    if not (holder.wanted or any(spot.view.over(k, "place_noun") for k in range(spot.j, holder.i))):
        return
    lat, lon = holder.point
    spot.scored = tuple(
        (e, score) for e, score in spot.scored if e.lat is None or e.lon is None or distance_km(lat, lon, e.lat, e.lon) <= HELD_KM
    )
    if spot.entry is not None and all(e is not spot.entry for e, _ in spot.scored):
        spot.entry = None


def _stray(spot: Spot, entry: Entry, home: Counter[str], countries: Mapping[str, float]) -> bool:
    """A place in a country that nothing else in the report points to, where the rest agrees on another country."""
    if entry.country is None or entry.kind == "country" or home[entry.country] > 1:
        return False
    if any(countries.get(code, 0) >= 1.0 for code in countries_of(entry)):
        return False
    if (entry.capital and entry.primary) or entry.population >= GREAT_CITY:
        return False
    others = {c: home[c] + countries.get(c, 0.0) for c in {*home, *countries} if c != entry.country}
    most = max(others.values(), default=0.0)
    if not spot.plain and entry.population < KNOWN_EVERYWHERE:  # a by-name of a place elsewhere
        return most >= 1.0
    return most >= (SURE_OF_COUNTRY if entry.population >= KNOWN_EVERYWHERE else 2.0)


def _named_after(spot: Spot, entry: Entry, towns: Collection[str]) -> bool:
    """Is the name that of a street or building that is called after a place elsewhere ("Yarmouk Mosque", "Bolívar Avenue")?"""
    if spot.feature is None or entry.id in towns or entry.kind not in FINE:
        return False
    if entry.listed and spot.feature == "building":  # the port of a village that reports are known to name
        return False
    if spot.feature == "street" or spot.view.norm(spot.i - 1) in OPENING:
        return True  # the market "Sokol"
    if entry.match == "form" and spot.feature != "neighbourhood":  # the station of the town, in the genitive
        return False
    return entry.population < NAMED_TOWN or entry.match in {"key", "fuzzy"}


def _holders(spots: Sequence[Spot]) -> list[int | None]:
    """For each spot the number of the spot printed right behind it as the larger place ("Paris, Texas"; "X, a village in Y")."""
    held: list[int | None] = []
    for number, (spot, right) in enumerate(zip_longest(spots, spots[1:])):
        held.append(number + 1 if right is not None and right.view is spot.view and _holds(right, spot) else None)
    return held


def _holds(right: Spot, spot: Spot) -> bool:
    view, gap = spot.view, right.i - spot.j
    if right.relation == "role" or view.broken(spot.j, right.i):
        return False
    if gap == 1 and (spot.wanted or spot.feature) and view.is_word(spot.j, "place_link"):  # the X district of Y
        return True
    if gap == 0 and right.wanted in {"adm1", "adm2"}:  # «в селе X | Курской области»
        return True
    if 1 < gap <= IN_GAP and right.wanted in {"adm1", "adm2"} and view.over(spot.j, "spatial", "in"):
        return all(any(view.over(k, c) for c in ("spatial", "place_noun", "grammar")) for k in range(spot.j, right.i))
    if not (1 <= gap <= HELD_GAP and view.norm(spot.j) in {",", "("}):
        return False
    return gap == 1 or right.wanted in {"adm1", "adm2"} or any(view.over(k, "place_noun") for k in range(spot.j, right.i))


def _by_its_relation(spot: Spot, countries: Collection[str]) -> None:
    """A name that stands as a place does ("à X"): the likeliest entry if likely enough, else a place that no gazetteer knows."""
    at_home = [(e, score) for e, score in spot.scored if not countries or any(code in countries for code in countries_of(e))]
    best = at_home[0] if at_home and spot.feature is None else None
    if best and (best[1] >= LIKELY or (best[1] >= LIKELY / 3 and best[0].population >= KNOWN_TOWN)):
        spot.entry = best[0]
    elif not at_home and spot.scored and spot.feature is None and _one_town(spot.scored):
        spot.entry = spot.scored[0][0]
    elif spot.relation in {"in", "near", "between"} and unknown_place(spot.view, spot.i, spot.j):
        spot.entries = ()


def _one_town(scored: Sequence[tuple[Entry, float]]) -> bool:
    """Is a name that of one town alone, and no small one? Its country need not be named ("an Israeli raid on Deir al-Balah")."""
    top = scored[0][0]
    exact = top.match == "exact"  # then what is only spelt alike is no rival (Tschernihiw, Chernykhiv)
    called = top.primary or (exact and top.population >= KNOWN_TOWN)
    rivals = {(e.country, e.adm1) for e, _ in scored if e.match == "exact" or not exact}
    return called and top.population >= TOWN and len(rivals) == 1


def _add_countries(spots: Spots) -> None:
    """The countries that the pack does not list, as the gazetteer knows them by name."""
    for spot in spots.all:
        first = spot.entries[0] if spot.entries else None
        if (
            first
            and first.kind == "country"
            and first.country
            and first.match == "exact"
            and not spot.view.over(spot.i, "country")
        ):
            spots.countries[first.country] = spots.countries.get(first.country, 0.0) + 2.0


def _regions(spots: Sequence[Spot], countries: set[str]) -> Iterator[Entry]:
    for spot in spots:
        if spot.wanted in {"adm1", "adm2"} or _only_a_region(spot.entries):
            for entry in spot.entries:
                if (
                    entry.kind == (spot.wanted or entry.kind)
                    and entry.match == "exact"
                    and (not countries or entry.country in countries)
                ):
                    yield entry
                    break


def _only_a_region(entries: Sequence[Entry]) -> bool:
    """Is a name that of a region first, and of nothing near as large?"""
    if not entries or entries[0].kind not in {"adm1", "region"}:
        return False
    return all(e.population * TOWERING < entries[0].population for e in entries[1:])


def _contain(spots: Sequence[Spot]) -> None:
    """Tie an unknown or fine name to the larger unit printed right behind it ("Ywathagyi, a village in Myinmu Township")."""
    for left, right in pairwise(spots):
        if right.relation in {"role", "dateline"} or left.view.broken(left.j, right.i):
            continue
        if left.view is right.view and 0 <= right.i - left.j <= 8 and right.entry and (not right.fine or left.entry is None):
            left.inside = right.entry
            if left.road and right.relation == "in":  # "on the X-Y highway in Z district": not at X
                left.entry = None
    for left in spots:
        if left.relation == "between":
            after = (
                s
                for s in spots
                if s.view is left.view and 0 < s.i - left.j <= BETWEEN_GAP and s.view.over(s.i - 1, "grammar", "conjunction")
            )
            left.partner = next((s for s in after if s.fine), None) or next(
                (s for s in spots if s.view is left.view and 0 < s.i - left.j <= 6 and s.fine), None
            )

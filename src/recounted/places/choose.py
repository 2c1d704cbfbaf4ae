"""Decide which of the places of one name a report means: from its countries, its regions, its other places, and how well known
each is.

In: candidates and hints. Out: the best, or None when nothing is sane, and every candidate with a score (0 to 1; with the
probability of "none of these" they add up to 1). Refuses to look at words: whoever reads the text gives the hints.

A score is a sum of named weights through an exponential (a conditional logit): readable, and each weight can be argued about.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from recounted.model import PlaceKind
from recounted.places.disputed import countries_of
from recounted.places.entry import Entry, Hints, distance_km
from recounted.places.spelling import same_name
from recounted.places.support import Support

#: The best candidate or None, and all candidates with their scores, best first.
Choice = tuple[Entry | None, tuple[tuple[Entry, float], ...]]


@dataclass(frozen=True)
class Weights:
    """What each kind of evidence adds to a candidate's standing (log-odds)."""

    form: float = -0.3
    key: float = -1.3
    key_known: float = -0.4  # for each doubling of names: a known place has its spellings listed, so a new one is something else
    fuzzy: float = -4.0
    alternate: float = -0.8
    alternate_key: float = -2.0  # a by-name in another spelling, where the name is another place's own in another spelling
    population: float = 1.1  # for each power of ten of people
    known: float = 0.15  # for each doubling of the names that GeoNames keeps
    capital: float = 1.0
    listed: float = 1.5  # in our own table of places that reports name, where people are not counted
    country_kind: float = 2.5
    adm1: float = -0.4
    adm2: float = -1.2
    bare_adm2: float = -2.0  # named without its type word ("Delaware" for Delaware County)
    seated: float = -0.7  # a division against its seat of the same name
    region: float = 4.5
    no_point: float = -2.0
    country: float = 4.0  # times the country's share of the hints
    foreign: float = -3.0  # hints name countries, and this is in none of them
    foreign_known: float = -1.0  # the same for capitals and cities of a million: Paris and Moscow comment on everything
    in_region: float = 3.0
    near: float = 3.0  # times nearness to a sure place, 1 at no distance
    near_km: float = 150.0  # kilometres at which nearness has fallen to 1/e
    with_country: float = 1.4  # for each doubling of the other places in its country
    with_adm1: float = 2.7  # for each doubling of the other places in its first-order division
    with_near: float = 0.8  # for each doubling of the other places within some 200 km
    held: float = 5.0  # the text says in what it lies ("Paris, Texas")
    joined: float = 4.0  # times nearness to the place that the text names in one breath with it ("X and Y"), 1 at no distance
    joined_km: float = 40.0  # kilometres at which that nearness has fallen to 1/e
    preferred: float = 6.0
    none: float = 1.0  # the standing of "none of these"


WEIGHTS = Weights()
#: Candidates of one name that take part, by standing without hints: the rest are villages that share a saint.
_JOINT = 20
#: People. Such a city is named in reports from anywhere.
_GREAT_CITY = 1_000_000
#: Rounds of mutual support; a third changes one place in five hundred.
_ROUNDS = 2


def choose(
    candidates: Sequence[Entry], hints: Hints, *, prefer_kind: PlaceKind | None = None, weights: Weights = WEIGHTS
) -> Choice:
    """The best candidate, or None when "none of these" is likelier; and all candidates with scores, best first.

    ``prefer_kind``: what the text says the place is ("the Donetsk region": adm1), if any candidate is one. Where a division and
    its seat are named alike, the seat is the default.
    """
    return _decide(candidates, _standings(candidates, hints, prefer_kind, weights), weights)


def choose_all(
    named: Sequence[Sequence[Entry]],
    hints: Hints,
    *,
    prefer_kinds: Sequence[PlaceKind | None] | None = None,
    held_by: Sequence[int | None] | None = None,
    joined: Sequence[Sequence[int]] | None = None,
    weights: Weights = WEIGHTS,
) -> list[Choice]:
    """``choose`` for all names of one report at once: places of one country, division or neighbourhood support each other.

    ``held_by`` gives for each name the position of the name that the text puts behind it as what it lies in ("Paris, Texas";
    "Kupiansk, Kharkiv region"), ``joined`` the positions of those named in one breath with it ("X and Y"). One result for each of
    ``named``, in order; a name that comes twice supports others once.
    """
    kinds = list(prefer_kinds or [None] * len(named))
    holders = list(held_by or [None] * len(named))
    beside = joined or [()] * len(named)
    groups, standings = [], []
    for entries, kind in zip(named, kinds, strict=True):
        ranked = sorted(zip(_standings(entries, hints, kind, weights), range(len(entries)), strict=True), reverse=True)[:_JOINT]
        groups.append([entries[n] for _, n in ranked])
        standings.append([s for s, _ in ranked])
    results = [_decide(group, base, weights) for group, base in zip(groups, standings, strict=True)]
    if len(groups) < 2:  # nobody supports anybody
        return results
    support = Support(groups)
    for _ in range(_ROUNDS if len(support) > 1 or any(h is not None for h in holders) else 0):
        support.count([scored for _, scored in results])
        results = [
            _decide(
                group,
                [
                    s
                    + _held(e, holder, results, weights)
                    + _supported(number, e, support, weights)
                    + sum(_beside(e, results[other][1], weights) for other in beside[number])
                    for s, e in zip(base, group, strict=True)
                ],
                weights,
            )
            for number, (group, base, holder) in enumerate(zip(groups, standings, holders, strict=True))
        ]
    return results


def _standings(candidates: Sequence[Entry], hints: Hints, prefer_kind: PlaceKind | None, w: Weights) -> list[float]:
    """The standings of all candidates; a division stands below its seat of the same name, unless the text says it is one."""
    kinds = {entry.kind for entry in candidates}
    asked = prefer_kind if prefer_kind in kinds else None
    found = [standing(entry, hints, asked, w) for entry in candidates]
    if any(entry.primary and entry.match == "key" for entry in candidates):
        found = [
            height + w.alternate_key if entry.match == "key" and not entry.primary else height
            for entry, height in zip(candidates, found, strict=True)
        ]
    if asked is not None or kinds.isdisjoint(("adm1", "adm2")):
        return found
    towns = [(entry, height) for entry, height in zip(candidates, found, strict=True) if entry.kind == "settlement"]
    for n, area in enumerate(candidates):
        if area.kind in {"adm1", "adm2"}:
            seats = [height for town, height in towns if inside(town, area) and same_name(area.name, town.name)]
            found[n] = min([found[n], *(height + w.seated for height in seats)])
    return found


def standing(entry: Entry, hints: Hints, prefer_kind: PlaceKind | None = None, weights: Weights = WEIGHTS) -> float:
    """A candidate's standing by itself and the hints (log-odds up to a constant)."""
    w = weights
    total = w.population * (math.log10(entry.population + 300) - 3) + w.known * (math.log2(max(1, entry.names)) - 2)
    if entry.match != "exact":
        total += w.form if entry.match == "form" else w.key if entry.match == "key" else w.fuzzy
        total += 0.0 if entry.match == "form" else w.key_known * math.log2(max(1, entry.names))
    if not entry.primary:
        total += w.alternate
    if entry.kind != "settlement":
        total += {"country": w.country_kind, "adm1": w.adm1, "adm2": w.adm2, "region": w.region, "water": w.region}.get(
            entry.kind, 0.0
        )
    if entry.kind == "adm2" and not entry.primary:
        total += w.bare_adm2
    if entry.capital:
        total += w.capital
    if entry.listed:
        total += w.listed
    if entry.lat is None:
        total += w.no_point
    if prefer_kind is not None:
        total += w.preferred if entry.kind == prefer_kind else -w.preferred
    if hints.countries:
        total += _country(entry, hints.countries, w)
    if hints.regions and any(inside(entry, region) for region in hints.regions):
        total += w.in_region
    return total + _near(entry, hints.near, w) if hints.near else total


def inside(entry: Entry, area: Entry) -> bool:
    """Whether a country, division or region holds an entry: by its divisions, or by the region's reach."""
    if area.kind == "country":
        return entry.country == area.country
    if area.kind in {"adm1", "adm2"}:
        return entry.country == area.country and area.name == (entry.adm1 if area.kind == "adm1" else entry.adm2)
    if area.radius_km is None or entry.lat is None or entry.lon is None or area.lat is None or area.lon is None:
        return False
    return distance_km(entry.lat, entry.lon, area.lat, area.lon) <= area.radius_km


def _country(entry: Entry, countries: Mapping[str, float], w: Weights) -> float:
    whole = sum(countries.values())
    if whole <= 0 or entry.country is None:
        return 0.0
    share = max(countries.get(code, 0.0) for code in countries_of(entry)) / whole
    if share > 0:
        return w.country * share
    if entry.kind == "country":
        return 0.0
    return w.foreign_known if entry.primary and (entry.capital or entry.population >= _GREAT_CITY) else w.foreign


def _near(entry: Entry, points: Sequence[tuple[float, float]], w: Weights) -> float:
    if entry.lat is None or entry.lon is None or entry.kind == "country":
        return 0.0
    return w.near * math.exp(-min(distance_km(entry.lat, entry.lon, *point) for point in points) / w.near_km)


def _held(entry: Entry, holder: int | None, results: Sequence[Choice], w: Weights) -> float:
    """How surely the entry lies in what the text says it lies in."""
    if holder is None:
        return 0.0
    return w.held * max((score for area, score in results[holder][1][:5] if inside(entry, area)), default=0.0)


def _beside(entry: Entry, others: Sequence[tuple[Entry, float]], w: Weights) -> float:
    """How near an entry lies to what the name beside it may mean."""
    if entry.lat is None or entry.lon is None or entry.kind == "country":
        return 0.0
    points = ((e.lat, e.lon, score) for e, score in others[:5] if e.lat is not None and e.lon is not None and e.kind != "country")
    near = (score * math.exp(-distance_km(entry.lat, entry.lon, lat, lon) / w.joined_km) for lat, lon, score in points)
    return w.joined * max(near, default=0.0)


def _supported(number: int, entry: Entry, support: Support, w: Weights) -> float:
    country, adm1, near = support.of(number, entry)
    if not (country or adm1 or near):
        return 0.0
    return w.with_country * math.log2(1 + country) + w.with_adm1 * math.log2(1 + adm1) + w.with_near * math.log2(1 + near)


def _decide(candidates: Sequence[Entry], standings: Sequence[float], weights: Weights) -> Choice:
    if not candidates:
        return None, ()
    top = max(*standings, weights.none)
    shares = [math.exp(s - top) for s in standings]
    nothing = math.exp(weights.none - top)
    whole = sum(shares) + nothing
    scored = sorted(zip(candidates, [s / whole for s in shares], strict=True), key=itemgetter(1), reverse=True)
    best, score = scored[0]
    return (best if score > nothing / whole else None), tuple(scored)

"""Where: the places that a report names, each decided among its candidates, and which of them is where the harm was done.

In: the Views of a report, its attributions, and a gazetteer. Out: Spots (a printed name with what it may mean and how it stands in its
sentence), and the Place of a mention. The printed name always stays; a place that no gazetteer knows keeps it with null coordinates, or
with those of what the text says it is near to or part of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from recounted.model import Place, PlaceCandidate, PlaceKind
from recounted.places import Entry, Gazetteer, Hints, between, choose_all, distance_km
from recounted.places.choose import WEIGHTS
from recounted.reading.attribution import Attribution
from recounted.reading.text import Tag
from recounted.reading.view import View

#: Kilometres: how far from its point a place of each kind may reach, where the gazetteer does not say.
RADIUS_KM = {"settlement": 5.0, "adm2": 40.0, "adm1": 120.0, "country": 500.0, "region": 150.0}
NEAR_KM = 25.0
#: Tokens between the two ends of "between X, in the region of R, and Y".
BETWEEN_GAP = 14
#: Weight of countries named (a noun counts 2) from which a report's countries are sure.
SURE_OF_COUNTRY = 3.0
#: People in a place that is known without its country ("Paris", "Mogadishu").
KNOWN_EVERYWHERE = 300_000
#: The score of a candidate from which a name that stands as a place does is taken for it.
LIKELY = 0.25
#: UCDP where_prec of a bare name of each kind.
PREC = {"settlement": 1, "neighbourhood": 1, "building": 1, "street": 1, "adm3": 3, "adm2": 3, "adm1": 4, "region": 5, "route": 5, "water": 5, "country": 6}
FINE = {"settlement", "neighbourhood", "building", "adm3", "street"}


@dataclass(slots=True)
class Spot:
    """A place name in the text, tokens i to j; ``relation``: in, near, between, direction, toward, role, dateline or empty."""

    view: View
    i: int
    j: int
    entries: tuple[Entry, ...]
    relation: str
    wanted: PlaceKind | None
    entry: Entry | None = None
    scored: tuple[tuple[Entry, float], ...] = ()
    score: float = 0.0
    partner: Spot | None = None
    inside: Entry | None = None
    country: str | None = None

    @property
    def printed(self) -> str:
        """The name as printed."""
        return self.view.text.words(self.i, self.j)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, where known."""
        e = self.entry
        return (e.lat, e.lon) if e and e.lat is not None and e.lon is not None else None

    @property
    def fine(self) -> bool:
        """A settlement or smaller."""
        return (self.entry.kind in FINE) if self.entry else True


@dataclass
class Spots:
    """All spots of a report, and the countries it names with weights."""

    all: list[Spot] = field(default_factory=list)
    countries: dict[str, float] = field(default_factory=dict)

    def of_sentence(self, view: View) -> list[Spot]:
        """The spots of one sentence."""
        return [s for s in self.all if s.view is view]


def find_spots(views: Sequence[View], attribution: Attribution, gazetteer: Gazetteer) -> Spots:
    """Spot, then decide jointly: places of one report support each other."""
    spots = Spots(countries=_countries(views))
    for view in views:
        spots.all.extend(_spot(view, attribution, gazetteer))
    total = sum(spots.countries.values()) or 1.0
    sure = min(1.0, total / SURE_OF_COUNTRY)
    weights = replace(WEIGHTS, country=WEIGHTS.country * sure, foreign=WEIGHTS.foreign * sure)
    hints = Hints(countries={c: n / total for c, n in spots.countries.items()}, regions=tuple(_regions(spots.all, set(spots.countries))))
    known = [s for s in spots.all if s.entries]
    for spot, (entry, scored) in zip(known, choose_all([s.entries for s in known], hints, prefer_kinds=[s.wanted for s in known], held_by=_holders(known), weights=weights), strict=True):
        spot.entry, spot.scored = entry, scored
    home = Counter(s.entry.country for s in known if s.entry and s.entry.country and s.relation != "role")
    for spot in known:
        if spot.entry and _stray(spot, home, spots.countries):
            spot.entry = None
        if spot.entry is None:
            _by_its_relation(spot, set(home) | {c for c, weight in spots.countries.items() if weight >= 1.0})
    spots.all = [s for s in spots.all if s.entry or not s.entries]
    for spot in spots.all:
        if spot.entry is None:
            spot.country = _most(home or spots.countries)
    _contain(spots.all)
    return spots


def _stray(spot: Spot, home: Counter[str | None], countries: Mapping[str, float]) -> bool:
    """A small place in a country that nothing else in the report points to, where its other places agree on one."""
    entry = spot.entry
    if entry is None or entry.country is None or entry.population > KNOWN_EVERYWHERE or countries.get(entry.country, 0) >= 1.0:
        return False
    others = {c: n for c, n in home.items() if c != entry.country}
    return home[entry.country] <= 1 and bool(others) and max(others.values()) >= 2


def _holders(spots: Sequence[Spot]) -> list[int | None]:
    """For each spot the number of the spot printed right behind it as the larger place ("Paris, Texas"; "X, a village in Y")."""
    held: list[int | None] = []
    for number, spot in enumerate(spots):
        right = spots[number + 1] if number + 1 < len(spots) else None
        close = right is not None and right.view is spot.view and 1 <= right.i - spot.j <= 6 and spot.view.norm(spot.j) in {",", "("}
        plain = close and right is not None and (right.i - spot.j == 1 or any(spot.view.over(k, "place_noun") for k in range(spot.j, right.i)) or right.wanted in {"adm1", "adm2"})
        held.append(number + 1 if plain else None)
    return held


def _by_its_relation(spot: Spot, countries: set[str]) -> None:
    """A name that stands as a place does ("à X"): the likeliest entry if it is likely enough, else a place that no gazetteer knows."""
    best = spot.scored[0] if spot.scored else None
    if best and best[1] >= LIKELY and (not countries or best[0].country in countries):
        spot.entry = best[0]
    elif spot.relation in {"in", "near", "between"} and spot.view.tokens[spot.i].capital and _unknown_place(spot.view, spot.i, spot.j):
        spot.entries = ()


def _countries(views: Sequence[View]) -> dict[str, float]:
    """How often each country is named, as a noun, an adjective, a people or a capital that stands for it."""
    weights: dict[str, float] = {}
    for view in views:
        for tag in view.tags("country"):
            weights[tag.value] = weights.get(tag.value, 0.0) + _country_weight(view, tag)
        for tag in view.tags("actor"):
            if tag.meaning.get("country"):
                weights[str(tag.meaning.get("country"))] = weights.get(str(tag.meaning.get("country")), 0.0) + 1.0
    return weights


def _most(weights: Mapping[str, float]) -> str | None:
    return max(weights, key=lambda code: weights[code], default=None)


def _country_weight(view: View, tag: Tag) -> float:
    """A noun counts 2, an office 2 ("Ukrainian officials"), an attacker's adjective next to nothing ("a Russian missile")."""
    if tag.slot == "names":
        acts = any(view.at(k, "attack", slots=("verb",)) or view.at(k, "cue") for k in range(tag.j, min(tag.j + 2, view.j)))
        return 0.5 if acts or view.ending(tag.i, "grammar", "by") else 2.0
    around = range(max(view.i, tag.i - 3), min(view.j, tag.j + 3))
    if any(view.over(k, "speaker") for k in around):
        return 2.0
    return 0.3 if any(view.over(k, "force") or view.over(k, "weapon") for k in around) else 1.0


def _regions(spots: Sequence[Spot], countries: set[str]) -> Iterator[Entry]:
    for spot in spots:
        if spot.wanted in {"adm1", "adm2"} or (spot.entries and spot.entries[0].kind in {"adm1", "region"} and len(spot.entries) == 1):
            for entry in spot.entries:
                if entry.kind == (spot.wanted or entry.kind) and entry.match == "exact" and (not countries or entry.country in countries):
                    yield entry
                    break


def _spot(view: View, attribution: Attribution, gazetteer: Gazetteer) -> Iterator[Spot]:
    names = _person_names(view, attribution)
    k = view.i
    while k < view.j:
        token = view.tokens[k]
        if not _may_start(view, k) or k in names or _agency(view, k):
            k += 1
            continue
        words = [view.tokens[m].printed for m in range(k, min(k + 6, view.j))]
        hit = gazetteer.longest(words, 0)
        j = k + hit[0] if hit else k
        if hit and _whole_name(view, k, j) and not _stop_name(view, k, j):
            relation, wanted, end = _relation(view, k, j, attribution)
            yield Spot(view, k, end, hit[1], relation, wanted)
            k = j
            continue
        if not hit and "-" in token.printed and (parts := _route(view, k, gazetteer)):
            yield Spot(view, k, k + 1, parts, "near", None)
            k += 1
            continue
        run = _run(view, k)
        relation, wanted, end = _relation(view, k, run, attribution)
        if token.kind == "word" and relation in {"in", "near"} and _unknown_place(view, k, run):
            yield Spot(view, k, run, (), relation, wanted or "settlement")
        opener = view.over(k, "spatial") or view.over(k, "grammar") or view.over(k, "stop_name") or view.over(k, "cue")
        k = k + 1 if opener else max(run, k + 1)


def _agency(view: View, k: int) -> bool:
    """Is token k in the brackets of a dateline, where the agency stands?"""
    return k < view.sentence.body and any(view.norm(m) == "(" for m in range(view.i, k))


def _route(view: View, k: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The first end of a road named by its ends ("the Zaporizhzhia-Orikhiv highway"), if both ends are places."""
    ends = [gazetteer.lookup(part) for part in view.tokens[k].printed.split("-")]
    return ends[0] if len(ends) == 2 and all(ends) else ()


def _may_start(view: View, k: int) -> bool:
    token = view.tokens[k]
    return token.kind in {"word", "acronym"} and (token.capital or not token.printed.isascii() and token.printed.lower() == token.printed.upper())


def _person_names(view: View, attribution: Attribution) -> set[int]:
    """Tokens of names of speakers anywhere in the report: a person is no place."""
    named: set[str] = set()
    for row in attribution.by_sentence:
        for one in row:
            if one.voice.name and len(one.voice.name.split()) > 1:
                named.update(w.strip(",").lower() for w in one.voice.name.split())
    return {k for k in range(view.i, view.j) if view.tokens[k].norm in named}


def _run(view: View, k: int) -> int:
    j = k + 1
    while j < view.j and view.tokens[j].capital and view.tokens[j].kind == "word" and view.tokens[j].gap == " ":
        j += 1
    return j


def _whole_name(view: View, i: int, j: int) -> bool:
    """Is it not merely part of a longer capitalised name (a person's, a firm's)?"""
    upper = view.sentence.line == "headline" or view.tokens[i].printed.isupper()
    if j < view.j and view.tokens[j].capital and view.tokens[j].gap == " " and view.tokens[j].kind == "word" and not upper:
        return any(t.category in {"place_noun", "target", "speaker", "harm", "attack", "weapon"} for t in view.sentence.tags if t.i == j)
    if i > view.sentence.body and view.tokens[i - 1].capital and view.tokens[i].gap == " " and view.tokens[i - 1].kind == "word" and not upper:
        return any(t.category in {"place_noun", "target", "spatial", "stop_name", "country", "grammar", "person_adjective"} for t in view.sentence.tags if t.j == i)
    return True


def _stop_name(view: View, i: int, j: int) -> bool:
    """Is it a common word with a capital, a name of a weapon or party, or a country's name (kept apart)?"""
    for tag in view.sentence.tags:
        if tag.i <= i and j <= tag.j:
            if tag.category == "stop_name" and j - i == tag.j - tag.i:
                return True
            if tag.category in {"weapon", "actor"} or (tag.category == "country" and tag.slot in {"adjectives", "people"}):
                return True
            if tag.category == "speaker" and tag.value in {"news_agency", "newspaper", "broadcaster", "io_un", "ngo", "company"}:
                return True
            if tag.category == "people" and i == view.sentence.body:
                return True
    return False


def _relation(view: View, i: int, j: int, attribution: Attribution) -> tuple[str, PlaceKind | None, int]:
    """How the name stands: (relation, kind that the text says it is, end of the phrase)."""
    wanted: PlaceKind | None = None
    end = j
    noun = view.at(j, "place_noun")
    of = view.norm(i - 1) in {"of", "de", "du", "d'", "des"}
    before = next((t for t in view.tags("place_noun") if t.j == i - 1), None) if of else view.ending(i, "place_noun")
    if noun and noun.meaning.get("kind") in {"adm1", "adm2"}:
        wanted, end = noun.meaning.get("kind"), noun.j
    elif before and before.meaning.get("kind") in {"adm1", "adm2", "settlement"}:
        wanted = before.meaning.get("kind")
    start = before.i if before else i
    if _in_role(view, i, attribution):
        return "role", wanted, end
    if i < view.sentence.body:
        return "dateline", wanted, end
    return _preposition(view, start, i), wanted, end


def _preposition(view: View, start: int, name: int) -> str:
    while start > view.i and view.norm(start - 1) in {"«", "“", "„", '"'}:
        start -= 1
    of = view.ending(start, "grammar", "of")
    if of and any(t.j == of.i and t.category in {"target", "place_noun"} for t in view.sentence.tags):
        return "in"
    for back in range(4):
        k = start - back
        for tag in view.tags("spatial"):
            if tag.value != "modifier" and tag.j == k and all(_lean(view, m) for m in range(k, start)):
                if tag.value == "in" and (view.over(tag.i, "grammar", "of") or view.norm(tag.i) == "to") and back == 0 and start == name:
                    after_noun = any(t.j == tag.i for t in view.sentence.tags if t.category in {"target", "attack", "weapon", "place_noun"})
                    return "in" if after_noun else "toward" if view.norm(tag.i) == "to" else ""
                return tag.value
    return ""


def _lean(view: View, m: int) -> bool:
    """May the word stand between a preposition and its place ("in eastern X", "on a X apartment block")?"""
    return bool(view.at(m, "grammar", "article") or view.at(m, "spatial", "modifier") or view.at(m, "place_noun")) or view.norm(m) in {"l'", "la", "le", "les"}


def _in_role(view: View, i: int, attribution: Attribution) -> bool:
    for one in attribution.by_sentence[view.sentence.index]:
        if one.voice.i <= i < one.voice.j and one.voice.kind != "witness":
            return True
    for tag in view.tags("speaker"):
        if tag.value == "witness":
            continue
        if 0 <= tag.i - i <= 3 and all(view.tokens[k].kind == "word" and not view.over(k, "grammar") for k in range(i, tag.i)) and not view.ending(i, "spatial"):
            return True
    return any(t.j <= i <= t.j + 3 and view.norm(i - 1) in {"of", "for", "de", "du", "d'", "the", "la", "l'"} and not any(view.norm(m) == "," for m in range(t.j, i)) for t in view.tags("speaker") if t.value != "witness")


def _unknown_place(view: View, i: int, j: int) -> bool:
    """May a capitalised run that no gazetteer knows be the place of an attack?"""
    if _stop_name(view, i, j) or any(t.i <= i < t.j for t in view.sentence.tags if t.category in {"speaker", "actor", "country", "weapon", "people", "cue", "target", "stop_name"}):
        return False
    if any(d.i <= i < d.j for d in view.dates):
        return False
    return bool(view.tags("harm") or view.tags("attack"))


def _contain(spots: Sequence[Spot]) -> None:
    """Tie an unknown or fine name to the larger unit printed right behind it ("Pazigyi, a village in Kanbalu Township")."""
    for left, right in zip(spots, spots[1:], strict=False):
        if left.view is right.view and 0 <= right.i - left.j <= 8 and right.entry and (not right.fine or left.entry is None):
            left.inside = right.entry
    for left in spots:
        if left.relation == "between":
            after = (s for s in spots if s.view is left.view and 0 < s.i - left.j <= BETWEEN_GAP and s.view.over(s.i - 1, "grammar", "conjunction"))
            left.partner = next((s for s in after if s.fine), None) or next((s for s in spots if s.view is left.view and 0 < s.i - left.j <= 6 and s.fine), None)


# ------------------------------------------------------------------------------------------------------------ the place of harm


def harm_place(spots: Sequence[Spot], weight: dict[int, float]) -> Spot | None:
    """The spot where the harm was done. ``weight``: sentence index → how much its words tell of the harm."""
    names = Counter(s.entry.id if s.entry else s.printed for s in spots if s.relation != "role")
    for spot in spots:
        spot.score = _standing(spot, weight.get(spot.view.sentence.index, 0.0), names[spot.entry.id if spot.entry else spot.printed])
    best = max(spots, key=lambda s: (s.score, -s.view.sentence.index, -s.i), default=None)
    if best is None or best.score <= (-2.0 if best.entry and not best.fine else 0.0):
        return None
    return best if best.fine else _finer(best, spots) or best


def _finer(area: Spot, spots: Sequence[Spot]) -> Spot | None:
    """A town of the area that the report also names in a way that may be the place."""
    if area.entry is None or area.point is None:
        return None
    reach = (area.entry.radius_km or RADIUS_KM.get(area.entry.kind, NEAR_KM)) * 1.2
    inside = [s for s in spots if s.score > 0 and s.entry and s.fine and s.point and s.relation != "role" and distance_km(*area.point, *s.point) <= reach]
    return max(inside, key=lambda s: s.score, default=None)


def _standing(spot: Spot, told: float, repeats: int) -> float:
    relation = {"in": 2.0, "near": 2.2, "between": 1.7, "direction": 1.2, "": 0.6, "toward": -0.8, "dateline": 0.2, "role": -2.5}[spot.relation]
    kind = spot.entry.kind if spot.entry else "unknown"
    coarse = {"country": -7.0, "adm1": -4.0, "region": -4.5, "adm2": -1.5, "unknown": -1.2}.get(kind, 0.0)
    aimed = 1.2 if _aimed_at(spot) else 0.0
    early = 0.8 / (1 + spot.view.sentence.index)
    return told + relation + coarse + aimed + early + 0.35 * min(repeats - 1, 3)


def _aimed_at(spot: Spot) -> bool:
    """Is the name part of what was hit ("Kramatorsk station", "the station at Kramatorsk", "attack on Dnipro")?"""
    view = spot.view
    near = [t for t in view.sentence.tags if t.category in {"target", "attack"} and (0 <= t.i - spot.j <= 1 or 0 <= spot.i - t.j <= 4)]
    return bool(near)


def to_place(spot: Spot) -> Place:
    """The noun: printed name, coordinates, UCDP precision and radius, with the other candidates."""
    entry, rule = spot.entry, "gazetteer"
    lat = lon = radius = None
    prec = PREC.get(entry.kind, 6) if entry else 6
    if entry:
        lat, lon = entry.lat, entry.lon
        radius = entry.radius_km or RADIUS_KM.get(entry.kind, 25.0)
    seat = _seat(spot) if entry and entry.kind == "adm1" else None
    if seat:
        lat, lon, rule = seat.lat, seat.lon, "seat of the region"
    if entry is None or lat is None:
        around = spot.inside
        if around and around.lat is not None:
            lat, lon, prec = around.lat, around.lon, {"adm2": 3, "adm1": 4, "country": 6}.get(around.kind, 2)
            radius, rule = around.radius_km or RADIUS_KM.get(around.kind, NEAR_KM), "by what it is in or near"
        else:
            rule = "no gazetteer knows it" if entry is None else rule
    if spot.partner and spot.partner.entry and entry and spot.point and spot.partner.point:
        lat, lon, radius = between(entry, spot.partner.entry)
        prec, rule = 5 if radius > NEAR_KM else 2, "between two places"
    elif spot.relation in {"near", "direction"} and entry and entry.kind in FINE:
        prec, radius, rule = 2, NEAR_KM, "near a place"
    i, j = spot.i, spot.partner.j if spot.partner and rule == "between two places" else spot.j
    home = entry or spot.inside
    return Place(
        name=spot.view.text.words(i, j), kind=entry.kind if entry else (spot.wanted or "settlement"), country=home.country if home else spot.country,
        adm1=(home.name if home.kind == "adm1" else home.adm1) if home else None, lat=lat, lon=lon, where_prec=prec, radius_km=radius, gazetteer=entry.id if entry else None,
        quote=spot.view.text.words(i, j), start=spot.view.tokens[i].start, end=spot.view.tokens[j - 1].end, rule=rule,
        candidates=tuple(_candidate(e, score) for e, score in spot.scored[:5]),
    )  # fmt: skip


def _seat(spot: Spot) -> Entry | None:
    """The town that a region is named after: where reports of the region mostly are (ACLED codes a region at its capital)."""
    region = spot.entry
    towns = [e for e in spot.entries if e.kind == "settlement" and region and e.country == region.country and e.adm1 == region.name and e.lat is not None]
    return max(towns, key=lambda e: e.population, default=None)


def _candidate(entry: Entry, score: float) -> PlaceCandidate:
    return PlaceCandidate(name=entry.name, kind=entry.kind, country=entry.country, adm1=entry.adm1, lat=entry.lat, lon=entry.lon, gazetteer=entry.id, score=round(score, 3))

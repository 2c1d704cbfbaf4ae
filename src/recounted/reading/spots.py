"""Spots: the names of places in a report, each decided among its candidates.

In: the Views of a report, its attributions, and a gazetteer. Out: Spots, a printed name with what it may mean and how it stands
in its sentence. Places of one report support each other. A capitalised run that no gazetteer knows is a Spot only where it stands
as a place of harm does; a person, a firm or a weapon is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from recounted.model import PlaceKind
from recounted.places import Entry, Gazetteer, Hints, choose_all
from recounted.places.choose import WEIGHTS
from recounted.reading.attribution import Attribution
from recounted.reading.place_relations import Relation, relation_of
from recounted.reading.text import Tag
from recounted.reading.view import View

#: Tokens between the two ends of "between X, in the region of R, and Y".
BETWEEN_GAP = 14
#: Weight of countries named (a noun counts 2) from which a report's countries are sure.
SURE_OF_COUNTRY = 3.0
#: People in a place that is known without its country ("Paris", "Mogadishu").
KNOWN_EVERYWHERE = 300_000
#: The score of a candidate from which a name that stands as a place does is taken for it.
LIKELY = 0.25
#: People in a town that a third of that score is enough for.
KNOWN_TOWN = 100_000
FINE = {"settlement", "neighbourhood", "building", "adm3", "street"}


@dataclass(slots=True)
class Spot:
    """A place name in the text, tokens i to j; ``relation``: in, near, between, direction, toward, role, dateline or empty."""

    view: View
    i: int
    j: int
    entries: tuple[Entry, ...]
    relation: Relation
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
    hints = Hints(
        countries={c: n / total for c, n in spots.countries.items()}, regions=tuple(_regions(spots.all, set(spots.countries)))
    )
    known = [s for s in spots.all if s.entries]
    for spot, (entry, scored) in zip(
        known,
        choose_all(
            [s.entries for s in known], hints, prefer_kinds=[s.wanted for s in known], held_by=_holders(known), weights=weights
        ),
        strict=True,
    ):
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


def _stray(spot: Spot, home: Counter[str], countries: Mapping[str, float]) -> bool:
    """A small place in a country that nothing else in the report points to, where its other places agree on one."""
    entry = spot.entry
    if entry is None or entry.country is None or entry.population > KNOWN_EVERYWHERE or countries.get(entry.country, 0) >= 1.0:
        return False
    others = {c: n for c, n in home.items() if c != entry.country}
    if not entry.primary and others:  # a by-name of a place elsewhere
        return True
    return home[entry.country] <= 1 and bool(others) and max(others.values()) >= 2


def _holders(spots: Sequence[Spot]) -> list[int | None]:
    """For each spot the number of the spot printed right behind it as the larger place ("Paris, Texas"; "X, a village in Y")."""
    held: list[int | None] = []
    for number, spot in enumerate(spots):
        right = spots[number + 1] if number + 1 < len(spots) else None
        close = (
            right is not None and right.view is spot.view and 1 <= right.i - spot.j <= 6 and spot.view.norm(spot.j) in {",", "("}
        )
        plain = (
            close
            and right is not None
            and (
                right.i - spot.j == 1
                or any(spot.view.over(k, "place_noun") for k in range(spot.j, right.i))
                or right.wanted in {"adm1", "adm2"}
            )
        )
        held.append(number + 1 if plain else None)
    return held


def _by_its_relation(spot: Spot, countries: set[str]) -> None:
    """A name that stands as a place does ("à X"): the likeliest entry if likely enough, else a place that no gazetteer knows."""
    best = spot.scored[0] if spot.scored else None
    likely = best and (best[1] >= LIKELY or (best[1] >= LIKELY / 3 and best[0].population >= KNOWN_TOWN))
    if best and likely and (not countries or best[0].country in countries):
        spot.entry = best[0]
    elif (
        spot.relation in {"in", "near", "between"}
        and spot.view.tokens[spot.i].capital
        and _unknown_place(spot.view, spot.i, spot.j)
    ):
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
        blamed = any(0 <= tag.i - t.j <= 2 for t in view.tags("cue", "accuse"))
        return 0.5 if acts or blamed or view.ending(tag.i, "grammar", "by") else 2.0
    around = range(max(view.i, tag.i - 3), min(view.j, tag.j + 3))
    if any(view.over(k, "speaker") for k in around):
        return 2.0
    return 0.3 if any(view.over(k, "force") or view.over(k, "weapon") for k in around) else 1.0


def _regions(spots: Sequence[Spot], countries: set[str]) -> Iterator[Entry]:
    for spot in spots:
        if spot.wanted in {"adm1", "adm2"} or (
            spot.entries and spot.entries[0].kind in {"adm1", "region"} and len(spot.entries) == 1
        ):
            for entry in spot.entries:
                if (
                    entry.kind == (spot.wanted or entry.kind)
                    and entry.match == "exact"
                    and (not countries or entry.country in countries)
                ):
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
            relation, wanted, end = relation_of(view, k, j, attribution)
            yield Spot(view, k, end, hit[1], relation, wanted)
            k = j
            continue
        if not hit and "-" in token.printed and (parts := _route(view, k, gazetteer)):
            yield Spot(view, k, k + 1, parts, "near", None)
            k += 1
            continue
        run = _run(view, k)
        relation, wanted, end = relation_of(view, k, run, attribution)
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
    return token.kind in {"word", "acronym"} and (
        token.capital or (not token.printed.isascii() and token.printed.lower() == token.printed.upper())
    )


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
        return any(
            t.category in {"place_noun", "target", "speaker", "harm", "attack", "weapon"} for t in view.sentence.tags if t.i == j
        )
    if (
        i > view.sentence.body
        and view.tokens[i - 1].capital
        and view.tokens[i].gap == " "
        and view.tokens[i - 1].kind == "word"
        and not upper
    ):
        return any(
            t.category in {"place_noun", "target", "spatial", "stop_name", "country", "grammar", "person_adjective"}
            for t in view.sentence.tags
            if t.j == i
        )
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


def _name_ends(view: View, j: int) -> bool:
    """Does the name end here, or does it only describe the noun behind it ("the Abu X family home")?"""
    if j >= view.j or view.tokens[j].kind != "word":
        return True
    return any(view.over(j, c) for c in ("grammar", "spatial", "place_noun", "cue", "attack", "harm", "scope")) or any(
        d.i == j for d in view.dates
    )


def _unknown_place(view: View, i: int, j: int) -> bool:
    """May a capitalised run that no gazetteer knows be the place of an attack?"""
    if _stop_name(view, i, j) or any(
        t.i <= i < t.j
        for t in view.sentence.tags
        if t.category in {"speaker", "actor", "country", "weapon", "people", "cue", "target", "stop_name"}
    ):
        return False
    if any(d.i <= i < d.j for d in view.dates) or not _name_ends(view, j):
        return False
    return bool(view.tags("harm") or view.tags("attack"))


def _contain(spots: Sequence[Spot]) -> None:
    """Tie an unknown or fine name to the larger unit printed right behind it ("Pazigyi, a village in Kanbalu Township")."""
    for left, right in pairwise(spots):
        if left.view is right.view and 0 <= right.i - left.j <= 8 and right.entry and (not right.fine or left.entry is None):
            left.inside = right.entry
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

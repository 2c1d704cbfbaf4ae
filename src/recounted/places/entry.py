"""What the gazetteer gives: entries, hints, and distances on the sphere.

In: nothing but numbers and names. Out: the shapes that the rest of the room and its callers share. Refuses to decide anything:
that is ``choose``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from recounted.model import PlaceKind

#: Mean Earth radius in kilometres (IUGG R1).
EARTH_KM = 6371.0088

#: How a printed name met an entry: the same letters; a case form of it; the same spelling key; nearly the same key.
Match = Literal["exact", "form", "key", "fuzzy"]

#: What the coordinates are: the place's own point; the middle of an area; the middle of the community that a village belongs to.
Point = Literal["exact", "centroid", "community"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One gazetteer entry as met by one printed name.

    ``id`` is a gazetteer and its number ("geonames:706483", "katottg:UA63…", "region:donbas"); ``country`` ISO 3166-1 alpha-2;
    ``lat`` and ``lon`` WGS84 degrees, None where no package knows them; ``point`` what these are; ``radius_km`` how far the place
    may reach from there; ``primary`` whether the name met is the main one; ``names`` how many names GeoNames keeps for it, a
    measure of how well known it is.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    adm1: str | None
    adm2: str | None
    lat: float | None
    lon: float | None
    population: int
    match: Match
    radius_km: float | None = None
    point: Point | None = None
    capital: bool = False
    primary: bool = True
    names: int = 1

    @property
    def listed(self) -> bool:
        """Is it of our own table of places that reports name, where people are not counted?"""
        return self.id.startswith("place:")


@dataclass(frozen=True)
class Hints:
    """What the report says around a name: weighted countries (ISO2), regions named, and points already sure (lat, lon)."""

    countries: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    regions: tuple[Entry, ...] = ()
    near: tuple[tuple[float, float], ...] = ()


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres between two points in degrees (haversine)."""
    phi, psi = math.radians(a_lat), math.radians(b_lat)
    h = math.sin((psi - phi) / 2) ** 2 + math.cos(phi) * math.cos(psi) * math.sin(math.radians(b_lon - a_lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def between(a: Entry, b: Entry) -> tuple[float, float, float]:
    """The middle of the great circle from ``a`` to ``b`` (lat, lon) and half its length in kilometres.

    Raises ValueError when either has no coordinates.
    """
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        raise ValueError(f"no coordinates to go between {a.name} and {b.name}")
    phi, psi, delta = math.radians(a.lat), math.radians(b.lat), math.radians(b.lon - a.lon)
    x, y = math.cos(psi) * math.cos(delta), math.cos(psi) * math.sin(delta)
    lat = math.atan2(math.sin(phi) + math.sin(psi), math.hypot(math.cos(phi) + x, y))
    lon = math.degrees(math.radians(a.lon) + math.atan2(y, math.cos(phi) + x))
    return round(math.degrees(lat), 5), round((lon + 540) % 360 - 180, 5), distance_km(a.lat, a.lon, b.lat, b.lon) / 2

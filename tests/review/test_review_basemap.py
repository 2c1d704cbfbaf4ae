"""The basemap that is made when the package is built: cut at the antimeridian, within its error, names inside their regions."""

from __future__ import annotations

import itertools
import runpy
from pathlib import Path
from typing import Any

import pytest

MADE = runpy.run_path(str(Path(__file__).parents[2] / "frontend" / "basemap.py"))
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]


def area(ring: list[tuple[float, float]]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))) / 2


def test_a_ring_far_from_the_edge_stays_whole() -> None:
    assert MADE["cut"](SQUARE) == [SQUARE]


def test_a_ring_over_the_antimeridian_becomes_two() -> None:
    parts = MADE["cut"]([(178.0, -16.0), (-178.0, -16.0), (-178.0, -18.0), (178.0, -18.0), (178.0, -16.0)])
    assert len(parts) == 2
    assert sorted((min(x for x, _ in part), max(x for x, _ in part)) for part in parts) == [(-180, -178), (178, 180)]
    assert sum(map(area, parts)) == pytest.approx(8)


def test_a_ring_around_the_pole_is_closed_along_it() -> None:
    around = [(float(x), -70.0) for x in range(-180, 181, 10)]
    parts = MADE["cut"](around)
    assert sum(map(area, parts)) == pytest.approx(360 * 20)
    assert all(-180 <= x <= 180 for part in parts for x, _ in part)


def test_a_line_loses_points_and_not_its_course() -> None:
    line = [(n / 10, 0.001 * (n % 2)) for n in range(100)] + [(10.0, 5.0)]
    lean = MADE["simplified"](line, 0.01)
    assert lean == [line[0], line[99], line[100]]
    assert MADE["simplified"](SQUARE, 0.01) == SQUARE


def test_a_name_stands_inside() -> None:
    horseshoe = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (7.0, 10.0), (7.0, 2.0), (2.0, 2.0), (2.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    assert MADE["middle"](horseshoe) == (8.5, 5.0)


def test_units_are_filed_under_the_country_in_whose_outline_they_lie() -> None:
    def unit(fips: str, name: str, *arcs: int) -> dict[str, Any]:
        return {"type": "Polygon", "properties": {"fips": fips, "name": name}, "arcs": [list(arcs)]}

    topology = {
        "arcs": [[[0, 0], [0, 10]], [[0, 10], [-5, 5], [0, 0]], [[0, 0], [5, 5], [0, 10]], [[20, 0], [25, 5], [20, 5], [20, 0]]],
        "objects": {"units": {"geometries": [unit("RS1", "West", 0, 1), unit("RS2", "East", 2, ~0), unit("UP11", "South", 3)]}},
    }
    found = MADE["_regions"]("RUS", topology)
    assert [name for name, *_ in found["RUS"]["names"]] == ["West", "East"]
    assert found["RUS"]["lines"] == [[0, 0, 0, 10_000]], "only what lies between two of them"
    assert [name for name, *_ in found["UKR"]["names"]] == ["South"]
    assert len(found["UKR"]["lines"]) == 1

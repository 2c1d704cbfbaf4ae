"""A user's own GeoNames file: good lines are added, bad ones are named, the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from recounted import settings
from recounted.places.build import extra_file
from recounted.places.extra import gather_extra
from recounted.places.sources import Gathered, Row


def line(number: object, name: str, lat: object, lon: object, *, code: str = "P\tPPL", population: object = 0) -> str:
    names, divisions = [name, name, "Ywa Tha Gyi,ရွာသာကြီး"], ["MM", "", "10", "", "", ""]
    return "\t".join(map(str, [number, *names, lat, lon, code, *divisions, population, "", 100, "Asia/Yangon", "2024-01-01"]))


@pytest.fixture
def gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gathered:
    path = tmp_path / "MM.txt"
    lines = [
        line(1, "Ywathagyi", 23.0, 95.9, population=500),
        "2\tbroken line",
        line("three", "Elsewhere", 1, 2),
        line(4, "Off the map", 123.0, 5.0),
        line(5, "Taung Hill", 23.2, 95.5, code="T\tHLL"),
        line(6, "Known", 23.3, 95.6),
        "",
        line(7, "Some Sea Mount", 1, 1, code="U\tSMU"),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(settings, "EXTRA_GEONAMES", str(path))
    found = Gathered()
    found.divisions["MM.10"] = found.add(Row("geonames", 9, "Sagaing", "adm1", "MM", {"Sagaing"}))
    found.settlements[6] = found.add(Row("geonames", 6, "Known", "settlement", "MM", {"Known"}, lat=23.3, lon=95.6))
    gather_extra(found, path)
    return found


def test_places_are_added_with_their_division(gathered: Gathered) -> None:
    row = next(row for row in gathered.rows if row.name == "Ywathagyi")
    assert (row.lat, row.lon, row.kind, row.country, row.population, row.point) == (23.0, 95.9, "settlement", "MM", 500, "exact")
    assert row.adm1 is not None
    assert gathered.rows[row.adm1].name == "Sagaing"
    assert "Ywa Tha Gyi" in row.names


def test_what_is_no_settlement_keeps_its_kind(gathered: Gathered) -> None:
    assert {row.name: row.kind for row in gathered.rows}["Taung Hill"] == "region"
    assert not any(row.name == "Some Sea Mount" for row in gathered.rows)


def test_known_places_gain_names_and_stay_one(gathered: Gathered) -> None:
    known = [row for row in gathered.rows if row.number == 6]
    assert len(known) == 1
    assert "Ywa Tha Gyi" in known[0].names


def test_bad_lines_are_named(gathered: Gathered) -> None:
    assert [problem.split(":")[0] for problem in gathered.problems] == ["MM.txt, line 2", "MM.txt, line 3", "MM.txt, line 4"]
    assert "no such coordinates" in gathered.problems[2]


def test_without_a_file_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EXTRA_GEONAMES", None)
    assert extra_file() is None

"""The map of one incident: its circle to scale, runners-up in list and drawing, and pages that stand without a basemap."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from by_hand import Spot, killed, reading, told
from recounted.casebook import Casebook
from recounted.model import Incident, Reading
from recounted.places.entry import distance_km
from recounted.review.drawing import basemap
from recounted.review.drawing.place_map import PlaceMap, elsewhere, place_map
from recounted.review.wording.catalogues import Catalogue
from recounted.review.wording.words import Words
from served import client, filled

WORDS = Words(Catalogue("en"))
TOWN = Spot("Sulaco", "UA", 48.0, 37.0, radius_km=20, others=((48.0, 37.0), (49.0, 37.5), (-10.0, 20.0)))


def incident_of(path: Path, *readings: Reading) -> tuple[Incident, list[Reading]]:
    with filled(path / "t.casebook", readings) as book:
        return next(iter(book.incidents())), list(readings)


def drawn(path: Path, *readings: Reading) -> tuple[PlaceMap, list[str]]:
    incident, all_of_them = incident_of(path, *readings)
    others = elsewhere(incident, all_of_them)
    found = place_map(incident.where, others, WORDS)
    assert found
    return found, [f"{o.n} {o.told} {round(o.km)}" for o in others]


def test_the_circle_is_to_scale(tmp_path: Path) -> None:
    found, _ = drawn(tmp_path, reading("a.txt", told("2022-04-08", TOWN, killed(5))))
    pixels, km = found.bar
    assert found.here.radius == pytest.approx(20 * pixels / km)
    assert (found.here.x, found.here.y) == (found.width / 2, found.height / 2)


def test_runners_up_are_drawn_where_they_are_and_listed_where_they_are_too_far(tmp_path: Path) -> None:
    elsewhere_told = Spot("Sulaco", "UA", 48.2, 37.0, where_prec=2, radius_km=25)
    readings = [reading(f"{n}.txt", told("2022-04-08", TOWN, killed(5)), text=f"Story {n}.\n") for n in "ab"]
    found, listed = drawn(tmp_path, *readings, reading("c.txt", told("2022-04-08", elsewhere_told, killed(5))))
    near, far = distance_km(48.0, 37.0, 49.0, 37.5), distance_km(48.0, 37.0, -10.0, 20.0)
    assert listed == ["1 1 22", f"2 0 {round(near)}", f"3 0 {round(far)}"]
    assert [o.n for o in found.others] == [1, 2]
    pixels, km = found.bar
    away = math.hypot(found.others[1].x - found.here.x, found.others[1].y - found.here.y)
    assert away * km / pixels == pytest.approx(near, rel=0.03)


def test_a_place_without_coordinates_has_words_and_no_map(tmp_path: Path) -> None:
    incident, readings = incident_of(tmp_path, reading("a.txt", told("2022-04-08", Spot("Nowhere", None, None, None), killed(5))))
    assert elsewhere(incident, readings) == []
    assert place_map(incident.where, [], WORDS) is None
    with Casebook.open(tmp_path / "t.casebook") as book, client(book) as asking:
        text = asking.get(f"/incidents/{incident.id}").text
    assert "its coordinates are not known" in text
    assert 'class="drawn map"' not in text


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A basemap of one square country, with two regions."""
    (tmp_path / "regions").mkdir()
    ring = [36000, 45000, 4000, 0, 0, 6000, -4000, 0, 0, -6000]
    square = {"id": "804", "a3": "UKR", "name": "x", "at": [37000, 50000], "size": 1, "rings": [ring]}
    (tmp_path / "world-50m.json").write_text(json.dumps({"scale": 1000, "countries": [square]}))
    halves = {"scale": 1000, "lines": [[36000, 48500, 4000, 0]], "names": [["North", 38000, 49000], ["South", 38000, 47500]]}
    (tmp_path / "regions" / "UKR.json").write_text(json.dumps(halves))
    return tmp_path


def test_the_country_of_a_point(world: Path) -> None:
    [country] = basemap.countries(world)
    assert (country.a2, country.a3) == ("UA", "UKR")
    assert len(list(basemap.touching(country.rings, (39, 44, 50, 46)))) == 1
    assert not list(basemap.touching(country.rings, (41, 44, 50, 46)))
    assert basemap.regions("UKR", world).names[1] == ("South", (38.0, 47.5))
    assert basemap.regions("../UKR", world) == basemap.Regions((), ())


def test_without_a_basemap_there_is_a_map_without_ground(tmp_path: Path) -> None:
    assert basemap.countries(tmp_path / "nothing") == ()
    assert basemap.regions("UKR", tmp_path / "nothing") == basemap.Regions((), ())

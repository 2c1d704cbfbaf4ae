"""This room's own tables: every line can be read, stands once, and lies where its country does."""

from collections import Counter

import pytest

from recounted.places import Gazetteer, distance_km
from recounted.places.sources import table
from recounted.places.spelling import fold

PLACES = list(table("places.tsv"))


def test_names_of_small_places_stand_once() -> None:
    """The name makes the identifier."""
    counts = Counter(fold(line["name"]) for line in PLACES)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("line", PLACES, ids=lambda line: f"{line['country']}-{line['name']}")
def test_small_places_are_found_where_the_table_puts_them(gazetteer: Gazetteer, line: dict[str, str]) -> None:
    lat, lon, radius = float(line["lat"]), float(line["lon"]), float(line["radius_km"])
    found = [e for e in gazetteer.lookup(line["name"]) if e.country == line["country"] and e.lat is not None]
    assert any(distance_km(lat, lon, e.lat or 0.0, e.lon or 0.0) <= radius + 15.0 for e in found)
    assert all(e.adm1 for e in found if e.id.startswith("place:"))


def test_abbreviations_need_their_full_stop(gazetteer: Gazetteer) -> None:
    assert [e.name for e in gazetteer.abbreviated("Mo.")] == ["Missouri"]
    assert [e.name for e in gazetteer.abbreviated("B.C.")] == ["British Columbia"]
    assert "Missouri" not in [e.name for e in gazetteer.lookup("Mo")]
    assert gazetteer.abbreviated("in.") == ()

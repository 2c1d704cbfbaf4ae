"""Distances and middles on the sphere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.places import Entry, between, distance_km
from recounted.places.areas import Area

latitudes = st.floats(-85, 85)
longitudes = st.floats(-180, 180)


def place(lat: float | None, lon: float | None) -> Entry:
    return Entry("test:1", "Somewhere", "settlement", "UA", None, None, lat, lon, 100, "exact")


def test_known_distance() -> None:
    # Kyiv to Kharkiv, by public distance tables some 410 km as the crow flies.
    assert distance_km(50.45, 30.523, 49.992, 36.231) == pytest.approx(410, abs=5)


@given(latitudes, longitudes, latitudes, longitudes)
def test_middle_is_halfway(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> None:
    lat, lon, radius = between(place(a_lat, a_lon), place(b_lat, b_lon))
    if radius < 9000:  # beyond this, ends are nearly opposite and the middle is any point between
        assert distance_km(lat, lon, a_lat, a_lon) == pytest.approx(radius, abs=0.1)
        assert distance_km(lat, lon, b_lat, b_lon) == pytest.approx(radius, abs=0.1)


def test_no_middle_without_coordinates() -> None:
    with pytest.raises(ValueError, match="no coordinates"):
        between(place(None, None), place(1.0, 2.0))


def test_middle_of_an_area_across_the_date_line() -> None:
    area = Area()
    for lon in (179.0, -179.0):
        area.add(-17.0, lon, 1000)
    lat, lon, reach = area.middle(0.25)
    assert lat == pytest.approx(-17.0)
    assert abs(lon) == pytest.approx(180.0)
    assert reach == pytest.approx(106, abs=2)


def test_suburbs_do_not_pull_the_middle() -> None:
    area = Area()
    for _ in range(50):
        area.add(50.01, 30.01, 1000)
    area.add(52.01, 30.01, 1000)
    assert area.middle(0.1)[0] == pytest.approx(51.01)

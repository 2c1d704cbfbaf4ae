"""Where an area lies, from the settlements in it."""

from recounted.places.areas import Area


def area(*points: tuple[float, float]) -> Area:
    found = Area()
    for point in points:
        found.add(*point, 1000)
    return found


def test_the_box_is_not_drawn_to_where_most_settlements_lie() -> None:
    crowd = [(10.0 + n / 10, 20.0) for n in range(10)]
    lat, lon, reach = area(*crowd, (14.0, 24.0), (14.0, 20.0), (10.0, 24.0)).box(0.1)
    assert (lat, lon) == (12.0, 22.0)
    assert reach > 200


def test_one_settlement_far_out_stretches_no_box() -> None:
    crowd = [(10.0 + n / 10, 20.0 + n / 10) for n in range(20)]
    lat, lon, _ = area(*crowd, (60.0, 100.0)).box(0.1)
    assert abs(lat - 10.95) < 0.2
    assert abs(lon - 20.95) < 0.2


def test_a_box_may_cross_the_date_line() -> None:
    _, lon, _ = area((0.0, 179.0), (0.0, -179.0)).box(0.1)
    assert abs(abs(lon) - 180) < 0.01

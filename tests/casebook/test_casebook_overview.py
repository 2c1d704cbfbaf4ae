"""A view as a whole: its points, times and counts are those of its incidents, worked out one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from by_hand import MAYOR, Spot, blames, injured, killed, reading, told, weapon
from recounted.casebook import Casebook, update_incidents
from recounted.casebook.browse import Browse, View
from recounted.casebook.listing import headline_toll
from recounted.casebook.masks import Area
from recounted.casebook.overview import Times, _times
from recounted.model import Incident

VIEWS = (
    View(),
    View(since="2022-03-01"),
    View(until="2022-05-10"),
    View(since="2022-03-01", until="2022-05-10"),
    View(chosen=(("country", ("UA",)),)),
    View(chosen=(("country", ("UA", "CO")), ("weapon", ("missile",))), until="2022-08-01"),
    View(area=Area(0.0, 0.0, 20.0, 9.0)),
    View(search="alpha1"),
    View(search="nothing like it"),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    with Casebook.open(tmp_path_factory.mktemp("overview") / "t.casebook") as casebook:
        casebook.put_readings(
            reading(
                f"r{i}.txt",
                told(
                    None if i % 11 == 0 else "2022-06" if i % 13 == 0 else f"2022-{1 + i % 12:02}-{1 + i % 28:02}",
                    Spot(
                        f"Town {i}",
                        ("UA", "CO", "ML")[i % 3],
                        None if i % 7 == 0 else i / 2,
                        i / 3,
                        1 + i % 4,
                        5.0 * (i % 4) or None,
                    ),
                    killed(i % 7) if i % 5 else injured(3),
                    *([blames("Azania", by=MAYOR)] if i % 3 else []),
                    *([weapon("missile")] if i % 4 else []),
                ),
                text=f"alpha{i % 2} gamma\n",
            )
            for i in range(80)
        )
        update_incidents(casebook)
        yield casebook


def in_view(book: Casebook, view: View) -> list[Incident]:
    mask = Browse(book).incidents(view)
    by_id = {i.id: i for i in book.incidents()}
    return [by_id[id] for id in mask]


def killed_of(incident: Incident) -> tuple[int, int]:
    toll = headline_toll(incident, "killed")
    ends = [n for n in (toll.low, toll.high) if n is not None] if toll else []
    return min(ends, default=0), max(ends, default=0)


@pytest.mark.parametrize("view", VIEWS)
def test_points_are_those_of_the_view(book: Casebook, view: View) -> None:
    points = Browse(book).overview.points(view, dict)
    expected = Counter()
    incidents = in_view(book, view)
    for incident in incidents:
        where, when = incident.where, incident.when
        if where is None or where.lat is None or where.lon is None:
            continue
        first = date.fromisoformat(when.date_start) if when and when.date_start else None
        last = date.fromisoformat(when.date_end or when.date_start or "") if first and when else first
        place = (round(where.lat * 10_000), round(where.lon * 10_000), round(where.radius_km or 0), where.where_prec)
        expected[(*place, first, (last - first).days if first and last else 0, *killed_of(incident))] += 1
    since = date.fromisoformat(points["since"]) if points["since"] else date.min
    columns = (points[name] for name in ("lat", "lon", "radius", "precision", "first", "days", "low", "high"))
    found = Counter(
        (lat, lon, radius, precision, since + timedelta(first) if first >= 0 else None, *rest)
        for lat, lon, radius, precision, first, *rest in zip(*columns, strict=True)
    )
    assert found == expected
    assert points["incidents"] == len(incidents)


@pytest.mark.parametrize("view", VIEWS)
def test_times_are_those_of_the_view_without_its_days(book: Casebook, view: View) -> None:
    times = Browse(book).overview.times(view)
    incidents = in_view(book, View(search=view.search, chosen=view.chosen, area=view.area))
    starts = [i.when.date_start if i.when else None for i in incidents]
    assert times.undated == starts.count(None)
    for bucket in times.buckets:
        inside = [i for i, s in zip(incidents, starts, strict=True) if s and bucket.since <= s <= bucket.until]
        assert bucket.incidents == len(inside)
        assert (bucket.killed_low, bucket.killed_high) == tuple(
            map(sum, zip(*map(killed_of, inside), strict=True)) if inside else (0, 0)
        )
    assert sum(b.incidents for b in times.buckets) + times.undated == len(incidents)


@pytest.mark.parametrize("view", VIEWS)
def test_counts_are_those_of_the_view(book: Casebook, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    incidents = in_view(book, view)
    looked_up = Browse(book).overview.counts(view)
    assert dict(looked_up["country"]) == Counter(i.where.country for i in incidents if i.where and i.where.country)
    assert dict(looked_up["weapon"]) == Counter(w.value for i in incidents for w in {*i.weapons})
    for few, values in ((-1, 64), (-1, 0)):
        monkeypatch.setattr("recounted.casebook.overview._FEW", few)
        monkeypatch.setattr("recounted.casebook.overview._VALUES", values)
        assert Browse(book).overview.counts(view) == looked_up, "looked up, laid over or passed by: it is the same"


def test_what_changed_is_seen(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book:
        browse = Browse(book)
        assert browse.overview.points(View(), dict)["lat"] == []
        assert browse.overview.times(View()) == Times("day", (), 0, 0)
        book.put_readings([reading("a.txt", told("2022-04-08", Spot(), killed(3)))])
        update_incidents(book)
        assert browse.overview.points(View(), dict)["low"] == [3]
        assert [b.incidents for b in browse.overview.times(View()).buckets] == [1]


@pytest.mark.parametrize(
    ("days", "unit", "buckets"),
    [
        ((20220101, 20220201), "day", 32),
        ((20220101, 20220403), "month", 4),
        ((20020101, 20211231), "month", 240),
        ((20011231, 20211231), "year", 21),
        ((15000101, 20211231), "year", 240),
        ((99991201, 99991231), "day", 31),
        ((99900101, 99991231), "month", 120),
    ],
)
def test_the_unit_follows_the_stretch_and_has_no_gaps(days: tuple[int, int], unit: str, buckets: int) -> None:
    times = _times(None, (b"\1\1", days, (1, 2), (1, 2)))
    assert (times.unit, len(times.buckets)) == (unit, buckets)
    assert sum(b.incidents for b in times.buckets) + times.earlier == 2
    for before, after in zip(times.buckets, times.buckets[1:], strict=False):
        assert date.fromisoformat(before.until) + timedelta(1) == date.fromisoformat(after.since)

"""The gazetteer on disk: what is written is read, and a broken folder says so."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from recounted import settings
from recounted.errors import GazetteerError
from recounted.places import Gazetteer, build, indexing
from recounted.places.sources import Gathered, Row
from recounted.places.store import FORMAT, write_entries


def small(folder: Path) -> Path:
    """A gazetteer of a country, a division, a village without coordinates and a town."""
    rows = [
        Row("geonames", 1, "Ukraine", "country", "UA", {"Ukraine", "Україна"}, population=40_000_000),
        Row(
            "geonames",
            2,
            "Kharkiv Oblast",
            "adm1",
            "UA",
            {"Kharkiv Oblast"},
            lat=49.7,
            lon=36.5,
            radius_km=97.0,
            point="centroid",
        ),
        Row("katottg", 63080150140087701, "Hroza", "settlement", "UA", {"Hroza", "Гроза"}, adm1=1),
        Row("geonames", 4, "Kupiansk", "settlement", "UA", {"Kupiansk", "Куп'янськ"}, 1, None, 49.7, 37.6, 27_000, point="exact"),
    ]
    folder.mkdir(parents=True)
    write_entries(folder, rows)
    counts = indexing.write_indexes(folder, rows, lambda text, share: None)
    meta = {"format": FORMAT, "byteorder": sys.byteorder, "counts": counts, "countries": {"UA": 0}, "problems": []}
    (folder / "meta.json").write_text(json.dumps(meta))
    return folder


def test_entries_come_back_as_they_were(tmp_path: Path) -> None:
    gazetteer = Gazetteer(small(tmp_path / "places"))
    (town,) = gazetteer.lookup("Koupiansk")
    assert (town.id, town.name, town.adm1, town.lat, town.lon, town.population) == (
        "geonames:4",
        "Kupiansk",
        "Kharkiv Oblast",
        49.7,
        37.6,
        27_000,
    )
    assert town.match == "key"
    (village,) = gazetteer.lookup("Грозі")
    assert (village.id, village.lat, village.point, village.match) == ("katottg:UA63080150140087701", None, None, "form")
    assert gazetteer.country("ua") == gazetteer.lookup("Ukraine")[0]
    assert gazetteer.country("ZZ") is None


@pytest.mark.parametrize("name", ["meta.json", "names.marisa", "entries.bin"])
def test_a_broken_folder_says_what_to_do(tmp_path: Path, name: str) -> None:
    folder = small(tmp_path / "places")
    (folder / name).write_bytes(b"")
    with pytest.raises(GazetteerError, match="delete the folder"):
        Gazetteer(folder).lookup("Kupiansk")


def test_another_format_is_refused(tmp_path: Path) -> None:
    folder = small(tmp_path / "places")
    (folder / "meta.json").write_text(json.dumps({"format": FORMAT + 1, "byteorder": sys.byteorder}))
    with pytest.raises(GazetteerError, match="another format"):
        Gazetteer(folder)


def test_two_builders_at_once_leave_one_whole_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "cache" / "places-x"

    def fill(working: Path, progress: build.Progress) -> None:
        (working / "meta.json").write_text("mine")
        if not target.exists():  # the other process is faster
            target.mkdir()
            (target / "meta.json").write_text("theirs")

    monkeypatch.setattr(build, "_fill", fill)
    build.build(target)
    assert (target / "meta.json").read_text() == "theirs"
    assert sorted(path.name for path in target.parent.iterdir()) == ["building.lock", "places-x"]


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(working: Path, progress: build.Progress) -> None:
        (working / "names.marisa").write_text("half")
        raise OSError("disk full")

    monkeypatch.setattr(build, "_fill", fill)
    with pytest.raises(GazetteerError, match="disk full"):
        build.build(tmp_path / "cache" / "places-x")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["building.lock"]


def test_an_unwritable_cache_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    with pytest.raises(GazetteerError, match="RECOUNTED_CACHE"):
        build.build(tmp_path / "cache" / "places-x")


def test_the_folder_changes_with_the_users_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without = build.folder()
    extra = tmp_path / "XX.txt"
    extra.write_text("1\tA\n")
    monkeypatch.setattr(settings, "EXTRA_GEONAMES", str(extra))
    first = build.folder()
    extra.write_text("1\tA\n2\tB\n")
    assert len({without, first, build.folder()}) == 3


def test_a_users_file_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EXTRA_GEONAMES", str(tmp_path / "none.txt"))
    with pytest.raises(GazetteerError, match=r"none\.txt: no such file"):
        build.folder()


def test_small_gathered_has_no_problems() -> None:
    assert Gathered().problems == []

"""Export files: what they hold, what they keep back, and that they come whole or not at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from by_hand import ARMY, MAYOR, TOWN, WITNESS, Spot, at_least, blames, facts, injured, killed, reading, told, weapon
from recounted.casebook import Casebook, update_incidents
from recounted.errors import CallError
from recounted.export import PROFILES, write, write_export
from recounted.model import Of

CUT_OFF = "2026-01-01T00:00:00+00:00"
CHILD = Of(age_group="child")
EN = reading(
    "private-person-dead.txt",
    told("2022-04-08", TOWN, at_least(50, by=MAYOR), killed(57, by=WITNESS), killed(5, of=CHILD), blames("Azania", by=WITNESS)),
    published="2022-04-09",
    url="https://example.org/a",
    title="Private Person is dead",
)
FR = reading(
    "fr.txt", told("2022-04-08", Spot(lat=48.02), injured(98), weapon("missile"), blames("Azania", by=ARMY, stance="denied"))
)
BARE = reading("bare.txt", told("2022-05", Spot("=1+1", None, None, None, 6, None), killed(3)), told(None, None))


@pytest.fixture
def book(tmp_path: Path):
    with Casebook.open(tmp_path / "t.casebook", clock=lambda: CUT_OFF) as casebook:
        casebook.put_readings([EN, FR, BARE])
        update_incidents(casebook)
        yield casebook


def exported(book: Casebook, name: str, **more: Any) -> tuple[str, dict[str, Any]]:
    path = book.path.parent / f"out.{name}"
    write_export(book, name, path, cut_off=CUT_OFF, **more)
    beside = path.with_name(f"{path.name}.about.json")
    text = path.read_bytes().decode()
    return text, json.loads(beside.read_text()) if beside.exists() else json.loads(text)["about"]


def test_the_profiles_there_are() -> None:
    assert list(PROFILES) == ["claims", "csv", "geojson", "incidents"]


@pytest.mark.parametrize("name", list(PROFILES))
def test_every_file_says_what_it_is(book: Casebook, name: str) -> None:
    _, about = exported(book, name)
    assert about["generator"].startswith("recounted ")
    assert about["cut_off"] == CUT_OFF
    assert about["filter"] == {"level": "public", "grades": "all", "coarsen_km": None}
    assert about["toll_rules"] == ["airwars_min_max"]
    assert about["counts"]["written"] == (8 if name == "claims" else 3)
    assert "not verified totals" in about["caveat"]
    assert "CC BY 4.0" in about["attribution"]


@pytest.mark.parametrize("name", list(PROFILES))
def test_what_nobody_reviewed_says_so_and_is_not_for_the_public(book: Casebook, name: str) -> None:
    _, about = exported(book, name)
    assert about["review"]["unreviewed"] == 3
    assert about["review"]["note"].startswith("Not for publication: 3 of 3 incidents are machine output")
    path = book.path.parent / "public"
    with pytest.raises(CallError, match="state published"):
        write_export(book, name, path, published_only=True)
    assert not path.exists()


@pytest.mark.parametrize("name", list(PROFILES))
def test_only_what_a_person_published_is_public(book: Casebook, name: str) -> None:
    code = book.incident_of(facts(EN)[0].key).code  # type: ignore[union-attr]
    act = book.set_value(code, "state", "published", by="R. Reader")
    text, about = exported(book, name, published_only=True)
    assert about["review"] == {
        "published": 1, "unreviewed": 0, "changed_since": 0, "note": "Every incident was reviewed and published by a person.",
    }  # fmt: skip
    assert about["counts"]["written"] == (7 if name == "claims" else 1)
    assert "=1+1" not in text
    book.undo(act.number, by="R. Reader")
    with pytest.raises(CallError, match="nothing to make public"):
        exported(book, name, published_only=True)


def test_what_later_reports_changed_after_it_was_published_is_said(tmp_path: Path) -> None:
    minutes = iter(range(60))
    with Casebook.open(tmp_path / "t.casebook", clock=lambda: f"2026-01-01T00:{next(minutes):02}:00+00:00") as book:
        book.put_readings([EN])
        update_incidents(book)
        [incident] = book.incidents()
        book.set_value(incident.id, "state", "published", by="R. Reader")
        assert exported(book, "incidents", published_only=True)[1]["review"]["changed_since"] == 0
        book.put_readings([FR])
        update_incidents(book)
        review = exported(book, "incidents", published_only=True)[1]["review"]
        assert (review["published"], review["changed_since"]) == (1, 1)
        assert "Later reports changed 1 of them" in review["note"]
        book.set_value(incident.id, "state", "published", by="R. Reader", why="read again")
        assert exported(book, "incidents", published_only=True)[1]["review"]["changed_since"] == 0


@pytest.mark.parametrize("name", list(PROFILES))
def test_the_same_casebook_gives_the_same_bytes(book: Casebook, name: str) -> None:
    assert exported(book, name) == exported(book, name)


@pytest.mark.parametrize("name", list(PROFILES))
def test_no_private_name_leaves_at_level_public(book: Casebook, name: str) -> None:
    told_by: dict[str, Any] = {"by": "Private Person", "why": "Private Person told me"}
    a, b, c = (r.report.name for r in (EN, FR, BARE))
    claims = [claim.id for claim in EN.mentions[0].claims]
    book.say_same(a, b, **told_by)
    book.say_unsure(b, f"{c}#m1", **told_by)
    book.set_value(code := book.incident_of(facts(EN)[0].key).code, "best:killed", 51, **told_by)  # type: ignore[union-attr]
    book.set_value(code, "grade", "fair", **told_by)
    book.reject(claims[0], **told_by)
    book.correct(claims[1], {"lo": 58, "hi": 58, "point": 58, "speaker": None}, **told_by)
    book.accept(claims[2], **told_by)
    book.tie(FR.mentions[0].claims[2].id, [claims[3]], **told_by)
    text, _ = exported(book, name)
    for private in ("Private Person", "private-person", "neighbour"):
        assert private not in text


def test_a_public_kinship_names_newsrooms_and_no_private_speaker(book: Casebook) -> None:
    alone = [
        reading(name, told("2023-05-05", Spot("Tolosa", lat=10.0), killed(70, by=WITNESS)), text=f"{words}\n", url=url)
        for name, words, url in (
            ("one", "TOLOSA (AFP) - Seventy fell under the wall of the old mill while the bells rang.", "https://example.org/1"),
            ("two", "Nobody came to the river market; the ferry stayed on the other bank all day.", "https://example.com/2"),
        )
    ]
    book.put_readings(alone)
    update_incidents(book)
    kinships = [k for line in exported(book, "incidents")[0].splitlines() for k in json.loads(line)["kinships"]]
    assert {(k["sign"], k["parent"], k["words"]) for k in kinships} == {("wire", "AFP", None), ("one_speaker", "witness", None)}
    internal = [k for line in exported(book, "incidents", level="internal")[0].splitlines() for k in json.loads(line)["kinships"]]
    assert {(k["parent"], k["words"]) for k in internal} == {("AFP", "(AFP)"), ("Private Person", None)}


def test_offices_are_named_and_witnesses_are_a_kind(book: Casebook) -> None:
    text, _ = exported(book, "incidents")
    first = json.loads(text.splitlines()[0])
    assert first["responsibility"][0]["accused_by"] == ["witness"]
    assert first["responsibility"][0]["denied_by"] == ["defence ministry"]
    claims = [json.loads(line) for line in exported(book, "claims")[0].splitlines()]
    assert [c["speaker"] and c["speaker"]["name"] for c in claims[:3]] == ["Ana Ruiz", None, None]
    assert all("quote" not in c for c in claims)


def test_claims_say_what_a_person_made_of_them(book: Casebook) -> None:
    first, second, third = EN.mentions[0].claims[:3]
    book.reject(first.id, by="R. Reader")
    book.correct(second.id, {"lo": 58, "hi": 58, "point": 58}, by="R. Reader")
    claims = [json.loads(line) for line in exported(book, "claims")[0].splitlines()][:3]
    assert [(c["id"], c["review"], c["corrected"]) for c in claims] == [
        (first.id, "rejected", {}), (second.id, "corrected", {"lo": 58, "hi": 58, "point": 58}), (third.id, "machine", {}),
    ]  # fmt: skip
    assert claims[1]["lo"] == 57, "what was read stays as it was"


def test_internal_holds_the_words(book: Casebook) -> None:
    text, about = exported(book, "claims", level="internal")
    claims = [json.loads(line) for line in text.splitlines()]
    assert claims[1]["speaker"]["name"] == "Private Person"
    assert claims[0]["quote"] == EN.mentions[0].claims[0].quote
    assert "Do not publish" in about["privacy"]


def test_claims_lead_to_reports_and_incidents(book: Casebook) -> None:
    claims = [json.loads(line) for line in exported(book, "claims")[0].splitlines()]
    assert len(claims) == sum(len(m.claims) for r in (EN, FR, BARE) for m in r.mentions)
    assert claims[0]["report"]["url"] == "https://example.org/a"
    assert book.incident(claims[0]["incident"]) is not None


def table(book: Casebook, **more: Any) -> tuple[dict[str, str], list[dict[str, str]]]:
    text, _ = exported(book, "csv", **more)
    tags, *found = csv.DictReader(text.splitlines())
    return tags, found


def test_the_table_has_tags_under_its_header(book: Casebook) -> None:
    tags, found = table(book)
    assert tags["date"] == "#date+occurred"
    assert tags["killed_low"] == "#affected+killed+min"
    assert tags["killed_children_high"] == "#affected+killed+children+max"
    row = found[0]
    assert (row["killed_low"], row["killed_best"], row["killed_high"], row["killed_high_open"]) == ("50", "", "57", "no")
    assert (row["killed_children_low"], row["injured_high"]) == ("5", "98")
    assert (row["said_responsible"], row["denied_for"], row["sources"]) == ("Azania", "Azania", "https://example.org/a")


def test_unknown_is_empty_and_no_formula_is_run(book: Casebook) -> None:
    _, found = table(book)
    row = next(r for r in found if r["killed_low"] == "3")
    assert row["place"] == "'=1+1"
    assert row["injured_low"] == row["lat"] == row["grade"] == ""


def features(book: Casebook, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(exported(book, "geojson", **more)[0])["features"]
    return found


def test_points_have_longitude_first_and_a_radius(book: Casebook) -> None:
    first, *others = features(book)
    assert first["geometry"]["coordinates"][0] == TOWN.lon
    assert first["properties"]["uncertainty_radius_m"] == 5000
    assert first["properties"]["where_prec"] == 1
    assert [o["geometry"] for o in others] == [None, None], "no place, no point"


@pytest.mark.parametrize("kilometres", [5, 30, 300])
def test_coarse_points_lie_within_their_radius(book: Casebook, kilometres: float) -> None:
    from recounted.linking.features import km

    lon, lat = features(book, coarsen_km=kilometres)[0]["geometry"]["coordinates"]
    radius = features(book, coarsen_km=kilometres)[0]["properties"]["uncertainty_radius_m"]
    assert (lat, lon) != (TOWN.lat, TOWN.lon)
    assert km((lat, lon), (48.0, 37.0)) <= radius / 1000 <= 5 + kilometres
    incident = json.loads(exported(book, "incidents", coarsen_km=kilometres)[0].splitlines()[0])
    assert (incident["where"]["lat"], incident["where"]["lon"], incident["where"]["candidates"]) == (lat, lon, [])
    assert table(book, coarsen_km=kilometres)[1][0]["lat"] == str(lat)


def test_internal_incidents_read_back_equal(book: Casebook) -> None:
    from recounted.model import Incident

    text, _ = exported(book, "incidents", level="internal")
    assert [Incident.model_validate_json(line) for line in text.splitlines()] == list(book.incidents())


@pytest.mark.parametrize(
    ("name", "more", "words"),
    [
        ("xlsx", {}, "there is no export profile 'xlsx'; there are claims, csv, geojson, incidents"),
        ("csv", {"level": "secret"}, "there is no level 'secret'"),
        ("csv", {"coarsen_km": 0}, "give a number above 0"),
        ("csv", {"coarsen_km": float("nan")}, "give a number above 0"),
    ],
)
def test_a_wrong_call(book: Casebook, name: str, more: dict[str, Any], words: str) -> None:
    with pytest.raises(CallError, match=words):
        write_export(book, name, book.path.parent / "out", **more)
    assert not (book.path.parent / "out").exists()


def test_a_failing_export_leaves_the_old_file(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    before = exported(book, "csv")[0]

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write.os, "fsync", full)
    with pytest.raises(CallError, match="No space left on device"):
        write_export(book, "csv", book.path.parent / "out.csv")
    assert (book.path.parent / "out.csv").read_bytes().decode() == before
    assert not list(book.path.parent.glob("*.part"))
    assert not list(book.path.parent.glob(".*.part"))


def test_a_folder_that_is_not_there(book: Casebook) -> None:
    with pytest.raises(CallError, match=r"out\.csv: cannot be written"):
        write_export(book, "csv", book.path.parent / "no" / "out.csv")


def test_an_empty_casebook_exports_an_empty_file(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "empty.casebook") as empty:
        for name in PROFILES:
            assert write_export(empty, name, tmp_path / name)["counts"] == {
                "incidents_in_casebook": 0,
                "written": 0,
                "left_out": {},
            }

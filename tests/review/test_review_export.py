"""Export from the list: what is filtered is what is exported, whole, at a level that the file states."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from by_hand import MAYOR, TOWN, WITNESS, Spot, blames, killed, reading, told
from recounted.casebook import Casebook
from recounted.casebook.browse import Browse
from recounted.casebook.views import Views, view_of
from recounted.export import PROFILES, write_export
from served import Page, client, faults, filled

QUERIES = ["country=CO", "since=2022-06-10&until=2022-06-20&sort=oldest", "area=5,-80,30,-60", "need=grade_suggested&sort=newest"]
POST, PAGE = "https://t.me/c/somebody/12", "https://example.org/news/1"
READINGS = [
    reading(
        "aunt-maria.txt",
        told("2022-04-08", TOWN, killed(50, by=WITNESS), blames("Azania", by=MAYOR)),
        published="2022-04-09", url=POST, title="Maria is dead",
    ),
    *(
        reading(f"r{n}.txt", told(f"2022-06-{n % 28 + 1:02}", Spot(f"Rincon {n}", "CO", 4.0 + n / 3, -72.0), killed(n)), url=PAGE)
        for n in range(1, 130)
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    path = tmp_path_factory.mktemp("export") / "Spring 2022 – ÄÖ.casebook"
    with filled(path, READINGS) as casebook:
        for n, incident in enumerate(casebook.incidents()):
            if n % 2 == 0:
                casebook.set_value(incident.id, "state", "published", by="Ana Analyst", why="Maria said so")
        yield casebook


@pytest.fixture(scope="module")
def browser(book: Casebook) -> Iterator[TestClient]:
    with client(book) as asking:
        yield asking


def fetched(browser: TestClient, query: str) -> tuple[str, dict[str, Any], str]:
    """What stands in the file, its about block, its name."""
    answer = browser.get(f"/export?{query}")
    assert answer.status_code == 200, answer.text
    name = answer.headers["content-disposition"].partition('filename="')[2].rstrip('"')
    if not name.endswith(".zip"):
        return answer.text, answer.json()["about"], name
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        inner, about = sorted(archive.namelist(), key=len)
        assert about == f"{inner}.about.json"
        return archive.read(inner).decode(), json.loads(archive.read(about)), name


def ids_in(text: str, profile: str) -> list[str]:
    if profile == "csv":
        return [row["id"] for row in list(csv.DictReader(io.StringIO(text)))[1:]]
    if profile == "geojson":
        return [f["id"] for f in json.loads(text)["features"]]
    key = "incident" if profile == "claims" else "id"
    return list(dict.fromkeys(json.loads(line)[key] for line in text.splitlines()))


@pytest.mark.parametrize("profile", list(PROFILES))
@pytest.mark.parametrize("query", QUERIES)
def test_what_is_in_view_is_what_is_exported(browser: TestClient, book: Casebook, profile: str, query: str) -> None:
    view, wrong = view_of(parse_qsl(query))
    wanted = Browse(book).incidents(view)
    assert wanted
    assert not wrong
    text, about, _ = fetched(browser, f"{query}&as={profile}&level=partner")
    found = ids_in(text, profile)
    assert set(found) == set(wanted)
    assert profile == "claims" or found == wanted, "all pages, in the order of the list"
    assert about["filter"]["level"] == "partner"
    assert about["filter"]["view"].startswith(query.split("&", maxsplit=1)[0].split("=", maxsplit=1)[0])
    written = {"claims": len(text.splitlines())}.get(profile, len(wanted))
    assert about["counts"]["written"] == written


@pytest.mark.parametrize("profile", list(PROFILES))
def test_only_what_was_published_is_public(browser: TestClient, book: Casebook, profile: str) -> None:
    text, about, _ = fetched(browser, f"country=CO&as={profile}")
    states = {i.id: i.state for i in book.incidents()}
    found = ids_in(text, profile)
    assert found
    assert {states[i] for i in found} == {"published"}
    assert about["filter"]["level"] == "public"
    assert about["review"]["unreviewed"] == 0
    answer = browser.get(f"/export?state=unset&as={profile}")
    assert answer.status_code == 422
    assert "nothing to make public" in answer.text
    assert faults(answer.text) == []


@pytest.mark.parametrize("profile", list(PROFILES))
def test_each_level_holds_more_than_the_one_before(browser: TestClient, profile: str) -> None:
    public, partner, internal = (
        fetched(browser, f"country=UA&as={profile}&level={n}")[0] for n in ("public", "partner", "internal")
    )
    for name in ("Maria is dead", "Ana Analyst", "Maria said so", "neighbour"):
        assert name not in public + partner
    assert "aunt-maria" not in public
    assert POST not in public
    if profile != "incidents":
        assert POST in partner
    if profile in ("incidents", "claims"):
        assert "aunt-maria" in partner
        assert any(name in internal for name in ("Maria is dead", "Ana Analyst"))


def test_an_address_of_a_newsroom_stays_public(browser: TestClient) -> None:
    assert PAGE in fetched(browser, "country=CO&as=csv")[0]


def test_the_name_says_casebook_level_and_day(browser: TestClient, book: Casebook) -> None:
    day = book.now()[:10]
    assert fetched(browser, "country=CO&as=csv&level=internal")[2] == f"spring-2022-internal-{day}-csv.csv.zip"
    assert fetched(browser, "country=CO&as=geojson")[2] == f"spring-2022-public-{day}-geojson.geojson"


def test_coordinates_are_put_on_a_grid(browser: TestClient) -> None:
    exact, _, _ = fetched(browser, "country=CO&as=csv&level=partner&sort=oldest")
    coarse, about, _ = fetched(browser, "country=CO&as=csv&level=partner&sort=oldest&grid=50")
    assert about["filter"]["coarsen_km"] == 50
    lats = [[row["lat"] for row in csv.DictReader(io.StringIO(text))] for text in (exact, coarse)]
    assert len(set(lats[1])) < len(set(lats[0]))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("as=exe", 422), ("level=secret", 422), ("grid=0", 422), ("grid=nan", 422), ("since=yesterday", 422), ("area=1,2", 422),
        ("sort=beauty", 422), ("as=../../etc/passwd", 422), ("level=PUBLIC", 422),
    ],
)  # fmt: skip
def test_what_is_not_understood_exports_nothing(browser: TestClient, query: str, status: int) -> None:
    answer = browser.get(f"/export?{query}")
    assert answer.status_code == status
    assert "content-disposition" not in answer.headers
    assert faults(answer.text) == []


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)])
def test_no_page_elsewhere_has_a_file_made(browser: TestClient, site: str, status: int) -> None:
    assert browser.get("/export?country=CO", headers={"Sec-Fetch-Site": site}).status_code == status


def test_the_list_leads_to_the_export_of_what_it_shows(browser: TestClient) -> None:
    page = Page(browser.get("/?country=CO&since=2022-06-10&language=en").text)
    form = next(f for f in page.all("form") if f.get("action") == "/export")
    assert form["method"] == "get"
    hidden = {i["name"]: i["value"] for i in page.all("input") if i.get("type") == "hidden"}
    assert (hidden["country"], hidden["since"]) == ("CO", "2022-06-10")


def test_nothing_is_left_on_the_disk(browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fetched(browser, "country=CO&as=csv")
    browser.get("/export?state=unset")
    assert list(tmp_path.iterdir()) == []


def test_a_saved_view_is_exported_by_the_command(book: Casebook, tmp_path: Path) -> None:
    Views(book).save("west", "country=CO&sort=oldest", by="Ana")
    from recounted.cli.incidents import in_view

    query, ids = in_view(book, "west")
    about = write_export(book, "csv", tmp_path / "o.csv", level="partner", view=(query, ids))
    assert about["filter"]["view"] == "country=CO&sort=oldest"
    assert ids_in((tmp_path / "o.csv").read_text(), "csv") == ids

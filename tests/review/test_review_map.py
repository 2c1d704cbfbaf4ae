"""Map and time over HTTP: the points are those of the view, the sums those of its tables, and no name does anything."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from by_hand import Spot, blames, killed, reading, told, weapon
from recounted.casebook import Casebook
from recounted.casebook.browse import Browse
from recounted.model import Incident
from served import Page, client, faults, filled

EVIL = '</title></svg><script>x</script><img src=x onerror=x>&"\u202e'
SPOTS = (
    Spot("Sulaco", "UA", 48.0, 37.0), Spot("Rincon", "CO", 4.0, -72.0, where_prec=4, radius_km=80), Spot(EVIL, "ML", 14.0, -3.0),
    Spot("Nowhere", "UA", None, None), Spot("Esmeralda", "FJ", -17.5, 179.9), Spot("Azuera", "FJ", -17.0, -179.9),
)  # fmt: skip
ASKED = (
    "", "country=UA", "country=UA&country=FJ", "since=2022-03-01", "until=2022-04-15", 
    "since=2022-02-10&until=2022-05-01&weapon=drone",
    "area=-20,179,-10,-179", "area=40,30,50,40", "q=story3", "actor=Azania&sort=killed", "area=nonsense", "since=2022-13-40",
)  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    readings = [
        reading(
            f"{n}.txt",
            told(
                None if n % 9 == 8 else f"2022-{1 + n % 6:02}-{1 + n % 27:02}",
                SPOTS[n % 6],
                killed(n),
                weapon(("missile", "drone")[n % 2]),
                *([blames("Azania" if n % 3 else EVIL)] if n % 2 else []),
            ),
            text=f"story{n}\n",
        )
        for n in range(36)
    ]
    with filled(tmp_path_factory.mktemp("map") / "t.casebook", readings) as made:
        yield made


@pytest.fixture(scope="module")
def browser(book: Casebook) -> Iterator[TestClient]:
    with client(book) as asking:
        yield asking


def listed(book: Casebook, query: str) -> list[Incident]:
    """What the list shows for a query."""
    from starlette.datastructures import QueryParams

    from recounted.review.queue import view_of

    view, _ = view_of(QueryParams(query))
    by_id = {i.id: i for i in book.incidents()}
    return [by_id[id] for id in Browse(book).incidents(view)]


@pytest.mark.parametrize("query", ASKED)
def test_points_are_the_incidents_of_the_list_that_have_coordinates(book: Casebook, browser: TestClient, query: str) -> None:
    points = browser.get(f"/map/points?{query}").json()
    incidents = listed(book, query)
    placed = sorted(
        (round(i.where.lat * 10_000), round(i.where.lon * 10_000))
        for i in incidents
        if i.where and i.where.lat is not None and i.where.lon is not None
    )
    assert sorted(zip(points["lat"], points["lon"], strict=True)) == placed
    assert points["incidents"] == len(incidents)


@pytest.mark.parametrize("query", ASKED)
def test_the_page_says_the_numbers_of_the_view(book: Casebook, browser: TestClient, query: str) -> None:
    page = Page(browser.get(f"/map?{query}").text)
    assert faults(page.html) == []
    incidents = listed(book, query)
    assert re.search(rf"\b{len(incidents)} incidents?\b", page.text)
    unplaced = sum(i.where is None or i.where.lat is None for i in incidents)
    assert bool(unplaced) == bool(re.search(rf"\b{unplaced} incidents? in view ha(s|ve) no coordinates", page.text))
    table = page.html.partition("<caption>Country</caption>")[2].partition("</table>")[0]
    shown = re.findall(r'country=(\w\w)[^>]*>.*?<td class="n">(\d+)', table, re.S)
    countries = [i.where.country for i in incidents if i.where]
    assert dict(shown) == {country: str(countries.count(country)) for country in set(countries)}


def test_bars_and_their_table_say_the_same(book: Casebook, browser: TestClient) -> None:
    html = browser.get("/map").text
    for svg in re.findall(r"<svg.*?</svg>", html, re.S):
        assert ElementTree.fromstring(svg).tag == "svg"
    bars = re.findall(r"<title>([^<]*): ([\d,]+)</title>\s*<rect class=\"all\"[^>]*/>\s*<rect class=\"bar\"", html)
    rows = re.findall(r'<tr data-since="(\d{4}-\d\d)[^>]*>.*?<td class="n">(\d+)</td>', html, re.S)
    assert [(when[:7], n) for when, n in bars] == rows
    dated = [i for i in book.incidents() if i.when and i.when.date_start]
    assert sum(int(n) for _, n in rows) == len(dated)
    undated = len(list(book.incidents())) - len(dated)
    assert re.search(rf"\b{undated} incidents? ha(s|ve) no day", Page(html).text)


def test_a_bar_leads_to_its_days_and_keeps_the_other_filters(book: Casebook, browser: TestClient) -> None:
    page = Page(browser.get("/map?country=UA").text)
    address = next(link for link in page.links() if "since=" in link)
    asked = parse_qs(urlparse(address).query)
    assert asked["country"] == ["UA"]
    assert "in view" in Page(browser.get(address).text).text
    assert browser.get(f"/map/points?{urlparse(address).query}").json()["incidents"] == len(listed(book, urlparse(address).query))


def test_a_day_that_was_chosen_does_not_empty_the_bars(browser: TestClient) -> None:
    whole = browser.get("/map").text
    html = browser.get("/map?since=2022-02-01&until=2022-02-28").text
    assert html.count('bucket out"') > 0
    assert sum(int(n) for n in re.findall(r'<tr data-since=[^>]*>.*?<td class="n">(\d+)</td>', html, re.S)) == sum(
        int(n) for n in re.findall(r'<tr data-since=[^>]*>.*?<td class="n">(\d+)</td>', whole, re.S)
    )


def test_a_few_incidents_near_each_other(browser: TestClient) -> None:
    text = browser.get("/map/near?area=13,-4,15,-2").text
    assert "5 incidents here" in Page(text).text
    assert faults(text) == []
    assert "<script>x" not in text


def test_points_come_packed_and_unpacked_alike(browser: TestClient) -> None:
    plain = browser.get("/map/points", headers={"Accept-Encoding": "identity"})
    packed = browser.get("/map/points", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.content == packed.content
    assert len(gzip.compress(plain.content)) < len(plain.content)


def test_an_empty_casebook_says_what_to_do(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "t.casebook") as empty, client(empty) as asking:
        assert "/add" in asking.get("/map").text
        assert asking.get("/map/points").json()["lat"] == []
        assert asking.get("/map/near").status_code == 200


def test_without_days_or_places_the_page_stands(tmp_path: Path) -> None:
    with filled(tmp_path / "t.casebook", [reading("a.txt", told(None, None, killed(3)))]) as one, client(one) as asking:
        page = Page(asking.get("/map").text)
    assert faults(page.html) == []
    assert "1 incident" in page.text

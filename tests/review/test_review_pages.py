"""What an analyst sees: the list, an incident, a report, and what an empty casebook says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recounted.casebook import Casebook
from served import Page, client, faults

Station = str


@pytest.fixture(scope="session")
def station(book: Casebook) -> str:
    return next(i.id for i in book.incidents() if i.n_reports == 3)


def get(browser: TestClient, address: str) -> Page:
    response = browser.get(address)
    assert response.status_code == 200, response.text
    assert faults(response.text) == []
    return Page(response.text)


def test_the_list_shows_every_incident_and_sums_them(browser: TestClient) -> None:
    page = get(browser, "/")
    assert "2 incidents" in page.text
    assert "4 reports" in page.text
    assert "39–50" in page.text
    assert "Ukraine" in page.text
    assert "suggested:" in page.text


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("country=UA", {"Sulaco"}),
        ("country=CO", {"Rincon"}),
        ("actor=Azania", {"Sulaco"}),
        ("weapon=artillery", {"Sulaco"}),
        ("harm=injured", {"Sulaco", "Rincon"}),
        ("language=es", {"Rincon"}),
        ("source=Morning+Copy", {"Sulaco"}),
        ("since=2022-04-08&until=2022-04-08", {"Sulaco"}),
        ("since=2022-04-09", set()),
        ("until=2022-04-07", set()),
        ("q=cellar+shelling", {"Sulaco"}),
        ("q=%22cellar+shelling%22", set()),
        ("q=%E2%80%9Cinto+the+cellar%E2%80%9D", {"Sulaco"}),
        ("q=shell*", {"Sulaco"}),
        ("q=Missile+station", {"Sulaco"}),
        ("q=nowhere", set()),
        ("country=UA&country=CO", {"Sulaco", "Rincon"}),
        ("country=UA&language=es", set()),
        ("sort=killed", {"Sulaco", "Rincon"}),
    ],
)
def test_filters(browser: TestClient, asked: str, names: set[str]) -> None:
    page = get(browser, f"/?{asked}")
    assert {name for name in ("Sulaco", "Rincon") if f'">{name}</bdi>' in page.html} == names


def test_a_filter_without_sense_is_named_and_left_out(browser: TestClient) -> None:
    page = get(browser, "/?since=yesterday&sort=beauty")
    assert "“since” could not be understood" in page.text
    assert "“sort” could not be understood" in page.text
    assert "2 incidents" in page.text


def test_the_matrix_names_what_is_contested_and_leaves_nothing_out(browser: TestClient, station: str) -> None:
    page = get(browser, f"/incidents/{station}")
    assert "contested: figures that cannot both hold" in page.text
    assert "3 reports, 2 independent voices" in page.text
    assert page.text.index("Sulaco Wire") < page.text.index("Morning Copy") < page.text.index("Other Voice")
    assert "2 reports of one story" in page.text
    assert "not stated" in page.text
    assert "50 to None killed" in page.text, "the words of the claim"
    assert "responsible Azania" in page.text
    assert "Suggested by the machine" in page.html
    assert "incident made" in page.text


def test_every_cell_leads_to_words_that_are_marked(browser: TestClient, station: str) -> None:
    page = get(browser, f"/incidents/{station}")
    spans = {link for link in page.links() if "?at=" in link}
    assert len(spans) > 10
    for link in spans:
        address, _, anchor = link.partition("#")
        report = get(browser, address)
        assert any(a.get("id") == anchor for _, a in report.elements), link
        assert any("here" in a.get("class", "").split() for a in report.all("mark")), link


def test_who_said_which_figure_when_and_who_denies_what(browser: TestClient, station: str) -> None:
    text = get(browser, f"/incidents/{station}").text
    known = text.partition("By the end of")[2].partition("Who is held responsible")[0]
    assert known.index("2022-04-09") < known.index("2022-04-10") < known.index("2022-04-12")
    assert known.index("50+") < known.index("39–50+")
    blamed = text.partition("By the end of")[2].partition("Accounts and voices")[0]
    assert "Azania did it" in blamed.partition("What is denied")[2]
    assert re.search("told as fact|accused", blamed)


def test_a_code_leads_to_the_incident(browser: TestClient, book: Casebook, station: str) -> None:
    incident = book.incident(station)
    assert incident
    answer = browser.get(f"/incidents/{incident.code}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/incidents/{station}")


def test_the_reader_shows_the_stored_text_letter_by_letter(browser: TestClient, book: Casebook) -> None:
    for short in {
        link.split("/")[2].partition("?")[0] for link in get(browser, "/reports").links() if link.startswith("/reports/")
    }:
        page = get(browser, f"/reports/{short}")
        inside = page.html.partition("data-text>")[2].partition("</article>")[0]
        lines = [Page(part).texts for part in re.split('<p dir="auto"[^>]*>', inside)[1:]]
        assert "\n".join("".join(texts).rstrip("\n") for texts in lines) == book.report_text(short)


def test_reports_without_an_attack_are_there_too(browser: TestClient) -> None:
    page = get(browser, "/reports")
    assert "weather.txt" in page.text
    short = next(a for a in page.links() if a.startswith("/reports/"))
    assert "Tells of no attack" in get(browser, short).text
    assert "weather.txt" not in get(browser, "/reports?q=cellar").text
    assert "No report has these words" in get(browser, "/reports?q=zeppelin").text


def test_pages_are_passed_through_without_loss(tmp_path: Path) -> None:
    from by_hand import Spot, killed, reading, told
    from served import filled

    many = [
        reading(f"r{n}.txt", told(f"2022-0{1 + n % 9}-1{n % 7}", Spot(f"Town {n}", "UA", n / 2, n / 2), killed(n % 5)))
        for n in range(120)
    ]
    with filled(tmp_path / "many.casebook", many) as book, client(book) as browser:
        for sort in ("newest", "oldest", "killed", "reports", "contested"):
            seen: list[str] = []
            address: str | None = f"/?sort={sort}"
            while address:
                page = get(browser, address)
                seen += [a for a in page.links() if a.startswith("/incidents/")]
                address = next((a["href"] for a in page.all("a") if a.get("rel") == "next"), None)
            assert len(seen) == len(set(seen)) == book.counts()["incidents"], sort
        assert "No incident fits" not in browser.get("/?after=nonsense").text


@pytest.mark.parametrize("address", ["/incidents/none", "/reports/none", "/add/99", "/add/x", "/nothing", "/static/none.css"])
def test_what_is_not_there_says_so(browser: TestClient, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_an_empty_casebook_explains_itself(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "new.casebook") as book, client(book, examples=tmp_path) as browser:
        page = get(browser, "/")
        assert "This casebook is empty" in page.text
        assert "Read the example reports" in page.text
        assert {f["action"] for f in page.all("form") if "action" in f} - {"/language"} == {"/add", "/add/examples"}
    with Casebook.open(tmp_path / "new.casebook") as book, client(book) as browser:
        assert "example reports" not in get(browser, "/").text, "no button that does nothing"


def test_every_button_and_link_of_the_pages_leads_somewhere(browser: TestClient, station: str) -> None:
    for address in ("/", "/reports", "/add", f"/incidents/{station}"):
        page = get(browser, address)
        anchors = {a["id"] for _, a in page.elements if "id" in a}
        for link in set(page.links()):
            if link.startswith("#"):
                assert link[1:] in anchors, (address, link)
            else:
                assert browser.get(link.partition("#")[0]).status_code == 200, (address, link)

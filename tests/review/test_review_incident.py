"""The page of an incident: looked at another way, told what others change, of any size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from by_hand import ARMY, MAYOR, TOWN, Spot, Who, at_least, blames, killed, reading, told
from recounted.casebook import Casebook
from recounted.model import Incident
from served import OURS, Page, client, faults, filled

BLAMED = told("2022-04-08", TOWN, killed(50, by=MAYOR), blames("Azania"))
READINGS = [
    reading("a.txt", BLAMED, published="2022-04-09", outlet="Morning Post"),
    reading("b.txt", told("2022-04-08", TOWN, killed(39, by=ARMY)), published="2022-04-12", outlet="Evening Star"),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with filled(tmp_path / "t.casebook", READINGS) as casebook:
        yield casebook


@pytest.fixture
def browser(book: Casebook) -> Iterator[TestClient]:
    with client(book, user="Ana") as asking:
        yield asking


def one(book: Casebook) -> Incident:
    (incident,) = book.incidents()
    return incident


def get(browser: TestClient, address: str, status: int = 200) -> Page:
    answer = browser.get(address)
    assert answer.status_code == status, answer.text
    assert faults(answer.text) == []
    return Page(answer.text)


def send(browser: TestClient, path: str, seen: Incident | None = None, status: int = 200, **fields: str) -> Page:
    token = Page(browser.get("/add").text).token()
    about = {"incident": seen.id, "seen": str(seen.version)} if seen else {}
    answer = browser.post(path, data={"token": token, **about, **fields}, headers=OURS, follow_redirects=True)
    assert answer.status_code == status, answer.text
    assert faults(answer.text) == []
    return Page(answer.text)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("rule=most_recent_independent", "killed differs 39–50 39–50, best 39"),
        ("rule=acled_conservative", "killed differs 39–50 39–50, best 39"),
        ("rule=analyst", "Nothing differs."),
        ("as_of=2022-04-10", "killed differs 39–50 50"),
        ("as_of=2021-01-01", "Nothing is left"),
        ("without=Evening+Star", "reports differs 2 1"),
        ("without=Ana+Ruiz", "killed differs 39–50 39"),
        ("without=nobody", "Nothing differs."),
        ("rule=mine", "there is no toll rule"),
        ("as_of=soon", "is no day"),
        ("rule=%3Cscript%3E&without=%00&as_of=%E2%80%AE", ""),
    ],
)
def test_looking_shows_what_differs_and_decides_nothing(browser: TestClient, book: Casebook, asked: str, says: str) -> None:
    before = one(book)
    page = get(browser, f"/incidents/{before.id}?{asked}")
    assert says in page.text
    assert one(book) == before
    assert book.acts() == []


def test_a_look_keeps_peoples_words(browser: TestClient, book: Casebook) -> None:
    book.set_value(one(book).id, "best:killed", 45, by="Ana")
    book.reject(one(book).tolls[0].low_claims[0], by="Ana")
    assert "killed 50, best 45 50, best 45" in get(browser, f"/incidents/{one(book).id}?rule=acled_conservative").text


def test_the_rule_of_the_casebook_is_decided_and_undone(browser: TestClient, book: Casebook) -> None:
    page = send(browser, "/rule", one(book), rule="acled_conservative", to="incident", why="as our partners do")
    assert "as in the casebook (acled_conservative)" in page.text
    assert one(book).tolls[0].best == 39
    send(browser, "/acts/1/undo")
    assert one(book).tolls[0].best is None
    send(browser, "/rule", None, 422, rule="mine")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "indiscriminate_fire"), ("status", "civilian"), ("state", "under_review"), ("when", "2022-04-07/2022-04-08"),
        ("title", "Market"), ("grade:Azania", "weak"), ("grade", "contested"), ("best:killed", "44"), ("where", "Sulaco"),
    ],
)  # fmt: skip
def test_every_value_is_set_undone_and_redone_on_the_page(browser: TestClient, book: Casebook, field: str, value: str) -> None:
    incident = one(book)
    assert 'data-key="u"' not in browser.get(f"/incidents/{incident.id}").text
    page = send(browser, f"/incidents/{incident.id}/set", incident, field=field, value=value)
    assert "set by Ana" in page.text
    assert field in one(book).decided
    undo = next(f["action"] for f in page.all("form") if f.get("action", "").endswith("/undo"))
    page = send(browser, undo, one(book), to="incident")
    assert "set by Ana" not in page.text
    assert "Redo:" in page.text
    redo = next(f["action"] for f in page.all("form") if f.get("action", "").endswith("/redo"))
    assert "set by Ana" in send(browser, redo, one(book), to="incident").text


def test_a_place_is_chosen_or_typed(browser: TestClient, book: Casebook) -> None:
    incident = one(book)
    address = f"/incidents/{incident.id}/place"
    typed = {
        "name": "Plaine",
        "country": "cd",
        "lat": "1,7",
        "lon": "30.5",
        "where_prec": "2",
        "known": "Sulaco",
        "why": "the camp",
    }
    send(browser, address, incident, **typed)
    where = one(book).where
    assert where
    assert (where.name, where.country, where.lat, where.lon, where.where_prec) == ("Plaine", "CD", 1.7, 30.5, 2)
    send(browser, address, one(book), known="Sulaco")
    assert one(book).decided["where"].value["quote"] == "Sulaco"  # type: ignore[index, call-overload]
    send(browser, address, one(book), take_back="1")
    assert "where" not in one(book).decided
    for wrong in (
        {},
        {"known": "Atlantis"},
        {"name": "X", "lat": "north"},
        {"name": "X", "lat": "91", "lon": "0"},
        {"name": "X", "lat": "1"},
    ):
        send(browser, address, one(book), 422, **wrong)


def test_news_of_what_others_did(browser: TestClient, book: Casebook) -> None:
    page = get(browser, f"/incidents/{one(book).id}")
    (address,) = {d["hx-get"] for d in page.all("div") if "data-live" in d}
    assert browser.get(address).status_code == 204
    book.set_value(one(book).id, "grade", "weak", by="Berta", why="one source")
    news = browser.get(address)
    assert news.status_code == 200
    assert faults(news.text) == []
    assert "Berta decided: set grade : one source" in Page(news.text).text
    assert "Load the page anew" in news.text
    (address,) = {d["hx-get"] for d in get(browser, f"/incidents/{one(book).id}").all("div") if "data-live" in d}
    assert browser.get(address).status_code == 204
    assert browser.get("/incidents/none/news?after=0").status_code == 204
    assert browser.get("/incidents/none/news?after=x").status_code == 404


def test_too_late_shows_both_values_and_loses_nothing(browser: TestClient, book: Casebook) -> None:
    seen = one(book)
    book.set_value(seen.id, "grade", "weak", by="Berta", why="one source")
    page = send(browser, f"/incidents/{seen.id}/set", seen, 409, field="grade", value="fair", why="two sources")
    assert "What you wanted Field grade value fair why two sources" in page.text.replace("Value", "value").replace("Why", "why")
    assert "grade weak by Berta" in page.text
    assert one(book).grade == "weak"
    again = {i["name"]: i["value"] for i in page.all("input") if i.get("type") == "hidden" and i["name"] not in ("lang", "back")}
    assert again["seen"] == str(one(book).version)
    answer = browser.post(f"/incidents/{seen.id}/set", data=again, headers=OURS, follow_redirects=True)
    assert answer.status_code == 200
    assert (one(book).grade, one(book).decided["grade"].why) == ("fair", "two sources")


def test_too_late_for_a_claim_a_place_and_an_incident_that_is_gone(browser: TestClient, book: Casebook) -> None:
    seen = one(book)
    (claim,) = seen.tolls[0].high_claims
    book.reject(claim, by="Berta", why="a misprint")
    page = send(browser, f"/claims/{claim}", seen, 409, verdict="accept", to="incident")
    assert "rejected" in page.text
    assert "Berta" in page.text
    assert "Sulaco" in send(browser, f"/incidents/{seen.id}/place", seen, 409, name="Plaine").text
    assert (
        "Somebody else changed it"
        in send(
            browser, f"/incidents/{seen.id}/set", seen.model_copy(update={"id": "none"}), 409, field="grade", value="fair"
        ).text
    )


def test_the_history_is_shown_a_page_at_a_time(browser: TestClient, book: Casebook) -> None:
    for n in range(40):
        book.set_value(one(book).id, "best:killed", n, by="Ana", why=f"count {n}")
    page = get(browser, f"/incidents/{one(book).id}")
    assert page.text.count("decided: set best") == 15
    assert "Ana act 40: set best:killed toll, set values" in page.text.replace("decided: ", "")
    seen, pages = page.text, 1
    while earlier := next((a["href"] for a in page.all("a") if a.get("rel") == "next" and "before=" in a["href"]), None):
        page = get(browser, f"/incidents/{one(book).id}{earlier.partition('#')[0]}")
        seen, pages = seen + page.text, pages + 1
    assert pages == 3
    assert all(f"count {n} " in seen for n in range(40))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    def one_of(n: int) -> Who:
        return Who(f"Person {n % 60}", f"office {n % 17}", "local_authority", None)

    def noise(n: int) -> str:
        return " ".join(chr(97 + (n * k) % 26) * (2 + k % 5) for k in range(30))

    many = [
        reading(
            f"r{n}.txt",
            told("2022-04-08", Spot(), at_least(30 + n % 30, by=one_of(n)), blames(("Azania", "Xanadu")[n % 2], by=one_of(n))),
            published=f"2022-04-{9 + n % 20:02d}",
            outlet=f"Outlet {n % 40}",
            text=f"Report number {n} of many.\n{noise(n)}\n",
        )
        for n in range(150)
    ]
    with filled(tmp_path_factory.mktemp("large") / "t.casebook", many) as casebook:
        yield casebook


@pytest.mark.slow
def test_an_incident_with_very_many_reports_is_shown_in_part_and_passed_through_without_loss(large: Casebook) -> None:
    with client(large) as browser:
        incident = max(large.incidents(), key=lambda i: i.n_reports)
        assert incident.n_reports > 100
        address: str | None = f"/incidents/{incident.id}"
        seen: list[str] = []
        while address:
            began = time.monotonic()
            page = get(browser, address)
            assert time.monotonic() - began < 2
            assert len(page.html) < 400_000
            head = page.html.partition("<thead>")[2].partition("</thead>")[0]
            seen += [a for a in Page(head).links() if a.startswith("/reports/")]
            onward = next((a["href"] for a in page.all("a") if a.get("rel") == "next" and "reports=" in a["href"]), None)
            address = f"/incidents/{incident.id}{onward.partition('#')[0]}" if onward else None
        assert len(seen) == len(set(seen)) == incident.n_reports
        first = get(browser, f"/incidents/{incident.id}")
        assert f"24 of {incident.n_reports} reports" in first.text
        assert f"({incident.n_reports - 24} are not shown)" in first.text

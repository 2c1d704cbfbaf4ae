"""The list as a queue: what needs a person first and why, views with names, all that is visible accepted in one act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from by_hand import ARMY, MAYOR, TOWN, Spot, blames, killed, reading, told
from recounted.casebook import Casebook, standing, update_incidents
from recounted.casebook.views import Views
from recounted.errors import CallError, ConflictError
from recounted.model import Incident
from served import OURS, Page, client, faults, filled

READINGS = [
    reading("a.txt", told("2022-04-08", TOWN, killed(50), blames("Azania", by=MAYOR)), published="2022-04-09"),
    reading("b.txt", told("2022-04-08", TOWN, killed(39), blames("Azania", by=ARMY, stance="denied")), published="2022-04-10"),
    reading("c.txt", told("2022-06-01", Spot("Rincon", "CO", 4.0, -72.0), killed(4)), published="2022-06-02"),
    reading("d.txt", told("2022-07-01", Spot("Taveuni", "FJ", -16.8, 179.9), killed(4)), published="2022-07-02"),
    reading("e.txt", told(None, Spot("Olmeda", "CO", 7.0, -73.0), killed(2)), published="2023-06-02"),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with filled(tmp_path / "t.casebook", READINGS) as casebook:
        yield casebook


@pytest.fixture
def browser(book: Casebook) -> Iterator[TestClient]:
    with client(book, user="Ana") as asking:
        yield asking


def shown(browser: TestClient, address: str) -> Page:
    answer = browser.get(address)
    assert answer.status_code == 200
    assert faults(answer.text) == []
    return Page(answer.text)


def on_page(page: Page) -> dict[str, int]:
    """The incidents that the form for all that is visible names, with their versions."""
    pairs = next(i["value"] for i in page.all("input") if i.get("name") == "visible").split()
    return {name: int(version) for name, _, version in (p.partition("@") for p in pairs)}


def post(browser: TestClient, path: str, page: Page, status: int = 200, **fields: str) -> Page:
    hidden = {i["name"]: i["value"] for i in page.all("input") if i.get("type") == "hidden"}
    data = {"token": page.token(), "query": hidden["query"], "visible": hidden.get("visible", ""), **fields}
    answer = browser.post(path, data=data, headers=OURS, follow_redirects=True)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


def states(book: Casebook) -> dict[str, str | None]:
    return {i.id: i.state for i in book.incidents()}


def at(book: Casebook, place: str) -> Incident:
    return next(i for i in book.incidents() if i.where and i.where.name == place)


# ------------------------------------------------------------------------------------------------------------------ the queue


def test_what_needs_a_person_comes_first_and_says_why(browser: TestClient, book: Casebook) -> None:
    page = shown(browser, "/")
    assert next(iter(on_page(page))) == at(book, "Sulaco").id, "contested, new, without a grade"
    assert "contested" in page.text
    assert "grade only suggested" in page.text
    assert "day or place unknown" in page.text


def test_a_settled_incident_comes_last_until_something_new_comes(browser: TestClient, book: Casebook) -> None:
    sulaco = at(book, "Sulaco")
    clock = book._clock
    book._clock = lambda: "2030-01-01T00:00:00+00:00"
    book.review({sulaco.id: sulaco.version}, grades=True, by="Ana")
    assert list(on_page(shown(browser, "/")))[-1] == sulaco.id
    assert sulaco.id not in on_page(shown(browser, "/?need=new"))
    book._clock = lambda: "2030-01-02T00:00:00+00:00"
    denied = told("2022-04-08", TOWN, killed(50), blames("Azania", by=ARMY, stance="denied"))
    book.put_readings([reading("f.txt", denied, published="2022-04-12")])
    update_incidents(book)
    assert next(iter(on_page(shown(browser, "/?need=denied_since")))) == sulaco.id
    assert next(iter(on_page(shown(browser, "/")))) == sulaco.id
    assert "denied since the last decision" in shown(browser, "/").text
    book._clock = clock


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("area=0,-80,10,-60", {"Rincon", "Olmeda"}),
        ("area=-20,170,0,-170", {"Taveuni"}),
        ("area=-90,-180,90,180", {"Sulaco", "Rincon", "Taveuni", "Olmeda"}),
        ("need=waiting", {"Olmeda"}),
        ("grade=unset", {"Sulaco", "Rincon", "Taveuni", "Olmeda"}),
        ("grade=fair", set()),
        ("state=reviewed", set()),
        ("state=unset&need=contested", {"Sulaco"}),
    ],
)
def test_filters(browser: TestClient, book: Casebook, query: str, places: set[str]) -> None:
    page = shown(browser, f"/?{query}")
    shown_at = {i.where.name for i in book.incidents() if i.where and f"/incidents/{i.id}" in page.links()}
    assert shown_at == places


@pytest.mark.parametrize("area", ["1,2,3", "a,b,c,d", "91,0,95,1", "10,0,5,1", "0,0,0,999", "1e1,0,2,3", "nan,0,1,1"])
def test_an_area_without_sense_is_named(browser: TestClient, area: str) -> None:
    assert "“area” could not be understood" in shown(browser, f"/?area={area}").text


# ---------------------------------------------------------------------------------------------------------- all that is visible


def test_all_that_is_visible_is_one_act_and_taken_back_as_one(browser: TestClient, book: Casebook) -> None:
    before = [i.model_dump(exclude={"version"}) for i in book.incidents()]
    page = shown(browser, "/?country=CO&sort=newest")
    wanted = on_page(page)
    assert len(wanted) == 2
    after = post(browser, "/visible", page, reviewed="yes", grades="yes", why="read all")
    assert {i for i, state in states(book).items() if state == "reviewed"} == wanted.keys(), "exactly those on the page"
    for incident in book.incidents():
        if incident.id in wanted:
            assert incident.grade == incident.suggested_grade
            assert incident.decided["grade"].by == incident.decided["state"].by == "Ana"
            assert incident.decided["grade"].instead_of is None
    (act,) = book.acts()
    assert f"Act {act.number} by Ana is done:" in after.text
    taken_back = post(browser, "/visible/undo", after, act=str(act.number))
    assert [i.model_dump(exclude={"version"}) for i in book.incidents()] == before
    assert "was taken back:" in taken_back.text
    assert on_page(taken_back).keys() == wanted.keys(), "the same list"
    post(browser, "/visible/redo", taken_back, act=str(act.number))
    assert {i for i, state in states(book).items() if state == "reviewed"} == wanted.keys()


def test_a_persons_grade_is_not_replaced_by_a_suggestion(book: Casebook) -> None:
    sulaco = at(book, "Sulaco")
    book.set_value(sulaco.id, "grade", "discounted", by="Ben")
    book.review({i.id: i.version for i in book.incidents()}, grades=True, by="Ana")
    assert at(book, "Sulaco").grade == "discounted"
    assert at(book, "Sulaco").decided["grade"].by == "Ben"


def test_what_somebody_changed_meanwhile_is_named_and_nothing_is_done(browser: TestClient, book: Casebook) -> None:
    page = shown(browser, "/")
    sulaco, fiji = at(book, "Sulaco"), at(book, "Taveuni")
    book.set_value(sulaco.id, "grade", "weak", by="Ben")
    book.set_value(fiji.id, "title", "Harbour", by="Cleo")
    told_so = post(browser, "/visible", page, 409, reviewed="yes")
    for name in (sulaco.id, "Ben", fiji.id, "Cleo"):
        assert name in told_so.text
    assert at(book, "Rincon").id not in told_so.text
    assert set(states(book).values()) == {None}


def test_nothing_to_accept_is_said(book: Casebook) -> None:
    seen = {i.id: i.version for i in book.incidents()}
    with pytest.raises(CallError, match="none of these incidents is left to be marked"):
        book.review(seen, reviewed=False, by="Ana")
    book.review(seen, by="Ana")
    with pytest.raises(ConflictError, match="was changed since you looked at it"):
        book.review(seen, by="Ana")
    with pytest.raises(CallError, match="none of these incidents"):
        book.review({i.id: i.version for i in book.incidents()}, by="Ana")


@pytest.mark.parametrize("visible", ["", "nonsense", "<script>@1", "x" * 50_000])
def test_a_form_that_names_nothing_is_refused(browser: TestClient, visible: str) -> None:
    post(browser, "/visible", shown(browser, "/"), 422, visible=visible, reviewed="yes")


# ---------------------------------------------------------------------------------------------------------------- saved views


def test_a_view_is_saved_listed_followed_and_forgotten(browser: TestClient, book: Casebook) -> None:
    page = shown(browser, "/?country=CO&area=0,-80,10,-60&q=&sort=newest")
    after = post(browser, "/views", page, name="  The   west ")
    (saved,) = Views(book).all()
    assert (saved.name, saved.by) == ("The west", "Ana")
    link = next(h for h in after.links() if "area" in h and "country" in h)
    assert on_page(shown(browser, link)).keys() == on_page(page).keys()
    post(browser, "/views", shown(browser, "/?weapon=drone"), name="The west")
    (again,) = Views(book).all()
    assert "drone" in again.query, "one name, one view"
    gone = post(browser, "/views/forget", after, name="The west")
    assert Views(book).all() == []
    assert "The west" not in gone.text
    assert [e.what for e in book.history("view The west")] == ["view saved", "view saved", "view forgotten"]


@pytest.mark.parametrize("name", ["<b>x</b>", "\u202ex", 'a" onclick="x', "شمال", "../x?y=1#z"])
def test_any_name_will_do(browser: TestClient, book: Casebook, name: str) -> None:
    page = post(browser, "/views", shown(browser, "/"), name=name)
    assert faults(page.html) == []
    assert [v.name for v in Views(book).all()] == [name]
    post(browser, "/views/forget", page, name=name)
    assert Views(book).all() == []


def test_the_way_back_leads_to_the_list_alone(browser: TestClient) -> None:
    page = shown(browser, "/")
    data = {"token": page.token(), "query": "//evil.example/?q=x\r\nSet-Cookie: a=b", "name": "x"}
    answer = browser.post("/views", data=data, headers=OURS, follow_redirects=False)
    assert answer.headers["location"].startswith("/?sort=")
    assert "evil" not in answer.headers["location"]


def test_linked_by_another_version_it_says_so(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "VERSION", "another")
    monkeypatch.setattr(standing, "MANY_REPORTS", 0)
    assert "compares all of them anew" in browser.get("/").text

"""Decisions through the page: done, marked as a person's, undone and redone, never over somebody else's change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from by_hand import TOWN, Spot, blames, killed, reading, told
from recounted.casebook import Casebook
from recounted.model import Incident
from served import OURS, Page, client, faults, filled

READINGS = [
    reading("a.txt", told("2022-04-08", TOWN, killed(50), blames("Azania")), published="2022-04-09"),
    reading("b.txt", told("2022-04-08", TOWN, killed(39)), published="2022-04-10"),
    reading("c.txt", told("2022-06-01", Spot("Rincon", "CO", 4.0, -72.0), killed(4)), published="2022-06-02"),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with filled(tmp_path / "t.casebook", READINGS) as casebook:
        yield casebook


@pytest.fixture
def browser(book: Casebook) -> Iterator[TestClient]:
    with client(book, user="Ana") as asking:
        yield asking


def at(book: Casebook, place: str) -> Incident:
    return next(i for i in book.incidents() if i.where and i.where.name == place)


def send(browser: TestClient, path: str, seen: Incident | None = None, **fields: str | list[str]) -> Page:
    """Send a form as the page does: with its token and, if it is about an incident, the version that was looked at."""
    token = Page(browser.get("/add").text).token()
    about = {"incident": seen.id, "seen": str(seen.version)} if seen else {}
    answer = browser.post(path, data={"token": token, **about, **fields}, headers=OURS, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    assert faults(answer.text) == []
    return Page(answer.text)


def test_a_grade_is_set_with_a_reason_and_marked_as_a_persons(browser: TestClient, book: Casebook) -> None:
    incident = at(book, "Sulaco")
    page = send(browser, f"/incidents/{incident.id}/set", incident, field="grade", value="fair", why="two sources")
    assert "set by Ana : two sources" in page.text
    assert "the machine suggests:" in page.text
    assert at(book, "Sulaco").grade == "fair"
    assert 'class="grade g-fair"' in browser.get("/?grade=fair").text
    send(browser, f"/incidents/{incident.id}/set", at(book, "Sulaco"), field="grade", value="")
    assert at(book, "Sulaco").grade is None


def test_the_forms_of_the_page_say_what_they_send(browser: TestClient, book: Casebook) -> None:
    """Best, by the very form that stands on the page."""
    incident = at(book, "Sulaco")
    page = Page(browser.get(f"/incidents/{incident.id}").text)
    hidden = {i["name"]: i["value"] for i in page.all("input") if i.get("type") == "hidden"}
    assert (hidden["incident"], hidden["seen"]) == (incident.id, str(incident.version))
    assert "best:killed" in {i["value"] for i in page.all("input") if i.get("name") == "field"}
    send(browser, f"/incidents/{incident.id}/set", incident, field="best:killed", value="45", why="hospital lists")
    assert at(book, "Sulaco").tolls[0].best == 45


def test_a_claim_is_called_wrong_and_counts_no_more(browser: TestClient, book: Casebook) -> None:
    incident = at(book, "Sulaco")
    (claim,) = incident.tolls[0].high_claims
    page = send(browser, f"/claims/{claim}", incident, verdict="reject", why="a misprint")
    assert "rejected by Ana : a misprint" in page.text
    assert at(book, "Sulaco").tolls[0].high == 39
    assert "rejected by Ana" in Page(browser.get(f"/incidents/{incident.id}").text).text
    send(browser, f"/claims/{claim}", at(book, "Sulaco"), verdict="accept")
    assert at(book, "Sulaco").tolls[0].high == 50


def test_split_move_and_merge(browser: TestClient, book: Casebook) -> None:
    whole, other = at(book, "Sulaco"), at(book, "Rincon")
    keys = [i["value"] for i in Page(browser.get(f"/incidents/{whole.id}").text).all("input") if i.get("name") == "mention"]
    assert len(keys) == 2
    send(browser, f"/incidents/{whole.id}/split", whole, mention=[keys[1]], why="another day")
    assert book.counts()["incidents"] == 3
    part = book.incident_of(keys[1])
    assert part
    send(browser, f"/incidents/{part.id}/link", part, other=whole.code, verdict="same")
    assert book.counts()["incidents"] == 2
    merged = book.incident_of(keys[0])
    assert merged
    assert merged == book.incident_of(keys[1])
    send(browser, f"/incidents/{merged.id}/move", merged, mention=keys[1], other=other.code)
    moved = book.incident_of(keys[1])
    assert moved
    assert moved.id == other.id
    page = send(browser, f"/incidents/{moved.id}/link", moved, other=merged.code, verdict="not_same", why="far apart")
    assert "decided: not same" in page.text


def test_all_of_it_is_undone_and_redone(browser: TestClient, book: Casebook) -> None:
    before = {i.id: i.model_copy(update={"version": 1}) for i in book.incidents()}
    incident = at(book, "Sulaco")
    send(browser, f"/incidents/{incident.id}/set", incident, field="title", value="Market")
    (claim,) = incident.tolls[0].high_claims
    send(browser, f"/claims/{claim}", at(book, "Sulaco"), verdict="reject")
    page = send(browser, "/acts/2/undo")
    assert page.html.count(">undone<") == 1
    assert "Redo" in page.text
    send(browser, "/acts/1/undo")
    assert {i.id: i.model_copy(update={"version": 1}) for i in book.incidents()} == before
    send(browser, "/acts/1/redo")
    assert at(book, "Sulaco").title == "Market"


def test_nobody_overwrites_what_they_have_not_seen(browser: TestClient, book: Casebook) -> None:
    seen = at(book, "Sulaco")
    book.set_value(seen.id, "grade", "weak", by="Berta", why="one source")
    token = Page(browser.get("/add").text).token()
    fields = {"token": token, "incident": seen.id, "seen": str(seen.version), "field": "grade", "value": "fair"}
    answer = browser.post(f"/incidents/{seen.id}/set", data=fields, headers=OURS)
    assert answer.status_code == 409
    assert faults(answer.text) == []
    assert "Somebody else changed it" in answer.text
    assert "Berta" in answer.text
    assert at(book, "Sulaco").grade == "weak"


@pytest.mark.parametrize(
    "case",
    [
        ("/incidents/{id}/set", {"field": "grade", "value": "splendid"}, 422, "cannot be decided"),
        ("/incidents/{id}/set", {"field": "best:killed", "value": "many"}, 422, "no number of people"),
        ("/incidents/{id}/set", {"field": "version", "value": "9"}, 422, ""),
        ("/incidents/{id}/link", {"other": "nowhere", "verdict": "same"}, 422, "nowhere"),
        ("/incidents/{id}/link", {"other": "nowhere", "verdict": "perhaps"}, 422, ""),
        ("/incidents/{id}/split", {}, 422, "not all and not none"),
        ("/incidents/{id}/move", {"mention": "x", "other": "<script>"}, 422, "no mention x"),
        ("/incidents/none/set", {"field": "grade", "value": "fair"}, 422, "no incident none"),
        ("/claims/none", {"verdict": "accept"}, 422, "no claim none"),
        ("/claims/none", {"verdict": "burn"}, 422, ""),
        ("/acts/99/undo", {}, 422, "no act 99"),
        ("/acts/1/burn", {}, 404, ""),
        ("/acts/x/undo", {}, 404, ""),
        ("/name", {"by": " "}, 422, ""),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    browser: TestClient, book: Casebook, case: tuple[str, dict[str, str], int, str]
) -> None:
    path, fields, status, says = case
    before = len(book.history())
    token = Page(browser.get("/add").text).token()
    answer = browser.post(path.format(id=at(book, "Sulaco").id), data={"token": token, **fields}, headers=OURS)
    assert answer.status_code == status
    assert says in Page(answer.text).text
    assert faults(answer.text) == []
    assert len(book.history()) == before


@pytest.mark.parametrize("name", ["Ольга", "<b>x</b>", "سلمى", "\u202eroot", "a; Path=/x", "x\r\nSet-Cookie: y=1"])
def test_any_name_decides(browser: TestClient, book: Casebook, name: str) -> None:
    send(browser, "/name", by=name)
    incident = at(book, "Rincon")
    send(browser, f"/incidents/{incident.id}/set", incident, field="grade", value="fair")
    assert book.acts()[-1].by == name.strip()
    for address in ("/", "/acts", f"/incidents/{incident.id}"):
        assert faults(browser.get(address).text) == []

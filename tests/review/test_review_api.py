"""The JSON interface: what programs read and decide, with which token, and what schemathesis makes of its description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from browsing import served
from by_hand import MAYOR, TOWN, WITNESS, Spot, at_least, blames, injured, killed, reading, told
from recounted.casebook import Casebook
from recounted.casebook.people import ROLES, People
from recounted.casebook.sessions import Sessions
from recounted.model import Incident
from recounted.review.accounts import roles
from recounted.review.api import ROOMS
from recounted.review.safety import HEADERS
from served import OURS, client, filled

READINGS = [
    reading("a.txt", told("2022-04-08", TOWN, at_least(50, by=MAYOR), injured(9, by=WITNESS), blames("Azania")), title="A <b>"),
    reading("b.txt", told("2022-04-08", TOWN, killed(57))),
    *(reading(f"n{n}.txt", told(f"2023-01-0{n}", Spot(f"Town {n}", "CO", float(n), -72.0), killed(n))) for n in range(1, 6)),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with filled(tmp_path / "t.casebook", READINGS) as casebook:
        for role in ROLES:
            People(casebook).add(role.title(), role, by="test", password="h")
        yield casebook


@pytest.fixture
def server(book: Casebook) -> Iterator[TestClient]:
    with client(book, accounts=True) as asking:
        yield asking


def bearer(book: Casebook, role: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {Sessions(book).make_token(role.title(), role, by='test')}"}


def all_of(server: TestClient, who: dict[str, str], **asked: str) -> list[dict[str, Any]]:
    found, after = [], ""
    while True:
        page = server.get("/api/incidents", params={**asked, "limit": "2", "after": after}, headers=who).json()
        found += page["incidents"]
        after = page["next"]
        if not after:
            assert page["total"] == len(found)
            return found


def first(server: TestClient, who: dict[str, str]) -> dict[str, Any]:
    return all_of(server, who, source="", country="UA")[0]


# ---------------------------------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("sort", ["newest", "oldest", "killed", "reports", "contested", "worth"])
def test_pages_hold_every_incident_once_as_it_is_stored(server: TestClient, book: Casebook, sort: str) -> None:
    found = all_of(server, bearer(book, "reader"), sort=sort)
    assert sorted(i["id"] for i in found) == sorted(i.id for i in book.incidents())
    assert {i["id"]: Incident.model_validate(i) for i in found} == {i.id: i for i in book.incidents()}


def test_filters_are_those_of_the_list(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "reader")
    assert len(all_of(server, who, country="CO")) == 5
    assert len(all_of(server, who, country="CO", since="2023-01-03", until="2023-01-04")) == 2
    assert len(all_of(server, who, area="0,-73,2.5,-71")) == 2
    for wrong in ({"since": "yesterday"}, {"area": "1,2"}, {"after": "x"}, {"sort": "x"}, {"limit": "0"}, {"level": "x"}):
        answer = server.get("/api/incidents", params=wrong, headers=who)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), wrong


def test_an_incident_with_its_claims_history_and_reports(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "reader")
    incident = first(server, who)
    assert server.get(f"/api/incidents/{incident['code']}", headers=who).json() == incident
    claims = server.get(f"/api/incidents/{incident['id']}/claims", headers=who).json()["claims"]
    assert {c["report"] for c in claims} == {"a.txt", "b.txt"}
    assert {c["incident"] for c in claims} == {incident["id"]}
    one = claims[0]["claim"]["id"]
    assert server.get(f"/api/claims/{one}", headers=who).json() == claims[0]
    assert server.get(f"/api/incidents/{incident['id']}/history", headers=who).json()["entries"][0]["who"].startswith("recounted")
    heads = server.get("/api/reports", params={"limit": 3}, headers=who).json()
    assert len(heads["reports"]) == 3
    assert server.get("/api/reports", params={"before": heads["next"]}, headers=who).json()["next"] is None
    report = server.get(f"/api/reports/{one.partition('.')[0]}", headers=who).json()
    for mention in report["mentions"]:
        for claim in mention["claims"]:
            assert report["text"][claim["start"] : claim["end"]] == claim["quote"]


@pytest.mark.parametrize("address", ["incidents/none", "incidents/none/claims", "claims/none", "reports/none", "nothing", ""])
def test_what_is_not_there_is_a_problem_object(server: TestClient, book: Casebook, address: str) -> None:
    answer = server.get(f"/api/{address}", headers=bearer(book, "reader"))
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "errors"}
    assert {k: answer.headers.get(k) for k in HEADERS} == HEADERS


def test_an_address_says_how_it_may_be_asked(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "reader")
    for address, methods in (("claims/x", "GET, POST"), ("incidents", "GET"), ("incidents/x/set", "POST")):
        answer = server.request("DELETE", f"/api/{address}", headers=who)
        assert (answer.status_code, answer.headers["allow"]) == (405, methods), address


def test_nothing_is_public_before_a_person_published_it(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "reader")
    incident = first(server, who)
    public = {"level": "public"}
    assert all_of(server, who, **public) == []
    assert server.get(f"/api/incidents/{incident['id']}", params=public, headers=who).status_code == 404
    with Casebook.open(book.path) as mine:  # as the command line does
        mine.set_value(incident["id"], "state", "published", by="R. Reviewer", why="read it all")
    [seen] = all_of(server, who, **public)
    assert seen == server.get(f"/api/incidents/{incident['id']}", params=public, headers=who).json()
    assert "R. Reviewer" not in str(seen)
    assert "neighbour" not in str(seen)
    assert all_of(server, who, level="public", state="withdrawn") == []
    with Casebook.open(book.path) as mine:
        mine.set_value(incident["id"], "state", "withdrawn", by="R. Reviewer")
    assert all_of(server, who, **public) == []


# --------------------------------------------------------------------------------------------------------------------- deciding


def test_a_program_decides_in_its_person_s_name_and_takes_it_back(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "reviewer")
    incident = first(server, who)
    sent = {"field": "grade", "value": "weak", "why": "one source", "seen": {incident["id"]: incident["version"]}}
    done = server.post(f"/api/incidents/{incident['id']}/set", json=sent, headers=who)
    assert done.status_code == 200, done.text
    act = done.json()["act"]
    assert (act["by"], act["why"], done.json()["incidents"]) == ("Reviewer", "one source", [incident["id"]])
    again = server.post(f"/api/incidents/{incident['id']}/set", json={**sent, "value": "fair"}, headers=who)
    assert again.status_code == 409, "it was changed since it was seen"
    assert again.json()["type"] == "urn:recounted:changed-since"
    assert "Reviewer" in again.json()["detail"]
    assert server.post(f"/api/acts/{act['number']}/undo", json={}, headers=who).status_code == 200
    assert first(server, who)["grade"] is None
    assert server.get("/api/acts", headers=who).json()["acts"][0]["verb"] == "undo"


def test_every_decision_there_is(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "coder")
    incident = first(server, who)
    here, others = f"/api/incidents/{incident['id']}", all_of(server, who, country="CO")
    claim = server.get(f"{here}/claims", headers=who).json()["claims"][0]["claim"]["id"]
    for path, sent in (
        (f"{here}/split", {"mentions": ["b.txt#m1"]}),
        (f"{here}/move", {"mention": "n5.txt#m1"}),
        (f"{here}/link", {"other": others[3]["id"], "verdict": "unsure"}),
        (f"{here}/link", {"other": others[1]["id"], "verdict": "same"}),
        (f"/api/claims/{claim}", {"verdict": "reject"}),
        (f"/api/claims/{claim}", {"verdict": "correct", "changes": {"lo": 51}}),
        (f"/api/claims/{claim}", {"verdict": "accept"}),
    ):
        done = server.post(path, json=sent, headers=who)
        assert done.status_code == 200, (path, done.text)
    assert {act.by for act in book.acts()} == {"Coder"}


@pytest.mark.parametrize("role", ROLES)
def test_a_token_reaches_what_its_role_does(server: TestClient, book: Casebook, role: str) -> None:
    incident, who = next(iter(book.incidents())), bearer(book, role)
    for field, value, least in (("title", "x", "coder"), ("grade", "weak", "reviewer"), ("state", "published", "reviewer")):
        answer = server.post(f"/api/incidents/{incident.id}/set", json={"field": field, "value": value}, headers=who)
        allowed = ROLES.index(role) >= ROLES.index(least)  # type: ignore[arg-type]
        assert answer.status_code == (200 if allowed else 403), answer.text


def test_without_a_token_nothing_is_decided_anywhere(book: Casebook) -> None:
    for accounts in (True, False):
        with client(book, accounts=accounts) as server:
            assert server.get("/api/incidents").status_code == (401 if accounts else 200), "on one's own machine one may look"
            for who in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}, {"Authorization": "Bearer"}, OURS):
                for room in ROOMS:
                    for route in (r for r in room.routes.routes if isinstance(r, APIRoute) and "POST" in r.methods):
                        path = route.path.replace("{number}", "1").replace("{verb}", "undo")
                        answer = server.post(path, json={}, headers=who)
                        assert answer.status_code in (401, 422), path
                        assert answer.status_code == 401 or not accounts or who == OURS
    assert book.acts() == []


def test_a_token_ends_with_its_account(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "coder")
    assert server.get("/api/acts", headers=who).status_code == 200
    People(book).remove("Coder", by="test")
    answer = server.get("/api/acts", headers=who)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


ODD: list[Any] = [
    b"", b"{", b"[" * 100_000, b"null", b"[]", b'"x"', b"\xff\xfe", b'{"field": "title"}', b'{"field": "title", "value": NaN}',
    b'{"field": "title", "value": "\\ud800"}', b'{"field": "title", "value": "\\u0000"}', b'{"field": "title", "value": 1e999}',
    b'{"field": "title", "value": "x", "by": "Owner"}', b'{"field": "decided", "value": {}}', b'{"field": "id", "value": "x"}',
    b'{"field": "best:killed", "value": 99999999999999999999999999}', b'{"field": "where", "value": {"lat": 1e400}}',
    b'{"field": "title", "value": "x", "seen": {"x": -1}}', b'{"field": "title", "value": "x", "why": "' + b"y" * 3000 + b'"}',
    b'{"field": "when", "value": "9999999999-99-99"}', b'{"field": "grade:' + b"x" * 300 + b'", "value": "weak"}',
    b'{"field": "best:killed:\\ud800", "value": 1}', b'{"field": "title", "value": "x", "why": "\\ud800"}',
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(ODD)))
def test_odd_bodies_are_refused_in_words(server: TestClient, book: Casebook, number: int) -> None:
    incident, who = next(iter(book.incidents())), bearer(book, "reviewer") | {"Content-Type": "application/json"}
    answer = server.post(f"/api/incidents/{incident.id}/set", content=ODD[number], headers=who)
    assert answer.status_code in (400, 409, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert book.acts() == []


@pytest.mark.parametrize(
    "changes", [{"lo": 10**20}, {"lo": -1}, {"start": 10**12}, {"quote": "\ud800"}, {"of": {"x": 1}}, {"id": "x"}]
)
def test_impossible_corrections_are_refused(server: TestClient, book: Casebook, changes: dict[str, Any]) -> None:
    who = bearer(book, "coder") | {"Content-Type": "application/json"}
    claim = READINGS[0].mentions[0].claims[0].id
    body = json.dumps({"verdict": "correct", "changes": changes})
    assert server.post(f"/api/claims/{claim}", content=body, headers=who).status_code in (409, 422)
    assert book.acts() == []


def test_bodies_are_bounded(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "reviewer") | {"Content-Type": "application/json"}
    body = b'{"field": "title", "value": "' + b"x" * 300_000 + b'"}'
    assert server.post("/api/incidents/x/set", content=body, headers=who).status_code == 413
    assert server.post("/api/incidents/x/set", content=iter([body]), headers=who).status_code in (400, 413)
    assert (
        server.post("/api/incidents/x/set", content=body[:10], headers={**who, "Content-Type": "text/plain"}).status_code == 422
    )


def test_pages_elsewhere_cannot_use_a_token_they_hold(server: TestClient, book: Casebook) -> None:
    who = bearer(book, "reviewer")
    for foreign in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = server.post("/api/acts/1/undo", json={}, headers={**who, **foreign})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers
    assert server.options("/api/incidents", headers={**who, "Origin": "https://evil.example"}).status_code == 405


# ------------------------------------------------------------------------------------------------------------------ description


def test_every_route_for_programs_has_a_stated_role_and_a_description(server: TestClient, book: Casebook) -> None:
    assert server.get("/openapi.json").status_code == 401, "for people with an account"
    described = server.get("/openapi.json", headers=bearer(book, "reader")).json()
    found = [(m, r.path) for room in ROOMS for r in room.routes.routes if isinstance(r, APIRoute) for m in r.methods]
    for method, path in found:
        assert roles.asked_by(method, path) is not None, path
        if path != "/openapi.json":
            assert described["paths"][path][method.lower()]["security"]
    for page in ("/docs", "/redoc"):
        assert server.get(page, headers=bearer(book, "owner")).status_code == 404


def test_the_examples_of_the_documentation_run(
    book: Casebook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    with served(book, accounts=True) as address:
        monkeypatch.setenv("RECOUNTED_URL", address)
        monkeypatch.setenv("RECOUNTED_TOKEN", bearer(book, "reviewer")["Authorization"].partition(" ")[2])
        for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
            exec(block, names)
    assert "UA-20220408" in capsys.readouterr().out
    assert [act.verb for act in book.acts()] == ["set grade", "undo"]


@pytest.mark.parametrize("cases", [8, pytest.param(200, marks=pytest.mark.slow)])
def test_schemathesis_finds_nothing(server: TestClient, book: Casebook, cases: int) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, given, settings

    schema = schemathesis.openapi.from_dict(server.get("/openapi.json", headers=bearer(book, "reader")).json())
    schema.app = server.app
    who = bearer(book, "owner")
    some = next(iter(book.incidents()))
    there = {"name": some.id, "claim": READINGS[0].mentions[0].claims[0].id, "short": READINGS[0].report.id[7:19], "number": 1}
    quick = settings(max_examples=cases, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)

    def ask(case: Any) -> None:
        case.call_and_validate(headers=who, base_url="http://127.0.0.1:8620")

    def ask_for_what_is_there(case: Any) -> None:
        case.path_parameters = {name: there.get(name, value) for name, value in (case.path_parameters or {}).items()}
        ask(case)

    for operation in (found.ok() for found in schema.get_all_operations()):
        for mode in schemathesis.GenerationMode:
            quick(given(operation.as_strategy(generation_mode=mode))(ask))()
        quick(given(operation.as_strategy())(ask_for_what_is_there))()

"""Accounts of the review page: who comes in, what each role may do, lock-out, sessions, tokens, the access log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from by_hand import TOWN, blames, injured, killed, reading, told
from recounted.casebook import Casebook
from recounted.casebook.access import AccessLog
from recounted.casebook.people import ROLES, People
from recounted.casebook.sessions import Sessions
from recounted.errors import CallError, CasebookError, NotAllowedError
from recounted.review.accounts import passwords, roles
from recounted.review.accounts.signing_in import inside
from recounted.review.app import ROOMS
from recounted.settings import LOCK_ADDRESS, LOCK_NAME, SESSION_DAYS, SESSION_IDLE_HOURS
from served import HOST, OURS, Page, client, faults, filled

PASSWORD = "seven green ladders by the quay"
READINGS = [reading("a.txt", told("2022-04-08", TOWN, killed(50), injured(9), blames("Azania")))]


@pytest.fixture(scope="module")
def kept() -> str:
    return passwords.hashed(PASSWORD)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.day = "2030-05-01"
        self.time = "10:00:00"

    def __call__(self) -> str:
        return f"{self.day}T{self.time}+00:00"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, kept: str, clock: Clock) -> Iterator[Casebook]:
    filled(tmp_path / "t.casebook", READINGS).close()
    with Casebook.open(tmp_path / "t.casebook", clock=clock) as casebook:
        for role in ROLES:
            People(casebook).add(role.title(), role, by="test", password=kept)
        yield casebook


@pytest.fixture
def server(book: Casebook) -> Iterator[TestClient]:
    with client(book, accounts=True) as asking:
        yield asking


def sign_in(server: TestClient, name: str, password: str = PASSWORD, **more: str) -> int:
    token = Page(server.get("/login").text).token()
    form = {"token": token, "name": name, "password": password, **more}
    return server.post("/login", data=form, headers=OURS, follow_redirects=False).status_code


def send(server: TestClient, path: str, **form: str) -> tuple[int, str]:
    token = Page(server.get("/me").text).token()
    answer = server.post(path, data={"token": token, **form}, headers=OURS, follow_redirects=False)
    return answer.status_code, answer.text


# ------------------------------------------------------------------------------------------------------------- roles and routes


def every_route(server: TestClient) -> list[tuple[str, str]]:
    rooms = [r for room in ROOMS for r in room.routes.routes if isinstance(r, APIRoute)]
    return sorted({(method, route.path) for route in rooms for method in route.methods})


def test_every_route_has_a_stated_role(server: TestClient) -> None:
    missing = [f"{method} {path}" for method, path in every_route(server) if roles.asked_by(method, path) is None]
    assert missing == [], "say in review/accounts/roles.py what they ask for"


def test_only_signing_in_and_the_language_are_for_everybody() -> None:
    assert {route for route, asked in roles.ROUTES.items() if asked == "anyone"} == {
        "GET /login", "POST /login", "GET /login/provider", "GET /login/back", "POST /logout", "POST /language",
    }  # fmt: skip


def path_of(template: str) -> str:
    return re.sub(r"\{[^}]+\}", "1", template)


def test_nobody_gets_past_the_door(server: TestClient) -> None:
    for method, template in every_route(server):
        if roles.asked_by(method, template) == "anyone":
            continue
        answer = server.request(method, path_of(template), headers=OURS, follow_redirects=False)
        assert answer.status_code == 303, (method, template)
        assert answer.headers["location"].startswith("/login?next="), (method, template)
    assert server.get("/incidents/1", headers={"HX-Request": "true"}).headers["hx-redirect"] == "/login"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_what_its_table_says(server: TestClient, role: str) -> None:
    assert sign_in(server, role) == 303
    for method, template in every_route(server):
        asked = roles.asked_by(method, template)
        if asked == "anyone" or template in ("/people/{name}/reset", "/people"):
            continue
        allowed = roles.may(role, asked)  # type: ignore[arg-type]
        answer = server.request(method, path_of(template), headers=OURS, follow_redirects=False)
        refused_for_role = answer.status_code == 403 and "role does not reach" in answer.text
        assert refused_for_role is not allowed, (method, template, answer.status_code)


@pytest.mark.parametrize("role", ROLES)
def test_what_is_decided_is_looked_at_as_well(server: TestClient, book: Casebook, role: str) -> None:
    sign_in(server, role)
    [incident] = book.incidents()
    for field, value, least in (("title", "A title", "coder"), ("grade", "weak", "reviewer"), ("state", "published", "reviewer")):
        status, _ = send(server, f"/incidents/{incident.id}/set", field=field, value=value)
        assert (status == 303) is (ROLES.index(role) >= ROLES.index(least)), (field, status)  # type: ignore[arg-type]
    assert {act.by for act in book.acts()} <= {role.title()}


def test_a_coder_does_not_undo_what_a_reviewer_set(server: TestClient, book: Casebook) -> None:
    sign_in(server, "reviewer")
    [incident] = book.incidents()
    send(server, f"/incidents/{incident.id}/set", field="grade", value="weak")
    server.cookies.clear()
    sign_in(server, "coder")
    assert send(server, "/acts/1/undo")[0] == 403
    assert len(book.acts()) == 1


def test_no_way_around_the_routes_decides_for_another(server: TestClient, book: Casebook) -> None:
    [incident] = book.incidents()
    with pytest.raises(NotAllowedError):
        book.set_value(incident.id, "title", "x", by="Owner")


@pytest.mark.parametrize("role", ROLES)
def test_a_page_offers_what_the_role_may(server: TestClient, role: str) -> None:
    sign_in(server, role)
    page = Page(server.get("/").text)
    assert ("looks" in page.all("body")[0]["class"].split()) is (role == "reader")
    assert ("/people" in page.links()) is (role == "owner")
    assert ("/add" in page.links()) is (role != "reader")


def test_a_name_of_ones_own_choice_is_for_one_s_own_machine(server: TestClient) -> None:
    sign_in(server, "coder")
    server.cookies.set("recounted_name", "Owner", domain="127.0.0.1")
    assert "Owner" not in server.get("/").text
    assert send(server, "/name", by="Owner")[0] == 403


# ------------------------------------------------------------------------------------------------------------------- signing in


def test_wrong_names_and_wrong_passwords_look_alike(server: TestClient) -> None:
    pages = []
    for name, password in (("Nobody", PASSWORD), ("coder", "wrong"), ("", ""), ("coder", "x" * 5000)):
        token = Page(server.get("/login").text).token()
        answer = server.post("/login", data={"token": token, "name": name, "password": password}, headers=OURS)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        pages.append(answer.text)
    assert len(set(pages)) == 1


def test_a_session_is_new_with_each_sign_in_and_ends_with_signing_out(server: TestClient) -> None:
    assert sign_in(server, "CODER ") == 303, "a name in other capitals is the same name"
    first = server.cookies["recounted_session"]
    assert server.get("/", follow_redirects=False).status_code == 200
    token = Page(server.get("/").text).token()
    server.post("/login", data={"token": token, "name": "coder", "password": PASSWORD}, headers=OURS)
    second = server.cookies["recounted_session"]
    assert first != second
    server.cookies.set("recounted_session", first, domain="127.0.0.1")
    assert server.get("/", follow_redirects=False).status_code == 303, "the old one is good no more"
    server.cookies.clear()
    server.get("/login")
    server.cookies.set("recounted_session", second, domain="127.0.0.1")
    assert send(server, "/logout")[0] == 303
    server.cookies.set("recounted_session", second, domain="127.0.0.1")
    assert server.get("/", follow_redirects=False).status_code == 303


def test_a_planted_session_is_not_taken_over(server: TestClient) -> None:
    server.cookies.set("recounted_session", "planted", domain="127.0.0.1")
    sign_in(server, "coder")
    assert "planted" not in {c.value for c in server.cookies.jar if c.domain != "127.0.0.1" or c.path == "/"} - {"planted"}
    server.cookies.clear()
    server.cookies.set("recounted_session", "planted", domain="127.0.0.1")
    assert server.get("/", follow_redirects=False).status_code == 303


def test_sessions_end_by_themselves(server: TestClient, clock: Clock) -> None:
    sign_in(server, "coder")
    clock.time = f"{10 + SESSION_IDLE_HOURS - 1}:59:00"
    assert server.get("/", follow_redirects=False).status_code == 200
    clock.time = "23:59:00"
    assert server.get("/", follow_redirects=False).status_code == 200, "it was used meanwhile"
    clock.day = f"2030-05-0{2 + SESSION_DAYS}"
    clock.time = "00:00:00"
    assert server.get("/", follow_redirects=False).status_code == 303


def test_a_new_role_and_a_removal_hold_at_once(server: TestClient, book: Casebook) -> None:
    sign_in(server, "coder")
    assert server.get("/add").status_code == 200
    People(book).set_role("coder", "reader", by="test")
    assert server.get("/add").status_code == 403
    People(book).remove("coder", by="test")
    assert server.get("/", follow_redirects=False).status_code == 303


def test_the_file_holds_no_secret(server: TestClient, book: Casebook) -> None:
    sign_in(server, "coder")
    token = Sessions(book).make_token("Coder", "coder", by="test")
    stored = book.path.read_bytes() + Path(f"{book.path}-wal").read_bytes()
    for secret in (PASSWORD, server.cookies["recounted_session"], token):
        assert secret.encode() not in stored


def test_cookies_are_closed(book: Casebook) -> None:
    with client(book, accounts=True) as server:
        token = Page(server.get("/login").text).token()
        answer = server.post(
            "/login", data={"token": token, "name": "coder", "password": PASSWORD}, headers=OURS, follow_redirects=False
        )
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("recounted_session=")
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
    with client(book, accounts=True, secure=True) as server:
        server.base_url = HOST.replace("http", "https")  # type: ignore[assignment]
        page = server.get("/login")
        assert "Secure" in page.headers["set-cookie"]
        assert page.headers["strict-transport-security"] == "max-age=31536000"
        ours = {"Sec-Fetch-Site": "same-origin"}
        form = {"token": Page(page.text).token(), "name": "coder", "password": PASSWORD}
        cookie = server.post("/login", data=form, headers=ours, follow_redirects=False).headers["set-cookie"]
        assert cookie.startswith("__Host-recounted_session=")
        assert "Secure" in cookie
        assert server.get(f"{HOST}/login").status_code == 403, "not without https"


# ---------------------------------------------------------------------------------------------------------------------- lock-out


def test_a_name_that_fails_too_often_waits_even_with_the_right_password(server: TestClient, clock: Clock) -> None:
    for name in ("coder", "nobody"):
        assert [sign_in(server, name, "wrong") for _ in range(LOCK_NAME)] == [403] * LOCK_NAME
        assert sign_in(server, name) == 429, "a name that is none waits as well"
    assert sign_in(server, "reader") == 303, "others do not"
    clock.time = "10:15:00"
    server.cookies.clear()
    assert sign_in(server, "coder") == 303


def test_a_machine_that_tries_many_names_waits(server: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "fits", lambda kept, password: False)
    assert {sign_in(server, f"name {n}") for n in range(LOCK_ADDRESS)} == {403}
    assert sign_in(server, "another") == 429


def test_right_passwords_are_not_counted(server: TestClient) -> None:
    for _ in range(3):
        assert sign_in(server, "coder", "wrong") == 403
    for _ in range(LOCK_NAME):
        assert sign_in(server, "coder") == 303
        server.cookies.clear()


def test_an_owner_s_new_password_ends_the_waiting_and_all_sessions(server: TestClient, book: Casebook) -> None:
    secret = Sessions(book).make_token("Coder", "coder", by="test")
    sign_in(server, "owner")
    status, page = send(server, "/people/Coder/reset")
    found = re.search(r'class="secret">([a-z0-9-]+)<', page)
    assert status == 200
    assert found
    server.cookies.clear()
    assert sign_in(server, "coder") == 403
    assert sign_in(server, "coder", found[1]) == 303
    assert Sessions(book).speaks_for(secret) is None


# ------------------------------------------------------------------------------------------------------------ passwords, accounts


@pytest.mark.parametrize(
    ("password", "weak"),
    [
        ("short", "short"),
        ("a" * 11, "short"),
        ("password1234", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("qwertyuiop12", "common"),
        ("Margarethe1990", "common"),
        ("x" * 1001, "long"),
        (PASSWORD, None),
        ("правда і кульбаба, дощ", None),
    ],
)
def test_passwords_that_are_guessed_first_are_refused(password: str, weak: str | None) -> None:
    assert passwords.weakness(password, "Margarethe") == weak


def test_a_fresh_password_is_strong_and_a_hash_is_argon2id() -> None:
    assert passwords.weakness(passwords.fresh()) is None
    assert passwords.fresh() != passwords.fresh()
    assert passwords.hashed(PASSWORD).startswith("$argon2id$")
    assert not passwords.fits(None, PASSWORD)
    assert not passwords.fits("no hash", PASSWORD)


def test_one_changes_one_s_own_password(server: TestClient) -> None:
    sign_in(server, "coder")
    assert send(server, "/me/password", now="wrong", new="eleven blue kettles at noon")[0] == 403
    assert send(server, "/me/password", now=PASSWORD, new="password1234")[0] == 422
    before = server.cookies["recounted_session"]
    assert send(server, "/me/password", now=PASSWORD, new="eleven blue kettles at noon")[0] == 303
    assert server.cookies["recounted_session"] != before
    assert server.get("/me", follow_redirects=False).status_code == 200


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda p: p.add("coder ", "reader", by="t", password="h"), "has an account already"),
        (lambda p: p.add("", "reader", by="t", password="h"), "signs that can be seen"),
        (lambda p: p.add("a\u202eb", "reader", by="t", password="h"), "signs that can be seen"),
        (lambda p: p.add("x" * 101, "reader", by="t", password="h"), "signs that can be seen"),
        (lambda p: p.add("New", "king", by="t", password="h"), "there is no role"),
        (lambda p: p.add("New", "reader", by="t"), "needs a password"),
        (lambda p: p.set_role("Owner", "reader", by="t"), "last owner"),
        (lambda p: p.remove("Owner", by="t"), "last owner"),
        (lambda p: p.remove("Nobody", by="t"), "has no account"),
    ],
)
def test_what_cannot_be_done_with_accounts(book: Casebook, do: Callable[[People], object], words: str) -> None:
    with pytest.raises(CallError, match=words):
        do(People(book))


def test_a_removed_name_is_nobody_else_s(book: Casebook) -> None:
    People(book).remove("Coder", by="test")
    with pytest.raises(CallError, match="never given to somebody else"):
        People(book).add("coder", "owner", by="test", password="h")


@pytest.mark.parametrize("start", ["session", "coder", "owner"])
def test_a_token_does_at_most_what_its_person_may(book: Casebook, start: str, clock: Clock) -> None:
    sessions = Sessions(book)
    with pytest.raises(CallError, match="may do no more"):
        sessions.make_token("Coder", "reviewer", by="test")
    token = sessions.make_token("Coder", "coder", by="test", days=3)
    assert (found := sessions.speaks_for(token)) is not None
    assert found.role == "coder"
    People(book).set_role("Coder", "reader", by="test")
    assert sessions.speaks_for(token).role == "reader"  # type: ignore[union-attr]
    clock.day = "2030-05-04"
    assert sessions.speaks_for(token) is None, "it is over"
    assert sessions.speaks_for(start) is None


def test_tokens_are_made_and_ended_on_one_s_own_page(server: TestClient, book: Casebook) -> None:
    sign_in(server, "coder")
    assert send(server, "/me/tokens", role="owner")[0] == 422
    status, page = send(server, "/me/tokens", role="reader", label="<b>notebook")
    assert status == 200
    assert "recounted_" in page
    assert faults(page) == []
    [token] = Sessions(book).tokens("Coder")
    server.cookies.clear()
    sign_in(server, "reviewer")
    assert send(server, f"/me/tokens/{token.number}/revoke")[0] == 422, "it is another's"
    server.cookies.clear()
    sign_in(server, "coder")
    assert send(server, f"/me/tokens/{token.number}/revoke")[0] == 303
    assert Sessions(book).tokens() == []


# --------------------------------------------------------------------------------------------------------------------- the log


def test_the_log_says_who_saw_and_did_what(server: TestClient, book: Casebook) -> None:
    [incident] = book.incidents()
    sign_in(server, "coder", "wrong")
    sign_in(server, "coder")
    server.get(f"/incidents/{incident.id}")
    send(server, f"/incidents/{incident.id}/set", field="title", value="x")
    send(server, "/logout")
    sign_in(server, "owner")
    page = server.get("/access?who=Coder").text
    assert faults(page) == []
    server.get("/access")
    log = server.app.state.desk.door.log  # type: ignore[attr-defined]
    kinds = [(e.what, e.subject) for e in reversed(log.last(who="Coder"))]
    assert ("refused", "wrong password") in kinds
    for entry in (("saw", f"/incidents/{incident.id}"), ("sent", f"/incidents/{incident.id}/set"), ("signed out", "")):
        assert entry in kinds


def test_the_log_is_only_added_to(book: Casebook) -> None:
    log = AccessLog(book)
    log.write("Coder", "saw", "x" * 10_000)
    assert len(log.last()[0].subject) == 500
    for change in ("UPDATE access SET who = 'x'", "DELETE FROM access"):
        with pytest.raises(CasebookError, match="only grows"), book.transaction() as connection:
            connection.exec_driver_sql(change)


def test_nothing_noted_is_lost_when_the_server_stops(book: Casebook) -> None:
    with client(book, accounts=True) as server:
        sign_in(server, "reader")
        server.get("/reports")
    assert ("saw", "/reports") in [(e.what, e.subject) for e in AccessLog(book).last()]


# ------------------------------------------------------------------------------------------------------------------- small things


@pytest.mark.parametrize(
    "next",
    [
        "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "", "x",
        "/login", "/\t/evil.example",
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(server: TestClient, next: str) -> None:
    assert inside(next) == "/"
    token = Page(server.get("/login", params={"next": next}).text).token()
    form = {"token": token, "name": "coder", "password": PASSWORD, "next": next}
    assert server.post("/login", data=form, headers=OURS, follow_redirects=False).headers["location"] == "/"


def test_one_comes_back_to_where_one_was(server: TestClient) -> None:
    away = server.get("/reports?q=a%26b", follow_redirects=False).headers["location"]
    page = Page(server.get(away).text)
    onward = next(i["value"] for i in page.all("input") if i.get("name") == "next")
    assert onward == "/reports?q=a%26b"


@pytest.mark.parametrize("address", ["/login", "/me", "/people", "/access", "/name"])
def test_pages_of_accounts_are_clean_on_one_s_own_machine_too(book: Casebook, address: str) -> None:
    with client(book) as browser:
        answer = browser.get(address)
        assert answer.status_code == 200
        assert faults(answer.text) == []


def test_no_word_of_ours_on_these_pages_is_forgotten(book: Casebook) -> None:
    strange = client(book, accounts=True, alter=lambda message: f"⟦{message}⟧")
    with strange as server:
        pages = [server.get("/login").text]
        sign_in(server, "owner")
        pages += [server.get(address).text for address in ("/me", "/people", "/access", "/nothing", "/access?before=1")]
        pages += [send(server, "/me/password", now="x", new="y")[1], send(server, "/people/Coder/reset")[1]]
    for page in pages:
        rest = re.sub(
            r"<(bdi|code|time|option|title)\b.*?</\1>|<[^>]*>", " ", page.partition("<body")[2].partition(">")[2], flags=re.S
        )
        while (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", rest)) != rest:
            rest = less
        assert set(re.findall(r"[^\W\d_]{3,}", rest)) <= {"Recounted", "Enter"}


def test_strangers_learn_nothing_of_the_casebook(server: TestClient) -> None:
    for address in ("/login", "/nothing-here", "/static/nothing"):
        page = server.get(address).text
        assert "t.casebook" not in page
        assert 'href="/acts"' not in page


# ------------------------------------------------------------------------------------------------ what leaves, what is accepted


@pytest.mark.parametrize(("role", "levels"), [("Reader", 1), ("Coder", 1), ("Reviewer", 3), ("Owner", 3)])
def test_each_role_exports_at_its_levels_and_the_log_says_so(server: TestClient, book: Casebook, role: str, levels: int) -> None:
    sign_in(server, role)
    page = server.get("/").text
    for n, level in enumerate(("public", "partner", "internal")):
        assert (f'value="{level}"' in page) == (n < levels)
        answer = server.get(f"/export?as=csv&level={level}")
        assert answer.status_code == (403 if n >= levels else 422 if level == "public" else 200), "nothing is published"
    told = [e.subject for e in AccessLog(book).last() if e.what == "exported"]
    assert len(told) == max(0, levels - 1)
    assert all(name in "".join(told) for name in ("-partner-", "-internal-")[: levels - 1])


@pytest.mark.parametrize(("role", "may"), [("Reader", False), ("Coder", False), ("Reviewer", True)])
def test_only_reviewers_accept_what_is_visible(server: TestClient, book: Casebook, role: str, may: bool) -> None:
    (incident,) = book.incidents()
    sign_in(server, role)
    assert ('action="/visible"' in server.get("/").text) == may
    status, _ = send(server, "/visible", visible=f"{incident.id}@{incident.version}", reviewed="yes", query="")
    assert status == (303 if may else 403)
    assert [i.state for i in book.incidents()] == ["reviewed" if may else None]

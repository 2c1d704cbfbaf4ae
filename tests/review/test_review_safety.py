"""Attacks over HTTP: hostile words in every place that reports fill, hosts, origins, tokens, addresses, sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from by_hand import Spot, Who, blames, killed, reading, told, weapon
from recounted.casebook import Casebook
from recounted.review.adding import safe_name
from recounted.review.app import ROOMS
from recounted.review.safety import HEADERS
from served import HOST, OURS, Page, client, faults, filled

WORDS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</mark></p></article><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><iframe src=javascript:alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></title><img src=1 onerror=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{ 7*7 }}{% for x in y %}",
    "%(name)s %s %d %",
    "{0.__class__}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3C;script&#x3E;",
    "<style>body{display:none}</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><input name=token>",
    "<a href='//evil.example' hx-get='//evil.example' hx-trigger=load>x</a>",
    "\u202egnp.exe",
    "\u2066\u202eabc\u2069\u202c",
    "a\u200bb\ufeffc",
    "bell\x07back\x08esc\x1b[31m",
    "line\u2028para\u2029end",
    "\U000e0041\U000e0042 tags",
    "-->]]><!--",
    "x" * 5000,
    "قال «محافظ» \u202e المدينة <b>",
    "../../../../etc/passwd",
]


@pytest.fixture(scope="module", params=range(0, len(WORDS), 8))
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Casebook, TestClient, list[str]]]:
    words = WORDS[request.param : request.param + 8]
    readings = [
        reading(
            w[:80],
            told(
                "2022-04-08",
                Spot(w, "UA", 10.0 * n, 10.0 * n),
                killed(5, by=Who(w, w, "witness", w)),
                blames(w, by=Who(w, w)),
                weapon("missile", by=Who(None, w)),
            ),
            title=w,
            outlet=w,
            url=w,
            lang="en",
            published="2022-04-09",
            text=f"{w}\n{w} {w}\n{n}\n",
        )
        for n, w in enumerate(words)
    ]
    with filled(tmp_path_factory.mktemp("hostile") / "<b>t.casebook", readings) as book, client(book) as browser:
        yield book, browser, words


def test_words_of_reports_are_text_on_every_page(hostile: tuple[Casebook, TestClient, list[str]]) -> None:
    book, browser, _ = hostile
    shorts = [card.short for card in book.report_cards().values()]
    addresses = ["/", "/reports", "/add"]
    addresses += [f"/incidents/{i.id}" for i in book.incidents()] + [f"/reports/{s}" for s in shorts]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200
        assert faults(answer.text) == [], address


@pytest.mark.parametrize("words", WORDS)
def test_words_of_an_address_are_text_on_every_page(browser: TestClient, words: str) -> None:
    for name in ("q", "since", "country", "actor", "source", "sort", "after"):
        for address in ("/", "/reports"):
            answer = browser.get(address, params={name: words})
            assert answer.status_code == 200, (address, name)
            assert faults(answer.text) == [], (address, name)
    for address in ("/incidents/", "/reports/", "/add/", "/"):
        answer = browser.get(address + quote(words, safe="") + "x", follow_redirects=False)
        assert answer.status_code == 404
        assert faults(answer.text) == []
    assert faults(browser.get("/reports", params={"at": words, "before": words}).text) == []


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\x1b"])
def test_a_sign_that_acts_is_shown_by_its_name(tmp_path: Path, sign: str) -> None:
    with filled(tmp_path / "t.casebook", [reading("a.txt", text=f"before {sign} after\n")]) as book, client(book) as browser:
        page = Page(browser.get(f"/reports/{next(iter(book.report_cards().values())).short}").text)
        assert any(a.get("class") == "sign" and f"{ord(sign):04X}" in a["title"] for a in page.all("span"))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8620",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8620",
        "0.0.0.0:8620",
        "",
        "127.0.0.2",
        "[::2]:8620",
    ],
)
def test_another_host_is_refused(browser: TestClient, host: str) -> None:
    answer = browser.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "Sulaco" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8620", "localhost:8620", "LOCALHOST", "[::1]:8620"])
def test_our_own_names_are_served(browser: TestClient, host: str) -> None:
    assert browser.get("/", headers={"Host": host}).status_code == 200


def test_every_answer_carries_the_headers(browser: TestClient) -> None:
    for address in ("/", "/nothing", "/static/recounted.css", "/add"):
        answer = browser.get(address)
        assert {k: answer.headers.get(k) for k in HEADERS} == HEADERS, address
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "server" not in answer.headers
    assert browser.get("/").headers["cache-control"] == "no-store"
    for refused in (browser.get("/", headers={"Host": "evil"}), browser.post("/add", headers={"Sec-Fetch-Site": "cross-site"})):
        assert refused.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_the_cookie_is_for_this_site_only(book: Casebook) -> None:
    with client(book) as fresh:
        cookie = fresh.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


# ------------------------------------------------------------------------------------------------------------------- writes


def writing() -> list[str]:
    routes = [r for room in ROOMS for r in room.routes.routes if isinstance(r, APIRoute)]
    return [re.sub(r"\{number\}", "1", r.path) for r in routes if not {"GET", "HEAD"} & set(r.methods)]


def test_there_are_routes_that_write() -> None:
    assert {"/add", "/add/examples", "/incidents/{name}/set", "/claims/{claim}", "/acts/1/{verb}"} <= set(writing())


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "http://127.0.0.1:8620.evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_other_page_can_write(book: Casebook, headers: dict[str, str]) -> None:
    with client(book) as browser:
        token = Page(browser.get("/add").text).token()
        for path in writing():
            assert browser.post(path, data={"token": token}, headers=headers).status_code == 403, path


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é", None])
def test_nothing_is_written_without_the_token(book: Casebook, token: str | None) -> None:
    with client(book) as browser:
        right = Page(browser.get("/add").text).token()
        for path in writing():
            data = {"token": token} if token is not None else {}
            assert browser.post(path, data=data, headers=OURS).status_code == 403, path
            assert browser.post(path, json={"token": right}, headers=OURS).status_code == 403, path
            assert browser.post(f"{path}?token={right}", headers=OURS).status_code == 403, path


def test_a_token_is_of_one_browser(book: Casebook) -> None:
    with client(book) as one:
        token = Page(one.get("/add").text).token()
        assert one.post("/add", data={"token": token}, headers=OURS).status_code == 422, "the right one: only the file is missing"
        one.cookies.set("recounted", "another", domain="127.0.0.1")
        assert one.post("/add", data={"token": token}, headers=OURS).status_code == 403
        one.cookies.clear()
        assert one.post("/add", data={"token": token}, headers=OURS).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_do_nothing(browser: TestClient, method: str) -> None:
    assert browser.request(method, "/", headers=OURS).status_code in (403, 405)


def test_nothing_is_written_by_asking(book: Casebook, browser: TestClient) -> None:
    before = book.counts(), len(book.history())
    for address in ("/add?files=x&token=y", "/add/examples", "/?delete=1"):
        browser.get(address)
    assert (book.counts(), len(book.history())) == before


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/....//app.py", "/static//etc/passwd",
        "/static/%2fetc%2fpasswd", "/static/..\\app.py", "/static/%5c..%5capp.py", "/static/dist/../../app.py", "/static/",
        "/static/\x00recounted.css", "/reports/..%2f..%2fapp.py", "/incidents/%2e%2e%2fapp",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_our_files(browser: TestClient, path: str) -> None:
    answer = browser.get(path.replace("\x00", "%00"), follow_redirects=False)
    assert answer.status_code == 404
    assert "create_app" not in answer.text


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/%2e%2e", "/\\evil.example", "/incidents//evil.example", "/https://evil.example/"]
)
def test_no_answer_sends_the_browser_elsewhere(browser: TestClient, path: str) -> None:
    answer = browser.get(HOST + path, follow_redirects=False)
    assert not answer.headers.get("location", "/").startswith(("//", "http", "\\"))


def test_sizes_are_bounded(browser: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(210):
            yield b"x" * 2**20

    assert browser.post("/add", content=b"", headers={**OURS, "Content-Length": "999999999999"}).status_code == 413
    assert browser.post("/add", content=b"", headers={**OURS, "Content-Length": "-1"}).status_code == 413
    form = {**OURS, "Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post("/add", content=b"x=" + b"y" * 100_000, headers=form).status_code == 413
    assert browser.post("/add", content=endless(), headers=form).status_code == 413
    parts = {**OURS, "Content-Type": "multipart/form-data; boundary=b"}
    assert browser.post("/add", content=endless(), headers=parts).status_code in (400, 413)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.txt", "a.txt"), ("../../etc/passwd", "passwd"), ("C:\\x\\y.html", "y.html"), ("..", "report-1.txt"),
        (".", "report-1.txt"), ("a\x00b.txt", "ab.txt"), ("\u202etxt.exe", "txt.exe"), (".htaccess", "htaccess"),
        ("a/b\\c.txt", "c.txt"), ("", "report-1.txt"),
        ("звіт.txt", "звіт.txt"), ("x" * 300 + ".txt", "x" * 116 + ".txt"), ("<b>.txt", "b.txt"), ("...", "report-1.txt"),
    ],
)  # fmt: skip
def test_names_of_files_are_names_only(given: str, kept: str) -> None:
    assert safe_name(given, 0) == kept


@pytest.mark.parametrize("start", range(0, len(WORDS), 8))
def test_words_that_people_send_are_text_on_every_page(tmp_path: Path, start: int) -> None:
    """Reasons, titles, names under which somebody decides, names of saved views, what is searched for and kept."""
    readings = [reading(f"{n}.txt", told("2022-04-08", Spot(f"T{n}", "UA", 10.0 * n, 10.0))) for n in range(8)]
    with filled(tmp_path / "t.casebook", readings) as book, client(book) as browser:
        for incident, words in zip(book.incidents(), WORDS[start : start + 8], strict=False):
            for path, form in (
                ("/name", {"by": words}),
                (f"/incidents/{incident.id}/set", {"field": "title", "value": words[:200], "why": words}),
                (f"/incidents/{incident.id}/set", {"field": "grade", "value": "weak", "why": words}),
                ("/views", {"name": words[:60], "query": f"q={quote(words)}"}),
            ):
                token = Page(browser.get("/add").text).token()
                sent = browser.post(path, data={"token": token, **form}, headers=OURS, follow_redirects=False)
                assert sent.status_code in (303, 422), (path, sent.text[:300])
                assert "\n" not in sent.headers.get("location", "")
            for address in ("/", "/acts", "/name", f"/incidents/{incident.id}"):
                answer = browser.get(address)
                assert answer.status_code == 200
                assert faults(answer.text) == [], (address, words)

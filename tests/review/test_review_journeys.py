"""The ways an analyst goes, in a real browser: from the first drop of files to export. Three of them by keyboard alone."""

from __future__ import annotations

import base64
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import EXAMPLES, MARKS, links, served, tab, take_in_examples
from recounted.casebook import Casebook

pytest.importorskip("playwright.sync_api")
pytestmark = MARKS


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "empty.casebook") as book:
        yield book


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("journeys") / "examples.casebook"
    with Casebook.open(path) as book:
        take_in_examples(book)
    return path


@pytest.fixture
def book(_filled: Path, tmp_path: Path) -> Iterator[Casebook]:
    """The examples, in a casebook of the test's own."""
    path = tmp_path / "own.casebook"
    path.write_bytes(_filled.read_bytes())
    with Casebook.open(path) as own:
        yield own


@pytest.fixture
def page(chromium: Any, book: Casebook) -> Iterator[Any]:
    with served(book) as where, tab(chromium, where) as shown:
        shown.set_default_timeout(60_000)
        yield shown


def incident(book: Casebook, name: str) -> Any:
    return next(i for i in book.incidents() if i.code.endswith(name))


def count(book: Casebook, country: str = "") -> int:
    return sum(1 for i in book.incidents() if i.code.startswith(country))


def tab_to(page: Any, selector: str, *, most: int = 400) -> None:
    """Press Tab until the focus is there; it must be seen where it is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => !!document.activeElement && document.activeElement.matches(s)", selector):
            seen = "() => ['outlineStyle', 'boxShadow'].some((n) => getComputedStyle(document.activeElement)[n] !== 'none')"
            assert page.evaluate(seen), f"focus on {selector} is not to be seen"
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


# ----------------------------------------------------------------------------------------------------------- the first minute


def test_1_the_examples_are_one_click_away(chromium: Any, empty: Casebook) -> None:
    with served(empty, examples=EXAMPLES) as where, tab(chromium, where) as page:
        page.goto("/")
        assert page.locator("h1").inner_text() == "This casebook is empty"
        page.click("button:has-text('Read the example reports')")
        page.wait_for_selector("h1:has-text('Done')", timeout=60_000)
        page.click("a:has-text('Look at the incidents')")
        page.wait_for_selector(f"#in-view:has-text('{count(empty)} incidents')")


def test_2_files_are_dropped_read_and_found_as_an_incident(chromium: Any, empty: Casebook) -> None:
    files = [
        {"name": path.name, "body": base64.b64encode(path.read_bytes()).decode()}
        for path in sorted((EXAMPLES / "reports").glob("hroza-*"))
    ]
    with served(empty) as where, tab(chromium, where) as page:
        page.goto("/")
        page.fill("#published", "2023-10-06")
        data = page.evaluate_handle(
            """(files) => { const data = new DataTransfer();
            for (const f of files) data.items.add(new File([Uint8Array.from(atob(f.body), (c) => c.charCodeAt(0))], f.name));
            return data; }""",
            files,
        )
        for event in ("dragenter", "dragover"):
            page.dispatch_event("main", event, {"dataTransfer": data})
        assert page.evaluate("document.body.classList.contains('dropping')")
        page.dispatch_event("main", "drop", {"dataTransfer": data})
        page.wait_for_selector("progress, h1:has-text('Done')")
        page.wait_for_selector("h1:has-text('Done')", timeout=60_000)
        assert page.locator("text=3 reports stored").is_visible()
        page.click("a:has-text('Look at the incidents')")
        assert page.locator("#in-view").inner_text().startswith("1 incident")


def test_3_from_a_filter_and_a_search_to_the_words_of_a_claim(page: Any, book: Casebook) -> None:
    page.goto("/")
    page.select_option("#f-country", "UA")
    page.wait_for_selector(f"#in-view:has-text('{count(book, 'UA')} incidents')")
    page.fill("#q", "shopping centre")
    page.keyboard.press("Enter")
    page.wait_for_selector("#in-view:has-text('1 incident')")
    page.click("th a:has-text('Kremenchuk')")
    page.wait_for_selector(".matrix")
    assert page.locator(".matrix .dispute").first.is_visible(), "what is contested is said in words"
    page.click(".matrix a[href*='?at=']")
    page.wait_for_selector("mark.here")
    assert page.locator("mark.here").first.inner_text() in page.locator(".note.here q").inner_text()


# ------------------------------------------------------------------------------------------------------------- deciding


def test_4_a_claim_is_rejected_and_comes_back(page: Any, book: Casebook) -> None:
    found = incident(book, "hroza")
    page.goto(f"/incidents/{found.id}")
    page.click(".matrix a[href*='?at=']")
    page.wait_for_selector(".note.here")
    page.fill(".note.here input[name=why]", "the figure is of another day")
    page.click(".note.here button[value=reject]")
    page.wait_for_selector(".note .person:has-text('rejected by Ana')")
    page.click("nav a:has-text('Decisions')")
    page.click("button:has-text('Undo')")
    page.wait_for_selector("button:has-text('Redo')")
    page.click("button:has-text('Redo')")
    page.wait_for_selector("button:has-text('Undo')")
    assert [a.verb for a in book.acts()] == ["reject", "undo", "redo"]


def test_5_an_account_is_split_off_and_merged_again(page: Any, book: Casebook) -> None:
    found, before = incident(book, "ogossagou"), count(book)
    page.goto(f"/incidents/{found.id}")
    page.check("input[name=mention] >> nth=0")
    page.fill("#split-why", "another village")
    page.click("button:has-text('Split them off')")
    page.wait_for_load_state()
    assert count(book) == before + 1
    rest = next(i for i in book.incidents() if i.id != found.id and "2019-03-23" in str(i.when))
    page.goto(f"/incidents/{rest.id}")
    page.fill("#other", next(i.code for i in book.incidents() if i.id == found.id))
    page.click("button[value=same]")
    page.wait_for_load_state()
    assert count(book) == before


def test_6_two_people_do_not_overwrite_each_other(chromium: Any, book: Casebook) -> None:
    found = incident(book, "colombo")
    with served(book) as where, tab(chromium, where) as ana, chromium.new_context(base_url=where) as other:
        olena = other.new_page()
        olena.goto("/name")
        olena.fill("#by", "Olena")
        olena.click("main button.primary")
        for page in (ana, olena):
            page.goto(f"/incidents/{found.id}")
            page.click("summary:has-text('Set the grade')")
        ana.select_option("#grade", "fair")
        ana.click("form:has(#grade) button")
        ana.wait_for_selector(".grade.g-fair")
        olena.select_option("#grade", "weak")
        olena.click("form:has(#grade) button")
        olena.wait_for_selector("text=Somebody else changed it")
        assert "Ana" in olena.locator("main").inner_text()
    assert book.incident(found.id).grade == "fair"  # type: ignore[union-attr]


# ------------------------------------------------------------------------------------------------------- by keyboard alone


def test_7_by_keyboard_from_the_list_to_a_judged_claim(page: Any, book: Casebook) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("Hroza")
    page.keyboard.press("Enter")
    page.wait_for_selector("#in-view:has-text('1 incident')")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(".matrix")
    tab_to(page, ".matrix a[href*='?at=']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note.here")
    page.keyboard.press("n")
    tab_to(page, ".note.here button[value=accept]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".note .person:has-text('accepted by Ana')")
    assert [a.verb for a in book.acts()] == ["accept"]


def test_8_by_keyboard_a_grade_is_set_and_taken_back(page: Any, book: Casebook) -> None:
    page.goto(f"/incidents/{incident(book, 'colombo').id}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "details.decide:has(#grade) > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#grade")
    page.keyboard.type("we")
    tab_to(page, "form:has(#grade) input[name=why]")
    page.keyboard.type("one source")
    page.keyboard.press("Enter")
    page.wait_for_selector(".grade.g-weak")
    tab_to(page, "nav a[href='/acts']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/acts")
    tab_to(page, "form[action$='/undo'] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("button:has-text('Redo')")
    assert incident(book, "colombo").grade is None


def test_9_by_keyboard_to_another_language_and_to_the_reports(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").is_visible()
    page.keyboard.press("Escape")
    tab_to(page, "button[name=lang][value=uk]")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=uk]")
    assert page.locator("h1").inner_text() == "Інциденти"
    tab_to(page, "nav a[href='/reports']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports")
    page.keyboard.press("/")
    page.keyboard.type("démenti")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports?*")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.text")
    assert re.search(r"\d+ висловлюван", page.locator(".notes h2").inner_text())
    assert links(page, "/incidents/")


# ------------------------------------------------------------------------------------------------- many at once, and out


def test_10_a_view_is_saved_accepted_taken_back_and_exported(page: Any, book: Casebook) -> None:
    page.goto("/?country=UA&sort=oldest")
    there = count(book, "UA")
    page.fill("#view-name", "Ukraine, oldest")
    page.click("form.save button")
    page.wait_for_selector(".views a:has-text('Ukraine, oldest')")
    page.goto("/")
    page.click(".views a:has-text('Ukraine, oldest')")
    page.wait_for_selector(f"#in-view:has-text('{there} incidents')")
    page.fill("#v-why", "read all of them")
    page.click("form.visible button.primary")
    page.wait_for_selector("button:has-text('Take it back')")
    assert sum(i.state == "reviewed" for i in book.incidents()) == there
    page.click("button:has-text('Take it back')")
    page.wait_for_load_state()
    assert not any(i.state == "reviewed" for i in book.incidents())
    page.goto("/?country=UA")
    page.click("summary:has-text('Export what is in view')")
    page.select_option("#as", "csv")
    page.select_option("#level", "internal")
    with page.expect_download() as waited:
        page.click(".export button")
    with zipfile.ZipFile(waited.value.path()) as tables:
        table = next(name for name in tables.namelist() if name.endswith(".csv"))
        rows = list(csv.DictReader(io.StringIO(tables.read(table).decode("utf-8-sig"))))
    assert {row["code"] for row in rows if not row["code"].startswith("#")} == {
        i.code for i in book.incidents() if i.code.startswith("UA")
    }


def test_11_from_the_map_to_an_incident(page: Any, book: Casebook) -> None:
    page.goto("/map?area=44,22,53,41")
    page.wait_for_selector("#map .leaflet-marker-icon, #map [role=button], #map path.leaflet-interactive", timeout=60_000)
    assert page.locator("#in-view").inner_text().startswith(f"{count(book, 'UA')} incident")
    page.click("a:has-text('These as a list')")
    page.wait_for_selector("th a:has-text('Kremenchuk')")
    assert "area=44" in page.url


# ------------------------------------------------------------------------------------------- what was said, and what holds


def test_12_another_rule_is_looked_at_and_nothing_changes(page: Any, book: Casebook) -> None:
    found = incident(book, "colombo")
    page.goto(f"/incidents/{found.id}")
    page.click("summary:has-text('Look at it another way')")
    page.select_option("#look-rule", "most_recent_independent")
    page.click(".looking button")
    page.wait_for_selector(".sides tr.differs")
    assert page.locator(".sides .differs .mark").first.inner_text() == "differs"
    assert book.acts() == []
    page.click("a:has-text('As it stands')")
    page.wait_for_selector(".sides", state="detached")


def test_13_marked_words_become_a_claim(page: Any, book: Casebook) -> None:
    short = next(card.short for card in book.report_cards().values() if card.name == "kremenchuk-1-en.txt")
    page.goto(f"/reports/{short}?form=add#form")
    words = "Twenty-five of the wounded"
    page.evaluate(
        """(words) => { const text = document.querySelector('[data-text]');
        const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const at = node.data.indexOf(words); if (at < 0) continue;
          const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + words.length);
          getSelection().removeAllRanges(); getSelection().addRange(range); return true; } return false; }""",
        words,
    )
    page.click("button[data-take=quote]")
    assert page.input_value("#f-quote") == words
    page.select_option("#f-type", "toll")
    page.select_option("#f-harm", "injured")
    page.fill("#f-lo", "25")
    page.fill("#f-hi", "25")
    page.click("form[data-adds] button.primary")
    page.wait_for_selector(f".note q:has-text('{words}')")
    assert [a.verb for a in book.acts()] == ["add claim"]


def test_14_a_denial_is_tied_by_a_person(page: Any, book: Casebook) -> None:
    found = incident(book, "hroza")
    page.goto(f"/incidents/{found.id}")
    page.click("summary:has-text('Tie it to what it denies')")
    page.click(".denials details[open] button[name=untie]")
    page.wait_for_selector(".denials .person:has-text('set by a person')")
    assert [a.verb for a in book.acts()] == ["tie"]

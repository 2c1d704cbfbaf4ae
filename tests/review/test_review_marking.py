"""Words marked in a real browser: what is stored is what was seen, in emoji, Arabic and hidden signs; and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import MARKS, tab
from by_hand import TOWN, blames, killed, reading, told
from recounted.casebook import Casebook
from served import filled

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = MARKS

STORY = (
    "🚑🚑 Nurse 𝒜da said: 👩‍👩‍👧 seven died here.\n"
    "قالت الممرضة إن ٧ أشخاص قتلوا 🕯️ في السوق، and “nine” more.\n"
    "Then \u202eevil\u202c and \u200bhidden words, cafe\u0301 style.\n"
)
READING = reading("a.txt", told("2022-04-08", TOWN, killed(50), blames("Azania")), published="2022-04-09", text=STORY)
SHORT = READING.report.id[7:19]
WORDS = [
    "🚑🚑 Nurse",
    "𝒜da said",
    "👩‍👩‍👧 seven died",
    "٧ أشخاص قتلوا 🕯️",
    "السوق، and “nine”",
    "\u202eevil\u202c and",
    "\u200bhidden words, cafe\u0301",
    "died here.\nقالت الممرضة",
    "50 to 50 killed",
]
#: Marks the words that stand at these code points of the stored text, through the page's own nodes.
MARK = """([line, from, to]) => {
  const rows = [...document.querySelectorAll("[data-start]")];
  const find = (place) => {
    const row = rows.filter((r) => Number(r.dataset.start) <= place).at(-1);
    let left = place - Number(row.dataset.start);
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      const sign = n.parentElement.closest(".sign");
      const letters = sign ? [n.data] : [...n.data];
      if (left < letters.length) return [n, letters.slice(0, left).join("").length];
      left -= letters.length; last = [n, n.data.length];
    }
    return last;
  };
  const range = document.createRange();
  range.setStart(...find(from)); range.setEnd(...find(to));
  getSelection().removeAllRanges(); getSelection().addRange(range);
}"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    more = reading("b.txt", told("2022-04-08", TOWN, killed(39)), published="2022-04-10")
    with filled(tmp_path_factory.mktemp("marking") / "t.casebook", [READING, more]) as made:
        yield made


@pytest.fixture(scope="module")
def page(chromium: Any, address: str) -> Iterator[Any]:
    with tab(chromium, address) as shown:
        yield shown


@pytest.mark.parametrize("words", WORDS)
def test_marked_words_are_the_stored_words(page: Any, words: str) -> None:
    start = READING.report.text.index(words)
    page.goto(f"/reports/{SHORT}?form=add")
    page.evaluate(MARK, [0, start, start + len(words)])
    sync_api.expect(page.locator("#f-start")).not_to_have_value("")
    assert (page.input_value("#f-start"), page.input_value("#f-end")) == (str(start), str(start + len(words)))
    assert page.input_value("#f-quote") == words


def test_marked_words_are_added_and_their_limits_moved(page: Any, book: Casebook) -> None:
    words = "٧ أشخاص قتلوا 🕯️"
    start = READING.report.text.index(words)
    page.goto(f"/reports/{SHORT}")
    page.evaluate(MARK, [0, start, start + len(words)])
    page.click("#form a:has-text('Add a claim')")
    sync_api.expect(page.locator("#f-quote")).not_to_have_value("")
    assert page.input_value("#f-quote") == words
    page.fill("#f-lo", "7")
    page.fill("#f-hi", "7")
    who = READING.report.text.index("𝒜da")
    page.evaluate(MARK, [0, who, who + 3])
    page.click("[data-take=speaker]")
    page.click("button:has-text('Add it')")
    page.wait_for_selector(".note.here:has-text('added by Ana')")
    (incident,) = book.incidents()
    added = book.claim(next(a.claim for a in incident.amended))
    assert added
    assert added.claim.quote == words
    assert added.claim.speaker
    assert (added.claim.speaker.quote, added.claim.speaker.start) == ("𝒜da", who)
    page.click(".note.here a:has-text('Correct')")
    page.wait_for_selector("[data-claim-form]")
    page.focus("#f-start")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.input_value("#f-quote") == "أشخاص قتلوا 🕯️"
    page.click("button:has-text('Correct it')")
    page.wait_for_selector(".note.here:has-text('corrected by Ana')")
    assert book.check() == []


def test_a_morning_by_keyboard_alone(page: Any, book: Casebook) -> None:
    """Through the matrix, a claim accepted there, another rejected in its report, undone and redone, on to the next report."""
    (incident,) = book.incidents()
    page.goto(f"/incidents/{incident.id}")
    for _ in range(12):
        page.keyboard.press("j")
        if page.evaluate("document.activeElement.dataset.claim ?? ''"):
            break
    page.keyboard.press("a")
    page.wait_for_selector(".said .person:has-text('accepted by Ana')")
    page.goto(f"/reports/{SHORT}")
    for _ in range(12):
        page.keyboard.press("j")
        if page.locator(".note.here [data-key=r]").count():
            break
    page.keyboard.press("r")
    page.wait_for_selector(".note.here:has-text('rejected by Ana')")
    page.wait_for_load_state()
    page.keyboard.press("u")
    page.wait_for_selector(".takeback button:has-text('Redo')")
    page.wait_for_load_state()
    assert "rejected by Ana" not in page.inner_text(".notes")
    page.keyboard.press("Shift+U")
    page.wait_for_selector(".notes :text('rejected by Ana')")
    page.wait_for_load_state()
    page.keyboard.press("]" if page.locator("[data-key=']']").count() else "[")
    page.wait_for_url(lambda url: SHORT not in url)
    page.wait_for_load_state()
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Tab")
    page.focus("[data-single-keys]")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".note.here").count() == 0, "single keys are off"
    page.reload()
    page.click("[data-opens=keys]")
    assert not page.is_checked("[data-single-keys]")
    page.check("[data-single-keys]")


def test_the_page_says_who_changed_what_meanwhile(page: Any, book: Casebook) -> None:
    (incident,) = book.incidents()
    page.goto(f"/incidents/{incident.id}")
    book.set_value(incident.id, "grade", "weak", by="Berta", why="one source")
    page.evaluate("document.querySelector('[data-live]').dispatchEvent(new Event('look'))")
    page.wait_for_selector(".news:has-text('Berta')")
    page.click(".news a:has-text('Load the page anew')")
    page.wait_for_selector(".grade.g-weak")


@pytest.mark.parametrize("width", [360, 640, 1280])
def test_forms_are_no_wider_than_the_window(page: Any, book: Casebook, width: int, tmp_path: Path) -> None:
    (incident,) = book.incidents()
    page.set_viewport_size({"width": width, "height": 800})
    for where in (
        f"/incidents/{incident.id}?rule=analyst",
        f"/reports/{SHORT}?form=add",
        f"/reports/{SHORT}?at=m1.c1&form=correct",
    ):
        page.goto(where)
        for closed in page.query_selector_all("details:not([open]) > summary"):
            closed.evaluate("summary => summary.parentElement.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where

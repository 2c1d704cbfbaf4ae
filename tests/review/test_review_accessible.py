"""For everybody: axe finds nothing, in both colour schemes and three widths; zoom, keyboard, motion, print, mirrored pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import MARKS, links, served, take_in_examples
from recounted.casebook import Casebook

pytest.importorskip("playwright.sync_api")
axe_of = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = MARKS

#: WCAG 2.2 A and AA, and what axe's makers call good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
WIDTHS = (360, 820, 1366)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    with Casebook.open(tmp_path_factory.mktemp("accessible") / "examples.casebook") as made:
        take_in_examples(made)
        found = next(i for i in made.incidents() if i.code.endswith("kremenchuk"))
        made.set_value(found.id, "grade", "contested", by="Ana", why="two parties are blamed")
        made.set_value(found.id, "best:killed", 21, by="Ana")
        claim = next(c.id for r in made.readings([found.mentions[0].report_id]) for m in r.mentions for c in m.claims)
        made.reject(claim, by="Olena", why="not said here")
        yield made


def addresses(page: Any) -> list[str]:
    """One page of each kind, and all that the menu leads to."""
    page.goto("/")
    found = ["/", "/?q=missile", "/?q=nothing-has-this", "/reports?q=missile", "/nowhere", *links(page, "/")[:12]]
    incidents = links(page, "/incidents/")
    found += [next(a for a in incidents if not a.startswith("/incidents/?"))] if incidents else []
    page.goto("/?q=Kremenchuk")
    found += links(page, "/incidents/")[:1]
    page.goto(found[-1])
    found += [next(a for a in links(page, "/reports/") if "at=" in a)]
    return list(dict.fromkeys(a for a in found if not a.startswith("/static/")))


def faults(page: Any) -> list[str]:
    found = axe_of.Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [f"{v['id']}: {n['target']} {n['html'][:160]} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(chromium: Any, address: str, width: int, scheme: str) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
    with chromium.new_context(base_url=address, **options) as context:
        page = context.new_page()
        wrong = {}
        for where in addresses(page):
            page.goto(where)
            page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
            if found := faults(page):
                wrong[where] = found
        assert wrong == {}


# -------------------------------------------------------------------------------------------- narrow, zoomed, by keyboard


@pytest.mark.parametrize(("width", "zoom"), [(360, 1), (1280, 2), (1280, 4)])
def test_no_page_scrolls_sideways(chromium: Any, address: str, width: int, zoom: int) -> None:
    """At 200 and 400 % of a window of 1280 pixels a page has 640 and 320 of them (WCAG 1.4.10)."""
    options = {"viewport": {"width": width // zoom, "height": 900 // zoom}, "device_scale_factor": zoom}
    with chromium.new_context(base_url=address, **options) as context:
        page = context.new_page()
        wide = {}
        for where in addresses(page):
            page.goto(where)
            page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
            if (is_wide := page.evaluate("document.documentElement.scrollWidth")) > width // zoom:
                wide[where] = is_wide
        assert wide == {}


def test_the_first_key_leads_past_the_menu(page: Any) -> None:
    page.goto("/reports")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("class") == "skip"
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_nothing_moves_for_those_who_asked_for_rest(chromium: Any, address: str) -> None:
    with chromium.new_context(base_url=address, reduced_motion="reduce") as context:
        page = context.new_page()
        for where in addresses(page):
            page.goto(where)
            assert page.evaluate(_MOVING) == 0, where


_MOVING = """() => [...document.querySelectorAll('*')].map((e) => getComputedStyle(e)).filter((s) =>
    parseFloat(s.transitionDuration) > 0.01 || s.scrollBehavior === 'smooth'
    || (s.animationName !== 'none' && parseFloat(s.animationDuration) > 0.01)).length"""


def test_colours_of_ones_own_leave_every_mark_to_be_seen(chromium: Any, address: str) -> None:
    """With forced colours backgrounds are gone: evidence, what is contested and the grade keep a line of their own."""
    with chromium.new_context(base_url=address, forced_colors="active") as context:
        page = context.new_page()
        for where in addresses(page):
            page.goto(where)
            for selector in ("mark.ev", ".grade", ".dispute", "[aria-current=page]"):
                assert page.evaluate(_UNLINED, selector) == [], (where, selector)


_UNLINED = """(selector) => [...document.querySelectorAll(selector)].filter((e) => { const s = getComputedStyle(e);
    const lined = (side) => s[`border${side}Style`] !== 'none' && parseFloat(s[`border${side}Width`]) > 0;
    return !['Top', 'Right', 'Bottom', 'Left'].some(lined) && s.textDecorationLine === 'none' && s.outlineStyle === 'none';
    }).map((e) => e.outerHTML.slice(0, 100))"""


# ------------------------------------------------------------------------------------------------------ mirrored and long

_ACCENTED = str.maketrans("aceinosuyACEINOSUY", "àçéîñôšüýÀÇÉÎÑÔŠÜÝ")


def stretched(message: str) -> str:
    """A message a third longer, every vowel with an accent, its placeholders whole: what a translator may make of it."""
    parts = re.split(r"(%\(\w+\)s)", message)
    return "".join(p if p.startswith("%(") else p.translate(_ACCENTED) + "·" * (len(p) // 3) for p in parts)


@pytest.fixture(scope="module")
def mirrored(book: Casebook) -> Iterator[str]:
    with served(book, lang="ar", alter=stretched) as where:
        yield where


@pytest.mark.parametrize("width", [360, 1280])
def test_the_mirrored_interface_holds(chromium: Any, mirrored: str, width: int) -> None:
    options = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"}
    with chromium.new_context(base_url=mirrored, **options) as context:
        page = context.new_page()
        for where in addresses(page):
            page.goto(where)
            assert page.evaluate("document.documentElement.dir") == "rtl"
            brand, menu = page.locator(".brand").bounding_box(), page.locator(".top nav a").first.bounding_box()
            assert brand["x"] + brand["width"] / 2 > width / 2, "the menu begins on the right"
            assert menu["x"] <= brand["x"] or menu["y"] > brand["y"]
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where
            assert page.evaluate(_CUT) == [], where
        assert faults(page) == []


#: Buttons and labels whose words are cut off, or stick out of their box.
_CUT = """() => [...document.querySelectorAll('button, .button, label, th, summary, h1, h2, h3, legend')].filter((e) =>
    e.checkVisibility({visibilityProperty: true}) && !e.closest('.unseen') && getComputedStyle(e).position !== 'absolute'
    && e.clientWidth > 2 && e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML.slice(0, 120))"""


def test_days_keep_their_order_in_a_mirrored_page(chromium: Any, mirrored: str) -> None:
    with chromium.new_context(base_url=mirrored) as context:
        page = context.new_page()
        page.goto("/")
        page.goto(next(a for a in links(page, "/incidents/") if "?" not in a))
        order = """() => { const node = document.querySelector('h1 .day').firstChild;
            const at = (n) => { const r = document.createRange();
            r.setStart(node, n); r.setEnd(node, n + 1); return r.getBoundingClientRect().left; };
            const start = node.data.search(/[0-9]/); return at(start) < at(start + 9); }"""
        assert page.evaluate(order)


def test_styles_know_no_left_and_right() -> None:
    """What has a side says start or end, so that a page from right to left needs no second sheet."""
    sided = re.compile(r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)")
    for sheet in Path("src/recounted/review/static").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        assert sided.findall(text) == [], sheet.name


# ---------------------------------------------------------------------------------------------------------------- paper


def test_an_incident_prints_whole(page: Any, book: Casebook) -> None:
    found = next(i for i in book.incidents() if i.code.endswith("kremenchuk"))
    page.goto(f"/incidents/{found.id}")
    page.emulate_media(media="print")
    for selector in ("nav.within", ".decide form", ".deciding", ".languages", "button"):
        assert not any(e.is_visible() for e in page.query_selector_all(selector)), selector
    for selector in (".matrix", "#tolls", "#blamed", "#contested", "#accounts", "#history"):
        assert page.locator(selector).first.is_visible(), selector
    folded = "[...document.querySelectorAll('details:not(.decide)')].filter((d) => d.checkVisibility() && !d.open)"
    hidden = page.evaluate(f"{folded}.filter((d) => d.children.length > 1).length")
    assert hidden == 0 or page.evaluate(_OPENED_BY_STYLE), "reasons that are folded away on the screen are printed"
    page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 pixels an inch
    assert page.evaluate("document.querySelector('.matrix').getBoundingClientRect().right") <= 794
    assert len(page.pdf(format="A4")) > 20_000


_OPENED_BY_STYLE = """[...document.querySelectorAll('details:not(.decide)')].every((d) => d.open || !d.checkVisibility()
    || [...d.children].slice(1).every((e) => e.getBoundingClientRect().height > 0 || !e.textContent.trim()))"""


def test_a_report_prints_with_its_statements(page: Any) -> None:
    page.goto("/reports?q=missile")
    page.goto(links(page, "/reports/")[0])
    page.emulate_media(media="print")
    assert page.locator("article.text").is_visible()
    assert page.locator(".note").last.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.notes')).overflowY") == "visible"

"""For everybody: axe finds nothing, in both colour schemes and three widths; zoom, keyboard, motion, print, mirrored pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from browsing import MARKS, links, served, tab, take_in_examples
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


@pytest.fixture(scope="module")
def address(book: Casebook) -> Iterator[str]:
    with served(book) as where:
        yield where


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    with tab(chromium, address) as shown:
        yield shown


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

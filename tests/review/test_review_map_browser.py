"""The map in a real browser: it is drawn, follows the brush and the area, and all of it goes by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browsing import MARKS, served, tab
from by_hand import Spot, killed, reading, told
from recounted.review.rendering import STATIC
from served import filled

pytestmark = [*MARKS, pytest.mark.skipif(not (STATIC / "dist" / "leaflet.js").exists(), reason="the scripts were not fetched")]

READINGS = [
    reading(
        f"{n}.txt",
        told(
            f"20{20 + n // 12}-{1 + n % 12:02}-10",
            (
                Spot("Sulaco", "UA", 48.0 + n / 100, 37.0),
                Spot("Rincon", "CO", 4.0, -72.0, where_prec=4, radius_km=80),
                Spot("<img src=x onerror=window.hurt=1>", "ML", 14.0, -3.0 + n / 50),
            )[n % 3],
            killed(n),
        ),
        text=f"story{n}\n",
    )
    for n in range(36)
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with filled(tmp_path_factory.mktemp("map") / "t.casebook", READINGS) as book, served(book) as at:
        yield at


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    with tab(chromium, address, viewport={"width": 1300, "height": 900}) as shown:
        shown.goto("/map")
        drawn(shown)
        yield shown


def drawn(page: Any) -> None:
    page.wait_for_selector("#map[data-drawn][data-ground_drawn]")


def on_map(page: Any) -> int:
    """Incidents that the circles stand for."""
    return sum(int(dot.get_attribute("data-n")) for dot in page.query_selector_all(".dot"))


def test_the_map_is_drawn_with_ground_circles_and_sums(page: Any) -> None:
    assert page.get_attribute("#map", "data-drawn") == "36"
    assert on_map(page) == 36
    label = page.get_attribute(".dot", "aria-label")
    assert "killed, as reported" in label
    assert page.locator(".dot.area").count() == 1, "a region is no point"
    colours = page.evaluate(
        """() => { const c = document.querySelector(".leaflet-tile-container canvas"), found = new Set();
        const data = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        for (let i = 0; i < data.length; i += 4 * 997) found.add(data.slice(i, i + 4).join()); return found.size; }"""
    )
    assert colours > 1, "there is land and sea"
    assert page.evaluate("typeof window.hurt") == "undefined"


def test_a_circle_opens_its_incidents_by_keyboard(page: Any) -> None:
    page.locator(".dot").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#near li")
    assert "12 incidents here" in page.text_content("#near")
    assert page.evaluate("typeof window.hurt") == "undefined"


def test_the_brush_filters_by_keyboard_and_keeps_the_focus(page: Any) -> None:
    page.locator("#brush-since").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    before = on_map(page)
    assert before < 36, "the map follows before the page is asked"
    page.wait_for_url("**since=20*")
    page.wait_for_selector("#in-view:has-text('in view')")
    page.wait_for_function("() => document.activeElement.id === 'brush-since'")
    assert f"{on_map(page)} incidents in view" in page.text_content("#in-view").replace("\n", " ").strip()
    assert on_map(page) == before
    assert page.input_value("#since")
    page.go_back()
    page.wait_for_selector("#in-view:has-text('36 incidents')")


def test_bars_can_be_dragged_over(page: Any) -> None:
    page.locator("[data-bars]").scroll_into_view_if_needed()
    box = page.locator("[data-bars]").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 20, steps=5)
    page.mouse.up()
    page.wait_for_url("**since=20*")
    page.wait_for_selector("#in-view:has-text('in view')")
    assert 0 < on_map(page) < 36


def test_an_area_is_drawn_and_filters(page: Any) -> None:
    dots = {dot.get_attribute("title"): dot.bounding_box() for dot in page.query_selector_all(".dot")}
    at = next(
        box
        for title, box in dots.items()
        if "area" not in title and box["x"] == min(b["x"] for t, b in dots.items() if "area" not in t)
    )
    page.click("[data-does=draw]")
    x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
    page.mouse.move(x - 40, y - 40)
    page.mouse.down()
    page.mouse.move(x + 40, y + 40, steps=4)
    page.mouse.up()
    page.wait_for_url("**area=*")
    page.wait_for_selector("#in-view:has-text('12 incidents')")
    page.wait_for_selector("#map[data-drawn='12']")
    assert on_map(page) == 12
    assert page.input_value("#area").count(",") == 3
    page.click("[data-does=everywhere]")
    page.wait_for_selector("#in-view:has-text('36 incidents')")


def test_an_area_by_keyboard_is_what_the_map_shows(page: Any) -> None:
    page.locator(".dot.area").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#near li")
    page.locator("#map").focus()
    for _ in range(8):
        page.keyboard.press("+")
        page.wait_for_timeout(350)
    page.locator("[data-does=shown]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**area=*")
    page.wait_for_selector("#in-view:has-text('in view')")


def test_a_region_shows_its_circle_and_the_country_its_regions(page: Any) -> None:
    with page.expect_response("**/regions/COL.json?v=*"):
        page.evaluate("document.getElementById('area').value = '2,-74,6,-70'")
        page.evaluate("document.querySelector('form.filters').dispatchEvent(new Event('change', { bubbles: true }))")
    page.wait_for_selector("#in-view:has-text('12 incidents')")


def test_without_script_there_are_numbers_and_links(chromium: Any, address: str) -> None:
    with tab(chromium, address, java_script_enabled=False) as page:
        page.goto("/map")
        assert page.locator("#map").is_hidden()
        page.locator(".numbers-of summary").click()
        page.locator("[data-buckets] a").first.click()
        assert "since=2020" in page.url
        assert "in view" in page.text_content("#in-view")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (683, "light")])
def test_it_fits_small_windows(chromium: Any, address: str, width: int, scheme: str, tmp_path: Path) -> None:
    with tab(chromium, address, viewport={"width": width, "height": 700}, color_scheme=scheme) as page:
        page.goto("/map")
        drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

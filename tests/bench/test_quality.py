"""The page of quality says what the run that it is made from says."""

from __future__ import annotations

from pathlib import Path

from bench.measure import Run
from bench.quality import page
from bench.tally import Figure

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_that_of_the_committed_run() -> None:
    assert (DOCS / "quality.md").read_text(encoding="utf-8") == page(Run.load(DOCS / "quality.json")), "python -m bench report"


def test_the_page_names_what_is_weak_with_its_cases() -> None:
    low = Figure("corpus", "ar", "toll: harm + number", "F1", 0.7, 7, 10, 10)
    good = Figure("corpus", "all", "toll: harm + number", "F1", 0.95, 95, 100, 100)
    text = page(Run([good, low], {"corpus": {"all": 12, "ar": 3}}, missing=["muc4"]))
    assert "Of 2 figures with a target 1 reach it" in text
    assert "- Arabic, toll: harm + number: **0.700** against 0.880 (10 cases)" in text
    assert "| Arabic | 3 | **0.70** (10) |" in text
    assert "Not measured: the data was not there." in text


def test_the_page_shows_no_place_of_this_machine() -> None:
    text = (DOCS / "quality.md").read_text(encoding="utf-8") + (DOCS / "quality.json").read_text(encoding="utf-8")
    assert not any(mark in text for mark in ("/tmp", "/home", "/work", "http"))

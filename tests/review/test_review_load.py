"""Four analysts decide while a run takes in reports, each in a process of its own: no fault, no decision lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import pages, served, spread
from bench.review import fill, together

pytestmark = pytest.mark.slow


def test_four_analysts_decide_while_a_run_takes_in(tmp_path: Path) -> None:
    path = tmp_path / "world.casebook"
    fill(path, 400)
    found = together(path, 20.0, analysts=4, per_minute=1000)
    assert found.faults == []
    assert found.lost == []
    assert found.confirmed
    assert found.taken_in > 0


def test_times_of_pages_are_measured(tmp_path: Path) -> None:
    path = tmp_path / "world.casebook"
    fill(path, 50)
    with served(path) as server:
        [list_, reports] = pages(server, {"list": ["/", "/?sort=killed"], "reports": ["/reports"]}, rounds=3)
    assert (list_.page, list_.answers, reports.page) == ("list", 3, "reports")
    assert 0 < list_.median <= list_.ninety_ninth <= list_.most


def test_the_99th_of_100() -> None:
    found = spread("x", [float(n) for n in range(1, 101)])
    assert (found.median, found.ninety_ninth, found.most) == (50.5, 99.0, 100.0)
    assert spread("x", [5.0]).ninety_ninth == 5.0

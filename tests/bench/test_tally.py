"""Tallies: shares, F1, medians, clusters."""

from __future__ import annotations

import pytest

from bench.tally import Tally, b_cubed, pairwise


def test_a_share_and_an_f1_from_their_counts() -> None:
    tally = Tally("invented")
    tally.add(("all", "en"), "date", 3, 4)
    tally.add(("all",), "date", 0, 2)
    tally.add(("all",), "toll", 2, 4, 2)
    share, english, toll = tally.figures()
    assert (share.key, share.kind, share.value) == (("invented", "all", "date"), "share", 0.5)
    assert (english.part, english.value) == ("en", 0.75)
    assert (toll.kind, toll.value, toll.precision, toll.recall) == ("F1", pytest.approx(2 / 3), 1.0, 0.5)
    assert toll.counts == "R 2/4, P 2/2"


def test_what_nothing_was_asked_of_is_no_figure() -> None:
    tally = Tally("invented")
    tally.add(("all",), "date", 0, 0)
    tally.add(("all",), "toll", 0, 0, 0)
    assert tally.figures() == []


def test_found_where_nothing_was_expected_scores_zero() -> None:
    tally = Tally("invented")
    tally.add(("all",), "toll", 0, 0, 3)
    assert tally.figures()[0].value == 0.0


def test_numbers_give_their_median() -> None:
    tally = Tally("invented")
    for km in (1.0, 9.0, 2.0):
        tally.number("all", "error", "km", km)
    assert tally.figures()[0].value == 2.0


GOLD = {"a": "x", "b": "x", "c": "y"}


@pytest.mark.parametrize(
    ("found", "pairs", "cubed"),
    [
        (GOLD, (1, 1, 1), (1.0, 1.0)),
        ({}, (0, 1, 0), (1.0, 2 / 3)),  # what was not found stands alone
        (dict.fromkeys(GOLD, "one"), (1, 1, 3), (5 / 9, 1.0)),
    ],
)
def test_clusters(found: dict[str, str], pairs: tuple[int, int, int], cubed: tuple[float, float]) -> None:
    assert pairwise(GOLD, found) == pairs
    assert b_cubed(GOLD, found) == pytest.approx(cubed)

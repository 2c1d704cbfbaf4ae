"""Pairs, words and days."""

from __future__ import annotations

from datetime import date

import pytest

from bench.matching import bounds, by_share, in_order, largest, plain, says_day, subgroup, words
from recounted.model import Of


def test_preferred_pairs_come_first_and_nothing_is_taken_twice() -> None:
    pairs = in_order([10, 20], [20, 10, 10], lambda a, b: True, prefer=lambda a, b: a == b)
    assert pairs == [(10, 10), (20, 20)]


def test_the_largest_matching_moves_a_pair_to_make_room() -> None:
    fits = {("a", 1), ("a", 2), ("b", 1)}
    assert largest(["a", "b"], [1, 2], lambda g, f: (g, f) in fits) == [(0, 1), (1, 0)]


def test_the_pair_that_shares_most_comes_first() -> None:
    assert by_share([3, 9], [8, 1], lambda a, b: 10 - abs(a - b), least=0) == [(0, 1), (1, 0)]
    assert by_share([1], [2], lambda a, b: 0.0) == []


def test_words_are_compared_without_accents_and_case() -> None:
    assert plain("Général, l’ÉTÉ!") == "general l ete"
    assert words("a Bc", least=2) == {"bc"}


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2023-02", (date(2023, 2, 1), date(2023, 2, 28))),
        ("2023", (date(2023, 1, 1), date(2023, 12, 31))),
        ("2023-05-03/2023-05-04", (date(2023, 5, 3), date(2023, 5, 4))),
        ("../2023-05-03", (None, date(2023, 5, 3))),
        ("199X", (date(1990, 1, 1), date(1999, 12, 31))),
        ("2023-05~", (date(2023, 5, 1), date(2023, 5, 31))),
        ("XXXX-05-03", None),
        ("2023-02-31", None),
        (None, None),
    ],
)
def test_bounds(edtf: str | None, days: tuple[date | None, date | None] | None) -> None:
    assert bounds(edtf) == days


@pytest.mark.parametrize(
    ("edtf", "right"),
    [
        ("2023-05-03", True),
        ("2023-05-02/2023-05-03", True),
        ("XXXX-05-03", True),
        ("2023-05", False),
        ("2023-05-04", False),
        (None, False),
    ],
)
def test_a_date_says_a_day(edtf: str | None, right: bool) -> None:
    assert says_day("2023-05-03", edtf) is right


def test_subgroups() -> None:
    assert subgroup(Of(age_group="child", sex="woman")) == "children"
    assert subgroup(Of(sex="man")) == "men"
    assert subgroup(Of(status="member_of_armed_group")) == "armed"
    assert subgroup(Of(status="civilian")) == "people"

"""Choices are fitted: facts of right candidates gain, bounds hold, what people set stays."""

from __future__ import annotations

from typing import Any

import pytest

from bench.fit_choices import Case, first, fit

pytest.importorskip("scipy")

TABLE: dict[str, dict[str, Any]] = {
    "told": {"bits": 0.0, "how": "fit"},
    "early": {"bits": 0.0, "how": "against"},
    "loud": {"bits": 0.0, "how": "fit"},
    "set": {"bits": 2.5, "how": "hand"},
}
CASES = [
    Case("a", [{"told"}, {"loud"}, {"early"}], [True, False, False]),
    Case("b", [{"loud"}, {"told", "early"}], [False, True]),
    Case("c", [{"loud", "set"}, {"told"}], [False, True]),
]


def test_facts_of_right_candidates_gain() -> None:
    bits = fit([CASES], TABLE)
    assert bits["told"] > 0 > bits["loud"]
    assert first(CASES, bits) == 1.0


def test_bounds_hold_and_what_people_set_stays() -> None:
    bits = fit([[Case("a", [{"early"}, {"loud"}], [True, False])]], TABLE)
    assert bits["early"] <= 0
    assert bits["set"] == 2.5


def test_cases_without_a_right_candidate_teach_nothing() -> None:
    hopeless = [Case("d", [{"loud"}, {"told"}], [False, False])]
    assert fit([CASES, hopeless], TABLE) == pytest.approx(fit([CASES], TABLE))


def test_of_equals_the_first_comes_first() -> None:
    assert first([Case("a", [{"told"}, {"told"}], [True, False])], {"told": 1.0}) == 1.0

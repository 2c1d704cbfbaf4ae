"""Facts weigh the same in whatever order they come."""

from __future__ import annotations

from itertools import permutations

import pytest

from recounted.weighing import weigh

BITS = {"a": 0.1, "b": 0.2, "c": 0.3, "d": -0.6}


def test_the_order_of_facts_does_not_matter() -> None:
    assert len({weigh(facts, BITS) for facts in permutations(BITS)}) == 1


def test_a_fact_without_a_row_is_an_error() -> None:
    with pytest.raises(KeyError):
        weigh(["a", "z"], BITS)

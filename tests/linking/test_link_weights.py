"""The table of weights: every level has its words, and each number says how it was found."""

from recounted.linking import reasons
from recounted.linking.weights import TABLE, WEIGHTS
from recounted.weighing import rows


def test_every_level_has_words() -> None:
    assert set(reasons.WORDS) == set(WEIGHTS) - {"prior"}


def test_each_number_says_how_it_was_found() -> None:
    for level, row in rows(TABLE).items():
        assert row["how"] in {"hand", "fit", "for", "against"}, level
        assert row["how"] != "for" or row["bits"] >= 0, level
        assert row["how"] != "against" or row["bits"] <= 0, level

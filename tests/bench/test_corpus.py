"""The corpus' figures, on two invented reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_sets import corpus as invented_corpus
from invented_sets import figure

from bench.data import folder_of, labels_of
from bench.readings import LabelledSet
from bench.sets import corpus
from bench.sets.corpus import same_count, same_date
from bench.tally import Tally
from recounted.model import TollClaim


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    data = tmp_path_factory.mktemp("data")
    folder = invented_corpus(data)
    assert folder_of("corpus", data) == folder
    return corpus.measure(LabelledSet("corpus", folder, labels_of(folder)))


def test_what_is_right_counts(tally: Tally) -> None:
    values = {figure.name: figure.value for figure in tally.figures() if figure.part == "en"}
    for name in ("relevant report", "toll: harm + number", "toll: speaker", "evidence quote is the text's own", "incident date"):
        assert values[name] == 1.0, name
    assert tally.texts == {"all": 2, "en": 2}


def test_nothing_read_scores_zero(tmp_path: Path) -> None:
    folder = invented_corpus(tmp_path)
    some = LabelledSet("corpus", folder, labels_of(folder))
    some.__dict__["readings"] = {}
    values = {figure.name: figure.value for figure in corpus.measure(some).figures() if figure.part == "all"}
    assert values["read at all"] == values["toll: harm + number"] == values["incident date"] == 0.0


def toll(lo: int | None, hi: int | None, point: int | None = None) -> TollClaim:
    return TollClaim(
        id="c", quote="", start=0, end=0, speaker=None, attribution="reporter_voice", scope="incident", rule="",
        harm="killed", lo=lo, hi=hi, point=point,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "claim", "right"),
    [
        (12, 12, toll(12, 12, 12), True),
        (12, 12, toll(12, None), False),
        (12, None, toll(13, None), True),  # more than 12
        (12, None, toll(12, 12, 12), False),
        (24, None, toll(20, 99), True),  # dozens
        (None, 5, toll(None, 5), True),
        (3, 5, toll(3, 5), True),
    ],
)
def test_counts(low: int | None, high: int | None, claim: TollClaim, right: bool) -> None:
    assert same_count(figure("killed", low, high), claim) is right


def test_about_needs_its_number_alone() -> None:
    assert same_count(figure("killed", 30, 30, exact=False), toll(27, 33, 30))
    assert not same_count(figure("killed", 30, 30), toll(27, 33, 30))


@pytest.mark.parametrize(
    ("gold", "ours", "right"),
    [
        ("2023-05-03", "2023-05-02/2023-05-03", True),
        ("XXXX-05-03", "2023-05-03", True),
        ("2023-05-03", "XXXX-05-03", False),
        ("2023-05", "2023-05-03", False),
        ("2023-05-01/2023-05-07", "2023-05-03", True),
        ("2023-05-03", None, False),
    ],
)
def test_dates(gold: str, ours: str | None, right: bool) -> None:
    assert same_date(gold, ours) is right

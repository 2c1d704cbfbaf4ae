"""Misses by cause, on invented reports with labels that ask for more than is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_sets import Row, corpus, figure, write_set
from typer.testing import CliRunner

from bench.__main__ import app
from bench.data import labels_of
from bench.misses import COLLECTORS, Miss, mask, table
from bench.readings import LabelledSet

TEXT = "Gunmen killed 12 people in Kramatorsk on 3 May 2023. Police counted 40 cars. Since January 900 people have been killed."


def misses_of(tmp_path: Path, claims: list[Row]) -> dict[str, str]:
    incident = {
        "incident": "x", "role": "main", "date": "2023-05-03", "claims": claims,
        "place": {"name": "Kramatorsk", "country": "UA", "lat": 48.74, "lon": 37.58},
    }  # fmt: skip
    label = {
        "id": "a1", "lang": "en", "published": "2023-05-04", "relevant": True, "distractors": ["12 people"],
        "incidents": [incident],
    }  # fmt: skip
    folder = write_set(tmp_path, "corpus", [label], {"a1": TEXT})
    return {m.kind: m.cause for m in COLLECTORS["corpus"](LabelledSet("corpus", folder, labels_of(folder)))}


@pytest.mark.parametrize(
    ("claim", "cause"),
    [
        (figure("injured", 12, 12, cue="killed 12 people"), "wrong harm: read as killed"),
        (figure("killed", 900, 900, cue="900 people have been killed"), "wrong scope: read as cumulative_campaign"),
        (figure("killed", 40, 40, cue="Police counted 40 cars"), "left aside: counts no people"),
        (
            figure("killed", 13, 13, cue="killed 12 people in Kramatorsk"),
            "wrong quantity: another number of that harm in its sentence",
        ),
        (figure("killed", 13, 13, cue="Police counted cars"), "no word of harm known in its sentence"),
    ],
)
def test_why_a_toll_was_missed(tmp_path: Path, claim: Row, cause: str) -> None:
    assert misses_of(tmp_path, [claim])["missed toll"] == cause


def test_what_is_spurious_or_wrong(tmp_path: Path) -> None:
    found = misses_of(tmp_path, [figure("killed", 12, 12, of="children", by="the mayor")])
    assert found["wrong speaker"] == "the report's own voice instead of a speaker"
    assert found["wrong subgroup"] == "people, labelled children"
    assert misses_of(tmp_path / "two", [])["spurious toll"].startswith("a number that counts something else")


def test_nothing_wrong_nothing_told(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    kinds = {m.kind for m in COLLECTORS["corpus"](LabelledSet("corpus", folder, labels_of(folder)))}
    assert not {"missed toll", "spurious toll", "wrong speaker"} & kinds


def test_texts_that_tell_of_nothing_and_links(tmp_path: Path) -> None:
    texts = {
        "s1": "A rocket killed three people in Kramatorsk on 3 May 2023.",
        "s2": "A rocket killed three people in Kramatorsk on 9 May 2023.",
        "s3": "The council opened a library.",
    }
    labels = [{"id": name, "incident": "i1", "lang": "en", "published": None} for name in texts]
    folder = write_set(tmp_path, "airwars_syria", labels, texts)
    found = [(m.kind, m.cause) for m in COLLECTORS["airwars_syria"](LabelledSet("airwars_syria", folder, labels_of(folder)))]
    assert found == [("text tells of nothing", "no word of harm known"), ("missed link", "days apart; same place")]


def test_words_of_people_are_masked() -> None:
    miss = Miss("missed toll", "why", "t1", "en", "killing Ana Brown and 12 others, сказав Олег")
    shown = table([miss], show=1)
    assert "Brown" not in shown
    assert "12 others" in shown
    assert mask("Олег") == "О…"
    assert "Brown" in table([miss], show=1, masked=False)
    assert "t1" not in table([miss])


def test_causes_are_chosen_by_their_words() -> None:
    some = [Miss("missed toll", "number not read", "t1", "en"), Miss("wrong date", "none given", "t2", "fr")]
    assert table(some, cause="NOT READ").startswith("1 in all")
    assert table(some).startswith("2 in all: 1 missed toll, 1 wrong date")


def test_the_command_tells_the_causes(tmp_path: Path) -> None:
    corpus(tmp_path)
    assert CliRunner().invoke(app, ["misses", "corpus", "--data", str(tmp_path)]).exit_code == 0
    assert CliRunner().invoke(app, ["misses", "muc4", "--data", str(tmp_path)]).exit_code == 2

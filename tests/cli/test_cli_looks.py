"""``show``, ``incidents`` and ``export`` under another look: a toll rule, a day, without a source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from by_hand import MAYOR, TOWN, Who, accounts, blames, killed, reading, told
from recounted.casebook import Casebook, Look, anew, update_incidents
from recounted.cli import app
from recounted.errors import CallError

GOVERNOR = Who("Luis Vega", "governor", "local_authority", "Costaguana")
FIRST = reading("first", told("2022-04-08", TOWN, killed(39, by=MAYOR), blames("Azania", by=MAYOR)), published="2022-04-08")
LATER = reading("later", told("2022-04-08", TOWN, killed(52, by=GOVERNOR), killed(41, by=MAYOR)), published="2022-04-10")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "a.casebook"
    with Casebook.open(path) as book:
        book.put_readings([FIRST, LATER])
        update_incidents(book)
        assert len(list(book.incidents())) == 1
    return path


def shown(*call: str) -> str:
    done = CliRunner().invoke(app, list(call), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def toll(path: Path, *call: str) -> tuple[int, int | None, int, str]:
    body = json.loads(shown("incidents", "--format", "jsonl", "--casebook", str(path), *call))
    row = body["tolls"][0]
    return row["low"], row["best"], row["high"], row["rule"]


def test_another_rule_and_another_day(book: Path) -> None:
    assert toll(book) == (41, None, 52, "airwars_min_max")
    assert toll(book, "--rule", "acled_conservative") == (41, 41, 52, "acled_conservative")
    assert toll(book, "--as-of", "2022-04-09") == (39, None, 39, "airwars_min_max")
    assert shown("incidents", "--format", "jsonl", "--casebook", str(book), "--as-of", "2022-04-07") == ""


def test_the_page_shows_what_was_known_when_at_80_columns(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with Casebook.open(book) as known:
        code = next(known.incidents()).code
    page = shown("show", code, "--casebook", str(book))
    assert max(map(len, page.splitlines())) <= 80
    part = page.split("What was known when")[1].split("Reports")[0]
    lines = [" ".join(line.split()) for line in part.splitlines() if line.strip()]
    assert lines[0] == "2022-04-08 killed 39"
    assert "superseded by 41, later" in " ".join(lines[1:3])
    assert any(line == "2022-04-10 killed 41–52" for line in lines)


def test_what_changes_without_a_source(book: Path) -> None:
    with Casebook.open(book) as known:
        code = next(known.incidents()).code
    page = shown("show", code, "--casebook", str(book), "--without", "Luis Vega")
    assert "41 to 52 → 41" in page
    with pytest.raises(CallError, match="has no source called Nobody; there are Ana Ruiz, Luis Vega, first, later"):
        CliRunner().invoke(app, ["show", code, "--casebook", str(book), "--without", "Nobody"], catch_exceptions=False)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (["--rule", "guess"], "there is no toll rule 'guess'; there are airwars_min_max"),
        (["--as-of", "2022-04"], "is no day"),
        (["--as-of", "20220408"], "is no day"),
    ],
)
def test_a_wrong_look_is_refused(book: Path, call: list[str], words: str) -> None:
    with pytest.raises(CallError, match=words):
        CliRunner().invoke(app, ["incidents", "--casebook", str(book), *call], catch_exceptions=False)


def test_a_look_stores_nothing(book: Path) -> None:
    with Casebook.open(book) as known:
        before = list(known.incidents())
        assert list(anew(known, before, Look())) == before
        assert list(anew(known, before, Look(rule="airwars_min_max"))) == before, "the stored rule, asked for by name"
        assert list(anew(known, before, Look(source="nothing of that name"))) == before
        list(anew(known, before, Look(rule="analyst", as_of="2022-04-09")))
        assert list(known.incidents()) == before
    assert len(accounts(FIRST, LATER)) == 2

"""``decide``, ``undo``, ``redo`` and ``history`` as they are called, at 80 columns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from by_hand import MAYOR, TOWN, Spot, at_least, blames, killed, reading, told
from recounted.casebook import Casebook, update_incidents
from recounted.casebook.views import Views
from recounted.cli import app
from recounted.errors import CallError

FAR = Spot("Azuera", "YE", 15.35, 44.21)
EN = reading("en.txt", told("2022-04-08", TOWN, at_least(50, by=MAYOR), blames("Azania", by=MAYOR)), published="2022-04-09")
FR = reading("fr.txt", told("2022-04-08", TOWN, killed(52)), published="2022-04-10", lang="fr")
OTHER = reading("other.txt", told("2016-10-08", FAR, killed(82)))
SULACO, AZUERA = "UA-20220408-sulaco", "YE-20161008-azuera"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Casebook.open(tmp_path / "t.casebook", clock=lambda: "2026-01-01T10:20:30+00:00") as book:
        book.put_readings([EN, FR, OTHER])
        update_incidents(book)
    return tmp_path / "t.casebook"


def call(path: Path, *arguments: str, by: str | None = "R. Reader") -> Any:
    who = ["--by", by] if by and arguments[0] != "history" else []
    done = CliRunner(env={"COLUMNS": "80"}).invoke(app, [*arguments, *who, "--casebook", str(path)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


CLAIM = EN.mentions[0].claims[0].id
DENIAL = EN.mentions[0].claims[1].id


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["same", "en.txt", AZUERA], "act 1: same by R. Reader; `recounted undo 1` takes it back"),
        (["not-same", "en.txt", "fr.txt#m1"], "act 1: not same by"),
        (["unsure", "en.txt", "fr.txt"], "act 1: unsure by"),
        (["merge", SULACO, AZUERA], "act 1: merge by"),
        (["split", SULACO, "fr.txt"], "act 1: split by"),
        (["move", "fr.txt", AZUERA], "act 1: move by"),
        (["set", SULACO, "best:killed", "51"], "act 1: set best:killed by"),
        (["set", SULACO, "where", '{"name": "Plaine", "country": "CD", "lat": 1.7, "lon": 30.5}'], "act 1: set where by"),
        (["set", SULACO, "grade", "none"], "act 1: take back grade by R. Reader; no incident changed"),
        (["accept", CLAIM], "act 1: accept by"),
        (["reject", CLAIM], "act 1: reject by"),
        (["correct", CLAIM, "lo=49", "hi=none"], "act 1: correct by"),
        (["correct", CLAIM, "quote=Azania did it", "speaker=Azania"], "act 1: correct by"),
        (["add-claim", "fr.txt", "weapon", "quote=Sulaco", "value=mortar"], "act 1: add claim by"),
        (
            ["add-claim", "en.txt#m1", "toll", "quote=50", "harm=injured", "lo=50", "hi=50", "speaker=Ana Ruiz"],
            "act 1: add claim by",
        ),
        (["leave-out", "fr.txt"], "act 1: leave out by"),
        (["take-in", "fr.txt"], "act 1: take in by R. Reader; no incident changed"),
        (["tie", DENIAL], "act 1: tie by"),
    ],
    ids=lambda v: v[0] if isinstance(v, list) else "",
)
def test_every_verb_decides_and_says_how_to_take_it_back(path: Path, arguments: list[str], said: str) -> None:
    done = call(path, "decide", *arguments, "--why", "looked at both")
    assert said in done.stderr
    assert (done.stdout == "") == ("no incident changed" in done.stderr)
    assert max(map(cell_len, done.stdout.splitlines()), default=0) <= 80
    undone = call(path, "undo", by="S. Second")
    assert f"act 2: undo of act 1, {arguments[0].replace('-', ' ')[:3]}" in undone.stderr or arguments[0] == "set"
    assert "`recounted redo 1` brings it back" in undone.stderr
    assert "act 3: redo of act 1" in call(path, "redo").stderr
    told = call(path, "history").stdout
    assert [line.split()[0] for line in told.splitlines()][:3] == ["1", "2", "3"]
    assert "looked at both" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["decide", "merge", SULACO], "are one incident already"),
        (["decide", "correct", CLAIM, "lo"], "lo: say it as FIELD=VALUE"),
        (["decide", "set", SULACO, "grade", "sure"], "'sure' is no grade; there are confirmed"),
        (["undo"], "nothing to undo"),
        (["undo", "7"], "there is no act 7 that stands; `recounted history` lists them"),
        (["redo"], "nothing to redo"),
        (["history", "nothing"], "knows nothing called nothing; `recounted incidents` lists"),
    ],
)
def test_a_wrong_call_says_what_to_do(path: Path, arguments: list[str], words: str) -> None:
    with pytest.raises(CallError, match=words):
        call(path, *arguments)


def test_a_casebook_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="there is no casebook"):
        call(tmp_path / "no.casebook", "undo")
    assert not (tmp_path / "no.casebook").exists()


def test_the_login_name_decides_if_no_other_is_given(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    assert "accept by login" in call(path, "decide", "accept", CLAIM, by=None).stderr


def test_history_tells_who_when_what_and_why_and_fits_the_terminal(path: Path) -> None:
    call(path, "decide", "set", SULACO, "best:killed", "51", "--why", "the list of names")
    call(path, "decide", "set", SULACO, "when", "2022-04-07")
    call(path, "decide", "merge", AZUERA, SULACO, by="S. Second")
    for name in (SULACO, "UA-20220407-sulaco"):
        text = call(path, "history", name).stdout
        flat = " ".join(text.split())
        assert max(map(cell_len, text.splitlines())) <= 80
        assert "incident made code UA-20220408-sulaco" in flat
        assert "R. Reader decided: set best:killed (the list of names) best:killed = 51" in flat
        assert "killed 50–52 → 50–52, best 51" in flat
        assert "day 2022-04-08 → 2022-04-07" in flat
        assert "same: other.txt#m1, en.txt#m1, fr.txt#m1" in flat
        assert flat.index("incident made") < flat.index("best:killed = 51") < flat.index("decided: merge")


def test_the_page_says_what_people_decided(path: Path) -> None:
    call(path, "decide", "set", SULACO, "grade", "fair", "--why", "two witnesses")
    call(path, "decide", "reject", CLAIM, "--why", "counts soldiers")
    call(path, "decide", "unsure", "en.txt", "fr.txt")
    text = " ".join(CliRunner(env={"COLUMNS": "80"}).invoke(app, ["show", SULACO, "--casebook", str(path)]).stdout.split())
    assert "grade: fair (set by a person); fair (suggested:" in text
    assert "Decided by people grade fair – R. Reader, 20" in text
    assert "– R. Reader, 20" in text
    assert ": counts soldiers" in text
    assert "unsure: R. Reader" in text


def test_a_saved_view_is_listed_and_exported_at_a_level(path: Path) -> None:
    with Casebook.open(path) as book:
        Views(book).save("far", "country=YE", by="Ana")
    bare = CliRunner(env={"COLUMNS": "80"})
    listed = bare.invoke(app, ["incidents", "--view", "far", "--format", "jsonl", "--casebook", str(path)])
    assert [json.loads(line)["code"] for line in listed.stdout.splitlines()] == [AZUERA]
    target = path.parent / "out.csv"
    how = ["--as", "csv", "-o", str(target), "--view", "far", "--level", "partner", "--casebook", str(path)]
    assert bare.invoke(app, ["export", *how]).exit_code == 0
    about = json.loads(target.with_name("out.csv.about.json").read_text())
    assert (about["counts"]["written"], about["filter"]["level"], about["filter"]["view"]) == (
        1,
        "partner",
        "country=YE&sort=worth",
    )
    with pytest.raises(CallError, match="there is no view 'near'; there are far"):
        call(path, "incidents", "--view", "near", by=None)
    with pytest.raises(CallError, match="give one of them"):
        call(path, "export", *how[:-2], "--internal", by=None)

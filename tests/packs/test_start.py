"""A tenth language: the folder that ``recounted new-pack`` writes loads and is untested until its examples pass."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recounted.cli import app
from recounted.errors import PackError
from recounted.packs import examples, load
from recounted.packs.lint import lint
from recounted.packs.load import compile_pack
from recounted.packs.start import start_pack
from recounted.reading.dates.words import date_words
from recounted.reading.numbers.words import quantity_words

EXAMPLE = '# tien doden\n> Bij een aanval zijn 10 mensen gedood.\nkilled: {}   "10 mensen gedood"\n'


@pytest.mark.parametrize("lang", ["nl", "sw", "am", "he", "tr"])
def test_a_new_pack_loads_and_has_no_faults(tmp_path: Path, lang: str) -> None:
    written = start_pack(lang, tmp_path)
    assert {path.stem for path in written} == {path.stem for path in (load.FOLDER / "en").glob("*.toml")}
    pack = compile_pack(tmp_path / lang)
    assert pack.lang == lang
    assert date_words(pack).months.by_first
    assert quantity_words(pack)
    assert [str(f) for f in lint(tmp_path / lang) if f.severity != "unused"] == []


def test_it_knows_what_cldr_knows(tmp_path: Path) -> None:
    start_pack("nl", tmp_path)
    pack = compile_pack(tmp_path / "nl")
    assert pack.dates["month"]["3"][0] == "maart"
    assert [meaning.value for _, meaning in pack.forms["duitsland"]] == ["DE"]
    assert pack.option("direction") == "ltr"


def test_nothing_is_overwritten_and_no_language_made_up(tmp_path: Path) -> None:
    start_pack("nl", tmp_path)
    with pytest.raises(PackError, match="there is a pack"):
        start_pack("nl", tmp_path)
    with pytest.raises(PackError, match="unknown to CLDR"):
        start_pack("qq", tmp_path)
    assert not (tmp_path / "qq").exists()


def test_it_is_untested_until_its_examples_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(load.FOLDER / "shared.toml", tmp_path)
    monkeypatch.setattr(load, "FOLDER", tmp_path)
    monkeypatch.setattr(examples, "FOLDER", tmp_path)
    folder = start_pack("nl", tmp_path)[0].parent
    assert "untested" in listed()
    fill(folder / "harm.toml", "[harm.killed]", "participle", '["gedood"]')
    fill(folder / "people.toml", "[people.people]", "many", '["mensen"]')
    fill(folder / "weapons.toml", "[attack.attack]", "noun", '["aanval"]')
    (folder / "examples" / "tolls.txt").write_text(EXAMPLE.format("11"), encoding="utf-8")
    load.load_pack.cache_clear()
    assert "untested" in listed()
    (folder / "examples" / "tolls.txt").write_text(EXAMPLE.format("10"), encoding="utf-8")
    assert "early" in listed()
    load.load_pack.cache_clear()


def listed() -> str:
    done = CliRunner().invoke(app, ["languages"])
    assert done.exit_code == 0, done.output
    return next(line for line in done.output.splitlines() if line.startswith("nl"))


def fill(path: Path, heading: str, slot: str, forms: str) -> None:
    """Put forms into an empty list under a heading, as a person would."""
    before, after = path.read_text("utf-8").split(f"{heading}\n", 1)
    lines = after.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{slot} = []"))
    lines[at] = f"{slot} = {forms}"
    path.write_text(f"{before}{heading}\n" + "\n".join(lines), encoding="utf-8")

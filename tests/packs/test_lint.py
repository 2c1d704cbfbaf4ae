"""Each rule of the linter catches the pack that breaks it, and the shipped packs break none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recounted.packs import languages
from recounted.packs.examples import FactLine, ThingLine, example_files, read_examples
from recounted.packs.lint import lint
from recounted.packs.load import FOLDER

WritePack = Callable[..., Path]


def rules(folder: Path, severity: str = "error") -> list[str]:
    return [f.rule for f in lint(folder) if f.severity == severity]


@pytest.mark.parametrize("lang", languages())
def test_shipped_packs_have_no_errors(lang: str) -> None:
    assert [str(f) for f in lint(FOLDER / lang) if f.severity == "error"] == []


@pytest.mark.parametrize("lang", languages())
def test_every_meaning_is_shown_or_says_why_not(lang: str) -> None:
    assert [f.where for f in lint(FOLDER / lang) if f.severity == "unused"] == []


@pytest.mark.parametrize("lang", languages())
def test_a_pack_has_120_examples_and_one_in_four_shows_what_is_no_claim(lang: str) -> None:
    blocks = [block for path in example_files(FOLDER / lang) for block in read_examples(path)]
    negative = [block for block in blocks if not block.told or any(absent(line) for told in block.told for line in told.lines)]
    assert len(blocks) >= 120
    assert 4 * len(negative) >= len(blocks), f"{len(negative)} of {len(blocks)}"


def absent(line: object) -> bool:
    """Does the line say that something is not there (``weapon: no missile``, ``when: none``)?"""
    return (isinstance(line, ThingLine) and line.absent) or (isinstance(line, FactLine) and line.value is None)


def test_a_meaning_that_is_not_shown_may_say_why(write_pack: WritePack) -> None:
    harm = '[harm.killed]\nparticiple = ["killed"]\nevent = ["death of"]\n'
    assert "shown" in rules(write_pack(harm=harm), "unused")
    assert "shown" not in rules(write_pack(harm="# not shown: harm.killed.event: seldom in headlines\n" + harm), "unused")
    assert "shown" in rules(write_pack(harm="# not shown: harm.killed.event:\n" + harm), "unused")


def test_a_sound_pack_has_no_findings_but_forms_not_shown(write_pack: WritePack) -> None:
    assert lint(write_pack()) == []


@pytest.mark.parametrize(
    ("forms", "rule"),
    [
        ('["tue\u0301"]', "composed"),
        ('["\ufefb"]', "plain letters"),
        ('["kil\u200bled"]', "visible"),
        ('["ki\u00adlled"]', "visible"),
        ('["Killed"]', "folded"),
        ('["l’attaque"]', "folded"),
        ('["kille\u0501"]', "one alphabet"),
    ],
)
def test_a_form_no_text_can_meet_is_an_error(write_pack: WritePack, forms: str, rule: str) -> None:
    assert rule in rules(write_pack(harm=f"[harm.killed]\nparticiple = {forms}\n"))


def test_characters_are_looked_at_in_number_and_date_tables_too(write_pack: WritePack) -> None:
    folder = write_pack(numbers='[cardinal]\n2 = ["t\u200bwo"]\n')
    assert [(f.rule, f.path.name, f.where) for f in lint(folder)] == [("visible", "numbers.toml", "cardinal.2")]


def test_long_forms_are_a_warning_but_for_names(write_pack: WritePack) -> None:
    words = "one two three four five six seven"
    folder = write_pack(
        scope=f'[scope.campaign]\nforms = ["{words}"]\n', actors=f'[actor."A"]\nforms = ["{words}"]\nkind = "group"\n'
    )
    assert [f.where for f in lint(folder) if f.rule == "short"] == ["scope.campaign.forms"]


TWO_VALUES = '[weapon.rocket]\nforms = ["missile"]\n[weapon.missile]\nforms = ["missile(s)"]\n'


def test_a_form_with_two_values_is_an_error(write_pack: WritePack) -> None:
    found = [f for f in lint(write_pack(weapons=TWO_VALUES)) if f.rule == "one meaning"]
    assert len(found) == 1
    assert "'missile' is missile and rocket" in found[0].what


def test_a_form_with_two_values_and_a_reason_is_none(write_pack: WritePack) -> None:
    reason = "# twice: missile, other: both are fired at towns\n"
    assert "one meaning" not in rules(write_pack(weapons=reason + TWO_VALUES))


def test_a_reason_may_use_the_notation_of_rows(write_pack: WritePack) -> None:
    weapons = '[weapon.rocket]\nforms = ["missile(s)"]\n[weapon.missile]\nforms = ["missile(s)"]\n'
    assert rules(write_pack(weapons="# twice: missile(s): both\n" + weapons)) == []


def test_a_comment_without_a_reason_excuses_nothing(write_pack: WritePack) -> None:
    assert "one meaning" in rules(write_pack(weapons="# twice: missile:\n" + TWO_VALUES))


@pytest.mark.parametrize("table", ["cue.say", "grammar.clause"])
def test_words_of_several_uses_may_stand_twice(write_pack: WritePack, table: str) -> None:
    category = table.partition(".")[0]
    text = f'[{table}]\nforms = ["found"]\n[{category}.found]\nforms = ["found"]\n'
    assert "one meaning" not in rules(write_pack(cues=text))


def test_a_repeated_form_is_a_warning(write_pack: WritePack) -> None:
    folder = write_pack(harm='[harm.killed]\nparticiple = ["killed", "kill(ed|t)"]\n')
    assert rules(folder, "warning") == ["once"]


def test_a_meaning_without_an_example_is_reported_and_no_error(write_pack: WritePack) -> None:
    folder = write_pack(harm='[harm.killed]\nparticiple = ["killed"]\nevent = ["death of"]\n')
    assert [(f.where, f.severity) for f in lint(folder)] == [("harm.killed.event", "unused")]


def test_names_of_the_world_need_no_example_each(write_pack: WritePack) -> None:
    folder = write_pack(countries='[country]\nAA = { name = "Azania", names = ["azania"] }\n')
    assert lint(folder) == []


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"harm": "[harm.kiled]\nverb = []\n"}, "killed"),
        ({"harm": "[harm.killed]\nverb = [\n"}, "cannot be read"),
        ({"example": "# one\n> Two people were killed.\nkiled: 2\n"}, "unknown key"),
    ],
)
def test_a_pack_that_does_not_load_has_one_finding(write_pack: WritePack, files: dict[str, str], says: str) -> None:
    found = lint(write_pack(**files))
    assert [f.rule for f in found] == ["loads"]
    assert says in found[0].what


def test_a_folder_without_its_options_has_one_finding(write_pack: WritePack) -> None:
    folder = write_pack()
    (folder / "pack.toml").unlink()
    assert [(f.rule, "pack.toml" in f.what) for f in lint(folder)] == [("loads", True)]

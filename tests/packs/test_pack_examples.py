"""The format of examples: what a block stands for, and which blocks are refused, naming the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from recounted.errors import PackError
from recounted.model import Of
from recounted.packs.examples import Block, FactLine, ResponsibilityLine, ThingLine, TollLine, read_examples

BLOCK = """# count from below, source after the claim
> On Tuesday at least 12 civilians were killed in shelling of Kherson, the UN said.
published: 2024-03-07
killed: 12 or more civilians   "at least 12 civilians"   by the UN
weapon: artillery              "shelling"
when: 2024-03-05               "Tuesday"
where: Kherson, UA (near)      "Kherson"
"""


def read(tmp_path: Path, text: str) -> list[Block]:
    path = tmp_path / "xx" / "examples" / "all.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_examples(path)


def toll(tmp_path: Path, line: str) -> TollLine:
    (block,) = read(tmp_path, f"# one\n> Text said so.\n{line}\n")
    (told,) = block.told
    assert isinstance(told.lines[0], TollLine)
    return told.lines[0]


def test_a_block_is_read_line_by_line(tmp_path: Path) -> None:
    (block,) = read(tmp_path, BLOCK)
    assert (block.id, block.lang, block.published, block.gap) == ("xx/all.txt:1", "xx", "2024-03-07", None)
    killed, weapon, when, where = block.told[0].lines
    assert isinstance(killed, TollLine)
    assert (killed.lo, killed.hi, killed.point, killed.of) == (12, None, None, Of(status="civilian"))
    assert (killed.quote, killed.by) == ("at least 12 civilians", "the UN")
    assert isinstance(weapon, ThingLine)
    assert (weapon.key, weapon.value) == ("weapon", "artillery")
    assert isinstance(when, FactLine)
    assert (when.value, when.quote) == ("2024-03-05", "Tuesday")
    assert isinstance(where, FactLine)
    assert (where.value, where.country, where.marks) == ("Kherson", "UA", {"near"})


def test_blocks_know_their_line(tmp_path: Path) -> None:
    assert [b.line for b in read(tmp_path, f"\n\n{BLOCK}\n\n{BLOCK}")] == [3, 12]


def test_lines_run_on_and_an_empty_one_starts_a_paragraph(tmp_path: Path) -> None:
    (block,) = read(tmp_path, "# two\n> A headline\n>\n> One line\n> and the next.\nno claims\n")
    assert block.text == "A headline\n\nOne line and the next."
    assert block.told == ()


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("12", (12, 12, 12)),
        ("12 or more", (12, None, None)),
        ("more than 12", (13, None, None)),
        ("up to 12", (0, 12, None)),
        ("fewer than 12", (0, 11, None)),
        ("about 12", (12, 12, 12)),
        ("12 to 15", (12, 15, None)),
        ("none", (0, 0, 0)),
        ("some", (None, None, None)),
    ],
)
def test_quantities(tmp_path: Path, words: str, bounds: tuple[int | None, ...]) -> None:
    line = toll(tmp_path, f"injured: {words} women")
    assert (line.lo, line.hi, line.point) == bounds
    assert (line.some, line.approx) == (words == "some", {"about 12": True, "12": False, "none": False}.get(words))
    assert line.of == Of(sex="woman")


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("", Of()),
        ("people", Of()),
        ("1 child", Of(age_group="child")),
        ("civilian women", Of(status="civilian", sex="woman")),
        ("aid workers", Of(status="civilian", role="aid_worker")),
        ("prisoners of war", Of(status="member_of_armed_forces", role="prisoner_of_war")),
    ],
)
def test_groups(tmp_path: Path, words: str, of: Of) -> None:
    assert toll(tmp_path, f"killed: 3 {words.removeprefix('1 ')}").of == of


def test_marks_ask_for_scope_and_attribution(tmp_path: Path) -> None:
    line = toll(tmp_path, 'killed: 3 people (campaign) (hearsay) "Text"')
    assert (line.scope, line.manner) == ("cumulative_campaign", "hearsay")


def test_background_opens_a_second_mention_and_dots_leave_it_open(tmp_path: Path) -> None:
    (block,) = read(tmp_path, "# one\n> Text.\nkilled: 3\nbackground:\nresponsibility: al-Shabaab denied\n…\n")
    main, background = block.told
    assert (main.open, background.open) == (False, True)
    (line,) = background.lines
    assert isinstance(line, ResponsibilityLine)
    assert (line.actor, line.stance) == ("al-Shabaab", "denied")


def test_weapons_have_a_number_a_model_or_are_not_there(tmp_path: Path) -> None:
    (block,) = read(tmp_path, "# one\n> Text.\nweapon: 2 missile Storm Shadow\nweapon: no bomb\ntarget: none\n")
    shown = [(x.value, x.detail, x.count, x.absent) for x in block.told[0].lines if isinstance(x, ThingLine)]
    assert shown == [("missile", "Storm Shadow", 2, False), ("bomb", None, None, True), (None, None, None, True)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("kiled: 3", "unknown key"),
        ("killed: a few", "no quantity"),
        ("killed: 3 ducks", "unknown group"),
        ("killed: 3 (perhaps)", "unknown mark"),
        ('killed: 3 "three"', "not in the text"),
        ("responsibility: Russia", "no responsibility"),
        ("responsibility: Russia guilty", "no responsibility"),
        ("weapon: catapult", "unknown weapon"),
        ("killed 3", "no line of an example"),
        ("no claims\nkilled: 3", "beside claims"),
        ("published: 2024-03-07", "nothing is expected"),
    ],
)
def test_a_broken_block_is_refused_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(PackError, match=r"all\.txt:\d") as refused:
        read(tmp_path, f"# one\n> Text.\n{line}\n")
    assert says in str(refused.value)


@pytest.mark.parametrize("text", ["> Text.\nno claims\n", "# one\nno claims\n"])
def test_a_block_has_a_heading_and_a_text(tmp_path: Path, text: str) -> None:
    with pytest.raises(PackError):
        read(tmp_path, text)

"""The worked examples of ``docs/toll-rules.md``: each line is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from by_hand import TOWN, Make, Who, accounts, reading, told, toll
from recounted.model import Reading, Toll
from recounted.reconciling.evidence import statements_of
from recounted.reconciling.rules import RULES
from recounted.reconciling.tolls import tolls

PAGE = Path(__file__).parents[2] / "docs" / "toll-rules.md"
SECTION = re.compile(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(r"(?P<figure>.+?) \((?P<voice>\w+), (?P<day>no date|\d+ April)(?:, with (?P<more>\d+) injured)?\)")
WORDS = {"several": (3, None), "dozens": (24, 99), "hundreds": (200, 999)}


def lines() -> list[tuple[str, str, list[str]]]:
    found = []
    for rule, section in SECTION.findall(PAGE.read_text(encoding="utf-8")):
        rows = re.findall(r"^\| (.+) \| (\S+) \| (\S+) \| (\S+) \|$", section, re.MULTILINE)
        found += [(rule, said, ends) for said, *ends in rows if ends[0] not in ("low", "---")]
    return found


def figure(words: str, by: Who) -> Make:
    number, injured, _ = words.partition(" injured")
    harm = "injured" if injured else "killed"
    if number in WORDS:
        return toll(harm, *WORDS[number], by=by, vague=True)
    if found := re.fullmatch(r"(\d+) to (\d+)", number):
        return toll(harm, int(found[1]), int(found[2]), by=by)
    n = int(number.split()[-1])
    lo, hi = {"at least": (n, None), "up to": (0, n)}.get(number.rpartition(" ")[0], (n, n))
    return toll(harm, lo, hi, by=by)


def report(n: int, item: str) -> Reading:
    found = FIGURE.fullmatch(item)
    assert found, item
    by = Who(None, found["voice"], "government", f"side of the {found['voice']}")
    makes = [figure(found["figure"], by)]
    if found["more"]:
        makes.append(toll("injured", int(found["more"]), int(found["more"]), by=by))
    day = None if found["day"] == "no date" else f"2022-04-{int(found['day'].split()[0]):02}"
    return reading(f"r{n}", told("2022-04-08", TOWN, *makes), published=day)


def shown(row: Toll | None) -> list[str]:
    if row is None:
        return ["–", "–", "–"]
    ends = ["–" if n is None else str(n) for n in (row.low, row.best, row.high)]
    return [*ends[:2], f"{ends[2]}+" if row.high_open else ends[2]]


@pytest.mark.parametrize(("rule", "said", "ends"), lines(), ids=lambda v: v if isinstance(v, str) else "")
def test_the_worked_examples_hold(rule: str, said: str, ends: list[str]) -> None:
    readings = [report(n, item) for n, item in enumerate(said.split(" · "))]
    rows = tolls(statements_of(accounts(*readings), {}), rule)
    wanted = "injured" if said.startswith("40 injured") else "killed"
    assert shown(next((r for r in rows if r.harm == wanted), None)) == ends


def test_every_rule_is_explained() -> None:
    assert {rule for rule, _, _ in lines()} == set(RULES)

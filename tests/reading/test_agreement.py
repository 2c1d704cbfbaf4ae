"""The comparison of readings with examples: it must see every difference that an example can state."""

from __future__ import annotations

from pathlib import Path

import pytest

from recounted.model import Mention, Of, Place, Reading, Report, ResponsibilityClaim, Speaker, TollClaim, WeaponClaim, When
from recounted.packs.examples import Block, read_examples
from recounted.reading.agreement import differences

TEXT = "On Tuesday at least 12 civilians were killed in shelling near Kherson, the UN said."
EXPECTED = """killed: 12 or more civilians "at least 12 civilians" by the UN
weapon: artillery "shelling"
when: 2024-03-05 "Tuesday"
where: Kherson, UA (near) "Kherson"
"""


def at(words: str) -> dict[str, object]:
    return {"quote": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def speaker(words: str = "the UN") -> Speaker:
    return Speaker.model_validate({"name": None, "role": "UN", "kind": "io_un", "side": None, **at(words)})


BASE = {"attribution": "attributed", "scope": "incident", "rule": "by hand", "speaker": speaker()}
TOLL = TollClaim.model_validate(
    {
        "id": "c1",
        **BASE,
        **at("at least 12 civilians"),
        "harm": "killed",
        "lo": 12,
        "hi": None,
        "point": None,
        "of": Of(status="civilian"),
    }
)
WEAPON = WeaponClaim.model_validate({"id": "c2", **BASE, **at("shelling"), "value": "artillery"})
CHARGE = ResponsibilityClaim.model_validate(
    {
        "id": "c3",
        **BASE,
        **at("shelling"),
        "actor": "Russia",
        "actor_text": "shelling",
        "stance": "accused",
        "attribution": "accusation",
    }
)
WHEN = When.model_validate({"edtf": "2024-03-05", "date_prec": 1, "rule": "weekday", **at("Tuesday")})
WHERE = Place.model_validate(
    {
        "name": "Kherson", "kind": "settlement", "country": "UA", "adm1": None, "lat": 46.6, "lon": 32.6, "where_prec": 2,
        "radius_km": 25, "gazetteer": None, "rule": "near", **at("Kherson"),
    }
)  # fmt: skip
MENTION = Mention(id="m1", role="main", kind="attack_on_civilians", when=WHEN, where=WHERE, claims=(TOLL, WEAPON))


def block(tmp_path: Path, expected: str) -> Block:
    path = tmp_path / "en" / "examples" / "all.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# one\n> {TEXT}\n{expected}", encoding="utf-8")
    (read,) = read_examples(path)
    return read


def reading(*mentions: Mention) -> Reading:
    return Reading(report=Report(id="sha256:0", name="all", text=TEXT, lang="en"), mentions=mentions)


def test_what_agrees_has_no_differences(tmp_path: Path) -> None:
    assert differences(block(tmp_path, EXPECTED), reading(MENTION)) == []


def test_nothing_expected_and_nothing_found_agree(tmp_path: Path) -> None:
    assert differences(block(tmp_path, "no claims\n"), reading()) == []
    assert len(differences(block(tmp_path, "no claims\n"), reading(MENTION))) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"lo": 13}, {"hi": 15}, {"harm": "injured"}, {"of": Of()}, {"of": Of(status="civilian", age_group="child")},
        {"part_of": "c9"}, {"scope": "cumulative_campaign"}, {"attribution": "hearsay"},
        {"speaker": None}, {"speaker": speaker("Kherson").model_copy(update={"role": None})}, at("shelling"),
    ],
)  # fmt: skip
def test_a_toll_that_differs_is_missing_and_too_much(tmp_path: Path, change: dict[str, object]) -> None:
    claims = (TOLL.model_copy(update=change), WEAPON)
    found = differences(block(tmp_path, EXPECTED), reading(MENTION.model_copy(update={"claims": claims})))
    assert any(f.startswith("missing: killed") for f in found)


@pytest.mark.parametrize(
    "change",
    [
        {"when": None}, {"when": WHEN.model_copy(update={"edtf": "2024-03-06"})},
        {"where": None}, {"where": WHERE.model_copy(update={"country": "RU"})},
        {"where": WHERE.model_copy(update={"where_prec": 1})}, {"claims": (TOLL,)},
    ],
)  # fmt: skip
def test_a_listed_fact_that_differs_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    assert len(differences(block(tmp_path, EXPECTED), reading(MENTION.model_copy(update=change)))) == 1


def test_an_accusation_too_much_is_named_unless_the_block_is_open(tmp_path: Path) -> None:
    more = MENTION.model_copy(update={"claims": (TOLL, WEAPON, CHARGE)})
    (found,) = differences(block(tmp_path, EXPECTED), reading(more))
    assert found.startswith("too much: responsibility Russia accused")
    assert differences(block(tmp_path, EXPECTED + "…\n"), reading(more)) == []


def test_one_claim_answers_one_line(tmp_path: Path) -> None:
    twice = EXPECTED + 'killed: 12 or more civilians "at least 12 civilians" by the UN\n'
    assert len(differences(block(tmp_path, twice), reading(MENTION))) == 1


def test_a_weapon_that_must_not_be_there(tmp_path: Path) -> None:
    found = differences(block(tmp_path, EXPECTED + "weapon: no artillery\nweapon: no drone\n"), reading(MENTION))
    assert [f.partition(",")[0] for f in found] == ["too much: weapon artillery"]


def test_an_incident_too_much_and_one_too_few(tmp_path: Path) -> None:
    second = MENTION.model_copy(update={"id": "m2", "role": "background"})
    assert all("m2" in f for f in differences(block(tmp_path, EXPECTED), reading(MENTION, second)))
    both = block(tmp_path, EXPECTED + "background:\nkilled: 12 or more civilians by the UN\n")
    assert differences(both, reading(MENTION, second)) == []
    assert [f.partition(",")[0] for f in differences(both, reading(MENTION))] == ["background 1"]


def test_a_total_of_a_campaign_is_looked_for_everywhere(tmp_path: Path) -> None:
    total = TOLL.model_copy(update={"scope": "cumulative_campaign"})
    second = MENTION.model_copy(update={"id": "m2", "claims": (total, TOLL)})
    expected = (
        EXPECTED + "killed: 12 or more civilians (campaign) by the UN\nbackground:\nkilled: 12 or more civilians by the UN\n"
    )
    assert differences(block(tmp_path, expected), reading(MENTION, second)) == []


def test_a_quote_that_is_not_in_its_place_is_named(tmp_path: Path) -> None:
    moved = TOLL.model_copy(update={"start": TOLL.start + 1})
    found = differences(block(tmp_path, EXPECTED), reading(MENTION.model_copy(update={"claims": (moved, WEAPON)})))
    assert found == ["a quote is not in its place: 'at least 12 civilians'"]

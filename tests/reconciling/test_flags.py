"""Flags on tolls, contested status, and what changes if a source is dropped."""

from __future__ import annotations

import pytest

from by_hand import ARMY, MAYOR, TOWN, Make, Who, accounts, at_least, blames, injured, killed, reading, told, toll
from recounted.model import Incident, Membership, Of, Reading, Toll
from recounted.reconciling import reconcile
from recounted.reconciling.dropping import changes, without
from recounted.reconciling.evidence import statements_of
from recounted.reconciling.tolls import tolls

GOVERNOR = Who("Luis Vega", "governor", "local_authority", "Costaguana")
CHILD, WOMAN, MAN = Of(age_group="child"), Of(sex="woman"), Of(sex="man")
CIVILIAN, FIGHTER = Of(status="civilian"), Of(status="member_of_armed_group")


def rows(*reports: list[Make]) -> dict[tuple[str, Of], Toll]:
    found = tolls(statements_of(accounts(*(reading(f"r{n}", told(None, TOWN, *m)) for n, m in enumerate(reports))), {}))
    return {(t.harm, t.of): t for t in found}


def flags(*reports: list[Make]) -> list[tuple[str, str]]:
    return [(t.harm, f.code) for t in rows(*reports).values() for f in t.flags]


@pytest.mark.parametrize(
    ("makes", "expected"),
    [
        ([killed(12), killed(5, of=CHILD)], []),
        ([killed(12), killed(15, of=CHILD)], [("killed", "part_exceeds_total")]),
        ([at_least(12), killed(15, of=CHILD)], []),
        ([killed(12), killed(5, of=CHILD), killed(4, of=WOMAN), killed(4, of=MAN)], [("killed", "parts_exceed_total")]),
        ([killed(13), killed(5, of=CHILD), killed(4, of=WOMAN), killed(4, of=MAN)], []),
        ([at_least(12), killed(8, of=CHILD), killed(8, of=WOMAN)], []),
        ([toll("killed_or_injured", 20, 20)], [("killed_or_injured", "not_told_apart")]),
        (
            [toll("killed_or_injured", 20, 20), killed(5), injured(30)],
            [("killed_or_injured", "not_told_apart"), ("killed_or_injured", "unsplit_below_parts")],
        ),
    ],
)
def test_what_does_not_add_up_is_flagged(makes: list[Make], expected: list[tuple[str, str]]) -> None:
    assert flags(makes) == expected


def test_a_flag_corrects_nothing_and_names_its_claims() -> None:
    found = rows([killed(12), killed(15, of=CHILD)])
    assert (found["killed", Of()].high, found["killed", CHILD].low) == (12, 15)
    (flag,) = found["killed", CHILD].flags
    assert flag.text == "15 are more than the 12 of all people"
    assert len(flag.claims) == 2


def test_unsplit_casualties_never_become_dead() -> None:
    assert ("killed", Of()) not in rows([toll("killed_or_injured", 20, 20)])


def test_contested_status_opens_both_low_ends_and_keeps_the_high() -> None:
    found = rows([killed(12, by=MAYOR, of=CIVILIAN)], [killed(12, by=ARMY, of=FIGHTER)], [killed(12)])
    civil, armed, people = found["killed", CIVILIAN], found["killed", FIGHTER], found["killed", Of()]
    assert [(t.low, t.high) for t in (civil, armed, people)] == [(0, 12), (0, 12), (12, 12)]
    assert civil.low_claims == armed.claims, "the zero stands on those who say that they were fighters"
    assert [f.code for f in civil.flags] == ["status_contested"]
    assert "only those who are accused" not in civil.flags[0].text
    accused = rows([killed(12, by=MAYOR, of=CIVILIAN), blames("Azania", by=MAYOR)], [killed(12, by=ARMY, of=FIGHTER)])
    assert "only those who are accused" in accused["killed", CIVILIAN].flags[0].text


def test_fighters_and_civilians_beside_each_other_are_not_contested() -> None:
    found = rows([killed(12, by=MAYOR, of=CIVILIAN), killed(3, by=MAYOR, of=FIGHTER)], [killed(3, by=ARMY, of=FIGHTER)])
    assert found["killed", CIVILIAN].low == 12


# --------------------------------------------------------------------------------------------------------- dropping sources


def incident(*readings: Reading, less: str | None = None) -> Incident:
    found = accounts(*readings)
    kept = without(found, less) if less else found
    members = [
        Membership(report=a.report.name, report_id=a.report.id, mention=a.mention.id, score=1, why=(), decided_by="machine")
        for a in kept
    ]
    return reconcile(kept, members, id="i", code="c")


A = reading("a", told("2022-04-08", TOWN, killed(12, by=MAYOR), blames("Azania", by=MAYOR)), outlet="The Sulaco Hour")
B = reading("b", told("2022-04-08", TOWN, killed(19), injured(30), blames("Azania", by=ARMY, stance="denied")))


@pytest.mark.parametrize("source", ["a", "The Sulaco Hour", "the sulaco hour", A.report.id, A.report.id.removeprefix("sha256:")])
def test_a_report_or_an_outlet_is_dropped(source: str) -> None:
    found = {c.field: (c.before, c.after) for c in changes(incident(A, B), incident(A, B, less=source))}
    assert found == {
        "reports": ("2", "1"),
        "independent sources": ("2", "1"),
        "killed": ("12 to 19", "19"),
        "Azania accused by": ("Ana Ruiz", None),
        "contested: killed": ("12 / 19", None),
        "contested: responsibility": ("Azania / not Azania", None),
        "suggested grade": ("fair", "weak"),
        "suggested grade: Azania": ("fair", None),
    }


def test_a_voice_is_dropped_wherever_it_is_quoted() -> None:
    found = accounts(A, B)
    left = {
        name: sum(len(a.mention.claims) for a in without(found, name)) for name in ("Ana Ruiz", "defence ministry", "reporter")
    }
    assert left == {"Ana Ruiz": 3, "defence ministry": 4, "reporter": 3}
    assert [t.low for t in incident(A, B, less="Ana Ruiz").tolls] == [19, 30]


def test_a_source_that_is_not_there_changes_nothing() -> None:
    assert changes(incident(A, B), incident(A, B, less="nobody")) == ()


def test_dropped_and_added_again_all_is_as_before() -> None:
    found = accounts(A, B)
    incident(A, B, less="a")
    assert accounts(A, B) == found
    assert changes(incident(A, B), incident(A, B)) == ()

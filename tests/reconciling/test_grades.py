"""Suggested grades for each accused actor, by the table, with reasons."""

from __future__ import annotations

import pytest

from by_hand import ARMY, MAYOR, TOWN, Make, Who, accounts, blames, killed, reading, told, toll
from recounted.model import Incident, Of
from recounted.reconciling import RULES, reconcile

GOVERNOR = Who("Luis Vega", "governor", "local_authority", "Costaguana")
REBELS = Who(None, "spokesman of the Front", "armed_group", "Front")


def incident(*reports: list[Make], rule: str = "airwars_min_max") -> Incident:
    found = accounts(*(reading(f"r{n}", told("2022-04-08", TOWN, *m)) for n, m in enumerate(reports)))
    return reconcile(found, [], id="i", code="c", rule=rule)


def grades(*reports: list[Make]) -> dict[str, str]:
    return {g.actor: g.suggested for g in incident(*reports).grades}


def test_one_row_for_each_accused_actor() -> None:
    assert grades([killed(5)]) == {}
    assert grades([killed(5), blames("Azania", by=ARMY, stance="denied")]) == {}, "a denial alone accuses nobody"
    assert grades([killed(5), blames("Azania")]) == {"Azania": "weak"}
    assert grades([killed(5), blames("Azania")], [killed(5), blames("Azania")]) == {"Azania": "fair"}


def test_parties_that_one_voice_names_together_do_not_compete() -> None:
    both = [blames("Azania", by=MAYOR), blames("Front", by=MAYOR)]
    assert grades([killed(5), *both], [killed(5)]) == {"Azania": "fair", "Front": "fair"}
    assert grades([killed(5), *both], [killed(5), blames("Costaguana", by=ARMY)]) == {
        "Azania": "contested",
        "Front": "contested",
        "Costaguana": "contested",
    }


def test_who_admits_is_confirmed_and_the_others_are_contested() -> None:
    found = incident([killed(5), blames("Azania", by=MAYOR)], [blames("Front", by=REBELS, stance="admitted")])
    assert {g.actor: g.suggested for g in found.grades} == {"Azania": "contested", "Front": "confirmed"}
    assert found.suggested_grade == "confirmed"
    assert found.grades[0].reasons[0] == "Front is reported to have accepted responsibility"


def test_a_description_fits_those_who_admit_it() -> None:
    said = [blames("Front", by=REBELS, stance="admitted"), blames("armed men")]
    assert grades([killed(5), *said], [killed(5)]) == {"Front": "confirmed", "armed men": "fair"}


def test_who_admits_and_denies_has_not_accepted() -> None:
    said = [blames("Azania", by=ARMY, stance="admitted"), blames("Azania", by=GOVERNOR, stance="denied")]
    assert grades([killed(5), *said], [killed(5)]) == {"Azania": "fair"}


def test_a_denial_does_not_change_a_grade_and_is_named() -> None:
    found = incident([killed(5), blames("Azania", by=MAYOR)], [killed(5), blames("Azania", by=ARMY, stance="denied")])
    (row,) = found.grades
    assert row.suggested == "fair"
    assert row.reasons == (
        "2 independent sources",
        "likely by Azania, who is blamed in 1 of them",
        "a denial on behalf of Azania does not change the grade",
    )


def test_conflicting_tolls_are_no_competing_attribution() -> None:
    assert grades([killed(5), blames("Azania")], [killed(50), blames("Azania")]) == {"Azania": "fair"}


def test_fighters_only_and_no_harm() -> None:
    assert grades([killed(5, of=Of(status="member_of_armed_forces")), blames("Azania")]) == {"Azania": "discounted"}
    assert grades([killed(0), blames("Azania")]) == {"Azania": "ungraded"}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_grade_does_not_hang_on_the_toll_rule(rule: str) -> None:
    vague = [toll("killed", 24, 99, vague=True), blames("Azania")]
    assert incident(vague, rule=rule).suggested_grade == "weak"


def test_a_person_alone_sets_a_grade() -> None:
    assert [g.grade for g in incident([killed(5), blames("Azania")]).grades] == [None]

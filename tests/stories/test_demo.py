"""The demo reports, from files to incidents. What is expected was written down from the reports, before they were ever read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from recounted import Casebook, Incident, Reading, read_paths, run
from recounted.intake import load_metadata
from recounted.model import Of, Toll

ROOT = Path(__file__).parent.parent.parent
REPORTS = ROOT / "examples" / "reports"
METADATA = ROOT / "examples" / "reports.csv"


@pytest.fixture(scope="module")
def incidents(demo: Path) -> dict[str, Incident]:
    """The incidents by the first word of their reports' names."""
    with Casebook.open(demo, read_only=True) as casebook:
        return {incident.mentions[0].report.split("-")[0]: incident for incident in casebook.incidents()}


def toll(incident: Incident, harm: str, of: Of | None = None) -> Toll:
    return next(t for t in incident.tolls if t.harm == harm and t.of == (of or Of()))


def blamed(incident: Incident, word: str) -> tuple[set[str], set[str], set[str]]:
    """For the actor whose name holds ``word``: who accuses or asserts, who denies, who admits."""
    found = next(r for r in incident.responsibility if word in r.actor)
    return {*found.asserted_by, *found.accused_by}, {*found.denied_by}, {*found.admitted_by}


def test_there_are_five_incidents_and_each_has_all_its_reports(incidents: dict[str, Incident]) -> None:
    assert {name: incident.n_reports for name, incident in incidents.items()} == {
        "hroza": 3,
        "kremenchuk": 4,
        "ogossagou": 3,
        "krasnogorsk": 2,
        "colombo": 2,
    }
    for name, incident in incidents.items():
        assert {m.report.split("-")[0] for m in incident.mentions} == {name}
        assert incident.languages == ("en", "fr")


@pytest.mark.parametrize(
    ("name", "day", "country", "point"),
    [
        ("hroza", "2023-10-05", "UA", (49.53, 37.25)),
        ("kremenchuk", "2022-06-27", "UA", (49.07, 33.42)),
        ("ogossagou", "2019-03-23", "ML", (13.95, -3.4)),
        ("krasnogorsk", "2024-03-22", "RU", (55.82, 37.33)),
        ("colombo", "2019-04-21", "LK", (6.93, 79.85)),
    ],
)
def test_day_and_place_are_those_of_the_harm(
    incidents: dict[str, Incident], name: str, day: str, country: str, point: tuple[float, float]
) -> None:
    incident = incidents[name]
    assert incident.when is not None
    assert incident.when.edtf == day
    assert incident.where is not None
    assert incident.where.country == country
    # a village that the gazetteer does not know may be placed in its region
    assert (incident.where.lat, incident.where.lon) == pytest.approx(point, abs=0.6) or incident.where.gazetteer is None


def test_the_wire_story_that_two_outlets_print_counts_once(incidents: dict[str, Incident]) -> None:
    assert incidents["kremenchuk"].n_independent == 3


def test_kremenchuk(incidents: dict[str, Incident]) -> None:
    incident = incidents["kremenchuk"]
    killed = toll(incident, "killed")
    assert (killed.low, killed.high) == (18, 21)
    assert toll(incident, "injured").low == 59
    assert toll(incident, "missing").low == 36
    accusers, deniers, _ = blamed(incident, "Russia")
    assert any("Lounine" in who or "Lunin" in who or "Zelensky" in who or "Seven" in who or "G7" in who for who in accusers)
    assert deniers
    assert "missile" in {weapon.value for weapon in incident.weapons}
    # 1,000 were inside, 440 rescuers came, 25 of the wounded lay in hospital: none of them is a toll of dead
    assert all((t.high or 0) < 60 for t in incident.tolls)


def test_hroza(incidents: dict[str, Incident]) -> None:
    incident = incidents["hroza"]
    killed = toll(incident, "killed")
    assert killed.low in (48, 51, 52)
    assert killed.high == 59
    women = [t for t in incident.tolls if t.harm == "killed" and t.of.sex == "woman"]
    assert [(t.low, t.high) for t in women] == [(36, 36)]
    children = [t for t in incident.tolls if t.harm == "killed" and t.of.age_group == "child"]
    assert {(t.low, t.high) for t in children} == {(1, 1)}
    accusers, deniers, _ = blamed(incident, "Russia")
    assert any("Zelensky" in who for who in accusers)
    assert any("Peskov" in who or "Mosc" in who for who in deniers)
    # 330 inhabitants, 60 at the meal, 35 interviews
    assert not {60, 330, 35} & {t.high for t in incident.tolls}


def test_ogossagou(incidents: dict[str, Incident]) -> None:
    incident = incidents["ogossagou"]
    killed = [t for t in incident.tolls if t.harm == "killed" and t.of.age_group is None and t.of.sex is None]
    assert min(t.low for t in killed if t.low is not None) in (110, 111, 115)
    assert max(t.high for t in killed if t.high is not None) == 157
    assert any(t.harm == "injured" and t.low == 55 for t in incident.tolls)
    accusers, deniers, _ = blamed(incident, "Dan Na")
    assert accusers
    assert deniers
    assert 4700 not in {t.high for t in incident.tolls}


def test_krasnogorsk(incidents: dict[str, Incident]) -> None:
    incident = incidents["krasnogorsk"]
    killed = toll(incident, "killed")
    assert (killed.low, killed.high) == (40, 137)
    assert toll(incident, "injured").high == 182
    assert (toll(incident, "killed", Of(age_group="child"))).low == 3
    assert blamed(incident, "Islamic State")[2]
    assert "small_arms" in {weapon.value for weapon in incident.weapons}


def test_colombo_keeps_the_figure_that_was_corrected_and_says_why(incidents: dict[str, Incident]) -> None:
    incident = incidents["colombo"]
    killed = toll(incident, "killed")
    assert killed.low == 253
    with_359 = killed.high == 359 or killed.excluded or any(359 in {v.value for v in c.values} for c in incident.contested)
    assert with_359
    assert toll(incident, "injured").low == 500
    assert blamed(incident, "Islamic State")[2]
    assert blamed(incident, "National Thowheeth")[0]


def test_reports_that_tell_of_no_attack_have_no_mention(demo: Path) -> None:
    with Casebook.open(demo, read_only=True) as casebook:
        others = [reading for reading in casebook.readings() if reading.report.name.startswith("other-")]
    assert {reading.report.name: len(reading.mentions) for reading in others} == {
        "other-exercise-en.txt": 0,
        "other-match-fr.txt": 0,
        "other-quake-en.txt": 0,
    }


def test_every_claim_stands_on_the_words_of_its_report(demo: Path) -> None:
    with Casebook.open(demo, read_only=True) as casebook:
        readings = list(casebook.readings())
    claims = [(reading.report.text, claim) for reading in readings for m in reading.mentions for claim in m.claims]
    assert len(claims) > 60
    assert all(text[claim.start : claim.end] == claim.quote for text, claim in claims)


def state(casebook: Casebook) -> dict[str, str]:
    return {incident.id: incident.model_dump_json() for incident in casebook.incidents()}


def test_a_second_run_changes_nothing(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.casebook"
    shutil.copy(demo, copy)
    with Casebook.open(copy) as casebook:
        before, history = state(casebook), len(casebook.history())
        outcome = run([REPORTS], casebook, metadata=load_metadata(METADATA))
        assert (outcome.reports.added, outcome.reports.replaced) == (0, 0)
        assert (outcome.incidents.made, outcome.incidents.changed, outcome.incidents.merged) == (0, 0, 0)
        assert state(casebook) == before
        assert len(casebook.history()) == history


def test_one_more_report_changes_only_what_it_bears_on(demo: Path, tmp_path: Path) -> None:
    some = [path for path in sorted(REPORTS.iterdir()) if path.name != "hroza-3-en.txt"]
    metadata = load_metadata(METADATA)
    with Casebook.open(tmp_path / "grown.casebook") as casebook:
        run(some, casebook, metadata=metadata)
        before = state(casebook)
        run([REPORTS / "hroza-3-en.txt"], casebook, metadata=metadata)
        after = state(casebook)
    changed = {key for key in after if before.get(key) != after[key]}
    assert before.keys() == after.keys()
    assert [json.loads(after[key])["mentions"][0]["report"].split("-")[0] for key in changed] == ["hroza"]
    with Casebook.open(demo, read_only=True) as casebook:
        assert {i.code for i in casebook.incidents()} == {json.loads(body)["code"] for body in after.values()}


def test_two_processes_read_the_same_as_one() -> None:
    def jsons(readings: Iterable[object]) -> list[str]:
        return [reading.model_dump_json() for reading in readings if isinstance(reading, Reading)]

    metadata = load_metadata(METADATA)
    assert jsons(read_paths([REPORTS], metadata=metadata, jobs=2)) == jsons(read_paths([REPORTS], metadata=metadata))


def test_nothing_is_sent_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*args: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with Casebook.open(tmp_path / "offline.casebook") as casebook:
        run([REPORTS], casebook)
        assert casebook.counts()["reports"] == 17

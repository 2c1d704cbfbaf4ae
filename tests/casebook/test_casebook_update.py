"""Linking, reconciling and storing as one step: stable ids, nothing done twice, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_hand import MAYOR, TOWN, Spot, at_least, blames, facts, injured, killed, reading, told, weapon
from recounted.casebook import Casebook, Summary, update_incidents
from recounted.model import ClaimDecision, Decision, FieldDecision, Incident, LinkDecision, Reading, ReportDecision

FAR = Spot("Azuera", "YE", 15.35, 44.21)
EN = reading("en.txt", told("2022-04-08", TOWN, at_least(50, by=MAYOR), weapon("missile")), published="2022-04-09")
FR = reading("fr.txt", told("2022-04-08", TOWN, killed(52), blames("Azania")), published="2022-04-10", lang="fr")
OTHER = reading("other.txt", told("2016-10-08", FAR, killed(82), injured(534)), published="2016-10-09")


@pytest.fixture
def book(tmp_path: Path):
    with Casebook.open(tmp_path / "t.casebook", clock=lambda: "2026-01-01T00:00:00+00:00") as casebook:
        yield casebook


def add(book: Casebook, *readings: Reading) -> Summary:
    book.put_readings(readings)
    return update_incidents(book)


def by_report(book: Casebook) -> dict[str, Incident]:
    return {m.report: i for i in book.incidents() for m in i.mentions}


def decide(book: Casebook, a: Reading, b: Reading, verdict: str, at: str) -> Summary:
    left, right = facts(a)[0].key, facts(b)[0].key
    book.put_act(
        verdict,
        [LinkDecision.model_validate({"mentions": (left,), "others": (right,), "verdict": verdict})],
        by="R. Reader",
        at=at,
    )
    return update_incidents(book)


def test_incidents_are_made_and_found_again(book: Casebook) -> None:
    assert add(book, EN, FR, OTHER) == Summary(made=2, changed=0, merged=0, unchanged=0, mentions=3)
    assert [i.code for i in book.incidents()] == ["YE-20161008-azuera", "UA-20220408-sulaco"]
    first = next(book.incidents())
    assert book.incident(first.id) == book.incident(first.code) == first
    assert book.incident("nothing") is None
    assert book.check() == []


def test_a_second_update_changes_nothing(book: Casebook) -> None:
    add(book, EN, FR, OTHER)
    before, history = list(book.incidents()), book.history()
    assert add(book, EN, FR, OTHER) == Summary(made=0, changed=0, merged=0, unchanged=2, mentions=3)
    assert list(book.incidents()) == before
    assert book.history() == history


def test_one_more_report_changes_only_what_it_bears_on(book: Casebook) -> None:
    add(book, EN, OTHER)
    before = by_report(book)
    assert add(book, FR) == Summary(made=0, changed=1, merged=0, unchanged=1, mentions=3)
    after = by_report(book)
    assert after["other.txt"] == before["other.txt"]
    assert after["en.txt"].id == after["fr.txt"].id == before["en.txt"].id
    assert (after["en.txt"].tolls[0].low, after["en.txt"].tolls[0].high) == (50, 52)
    entry = book.history(after["en.txt"].id)[-1]
    assert (entry.before["n_reports"], entry.after["n_reports"]) == (1, 2)


def test_a_decision_splits_and_another_joins_again(book: Casebook) -> None:
    add(book, EN, FR)
    whole = by_report(book)["en.txt"]
    assert decide(book, EN, FR, "not_same", "2026-01-01").made == 1
    parts = by_report(book)
    assert parts["en.txt"].id != parts["fr.txt"].id
    assert whole.id in (parts["en.txt"].id, parts["fr.txt"].id)
    gone = ({parts["en.txt"].id, parts["fr.txt"].id} - {whole.id}).pop()
    gone_code = next(i.code for i in book.incidents() if i.id == gone)
    assert decide(book, EN, FR, "same", "2026-01-02").merged == 1
    again = by_report(book)["en.txt"]
    assert again.id == whole.id
    assert book.incident(gone) == book.incident(gone_code) == again
    assert {m.decided_by for m in again.mentions} == {"R. Reader"}
    assert book.check() == []


def test_a_decision_outlives_new_reports(book: Casebook) -> None:
    add(book, EN, FR)
    decide(book, EN, FR, "not_same", "2026-01-01")
    add(book, reading("third.txt", told("2022-04-08", TOWN, killed(52), weapon("missile"))))
    found = by_report(book)
    assert found["en.txt"].id != found["fr.txt"].id


def test_an_old_code_still_leads_there(book: Casebook) -> None:
    add(book, reading("early.txt", told("2022-04", TOWN, killed(52), weapon("missile"))))
    (early,) = book.incidents()
    add(book, reading("late.txt", told("2022-04-08", TOWN, killed(52), weapon("missile"))))
    (late,) = book.incidents()
    assert (early.code, late.code) == ("UA-202204-sulaco", "UA-20220408-sulaco")
    assert book.incident(early.code) == late


def test_two_incidents_of_one_day_and_town_have_two_codes(book: Casebook) -> None:
    add(book, reading("a.txt", told("2022-04-08", TOWN, killed(1)), told("2022-04-08", TOWN, killed(60))))
    assert sorted(i.code for i in book.incidents()) == ["UA-20220408-sulaco", "UA-20220408-sulaco-2"]
    codes = {i.id: i.code for i in book.incidents()}
    add(book, OTHER)
    assert {i.id: i.code for i in book.incidents() if i.id in codes} == codes


def test_a_report_read_again_keeps_the_incidents_id(book: Casebook) -> None:
    add(book, EN, FR)
    before = by_report(book)["en.txt"].id
    better = EN.model_copy(update={"mentions": (EN.mentions[0].model_copy(update={"claims": EN.mentions[0].claims[:1]}),)})
    book.put_readings([better], reader="newer")
    update_incidents(book)
    assert by_report(book)["en.txt"].id == before
    assert book.check() == []


def test_an_incident_without_accounts_goes(book: Casebook) -> None:
    add(book, EN)
    (lone,) = book.incidents()
    book.put_readings([EN.model_copy(update={"mentions": ()})], reader="newer")
    assert update_incidents(book).merged == 1
    assert list(book.incidents()) == []
    assert book.incident(lone.id) is None
    assert book.history(lone.id)[-1].what == "incident without accounts"


def put(book: Casebook, *decisions: Decision, why: str = "") -> Summary:
    book.put_act("set", decisions, by="R. Reader", why=why)
    return update_incidents(book)


def test_a_persons_grade_stays(book: Casebook) -> None:
    add(book, EN)
    (found,) = book.incidents()
    assert put(book, FieldDecision(incident=found.id, field="grade", value="fair"), why="two witnesses").changed == 1
    add(book, FR)
    (now,) = book.incidents()
    assert now.grade == "fair"
    assert (now.decided["grade"].by, now.decided["grade"].why, now.decided["grade"].instead_of) == (
        "R. Reader",
        "two witnesses",
        None,
    )
    put(book, FieldDecision(incident=found.id, field="grade", value=None))
    (now,) = book.incidents()
    assert (now.grade, now.decided) == (None, {})


def test_a_value_goes_where_its_incident_goes(book: Casebook) -> None:
    add(book, EN, FR)
    decide(book, EN, FR, "not_same", "2026-01-01")
    parts = by_report(book)
    for name, value in (("en.txt", 50), ("fr.txt", 52)):
        put(book, FieldDecision(incident=parts[name].id, field="best:killed", value=value))
    put(book, FieldDecision(incident=parts["fr.txt"].id, field="state", value="published"))
    decide(book, EN, FR, "same", "2026-01-02")
    (one,) = book.incidents()
    own = next(n for n, i in parts.items() if i.id == one.id)
    assert one.tolls[0].best == {"en.txt": 50, "fr.txt": 52}[own], "its own value stands over that of the other"
    assert one.state == "published"


def test_a_rejected_claim_leaves_the_toll_and_stays_in_sight(book: Casebook) -> None:
    add(book, EN, FR)
    wrong = FR.mentions[0].claims[0].id
    put(book, ClaimDecision(claim=wrong, verdict="rejected"), why="counts soldiers")
    (now,) = book.incidents()
    assert (now.tolls[0].low, now.tolls[0].high) == (50, 50)
    assert [(e.claim, e.why) for e in now.tolls[0].excluded] == [(wrong, "rejected by R. Reader: counts soldiers")]
    assert [(a.claim, a.verdict, a.by) for a in now.amended] == [(wrong, "rejected", "R. Reader")]
    put(book, ClaimDecision(claim=wrong, verdict="accepted"))
    assert next(book.incidents()).tolls[0].high == 52


def test_a_corrected_claim_counts_as_corrected(book: Casebook) -> None:
    add(book, EN, FR)
    claim = FR.mentions[0].claims[0]
    put(book, ClaimDecision(claim=claim.id, verdict="corrected", changes={"lo": 54, "hi": 54, "point": 54}))
    (now,) = book.incidents()
    assert (now.tolls[0].low, now.tolls[0].high) == (50, 54)
    stored = book.claim(claim.id)
    assert stored is not None
    assert stored.claim == claim


def test_a_report_left_out_is_in_no_incident(book: Casebook) -> None:
    add(book, EN, FR, OTHER)
    before = list(book.incidents())
    put(book, ReportDecision(report=FR.report.id, verdict="left_out"))
    assert {m.report for i in book.incidents() for m in i.mentions} == {"en.txt", "other.txt"}
    put(book, ReportDecision(report=FR.report.id, verdict="taken_in"))
    assert [i.model_copy(update={"version": 1}) for i in book.incidents()] == before
    assert [i.version for i in book.incidents()] == [1, 3]


def test_another_rule_is_another_reconciling(book: Casebook) -> None:
    add(book, EN, FR)
    assert update_incidents(book, rule="acled_conservative").changed == 1
    assert next(book.incidents()).tolls[0].best == 50


_spots = st.sampled_from([TOWN, FAR, Spot("Sulaco", lat=48.1), None])
_days = st.sampled_from(["2022-04-08", "2022-04-09", "XXXX-04-08", "2022-04", None])
_claims = st.lists(st.sampled_from([killed(3), killed(50), at_least(50), weapon("missile"), blames("Azania")]), max_size=3)
_mentions = st.lists(st.builds(lambda d, s, c: told(d, s, *c), _days, _spots, _claims), min_size=1, max_size=2)


@settings(max_examples=30)  # two casebooks on the disk for each
@given(st.lists(_mentions, min_size=1, max_size=6), st.integers(0, 6))
def test_in_two_steps_as_in_one(tmp_path_factory: pytest.TempPathFactory, world: list, cut: int) -> None:
    """Reports that come in two runs end in the same incidents as in one; ids made in the first stay, and old ones lead on."""
    made = [reading(f"r{n}", *m) for n, m in enumerate(world)]
    folder = tmp_path_factory.mktemp("book")
    with Casebook.open(folder / "one.casebook") as one, Casebook.open(folder / "two.casebook") as two:
        add(one, *made)
        add(two, *made[:cut])
        early = [i.id for i in two.incidents()]
        add(two, *made[cut:])
        assert members(one) == members(two)
        assert all(two.incident(i) for i in early)
        assert add(two, *made).unchanged == len(members(two))
        assert two.check() == []
        for incident in two.incidents():
            for cited in [c for t in incident.tolls for c in t.claims]:
                assert two.claim(cited) is not None


def members(book: Casebook) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((m.report, m.mention) for m in i.mentions) for i in book.incidents()}

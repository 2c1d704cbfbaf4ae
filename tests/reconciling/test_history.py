"""Toll history: what was known when, what superseded what, and the toll as of any day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from by_hand import ARMY, MAYOR, TOWN, Who, accounts, at_least, injured, killed, reading, told, toll
from recounted.model import Reading, TollDay
from recounted.reconciling import reconcile
from recounted.reconciling.evidence import statements_of
from recounted.reconciling.history import as_of, history, out_on
from recounted.reconciling.rules import RULES
from recounted.reconciling.sifting import dated
from recounted.reconciling.tolls import tolls

GOVERNOR = Who("Luis Vega", "governor", "local_authority", "Costaguana")


def days(*readings: Reading, rule: str = "airwars_min_max") -> tuple[TollDay, ...]:
    return history(statements_of(accounts(*readings), {}), rule)


def day(name: str, published: str | None, *makes) -> Reading:
    return reading(name, told("2022-04-08", TOWN, *makes), published=published)


def short(rows: tuple[TollDay, ...]) -> list[tuple]:
    return [(r.day, r.harm, r.low, r.high, len(r.figures)) for r in rows]


def test_a_toll_that_rises() -> None:
    first, second = day("a", "2022-04-08", killed(39, by=MAYOR), injured(80)), day("b", "2022-04-10", killed(52, by=MAYOR))
    rows = days(first, second)
    assert short(rows) == [
        ("2022-04-08", "killed", 39, 39, 1),
        ("2022-04-08", "injured", 80, 80, 1),
        ("2022-04-10", "killed", 52, 52, 1),
    ]
    old, new = first.mentions[0].claims[0].id, second.mentions[0].claims[0].id
    assert (rows[0].figures[0].claim, rows[0].figures[0].voice, rows[0].figures[0].superseded_by) == (old, "Ana Ruiz", new)
    assert rows[2].figures[0].superseded_by is None


def test_reports_without_a_date_stand_apart() -> None:
    rows = days(day("a", "2022-04-08", killed(39)), day("b", None, killed(70)))
    assert short(rows) == [("2022-04-08", "killed", 39, 39, 1), (None, "killed", 70, 70, 1)]


def test_a_report_of_which_only_the_month_is_known_counts_from_its_end() -> None:
    assert out_on("2022-04") == "2022-04-30"
    assert out_on("2022-04-08?") is None, "the year is an inference"


def test_a_denial_stands_in_the_history_and_moves_nothing() -> None:
    rows = days(day("a", "2022-04-08", killed(39)), day("b", "2022-04-09", killed(0, by=ARMY, attribution="denial")))
    assert short(rows) == [("2022-04-08", "killed", 39, 39, 1), ("2022-04-09", "killed", 39, 39, 1)]
    assert rows[1].figures[0].left_out == "a denial: it contests a figure and lowers none"


def test_the_incident_as_of_a_day() -> None:
    found = accounts(
        day("a", "2022-04-08", killed(39)), day("b", "2022-04-10", at_least(52, by=GOVERNOR)), day("c", None, killed(70))
    )
    early = reconcile(found, [], id="i", code="c", as_of="2022-04-09")
    assert [(t.low, t.high) for t in early.tolls] == [(39, 39)]
    assert early.n_reports == 1
    now = reconcile(found, [], id="i", code="c", as_of="2022-04-10")
    assert [(t.low, t.high, t.high_open) for t in now.tolls] == [(39, 52, True)]
    counted = reconcile(found, [], id="i", code="c", as_of="2022-04-10", undated="counted")
    assert [(t.low, t.high) for t in counted.tolls] == [(39, 70)]
    with pytest.raises(ValueError, match="at least one account"):
        reconcile(found, [], id="i", code="c", as_of="2022-04-07")


def test_a_figure_that_its_own_text_calls_an_older_one() -> None:
    one = day("a", "2022-04-09", killed(39, by=MAYOR, overtaken=True), killed(52, by=MAYOR))
    (row,) = tolls(statements_of(accounts(one), {}))
    assert (row.low, row.high) == (52, 52)
    old, new = (c.id for c in one.mentions[0].claims)
    assert [(x.claim, x.by) for x in row.excluded] == [(old, new)]
    alone = day("a", "2022-04-09", killed(39, by=MAYOR, overtaken=True))
    assert [(t.low, t.high) for t in tolls(statements_of(accounts(alone), {}))] == [(39, 39)]


def test_a_copy_that_comes_late_takes_no_newer_figure_back() -> None:
    first, newer = day("a", "2022-04-08", killed(39, by=MAYOR)), day("b", "2022-04-10", killed(52, by=MAYOR))
    copy = day("c", "2022-04-12", killed(39, by=MAYOR))
    found = accounts(first, newer, copy)
    (row,) = tolls(statements_of(found, {copy.report.id: first.report.id}))
    assert (row.low, row.high) == (52, 52)


# ------------------------------------------------------------------------------------------------------------ properties

_bounds = st.one_of(
    st.integers(0, 90).map(lambda n: (n, n)),
    st.integers(0, 90).map(lambda n: (n, None)),
    st.integers(1, 90).map(lambda n: (0, n)),
    st.just((None, None)),
)
_claims = st.builds(
    lambda b, by, more, vague: toll("killed", *b, by=by, vague=vague, **more),
    _bounds,
    st.sampled_from([None, MAYOR, GOVERNOR, ARMY]),
    st.sampled_from([{}, {}, {"overtaken": True}, {"attribution": "denial"}, {"scope": "cumulative_campaign"}]),
    st.booleans(),
)
_dates = st.sampled_from([None, "2022-04-08", "2022-04-09", "2022-04-11", "2022-04"])
_worlds = st.lists(st.tuples(_dates, st.lists(_claims, min_size=1, max_size=3)), min_size=1, max_size=5)
_rules = st.sampled_from(sorted(RULES))


def made(world: list) -> list[Reading]:
    return [day(f"r{n}", published, *makes) for n, (published, makes) in enumerate(world)]


@given(_worlds, _rules)
def test_every_figure_stands_in_one_row_and_every_row_is_the_toll_of_its_day(world: list, rule: str) -> None:
    readings = made(world)
    statements = statements_of(accounts(*readings), {})
    rows = history(statements, rule)
    told_once = [f.claim for r in rows for f in r.figures]
    assert sorted(told_once) == sorted(c.id for r in readings for c in r.mentions[0].claims)
    assert [r.day for r in rows if r.day] == sorted(r.day for r in rows if r.day)
    for row in rows:
        if row.day:
            stood = next((t for t in tolls(as_of(statements, row.day), rule) if t.harm == row.harm), None)
            assert (row.low, row.best, row.high) == ((stood.low, stood.best, stood.high) if stood else (None, None, None))


@given(_worlds, _rules, st.integers(0, 4), st.sampled_from(["2022-04-09", "2022-04-12", None]))
def test_a_copy_changes_no_toll(world: list, rule: str, which: int, later: str | None) -> None:
    original = made(world)
    chosen = original[which % len(original)]
    if not dated(chosen.report.published) or (later or "9") < str(chosen.report.published):
        later = chosen.report.published  # a copy comes out after its original, and tells nothing new of when that was
    makes = world[which % len(original)][1]
    copy = day("copy", later, *makes)
    family = {copy.report.id: chosen.report.id}
    before = tolls(statements_of(accounts(*original), {}), rule)
    after = tolls(statements_of(accounts(*original, copy), family), rule)
    assert [(t.harm, t.low, t.best, t.high, t.high_open) for t in before] == [
        (t.harm, t.low, t.best, t.high, t.high_open) for t in after
    ]


@given(_worlds, _rules, _bounds)
def test_a_denial_lowers_nothing(world: list, rule: str, bounds: tuple[int | None, int | None]) -> None:
    readings = made(world)
    denial = day("denial", "2022-04-20", toll("killed", *bounds, by=ARMY, attribution="denial"))
    before = tolls(statements_of(accounts(*readings), {}), rule)
    after = tolls(statements_of(accounts(*readings, denial), {}), rule)
    assert [(t.low, t.best, t.high) for t in before] == [(t.low, t.best, t.high) for t in after]

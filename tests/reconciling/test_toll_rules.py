"""The steps and rules of tolls, one example each, and what must hold for all claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from by_hand import ARMY, MAYOR, TOWN, WITNESS, Who, accounts, at_least, dozens, injured, killed, reading, told, toll
from recounted.model import Of, Toll
from recounted.reconciling.evidence import statements_of
from recounted.reconciling.rules import RULES
from recounted.reconciling.tolls import tolls

CHILD = Of(age_group="child")
GOVERNOR = Who("Luis Vega", "governor", "local_authority", "Costaguana")


def of_reports(*readings, rule: str = "airwars_min_max") -> tuple[Toll, ...]:
    return tolls(statements_of(accounts(*readings), {}), rule)


def one(*makes, rule: str = "airwars_min_max") -> Toll:
    """The toll of one report's claims each from its own report."""
    rows = of_reports(*(reading(f"r{n}", told("2022-04-08", TOWN, m)) for n, m in enumerate(makes)), rule=rule)
    assert len(rows) == 1
    return rows[0]


def ends(row: Toll) -> tuple[int | None, int | None, bool]:
    return row.low, row.high, row.high_open


@pytest.mark.parametrize(
    ("makes", "expected"),
    [
        ([killed(50)], (50, 50, False)),
        ([killed(50), killed(57)], (50, 57, False)),
        ([at_least(50)], (50, 50, True)),
        ([at_least(50), killed(57)], (50, 57, False)),
        ([killed(50), at_least(57)], (50, 57, True)),
        ([toll("killed", 20, 30)], (20, 30, False)),
        ([toll("killed", 0, 30), killed(12)], (12, 30, False)),
        ([toll("killed", 0, 30)], (0, 30, False)),
        ([killed(0), killed(4)], (0, 4, False)),
        ([dozens()], (24, 99, False)),
        ([dozens(), killed(50)], (50, 50, False)),
        ([toll("killed", 200, 999, vague=True), killed(50)], (50, 200, True)),
    ],
)
def test_min_max(makes: list, expected: tuple[int, int, bool]) -> None:
    row = one(*makes)
    assert ends(row) == expected
    assert row.best is None


def test_each_end_points_to_its_claims() -> None:
    row = one(killed(50), killed(57), killed(50))
    assert len(row.low_claims) == 2
    assert len(row.high_claims) == 1
    assert set(row.low_claims) | set(row.high_claims) == set(row.claims)


@pytest.mark.parametrize("scope", ["cumulative_campaign", "multi_incident_aggregate", "unclear"])
def test_other_scopes_never_enter(scope: str) -> None:
    row = one(killed(50), killed(4000, scope=scope))
    assert ends(row) == (50, 50, False)
    assert len(row.excluded) == 1
    assert of_reports(reading("r", told(None, TOWN, killed(4000, scope=scope)))) == ()


@pytest.mark.parametrize("attribution", ["denial", "retraction"])
def test_a_denial_lowers_nothing(attribution: str) -> None:
    assert ends(one(killed(50), killed(0, by=ARMY, attribution=attribution))) == (50, 50, False)


def test_null_is_not_zero() -> None:
    assert of_reports(reading("r", told(None, TOWN, toll("killed", None, None)))) == ()


def test_an_older_figure_of_one_voice_is_superseded_and_stays_visible() -> None:
    early = reading("early", told(None, TOWN, killed(39, by=MAYOR)), published="2022-04-08")
    late = reading("late", told(None, TOWN, killed(52, by=MAYOR)), published="2022-04-09")
    (row,) = of_reports(early, late)
    assert ends(row) == (52, 52, False)
    assert [x.claim for x in row.excluded] == [early.mentions[0].claims[0].id]
    assert row.excluded[0].why == f"superseded by {late.mentions[0].claims[0].id}, the same voice on 2022-04-09"


def test_figures_of_one_voice_on_one_day_both_stay() -> None:
    both = [reading(f"r{n}", told(None, TOWN, killed(n, by=MAYOR)), published="2022-04-08") for n in (39, 52)]
    assert ends(of_reports(*both)[0]) == (39, 52, False)


def test_figures_of_two_voices_both_stay() -> None:
    mayor = reading("a", told(None, TOWN, killed(39, by=MAYOR)), published="2022-04-08")
    governor = reading("b", told(None, TOWN, killed(52, by=GOVERNOR)), published="2022-04-09")
    assert ends(of_reports(mayor, governor)[0]) == (39, 52, False)


def test_a_vague_word_said_later_takes_no_number_back() -> None:
    first = reading("a", told(None, TOWN, killed(39, by=MAYOR)), published="2022-04-08")
    later = reading("b", told(None, TOWN, dozens(by=MAYOR)), published="2022-04-09")
    assert ends(of_reports(first, later)[0]) == (39, 39, False)


def test_groups_have_rows_of_their_own_and_parts_are_no_totals() -> None:
    civilians = killed(30, of=Of(status="civilian"))
    part = killed(12, part_of="x.m1.c1")
    rows = of_reports(reading("a", told(None, TOWN, killed(50), killed(5, of=CHILD), part, injured(98), civilians)))
    found = {(r.harm, r.of): ends(r) for r in rows}
    assert found == {
        ("killed", Of()): (50, 50, False),
        ("killed", CHILD): (5, 5, False),
        ("killed", Of(status="civilian")): (30, 30, False),
        ("injured", Of()): (98, 98, False),
    }
    assert rows[0].of == Of(), "the whole comes before its parts"
    assert rows[0].excluded[0].why == "a part of x.m1.c1, not a total"


def test_acled_takes_the_lowest_and_its_own_codes_for_words() -> None:
    assert one(killed(50), killed(57), rule="acled_conservative").best == 50
    words = one(dozens(), rule="acled_conservative")
    assert (words.low, words.best, words.high) == (12, 12, 99)


def test_the_most_recent_figure_is_best_where_the_last_voices_agree() -> None:
    old = reading("a", told(None, TOWN, killed(39)), published="2022-04-08")
    new = reading("b", told(None, TOWN, killed(52, by=GOVERNOR)), published="2022-04-10")
    assert of_reports(old, new, rule="most_recent_independent")[0].best == 52
    other = reading("c", told(None, TOWN, killed(57, by=MAYOR)), published="2022-04-10")
    assert of_reports(old, new, other, rule="most_recent_independent")[0].best is None
    assert one(killed(39), rule="most_recent_independent").best is None


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        of_reports(rule="guess")


# ------------------------------------------------------------------------------------------------------------ properties

_bounds = st.one_of(
    st.integers(0, 5000).map(lambda n: (n, n)),
    st.integers(0, 5000).map(lambda n: (n, None)),
    st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda p: tuple(sorted(p))),
    st.just((None, None)),
)
_claims = st.builds(
    lambda b, by, more, vague, of: toll("killed", *b, by=by, of=of, vague=vague, **more),
    _bounds,
    st.sampled_from([None, MAYOR, GOVERNOR, WITNESS]),
    st.sampled_from([{}, {"scope": "cumulative_campaign"}, {"attribution": "denial"}, {"part_of": "x"}]),
    st.booleans(),
    st.sampled_from([Of(), CHILD]),
)
_dates = st.sampled_from([None, "2022-04-08", "2022-04-09", "2022-04"])
_reports = st.lists(st.tuples(_dates, st.lists(_claims, max_size=4)), max_size=5)


@given(_reports, st.sampled_from(sorted(RULES)))
def test_what_holds_for_every_toll(reports: list, rule: str) -> None:
    made = [reading(f"r{n}", told("2022-04-08", TOWN, *c), published=d) for n, (d, c) in enumerate(reports)]
    claims = {c.id: c for r in made for c in r.mentions[0].claims}
    for row in of_reports(*made, rule=rule):
        known = [v for v in (row.low, row.best, row.high) if v is not None]
        assert known == sorted(known), "low <= best <= high"
        assert row.claims, "a figure stands on claims"
        used, out = set(row.claims), {x.claim for x in row.excluded}
        cell = {c for c in claims if claims[c].of == row.of}
        assert used | out == cell, "every claim is used or left out with a reason"
        assert not used & out
        assert set(row.low_claims) | set(row.high_claims) <= used
        assert row.high is None or any(row.high in (claims[c].lo, claims[c].hi) for c in row.high_claims)
        if rule != "acled_conservative":
            assert row.low is None or any(claims[c].lo == row.low for c in row.low_claims)


_values = st.lists(st.tuples(*[st.integers(0, 300)] * 3).map(sorted), min_size=1, max_size=6)


@given(_values)
def test_values_of_several_sources_reach_from_the_least_to_the_most(values: list[list[int]]) -> None:
    """Databases that give low, best and high of one event: every one of them is a voice of its own."""
    made = [
        reading(f"r{n}", told("2022-04-08", TOWN, toll("killed", low, high, point=best)), published="2022-04-09")
        for n, (low, best, high) in enumerate(values)
    ]
    (row,) = of_reports(*made)
    assert (row.low, row.high, row.high_open) == (min(v[0] for v in values), max(v[2] for v in values), False)
    assert len(row.claims) == len(values)


@given(_reports, st.randoms())
def test_order_does_not_matter(reports: list, random) -> None:
    made = [reading(f"r{n}", told("2022-04-08", TOWN, *c), published=d) for n, (d, c) in enumerate(reports)]
    assert of_reports(*random.sample(made, len(made))) == of_reports(*made)

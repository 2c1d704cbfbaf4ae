"""The choice between places of one name, on made-up candidates whose right answer a reader would not doubt."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recounted.places import Entry, Hints, choose, choose_all

PARIS = Entry("t:1", "Paris", "settlement", "FR", "Île-de-France", None, 48.85, 2.35, 2_100_000, "exact", capital=True, names=100)
PARIS_TEXAS = Entry("t:2", "Paris", "settlement", "US", "Texas", "Lamar County", 33.66, -95.55, 25_000, "exact", names=12)
TEXAS = Entry("t:3", "Texas", "adm1", "US", None, None, 31.0, -99.0, 29_000_000, "exact", radius_km=500.0, names=30)
LYMAN_DONETSK = Entry(
    "t:4", "Lyman", "settlement", "UA", "Donetsk Oblast", "Kramatorsk Raion", 48.99, 37.81, 20_000, "exact", names=15
)
LYMAN_KHARKIV = Entry("t:5", "Lyman", "settlement", "UA", "Kharkiv Oblast", "Izium Raion", 49.59, 36.47, 4_000, "exact", names=6)
KHARKIV_OBLAST = Entry(
    "t:6", "Kharkiv Oblast", "adm1", "UA", None, None, 49.75, 36.5, 2_600_000, "exact", radius_km=100.0, names=20
)
BALAKLIIA = Entry(
    "t:7", "Balakliia", "settlement", "UA", "Kharkiv Oblast", "Izium Raion", 49.46, 36.86, 26_000, "exact", names=20
)
DONETSK = Entry("t:8", "Donetsk", "settlement", "UA", "Donetsk Oblast", None, 48.0, 37.8, 900_000, "exact", names=60)
DONETSK_OBLAST = replace(
    DONETSK, id="t:9", name="Donetsk Oblast", kind="adm1", adm1=None, population=4_000_000, primary=False, radius_km=105.0
)
HAMLET = Entry("t:10", "Mission", "settlement", "US", "Texas", None, 26.2, -98.3, 900, "exact", names=2)


def test_the_well_known_place_without_hints() -> None:
    best, scored = choose([PARIS_TEXAS, PARIS], Hints())
    assert best is PARIS
    assert [entry.id for entry, _ in scored] == ["t:1", "t:2"]


def test_the_named_country_decides() -> None:
    assert choose([PARIS, PARIS_TEXAS], Hints(countries={"US": 3.0}))[0] is PARIS_TEXAS


def test_the_named_region_decides() -> None:
    assert choose([LYMAN_DONETSK, LYMAN_KHARKIV], Hints(countries={"UA": 1.0}))[0] is LYMAN_DONETSK
    hints = Hints(countries={"UA": 1.0}, regions=(KHARKIV_OBLAST,))
    assert choose([LYMAN_DONETSK, LYMAN_KHARKIV], hints)[0] is LYMAN_KHARKIV


def test_nearness_to_a_sure_place_decides() -> None:
    assert choose([LYMAN_DONETSK, LYMAN_KHARKIV], Hints(near=((49.6, 36.5),)))[0] is LYMAN_KHARKIV


def test_other_places_of_the_report_decide() -> None:
    results = choose_all([[LYMAN_DONETSK, LYMAN_KHARKIV], [BALAKLIIA], [KHARKIV_OBLAST]], Hints(countries={"UA": 1.0}))
    assert [best and best.id for best, _ in results] == ["t:5", "t:7", "t:6"]


def test_what_the_text_says_it_lies_in_decides() -> None:
    assert choose_all([[PARIS, PARIS_TEXAS], [TEXAS]], Hints(), held_by=[1, None])[0][0] is PARIS_TEXAS


def test_settlement_by_default_and_region_when_asked() -> None:
    hints = Hints(countries={"UA": 1.0})
    assert choose([DONETSK_OBLAST, DONETSK], hints)[0] is DONETSK
    assert choose([DONETSK_OBLAST, DONETSK], hints, prefer_kind="adm1")[0] is DONETSK_OBLAST
    assert choose([DONETSK], hints, prefer_kind="adm1")[0] is DONETSK, "a preference that nothing meets is none"


def test_a_hamlet_in_a_country_never_named_is_none() -> None:
    best, scored = choose([HAMLET], Hints(countries={"SD": 2.0}))
    assert best is None
    assert scored[0][1] < 0.1


def test_a_foreign_capital_stays_sane() -> None:
    assert choose([PARIS, PARIS_TEXAS], Hints(countries={"UA": 4.0}))[0] is PARIS


def test_exact_beats_key_beats_fuzzy() -> None:
    scores = {
        match: choose([replace(LYMAN_DONETSK, match=match)], Hints())[1][0][1] for match in ("exact", "form", "key", "fuzzy")
    }
    assert scores["exact"] > scores["form"] > scores["key"] > scores["fuzzy"]


def test_nothing_to_choose_from() -> None:
    assert choose([], Hints()) == (None, ())
    assert choose_all([[], [PARIS]], Hints())[0] == (None, ())


@given(st.lists(st.sampled_from([PARIS, PARIS_TEXAS, TEXAS, LYMAN_DONETSK, DONETSK, HAMLET]), unique_by=lambda e: e.id))
def test_scores_are_probabilities_and_order_does_not_matter(candidates: list[Entry]) -> None:
    best, scored = choose(candidates, Hints(countries={"UA": 1.0, "US": 1.0}))
    assert all(0 <= score <= 1 for _, score in scored)
    assert sum(score for _, score in scored) < 1
    assert choose(candidates[::-1], Hints(countries={"UA": 1.0, "US": 1.0}))[0] == best

from dataclasses import replace

import pytest

from by_hand import TOWN, Spot, at_least, blames, dozens, facts, injured, killed, reading, target, told, toll, weapon
from recounted.linking import Facts, features
from recounted.linking.features import Evidence, bits, compare, km, probability
from recounted.linking.scores import Scores
from recounted.linking.weekdays import weekdays_in
from recounted.linking.weights import TOLL_MOST, WEIGHTS


def levels(feature, left, right, **dates) -> list[str]:
    a, b = facts(
        reading("a.txt", left, published=dates.get("a")),
        reading("b.txt", right, published=dates.get("b")),
    )
    forth, back = ([e.level for e in feature(*pair)] for pair in ((a, b), (b, a)))
    assert forth == back, "evidence has no direction"
    return forth


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("2022-04-08", "2022-04-08", "day_same"),
        ("2022-07-28/2022-07-29", "2022-07-29", "day_overlap"),
        ("2022-07-28/2022-07-30", "2022-07-29", "day_same"),
        ("XXXX-09-25", "2022-09-25", "day_same_no_year"),
        ("2022-04-08", "2022-04-09", "day_next"),
        ("2022-04-08", "2022-04-11", "day_near"),
        ("2022-04-08", "2022-04-12", "day_apart"),
        ("2022-04", "2022-04-12", "month_holds"),
        ("XXXX-09", "2022-09-25", "month_same_no_year"),
        ("2022", "2022-04-12", "year_holds"),
        ("2022-04", "2022-05-01", "period_apart"),
        ("XXXX-09-25", "2022-01-19", "day_apart"),
    ],
)
def test_days(a: str, b: str, level: str) -> None:
    assert levels(features.day, told(a, TOWN), told(b, TOWN)) == [level]


@pytest.mark.parametrize(
    ("published", "level"),
    [
        ("2022-04-10", "published_soon_after"),
        ("2022-04-01", "published_before"),
        ("2022-09-01", "published_long_after"),
        ("2022-05-01", None),
    ],
)
def test_no_day_but_a_publication(published: str, level: str | None) -> None:
    found = levels(features.day, told("2022-04-08", TOWN), told(None, TOWN), b=published)
    assert found == ([level] if level else [])


def test_an_earlier_incident_told_later_is_no_surprise() -> None:
    later = told(None, TOWN, role="background")
    assert levels(features.day, told("2022-04-08", TOWN), later, b="2023-09-01") == []


@pytest.mark.parametrize(
    ("other", "level"),
    [
        (Spot(lat=48.02), "place_same"),
        (Spot(lat=48.2), "place_near"),
        (Spot(lat=48.4), "place_off"),
        (Spot(lat=48.8), "place_far"),
        (Spot(lat=52.0), "place_apart"),
        (Spot(lat=None, lon=None, radius_km=None), "name_same"),
        (Spot(name="Azuera", lat=None, lon=None), None),
        (Spot(country="YE"), "country_apart"),
        (Spot(name="Costaguana", kind="adm1", where_prec=4, lat=48.6, radius_km=80), "region_holds"),
        (Spot(name="Costaguana", kind="adm1", where_prec=4, lat=50.0, radius_km=60), "region_not"),
        (Spot(name="Ukraine", kind="country", where_prec=6, lat=49.0, lon=32.0), "country_same"),
        (Spot(lat=51.0, others=((48.0, 37.0), (51.0, 37.0))), "place_could_be"),
    ],
)
def test_places(other: Spot, level: str | None) -> None:
    assert levels(features.place, told(None, TOWN), told(None, other)) == ([level] if level else [])


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (killed(82), killed(82), "toll_equal_large"),
        (killed(50), at_least(50), "toll_equal_round"),
        (killed(160), killed(160), "toll_equal_large"),
        (killed(400), killed(400), "toll_equal_round"),
        (killed(12), killed(12), "toll_equal"),
        (killed(2), killed(2), "toll_equal_small"),
        (killed(39), killed(52), "toll_agrees"),
        (killed(30), killed(57), "toll_rising"),
        (dozens(), killed(39), "toll_agrees"),
        (killed(5), killed(30), "toll_off"),
        (killed(1), killed(60), "toll_wild"),
        (killed(0), killed(7), "toll_none_some"),
    ],
)
def test_tolls(a, b, level: str) -> None:
    assert levels(features.tolls, told(None, None, a), told(None, None, b)) == [level]


def test_the_closest_of_several_figures_counts() -> None:
    assert levels(features.tolls, told(None, None, killed(3), killed(61)), told(None, None, killed(61), killed(20))) == [
        "toll_equal_large"
    ]


@pytest.mark.parametrize("more", [{"scope": "cumulative_campaign"}, {"attribution": "denial"}, {"attribution": "retraction"}])
def test_figures_of_something_else_are_no_evidence(more: dict[str, str]) -> None:
    assert levels(features.tolls, told(None, None, killed(9)), told(None, None, killed(9, **more))) == []


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [("missile", "missile", "weapon_same"), ("missile", "rocket", "weapon_alike"), ("artillery", "small_arms", "weapon_apart")],
)
def test_weapons(a: str, b: str, level: str) -> None:
    assert levels(features.weapon, told(None, None, weapon(a)), told(None, None, weapon(b))) == [level]


def test_kinds_targets_and_actors() -> None:
    hit = told(None, None, target("transport"), blames("Azania"))
    assert levels(features.target, hit, told(None, None, target("healthcare"))) == ["target_apart"]
    assert levels(features.actor, hit, told(None, None, blames("Azania", stance="denied"))) == ["actor_same"]
    assert levels(features.kind, told(None, None, kind="abduction"), told(None, None)) == ["kind_apart"]
    assert levels(features.kind, told(None, None, kind="unclear"), told(None, None)) == []


def test_figures_copied_together_count_no_more_than_the_cap() -> None:
    a, b = facts(*(reading(n, told(None, None, killed(82), injured(534), toll("missing", 43, 43))) for n in ("a", "b")))
    assert bits(list(features.tolls(a, b))) == WEIGHTS["prior"] + TOLL_MOST


def test_every_level_has_a_weight_and_words() -> None:
    for level in WEIGHTS:
        if level != "prior":
            assert Evidence(level, "x", "y").reason().endswith(": x and y")


def test_no_evidence_is_the_prior() -> None:
    days = {"a": "2022-03-01", "b": "2022-03-11"}
    a, b = facts(*(reading(n, told(None, None, kind="unclear"), published=day) for n, day in days.items()))
    assert bits(compare(a, b)) == WEIGHTS["prior"]
    assert probability(WEIGHTS["prior"]) == 0.11


def test_nothing_says_when() -> None:
    undated = told(None, TOWN)
    assert levels(features.day, told("2022-04-08", TOWN), undated) == ["day_unknown"]
    assert levels(features.day, undated, undated, a="2022-04-10") == ["day_unknown"]
    assert levels(features.day, undated, undated) == ["day_unknown"]


def test_a_weekday_tells_of_a_day_without_a_date() -> None:
    dated, plain = facts(reading("a.txt", told("2022-04-08", TOWN)), reading("b.txt", told(None, TOWN)))
    friday = frozenset({5})
    undated = replace(plain, weekdays=friday)
    assert dated.weekdays == friday
    assert [e.level for e in features.day(dated, undated)] == ["day_unknown", "weekday_same"]
    assert [e.level for e in features.day(undated, undated)] == ["day_unknown", "weekday_same"]
    assert [e.level for e in features.day(dated, replace(undated, weekdays=frozenset({1, 2})))] == [
        "day_unknown",
        "weekday_apart",
    ]
    assert features.day(dated, undated)[1].reason() == "same day of the week: Friday"


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Shelling hit the market on Friday morning.", "en", {5}),
        ("قصف على البلدة ليل الاثنين-الثلاثاء", "ar", {1, 2}),
        ("Обстрел посёлка в ночь на пятницу.", "ru", {5}),
        ("On Monday, on Tuesday and again on Friday.", "en", set()),
        ("Shelling hit the market.", "en", set()),
        ("on Friday", None, set()),
    ],
)
def test_weekdays_that_a_text_names(text: str, lang: str | None, found: set[int]) -> None:
    assert weekdays_in(text, lang) == found


def test_a_place_that_is_only_in_or_near_the_other() -> None:
    known, near = Spot("Costaguana", where_prec=1, radius_km=5), Spot("Sulaco", where_prec=2, radius_km=25)
    assert levels(features.place, told(None, known), told(None, known)) == ["place_same"]
    assert levels(features.place, told(None, known), told(None, near)) == ["place_holds"]
    assert levels(features.place, told(None, near), told(None, near)) == ["place_same"]


def test_a_known_distance() -> None:
    assert km((50.45, 30.52), (46.48, 30.73)) == pytest.approx(441, abs=2)  # Kyiv to Odesa


# ----------------------------------------------------------------------------------------------------------------- words

POST = "Shells fell on the Zarvandi bakery in Sulaco, where Mirela Quoyle and her cousin Tassilo were queueing for bread.\n"
SAME = "Mirela Quoyle and Tassilo died at the Zarvandi bakery in Sulaco. Their neighbour Brennek saw the shells fall.\n"
OTHER = "Shells hit the Ombeline pharmacy in Sulaco; the chemist Grittel Vasko and her son Eskild were carried to a clinic.\n"


TOWN_SPOT = facts(reading("t.txt", told(None, TOWN)))[0].spot


def of_text(text: str, name: str) -> Facts:
    return facts(reading(name, told(None, TOWN, killed(2)), text=text))[0]


def test_rare_words_in_common_join_two_posts_without_a_day() -> None:
    post, same, other = of_text(POST, "a.txt"), of_text(SAME, "b.txt"), of_text(OTHER, "c.txt")
    assert [e.level for e in features.words(post, same)] == ["words_most"]
    assert Scores().fresh(post, same) > Scores().fresh(post, other)
    assert set(post.keys) & set(same.keys), "they are looked up by a word that both hold"


def test_no_name_is_told() -> None:
    post, same = of_text(POST, "a.txt"), of_text(SAME, "b.txt")
    said = " ".join(e.reason() for e in compare(post, same)).lower()
    assert not any(name in said for name in ("mirela", "quoyle", "tassilo", "brennek", "zarvandi"))
    assert all(isinstance(term, int) for term in post.terms)


def test_other_languages_are_not_compared_by_words() -> None:
    french = facts(reading("b.txt", told(None, TOWN, killed(2)), text=SAME, lang="fr"))[0]
    assert not list(features.words(of_text(POST, "a.txt"), french))


def test_a_name_that_the_other_text_holds_is_no_contradiction() -> None:
    quarter = Spot(name="Zarvandi", lat=51.0)
    a = facts(reading("a.txt", told(None, quarter, killed(2)), text=POST))[0]
    assert [e.level for e in features.place(a, of_text(SAME, "b.txt"))] == ["place_told"]


def test_an_inferred_place_contradicts_little() -> None:
    there = replace(TOWN_SPOT, key="azuera", point=(51.0, 37.0), sure=False, terms=frozenset())
    guessed = replace(of_text(OTHER, "c.txt"), spot=there, terms=frozenset())
    assert [e.level for e in features.place(of_text(POST, "a.txt"), guessed)] == ["place_unsure"]


def test_the_score_is_the_sum_of_evidence() -> None:
    a, b = of_text(POST, "a.txt"), of_text(SAME, "b.txt")
    assert Scores().fresh(a, b) == bits(compare(a, b))

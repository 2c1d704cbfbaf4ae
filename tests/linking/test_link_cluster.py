"""What becomes one incident and what does not: cases, and properties over invented worlds."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from by_hand import MAYOR, TOWN, Spot, at_least, blames, dozens, facts, injured, killed, reading, told, weapon
from recounted.linking import Facts, cluster
from recounted.linking.index import MemoryIndex
from recounted.linking.words import Words
from recounted.model import LinkDecision, Reading

CAMP = Spot("Plaine", "CD", 1.76, 30.59)
CONVOY = Spot("Kurylivka", "UA", 49.66, 37.75)


def joined(*readings: Reading, decisions: Iterable[LinkDecision] = ()) -> set[frozenset[str]]:
    names = {f.key: f"{r.report.name}.{m.id}" for r in readings for m, f in zip(r.mentions, facts(r), strict=True)}
    found = cluster([f for r in readings for f in facts(r)], decisions)
    return {frozenset(names[m.key] for m in c) for c in found}


def word(a: Reading, b: Reading, verdict: str, at: str = "2026-01-01T00:00:00+00:00") -> LinkDecision:
    left, right = facts(a)[0].key, facts(b)[0].key
    return LinkDecision.model_validate(
        {"mentions": (left,), "others": (right,), "verdict": verdict, "by": "R. Reader", "at": at, "why": "read both"}
    )


def test_one_incident_in_two_languages() -> None:
    en = reading("en", told("2022-04-08", Spot("Kramatorsk", lat=48.74, lon=37.58), at_least(50), weapon("missile")))
    fr = reading("fr", told("XXXX-04-08", Spot("Краматорськ", lat=48.72, lon=37.56), killed(52), weapon("rocket")))
    assert joined(en, fr) == {frozenset({"en.m1", "fr.m1"})}


def test_two_attacks_at_one_camp_in_different_years() -> None:
    old = reading("old", told("2022-02-01", CAMP, killed(53), blames("Raiders")))
    new = reading(
        "new", told("2023-01-19", CAMP, killed(7), blames("Raiders")), told("2022-02", CAMP, killed(60), role="background")
    )
    assert joined(old, new) == {frozenset({"old.m1", "new.m2"}), frozenset({"new.m1"})}


def test_two_convoys_five_days_and_a_region_apart() -> None:
    first = told("2022-09-25", CONVOY, killed(24), blames("Azania"))
    second = told("2022-09-30", Spot("Zaporizhzhia", "UA", 47.84, 35.14), killed(25), blames("Azania"), weapon("missile"))
    assert len(joined(reading("a", first), reading("b", second), reading("c", first, second))) == 2


def test_a_day_apart_at_one_place_needs_more_than_the_place() -> None:
    monday, tuesday = (
        told("2022-05-02", TOWN, killed(31), weapon("missile")),
        told("2022-05-03", TOWN, killed(8), weapon("drone")),
    )
    assert len(joined(reading("a", monday), reading("b", tuesday))) == 2
    same = told("2022-05-03", TOWN, killed(31), weapon("missile"))
    assert len(joined(reading("a", monday), reading("b", same))) == 1


def test_mentions_of_one_report_never_join() -> None:
    assert len(joined(reading("a", told("2022-04-08", TOWN, killed(5)), told("2022-04-08", TOWN, killed(5))))) == 2


def test_a_mention_without_a_day_joins_what_it_clearly_fits() -> None:
    anchor = reading("a", told("2016-10-08", TOWN, killed(82), injured(534), weapon("airstrike")))
    undated = reading("b", told(None, TOWN, killed(82), injured(534), blames("Azania")))
    assert len(joined(anchor, undated)) == 1


def test_a_mention_that_fits_two_incidents_alike_waits() -> None:
    first = reading("a", told("2022-03-01", TOWN, killed(31), weapon("missile")))
    second = reading("b", told("2022-06-01", TOWN, killed(31), weapon("missile")))
    either = reading("c", told(None, TOWN, killed(31), weapon("missile")))
    assert frozenset({"c.m1"}) in joined(first, second, either)


def test_a_mention_of_nothing_but_a_country_is_not_forced() -> None:
    anchor = reading("a", told("2022-03-01", TOWN, killed(31)))
    vague = reading("b", told(None, Spot("Ukraine", kind="country", where_prec=6), dozens()))
    assert len(joined(anchor, vague)) == 2


def test_a_day_and_figures_make_up_for_a_place() -> None:
    anchor = reading("a", told("2021-06-05", TOWN, killed(160), injured(43)))
    nowhere = reading("b", told("XXXX-06-05", None, killed(160)))
    region = Spot("Costaguana", kind="adm1", where_prec=4, lat=48.6, radius_km=80)
    assert len(joined(anchor, nowhere)) == 1
    assert len(joined(anchor, reading("c", told(None, region, killed(160), injured(43), weapon("drone"))))) == 1
    assert len(joined(anchor, reading("d", told(None, region, killed(3), weapon("drone"))))) == 2


def test_what_was_published_before_does_not_join() -> None:
    anchor = reading("a", told("2022-03-10", TOWN, killed(31), weapon("missile")))
    assert len(joined(anchor, reading("b", told(None, TOWN, killed(31), weapon("missile")), published="2022-03-01"))) == 2


def test_a_chain_does_not_grow() -> None:
    """Each day's attack looks like the next day's; the first and the last of them are not one incident."""
    days = [reading(f"r{n}", told(f"2022-05-{n:02}", TOWN, killed(3), weapon("missile"))) for n in range(1, 9)]
    for found in joined(*days):
        numbers = sorted(int(name[1:].partition(".")[0]) for name in found)
        assert numbers[-1] - numbers[0] <= 3


def test_the_gazetteers_wrong_choice_of_two_namesakes() -> None:
    there, elsewhere = (49.66, 37.75), (50.9, 28.5)
    right = reading("a", told("2022-09-25", CONVOY, killed(24)))
    wrong = Spot("Kurylivka", "UA", *elsewhere, others=(there, elsewhere))
    assert len(joined(right, reading("b", told("2022-09-25", wrong, killed(24))))) == 1


def test_a_persons_word_wins_both_ways() -> None:
    a, b = (reading(n, told("2022-04-08", TOWN, killed(50))) for n in "ab")
    far = reading("far", told("2019-01-01", Spot("Azuera", "YE", 15.0, 44.0), killed(2)))
    assert len(joined(a, b)) == 1
    assert len(joined(a, b, decisions=[word(a, b, "not_same")])) == 2
    assert frozenset({"a.m1", "far.m1"}) <= max(joined(a, b, far, decisions=[word(a, far, "same")]), key=len)


def test_the_later_of_two_words_stands() -> None:
    a, b = (reading(n, told("2022-04-08", TOWN, killed(50))) for n in "ab")
    words = [word(a, b, "not_same", "2026-01-01"), word(b, a, "same", "2026-01-02")]
    assert len(joined(a, b, decisions=words)) == 1
    assert len(joined(a, b, decisions=reversed(words))) == 1


def test_words_that_cannot_all_hold() -> None:
    a, b, c = (reading(n, told("2022-04-08", TOWN, killed(50))) for n in "abc")
    words = [word(a, b, "same", "2026-01-01"), word(b, c, "same", "2026-01-02"), word(a, c, "not_same", "2026-01-03")]
    found = joined(a, b, c, decisions=words)
    assert not any({"a.m1", "c.m1"} <= f for f in found)
    assert any({"b.m1", "c.m1"} <= f for f in found), "the later of the two words on b stands"


def test_who_decided_and_why_is_said() -> None:
    a, b = (reading(n, told("2022-04-08", TOWN, killed(50, by=MAYOR))) for n in "ab")
    by_machine = cluster([*facts(a), *facts(b)])[0][0]
    assert by_machine.decided_by == "machine"
    assert 0.9 < by_machine.score <= 1
    assert "same day: 2022-04-08" in by_machine.why
    by_person = cluster([*facts(a), *facts(b)], [word(a, b, "same")])[0][0]
    assert (by_person.decided_by, by_person.score) == ("R. Reader", 1.0)
    assert "read both" in by_person.why


FIVE = [reading(n, told("2022-04-08", TOWN, killed(50))) for n in "abcde"]
KEYS = {r.report.name: facts(r)[0].key for r in FIVE}


def act(verdict: str, mentions: str, others: str = "", *, number: int) -> LinkDecision:
    """A decision on mentions of reports called by one letter each."""
    lists = {"mentions": tuple(KEYS[m] for m in mentions), "others": tuple(KEYS[m] for m in others)}
    return LinkDecision.model_validate({"verdict": verdict, "by": "R. Reader", "at": "2026", "number": number, **lists})


@pytest.mark.parametrize(
    ("acts", "groups"),
    [
        ([], "abcde"),
        ([("not_same", "ab", "cde")], "ab cde"),
        ([("not_same", "ab", "cde"), ("same", "abcde", "")], "abcde"),
        ([("same", "abcde", ""), ("not_same", "a", "bcde")], "a bcde"),
        ([("not_same", "ab", "cde"), ("not_same", "a", "b"), ("same", "acde", "")], "acde b"),
        ([("not_same", "ab", "cde"), ("same", "ab", ""), ("unsure", "ab", "cde")], "abcde"),
        ([("not_same", "a", "b"), ("not_same", "ab", "cde")], "a b cde"),
    ],
    ids=["none", "split", "split, merge", "merge, split", "move", "unsure after split", "two splits"],
)
def test_a_later_act_wins_for_the_mentions_concerned(acts: list[tuple[str, str, str]], groups: str) -> None:
    words = [act(verdict, ours, theirs, number=n) for n, (verdict, ours, theirs) in enumerate(acts, 1)]
    found = joined(*FIVE, decisions=words)
    assert found == {frozenset(f"{m}.m1" for m in group) for group in groups.split()}


def test_no_more_is_asked_than_hangs_together_by_words() -> None:
    said = [act("same", "ab", number=1), act("not_same", "b", "c", number=2), act("same", "de", number=3)]
    asked: list[set[str]] = []
    words = Words(said, lambda keys: asked.append(set(keys)) or set(keys))
    assert set(words.unit("nobody.m1")) == {"nobody.m1"}
    assert asked == [], "nobody said anything of it"
    assert words.barred([KEYS["c"]], [KEYS["b"]])
    assert set(words.unit(KEYS["a"])) == {KEYS["a"], KEYS["b"]}
    assert asked == [{KEYS[n] for n in "abc"}], "once for all that hang together, and nothing of the others"
    assert words.said(KEYS["d"]) == said[2]
    assert len(asked) == 2
    assert words.concerned([KEYS["a"]]) == {KEYS[n] for n in "abc"}


def test_unsure_marks_the_machines_link() -> None:
    found = cluster([f for r in FIVE for f in facts(r)], [act("unsure", "a", "b", number=1)])
    (members,) = found
    a, b, c = (next(m for m in members if m.key == KEYS[name]) for name in "abc")
    assert (a.decided_by, a.unsure_by, b.unsure_by, c.unsure_by) == ("machine", ("R. Reader",), ("R. Reader",), ())
    assert a.why[0] == f"a person is unsure whether it is the same as {KEYS['b']}"


def test_one_that_a_person_set_apart_says_so() -> None:
    words = [act("not_same", "a", "bcde", number=1), act("same", "a", number=2)]
    alone = next(c for c in cluster([f for r in FIVE for f in facts(r)], words) if len(c) == 1)
    assert (alone[0].decided_by, alone[0].why) == ("R. Reader", ("set apart from the others",))


def test_blocks_keep_the_number_of_pairs_small() -> None:
    spread = [reading(f"r{n}", told("2022-04-08", Spot(f"Town {n}", lat=-60 + n * 2.0), killed(1))) for n in range(60)]
    found = [f for r in spread for f in facts(r)]
    assert not any(MemoryIndex(found).near(found, set()))


# ------------------------------------------------------------------------------------------------------------ properties

_spots = st.sampled_from(
    [TOWN, CAMP, CONVOY, Spot("Sulaco", lat=48.1), Spot(lat=None, lon=None), Spot("Azuera", "YE", 15.0, 44.0), None]
)
_days = st.sampled_from(["2022-04-08", "2022-04-09", "2022-04-07/2022-04-08", "XXXX-04-08", "2022-04", "2022-04-12", None])
_claims = st.lists(
    st.sampled_from([killed(3), killed(50), at_least(50), dozens(), injured(98), weapon("missile"), blames("Azania")]), max_size=3
)
_mentions = st.builds(lambda d, s, c: told(d, s, *c), _days, _spots, _claims)
_worlds = st.lists(st.lists(_mentions, min_size=1, max_size=2), min_size=1, max_size=8)


def world(mentions: list[list]) -> list[Facts]:
    return [f for n, some in enumerate(mentions) for f in facts(reading(f"r{n}", *some))]


@given(_worlds, st.randoms())
def test_the_order_of_arrival_does_not_matter(mentions: list[list], random) -> None:
    found = world(mentions)
    shuffled = random.sample(found, len(found))
    assert cluster(shuffled) == cluster(found)


@given(_worlds)
def test_every_mention_is_in_one_cluster_and_no_report_twice_in_one(mentions: list[list]) -> None:
    found = world(mentions)
    clusters = cluster(found)
    assert sorted(m.key for c in clusters for m in c) == sorted(f.key for f in found)
    for c in clusters:
        reports = [m.key.partition(".")[0] for m in c]
        assert len(set(reports)) == len(reports)


@given(_worlds, st.data())
def test_a_persons_no_is_never_overruled(mentions: list[list], data: st.DataObject) -> None:
    found = world(mentions)
    pair = data.draw(
        st.tuples(st.sampled_from(found), st.sampled_from(found)).filter(lambda p: p[0].key != p[1].key or len(found) == 1)
    )
    no = LinkDecision(mentions=(pair[0].key,), others=(pair[1].key,), verdict="not_same", by="R. Reader", at="2026-01-01")
    for c in cluster(found, [no]):
        assert pair[0].key == pair[1].key or not {pair[0].key, pair[1].key} <= {m.key for m in c}


@given(_worlds)
def test_one_more_report_changes_only_what_is_near(mentions: list[list]) -> None:
    found = world(mentions)
    stranger = facts(reading("stranger", told("2001-01-01", Spot("Elsewhere", "PE", -12.0, -77.0), killed(1))))
    with_it = cluster([*found, *stranger])
    assert [c for c in with_it if c[0].key != stranger[0].key] == cluster(found)


@pytest.mark.parametrize("count", [0, 1])
def test_none_and_one(count: int) -> None:
    assert len(cluster(world([[told(None, None)]] * count))) == count

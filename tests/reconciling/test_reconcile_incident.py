"""A whole incident out of its accounts: heading, responsibility, grade; and that it is pure."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from by_hand import (
    ARMY,
    MAYOR,
    TOWN,
    Spot,
    Who,
    accounts,
    at_least,
    blames,
    dozens,
    injured,
    killed,
    reading,
    target,
    told,
    toll,
    weapon,
)
from recounted.model import Incident, Membership, Of, Reading
from recounted.reconciling import RULES, reconcile

ARMY_OF_COSTAGUANA = Who(None, "general staff", "armed_force", "Costaguana")


def incident(*readings: Reading, rule: str = "airwars_min_max") -> Incident:
    found = accounts(*readings)
    members = [
        Membership(report=a.report.name, report_id=a.report.id, mention=a.mention.id, score=1, why=(), decided_by="machine")
        for a in found
    ]
    return reconcile(found, members, id="i1", code="UA-1", rule=rule)


def test_an_incident_as_a_whole() -> None:
    en = reading(
        "en", told("2022-04-08", TOWN, at_least(50, by=MAYOR), injured(98), weapon("missile"), blames("Azania", by=MAYOR))
    )
    fr = reading("fr", told("XXXX-04-08", Spot(lat=48.02), killed(57), blames("Azania", by=ARMY, stance="denied")), lang="fr")
    found = incident(en, fr)
    assert (found.n_reports, found.n_independent, found.languages) == (2, 2, ("en", "fr"))
    assert [(t.harm, t.low, t.high, t.high_open) for t in found.tolls] == [("killed", 50, 57, False), ("injured", 98, 98, False)]
    (row,) = found.responsibility
    assert (row.actor, row.accused_by, row.denied_by) == ("Azania", ("Ana Ruiz",), ("defence ministry",))
    assert found.title == "Attack on civilians: Sulaco, UA, 2022-04-08"
    assert [c.field for c in found.contested] == ["responsibility"]
    assert found.suggested_grade == "fair"
    assert found.grade is None


def test_a_year_that_another_account_gives() -> None:
    found = incident(reading("a", told("XXXX-09-25", TOWN)), reading("b", told("2022-09", TOWN)))
    assert found.when is not None
    assert (found.when.edtf, found.when.date_start, found.when.date_end) == ("2022-09-25", "2022-09-25", "2022-09-25")


def test_an_open_year_stays_open() -> None:
    found = incident(reading("a", told("XXXX-09-25", TOWN)))
    assert found.when is not None
    assert (found.when.edtf, found.when.date_start) == ("XXXX-09-25", None)


def test_an_inferred_year_is_shown_with_its_doubt_until_another_account_prints_one() -> None:
    alone = incident(reading("a", told("2022-04-08?", TOWN))).when
    assert alone is not None
    assert (alone.edtf, alone.date_start) == ("2022-04-08?", "2022-04-08")
    other = incident(reading("a", told("2022-04-08?", TOWN)), reading("b", told("2016-04", TOWN))).when
    assert other is not None
    assert (other.edtf, other.date_start) == ("2016-04-08", "2016-04-08")


def test_the_day_that_most_accounts_give() -> None:
    days = ["2022-04-08", "2022-04-09", "2022-04-08", "2022-04"]
    found = incident(*(reading(f"r{n}", told(d, TOWN)) for n, d in enumerate(days)))
    assert found.when is not None
    assert found.when.edtf == "2022-04-08"


def test_copies_do_not_outvote() -> None:
    text = "The same agency story of a rocket on the bakery in Sulaco, printed by many outlets word for word on one morning.\n"
    copies = [reading(f"c{n}", told("2022-04-09", TOWN), text=f"{text} {n}\n") for n in range(4)]
    others = [reading(f"o{n}", told("2022-04-08", TOWN)) for n in range(2)]
    found = incident(*copies, *others)
    assert found.n_independent == 3
    assert found.when is not None
    assert found.when.edtf == "2022-04-08"


def test_the_finest_place_that_most_accounts_give() -> None:
    region = Spot("Costaguana", kind="adm1", where_prec=4, radius_km=90)
    found = incident(
        *(reading(f"r{n}", told("2022-04-08", s)) for n, s in enumerate([region, region, TOWN, Spot("Azuera", lat=44.0), TOWN]))
    )
    assert found.where is not None
    assert found.where.name == "Sulaco"


def test_nothing_known_is_said_to_be_unknown() -> None:
    found = incident(reading("a", told(None, None, kind="unclear")))
    assert (found.when, found.where, found.tolls, found.title) == (None, None, (), "Incident")
    assert found.suggested_grade == "ungraded"


def grade(*makes) -> str:
    return incident(*(reading(f"r{n}", told("2022-04-08", TOWN, *m)) for n, m in enumerate(makes))).suggested_grade


def test_grades_follow_the_table() -> None:
    assert grade([killed(5), blames("Azania")]) == "weak"
    assert grade([killed(5), blames("Azania")], [killed(5)]) == "fair"
    assert grade([killed(5)], [killed(5)]) == "weak"
    assert grade([killed(5), blames("Azania", by=MAYOR)], [blames("Costaguana", by=ARMY)]) == "contested"
    assert grade([killed(5), blames("Azania", by=MAYOR)], [blames("Azania", by=ARMY, stance="denied")]) == "fair"
    assert grade([killed(5), blames("Azania", by=MAYOR)], [blames("Azania", by=ARMY, stance="admitted")]) == "confirmed"
    assert grade([killed(5, of=Of(status="member_of_armed_forces")), blames("Azania")]) == "discounted"
    assert grade([killed(0)]) == "ungraded"


_makes = st.sampled_from(
    [
        killed(3),
        at_least(50),
        injured(9),
        killed(3, of=Of(status="civilian"), by=MAYOR),
        killed(3, of=Of(status="member_of_armed_group"), by=ARMY),
        dozens(),
        toll("killed", 2, None, vague=True),
        toll("killed", 0, 12),
        blames("Azania", by=MAYOR),
        blames("Azania", by=ARMY, stance="denied"),
        killed(3, by=ARMY, attribution="denial"),
        weapon("drone"),
        target("transport", 2),
    ]
)
_worlds = st.lists(
    st.tuples(
        st.sampled_from(["2022-04-08", "XXXX-04-08", "2022-04", None]),
        st.sampled_from([TOWN, Spot("Azuera", lat=49.0), None]),
        st.lists(_makes, max_size=4),
    ),
    min_size=1,
    max_size=5,
)


@given(_worlds, st.sampled_from(sorted(RULES)), st.randoms())
def test_pure_whole_and_traceable(world: list, rule: str, random) -> None:
    made = [reading(f"r{n}", told(d, s, *c)) for n, (d, s, c) in enumerate(world)]
    found = incident(*made, rule=rule)
    shuffled = incident(*random.sample(made, len(made)), rule=rule)
    assert shuffled.model_copy(update={"mentions": ()}) == found.model_copy(update={"mentions": ()})
    there = {c.id for r in made for c in r.mentions[0].claims}
    cited = [t.claims for t in found.tolls] + [w.claims for w in found.weapons] + [r.claims for r in found.responsibility]
    cited += [v.claims for c in found.contested for v in c.values]
    cited += [(d.claim, *d.denies) for d in found.denials] + [f.claims for t in found.tolls for f in t.flags]
    cited += [g.claims for g in found.grades] + [(f.claim,) for day in found.history for f in day.figures]
    assert {c for claims in cited for c in claims} <= there
    for t in found.tolls:
        ends = ((t.low, t.low_claims), (t.best, t.best_claims), (t.high, t.high_claims))
        assert all(bool(claims) == (end is not None) for end, claims in ends), "every number shown stands on claims"
        assert {c for _, claims in ends for c in claims} <= there
    for row in found.grades:
        assert row.grade is None, "grades are set by people"
    assert Incident.model_validate_json(found.model_dump_json()) == found
    for row in found.contested:
        assert len(row.values) > 1

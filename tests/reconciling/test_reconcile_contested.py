import pytest

from by_hand import ARMY, MAYOR, TOWN, Spot, Who, accounts, at_least, blames, dozens, killed, reading, target, told, toll, weapon
from recounted.model import Contested, Of
from recounted.reconciling.contested import contested
from recounted.reconciling.evidence import statements_of

GOVERNOR = Who("Luis Vega", "governor", "local_authority", "Costaguana")


def fields(*makes, when=("2022-04-08", "2022-04-08"), where=(TOWN, TOWN)) -> dict[str, Contested]:
    """Contested fields of two reports: the first claim in the one, the others in the other."""
    found = accounts(reading("a", told(when[0], where[0], *makes[:1])), reading("b", told(when[1], where[1], *makes[1:])))
    return {c.field: c for c in contested(statements_of(found, {}), found)}


@pytest.mark.parametrize(
    ("a", "b", "disagree"),
    [
        (killed(50), killed(52), True),
        (at_least(52), killed(50), True),
        (at_least(50), killed(52), False),
        (killed(50), killed(50), False),
        (dozens(), killed(50), False),
        (toll("killed", 40, 60), killed(50), False),
        (killed(0), killed(4), True),
        (killed(50, by=MAYOR), killed(52, by=MAYOR), False),
    ],
)
def test_numbers(a, b, disagree: bool) -> None:
    assert ("killed" in fields(a, b)) is disagree


def test_values_say_who_gives_them() -> None:
    row = fields(at_least(52, by=MAYOR), killed(50))["killed"]
    assert [(v.value, v.speakers) for v in row.values] == [(50, ("reporter",)), ("at least 52", ("Ana Ruiz",))]
    assert row.kind == "number_gap"


def test_a_part_is_compared_with_its_like() -> None:
    child = Of(age_group="child")
    assert set(fields(killed(5, of=child), killed(13, of=child))) == {"killed: child"}


def test_two_parties_blamed() -> None:
    row = fields(blames("Azania", by=MAYOR), blames("Costaguana", by=ARMY))["responsibility"]
    assert {v.value: v.speakers for v in row.values} == {"Azania": ("Ana Ruiz",), "Costaguana": ("defence ministry",)}


def test_a_denial_contests() -> None:
    row = fields(blames("Azania", by=MAYOR), blames("Azania", by=ARMY, stance="denied"))["responsibility"]
    assert [v.value for v in row.values] == ["Azania", "not Azania"]


def test_a_denial_alone_contests_nothing() -> None:
    """The row of the actor says that it is denied; there is no other value to set against it."""
    assert fields(blames("Azania", by=ARMY, stance="denied")) == {}


def test_one_party_blamed_by_all_is_not_contested() -> None:
    assert fields(blames("Azania", by=MAYOR), blames("Azania")) == {}
    assert fields(blames("Azania", by=MAYOR), blames("armed men")) == {}, "a description fits any party"


@pytest.mark.parametrize(
    ("a", "b", "disagree"),
    [
        ("artillery", "small_arms", True),
        ("missile", "rocket", False),
        ("missile", "cluster_munition", False),
        ("other", "drone", False),
    ],
)
def test_weapons(a: str, b: str, disagree: bool) -> None:
    assert ("weapon" in fields(weapon(a), weapon(b))) is disagree


def test_targets_and_their_counts() -> None:
    assert "target" in fields(target("transport"), target("healthcare"))
    row = fields(target("transport", 7, by=MAYOR), target("transport", 6, by=ARMY), target("transport", 1, by=ARMY))["target"]
    assert {v.value for v in row.values} == {"transport: 7", "transport: 6", "transport: 1"}
    assert fields(target("transport", 7), target("transport")) == {}


def test_days_and_places() -> None:
    assert "when" in fields(when=("2022-04-08", "2022-04-09"))
    assert fields(when=("2022-04-08", "2022-04")) == {}
    assert "where" in fields(where=(TOWN, Spot("Azuera", lat=49.0)))
    assert fields(where=(TOWN, Spot("Azuera", lat=48.1))) == {}


def test_harm_that_is_denied() -> None:
    assert fields(killed(4), killed(0, by=ARMY, attribution="denial"))["harm"].kind == "occurrence"


def test_civilians_to_one_fighters_to_another() -> None:
    civil, armed = Of(status="civilian"), Of(status="member_of_armed_group")
    assert fields(killed(12, by=MAYOR, of=civil), killed(12, by=ARMY, of=armed))["status of the killed"].kind == "status"
    assert "status of the killed" not in fields(killed(12, of=civil), killed(3, by=GOVERNOR, of=armed))

"""What people may set and correct, what is refused, and that the machine's own stands beside it."""

from __future__ import annotations

from typing import Any

import pytest

from by_hand import MAYOR, TOWN, accounts, blames, injured, killed, reading, told
from recounted.errors import CallError
from recounted.linking import Account
from recounted.model import Decision, FieldDecision, Incident, Membership, Of, TieDecision
from recounted.reconciling.amendments import amendments_of, checked_correction
from recounted.reconciling.incident import reconcile
from recounted.reconciling.values import checked, current

ONE = reading("a.txt", told("2022-04-08", TOWN, killed(50, by=MAYOR), injured(3), blames("Azania")), published="2022-04-09")


def made() -> tuple[Incident, list[Account]]:
    found = accounts(ONE)
    member = Membership(report="a.txt", report_id=ONE.report.id, mention="m1", score=1, why=(), decided_by="machine")
    return reconcile(found, [member], id="i1", code="c"), found


def decided(*decisions: Decision) -> Incident:
    incident, found = made()
    return amendments_of(decisions).incident(incident, found)


def set_to(field: str, value: Any) -> Incident:
    field, value = checked(field, value)
    return decided(FieldDecision(number=1, by="R. Reader", at="2026", incident="i1", field=field, value=value))


@pytest.mark.parametrize(
    ("field", "value", "now"),
    [
        ("grade", "weak", "weak"),
        ("grade:Azania", "fair", "fair"),
        ("grade:Costaguana", "weak", "weak"),
        ("state", "published", "published"),
        ("status", "unknown", "unknown"),
        ("kind", "abduction", "abduction"),
        ("title", "  The  market ", "The market"),
        ("when", "2022-04-07", "2022-04-07"),
        ("best:killed", "50", 50),
        ("best:missing", 0, 0),
        ("best:killed:children", 4, 4),
    ],
)
def test_a_value_is_set_and_marked(field: str, value: Any, now: Any) -> None:
    incident = set_to(field, value)
    (name,) = incident.decided
    assert current(incident, name) == now
    word = incident.decided[name]
    assert (word.by, word.decision, word.value, word.instead_of) == ("R. Reader", 1, now, current(made()[0], name))


def test_best_is_the_analysts_and_the_ends_stay() -> None:
    toll = set_to("best:killed", 49).tolls[0]
    assert (toll.low, toll.best, toll.high, toll.rule) == (50, 49, 50, "analyst")
    children = set_to("best:killed:children", 4).tolls[-1]
    assert (children.of, children.low, children.best, children.claims) == (Of(age_group="child"), None, 4, ())


def test_day_and_place_bring_the_title_along() -> None:
    incident = set_to("where", {"name": "Azuera", "country": "YE", "lat": 15.3, "lon": 44.2})
    assert incident.title == "Attack on civilians: Azuera, YE, 2022-04-08"
    assert incident.where is not None
    assert (incident.where.where_prec, incident.where.rule, incident.where.quote) == (1, "set by a person", "")
    incident = set_to("when", "2022-04")
    assert incident.when is not None
    assert (incident.when.date_start, incident.when.date_end, incident.when.date_prec) == ("2022-04-01", "2022-04-30", 4)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("colour", "red", "there is no field 'colour' to set; there are best, grade"),
        ("grade", "sure", "'sure' is no grade; there are confirmed"),
        ("kind:x", "abduction", "kind is set for the whole incident"),
        ("best", 3, "best is set for one kind of harm"),
        ("best:hurt", 3, "best is set for one kind of harm"),
        ("best:killed", -1, "no number of people"),
        ("best:killed", True, "no number of people"),
        ("when", "yesterday", "no date; give EDTF"),
        ("where", "there", "a place is given with its name"),
        ("where", {"name": "X", "lat": 91, "lon": 0}, "latitude"),
        ("where", {"name": "X", "lat": 1}, "or neither"),
        ("where", {"name": "X", "colour": 1}, "cannot be used: colour"),
        ("title", " ", "a title has words"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_can(field: str, value: Any, words: str) -> None:
    with pytest.raises(CallError, match=words):
        checked(field, value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour": 1}, "has no colour to correct; there are start, end"),
        ({"id": "x"}, "has no id to correct"),
        ({"harm": "hurt"}, "harm: "),
        ({"lo": 60}, r"the lower figure \(60\) is above the upper one"),
        ({"lo": -1}, "0 or more"),
        ({"end": 99999}, "there are no words"),
        ({"start": "x"}, "start: "),
    ],
)
def test_what_cannot_be_corrected_is_refused(changes: dict[str, Any], words: str) -> None:
    claim = ONE.mentions[0].claims[0]
    with pytest.raises(CallError, match=words):
        checked_correction(claim, changes, ONE.report.text)


def test_moved_limits_bring_the_quote_along() -> None:
    claim = ONE.mentions[0].claims[0]
    assert checked_correction(claim, {"end": claim.start + 5}, ONE.report.text).quote == claim.quote[:5]


def test_a_person_ties_a_denial() -> None:
    both = reading("b.txt", told("2022-04-08", TOWN, killed(50), blames("Azania", by=MAYOR, stance="denied")))
    found = accounts(both)
    figure, denial = (c.id for c in both.mentions[0].claims)
    incident = reconcile(found, [], id="i1", code="c")
    assert [(d.claim, d.denies) for d in incident.denials] == [(denial, ())]
    tied = amendments_of([TieDecision(number=1, by="R. Reader", denial=denial, claims=(figure,))]).incident(incident, found)
    assert [(d.denies, d.how) for d in tied.denials] == [((figure,), "set by a person")]

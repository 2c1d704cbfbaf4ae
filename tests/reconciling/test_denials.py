"""Denials are tied to what they deny: across reports and languages, by the rule that is named."""

from __future__ import annotations

from by_hand import ARMY, MAYOR, TOWN, Make, Page, Who, accounts, blames, injured, killed, reading, target, told, toll, weapon
from recounted.model import Claim, Of
from recounted.reconciling.denials import denials, denials_of
from recounted.reconciling.evidence import statements_of

GOVERNOR = Who("Luis Vega", "governor", "local_authority", "Costaguana")
CIVILIAN = Of(status="civilian")


def denied(make: Make) -> Make:
    """The same, as a denial."""

    def denial(page: Page, claim_id: str) -> Claim:
        return make(page, claim_id).model_copy(update={"attribution": "denial"})

    return denial


def ties(*reports: list[Make]) -> list[tuple[int, list[str], str]]:
    """For each denial: how many claims it denies, their words, and how."""
    found = accounts(*(reading(f"r{n}", told(None, TOWN, *m), lang="en fr ar"[3 * n : 3 * n + 2]) for n, m in enumerate(reports)))
    words = {c.id: c.quote for a in found for c in a.mention.claims}
    return [(len(d.denies), [words[c] for c in d.denies], d.how) for d in denials(statements_of(found, {}))]


def test_a_denial_in_one_language_denies_the_accusations_in_another() -> None:
    blamed = [blames("Azania", by=MAYOR), blames("Costaguana", by=GOVERNOR)]
    assert ties(blamed, [blames("Azania")], [blames("Azania", by=ARMY, stance="denied")]) == [
        (2, ["Azania did it", "Azania did it"], "denies having done it")
    ]


def test_a_denial_for_its_own_side() -> None:
    """The defence ministry says that "government forces" did not do it: Azania did it, to the mayor."""
    assert ties([blames("Azania", by=MAYOR)], [blames("government forces", by=ARMY, stance="denied")])[0][2] == (
        "denies it for its side"
    )


def test_a_denial_of_a_figure_and_of_all_harm() -> None:
    said = [killed(12, by=MAYOR), killed(4, by=GOVERNOR), injured(30)]
    assert ties(said, [denied(killed(12, by=ARMY))]) == [(1, ["12 to 12 killed"], "denies this figure")]
    assert ties(said, [denied(killed(0, by=ARMY))]) == [(2, ["12 to 12 killed", "4 to 4 killed"], "denies harm of this kind")]


def test_a_denial_that_civilians_died() -> None:
    said = [killed(12, by=MAYOR, of=CIVILIAN), killed(3, by=GOVERNOR, of=Of(status="member_of_armed_group"))]
    assert ties(said, [denied(killed(0, by=ARMY, of=CIVILIAN))]) == [(1, ["12 to 12 killed"], "denies harm of this kind")]


def test_denials_of_a_weapon_and_of_a_target() -> None:
    assert ties([weapon("missile"), weapon("drone")], [denied(weapon("missile", by=ARMY))]) == [
        (1, ["missile"], "denies this weapon")
    ]
    assert ties([target("healthcare")], [denied(target("healthcare", by=ARMY))])[0][2] == "denies this target"


def test_a_denial_of_what_nobody_says_here() -> None:
    assert ties([killed(12)], [blames("Azania", by=ARMY, stance="denied")]) == [
        (0, [], "nothing in this incident that it denies")
    ]


def test_a_retraction_takes_back_what_the_same_voice_said() -> None:
    back = toll("killed", 12, 12, by=MAYOR, attribution="retraction")
    assert ties([killed(12, by=MAYOR), killed(12, by=GOVERNOR)], [back]) == [
        (1, ["12 to 12 killed"], "denies this figure, taken back by the same voice")
    ]


def test_the_denials_of_a_claim_are_found() -> None:
    found = accounts(reading("a", told(None, TOWN, killed(12, by=MAYOR), denied(killed(12, by=ARMY)))))
    rows = denials(statements_of(found, {}))
    said, denial = (c.id for c in found[0].mention.claims)
    assert [d.claim for d in denials_of([said], rows)] == [denial]
    assert list(denials_of([denial], rows)) == []

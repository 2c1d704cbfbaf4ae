"""Kinds told: a bare number of the victims, and who they are ("of the wounded, 14 are soldiers", «загиблих 24, одна — дитина»).

In: a View, its Groups and the Findings so far, by the group's number. Out: the same Findings, completed in place.
"""

from __future__ import annotations

from recounted.model import Harm
from recounted.reading.people.counted import Group, dimensions
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.tolls.clauses import is_joined
from recounted.reading.tolls.findings import Finding, harm_of
from recounted.reading.words.text import Tag

#: Tokens between a figure and the one before it ("…, and | two"), and from "the victims" to the number.
NEXT_GAP, WHOLE_GAP = 4, 12


def kinds_told(view: View, groups: list[Group], findings: dict[int, Finding], last_harm: Harm | None) -> None:
    """Give a bare number behind which stands what its people are the harm of the figure before it, or of "the victims"."""
    for number, group in enumerate(groups):
        noun = said_to_be(view, group) if number not in findings else None
        harm = _harm_of_whole(view, groups, findings, number, last_harm) if noun else None
        if noun and harm:
            take_noun(group, noun)
            findings[number] = Finding(group, harm, "part of a total", group.i, group.j, True)


def said_to_be(view: View, group: Group) -> Tag | None:
    """The noun behind a bare number and its copula, a dash where the language leaves that out: "14 are | soldiers"."""
    if group.head != "bare" or group.amount is None or not group.lo:
        return None
    be = view.at(group.j, "grammar", "be")
    dash = view.norm(group.j) in DASHES and view.text.pack.option("bare_singular")
    k = be.j if be else group.j + 1 if dash else None
    if k is None:
        return None
    if view.at(k, "grammar", "indefinite") or view.at(k, "grammar", "article"):
        k += 1
    return view.at(k, "people") or view.at(k, "person_adjective")


def take_noun(group: Group, noun: Tag) -> None:
    """Make a bare number one of people of that kind."""
    group.of, group.head, group.value, group.j, group.tag = dimensions(noun, []), "people", noun.value, noun.j, noun


def _harm_of_whole(
    view: View, groups: list[Group], findings: dict[int, Finding], number: int, last_harm: Harm | None
) -> Harm | None:
    group = groups[number]
    told = [findings[n] for n in range(number) if n in findings and groups[n].j <= group.i]
    if told and told[-1].harm and group.i - told[-1].group.j <= NEXT_GAP and not view.broken(told[-1].group.j, group.i):
        return told[-1].harm
    for k in range(group.i - 1, max(view.i, group.i - WHOLE_GAP) - 1, -1):
        if k in view.hard:
            return None
        if whole := view.at(k, "harm", slots=("victims", "tally")):
            return harm_of(whole)
        if view.at(k, "people", "victim", ("many",)):
            return last_harm or "killed"
    return None


def counted_among(view: View, groups: list[Group], findings: dict[int, Finding], last_harm: Harm | None) -> None:
    """« treize femmes parmi les 22 victimes » · « les 65 tués sont 52 hommes et 13 femmes »: parts of a total."""
    for number, group in enumerate(groups[:-1]):
        after = groups[number + 1]
        among = _among(view, group.j)
        harm = findings[number + 1].harm if number + 1 in findings else last_harm if after.value == "victim" else None
        if number not in findings and among and harm and 0 <= after.i - among.j <= 1 and group.head == "people":
            findings[number] = Finding(group, harm, "part of a total", group.i, group.j, True)
        be = view.at(findings[number].j, "grammar", "be") if number in findings else None
        if be and number + 1 not in findings and after.i == be.j and after.amount and after.head == "people":
            findings[number + 1] = Finding(after, findings[number].harm, "part listed", after.i, after.j, True)
            for n in range(number + 2, len(groups)):
                if n in findings or not is_joined(view, groups[n - 1], groups[n]):
                    break
                findings[n] = Finding(groups[n], findings[number].harm, "part listed", groups[n].i, groups[n].j, True)


def _among(view: View, k: int) -> Tag | None:
    """The "among" behind a part, or behind its copula: "four children (were) | among 14 people killed"."""
    if not view.tags("grammar", "among"):
        return None
    are = view.at(k, "grammar", "be") or view.at(k, "grammar", "including")  # « figurent | parmi »
    dash = view.norm(k) in DASHES
    return view.at(k, "grammar", "among") or view.at(are.j if are else k + dash, "grammar", "among")


def of_things(view: View, group: Group, groups: list[Group]) -> bool:
    """« 92 drones, | 51 deles abatidos »: does the number before it count things?"""
    if group.amount is None or view.at(group.amount.j, "grammar", "of_them") is None:
        return False
    before = next((g for g in reversed(groups[: groups.index(group)]) if g.amount), None)
    return before is not None and before.head == "thing" and before.why == "counts no people"

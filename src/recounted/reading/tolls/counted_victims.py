"""Counted victims: numbers of the dead or hurt whose noun itself states the harm (30 morts, 28 wounded soldiers, no victims).

In: a View and its Groups. Out: Findings, as of any rule of ``tolls``.
"""

from __future__ import annotations

from recounted.reading.people.counted import Group
from recounted.reading.sentences.view import View
from recounted.reading.tolls.clauses import PASSIVE_SLOTS, bodies_counted
from recounted.reading.tolls.findings import Finding, finding_of
from recounted.reading.words.text import Tag


def counted_victims(view: View, group: Group, _: list[Group]) -> Finding | None:
    """30 morts · 28 wounded · 44 deaths; bodies count only where they are found or counted."""
    if group.head != "victims" or group.tag is None or group.wording == "both":
        return None
    hurt = group.tag.value == "injured"
    later = view.at(_verb_behind(view, group.j), "harm", "killed", slots=("intransitive",)) if hurt else None
    if group.partitive and later:  # ثلاثة من الجرحى فارقوا الحياة
        return finding_of(group, later, "counted victims")
    if group.partitive or (group.tag.slot == "remains" and not bodies_counted(view, group)):
        return None
    died = hurt and (view.at(group.j, "harm", "killed", slots=PASSIVE_SLOTS) or _died_before(view, group))
    return finding_of(group, died or later or group.tag, "counted victims")


def whole_of_victims(view: View, groups: list[Group], number: int) -> dict[int, Finding]:
    """Three of the | 12 wounded are in a critical condition: all twelve were hurt; the three count if they have died since."""
    whole, before = groups[number], groups[number - 1] if number else None
    of = view.ending(whole.i, "grammar", "partitive")
    if (
        of is None
        or whole.head != "victims"
        or whole.tag is None
        or whole.tag.slot != "victims"
        or not before
        or not before.amount
    ):
        return {}
    found = {number: finding_of(whole, whole.tag, "counted victims")}
    died = view.at(_verb_behind(view, whole.j), "harm", "killed", slots=("intransitive", *PASSIVE_SLOTS))
    if died and whole.tag.value == "injured" and before.amount.j == of.i:
        found[number - 1] = finding_of(before, died, "counted victims")
    return found


def _died_before(view: View, group: Group) -> Tag | None:
    """«скончались (ещё) | двое раненых», « murieron otros | dos heridos »: where verbs come first, that of a later death."""
    if not view.text.pack.option("verb_first"):
        return None
    i = group.i
    while any(view.over(i - 1, "grammar", value) for value in ("increment", "adverb")):
        i -= 1
    return view.ending(i, "harm", "killed", slots=("intransitive",))


def _verb_behind(view: View, k: int) -> int:
    """The token behind auxiliaries and adverbs (« quatre blessés | ont ensuite | succombé »)."""
    while any(view.at(k, "grammar", value) for value in ("have", "be", "adverb")):
        k += 1
    return k


def harmed_people(view: View, group: Group, _: list[Group]) -> Finding | None:
    """28 wounded soldiers · 12 убитых боевиков: the harm stands between the number and its noun."""
    if group.head != "people" or group.amount is None or group.partitive:
        return None
    tag = next((t for t in view.inside(group.amount.j, group.j, "harm") if t.slot == "victims"), None)
    return finding_of(group, tag, "counted victims") if tag else None


def none_of_them(view: View, group: Group, _: list[Group]) -> Finding | None:
    """погибших нет · жертв не было: the word for none stands behind its noun."""
    if group.wording != "zero" or group.head != "bare":
        return None
    k = group.i
    if people := view.ending(k, "people"):  # «постраждалих серед мирного населення | немає»
        among = next((t for t in view.tags("grammar", "among") if 0 <= people.i - t.j <= 1), None)
        k = among.i if among else k
    tag = view.ending(k, "harm", slots=("victims",))
    return finding_of(group, tag, "counted victims") if tag else None

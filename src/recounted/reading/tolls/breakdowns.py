"""Breakdowns: people of several kinds who add up to a total told before them ("28 were killed, 19 men and nine women").

In: a View, its Groups and the Findings so far, by the group's number, and what the sentences before have Told. Out: the same
Findings, completed in place. Nothing but the sum says whose parts they are: what does not add up is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.model import Harm
from recounted.reading.people.counted import ANYBODY, Group
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.tolls.findings import Finding, Told
from recounted.reading.tolls.kinds_told import said_to_be, take_noun
from recounted.reading.tolls.parts import CIVILIANS, SHARED
from recounted.reading.words.text import Tag

#: The rule of a part of such a list.
LISTED = "part listed"
#: Tokens from the start of a sentence to the first part of a total of the sentence before.
OPENS_WITHIN = 8
#: Marks before the first part of a total of the same sentence.
MARKS = {",", ":", "(", *DASHES}

#: Nouns that say no more of people than that they are.
ANYONE = {"", "people", "person", "victim"}

#: A part: its number, and the noun that its bare number is said to be of.
Part = tuple[int, Tag | None]


def break_down(view: View, groups: Sequence[Group], findings: dict[int, Finding], told: Told) -> None:
    """Give those who add up to a total of the sentence, or (in a sentence that counts nobody else) of one before, its harm."""
    for number, finding in sorted(findings.items()):
        total = finding.group
        whole = total.lo if total.hi in (total.lo, None) and not finding.part and total.of in (ANYBODY, CIVILIANS) else None
        if whole and whole > 1 and finding.harm and view.norm(finding.j) != ";":
            _spread(view, groups, findings, _adding_up(view, groups, findings, number + 1, {whole: finding.harm}))
    opens = next((n for n, g in enumerate(groups) if g.amount and g.head in {"people", "bare"}), None)
    if findings or opens is None or groups[opens].i - view.sentence.body > OPENS_WITHIN or view.tags("attack"):
        return
    group = groups[opens]
    if not (view.ending(group.i, "grammar", "be") or view.at(group.j, "grammar", "be") or said_to_be(view, group)):
        return  # "Seven soldiers and five policemen | came to the funeral"
    _spread(view, groups, findings, _adding_up(view, groups, findings, opens, told.wholes))


def _adding_up(
    view: View, groups: Sequence[Group], findings: dict[int, Finding], first: int, wholes: dict[int, Harm]
) -> tuple[list[Part], Harm | None]:
    """The groups in a row, from number ``first``, that add up to one of the wholes, with its harm."""
    after = findings[first - 1].j if first - 1 in findings else None
    parts: list[Part] = []
    count = 0
    for number in range(first, len(groups)):
        group = groups[number]
        if number in findings and findings[number].rule != SHARED:
            break
        if group.head == "thing":
            continue  # an age
        noun = _noun(view, groups, parts, number)
        if not group.lo or group.lo != group.hi or not (noun or _of_a_kind(group)):
            continue
        if not parts and after is not None and not any(view.norm(k) in MARKS for k in range(after, group.i)):
            break
        if view.has(view.i if after is None else after, group.i, "harm"):
            break
        parts.append((number, noun))
        count += group.lo
        if count in wholes and len(parts) > 1:
            return parts, wholes[count]
    return [], None


def _of_a_kind(group: Group) -> bool:
    """Does the noun say more of those counted than that they are people?"""
    return group.head == "people" and (group.of != ANYBODY or group.value not in ANYONE)


def _noun(view: View, groups: Sequence[Group], parts: Sequence[Part], number: int) -> Tag | None:
    """What a bare number is said to be of: "seven | were women", and behind it, with the verb left out, « tres, | niños »."""
    group = groups[number]
    if group.head != "bare":
        return None
    left_out = view.at(group.j + 1, "people") if parts and view.norm(group.j) == "," else None
    return said_to_be(view, group) or left_out


def _spread(view: View, groups: Sequence[Group], findings: dict[int, Finding], found: tuple[list[Part], Harm | None]) -> None:
    parts, harm = found
    for number, noun in parts:
        group = groups[number]
        if noun:
            take_noun(group, noun)
        findings[number] = Finding(group, harm, LISTED, group.i, group.j, True)

"""Findings: so many of a group came to harm, by a named rule, with the words that say it; and whether the sentence takes it back.

In: a Group and the tag of its harm. Out: a Finding. It says nothing yet of who says it or of which incident it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from recounted.model import Harm
from recounted.reading.people.counted import Group
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: A quote longer than this shows the number alone.
QUOTE_TOKENS = 14
#: Rules whose harm a negation beside it takes back ("two were not hurt", «не пострадали»).
DENIABLE = {"people came to harm", "people then harm", "harm then people", "verb then people"}
#: Rules by which people stand beside their harm without a verb between.
BESIDE = {"people then harm", "harm then people"}
#: Whose flight is no displacement.
ARMED = {"member_of_armed_forces", "member_of_armed_group", "armed_law_enforcement"}
#: Tokens between a negation and the victims that there were not.
DENIAL_GAP = 10
#: Tokens between people and the verb of their rescue.
RESCUE_GAP = 4
#: Tokens between a word of threat or possibility and the harm ("threatened to kill 100").
UNREAL_GAP = 3


@dataclass(slots=True)
class Finding:
    """So many of a group came to harm, by a rule; tokens i to j are the words that say it.

    ``harm`` is None only until a part has found the total that it belongs to; ``part``: a part of the total before it.
    """

    group: Group
    harm: Harm | None
    rule: str
    i: int
    j: int
    part: bool = False
    weapon: str = ""


@dataclass(slots=True)
class Told:
    """The harm that the sentences so far have counted.

    ``figures``: that of a bare figure that goes on ("others speak of 42"): the dead, once any were counted. ``parts``: that of a
    part that goes on ("Among them are …"): of the last sentence that counts. ``wholes``: the totals, by number.
    """

    figures: Harm | None = None
    parts: Harm | None = None
    wholes: dict[int, Harm] = field(default_factory=dict)

    def add(self, tolls: Sequence[Finding]) -> None:
        """Count a sentence in."""
        for toll in tolls:
            low = toll.group.lo or 0
            if not toll.part and toll.harm and low > 1 and toll.group.hi in (low, None):
                self.wholes[low] = toll.harm
        totals = [t.harm for t in tolls if not t.part and t.harm and t.harm != "killed_or_injured"]
        if totals:
            self.parts = "killed" if "killed" in totals else totals[-1]
            self.figures = "killed" if self.figures == "killed" or "killed" in totals else totals[-1]


def harm_of(tag: Tag) -> Harm:
    """The harm that a tag of the category harm states."""
    return cast("Harm", tag.value)  # the pack loader admits no other value


def finding_of(group: Group, tag: Tag, rule: str, *, part: bool = False) -> Finding:
    """The finding of a group and the words of its harm; a quote that grows too long shows the group alone."""
    i, j = min(group.i, tag.i), max(group.j, tag.j)
    if j - i > QUOTE_TOKENS:
        i, j = group.i, group.j
    return Finding(group, harm_of(tag), rule, i, j, part, str(tag.meaning.get("weapon") or ""))


def _unreal(view: View, tag: Tag, finding: Finding) -> bool:
    """Does a word of threat or possibility reach the harm? Not where the telling is what can be ("can confirm 31 dead")."""
    near = finding.i - UNREAL_GAP <= tag.j <= finding.j and not view.broken(tag.j, finding.i)
    return near and not any(t.i == tag.j and t.value in {"say", "figure"} for t in view.tags("cue"))


def _denied_of_all(view: View, finding: Finding) -> bool:
    """ "The strike did not cause | casualties", لم يسفر القصف عن | إصابات: victims without a number, behind a negation."""
    group = finding.group
    if group.amount is not None or group.head != "victims" or group.wording != "bare_plural":
        return False
    start = max((k + 1 for k in range(view.i, group.i) if k in view.hard or view.norm(k) in {",", "،"}), default=view.i)
    before = (t for t in view.inside(max(start, group.i - DENIAL_GAP), finding.j, "grammar", "negation") if t.i < group.core)
    return any(view.on(t.i)[0].j == t.j for t in before)  # not inside «لا يزال»: still


def cancelled(view: View, finding: Finding) -> str:
    """Why a finding is no toll after all; empty if it stands."""
    group = finding.group
    span = range(group.j, min(group.j + 4, view.j))
    if group.lo == 0:
        known = range(finding.i - 2, finding.j)
        reported = finding.rule == "counted victims" and any(view.is_word(k, "reported") for k in span)
        if reported or any(view.is_word(k, "knowledge") for k in known):
            return "no report of harm is not a report of no harm"
    if _of_others(view, finding):
        return "who is not among the harmed is told, not that nobody is"
    if group.head == "bare" and group.lo == 1 and view.text.pack.option("joined_article") and view.ending(group.i, "weapon"):
        return "attacks are counted, not people"  # غارة جوية | واحدة
    if _rescued(view, finding):
        return "they were rescued"
    if _denied_of_all(view, finding):
        return "the sentence denies it"
    if group.wording == "one_of" and group.tag and finding.rule == "counted victims" and group.tag.value == finding.harm:
        return "one of those counted: who it was, not how many"
    if any(_unreal(view, t, finding) for t in view.tags("cue", "irrealis") if not view.over(t.i, "harm")):
        return "it did not happen: threatened, planned, foiled or possible"
    if finding.harm == "detained" and (group.lo == 0 or group.value == "suspect" or view.ending(finding.i, "actor", "police")):
        return "an arrest by the police, or that nobody was arrested, is no harm"
    if finding.harm == "displaced" and group.of.status in ARMED:
        return "attackers and soldiers who flee are not displaced"
    if finding.harm == "displaced" and group.wording == "bare_plural" and finding.rule in BESIDE:
        return "displaced people are named as such; nothing says that they were driven out"
    for tag in view.tags("scope", "not_done"):
        if finding.harm == "detained" and tag.i >= finding.i:
            continue  # what they are charged with
        return f"it did not happen now: {view.text.words(tag.i, tag.j)!r}"
    denials = [
        t
        for t in view.inside(finding.i - 1, finding.j, "grammar", "negation")
        if not group.i <= t.i < group.j and not view.over(t.i, "harm")
    ]
    if finding.rule in DENIABLE and denials and group.lo:
        return "the sentence denies it"
    return ""


def _of_others(view: View, finding: Finding) -> bool:
    """«Детей | среди погибших | нет», «никто | не выжил»: zero beside such a harm is not zero dead, nor are those named there."""
    group = finding.group
    harms = [t for t in view.tags("harm") if finding.i <= t.i < finding.j]
    among = any(view.at(t.i, "grammar", "among") for t in harms)
    if group.wording == "zero":
        alone = any(view.over(t.i, "grammar", "negation") and t.j - t.i > 1 for t in harms)
        return alone or (among and group.head == "bare")
    end = next((k for k in range(finding.j, view.j) if view.tokens[k].kind == "punct"), view.j)
    none = any(a.rule == "zero" and finding.j <= a.i < end for a in view.amounts)
    return among and none and group.wording == "bare_plural" and harms[0].i > group.i


def _rescued(view: View, finding: Finding) -> bool:
    """ "120 dead | and 24 people were pulled out alive": a harm before them, a rescue right behind."""
    group = finding.group
    if finding.rule not in {"verb then people", "harm then people", "harm shared"} or finding.j > group.j:
        return False
    rescue = (t for t in view.tags("cue", "rescue") if 0 < t.i - group.j <= RESCUE_GAP and not view.broken(group.j, t.i))
    return any(view.has(group.j, t.i, "grammar", "be") and not view.has(group.j, t.i, "grammar", "relative") for t in rescue)

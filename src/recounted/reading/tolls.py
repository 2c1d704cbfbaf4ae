"""Tolls: which counted people were harmed, and how. Every rule has a name; the first that reaches a group wins.

In: a View and its Groups. Out: Findings, and for every group that no rule reached, why not. A finding says nothing yet of who says it
or of which incident it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from recounted.reading.people import Group, dimensions
from recounted.reading.text import Tag
from recounted.reading.view import View

#: Words that may stand between a group and what happened to it, in tokens ("24 people, one of them a pregnant woman, were killed").
SUBJECT_GAP = 16
#: Words between a verb and its victims ("tué à la machette sept personnes").
OBJECT_GAP = 5
#: Words between "toll" and its number.
TALLY_GAP = 22
#: A quote longer than this shows the number alone.
QUOTE_TOKENS = 14
PASSIVE_SLOTS = ("participle", "intransitive", "predicate")
ACTIVE_SLOTS = ("verb", "participle", "idiom", "event")


@dataclass(slots=True)
class Finding:
    """So many of a group came to harm, by a rule; tokens i to j are the words that say it. ``part``: a part of the total before it."""

    group: Group
    harm: str
    rule: str
    i: int
    j: int
    part: bool = False
    weapon: str = ""


Rule = Callable[[View, Group, list[Group]], Finding | None]


def find_tolls(view: View, groups: list[Group], last_harm: str = "") -> tuple[list[Finding], list[tuple[Group, str]]]:
    """The tolls of one sentence, and the groups left out with the reason. ``last_harm``: the harm of the report's latest total."""
    findings: dict[int, Finding] = {}
    for number, group in enumerate(groups):
        if group.head == "thing":
            continue
        for rule in RULES:
            finding = rule(view, group, groups)
            if finding:
                findings[number] = finding
                break
    _named_one_by_one(view, groups, findings)
    _spread(view, groups, findings)
    _parts(view, groups, findings, last_harm)
    left = [(g, g.why or "nothing says that they came to harm") for n, g in enumerate(groups) if n not in findings]
    kept = [f for _, f in sorted(findings.items())]
    return [f for f in kept if not _cancelled(view, f)], left + [(f.group, _cancelled(view, f)) for f in kept if _cancelled(view, f)]


def _finding(view: View, group: Group, tag: Tag, rule: str, *, part: bool = False, harm: str = "") -> Finding:
    i, j = min(group.i, tag.i), max(group.j, tag.j)
    if j - i > QUOTE_TOKENS:
        i, j = group.i, group.j
    return Finding(group, harm or tag.value, rule, i, j, part, str(tag.meaning.get("weapon") or ""))


# ------------------------------------------------------------------------------------------------------------- the rules


def counted_victims(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """30 morts · 28 wounded · 44 deaths; bodies count only where they are found or counted."""
    if group.head != "victims" or group.tag is None or group.wording == "both":
        return None
    if group.partitive or (group.tag.slot == "remains" and not _found(view, group)):
        return None
    return _finding(view, group, group.tag, "counted victims")


def part_of_total(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """including 10 children · dont cinq enfants · 10 of them children · two children among them."""
    if group.wording == "bare_plural":
        return None
    before = _listed_under(view, group, groups) or next((t for t in view.tags("grammar", "including") if 0 <= group.i - t.j <= 1 and not view.broken(t.j, group.i) and not (view.at(t.i, "grammar", "after_part") and any(g.j == t.i for g in groups))), None)
    if before is None and group.of != type(group.of)() and view.at(group.i - 1, "grammar", "with") and not view.at(group.j, "harm"):
        before = view.at(group.i - 1, "grammar", "with")
    after = view.at(group.j, "grammar", "after_part")
    if group.head == "people" and (before or (after and view.norm(after.j) != "of")):
        tag = before or after
        assert tag is not None
        own = (view.at(after.j, "harm") or view.at(after.j + 1, "harm")) if after else None
        harm = own.value if own else next((t.value for t in view.inside(tag.i, tag.j, "harm")), "")
        return Finding(group, harm, "part of a total", min(group.i, tag.i), max(group.j, tag.j), True)
    return _of_them(view, group)


def _listed_under(view: View, group: Group, groups: list[Group]) -> Tag | None:
    """The "including" that opens the list in which a group stands ("including five children and four women")."""
    number = groups.index(group)
    if view.at(group.j, "grammar", "be") or view.at(group.j, "grammar", "have") or view.at(group.j, "harm"):
        return None
    while number and _joined(view, groups[number - 1], groups[number]):
        number -= 1
        tag = next((t for t in view.tags("grammar", "including") if 0 <= groups[number].i - t.j <= 1 and not view.at(t.i, "grammar", "after_part")), None)
        if tag:
            return tag
    return None


def _of_them(view: View, group: Group) -> Finding | None:
    """Nine of them were children · five of them children · one of the dead was pregnant."""
    start = (view.at(group.amount.j, "grammar", "of_them") or view.ending(group.i, "grammar", "of_them")) if group.amount else None
    if not start and not (group.partitive and (group.head == "victims" or group.value == "victim")):
        return None
    k = max(start.j, group.j) if start else group.j
    harm = group.tag.value if group.tag and group.tag.category == "harm" else ""
    for at in range(k, min(k + 4, view.j)):
        noun = view.at(at, "people") or view.at(at, "person_adjective")
        if noun:
            group.of = dimensions(noun, [])
            group.head, group.value, group.j, group.tag = "people", noun.value, noun.j, noun
            return Finding(group, harm, "part of a total", group.i, noun.j, True)
        harmed = view.at(at, "harm")
        if harmed and start and harmed.slot in {*PASSIVE_SLOTS, "victims"}:
            return Finding(group, harmed.value, "part of a total", group.i, harmed.j, True)
        if view.tokens[at].kind == "punct":
            break
    return None


def people_then_harm(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """25 people dead · 21 killed · 30 personnes tuées · 35 missing."""
    for at in (group.j, group.j + 1):
        tag = view.at(at, "harm", slots=PASSIVE_SLOTS)
        if tag and (at == group.j or view.norm(group.j) not in {",", "(", ";", ":"}) and not _has_object(view, tag, groups):
            return _finding(view, group, tag, "people then harm") if group.wording != "bare_plural" or at > group.j or _passive(view, tag) else None
    return None


def object_of(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """killed 35 · killing at least 30 · a tué 61 personnes · coûté la vie à 52 personnes · the bodies of 24 civilians."""
    for tag in reversed(view.tags("harm")):
        if tag.slot not in ACTIVE_SLOTS or tag.j > group.i or group.i - tag.j > (1 if tag.slot == "event" else OBJECT_GAP):
            continue
        if tag.slot == "participle" and not _active(view, tag):
            continue
        if view.broken(tag.j, group.i) or _crosses(view, tag.j, group.i, groups) or view.has(tag.j, group.i, "grammar", "clause"):
            continue
        if any(view.norm(k) in {",", "("} for k in range(tag.j, group.i)) and group.i - tag.j > 1:
            continue
        return _finding(view, group, tag, "harm then people")
    return None


def subject_of(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """20 people were killed · twenty-six died · 14 children are among the hurt · 35 people remain trapped."""
    for tag in view.tags("harm"):
        if tag.slot not in PASSIVE_SLOTS or tag.i < group.j:
            continue
        gap = tag.i - group.j
        if gap > SUBJECT_GAP or view.broken(group.j, tag.i):
            return None
        if tag.slot == "participle" and not _passive(view, tag):
            if _active(view, tag) and gap:
                return None
            continue
        if _blocked(view, group, tag, groups):
            return None
        return _finding(view, group, tag, "people came to harm", part=view.tokens[tag.i].norm in {"among", "parmi"})
    return None


def tally_reaches(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """the death toll rose to 32 · le bilan est de 30 · put the dead at at least 50 · the dead number 23 people."""
    if group.wording in {"single", "bare_plural"} or group.head not in {"bare", "people"}:
        return None
    reach = next((t for t in view.tags("grammar", "reach") if t.j == group.i), None)
    exceed = next((t for t in view.tags("cue", "exceed") if t.j == group.i), None)
    if not reach and not exceed:
        return None
    for tag in reversed(view.tags("harm")):
        if (tag.slot == "tally" or _the_victims(view, tag, groups)) and tag.j <= group.i and group.i - tag.j <= TALLY_GAP and not _crosses(view, tag.j, group.i, groups, True):
            if view.broken(tag.j, group.i) and not view.colon(group.i - 1, group.i):
                return None
            if exceed and group.hi is not None and group.hi == group.lo:
                group.lo, group.hi, group.point = group.lo + 1, None, None
            return _finding(view, group, tag, "toll reaches")
    return None


def _the_victims(view: View, tag: Tag, groups: list[Group]) -> bool:
    """"the dead", "les blessés": victims as a whole, not counted by a number of their own."""
    return tag.slot == "victims" and view.at(tag.i - 1, "grammar", "article") is not None and not any(g.tag is tag and g.amount for g in groups)


RULES: tuple[Rule, ...] = (part_of_total, counted_victims, people_then_harm, object_of, subject_of, tally_reaches)


def figure_spoken_of(view: View, group: Group, last_harm: str) -> Finding | None:
    """unconfirmed reports spoke of about 100 · d'autres parlent de 160: a bare number, of the harm that the report counts."""
    if group.head not in {"bare", "people"} or not last_harm or group.amount is None or group.wording == "zero":
        return None
    of = view.ending(group.i, "grammar", "of") or view.ending(group.i, "grammar", "reach")
    start = of.i if of else group.i
    say = next((t for t in view.tags("cue", "figure") if 0 <= start - t.j <= (2 if of else 0)), None)
    ends = group.j >= view.j or view.tokens[group.j].kind == "punct" or group.head == "people" and view.over(group.j, "grammar", "conjunction")
    return Finding(group, last_harm, "figure spoken of", say.i, group.j) if say and ends else None


# ---------------------------------------------------------------------------------------------------------- what they ask


def _found(view: View, group: Group) -> bool:
    """Are bodies found, recovered or counted here?"""
    near = [t for t in view.tags("cue", "found") if not view.broken(min(t.j, group.j), max(t.i, group.i))]
    return any(abs(t.i - group.i) <= 10 for t in near)


def _auxiliary(view: View, tag: Tag, value: str) -> bool:
    """Does an auxiliary of that kind stand before the participle, adverbs and pronouns between?"""
    for at in range(tag.i - 1, max(view.i - 1, tag.i - 5), -1):
        found = next((t for t in view.tags("grammar") if t.value in {"be", "have"} and t.i <= at < t.j), None)
        if found:
            return found.value == value
        if view.tokens[at].kind == "punct" or view.tokens[at].kind == "number":
            return False
        if view.has(at, at + 1, "people") or view.has(at, at + 1, "grammar", "clause"):
            return False
    return False


def _passive(view: View, tag: Tag) -> bool:
    if tag.slot != "participle":
        return True
    if _auxiliary(view, tag, "be"):
        return True
    return not _auxiliary(view, tag, "have") and view.text.pack.option("adjective_order") == "after"


def _active(view: View, tag: Tag) -> bool:
    if tag.slot != "participle":
        return True
    if _auxiliary(view, tag, "be"):
        return False
    if view.text.pack.option("adjective_order") == "before" or _auxiliary(view, tag, "have"):
        return True
    joined = view.at(tag.i - 1, "grammar", "conjunction") or view.norm(tag.i - 1) == ","
    return bool(joined) and any(0 <= a.i - tag.j <= 1 for a in view.amounts)


def _has_object(view: View, tag: Tag, groups: list[Group]) -> bool:
    """Is the participle followed by victims of its own ("gunmen killed 12")?"""
    if tag.slot != "participle":
        return False
    return any(g.head in {"people", "bare"} and 0 <= g.i - tag.j <= 1 and view.norm(tag.j) not in {",", "and", "et"} for g in groups if g.i >= tag.j)


def _crosses(view: View, i: int, j: int, groups: list[Group], numbers_only: bool = False) -> bool:
    """Does another counted group stand between tokens i and j?"""
    return any(i <= g.i and g.j <= j and g.head != "thing" and (g.amount is not None or not numbers_only) and g.wording != "bare_plural" for g in groups)


def _blocked(view: View, group: Group, tag: Tag, groups: list[Group]) -> bool:
    """Does something between a group and the harm after it show that they do not belong together?"""
    i, j = group.j, tag.i
    if view.has(i, j, "cue", "rescue") or view.has(i, j, "scope", "crowd"):
        return True
    if tag.value == "missing" and view.has(i, j, "cue", "found"):
        return True
    if group.head == "bare" and (group.vague or _is_age(view, group)):
        return True
    if any(t for t in view.inside(i, j, "harm") if t.slot in ACTIVE_SLOTS or t.slot == "intransitive"):
        return True
    commas = [k for k in range(i, j) if view.norm(k) in {",", "(", ")", "–", "—"}]
    lone = len(commas) == 1 and commas[0] == i and any(g.i == i + 1 and g.amount and view.at(g.amount.j, "grammar", "of_them") for g in groups)
    inserted = lone or len(commas) > 1 and (commas[0] == i or view.over(commas[0] + 1, "grammar", "including") or view.over(commas[0] + 1, "grammar", "of_them"))
    clauses = [t for t in view.inside(i, j, "grammar", "clause") if not (inserted and commas[0] < t.i < (commas[-1] if len(commas) > 1 else j)) and not (t.i == i and view.at(t.i, "grammar", "relative"))]
    if clauses:
        return True
    others = [g for g in groups if i <= g.i and g.j <= j and g.head in {"people", "bare", "victims"} and g.wording != "bare_plural"]
    if others and not inserted:
        return True
    return view.has(i, j, "attack") and not inserted and gap_has_verb(view, i, j)


def _is_age(view: View, group: Group) -> bool:
    """Is a bare number the age of the person named before it ("X (61) was killed", "X, 61, and his wife were killed")?"""
    before, after = view.norm(group.i - 1), view.norm(group.j)
    named = group.i - 2 >= view.i and view.tokens[group.i - 2].capital
    return before == "(" or (before == "," and after == "," and named)


def gap_has_verb(view: View, i: int, j: int) -> bool:
    """Is there a verb of attack between tokens i and j?"""
    return any(t.slot == "verb" for t in view.inside(i, j, "attack"))


def _cancelled(view: View, finding: Finding) -> str:
    """Why a finding is no toll after all; empty if it stands."""
    group = finding.group
    span = range(group.j, min(group.j + 4, view.j))
    if finding.rule == "counted victims" and group.lo == 0 and any(view.norm(k) in {"reported", "signalé", "signalée", "signalées"} for k in span):
        return "no report of harm is not a report of no harm"
    between = (min(group.j, finding.j), max(group.j, finding.j))
    if finding.rule == "people came to harm" and view.has(*between, "grammar", "negation") and group.lo:
        return "the sentence denies it"
    return ""


# ------------------------------------------------------------------------------------------------------------ second looks


def _named_one_by_one(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """"two children, a girl of 11 and a boy of 14, …": single victims that spell out the group before them are not counted again."""
    for number, group in enumerate(groups):
        if group.wording == "single" or group.amount is None or group.lo != group.hi or not group.lo or group.lo > 6:
            continue
        after = groups[number + 1 : number + 1 + group.lo]
        if after and (after[0].i - group.j > 4 or view.broken(group.j, after[0].i)):
            continue
        if len(after) == group.lo and all(g.wording == "single" and g.head == "people" for g in after) and after[-1].i - group.j < 8 * group.lo:
            for spelled in range(number + 1, number + 1 + group.lo):
                if spelled in findings and number not in findings:
                    findings[number] = Finding(group, findings[spelled].harm, findings[spelled].rule, group.i, group.j, findings[spelled].part)
                findings.pop(spelled, None)
                groups[spelled].head, groups[spelled].why = "thing", "spells out the group before it"


def _spread(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """Groups joined by commas and conjunctions share their harm ("thirteen children and a pregnant woman are among the dead")."""
    for number in range(len(groups) - 2, -1, -1):
        after = findings.get(number + 1)
        if number not in findings and after and after.rule in {"people came to harm", "people then harm", "harm shared", "part of a total"} and _joined(view, groups[number], groups[number + 1]):
            findings[number] = Finding(groups[number], after.harm, "harm shared", groups[number].i, groups[number].j, after.part)
    for number in range(1, len(groups)):
        before = findings.get(number - 1)
        if number in findings or not before or not _joined(view, groups[number - 1], groups[number]):
            continue
        if before.part or before.rule in {"harm then people", "harm shared"}:
            findings[number] = Finding(groups[number], before.harm, "harm shared", groups[number].i, groups[number].j, before.part)
        elif before.rule == "counted victims" and groups[number].of != before.group.of and groups[number].head == "people":
            findings[number] = Finding(groups[number], before.harm, "part listed", groups[number].i, groups[number].j, True)


def _joined(view: View, left: Group, right: Group) -> bool:
    """Only conjunctions, commas and articles between two groups of people?"""
    if "thing" in {left.head, right.head} or right.head != "people" or left.head not in {"people", "victims"} or right.i - left.j > 4:
        return False
    return all(view.norm(k) in {",", "("} or view.at(k, "grammar", "conjunction") or view.at(k, "grammar", "article") for k in range(left.j, right.i))


def _parts(view: View, groups: list[Group], findings: dict[int, Finding], last_harm: str) -> None:
    """A part takes the harm of the total before it; "victims" take the harm that the report has just counted."""
    harm = last_harm
    for number, group in enumerate(groups):
        finding = findings.get(number) or figure_spoken_of(view, group, harm)
        if finding is not None:
            findings[number] = finding
        if finding is None:
            if group.value == "victim" and not group.partitive and not view.tags("cue", "published") and group.wording != "bare_plural" and (group.amount or group.wording == "single"):
                findings[number] = Finding(group, harm or "killed_or_injured", "victims counted", group.i, group.j)
                _share_back(view, groups, findings, number)
            elif group.of != type(group.of)() and number and number - 1 in findings and findings[number - 1].rule == "victims counted" and _joined(view, groups[number - 1], group):
                findings[number] = Finding(group, harm, "part listed", group.i, group.j, True)
            continue
        if not finding.harm and not harm and finding.part:
            del findings[number]
            continue
        if not finding.harm:
            finding.harm = harm
        if not finding.part and finding.harm != "killed_or_injured":
            harm = finding.harm


def _share_back(view: View, groups: list[Group], findings: dict[int, Finding], number: int) -> None:
    """"121 male and 47 female victims": the first group counts victims too."""
    if number and number - 1 not in findings and groups[number - 1].of != type(groups[0].of)() and _joined(view, groups[number - 1], groups[number]):
        found = findings[number]
        findings[number - 1] = Finding(groups[number - 1], found.harm, "victims counted", groups[number - 1].i, groups[number - 1].j)

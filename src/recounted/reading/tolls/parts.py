"""Parts: "including five children" is a part of a total; and second looks, once all rules have had theirs: a harm is shared.

In: a View, its Groups and the Findings so far, by the group's number. Out: the same Findings, completed in place. A group that no
total or neighbour reaches stays without a finding.
"""

from __future__ import annotations

from recounted.model import Of
from recounted.reading.people.counted import ANYBODY, Group, how_hurt
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.tolls.clauses import PASSIVE_SLOTS, behind_place, is_joined
from recounted.reading.tolls.findings import Finding, Told, harm_of
from recounted.reading.tolls.kinds_told import said_to_be, take_noun
from recounted.reading.tolls.of_victims import figure_spoken_of, identified, number_of_victims, of_victims
from recounted.reading.words.text import Tag

CIVILIANS = Of(status="civilian")
#: Tokens from "the victims" to the verb that says who they are.
VICTIMS_GAP = 7
#: Tokens from the start of a sentence to the part with which it goes on from the one before.
OPENS_WITHIN = 6
#: Tokens of an insertion that breaks a total down.
INSERTED = 24
#: Tokens between a figure and the "from" of the one before it (", up from").
RISEN_GAP = 2
#: The rule by which a group has the harm of the one beside it.
SHARED = "harm shared"
#: The rule by which a figure is one that the toll has left behind.
RISEN = "toll rose from"
#: Rules whose harm goes on to the groups joined behind.
FORWARD = {"harm then people", "verb then people", "victims listed", SHARED}


def named_one_by_one(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """Single victims that spell out the group before them ("two children, a girl of 11 and a boy") are not counted again."""
    for number, group in enumerate(groups):
        if (
            group.head == "thing"
            or group.wording == "single"
            or group.amount is None
            or group.lo != group.hi
            or not group.lo
            or group.lo > 6
        ):
            continue
        after = groups[number + 1 : number + 1 + group.lo]
        start = group.j + (view.norm(group.j) in DASHES)  # "двое детей — мальчик и девочка"
        if after and (after[0].i - group.j > 4 or view.broken(start, after[0].i)):
            continue
        if (
            len(after) == group.lo
            and all(g.wording == "single" and g.head == "people" and not g.increment for g in after)
            and after[-1].i - group.j < 8 * group.lo
        ):
            if group.of == Of() and len({g.of for g in after}) == 1:  # "one of them a pregnant woman"
                group.of = after[0].of
            for spelled in range(number + 1, number + 1 + group.lo):
                if spelled in findings and number not in findings:
                    findings[number] = Finding(
                        group, findings[spelled].harm, findings[spelled].rule, group.i, group.j, findings[spelled].part
                    )
                findings.pop(spelled, None)
                groups[spelled].head, groups[spelled].why = "thing", "spells out the group before it"


def share_harm(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """Groups joined by commas and conjunctions share their harm ("thirteen children and a pregnant woman are among the dead")."""
    for number in range(1, len(groups)):
        before, pair = findings.get(number - 1), (groups[number - 1], groups[number])
        forward = number not in findings and before is not None and before.rule in FORWARD
        if before and forward and (_coordinate(view, *pair) or behind_place(view, *pair)):
            findings[number] = Finding(groups[number], before.harm, SHARED, groups[number].i, groups[number].j, before.part)
    for number in range(1, len(groups)):
        before, total = findings.get(number - 1), groups[number - 1]
        spelled = view.norm(total.j) in DASHES and total.amount is not None and groups[number].amount is not None
        mark = view.norm(total.j) in {":", "("} or spelled  # «Пятеро убитых — двое детей и три женщины»
        listed = mark and total.j + 1 == groups[number].i and groups[number].head == "people"
        if number not in findings and before and listed:  # "seven civilians: six women and a man", "11 people (four women …)"
            findings[number] = Finding(groups[number], before.harm, "part listed", groups[number].i, groups[number].j, True)
        elif number not in findings and before and before.part and _coordinate(view, total, groups[number]):
            findings[number] = Finding(groups[number], before.harm, SHARED, groups[number].i, groups[number].j, True)
    for number in range(len(groups) - 2, -1, -1):
        after = findings.get(number + 1)
        if (
            number not in findings
            and after
            and groups[number].value != "victim"
            and after.rule in {"people came to harm", "people then harm", SHARED, "part of a total"}
            and is_joined(view, groups[number], groups[number + 1])
            and not _of_another_clause(view, groups[number], groups[number + 1])
        ):
            findings[number] = Finding(groups[number], after.harm, SHARED, groups[number].i, groups[number].j, after.part)
    for number in range(1, len(groups)):
        before = findings.get(number - 1)
        if number in findings or not before or not is_joined(view, groups[number - 1], groups[number]):
            continue
        if before.part or before.rule in FORWARD:
            findings[number] = Finding(groups[number], before.harm, SHARED, groups[number].i, groups[number].j, before.part)
        elif before.rule == "counted victims" and groups[number].of.role == "displaced":  # « 300 disparus et 800 déplacés »
            findings[number] = Finding(groups[number], "displaced", "counted victims", groups[number].i, groups[number].j)
        elif before.rule == "counted victims" and groups[number].of != before.group.of and groups[number].head == "people":
            findings[number] = Finding(groups[number], before.harm, "part listed", groups[number].i, groups[number].j, True)


def share_insertions(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """« 10 pessoas – 7 homens e 3 mulheres – morreram »: an insertion breaks a total down, the verb behind is its own."""
    for number, total in enumerate(groups[:-1]):
        if groups[number + 1].i != total.j + 1:
            continue
        for end in _closings(view, total.j):
            inside = [n for n in range(number + 1, len(groups)) if groups[n].j <= end]
            parts = [n for n in inside if groups[n].wording != "bare_plural" and not (n in findings and findings[n].part)]
            whole = next((findings[n] for n in (number, *parts[-1:]) if n in findings and findings[n].j > end), None)
            if whole and not whole.part and _break_down(total, [groups[n] for n in parts], view.norm(end) == ","):
                findings[number] = Finding(total, whole.harm, "people came to harm", total.i, whole.j)
                for n in parts:
                    findings[n] = Finding(groups[n], whole.harm, "part listed", groups[n].i, groups[n].j, True)
                break


def _closings(view: View, opening: int) -> list[int]:
    """Where an insertion that opens at a token may close: at the other dash or bracket, at any comma."""
    opened = view.norm(opening)
    closing = {"(": {")"}, ",": {","}}.get(opened, set(DASHES) if opened in DASHES else set())
    ends = [k for k in range(opening + 1, min(opening + INSERTED, view.j)) if view.norm(k) in closing]
    return ends if opened == "," else ends[:1]


def _break_down(total: Group, parts: list[Group], whole: bool) -> bool:
    """Are they people of kinds that add up to a total of people, or (in a pair of dashes or brackets) to no more than it?"""
    if not total.amount or not total.lo or not parts or any(g.head != "people" or g.of == ANYBODY or not g.lo for g in parts):
        return False
    count = sum(g.lo or 0 for g in parts)
    alike = total.of == ANYBODY or (total.of == CIVILIANS and all(g.of.status in {None, "civilian"} for g in parts))
    return count == total.lo and alike if whole else count <= total.lo


def _coordinate(view: View, left: Group, right: Group) -> bool:
    """Are two groups joined by a conjunction, so that the verb before the first reaches the second too?"""
    return view.at(right.i - 1, "grammar", "conjunction") is not None and is_joined(view, left, right)


def _of_another_clause(view: View, left: Group, right: Group) -> bool:
    """300 people were left without power, | a worker died: with a comma alone, the first may have a verb of its own."""
    if _coordinate(view, left, right):
        return False
    if any(view.over(k, "grammar", "increment") for k in range(left.j + 1, right.i + 1)):  # «…, | ще троє дістали поранення»
        return True
    start = max((k + 1 for k in range(view.i, left.i) if view.norm(k) == "," or k in view.hard), default=view.i)
    return view.has(start, left.i, "scope", "crowd") or view.has(start, left.i, "cue", "rescue")


def risen_from(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """The toll rose | from 39 | to 52 · « passant de 12 à 17 morts » · 52, up from 39: the figure left behind."""
    for number, group in enumerate(groups):
        if number in findings or group.head != "bare" or group.amount is None or group.wording == "zero":
            continue
        left = view.ending(group.i, "grammar", "from") or view.ending(group.i, "grammar", "of")
        after, before = findings.get(number + 1), findings.get(number - 1)
        reach = view.at(group.j, "grammar", "reach")
        reached = after and left and reach and reach.j in {groups[number + 1].i, after.group.core}
        fallen = before and before.rule == "toll reaches" and left and left.i - groups[number - 1].j <= RISEN_GAP
        one = after if reached else before if fallen and view.at(left.i if left else 0, "grammar", "from") else None
        if one and not one.part and view.has(view.i, group.i, "harm"):
            findings[number] = Finding(group, one.harm, RISEN, group.i, group.j)


def left_out_verb(view: View, groups: list[Group], findings: dict[int, Finding]) -> None:
    """48 died at once, two — on the way: a dash stands for the verb that the sentence has just used."""
    for number in range(1, len(groups)):
        group, before = groups[number], findings.get(number - 1)
        if number in findings or not before or group.head != "bare" or group.amount is None:
            continue
        if view.norm(group.j) not in {"—", "–", "-"} or view.norm(group.i - 1) not in {",", ";"}:
            continue
        if not view.at(group.j + 1, "harm") and not view.at(group.j + 1, "people"):
            findings[number] = Finding(group, before.harm, "verb left out", group.i, group.j, before.part)


def settle_parts(view: View, groups: list[Group], findings: dict[int, Finding], told: Told) -> None:
    """A part takes the harm of the total before it; "victims" take the harm that the report has just counted."""
    harm, of_parts = told.figures, told.parts
    for number, group in enumerate(groups):
        finding = findings.get(number) or figure_spoken_of(view, group, harm) or number_of_victims(view, group, harm)
        if finding is not None:
            findings[number] = finding
        if finding is None:
            if (
                group.value == "victim"
                and not (group.partitive or identified(view, group))
                and not view.tags("cue", "published")
                and not any(t.slot == "idiom" for t in view.on(group.i))  # «жертвою стала дитина»
                and group.wording != "bare_plural"
                and (group.amount or group.wording == "single")
            ):
                findings[number] = Finding(group, of_victims(view, group, harm), "victims counted", group.i, group.j)
                _share_back(view, groups, findings, number)
            elif (
                number
                and number - 1 in findings
                and findings[number - 1].rule == "victims counted"
                and group.of != ANYBODY
                and is_joined(view, groups[number - 1], group)
            ):
                findings[number] = Finding(group, of_victims(view, group, harm), "part listed", group.i, group.j, True)
            continue
        carried = of_parts == told.parts and of_parts is not None and not any(n in findings for n in range(number))
        if not finding.harm and finding.part and carried and not _refers_back(view, group):
            del findings[number]
            continue
        if not finding.harm and finding.part and (not of_parts or _of_unharmed(groups, findings, number)):
            del findings[number]
            continue
        if not finding.harm:
            finding.harm = of_parts if finding.part else harm
        if not finding.part and finding.harm != "killed_or_injured":
            harm = of_parts = finding.harm


def _refers_back(view: View, group: Group) -> bool:
    """Is a part one of those whom the sentence before has counted ("Among them were …"), not of something told of just here?"""
    if group.i - view.sentence.body <= OPENS_WITHIN:
        return True
    return view.has(view.i, group.i, "harm") or view.has(view.i, group.i, "people", "victim")


def _of_unharmed(groups: list[Group], findings: dict[int, Finding], number: int) -> bool:
    """Is a part one of people before it to whom nothing happened ("800 visitors, including 100 children")?"""
    heads = {"people", "bare", "thing"} if groups[number].head == "bare" else {"people", "bare"}
    before = [n for n in range(number) if groups[n].head in heads and groups[n].amount]
    opened = findings[number].i < groups[number].i
    return opened and bool(before) and not any(n in findings for n in range(number))


def _share_back(view: View, groups: list[Group], findings: dict[int, Finding], number: int) -> None:
    """The first of two groups counts victims too ("121 male and 47 female victims")."""
    if (
        number
        and number - 1 not in findings
        and groups[number - 1].of != ANYBODY
        and is_joined(view, groups[number - 1], groups[number])
    ):
        found = findings[number]
        findings[number - 1] = Finding(
            groups[number - 1], found.harm, "victims counted", groups[number - 1].i, groups[number - 1].j
        )


def part_of_total(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """including 10 children · dont cinq enfants · 10 of them children · two children among them."""
    if group.wording == "bare_plural":
        return None
    before = (
        _listed_under(view, group, groups)
        or _victims_are(view, group)
        or next(
            (
                t
                for t in view.tags("grammar", "including")
                if (_opens(view, t, group) or _only_source(view, t.j, group.i))
                and not (
                    t.j == t.i + 1 and view.at(t.i, "grammar", "among") and view.is_word(t.j, "the")
                )  # « parmi les | 14 tués »
                and not view.broken(t.j + (view.norm(t.j) in DASHES), group.i)  # «Серед жертв – 50 дітей»
                and not (view.at(t.i, "grammar", "after_part") and any(g.j == t.i for g in groups))
            ),
            None,
        )
    )
    if before is None and group.of is not ANYBODY and group.of != ANYBODY and not view.at(group.j, "harm"):
        before = _with_some(view, group, groups)
    after = view.at(group.j, "grammar", "after_part")
    if before and (noun := said_to_be(view, group)):  # « entre os mortos, 25 são soldados »
        take_noun(group, noun)
    bare = before and before.value == "including" and not any(view.has(before.i, before.j, c) for c in ("harm", "people"))
    hurt, ends = how_hurt(view, group.j), _ends_there(view, group.j)
    if before and bare and group.head == "bare" and group.amount and (hurt or ends):  # « dont deux à Tarvel »
        return Finding(group, "injured" if hurt else None, "part of a total", before.i, group.j + hurt, True)
    if group.head == "people" and (before or (after and not view.is_word(after.j, "of"))):
        tag = before or after
        assert tag is not None
        own = next((t for t in view.tags("harm") if after.i <= t.i <= after.j + 1), None) if after else None
        own = own or next((t for t in view.inside(group.i, group.j, "harm")), None)  # "including nine wounded soldiers"
        harm = harm_of(own) if own else next((harm_of(t) for t in view.inside(tag.i, tag.j, "harm")), None)
        return Finding(group, harm, "part of a total", min(group.i, tag.i), max(group.j, tag.j), True)
    return _of_them(view, group)


def _ends_there(view: View, k: int) -> bool:
    """Does a figure stand alone: a place, a mark or the end of the sentence behind it?"""
    return k >= view.j or view.tokens[k].kind == "punct" or view.at(k, "spatial") is not None


def _victims_are(view: View, group: Group) -> Tag | None:
    """« le vittime dell'attacco sono | quattro uomini »: the noun of the whole, whose verb stands right before the group."""
    be = view.ending(group.i, "grammar", "be")
    if be is None or group.of == ANYBODY or view.text.pack.option("participle_last"):
        return None
    for k in range(be.i - 1, max(view.i, be.i - VICTIMS_GAP) - 1, -1):
        if view.norm(k) == "," or k in view.hard or view.at(k, "grammar", "clause"):
            return None
        noun = view.at(k, "harm", slots=("victims",)) or view.at(k, "people", "victim", ("many",))
        if noun:
            return noun if view.is_word(k - 1, "the") and noun.value != "injured" else None
    return None


def _with_some(view: View, group: Group, groups: list[Group]) -> Tag | None:
    """The "with" of "killed 20, with five children": right behind the total, its harm or a comma, not behind another verb."""
    tag = view.at(group.i - 1, "grammar", "with")
    if tag and (view.norm(tag.i - 1) == "," or view.over(tag.i - 1, "harm") or any(g.j == tag.i for g in groups)):
        return tag
    return None


def _only_source(view: View, i: int, j: int) -> bool:
    """Stands only "according to X" between tokens i and j („Unter den Toten sind nach Polizeiangaben | drei Kinder“)?"""
    source = view.at(i, "cue", "according")
    return source is not None and all(k < source.j or view.over(k, "speaker") for k in range(i, j))


def _opens(view: View, tag: Tag, group: Group) -> bool:
    """Does an "including" open a group? "including at least" is one, and holds the group's own bound."""
    joined = group.i == tag.j + 1 and view.over(tag.j, "grammar", "conjunction")  # "are among the dead | and 83 are hurt"
    return tag.i < group.i and group.i - tag.j <= 1 and tag.j <= group.core and not joined


def _listed_under(view: View, group: Group, groups: list[Group]) -> Tag | None:
    """The "including" that opens the list in which a group stands ("including five children and four women")."""
    if not view.tags("grammar", "including"):
        return None
    number = groups.index(group)
    # "16 people | seriously | wounded"
    k = group.j + view.is_adverb(group.j)
    if view.at(group.j, "grammar", "be") or view.at(group.j, "grammar", "have") or view.at(k, "harm"):
        return None
    while number and (
        is_joined(view, *groups[number - 1 : number + 1]) or _of_two_bodies(view, *groups[number - 1 : number + 1])
    ):
        number -= 1
        tag = next(
            (
                t
                for t in view.tags("grammar", "including")
                if _opens(view, t, groups[number]) and not view.at(t.i, "grammar", "after_part")
            ),
            None,
        )
        if tag:
            return tag
    return None


def _of_two_bodies(view: View, left: Group, right: Group) -> bool:
    """ "(including) 11 members of one family | and eight members of another, were killed": the comma closes the list."""
    alike = left.value == right.value and left.of == right.of and behind_place(view, left, right)
    return alike and any(view.norm(k) in {",", ")"} for k in range(right.j, min(right.j + VICTIMS_GAP, view.j)))


def _of_them(view: View, group: Group) -> Finding | None:
    """Nine of them were children · five of them children · one of the dead was pregnant."""
    start = (
        (view.at(group.amount.j, "grammar", "of_them") or view.ending(group.i, "grammar", "of_them")) if group.amount else None
    )
    if group.wording == "one_of" and not start:  # « una de ellas menor de edad »
        start = view.ending(group.amount.j, "grammar", "of_them") if group.amount else None
    if not start and group.wording == "one_of" and group.partitive and group.amount:
        start = view.at(group.amount.j + 1, "harm", slots=("victims",))  # one of the | dead was pregnant
    if not start and group.wording == "one_of" and group.amount and group.head == "victims":  # «один из | погибших – мальчик»
        start = view.at(group.amount.j, "harm", slots=("victims",))
    if not start and not (group.partitive and (group.head == "victims" or group.value == "victim")):
        return None
    k = start.j if start and group.wording == "one_of" else max(start.j, group.j) if start else group.j
    tag = group.tag or start
    if tag and tag.category != "harm" and start:  # «из | погибших»
        tag = next(view.inside(start.i, start.j, "harm"), None)
    harm = harm_of(tag) if tag and tag.category == "harm" else None
    for at in range(k, min(k + 4, view.j)):
        noun = view.at(at, "people") or view.at(at, "person_adjective")
        if noun and group.hi == 0:  # "none of these priests belonged to …"
            return None
        if noun:
            take_noun(group, noun)
            return Finding(group, harm, "part of a total", group.i, noun.j, True)
        belongs = view.at(at, "grammar", "belonged")
        if belongs and harm and group.hi != 0:  # "28 of the dead belonged to the militia"
            return Finding(group, harm, "part of a total", group.i, belongs.j, True)
        harmed = view.at(at, "harm")
        if harmed and start and harmed.slot in {*PASSIVE_SLOTS, "victims"}:
            be = view.at(harmed.j, "grammar", "be") if at == start.j else None
            if be and (noun := view.at(be.j, "people")):  # "fifteen of those killed are | civilians"
                take_noun(group, noun)
            return Finding(group, harm_of(harmed), "part of a total", group.i, max(group.j, harmed.j), True)
        if start and how_hurt(view, at):
            return Finding(group, "injured", "part of a total", group.i, at + 1, True)
        if (view.tokens[at].kind == "punct" and view.norm(at) not in DASHES) or view.at(at, "spatial"):
            break
    return None

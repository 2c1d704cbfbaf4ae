"""Tolls: which counted people were harmed, and how. Every rule has a name; the first that reaches a group wins.

In: a View and its Groups. Out: Findings, and for every group that no rule reached, why not. A finding says nothing yet of who
says it or of which incident it belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from recounted.reading.people.counted import ANYBODY, Group
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.speakers.credits import second_source
from recounted.reading.tolls.breakdowns import break_down
from recounted.reading.tolls.carried_on import same_people, second_of_two
from recounted.reading.tolls.clauses import (
    ACTIVE_SLOTS,
    PASSIVE_SLOTS,
    agent_follows,
    crosses,
    done_to,
    has_object,
    hits_a_thing,
    inserted,
    is_active,
    is_age,
    is_blocked,
    is_broken,
    is_passive,
    opens_clause,
    past_included,
    past_source,
    the_noun,
    words_between,
)
from recounted.reading.tolls.counted_victims import counted_victims, harmed_people, none_of_them, whole_of_victims
from recounted.reading.tolls.doers import behind_doers, has_victims, set_doers_apart
from recounted.reading.tolls.findings import Finding, Told, cancelled, finding_of, harm_of
from recounted.reading.tolls.kinds_told import counted_among, kinds_told, of_things
from recounted.reading.tolls.parts import (
    left_out_verb,
    named_one_by_one,
    part_of_total,
    risen_from,
    settle_parts,
    share_harm,
    share_insertions,
)
from recounted.reading.tolls.tallies import entered, number_before_tally, tally_reaches
from recounted.reading.words.text import Tag

#: Tokens that may stand between a group and what happened to it ("24 people, one of them a pregnant woman, were killed").
SUBJECT_GAP = 16
#: The same where a relative clause or a list of parts stands between ("one person who was passing by … was hurt").
LONG_GAP = 36
#: Words between a verb and its victims ("tué à la machette sept personnes").
OBJECT_GAP = 5
#: The same where adverbials stand between them ("entführten bei einem Überfall auf eine Kirche | einen Priester").
ADVERBIAL_GAP = 12
#: Tokens of parts between commas, behind their total.
PARTS_GAP = 8
#: Words between a verb of dying and the colon behind which the dead are listed.
LIST_GAP = 3
Rule = Callable[[View, Group, list[Group]], Finding | None]


def find_tolls(view: View, groups: list[Group], told: Told) -> tuple[list[Finding], list[tuple[Group, str]]]:
    """The tolls of one sentence, and the groups left out with the reason. ``told``: what the sentences before have counted."""
    findings: dict[int, Finding] = {}
    _counted_together(view, groups)
    set_doers_apart(view, groups)
    for number, group in enumerate(groups):
        if group.head == "thing" or _counted_from(view, group, groups) or of_things(view, group, groups):
            findings |= whole_of_victims(view, groups, number)
            continue
        for rule in RULES:
            finding = rule(view, group, groups)
            if finding:
                findings[number] = finding
                break
    named_one_by_one(view, groups, findings)
    share_harm(view, groups, findings)
    share_insertions(view, groups, findings)
    left_out_verb(view, groups, findings)
    risen_from(view, groups, findings)
    kinds_told(view, groups, findings, told.figures)
    second_of_two(view, groups, findings)
    same_people(view, groups, findings)
    settle_parts(view, groups, findings, told)
    break_down(view, groups, findings, told)
    counted_among(view, groups, findings, told.figures)
    left = [(g, g.why or "nothing says that they came to harm") for n, g in enumerate(groups) if n not in findings]
    judged = [(f, cancelled(view, f)) for _, f in sorted(findings.items())]
    return [f for f, why in judged if not why], left + [(f.group, why) for f, why in judged if why]


def _counted_from(view: View, group: Group, groups: list[Group]) -> bool:
    """Two of the | five attackers were killed · 70 blessés parmi les | 120 détenus: a whole of which a number came to harm."""
    if group.amount is None:
        return False
    of = view.ending(group.i, "grammar", "partitive")
    if of is not None and any(a.j == of.i and a.kind == "count" for a in view.amounts):
        return True
    article = view.ending(group.i, "grammar", "article")
    among = view.ending(article.i, "grammar", "among") if article and group.head == "people" else None
    return among is not None and any(g.j == among.i and g.amount and g.head == "victims" for g in groups)


def _counted_together(view: View, groups: list[Group]) -> None:
    """24 soldiers and civilians: one number for people of two kinds is of neither kind alone."""
    if view.text.pack.endings("agent_endings"):
        return  # «15 сотрудников полиции и мирные жители»
    for left, right in pairwise(groups):
        together = left.amount and left.head == right.head == "people" and right.wording == "bare_plural" and left.lo != 1
        joined = view.at(left.j, "grammar", "conjunction") is not None and right.i == left.j + 1
        if together and joined and left.of.status != right.of.status and left.wording != "bare_plural":
            left.of, left.j = ANYBODY, right.j
            right.head, right.why = "thing", "counted together with the group before it"


def harmed_person(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """NAME was killed · the murder of NAME: the harm by which a single person was found."""
    if not group.harmed:
        return None
    finding = finding_of(group, group.harmed, group.reach, part=view.is_word(group.harmed.i, "among"))
    if any(finding.i <= g.i and g.j <= finding.j for g in groups if g is not group):  # in a list each has words of his own
        finding.i, finding.j = group.i, group.j
    return finding


def object_before(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """ще дев'ятьох поранили · женщину убили: in the accusative, with no object behind the verb, the victims stand before it."""
    if not (view.text.pack.option("verb_first") and view.text.pack.option("bare_singular")) or group.head == "thing":
        return None
    tag = view.at(group.j, "harm", slots=("verb",))
    behind = [g for g in groups if g is not group and g.head != "thing" and tag and 0 <= g.i - tag.j <= OBJECT_GAP]
    if tag is None or any(all(view.norm(k) != "," for k in range(tag.j, g.i)) for g in behind):
        return None
    accusative = view.norm(group.j - 1).endswith(view.text.pack.endings("accusative_endings"))
    return finding_of(group, tag, "people then harm") if accusative else None


def victims_listed(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """There are casualties: two men · погибшие: двое мужчин. Of victims that have been counted, they are a part."""
    if group.head != "people" or view.norm(group.i - 1) not in {":", *DASHES}:
        return None
    colon = group.i - 1
    tag = view.ending(colon, "harm", slots=("victims",)) or next(
        # "погибла целая семья: отец и двое детей"
        (
            t
            for t in view.tags("harm")
            if t.slot == "intransitive" and view.norm(colon) == ":" and t.j <= colon and colon - t.j <= LIST_GAP
        ),
        None,
    )
    if tag is None or group.wording == "bare_plural" or crosses(tag.j, colon, groups):
        return None
    larger = (g for g in groups if g.amount and g.j <= colon and (g.lo or 0) > (group.lo or 0))
    return finding_of(group, tag, "victims listed", part=any(g.tag is tag or 0 <= tag.i - g.j <= 1 for g in larger))


def people_then_harm(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """25 people dead · 21 killed · 30 personnes tuées · 35 missing."""
    if group.head == "bare" and is_age(view, group):  # "NAME NAME, 61, and his wife were …"
        return None
    if view.ending(group.i, "harm", slots=("event",)):  # « i cadaveri di | cinque uomini con ferite »
        return None
    for at in (group.j, _past_parts(view, group.j) or group.j + 1):
        tag = view.at(at, "harm", slots=PASSIVE_SLOTS)
        if at > group.j and any(view.over(group.j, "grammar", v) for v in ("of", "with")):
            return None  # « famílias dos mortos », « uomini con ferite »
        start = group.i - view.is_word(group.i - 1, "object_mark")
        if at > group.j and view.at(group.j, "grammar", "conjunction") and view.ending(start, "harm", slots=ACTIVE_SLOTS):
            return None  # "had killed one person | and injured another"
        if (
            tag
            and at > group.j
            and (opens_clause(view, group.j, tag, groups) or (tag.value == "missing" and view.over(group.j, "cue", "found")))
        ) or (tag and tag.value == "missing" and group.of.role == "rescuer"):
            return None  # "погибли два и | ранены пять человек", "rescuers found under the rubble"
        if (
            tag
            and (at != group.j + 1 or view.norm(group.j) not in {",", "(", ";", ":"})
            and not (has_object(view, tag, groups) or hits_a_thing(view, tag))
        ):
            return (
                finding_of(group, tag, "people then harm")
                if group.wording != "bare_plural" or at > group.j or is_passive(view, tag)
                else None
            )
    return None


def _past_parts(view: View, k: int) -> int:
    """ "seven people, | drivers among them, | wounded": the token behind parts between commas; 0 where none stand."""
    if view.norm(k) != ",":
        return 0
    end = next((m for m in range(k + 1, min(k + PARTS_GAP, view.j)) if view.norm(m) == ","), 0)
    return end + 1 if end and any(view.has(k, end, "grammar", value) for value in ("after_part", "including")) else 0


def object_of(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """killed 35 · killing at least 30 · a tué 61 personnes · coûté la vie à 52 personnes · the bodies of 24 civilians."""
    for tag in reversed(view.tags("harm")):
        if tag.slot not in ACTIVE_SLOTS or tag.j > group.i:
            continue
        start = behind_doers(view, tag, groups)
        start = past_source(view, start)
        start = _past_place(view, start, group.i)
        if words_between(view, start, group.i) > (1 if tag.slot == "event" else _object_gap(view)):
            continue
        if (tag.slot == "participle" and not is_active(view, tag)) or done_to(view, tag) or hits_a_thing(view, tag):
            continue
        if tag.slot in {"participle", "event"} and group.i > tag.j and view.at(tag.j, "grammar", "conjunction"):
            continue  # "34 people killed | and four injured villagers", «15 тіл | і шістьох урятованих»
        if group.wording == "zero" and (tag.slot == "event" or view.at(group.i - 1, "grammar", "conjunction")):
            continue  # "since the killing | and no one has been arrested", «за різанину | ніхто не відповів»
        if view.broken(start, group.i) or crosses(start, group.i, groups) or view.has(start, group.i, "grammar", "clause"):
            continue
        if tag.slot == "participle" and view.has(start, group.i, "attack") and not view.is_word(group.i - 1, "object_mark"):
            continue  # "many were injured in an attack on | a police station"
        if agent_follows(view, tag.j) and view.at(
            tag.i, "harm", slots=("participle",)
        ):  # « uccise da membri di una gang »: who did it
            continue
        apart = group.i - tag.j > 1 or group.wording in {"both", "single", "named"}
        if apart and _comma_between(view, start, group.i, {",", "("}):
            continue  # "39 injured, both of them in custody", "39 injured, | its spokesman said"
        if _wields(view, group):
            continue
        if tag.slot in {"verb", "event"} and group.i == tag.j and has_victims(view, group, groups):
            continue
        if tag.slot in {"event", "idiom"} and group.wording == "bare_plural" and view.is_word(group.j - 1, "genitive_one"):
            group.lo = group.hi = group.point = 1  # "гибель женщины": of one woman, for of several it is женщин
            group.vague, group.wording = False, "single"
        return finding_of(group, tag, "harm then people")
    return None


def _past_place(view: View, start: int, i: int) -> int:
    """« mató | en la casa cuartel de Tarvel | a diez personas »: the mark before the victims, behind a place; else the start."""
    mark = i - 1
    opens = view.over(start, "spatial", "in") and not view.is_word(start, "object_mark")
    placed = opens and view.is_word(mark, "object_mark") and not view.has(start, mark, "harm")
    return mark if placed and not any(view.norm(k) in {",", ";"} for k in range(start, mark)) else start


def _wields(view: View, group: Group) -> bool:
    """إصابتها برصاص قناص: is the one person named the last word of a weapon's? برصاص مسلحين: is the weapon theirs?"""
    weapon = view.ending(group.j, "weapon")
    theirs = group.wording == "bare_plural" and view.text.pack.option("genitive_author") and view.ending(group.i, "weapon")
    return (weapon is not None and weapon.i < group.i) or bool(theirs)


def _comma_between(view: View, i: int, j: int, marks: set[str]) -> bool:
    """Does a comma (or another of the marks) part a verb from its victims, but for the one that closes a day of its own?"""
    if view.norm(j - 1) == "," and j - 1 > i and all(any(d.i <= k < d.j for d in view.dates) for k in range(i, j - 1)):
        return False  # توفيت اليوم الأربعاء، امرأة
    return any(view.norm(k) in marks for k in range(i, j))


def _object_gap(view: View) -> int:
    return ADVERBIAL_GAP if view.text.pack.option("participle_last") else OBJECT_GAP


def subject_of(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """20 people were killed · twenty-six died · 14 children are among the hurt · 35 people remain trapped."""
    start = past_included(view, group, groups)
    for tag in view.tags("harm"):
        if tag.slot not in PASSIVE_SLOTS or tag.i < start or (tag.slot == "predicate" and the_noun(view, tag)):
            continue
        gap = tag.i - start
        of = view.at(group.j, "grammar", "of")
        if (
            gap > (LONG_GAP if inserted(view, start, tag.i) else SUBJECT_GAP)
            or is_broken(view, group.j, tag.i)
            or (of and of.j == tag.i)
        ):  # « le famiglie dei morti »
            return None
        if group.wording == "bare_plural" and gap and tag.slot == "participle" and not _has_auxiliary(view, group.j, tag.i):
            continue  # « des groupes armés, au nord du pays, la zone la plus touchée »
        if tag.slot == "participle" and not is_passive(view, tag):
            if is_active(view, tag) and gap:
                return None
            continue
        if tag.slot == "participle" and view.text.pack.option("participle_last") and view.at(group.j, "grammar", "have"):
            return None  # „Siedler | haben zwei Männer erschossen“
        if is_blocked(view, group, tag, groups, start) or (_active_too(view, tag) and has_object(view, tag, groups)):
            return None
        if gap > 1 and _counts_behind(view, tag, group, groups):
            return None  # «в результате самоподрыва смертника у рынка погибли | 9 человек»
        if any(g.amount and g is not group and g.i <= tag.i < g.j for g in groups):
            return None  # « um dos moradores, três dos mortos »: counted by another number
        end = _later_death(view, group, tag) or tag
        return finding_of(group, end, "people came to harm", part=view.is_word(tag.i, "among") or _of_whom(view, group))
    return None


def _counts_behind(view: View, tag: Tag, group: Group, groups: list[Group]) -> bool:
    """Where verbs come before their subject: do counted people stand right behind the verb, who are its subject then?"""
    if not view.text.pack.option("verb_first"):
        return False
    return any(g is not group and g.amount is not None and g.head in {"people", "victims"} and g.i == tag.j for g in groups)


def _later_death(view: View, group: Group, tag: Tag) -> Tag | None:
    """A passenger who was hurt in the attack | died: the verb behind the relative clause."""
    if tag.value != "injured" or not view.at(group.j, "grammar", "relative"):
        return None
    died = (t for t in view.tags("harm", "killed") if t.slot == "intransitive" and 0 < t.i - tag.j <= SUBJECT_GAP)
    return next((t for t in died if not is_broken(view, tag.j, t.i) and not view.has(tag.j, t.i, "grammar", "clause")), None)


def _has_auxiliary(view: View, i: int, j: int) -> bool:
    return view.text.pack.option("adjective_order") != "after" or any(
        view.has(i, j, "grammar", value) for value in ("be", "have", "relative")
    )


def _active_too(view: View, tag: Tag) -> bool:
    """Is the form active or passive by what follows it (قتل: he killed, was killed)?"""
    return view.at(tag.i, "harm", slots=("verb",)) is not None


def _of_whom(view: View, group: Group) -> bool:
    """… of whom one was a boy, were killed: a part, whatever is said of it."""
    if group.amount is None:
        return False
    one_of_them = group.wording == "one_of" and view.over(group.amount.i + 1, "grammar", "of_them")
    return one_of_them or view.ending(group.i, "grammar", "of_them") is not None


def after_the_verb(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """murieron 12 personas · погибли 12 человек: where verbs come first, the victims follow them."""
    if not view.text.pack.option("verb_first"):
        return None
    for tag in reversed(view.tags("harm")):
        start = past_source(view, tag.j)
        if tag.slot not in PASSIVE_SLOTS or start > group.i or group.i - start > _object_gap(view):
            continue
        if (tag.slot == "participle" and not is_passive(view, tag)) or _comma_between(view, start, group.i, {",", "(", ";"}):
            continue
        if view.broken(start, group.i) or crosses(start, group.i, groups) or view.has(start, group.i, "grammar", "clause"):
            continue
        if (
            view.is_word(tag.j, "and")
            or agent_follows(view, tag.j)
            or any(view.has(start, group.i, "grammar", v) for v in ("by", "with"))
        ):
            continue  # « è morta e il marito … », « ucciso da un cecchino », "morreu em confronto com traficantes"
        if group.i == tag.j and has_victims(view, group, groups):
            continue
        counted = [g for g in groups if g is not group and (g.amount or g.wording == "single") and g.head != "thing"]
        before = [g for g in counted if 0 <= tag.i - g.j <= 1]
        if any(g.j == tag.i or (view.tokens[g.j].kind != "punct" and not view.is_word(g.j, "and")) for g in before):
            continue
        return finding_of(group, tag, "verb then people")
    return None


def another_source(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """… spoke of 14 dead, the hospital of 17 · 14 dead according to the army, 17 according to the hospital."""
    first = next((g for g in reversed(groups[: groups.index(group)]) if g.amount and g.head != "thing"), None)
    if group.head not in {"bare", "people"} or group.amount is None or first is None or not _given_by_another(view, group):
        return None
    slots = {"victims", "tally", *PASSIVE_SLOTS, *ACTIVE_SLOTS}
    harm = next((t for t in reversed(view.tags("harm")) if t.j <= group.i and t.slot in slots), None)
    if harm is None or harm.i < first.i - 1:
        return None
    return Finding(group, harm_of(harm), "figure of another source", group.i, group.j)


def _given_by_another(view: View, group: Group) -> bool:
    if second_source(view, group.i):
        return True
    cue = view.at(group.j, "cue", "according") or (view.norm(group.j) == "," and view.at(group.j + 1, "cue", "according"))
    return bool(cue) and any(t.j <= group.i for t in view.tags("cue", "according"))


RULES: tuple[Rule, ...] = (
    harmed_person,
    entered,
    part_of_total,
    counted_victims,
    none_of_them,
    victims_listed,
    object_before,
    people_then_harm,
    object_of,
    after_the_verb,
    harmed_people,
    tally_reaches,
    subject_of,
    number_before_tally,
    another_source,
)

"""Tallies: numbers that a toll has come to ("the death toll rose to 32", "the dead number 23", «بلغ عدد القتلى 40»).

In: a View, a group and all groups of its sentence. Out: a Finding of the rule "toll reaches", or nothing.
"""

from __future__ import annotations

from recounted.reading.people.counted import Group
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.tolls.clauses import crosses, has_article, the_victims
from recounted.reading.tolls.findings import Finding, finding_of
from recounted.reading.words.text import Tag

#: Words between "toll" and its number.
TALLY_GAP = 22
#: Tokens of a list of parts between a number and its tally.
PARTS_GAP = 12


def tally_reaches(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """the death toll rose to 32 · le bilan est de 30 · put the dead at at least 50 · the dead number 23 people."""
    if group.wording in {"single", "bare_plural"} or group.head not in {"bare", "people"}:
        return None
    starts = {group.i, group.amount.core_i if group.amount else group.i}
    reach = next((t for t in view.tags("grammar", "reach") if t.j in starts), None)
    exceed = next((t for t in view.tags("cue", "exceed") if t.j in starts), None)
    adjacent = view.ending(group.i, "harm", slots=("victims",))  # "погибших двое, раненых пятеро"
    if group.lo == 0 and group.hi is None:  # "at least zero" says nothing
        return None
    if not reach and not exceed and _second_tally(view, group, groups):
        tag = view.ending(group.i, "harm", slots=("tally",))
        assert tag is not None
        return finding_of(group, tag, "toll reaches")
    if adjacent and group.head == "people" and _nominal(view, adjacent, group):
        return finding_of(group, adjacent, "toll reaches")
    if not reach and not exceed and not (adjacent and group.head == "bare" and the_victims(view, adjacent, groups)):
        return _opened_by_its_verb(view, group, groups)
    for tag in reversed(view.tags("harm")):
        if view.over(tag.j, "grammar", "conjunction") and any(g.amount and tag.i - 1 <= g.j <= tag.i for g in groups):
            continue  # « cifró en 20 los muertos | y en 111 los heridos »
        if (
            (tag.slot == "tally" or the_victims(view, tag, groups))
            and tag.j <= group.i
            and group.i - tag.j <= TALLY_GAP
            and not crosses(
                tag.j,
                group.i,
                [g for g in groups if not (view.ending(g.i, "grammar", "of") or view.ending(g.i, "grammar", "from"))],
                True,
            )
        ):
            dash = tag.slot == "tally" and view.norm(group.i - 1) in DASHES
            if view.broken(tag.j, group.i - dash) and not view.colon(group.i - 1, group.i):
                return None
            if (exceed or view.ending(tag.i, "cue", "exceed")) and group.hi is not None and group.hi == group.lo:
                group.lo, group.hi, group.point = group.lo + 1, None, None
            return finding_of(group, tag, "toll reaches")
    return None


def _nominal(view: View, tag: Tag, group: Group) -> bool:
    """«أن | الجرحى خمسة جنود»: where no verb stands between the two, the victims open the clause and their number says who."""
    opens = tag.i == view.sentence.body or view.is_word(tag.i - 1, "that") or view.over(tag.i - 1, "grammar", "conjunction")
    counted = group.amount is not None and group.amount.i == group.i
    return opens and counted and has_article(view, tag.i) and not view.broken(tag.i, group.i)


def entered(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """Dead: 12. Wounded: 30 · «погибших — 12, раненых — 30» · « morts : 12, blessés : 30 »: a word of harm, a mark, a number."""
    counted = group.head in {"bare", "people"} and group.amount is not None and group.wording != "zero"
    if not counted or view.norm(group.i - 1) not in {":", *DASHES}:
        return None
    slots = ("victims", "participle", "tally") if group.head == "bare" else ()
    tag = view.ending(group.i - 1, "harm", slots=(*slots, "predicate", "intransitive", "verb"))  # «Поранено – 94»
    if tag is None or view.is_word(tag.i, "among") or not (tag.i == view.sentence.body or view.tokens[tag.i - 1].kind == "punct"):
        return None
    ends = group.j >= view.j or view.tokens[group.j].kind == "punct" or view.over(group.j, "grammar", "conjunction")
    return finding_of(group, tag, "toll entered") if ends else None


def number_before_tally(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """ce qui porte à 19 le nombre de morts: the number stands before its tally."""
    heads = {"bare", "people"} if view.ending(group.i, "grammar", "of") else {"bare"}  # « è di 20 persone il bilancio »
    if group.head not in heads or group.wording == "zero":  # « aucun bilan »
        return None
    reached = view.ending(group.i, "grammar", "reach")
    if reached and view.ending(reached.i, "people", "victim"):  # « le vittime sono 95 | e i feriti 250 »
        return None
    are = view.at(group.j, "grammar", "be")  # « dos han sido | los fallecidos »
    start = are.j if are and view.is_word(are.j, "the") else _past_parts(view, group.j) if reached else group.j
    for at in range(start, start + (3 if reached else 1)):  # « sono sei i morti e 81 i feriti »
        tag = view.at(at, "harm", slots=("tally",))
        if tag:
            return finding_of(group, tag, "toll reaches")
    return None


def _second_tally(view: View, group: Group, groups: list[Group]) -> bool:
    """« les morts sont 12 et les blessés | 30 »: the verb of the first tally goes on."""
    tag = view.ending(group.i, "harm", slots=("tally",)) if group.head == "bare" and group.amount else None
    joined = tag and (view.over(tag.i - 1, "grammar", "conjunction") or view.norm(tag.i - 1) == ",")
    return bool(joined) and any(g.amount and tag and g.j <= tag.i for g in groups)


def _past_parts(view: View, k: int) -> int:
    """« eleva a 114, | entre ellos 63 niños, | la cifra de muertos »: the token behind parts between commas, or k itself."""
    part = view.at(k + 1, "grammar", "including") if view.norm(k) == "," else None
    if part is None:
        return k
    return next((m + 1 for m in range(part.j, min(part.j + PARTS_GAP, view.j)) if view.norm(m) == ","), k)


def _opened_by_its_verb(view: View, group: Group, groups: list[Group]) -> Finding | None:
    """«تجاوز عدد القتلى في القصف على السوق 60»: where verbs come first, the number closes what its verb opened."""
    if not view.text.pack.option("genitive_author") or not (group.amount and group.amount.kind == "count"):
        return None
    for tag in view.tags("harm"):
        verb = view.ending(tag.i, "grammar", "reach") or view.ending(tag.i, "cue", "exceed")
        near = tag.slot == "tally" and tag.j <= group.i <= tag.j + TALLY_GAP
        if not near or verb is None or view.broken(tag.j, group.i) or any(tag.j <= g.i < group.i and g.amount for g in groups):
            continue
        if view.has(tag.j, group.i, "harm"):
            return None
        if verb.category == "cue" and group.hi is not None and group.hi == group.lo:
            group.lo, group.hi, group.point = group.lo + 1, None, None
        return finding_of(group, tag, "toll reaches")
    return None

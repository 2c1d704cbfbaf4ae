"""Overtaken: the figures that a report itself calls older ones ("up from an earlier toll of 12", « contre 12 auparavant »).

In: the sentences of one incident with their tolls. Out: those of the tolls that words of [cue.earlier_figure] speak of, where the
report has another figure for the same harm. They stay claims, marked; what to do with them is for the reconciling.
"""

from __future__ import annotations

from collections.abc import Iterator

from recounted.reading.incidents.frames import Facts, Frame
from recounted.reading.incidents.scope import scope_of
from recounted.reading.people.counted import ANYBODY
from recounted.reading.sentences.view import View
from recounted.reading.tolls.findings import Finding
from recounted.reading.tolls.parts import RISEN
from recounted.reading.words.text import Tag

#: Tokens between the words for "earlier" and the figure: a phrase ("earlier toll of 12"), an adverb in a clause that reports
#: figures ("had earlier said that 12 people"), a lone word beside the figure (« contre 12 »).
PHRASE_GAP, CLAUSE_GAP, WORD_GAP = 6, 8, 1
#: The same between "an earlier toll", with who gave it and when, and the figure that its verb reaches.
TALLY_GAP = 16
#: Rules by which a noun alone states the harm: "12 dead" tells of a figure, "12 were killed" of an attack.
BY_NOUN = {"counted victims", "toll reaches"}
#: Cues of a clause that reports a figure.
REPORTS = {"say", "figure", "according"}


def overtaken(frame: Frame) -> set[int]:
    """The ids (``id``) of the tolls that their own report calls older figures."""
    told = [(fact, toll) for fact in frame.facts for toll in fact.tolls if _is_figure(fact, toll)]
    old = {
        id(toll)
        for fact, toll in told
        if toll.rule == RISEN or any(_speaks_of(fact, toll, cue) for cue in fact.view.tags("cue", "earlier_figure"))
    }
    newer = [toll for _, toll in told if id(toll) not in old]
    return {id(toll) for _, toll in told if id(toll) in old and any(_replaces(other, toll) for other in newer)}


def _is_figure(fact: Facts, toll: Finding) -> bool:
    return toll.group.amount is not None and not toll.part and scope_of(fact.view, toll)[0] == "incident"


def _replaces(new: Finding, old: Finding) -> bool:
    bounds = (new.group.lo, new.group.hi) != (old.group.lo, old.group.hi)
    same = new.group.of == old.group.of or ANYBODY in (new.group.of, old.group.of)
    return bounds and new.harm == old.harm and same


def _speaks_of(fact: Facts, toll: Finding, cue: Tag) -> bool:
    view, figure = fact.view, toll.group
    before = figure.i - cue.j
    gap = before if before >= 0 else cue.i - figure.j
    first, last = min(cue.i, figure.i), max(cue.j, figure.j)
    if gap < 0 or gap > TALLY_GAP or any(k in view.hard for k in range(first, last)):
        return False
    if before < 0 and (view.norm(figure.j) == "," or any(0 <= a.i - cue.j <= PHRASE_GAP for a in view.amounts)):
        return False  # "20 dead, an earlier toll being 12"
    tally = view.has(cue.i, cue.j, "harm") or view.ending(cue.j, "harm", slots=("tally",))
    if before >= 0 and tally:
        return gap <= (CLAUSE_GAP if toll.rule not in BY_NOUN else TALLY_GAP)
    if cue.j - cue.i > 1 and not view.at(cue.i, "grammar", "adverb"):
        return gap <= PHRASE_GAP
    if gap > CLAUSE_GAP:
        return False
    if toll.rule in BY_NOUN and not any(view.has(view.i, view.j, category) for category in ("attack", "weapon")):
        return True
    if any(first - 2 <= i < last + (0 if before >= 0 else 2) for i in _reports(view)):
        return True
    return 0 <= before <= WORD_GAP and any(o is not toll and o.harm == toll.harm and o.group.j <= cue.i for o in fact.tolls)


def _reports(view: View) -> Iterator[int]:
    """The tokens of words that report figures: said, put at, toll."""
    yield from (t.i for t in view.tags("cue") if t.value in REPORTS)
    yield from (t.i for t in view.tags("harm") if t.slot == "tally")

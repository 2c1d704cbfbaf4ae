"""Spoken days: the days of a sentence on which somebody spoke or reacted.

In: a View, and one of its date expressions. Out: whether it is such a day by its words: "said on Monday", "on Monday condemned",
„wie die Polizei am Mittwoch mitteilte“.
"""

from __future__ import annotations

from recounted.reading.dates.expressions import DateExpr
from recounted.reading.sentences.view import View

#: Cues of those who speak or react; a figure is given by a verb that reaches it.
SPEAKS = frozenset({"say", "accuse", "deny", "admit", "react"})
#: Tokens of a speaker's phrase between the verb of saying and its day.
SPEAKER_GAP = 8
#: The same from the day to the verb that closes the clause, and what opens such a clause ("as …").
CLAUSE_REACH = 12
AS_TOLD = {("grammar", "clause"), ("cue", "according")}
BRACKETS = frozenset("()")


def speech_date(view: View, expr: DateExpr) -> bool:
    """Is it the day on which somebody spoke ("said on Monday"), or a day yet to come?"""
    if expr.kind == "range":
        return False
    for tag in view.tags("cue"):
        says = tag.value in SPEAKS
        says = says or (tag.value == "figure" and view.at(expr.j, "grammar", "reach") is not None)
        told = says or tag.value == "according"  # «حسبما ذكرت الشرطة | يوم الأربعاء»
        if not told or not tag.i < expr.i <= tag.j + SPEAKER_GAP:
            continue
        if expr.i - tag.j <= (3 if says else 0) and not view.has(tag.j, expr.i, "grammar", "clause"):
            return True
        named = any(view.has(tag.j, expr.i, category) for category in ("speaker", "actor")) or view.norm(expr.i - 2) == ")"
        if named and _all_of_speaker(view, tag.j, expr.i):
            return True  # the speaker stands between: "said Governor X of Y on Monday"
    if _between_speaker_and_verb(view, expr):
        return True
    opens = expr.i - view.sentence.body <= 1
    hour = next((d.j for d in view.dates if d.kind == "clock" and 0 <= d.i - expr.j <= 1), expr.j) if opens else 0
    for tag in view.tags("cue") if opens else ():  # "The day before, Governor X of Y said that …"
        if tag.value not in {"say", "figure"}:
            continue
        comma = view.norm(hour) == "," and view.has(hour, tag.i, "speaker")  # « Dimanche, | un habitant avait précisé »
        start = hour + comma
        if 0 < tag.i - start <= SPEAKER_GAP and all(
            _in_speaker(view, k) or view.over(k, "cue", "citing") for k in range(start, tag.i)
        ):
            return True
    papers = ("published",) if expr.kind in {"month", "year"} else ("published", "found")  # "bodies were found in X last May"
    return _before_said(view, expr) or any(0 <= expr.i - t.j <= 3 for value in papers for t in view.tags("cue", value))


def _between_speaker_and_verb(view: View, expr: DateExpr) -> bool:
    """ "Officials on Monday | said that", "the group yesterday | claimed responsibility": the day on which they spoke."""
    if view.text.pack.option("adjective_order") != "before" or not expr.i > view.sentence.body:
        return False
    k = expr.j
    while view.at(k, "grammar", "have") or view.at(k, "grammar", "adverb"):
        k += 1
    if not any(t.i == k and t.value in SPEAKS for t in view.tags("cue")):
        return False
    before = expr.i - 1
    while before > view.i and (view.over(before, "spatial", "in") or view.norm(before) == ")"):
        before -= 1  # «глава общины NAME в субботу | заявил», "the Front (TF) on Monday | said"
    name = view.tokens[before].capital and not view.text.pack.option("participle_last")
    return name or any(view.over(before, category) for category in ("speaker", "actor", "country"))


def _before_said(view: View, expr: DateExpr) -> bool:
    """„…, wie die Agentur am Mittwoch unter Berufung auf X | mitteilte“, „hat am Mittwoch den Angriff | verurteilt“: where verbs
    close the clause, the day of saying.
    """
    if not view.text.pack.option("participle_last"):
        return False
    if view.at(expr.i - 1, "grammar", "have") or view.at(expr.i - 2, "grammar", "have"):
        end = next((k for k in range(expr.j, view.j) if view.tokens[k].kind == "punct"), view.j)
        if any(t.j == end and t.value in SPEAKS for t in view.tags("cue")):
            return True
    said = next((t for t in view.tags("cue", "say") if 0 < t.i - expr.j <= CLAUSE_REACH), None)
    opened = (t for t in view.sentence.tags if (t.category, t.value) in AS_TOLD and view.norm(t.i - 1) == "," and t.i < expr.i)
    as_told = next(opened, None) if said else None
    if said is None or as_told is None:
        return False
    return not any(view.norm(k) == "," or view.over(k, "harm") for k in range(as_told.j, said.i))


def _in_speaker(view: View, k: int) -> bool:
    """Can the token stand in the phrase of a speaker: a role, a name, a small word?"""
    if any(view.over(k, category) for category in ("attack", "harm", "weapon", "people")) and not view.over(k, "speaker"):
        return False
    comma = view.norm(k) == "," and "affixes" in view.text.pack.options  # «قال NAME، | نائب رئيس الشرطة، الجمعة»
    small = comma or view.norm(k) in BRACKETS or view.is_word(k, "inner") or view.over(k, "grammar") or view.over(k, "spatial")
    return small or view.tokens[k].capital or view.over(k, "speaker")


def _all_of_speaker(view: View, i: int, j: int) -> bool:
    """Do tokens i to j name a speaker? Where "that" is never left out, with an adjective too (« la société civile | locale »)."""
    other = [k for k in range(i, j) if not _in_speaker(view, k)]
    if view.text.pack.option("that_left_out") or len(other) > 1:
        return not other
    return all(view.over(k - 1, "speaker") and not view.on(k) and view.tokens[k].kind == "word" for k in other)

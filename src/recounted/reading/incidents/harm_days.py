"""Days of harm: which dates of a sentence can be the day of its attack, and how strongly its words say so.

In: the Facts of a sentence, the Anchor of the report and its main frame. Out: Dated, resolved days. The day on which somebody
spoke, of which a figure is told, or which is yet to come is none, or a weak one.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recounted.days import Days, days_of
from recounted.reading.dates.expressions import Anchor, DateExpr, Resolved, resolve
from recounted.reading.incidents.another import goes_on
from recounted.reading.incidents.scope import scope_of
from recounted.reading.sentences.view import View
from recounted.reading.tolls.findings import Finding

if TYPE_CHECKING:
    from recounted.reading.incidents.frames import Facts, Frame

#: Tokens between "toll" and the day on which it is given.
TALLY_GAP = 2
#: Days before the main incident from which on a frame is history: the next sentence returns to the main incident.
HISTORY_DAYS = 60
#: Tokens before the time of an attack that a sentence recalls, and days from which on it is none of the main incident's own.
RECALLED_BY, RECALLED_DAYS = 2, 31
VERBS = frozenset({"verb", "participle"})
#: Tokens between the day and the hour of an attack.
HOUR_GAP = 2
#: Kinds of date expressions that can be the day of an attack.
EVENT_KINDS = frozenset({"day", "weekday", "night", "month", "season", "relative", "range", "year"})
#: Days of the telling as often as of the harm: they never open a frame.
LOOSE_KINDS = frozenset({"year", "month", "season"})
NARRATIVE_KINDS, NARRATED = frozenset({"day", "weekday", "night"}), 0.05  # named where no harm is told, for want of others
#: How strongly a date is told in a sentence that tells of an attack.
TELLS_OF_ATTACK = 2.0
#: How strongly the day on which somebody spoke tells of the harm.
SPOKEN = 0.1
#: Tokens of a speaker's phrase between the verb of saying and its day.
SPEAKER_GAP = 8
#: The same from the day to the verb that closes the clause, and what opens such a clause ("as …").
CLAUSE_REACH = 12
AS_TOLD = {("grammar", "clause"), ("cue", "according")}


@dataclass(slots=True)
class Dated:
    """A date of harm in a sentence; ``told``: how strongly its words tell of the harm."""

    expr: DateExpr
    resolved: Resolved
    view: View
    told: float
    firm: bool = False
    speech: bool = False

    @property
    def days(self) -> Days | None:
        """First and last day."""
        return days_of(self.resolved.edtf)


def days_told(fact: Facts, anchor: Anchor, main: Frame, full: list[Resolved]) -> list[Dated]:
    """The sentence's dates that can be days of harm, resolved."""
    found = []
    known = next((d.days for d in main.dates if d.days and d.days.length == 1 and not d.days.yearless), None)
    with_day = anchor
    if known:
        with_day = Anchor(anchor.published, datetime.date.fromordinal(known.first), anchor.year)
    for expr in fact.view.dates:
        since = expr.kind == "since" and expr.i == fact.i > 0  # "the first since Sunday, when …": told of that Sunday
        if (expr.kind not in EVENT_KINDS and not since) or not fact.holds(expr.i):
            continue
        if fact.view.over(expr.i, "scope", "back_then") or _of_birth(fact.view, expr):
            continue
        if after_something(fact.view, expr):
            resolved = resolve(_turned(expr), with_day) if expr.i == fact.i and fact.tolls else None
        else:
            resolved = resolve(expr, with_day) or _by_a_full_date(expr, full)
        if resolved and since:
            resolved = Resolved(resolved.edtf.removesuffix("/.."), resolved.date_prec, resolved.rule)
        if resolved is None or _to_come(resolved, anchor):
            continue
        own, near = _of_the_attack(fact.view, expr), _near_attack(fact.view, expr) or _at_an_hour(fact, expr)
        speech = not own and (speech_date(fact.view, expr) or _of_a_figure(fact, expr))
        opens = expr.i <= fact.view.sentence.body and bool(fact.tolls) and not speech  # "Today five people were killed"
        telling = speech or expr.j - expr.i == 1  # "this morning" is not the day of the telling alone
        if resolved.rule == "today" and telling and not opens and not _near_attack(fact.view, expr, finite=True):
            continue
        if expr.kind in LOOSE_KINDS and _history(resolved, anchor) and not any(_now(fact.view, t) for t in fact.tolls):
            continue
        elsewhere = fact.view.norm(expr.i - 1) != "," and any(
            0 <= expr.i - t.j <= 1 for t in fact.view.tags("scope", "other_incident")
        )
        near = near and not elsewhere  # "elsewhere on Saturday": the same day, said of another place
        told = SPOKEN if speech else 0.5 if elsewhere else fact.tells + (1.5 if near else 0.0) + (1.5 if own else 0.0)
        if main.facts and goes_on(fact.view):
            told, near = SPOKEN, False  # "one of the wounded died on Sunday"
        told = told or NARRATED * (expr.kind in NARRATIVE_KINDS)
        found.append(
            Dated(
                expr,
                resolved,
                fact.view,
                told,
                (near or bool(fact.tolls) or _only_day_of_an_attack(fact, expr))
                and not speech
                and not elsewhere
                and (expr.kind not in LOOSE_KINDS or bool(fact.tolls and main.day)),
                speech,
            )
        )
    _of_the_telling(fact, found, anchor)
    return [d for d in found if d.told > 0]


def recalled_day(fact: Facts, anchor: Anchor, main: Frame) -> Dated | None:
    """When, long before the main incident, a sentence puts an attack ("In January rebels hit …").

    None where the sentence names a later time too, or only a time since when something goes on.
    """
    view, known = fact.view, main.likely or days_of(anchor.published)
    if known is None or known.yearless or not (fact.charges or any(t.slot in VERBS for t in view.tags("attack"))):
        return None
    named = [d for d in view.dates if d.kind in EVENT_KINDS and fact.holds(d.i)]
    if len(named) != 1 or named[0].i - view.sentence.body > RECALLED_BY or after_something(view, named[0]):
        return None
    resolved = resolve(named[0], anchor)
    days = days_of(resolved.edtf) if resolved else None
    if resolved is None or days is None or days.yearless or known.first - days.last <= RECALLED_DAYS:
        return None
    return Dated(named[0], resolved, view, max(fact.tells, TELLS_OF_ATTACK), firm=True)


def _of_the_telling(fact: Facts, found: list[Dated], anchor: Anchor) -> None:
    """ "New figures were given on Friday for the bombs that hit the city on Thursday": the day of publication is that of the
    telling, where a sentence that counts nobody has an earlier day too.
    """
    days = {d.resolved.edtf for d in found if d.resolved.date_prec == 1 and not d.speech}
    if fact.tolls or len(days) < 2 or anchor.published not in days:
        return
    for date in found:
        if date.resolved.edtf == anchor.published and not _of_the_attack(fact.view, date.expr):
            date.told, date.firm, date.speech = SPOKEN, False, True


def weekdays_of(fact: Facts) -> frozenset[str]:
    """The weekdays of a sentence on which harm was done, as the pack names them."""
    return frozenset(
        str(d.fields.weekday)
        for d in fact.view.dates
        if d.kind == "weekday" and fact.holds(d.i) and not speech_date(fact.view, d)
    )


def _at_an_hour(fact: Facts, expr: DateExpr) -> bool:
    """Does an hour stand beside the day in a sentence that tells of an attack ("at about 9 a.m. on 17 April")?"""
    if not fact.tells or expr.kind not in {"day", "weekday", "relative"}:
        return False
    hours = (d for d in fact.view.dates if d.kind == "clock")
    return any(0 <= expr.i - d.j <= HOUR_GAP or 0 <= d.i - expr.j <= HOUR_GAP for d in hours)


def _of_birth(view: View, expr: DateExpr) -> bool:
    """Is it the year in which somebody was born ("a woman born (in) 1947", «2004 года рождения»)?"""
    near = (expr.i - 1, expr.i - 2, expr.j, expr.j + 1)
    return expr.kind == "year" and any(view.is_word(k, "born") for k in near)


def after_something(view: View, expr: DateExpr) -> bool:
    """Does what follows say after or before what ("a day after the vote", « deux ans avant la chute de … »)?

    Such a span counts from there, and not from the incident or from publication.
    """
    counted = expr.fields.direction in {"later", "earlier"} or expr.fields.name in {"day_after", "day_before"}
    if not counted or expr.j >= view.j or view.tokens[expr.j].kind == "punct":
        return False
    return view.is_word(expr.j - 1, "after_what") or view.at(expr.j, "grammar", "of") is not None


def _turned(expr: DateExpr) -> DateExpr:
    """ "Two years after gunmen killed 40": told of the 40, it is two years before."""
    turned = {"later": "earlier", "earlier": "later", "day_after": "day_before", "day_before": "day_after"}
    fields = expr.fields
    name, direction = turned.get(fields.name or "", fields.name), turned.get(fields.direction or "", fields.direction)
    return replace(expr, fields=replace(fields, name=name, direction=direction))


def _of_a_figure(fact: Facts, expr: DateExpr) -> bool:
    """Is it the day on which a figure was reached or given ("the toll rose to 14 on Monday", « un bilan donné dimanche par »)?"""
    if fact.view.is_word(expr.j, "utterance"):  # "in a Tuesday statement"
        return True
    if _of_what_is_said(fact.view, expr):
        return True
    if any(t.rule == "toll reaches" and 0 <= expr.i - t.j <= 1 for t in fact.tolls):
        return True
    view = fact.view
    for tag in view.tags("harm"):
        if tag.slot == "tally" and 0 < expr.i - tag.j <= TALLY_GAP and not view.at(tag.i, "harm", slots=("victims",)):
            plain = not any(view.at(tag.j, "grammar", value) for value in ("of", "from"))
            return plain and not view.has(tag.j, expr.i, "attack")
    return False


def _of_what_is_said(view: View, expr: DateExpr) -> bool:
    """„nach Angaben der Polizei vom Montag“, « según el comunicado del lunes »: the day of the statement."""
    of = view.ending(expr.i, "grammar", "of")
    start = of.i if of else expr.i - 1 if view.over(expr.i - 1, "grammar", "of") else 0
    return start > 0 and (view.over(start - 1, "cue", "according") or view.ending(start, "speaker", "anonymous") is not None)


def _only_day_of_an_attack(fact: Facts, expr: DateExpr) -> bool:
    """Does a sentence tell of an attack, and of no other day ("In the night of 3 June, the people of X were the target of …")?"""
    if not fact.charges or expr.i - fact.view.sentence.body > 1 or expr.kind not in NARRATIVE_KINDS:
        return False
    return not any(d is not expr and d.kind in NARRATIVE_KINDS for d in fact.view.dates)


def _to_come(resolved: Resolved, anchor: Anchor) -> bool:
    """Does a day lie after publication (and the day after, of another time zone)? It is no day of harm."""
    days, published = days_of(resolved.edtf), days_of(anchor.published)
    return bool(days and published and not days.yearless and days.first > published.last + 1)


def _now(view: View, toll: Finding) -> bool:
    return scope_of(view, toll)[0] == "incident"


def _history(resolved: Resolved, anchor: Anchor) -> bool:
    """Does a bare month or year lie long before publication? Without a toll beside it, it is background."""
    days, published = days_of(resolved.edtf), days_of(anchor.published)
    return bool(days and published and not days.yearless and published.first - days.last > HISTORY_DAYS)


def full_dates(facts: Sequence[Facts]) -> list[Resolved]:
    """The dates that a report prints with day, month and year."""
    found = [resolve(d, Anchor(None)) for f in facts for d in f.view.dates if d.kind == "day"]
    return [r for r in found if r is not None and r.date_prec == 1 and not r.edtf.startswith("X")]


def dated_by_speech(facts: Sequence[Facts], anchor: Anchor) -> Anchor:
    """A report without a date counts from the one day, printed in full, on which somebody spoke ("said on Sunday, 15 …")."""
    spoken = {
        resolved.edtf
        for fact in facts
        for expr in fact.view.dates
        if expr.kind == "day" and speech_date(fact.view, expr) and (resolved := resolve(expr, Anchor(None)))
    }
    days = [day for day in spoken if not day.startswith("X")]
    return Anchor(days[0], anchor.event_day, anchor.year) if len(days) == 1 else anchor


def _by_a_full_date(expr: DateExpr, full: list[Resolved]) -> Resolved | None:
    """A bare weekday where no date of publication is known: the day that the report prints in full, if it is that weekday."""
    if expr.kind != "weekday":
        return None
    for one in full:
        resolved = resolve(expr, Anchor(one.edtf))
        if resolved is not None and resolved.edtf == one.edtf:
            return Resolved(one.edtf, 1, "weekday of a date printed in full")
    return None


def _near_attack(view: View, expr: DateExpr, finite: bool = False) -> bool:
    """Does a word of attack or harm stand near? ``finite``: no participle further on ("today through a house destroyed by")."""
    finite = finite and not view.text.pack.option("participle_last")
    if any(0 <= expr.i - t.j <= 1 for t in view.tags("cue", "happened")):
        return True
    return any(
        (0 <= t.i - expr.j <= (0 if finite and t.slot == "participle" else 3)) or 0 <= expr.i - t.j <= 4
        for t in view.each("attack", "weapon", "harm")
    )


def _of_the_attack(view: View, expr: DateExpr) -> bool:
    """Is it the attack's own day by its grammar: "Sunday's strike", « la frappe de dimanche »?"""
    nouns = [t for t in view.tags("attack") if t.slot not in {"verb", "participle"}]
    nouns = [t for t in nouns if t.i != expr.j + 1 or not view.at(expr.j, "grammar", "of")]  # "accused X yesterday | of killing"
    return any(0 <= t.i - expr.j <= 1 or (0 < expr.i - t.j <= 2 and view.has(t.j, expr.i, "grammar", "of")) for t in nouns)


def _in_speaker(view: View, k: int) -> bool:
    """Can the token stand in the phrase of a speaker: a role, a name, a small word?"""
    if any(view.over(k, category) for category in ("attack", "harm", "weapon", "people")) and not view.over(k, "speaker"):
        return False
    comma = view.norm(k) == "," and "affixes" in view.text.pack.options  # «قال NAME، | نائب رئيس الشرطة، الجمعة»
    small = comma or view.is_word(k, "inner") or view.over(k, "grammar") or view.over(k, "spatial")
    return small or view.tokens[k].capital or view.over(k, "speaker")


def _all_of_speaker(view: View, i: int, j: int) -> bool:
    """Do tokens i to j name a speaker? Where "that" is never left out, with an adjective too (« la société civile | locale »)."""
    other = [k for k in range(i, j) if not _in_speaker(view, k)]
    if view.text.pack.option("that_left_out") or len(other) > 1:
        return not other
    return all(view.over(k - 1, "speaker") and not view.on(k) and view.tokens[k].kind == "word" for k in other)


def speech_date(view: View, expr: DateExpr) -> bool:
    """Is it the day on which somebody spoke ("said on Monday"), or a day yet to come?"""
    for tag in view.tags("cue"):
        says = tag.value in {"say", "accuse", "deny", "admit"}
        says = says or (tag.value == "figure" and view.at(expr.j, "grammar", "reach") is not None)
        if not says or not tag.i < expr.i <= tag.j + SPEAKER_GAP:
            continue
        if expr.i - tag.j <= 3 and not view.has(tag.j, expr.i, "grammar", "clause"):
            return True
        if view.has(tag.j, expr.i, "speaker") and _all_of_speaker(view, tag.j, expr.i):
            return True  # the speaker stands between: "said Governor X of Y on Monday"
    if _between_speaker_and_verb(view, expr):
        return True
    opens = expr.i - view.sentence.body <= 1
    for tag in view.tags("cue", "say") if opens else ():  # "The day before, Governor X of Y said that …"
        comma = view.norm(expr.j) == "," and view.has(expr.j, tag.i, "speaker")  # « Dimanche, | un habitant avait précisé »
        start = expr.j + comma
        if 0 < tag.i - start <= SPEAKER_GAP and all(
            _in_speaker(view, k) or view.over(k, "cue", "citing") for k in range(start, tag.i)
        ):
            return True
    return _before_said(view, expr) or any(
        0 <= expr.i - t.j <= 3 for value in ("published", "found") for t in view.tags("cue", value)
    )


def _between_speaker_and_verb(view: View, expr: DateExpr) -> bool:
    """ "Officials on Monday | said that", "the group yesterday | claimed responsibility": the day on which they spoke."""
    if view.text.pack.option("adjective_order") != "before" or not expr.i > view.sentence.body:
        return False
    k = expr.j
    while view.at(k, "grammar", "have") or view.at(k, "grammar", "adverb"):
        k += 1
    speaks = any(t.i == k and t.value in {"say", "accuse", "deny", "admit"} for t in view.tags("cue"))
    return speaks and any(view.over(expr.i - 1, category) for category in ("speaker", "actor", "country"))


def _before_said(view: View, expr: DateExpr) -> bool:
    """„…, wie die Agentur am Mittwoch unter Berufung auf X | mitteilte“: where verbs close the clause, the day of saying."""
    if not view.text.pack.option("participle_last"):
        return False
    said = next((t for t in view.tags("cue", "say") if 0 < t.i - expr.j <= CLAUSE_REACH), None)
    opened = (t for t in view.sentence.tags if (t.category, t.value) in AS_TOLD and view.norm(t.i - 1) == "," and t.i < expr.i)
    as_told = next(opened, None) if said else None
    if said is None or as_told is None:
        return False
    return not any(view.norm(k) == "," or view.over(k, "harm") for k in range(as_told.j, said.i))

"""Days of harm: which dates of a sentence can be the day of its attack, and how strongly its words say so.

In: the Facts of a sentence, the Anchor of the report and its main frame. Out: Dated, resolved days. The day on which somebody
spoke, of which a figure is told, or which is yet to come is none, or a weak one.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recounted.days import Days, days_of
from recounted.reading.dates.expressions import Anchor, DateExpr, Resolved, resolve
from recounted.reading.incidents.another import goes_on
from recounted.reading.incidents.counted_days import after_something, after_the_attack, counted_from, tells_of_that, turned
from recounted.reading.incidents.scope import scope_of
from recounted.reading.incidents.spoken_days import SPEAKS, of_a_figure, speech_date
from recounted.reading.sentences.view import View
from recounted.reading.tolls.findings import Finding

if TYPE_CHECKING:
    from recounted.reading.incidents.frames import Facts, Frame

#: Days before the main incident from which on a frame is history: the next sentence returns to the main incident.
HISTORY_DAYS = 60
#: Tokens before the time of an attack that a sentence recalls, and days from which on it is none of the main incident's own.
RECALLED_BY, RECALLED_DAYS = 2, 31
VERBS = frozenset({"verb", "participle"})
#: Tokens between the day and the hour of an attack.
HOUR_GAP = 2
#: Days of a year and of a month.
YEAR, MONTH = 366, 31
#: Kinds of date expressions that can be the day of an attack.
EVENT_KINDS = frozenset({"day", "weekday", "night", "month", "season", "relative", "range", "year"})
#: Days of the telling as often as of the harm: they never open a frame.
LOOSE_KINDS = frozenset({"year", "month", "season"})
NARRATIVE_KINDS, NARRATED = frozenset({"day", "weekday", "night"}), 0.05  # named where no harm is told, for want of others
#: How strongly a date is told in a sentence that tells of an attack.
TELLS_OF_ATTACK = 2.0
#: How strongly the day on which somebody spoke tells of the harm.
SPOKEN = 0.1


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


def days_told(fact: Facts, anchor: Anchor, told: Sequence[Frame], full: list[Resolved]) -> list[Dated]:
    """The sentence's dates that can be days of harm, resolved. ``told``: the incident told last, and the main one."""
    found = []
    main = told[-1]
    counted = next((d for d in fact.view.dates if after_the_attack(fact, d)), None)
    spoken = counted_from(fact.view, counted) if counted else None
    for expr in fact.view.dates:
        with_day = _counting_from(told, expr, anchor)
        since = expr.kind == "since" and expr.i == fact.i > 0  # "the first since Sunday, when …": told of that Sunday
        if (expr.kind not in EVENT_KINDS and not since) or not fact.holds(expr.i):
            continue
        if fact.view.over(expr.i, "scope", "back_then") or _of_birth(fact.view, expr):
            continue
        if expr is counted:
            base = resolve(spoken, anchor) if spoken else None
            day = days_of(base.edtf if base else anchor.published)
            resolved = resolve(turned(expr), _on(anchor, day))
        elif after_something(fact.view, expr):
            of_that = (expr.i == fact.i and fact.tolls) or tells_of_that(fact)
            resolved = resolve(turned(expr), with_day) if of_that else None
        else:
            resolved = resolve(expr, with_day) or _by_a_full_date(expr, full)
        if resolved and since:
            resolved = Resolved(resolved.edtf.removesuffix("/.."), resolved.date_prec, resolved.rule)
        if resolved is None or _to_come(resolved, anchor):
            continue
        said = expr is spoken or speech_date(fact.view, expr)
        own = expr is counted or _of_the_attack(fact.view, expr, said=said)
        near = _near_attack(fact.view, expr) or _at_an_hour(fact, expr)
        speech = not own and (said or of_a_figure(fact, expr))
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
        weight = SPOKEN if speech else 0.5 if elsewhere else fact.tells + (1.5 if near else 0.0) + (1.5 if own else 0.0)
        if main.facts and goes_on(fact.view):
            weight, near = SPOKEN, False  # "one of the wounded died on Sunday"
        weight = weight or NARRATED * (expr.kind in NARRATIVE_KINDS)
        found.append(
            Dated(
                expr,
                resolved,
                fact.view,
                weight,
                (near or bool(fact.tolls) or _only_day_of_an_attack(fact, expr))
                and not speech
                and not elsewhere
                and (expr.kind not in LOOSE_KINDS or bool(fact.tolls and main.day)),
                speech,
            )
        )
    _of_the_telling(fact, found, anchor)
    return [d for d in found if d.told > 0]


def _counting_from(told: Sequence[Frame], expr: DateExpr, anchor: Anchor) -> Anchor:
    """The anchor with the day of the incident told last, as far as it is known in the unit that the words count in."""
    longest = {"year": YEAR, "decade": YEAR, "month": MONTH}.get(expr.fields.unit or "", 1)
    for frame in told:
        days = (d.days for d in frame.dates)
        known = next((d for d in days if d and d.length <= longest and not d.yearless), None)
        if known:
            return _on(anchor, known)
    return anchor


def _on(anchor: Anchor, day: Days | None) -> Anchor:
    return Anchor(anchor.published, datetime.date.fromordinal(day.first), anchor.year) if day else anchor


def recalled_day(fact: Facts, anchor: Anchor, main: Frame) -> Dated | None:
    """When, long before the main incident, a sentence puts an attack ("In January rebels hit …").

    None where the sentence names a later time too, or only a time since when something goes on.
    """
    view, known = fact.view, main.likely or days_of(anchor.published)
    if known is None or known.yearless or not (fact.counts or fact.charges or any(t.slot in VERBS for t in view.tags("attack"))):
        return None
    named = [d for d in view.dates if d.kind in EVENT_KINDS and fact.holds(d.i)]
    if len(named) != 1 or named[0].i - view.sentence.body > RECALLED_BY or after_something(view, named[0]):
        return None
    resolved = next((d.resolved for d in fact.dates if d.expr is named[0]), None) or resolve(named[0], anchor)
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


def _only_day_of_an_attack(fact: Facts, expr: DateExpr) -> bool:
    """Does a sentence tell of an attack, and of no other day ("In the night of 3 June, the people of X were the target of …",
    „Am Freitagmorgen ist in X ein Bus in die Luft gesprengt worden“)?
    """
    view = fact.view
    if expr.kind not in NARRATIVE_KINDS or any(d is not expr and d.kind in NARRATIVE_KINDS for d in view.dates):
        return False
    if fact.charges and expr.i - view.sentence.body <= 1:
        return True
    happened = any(t.slot in VERBS for t in view.tags("attack"))
    return happened and not any(t.value in SPEAKS for t in view.tags("cue"))


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


def _of_the_attack(view: View, expr: DateExpr, *, said: bool = False) -> bool:
    """Is it the attack's own day by its grammar: "Sunday's strike", « la frappe de dimanche »?

    ``said``: a verb of saying goes with the day; an attack behind it is what that speaks of (« a condamné lundi l'attaque »).
    """
    nouns = [t for t in view.tags("attack") if t.slot not in {"verb", "participle"}]
    nouns = [t for t in nouns if t.i != expr.j + 1 or not view.at(expr.j, "grammar", "of")]  # "accused X yesterday | of killing"
    if said and not view.is_word(expr.j, "genitive"):  # «осудил вчерашний | обстрел»
        adjective = view.text.pack.option("adjective_order") == "before" and not view.over(expr.i - 1, "spatial")
        before = [t for t in nouns if adjective and t.i == expr.j]
    else:
        before = [t for t in nouns if 0 <= t.i - expr.j <= 1]
    return bool(before) or any(0 < expr.i - t.j <= 2 and view.has(t.j, expr.i, "grammar", "of") for t in nouns)

"""Named days: the dates that a sentence names and that can be the day of an attack, resolved, with what its words say of each.

In: the Facts of a sentence, the Anchor of the report, and the incidents told before. Out: NamedDays. Days of birth, days to come
and days that count from something else are none of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from recounted.days import Days, days_of
from recounted.reading.dates.expressions import Anchor, DateExpr, Resolved, resolve
from recounted.reading.incidents.counted_days import after_something, after_the_attack, counted_from, tells_of_that, turned
from recounted.reading.incidents.day_facts import BITS, COUNTED, LOOSE, VERBS, standing
from recounted.reading.incidents.frames import NOT_OF_HARM, Facts, Frame, NamedDay
from recounted.reading.incidents.spoken_days import speech_date
from recounted.reading.sentences.view import View
from recounted.weighing import weigh

#: Tokens before the time of an attack that a sentence recalls, and days from which on it is none of the main incident's own.
RECALLED_BY, RECALLED_DAYS = 2, 31
#: Tokens between a war and when it began ("the war that began in | April 2023").
WAR_GAP = 4
#: Days of a year and of a month.
YEAR, MONTH = 366, 31
#: Kinds of date expressions that can be the day of an attack.
EVENT_KINDS = frozenset({"day", "weekday", "night", "month", "season", "relative", "range", "year"})


def named_days(fact: Facts, anchor: Anchor, told: Sequence[Frame], printed: list[Resolved]) -> list[NamedDay]:
    """The sentence's dates that can be days of harm, resolved. ``told``: the incident told last, and the main one; ``printed``:
    the days that the report prints in full, else that of its dateline, where nothing says when it was published.
    """
    view = fact.view
    dates = [d for d in view.dates if _may_be(fact, d)]
    counted = next((d for d in dates if after_the_attack(fact, d)), None)
    spoken = counted_from(view, counted) if counted else None
    found: list[NamedDay] = []
    for expr in dates:
        with_day = _counting_from(told, expr, anchor)
        if expr is counted:
            base = resolve(spoken, anchor) if spoken else None
            resolved = resolve(turned(expr), _on(anchor, days_of(base.edtf if base else anchor.published)))
        elif after_something(view, expr):
            of_that = (expr.i == fact.i and fact.tolls) or tells_of_that(fact)
            resolved = resolve(turned(expr), with_day) if of_that else None
        else:
            last = _day_before_it(found, expr)
            resolved = resolve(expr, _on(anchor, last) if last else with_day) or _by_a_printed_day(expr, printed)
        if resolved and expr.kind == "since":
            resolved = Resolved(resolved.edtf.removesuffix("/.."), resolved.date_prec, resolved.rule)
        if resolved and not _to_come(resolved, anchor):
            found.append(NamedDay(expr, resolved, view))
    for day in found:
        day.how = standing(fact, day, found, counted=day.expr is counted, spoken=day.expr is spoken)
        day.told = weigh(day.how, BITS)
    return found


def _may_be(fact: Facts, expr: DateExpr) -> bool:
    """Is it a date of this sentence or part, of a kind that can be the day of an attack?"""
    view = fact.view
    if expr.kind not in EVENT_KINDS and not (expr.kind == "since" and expr.fields.weekday):  # "fights since Thursday"
        return False
    if any(a.j == expr.i and a.kind == "ordinal" for a in view.amounts):  # «второй за неделю взрыв»
        return False
    if expr.kind == "year" and view.at(expr.j, "people") and any(a.j == expr.j and a.kind == "count" for a in view.amounts):
        return False  # « plus de | 2000 | civils »
    if expr.kind in LOOSE and not fact.own and _of_a_war(view, expr):
        return False
    return fact.holds(expr.i) and not view.over(expr.i, "scope", "back_then") and not _of_birth(view, expr)


def _counting_from(told: Sequence[Frame], expr: DateExpr, anchor: Anchor) -> Anchor:
    """The anchor with the day of the incident told last, as far as it is known in the unit that the words count in."""
    longest = {"year": YEAR, "decade": YEAR, "month": MONTH}.get(expr.fields.unit or "", 1)
    for frame in told:
        days = (d.days for d in frame.dates)
        known = next((d for d in days if d and d.length <= longest and not d.yearless), None)
        if known:
            return _on(anchor, known)
    return anchor


def _day_before_it(found: Sequence[NamedDay], expr: DateExpr) -> Days | None:
    """ "said on 13 October that 23 had died | the day before": the day named last in the sentence, from which words count."""
    if expr.fields.name not in COUNTED or not found:
        return None
    days = found[-1].days
    return days if days and days.length == 1 and not days.yearless else None


def _on(anchor: Anchor, day: Days | None) -> Anchor:
    return Anchor(anchor.published, datetime.date.fromordinal(day.first), anchor.year) if day else anchor


def recalled_day(fact: Facts, anchor: Anchor, main: Frame) -> NamedDay | None:
    """When, long before the main incident, a sentence puts an attack ("In January rebels hit …").

    None where the sentence names a later time too, or only a time since when something goes on.
    """
    view, known = fact.view, main.likely or days_of(anchor.published)
    if known is None or known.yearless or not (fact.counts or fact.charges or any(t.slot in VERBS for t in view.tags("attack"))):
        return None
    named = [d for d in view.dates if d.kind in EVENT_KINDS and fact.holds(d.i)]
    if len(named) != 1 or named[0].i - view.sentence.body > RECALLED_BY or after_something(view, named[0]):
        return None
    day = next((d for d in fact.dates if d.expr is named[0]), None)
    days = day.days if day else None
    if day is None or days is None or days.yearless or known.first - days.last <= RECALLED_DAYS:
        return None
    return replace(day, how=day.how - NOT_OF_HARM | {"victims_counted"})


def weekdays_of(fact: Facts) -> frozenset[str]:
    """The weekdays of a sentence on which harm was done, as the pack names them."""
    held = (d for d in fact.view.dates if d.kind == "weekday" and fact.holds(d.i))
    return frozenset(str(d.fields.weekday) for d in held if not speech_date(fact.view, d))


def _of_a_war(view: View, expr: DateExpr) -> bool:
    """Is it when a war began, or is named by ("the war that began | in April 2023 has displaced …")?"""
    war = next((k for k in range(expr.i - 1, max(view.i, expr.i - WAR_GAP) - 1, -1) if view.is_word(k, "war")), None)
    between = range(war + 1, expr.i) if war is not None else ()
    closed = any(view.tokens[k].kind == "punct" or any(view.over(k, c) for c in ("harm", "attack", "people")) for k in between)
    return war is not None and not closed


def _of_birth(view: View, expr: DateExpr) -> bool:
    """Is it the year in which somebody was born ("a woman born (in) 1947", «2004 года рождения»)?"""
    near = (expr.i - 1, expr.i - 2, expr.j, expr.j + 1)
    return expr.kind == "year" and any(view.is_word(k, "born") for k in near)


def _to_come(resolved: Resolved, anchor: Anchor) -> bool:
    """Does a day lie after publication (and the day after, of another time zone)? It is no day of harm."""
    days, published = days_of(resolved.edtf), days_of(anchor.published)
    return bool(days and published and not days.yearless and days.first > published.last + 1)


def _by_a_printed_day(expr: DateExpr, printed: list[Resolved]) -> Resolved | None:
    """A bare weekday where no date of publication is known: the day printed in full that is that weekday, else the dateline's."""
    if expr.kind != "weekday":
        return None
    for one in printed:
        if one.edtf.startswith("X"):  # "KYIV, July 14 — … on Thursday": filed on the day, as most are
            return Resolved(f"{one.edtf}?", 1, "weekday of a dateline without a year")
        resolved = resolve(expr, Anchor(one.edtf))
        if resolved is not None and resolved.edtf == one.edtf:
            return Resolved(one.edtf, 1, "weekday of a date printed in full")
    return None

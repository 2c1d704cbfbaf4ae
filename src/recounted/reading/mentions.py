"""Mentions: which incident a sentence tells of. A report tells of a main incident, of earlier ones, and of reactions.

In: per sentence the tolls, charges, means, hits, places and dates. Out: Frames in order of telling, each holding its sentences'
facts; every fact belongs to one frame. A new frame opens where the day or the place of harm changes for good, or where the words
say "another convoy"; a sentence that names neither stays with the frame before it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from recounted.days import Days, days_of, gap
from recounted.places import distance_km
from recounted.reading.dates import Anchor, DateExpr, Resolved, resolve
from recounted.reading.findings import Finding
from recounted.reading.means import Hit, Means
from recounted.reading.responsibility import Charge
from recounted.reading.scope import scope_of
from recounted.reading.spots import Spot
from recounted.reading.view import View

#: Kilometres between two settlements that are two places of harm (a report's own places of one attack lie closer).
APART_KM = 60.0
#: The same where one of the two has a day of its own and the other none.
ANOTHER_PLACE_KM = 25.0
#: Days before the main incident from which on a frame is history: the next sentence returns to the main incident.
HISTORY_DAYS = 60
#: Kinds of date expressions that can be the day of an attack.
EVENT_KINDS = frozenset({"day", "weekday", "night", "month", "season", "relative", "range", "year"})
#: Kinds that put a clause into another time than its sentence.
CLAUSE_DATES = frozenset({"month", "season", "year"})
#: Days of the telling as often as of the harm: they never open a frame.
LOOSE_KINDS = frozenset({"year", "month", "season"})
NARRATIVE_KINDS, NARRATED = frozenset({"day", "weekday", "night"}), 0.05  # named where no harm is told, for want of others
#: Tokens of a speaker's phrase between the verb of saying and its day.
SPEAKER_GAP = 8
#: A figure from which on its return is no chance.
TELLING_FIGURE = 5
#: Tokens between "another" and the attack that it sets apart.
OTHER_GAP = 5


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


@dataclass
class Facts:
    """What one sentence (or a part of it) says."""

    view: View
    tolls: list[Finding]
    charges: list[Charge]
    means: list[Means]
    hits: list[Hit]
    spots: list[Spot]
    #: weapons named but not used there: shot down, or said not to be it
    unused: list[Means] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    i: int = 0
    j: int = 1 << 60

    @cached_property
    def tells(self) -> float:
        """How much the sentence tells of harm: tolls 3, an attack or charge 2."""
        attack = bool(self.view.tags("attack") or self.means or self.hits)
        return (3.0 if any(scope_of(self.view, t)[0] == "incident" for t in self.tolls) else 0.0) + (
            2.0 if attack or self.charges else 0.0
        )


@dataclass
class Frame:
    """One incident of a report."""

    facts: list[Facts] = field(default_factory=list)
    background: bool = False
    aside: bool = False

    def add(self, fact: Facts) -> None:
        """Put a fact in, and forget what was known without it."""
        self.facts.append(fact)
        for name in ("dates", "day", "tolls_of", "points"):
            self.__dict__.pop(name, None)

    @cached_property
    def dates(self) -> list[Dated]:
        """Dates of harm, the strongest first."""
        found = [d for f in self.facts for d in f.dates]
        return sorted(found, key=lambda d: (-d.told, d.resolved.date_prec))

    @cached_property
    def day(self) -> Days | None:
        """The days of its strongest date."""
        return next((d.days for d in self.dates if d.days and d.firm), None)

    @cached_property
    def tolls_of(self) -> set[str]:
        """The families of harm that its tolls tell of."""
        return {family for f in self.facts if (family := _family(f))}

    @property
    def spots(self) -> list[Spot]:
        """All its places."""
        return [s for f in self.facts for s in f.spots]

    @cached_property
    def points(self) -> list[tuple[float, float]]:
        """Coordinates of the fine places of harm that it names."""
        return [
            s.point
            for f in self.facts
            if f.tells
            for s in f.spots
            if s.fine and s.point and s.relation not in {"role", "toward", "dateline"}
        ]


def frame(facts: Sequence[Facts], anchor: Anchor) -> list[Frame]:
    """Cut a report into frames. The first is the main incident."""
    full = _full_dates(facts) if anchor.published is None else []
    anchor = _dated_by_speech(facts, anchor) if full else anchor
    main = Frame()
    frames = [main]
    current = main
    for fact in (part for whole in facts for part in split_at_clauses(whole)):
        fact.dates = _dates(fact, anchor, main, full)
        if not (fact.tolls or fact.charges or fact.tells):
            (main if current.background and _long_ago(current, main) else current).add(fact)
            continue
        chosen = _choose(fact, frames, current)
        chosen.add(fact)
        current = current if chosen.aside else chosen  # the telling goes on where the clause broke in
    return [f for f in frames if f.facts]


def split_at_clauses(fact: Facts) -> list[Facts]:
    """A sentence that tells of an earlier incident in a clause of its own ("… where troops had killed 60 in February 2022")."""
    view = fact.view
    for marker in view.tags("grammar", "clause"):
        dated = [d for d in view.dates if d.kind in CLAUSE_DATES and d.i > marker.i]
        tolls = [t for t in fact.tolls if t.group.i > marker.i]
        before = any(t.group.i < marker.i for t in fact.tolls) or any(c.i < marker.i for c in fact.charges)
        if dated and tolls and before and not any(d.kind in CLAUSE_DATES and d.i < marker.i for d in view.dates):
            return [_part(fact, 0, marker.i), _part(fact, marker.i, view.j)]
    return [fact]


def _part(fact: Facts, i: int, j: int) -> Facts:
    return Facts(
        fact.view,
        [t for t in fact.tolls if i <= t.group.i < j],
        [c for c in fact.charges if i <= c.i < j],
        [m for m in fact.means if i <= m.i < j],
        [h for h in fact.hits if i <= h.i < j],
        [s for s in fact.spots if i <= s.i < j],
        [m for m in fact.unused if i <= m.i < j],
        i=i,
        j=j,
    )


def _choose(fact: Facts, frames: list[Frame], current: Frame) -> Frame:
    main = frames[0]
    if not main.facts or not any(f.tells for f in main.facts):
        return main
    if fact.i and fact.tolls:  # a clause that tells of an earlier incident
        days = next((d.days for d in fact.dates if d.days), None)
        aside = next((f for f in frames[1:] if f.day and days and _one_day(days, f.day)), None) or _new(frames)
        aside.aside = True
        return aside
    family = _family(fact)
    if family and main.tolls_of and family not in main.tolls_of:
        return next((f for f in frames if family in f.tolls_of), None) or _new(frames)
    day = next((d.days for d in sorted(fact.dates, key=lambda d: -d.told) if d.days and d.firm), None)
    points = [s.point for s in fact.spots if s.fine and s.point and s.relation in {"in", "near", "between", "direction"}]
    if day is not None:
        same = [f for f in frames if f.day is not None and _one_day(day, f.day) and not _apart(points, f)]
        if same:
            return same[0]
        clash = [f for f in frames if f.day is not None and not _one_day(day, f.day)]
        if clash and (fact.tolls or fact.charges or _event(fact)):
            return _new(frames)
        if main.day is None and points and _apart(points, main, ANOTHER_PLACE_KM):
            return _new(frames)
    if points:
        near = [f for f in frames if f.points and not _apart(points, f)]
        if near:
            return current if current in near else near[0]
        if current.background and not current.points and main.points:
            return current
        if _headed(fact) and main.points and (fact.tolls or _event(fact)):
            return _new(frames)
        if fact.tolls and main.points and (_other(fact) or day is not None or current.background or _headed(fact)):
            return _new(frames)
    if _other(fact) and (fact.tolls or points or day) and (day is None or main.day is None or not _one_day(day, main.day)):
        return _new(frames)
    elsewhere = family and family in main.tolls_of and current.tolls_of and family not in current.tolls_of
    if current.background and (elsewhere or _long_ago(current, main) or _repeats(fact, main)):
        return main
    return current


def _family(fact: Facts) -> str:
    """Are the sentence's victims taken away, or killed and hurt? The two are two incidents of one report."""
    harms = {t.harm for t in fact.tolls}
    harms.discard("detained")  # arrests belong to what they follow
    return "" if not harms else "taken" if harms == {"abducted"} else "hurt"


def _new(frames: list[Frame]) -> Frame:
    frames.append(Frame(background=True))
    return frames[-1]


def _one_day(a: Days, b: Days) -> bool:
    return gap(a, b) == 0 or (a.exact and b.exact and gap(a, b) <= 1 and max(a.length, b.length) > 1)


def _apart(points: Sequence[tuple[float, float]], other: Frame, apart: float = APART_KM) -> bool:
    known = other.points
    return bool(points and known) and all(distance_km(*p, *q) > apart for p in points for q in known)


def _other(fact: Facts) -> bool:
    """Do the words speak of another incident ("another civilian convoy")?"""
    view = fact.view
    for tag in view.tags("scope", "other_incident"):
        if view.at(tag.j, "people") or view.at(tag.j, "speaker"):
            continue  # « un autre habitant »
        if any(
            tag.i < t.i <= tag.j + OTHER_GAP
            for t in view.sentence.tags
            if t.category in {"attack", "target", "weapon"} and t.slot in {"noun", "forms"}
        ):
            return True
    return False


def _event(fact: Facts) -> bool:
    return any(t.slot in {"verb", "participle"} for t in fact.view.tags("attack")) or bool(fact.means)


def _headed(fact: Facts) -> bool:
    """Does the sentence open with a country and a colon, or a dateline ("Somalia: …")?"""
    view = fact.view
    return view.colon(view.i, view.i + 4) or any(s.relation == "dateline" for s in fact.spots)


def _repeats(fact: Facts, main: Frame) -> bool:
    figures = {(t.harm, t.group.lo) for f in main.facts for t in f.tolls if (t.group.lo or 0) >= TELLING_FIGURE}
    return any((t.harm, t.group.lo) in figures for t in fact.tolls)


def _long_ago(other: Frame, main: Frame) -> bool:
    if other.day is None or main.day is None:
        return False
    return gap(other.day, main.day) > HISTORY_DAYS


def _dates(fact: Facts, anchor: Anchor, main: Frame, full: list[Resolved]) -> list[Dated]:
    """The sentence's dates that can be days of harm, resolved."""
    found = []
    known = next((d.days for d in main.dates if d.days and d.days.length == 1 and not d.days.yearless), None)
    with_day = anchor
    if known:
        with_day = Anchor(anchor.published, datetime.date.fromordinal(known.first), anchor.year)
    for expr in fact.view.dates:
        if expr.kind not in EVENT_KINDS or not max(fact.i, fact.view.sentence.body) <= expr.i < fact.j:
            continue
        resolved = resolve(expr, with_day) or _by_a_full_date(expr, full)
        if resolved is None or _to_come(resolved, anchor):
            continue
        own, near = _of_the_attack(fact.view, expr), _near_attack(fact.view, expr)
        speech = not own and _speech_date(fact.view, expr)
        opens = expr.i <= fact.view.sentence.body and bool(fact.tolls) and not speech  # "Today five people were killed"
        telling = speech or expr.j - expr.i == 1  # "this morning" is not the day of the telling alone
        if resolved.rule == "today" and telling and not opens and not _near_attack(fact.view, expr, finite=True):
            continue
        if expr.kind in LOOSE_KINDS and not fact.tolls and _history(resolved, anchor):
            continue
        elsewhere = any(0 <= expr.i - t.j <= 1 for t in fact.view.tags("scope", "other_incident"))
        near = near and not elsewhere  # "elsewhere on Saturday": the same day, said of another place
        told = 0.1 if speech else 0.5 if elsewhere else fact.tells + (1.5 if near else 0.0) + (1.5 if own else 0.0)
        told = told or NARRATED * (expr.kind in NARRATIVE_KINDS)
        found.append(
            Dated(
                expr,
                resolved,
                fact.view,
                told,
                (near or bool(fact.tolls))
                and not speech
                and not elsewhere
                and (expr.kind not in LOOSE_KINDS or bool(fact.tolls and main.day)),
                speech,
            )
        )
    return [d for d in found if d.told > 0]


def _to_come(resolved: Resolved, anchor: Anchor) -> bool:
    """Does a day lie after publication (and the day after, of another time zone)? It is no day of harm."""
    days, published = days_of(resolved.edtf), days_of(anchor.published)
    return bool(days and published and not days.yearless and days.first > published.last + 1)


def _history(resolved: Resolved, anchor: Anchor) -> bool:
    """Does a bare month or year lie long before publication? Without a toll beside it, it is background."""
    days, published = days_of(resolved.edtf), days_of(anchor.published)
    return bool(days and published and not days.yearless and published.first - days.last > HISTORY_DAYS)


def _full_dates(facts: Sequence[Facts]) -> list[Resolved]:
    """The dates that a report prints with day, month and year."""
    found = [resolve(d, Anchor(None)) for f in facts for d in f.view.dates if d.kind == "day"]
    return [r for r in found if r is not None and r.date_prec == 1 and not r.edtf.startswith("X")]


def _dated_by_speech(facts: Sequence[Facts], anchor: Anchor) -> Anchor:
    """A report without a date counts from the one day, printed in full, on which somebody spoke ("said on Sunday, 15 …")."""
    spoken = {
        resolved.edtf
        for fact in facts
        for expr in fact.view.dates
        if expr.kind == "day" and _speech_date(fact.view, expr) and (resolved := resolve(expr, Anchor(None)))
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
    return any(
        t.category in {"attack", "weapon", "harm"}
        and ((0 <= t.i - expr.j <= (0 if finite and t.slot == "participle" else 3)) or 0 <= expr.i - t.j <= 4)
        for t in view.sentence.tags
    )


def _of_the_attack(view: View, expr: DateExpr) -> bool:
    """Is it the attack's own day by its grammar: "Sunday's strike", « la frappe de dimanche »?"""
    nouns = [t for t in view.tags("attack") if t.slot not in {"verb", "participle"}]
    return any(0 <= t.i - expr.j <= 1 or (0 < expr.i - t.j <= 2 and view.has(t.j, expr.i, "grammar", "of")) for t in nouns)


def _in_speaker(view: View, k: int) -> bool:
    """Can the token stand in the phrase of a speaker: a role, a name, a small word?"""
    if any(view.over(k, category) for category in ("attack", "harm", "weapon", "people")) and not view.over(k, "speaker"):
        return False
    small = view.is_word(k, "inner") or view.over(k, "grammar") or view.over(k, "spatial")
    return small or view.tokens[k].capital or view.over(k, "speaker")


def _speech_date(view: View, expr: DateExpr) -> bool:
    """Is it the day on which somebody spoke ("said on Monday"), or a day yet to come?"""
    for tag in view.tags("cue"):
        says = tag.value in {"say", "accuse", "deny", "admit"}
        says = says or (tag.value == "figure" and view.at(expr.j, "grammar", "reach") is not None)
        if not says or not 0 <= expr.i - tag.j <= SPEAKER_GAP:
            continue
        if expr.i - tag.j <= 3 and not view.has(tag.j, expr.i, "grammar", "clause"):
            return True
        if view.has(tag.j, expr.i, "speaker") and all(_in_speaker(view, k) for k in range(tag.j, expr.i)):
            return True  # the speaker stands between: "said Governor X of Y on Monday"
    opens = expr.i - view.sentence.body <= 1
    for tag in view.tags("cue", "say") if opens else ():  # "The day before, Governor X of Y said that …"
        if 0 < tag.i - expr.j <= SPEAKER_GAP and all(
            _in_speaker(view, k) or view.over(k, "cue", "citing") for k in range(expr.j, tag.i)
        ):
            return True
    return any(0 <= expr.i - t.j <= 3 for value in ("published", "found") for t in view.tags("cue", value))

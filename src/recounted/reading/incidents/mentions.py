"""Mentions: which incident a sentence tells of. A report tells of a main incident, of earlier ones, and of reactions.

In: per sentence the tolls, charges, means, hits, places and dates. Out: Frames in order of telling, each holding its sentences'
facts; every fact belongs to one frame. A new frame opens where the day or the place of harm changes for good, or where the words
say "another convoy"; a sentence that names neither stays with the frame before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.days import Days, gap
from recounted.places import distance_km
from recounted.reading.dates.expressions import Anchor, DateExpr
from recounted.reading.incidents.another import earlier, goes_on, of_the_same_day, set_beside, tells_of_another, tells_of_several
from recounted.reading.incidents.counted_days import after_something
from recounted.reading.incidents.frames import NOT_THERE, Facts, Frame, family_of
from recounted.reading.incidents.harm_days import HISTORY_DAYS, dated_by_speech, days_told, full_dates, recalled_day
from recounted.reading.incidents.spoken_days import speech_date
from recounted.reading.sentences.view import View

#: Kilometres between two settlements that are two places of harm (a report's own places of one attack lie closer).
APART_KM = 60.0
#: The same where one of the two has a day of its own and the other none.
ANOTHER_PLACE_KM = 25.0
#: Kinds that put a clause into another time than its sentence.
CLAUSE_DATES = frozenset({"month", "season", "year"})
#: Tokens between a place and the "where" that speaks of it.
PLACE_GAP = 2
#: Relative times that lie before those of the report's own incident, and kinds that name a day.
BEFORE_NOW = frozenset(
    {"last_week", "late_last_week", "last_month", "last_year", "last_weekend", "recent_weeks", "recent_months"}
)
DAYS = frozenset({"day", "weekday"})
#: Words for a day that is told by another one, where an attack at another place is told of.
OTHER_DAY = frozenset({"day_before", "same_day"})
#: Tokens before the words that go back to the incident told last («Тогда погибли …»).
OPENING = 2
#: A figure from which on its return is no chance.
TELLING_FIGURE = 5
#: Tokens between "another" and its attack where the place is that of the incident before.
CLOSE_GAP = 1


def frame(facts: Sequence[Facts], anchor: Anchor) -> list[Frame]:
    """Cut a report into frames. The first is the main incident."""
    full = full_dates(facts) if anchor.published is None else []
    anchor = dated_by_speech(facts, anchor) if full else anchor
    main = Frame()
    frames = [main]
    current = main
    for fact in (part for whole in facts for part in split_at_clauses(whole)):
        fact.dates = days_told(fact, anchor, (current, main), full)
        if not (fact.tolls or fact.charges or fact.tells):
            (main if current.background and _long_ago(current, main) and not _goes_back(fact) else current).add(fact)
            continue
        recalled = recalled_day(fact, anchor, main) if main.tolls_of else None
        if recalled:
            fact.dates = [recalled]
        chosen = _of_day(recalled.days, frames) if recalled else _choose(fact, frames, current)
        chosen.add(fact)
        current = current if chosen.aside else chosen  # the telling goes on where the clause broke in
    return [f for f in frames if f.facts]


def split_at_clauses(fact: Facts) -> list[Facts]:
    """A sentence that tells of an earlier incident in a clause of its own ("… where troops had killed 60 in February 2022")."""
    view = fact.view
    for expr in view.dates:  # "two years after gunmen killed 40"
        after = after_something(view, expr) and not view.is_word(expr.j, "the") and any(t.i >= expr.j for t in fact.tolls)
        # "this comes days after a strike hit another market": all of the sentence is that other incident's, and what follows
        whole = tells_of_another(view) and not any(t.i < expr.i for t in fact.tolls)
        if after and not whole:
            return _apart_from(fact, expr.i, view.j)
    markers = view.tags("grammar", "clause") if fact.tolls and view.dates else ()
    for expr in view.dates if markers else ():  # "the deadliest since 3 March, when gunmen killed 40"
        when = next((m for m in markers if expr.kind == "since" and 0 <= m.i - expr.j <= 1), None)
        if when and any(t.i >= when.i for t in fact.tolls):
            return _apart_from(fact, expr.i, view.j)
    for marker in markers:
        there = view.is_word(marker.j - 1, "there") and _place_before(fact, marker.i)
        dated = [
            d for d in view.dates if d.i > marker.i and (d.kind in CLAUSE_DATES or (there and _long_or_apart(view, d, marker.i)))
        ]
        tolls = [t for t in fact.tolls if t.group.i > marker.i]
        before = any(t.group.i < marker.i for t in fact.tolls) or any(c.i < marker.i for c in fact.charges)
        before = before or (there and any(t.i < marker.i and t.slot in {"verb", "participle"} for t in view.tags("attack")))
        before = before or (there and any(d.kind == "relative" for d in dated))
        if dated and tolls and before and not any(d.kind in CLAUSE_DATES and d.i < marker.i for d in view.dates):
            told = max(dated[0].j, tolls[0].j)
            end = next((k for k in range(told, view.j) if view.norm(k) == "," or k in view.hard), view.j)
            parts = _apart_from(fact, marker.i, end if there else view.j)
            if there and not any(s.fine for s in parts[1].spots):
                parts[1].spots += [s for s in fact.spots if s.j <= marker.i and marker.i - s.j <= PLACE_GAP]
            return parts
    return [fact]


def _apart_from(fact: Facts, i: int, j: int) -> list[Facts]:
    """The sentence without the clause at tokens i to j, and the clause."""
    clause = _part(fact, i, j)
    return [_part(fact, 0, fact.view.j, (i, j)), clause]


def _place_before(fact: Facts, marker: int) -> bool:
    """Does a place stand before "where", a named or a common one ("in the town where")?"""
    view = fact.view
    near = range(max(view.i, marker - PLACE_GAP), marker)
    return any(s.j <= marker and marker - s.j <= PLACE_GAP for s in fact.spots) or any(
        view.over(k, "place_noun") or view.over(k, "target") for k in near
    )


def _long_past(view: View, expr: DateExpr) -> bool:
    """Does a time gone by open the sentence (« Le mois dernier, vingt personnes … », "Two weeks ago, …")?"""
    gone = _gone_by(expr) or (expr.kind == "month" and expr.fields.shift == "last")
    return gone and expr.i - view.sentence.body <= 1


def _gone_by(expr: DateExpr) -> bool:
    """Is it a stretch of time before the present one by its words ("last week", "ten days ago")?"""
    return expr.kind == "relative" and (expr.fields.name in BEFORE_NOW or expr.fields.direction == "ago")


def _long_or_apart(view: View, expr: DateExpr, marker: int) -> bool:
    """Is it a time before the present one by its words ("last week", "ten days ago"), or a day beside another day?"""
    if expr.kind == "relative":
        return _gone_by(expr)
    return expr.kind in DAYS and any(d.kind in DAYS and d.i < marker and not speech_date(view, d) for d in view.dates)


def _part(fact: Facts, i: int, j: int, hole: tuple[int, int] = (0, 0)) -> Facts:
    def here(k: int) -> bool:
        return i <= k < j and not hole[0] <= k < hole[1]

    return Facts(
        fact.view,
        [t for t in fact.tolls if here(t.group.i)],
        [c for c in fact.charges if here(c.i)],
        [m for m in fact.means if here(m.i)],
        [h for h in fact.hits if here(h.i)],
        [s for s in fact.spots if here(s.i)],
        [m for m in fact.unused if here(m.i)],
        i=i,
        j=j,
        hole=hole,
    )


def _of_day(days: Days | None, frames: list[Frame]) -> Frame:
    """The frame of an attack of another time than the main one, a new one if none is of that time."""
    return next((f for f in frames[1:] if f.day and days and _one_day(days, f.day)), None) or _new(frames)


def _goes_back(fact: Facts) -> bool:
    """Does the sentence open with a word for the time that was told of last («Тогда погибли …», "At the time, …")?"""
    return any(t.i - fact.view.sentence.body <= OPENING for t in fact.view.tags("scope", "back_then"))


def _choose(fact: Facts, frames: list[Frame], current: Frame) -> Frame:
    main = frames[0]
    if not main.facts or not any(f.tells for f in main.facts):
        return main
    if fact.i and fact.tolls:  # a clause that tells of an earlier incident
        days = next((d.days for d in fact.dates if d.days), None)
        if days and main.day and days.exact and gap(days, main.day) == 0:
            return main
        aside = _of_day(days, frames)
        aside.aside = True
        return aside
    if current.background and _goes_back(fact):
        return current
    family = family_of(fact)
    if family and main.tolls_of and family not in main.tolls_of:
        return next((f for f in frames if family in f.tolls_of), None) or _new(frames)
    day = next((d.days for d in sorted(fact.dates, key=lambda d: -d.told) if d.days and d.firm), None)
    points = [s.point for s in fact.spots if s.fine and s.point and s.relation in {"in", "near", "between", "direction"}]
    before = any(d.expr.fields.name in OTHER_DAY and d.expr.i <= fact.view.sentence.body for d in fact.dates)
    the_same = _repeats(fact, main) or (main.day is None and _of_the_day_before(fact))
    other = _also_elsewhere(fact.view) or (tells_of_another(fact.view) and not the_same)
    if fact.tolls and main.day is None and main.tolls_of and any(_long_past(fact.view, d.expr) for d in fact.dates):
        return _new(frames)
    if goes_on(fact.view) and not _apart(points, current):
        return current
    if fact.counts and (beside := _beside(fact, frames, day)) is not None:
        return beside
    if day is not None:
        apart = _also_elsewhere(fact.view) or ((other or before) and _places_anew(fact, main))
        if apart and fact.tolls and main.day and gap(day, main.day) == 0:
            return _new(frames)
        same = [f for f in frames if f.day is not None and _one_day(day, f.day) and not _apart(points, f)]
        same = [f for f in same if not other or f is not main or (f.day and gap(day, f.day) == 0)]
        if same:
            return current if current in same else same[0]
        clash = [f for f in frames if f.day is not None and (not _one_day(day, f.day) or (other and gap(day, f.day) > 0))]
        if clash and (fact.tolls or fact.charges or _event(fact)):
            return _new(frames)
        if main.day is None and main.likely and main.tolls_of and gap(day, main.likely) > HISTORY_DAYS and fact.tolls:
            return _new(frames)
        if main.day is None and points and _apart(points, main, ANOTHER_PLACE_KM):
            return _new(frames)
    if points:
        near = [f for f in frames if f.points and not _apart(points, f)]
        if near and not (
            fact.tolls and tells_of_another(fact.view, CLOSE_GAP, opening=True) and (day is None or main.day is None)
        ):
            return current if current in near else near[0]
        if current.background and not current.points and main.points:
            return current
        if _headed(fact) and main.points and (fact.tolls or _event(fact)):
            return _new(frames)
        anew = other or day is not None or current.background or _headed(fact) or earlier(fact.view) or _event(fact)
        if fact.tolls and main.points and anew:
            return _new(frames)
    if other and (fact.tolls or points or day) and (day is None or main.day is None or not _one_day(day, main.day)):
        return _new(frames)
    elsewhere = family and family in main.tolls_of and current.tolls_of and family not in current.tolls_of
    if current.background and (elsewhere or _long_ago(current, main) or _repeats(fact, main)):
        return main
    return current


def _beside(fact: Facts, frames: list[Frame], day: Days | None) -> Frame | None:
    """The frame of harm that is told beside the main incident's, with a weekday, a place or an attacker of its own."""
    main = frames[0]
    if fact.weekdays and main.weekdays and not fact.weekdays & main.weekdays:
        return next((f for f in frames[1:] if f.weekdays & fact.weekdays), None) or _new(frames)
    if day is not None and main.day is not None and not _one_day(day, main.day):
        return None
    placed = _own_places(fact)
    listed = any(f.counts and _own_places(f) for f in main.facts) and any(tells_of_several(f.view) for f in main.facts)
    if not ((placed and (listed or set_beside(fact.view))) or _of_the_other_side(fact, main)):
        return None
    if any(placed & _own_places(f) for f in main.facts) or _repeats(fact, main):
        return None
    found = next((f for f in frames[1:] if any(placed & _own_places(g) for g in f.facts)), None) or _new(frames)
    found.same_day = found.same_day or listed or of_the_same_day(fact.view)
    return found


def _own_places(fact: Facts) -> set[str]:
    """The fine places in which a sentence says that harm was done, as printed."""
    return {s.printed for s in fact.spots if s.relation not in NOT_THERE and (s.fine or s.kind == "adm2") and not s.feature}


def _of_the_other_side(fact: Facts, main: Frame) -> bool:
    """Does a sentence open with a place, and blame another attacker than the one whom alone the main incident is put down to?"""
    blamed = {c.actor.actor for c in fact.charges if c.stance in {"asserted", "accused"}}
    before = {c.actor.actor for f in main.facts for c in f.charges if c.stance in {"asserted", "accused"}}
    opening = fact.view.at(fact.view.sentence.body, "spatial", "in")
    return bool(opening and blamed and before and not blamed & before)


def _new(frames: list[Frame]) -> Frame:
    frames.append(Frame(background=True))
    return frames[-1]


def _one_day(a: Days, b: Days) -> bool:
    return gap(a, b) == 0 or (a.exact and b.exact and gap(a, b) <= 1 and max(a.length, b.length) > 1)


def _apart(points: Sequence[tuple[float, float]], other: Frame, apart: float = APART_KM) -> bool:
    known = other.points
    return bool(points and known) and all(distance_km(*p, *q) > apart for p in points for q in known)


def _also_elsewhere(view: View) -> bool:
    """ "Elsewhere in the city", « également dans l'est »: words that set a place apart from the one before."""
    return any(t.j - t.i > 1 and view.over(t.j - 1, "spatial", "in") for t in view.tags("scope", "other_incident"))


def _places_anew(fact: Facts, main: Frame) -> bool:
    """Does the sentence place its harm where the main incident is not said to be?"""
    known = {s.printed for s in main.spots if s.relation != "role"} | {s.inside.name for s in main.spots if s.inside}
    return any(s.relation in {"in", "near", "direction"} and s.printed not in known for s in fact.spots)


def _of_the_day_before(fact: Facts) -> bool:
    """Is the day before, of which a sentence without figures tells, that before publication («здание обрушилось накануне»)?"""
    return not fact.tolls and any(d.expr.fields.name == "day_before" for d in fact.dates)


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

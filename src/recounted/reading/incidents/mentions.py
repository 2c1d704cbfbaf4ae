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
from recounted.reading.incidents.another import (
    counts_others,
    earlier,
    goes_on,
    of_the_same_day,
    set_beside,
    tells_of_another,
    tells_of_several,
)
from recounted.reading.incidents.clauses import gone_by, split_at_clauses
from recounted.reading.incidents.day_choice import day_of
from recounted.reading.incidents.frames import NOT_THERE, Facts, Frame, family_of
from recounted.reading.incidents.named_days import named_days, recalled_day, weekdays_of
from recounted.reading.incidents.report_day import filed_on, full_dates
from recounted.reading.places.spots import Spot
from recounted.reading.sentences.view import View

#: Days before the main incident from which on a frame is history: the next sentence returns to the main incident.
HISTORY_DAYS = 60
#: Kilometres between two settlements that are two places of harm (a report's own places of one attack lie closer).
APART_KM = 60.0
#: The same where one of the two has a day of its own and the other none.
ANOTHER_PLACE_KM = 25.0
#: How a place stands behind a preposition that says where harm was done.
PLACED = frozenset({"in", "near", "between", "direction"})
#: Words for a day that is told by another one, where an attack at another place is told of.
OTHER_DAY = frozenset({"day_before", "same_day"})
#: Tokens before the words that go back to the incident told last («Тогда погибли …»).
OPENING = 2
#: A figure from which on its return is no chance.
TELLING_FIGURE = 5
#: Tokens between "another" and its attack where the place is that of the incident before.
CLOSE_GAP = 1
#: Tokens from the start of a sentence to the region with which it opens.
REGION_OPENS = 3
#: Kilometres from the middle of a region from which on a place is not at its border.
ANOTHER_REGION_KM = 150.0


def frame(facts: Sequence[Facts], anchor: Anchor) -> list[Frame]:
    """Cut a report into frames. The first is the main incident."""
    views = [f.view for f in facts]
    printed = full_dates(views) or filed_on(views) if anchor.published is None else []
    main = Frame()
    frames = [main]
    current = main
    for fact in (part for whole in facts for part in split_at_clauses(whole)):
        fact.dates = named_days(fact, anchor, (current, main), printed)
        fact.weekdays = weekdays_of(fact) if fact.tolls and not fact.dates else frozenset()
        if not (fact.tolls or fact.charges or fact.tells):
            (main if current.background and _long_ago(current, main) and not _goes_back(fact) else current).add(fact)
            continue
        recalled = recalled_day(fact, anchor, main) if main.tolls_of else None
        if recalled:
            fact.dates = [recalled]
        chosen = _of_day(recalled.days, frames) if recalled else _choose(fact, frames, current)
        chosen.add(fact)
        current = current if chosen.aside else chosen  # the telling goes on where the clause broke in
    frames = [f for f in frames if f.facts]
    for one in frames:
        one.named = day_of(one, frames, anchor)
    return frames


def _long_past(view: View, expr: DateExpr) -> bool:
    """Does a time gone by open the sentence (« Le mois dernier, vingt personnes … », "Two weeks ago, …")?"""
    gone = gone_by(expr) or (expr.kind == "month" and expr.fields.shift == "last")
    return gone and expr.i - view.sentence.body <= 1


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
    points = [s.point for s in fact.spots if s.fine and s.point and s.relation in PLACED]
    the_same = _repeats(fact, main) or (main.day is None and (_of_the_day_before(fact) or _recalls_it(fact, main)))
    other = _also_elsewhere(fact.view) or (tells_of_another(fact.view) and not the_same)
    if fact.tolls and main.day is None and main.tolls_of and any(_long_past(fact.view, d.expr) for d in fact.dates):
        return _new(frames)
    if goes_on(fact.view) and not _apart(points, current):
        return current
    if fact.counts and (beside := _beside(fact, frames, current, day)) is not None:
        return beside
    if day is not None and (dated := _by_its_day(fact, frames, current, day, points, other=other)) is not None:
        return dated
    if fact.counts and _in_another_region(fact, main):
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


def _in_another_region(fact: Facts, main: Frame) -> bool:
    """ "In the Kherson region, | three people died": does a region open the sentence in which the main incident does not lie?"""
    body = fact.view.sentence.body
    opening = (s for s in fact.spots if s.kind == "adm1" and s.relation in PLACED and s.i - body <= REGION_OPENS)
    region = next((s for s in opening if s.entry and s.point), None)
    own = [s for f in main.facts if f.tells for s in f.spots if s.fine and s.relation not in NOT_THERE]
    return bool(region and own) and all(region is not None and _outside(s, region) for s in own)


def _outside(spot: Spot, region: Spot) -> bool:
    """Does a place lie in another region of the same country, and not just across the border?"""
    one, whole = spot.entry, region.entry
    if one is None or whole is None or spot.point is None or region.point is None:
        return False
    elsewhere = one.country == whole.country and one.adm1 not in {None, whole.name}
    return elsewhere and distance_km(*spot.point, *region.point) > ANOTHER_REGION_KM


def _recalls_it(fact: Facts, main: Frame) -> bool:
    """«Погибли 15 человек. | Напомним, 9 июля войска обстреляли дом»: the first attack told after the dead are counted."""
    told = any(f.means or f.hits or f.charges or f.view.tags("attack") for f in main.facts)
    return not (told or fact.tolls) and bool(fact.charges or fact.means)


def _by_its_day(
    fact: Facts, frames: list[Frame], current: Frame, day: Days, points: Sequence[tuple[float, float]], *, other: bool
) -> Frame | None:
    """The frame of a sentence that names a day of harm, one told before or a new one; None: the day leaves it open.

    ``other``: words say that it tells of another incident.
    """
    main = frames[0]
    before = any(d.expr.fields.name in OTHER_DAY and d.expr.i <= fact.view.sentence.body for d in fact.dates)
    apart = _also_elsewhere(fact.view) or ((other or before) and _places_anew(fact, main))
    apart = apart or (other and fact.counts and current is not main)  # "a new attack on the hospital on Wednesday"
    if apart and fact.tolls and main.day and gap(day, main.day) == 0:
        return _new(frames)
    if before and fact.tolls and current.day and gap(day, current.day) == 0 and _places_anew(fact, current):
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
    return None


def _beside(fact: Facts, frames: list[Frame], current: Frame, day: Days | None) -> Frame | None:
    """The frame of harm that is told beside the main incident's, with a weekday, a place or an attacker of its own."""
    main = frames[0]
    if fact.weekdays and main.weekdays and not fact.weekdays & main.weekdays and not _repeats(fact, main):
        return next((f for f in frames[1:] if f.weekdays & fact.weekdays), None) or _new(frames)
    if day is not None and main.day is not None and not _one_day(day, main.day):
        return None
    placed = _own_places(fact)
    listed = any(f.counts and f.spots for f in main.facts) and any(tells_of_several(f.view) for f in main.facts)
    others = current is main and _stands_elsewhere(fact, main) and counts_others(fact.view, fact.tolls)
    beside = others or set_beside(fact.view)
    if not ((placed and (listed or beside)) or _of_the_other_side(fact, main)):
        return None
    if any(placed & _own_places(f) for f in main.facts) or _repeats(fact, main):
        return None
    found = next((f for f in frames[1:] if any(placed & _own_places(g) for g in f.facts)), None) or _new(frames)
    found.same_day = found.same_day or listed or of_the_same_day(fact.view) or (beside and not fact.dates)
    return found


def _own_places(fact: Facts) -> set[str]:
    """The fine places in which a sentence says that harm was done, as printed."""
    return {s.printed for s in fact.spots if s.relation not in NOT_THERE and (s.fine or s.kind == "adm2") and not s.feature}


def _stands_elsewhere(fact: Facts, main: Frame) -> bool:
    """Does a preposition say that victims of a harm counted before came to it in another place? Those hurt beside the dead, or in
    hospital there, are none.
    """
    counted = {t.harm for f in main.facts for t in f.tolls}
    first = next((t for t in fact.tolls if not t.part), None)
    if first is None or (first.harm != "killed" and first.harm not in counted) or not any(f.counts for f in main.facts):
        return False
    nursed = any(fact.view.tags("target", "healthcare"))
    return not nursed and any(s.fine and s.relation in PLACED and not s.feature for s in fact.spots)


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


def _places_anew(fact: Facts, told: Frame) -> bool:
    """Does the sentence place its harm where an incident told before is not said to be?"""
    known = {s.printed for s in told.spots if s.relation != "role"} | {s.inside.name for s in told.spots if s.inside}
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

"""Day choice: the day of an incident, of all days that the report names, and the month of its publication.

In: a Frame, all frames of the report, the Anchor. Out: the NamedDay that weighs most, or None: nothing that is named weighs as
much as saying no more than the month of publication. Every candidate is one naming of a day, with the facts of its sentence
(day_facts) and those of its place in the report; day_weights.toml says what each weighs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recounted.days import Days, days_of
from recounted.reading.dates.expressions import Anchor
from recounted.reading.incidents.another import goes_on
from recounted.reading.incidents.day_facts import BITS
from recounted.reading.incidents.frames import Facts, Frame, NamedDay
from recounted.weighing import weigh

#: Days before publication from which on a day is long before it.
LONG = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day that an incident may be of, with the facts that hold of it; ``day`` None: no more than the month of publication."""

    day: NamedDay | None
    facts: frozenset[str]


def day_of(frame: Frame, frames: Sequence[Frame], anchor: Anchor) -> NamedDay | None:
    """The day of an incident; None where none of those named is likely enough."""
    known = candidates(frame, frames, anchor)
    best = max(known, key=lambda c: weigh(c.facts, BITS)).day
    same = (c.day for c in known if c.day and best and c.day.view is best.view and c.day.resolved.edtf == best.resolved.edtf)
    return next(same, None)  # "today, Wednesday": the words that come first


def candidates(frame: Frame, frames: Sequence[Frame], anchor: Anchor) -> list[Candidate]:
    """All candidates side by side: the days that the incident's own sentences name, for the main one those of the rest of the
    report too, and none of them.
    """
    named = [(day, place) for fact, place in _placed(frame) for day in fact.dates if not _of_a_total(fact, day)]
    published = days_of(anchor.published)
    for fact in (f for other in frames if other is not frame and frame is frames[0] for f in other.facts):
        exact = [day for day in fact.dates if day.days and day.days.exact]
        if fact.own:
            named += [(day, "of_other_victims") for day in exact if not _long_past(day, published)]
        else:
            named += [(day, "elsewhere_in_report") for day in exact]
    days = {day.resolved.edtf: day.days for day, _ in named}
    first = min((d.first for d in days.values() if d and d.exact and not d.yearless), default=0)
    found = [Candidate(None, frozenset())]
    for day, place in named:
        facts = {place, *_in_report(day, published, first)} | ({"only_one"} if len(days) == 1 else set())
        found.append(Candidate(day, day.how | facts - {""}))
    return found


def _of_a_total(fact: Facts, day: NamedDay) -> bool:
    """Is it the stretch of a total that is no one incident's ("the conflict of | 1980-2000 | left 69,000 dead")?"""
    return bool(fact.tolls and not fact.own and day.expr.kind in {"range", "year"})


def _long_past(day: NamedDay, published: Days | None) -> bool:
    """Is a day of other victims so long ago that it is theirs alone ("On 11 December 2007, a bomb had killed 41")?"""
    return bool(published and day.days and not day.days.yearless and published.first - day.days.last > LONG)


def _placed(frame: Frame) -> Iterator[tuple[Facts, str]]:
    """The sentences of an incident, each with where it stands: the first that tells of harm, the next one, or a later one."""
    first = next((n for n, fact in enumerate(frame.facts) if fact.tells), 0)
    opening = "opens_background" if frame.background else "first_telling"
    for n, fact in enumerate(frame.facts):
        yield fact, opening if n <= first else "second_telling" if n == first + 1 else ""


def _in_report(day: NamedDay, published: Days | None, first: int) -> Iterator[str]:
    """How exact a day is, and how it stands to publication and to the ``first`` day that is named."""
    days = day.days
    if day.resolved.date_prec == 1:
        yield "to_the_day"
    if published is None:
        yield "publication_unknown"
    if days is None or days.yearless:
        return
    if first < days.first and goes_on(day.view):
        yield "goes_on_later"
    if published and published.length == 1 and published.first - days.last == 1:
        yield "day_before_publication"
    if published and published.first - days.last > LONG:
        yield "long_ago" if "is_long" in day.how and "victims_counted" not in day.how else "long_before"

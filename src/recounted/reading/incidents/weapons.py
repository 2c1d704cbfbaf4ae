"""Weapons of an incident: which of those that its sentences name were used in it.

In: a Frame. Out: its Means, without those of an earlier day, those shot down (their falling wreckage may count), and general
words beside exact ones. What somebody denies stays: it is made a denial where the claim is made.
"""

from __future__ import annotations

from recounted.reading.incidents.frames import Facts, Frame
from recounted.reading.parties.means import Means

#: Weapons that "shelling" and "bombardment" may stand for; where one is named, the general word adds nothing.
LAUNCHED = frozenset({"missile", "rocket", "airstrike", "drone", "artillery", "mortar", "bomb", "cluster_munition"})
#: Weapons whose second mention may be "the bomb".
BOMBS = frozenset({"airstrike", "drone", "vehicle_bomb", "suicide_bomb", "ied", "cluster_munition", "grenade"})


def weapons_of(frame: Frame) -> list[Means]:
    """The weapons used in an incident, and those that somebody denies.

    What was shot down counts only if nothing else was used and its wreckage fell; general words ("shelling", "the bomb") count
    only where no exacter weapon is named.
    """
    named = [m for f in frame.facts if not _of_earlier_day(frame, f) for m in (*f.means, *f.unused)]
    debris = any(f.view.tags("cue", "debris") for f in frame.facts)
    used = {m.value for m in named if m.state == "used"}
    kept = [m for m in named if m.state != "idle" or (debris and not used)]
    exact = {m.value for m in kept if m.state != "negated" and not m.loose}
    return [m for m in kept if not (m.loose and exact & LAUNCHED) and not (m.value == "bomb" and exact & BOMBS)]


def _of_earlier_day(frame: Frame, fact: Facts) -> bool:
    """Does a sentence without a toll tell of a day before the incident ("an air strike had hit the bridge the day before")?"""
    day = frame.named.days if frame.named else frame.day
    named = [d for d in fact.dates if d.days and d.days.exact]  # "cluster bombs, banned in 2008"
    if day is None or fact.tolls or not named:
        return False
    return all(d.days is not None and "said" not in d.how and d.days.last < day.first for d in named)

"""Relevance: whether a frame tells of an incident of violent harm, and why not where it does not.

In: a Parse and one of its frames. Out: a reason in words, empty for an incident. Earthquakes, accidents, matches and history are
none. A report that counts nobody tells of one where an attack is told with its weapon and its place, as first posts do.
"""

from __future__ import annotations

import datetime

from recounted.days import Days
from recounted.reading.incidents.another import tells_of_another
from recounted.reading.incidents.frames import Facts, Frame
from recounted.reading.incidents.weapons import weapons_of
from recounted.reading.parse import Parse
from recounted.reading.parties.charges import DEEDS
from recounted.reading.sentences.view import View

#: Years before publication from which on an incident is history: before them courts and inquiries still tell of it.
HISTORY_YEARS = 50
#: The same for a report that opens with an anniversary or a memorial, and tells no more of the attack than its dead.
MEMORIAL_YEARS = 2
#: Its first sentences, the title among them.
OPENING = 3
#: How a place stands in its sentence that was not hit.
NOT_HIT = frozenset({"role", "toward", "dateline"})
#: What is told of an attack that was planned or practised, or of others.
NOT_NOW = frozenset({"not_done", "other_incident", "campaign", "aggregate"})
#: Kinds of parties whose arrests are told as acts of a conflict: not those of a police.
ARRESTING = frozenset({"state", "group", "opponent", "alliance"})
#: What harms people and is no violence.
ACCIDENTS = ("disaster", "accident")
INNOCENT = frozenset((*ACCIDENTS, "sport"))
#: Words of statistics that make a report one of figures.
STATISTICS = 2
#: UCDP precision of a night that is told as two days.
NIGHT = 2
#: Weapons that fire alone may be taken for.
BURNT = frozenset({"incendiary"})
#: Tokens between "no" and a word of harm ("no information about casualties").
NOBODY_GAP = 4
UNHARMED = "nobody is said to have come to harm"


def no_incident(parse: Parse, frame: Frame) -> str:
    """Why a frame is no incident of violent harm; empty if it is one."""
    tolls = [t for f in frame.facts for t in f.own]
    if tolls and all(t.group.hi == 0 for t in tolls):
        return "nobody came to harm"
    if not tolls and not _attack_alone(parse, frame):
        return UNHARMED
    if (
        tolls
        and all(t.harm == "detained" for t in tolls)
        and not any(c.actor.kind in ARRESTING for f in frame.facts for c in f.charges)
    ):
        return "an arrest alone is told"
    if tolls and _statistics(parse, frame):
        return "figures of crime over a time are told, no one incident"
    if tolls and all(_put_down_to_nature(f) for f in frame.facts if f.own):
        return "the harm is put down to no violence in its own sentence"
    if tolls and _told_as(frame, ACCIDENTS):
        return "the harm is put down to a disaster or an accident where it is told"
    if tolls and _told_as(frame, ("exchange",)):
        return "an exchange of prisoners is told, not how they were caught or hurt"
    acts = sum(violence(f) for f in frame.facts) + sum(1 for w in weapons_of(frame) if w.state == "idle")
    other = sum(1 for v in parse.views for t in v.tags("scope") if t.value in INNOCENT)
    if other and other >= acts - sum(_killings(f.view) for f in frame.facts):
        return "the harm is put down to no violence (a disaster, an accident, a match)"
    dated = not frame.dates or any(d.resolved.date_prec <= NIGHT for d in frame.dates)
    dated = dated or any(f.tolls and tells_of_another(f.view) for f in frame.facts)  # "in October 24 died at another school"
    beside = frame.background and dated and not other and any(violence(f) for f in parse.frames[0].facts)
    if not acts and not beside and not any(t.harm == "abducted" for t in tolls):
        return "no act of violence is told"
    published = int(parse.anchor.published[:4]) if parse.anchor.published else None
    memorial = any(v.tags("scope", "memorial") for v in parse.views[:OPENING])
    news = frame.background and not no_incident(parse, parse.frames[0])  # beside an incident of the day
    years = MEMORIAL_YEARS if memorial and not news and not _retold(frame) else HISTORY_YEARS
    told = frame.named.days if frame.named and frame.named.firm else None
    if published and told and not told.yearless and published - _year(told) > years:
        return f"history: {published - _year(told)} years before publication"
    if memorial and not published and told and not told.yearless and datetime.date.today().year - _year(told) > HISTORY_YEARS:
        return "history: it is remembered, long after"
    return ""


def _retold(frame: Frame) -> bool:
    """Is an attack told of at length, by what it was done with or by whom, besides who died?"""
    return any(f.charges for f in frame.facts) or any(w.state == "used" for w in weapons_of(frame))


def _put_down_to_nature(fact: Facts) -> bool:
    """Does the sentence that counts the harmed tell more of a disaster, an illness or an accident than of an attack?"""
    other = sum(1 for t in fact.view.tags("scope") if t.value in ACCIDENTS)
    return other > 1 and other > len(fact.view.tags("attack")) + 2 * len(fact.means)


def _told_as(frame: Frame, names: tuple[str, ...]) -> bool:
    """Do title and counts of the harmed name a disaster, an accident or an exchange of prisoners, and no violence but that of a
    blast or fire?
    """
    told = [f for f in frame.facts if f.view.sentence.index == 0 or f.own]
    if not any(f.view.tags("scope", name) for f in told for name in names):
        return False
    return not any(_surely_violent(f) for f in told)


def _surely_violent(fact: Facts) -> bool:
    """Does a sentence tell of violence by more than words that an accident has as well (explosion, fire)?"""
    view = fact.view
    if fact.charges or any(m.value not in BURNT and not _innocent(view, m.i) for m in fact.means):
        return True
    acts = [
        t for t in view.tags("attack") if not _innocent(view, t.i) and not all(view.is_word(k, "blast") for k in range(t.i, t.j))
    ]
    return len(acts) > _killings(view) or _by_somebody(view)


def _innocent(view: View, k: int) -> bool:
    """Is the word part of the name of an accident, a disaster or a match ("heart attack", "methane explosion")?"""
    return any(t.category == "scope" and t.value in INNOCENT for t in view.on(k))


def _by_somebody(view: View) -> bool:
    return any(view.at(t.j, "grammar", "by") for t in view.tags("harm", "killed") if t.slot == "participle")


def _attackers(view: View) -> bool:
    """Are attackers told of? Not those of a team."""
    return bool(view.tags("cue", "attacker")) and not view.tags("scope", "sport")


def _statistics(parse: Parse, frame: Frame) -> bool:
    """Does the report open with figures of crime, before it counts anybody? A report of an attack may close with them."""
    told = [v.sentence.index for v in parse.views for _ in v.tags("scope", "statistics")]
    counted = [f.view.sentence.index for f in frame.facts if f.own]
    return len(told) >= STATISTICS and told[0] <= min(counted, default=-1)


def _killings(view: View) -> int:
    """How often "killing 12" is counted as an attack for its verb alone: an accident kills as well."""
    verbs = (t for t in view.tags("attack") if t.slot == "noun" and view.at(t.i, "harm", slots=("verb",)))
    return sum(1 for t in verbs if any(0 <= a.i - t.j <= 1 for a in view.amounts) and not view.over(t.i, "scope", "accident"))


def _attack_alone(parse: Parse, frame: Frame) -> bool:
    """Does a report that counts nobody tell of an attack all the same: in one sentence the weapon used, or the attacker and what
    was hit, and the place? What was planned, practised or left nobody hurt is none.
    """
    if frame is not parse.frames[0] or any(f.tolls for other in parse.frames for f in other.facts):
        return False
    if any(v.tags("scope", "sport") for v in parse.views):  # shots, attacks and strikers of a match
        return False
    if any(_nobody(f.view) for f in frame.facts):
        return False
    used = [m for m in weapons_of(frame) if m.state == "used"]
    harm = any(v.tags("harm") for v in parse.views)
    told = [f for f in frame.facts if _told_here(f) and (_post_of_attack(f) if not harm else frame.points)]
    return any(_struck(fact) or any(m in used for m in fact.means) for fact in told)


def _told_here(fact: Facts) -> bool:
    placed = any(s.fine and s.relation not in NOT_HIT for s in fact.spots)
    return placed and not any(t.value in NOT_NOW for t in fact.view.tags("scope"))


def _post_of_attack(fact: Facts) -> bool:
    """Without any word of harm: is somebody said to attack, or something to be hit, and behind it the place? "In X, a call to end
    the shelling" and "a book on the bombing of X" tell of none, nor does debris of what was shot down.
    """
    if fact.view.tags("cue", "debris"):
        return False
    acts = fact.view.tags("attack")
    told = fact.charges or fact.hits or any(t.slot in {"verb", "participle"} for t in acts)
    first = min((t.j for t in acts), default=fact.view.j)
    return bool(told) and any(s.fine and s.relation not in NOT_HIT and s.i >= first for s in fact.spots)


def _struck(fact: Facts) -> bool:
    return bool(fact.charges and fact.hits and fact.view.tags("attack"))


def _nobody(view: View) -> bool:
    """Does a sentence say that nobody was hurt, or that nothing is known of it?"""
    harm = view.tags("harm")
    if any(r.i <= h.i and h.j <= r.j for r in view.tags("cue", "rescue") for h in harm):
        return True
    zeros = [a for a in view.amounts if a.rule == "zero"] if harm else []
    return any(max(h.i - a.j, a.i - h.j) <= NOBODY_GAP for a in zeros for h in harm)


def _year(days: Days) -> int:
    return datetime.date.fromordinal(days.first).year


def violence(fact: Facts) -> int:
    """How much a sentence tells of violence."""
    view = fact.view
    killed_on_purpose = sum(
        1 for t in view.tags("harm") if t.slot in {"verb", "participle"} and t.value in {"killed", "abducted"}
    )
    attacks = sum(1 for t in view.tags("attack") if not _innocent(view, t.i))
    return (
        attacks
        + 2 * len(fact.means)
        + 2 * len(fact.charges)
        + (1 if killed_on_purpose and view.tags("actor") else 0)
        + (1 if _by_somebody(view) or _attackers(view) else 0)
    )


def stray_charges(frames: list[Frame], whys: list[str]) -> dict[int, list[Facts]]:
    """Sentences that tell of no harm of their own but say who owns up to it, denies it or is accused ("the army confirmed a raid
    overnight"), by the id of the incident told before them. ``whys``: for each frame, why it is no incident.
    """
    found: dict[int, list[Facts]] = {}
    told = next((f for f, why in zip(frames, whys, strict=True) if not why), None)
    for frame, why in zip(frames, whys, strict=True) if told else ():
        if not why:
            told = frame
        elif why == UNHARMED:
            told_of = (f for f in frame.facts if any(c.rule not in DEEDS for c in f.charges))
            found.setdefault(id(told), []).extend(told_of)
    return found

"""Authors: which of the parties charged in its sentences are charged with an incident.

In: the Facts of a Frame (and sentences beside it) with their Charges. Out: the Charges that stand, each with its sentence. Who is
called only "gunmen" or "the police" is nobody new where a party is told to have done it; what another party fired elsewhere is no
deed of this incident where the sentence tells of no harm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from recounted.reading.incidents.frames import Facts
from recounted.reading.parties.charges import DEEDS, Charge
from recounted.reading.parties.settle import ANYBODY

#: Names that say only what attackers are.
NAMELESS = frozenset({ANYBODY, "gangs", "police"})
#: Stances by which a party is the author, not only called so by somebody.
TOLD = frozenset({"asserted", "admitted"})
#: Tokens between attackers and what is done to them.
STOPPED_GAP = 4
#: Kinds of parties that have a name of their own.
NAMED = frozenset({"state", "group", "head"})


def authors_of(facts: Sequence[Facts]) -> list[tuple[Facts, Charge]]:
    """The charges of an incident, in the order of its sentences."""
    charged = [(fact, charge) for fact in facts for charge in fact.charges]
    named = any(c.actor.kind in NAMED and c.stance in TOLD for _, c in charged)
    countries = {s.entry.country for f in facts for s in f.spots if s.entry and s.relation != "role"}
    author = _leading(charged)
    return [
        (fact, charge)
        for fact, charge in charged
        if not (named and charge.actor.actor in NAMELESS)
        and not _points_back(charge, charged)
        and not _only_called(fact, charge, charged)
        and not _fires_elsewhere(fact, charge, author)
        and not (_stops_attackers(fact, charge) and any(f.own for f in facts if f is not fact))
        and not _told_below(fact, charge, charged)
        and not _says_where(fact, charge, charged, countries)
    ]


def _stops_attackers(fact: Facts, charge: Charge) -> bool:
    """ "The gunman | was shot dead by police", "police killed | two attackers": what ends an attack is no part of it."""
    if charge.rule not in DEEDS or charge.actor.kind == "generic":
        return False
    view = fact.view
    attackers = [t for t in view.tags("cue", "attacker") if t.j <= charge.i or t.i >= charge.j]
    between = ((t.j, charge.i) if charge.rule.startswith("agent") else (charge.j, t.i) for t in attackers)
    return any(0 <= j - i <= STOPPED_GAP and not view.broken(i, j) for i, j in between)


def _points_back(charge: Charge, charged: list[tuple[Facts, Charge]]) -> bool:
    """ "The attackers", « les assaillants »: whoever has been named as such; nobody is named by it."""
    points = charge.actor.actor == ANYBODY and charge.actor.definite
    return points and any(c.actor.actor != ANYBODY for _, c in charged)


def _only_called(fact: Facts, charge: Charge, charged: list[tuple[Facts, Charge]]) -> bool:
    """ "The militants", "terrorists", beside a party with a name, in a sentence that counts nobody: no other party, but where
    that very party accuses them.
    """
    if charge.actor.kind != "generic" or charge.actor.actor == ANYBODY or fact.own:
        return False
    named = {c.actor.actor for _, c in charged if c.actor.kind in NAMED and c.stance != "denied"}
    whose = {charge.voice.side, charge.voice.army} if charge.voice else set()
    return bool(named) and not named & whose


def _told_below(fact: Facts, charge: Charge, charged: list[tuple[Facts, Charge]]) -> bool:
    """Does the text below its first sentence say once more, and by whom, that the party denies it?"""
    if fact.view.sentence.index or charge.stance != "denied" or (charge.voice and charge.voice.name):
        return False
    same = (f for f, c in charged if c.actor.actor == charge.actor.actor and c.stance == charge.stance)
    return any(f.view.sentence.index for f in same)


def _says_where(fact: Facts, charge: Charge, charged: list[tuple[Facts, Charge]], countries: set[str | None]) -> bool:
    """ "The Afghan airstrike", to which another state owns up, "the Afghan attack", claimed by a group: where it was, if nothing
    else is said of that party.
    """
    if charge.actor.kind != "state" or any(c.rule != "their attack" for _, c in charged if c.actor.actor == charge.actor.actor):
        return False
    beside = {c.actor.kind for _, c in charged if c.actor.actor != charge.actor.actor and c.stance == "admitted"}
    armed = fact.view.has(charge.actor.i, charge.actor.j, "weapon")
    return "state" in beside or ("group" in beside and charge.actor.country in countries and not armed)


def _leading(charged: list[tuple[Facts, Charge]]) -> str | None:
    """The party to whom the report itself puts a counted harm, else the one charged most often."""
    named = [(f, c) for f, c in charged if c.actor.kind in NAMED and c.stance != "denied"]
    first = next((c.actor.actor for f, c in named if c.stance == "asserted" and f.tolls), None)
    often = Counter(c.actor.actor for _, c in named).most_common(2)
    alone = often and (len(often) == 1 or often[0][1] > often[1][1])
    return first or (often[0][0] if alone else None)


def _fires_elsewhere(fact: Facts, charge: Charge, author: str | None) -> bool:
    """Is it told of another than the author that it fired, with nobody of this incident harmed ("the group fired 140 rockets on
    Friday")? Not in one breath with the author.
    """
    other = author is not None and charge.actor.actor not in {author, ANYBODY} and charge.stance == "asserted"
    beside = any(c.actor.actor == author for c in fact.charges)
    return other and charge.rule in DEEDS and not beside and not fact.own

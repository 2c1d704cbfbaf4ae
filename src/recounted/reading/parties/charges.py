"""Charges: what is said of a party's part in the harm, and who "we" are when a speaker tells of its own side.

In: actor phrases and the Voice of a speaker. Out: Charges, and the party that a speaker belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from recounted.model import Attribution as Manner
from recounted.model import SpeakerKind, Stance
from recounted.reading.parties.phrases import ActorPhrase, before_articles
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attributed
from recounted.reading.speakers.words import Voice
from recounted.reading.words.text import Tag

#: Tokens of a first name between an office and its bearer's name.
NAME_GAP = 2
#: Tokens between "no" and the attack that there was not ("no such Israeli strike").
NONE_GAP = 1
#: Tokens between an attack and the "there was not" behind it.
BEHIND_GAP = 3
#: Tokens between "denied" and a word of use, and from that to a weapon.
USE_GAP = 4
#: Tokens between "in retaliation for" and the attack that is answered.
ANSWER_GAP = 6
#: Speakers who may tell of their own attack.
FIGHTING = frozenset({"armed_force", "armed_group", "government"})
#: Speakers who do not answer for the forces of the state they are named by ("an Israeli rights group").
BYSTANDERS = frozenset({"ngo", "io_un", "witness", "hospital_medical", "emergency_service", "expert", "newspaper", "judiciary"})
#: Rules by which a party is told to have done something, whoever says so.
DEEDS = frozenset({"doer", "doer behind", "their attack", "attack of", "agent", "agent of a verb", "did not"})
#: The rule of who is said to be behind an attack.
AUTHOR = "author of the attack"
#: Rules of charges that stand only beside another one of the same party: alone, the words may speak of somebody else's attack.
NEED_SUPPORT = frozenset({"confirms the attack", "explains the attack", "denied for its government"})
#: The same, unless no other party is charged at all: an army that confirms an air strike or an operation speaks of its own.
NEED_NO_OTHER = "confirms an operation"


@dataclass(slots=True)
class Charge:
    """An actor with a stance; tokens i to j are the words. ``voice`` None: the reporter's own."""

    actor: ActorPhrase
    stance: Stance
    voice: Voice | None
    attribution: Manner
    rule: str
    i: int
    j: int


def belongs_to(view: View, actor: ActorPhrase) -> bool:
    """Is it only whose offshoot or ally the one told of is ("a splinter group of | the X")?"""
    return view.ending(before_articles(view, actor.i), "grammar", "belongs") is not None


def own_party(actors: list[ActorPhrase], voice: Voice) -> ActorPhrase | None:
    """The party that a speaker belongs to, as an actor phrase over the speaker's own words."""
    inside = next((a for a in actors if voice.i <= a.i and a.j <= voice.j), None)
    whole = next((a for a in actors if a.i < voice.i and voice.j <= a.j), None)  # « la coalition menée par | Riyad » dément
    inside = whole or inside
    if inside and inside.kind != "opponent" and not (inside.general and voice.side):
        return inside
    if voice.side:
        return ActorPhrase(voice.i, voice.j, voice.army or voice.side, "state", None)
    if voice.kind == "armed_force" and voice.home:  # "a military spokesman": of the army of the country told of
        return ActorPhrase(voice.i, voice.j, voice.home, "state", None)
    return None


def none_such(view: View, actors: list[ActorPhrase], charge: Charge, voice: Voice | None) -> Charge | None:
    """ "No Israeli strike was made there, the Israeli army said": a denial by that party's speaker, and of others no charge.

    ``voice``: who says the words.
    """
    if not _none(view, charge) or charge.stance == "denied":
        return charge
    own = own_party(actors, voice) if voice else None
    if own is None or own.actor != charge.actor.actor:
        return None
    return replace(charge, stance="denied", voice=voice, attribution="denial", rule="says there was none")


def _none(view: View, charge: Charge) -> bool:
    """Is it an attack that there was not ("no strike", «российских ударов | не было», لم تسجل | أي | غارة)?"""
    if any(a.rule == "zero" and 0 <= charge.i - a.j <= NONE_GAP for a in view.amounts):
        return True
    start = max((k + 1 for k in range(view.i, charge.i) if k in view.hard or view.norm(k) == ","), default=view.sentence.body)
    if view.is_word(charge.i - 1, "any"):
        return view.has(start, charge.i, "grammar", "negation")
    behind = any(a.rule == "zero" and 0 <= a.i - charge.j <= BEHIND_GAP for a in view.amounts)
    return behind and charge.i == start and charge.rule in {"their attack", "attack of"}


def questioned(view: View, charge: Charge) -> Charge:
    """ "It is unclear whether X fired", "no evidence that X fired": what is only asked is said by nobody. "There were claims that
    X fired": the report does not say so itself.
    """
    told = charge.stance == "asserted" or (charge.stance == "accused" and charge.rule in {*DEEDS, AUTHOR})
    if not told:
        return charge
    start = max((k + 1 for k in range(view.i, charge.i) if k in view.hard or view.norm(k) == ","), default=view.i)
    cues = [t for t in view.tags("cue") if start < t.j <= charge.j and (t.slot == "forms" or t.i == start)]
    if any(t.value == "asks" for t in cues):
        return replace(charge, stance="accused", voice=None, attribution="unconfirmed")
    if charge.stance == "asserted" and any(t.value == "claims" for t in cues):
        return replace(charge, stance="accused", attribution="hearsay")
    return charge


def tells_of_another(view: View, charge: Charge) -> bool:
    """Is it no charge of this attack: what was looked into, or what the attack is said to answer?"""
    return _looked_into(view, charge) or _is_answered(view, charge)


def _looked_into(view: View, charge: Charge) -> bool:
    """ "Said it was looking into | reports that its strike", "did not rule out | that its men": does a party only speak of what
    others say of it, or of what may be?
    """
    if charge.stance != "admitted" or charge.voice is None or charge.voice.j > charge.i:
        return False
    cues = view.inside(charge.voice.j, charge.i, "cue")
    return any(t.value == "looked_into" or view.has(t.i, t.j, "grammar", "negation") for t in cues)


def _is_answered(view: View, charge: Charge) -> bool:
    """ "In retaliation for | Ukrainian strikes": what an attack answers was another attack. Not where its own harm is told."""
    if charge.stance not in {"asserted", "accused"} or charge.actor.foe:
        return False
    cues = sorted((*view.tags("cue", "answers"), *view.tags("cue", "explains")), key=attrgetter("j"))
    cue = next((t for t in reversed(cues) if t.j <= charge.i), None)
    if cue is None or charge.i - cue.j > ANSWER_GAP or view.has(cue.j, charge.i, "grammar", "clause"):
        return False
    apart = any(k in view.hard or view.norm(k) == "," for k in range(cue.j, charge.i))
    return not apart and not view.has(charge.j, view.j, "harm")


def of_the_accused(view: View, actors: Sequence[ActorPhrase], voice: Voice, cue: Tag) -> ActorPhrase | None:
    """«Россию | обвинили в ударе»: a mere country before "they accused" is whom they accuse: one country is no subject of
    a verb of many.
    """
    many = view.text.pack.endings("plural_past_endings")
    country = next((a for a in actors if voice.i <= a.i and a.j == voice.j and a.bare and a.j - a.i == 1), None)
    if country is None or not many or voice.j != cue.i or not view.norm(cue.j - 1).endswith(many):
        return None
    several = view.ending(voice.i, "grammar", "conjunction") or view.tokens[country.i].printed.isupper()  # США
    return None if several or voice.j - voice.i > 1 else country


def is_negated(view: View, k: int) -> bool:
    """«российская авиация | в этом районе не работала»: does the clause say "not" behind token k?"""
    end = next((m for m in range(k, view.j) if m in view.hard or view.norm(m) == ","), view.j)
    return view.has(k, end, "grammar", "negation")


def denies_use(view: View, cue: Tag) -> bool:
    """ "Hamas denied | using the school for military purposes": a denial of no attack. Not: denied using cluster bombs."""
    use = next((k for k in range(cue.j, cue.j + USE_GAP) if view.is_word(k, "use")), None)
    place = use is None and view.text.pack.option("participle_last") and _closes_in_use(view, cue)
    return place or (use is not None and not any(use < t.i <= use + USE_GAP for t in view.tags("weapon")))


def _closes_in_use(view: View, cue: Tag) -> bool:
    """„bestreitet, die Schule militärisch zu | nutzen“: the verb of use closes the clause."""
    use = next((k for k in range(cue.j, view.j) if view.is_word(k, "use")), None)
    return use is not None and not view.has(cue.j, use, "weapon") and not view.has(cue.j, use, "attack")


def itself(view: View, actor: ActorPhrase, kind: SpeakerKind = "armed_group") -> Voice:
    """The party as the one who says so."""
    return Voice(actor.i, actor.j, None, view.text.words(actor.i, actor.j), kind, actor.actor)


def same_words(actor: ActorPhrase, voice: Voice | None) -> bool:
    """Is the party named in the speaker's own phrase, or is the leader's name right behind the office that speaks?"""
    if voice is None:
        return False
    called = actor.kind == "head" and actor.bare and voice.role is not None and 0 <= actor.i - voice.j <= NAME_GAP
    return called or voice.meets(actor.i, actor.j)


def is_denied(said: list[Attributed], actor: ActorPhrase) -> bool:
    """ "denied reports that | X's warplanes bombed": is a denial the last that was said before the party?"""
    before = [a for a in said if a.cue.j <= actor.i < a.j]
    last = max(before, key=lambda a: a.cue.j, default=None)
    return last is not None and last.value == "deny" and not same_words(actor, last.voice)


def is_source(actor: ActorPhrase, said: list[Attributed]) -> bool:
    """Does the party only speak, behind "according to"?"""
    return any(one.value in {"according", "citing"} and same_words(actor, one.voice) for one in said)


def supported(rows: list[list[Charge]]) -> list[list[Charge]]:
    """The charges of a report, without those that need another one of the same party and have none."""
    named = {c.actor.actor for row in rows for c in row if c.rule not in {*NEED_SUPPORT, NEED_NO_OTHER} and c.stance != "denied"}

    def stands(charge: Charge) -> bool:
        if charge.rule == NEED_NO_OTHER and not named:
            return True
        return charge.rule not in {*NEED_SUPPORT, NEED_NO_OTHER} or charge.actor.actor in named

    return [[c for c in row if stands(c)] for row in rows]

"""Behind: who is said to be behind an attack, in words about the attack or the attackers, and who is named in one breath.

In: a View, its parties and a cue ("attributed to", "is behind", "the bomber belonged to"). Out: Charges.
"""

from __future__ import annotations

from collections.abc import Iterator

from recounted.model import Attribution as Manner
from recounted.model import Stance
from recounted.reading.parties.charges import AUTHOR, Charge, itself, same_words
from recounted.reading.parties.phrases import ActorPhrase
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attribution
from recounted.reading.speakers.memory import Memory
from recounted.reading.speakers.names import voice_after, voice_before
from recounted.reading.speakers.subjects import OBJECT_REACH
from recounted.reading.speakers.words import Voice, describe
from recounted.reading.words.text import Tag

#: Tokens between a word of suspicion and the actor ("sans doute sous les coups de forces …").
SUSPECT_GAP = 7
#: Tokens between "is behind the attack" and the party, and before it in which a "not" denies it.
AUTHOR_GAP, NEGATION_GAP = 3, 3
#: Tokens of a source between the two („steckt nach Angaben des Ministers die PKK“).
SOURCE_GAP = 6
#: Tokens between "is behind" and the attack, and from "behind" to the verb where the attack comes first.
ATTACK_GAP, DONE_GAP = 6, 10
#: Tokens of what a second party is called, between "and" and its name.
JOINED_GAP = 3
#: Tokens between an attacker and "belonged to" ("the bomber, a former soldier from X, was a member of").
MEMBER_GAP = 8


def attributed(view: View, actors: list[ActorPhrase], attribution: Attribution, cue: Tag) -> Iterator[Charge]:
    """The attack was attributed to Y · X attributed it to Y · attribuée par X à Y."""
    voice, _ = attribution.speaker(view.sentence.index, cue.i)
    by = view.at(cue.j, "grammar", "by")
    if by:
        voice = voice_after(view, by.j, Memory()) or voice
    elif view.ending(cue.i, "grammar", "have"):  # « que el ministerio ha atribuido a las RSF, según la agencia »
        voice = voice_before(view, cue.i, Memory()) or voice
    elif voice is None and not view.ending(cue.i, "grammar", "be") and not view.text.pack.option("participle_last"):
        voice = voice_before(view, cue.i, Memory())
        voice = voice or _attributor(view, actors, cue)
    others = [a for a in actors if not (voice and same_words(a, voice))]
    actor = next(
        (a for a in others if cue.j <= a.i <= cue.j + OBJECT_REACH and not view.has(cue.j, a.i, "grammar", "clause")), None
    )
    if actor is None and view.text.pack.option("participle_last"):  # „wird der PKK zugeschrieben“
        actor = next((a for a in reversed(others) if 0 <= cue.i - a.j <= 2), None)
    behind = view.at(actor.j, "grammar", "by") if actor and voice is None else None  # « imputée à X | par Y »
    voice = voice_after(view, behind.j, Memory()) if behind else voice
    if actor:
        manner: Manner = "accusation" if voice else "suspicion"
        yield Charge(actor, "accused", voice, manner, "attributed", min(cue.i, actor.i), max(cue.j, actor.j))


def _attributor(view: View, actors: list[ActorPhrase], cue: Tag) -> Voice | None:
    """نسبته الحكومة | إلى X: where verbs come first, who attributes it stands between the verb and the party."""
    party = next((a for a in actors if a.kind in {"group", "state"} and cue.j < a.i <= cue.j + OBJECT_REACH), None)
    if party is None or not view.text.pack.option("verb_first") or not view.over(cue.j, "speaker"):
        return None
    end = party.i
    while end > cue.j and (view.over(end - 1, "grammar") or view.over(end - 1, "spatial")):
        end -= 1
    return describe(view, cue.j, end) if end < party.i else None


def authors(view: View, actors: list[ActorPhrase], attribution: Attribution, cue: Tag) -> Iterator[Charge]:
    """X is behind the attack · за взрывом стоит X: the party on the side that the cue's slot says."""
    voice, one = attribution.speaker(view.sentence.index, cue.i)
    denied = any(view.over(k, "grammar", "negation") for k in range(cue.i - NEGATION_GAP, cue.i))
    if denied or (one is not None and one.value == "deny"):
        return
    reach = AUTHOR_GAP + (SOURCE_GAP if view.at(cue.j, "cue", "according") else 0)
    behind = [a for a in actors if cue.slot != "after" and cue.i <= a.i <= cue.j + reach and a.j > cue.j]  # "was a | member of X"
    behind = [a for a in behind if not view.has(cue.i, a.i, "grammar", "negation")]  # „gehörte | nicht zur PKK“
    behind = [a for a in behind if not view.has(cue.j, a.i, "grammar", "by")]  # « los autores son buscados por X »
    before = [a for a in reversed(actors) if cue.slot != "before" and 0 <= cue.i - a.j <= AUTHOR_GAP]
    first = next((a for a in behind or before if not same_words(a, voice)), None)
    if first is None:
        return
    window = (max(view.i, cue.i - SUSPECT_GAP), min(view.j, cue.j + AUTHOR_GAP))
    hearsay, suspected = (view.has(*window, "cue", value) for value in ("hearsay", "suspect"))
    hearsay = hearsay or any(view.is_word(k, "is_said_to") for k in range(cue.i, cue.j))  # « dietro l'attacco ci | sarebbe »
    suspected = suspected or cue.value == "suspected_author"
    unsaid: Manner = "hearsay" if hearsay else "suspicion" if suspected else "reporter_voice"
    stance: Stance = "accused" if voice or unsaid != "reporter_voice" else "asserted"
    linked = [a for a in actors if not behind and a.j < first.i and any(x is first for x in joined(view, actors, a))]
    for party in (first, *joined(view, actors, first), *linked):
        i, j = min(cue.i, party.i), max(cue.j, party.j)
        yield Charge(party, stance, voice, "accusation" if voice else unsaid, AUTHOR, i, j)


def mutual(view: View, actors: list[ActorPhrase]) -> Iterator[Charge]:
    """A and B accused each other: two accusations."""
    cue = next(iter(view.tags("cue", "reciprocal")), None)
    if cue is None or not (view.tags("cue", "accuse") or view.is_word(cue.i, "mutual_blame")):
        return
    pair = [a for a in actors if a.j <= cue.i][-2:]
    if len(pair) == 2 and pair[0].actor != pair[1].actor:
        for accuser, accused in (pair, pair[::-1]):
            yield Charge(
                accused, "accused", itself(view, accuser, "government"), "accusation", "accused each other", pair[0].i, cue.j
            )


def of_the_attackers(view: View, cue: Tag) -> bool:
    """Are they attackers who are said to be of a group ("the bomber | belonged to"), not those who came to harm?"""
    return any(0 <= cue.i - t.j <= MEMBER_GAP and not view.broken(t.j, cue.i) for t in view.tags("cue", "attacker"))


def of_an_attack(view: View, cue: Tag) -> bool:
    """Is it an attack that a party stands behind ("was behind | the Easter market bombing", "were behind | it")?"""
    if view.over(cue.j, "grammar", "pronoun") or cue.j >= view.j or view.tokens[cue.j].kind == "punct":
        return True  # "said X was | responsible."
    for k in range(cue.j, min(cue.j + ATTACK_GAP, view.j)):
        if (
            view.at(k, "attack", slots=("noun",))
            or view.at(k, "harm", slots=("event",))
            or view.at(k, "weapon", slots=("forms",))
        ):
            return True
        if view.is_word(k, "behind"):  # يقف الجيش | وراء | قصف المستشفى
            return view.has(k + 1, k + ATTACK_GAP, "attack") or view.has(k + 1, k + ATTACK_GAP, "harm")
        if view.tokens[k].kind == "punct" or view.over(k, "grammar", "clause"):
            break
        if view.over(k, "actor") and not view.text.pack.option("verb_first"):
            break
    return _told_before(view, cue)


def _told_before(view: View, cue: Tag) -> bool:
    """«За обстрелом больницы | стоит X», „Hinter dem Anschlag auf die Schule | steckt X“: does the attack open the clause?"""
    for k in range(cue.i - 1, max(view.i, cue.i - DONE_GAP) - 1, -1):
        if view.tokens[k].kind == "punct" or view.over(k, "cue", "say"):
            return False
        if view.is_word(k, "behind"):
            return any(view.has(k + 1, cue.i, *what) for what in (("attack",), ("harm",)))
    return False


def joined(view: View, actors: list[ActorPhrase], first: ActorPhrase) -> Iterator[ActorPhrase]:
    """Parties named in one breath with the first ("accused Russia, Belarus and Iran of …"), but for one that goes on to speak."""
    listed: list[ActorPhrase] = []
    for after in actors:
        last = listed[-1] if listed else first
        link = view.at(last.j, "grammar", "conjunction")
        start = link.j if link else last.j + 1
        if not (link or view.norm(last.j) == ",") or not start <= after.i <= start + JOINED_GAP or _speaks(view, after):
            continue
        if all(_qualifies(view, k) for k in range(start, after.i)):
            listed.append(after)
            if link:  # behind a comma only as part of a list that "and" closes
                yield from listed
                first, listed = after, []


def _speaks(view: View, actor: ActorPhrase) -> bool:
    cues = [t for k in range(actor.j, actor.j + 3) for t in view.tags("cue") if t.i == k]
    return view.norm(actor.j) != "," and any(t.value in {"say", "accuse", "deny"} for t in cues)


def _qualifies(view: View, k: int) -> bool:
    """May the word stand before the second of two parties ("Russia and | the extremist | X group")?"""
    if view.over(k, "grammar", "article") or view.over(k, "grammar", "of"):
        return True
    return view.tokens[k].kind == "word" and not view.tokens[k].capital and not view.on(k)

"""Own words: what a party says of its own part in the harm. It claims it, confirms it, justifies it, or says it did nothing.

In: a View, its parties and an Attribution whose speaker may belong to one of them. Out: Charges, admitted or denied.
"""

from __future__ import annotations

from collections.abc import Iterator

from recounted.reading.parties.behind import of_an_attack
from recounted.reading.parties.charges import FIGHTING, NEED_NO_OTHER, Charge, belongs_to, denies_use, own_party
from recounted.reading.parties.claimed import own_loss
from recounted.reading.parties.insertions import TAKING, act_at
from recounted.reading.parties.objects import is_none
from recounted.reading.parties.phrases import ActorPhrase
from recounted.reading.sentences.view import QUOTE_MARKS, View
from recounted.reading.speakers.attributed import Attributed, Attribution
from recounted.reading.words.text import Tag

#: Tokens between "confirmed" and the attack, and between the attack and another party that made it.
OBJECT_GAP, MAKER_GAP = 4, 6
#: Tokens behind "the target was" in which stands who is meant, and at whom an attack is aimed by its author's own words.
AIM_GAP, ARMED = 4, frozenset({"fighter", "soldier", "people", "man"})
#: Tokens from where an own statement begins to its "not", and from there to the verb.
NOT_GAP, ACT_GAP = 3, 3
#: The same where the participle closes the clause.
CLOSING_GAP = 12


def admitted(view: View, actors: list[ActorPhrase], one: Attributed) -> Iterator[Charge]:
    """X claimed responsibility."""
    if view.at(one.cue.i, "cue", "no_claim") or view.has(max(view.i, one.cue.i - 4), one.cue.i, "grammar", "negation"):
        return
    if own_loss(view, one.cue) or is_none(view, one.cue.j) or _of_something_else(view, one.cue):
        return
    if view.has(one.cue.i, one.cue.j, "grammar", "negation") or _of_no_deed(view, one.cue.j):
        return
    if view.over(one.voice.i, "grammar", "negation"):  # „Weder X noch Y | bekannten sich“
        return
    named = [a for a in actors if one.voice.i <= a.i and a.j <= one.voice.j and a.kind == "group" and not a.general]
    within = [a for a in named if not belongs_to(view, a)]
    own = own_party(within or actors, one.voice)  # "the group, linked to | al-Qaeda, claimed"
    for party in within if len(within) > 1 else [own] if own else []:  # "Both X and Y claimed the attack"
        yield Charge(party, "admitted", one.voice, "self_claim", "claimed responsibility", min(one.voice.i, one.cue.i), one.cue.j)


def _of_something_else(view: View, cue: Tag) -> bool:
    """ "Took credit for | a rescue", "said it was responsible | for the safety of its citizens": of what is no attack."""
    if any(view.is_word(k, "answerable") for k in range(cue.i, cue.j)):
        return not of_an_attack(view, cue)
    return any(view.is_word(k, "peaceable") for k in range(cue.j, cue.j + OBJECT_GAP))


def _of_no_deed(view: View, k: int) -> bool:
    """ "admitted | that »we showed weakness«", "that | twelve had died": what is owned up to is no deed of the speaker."""
    if not view.is_word(k, "that"):
        return False
    end = next((m for m in range(k, view.j) if m in view.hard), view.j)
    died = any(t.slot == "intransitive" for t in view.inside(k, end, "harm")) and not view.has(k, end, "grammar", "possessive")
    return died or not any(view.has(k, end, category) for category in ("attack", "harm", "weapon", "force"))


def own_words(view: View, actors: list[ActorPhrase], one: Attributed, attribution: Attribution) -> Iterator[Charge]:
    """What a speaker who fights says of its own side behind a verb of saying."""
    if one.value == "deny":
        return
    own = own_party(actors, one.voice)
    if own is None or not (one.voice.kind in FIGHTING or own.kind == "group"):
        return
    yield from _justified(view, actors, own, one, attribution)
    yield from _explained(view, actors, own, one, attribution)
    if one.value not in {"say", "figure"}:
        return
    if view.text.pack.option("participle_last"):
        yield from _own_infinitive(view, own, one)
    else:
        yield from _own_clause(view, actors, own, one)
    yield from _own_attack(view, actors, own, one, attribution)
    yield from _confirmed(view, actors, own, one)
    yield from _did_nothing(view, own, one, attribution)
    yield from _denies(view, actors, own, one, attribution)


def _own_infinitive(view: View, own: ActorPhrase, one: Attributed) -> Iterator[Charge]:
    """X teilte mit, eine Stellung angegriffen zu haben: the speaker's own deed."""
    for act in (*view.tags("attack"), *view.tags("harm")):
        infinitive = act.slot in {"participle", "verb"} and view.is_word(act.j, "to") and view.at(act.j + 1, "grammar", "have")
        if infinitive and act.i >= one.cue.j and not view.has(one.cue.j, act.i, "grammar", "negation"):
            yield Charge(own, "admitted", one.voice, "self_claim", "says it did", act.i, act.j + 2)


def _own_clause(view: View, actors: list[ActorPhrase], own: ActorPhrase, one: Attributed) -> Iterator[Charge]:
    """«армия заявила, что нанесла удар»: the verb behind "that" is the speaker's deed, and so is an arrest that it announces."""
    k = _opens(view, one)
    k += view.norm(k) == ","
    k = next((d.j for d in view.dates if d.i in {k, k + view.over(k, "spatial")}), k)  # «признало | в понедельник |, что»
    k += view.norm(k) == ","
    act = None
    if view.is_word(k, "that"):
        act = view.at(k + 1, "attack", slots=("verb",)) or view.at(k + 1, "harm", slots=("verb",))
    if act and (any(a.i == act.j for a in actors) or _object_first(view, act)):
        return  # «что огонь открыли | войска X», no deed of the speaker
    act = act or _had_done(view, k)
    taking = (view.at(m, "harm", slots=("event",)) for m in (k, k + 1))  # أعلنت X (عن) اعتقال NAME
    act = act or next((t for t in taking if t and t.value in TAKING), None)
    if act and not any(view.at(n, "cue", "not_us") for n in range(act.i, act.j + 1)):  # "that it hits | only military targets"
        yield Charge(own, "admitted", one.voice, "self_claim", "says it did", act.i, act.j)


def _object_first(view: View, act: Tag) -> bool:
    """Does an act begin with its object («огонь | открыли»), so that its subject stands behind it?"""
    return (
        act.j - act.i > 1 and view.text.pack.option("subject_behind") is True and bool(view.at(act.i, "attack", slots=("noun",)))
    )


def _had_done(view: View, k: int) -> Tag | None:
    """« que había atacado », « qu'elle avait bombardé », "to have destroyed": the participle behind the auxiliary."""
    have = next((t for n in range(k + 1, k + 3) if (t := view.at(n, "grammar", "have"))), None)
    if have is None or not (view.is_word(k, "that", "to") or _small(view, k)):
        return None
    if not all(_small(view, n) or view.over(n, "grammar", "pronoun") for n in range(k + 1, have.i)):
        return None
    return view.at(have.j, "attack", slots=("participle",)) or view.at(have.j, "harm", slots=("participle",))


def _opens(view: View, one: Attributed) -> int:
    """The token at which begins what is said behind a verb and its speaker."""
    return max(one.cue.j, one.voice.j) if one.voice.i <= one.cue.j + OBJECT_GAP else one.cue.j


def _confirmed(view: View, actors: list[ActorPhrase], own: ActorPhrase, one: Attributed) -> Iterator[Charge]:
    """The army confirmed a strike: its own, if it is charged with one and no other party is named as its author."""
    if not any(view.is_word(k, "confirms") for k in range(one.cue.i, one.cue.j)):
        return
    start = _opens(view, one)
    for k in range(start, min(start + OBJECT_GAP, view.j)):
        operation = view.is_word(k, "operation") or view.at(k, "weapon", "airstrike")
        noun = (
            view.at(k, "attack", slots=("noun",)) or view.at(k, "weapon") or (next(iter(view.on(k)), None) if operation else None)
        )
        stops = view.tokens[k].kind == "punct" and view.norm(k) not in QUOTE_MARKS
        if (noun is None and stops) or view.over(k, "grammar", "negation"):
            return
        if noun:
            others = _another_party(actors, own, start, noun.j + MAKER_GAP + 1)
            if not others and view.at(noun.j, "grammar", "by") is None:
                foreign = one.voice.kind == "armed_force" or own.actor != one.voice.home
                rule = NEED_NO_OTHER if operation and foreign else "confirms the attack"
                yield Charge(own, "admitted", one.voice, "self_claim", rule, one.cue.i, max(noun.j, one.voice.j))
            return


def _justified(
    view: View, actors: list[ActorPhrase], own: ActorPhrase, one: Attributed, attribution: Attribution
) -> Iterator[Charge]:
    """The coalition called the strike a legitimate operation: words by which only its author speaks of an attack."""
    for tag in (t for t in view.tags("cue", "justifies") if not _of_something_else(view, t)):
        if one.value == "accuse" and _another_party(actors, own, one.cue.i, tag.i):
            return  # „warf X vor, einen gezielten Angriff verübt zu haben“
        if _says(view, one, attribution, tag.i) and tag.i >= one.cue.i:
            yield Charge(own, "admitted", one.voice, "self_claim", "justifies the attack", tag.i, tag.j)
            return


def _explained(
    view: View, actors: list[ActorPhrase], own: ActorPhrase, one: Attributed, attribution: Attribution
) -> Iterator[Charge]:
    """ "The target was a meeting of officers", "it was struck by mistake": what its author alone says of an attack."""
    for tag in view.tags("cue", "explains"):
        behind = range(tag.j, tag.j + AIM_GAP)
        civil = any(t.value not in ARMED for k in behind for t in view.on(k) if t.category == "people")
        others = _another_party([a for a in actors if a.kind != "own"], own, one.cue.j, tag.i)
        if _says(view, one, attribution, tag.i) and not (civil or others or view.over(tag.i - 1, "grammar", "negation")):
            yield Charge(own, "admitted", one.voice, "self_claim", "explains the attack", tag.i, tag.j)
            return


def _own_attack(
    view: View, actors: list[ActorPhrase], own: ActorPhrase, one: Attributed, attribution: Attribution
) -> Iterator[Charge]:
    """ "40 officers had been killed by its strike": an attack that the speaker calls its own."""
    for owner in view.tags("grammar", "possessive"):
        noun = view.at(owner.j, "attack", slots=("noun",)) if owner.i >= one.cue.j else None
        if (
            noun
            and not _another_party(actors, own, one.cue.j, owner.i)
            and _says(view, one, attribution, owner.i)
            and not view.is_word(noun.i, "no_deed")
        ):
            yield Charge(own, "admitted", one.voice, "self_claim", "its own attack", owner.i, noun.j)
            return


def _another_party(actors: list[ActorPhrase], own: ActorPhrase, i: int, j: int) -> bool:
    """Is a party other than the speaker's own named from token i on, before token j?"""
    return any(i <= a.i < j and a.actor != own.actor for a in actors)


def _says(view: View, one: Attributed, attribution: Attribution, k: int) -> bool:
    voice, cue = attribution.speaker(view.sentence.index, k)
    return cue is one or (voice is not None and voice.label == one.voice.label)


def _denies(
    view: View, actors: list[ActorPhrase], own: ActorPhrase, one: Attributed, attribution: Attribution
) -> Iterator[Charge]:
    """X said its forces "deny their responsibility": a denial within what a party's speaker says."""
    cues = {a.cue.i for a in attribution.by_sentence[view.sentence.index]}
    for tag in view.tags("cue", "deny"):
        theirs = attribution.speaker(view.sentence.index, tag.i)[0] is one.voice and not denies_use(view, tag)
        behind = tag.i >= max(one.cue.j, one.voice.j) or tag.j <= min(one.cue.i, one.voice.i)
        if behind and tag.i not in cues and theirs and not _another_party(actors, own, one.cue.j, tag.i):
            yield Charge(own, "denied", one.voice, "denial", "denied for itself", tag.i, tag.j)
            return


def _did_nothing(view: View, own: ActorPhrase, one: Attributed, attribution: Attribution) -> Iterator[Charge]:
    """« aseguró que no abrió fuego », « assure ne pas avoir tiré », „sie habe nicht geschossen“: no subject but the speaker."""
    quoted = (k for k in range(view.i, view.j - 1) if view.norm(k) in QUOTE_MARKS and _says(view, one, attribution, k + 1))
    for k in (_opens(view, one), *quoted):
        if (charge := _denial_at(view, own, one, k)) is not None:
            yield charge
            return


def _denial_at(view: View, own: ActorPhrase, one: Attributed, k: int) -> Charge | None:
    while k < view.j and (view.norm(k) in {",", ":", *QUOTE_MARKS} or _links(view, k)):
        k += 1
    denies = next((t for n in range(k, k + NOT_GAP) if (t := view.at(n, "cue", "not_us"))), None)
    if denies and all(_small(view, n) or act_at(view, n) for n in range(k, denies.i)):
        return Charge(own, "denied", one.voice, "denial", "says it did not", denies.i, denies.j)
    negation = next((t for n in range(k, k + NOT_GAP) if (t := view.at(n, "grammar", "negation"))), None)
    if negation is None or any(not _small(view, n) for n in range(k, negation.i)):
        return None
    act = _act_behind(view, negation.j)
    return Charge(own, "denied", one.voice, "denial", "says it did not", negation.i, act.j) if act else None


def _links(view: View, k: int) -> bool:
    return view.is_word(k, "that", "of_infinitive", "own_subject") and not view.over(k, "grammar", "negation")


def _small(view: View, k: int) -> bool:
    """Is it an auxiliary or a pronoun of the speaker's own ("that it | had not", „sie habe nicht“)?"""
    return view.is_word(k, "own_subject") or any(view.over(k, "grammar", v) for v in ("have", "clitic", "adverb", "negation"))


def _act_behind(view: View, k: int) -> Tag | None:
    """The act that a negation denies, with nothing but auxiliaries and small words between."""
    if view.text.pack.option("participle_last"):
        reach = range(k, min(k + CLOSING_GAP, view.j))
        return next((t for n in reach if (t := view.at(n, "attack", slots=("participle",)))), None)
    for n in range(k, min(k + ACT_GAP, view.j)):
        if act := act_at(view, n):
            return act
        if not view.over(n, "grammar"):
            return None
    return None

"""Responsibility: who is said to have done it. Asserted, accused, denied, admitted: each a finding with its own speaker.

In: a View with its actors and attributions. Out: Charges. A denial is a charge of its own, never the absence of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from recounted.model import Attribution as Manner
from recounted.model import SpeakerKind, Stance
from recounted.reading.parties.behind import SUSPECT_GAP, attributed, authors, joined, mutual, of_an_attack, of_the_attackers
from recounted.reading.parties.by import of_before
from recounted.reading.parties.charges import (
    BYSTANDERS,
    NEED_SUPPORT,
    Charge,
    denies_use,
    is_denied,
    is_negated,
    is_source,
    itself,
    none_such,
    of_the_accused,
    own_party,
    questioned,
    same_words,
    tells_of_another,
)
from recounted.reading.parties.claimed import by_its_own_account, claimed, claimed_alone, of_some
from recounted.reading.parties.deeds import VERB_GAP, is_verb
from recounted.reading.parties.insertions import INSERTED, past_brackets
from recounted.reading.parties.joint_deeds import deeds_of
from recounted.reading.parties.objects import whom_it_hit
from recounted.reading.parties.own_words import admitted, own_words
from recounted.reading.parties.phrases import ActorPhrase, Deed, before_articles
from recounted.reading.sentences.view import QUOTE_MARKS, View
from recounted.reading.speakers.attributed import Attributed, Attribution
from recounted.reading.speakers.clauses import of_the_speaker, tells_clause
from recounted.reading.speakers.memory import Memory
from recounted.reading.speakers.names import voice_after, voice_before
from recounted.reading.speakers.subjects import OBJECT_REACH
from recounted.reading.speakers.words import Voice
from recounted.reading.words.text import Tag

#: Tokens between "is attributed" and the party, a day and a preposition among them.
PASSIVE_GAP = 7
#: Tokens between "but" and the verb of a subject told before it.
LINK_GAP = 4
#: Tokens between a deed and words of habit on either side ("regularly shells the town").
HABIT_GAP = 4
#: Tokens between "a provocation" and "of" whom; between "reported" and the attack: an article.
HINT_GAP, REPORTED_GAP = 3, 1
#: Cues behind which a party is one that is spoken of anew ("denied it | and said that").
SAYS_MORE = frozenset({"say", "accuse", "figure", "pronoun_account"})
#: Tokens between "denied" and "that its men".
OWN_GAP = 3
#: Tokens between "disputed" and the figure that it speaks of.
FIGURE_GAP = 3


def find_charges(view: View, actors: list[ActorPhrase], attribution: Attribution) -> list[Charge]:
    """The charges of one sentence, in order; one actor phrase makes at most one charge."""
    used: set[int] = set()
    denied: set[int] = set()
    charges: list[Charge] = []
    actors = [a for a in actors if a.kind != "group_noun"]
    named = [a for a in actors if a.kind != "own"]
    theirs = [a for a in actors if a.kind == "own"]
    doers = [a for a in actors if not (a.kind == "head" and a.bare)]
    found = (*_by_cues(view, named, theirs, attribution), *_by_deeds(view, doers, attribution), *claimed_alone(view, named))
    for told in sorted(found, key=lambda c: c.rule in NEED_SUPPORT):  # what stands only beside another charge hides none
        charge = none_such(view, named, told, told.voice or attribution.speaker(view.sentence.index, told.i)[0])
        if charge is None or tells_of_another(view, charge):
            continue
        key = id(charge.actor)
        beside = key in denied and charge.stance == "accused"  # « imputé à X, qui nie »: both
        if charge.stance == "denied" or beside or key not in used:
            charges.append(questioned(view, charge))
            (denied if charge.stance == "denied" else used).add(key)
            used.add(key)
    return charges


# -------------------------------------------------------------------------------------------------- what is said of a party


def _by_cues(view: View, actors: list[ActorPhrase], theirs: list[ActorPhrase], attribution: Attribution) -> Iterator[Charge]:
    yield from mutual(view, actors)
    for one in attribution.by_sentence[view.sentence.index]:
        if one.value == "accuse":
            yield from _accused(view, actors, one)
        elif one.value == "deny":
            yield from _denied(view, actors, theirs, one)
        elif one.value == "hint":
            yield from _accused(view, actors, one, rule="hinted")
        elif one.value == "admit":
            yield from admitted(view, actors, one)
        yield from own_words(view, actors, one, attribution)
    for tag in view.tags("cue"):
        if tag.value == "attributed":
            yield from attributed(view, actors, attribution, tag)
        told = tag.value in {"author", "suspected_author"} or (tag.value == "stands_behind" and of_an_attack(view, tag))
        # "the group, linked to X, said it was behind it" is an admission, and X not who makes it
        if told and not any(a.i < tag.i < a.j for a in view.tags("cue", "admit")):
            yield from authors(view, actors, attribution, tag)
        if tag.value == "member" and of_the_attackers(view, tag):
            yield from authors(view, [a for a in actors if a.kind == "group"], attribution, tag)
        if tag.value in {"hint", "deny", "accuse", "admit"} and not any(
            a.cue.i == tag.i for a in attribution.by_sentence[view.sentence.index]
        ):
            yield from _loose(view, actors, attribution, tag)


def _accused(view: View, actors: list[ActorPhrase], one: Attributed, rule: str = "accused") -> Iterator[Charge]:
    """X accuses Y of … · X blamed Y · X met en cause Y."""
    found = sorted(_after(view, actors, one.cue), key=lambda a: a.kind in {"generic", "body", "opponent"})
    if rule == "hinted" and view.is_word(one.cue.j, "against"):
        return  # "a provocation | against Russia"
    if accused := of_the_accused(view, actors, one.voice, one.cue):
        yield Charge(accused, "accused", None, "suspicion", "accused by some", accused.i, one.cue.j)
        return
    if view.over(one.cue.i, "cue", "react"):  # "condemned the attack and stood by | Mali": only whom it names itself
        found = [a for a in found if all(view.over(k, "grammar", "article") for k in range(one.cue.j, a.i))]
    for actor in found:
        if actor.i >= one.cue.j and not same_words(actor, one.voice) and not _is_victim(view, actor):
            if _of_no_harm(view, max(actor.j, one.cue.j)):
                return
            for accused in (actor, *joined(view, actors, actor)):
                i, j = min(one.cue.i, accused.i), max(one.cue.j, accused.j)
                yield Charge(accused, "accused", one.voice, "accusation", rule, i, j)
            return


def _of_no_harm(view: View, k: int) -> bool:
    """ "Accused X of | using civilians as shields", „warf X vor, Hilfe zu | blockieren“: of something else than the attack."""
    what = next((m for m in range(k, min(k + OBJECT_REACH, view.j)) if view.is_word(m, "harmless")), None)
    acts = (t for category in ("harm", "attack", "weapon") for t in view.inside(k, what or k, category))
    return what is not None and all(t.value == "use" for t in acts)


def _is_victim(view: View, actor: ActorPhrase) -> bool:
    """Condemned the killings of | police officers: to whom it was done."""
    return view.ending(before_articles(view, actor.i), "harm", slots=("event",)) is not None


def _denied(view: View, actors: list[ActorPhrase], men: list[ActorPhrase], one: Attributed) -> Iterator[Charge]:
    """X denied that Y's forces were responsible · that | its men | were · which X denies (X's own side). Not: X disputed the
    number of the dead.
    """
    if denies_use(view, one.cue) or any(view.is_word(k, "figure_noun") for k in range(one.cue.j, one.cue.j + FIGURE_GAP)):
        return
    if view.is_word(before_articles(view, one.voice.i) - 1, "figure_noun"):  # "a figure | the junta | dismissed as fabricated"
        return
    own = own_party(actors, one.voice)
    their_men = any(one.cue.j <= a.i <= one.cue.j + OWN_GAP for a in men)
    others = () if their_men or _of_itself(view, one.cue) else _after(view, actors, one.cue)
    for actor in others:
        if actor.i >= one.j:
            break
        if _accuses(view, actor):
            continue
        if not (same_words(actor, one.voice) or _blames(view, one.cue.j, actor.i) or of_the_speaker(view, one, actor.j)):
            theirs = actor.general and own is not None and own.kind == "state"  # "Turkey's minister denied that the military …"
            party = own if own and theirs else actor
            yield Charge(party, "denied", one.voice, "denial", "denied", one.cue.i, max(one.cue.j, actor.j))
            return
    if own:
        i, j = min(one.voice.i, one.cue.i), max(one.voice.j, one.cue.j)
        rule = "denied for its government" if own.kind == "head" and not own.country else "denied for itself"
        beside = [a for a in actors if a.i != own.i and one.voice.i <= a.i and a.j <= one.voice.j]
        both = [a for a in beside if _and(view, *sorted((a, own), key=attrgetter("i")))]
        for party in (own, *both):  # « l'armée et X | ont nié »
            yield Charge(party, "denied", one.voice, "denial", rule, i, j)


def _and(view: View, first: ActorPhrase, second: ActorPhrase) -> bool:
    """Are two parties named in one breath (« l'armée | et le | X »)?"""
    link = view.at(first.j, "grammar", "conjunction")
    return link is not None and all(view.over(k, "grammar", "article") for k in range(link.j, second.i))


def _accuses(view: View, actor: ActorPhrase) -> bool:
    """« rejette les accusations | de X »: whose accusations are denied."""
    if view.text.pack.option("genitive_author"):
        return view.is_word(actor.i - 1, "accusations")  # «отвергает обвинения | Баку»
    of = of_before(view, actor.i)
    return of is not None and view.is_word(of.i - 1, "accusations")


def _of_itself(view: View, cue: Tag) -> bool:
    """ "Denied | that it | was involved in …": is the speaker itself the subject of what is denied?"""
    k = cue.j + view.is_word(cue.j, "that")
    return view.is_word(k, "own_subject") or (view.is_word(cue.j - 1, "own_subject") and cue.j - cue.i > 1)


def _loose(view: View, actors: list[ActorPhrase], attribution: Attribution, cue: Tag) -> Iterator[Charge]:
    """A cue without a subject of its own, inside what somebody says ("X said the army does not aim at homes")."""
    voice, _ = attribution.speaker(view.sentence.index, cue.i)
    if cue.value == "accuse":
        by = view.at(cue.j, "grammar", "by")
        if by:
            voice = voice_after(view, by.j, Memory()) or voice
        acting = view.norm(cue.i).endswith(view.text.pack.endings("participle_endings") or "\0")  # "are | accusing | X"
        be = view.ending(cue.i, "grammar", "be")
        passive = by or (be and not acting)
        voice = voice_before(view, be.i, Memory()) if acting and be else voice
        near = [a for a in actors if (0 < cue.i - a.j <= VERB_GAP if passive else 0 <= a.i - cue.j <= 4)]
        near = _past_insertion(view, actors, be.i - 1) if be and view.norm(be.i - 1) == "," else near
        near = [a for a in near if not (passive and whom_it_hit(view, a))]
        if near and passive and voice and voice.meets(near[0].i, near[0].j):  # « X, soutenu par Y, | est accusé »
            voice = None
        habit = passive and view.has(cue.j, min(view.j, cue.j + HABIT_GAP), "scope", "habit")  # "blamed for similar attacks"
        if near and not habit and not (voice and same_words(near[0], voice)):
            i, j = min(near[0].i, cue.i), max(near[0].j, cue.j)
            how: Manner = "accusation" if voice else "suspicion"
            yield Charge(near[0], "accused", voice, how, "is accused" if passive else "accused by some", i, j)
    elif cue.value == "hint" and voice:
        nearby = (a for a in actors if cue.i < a.i <= cue.j + HINT_GAP)  # «провокация | Киева»: also within the cue
        actor = next((a for a in nearby if all(_of_it(view, k) for k in range(cue.j, a.i))), None)
        if actor and not same_words(actor, voice):
            yield Charge(actor, "accused", voice, "accusation", "hinted", cue.i, max(cue.j, actor.j))
    elif cue.value == "admit":  # « la responsabilidad se atribuyó el viernes a la guerrilla »
        after = next((a for a in actors if 0 < a.i - cue.j <= PASSIVE_GAP), None)
        claimed = not view.tags("cue", "no_claim")
        if after and claimed and any(view.is_word(k, "object_mark") for k in range(cue.j, after.i)):
            yield Charge(after, "accused", None, "suspicion", "attributed", cue.i, after.j)
    elif cue.value == "deny" and not denies_use(view, cue):
        subject = next((a for a in reversed(actors) if 0 <= cue.i - a.j <= 2), None)
        if subject and view.has(subject.j, cue.j, "grammar", "negation"):  # "has not denied it"
            return
        if subject and subject.kind in {"state", "group"}:
            who: SpeakerKind = "government" if subject.kind == "state" else "armed_group"
            yield Charge(subject, "denied", itself(view, subject, who), "denial", "denied for itself", subject.i, cue.j)
        elif (one := _goes_on(view, attribution, cue)) and (own := own_party(actors, one.voice)):
            yield Charge(own, "denied", one.voice, "denial", "denied for itself", cue.i, cue.j)


def _of_it(view: View, k: int) -> bool:
    """May token k stand between "a provocation" and the party it is put down to?"""
    return view.norm(k) in QUOTE_MARKS or any(view.over(k, "grammar", v) for v in ("of", "article", "by", "from"))


def _past_insertion(view: View, actors: list[ActorPhrase], close: int) -> list[ActorPhrase]:
    """« X, affilié à Y, | est accusé »: the party before what is inserted between two commas."""
    opening = next((k for k in range(close - 1, max(view.i, close - INSERTED) - 1, -1) if view.norm(k) == ","), None)
    return [a for a in actors if opening is not None and past_brackets(view, a).j == opening]


def _goes_on(view: View, attribution: Attribution, cue: Tag) -> Attributed | None:
    """ "X claimed the attack | but later denied it": whose words go on behind a conjunction."""
    before = [a for a in attribution.by_sentence[view.sentence.index] if max(a.cue.j, a.voice.j) <= cue.i]
    near = range(cue.i, cue.i - LINK_GAP, -1)
    link = next((t for k in near for v in ("conjunction", "clause") if (t := view.ending(k, "grammar", v))), None)
    if not before or link is None or view.broken(before[-1].cue.j, cue.i):
        return None
    small = all(any(view.over(k, c) for c in ("grammar", "scope")) or view.in_day(k) for k in range(link.j, cue.i))
    return max(before, key=lambda a: a.cue.j) if small else None


def _after(view: View, actors: list[ActorPhrase], cue: Tag) -> list[ActorPhrase]:
    found = [a for a in actors if cue.j <= a.i and a.i - cue.j <= OBJECT_REACH and not view.broken(cue.j, a.i)]
    found = [a for a in found if not any(t.i < a.i for t in view.inside(cue.j, a.i, "cue") if t.value in SAYS_MORE)]
    return [] if found and _of_another_act(view, cue.j, found[0].i) else found


def _of_another_act(view: View, i: int, j: int) -> bool:
    """« a dénoncé l'attaque | et exprimé son soutien à | Israël »: does another verb lead to the first party behind a cue?"""
    link = next((t for t in view.inside(i, j, "grammar", "conjunction")), None)
    if link is None or link.j >= j or any(a.i == link.j for a in view.amounts):
        return False
    token = view.tokens[link.j]
    of_an_act = view.has(i, link.i, "attack") or view.has(i, link.i, "harm") or bool(view.text.pack.option("that_left_out"))
    return of_an_act and token.kind == "word" and not token.capital and not view.on(link.j)


def _blames(view: View, i: int, j: int) -> bool:
    return any(t.value in {"accuse", "hint", "hold"} for t in view.inside(i, j, "cue"))


# ----------------------------------------------------------------------------------------------------- what a party is said to do


def _by_deeds(view: View, actors: list[ActorPhrase], attribution: Attribution) -> Iterator[Charge]:
    said = attribution.by_sentence[view.sentence.index]
    for actor, (rule, i, j) in deeds_of(view, actors):
        if _of_no_day(view, (rule, i, j)) or (actor.kind == "head" and not rule.startswith("agent")):
            continue  # what a government launches, strikes or fires is seldom an attack
        if rule == "doer" and is_source(actor, said):
            continue
        if rule != "did not" and is_denied(said, actor):
            continue
        voice, one = attribution.speaker(view.sentence.index, actor.i)
        if rule == "did not":
            if not any(a.value == "deny" for a in said):
                yield from _says_they_did_not(view, actors, actor, voice, (rule, i, j))
            continue
        if actor.kind == "own":
            yield from _own_deed(actors, said, voice, one, (rule, i, j))
            continue
        if actor.general and rule == "doer" and voice and voice.kind == "armed_force" and voice.side not in {None, actor.actor}:
            side = voice.army or str(voice.side)  # an army speaks of its own air force
            air = ActorPhrase(actor.i, actor.j, side, "state", None)
            yield Charge(air, "admitted", voice, "self_claim", "says its own forces did", i, j)
            continue
        if of_some(view, i, actor):
            continue
        if rule_of_claim := claimed(view, i, actor) or by_its_own_account(view, actor, rule, voice):
            yield Charge(actor, "admitted", itself(view, actor), "self_claim", rule_of_claim, i, j)
            continue
        if voice is not None and same_words(actor, voice):
            voice, one = None, None
        # « l'attentato | è stato organizzato da X », "the shell | came from X's positions"
        told = view.has(i, actor.i, "grammar", "be") or any(view.is_word(k, "comes") for k in range(i, actor.i))
        told = told or (rule == "attack of" and view.has(i, actor.i, "grammar", "from"))
        presupposed = rule == "their attack" or (rule in {"attack of", "agent"} and not is_verb(view, i) and not told)
        cited = one is not None and (
            one.value in {"according", "citing", "figure"} or (rule != "agent" and not tells_clause(view, one))
        )
        by_name = one is not None and any(view.is_word(k, "calls") for k in range(one.cue.i, one.cue.j))
        called = by_name and not view.is_word(actor.i - 1, "the", "of_the")  # "called it a Russian attack"
        trails = one is not None and one.cue.i >= actor.j
        # "the governor reported | a Russian strike"
        reported = one is not None and one.value in {"say", "figure"} and 0 <= i - one.cue.j <= REPORTED_GAP and not by_name
        if presupposed and one is not None and (trails or cited) and not (called or reported):
            voice, one = None, None
        if (view.text.quoted[actor.i] != -1 or view.text.quoted[i] != -1) and presupposed:
            voice, one = attribution.speaker(view.sentence.index, actor.i)
        hearsay = view.has(max(view.i, i - 4), min(view.j, j + 1), "cue", "hearsay")
        suspected = _suspected(view, actor)
        if voice is not None and one is not None and one.value == "deny":
            continue
        if voice is not None and (mine := _of_its_own(view, actor, voice, (rule, i, j))) is not None:
            yield from mine
            continue
        stance: Stance = "accused" if voice is not None or suspected or hearsay else "asserted"
        unsaid: Manner = "hearsay" if hearsay else "suspicion" if suspected else "reporter_voice"
        yield Charge(actor, stance, voice, "accusation" if voice is not None else unsaid, rule, i, j)


def _of_its_own(view: View, actor: ActorPhrase, voice: Voice, deed: Deed) -> list[Charge] | None:
    """What a speaker says of the deed of its own side; None: it is none of its own."""
    rule, i, j = deed
    if voice.side != actor.actor or voice.kind in BYSTANDERS:
        return None
    if actor.foe:
        return []  # "the enemy" of whoever speaks is not the speaker
    if rule == "their attack" and is_negated(view, j):  # «российская авиация в этом районе | не работала»
        return [Charge(actor, "denied", voice, "denial", "did not", i, j)]
    if not actor.violent and (rule == "doer" or actor.kind == "group"):
        return [Charge(actor, "admitted", voice, "self_claim", "says its own forces did", i, j)]
    return None


def _of_no_day(view: View, deed: Deed) -> bool:
    """ "The group | often | carries out attacks", "the method resembled | previous attacks by the group": no deed of this day."""
    rule, i, j = deed
    acts = rule in {"doer", "doer behind"} and view.has(max(view.i, i - HABIT_GAP), min(view.j, j + HABIT_GAP), "scope", "habit")
    return acts or any(t.i <= i < t.j for t in view.tags("scope", "habit"))


def _suspected(view: View, actor: ActorPhrase) -> bool:
    """Does a word of suspicion stand by the party, and not by what it struck („Luftangriff der USA auf | mutmaßliche …“)?"""
    if any(view.has(actor.i, actor.j, "cue", value) for value in ("attributed", "suspected_author")):
        return True  # "gunmen | suspected of belonging to | X"
    near = view.inside(max(view.i, actor.i - SUSPECT_GAP), min(view.j, actor.j + 3), "cue", "suspect")
    return any(t.i < actor.j or not any(view.over(k, "spatial") for k in range(actor.j, t.i)) for t in near)


def _own_deed(
    actors: list[ActorPhrase], said: list[Attributed], voice: Voice | None, one: Attributed | None, deed: Deed
) -> Iterator[Charge]:
    """ "its aircraft struck": told by whoever they belong to."""
    rule, i, j = deed
    blames = any(a.value == "accuse" and voice and a.voice.label == voice.label for a in said)
    if voice is None or blames or (one is not None and one.value == "deny"):
        return
    mine = own_party([a for a in actors if a.kind != "own"], voice)
    if mine and mine.kind != "own" and rule in {"doer", "doer behind"}:
        yield Charge(mine, "admitted", voice, "self_claim", "says its own forces did", i, j)


def _says_they_did_not(
    view: View, actors: list[ActorPhrase], actor: ActorPhrase, voice: Voice | None, deed: Deed
) -> Iterator[Charge]:
    """« Nos forces n'ont mené aucune frappe », said X: a denial for X's side, or for the party named."""
    if voice is None or view.text.quoted[actor.i] != view.text.quoted[deed[2] - 1]:
        return
    theirs = actor.kind == "own" or (actor.general and voice.side is not None)  # "the army", said by the other side's government
    party = own_party([a for a in actors if a.kind != "own" and a is not actor], voice) if theirs else actor
    if party:
        yield Charge(party, "denied", voice, "denial", "did not", deed[1], deed[2])

"""Claimed: who says of an attack that it was theirs, in the words around the party's name.

In: a View and an ActorPhrase. Out: the name of the rule by which the party claims the attack, or nothing; or Charges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recounted.reading.parties.charges import Charge, itself
from recounted.reading.parties.phrases import ActorPhrase
from recounted.reading.sentences.view import QUOTE_MARKS, View
from recounted.reading.speakers.words import Voice
from recounted.reading.words.text import Tag

#: Tokens between "claimed" and its "by".
CLAIM_GAP = 6
#: Tokens between "some" and "claimed".
SOME_GAP = 4
#: Tokens between "claimed by" and the party ("a local branch of the"), and from "not" to "claimed".
BRANCH_GAP, NOT_GAP = 5, 4
#: Tokens between "admitted the death" and "its".
LOSS_REACH = 6


def of_some(view: View, i: int, actor: ActorPhrase) -> bool:
    """ "attacks since 2017, some of them | claimed by X": the attacks of years, not the one that the report tells of."""
    claim = next((t for t in view.tags("cue", "admit") if i - CLAIM_GAP <= t.i and t.j <= actor.i), None)
    return claim is not None and any(view.is_word(k, "some_of") for k in range(claim.i - SOME_GAP, claim.i))


def claimed(view: View, i: int, actor: ActorPhrase) -> str:
    """ "claimed by X", « revendiqué (au téléphone) par (un porte-parole de) X »: X says it did it."""
    claims = (t for t in view.tags("cue", "admit") if t.i >= i - CLAIM_GAP and t.j <= actor.i)
    return "claimed by" if any(_claimed_by(view, t, actor) for t in claims) else ""


def _claimed_by(view: View, claim: Tag, actor: ActorPhrase) -> bool:
    if view.ending(claim.j, "grammar", "by"):
        return True
    by = next((t for t in view.tags("grammar", "by") if claim.j <= t.i and t.j <= actor.i), None)
    if by is None or by.i - claim.j > CLAIM_GAP or view.at(claim.i, "cue", "no_claim"):
        return False
    return not any(view.tokens[k].kind == "punct" or view.over(k, "harm") or view.over(k, "attack") for k in range(claim.j, by.i))


def claimed_alone(view: View, actors: Sequence[ActorPhrase]) -> Iterator[Charge]:
    """ "Responsibility was claimed by | a local branch of X", « a été revendiqué par X », no attack named beside it."""
    for cue in view.tags("cue", "admit"):
        by = view.ending(cue.j, "grammar", "by") or view.at(cue.j, "grammar", "by")
        if by is None or view.tags("cue", "no_claim") or view.has(cue.i - NOT_GAP, cue.j, "grammar", "negation"):
            continue
        party = next((a for a in actors if 0 <= a.i - by.j <= BRANCH_GAP and not of_some(view, cue.i, a)), None)
        if party and not any(view.tokens[k].kind == "punct" and view.norm(k) not in QUOTE_MARKS for k in range(cue.j, party.i)):
            yield Charge(party, "admitted", itself(view, party), "self_claim", "claimed by", cue.i, party.j)


def by_its_own_account(view: View, actor: ActorPhrase, rule: str, voice: Voice | None) -> str:
    """„X hat nach eigenen Angaben das Dorf angegriffen“: X says it did it."""
    told = rule == "doer" and view.has(actor.j, view.j, "cue", "own_account")
    return "says its own forces did" if told and (voice is None or voice.meets(actor.i, actor.j)) else ""


def own_loss(view: View, cue: Tag) -> bool:
    """« reconheceu a morte de 16 dos seus membros »: a loss is admitted, no deed."""
    loss = next((t for t in view.tags("harm") if 0 <= t.i - cue.j <= 2), None)
    reach = range(loss.j, min(loss.j + LOSS_REACH, view.j)) if loss else ()
    return any(view.over(k, "grammar", "possessive") for k in reach)

"""Deciding on claims: accept, reject and correct them, add those that were not read, tie denials to what they deny."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from recounted.casebook import Casebook
from recounted.errors import CallError
from recounted.messages import S_
from recounted.model import Claim
from recounted.review.deciding.acts import Decided, Word, said, several, to_incident
from recounted.review.deciding.claim_forms import CHOICES, changes_of, fields_of, speaker_of, words_of
from recounted.review.desk import Here
from recounted.review.matrix import as_judged, at_of, judgements

routes = APIRouter()


@routes.post("/claims/{claim}")
def judge(claim: str, desk: Here, word: Decided) -> Response:
    """A claim is as it was read, or is not made in the words."""
    verdicts = {"accept": desk.casebook.accept, "reject": desk.casebook.reject}
    decide = verdicts.get(said(word.form, "verdict"))
    if decide is None:
        raise HTTPException(422)
    decide(claim, by=word.by, why=word.why, seen=word.seen)
    return _to_claim(claim, word)


@routes.post("/claims/{claim}/correct")
def correct(claim: str, desk: Here, word: Decided) -> Response:
    """A claim is otherwise than it was read."""
    known = claim_now(desk.casebook, claim)
    changes = changes_of(word.form, known)
    if not changes:
        raise CallError(S_("nothing was changed in the form"))
    desk.casebook.correct(claim, changes, by=word.by, why=word.why, seen=word.seen)
    return _to_claim(claim, word)


@routes.post("/reports/{short}/claims")
def add(short: str, desk: Here, word: Decided) -> Response:
    """A report makes a claim that was not read."""
    kind, mention = said(word.form, "type"), said(word.form, "mention")
    if kind not in CHOICES["type"] or mention.partition(".")[0] != short or not desk.casebook.has_mention(mention):
        raise HTTPException(422)
    fields = {**fields_of(word.form, kind), **words_of(word.form), "speaker": speaker_of(word.form)}
    if not fields["speaker"] and fields.get("attribution") == "attributed":
        del fields["attribution"]
    act = desk.casebook.add_claim(mention, kind, fields, by=word.by, why=word.why, seen=word.seen)
    made = next((d.claim for d in desk.casebook.decisions_of(act.number) if d.type == "claim"), mention)
    return _to_claim(made, word)


@routes.post("/claims/{claim}/tie")
def tie(claim: str, desk: Here, word: Decided) -> Response:
    """A denial denies these claims and no others; or nothing that is here."""
    denied = [] if said(word.form, "untie") else several(word.form, "denies")
    if not denied and not said(word.form, "untie"):
        raise CallError(S_("choose what it denies, or say that it denies nothing here"))
    desk.casebook.tie(claim, denied, by=word.by, why=word.why, seen=word.seen)
    return to_incident(word.incident) if word.incident else _to_claim(claim, word)


def claim_now(casebook: Casebook, name: str) -> Claim:
    """A claim as it stands: as it was read or added, with what people corrected. Raises CallError."""
    stored = casebook.claim(name)
    if stored is None:
        raise CallError(S_(f"there is no claim {name}"))
    home = casebook.incident_of(name.rpartition(".")[0])
    return as_judged(stored.claim, judgements(home).get(name) if home else None)


def _to_claim(claim: str, word: Word) -> Response:
    at = quote(at_of(claim), safe="")
    return word.back(f"/reports/{quote(claim.partition('.')[0], safe='')}?at={at}#note-{at}")

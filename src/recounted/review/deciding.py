"""Deciding: a person's word on claims, links and values, each one act, each to be undone and redone.

In: forms that say which version of the incident their reader saw. Out: the act, and the page it was decided on. Where somebody
else changed the incident meanwhile, nothing is done and the page says who did; what cannot be is refused in words.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from recounted.casebook.acts import undone
from recounted.linking.facts import mention_key
from recounted.model import Incident
from recounted.review.desk import Here
from recounted.review.matrix import at_of
from recounted.review.safety import Written
from recounted.review.visitors import NAME

routes = APIRouter()
#: What one form may set; the rest of an incident follows from its claims.
FIELDS = ("grade", "best", "when", "where", "title", "status", "kind", "state")
_ACTS = 200
_YEAR = 365 * 24 * 3600


class Word:
    """What a form says beside its own fields: who decides, why, and which version of which incident was looked at."""

    def __init__(self, request: Request, desk: Here, form: Written) -> None:
        self.form = form
        self.by = desk.renderer.name(request)
        self.why = said(form, "why")
        name, version = said(form, "incident"), said(form, "seen")
        self.seen = {name: int(version)} if name and version.isascii() and version.isdigit() else {}


def said(form: FormData, name: str) -> str:
    """A field of a form, trimmed; empty where it is missing."""
    value = form.get(name)
    return value.strip()[:2000] if isinstance(value, str) else ""


Decided = Annotated[Word, Depends(Word)]


@routes.post("/incidents/{name}/set")
def set_value(name: str, desk: Here, word: Decided) -> Response:
    """Set a value of an incident, or take it back (empty)."""
    field = said(word.form, "field")
    if field.partition(":")[0] not in FIELDS:
        raise HTTPException(422)
    value = said(word.form, "value") or None
    desk.casebook.set_value(name, field, value, by=word.by, why=word.why, seen=word.seen)
    return _to_incident(name)


@routes.post("/incidents/{name}/link")
def link(name: str, desk: Here, word: Decided) -> Response:
    """Another incident is the same one, another one, or nobody can tell."""
    verdicts = {"same": desk.casebook.say_same, "not_same": desk.casebook.say_not_same, "unsure": desk.casebook.say_unsure}
    decide, other = verdicts.get(said(word.form, "verdict")), said(word.form, "other")
    if decide is None:
        raise HTTPException(422)
    decide(name, other, by=word.by, why=word.why, seen=word.seen)
    return _to_incident(name)


@routes.post("/incidents/{name}/split")
def split(name: str, desk: Here, word: Decided) -> Response:
    """Some accounts are an incident of their own."""
    keys = [key for key in word.form.getlist("mention") if isinstance(key, str)]
    desk.casebook.split(name, keys, by=word.by, why=word.why, seen=word.seen)
    return _to_incident(name)


@routes.post("/incidents/{name}/move")
def move(name: str, desk: Here, word: Decided) -> Response:
    """One account belongs to another incident."""
    desk.casebook.move(said(word.form, "mention"), said(word.form, "other"), by=word.by, why=word.why, seen=word.seen)
    return _to_incident(name)


@routes.post("/claims/{claim}")
def judge(claim: str, desk: Here, word: Decided) -> Response:
    """A claim is as it was read, or is not made in the words."""
    verdicts = {"accept": desk.casebook.accept, "reject": desk.casebook.reject}
    decide = verdicts.get(said(word.form, "verdict"))
    if decide is None:
        raise HTTPException(422)
    decide(claim, by=word.by, why=word.why, seen=word.seen)
    at = quote(at_of(claim), safe="")
    return RedirectResponse(f"/reports/{quote(claim.partition('.')[0], safe='')}?at={at}#note-{at}", 303)


@routes.post("/acts/{number}/{verb}")
def take_back(number: int, verb: str, desk: Here, word: Decided) -> Response:
    """Undo or redo an act."""
    verbs = {"undo": desk.casebook.undo, "redo": desk.casebook.redo}
    if verb not in verbs:
        raise HTTPException(404)
    verbs[verb](number, by=word.by, why=word.why)
    return RedirectResponse("/acts", 303)


@routes.get("/acts", response_class=HTMLResponse)
def acts(request: Request, desk: Here) -> HTMLResponse:
    """What people decided, the latest first, each to be undone or redone."""
    found = desk.casebook.acts()
    gone = undone(found)
    verbs = {a.number: a.verb for a in found}
    shows = {
        "acts": [
            (a, sorted(desk.casebook.changed_by(a)), a.number in gone, verbs.get(a.undoes or 0, ""))
            for a in reversed(found[-_ACTS:])
        ],
        "earlier": max(0, len(found) - _ACTS),
    }
    return desk.renderer.page(request, "acts.html", shows)


@routes.get("/name", response_class=HTMLResponse)
def name(request: Request, desk: Here) -> Response:
    """Under which name decisions are kept, where nobody signs in."""
    if desk.door.accounts:
        return RedirectResponse("/me", 303)
    return desk.renderer.page(request, "name.html", {})


@routes.post("/name")
def call_me(desk: Here, form: Written) -> Response:
    """Decide under this name from now on, in this browser."""
    if desk.door.accounts:
        raise HTTPException(403, "role")
    chosen = said(form, "by")[:100]
    if not chosen:
        raise HTTPException(422)
    response = RedirectResponse("/", 303)
    response.set_cookie(NAME, quote(chosen), max_age=_YEAR, httponly=True, samesite="strict")
    return response


def keys_of(incident: Incident) -> dict[tuple[str, str], str]:
    """Report id and mention → the mention's key, by which it is named in decisions."""
    return {(m.report_id, m.mention): mention_key(m.report_id, m.mention) for m in incident.mentions}


def _to_incident(name: str) -> Response:
    return RedirectResponse(f"/incidents/{quote(name, safe='')}", 303)

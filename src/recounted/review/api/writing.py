"""For programs: decisions, each one act that can be undone, by whoever the token speaks for."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Request

from recounted.errors import CallError
from recounted.model import Act
from recounted.review.accounts.visitors import visitor_of
from recounted.review.api.forms import Done, Judge, Link, Move, SetValue, Split, TakeBack, as_json
from recounted.review.api.problems import refusals
from recounted.review.api.reading import IncidentName, incident_of
from recounted.review.desk import Desk, Here

routes = APIRouter(prefix="/api", tags=["deciding"])
_REFUSED = refusals(400, 404, 409, 413)


@routes.post("/incidents/{name}/set", response_model=Done, responses=_REFUSED)
def set_value(request: Request, name: IncidentName, sent: SetValue, desk: Here) -> Done:
    """Set `grade`, `best:killed`, `when`, `where`, `status`, `kind`, `title` or `state` of an incident; null takes it back."""
    by = visitor_of(request).name
    return _done(
        desk,
        desk.casebook.set_value(incident_of(desk, name).id, sent.field, as_json(sent.value), by=by, why=sent.why, seen=sent.seen),
    )


@routes.post("/incidents/{name}/link", response_model=Done, responses=_REFUSED)
def link(request: Request, name: IncidentName, sent: Link, desk: Here) -> Done:
    """Another incident is the same one, another one, or nobody can tell."""
    by = visitor_of(request).name
    verbs = {"same": desk.casebook.say_same, "not_same": desk.casebook.say_not_same, "unsure": desk.casebook.say_unsure}
    return _done(desk, verbs[sent.verdict](incident_of(desk, name).id, sent.other, by=by, why=sent.why, seen=sent.seen))


@routes.post("/incidents/{name}/split", response_model=Done, responses=_REFUSED)
def split(request: Request, name: IncidentName, sent: Split, desk: Here) -> Done:
    """Some accounts are an incident of their own."""
    by = visitor_of(request).name
    return _done(desk, desk.casebook.split(incident_of(desk, name).id, sent.mentions, by=by, why=sent.why, seen=sent.seen))


@routes.post("/incidents/{name}/move", response_model=Done, responses=_REFUSED)
def move(request: Request, name: IncidentName, sent: Move, desk: Here) -> Done:
    """An account belongs to this incident."""
    by = visitor_of(request).name
    return _done(desk, desk.casebook.move(sent.mention, incident_of(desk, name).id, by=by, why=sent.why, seen=sent.seen))


@routes.post("/claims/{claim}", response_model=Done, responses=_REFUSED)
def judge(request: Request, claim: Annotated[str, Path(max_length=100)], sent: Judge, desk: Here) -> Done:
    """A claim is as it was read, is not made in the words, or is otherwise (`changes`)."""
    by = visitor_of(request).name
    if desk.casebook.claim(claim) is None:
        raise HTTPException(404)
    if sent.changes and sent.verdict != "correct":
        raise CallError(f"changes are for a claim that is corrected, and this one is to be {sent.verdict}ed")
    if sent.verdict == "correct":
        changes = {field: as_json(value) for field, value in sent.changes.items()}
        return _done(desk, desk.casebook.correct(claim, changes, by=by, why=sent.why, seen=sent.seen))
    decide = desk.casebook.accept if sent.verdict == "accept" else desk.casebook.reject
    return _done(desk, decide(claim, by=by, why=sent.why, seen=sent.seen))


@routes.post("/acts/{number}/{verb}", response_model=Done, responses=_REFUSED)
def take_back(
    request: Request,
    number: Annotated[int, Path(ge=1, le=2**53)],
    verb: Literal["undo", "redo"],
    sent: TakeBack,
    desk: Here,
) -> Done:
    """Undo or redo an act."""
    do = desk.casebook.undo if verb == "undo" else desk.casebook.redo
    return _done(desk, do(number, by=visitor_of(request).name, why=sent.why, seen=sent.seen))


def _done(desk: Desk, act: Act) -> Done:
    return Done(act=act, incidents=sorted(desk.casebook.changed_by(act)))

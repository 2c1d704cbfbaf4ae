"""Deciding: a person's word on claims, links and values, each one act, each to be undone and redone.

In: forms that say which version of the incident their reader saw. Out: the act, and the page it was decided on. Where somebody
else changed the incident meanwhile, nothing is done and the page says who did; what cannot be is refused in words.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import JsonValue
from starlette.datastructures import FormData

from recounted.casebook.deeds import Deeds
from recounted.errors import CallError
from recounted.messages import S_
from recounted.review.accounts.visitors import NAME
from recounted.review.desk import Here
from recounted.review.safety import Written

routes = APIRouter()
#: What one form may set; the rest of an incident follows from its claims.
FIELDS = ("grade", "best", "when", "where", "title", "status", "kind", "state")
_ACTS = 100
_YEAR = 365 * 24 * 3600


class Word:
    """What a form says beside its own fields: who decides, why, and which version of which incident was looked at."""

    def __init__(self, request: Request, desk: Here, form: Written) -> None:
        self.form = form
        self.by = desk.renderer.name(request)
        self.why = said(form, "why")
        self.incident, version = said(form, "incident"), said(form, "seen")
        digits = bool(self.incident) and version.isascii() and version.isdigit()
        self.seen = {self.incident: int(version)} if digits else {}
        request.state.word = self  # for the page that says that it came too late

    def back(self, elsewhere: str) -> Response:
        """To the incident or report that was decided on, if the form stood on its page; else to another page of ours."""
        if said(self.form, "to") == "incident" and self.incident:
            return to_incident(self.incident)
        report = said(self.form, "report")
        if said(self.form, "to") == "report" and report.isalnum():
            return RedirectResponse(f"/reports/{quote(report, safe='')}", 303)
        return RedirectResponse(elsewhere, 303)


def said(form: FormData, name: str) -> str:
    """A field of a form, trimmed; empty where it is missing."""
    value = form.get(name)
    return value.strip()[:2000] if isinstance(value, str) else ""


def several(form: FormData, name: str) -> list[str]:
    """All values of a field."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


Decided = Annotated[Word, Depends(Word)]


@routes.post("/incidents/{name}/set")
def set_value(name: str, desk: Here, word: Decided) -> Response:
    """Set a value of an incident, or take it back (empty)."""
    field = said(word.form, "field")
    if field.partition(":")[0] not in FIELDS:
        raise HTTPException(422)
    value = said(word.form, "value") or None
    desk.casebook.set_value(name, field, value, by=word.by, why=word.why, seen=word.seen)
    return to_incident(name)


@routes.post("/incidents/{name}/link")
def link(name: str, desk: Here, word: Decided) -> Response:
    """Another incident is the same one, another one, or nobody can tell."""
    verdicts = {"same": desk.casebook.say_same, "not_same": desk.casebook.say_not_same, "unsure": desk.casebook.say_unsure}
    decide, other = verdicts.get(said(word.form, "verdict")), said(word.form, "other")
    if decide is None:
        raise HTTPException(422)
    decide(name, other, by=word.by, why=word.why, seen=word.seen)
    return to_incident(name)


@routes.post("/incidents/{name}/split")
def split(name: str, desk: Here, word: Decided) -> Response:
    """Some accounts are an incident of their own."""
    desk.casebook.split(name, several(word.form, "mention"), by=word.by, why=word.why, seen=word.seen)
    return to_incident(name)


@routes.post("/incidents/{name}/move")
def move(name: str, desk: Here, word: Decided) -> Response:
    """One account belongs to another incident."""
    desk.casebook.move(said(word.form, "mention"), said(word.form, "other"), by=word.by, why=word.why, seen=word.seen)
    return to_incident(name)


@routes.post("/incidents/{name}/place")
def set_place(name: str, desk: Here, word: Decided) -> Response:
    """Where it was: a place that a report names or could mean, or one that is typed; or what was set is taken back."""
    form = word.form
    value: JsonValue = said(form, "known") or None
    if said(form, "name"):
        lat, lon = _degrees(said(form, "lat")), _degrees(said(form, "lon"))
        prec = said(form, "where_prec")
        country = said(form, "country").upper() or None
        value = {
            "name": said(form, "name"),
            "country": country,
            "lat": lat,
            "lon": lon,
            "where_prec": int(prec) if prec in tuple("1234567") else 4,
        }
    if said(form, "take_back"):
        value = None
    elif value is None:
        raise CallError(S_("choose a place, or type a name"))
    desk.casebook.set_value(name, "where", value, by=word.by, why=word.why, seen=word.seen)
    return to_incident(name)


def _degrees(typed: str) -> float | None:
    try:
        return float(typed.replace(",", ".")) if typed else None
    except ValueError as error:
        raise CallError(S_(f"{typed!r} are no degrees; give them as in 48.7394")) from error


@routes.post("/rule")
def use_rule(desk: Here, word: Decided) -> Response:
    """Reckon all tolls of the casebook by a rule."""
    desk.casebook.use_rule(said(word.form, "rule") or None, by=word.by, why=word.why)
    desk.catch_up()
    return word.back("/")


@routes.post("/reports/count")
def count(desk: Here, word: Decided) -> Response:
    """A report counts in no incident, or counts again."""
    verdicts = {"left_out": desk.casebook.leave_out, "taken_in": desk.casebook.take_in}
    decide, report = verdicts.get(said(word.form, "verdict")), said(word.form, "report")
    if decide is None or not report:
        raise HTTPException(422)
    decide(report, by=word.by, why=word.why, seen=word.seen)
    return RedirectResponse(f"/reports/{quote(report.partition(':')[2][:12] or report, safe='')}", 303)


@routes.post("/acts/{number}/{verb}")
def take_back(number: int, verb: str, desk: Here, word: Decided) -> Response:
    """Undo or redo an act."""
    verbs = {"undo": desk.casebook.undo, "redo": desk.casebook.redo}
    if verb not in verbs:
        raise HTTPException(404)
    verbs[verb](number, by=word.by, why=word.why, seen=word.seen)
    desk.catch_up()
    return word.back("/acts")


@routes.get("/acts", response_class=HTMLResponse)
def acts(request: Request, desk: Here, before: str = "") -> HTMLResponse:
    """What people decided, the latest first, each to be undone or redone."""
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    found = Deeds(desk.casebook).latest_acts(before=start, limit=_ACTS + 1)
    more = found[_ACTS - 1].act.number if len(found) > _ACTS else None
    shows = {"acts": [(s.act, sorted(s.changed), s.undone, s.of) for s in found[:_ACTS]], "more": more}
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


def to_incident(name: str) -> Response:
    """Back to the page of an incident."""
    return RedirectResponse(f"/incidents/{quote(name, safe='')}", 303)

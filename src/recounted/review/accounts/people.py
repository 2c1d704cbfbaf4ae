"""For owners: who has an account, with which role, and who did what when."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recounted.casebook.people import ROLES
from recounted.review.accounts import passwords
from recounted.review.accounts.visitors import visitor_of
from recounted.review.deciding.acts import said
from recounted.review.desk import Desk, Here
from recounted.review.safety import Written
from recounted.review.wording.catalogues import N_

routes = APIRouter()
_PAGE = 200
#: What the log tells, in words.
_KINDS = {
    "saw": N_("saw"),
    "sent": N_("sent"),
    "exported": N_("exported"),
    "signed in": N_("signed in"),
    "signed out": N_("signed out"),
    "refused": N_("failed to sign in"),
    "account": N_("changed accounts"),
    "token": N_("changed tokens"),
}
#: The roles, for the catalogues.
_ROLES = (N_("reader"), N_("coder"), N_("reviewer"), N_("owner"))


@routes.get("/people", response_class=HTMLResponse)
def people(request: Request, desk: Here) -> HTMLResponse:
    """Everybody who has an account."""
    return _people(request, desk)


@routes.post("/people", response_class=HTMLResponse)
def add(request: Request, desk: Here, form: Written) -> HTMLResponse:
    """An account, with a password that is shown this once, or for somebody whom the identity provider knows."""
    sign_in = said(form, "sign_in") or None
    password = None if sign_in else passwords.fresh()
    person = desk.door.people.add(
        said(form, "name"),
        said(form, "role"),
        by=visitor_of(request).name,
        password=passwords.hashed(password) if password else None,
        sign_in=sign_in,
    )
    return _people(request, desk, made=person.name, password=password or "")


@routes.post("/people/{name}/role")
def set_role(request: Request, name: str, desk: Here, form: Written) -> Response:
    """Another role."""
    desk.door.people.set_role(name, said(form, "role"), by=visitor_of(request).name)
    return RedirectResponse("/people", 303)


@routes.post("/people/{name}/reset", response_class=HTMLResponse)
def reset(request: Request, name: str, desk: Here, _: Written) -> HTMLResponse:
    """A new password, shown this once; sessions and tokens end."""
    password = passwords.fresh()
    desk.door.people.set_password(name, passwords.hashed(password), by=visitor_of(request).name)
    return _people(request, desk, made=name, password=password)


@routes.post("/people/{name}/remove")
def remove(request: Request, name: str, desk: Here, _: Written) -> Response:
    """Take an account away."""
    desk.door.people.remove(name, by=visitor_of(request).name)
    return RedirectResponse("/people", 303)


@routes.get("/access", response_class=HTMLResponse)
def access(request: Request, desk: Here, who: str = "", before: str = "") -> HTMLResponse:
    """The access log, the latest first."""
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    found = desk.door.log.last(who=who or None, before=start, limit=_PAGE + 1)
    more = found[_PAGE - 1].number if len(found) > _PAGE else None
    shows = {
        "entries": found[:_PAGE],
        "who": who,
        "people": [p.name for p in desk.door.people.all()],
        "more": more,
        "kinds": _KINDS,
    }
    return desk.renderer.page(request, "access.html", shows)


def _people(request: Request, desk: Desk, *, made: str = "", password: str = "") -> HTMLResponse:
    shows = {"people": desk.door.people.all(), "roles": ROLES, "made": made, "password": password}
    return desk.renderer.page(request, "people.html", shows)

"""Signing in and out with a password, and one's own account: another password, tokens for programs.

A wrong name and a wrong password look alike, in words and in time. Who fails too often waits: the name, and the machine.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recounted.casebook.people import ROLES, key_of
from recounted.review.accounts import passwords
from recounted.review.accounts.visitors import address_of, visitor_of
from recounted.review.deciding.acts import said
from recounted.review.desk import Desk, Here
from recounted.review.safety import Written
from recounted.settings import LOCK_ADDRESS, LOCK_MINUTES, LOCK_NAME, TOKEN_DAYS

routes = APIRouter()


@routes.get("/login", response_class=HTMLResponse)
def form(request: Request, desk: Here, next: str = "/") -> Response:
    """The form."""
    if not desk.door.accounts or request.state.visitor:
        return RedirectResponse(inside(next), 303)
    return _form(request, desk, next=next)


@routes.post("/login", response_class=HTMLResponse)
def sign_in(request: Request, desk: Here, form: Written) -> Response:
    """Name and password, for a session."""
    door, name, onward = desk.door, said(form, "name"), said(form, "next")
    if not door.accounts:
        return RedirectResponse("/", 303)
    password = form.get("password")
    key = f"name:{key_of(name)}"
    attempt = door.sessions.attempt({key: LOCK_NAME, f"address:{address_of(request)}": LOCK_ADDRESS})
    if attempt is None:
        return _form(request, desk, next=onward, wrong="wait", status=429)
    known = door.people.password_of(name)
    if not passwords.fits(known[1] if known else None, password if isinstance(password, str) else "") or known is None:
        if known:
            door.log.note(known[0], "refused", "wrong password")
        return _form(request, desk, next=onward, wrong="wrong", status=403)
    door.sessions.succeeded(attempt, key)
    if passwords.outdated(known[1]) and isinstance(password, str):
        door.people.keep_hash(known[0], passwords.hashed(password))
    return door.let_in(RedirectResponse(inside(onward), 303), request, known[0])


@routes.post("/logout")
def sign_out(request: Request, desk: Here, _: Written) -> Response:
    """End the session."""
    return desk.door.see_out(RedirectResponse("/login" if desk.door.accounts else "/", 303), request)


def _form(request: Request, desk: Desk, *, next: str, wrong: str = "", status: int = 200) -> HTMLResponse:
    provider = desk.provider.settings.shown if desk.provider else ""
    shows = {"next": inside(next), "wrong": wrong, "minutes": LOCK_MINUTES, "provider": provider}
    return desk.renderer.page(request, "login.html", shows, status=status)


def inside(address: str) -> str:
    """An address of ours, or the first page: nobody is sent elsewhere by what stands in a link."""
    plain = address.isprintable() and "\\" not in address and len(address) < 2000
    return address if plain and address.startswith("/") and not address.startswith(("//", "/login")) else "/"


# -------------------------------------------------------------------------------------------------------------- one's own account


@routes.get("/me", response_class=HTMLResponse)
def me(request: Request, desk: Here) -> Response:
    """One's own account."""
    return _me(request, desk) if desk.door.accounts else RedirectResponse("/name", 303)


@routes.post("/me/password", response_class=HTMLResponse)
def change_password(request: Request, desk: Here, form: Written) -> Response:
    """Another password, for whoever knows the one of today. All sessions and tokens end, and this browser gets a new one."""
    door, visitor = desk.door, visitor_of(request)
    now, new = form.get("now"), form.get("new")
    known = door.people.password_of(visitor.name)
    key = f"name:{key_of(visitor.name)}"
    attempt = door.sessions.attempt({key: LOCK_NAME}) if door.accounts and known else None
    if attempt is None or known is None or not isinstance(now, str) or not isinstance(new, str):
        return _me(request, desk, wrong="wait", status=429)
    if not passwords.fits(known[1], now):
        return _me(request, desk, wrong="wrong", status=403)
    door.sessions.succeeded(attempt, key)
    if weak := passwords.weakness(new, visitor.name):
        return _me(request, desk, wrong=weak, status=422)
    door.people.set_password(visitor.name, passwords.hashed(new), by=visitor.name)
    return door.let_in(RedirectResponse("/me", 303), request, visitor.name)


@routes.post("/me/tokens", response_class=HTMLResponse)
def make_token(request: Request, desk: Here, form: Written) -> Response:
    """A token for a program, shown this once."""
    visitor = visitor_of(request)
    if visitor.how != "session":
        raise HTTPException(403, "role")
    made = desk.door.sessions.make_token(
        visitor.name, said(form, "role") or "reader", by=visitor.name, label=said(form, "label"), days=TOKEN_DAYS
    )
    return _me(request, desk, made=made)


@routes.post("/me/tokens/{number}/revoke")
def revoke(request: Request, number: int, desk: Here, _: Written) -> Response:
    """End one of one's own tokens."""
    visitor = visitor_of(request)
    desk.door.sessions.revoke(number, by=visitor.name, of=visitor.name)
    return RedirectResponse("/me", 303)


def _me(request: Request, desk: Desk, *, wrong: str = "", made: str = "", status: int = 200) -> HTMLResponse:
    visitor = visitor_of(request)
    person = desk.door.people.get(visitor.name)
    shows: dict[str, Any] = {
        "person": person,
        "tokens": desk.door.sessions.tokens(visitor.name) if person else [],
        "roles": ROLES[: ROLES.index(visitor.role) + 1],
        "wrong": wrong,
        "weak": passwords.WEAK.get(wrong, ""),
        "made": made,
        "days": TOKEN_DAYS,
        "minutes": LOCK_MINUTES,
    }
    return desk.renderer.page(request, "me.html", shows, status=status)

"""Who asks, and whether they may: decided once for every route, before the route is run.

In: a request. Out: a visitor with a role, or a refusal. Where accounts are asked for, a visitor is whoever holds a session or a
token of the casebook; on one's own machine it is whoever sits there, and may do everything.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import unquote

from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from recounted.casebook import Casebook
from recounted.casebook.access import AccessLog
from recounted.casebook.people import People, Role
from recounted.casebook.sessions import Sessions
from recounted.errors import NotAllowedError
from recounted.model import Decision
from recounted.review.accounts import roles
from recounted.review.safety import SESSIONS

#: The cookie with the name under which a browser decides where nobody signs in.
NAME = "recounted_name"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. ``how``: sits at this machine, is signed in, or is a program that speaks for somebody."""

    name: str
    role: Role
    how: str

    def may(self, ability: roles.Ability) -> bool:
        """Is this within their role? For templates: the routes are guarded in any case."""
        return roles.may(self.role, ability)


#: Who asks for what is being done now; set for each request, and carried into its threads.
_NOW: ContextVar[Visitor | None] = ContextVar("visitor", default=None)


class Door:
    """The door of one server. ``accounts``: everybody has to sign in; ``secure``: it is reached through https alone."""

    def __init__(self, casebook: Casebook, user: str, *, accounts: bool = False, secure: bool = False) -> None:
        self.people, self.sessions, self.log = People(casebook), Sessions(casebook), AccessLog(casebook)
        self.accounts, self.secure = accounts, secure
        self.user = user
        self.cookie = SESSIONS[secure]
        casebook.may = self._decides

    def visitor(self, request: Request) -> Visitor | None:
        """Who sent a request; None where nobody is signed in who should be. A token that does not hold is nobody."""
        if token := bearer(request):
            who = self.sessions.speaks_for(token)
            return Visitor(who.name, who.role, "token") if who else None
        if not self.accounts:
            name = unquote(request.cookies.get(NAME, ""))[:100].strip()
            return Visitor(name or self.user, "owner", "here")
        secret = request.cookies.get(self.cookie)
        who = self.sessions.who(secret) if secret else None
        return Visitor(who.name, who.role, "session") if who else None

    def let_in(self, response: Response, request: Request, name: str, *, how: str = "password") -> Response:
        """Sign somebody in: a new session, whatever the browser held before."""
        secret = self.sessions.begin(name, instead_of=request.cookies.get(self.cookie), how=how)
        # Lax: a link in a colleague's letter leads in; nothing is changed by following one
        response.set_cookie(self.cookie, secret, httponly=True, samesite="lax", secure=self.secure)
        return response

    def see_out(self, response: Response, request: Request) -> Response:
        """Sign out."""
        if secret := request.cookies.get(self.cookie):
            self.sessions.end(secret)
        response.delete_cookie(self.cookie, httponly=True, samesite="lax", secure=self.secure)
        return response

    def _decides(self, by: str, decisions: Sequence[Decision]) -> None:
        visitor = _NOW.get()
        if visitor is None:
            if not self.accounts:
                return  # the casebook's own program, at work beside the page
            raise NotAllowedError("nobody is signed in")
        if self.accounts and by != visitor.name:
            raise NotAllowedError(f"you are {visitor.name}, and decide under no other name")
        roles.refuse_beyond(visitor.role, decisions)


async def admit(request: Request) -> None:
    """Every route depends on this: who asks, may they, and the entry in the access log. Raises HTTPException 401 or 403."""
    door: Door = request.app.state.desk.door
    visitor = await run_in_threadpool(door.visitor, request)
    request.state.visitor = visitor
    _NOW.set(visitor)
    asked = roles.asked_by(request.method, request.scope["route"].path)
    if asked == "anyone" or (asked is None and not door.accounts):
        return
    # a browser sends cookies by itself, wherever a form comes from; a token it does not
    for_programs = request.url.path.startswith("/api/") and request.method != "GET"
    if visitor is None or (for_programs and visitor.how != "token"):
        raise HTTPException(401, "sign-in")
    if not roles.may(visitor.role, asked):
        raise HTTPException(403, "role")
    if door.accounts and f"{request.method} {request.scope['route'].path}" not in roles.QUIET:
        query = request.url.query
        what = "saw" if request.method == "GET" else "sent"
        door.log.note(visitor.name, what, f"{request.url.path}?{query}" if query else request.url.path)


def visitor_of(request: Request) -> Visitor:
    """Who asks, in a route that is not for everybody."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    if found is None:
        raise HTTPException(401, "sign-in")
    return found


def bearer(request: Request) -> str | None:
    """The token that a program sends."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or "-" if scheme.lower() == "bearer" else None


def address_of(request: Request) -> str:
    """The machine that a request came from; of IPv6 the network, as one machine has very many addresses."""
    host = request.client.host if request.client else ""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network(f"{host}/64", strict=False)) if found.version == 6 else host

"""What keeps others out of the page: hosts, origins, sizes, tokens and headers.

In: every request, before anything looks at it. Out: refusals in plain words. A page elsewhere in the same browser can send
requests to this machine too: it must name our host, come from our own pages to change anything, and know a token that only our
pages hold.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recounted.settings import MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES

LOOPBACK = ("127.0.0.1", "localhost", "::1")
COOKIE = "recounted"
#: The cookie of whoever is signed in; a browser keeps the second to https and to this host.
SESSIONS = ("recounted_session", "__Host-recounted_session")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_FORM_BYTES = 64 * 1024  # what a form without files may hold
_BODY_BYTES = 256 * 1024  # what anything else may hold

#: Nothing from elsewhere, nothing inline, no frames around us.
_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'",
    )
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}


log = logging.getLogger(__name__)
Broken = Callable[[Request, Exception], Response]


class TooLargeError(Exception):
    """More bytes came than a request may hold."""


class Guard:
    """ASGI middleware around everything: refuses foreign hosts, foreign origins and large bodies, and adds the headers.

    ``broken`` makes the answer where an application fails in a way that it does not know.
    """

    def __init__(
        self, app: ASGIApp, hosts: tuple[str, ...] = LOOPBACK, secure: bool = False, broken: Broken | None = None
    ) -> None:
        self.app = app
        self.broken = broken
        self.hosts = tuple(host.lower() for host in hosts)
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request. Websockets are not spoken here."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refused = self._refused(scope)
        if refused:
            await refused(scope, receive, _with_headers(send, secure=self.secure))
            return
        taken, begun = 0, False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > _most(scope["path"]):
                raise TooLargeError
            return message

        try:
            ours = scope["path"].startswith("/static/") and b"v=" in scope["query_string"]
            await self.app(scope, bounded, _with_headers(sent, keep=ours, secure=self.secure))
        except TooLargeError:
            await _too_large()(scope, receive, _with_headers(send, secure=self.secure))
        except Exception as error:
            if begun or self.broken is None:
                raise
            log.exception("%s %s failed", scope["method"], scope["path"])
            answer = await run_in_threadpool(self.broken, Request(scope), error)
            await answer(scope, receive, _with_headers(send, secure=self.secure))

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name_of(host) not in self.hosts:
            return PlainTextResponse("This server answers to its own name only: open it as http://127.0.0.1:PORT/", 421)
        if self.secure and scope["scheme"] != "https":
            return PlainTextResponse("This server is reached through https alone; its proxy has to say X-Forwarded-Proto.", 403)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > _most(scope["path"]):
            return _too_large()
        if scope["method"] not in _SAFE_METHODS and not _from_our_pages(headers, host):
            return PlainTextResponse("Refused: this was sent by a page that is not one of ours.", 403)
        return None


def _most(path: str) -> int:
    """Bytes that a request may hold: files go to one address only."""
    return MAX_UPLOAD_BYTES if path == "/add" else _BODY_BYTES


def _name_of(host: str) -> str:
    """The host without its port: ``[::1]:8620`` is ``::1``."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()


def _from_our_pages(headers: Headers, host: str) -> bool:
    """Browsers say where a request comes from (Sec-Fetch-Site, else Origin); what is no browser says neither."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin"
    return origin is None or origin in (f"http://{host}", f"https://{host}")


def _too_large() -> PlainTextResponse:
    return PlainTextResponse(f"Too large: one upload may hold {MAX_UPLOAD_BYTES // 2**20} MB.", 413)


def _with_headers(send: Send, *, keep: bool = False, secure: bool = False) -> Send:
    """Pages are never kept by the browser: they show what reports say. Files of ours that carry their version are."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if secure:
                headers["Strict-Transport-Security"] = "max-age=31536000"
            headers["Cache-Control"] = "max-age=31536000, immutable" if keep else "no-store"
        await send(message)

    return sent


class Tokens:
    """Tokens that tie a form to the browser it was sent to, and to whom is signed in there; good until the server stops."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def browser(self, request: Request) -> str:
        """What names this browser: its cookie, or a new name that the response has to set."""
        return request.cookies.get(COOKIE) or secrets.token_urlsafe(24)

    def token(self, request: Request, browser: str) -> str:
        """The token for this browser's forms."""
        session = "".join(request.cookies.get(name, "") for name in SESSIONS)
        return hmac.new(self._secret, f"{browser} {session}".encode(), hashlib.sha256).hexdigest()

    def fits(self, request: Request, token: object) -> bool:
        """Was the token made for the browser that sends it?"""
        browser = request.cookies.get(COOKIE)
        if not browser or not isinstance(token, str):
            return False
        return hmac.compare_digest(self.token(request, browser).encode(), token.encode("utf-8", "surrogatepass"))


async def written(request: Request) -> FormData:
    """The form of a request that changes something: every such route depends on this. Raises HTTPException."""
    files = request.headers.get("content-type", "").startswith("multipart/form-data")
    if not files and int(request.headers.get("content-length", MAX_UPLOAD_BYTES)) > _FORM_BYTES:
        raise HTTPException(413)
    form = await request.form(max_files=MAX_UPLOAD_FILES, max_fields=50)
    if not request.app.state.tokens.fits(request, form.get("token")):
        await form.close()
        raise HTTPException(403, "token")
    return form


#: The form of a route that changes something.
Written = Annotated[FormData, Depends(written)]

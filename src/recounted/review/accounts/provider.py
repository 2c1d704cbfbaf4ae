"""The way to an identity provider and back, for a browser."""

from __future__ import annotations

import logging
import secrets

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from recounted.review.accounts.oidc import Provider, RefusedError
from recounted.review.accounts.signing_in import inside
from recounted.review.desk import Here

log = logging.getLogger(__name__)
routes = APIRouter()
#: A secret of this browser for the way to the provider and back. Lax, as the way back begins at the provider.
_COOKIE = "recounted_way"


@routes.get("/login/provider")
def away(request: Request, desk: Here, next: str = "/") -> Response:
    """To the provider."""
    provider, browser = _provider(desk), secrets.token_urlsafe(32)
    try:
        address = provider.begin(_back(request), browser, inside(next))
    except RefusedError as error:
        return _refused(request, desk, error)
    answer = RedirectResponse(address, 303)
    answer.set_cookie(_COOKIE, browser, max_age=600, path="/login", httponly=True, samesite="lax", secure=desk.door.secure)
    return answer


@routes.get("/login/back", response_class=HTMLResponse)
def back(request: Request, desk: Here) -> Response:
    """From the provider. Signing in is what this address is for: a state that this browser began stands for the form's token."""
    provider = _provider(desk)
    try:
        sign_in, subject, onward = provider.finish(_back(request), request.cookies.get(_COOKIE, ""), dict(request.query_params))
        person = desk.door.people.signed_in_as(sign_in, subject)
        if person is None:
            raise RefusedError("nobody here signs in that way")
    except RefusedError as error:
        return _refused(request, desk, error)
    answer = desk.door.let_in(RedirectResponse(onward, 303), request, person.name, how=provider.settings.issuer)
    answer.delete_cookie(_COOKIE, path="/login", httponly=True, samesite="lax", secure=desk.door.secure)
    return answer


def _refused(request: Request, desk: Here, error: RefusedError) -> Response:
    """The reason is for whoever runs the server; the browser learns only that it did not work."""
    log.warning("sign-in refused: %s", error)
    return desk.renderer.page(request, "error.html", {"code": 403, "what": "provider", "said": ""}, status=403)


def _back(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers['host']}/login/back"


def _provider(desk: Here) -> Provider:
    if desk.provider is None or not desk.door.accounts:
        raise HTTPException(404)
    return desk.provider

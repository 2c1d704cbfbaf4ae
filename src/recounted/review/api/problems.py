"""What a program is told when it does not get what it asked for: problem objects (RFC 9457), the same for every address."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel

from recounted.errors import CallError, ConflictError

MEDIA = "application/problem+json"
PREFIX = "/api/"
#: The type of the problem that an incident is not as it was when it was looked at.
CHANGED = "urn:recounted:changed-since"

_DETAILS = {
    401: "Send a token that holds, as `Authorization: Bearer …`: `recounted people token NAME` makes one.",
    403: "The role of who asks does not reach that far.",
    404: "There is nothing of this name in the casebook.",
    405: "This address is not asked that way.",
    413: "That is more than one request may hold.",
    415: "Send JSON, as `Content-Type: application/json`.",
}


class ProblemObject(BaseModel):
    """What went wrong, in words, and where in the request."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = []


def wanted(path: str) -> bool:
    """Is this an address of a program?"""
    return path.startswith(PREFIX) or path == "/openapi.json"


def failed(error: Exception, status: int) -> JSONResponse:
    """What was sent fits the description, and still cannot be done: the words of the casebook say why. 409 with ``CHANGED`` for
    what somebody else changed meanwhile; look again then.
    """
    if isinstance(error, CallError):
        status = 409
    return problem(status, str(error), kind=CHANGED if isinstance(error, ConflictError) else "about:blank")


def problem(
    status: int,
    detail: str = "",
    errors: list[dict[str, Any]] | None = None,
    *,
    kind: str = "about:blank",
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The answer."""
    said = detail if " " in detail else _DETAILS.get(status, "The request could not be understood.")
    body = ProblemObject(type=kind, title=HTTPStatus(status).phrase, status=status, detail=said, errors=errors or [])
    headers = {**(headers or {}), "WWW-Authenticate": "Bearer"} if status == 401 else headers
    return JSONResponse(body.model_dump(), status, media_type=MEDIA, headers=dict(headers or {}))


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the description: how a route may refuse, beside what every route may say."""
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/ProblemObject"}}}
    every = {401, 403, 409, 422, 503, *statuses}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in sorted(every)}

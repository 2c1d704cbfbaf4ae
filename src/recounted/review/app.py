"""The web application: routes, guards and pages put together.

In: an open casebook and the way to take files in. Out: an ASGI application. It has no page that works only with script, no route
that changes something on GET, and no address outside itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from recounted.casebook import Casebook
from recounted.casebook.browse import Browse
from recounted.errors import CallError, ConflictError, RecountedError
from recounted.review import adding, deciding, incident, language, queue, reader
from recounted.review.catalogues import Catalogue
from recounted.review.desk import Desk
from recounted.review.jobs import Jobs, TakeIn
from recounted.review.rendering import STATIC, Renderer
from recounted.review.safety import LOOPBACK, Guard, Tokens

#: The modules that hold the pages, each with its ``routes``.
ROOMS = (queue, incident, reader, adding, deciding, language)


def create_app(
    casebook: Casebook,
    take_in: TakeIn,
    *,
    user: str = "analyst",
    examples: Path | None = None,
    catalogue: Catalogue | None = None,
    hosts: tuple[str, ...] = LOOPBACK,
) -> FastAPI:
    """The application on ``casebook``. ``user`` decides where no name was given.

    ``examples`` is the folder of the example reports, ``hosts`` what the server is called.
    """
    tokens = Tokens()
    desk = Desk(casebook, Browse(casebook), Jobs(take_in), Renderer(tokens, casebook.path.name, user, catalogue), examples)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.jobs.close()

    # no descriptions of the routes for strangers, and none of FastAPI's pages, which load scripts from elsewhere
    app = FastAPI(title="Recounted", lifespan=life, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk, app.state.tokens = desk, tokens
    for room in ROOMS:
        app.include_router(room.routes)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _not_there)
    app.add_exception_handler(RecountedError, _failed)
    app.add_middleware(Guard, hosts=hosts)
    return app


def _told(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = str(error.detail) if isinstance(error, HTTPException) else ""
    return _page(request, status, what)


def _not_there(request: Request, error: Exception) -> HTMLResponse:
    """An address with something in it that no page has."""
    return _page(request, 404, "")


def _failed(request: Request, error: Exception) -> HTMLResponse:
    """What was asked for cannot be, was changed by somebody else, or the casebook is locked, full or damaged: its words say."""
    if isinstance(error, ConflictError):
        return _page(request, 409, "conflict", str(error))
    if isinstance(error, CallError):
        return _page(request, 422, "call", str(error))
    return _page(request, 503, "casebook", str(error))


def _page(request: Request, status: int, what: str, said: str = "") -> HTMLResponse:
    desk: Desk = request.app.state.desk
    return desk.renderer.page(request, "error.html", {"code": status, "what": what, "said": said}, status=status)

"""The web application: routes, guards and pages put together.

In: an open casebook and the way to take files in. Out: an ASGI application. It has no page that works only with script, no route
that changes something on GET, and no address outside itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from recounted.casebook import Casebook
from recounted.casebook.browse import Browse
from recounted.errors import CallError, ConflictError, NotAllowedError, RecountedError
from recounted.review import adding, api, atlas, exporting, incident, queue, reader, visible
from recounted.review.accounts import oidc, people, provider, roles, signing_in
from recounted.review.accounts.visitors import Door, admit
from recounted.review.api import problems
from recounted.review.deciding import acts, claims, conflicts
from recounted.review.desk import Desk
from recounted.review.jobs import Jobs, TakeIn
from recounted.review.rendering import STATIC, Renderer, compile_all
from recounted.review.safety import LOOPBACK, Guard, Tokens
from recounted.review.wording import language
from recounted.review.wording.catalogues import Catalogue

#: The modules that hold the pages, each with its ``routes``.
ROOMS = (queue, atlas, visible, exporting, incident, reader, adding, acts, claims, language, signing_in, provider, people)


def create_app(
    casebook: Casebook,
    take_in: TakeIn,
    *,
    user: str = "analyst",
    examples: Path | None = None,
    catalogue: Catalogue | None = None,
    hosts: tuple[str, ...] = LOOPBACK,
    accounts: bool = False,
    secure: bool = False,
) -> FastAPI:
    """The application on ``casebook``. ``user`` decides where no name was given.

    ``examples`` is the folder of the example reports, ``hosts`` what the server is called.
    ``accounts``: everybody signs in; ``secure``: browsers reach it through https alone. Raises CallError for half an identity
    provider in the environment.
    """
    tokens, door, vouching = Tokens(), Door(casebook, user, accounts=accounts, secure=secure), oidc.settings()
    renderer = Renderer(tokens, casebook.path.name, accounts=accounts, catalogue=catalogue)
    vouches = oidc.Provider(vouching) if vouching else None
    desk = Desk(casebook, Browse(casebook), Jobs(take_in), renderer, examples, door, vouches)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        warming = Thread(target=_warm, args=(desk.browse,), name="warming")
        warming.start()
        await run_in_threadpool(warming.join, _WARMING)
        desk.catch_up()
        yield
        warming.join()
        desk.jobs.close()
        door.log.close()

    # no descriptions of the routes for strangers, and none of FastAPI's pages, which load scripts from elsewhere
    app = FastAPI(
        title="Recounted", lifespan=life, dependencies=[Depends(admit)], docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.desk, app.state.tokens = desk, tokens
    for room in (*ROOMS, *api.ROOMS):
        app.include_router(room.routes)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _not_there)
    app.add_exception_handler(RecountedError, _failed)
    app.add_middleware(Guard, hosts=hosts, secure=secure, broken=_broken)
    return app


#: Seconds that a server waits for its warming up before it answers: else the first page would wait for it, and longer.
_WARMING = 3.0


def _warm(browse: Browse) -> None:
    """Make the templates ready and bring a large casebook's lists to mind, so that the first page does not wait for them."""
    compile_all()
    with suppress(RecountedError):  # the page that needs them will say what is wrong
        browse.warm()


def _told(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    what = str(error.detail) if isinstance(error, HTTPException) else ""
    if problems.wanted(request.url.path):
        route = request.scope.get("route")
        headers = {"Allow": roles.methods_of(route.path)} if status == 405 and isinstance(route, APIRoute) else None
        return problems.problem(status, what, headers=headers)
    return _to_sign_in(request) if status == 401 else _page(request, status, what)


def _to_sign_in(request: Request) -> Response:
    """Whoever is not signed in signs in, and comes back to where they were if that was to look at something."""
    query = f"?{request.url.query}" if request.url.query else ""
    onward = quote(request.url.path + query if request.method == "GET" else "/", safe="")
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    return RedirectResponse(f"/login?next={onward}", 303)


def _not_there(request: Request, error: Exception) -> Response:
    """An address with something in it that no page has; to a program, what is wrong with what it sent."""
    if problems.wanted(request.url.path) and isinstance(error, RequestValidationError):
        wrong = [{"where": [str(part) for part in e["loc"]], "what": e["msg"]} for e in error.errors()]
        return problems.problem(422, "What was sent does not fit the description at /openapi.json.", wrong)
    return _page(request, 404, "")


def _failed(request: Request, error: Exception) -> Response:
    """What was asked for cannot be, is not theirs to do, or was changed meanwhile; or the casebook is locked, full, damaged."""
    status, what = next(((s, w) for kind, s, w in _KINDS if isinstance(error, kind)), (503, "casebook"))
    if problems.wanted(request.url.path):
        return problems.failed(error, status)
    if isinstance(error, ConflictError) and (page := conflicts.page(request, request.app.state.desk)):
        return page
    return _page(request, status, what, str(error))


def _broken(request: Request, error: Exception) -> Response:
    """A fault of ours, or of the file: said in words, never a bare number."""
    if problems.wanted(request.url.path):
        return problems.problem(500, "This could not be answered; `recounted check` says whether the casebook is whole.")
    return _page(request, 500, "broken", type(error).__name__)


_KINDS = ((ConflictError, 409, "conflict"), (NotAllowedError, 403, "role"), (CallError, 422, "call"))


def _page(request: Request, status: int, what: str, said: str = "") -> Response:
    desk: Desk = request.app.state.desk
    if not hasattr(request.state, "visitor"):  # no route was met, so nobody was asked
        request.state.visitor = desk.door.visitor(request)
    return desk.renderer.page(request, "error.html", {"code": status, "what": what, "said": said}, status=status)

"""``serve``: the review page on this machine.

In: a casebook, or none. Out: a server that runs until it is stopped. It listens on the loopback interface only: there are no
accounts yet, so nobody else may reach it.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from recounted.cli.terminal import say
from recounted.errors import CallError
from recounted.settings import DEFAULT_CASEBOOK, DEFAULT_PORT

if TYPE_CHECKING:
    from recounted.casebook import Casebook
    from recounted.flow import Outcome
    from recounted.review.jobs import TakeIn, Watch

#: Names of this machine that nobody else can use.
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def serve(
    casebook: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The casebook, one file; made if there is none.", show_default=False)
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Show the example reports, in FILE or in a casebook that is gone afterwards.")
    ] = False,
    host: Annotated[str, typer.Option(help="The address to listen on: this machine only, as yet.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = DEFAULT_PORT,
) -> None:
    """Open the review page in a browser on this machine."""
    if host not in _LOOPBACK:
        raise CallError(
            f"--host {host}: the review page has no accounts yet, so it is served to this machine only "
            f"({', '.join(_LOOPBACK)}); to reach it from elsewhere, tunnel the port, for example with ssh -L"
        )
    try:
        import uvicorn

        from recounted.review.app import create_app
    except ImportError as error:
        raise CallError(f"the review page is not installed ({error.name} is missing): pip install 'recounted[web]'") from error
    with closing(_listen(host, port)) as listening, _open(casebook, demo) as book:
        app = create_app(book, taking_into(book), user=_user(), examples=examples())
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False)
        shown = f"[{host}]" if ":" in host else host
        say(f"{book.path}: http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C to stop)")
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen()  # from now on browsers are answered, if only when the pages are ready
    except OSError as error:
        made.close()
        raise CallError(f"port {port} of {host} cannot be used ({error.strerror}); name another with --port") from error
    return made


@contextmanager
def _open(path: Path | None, demo: bool) -> Iterator[Casebook]:
    """The casebook to be shown; with ``demo`` the example reports are in it."""
    from recounted.cli.incidents import open_casebook

    if not demo:
        with open_casebook(path or DEFAULT_CASEBOOK, create=True) as book:
            yield book
        return
    folder = examples()
    if folder is None:
        raise CallError("the example reports are not installed with this copy of Recounted")
    with (
        TemporaryDirectory(prefix="recounted-demo-") as temporary,
        open_casebook(path or Path(temporary) / "demo.casebook", create=True) as book,
    ):
        say("reading the example reports …")
        taking_into(book)([folder / "reports"], iter, published=None, metadata=folder / "reports.csv")
        yield book


def _user() -> str:
    """The login name: who decides, until a name is given."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        return "analyst"


def taking_into(book: Casebook) -> TakeIn:
    """The whole way from files into this casebook."""
    from recounted import flow

    def take_in(paths: Sequence[Path], watch: Watch, *, published: str | None, metadata: Path | None) -> Outcome:
        return flow.run(paths, book, metadata=metadata, published=published, watch=watch)

    return take_in


def examples() -> Path | None:
    """The folder of the example reports: in the package, or in the source tree beside it."""
    package = Path(__file__).parent.parent
    places = (package / "review" / "demo", package.parents[1] / "examples")
    return next((place for place in places if (place / "reports.csv").exists()), None)

"""``serve``: the review page on this machine.

In: a casebook, or none. Out: a server that runs until it is stopped. On this machine's own address nobody signs in; on any other,
and behind a proxy, everybody does, and it does not start before somebody can.
"""

from __future__ import annotations

import gc
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
_OWN = "127.0.0.1"


def serve(
    casebook: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The casebook, one file; made if there is none.", show_default=False)
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Show the example reports, in FILE or in a casebook that is gone afterwards.")
    ] = False,
    host: Annotated[str, typer.Option(help="The address to listen on; with any but this machine's own, people sign in.")] = _OWN,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = DEFAULT_PORT,
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="What browsers call this server (cases.example.org).")
    ] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="People come through a proxy that speaks https; they sign in.")
    ] = False,
    proxy: Annotated[str, typer.Option(metavar="ADDRESS", help="The address that the proxy asks from.")] = _OWN,
) -> None:
    """Open the review page: for whoever sits at this machine, or, with --host, for people who sign in."""
    accounts = behind_proxy or host not in _LOOPBACK
    if accounts:
        _somebody_can_sign_in(casebook or DEFAULT_CASEBOOK, encrypted=behind_proxy)
    names = _names(host, name or [], accounts)
    try:
        import uvicorn

        from recounted.review.app import create_app
    except ImportError as error:
        raise CallError(f"the review page is not installed ({error.name} is missing): pip install 'recounted[web]'") from error
    with closing(_listen(host, port)) as listening, _open(casebook, demo) as book:
        app = create_app(
            book, taking_into(book), user=_user(), examples=examples(), hosts=names, accounts=accounts, secure=behind_proxy
        )
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=behind_proxy,
            forwarded_allow_ips=proxy,
        )
        gc.freeze()  # what is there now stays: looking through it for garbage again and again made one page in ten wait 80 ms
        gc.set_threshold(
            20_000, 20, 20
        )  # nor through the tens of thousands of objects of one large page, of which few are circles
        shown = f"[{host}]" if ":" in host else host
        say(f"{book.path}: {_address(names, shown, listening.getsockname()[1], behind_proxy)} (Ctrl-C to stop)")
        uvicorn.Server(config).run(sockets=[listening])


def _names(host: str, given: list[str], accounts: bool) -> tuple[str, ...]:
    """What the server answers to. Raises CallError where that cannot be known."""
    if not accounts:
        return (*_LOOPBACK, *given)
    if not given and host in ("", "0.0.0.0", "::", *_LOOPBACK):
        raise CallError("say what browsers call this server, such as --name cases.example.org: it answers to its own name only")
    return tuple(given) or (host,)


def _somebody_can_sign_in(path: Path, *, encrypted: bool) -> None:
    """Raises CallError where the casebook has no owner, or is not there."""
    from recounted.casebook.people import People
    from recounted.cli.incidents import open_casebook

    how = f"`recounted people add NAME --role owner --casebook {path}`"
    if path.exists():
        with open_casebook(path, write=True) as book:
            if any(person.role == "owner" for person in People(book).all()):
                if not encrypted:
                    say("passwords travel unencrypted: put a proxy that speaks https before it and say --behind-proxy")
                return
    raise CallError(f"{path}: has no owner, so nobody could sign in; make the first account with {how}")


def _address(names: tuple[str, ...], host: str, port: int, behind_proxy: bool) -> str:
    return f"https://{names[0]}/, asked from the proxy on {host}:{port}" if behind_proxy else f"http://{host}:{port}/"


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

"""``people``: who may sign in to a casebook that is served to others, with which role, and who did what.

In: names. Out: tables and, once each, the secrets of new tokens. Whoever may write the file may do all of this; it stands in the
casebook's access log under their login name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recounted.cli.deciding import By, login_name
from recounted.cli.incidents import CasebookOption, TableFormat, open_casebook
from recounted.cli.terminal import clean, console, say, write_json_lines
from recounted.errors import CallError
from recounted.settings import DEFAULT_CASEBOOK, TOKEN_DAYS

if TYPE_CHECKING:
    from recounted.casebook import Casebook
    from recounted.casebook.people import People
    from recounted.casebook.sessions import Sessions

people = typer.Typer(help="Accounts of a casebook that is served to others: who, with which role.", no_args_is_help=True)


class RoleName(StrEnum):
    """The roles; each may do what the ones before it may, and more."""

    reader = "reader"
    coder = "coder"
    reviewer = "reviewer"
    owner = "owner"


Name = Annotated[str, typer.Argument(metavar="NAME", help="A person's name, as it stands beside decisions.")]
RoleArgument = Annotated[RoleName, typer.Argument(help="The role.")]
RoleOption = Annotated[RoleName, typer.Option("--role", help="What they may do; `recounted people list` explains the roles.")]
Format = Annotated[TableFormat, typer.Option(help="How to print them.")]

_MEANS = {
    "reader": "reads everything, and exports what is published",
    "coder": "also adds reports, and decides on claims, links, day, place, kind, title",
    "reviewer": "also sets grades, best figures and states, publishes, exports at every level",
    "owner": "also manages accounts, and reads the access log",
}


@people.command()
def add(
    name: Name,
    role: RoleOption = RoleName.reader,
    sign_in: Annotated[
        str, typer.Option(metavar="ID", help="What the identity provider calls them (an address); no password is asked for then.")
    ] = "",
    by: By = "",
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """Give somebody an account. The password is asked for, or read from standard input."""
    with open_casebook(casebook, create=True) as book:
        from recounted.casebook.people import People

        password = None if sign_in else _password(name)
        person = People(book).add(name, role.value, by=login_name(by), password=password, sign_in=sign_in or None)
    say(f"{person.name} may sign in as {person.role}; `recounted serve --host ADDRESS --name NAME` serves {casebook} to people")


@people.command(name="list")
def list_people(casebook: CasebookOption = DEFAULT_CASEBOOK, format: Format = TableFormat.table) -> None:
    """Who has an account, and what the roles mean."""
    with _opened(casebook) as (found, _, _book):
        everybody = found.all()
    if format is TableFormat.jsonl:
        write_json_lines(_json(asdict(person)) for person in everybody)
        return
    _print(
        ("name", "role", "signs in with", "since"),
        [(p.name, p.role, _with(p.password, p.sign_in), p.added_at[:10]) for p in everybody],
    )
    for role, means in _MEANS.items():
        say(f"{role}: {means}")


@people.command(name="role")
def set_role(name: Name, role: RoleArgument, by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """Give somebody another role; it holds at once."""
    with _opened(casebook) as (found, _, _book):
        found.set_role(name, role.value, by=login_name(by))
    say(f"{name}: {role.value}")


@people.command()
def remove(name: Name, by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """Take an account away, with its sessions and tokens. What the person decided stays."""
    with _opened(casebook) as (found, _, _book):
        found.remove(name, by=login_name(by))
    say(f"{name}: has no account any more")


@people.command()
def reset(name: Name, by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """Give somebody another password; sessions and tokens end, and a name that had to wait need not."""
    with _opened(casebook) as (found, sessions, _book):
        from recounted.casebook.people import key_of

        found.set_password(name, _password(name), by=login_name(by))
        sessions.forgive(f"name:{key_of(name)}")
    say(f"{name}: has a new password, and has to sign in again")


@people.command()
def token(
    name: Name,
    role: RoleOption = RoleName.reader,
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it lasts.")] = TOKEN_DAYS,
    label: Annotated[str, typer.Option(metavar="TEXT", help="What it is for.")] = "",
    by: By = "",
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """Make a token with which a program may speak for somebody. It is printed this once."""
    with _opened(casebook) as (found, sessions, _book):
        person = found.get(name)
        secret = sessions.make_token(person.name if person else name, role.value, by=login_name(by), label=label, days=days)
    write_json_lines([secret])
    say(f"it speaks for {name} as {role.value}, for {days} days; send it as `Authorization: Bearer …`")


@people.command()
def tokens(casebook: CasebookOption = DEFAULT_CASEBOOK, format: Format = TableFormat.table) -> None:
    """The tokens that hold."""
    with _opened(casebook) as (_, sessions, _book):
        held = sessions.tokens()
    if format is TableFormat.jsonl:
        write_json_lines(_json(asdict(t)) for t in held)
        return
    _print(("number", "of", "role", "until", "for"), [(str(t.number), t.person, t.role, t.ends_at[:10], t.label) for t in held])


@people.command()
def revoke(
    number: Annotated[int, typer.Argument(help="The token's number, as `recounted people tokens` prints it.")],
    by: By = "",
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """End a token."""
    with _opened(casebook) as (_, sessions, _book):
        sessions.revoke(number, by=login_name(by))
    say(f"token {number} is good for nothing any more")


@people.command()
def log(
    of: Annotated[str | None, typer.Option("--of", metavar="NAME", help="Of this person only.")] = None,
    last: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many entries, the latest ones.")] = 100,
    casebook: CasebookOption = DEFAULT_CASEBOOK,
    format: Format = TableFormat.table,
) -> None:
    """Who signed in, saw, sent and exported what: the access log."""
    from recounted.casebook.access import AccessLog

    with open_casebook(casebook) as book:
        found = AccessLog(book).last(who=of, limit=last)[::-1]
    if format is TableFormat.jsonl:
        write_json_lines(_json(asdict(entry)) for entry in found)
        return
    _print(("when", "who", "what", "which"), [(e.at, e.who, e.what, e.subject) for e in found])


@contextmanager
def _opened(path: Path) -> Iterator[tuple[People, Sessions, Casebook]]:
    from recounted.casebook.people import People
    from recounted.casebook.sessions import Sessions

    with open_casebook(path, write=True) as book:
        yield People(book), Sessions(book), book


def _password(name: str) -> str:
    """A password, typed twice or read from a pipe, as its hash. Raises CallError for one that is easily guessed."""
    try:
        from recounted.review.accounts.passwords import WEAK, hashed, weakness
    except ImportError as error:
        raise CallError(f"accounts need the review page ({error.name} is missing): pip install 'recounted[web]'") from error
    if sys.stdin.isatty():
        given = typer.prompt(f"Password of {clean(name)}", hide_input=True, confirmation_prompt=True, err=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    if weak := weakness(given, name):
        raise CallError(WEAK[weak])
    return hashed(given)


def _with(password: bool, sign_in: str | None) -> str:
    return " and ".join(filter(None, ("a password" if password else "", sign_in)))


def _json(row: dict[str, object]) -> str:
    import json

    return json.dumps(row, ensure_ascii=False)


def _print(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(*heads, box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*map(clean, row))
    console().print(table)

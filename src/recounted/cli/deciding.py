"""``decide``, ``undo``, ``redo``: a person's word, put into a casebook and carried out at once.

In: names of incidents, mentions (``report.txt#m1``), claims and reports. Out: the incidents that changed, and on standard error
the number of the act, by which it can be taken back.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recounted.cli.incidents import CasebookOption, open_casebook
from recounted.cli.terminal import console, say
from recounted.errors import CallError
from recounted.model import Act
from recounted.settings import DEFAULT_CASEBOOK

if TYPE_CHECKING:
    from recounted.casebook import Casebook

decide = typer.Typer(help="Decide as a person: what is one incident, what a claim says, what holds.", no_args_is_help=True)

Why = Annotated[str, typer.Option(metavar="TEXT", help="The reason, for the history.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who decides; the login name if not given.", show_default=False)]
Either = Annotated[
    str, typer.Argument(metavar="MENTION|INCIDENT", help="A mention, like report.txt#m1, or an incident's code or id.")
]
IncidentName = Annotated[str, typer.Argument(metavar="INCIDENT", help="An incident's code or id.")]
ClaimName = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id.")]
ReportName = Annotated[str, typer.Argument(metavar="REPORT", help="A report's name or id.")]
MentionName = Annotated[str, typer.Argument(metavar="MENTION", help="A mention, like report.txt#m1.")]
ActNumber = Annotated[
    int | None, typer.Argument(metavar="ACT", help="An act's number; the latest if not given.", show_default=False)
]
Only = Annotated[str | None, typer.Option("--of", metavar="NAME", help="The latest act of this person.")]


@decide.command()
def same(left: Either, right: Either, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """Two mentions, or incidents, are of one incident."""
    with _deciding(casebook) as (book, tell):
        tell(book.say_same(left, right, by=login_name(by), why=why))


@decide.command(name="not-same")
def not_same(left: Either, right: Either, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """Two mentions, or incidents, are not of one incident."""
    with _deciding(casebook) as (book, tell):
        tell(book.say_not_same(left, right, by=login_name(by), why=why))


@decide.command()
def unsure(left: Either, right: Either, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """You looked at two mentions and cannot tell: the machine's link stands, marked."""
    with _deciding(casebook) as (book, tell):
        tell(book.say_unsure(left, right, by=login_name(by), why=why))


@decide.command()
def merge(incidents: list[IncidentName], why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """Several incidents are one."""
    with _deciding(casebook) as (book, tell):
        tell(book.merge(incidents, by=login_name(by), why=why))


@decide.command()
def split(
    incident: IncidentName, mentions: list[MentionName], why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK
) -> None:
    """Some mentions of an incident are an incident of their own."""
    with _deciding(casebook) as (book, tell):
        tell(book.split(incident, mentions, by=login_name(by), why=why))


@decide.command()
def move(
    mention: MentionName, incident: IncidentName, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK
) -> None:
    """A mention belongs to another incident."""
    with _deciding(casebook) as (book, tell):
        tell(book.move(mention, incident, by=login_name(by), why=why))


@decide.command(name="set")
def set_value(
    incident: IncidentName,
    field: Annotated[str, typer.Argument(help="best:HARM, grade, grade:ACTOR, when, where, status, kind, title or state.")],
    value: Annotated[
        str, typer.Argument(help="The value; `none` takes back what was set. A place: its name in a report, or JSON.")
    ],
    why: Why = "",
    by: By = "",
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """Set a field of an incident."""
    with _deciding(casebook) as (book, tell):
        tell(book.set_value(incident, field, _value(value), by=login_name(by), why=why))


@decide.command()
def accept(claim: ClaimName, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """A claim is as it was read."""
    with _deciding(casebook) as (book, tell):
        tell(book.accept(claim, by=login_name(by), why=why))


@decide.command()
def reject(claim: ClaimName, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """A claim is not made in the words: it counts for nothing, and stays in sight."""
    with _deciding(casebook) as (book, tell):
        tell(book.reject(claim, by=login_name(by), why=why))


@decide.command()
def correct(
    claim: ClaimName,
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help="What is otherwise: lo=5 hi=7 stance=denied.")],
    why: Why = "",
    by: By = "",
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """A claim is otherwise than it was read."""
    with _deciding(casebook) as (book, tell):
        tell(book.correct(claim, _fields(changes), by=login_name(by), why=why))


@decide.command(name="add-claim")
def add_claim(
    mention: MentionName,
    type: Annotated[str, typer.Argument(metavar="TYPE", help="toll, responsibility, weapon or target.")],
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE…", help="quote=WORDS as printed, speaker=WORDS, and what is claimed: harm=killed lo=5."
        ),
    ],
    why: Why = "",
    by: By = "",
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """A report makes a claim that was not read."""
    with _deciding(casebook) as (book, tell):
        tell(book.add_claim(mention, type, _fields(fields), by=login_name(by), why=why))


@decide.command(name="leave-out")
def leave_out(report: ReportName, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """A report counts in no incident; it stays stored."""
    with _deciding(casebook) as (book, tell):
        tell(book.leave_out(report, by=login_name(by), why=why))


@decide.command(name="take-in")
def take_in(report: ReportName, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """A report that was left out counts again."""
    with _deciding(casebook) as (book, tell):
        tell(book.take_in(report, by=login_name(by), why=why))


@decide.command()
def tie(
    denial: ClaimName,
    claims: Annotated[list[str] | None, typer.Argument(metavar="CLAIM…", help="What it denies; none: nothing here.")] = None,
    why: Why = "",
    by: By = "",
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """A denial denies these claims and no others."""
    with _deciding(casebook) as (book, tell):
        tell(book.tie(denial, claims or [], by=login_name(by), why=why))


@decide.command()
def rule(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A toll rule; a wrong name lists them. none: the usual one.")],
    why: Why = "",
    by: By = "",
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """Reckon the tolls of the casebook by a rule."""
    with _deciding(casebook) as (book, tell):
        tell(book.use_rule(_value(name), by=login_name(by), why=why))


def undo(act: ActNumber = None, of: Only = None, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """Take back what a person decided: the latest act, or the one of this number."""
    with _deciding(casebook) as (book, tell):
        tell(book.undo(act, by=login_name(by), why=why, only=of))


def redo(act: ActNumber = None, of: Only = None, why: Why = "", by: By = "", casebook: CasebookOption = DEFAULT_CASEBOOK) -> None:
    """Take back an undoing: the latest, or that of the act of this number."""
    with _deciding(casebook) as (book, tell):
        tell(book.redo(act, by=login_name(by), why=why, only=of))


@contextmanager
def _deciding(path: Path) -> Iterator[tuple[Casebook, Any]]:
    from recounted.casebook import update_incidents

    with open_casebook(path, write=True) as book:
        yield book, lambda act: _tell(book, act)
        if book.is_behind():
            say("it was linked by an earlier version of Recounted; the next `recounted run` links all of it anew")
        elif left := book.left():
            say(f"{left} reports and incidents are brought up to date …")
            update_incidents(book)


def _tell(book: Casebook, act: Act) -> None:
    """The incidents as they are after the act, and how to take it back."""
    from recounted.cli.table import incident_table

    names = book.changed_by(act)
    found = [i for name in names if (i := book.incident(name))]
    if found:
        console().print(incident_table({i.id: i for i in found}.values()))
    meant = book.meant_by(act)
    what = f"{act.verb} of act {meant.number}, {meant.verb}," if meant is not act else act.verb
    back = (
        f"`recounted redo {meant.number}` brings it back"
        if act.verb == "undo"
        else f"`recounted undo {meant.number}` takes it back"
    )
    changed = "" if names else "; no incident changed"
    say(f"act {act.number}: {what} by {act.by}{changed}; {back}")


def login_name(by: str) -> str:
    """Who does it: the name given, or the login name. Raises CallError where there is none."""
    try:
        return by or getpass.getuser()
    except (KeyError, OSError) as error:  # a container whose user has no name
        raise CallError("say who decides, with --by NAME") from error


_WORDS = ("quote", "speaker")


def _fields(pairs: list[str]) -> dict[str, Any]:
    """``lo=5`` as a field and its value. A report's words stay words, also where they are a number."""
    if bad := [pair for pair in pairs if "=" not in pair]:
        raise CallError(f"{bad[0]}: say it as FIELD=VALUE, such as lo=5")
    given = dict(pair.partition("=")[::2] for pair in pairs)
    return {field: text if field in _WORDS and text.isdecimal() else _value(text) for field, text in given.items()}


def _value(text: str) -> Any:
    """A number, object, list, true or false as JSON has it; nothing for ``none``; all else is words."""
    if text.strip().lower() in ("none", "null"):
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return text if isinstance(found, float) else found

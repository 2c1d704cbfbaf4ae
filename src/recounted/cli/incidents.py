"""``incidents``, ``show`` and ``export``: what a casebook holds.

In: a casebook, an id, code or name. Out: the table, one incident or claim in full, a report's stored text, or an export file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

import typer

from recounted.cli.terminal import clean, console, print_parts, say, write_json_lines, write_text
from recounted.errors import CallError, CasebookError
from recounted.model import Incident
from recounted.settings import DEFAULT_CASEBOOK

if TYPE_CHECKING:
    from rich.console import RenderableType

    from recounted.casebook import Casebook, Look

CasebookOption = Annotated[Path, typer.Option(metavar="FILE", help="The casebook, one file.")]
#: Incidents in a table; more are counted, and ``--format jsonl`` has them all.
MOST_ROWS = 500


class Undated(StrEnum):
    """What becomes of reports without a date when a toll is asked for as of a day."""

    apart = "apart"
    counted = "counted"


class Release(StrEnum):
    """Who may read an export (field-standards 1.7)."""

    public = "public"
    partner = "partner"
    internal = "internal"


class TableFormat(StrEnum):
    """How incidents are printed."""

    table = "table"
    jsonl = "jsonl"


@contextmanager
def open_casebook(path: Path, *, create: bool = False, write: bool = False) -> Iterator[Casebook]:
    """An open casebook. A path that is no casebook, or cannot be opened, makes the call wrong: nothing could be done."""

    from recounted.casebook import Casebook

    try:
        book = Casebook.open(path, create=create, read_only=not (create or write))
    except CasebookError as error:
        raise CallError(str(error)) from error
    with book:
        yield book


RuleOption = Annotated[str | None, typer.Option("--rule", metavar="NAME", help="Toll rule to look by; a wrong name lists them.")]
ViewOption = Annotated[str | None, typer.Option("--view", metavar="NAME", help="What is in the view saved under this name.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As the reports that were out by that day tell it.")]
UndatedOption = Annotated[Undated, typer.Option("--undated", help="With --as-of: what of reports without a date.")]


def look_at(rule: str | None = None, as_of: str | None = None, undated: str = "apart", source: str | None = None) -> Look:
    """The look that these options ask for. Raises CallError for an unknown rule and for what is no day."""
    from recounted.casebook.look import asked

    return asked(rule, as_of, undated, source)


def list_incidents(
    casebook: CasebookOption = DEFAULT_CASEBOOK,
    format: Annotated[TableFormat, typer.Option(help="How to print them.")] = TableFormat.table,
    rule: RuleOption = None,
    as_of: AsOf = None,
    undated: UndatedOption = Undated.apart,
    view: ViewOption = None,
) -> None:
    """List the incidents of a casebook."""
    from recounted.casebook import anew

    look = look_at(rule, as_of, undated)
    with open_casebook(casebook) as book:
        ids = in_view(book, view)[1] if view else None
        print_incidents(filter(None, anew(book, book.incidents(ids), look)), format)


def in_view(book: Casebook, name: str) -> tuple[str, list[str]]:
    """What the saved view of this name asks for, and its incidents in its order. Raises CallError if there is none."""
    from recounted.casebook.browse import Browse
    from recounted.casebook.views import Views, query_of, view_of

    saved, _ = view_of(parse_qsl(Views(book).get(name).query))
    return query_of(saved), Browse(book).incidents(saved)


def print_incidents(found: Iterable[Incident], format: TableFormat) -> None:
    """All incidents as JSON lines, or the first 500 as a table with a legend."""
    if format is TableFormat.jsonl:
        write_json_lines(incident.model_dump_json() for incident in found)
        return
    from recounted.cli.table import LEGEND, incident_table

    incidents = iter(found)
    shown = list(islice(incidents, MOST_ROWS))
    if not shown:
        say("no incidents: none of the reports tells of harm")
        return
    out = console()
    out.print(incident_table(shown))
    out.print(f"\n{LEGEND}", style="dim")
    more = sum(1 for _ in incidents)
    if more:
        say(f"and {more} more incidents: `recounted incidents --format jsonl` has them all")


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="An incident's code or id, or a claim's id; with --text, a report.")],
    casebook: CasebookOption = DEFAULT_CASEBOOK,
    text: Annotated[bool, typer.Option("--text", help="Print the stored text of the report called ID, unchanged.")] = False,
    rule: RuleOption = None,
    as_of: AsOf = None,
    undated: UndatedOption = Undated.apart,
    without: Annotated[
        str | None, typer.Option(metavar="SOURCE", help="What changes without a report, an outlet or a speaker.")
    ] = None,
) -> None:
    """Show one incident, one claim, or a report's text (--text)."""
    from recounted.cli.page import claim_page, incident_page
    from recounted.cli.sources import sources_of

    look = look_at(rule, as_of, undated, without)
    with open_casebook(casebook) as book:
        if text:
            write_text(book.report_text(id))
        elif incident := book.incident(id):
            sources = sources_of(book.readings({member.report_id for member in incident.mentions}))
            changed = _changed(book, incident, look) if without else []
            print_parts([*changed, *incident_page(_looked_at(book, incident, look), sources)])
        elif stored := book.claim(id):
            print_parts(claim_page(stored.claim, stored.report, book.report_text(stored.report_id)))
        else:
            raise CallError(f"{casebook}: has no incident or claim {id}; `recounted incidents` lists the incidents' codes")


def _looked_at(book: Casebook, incident: Incident, look: Look) -> Incident:
    from recounted.casebook import anew

    (found,) = anew(book, [incident], look)
    if found is None and look.source:
        raise CallError(f"{incident.code}: nothing is left without {look.source}")
    if found is None:
        raise CallError(f"{incident.code}: no report of it is known to have come out by {look.as_of}")
    return found


def _changed(book: Casebook, incident: Incident, look: Look) -> list[RenderableType]:
    """What dropping a source changes. Raises CallError where nothing has that name."""
    from recounted.cli.page import section
    from recounted.reconciling import changes

    before = _looked_at(book, incident, replace(look, source=None))
    after = _looked_at(book, incident, look)
    if before == after:
        voices = {f.voice for day in before.history for f in day.figures} | {
            v for r in before.responsibility for v in r.accused_by
        }
        known = ", ".join(sorted({m.report for m in before.mentions} | voices))
        raise CallError(f"{incident.code}: has no source called {look.source}; there are {known}")
    rows = [(clean(c.field), clean(f"{c.before or 'nothing'} → {c.after or 'nothing'}")) for c in changes(before, after)]
    return [*section(clean(f"Without {look.source}"), rows or [("nothing changes", "")]), ""]


Profile = Annotated[
    str, typer.Option("--as", metavar="NAME", help="Export profile; a wrong name lists them.", show_default=False)
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="The file to write.", show_default=False)]
Internal = Annotated[bool, typer.Option("--internal", help="With quotes and all names: not to be published.")]
Published = Annotated[bool, typer.Option("--published", help="Only incidents that a person published: what may be made public.")]
Grid = Annotated[
    float | None, typer.Option("--coarsen-km", metavar="KM", help="Put coordinates on a grid of so many kilometres.")
]


def export(
    name: Profile,
    output: Output,
    casebook: CasebookOption = DEFAULT_CASEBOOK,
    internal: Internal = False,
    level: Annotated[Release | None, typer.Option("--level", help="Who may read it; public if not given.")] = None,
    view: ViewOption = None,
    published: Published = False,
    grid_km: Grid = None,
    rule: RuleOption = None,
    as_of: AsOf = None,
    undated: UndatedOption = Undated.apart,
) -> None:
    """Write the incidents to a file. Quotes and names of possible private persons stay out, unless --internal is given."""
    from recounted.export import write_export

    look = look_at(rule, as_of, undated)
    if internal and level not in (None, "internal"):
        raise CallError(f"--internal and --level {level}: give one of them")
    who = Release.internal if internal else level or Release.public
    how: dict[str, Any] = {"level": who.value, "coarsen_km": grid_km, "published_only": published}
    with open_casebook(casebook) as book:
        about = write_export(book, name, output, look=look, view=in_view(book, view) if view else None, **how)
    said = (about["caution"], about["caveat"], about["review"]["note"])
    say(f"{output}: {about['counts']['written']} {about['unit']}s. {' '.join(said)}")

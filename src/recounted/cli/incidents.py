"""``incidents``, ``show`` and ``export``: what a casebook holds.

In: a casebook, an id, code or name. Out: the table, one incident or claim in full, a report's stored text, or an export file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recounted.cli.terminal import console, print_parts, say, write_json_lines, write_text
from recounted.errors import CallError, CasebookError
from recounted.model import Incident
from recounted.settings import DEFAULT_CASEBOOK

if TYPE_CHECKING:
    from recounted.casebook import Casebook

CasebookOption = Annotated[Path, typer.Option(metavar="FILE", help="The casebook, one file.")]
#: Incidents in a table; more are counted, and ``--format jsonl`` has them all.
MOST_ROWS = 500


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


def list_incidents(
    casebook: CasebookOption = DEFAULT_CASEBOOK,
    format: Annotated[TableFormat, typer.Option(help="How to print them.")] = TableFormat.table,
) -> None:
    """List the incidents of a casebook."""
    with open_casebook(casebook) as book:
        print_incidents(book.incidents(), format)


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
) -> None:
    """Show one incident, one claim, or a report's text (--text)."""
    from recounted.cli.page import claim_page, incident_page, sources_of

    with open_casebook(casebook) as book:
        if text:
            write_text(book.report_text(id))
        elif incident := book.incident(id):
            readings = book.readings({member.report_id for member in incident.mentions})
            print_parts(incident_page(incident, sources_of(readings)))
        elif stored := book.claim(id):
            print_parts(claim_page(stored.claim, stored.report, book.report_text(stored.report_id)))
        else:
            raise CallError(f"{casebook}: has no incident or claim {id}; `recounted incidents` lists the incidents' codes")


Profile = Annotated[
    str, typer.Option("--as", metavar="NAME", help="Export profile; a wrong name lists them.", show_default=False)
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="The file to write.", show_default=False)]
Internal = Annotated[bool, typer.Option("--internal", help="With quotes and all names: not to be published.")]
Grid = Annotated[
    float | None, typer.Option("--coarsen-km", metavar="KM", help="Put coordinates on a grid of so many kilometres.")
]


def export(
    name: Profile, output: Output, casebook: CasebookOption = DEFAULT_CASEBOOK, internal: Internal = False, grid_km: Grid = None
) -> None:
    """Write the incidents to a file. Quotes and names of possible private persons stay out, unless --internal is given."""
    from recounted.export import write_export

    with open_casebook(casebook) as book:
        about = write_export(book, name, output, level="internal" if internal else "public", coarsen_km=grid_km)
    say(f"{output}: {about['counts']['written']} {about['unit']}s. {about['caution']} {about['caveat']}")

"""``run`` and ``read``: reports in, incidents or readings out.

In: paths and what is known about the reports. Out: the incident table, or readings; on standard error the progress, what could
not be read, and a closing summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recounted import flow
from recounted.cli.incidents import CasebookOption, TableFormat, open_casebook, print_incidents
from recounted.cli.stopping import Stop
from recounted.cli.terminal import print_parts, say, stages, with_progress, write_json_lines
from recounted.intake import Metadata, Unread, load_metadata, survey
from recounted.model import Reading
from recounted.settings import DEFAULT_CASEBOOK

if TYPE_CHECKING:
    from recounted.flow import Outcome

Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Reports, or folders of reports.", show_default=False)]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="Date of publication of reports that do not say (EDTF).")]
MetadataFile = Annotated[Path | None, typer.Option(metavar="FILE", help="CSV or JSON Lines: published, url, outlet … by name.")]
Language = Annotated[str | None, typer.Option(metavar="CODE", help="Language of the reports, if it should not be detected.")]
Jobs = Annotated[int, typer.Option(metavar="N", min=1, help="Processes to read in.")]

#: The problem that means: nothing could be read in this report. The others are remarks.
UNREADABLE = "no_pack"
#: Why a report that has words of harm tells of no incident: a correct answer, kept in the reading, and no news on the terminal.
NO_NEWS = "no_incident"
#: Lines on standard error for one kind of problem; the rest is counted.
_SHOWN = 20


class ReadingFormat(StrEnum):
    """How ``read`` prints readings."""

    jsonl = "jsonl"
    text = "text"


def run(
    paths: Paths,
    casebook: CasebookOption = DEFAULT_CASEBOOK,
    published: Published = None,
    metadata: MetadataFile = None,
    lang: Language = None,
    jobs: Jobs = 1,
    format: Annotated[TableFormat, typer.Option(help="How to print the incidents.")] = TableFormat.table,
) -> None:
    """Read reports, join those of one incident, print the incidents."""
    table = _table(metadata)
    tally = Tally()
    with open_casebook(casebook, create=True) as book:
        _ready_gazetteer()
        try:
            with Stop() as stop:

                def watch(items: Iterator[Reading | Unread]) -> Iterable[Reading | Unread]:
                    return stop.between(_watch(paths, tally, items))

                outcome = flow.run(paths, book, metadata=table, published=published, lang=lang, jobs=jobs, watch=watch)
        except KeyboardInterrupt:
            say(f"recounted: stopped; what was stored in {casebook} is whole, and the same command goes on from there")
            raise typer.Exit(130) from None
        print_incidents(book.incidents(), format)
    tally.tell()
    say(_summary(outcome, tally, casebook))
    raise typer.Exit(tally.exit_status)


def read(
    paths: Paths,
    published: Published = None,
    metadata: MetadataFile = None,
    lang: Language = None,
    jobs: Jobs = 1,
    format: Annotated[ReadingFormat, typer.Option(help="How to print the readings.")] = ReadingFormat.jsonl,
) -> None:
    """Read reports and print what each tells; no casebook needed."""
    table = _table(metadata)
    tally = Tally()
    _ready_gazetteer()
    passing = flow.read_paths(paths, metadata=table, published=published, lang=lang, jobs=jobs)
    readings = (item for item in _watch(paths, tally, passing) if isinstance(item, Reading))
    if format is ReadingFormat.jsonl:
        write_json_lines(map(as_json, readings))
    else:
        from recounted.cli.page import reading_page

        for reading in readings:
            print_parts(reading_page(reading))
    tally.tell()
    raise typer.Exit(tally.exit_status)


def as_json(reading: Reading) -> str:
    """A reading as the contract has it: of the report what identifies it, not its text and custody."""
    return reading.model_dump_json(exclude={"report": {"text", "capture", "problems"}})


class Tally:
    """What went past: reports read, reports that tell of harm, and every problem, by kind."""

    def __init__(self) -> None:
        self.read = 0
        self.with_harm = 0
        self.unreadable = 0
        self.problems: Counter[str] = Counter()
        self.lines: list[str] = []

    def see(self, item: Reading | Unread) -> None:
        """Count one result; keep the words of a problem while there are few of its kind."""
        if isinstance(item, Unread):
            self.unreadable += 1
            self._keep(str(item.path), item.problem.code, item.problem.text)
            return
        unreadable = any(p.code == UNREADABLE for p in item.problems)
        self.unreadable += unreadable
        self.read += 1
        self.with_harm += bool(item.mentions)
        for problem in item.problems:
            if problem.code == UNREADABLE or not (unreadable or problem.code == NO_NEWS):
                self._keep(item.report.name, problem.code, problem.text)

    def _keep(self, name: str, code: str, text: str) -> None:
        self.problems[code] += 1
        if self.problems[code] <= _SHOWN:
            self.lines.append(text if text.startswith(name) else f"{name}: {text}")

    def tell(self) -> None:
        """Name every problem on standard error; of a kind that is many times there, the first twenty and the number."""
        for line in self.lines:
            say(line)
        for code, count in self.problems.items():
            if count > _SHOWN:
                say(f"and {count - _SHOWN} more reports with the same problem ({code})")

    @property
    def exit_status(self) -> int:
        """0 all was read; 1 something could not be read."""
        return 1 if self.unreadable else 0


def _table(file: Path | None) -> Metadata | None:
    """The metadata table; what is wrong with single rows of it is named and the rest is used."""
    table = load_metadata(file) if file else None
    for problem in table.problems if table else ():
        say(problem.text)
    return table


def _watch(paths: list[Path], tally: Tally, items: Iterator[Reading | Unread]) -> Iterable[Reading | Unread]:
    """Pass results on with a progress bar, and count them."""
    for item in with_progress(items, "reading reports", lambda: len(survey(paths).inputs)):
        tally.see(item)
        yield item


def _ready_gazetteer() -> None:
    """Build the gazetteer before anything is read, with a bar; where it stands already this costs nothing."""
    from recounted.places import open_gazetteer

    with stages("building the gazetteer (once, about a minute)") as progress:
        open_gazetteer(progress)


def _summary(outcome: Outcome, tally: Tally, casebook: Path) -> str:
    stored, incidents = outcome.reports, outcome.incidents
    known = stored.unchanged + stored.kept
    total = incidents.made + incidents.changed + incidents.unchanged
    parts = [
        f"{tally.read} reports read, {tally.with_harm} tell of harm ({stored.added} new, {known} known)",
        f"{total} incidents ({incidents.made} new, {incidents.changed} changed) in {casebook}",
    ]
    if tally.unreadable:
        parts.insert(1, f"{tally.unreadable} could not be read")
    return "; ".join(parts)

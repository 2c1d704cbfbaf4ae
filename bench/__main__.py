"""The command: ``python -m bench run|compare|misses|report``."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bench.data import OWN, VARIABLE, data_path, folder_of, labels_of
from bench.measure import INVENTED, SETS, Run, measure
from bench.misses import COLLECTORS
from bench.misses import table as causes_table
from bench.quality import page
from bench.readings import LabelledSet
from bench.table import moved, table

app = typer.Typer(
    help="How well Recounted reads, on labelled sets that lie elsewhere.", no_args_is_help=True, pretty_exceptions_enable=False
)

ALL = (*SETS, *INVENTED)
DOCS = Path("docs")
LAST = Path("build/bench.json")
Data = Annotated[Path | None, typer.Option(metavar="PATH", help=f"Folder that holds the sets; else ${VARIABLE}, else ../shared.")]
Sample = Annotated[int | None, typer.Option(metavar="N", min=1, help="Only so many texts of a set.")]
Jobs = Annotated[int, typer.Option(metavar="N", min=1, help="Processes to read in.")]
RunFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False)]


def say(line: str) -> None:
    """Progress and remarks go to standard error; standard output holds the table alone."""
    typer.echo(line, err=True)


@app.command()
def run(
    sets: Annotated[list[str] | None, typer.Argument(metavar="SET", help=f"Any of: {', '.join(ALL)}. All, if none.")] = None,
    data: Data = None,
    sample: Sample = None,
    jobs: Jobs = 1,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to keep the run.")] = LAST,
) -> None:
    """Measure the sets that are there, and print one table."""
    unknown = [name for name in sets or () if name not in ALL]
    if unknown:
        raise typer.BadParameter(f"no set is called {', '.join(unknown)}; there are {', '.join(ALL)}")
    done = measure(sets or ALL, data_path(data), sample=sample, jobs=jobs, tell=say)
    done.save(output)
    print(table(done))
    say(f"kept in {output}")


@app.command()
def compare(old: RunFile, new: Annotated[Path, typer.Argument(exists=True, dir_okay=False)] = LAST) -> None:
    """Show what moved between two runs."""
    lines = list(moved(Run.load(old), Run.load(new)))
    print("\n".join(lines) or "nothing moved")


@app.command()
def big(
    casebook: Annotated[Path, typer.Argument(metavar="FILE", help="Where to make it; its pool is kept beside it.")],
    part: Annotated[float, typer.Option(metavar="P", help="Of 100,000 incidents, 1,000,000 reports, 5,000,000 claims.")] = 1.0,
) -> None:
    """Make a casebook as large as the largest archives out of the invented world: ten gigabytes, in a quarter of an hour."""
    from bench.big import fill  # noqa: PLC0415 - few need it

    if not casebook.parent.is_dir():
        raise typer.BadParameter(f"the folder {casebook.parent} does not exist; make it first, or name another place")
    fill(casebook, part=part, tell=say)


@app.command()
def review(
    casebook: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A casebook; it is written to. One is made, if none.")
    ] = None,
    reports: Annotated[int, typer.Option(metavar="N", help="Invented reports in the one that is made.")] = 10_000,
    seconds: Annotated[float, typer.Option(metavar="S", help="How long four analysts decide while a run takes in.")] = 60.0,
    rounds: Annotated[int, typer.Option(metavar="N", help="Answers of each kind of page.")] = 100,
) -> None:
    """Measure the review page: times of its pages, and four analysts who decide while a run takes in 1,000 reports a minute."""
    from bench.pages import all_pages, spread  # noqa: PLC0415 - the page is an extra
    from bench.review import fill, together  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        path = casebook or Path(folder) / "world.casebook"
        if casebook is None:
            say(f"{reports} reports are invented, linked and stored …")
            fill(path, reports)
        for t in all_pages(path, rounds) if rounds else ():
            took = f"median {t.median:5.0f}  99th {t.ninety_ninth:5.0f}  slowest {t.most:5.0f}  first {t.first:5.0f}"
            print(f"{t.page:28} {took}  ms of the processor {t.work[0]:5.0f} {t.work[1]:5.0f}", flush=True)
        found = together(path, seconds)
        together_took = {"incident, together": found.reading} | {f"{n}, together": took for n, took in found.deciding.items()}
        for t in (spread(name, took) for name, took in together_took.items() if took):
            print(f"{t.page:28} median {t.median:6.0f} ms  99th {t.ninety_ninth:6.0f} ms  {t.answers} times")
        print(f"{len(found.confirmed)} decisions, {len(found.lost)} lost, {found.conflicts} refused as somebody was faster,")
        print(f"{len(found.faults)} faults, {found.taken_in} reports taken in")
        print("\n".join(found.faults[:10]))


@app.command()
def misses(
    name: Annotated[str, typer.Argument(metavar="SET", help=f"One of: {', '.join(COLLECTORS)}.")],
    cause: Annotated[str | None, typer.Option(metavar="WORDS", help="Only causes that hold these words.")] = None,
    data: Data = None,
    sample: Sample = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Only texts of this language.")] = None,
    show: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Snippets of each cause; masked where people are named.")
    ] = None,
) -> None:
    """Group what was missed, spurious or wrong by cause."""
    if name not in COLLECTORS:
        raise typer.BadParameter(f"no causes are told of {name}; there are {', '.join(COLLECTORS)}")
    folder = folder_of(name, data_path(data))
    if folder is None:
        raise typer.BadParameter(f"there is no {name} under {data_path(data)}")
    labels = [label for label in labels_of(folder, sample) if lang in (None, label.get("lang", "en"))]
    own = name in OWN
    few = (3 if own else 0) if cause is None else 20
    found = list(COLLECTORS[name](LabelledSet(name, folder, labels)))
    print(causes_table(found, cause=cause, show=few if show is None else show, masked=not own))


@app.command()
def report(run_file: Annotated[Path, typer.Argument(metavar="RUN", exists=True, dir_okay=False)] = LAST) -> None:
    """Write docs/quality.md, and docs/quality.json that it is made from."""
    run = Run.load(run_file)
    run.save(DOCS / "quality.json")
    (DOCS / "quality.md").write_text(page(Run.load(DOCS / "quality.json")), encoding="utf-8")
    say(f"{DOCS / 'quality.md'} is as {run_file} has it")


if __name__ == "__main__":
    app(prog_name="python -m bench")

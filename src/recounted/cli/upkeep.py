"""``check``, ``version``: what is there, and whether it is whole."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import Annotated

import typer

from recounted.cli.packs import faults_of_packs
from recounted.cli.terminal import say
from recounted.errors import GazetteerError
from recounted.settings import DEFAULT_CASEBOOK


def check(
    casebook: Annotated[Path | None, typer.Option(metavar="FILE", help="Check this casebook too.")] = None,
) -> None:
    """Check language packs, gazetteer and casebook."""
    faults = [*faults_of_packs(), *_gazetteer(), *_casebook(casebook)]
    for fault in faults:
        say(fault)
    raise typer.Exit(1 if faults else 0)


def version() -> None:
    """Print the version of Recounted and of Python."""
    from importlib.metadata import version as version_of

    from recounted.reading.compiled import compiled

    reader = ", reader compiled" if compiled() else ""
    print(f"recounted {version_of('recounted')} (Python {platform.python_version()}{reader})")


def log_to_standard_error() -> None:
    """Have everything that the rooms log written to standard error, a line an event."""
    import logging

    import structlog

    shown = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso")],
        processor=structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(shown)
    ours = logging.getLogger("recounted")
    ours.addHandler(handler)
    ours.setLevel(logging.DEBUG)


def _gazetteer() -> list[str]:
    from recounted.cli.terminal import stages
    from recounted.places import open_gazetteer

    try:
        with stages("building the gazetteer (once, about a minute)") as progress:
            gazetteer = open_gazetteer(progress)
    except GazetteerError as error:
        return [str(error)]
    print(f"gazetteer: {len(gazetteer):,} places in {gazetteer.folder}")
    return list(gazetteer.problems)


def _casebook(path: Path | None) -> list[str]:
    from recounted.cli.incidents import open_casebook

    if path is None and not DEFAULT_CASEBOOK.exists():
        return []
    with open_casebook(path or DEFAULT_CASEBOOK) as book:
        print(f"{book.path}: " + ", ".join(f"{n:,} {what}" for what, n in book.counts().items()))
        return [f"{book.path}: {fault}" for fault in book.check()]

"""``languages``, ``new-pack``, and the faults of packs for ``check``: what can be read, and how a language is begun."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recounted.cli.terminal import console
from recounted.errors import PackError


def languages() -> None:
    """List the languages that can be read, with how far their examples prove them."""
    from rich import box
    from rich.table import Table

    from recounted import packs

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("code", "language", "support", "forms", "examples", "read wrong so far"):
        table.add_column(heading, justify="left" if heading in {"code", "language", "support"} else "right", overflow="fold")
    for code in packs.languages():
        pack = packs.load_pack(code)
        forms = sum(len(rows) for rows in pack.forms.values())
        level, examples, wrong = _proof(code)
        table.add_row(code, pack.name, level, f"{forms:,}", str(examples), str(wrong))
    console().print(table)


def _proof(code: str) -> tuple[str, int, int]:
    """Level, number of examples, and how many are read wrong. A pack that is not tested yet has its examples read now."""
    from recounted.packs.examples import support

    marked = support(code)
    if marked.level == "tested":
        return marked.level, marked.examples, marked.gaps
    from recounted.flow import misread

    wrong = misread(code)
    level = "untested" if any(not block.gap for block, _ in wrong) else marked.level
    return level, marked.examples, len(wrong)


def new_pack(
    lang: Annotated[str, typer.Argument(metavar="LANG", help="Two-letter code of the language (ISO 639-1).")],
    to: Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="Write it there, not among the packs.")] = None,
) -> None:
    """Start the pack of a new language: a folder with all headings, and the names that Unicode's CLDR knows."""
    from recounted.packs.load import FOLDER
    from recounted.packs.start import start_pack

    try:
        written = start_pack(lang, to or FOLDER)
    except OSError as error:
        raise PackError(f"{to or FOLDER}: cannot be written ({error.strerror}); give another folder with --to") from error
    print(f"{written[0].parent}: " + ", ".join(path.name for path in written))
    print("Fill the lists and write examples (docs/examples.md). `recounted languages` lists it as untested until they pass.")


def faults_of_packs() -> list[str]:
    """What keeps packs from being used: files that do not load, and errors that the linter finds."""
    from recounted import packs
    from recounted.packs.lint import lint
    from recounted.packs.load import FOLDER

    return [str(finding) for code in packs.languages() for finding in lint(FOLDER / code) if finding.severity == "error"]

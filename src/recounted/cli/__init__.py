"""The command ``recounted``: thin verbs over the rooms. Results go to standard output, everything else to standard error.

Exit status: 0 all was read; 1 something could not be read (it is named, everything else was done); 2 the call was wrong.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from recounted.cli.deciding import decide, redo, undo
from recounted.cli.explaining import explain
from recounted.cli.incidents import export, list_incidents, show
from recounted.cli.packs import languages, new_pack
from recounted.cli.past import history
from recounted.cli.people import people
from recounted.cli.reading import read, run
from recounted.cli.serving import serve
from recounted.cli.terminal import prepare_streams, say
from recounted.cli.upkeep import check, log_to_standard_error, version
from recounted.errors import CallError, RecountedError

app = typer.Typer(
    name="recounted",
    help="Read news reports of attacks: who says what, who denies it, and the very words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run)
app.command()(read)
app.command(name="incidents")(list_incidents)
app.add_typer(decide, name="decide")
app.add_typer(people, name="people")
for verb in (undo, redo, history, show, export, serve, explain, languages, check, version):
    app.command()(verb)
app.command(name="new-pack")(new_pack)


@app.callback()
def _options(
    verbose: Annotated[bool, typer.Option("--verbose", help="Log what is done to standard error.")] = False,
) -> None:
    """Read news reports of attacks: who says what, who denies it, and the very words."""
    if verbose:
        log_to_standard_error()


def main() -> None:
    """Run the command; every error of ours becomes one line that says what to do, and an exit status."""
    prepare_streams()
    try:
        app()
    except RecountedError as error:
        say(f"recounted: {error}")
        sys.exit(2 if isinstance(error, CallError) else 1)

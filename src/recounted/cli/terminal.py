"""The terminal: where results, warnings and progress go, and what text may be let onto it.

Results go to standard output and nothing else does; progress, warnings and summaries go to standard error. Text out of reports is
written by strangers: control characters are taken out, so that no report can move the cursor, colour the screen or turn the
direction of the text around it. A terminal that has no UTF-8 gets plain signs for our dashes and quotation marks.
"""

from __future__ import annotations

import codecs
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress, TaskID

T = TypeVar("T")

#: C0, C1, line and paragraph separators, and the marks that turn the direction of what follows (Unicode TR 9, 2.1-2.7).
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
#: Escape sequences of terminals (ECMA-48, 5.4), whole, so that no tail of one stays behind as text.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[ -/]*[0-~])")
_SPACE = re.compile(r"\s+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: Signs of ours (and the typographer's) for terminals without UTF-8.
_PLAIN = {"–": "-", "“": '"', "”": '"', "…": "...", "·": "|", "≤": "<=", "×": "x", "’": "'", "\u2068": "\x00", "\u2069": "\x00"}
#: Seconds. What takes less needs no bar.
_PATIENCE = 1.0


def clean(text: str) -> str:
    """One line of text that cannot act on the terminal; right-to-left words are isolated so that they keep to themselves."""
    text = _SPACE.sub(" ", _UNSAFE.sub(" ", _ESCAPES.sub("", text))).strip()
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def prepare_streams() -> None:
    """Let a terminal without UTF-8 show our signs in ASCII and other letters as escapes, instead of stopping inside a table."""
    codecs.register_error("plain", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not (stream.encoding or "").lower().startswith("utf"):
            stream.reconfigure(errors="plain")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    spelt = "".join(_PLAIN.get(sign) or sign.encode("ascii", "backslashreplace").decode() for sign in lost)
    return spelt.replace("\x00", ""), error.end


def console(*, stderr: bool = False) -> Console:
    """A console for standard output or error. Not a terminal: no colour, and lines as wide as COLUMNS says, or 80."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, emoji=False, markup=False, soft_wrap=False)


def say(text: str) -> None:
    """One line on standard error: a warning, a summary, what to do next."""
    print(clean(text), file=sys.stderr)


def write_json_lines(rows: Iterable[str]) -> None:
    """JSON objects, one a line, always in UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    for row in rows:
        sys.stdout.buffer.write(row.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def write_text(text: str) -> None:
    """A report's text, unchanged and in UTF-8; on a terminal without what could act on it."""
    if sys.stdout.isatty():
        text = _UNSAFE.sub("\ufffd", _ESCAPES.sub("\ufffd", text))
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def print_parts(parts: Iterable[RenderableType]) -> None:
    """Parts of a page, one under the other, on standard output."""
    out = console()
    for part in parts:
        out.print(part)


def with_progress(items: Iterable[T], label: str, total: Callable[[], int]) -> Iterator[T]:
    """Pass ``items`` on, with a bar on standard error once they take longer than a second; none where that is no terminal."""
    iterator = iter(items)
    if not sys.stderr.isatty():
        yield from iterator
        return
    started, done = time.monotonic(), 0
    for item in iterator:
        yield item
        done += 1
        if time.monotonic() - started > _PATIENCE:
            break
    else:
        return
    with _bar(label, total()) as (progress, task):
        progress.update(task, completed=done)
        for item in iterator:
            yield item
            progress.advance(task)


@contextmanager
def stages(label: str) -> Iterator[Callable[[str, float], None]]:
    """A callback for work that tells its stage and how far it is (0 to 1); without a terminal only that it begins is said."""
    shown: list[tuple[Progress, TaskID] | None] = []
    with ExitStack() as stack:

        def tell(stage: str, share: float) -> None:
            if not shown:
                say(f"{label} …")
                shown.append(stack.enter_context(_bar(label, 100)) if sys.stderr.isatty() else None)
            if bar := shown[0]:
                bar[0].update(bar[1], completed=100 * share, description=stage)

        yield tell


@contextmanager
def _bar(label: str, total: int) -> Iterator[tuple[Progress, TaskID]]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        yield progress, progress.add_task(label, total=total)

"""The whole way on one page: take in → read → store → link → reconcile.

In: paths, and what the call says of the reports. Out: readings one by one (``read_paths``), or a casebook brought up to date
(``run``). Reports stream through in batches, so memory stays flat however many there are; what a batch stored is safe when the
next one starts, so a run may be stopped at any moment and started again. A report that cannot be read never stops the others.
"""

from __future__ import annotations

import logging
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from recounted import intake
from recounted.errors import CallError, RecountedError
from recounted.intake import Metadata, Unread, read_folder_or_file
from recounted.model import Problem, Reading, Report

if TYPE_CHECKING:
    from recounted.casebook import Casebook, Stored, Summary
    from recounted.packs.examples import Block

T = TypeVar("T")
log = logging.getLogger(__name__)

#: Reports that go to another process at a time.
CHUNK = 16
#: Reports that are looked up in the casebook at a time.
KNOWN = 200


@dataclass(frozen=True)
class Outcome:
    """What a run did: reports stored or known already, and incidents made, changed and gone."""

    reports: Stored
    incidents: Summary


def read_text(text: str, *, name: str = "text", published: str | None = None, lang: str | None = None) -> Reading:
    """Read one text that is in memory. ``published`` is EDTF, ``lang`` two letters (detected if None). Raises CallError."""
    from recounted.reading import read_report

    return read_report(intake.read_text(text, name=name, published=published, lang=lang))


def read_paths(
    paths: Sequence[Path | str],
    *,
    metadata: Metadata | Path | str | None = None,
    published: str | None = None,
    lang: str | None = None,
    jobs: int = 1,
) -> Iterator[Reading | Unread]:
    """Read every report that ``paths`` lead to, in sorted order, lazily; in ``jobs`` processes if more than one.

    ``published`` (EDTF) and ``lang`` (two letters) are for reports of which neither ``metadata`` nor the file itself says it;
    ``metadata`` is a table, or the path of one (CSV or JSON Lines). Raises CallError for a wrong call; a file that cannot be read
    is an ``Unread`` among the readings.
    """
    return read_reports(_taken_in(paths, metadata, published, lang), jobs=jobs)


def _taken_in(
    paths: Sequence[Path | str], metadata: Metadata | Path | str | None, published: str | None, lang: str | None
) -> Iterator[Report | Unread]:
    table = intake.load_metadata(Path(metadata)) if isinstance(metadata, Path | str) else metadata
    return read_folder_or_file([Path(path) for path in paths], metadata=table, published=published, lang=lang)


def _with_known(reports: Iterable[Report | Unread], casebook: Casebook, version: str) -> Iterator[Report | Unread | Reading]:
    """In the place of a report that this version has read already, the stored reading."""
    for batch in _batches(reports, KNOWN):
        known = casebook.known([item for item in batch if isinstance(item, Report)], version)
        yield from (known.get((item.id, item.name), item) if isinstance(item, Report) else item for item in batch)


def misread(lang: str) -> list[tuple[Block, list[str]]]:
    """The examples of a language that are read wrong, each with what is wrong; the marked gaps are among them."""
    from recounted.packs.examples import FOLDER, example_files, read_examples
    from recounted.reading.agreement import differences

    blocks = [block for path in example_files(FOLDER / lang) for block in read_examples(path)]
    read = (read_text(block.text, name=block.id, published=block.published, lang=block.lang) for block in blocks)
    return [(block, wrong) for block, reading in zip(blocks, read, strict=True) if (wrong := differences(block, reading))]


def read_reports(reports: Iterable[Report | Unread | Reading], *, jobs: int = 1) -> Iterator[Reading | Unread]:
    """Read reports that are taken in already; what could not be taken in, or is read, passes through in its place."""
    if jobs < 1:
        raise CallError(f"jobs must be 1 or more, not {jobs}")
    return map(_read, reports) if jobs == 1 else _read_in_processes(reports, jobs)


def run(
    paths: Sequence[Path | str],
    casebook: Casebook,
    *,
    metadata: Metadata | Path | str | None = None,
    published: str | None = None,
    lang: str | None = None,
    jobs: int = 1,
    watch: Callable[[Iterator[Reading | Unread]], Iterable[Reading | Unread]] = iter,
) -> Outcome:
    """The main job: bring ``casebook`` up to date with the reports that ``paths`` lead to, and say what changed.

    ``watch`` sees every reading and every unreadable file pass, for a progress bar or a list of problems. A second run on the
    same reports changes nothing, and reads none of them: what this version read of a report is taken from the casebook. Raises
    CallError, and CasebookError when the casebook can no longer be written.
    """
    from recounted.casebook import update_incidents
    from recounted.reading import reader

    reports = _taken_in(paths, metadata, published, lang)
    passing = watch(read_reports(_with_known(reports, casebook, reader()), jobs=jobs))
    stored = casebook.put_readings((item for item in passing if isinstance(item, Reading)), reader=reader())
    return Outcome(stored, update_incidents(casebook, jobs=jobs))


def _read(item: Report | Unread | Reading) -> Reading | Unread:
    from recounted.reading import read_report

    if not isinstance(item, Report):
        return item
    try:
        reading = read_report(item)
        log.debug("read %s: mentions %d, problems %d", item.name, len(reading.mentions), len(reading.problems))
        return reading
    except (RecountedError, ImportError):
        raise
    except Exception as error:  # a fault of ours on one report must not cost the others; it is named, and the status says so
        log.debug("reading %s failed", item.name, exc_info=True)
        fault = f"{type(error).__name__}: {error}"
        words = f"could not be read, by a fault in Recounted ({fault}): please report it; --verbose says more"
        return Unread(Path(item.name), item.name, Problem(code="fault", text=words))


def _read_chunk(items: list[Report]) -> list[Reading | Unread]:
    return [_read(item) for item in items]


def _read_in_processes(reports: Iterable[Report | Unread | Reading], jobs: int) -> Iterator[Reading | Unread]:
    """In order, with only so many chunks under way that memory stays flat."""
    from recounted.places import open_gazetteer

    open_gazetteer()  # built here if it is not there yet: not once in every process
    under_way: deque[tuple[list[Report | Unread | Reading], Future[list[Reading | Unread]] | None]] = deque()
    with _processes(jobs) as pool:
        for chunk in _batches(reports, CHUNK):
            unread = [item for item in chunk if isinstance(item, Report)]
            under_way.append((chunk, pool.submit(_read_chunk, unread) if unread else None))
            if len(under_way) > 3 * jobs:
                yield from _result(*under_way.popleft())
        while under_way:
            yield from _result(*under_way.popleft())


def _result(chunk: list[Report | Unread | Reading], read: Future[list[Reading | Unread]] | None) -> Iterator[Reading | Unread]:
    """The chunk, with what was read of each report in its place."""
    try:
        found = iter(read.result() if read else ())
        yield from (next(found) if isinstance(item, Report) else item for item in chunk)
    except BrokenProcessPool as error:
        raise RecountedError("a reading process was ended from outside, perhaps for want of memory: use fewer --jobs") from error


@contextmanager
def _processes(jobs: int) -> Iterator[Executor]:
    """Worker processes that are gone when the block is left, whatever the reason; Ctrl-C is for the parent alone."""
    from multiprocessing import get_context

    # spawned, not forked: a fork copies locks that a thread of the progress bar may hold
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch

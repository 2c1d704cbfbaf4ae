"""Reports that somebody handed in, read one after the other in the background while pages go on.

In: files in a folder of the job's own. Out: how far it is, what could not be read, what changed. One job runs at a time, as one
casebook is written by one at a time; the files are removed when it ends, whichever way.
"""

from __future__ import annotations

import itertools
import logging
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from recounted.errors import RecountedError
from recounted.intake import Unread
from recounted.model import Reading

log = logging.getLogger(__name__)

_REMEMBERED = 50  # jobs

Watch = Callable[[Iterator[Reading | Unread]], Iterable[Reading | Unread]]


class TakeIn(Protocol):
    """The way from files to incidents, handed over by the command, as nothing below it knows the whole way."""

    def __call__(self, paths: Sequence[Path], watch: Watch, *, published: str | None, metadata: Path | None) -> Any:
        """Bring the casebook up to date; returns an object with ``reports`` and ``incidents``, the counts of what changed."""


@dataclass
class Job:
    """One hand-in. ``changed``: what became of reports and incidents, once it is done."""

    number: int
    total: int
    state: Literal["waiting", "reading", "joining", "done", "failed"] = "waiting"
    done: int = 0
    unread: list[tuple[str, str]] = field(default_factory=list)
    changed: Any = None
    error: str = ""

    @property
    def running(self) -> bool:
        """Is it still to be waited for?"""
        return self.state not in ("done", "failed")


class Jobs:
    """The jobs of one server."""

    def __init__(self, take_in: TakeIn) -> None:
        self._take_in = take_in
        self._numbers = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="intake")

    def get(self, number: int) -> Job | None:
        """A job by its number."""
        return self._jobs.get(number)

    def start(
        self,
        paths: Sequence[Path],
        *,
        published: str | None = None,
        metadata: Path | None = None,
        total: int | None = None,
        remove: Path | None = None,
    ) -> Job:
        """Read ``paths`` in the background; ``remove`` is a folder that is removed afterwards."""
        with self._lock:
            job = Job(next(self._numbers), len(paths) if total is None else total)
            self._jobs[job.number] = job
            for old in sorted(self._jobs)[:-_REMEMBERED]:
                del self._jobs[old]
        self._worker.submit(self._run, job, paths, published, metadata, remove)
        return job

    def do(self, work: Callable[[], Any]) -> None:
        """Do something in its turn, of which nobody asks how far it is."""
        self._worker.submit(_logged, work)

    def close(self) -> None:
        """Let the running job end, drop the waiting ones."""
        self.closing.set()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, paths: Sequence[Path], published: str | None, metadata: Path | None, remove: Path | None) -> None:
        job.state = "reading"
        try:
            job.changed = self._take_in(paths, lambda found: _watched(job, found), published=published, metadata=metadata)
            job.state = "done"
        except RecountedError as error:
            job.error, job.state = str(error), "failed"
        except Exception as error:  # a fault of ours ends one job with a word, and not the server in silence
            log.exception("job %d failed", job.number)
            job.error, job.state = f"{type(error).__name__}: {error}", "failed"
        finally:
            if remove:
                shutil.rmtree(remove, ignore_errors=True)


def _logged(work: Callable[[], Any]) -> None:
    try:
        work()
    except Exception:
        log.exception("what was to be done in the background failed")


def _watched(job: Job, found: Iterator[Reading | Unread]) -> Iterator[Reading | Unread]:
    """Count what passes. Where the bytes lay while they were read is nobody's provenance: the name they were given stays."""
    for item in found:
        job.done += 1
        if isinstance(item, Unread):
            job.unread.append((item.name, item.problem.text))
            continue
        if item.report.capture:
            kept = item.report.capture.model_copy(update={"path": item.report.name})
            item = item.model_copy(update={"report": item.report.model_copy(update={"capture": kept})})  # noqa: PLW2901
        yield item
    job.state = "joining"

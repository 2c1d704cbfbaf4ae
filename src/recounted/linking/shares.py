"""Work on many mentions shared out among processes, where that is worth it.

In: a function of a range of positions, how many positions there are. Out: what it returned for each share, in order. The
processes are forked, so that they see what is in memory as it is and nothing has to be sent to them; a process with other
threads, or a system without fork, does all of it itself, and comes to the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")
#: Positions below which starting processes costs more than it saves.
LEAST = 2_000
#: Shares a process: the later ones are larger or smaller than the first.
_SHARES = 8

_work: Callable[[range], Any] | None = None


def in_shares(work: Callable[[range], T], positions: int, jobs: int) -> Iterator[T]:
    """``work`` done for all positions, in ``jobs`` processes if there is much of it."""
    if jobs < 2 or positions < LEAST or threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield work(range(positions))
        return
    global _work  # noqa: PLW0603 - what a fork inherits need not be pickled
    _work = work
    size = -(-positions // (jobs * _SHARES))
    gc.freeze()  # else the first collection in each process copies all there is
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            yield from pool.imap(_done, [range(start, min(start + size, positions)) for start in range(0, positions, size)])
    finally:
        gc.unfreeze()
        _work = None


def _done(share: range) -> Any:
    assert _work is not None
    return _work(share)

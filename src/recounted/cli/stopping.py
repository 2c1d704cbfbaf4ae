"""Stopping: while reports pass, Ctrl-C ends a run between two of them, and never within one.

An interruption that arrives while garbage is collected may reach a callback of the database layer, where Python prints and
forgets it: the run would go on to its end. So it is noted, and asked for at the next report. Pressed again, it interrupts at
once.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import Any, Self, TypeVar

Item = TypeVar("Item")


class Stop:
    """Takes Ctrl-C for as long as it is open; in the main thread alone."""

    def __init__(self) -> None:
        self._pressed = self._passing = False
        self._before: Any = None

    def __enter__(self) -> Self:
        self._before = signal.getsignal(signal.SIGINT)
        if self._before is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def between(self, items: Iterable[Item]) -> Iterator[Item]:
        """Pass items on; raises KeyboardInterrupt before the next one once Ctrl-C was pressed."""
        self._passing = True
        try:
            for item in items:
                yield item
                self._look()
        finally:
            self._passing = False
        self._look()

    def _look(self) -> None:
        if self._pressed:
            raise KeyboardInterrupt

    def _press(self, _number: int, _frame: FrameType | None) -> None:
        again, self._pressed = self._pressed, True
        if again or not self._passing:
            raise KeyboardInterrupt

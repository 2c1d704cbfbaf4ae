"""An open casebook file and its transactions.

Within ``transaction`` everything that is read and written is one whole: a decision and all that follows from it come to be
together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from threading import local
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Connection, Engine

from recounted.casebook.file import explained, open_engine

P = ParamSpec("P")
T = TypeVar("T")
Own = TypeVar("Own", bound="Opened")


def utc_now() -> str:
    """The time now, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def reader_version() -> str:
    """The version that stands in the history where no person does."""
    from importlib.metadata import version  # noqa: PLC0415

    return f"recounted {version('recounted')}"


def in_one_transaction(method: Callable[Concatenate[Own, P], T]) -> Callable[Concatenate[Own, P], T]:
    """A method that does all or nothing, and sees nobody else's change on its way."""

    @wraps(method)
    def whole(self: Own, /, *args: P.args, **more: P.kwargs) -> T:
        with self.transaction():
            return method(self, *args, **more)

    return whole


class Opened:
    """A file that is open. Threads may share it; each has its own connection."""

    def __init__(self, path: Path, engine: Engine, clock: Callable[[], str]) -> None:
        self.path = path
        self._engine = engine
        self._clock = clock
        self._current = local()

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, read_only: bool = False, clock: Callable[[], str] = utc_now) -> Self:
        """Open the casebook at ``path``; make it if there is none and ``create`` is set. ``clock`` gives the times written.

        Raises CasebookError: no casebook there, another kind of file, of a newer form, not readable, locked, disk full.
        """
        place = Path(path)
        return cls(place, open_engine(place, create=create, read_only=read_only), clock)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def now(self) -> str:
        """The time now, as it is written."""
        return self._clock()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All that this thread does inside, reading and writing, in one transaction: wholly stored, or not at all."""
        with self._write() as connection:
            outer = self._inside()
            self._current.connection = connection
            try:
                yield connection
            finally:
                self._current.connection = outer

    def _inside(self) -> Connection | None:
        return getattr(self._current, "connection", None)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        if inside := self._inside():
            yield inside
            return
        with explained(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        if inside := self._inside():
            yield inside
            return
        with explained(self.path), self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

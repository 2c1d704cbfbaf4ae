"""The access log of a casebook: who signed in, saw, exported, decided, changed accounts. It only grows.

What was seen is noted in memory and written a little later, many entries at once, so that no page waits for whoever is writing;
everything else is written before it is answered. No addresses of machines are kept: they would say where people are.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from recounted.casebook.opened import Opened
from recounted.casebook.tables import access
from recounted.errors import CasebookError

_LONGEST = 500
_SECONDS = 1.0  # between what is seen and its entry
_MOST = 100_000  # entries in memory; whoever is that far behind has lost the disk

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Access:
    """One entry."""

    number: int
    at: str
    who: str
    what: str
    subject: str


def log(connection: Connection, at: str, who: str, what: str, subject: str) -> None:
    """Add one entry, in the transaction of what it tells of."""
    connection.execute(insert(access), {"at": at, "who": who, "what": what, "subject": subject[:_LONGEST]})


class AccessLog:
    """The log of one casebook. One object serves all threads; ``close`` it, so that nothing noted is lost."""

    def __init__(self, casebook: Opened) -> None:
        self._book = casebook
        self._noted: list[dict[str, str]] = []
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._writer: threading.Thread | None = None

    def note(self, who: str, what: str, subject: str) -> None:
        """An entry that may be written a second later."""
        entry = {"at": self._book.now(), "who": who, "what": what, "subject": subject[:_LONGEST]}
        with self._lock:
            self._noted.append(entry)
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_on, name="access log", daemon=True)
                self._writer.start()

    def write(self, who: str, what: str, subject: str) -> None:
        """An entry that is stored when this returns. Raises CasebookError."""
        with self._book._write() as connection:
            log(connection, self._book.now(), who, what, subject)

    def last(self, *, who: str | None = None, before: int | None = None, limit: int = 100) -> list[Access]:
        """The entries, the latest first; those of one person (name as it is kept), and before a number."""
        self.flush()
        query = select(access).order_by(access.c.number.desc()).limit(limit)
        if who:
            query = query.where(access.c.who == who)
        if before is not None:
            query = query.where(access.c.number < before)
        with self._book._read() as connection:
            return [Access(**row) for row in connection.execute(query).mappings()]

    def flush(self) -> None:
        """Write what is noted. Raises CasebookError; then it stays noted."""
        with self._lock:
            taken, self._noted = self._noted, []
        if not taken:
            return
        try:
            with self._book._write() as connection:
                connection.execute(insert(access), taken)
        except CasebookError:
            with self._lock:
                self._noted = [*taken, *self._noted][-_MOST:]
            raise

    def close(self) -> None:
        """Write what is left."""
        self._stopped.set()
        if self._writer:
            self._writer.join()
        _quietly(self.flush)

    def _write_on(self) -> None:
        while not self._stopped.wait(_SECONDS):
            _quietly(self.flush)


def _quietly(flush: Callable[[], None]) -> None:
    """The file may be taken for a moment; the entries are kept for the next time."""
    try:
        flush()
    except CasebookError as error:
        logger.warning("the access log waits: %s", error)

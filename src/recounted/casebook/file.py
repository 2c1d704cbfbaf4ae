"""Opening the file of a casebook: is it one, may it be written, is it of this version; and what to say when it fails.

In: a path. Out: a SQLAlchemy engine on a casebook of the newest form. A file that is something else is never changed. All
failures come out as ``CasebookError`` that name the file and the remedy.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Condition

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from recounted.casebook.tables import APPLICATION_ID, HEAD, REVISIONS
from recounted.errors import CasebookError

#: Milliseconds that a writer waits for another before it gives up.
BUSY_MS = 30_000

#: Seconds after which it looks again whether it may write.
LOOK_AGAIN = 0.004

#: Set on every connection; reasons and measurements in the design notes on the store.
PRAGMAS = [
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "journal_size_limit=67108864",
    "temp_store=MEMORY",
    "cache_size=-8192",  # KiB: a step of linking comes back to the same pages, which two megabytes do not hold
]

_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT = 68  # https://www.sqlite.org/fileformat.html, 1.3


def open_engine(path: Path, *, create: bool, read_only: bool) -> Engine:
    """An engine on the casebook at ``path``, made first if there is none and ``create`` is set. Raises CasebookError."""
    fresh = _is_fresh(path, create and not read_only)
    read_only = read_only or not os.access(path if path.exists() else path.parent, os.W_OK)
    with explained(path):
        if fresh:
            _lay_out(path)
        engine = _engine(path, "ro" if read_only else "rw")
        if read_only and not _answers(engine):
            # A read-only folder: SQLite cannot make the file by which it would see writers, and there can be none.
            engine.dispose()
            engine = _engine(path, "ro&immutable=1")
        try:
            _bring_up(engine, path, read_only)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _is_fresh(path: Path, create: bool) -> bool:
    if path.is_dir():
        raise CasebookError(f"{path}: is a folder, not a casebook; name a file in it")
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise CasebookError(f"{path}: there is no casebook; make one with `recounted run … --casebook {path}`")
        if not path.parent.is_dir():
            raise CasebookError(f"{path}: the folder {path.parent} does not exist; make it first, or name another place")
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_APPLICATION_ID_AT + 4)
    except OSError as error:
        raise CasebookError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    if not head.startswith(_MAGIC) or int.from_bytes(head[_APPLICATION_ID_AT:], "big") != APPLICATION_ID:
        raise CasebookError(f"{path}: is not a casebook, and was left as it is; name another file with --casebook")
    return False


def _lay_out(path: Path) -> None:
    """Mark an empty file as a casebook before anything else, so that a killed start is told from a foreign file."""
    with closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as file:
        file.execute(f"PRAGMA application_id={APPLICATION_ID}")
        file.execute("PRAGMA journal_mode=WAL")


def _answers(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            _revision(connection)
    except DBAPIError:
        return False
    return True


def _engine(path: Path, mode: str) -> Engine:
    address = f"{path.resolve().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # No implicit transactions of the driver: SQLAlchemy's BEGIN below is the only one.
        return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)  # a thread may read while it reads
    line = _Line()

    @event.listens_for(engine, "connect")
    def pragmas(file: sqlite3.Connection, _: object) -> None:
        for pragma in PRAGMAS:
            file.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            _begin_writing(connection.connection.dbapi_connection, line)  # type: ignore[arg-type]
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


class _Line:
    """Threads of one process that want to write, in a line: who came first asks the file, alone, so that nobody who decides is
    overtaken again and again by others who decide.
    """

    def __init__(self) -> None:
        self._moved, self._waiting = Condition(), deque[object]()

    @contextmanager
    def at_its_head(self, seconds: float) -> Iterator[None]:
        """Wait for one's turn, no longer than this."""
        me = object()
        self._waiting.append(me)
        try:
            with self._moved:
                self._moved.wait_for(lambda: self._waiting[0] is me, seconds)
            yield
        finally:
            with self._moved:
                self._waiting.remove(me)
                self._moved.notify_all()


def _begin_writing(file: sqlite3.Connection, line: _Line) -> None:
    """Wait until nobody else writes. SQLite itself would look only every tenth of a second, and never get in between two steps of
    a long update.
    """
    until = time.monotonic() + BUSY_MS / 1000
    with line.at_its_head(BUSY_MS / 1000):
        file.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    file.execute("BEGIN IMMEDIATE")
                    return
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > until:
                        raise
                time.sleep(LOOK_AGAIN)
        finally:
            file.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _bring_up(engine: Engine, path: Path, read_only: bool) -> None:
    with engine.connect() as connection:
        revision = _revision(connection)
    if revision == HEAD:
        return
    if revision is not None and revision not in REVISIONS:
        raise CasebookError(
            f"{path}: was written by a newer Recounted (form {revision}, this one knows {HEAD}); update Recounted"
        )
    if read_only:
        raise CasebookError(f"{path}: is of an older form and cannot be brought up to date read-only; open it writable once")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if _revision(connection) != HEAD:  # another process may have done it while this one waited
            _migrate(connection)


def _revision(connection: Connection) -> str | None:
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").first()
    if not found:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else None


def _migrate(connection: Connection, revision: str = "head") -> None:
    from alembic import command  # noqa: PLC0415 - a fifth of a second, for new and older files only
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite says into a CasebookError that names the file and what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        for cue, remedy in _REMEDIES:
            if cue in said:
                raise CasebookError(f"{path}: {remedy}") from error
        raise CasebookError(f"{path}: {said}; run `recounted check`, and go back to a copy if it fails") from error


_REMEDIES = (
    ("is full", "the disk is full. Nothing stored before is lost; make room and run the same command again"),
    ("readonly", "cannot be written; check the permissions of the file and of its folder"),
    ("locked", f"is being written by another process (waited {BUSY_MS // 1000} s); try again when that has finished"),
    ("unable to open", "cannot be opened; check the permissions of the file and of its folder"),
    ("not a database", "is not a casebook, or is damaged; go back to a copy of it"),
    ("malformed", "is damaged; go back to a copy of it"),
    ("history of a casebook", "its history only grows; nothing in it is changed or removed"),
    ("access log of a casebook", "its access log only grows; nothing in it is changed or removed"),
    ("disk I/O error", "the disk failed to read or write; nothing stored before is lost, check the disk and try again"),
)

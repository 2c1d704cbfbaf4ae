"""A casebook that cannot be opened, read or written says which and what to do, and loses nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from pathlib import Path

import pytest

from by_hand import TOWN, killed, reading, told
from recounted.casebook import Casebook, Stored, file, update_incidents
from recounted.casebook.tables import HEAD, REVISIONS, metadata
from recounted.errors import CasebookError
from recounted.model import LinkDecision

ONE = reading("a.txt", told("2022-04-08", TOWN, killed(5)))


def made(path: Path) -> Path:
    with Casebook.open(path) as book:
        book.put_readings([ONE])
    return path


def test_a_new_one_is_made_only_when_asked(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match=r"no\.casebook: there is no casebook; make one with"):
        Casebook.open(tmp_path / "no.casebook", create=False)
    assert not (tmp_path / "no.casebook").exists()
    with Casebook.open(tmp_path / "no.casebook") as book:
        assert list(book.readings()) == []


@pytest.mark.parametrize(
    "content",
    [b"Dear diary,\n", b"\x00" * 5000, b"SQLite format 3\x00 and then nothing that fits"],
    ids=["text", "zeros", "header"],
)
def test_another_file_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "diary"
    path.write_bytes(content)
    with pytest.raises(CasebookError, match="is not a casebook, and was left as it is"):
        Casebook.open(path)
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["diary"]


def test_another_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE reports (id TEXT)")
    before = path.read_bytes()
    with pytest.raises(CasebookError, match="is not a casebook"):
        Casebook.open(path)
    assert path.read_bytes() == before


def test_a_folder_and_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="is a folder"):
        Casebook.open(tmp_path)
    with pytest.raises(CasebookError, match="does not exist; make it first"):
        Casebook.open(tmp_path / "no" / "t.casebook")


def test_one_of_a_newer_form(tmp_path: Path) -> None:
    path = made(tmp_path / "t.casebook")
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CasebookError, match="written by a newer Recounted"):
        Casebook.open(path)


def test_read_only_reads_and_refuses_to_write(tmp_path: Path) -> None:
    path = made(tmp_path / "t.casebook")
    with Casebook.open(path, read_only=True) as book:
        assert list(book.readings()) == [ONE]
        with pytest.raises(CasebookError, match="cannot be written; check the permissions"):
            book.put_readings([reading("b.txt")])


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite wants to lay a file beside the casebook and cannot; nobody writes there, so the casebook is read as it is."""
    path = made(tmp_path / "t.casebook")
    monkeypatch.setattr(file, "_answers", lambda engine: False)
    with Casebook.open(path, read_only=True) as book:
        assert list(book.readings()) == [ONE]


@pytest.mark.parametrize("name", ["a b.casebook", "50%.casebook", "what?mode=ro.casebook", "a#1.casebook", "записник"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / name)
    assert os.listdir(tmp_path) == [name]
    with Casebook.open(path) as book:
        assert list(book.readings()) == [ONE]


def test_one_that_another_process_is_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "t.casebook")
    monkeypatch.setattr(file, "BUSY_MS", 50)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, Casebook.open(path) as book:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CasebookError, match="being written by another process"):
            book.put_readings([reading("b.txt")])
        assert list(book.readings()) == [ONE], "reading goes on"
        other.execute("ROLLBACK")
        assert book.put_readings([reading("b.txt")]) == Stored(added=1)


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "t.casebook")
    big = [reading(f"r{n}.txt", told("2022-04-08", TOWN, killed(n)), text="long " * 2000) for n in range(300)]
    monkeypatch.setattr(file, "PRAGMAS", [*file.PRAGMAS, "max_page_count=850"])
    with Casebook.open(path) as book:
        with pytest.raises(CasebookError, match="the disk is full"):
            book.put_readings(big)
        kept = book.counts()["reports"]
        assert book.check() == []
    assert kept == 201, "the batch that fitted is stored, the other is not there in part"
    monkeypatch.undo()
    with Casebook.open(path) as book:
        assert book.put_readings(big) == Stored(added=100, unchanged=200)


def test_a_start_that_was_killed_before_the_tables_is_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "t.casebook"
    path.touch()
    file._lay_out(path)
    with Casebook.open(path) as book:
        assert book.put_readings([ONE]) == Stored(added=1)


def test_migrations_end_where_the_tables_are(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(file.__file__).parent / "migrations"))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == HEAD
    assert sorted(r.revision for r in script.walk_revisions()) == sorted(REVISIONS)
    with Casebook.open(tmp_path / "t.casebook") as book, book._read() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, kind, _: not _of_search(name)})
        assert compare_metadata(context, metadata) == []
        strict = connection.exec_driver_sql("SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main'")
        assert {row[0] for row in strict if not _of_search(row[0])} <= {"sqlite_schema", "alembic_version"}


def _of_search(name: str | None) -> bool:
    """Is it the full-text index or one of the tables that SQLite keeps under it?"""
    return bool(name) and name.startswith("report_search")


def test_decisions_of_the_first_form_are_brought_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    path = tmp_path / "t.casebook"
    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", lambda config, _: upgrade(config, "0001"))
        Casebook.open(path).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO decisions VALUES (7, 'a.m1', 'b.m1', 'not_same', 'R. Reader', '2026-01-01', 'read')")
    with Casebook.open(path) as book:
        (word,) = book.decisions()
        assert isinstance(word, LinkDecision)
        assert (word.verdict, word.mentions, word.others) == ("not_same", ("a.m1",), ("b.m1",))
        assert (word.number, word.by, word.at, word.why) == (7, "R. Reader", "2026-01-01", "read")


def test_reading_a_report_never_pays_for_the_casebook() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import recounted.casebook, recounted.export, sys; print('sqlalchemy' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "False"


KILLED = textwrap.dedent(
    """
    import sys
    sys.path.insert(0, sys.argv[2])
    from by_hand import TOWN, killed, reading, told
    from recounted.casebook import Casebook, update_incidents
    with Casebook.open(sys.argv[1]) as book:
        for n in range(400):
            book.put_readings([reading(f"r{n}.txt", told("2022-04-08", TOWN, killed(n % 7)), text="words " * n)])
            if n % 20 == 0:
                update_incidents(book)
            print(n, flush=True)
    """
)


@pytest.mark.parametrize("moment", [0.02, 0.13, 0.29, 0.61])
def test_a_killed_process_leaves_a_casebook_that_is_whole(tmp_path: Path, moment: float) -> None:
    path, tests = tmp_path / "t.casebook", str(Path(__file__).parents[1])
    running = subprocess.Popen([sys.executable, "-c", KILLED, str(path), tests], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    running.stdout.readline()
    time.sleep(moment)
    running.send_signal(signal.SIGKILL)
    told_as_stored = [line for line in running.stdout.read().splitlines() if line]
    running.wait()
    with Casebook.open(path) as book:
        assert book.check() == []
        assert book.counts()["reports"] >= len(told_as_stored) + 1
        update_incidents(book)
        assert update_incidents(book).changed == 0
        assert book.check() == []

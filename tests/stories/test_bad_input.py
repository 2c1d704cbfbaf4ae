"""Bad input is normal input: a clear message that names the file and the remedy, the rest goes on, nothing stored is lost."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("recounted")
ATTACK = "A missile killed 12 people in Kherson, Ukraine, on 3 May 2023, the mayor said.\n"
#: Texts that keep a run busy long enough to be stopped.
MANY = 12_000
WEATHER = "It will be sunny in the north tomorrow, with light winds from the west and a little cloud in the evening.\n"


def recounted(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    (place / "good.txt").write_text(ATTACK, encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t"),
        ("binary.txt", bytes(range(256)) * 40),
        ("book.pdf.txt", b"%PDF-1.7\n" + ATTACK.encode()),
        ("zip.txt", b"PK\x03\x04" + bytes(100)),
    ],
)
def test_a_file_that_is_no_report_is_named_and_the_others_are_read(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    done = recounted("read", folder)
    assert done.returncode == 1
    assert [json.loads(line)["report"]["name"] for line in done.stdout.splitlines()] == ["good.txt"]
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ATTACK.replace("mayor", "mäyör").encode("cp1252"), "encoding_guessed"),
        ((ATTACK.replace("mayor", "mäyör") * 3).encode() + b"\xff\xfe caf\xe9", "encoding_mixed"),
        (ATTACK.encode("utf-16"), None),
    ],
    ids=["cp1252", "mixed", "utf-16"],
)
def test_odd_encodings_are_read_and_doubts_are_said(folder: Path, data: bytes, code: str | None) -> None:
    (folder / "odd.txt").write_bytes(data)
    done = recounted("read", folder / "odd.txt")
    assert done.returncode == 0
    reading = json.loads(done.stdout)
    assert [claim["lo"] for m in reading["mentions"] for claim in m["claims"] if claim["type"] == "toll"] != []
    assert bool(code) == ("odd.txt" in done.stderr)


@pytest.mark.slow
def test_fifty_megabytes_without_a_line_break(folder: Path) -> None:
    (folder / "huge.txt").write_text("the market was open and the sun was out " * 1_300_000 + ATTACK, encoding="utf-8")
    started = time.monotonic()
    done = recounted("read", folder)
    assert time.monotonic() - started < 30
    assert len(done.stdout.splitlines()) == 2
    assert "huge.txt" in done.stderr


def test_an_unreadable_folder_is_named(folder: Path) -> None:
    locked = folder / "locked"
    locked.mkdir()
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    done = recounted("read", folder)
    assert done.returncode == 1
    assert "locked" in done.stderr
    assert "good.txt" in done.stdout


def test_files_that_are_no_casebook_are_left_as_they_are(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE precious (x)")
    connection.close()
    before = other.read_bytes()
    done = recounted("run", folder, "--casebook", other)
    assert done.returncode == 2
    assert "other.db" in done.stderr
    assert "not a casebook" in done.stderr
    assert other.read_bytes() == before


def test_a_full_disk_loses_nothing_that_was_stored(folder: Path, tmp_path: Path) -> None:
    book = tmp_path / "small.casebook"
    assert recounted("run", folder, "--casebook", book).returncode == 0
    stored = recounted("incidents", "--casebook", book, "--format", "jsonl").stdout
    for n in range(300):
        (folder / f"more{n}.txt").write_text(f"{WEATHER * 30}{n}", encoding="utf-8")

    def small_disk() -> None:
        # a limit on the size of files acts on SQLite as a full disk does
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    command = [COMMAND, "run", folder, "--casebook", book]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", preexec_fn=small_disk, check=False)
    assert done.returncode == 1
    assert "small.casebook" in done.stderr
    assert "Traceback" not in done.stderr
    assert recounted("check", "--casebook", book).returncode == 0
    assert recounted("incidents", "--casebook", book, "--format", "jsonl").stdout == stored
    assert recounted("run", folder, "--casebook", book).returncode == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
def test_a_stopped_run_goes_on_from_where_it_was(folder: Path, tmp_path: Path, how: signal.Signals) -> None:
    for n in range(MANY):
        (folder / f"more{n}.txt").write_text(f"{WEATHER}{n}", encoding="utf-8")
    book = tmp_path / "stopped.casebook"
    command = [COMMAND, "run", folder, "--casebook", book]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heeds_ctrl_c,  # noqa: PLW1509 - no test starts threads
    ) as running:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and stored_reports(book) < 200:
            time.sleep(0.05)
        running.send_signal(how)
        _, errors = running.communicate()
    assert running.returncode == (130 if how is signal.SIGINT else -9)
    assert b"Traceback" not in errors
    kept = stored_reports(book)
    assert kept >= 200
    assert recounted("check", "--casebook", book).returncode == 0
    done = recounted("run", folder, "--casebook", book)
    assert f"{kept} known" in done.stderr
    assert stored_reports(book) == MANY + 1


def heeds_ctrl_c() -> None:
    """Tests that run in the background of a shell ignore Ctrl-C, and so would what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def stored_reports(book: Path) -> int:
    try:
        connection = sqlite3.connect(f"{book.as_uri()}?mode=ro", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return 0

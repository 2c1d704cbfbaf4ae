"""The command that opens the review page: what it refuses, and that it comes up and goes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recounted.cli import app
from recounted.errors import CallError

COMMAND = Path(sys.executable).with_name("recounted")


@pytest.mark.parametrize(
    "more",
    [
        *(["--host", host] for host in ("0.0.0.0", "192.168.1.5", "::", "example.org", "")),
        ["--behind-proxy"],
        ["--demo", "--host", "::"],
    ],
)
def test_nobody_is_served_to_others_without_accounts(tmp_path: Path, more: list[str]) -> None:
    call = [COMMAND, "serve", *more, "--casebook", tmp_path / "t.casebook"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"recounted people add NAME --role owner --casebook {tmp_path / 't.casebook'}" in done.stderr
    assert not list(tmp_path.iterdir())


class People:
    """The verbs of `recounted people`, in this process."""

    def __init__(self, book: Path) -> None:
        self.book = book

    def __call__(self, *call: str, given: str = "") -> str:
        """What it prints; raises what it raises."""
        done = CliRunner().invoke(app, ["people", *call, "--casebook", str(self.book)], input=given, catch_exceptions=False)
        return done.stdout


OWNER = ("add", "Ana", "--role", "owner")
PASSWORD = "seven green ladders by the quay\n"


def test_people_by_command(tmp_path: Path) -> None:
    people = People(tmp_path / "t.casebook")
    with pytest.raises(CallError, match="first that somebody would try"):
        people(*OWNER, given="password1234\n")
    people(*OWNER, given=PASSWORD)
    people("add", "Bo", "--sign-in", "bo@example.org")
    assert '"name": "Ana", "role": "owner"' in people("list", "--format", "jsonl")
    token = people("token", "Ana", "--role", "coder").strip()
    assert token.startswith("recounted_")
    assert "coder" in people("tokens")
    people("revoke", "1")
    people("role", "Bo", "coder")
    people("reset", "Bo", given="eleven blue kettles at noon\n")
    with pytest.raises(CallError, match="last owner"):
        people("remove", "Ana")
    log = people("log", "--format", "jsonl")
    assert "Bo: reader" in log
    assert token not in log
    assert "a password" in people("list")


def test_a_server_for_people_answers_to_its_name_and_asks_who_comes(tmp_path: Path) -> None:
    People(tmp_path / "t.casebook")(*OWNER, given=PASSWORD)
    call = [COMMAND, "serve", "--host", "0.0.0.0", "--port", "0", "--casebook", tmp_path / "t.casebook"]
    unnamed = subprocess.run(call, capture_output=True, text=True, check=False)
    assert unnamed.returncode == 2
    assert "--name" in unnamed.stderr
    with subprocess.Popen([*call, "--name", "cases.example.org"], stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr is not None
            port = next(found[1] for line in running.stderr if (found := re.search(r"http://[^ ]+:(\d+)/", line)))
            asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "cases.example.org"})
            with urllib.request.urlopen(asked, timeout=20) as answer:
                assert answer.url.endswith("/login?next=%2F")
            with pytest.raises(urllib.error.HTTPError, match="421"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=20)


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        call = [COMMAND, "serve", "--port", str(other.getsockname()[1]), "--casebook", tmp_path / "t.casebook"]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "name another with --port" in done.stderr


def test_the_demo_comes_up_and_goes(tmp_path: Path) -> None:
    call = [COMMAND, "serve", "--demo", "--port", "0"]
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=env) as running:
        try:
            assert running.stderr is not None
            address = next(found[0] for line in running.stderr if (found := re.search(r"http://127[^ ]+", line)))
            with urllib.request.urlopen(address, timeout=20) as answer:
                page = answer.read().decode()
            assert list(tmp_path.iterdir())
            running.send_signal(signal.SIGINT)
            running.wait(timeout=20)
        finally:
            running.kill()
    assert "Kremenchuk" in page
    assert not list(tmp_path.iterdir()), "the demo is gone afterwards"

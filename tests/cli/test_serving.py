"""The command that opens the review page: what it refuses, and that it comes up and goes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("recounted")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])
def test_every_other_address_is_refused(tmp_path: Path, host: str) -> None:
    call = [COMMAND, "serve", "--host", host, "--casebook", tmp_path / "t.casebook"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "this machine only" in done.stderr
    assert not list(tmp_path.iterdir())


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

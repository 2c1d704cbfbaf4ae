"""Speed and memory, with room for slow machines: a failure here means that the way of working changed, not the weather."""

from __future__ import annotations

import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from recounted.intake import read_file, read_folder_or_file
from recounted.model import Report

SENTENCE = "Bei dem Angriff auf die Stadt wurden am Freitag nach Angaben der Behörden vierzehn Menschen getötet. "


def test_thousands_of_small_files_pass_quickly(tmp_path: Path) -> None:
    for number in range(2_000):
        (tmp_path / f"{number:04}.txt").write_text(f"{number} {SENTENCE * 4}")
    before = time.perf_counter()
    found = list(read_folder_or_file([tmp_path]))
    seconds = time.perf_counter() - before
    assert all(isinstance(report, Report) and report.lang == "de" for report in found)
    assert len(found) / seconds > 1_000


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_fifty_megabytes_without_a_line_break_pass(tmp_path: Path, encoding: str) -> None:
    data = (SENTENCE * (50_000_000 // len(SENTENCE))).encode(encoding)
    (path := tmp_path / "big.txt").write_bytes(data)
    before = time.perf_counter()
    tracemalloc.start()
    report = read_file(path, name="big.txt")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(report, Report)
    assert report.lang == "de"
    assert "long_text" in [problem.code for problem in report.problems]
    assert time.perf_counter() - before < 10
    assert peak < 6 * len(data)


def test_importing_intake_adds_little_to_importing_the_model() -> None:
    code = "import time, recounted.model; t = time.perf_counter(); import recounted.intake; print(time.perf_counter() - t)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(3)
    ]
    assert min(runs) < 0.25

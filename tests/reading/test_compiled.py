"""The compiled reader: what is compiled is known, and code that is older than its source is never run."""

from __future__ import annotations

import os
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from recounted.errors import RecountedError
from recounted.reading import compiled as compiling


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A package of two modules, one of them compiled after it was written."""
    for name in ("plain.py", "fast.py", f"fast{EXTENSION_SUFFIXES[0]}"):
        (tmp_path / name).touch()
    os.utime(tmp_path / "fast.py", (1000, 1000))
    return tmp_path


def test_a_compiled_module_stands_for_its_source(room: Path) -> None:
    assert compiling.compiled(room) == {room / "fast.py": room / f"fast{EXTENSION_SUFFIXES[0]}"}
    assert compiling.outdated(room) == []


def test_a_source_changed_after_it_was_compiled_is_named(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(room / f"fast{EXTENSION_SUFFIXES[0]}", (500, 500))
    assert compiling.outdated(room) == [room / "fast.py"]
    monkeypatch.setattr(compiling, "outdated", lambda: [room / "fast.py"])
    monkeypatch.setattr(compiling, "ROOM", room)
    compiling.check_compiled.cache_clear()
    with pytest.raises(RecountedError, match="make fast"):
        compiling.check_compiled()

"""Keep: compiled packs in the user's cache folder, so that every language opens in a moment.

In: the files that a pack is made of, and how to make it. Out: its plain parts, read back where the same code kept them from the
same files, else made and kept. A cache that cannot be read or written costs time, never a word: it is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from recounted.settings import CACHE_DIR

_DIGEST = 32
#: Compiled packs of one language that are kept.
_VERSIONS = 8


def kept_or_made(name: str, sources: Sequence[Path], make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What ``make`` returns, a dict of plain values. ``name``: of the pack."""
    key = hashlib.sha256(_code())
    for path in sources:
        key.update(path.name.encode() + b"\0" + path.read_bytes())
    folder = CACHE_DIR / "packs"
    path = folder / f"{name}-{key.hexdigest()[:32]}.bin"
    found = _read(path)
    if found is None:
        found = make()
        with contextlib.suppress(OSError):
            _write(path, found)
            _forget(folder, name)
    return found


def _forget(folder: Path, name: str) -> None:
    """Drop the oldest: several versions of a pack may be in use side by side."""
    for old in sorted(folder.glob(f"{name}-*.bin"), key=lambda path: path.stat().st_mtime)[:-_VERSIONS]:
        old.unlink()


@cache
def _code() -> bytes:
    """A digest of the code that compiles packs, and of the interpreter whose format the cache is in."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.hexversion}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def _read(path: Path) -> dict[str, Any] | None:
    """The values kept in a file; None where there are none, or none that are whole."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(kept[_DIGEST:]).digest() != kept[:_DIGEST]:
        return None
    try:
        found = marshal.loads(memoryview(kept)[_DIGEST:])
    except (ValueError, EOFError, TypeError):
        return None
    return found if isinstance(found, dict) else None


def _write(path: Path, values: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = marshal.dumps(values)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(hashlib.sha256(body).digest() + body)
    part.replace(path)

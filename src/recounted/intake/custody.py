"""Custody: the bytes of a file as they came, with their hash.

In: a path. Out: ``Raw`` (bytes, SHA-256). Refuses whatever is not a regular file, so that a pipe or a device can never block a
run, and files above ``settings.MAX_REPORT_BYTES``. Nothing is ever written (field-standards 6.3, IN-1 and IN-2: the hash is over
the raw bytes; the text made from them is a working copy).
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recounted import settings
from recounted.intake.unread import RefusedError, refused_by_system

_MEGABYTE = 1024 * 1024
#: A pipe that takes a file's place between our look and our opening must not block; Windows has no such flag and no such pipes.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)


@dataclass(frozen=True)
class Raw:
    """Bytes as they came, and their SHA-256 in hex."""

    data: bytes
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> Raw:
        """Hash ``data``."""
        return cls(data, hashlib.sha256(data).hexdigest())

    @property
    def report_id(self) -> str:
        """The id of the report that these bytes are: ``sha256:`` and the hash."""
        return f"sha256:{self.sha256}"


def take(path: Path) -> Raw:
    """Read and hash the file at ``path``. Raises ``RefusedError``; never blocks and never writes."""
    try:
        # looked at before opening, because opening a device can have effects of its own
        _refuse_special(os.stat(path))
        descriptor = os.open(path, _OPEN_FLAGS)
        try:
            _refuse_special(status := os.fstat(descriptor))
            data = _read_all(descriptor, status.st_size)
        finally:
            os.close(descriptor)
    except OSError as error:
        if os.path.islink(path) and not os.path.exists(path):
            raise RefusedError("broken_link", "is a link that leads nowhere: restore what it points to, or remove it") from error
        raise refused_by_system(error) from error
    return Raw.of(data)


def head(path: Path, size: int) -> bytes | None:
    """The first ``size`` bytes of a regular file; None for anything that cannot be opened as one."""
    try:
        _refuse_special(os.stat(path))
        descriptor = os.open(path, _OPEN_FLAGS)
        try:
            _refuse_special(os.fstat(descriptor))
            return os.read(descriptor, size)
        finally:
            os.close(descriptor)
    except (OSError, RefusedError):
        return None


def printable(path: str | os.PathLike[str]) -> str:
    """A path as valid Unicode: bytes of a file name that are not UTF-8 become U+FFFD, so that it can be printed and stored."""
    return os.fsencode(path).decode("utf-8", "replace")


@cache
def extractor(package: str = "recounted") -> str:
    """``package version`` of what turned bytes into text, for the capture record."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow, and needed once

    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package


def _refuse_special(status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        if status.st_size > settings.MAX_REPORT_BYTES:
            raise _too_big(status.st_size)
        return
    what = next((words for test, words in _KINDS if test(status.st_mode)), "is not a regular file")
    raise RefusedError("not_a_file", f"{what}, not a file: give a file, or a folder of files")


def _read_all(descriptor: int, expected: int) -> bytes:
    """All bytes, however the file grew since it was looked at; one byte above the limit is enough to refuse it."""
    limit = settings.MAX_REPORT_BYTES + 1
    parts: list[bytes] = []
    got = 0
    while got < limit:
        part = os.read(descriptor, min(max(expected - got, 0) + 1, limit - got, 64 * _MEGABYTE))
        if not part:
            return parts[0] if len(parts) == 1 else b"".join(parts)
        parts.append(part)
        got += len(part)
    raise _too_big(got)


def _too_big(size: int) -> RefusedError:
    limit = settings.MAX_REPORT_BYTES // _MEGABYTE
    return RefusedError(
        "too_big",
        f"has {size / _MEGABYTE:,.0f} MB, and a report may have {limit} MB: no news report is that long; "
        "check that it is the right file, or split it into one file a report",
    )

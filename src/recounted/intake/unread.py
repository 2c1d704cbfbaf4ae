"""What could not be read, and why: ``RefusedError`` inside this room, ``Unread`` towards the rest.

A file that cannot be read is normal input. Inside intake it is a ``RefusedError`` raised where it is noticed; ``read_file``
turns it into an ``Unread`` that names the file and says what to do, so that the rest of a run goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from recounted.errors import InputError
from recounted.model import Problem


@dataclass(frozen=True)
class Unread:
    """A file or folder that could not be read. ``name`` is the name its report would have had."""

    path: Path
    name: str
    problem: Problem


class RefusedError(InputError):
    """Raised where a file turns out to be unreadable; ``problem.text`` goes on from the file's name: "is a PDF, …"."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.problem = Problem(code=code, text=text)


def refused_by_system(error: OSError) -> RefusedError:
    """The refusal that an error of the operating system amounts to, in words a reader of the message can act on."""
    if isinstance(error, FileNotFoundError):
        return RefusedError("not_found", "not found: it may have been moved or deleted; check the path")
    if isinstance(error, PermissionError):
        return RefusedError("no_permission", "may not be read: ask for permission to read it, or copy it to where you have it")
    return RefusedError("unreadable", f"cannot be read: {error.strerror or error}; check the disk and the path")

"""Which files to read: paths → inputs, in sorted order, lazily.

In: files and folders. Out: one ``Input`` for each file that is worth reading and an ``Unread`` for what cannot be looked into.
A file that was named is always tried. In a folder only files that can be reports are taken; hidden files, pictures, tables and
the like are left alone, silently but counted. Links are followed, never twice and never round in a circle.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recounted.intake import custody
from recounted.intake.formats import NOT_REPORTS, PAGE_SUFFIXES, READ_SUFFIXES, looks_like_text
from recounted.intake.unread import RefusedError, Unread, refused_by_system

_SNIFFED = 4_096
#: Endings that browsers give to the folder of a page's scripts and pictures, saved beside it.
_COMPANIONS = ("_files", ".files", "_Dateien", "-Dateien", "_fichiers", "_archivos", "_file", "_arquivos")


@dataclass(frozen=True)
class Input:
    """A file to be read, and the name of its report: relative to the folder that was given, with ``/``."""

    path: Path
    name: str


@dataclass(frozen=True)
class Survey:
    """All that the paths lead to: the files to be read or reported as unreadable, and how many others are left alone."""

    inputs: tuple[Input | Unread, ...]
    left_alone: int


def survey(paths: Sequence[Path]) -> Survey:
    """Look through ``paths`` without reading, for a progress bar's total and a closing summary."""
    searches: list[_Search] = []
    return Survey(tuple(_each(paths, searches)), sum(search.left_alone for search in searches))


def list_inputs(paths: Sequence[Path]) -> list[Path]:
    """The paths that ``read_folder_or_file`` will give a Report or an Unread for, in its order."""
    return [found.path for found in each_input(paths)]


def each_input(paths: Sequence[Path]) -> Iterator[Input | Unread]:
    """Every file to be read, in sorted order, found as the search goes on."""
    return _each(paths, [])


def _each(paths: Sequence[Path], searches: list[_Search]) -> Iterator[Input | Unread]:
    for path in map(Path, paths):
        if os.path.isdir(path):
            searches.append(search := _Search(path))
            yield from search
        else:
            yield Input(path, custody.printable(path.name))


_Entry = tuple[str, "os.DirEntry[str]"]


class _Search:
    """The search of one folder; ``left_alone`` counts as it goes."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.root = os.path.realpath(top)
        self.entered = {self.root}
        self.left_alone = 0

    def __iter__(self) -> Iterator[Input | Unread]:
        """Depth first with a stack of its own, so that no depth of folders can exhaust Python's."""
        stack = [self._entries(self.top, "")]
        while stack:
            found = next(stack[-1], None)
            if found is None:
                stack.pop()
            elif isinstance(found, Unread):
                yield found
            elif _is_folder(found[1]):
                inside = self._enter(found)
                if isinstance(inside, Unread):
                    yield inside
                elif inside is not None:
                    stack.append(inside)
            elif (kept := _judge(found)) is not None:
                yield kept
            else:
                self.left_alone += 1

    def _entries(self, folder: Path, prefix: str) -> Iterator[_Entry | Unread]:
        """The visible entries of a folder by name, each with the name that its report would have."""
        try:
            with os.scandir(folder) as listing:
                entries = sorted((entry for entry in listing if not entry.name.startswith(".")), key=lambda entry: entry.name)
        except OSError as error:
            name = prefix.rstrip("/") or custody.printable(folder.name)
            yield Unread(folder, name, refused_by_system(error).problem)
            return
        pages = {_stem(entry.name) for entry in entries if _suffix(entry.name) in PAGE_SUFFIXES}
        for entry in entries:
            if entry.name == "__MACOSX" or _companion_of(entry.name) in pages:
                self.left_alone += 1
            else:
                yield prefix + custody.printable(entry.name), entry

    def _enter(self, found: _Entry) -> Iterator[_Entry | Unread] | Unread | None:
        """The entries of a folder; None for one that is read elsewhere; Unread for a link back to a folder that it lies in."""
        name, entry = found
        path = Path(entry.path)
        real = os.path.realpath(path)
        is_link = entry.is_symlink()
        if is_link and _is_within(os.path.realpath(path.parent), real):
            return Unread(
                path, name, RefusedError("link_loop", "links back to a folder that it lies in: remove the link").problem
            )
        if real in self.entered or (is_link and _is_within(real, self.root)):
            self.left_alone += 1
            return None
        self.entered.add(real)
        return self._entries(path, f"{name}/")


def _judge(found: _Entry) -> Input | None:
    """An input if the entry can be a report; None if it is to be left alone."""
    name, entry = found
    suffix = _suffix(entry.name)
    if _stem(entry.name).lower() in NOT_REPORTS or (suffix and suffix not in READ_SUFFIXES):
        return None
    path = Path(entry.path)
    return Input(path, name) if suffix or _may_be_text(path) else None


def _may_be_text(path: Path) -> bool:
    """By content, for a file whose name has no ending. One that may not be opened counts: reading it will say why."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
    except OSError:
        return False
    start = custody.head(path, _SNIFFED)
    return start is None or looks_like_text(start)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or a target that may not be looked at: reading it as a file will say so
        return False


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]


def _companion_of(folder: str) -> str | None:
    """The page, without its ending, that a folder like ``story_files`` was saved with."""
    return next((folder.removesuffix(ending) for ending in _COMPANIONS if folder.endswith(ending)), None)

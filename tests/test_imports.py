"""The house rules: imports run one way, and files and functions stay short."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "recounted"

#: Lowest first; a room may import rooms of a lower floor, and its own modules.
FLOORS = [
    {"model", "errors", "settings", "days", "messages", "collecting", "weighing"},
    {"packs", "places"},
    {"intake", "reading"},
    {"linking"},
    {"reconciling"},
    {"casebook"},
    {"export"},
    {"review", "scale"},
    {"flow"},
    {"cli"},
]
#: Inside reading, lowest first: a room may import the rooms before it. Single files stand above them all.
READING = ["words", "numbers", "dates", "sentences", "people", "speakers", "places", "tolls", "parties", "incidents"]
#: Any room may raise our errors, look up a setting and mark its messages.
OPEN_TO_ALL = {"errors", "settings", "messages"}


def floor_of(room: str) -> int:
    return next(i for i, rooms in enumerate(FLOORS) if room in rooms)


def room_of(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, as written in full, with the line; relative imports are resolved."""
    package = ("recounted", *path.relative_to(SRC).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def wrong_imports(path: Path) -> list[str]:
    room = room_of(path)
    found = []
    for line, name in imports_of(path):
        parts = name.split(".")
        if parts[0] != "recounted" or len(parts) < 2 or parts[1] in OPEN_TO_ALL | {room}:
            continue
        if not any(parts[1] in rooms for rooms in FLOORS):
            continue  # a public name of the package itself
        if floor_of(parts[1]) >= floor_of(room):
            found.append(f"{path.relative_to(SRC)}:{line} {room} imports {parts[1]}")
    return found


BENCH = sorted((SRC.parents[1] / "bench").rglob("*.py"))
FILES = sorted(p for p in SRC.rglob("*.py") if p != SRC / "__init__.py")


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(p) for p in FILES}
    assert rooms <= set().union(*FLOORS)
    assert set().union(*FLOORS) - {"review", "scale"} <= rooms


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_run_one_way(path: Path) -> None:
    assert wrong_imports(path) == []


@pytest.mark.parametrize("path", sorted((SRC / "reading").glob("*/*.py")), ids=lambda p: "/".join(p.parts[-2:]))
def test_the_rooms_of_reading_import_one_way(path: Path) -> None:
    allowed = {f"recounted.reading.{room}" for room in READING[: READING.index(path.parent.name) + 1]}
    found = {".".join(name.split(".")[:3]) for _, name in imports_of(path) if name.startswith("recounted.reading.")}
    assert found <= allowed


def test_a_wrong_import_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reading").mkdir()
    bad = tmp_path / "reading" / "tolls.py"
    bad.write_text("from ..casebook import store\nfrom recounted.errors import RecountedError\n")
    monkeypatch.setattr(f"{__name__}.SRC", tmp_path)
    assert wrong_imports(bad) == ["reading/tolls.py:1 reading imports casebook"]


@pytest.mark.parametrize("path", [*FILES, *BENCH], ids=lambda p: str(p.relative_to(SRC.parents[1])))
def test_no_file_is_long(path: Path) -> None:
    """A file that outgrows 400 lines holds two things; a function of more than 60 no longer fits a screen."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    long = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 60
    ]
    assert long == []

"""Which files of a folder are read, under which names, and that nothing in a folder can stall or stop the search."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from recounted.intake import Unread, list_inputs, read_folder_or_file, survey
from recounted.model import Report

TEXT = "At least 14 people were killed when a missile hit the market in Zelenivka on Friday."


def write(folder: Path, *names: str, text: str = TEXT) -> None:
    for name in names:
        (path := folder / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def names(*paths: Path) -> list[str]:
    return [found.name for found in read_folder_or_file(paths)]


def unread(*paths: Path) -> dict[str, str]:
    return {found.name: found.problem.code for found in read_folder_or_file(paths) if isinstance(found, Unread)}


def test_folders_are_searched_in_sorted_order_with_relative_names(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c.text", "д/звіт № 1.txt", "مجلد/تقرير.txt", "d.html", "e.MD", "F.HTM")
    expected = ["F.HTM", "a/b/c.txt", "a/z.txt", "b.txt", "c.text", "d.html", "e.MD", "д/звіт № 1.txt", "مجلد/تقرير.txt"]
    assert names(tmp_path) == expected
    assert [path.relative_to(tmp_path).as_posix() for path in list_inputs([tmp_path])] == expected


def test_what_is_no_report_is_left_alone_and_counted(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.py", "c.json", "d.csv", "e.jsonl", "f.jpg", "README.md", "LICENSE", "g.pdf", "h.docx")
    write(tmp_path, ".hidden.txt", ".git/config.txt", "__MACOSX/a.txt", "story.html", "story_files/advert.html")
    found = survey([tmp_path])
    assert [item.name for item in found.inputs] == ["a.txt", "story.html"]
    assert found.left_alone == 11
    assert list_inputs([tmp_path]) == [tmp_path / "a.txt", tmp_path / "story.html"]


def test_a_file_without_an_ending_is_read_if_it_looks_like_text(tmp_path: Path) -> None:
    write(tmp_path, "report")
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "program").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "nothing").write_bytes(b"")
    (tmp_path / "wide").write_bytes(TEXT.encode("utf-16"))
    assert names(tmp_path) == ["report", "wide"]


def test_a_named_file_is_always_tried(tmp_path: Path) -> None:
    write(tmp_path, "a.json", ".hidden", "README.md", text=TEXT)
    assert names(*sorted(tmp_path.iterdir())) == [".hidden", "README.md", "a.json"]
    assert unread(tmp_path / "gone.txt") == {"gone.txt": "not_found"}


def test_reading_is_lazy(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    found = read_folder_or_file([tmp_path])
    assert isinstance(found, Iterator)
    assert isinstance(next(found), Report)
    (tmp_path / "b.txt").unlink()
    last = next(found)
    assert isinstance(last, Unread)
    assert last.problem.code == "not_found"


def test_links_are_followed_once_and_never_in_a_circle(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    write(outside, "o.txt")
    write(root, "a.txt", "sub/b.txt")
    (root / "again").symlink_to(root / "sub")
    (root / "sub" / "up").symlink_to(root)
    (root / "sub" / "self.txt").symlink_to(root / "sub" / "self.txt")
    (root / "dead.txt").symlink_to(tmp_path / "gone.txt")
    (root / "file.txt").symlink_to(outside / "o.txt")
    (root / "out1").symlink_to(outside)
    (root / "out2").symlink_to(outside)
    (outside / "back").symlink_to(outside)
    read = [found.name for found in read_folder_or_file([root]) if isinstance(found, Report)]
    assert read == ["a.txt", "file.txt", "out1/o.txt", "sub/b.txt"]
    problems = unread(root)
    assert problems.pop("sub/self.txt") in ("unreadable", "broken_link")
    assert problems == {"dead.txt": "broken_link", "out1/back": "link_loop", "sub/up": "link_loop"}


def test_pipes_and_devices_never_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null.txt").symlink_to("/dev/zero")
    assert unread(tmp_path) == {"null.txt": "not_a_file", "pipe.txt": "not_a_file"}
    assert unread(tmp_path / "pipe", Path("/dev/null")) == {"pipe": "not_a_file", "null": "not_a_file"}


def test_a_folder_that_may_not_be_opened_is_named_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "closed/a.txt", "open/b.txt")
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names(tmp_path) == ["closed", "open/b.txt"]
    assert unread(tmp_path) == {"closed": "no_permission"}


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b.txt")
    open_file = os.open

    def refuse(path: Path, flags: int) -> int:
        if Path(path).name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return open_file(path, flags)

    monkeypatch.setattr(os, "open", refuse)
    assert unread(tmp_path) == {"a.txt": "no_permission"}
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_name_that_is_not_unicode_is_still_a_name(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/r\xe9port.txt"
    try:
        with open(raw, "w") as file:
            file.write(TEXT)
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    (report,) = read_folder_or_file([tmp_path])
    assert isinstance(report, Report)
    assert report.name == "r\ufffdport.txt"


def test_very_deep_folders_are_searched(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    write(deep, "a.txt")
    assert names(tmp_path) == ["d/" * 300 + "a.txt"]

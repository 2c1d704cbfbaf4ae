"""A second run reads only what is new, what is said otherwise of a report, and what another version of the reader read."""

from __future__ import annotations

from pathlib import Path

import pytest

from recounted import Casebook, flow, run
from recounted.casebook import Stored

TEXT = "On 3 May 2023 a missile hit a market in Kherson, Ukraine, killing at least 12 people, the mayor said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    for n in range(5):
        (tmp_path / "reports" / f"{n}.txt").write_text(f"{TEXT}Number {n}.\n", encoding="utf-8")
    return tmp_path / "reports"


def runs(folder: Path, **more: str) -> tuple[Stored, list[str]]:
    """What became of the reports, and which of them were read."""
    read: list[str] = []
    one = flow._read

    def noted(item: object) -> object:
        if isinstance(item, flow.Report):
            read.append(item.name)
        return one(item)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch, Casebook.open(folder.parent / "t.casebook") as book:
        patch.setattr(flow, "_read", noted)
        stored = run([folder], book, **more).reports  # type: ignore[arg-type]
        assert book.counts()["reports"] == len(list(folder.iterdir()))
    return stored, read


def test_a_second_run_reads_nothing(folder: Path) -> None:
    assert runs(folder)[0] == Stored(added=5)
    assert runs(folder) == (Stored(unchanged=5), [])


def test_a_new_report_alone_is_read(folder: Path) -> None:
    runs(folder)
    (folder / "2a.txt").write_text(TEXT, encoding="utf-8")
    assert runs(folder) == (Stored(added=1, unchanged=5), ["2a.txt"])


def test_a_copy_under_another_name_is_not_read_either(folder: Path) -> None:
    runs(folder)
    copy = folder.parent / "copy" / "renamed.txt"
    copy.parent.mkdir()
    copy.write_bytes((folder / "1.txt").read_bytes())
    with Casebook.open(folder.parent / "t.casebook") as book:
        assert run([copy], book).reports == Stored(unchanged=1)
        assert book.report_text("renamed") == book.report_text("1.txt")


def test_what_is_said_otherwise_of_a_report_is_read_again(folder: Path) -> None:
    runs(folder)
    stored, read = runs(folder, published="2023-05-04")
    assert (stored.replaced, len(read)) == (5, 5)
    assert runs(folder, published="2023-05-04") == (Stored(unchanged=5), [])


def test_another_version_reads_all_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs(folder)
    monkeypatch.setattr("recounted.reading.reader", lambda: "another")
    assert len(runs(folder)[1]) == 5


def test_in_two_processes_what_is_known_keeps_its_place(folder: Path) -> None:
    with Casebook.open(folder.parent / "t.casebook") as book:
        run([folder / "3.txt", folder / "1.txt"], book)
        seen: list[str] = []

        def watch(items: object) -> object:
            for item in items:  # type: ignore[attr-defined]
                seen.append(item.report.name)
                yield item

        outcome = run([folder], book, jobs=2, watch=watch)  # type: ignore[arg-type]
    assert outcome.reports == Stored(added=3, unchanged=2)
    assert seen == [f"{n}.txt" for n in range(5)]

"""A file becomes a report: text unchanged, id from the bytes, what is known of it in the right order."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted import settings
from recounted.errors import CallError
from recounted.intake import Unread, load_metadata, read_file, read_folder_or_file, read_text
from recounted.model import Report

TEXT = "At least 14 people were killed when a missile hit the market in Zelenivka on Friday, the regional governor said."


def report_of(path: Path, **known: object) -> Report:
    report = read_file(path, name=path.name, **known)  # type: ignore[arg-type]
    assert isinstance(report, Report), report
    return report


def codes(found: Report | Unread) -> list[str]:
    return [found.problem.code] if isinstance(found, Unread) else [problem.code for problem in found.problems]


def test_a_plain_text_file_is_kept_as_it_came(tmp_path: Path) -> None:
    data = f"{TEXT}\r\nSecond line\rthird\n  e\u0301 is not \u00e9 \u200f\n".encode()
    (path := tmp_path / "h001.txt").write_bytes(data)
    report = report_of(path)
    assert report.text.encode() == data
    assert report.id == "sha256:" + hashlib.sha256(data).hexdigest()
    assert (report.name, report.lang, report.published, report.url, report.title) == ("h001.txt", "en", None, None, None)
    assert report.problems == ()
    capture = report.capture
    assert capture is not None
    assert (capture.sha256, capture.bytes) == (report.id.removeprefix("sha256:"), len(data))
    assert (capture.media_type, capture.encoding, capture.path) == ("text/plain", "utf-8", str(path))
    assert capture.extractor is not None
    assert capture.extractor.startswith("recounted")


@given(
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(lambda t: not t.isspace())
)
def test_any_text_comes_back_unchanged(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    sentence = f"Report: {text}"
    (path := tmp_path_factory.mktemp("any") / "a.txt").write_bytes(sentence.encode())
    assert report_of(path).text == sentence


def test_identical_files_have_one_id_and_are_both_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    first, second = read_folder_or_file([tmp_path])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.id == second.id
    assert (first.name, second.name) == ("a.txt", "b.txt")


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\u00a0\u2003\n".encode(), b"\xff\xfe"]
)
def test_an_empty_file_is_unread(tmp_path: Path, data: bytes) -> None:
    (path := tmp_path / "a.txt").write_bytes(data)
    unread = read_file(path, name="a.txt")
    assert isinstance(unread, Unread)
    assert (unread.problem.code, unread.name, unread.path) == ("empty", "a.txt", path)


def test_a_file_that_is_too_big_is_unread_and_told_by_how_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MAX_REPORT_BYTES", 2 * 1024 * 1024)
    (path := tmp_path / "a.txt").write_bytes(b"word " * 400_000)
    assert report_of(path).text.startswith("word")
    path.write_bytes(b"word " * 800_000)
    unread = read_file(path, name="a.txt")
    assert isinstance(unread, Unread)
    assert unread.problem.code == "too_big"
    assert "4 MB" in unread.problem.text
    assert "2 MB" in unread.problem.text


def test_a_long_text_is_kept_whole_and_said_to_be_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MAX_TEXT_CHARS", len(TEXT))
    (path := tmp_path / "a.txt").write_text(TEXT)
    assert codes(report_of(path)) == []
    path.write_text(TEXT + "!")
    report = report_of(path)
    assert report.text == TEXT + "!"
    assert codes(report) == ["long_text"]


def test_what_is_said_of_a_report_goes_before_what_is_assumed(tmp_path: Path) -> None:
    page = f"<html lang='en'><head><meta name='pubdate' content='2023-05-06'></head><body><p>{TEXT}</p></body></html>"
    (tmp_path / "page.html").write_text(page)
    (tmp_path / "row.html").write_text(page)
    (tmp_path / "text.txt").write_text(TEXT)
    (table := tmp_path / "known.csv").write_text("name,published,lang,outlet\nrow.html,2023-05-04,fr,Daily\n")
    reports = read_folder_or_file([tmp_path], metadata=load_metadata(table), published="2023-05-07", lang="de")
    found = {r.name: (r.published, r.lang, r.outlet) for r in reports if isinstance(r, Report)}
    assert found == {
        "page.html": ("2023-05-06", "de", None),
        "row.html": ("2023-05-04", "fr", "Daily"),
        "text.txt": ("2023-05-07", "de", None),
    }


def test_a_row_is_found_by_the_address_that_the_page_states(tmp_path: Path) -> None:
    (path := tmp_path / "a.html").write_text(
        f"<html><head><link rel='canonical' href='https://www.example.org/a/'></head><body><p>{TEXT}</p></body></html>"
    )
    (table := tmp_path / "known.jsonl").write_text('{"url": "http://example.org/a#top", "published": "2023-05-04"}')
    assert report_of(path, metadata=load_metadata(table)).published == "2023-05-04"


def test_an_address_says_the_day_where_neither_row_nor_page_does(tmp_path: Path) -> None:
    for name in ("dated", "both", "bare"):
        (tmp_path / f"{name}.txt").write_text(TEXT)
    (table := tmp_path / "known.jsonl").write_text(
        '{"name": "dated", "url": "https://example.org/2023/05-04-market"}\n'
        '{"name": "both", "url": "https://example.org/2023/05/04/market", "published": "2023-05-06"}\n'
        '{"name": "bare", "url": "https://example.org/market-77628"}\n'
    )
    found = {r.name: r.published for r in read_folder_or_file([tmp_path], metadata=load_metadata(table)) if isinstance(r, Report)}
    assert found | {"known.jsonl": None} == {
        "dated.txt": "2023-05-04", "both.txt": "2023-05-06", "bare.txt": None, "known.jsonl": None
    }  # fmt: skip


def test_a_bad_value_in_a_row_is_a_problem_of_its_report_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    (table := tmp_path / "known.csv").write_text("name,published\na,last Friday\nb,2023-05-04\n")
    bad, good = read_folder_or_file([tmp_path], metadata=load_metadata(table), published="2023")
    assert isinstance(bad, Report)
    assert isinstance(good, Report)
    assert (bad.published, codes(bad)) == ("2023", ["metadata_published"])
    assert "line 2" in bad.problems[0].text
    assert (good.published, codes(good)) == ("2023-05-04", [])


@pytest.mark.parametrize(
    "wrong", [{"published": "yesterday"}, {"published": "2023-02-30"}, {"lang": "english"}, {"published": ""}]
)
def test_a_wrong_call_fails_at_once(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(CallError, match="is not a"):
        read_folder_or_file([tmp_path], **wrong)  # type: ignore[arg-type]
    with pytest.raises(CallError, match="is not a"):
        read_text(TEXT, **wrong)


def test_a_text_in_memory_is_a_report_too() -> None:
    report = read_text(TEXT, published="2023-05-06T10:00:00Z", url="https://example.org/a", outlet="Daily")
    assert report.id == "sha256:" + hashlib.sha256(TEXT.encode()).hexdigest()
    assert (report.name, report.lang, report.published, report.outlet) == ("text", "en", "2023-05-06", "Daily")
    assert report.text == TEXT


def test_a_text_in_memory_may_be_empty_or_broken_without_raising() -> None:
    assert codes(read_text("")) == ["empty", "language_unknown"]
    broken = read_text(f"{TEXT} \ud800 end")
    assert broken.text == f"{TEXT} \ufffd end"
    assert codes(broken) == ["encoding_mixed"]


def test_a_language_that_cannot_be_told_stays_unknown_and_is_asked_for(tmp_path: Path) -> None:
    (path := tmp_path / "a.txt").write_text("Zelenivka 14:05")
    report = report_of(path)
    assert report.lang is None
    assert codes(report) == ["language_unknown"]
    assert "--lang" in report.problems[0].text
    assert report_of(path, lang="uk-UA").lang == "uk"
    assert codes(report_of(path, lang="uk")) == []

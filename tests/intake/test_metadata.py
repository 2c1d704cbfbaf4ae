"""The table of what is known beside the files: how rows are found, what values count, what is a wrong table."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.errors import CallError
from recounted.intake.metadata import Metadata, Row, edtf_day, load_metadata


def table(tmp_path: Path, content: str | bytes, name: str = "known") -> Metadata:
    (path := tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_metadata(path)


@pytest.mark.parametrize("key", ["name", "id"])
@pytest.mark.parametrize("value", ["h001", "h001.txt", "sub/h001.txt", "sub/h001", "sub\\\\h001.txt", "./sub/h001.txt"])
def test_a_row_is_tied_by_the_file_name_with_or_without_its_ending(tmp_path: Path, key: str, value: str) -> None:
    known = table(tmp_path, f'{{"{key}": "{value}", "published": "2022-04-08"}}\n')
    assert known.row("sub/h001.txt").published == "2022-04-08"
    assert known.row("/data/sub/h001.txt").published == "2022-04-08"
    assert known.row("sub/h002.txt") == Row()


def test_the_longest_path_wins(tmp_path: Path) -> None:
    known = table(tmp_path, "name,published\nh1,2001\na/h1.txt,2002\nb/h1,2003\n")
    assert [known.row(name).published for name in ("a/h1.txt", "b/h1.txt", "c/h1.txt", "h1.html")] == [
        "2002",
        "2003",
        "2001",
        "2001",
    ]


def test_only_the_ending_is_cut_from_a_name(tmp_path: Path) -> None:
    known = table(tmp_path, "name,lang\nreport.2,en\nv1,fr\n")
    assert known.row("report.2.txt").lang == "en"
    assert known.row("v1.d/other") == Row()


def test_rows_are_found_by_report_id_and_by_address(tmp_path: Path) -> None:
    known = table(tmp_path, '{"id": "sha256:ab", "lang": "uk"}\n{"url": "https://www.example.org/x/", "lang": "fr"}\n')
    assert known.row("a.txt", report_id="sha256:ab").lang == "uk"
    assert known.row("a.txt", url="http://example.org/x#part").lang == "fr"
    assert known.row("a.txt", url="http://example.org/y") == Row()


def test_names_are_compared_whatever_their_unicode_form(tmp_path: Path) -> None:
    known = table(tmp_path, "name,lang\n" + unicodedata.normalize("NFD", "звіт-їжак") + ",uk\n")
    assert known.row("звіт-їжак.txt").lang == "uk"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_spreadsheets_write_it(tmp_path: Path, separator: str, encoding: str) -> None:
    lines = [["Name", "Published ", "TITLE", "note"], ["a", "2022-04", '"Zwölf, Tote; in ""Harna"""', "x"], ["b", "", "", ""], []]
    known = table(tmp_path, "\r\n".join(separator.join(line) for line in lines).encode(encoding))
    assert known.row("a.txt") == Row(published="2022-04", title='Zwölf, Tote; in "Harna"')
    assert known.row("b.txt") == Row()


def test_json_lines_with_nulls_other_columns_and_numbers(tmp_path: Path) -> None:
    known = table(
        tmp_path,
        '{"id": "a", "published": null, "lang": "", "incidents": [1], "outlet": "Daily"}\n\n{"id": "b", "published": 2022}',
    )
    assert known.row("a.txt") == Row(outlet="Daily")
    assert known.row("b.txt").published == "2022"


def test_a_json_list_does_as_well(tmp_path: Path) -> None:
    assert table(tmp_path, '[{"name": "a", "lang": "en"},\n {"name": "b", "lang": "fr"}]').row("b.txt").lang == "fr"


def test_bad_values_are_ignored_and_said(tmp_path: Path) -> None:
    row = table(tmp_path, "name,published,lang,title\na,08/04/2022,english,T\n").row("a.txt")
    assert (row.published, row.lang, row.title) == (None, None, "T")
    assert [problem.code for problem in row.problems] == ["metadata_published", "metadata_lang"]
    assert all("known, line 2" in problem.text for problem in row.problems)


def test_rows_that_clash_or_name_nothing_are_problems_of_the_table(tmp_path: Path) -> None:
    known = table(tmp_path, "name,published\na,2001\na,2002\na,2001\n,2003\n")
    assert known.row("a.txt").published == "2001"
    assert [problem.code for problem in known.problems] == ["metadata_duplicate", "metadata_unkeyed"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("published,lang\n2022,en\n", "name, id or url"),
        ("", "name, id or url"),
        ('{"name": "a"}\n{"name": \n', "line 2"),
        ('{"name": "a"}\n[1]\n', "line 2"),
        ("[1, 2]", "expected an object"),
        ("[", "not JSON"),
        ('name,title\na,"never closed\n', "not CSV"),
        (b"%PDF-1.4 \x00\x01\x02\x03" * 20, "not text"),
    ],
)
def test_a_table_that_cannot_be_understood_is_a_wrong_call(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(CallError, match=says) as error:
        table(tmp_path, content)
    assert "known" in str(error.value)


def test_a_table_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="not found"):
        load_metadata(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2022", "2022"), ("2022-04", "2022-04"), (" 2022-04-08 ", "2022-04-08"), ("2022-04-08T23:30:00-05:00", "2022-04-08"),
        ("2022-04-08 10:00", "2022-04-08"), ("2024-02-29", "2024-02-29"), ("2022-02-29", None), ("2022-13", None),
        ("22-04-08", None),
        ("2022-04-08/2022-04-09", None), ("2022?", None), ("XXXX-04-08", None), ("2022-4-8", None), ("0000", None), ("", None),
        ("٢٠٢٢-٠٤-٠٨", None), ("2022-04-08garbage", None),
    ],
)  # fmt: skip
def test_edtf_level_0_and_nothing_else(value: str, day: str | None) -> None:
    assert edtf_day(value) == day


@given(st.dates())
def test_every_day_is_itself(day: object) -> None:
    assert edtf_day(str(day)) == str(day)

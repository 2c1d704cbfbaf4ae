"""What is known about reports beside their files: a table of publication dates, addresses, outlets, titles and languages.

In: a CSV or JSON Lines file. Out: ``Metadata``, from which the row of a report is looked up by file name (with or without its
ending), report id or address. Columns that are not ours are ignored; null and empty mean "not said". A table that cannot be
understood raises ``CallError``; a single bad value is a problem of the report that it belongs to.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from recounted.errors import CallError
from recounted.intake import custody
from recounted.intake.encoding import decode, storable
from recounted.intake.unread import RefusedError
from recounted.model import Problem
from recounted.packs.language import two_letter

_KEYS = ("name", "id", "url")
_FIELDS = ("published", "url", "outlet", "title", "lang")
_EDTF_LEVEL_0 = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d?[:.h]?\d\d.*)?)?)?")


@dataclass(frozen=True)
class Row:
    """What the table says of one report; None is "not said"."""

    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    lang: str | None = None
    problems: tuple[Problem, ...] = ()


_NOTHING = Row()


@dataclass(frozen=True)
class Metadata:
    """Rows by file name or id, and by address. ``problems`` are those of the table itself."""

    by_name: Mapping[str, Row] = field(default_factory=dict)
    by_url: Mapping[str, Row] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def row(self, name: str, *, report_id: str | None = None, url: str | None = None) -> Row:
        """The row of the report called ``name`` (a path may stand before it); the longest path that the table knows wins."""
        if report_id and (row := self.by_name.get(report_id)):
            return row
        for key in _names(name):
            if row := self.by_name.get(key):
                return row
        return self.by_url.get(_address(url), _NOTHING) if url else _NOTHING


def load_metadata(path: Path) -> Metadata:
    """Read a metadata table. Raises ``CallError`` naming the file, the line and what is expected."""
    try:
        text = decode(custody.take(path).data).text
    except RefusedError as refused:
        raise CallError(f"{path}: {refused}") from refused
    records = _json_records(path, text) if text.lstrip()[:1] in ("{", "[") else _csv_records(path, text)
    return _index(path, records)


def edtf_day(value: str) -> str | None:
    """``value`` as EDTF level 0 (YYYY, YYYY-MM or YYYY-MM-DD; a time is cut off), or None if it is not a date of the calendar."""
    match = _EDTF_LEVEL_0.fullmatch(value.strip())
    if not match or not match[0].isascii():
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)


def _index(path: Path, records: Iterable[tuple[int, Mapping[str, object]]]) -> Metadata:
    by_name: dict[str, Row] = {}
    by_url: dict[str, Row] = {}
    problems: list[Problem] = []
    for line, record in records:
        said = {key: text for key in (*_KEYS, *_FIELDS) if (text := _text(record.get(key)))}
        if not any(key in said for key in _KEYS):
            problems.append(Problem(code="metadata_unkeyed", text=f"{path}, line {line}: has no name, id or url; left out"))
            continue
        row = _row(path, line, said)
        keys = [(by_name, _name_key(said[key])) for key in ("name", "id") if key in said]
        keys += [(by_url, _address(said["url"]))] if "url" in said else []
        for index, key in keys:
            # by address alone two rows may well share a page; it is a clash only where they name the same report
            if index.setdefault(key, row) != row and index is by_name:
                text = f"{path}, line {line}: {key} was there before with other values; the first row is kept"
                problems.append(Problem(code="metadata_duplicate", text=text))
    return Metadata(by_name, by_url, tuple(problems))


def _row(path: Path, line: int, said: Mapping[str, str]) -> Row:
    problems = []
    published, lang = said.get("published"), said.get("lang")
    day = edtf_day(published) if published else None
    code = two_letter(lang) if lang else None
    if published and not day:
        text = f"{path}, line {line}: published {published!r} is not a date (YYYY, YYYY-MM or YYYY-MM-DD); ignored"
        problems.append(Problem(code="metadata_published", text=text))
    if lang and not code:
        text = f"{path}, line {line}: lang {lang!r} is not a two-letter code (ISO 639-1, like uk); ignored"
        problems.append(Problem(code="metadata_lang", text=text))
    return Row(day, said.get("url"), said.get("outlet"), said.get("title"), code, tuple(problems))


def _text(value: object) -> str | None:
    """A cell's words. Numbers count (a year is one in JSON); lists and objects say nothing that we could use."""
    if isinstance(value, str):
        return storable(value)[0].strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _names(name: str) -> Iterator[str]:
    """Keys that a report called ``name`` may have in a table: from the whole path to the bare name, with and without ending."""
    parts = _name_key(name).split("/")
    for start in range(len(parts)):
        key = "/".join(parts[start:])
        yield key
        stem, dot, ending = key.rpartition(".")
        if dot and stem and "/" not in ending:
            yield stem


def _name_key(name: str) -> str:
    """Names as they are compared: some systems keep accents apart from letters, some write ``\\`` in paths."""
    return unicodedata.normalize("NFC", name).replace("\\", "/").removeprefix("./")


def _address(url: str) -> str:
    """An address as it is compared: without scheme, ``www.``, fragment and closing slash."""
    bare = re.sub(r"^[a-z]+://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    return bare.partition("#")[0].rstrip("/")


def _json_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """JSON Lines, or one JSON list of objects."""
    whole = _json_list(path, text) if text.lstrip().startswith("[") else None
    for number, line in enumerate(text.split("\n") if whole is None else whole, start=1):
        if isinstance(line, str) and not line.strip():
            continue
        try:
            record = json.loads(line) if whole is None and isinstance(line, str) else line
        except (ValueError, RecursionError) as error:
            raise CallError(f"{path}, line {number}: is not JSON ({error}); expected one object a line (JSON Lines)") from error
        if not isinstance(record, dict):
            raise CallError(f'{path}, line {number}: expected an object like {{"name": "a.txt", "published": "2024-05-01"}}')
        yield number, record


def _json_list(path: Path, text: str) -> list[object] | None:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CallError(f"{path}: is not JSON ({error}); expected one object a line (JSON Lines), or CSV") from error
    return whole if isinstance(whole, list) else None


def _csv_records(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    """CSV with a line of column names; comma, semicolon or tab, whichever that line has most of."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(10_000_000)
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip().lower() for name in next((line for line in lines if line), [])]
        if not set(columns) & set(_KEYS):
            found = ", ".join(columns)[:200] or "nothing"
            raise CallError(f"{path}: the first line must name the columns, one of them name, id or url; found: {found}")
        for cells in lines:
            if cells:
                yield lines.line_num, dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        raise CallError(f"{path}, line {lines.line_num}: is not CSV ({error}); check the quotation marks") from error

"""Taking in: paths → reports, one at a time.

In: files and folders, a metadata table, defaults. Out: a ``Report`` for each file that could be read and an ``Unread`` for each
that could not. Never raises because of a file; raises ``CallError`` for a wrong call. What is known about a report is decided
here, in this order: metadata row, the page's own statement, the default of the call (published), detection (lang).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from recounted import settings
from recounted.errors import CallError
from recounted.intake import custody, formats
from recounted.intake.address import day_in_address
from recounted.intake.encoding import storable
from recounted.intake.extract import Extract
from recounted.intake.folders import each_input
from recounted.intake.metadata import Metadata, Row, edtf_day
from recounted.intake.unread import RefusedError, Unread
from recounted.model import Capture, Problem, Report
from recounted.packs import language

#: One module a format; imported when the first file of that format is met.
_READERS = {"text": "plain_text", "page": "web_page", "saved_page": "saved_page"}


@dataclass(frozen=True)
class _Defaults:
    """What holds for every report that nothing else is said of."""

    published: str | None
    lang: str | None


def read_folder_or_file(
    paths: Sequence[Path], *, metadata: Metadata | None = None, published: str | None = None, lang: str | None = None
) -> Iterator[Report | Unread]:
    """Read every report that ``paths`` lead to, in sorted order, lazily.

    ``published`` (EDTF level 0) is for reports that do not say; ``lang`` (two letters) goes before detection; a metadata row goes
    before both. Raises ``CallError`` at once when one of them is not of that form.
    """
    defaults = _checked(published, lang)
    return (
        found if isinstance(found, Unread) else _read(found.path, found.name, metadata, defaults)
        for found in each_input(paths)
    )  # fmt: skip


def read_file(
    path: Path, *, name: str, metadata: Metadata | None = None, published: str | None = None, lang: str | None = None
) -> Report | Unread:
    """Read one file, whatever its name ends in. Raises ``CallError`` for a ``published`` or ``lang`` that is none."""
    return _read(Path(path), name, metadata, _checked(published, lang))


def read_text(
    text: str,
    *,
    name: str = "text",
    published: str | None = None,
    lang: str | None = None,
    url: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
) -> Report:
    """A report of a text that is already in memory; its id is the hash of the text as UTF-8. Raises ``CallError``."""
    clean, lost = storable(text)
    problems = (
        [Problem(code="encoding_mixed", text=f"has {lost} characters that cannot be stored: shown as U+FFFD")] if lost else []
    )
    if not clean or clean.isspace():
        problems.append(Problem(code="empty", text="has only white space: nothing to read"))
    raw = custody.Raw.of(clean.encode())
    extract = Extract(clean, "text/plain", "utf-8", custody.extractor(), title, None, url, outlet, problems=tuple(problems))
    return _report(raw, extract, name, Row(), _checked(published, lang))


def _checked(published: str | None, lang: str | None) -> _Defaults:
    day = edtf_day(published) if published is not None else None
    code = language.two_letter(lang) if lang is not None else None
    if published is not None and day is None:
        raise CallError(f"published {published!r} is not a date: give YYYY-MM-DD, YYYY-MM or YYYY")
    if lang is not None and code is None:
        raise CallError(f"lang {lang!r} is not a language: give its two-letter code (ISO 639-1), like en or uk")
    return _Defaults(day, code)


def _read(path: Path, name: str, metadata: Metadata | None, defaults: _Defaults) -> Report | Unread:
    try:
        raw = custody.take(path)
        extract = _extract(raw.data, name)
    except RefusedError as refused:
        return Unread(path, name, refused.problem)
    row = _row(metadata, path, name, raw.report_id, extract.url)
    return _report(raw, extract, name, row, defaults, path=path)


def _extract(data: bytes, name: str) -> Extract:
    reader = import_module(f"recounted.intake.{_READERS[formats.recognise(data, name)]}")
    extract: Extract = reader.read(data)
    return extract


def _row(metadata: Metadata | None, path: Path, name: str, report_id: str, url: str | None) -> Row:
    """The report's row, looked for by the whole path, of which the name is the end."""
    if metadata is None:
        return Row()
    whole = custody.printable(path)
    return metadata.row(whole if whole.endswith(name) else name, report_id=report_id, url=url)


def _report(raw: custody.Raw, extract: Extract, name: str, row: Row, defaults: _Defaults, *, path: Path | None = None) -> Report:
    lang = row.lang or defaults.lang or language.detect(extract.text) or extract.lang
    url = row.url or extract.url
    return Report(
        id=raw.report_id,
        name=name,
        text=extract.text,
        lang=lang,
        published=row.published or extract.published or day_in_address(url) or defaults.published,
        url=url,
        title=row.title or extract.title,
        outlet=row.outlet or extract.outlet,
        capture=Capture(
            sha256=raw.sha256,
            bytes=len(raw.data),
            media_type=extract.media_type,
            encoding=extract.encoding,
            path=custody.printable(path) if path is not None else None,
            extractor=extract.extractor,
        ),
        problems=(*extract.problems, *row.problems, *_open_questions(extract.text, lang)),
    )


def _open_questions(text: str, lang: str | None) -> Iterator[Problem]:
    if len(text) > settings.MAX_TEXT_CHARS:
        yield Problem(
            code="long_text",
            text=f"has {len(text):,} characters: only the first {settings.MAX_TEXT_CHARS:,} are read for claims; "
            "split it into one file a report if it holds several",
        )
    if lang is None:
        yield Problem(
            code="language_unknown",
            text="language cannot be told: give it with --lang or in the metadata (lang)",
        )

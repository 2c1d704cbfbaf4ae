"""Formats are told by content; what is not read is named, with what to do."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest

from recounted.intake.formats import looks_like_text, recognise
from recounted.intake.unread import RefusedError


def zipped(*entries: str) -> bytes:
    with zipfile.ZipFile(buffer := BytesIO(), "w") as archive:
        for entry in entries:
            archive.writestr(entry, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF, not read yet: export it as plain text or HTML"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document (docx), not read yet: export"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
        (zipped("a.txt", "b.txt"), "an archive (ZIP), not read yet: unpack it"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image, not a text"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\x00\x00\x00\x18ftypmp42", "a video"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "an old Office document"),
        (b"{\\rtf1\\ansi At least 14", "an RTF document"),
        (b"\x1f\x8b\x08\x00", "compressed (gzip), not read yet: unpack"),
        (b"WARC/1.0\r\nWARC-Type: response", "a web archive"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b'<?xml version="1.0"?>\n<!-- feed -->\n<rss version="2.0">', "an XML file (<rss>)"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "an XML file (<feed>)"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(RefusedError) as refused:
        recognise(data, "report.txt")
    assert says in refused.value.problem.text
    assert refused.value.problem.code == "unsupported"


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"At least 14 people were killed.", "a.txt", "text"),
        (b"At least 14 people were killed.", "a.html", "text"),
        (b"At least 14 people were killed.", "a.json", "text"),
        (b"14 < 37 and 37 > 14: the toll rose.", "a.txt", "text"),
        (b"<p>At least 14</p>", "a.txt", "page"),
        (b"\xef\xbb\xbf \n<!-- saved --><!DOCTYPE HTML><html>", "a.txt", "page"),
        (b'<?xml version="1.0"?><html xmlns="x">', "a", "page"),
        ("<html><body>Überfall".encode("utf-16"), "a.txt", "page"),
        (b"words <b>in</b> a fragment", "a.htm", "page"),
        (b"<p align=center>Title</p>\n# Heading", "a.md", "text"),
        (
            b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x\r\n\r\n",
            "a.mhtml",
            "saved_page",
        ),
        (b"From: our reporter\nDate: Friday\n\nAt least 14 people were killed.", "a.txt", "text"),
    ],
)
def test_the_content_tells_the_format(data: bytes, name: str, form: str) -> None:
    assert recognise(data, name) == form


@pytest.mark.parametrize(
    "start", [b"<!---->" * 600, b"<!--" * 1000, b"<?xml?>" * 600, b"a:b\n" * 1000 + b"x", b"<?xml?>" + b"<!a>" * 1000]
)
def test_hostile_beginnings_are_judged_at_once(start: bytes) -> None:
    before = time.perf_counter()
    looks_like_text(start[:4096])
    assert time.perf_counter() - before < 0.5

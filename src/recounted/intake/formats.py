"""Which format a file is in, by its first bytes more than by its name.

In: bytes and a file name. Out: ``text``, ``page`` (HTML) or ``saved_page`` (MHTML). Raises ``RefusedError`` for what
is known not to be read yet, saying what it is and what to do. A name alone decides only which files of a folder to open.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from recounted.intake.unread import RefusedError

Format = Literal["text", "page", "saved_page"]

#: Name endings that are read when a folder is searched. Files without an ending are read if they look like text.
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
SAVED_PAGE_SUFFIXES = frozenset({".mhtml", ".mht"})
READ_SUFFIXES = TEXT_SUFFIXES | PAGE_SUFFIXES | SAVED_PAGE_SUFFIXES
#: Names that folders of reports carry along and that are no reports, whatever their ending.
NOT_REPORTS = frozenset({
    "readme", "license", "licence", "copying", "notice", "authors", "contributing", "changelog", "makefile", "dockerfile",
    "citation", "requirements",
})  # fmt: skip

#: First bytes of what is not read: (offset, bytes, what it is). Longer and more telling ones first.
_MAGIC = (
    (0, b"%PDF-", "a PDF"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (doc, xls, ppt, msg)"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"\x89PNG\r\n", "a PNG image"),
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (0, b"II*\x00", "a TIFF image"),
    (0, b"MM\x00*", "a TIFF image"),
    (4, b"ftyp", "a video or an image (MP4, HEIC)"),
    (0, b"\x1aE\xdf\xa3", "a video (Matroska, WebM)"),
    (8, b"AVI ", "a video (AVI)"),
    (8, b"WAVE", "a sound recording (WAV)"),
    (0, b"ID3", "a sound recording (MP3)"),
    (0, b"OggS", "a sound recording (Ogg)"),
    (0, b"\x1f\x8b", "compressed (gzip)"),
    (0, b"BZh", "compressed (bzip2)"),
    (0, b"\xfd7zXZ\x00", "compressed (xz)"),
    (0, b"\x28\xb5\x2f\xfd", "compressed (Zstandard)"),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (0, b"Rar!\x1a\x07", "an archive (RAR)"),
    (257, b"ustar", "an archive (tar)"),
    (0, b"WARC/", "a web archive (WARC)"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"PAR1", "a Parquet table"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\x00", "a program"),
)
#: What a ZIP file is, by a name among its first entries.
_ZIPPED = (
    (b"word/", "a Word document (docx)"),
    (b"xl/", "an Excel workbook (xlsx)"),
    (b"ppt/", "a PowerPoint presentation (pptx)"),
    (b"opendocument.text", "an OpenDocument text (odt)"),
    (b"application/epub", "a book (EPUB)"),
    (b"datapackage.json", "a web archive (WACZ)"),
    (b"archive/", "a web archive (WACZ)"),
)
_EXPORT = "not read yet: export it as plain text or HTML"
_UNPACK = "not read yet: unpack it and give the files in it"
#: What the web takes for HTML, whatever its name (https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type).
_HTML = re.compile(
    rb"(?>(?><\?xml[^>]*>|<!--.*?-->|\s)*)"
    rb"<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<\?xml[^>]*>(?>(?>\s|<!--.*?-->|<\?.*?\?>|<![^>]*>)*)<([\w:.-]+)", re.DOTALL)
_FEED = re.compile(rb"\s*<(rss|feed|rdf:RDF)[\s>]")
_ANY_TAG = re.compile(rb"<[a-zA-Z!/?]")
_SAVED_PAGE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE)
_SNIFFED = 4_096
_MARKUP_SNIFFED = 262_144


def recognise(data: bytes, name: str) -> Format:
    """The format of ``data``. Raises ``RefusedError`` (``unsupported``, ``empty``)."""
    start = data[:_SNIFFED]
    if not start.strip(b"\xef\xbb\xbf \t\r\n\x00") and not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise RefusedError("empty", "is empty: nothing to read; check that it was saved or downloaded completely")
    _refuse_known(start)
    readable = _as_ascii(start)
    suffix = PurePath(name).suffix.lower()
    if _SAVED_PAGE.match(readable):
        return "saved_page"
    if suffix in PAGE_SUFFIXES:
        return "page" if _ANY_TAG.search(_as_ascii(data[:_MARKUP_SNIFFED])) else "text"
    if suffix != ".md" and _HTML.match(readable):
        return "page"
    if root := _XML.match(readable) or _FEED.match(readable):
        shown = root[1].decode("ascii", "replace")
        raise RefusedError(
            "unsupported", f"is an XML file (<{shown}>), not read yet: save each report in it as plain text or HTML"
        )
    return "text"


def looks_like_text(start: bytes) -> bool:
    """Whether a file without a name ending is worth reading, by its first bytes."""
    if not start.strip():
        return False
    try:
        recognise(start, "")
    except RefusedError:
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in start)
    return controls * 50 <= len(start) or start.startswith((b"\xff\xfe", b"\xfe\xff"))


def _refuse_known(start: bytes) -> None:
    if start.startswith(b"PK\x03\x04"):
        what = next((words for inside, words in _ZIPPED if inside in start), None)
        raise RefusedError("unsupported", f"is {what}, {_EXPORT}" if what else f"is an archive (ZIP), {_UNPACK}")
    for offset, magic, what in _MAGIC:
        if start.startswith(magic, offset):
            remedy = _UNPACK if what.startswith(("an archive", "compressed")) else _EXPORT
            if what.endswith(("image", "video", "(MP4, HEIC)", "(AVI)", "WebM)", "(WAV)", "(MP3)", "(Ogg)")):
                remedy = "not a text: give a transcript of it as plain text"
            raise RefusedError("unsupported", f"is {what}, {remedy}")


def _as_ascii(start: bytes) -> bytes:
    """Bytes in which markup can be looked for: without a byte-order mark and without the NULs of UTF-16."""
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")

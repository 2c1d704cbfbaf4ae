"""Pages saved whole by a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from recounted.intake import Unread, read_file
from recounted.model import Report

TEXT = "Quatorze personnes ont été tuées vendredi dans le bombardement du marché de Zelenivka."
SAVED = """From: <Saved by a browser>\r
Snapshot-Content-Location: https://example.org/2022/04/08/marche\r
Subject: =?utf-8?Q?March=C3=A9?=\r
Date: Mon, 2 Jan 2023 10:00:00 -0000\r
MIME-Version: 1.0\r
Content-Type: multipart/related;\r
\ttype="text/html";\r
\tboundary="----B"\r
\r
------B\r
Content-Type: text/html{charset}\r
Content-Transfer-Encoding: {transfer}\r
Content-Location: https://example.org/2022/04/08/marche\r
\r
{page}\r
------B\r
Content-Type: text/html\r
\r
<html><body><p>An advertisement in a frame, saved with the page.</p></body></html>\r
------B--\r
"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_page_is_read_with_its_address_and_without_its_frames(tmp_path: Path, encoding: str) -> None:
    import quopri

    page = quopri.encodestring(f"<html><body><p>{TEXT}</p></body></html>".encode(encoding)).decode("ascii")
    saved = SAVED.format(charset=f"; charset={encoding}", transfer="quoted-printable", page=page)
    (path := tmp_path / "a.mhtml").write_text(saved)
    report = read_file(path, name="a.mhtml")
    assert isinstance(report, Report)
    assert report.text == TEXT
    assert (report.lang, report.url) == ("fr", "https://example.org/2022/04/08/marche")
    assert report.published == "2022-04-08"  # from the address, not the day of saving
    assert report.capture is not None
    assert report.capture.media_type == "multipart/related"


@pytest.mark.parametrize(
    "body",
    [
        "------B\r\nContent-Type: image/png\r\n\r\nxxxx\r\n------B--",
        "",
        "------B\r\nContent-Type: text/html; charset=zip\r\n\r\n",
    ],
)
def test_a_damaged_one_is_unread(tmp_path: Path, body: str) -> None:
    (path := tmp_path / "a.mht").write_text(SAVED.split("------B\r\n", maxsplit=1)[0] + body)
    assert isinstance(found := read_file(path, name="a.mht"), Unread)
    assert found.problem.code in ("no_text", "unsupported")

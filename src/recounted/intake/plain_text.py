"""Plain text: the stored text is the decoded file unchanged, a byte-order mark apart.

In: bytes. Out: ``Extract``. Line ends and Unicode forms are kept, so that an offset means the same place in the file and in the
report. Raises ``RefusedError`` for bytes that are no text, and for text that is only white space.
"""

from __future__ import annotations

from recounted.intake.custody import extractor
from recounted.intake.encoding import decode
from recounted.intake.extract import Extract
from recounted.intake.unread import RefusedError


def read(data: bytes) -> Extract:
    """The text of a plain-text file. Raises ``RefusedError`` (``empty``, ``not_text``)."""
    decoded = decode(data)
    if not decoded.text or decoded.text.isspace():
        raise RefusedError("empty", "has only white space: nothing to read; check that it was saved or downloaded completely")
    return Extract(
        text=decoded.text,
        media_type="text/plain",
        encoding=decoded.encoding,
        extractor=extractor(),
        problems=decoded.problems,
    )

"""Pages saved whole by a browser (MHTML, RFC 2557): the page in them is read as a web page.

In: bytes. Out: ``Extract``. Only the first HTML part counts, which is the page itself; pictures and frames are left alone. The
date in the header is when the page was saved and is not taken for its publication.
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from recounted.intake import web_page
from recounted.intake.extract import Extract
from recounted.intake.unread import RefusedError


def read(data: bytes) -> Extract:
    """The story in a saved page. Raises ``RefusedError`` (``no_text``)."""
    try:
        saved = message_from_bytes(data, policy=policy.default)
        page = next((part for part in saved.walk() if part.get_content_type() == "text/html"), None)
        markup = page.get_payload(decode=True) if isinstance(page, EmailMessage) else None
    except (MessageError, LookupError, ValueError, RecursionError) as error:
        raise RefusedError("unsupported", f"is a saved page (MHTML) that is damaged ({error}): save it again as HTML") from error
    if page is None or not isinstance(markup, bytes) or not markup.strip():
        raise RefusedError("no_text", "is a saved page (MHTML) without a page in it: save it again as HTML")
    address = page.get("Content-Location") or saved.get("Snapshot-Content-Location")
    url = str(address) if address and str(address).startswith(("http://", "https://")) else None
    extract = web_page.read(markup, url=url, charset=page.get_content_charset())
    return replace(extract, media_type="multipart/related")

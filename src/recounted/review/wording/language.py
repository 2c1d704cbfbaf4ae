"""The language of the interface, chosen by hand: a cookie that goes before what the browser prefers.

In: a form at the foot of every page. Out: the same page in that language.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse, Response

from recounted.review.safety import Written
from recounted.review.wording.catalogues import languages

routes = APIRouter()
#: The cookie with the language that somebody chose.
LANGUAGE = "recounted_lang"
_YEAR = 365 * 24 * 3600


@routes.post("/language")
def speak(form: Written) -> Response:
    """Show pages in this language from now on, in this browser."""
    lang = form.get("lang")
    if not isinstance(lang, str) or lang not in languages():
        raise HTTPException(422)
    response = RedirectResponse(_of_ours(form.get("back")), 303)
    response.set_cookie(LANGUAGE, lang, max_age=_YEAR, httponly=True, samesite="strict")
    return response


def _of_ours(address: object) -> str:
    """A path of this server; the first page in place of anything that could lead elsewhere."""
    if not isinstance(address, str) or not address.startswith("/") or len(address) > 2000:
        return "/"
    parts = urlsplit(address)
    odd = address[1:2] in ("/", "\\") or "\\" in parts.path or not address.isprintable() or not address.isascii()
    return "/" if odd or parts.scheme or parts.netloc else address

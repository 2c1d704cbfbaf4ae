"""Pages out of templates: escaped by default, in the reader's language, with what every page needs.

In: a request, a template's name, what it shows. Out: an HTML response. Everything that a template prints passes through
``shown``: a name cannot turn the direction of a page even where a template forgets to ask for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

from babel import Locale
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from recounted.review import shown
from recounted.review.accounts.visitors import Visitor
from recounted.review.safety import COOKIE, Tokens
from recounted.review.wording.catalogues import Catalogue, languages, preferred
from recounted.review.wording.language import LANGUAGE
from recounted.review.wording.words import Words

HERE = Path(__file__).parent
STATIC = HERE / "static"


class Renderer:
    """Renders pages. ``accounts``: is there signing in; ``catalogue`` sets the language that else the browser says."""

    def __init__(self, tokens: Tokens, casebook: str, *, accounts: bool = False, catalogue: Catalogue | None = None) -> None:
        self._accounts = accounts
        self._tokens = tokens
        self._casebook = casebook
        self._catalogue = catalogue

    def words(self, request: Request) -> Words:
        """Words in the language of a request."""
        return Words(self._of(request))

    def name(self, request: Request) -> str:
        """Who decides in this browser; nobody where nobody is signed in who should be."""
        visitor: Visitor | None = getattr(request.state, "visitor", None)
        return visitor.name if visitor else ""

    def _of(self, request: Request) -> Catalogue:
        if self._catalogue:
            return self._catalogue
        chosen = request.cookies.get(LANGUAGE)
        return _catalogue(chosen if chosen in languages() else preferred(request.headers.get("accept-language", "")))

    def page(self, request: Request, template: str, shows: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
        """One page. Its forms carry a token for the browser that asked."""
        catalogue, browser = self._of(request), self._tokens.browser(request)
        body = (
            environment(catalogue)
            .get_template(template)
            .render(
                **shows,
                words=Words(catalogue),
                lang=catalogue.lang,
                direction=catalogue.direction,
                token=self._tokens.token(request, browser),
                casebook_name=self._casebook,
                accounts=self._accounts,
                visitor=getattr(request.state, "visitor", None),
                path=request.url.path,
                back=_back(request),
                languages=[(code, str(Locale.parse(code).get_display_name(code)).capitalize()) for code in languages()],
                name=self.name(request),
            )
        )
        response = HTMLResponse(body, status)
        if request.cookies.get(COOKIE) != browser:
            response.set_cookie(COOKIE, browser, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return response


def _back(request: Request) -> str:
    """The address of a page that can be asked for again."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


@lru_cache
def _catalogue(lang: str) -> Catalogue:
    return Catalogue(lang)


@lru_cache
def environment(catalogue: Catalogue) -> Environment:
    """The templates in one language."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_safe,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    for name in ("gettext", "ngettext"):
        made.globals[name] = _with_safe_values(cast(Callable[..., str], made.globals[name]))
    made.filters["foreign"] = shown.foreign
    made.filters["visible"] = shown.visible
    words = Words(catalogue)
    made.filters |= {"sentence": words.sentence, "code": words.code, "actor": words.actor, "told": partial(_told, words)}
    made.globals["static"] = _static
    made.globals["has_scripts"] = (STATIC / "dist" / "htmx.js").exists()
    made.globals["has_map"] = (STATIC / "dist" / "leaflet.js").exists()
    return made


def _told(words: Words, said: str) -> Markup:
    """What was said in refusing: in the reader's language where a catalogue has it, else marked as English."""
    told = words.sentence(said)
    return shown.foreign(told) if told != said else Markup('<span lang="en">{}</span>').format(shown.foreign(said))


def _with_safe_values(told: Callable[..., str]) -> Callable[..., str]:
    """What a message puts in goes through ``_safe`` too: the template prints the whole, as markup."""

    @pass_context
    def tell(context: Context, *messages: Any, **values: Any) -> str:
        return told(context, *messages, **{name: _safe(value) for name, value in values.items()})

    return tell


def _safe(value: Any) -> Any:
    return shown.plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache
def _static(name: str) -> str:
    """The address of a file of ours, with its version, so that a browser may keep it."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"

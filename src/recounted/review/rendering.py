"""Pages out of templates: escaped by default, in the reader's language, with what every page needs.

In: a request, a template's name, what it shows. Out: an HTML response. Everything that a template prints passes through
``shown``: a name cannot turn the direction of a page even where a template forgets to ask for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any
from urllib.parse import quote

from babel import Locale
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from recounted.review import shown
from recounted.review.accounts.visitors import Visitor
from recounted.review.safety import COOKIE, Tokens
from recounted.review.wording.catalogues import SOURCE, Catalogue, languages, preferred
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


class _Compiled(BytecodeCache):
    """Compiled templates, which all languages share: to compile them takes a second."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def compile_all() -> None:
    """Compile all templates, so that no page waits for its own."""
    templates = environment(_catalogue(SOURCE))
    for name in templates.list_templates():
        templates.get_template(name)


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
        bytecode_cache=_COMPILED,
        optimized=False,  # nothing of one language is worked out beforehand
    )
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.globals |= _told_in(catalogue)
    made.filters["foreign"] = shown.foreign
    made.filters["visible"] = shown.visible
    words = Words(catalogue)
    made.filters |= {"sentence": words.sentence, "code": words.code, "actor": words.actor, "told": partial(_told, words)}
    made.globals["static"] = _static
    made.globals["span_link"] = span_link
    made.globals["has_scripts"] = (STATIC / "dist" / "htmx.js").exists()
    made.globals["has_map"] = (STATIC / "dist" / "leaflet.js").exists()
    return made


def _told(words: Words, said: str) -> Markup:
    """What was said in refusing: in the reader's language where a catalogue has it, else marked as English."""
    told = words.sentence(said)
    return shown.foreign(told) if told != said else Markup('<span lang="en">{}</span>').format(shown.foreign(said))


def _told_in(catalogue: Catalogue) -> dict[str, Callable[..., Markup]]:
    """How templates say a message. As by Jinja's own functions, but what is put in goes through ``_safe`` too, as the template
    prints the whole as markup; and a message without values, which a page says a thousand times, is made once.
    """

    @cache
    def alone(message: str) -> Markup:
        return Markup(catalogue.gettext(message)) % {}

    def gettext(message: str, /, **values: Any) -> Markup:
        return Markup(catalogue.gettext(message)) % _all_safe(values) if values else alone(message)

    def ngettext(one: str, many: str, num: int, /, **values: Any) -> Markup:
        return Markup(catalogue.ngettext(one, many, num)) % _all_safe({"num": num, **values})

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def _all_safe(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _safe(value) for name, value in values.items()}


def _safe(value: Any) -> Any:
    return shown.plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def span_link(short: str, at: str) -> str:
    """The address of a place in a report, by the short name of the report and the id within it."""
    place = quote(at)
    return f"/reports/{quote(short)}?at={place}#at-{place}"


@lru_cache
def _static(name: str) -> str:
    """The address of a file of ours, with its version, so that a browser may keep it."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"

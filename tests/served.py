"""A review page to test: an application on a casebook made by hand, a browser's habits, and a look at what a page is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path

from starlette.testclient import TestClient

from recounted.casebook import Casebook, update_incidents
from recounted.model import Reading
from recounted.review.app import create_app
from recounted.review.wording.catalogues import Catalogue

HOST = "http://127.0.0.1:8620"
#: What browsers send with a form of our own pages.
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": HOST}


def filled(path: Path, readings: Iterable[Reading]) -> Casebook:
    """A casebook with readings, their incidents made."""
    book = Casebook.open(path)
    book.put_readings(readings)
    update_incidents(book)
    return book


def client(
    book: Casebook,
    *,
    alter: Callable[[str], str] | None = None,
    examples: Path | None = None,
    user: str = "analyst",
    accounts: bool = False,
    secure: bool = False,
) -> TestClient:
    """A browser that asks for the casebook's pages; what is handed in is read as ``recounted serve`` does."""
    from recounted.cli.serving import taking_into

    catalogue = Catalogue("en", alter) if alter else None
    app = create_app(book, taking_into(book), examples=examples, catalogue=catalogue, user=user, accounts=accounts, secure=secure)
    return TestClient(app, base_url=HOST)


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.texts))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def links(self) -> list[str]:
        return [a["href"] for a in self.all("a") if "href" in a]

    def token(self) -> str:
        return next(i["value"] for i in self.all("input") if i.get("name") == "token")


#: Attributes by which a page could act, and where addresses stand.
_ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "content", "srcset", "data", "poster")
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff]")


def faults(html: str) -> list[str]:
    """What has no business in a page: scripts, handlers, styles, foreign addresses, signs that act, an id twice."""
    page, found = Page(html), []
    for tag, attributes in page.elements:
        if tag == "svg" and not attributes.get("class", "").startswith("drawn"):
            found.append("<svg> that is no drawing of ours")
        if tag in ("iframe", "object", "embed", "base", "img", "style", "video", "audio", "math", "frame"):
            found.append(f"<{tag}>")
        if tag == "script" and not attributes.get("src", "").startswith("/static/"):
            found.append(f"script {attributes}")
        for name, value in attributes.items():
            if name.startswith(("on", "hx-on", "style", "srcdoc", "xlink")):
                found.append(f"{tag} {name}={value}")
            if name in _ADDRESSES and tag != "meta" and not re.match(r"/(?!/)|[#?]", value):
                found.append(f"{tag} {name}={value}")
    if sign := _ACTING.search(html):
        found.append(f"sign U+{ord(sign[0]):04X}")
    ids = [a["id"] for _, a in page.elements if "id" in a]
    found += [f"id {i} is there twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
    return found

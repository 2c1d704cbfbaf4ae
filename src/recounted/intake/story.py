"""The story of a page: its main text, and its headline, address and outlet, by trafilatura.

In: a parsed page. Out: text and ``About``. Balanced settings, not trafilatura's "precision": that drops lead paragraphs that are
not in a paragraph of their own, and the lead is where the toll stands. Comments are never taken.
"""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

import lxml.html  # type: ignore[import-untyped]
import trafilatura

from recounted.intake.encoding import storable

# a page that gives nothing is our problem to report, by the file's name, which the library does not know
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

#: Characters. A table with a cell that long, or with line breaks in it, lays out a page; it is no table of figures.
_LONG_CELL = 200
#: Elements of a cell that are looked at for that.
_LOOKED_AT = 50
_TABLE_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
#: trafilatura's own date search guesses; ``published`` does that work, so it is kept as short as it can be.
_NO_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class About:
    """What a page states about itself; None is "not stated"."""

    title: str | None
    url: str | None
    outlet: str | None


def main_text(tree: lxml.html.HtmlElement) -> str | None:
    """The main text, a paragraph a line; None when no story is found. ``tree`` stays as it was."""
    page = _without_layout_tables(deepcopy(tree))
    try:
        found = trafilatura.bare_extraction(page, include_comments=False)
    except Exception:  # whatever a broken page does to the library, the words are still there to be stripped out
        return None
    text = getattr(found, "text", None)
    return (storable(text)[0].strip() or None) if isinstance(text, str) else None


def about(tree: lxml.html.HtmlElement, url: str | None = None) -> About:
    """Headline, canonical address and outlet as the page states them; ``url`` is used where it states none."""
    try:
        found = trafilatura.extract_metadata(deepcopy(tree), default_url=url, date_config=dict(_NO_DATES))
        address = found.url if found.url and urlsplit(found.url).scheme in ("http", "https") else url
    except Exception:  # as above
        return About(None, url, None)
    return About(_line(found.title), address, _line(found.sitename))


def _line(words: str | None) -> str | None:
    return (storable(_SPACE.sub(" ", words))[0].strip()[:500] or None) if words else None


def _without_layout_tables(page: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """``page`` with the tables that only lay it out as plain blocks, so that their lines stay apart."""
    layout = {_table_of(cell) for cell in page.iter("td", "th") if _lays_out(cell)}
    parts = [part for part in page.iter(*_TABLE_PARTS) if (part if part.tag == "table" else _table_of(part)) in layout]
    for part in parts:
        part.tag = "div"
    return page


def _lays_out(cell: lxml.html.HtmlElement) -> bool:
    """Whether a cell holds line breaks, another table or long text. Only its beginning is looked at: cells may be nested deep."""
    length = 0
    for element in islice(cell.iter(), _LOOKED_AT):
        length += len(element.text or "") + len(element.tail or "")
        if element.tag in ("br", "table") or length > _LONG_CELL:
            return True
    return False


def _table_of(part: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    return next(part.iterancestors("table"), None)

"""Web pages (HTML, XHTML): the story's text, and what the page states about itself.

In: bytes. Out: ``Extract`` whose text is the main text as extracted, headline first; offsets refer to it. Menus, comments and
related stories are left out where the extractor can tell. Nothing is fetched, no script is run, and no broken, huge or hostile
page may crash or stall a run: above the limits a plain stripping of tags takes the extractor's place, with a problem saying so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recounted.intake.custody import extractor
from recounted.intake.encoding import Decoded, decode, storable
from recounted.intake.extract import Extract
from recounted.intake.unread import RefusedError
from recounted.model import Problem
from recounted.packs.language import two_letter

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

#: Tags. The extractor's time grows faster than the page; at this many it takes seconds, and no story comes near.
MAX_TAGS = 40_000
#: Characters, pictures written into the page not counted. The extractor keeps several copies.
MAX_MARKUP = 10_000_000
#: Tags. Above that it is no page for readers.
MAX_TAGS_STRIPPED = 5_000_000
_DECLARED = re.compile(rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4_096
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Pictures and fonts that were saved into the page.
_DATA = re.compile(r"data:[\w/+.-]*;base64,[\w+/=%-]+")
_WORD = re.compile(r"\w+")


def read(data: bytes, *, url: str | None = None, charset: str | None = None) -> Extract:
    """The story in a page; ``url`` and ``charset`` as known from where it was saved. Raises ``RefusedError`` (``no_text``)."""
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    decoded = decode(data, declared=charset or (declared[1].decode("ascii") if declared else None))
    markup = _DATA.sub("data:", _NOT_IN_XML.sub("", decoded.text))
    tags = markup.count("<")
    if tags > MAX_TAGS_STRIPPED:
        raise RefusedError("too_complex", f"is a page of {tags:,} tags: no story has so many; save the story's text alone")
    tree = _tree(markup) if tags <= MAX_TAGS and len(markup) <= MAX_MARKUP else None
    extract = _stripped(markup, decoded, url) if tree is None else _extracted(tree, markup, decoded, url)
    if not extract.text.strip():
        raise RefusedError(
            "no_text",
            "is a page without a text: it may need scripts to show its story; open it in a browser and save the text",
        )
    return extract


def _extracted(tree: HtmlElement, markup: str, decoded: Decoded, url: str | None) -> Extract:
    """By trafilatura, with what the page states; by stripping tags where trafilatura finds no story."""
    from recounted.intake.published import stated_day  # noqa: PLC0415 - heavy, and only for pages
    from recounted.intake.story import about, main_text  # noqa: PLC0415 - heavy, and only for pages

    known = about(tree, url)
    published = stated_day(tree, known.url)
    lang = tree.get("lang") or tree.get("xml:lang")
    text = main_text(tree)
    plain = None if text else _stripped(markup, decoded, url)
    return Extract(
        text=plain.text if plain else _with_headline(text or "", known.title, known.outlet),
        media_type="text/html",
        encoding=decoded.encoding,
        extractor=plain.extractor if plain else extractor("trafilatura"),
        title=known.title,
        published=published,
        url=known.url,
        outlet=known.outlet,
        lang=two_letter(lang) if lang else None,
        problems=plain.problems if plain else decoded.problems,
    )


def _stripped(markup: str, decoded: Decoded, url: str | None) -> Extract:
    """All the words of the page: no story is lost, but menus and other stories' headlines come along."""
    from recounted.intake.stripping import strip_tags  # noqa: PLC0415 - seldom needed

    said = Problem(
        code="whole_page",
        text="the story could not be told from the rest of the page: the whole page's words are read, menus and all; "
        "save the story's text alone if figures of other stories come in",
    )
    return Extract(
        text=storable(strip_tags(markup))[0],
        media_type="text/html",
        encoding=decoded.encoding,
        extractor=extractor(),
        url=url,
        problems=(*decoded.problems, said),
    )


def _tree(markup: str) -> HtmlElement | None:
    """The page as a tree; None for what is too broken to be one."""
    import lxml.html  # type: ignore[import-untyped]  # noqa: PLC0415 - only for pages

    # huge_tree: pages saved with their pictures in them have attributes of more than 10 MB, and sloppy ones nest deeper than 256
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True, huge_tree=True
    )
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return None


def _with_headline(text: str, title: str | None, outlet: str | None) -> str:
    """``text`` with the headline before it, unless its first lines say it: a headline often is the only place of a figure."""
    words = set(_WORD.findall((title or "").lower())) - set(_WORD.findall((outlet or "").lower()))
    opening = set(_WORD.findall(text[:1_000].lower()))
    return text if not title or len(words & opening) >= 0.8 * len(words) else f"{title}\n{text}"

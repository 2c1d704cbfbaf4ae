"""The day on which a page says that it was published.

In: a parsed page and its address. Out: YYYY-MM-DD, or None. Only a full date that the page states as its publication counts: no
modification dates, no dates in running text, no dates of related stories, no completed months or years, never today's. A
wrong day would move every "on Friday" of the story, so what can be read in two ways (04/05/2022) stays unknown.

Order: JSON-LD ``datePublished`` of an article (schema.org), ``<meta>``, ``itemprop``, ``<time>`` or a line of date next to the
headline, a full date in the address. htmldate, which looks in more places, is not used here: it makes a day of "2022-04", and
takes 04/05/2022 for the fourth of May.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

import lxml.html  # type: ignore[import-untyped]

from recounted.intake.address import calendar_day, day_in_address

#: Names of meta elements that give the time of publication: Open Graph, Dublin Core, Parse.ly, Sailthru, news sites' own.
_META = frozenset({
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "date_published", "publishdate", "publish-date", "publish_date", "pubdate", "publication_date", "published", "pub_date",
    "published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dc.date.published", "dcterms.created", "dc.date.created", "cxenseparse:recs:publishtime", "citation_publication_date",
    "citation_online_date", "originalpublicationdate", "article.published", "article_date_original", "release_date", "date",
    "bt:pubdate", "shareaholic:article_published_time", "rnews:datepublished", "prism.publicationdate",
})  # fmt: skip
_ARTICLE = re.compile(r"Article|Posting|Report\b", re.IGNORECASE)
_ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\w.])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d|\.\d)")
#: Figures without the ending of an ordinal ("8th", "1er"), and words.
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
#: Arabic months have other names in the Levant and Iraq, and in the Maghreb.
_LOCALES = ("en", "fr", "uk", "ru", "es", "ar", "ar_SY", "ar_DZ", "ar_MA", "de", "pt", "it")
_TIME_OF_DAY = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?!\d|[.]\d)")
_DATE_LINE = re.compile(r"date|time|publish|posted|byline|timestamp|meta|info", re.IGNORECASE)
_MODIFIED = re.compile(
    r"modif|updat|mise? à jour|màj|maj\b|actuali[sz]|aktuali[sz]|aggiornat|atualiz|обновл|оновл|изменен|змінен|تحديث|تعديل",
    re.IGNORECASE,
)
#: Where other stories' dates stand.
_ELSEWHERE = re.compile(r"relat|recommend|comment|sidebar|more-|latest|popular|trend|footer|teaser|archive|widget", re.IGNORECASE)
_ELSEWHERE_TAGS = frozenset({"aside", "nav", "footer", "form", "a"})
#: Elements after the headline among which a date is taken for the story's own.
_NEAR = 60
_LONGEST_DATE = 80
#: Candidates of one kind that are looked at.
_CANDIDATES = 50
_LONGEST_JSON = 1_000_000


def stated_day(tree: lxml.html.HtmlElement, url: str | None) -> str | None:
    """The day of publication that the page states, YYYY-MM-DD; None where it states none, or not clearly."""
    for source in (_in_json, _in_meta, _in_microdata, _near_headline):
        for value in islice(source(tree), _CANDIDATES):
            if found := full_day(value):
                return found
    return day_in_address(url)


def full_day(value: str) -> str | None:
    """``value`` as YYYY-MM-DD if it states year, month and day beyond doubt, in figures or in the words of any language."""
    value = _MODIFIED.split(value, maxsplit=1)[0].strip()
    if match := _ISO.match(value):
        return calendar_day(match[1], match[3], match[4])
    if match := _DAY_FIRST.search(value):
        first, separator, second, year = match.groups()
        if separator != "." and int(first) <= 12 and int(second) <= 12 and first != second:
            return None
        return calendar_day(year, second, first) if int(second) <= 12 else calendar_day(year, first, second)
    return _in_words(value) if len(value) <= _LONGEST_DATE else None


def _in_words(value: str) -> str | None:
    """A date with the month's name: one month, one year, and a day next to the month."""
    tokens = _TOKEN.findall(_TIME_OF_DAY.sub(" ", value).casefold())
    months = [index for index, token in enumerate(tokens) if token in _months()]
    years = [token for token in tokens if token.isdigit() and len(token) == 4]
    if len(months) != 1 or len(years) != 1:
        return None
    at = months[0]
    # "8 April", "8 de abril", "April 8"; what stands before the month goes first, as in "8 April 22:00"
    near = [tokens[index] for index in (at - 1, at - 2, at + 1) if 0 <= index < len(tokens)]
    day = next((token for token in near if token.isdigit() and len(token) <= 2), None)
    return calendar_day(years[0], _months()[tokens[at]], day) if day else None


@cache
def _months() -> dict[str, int]:
    """Names and abbreviations of months, in lower case, in the languages that we read (CLDR)."""
    from babel.dates import get_month_names  # noqa: PLC0415 - heavy, and most pages give their date in figures

    names: dict[str, int] = {}
    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    if (token := _TOKEN.match(name.casefold())) and not token[0].isdigit():
                        names.setdefault(token[0], int(number))
    return names


def _in_json(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """``datePublished`` of JSON-LD articles, then of anything else that is not a list of other stories."""
    later: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _LONGEST_JSON:
            continue
        try:
            items = list(_objects(json.loads(script.text or "", strict=False)))
        except (ValueError, RecursionError):
            continue
        for item in items:
            value = item.get("datePublished")
            if isinstance(value, str):
                if _ARTICLE.search(str(item.get("@type"))):
                    yield value
                else:
                    later.append(value)
    yield from later


def _objects(value: object) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD document that stand for the page: at the top, in lists, in ``@graph`` and as ``mainEntity``."""
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(inner := value.get(key), dict | list):
                yield from _objects(inner)


def _in_meta(tree: lxml.html.HtmlElement) -> Iterator[str]:
    metas = [meta for meta in tree.iter("meta") if meta.get("content")]
    for meta in metas:
        for attribute in ("property", "name", "itemprop", "http-equiv", "id"):
            name = (meta.get(attribute) or "").strip().lower()
            # http-equiv="date" is when the server sent the page
            if name in _META and attribute != "http-equiv":
                yield meta.get("content")


def _in_microdata(tree: lxml.html.HtmlElement) -> Iterator[str]:
    for element in tree.iterfind(".//*[@itemprop]"):
        if "datePublished" in element.get("itemprop").split() and not _is_elsewhere(element):
            yield element.get("datetime") or element.get("content") or _words(element)
    for element in tree.iterfind(".//time[@pubdate]"):
        yield element.get("datetime") or _words(element)


def _near_headline(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Dates in ``<time>`` and in date lines from just before the headline to the story's first long paragraph."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return
    before = [element for element in headline.itersiblings(preceding=True) if isinstance(element.tag, str)][:3]
    for element in (*before, *_following(headline)):
        if _is_elsewhere(element) or _MODIFIED.search(_label(element)):
            continue
        if element.tag == "time":
            yield element.get("datetime") or _words(element)
        elif _DATE_LINE.search(_label(element)) and len(words := _words(element)) <= _LONGEST_DATE:
            yield words


def _following(headline: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """Elements after the headline in document order, up to the first paragraph of running text."""
    for count, element in enumerate(headline.xpath(f"following::*[position() <= {_NEAR}]")):
        if count >= _NEAR or (element.tag == "p" and len(_words(element)) > 2 * _LONGEST_DATE):
            return
        if isinstance(element.tag, str):
            yield element


def _is_elsewhere(element: lxml.html.HtmlElement) -> bool:
    """Whether the element stands among other stories, comments or in the page's foot."""
    for count, outer in enumerate((element, *element.iterancestors())):
        if outer.tag in _ELSEWHERE_TAGS or (outer.tag not in ("body", "html") and _ELSEWHERE.search(_label(outer))):
            return True
        if count > 20:
            break
    return False


def _label(element: lxml.html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"[:300]


def _words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())

"""The day on which a page says that it was published, and nothing that only looks like it."""

from __future__ import annotations

import lxml.html  # type: ignore[import-untyped]
import pytest

from recounted.intake.published import full_day, stated_day

STORY = "<p>" + "The strike on Friday 1 April 2022 was the second on the town, officials said on 2022-04-03. " * 3 + "</p>"


def day(head: str = "", body: str = "", url: str | None = None) -> str | None:
    page = f"<html><head>{head}</head><body><main><h1>Headline</h1>{body}{STORY}</main></body></html>"
    return stated_day(lxml.html.document_fromstring(page), url)


def json_ld(content: str) -> str:
    return f"<script type='application/ld+json'>{content}</script>"


@pytest.mark.parametrize(
    ("value", "stated"),
    [
        ("2022-04-08T23:30:00-05:00", "2022-04-08"), ("20220408", "2022-04-08"), ("2022/04/08 10:00", "2022-04-08"),
        ("Fri, 08 Apr 2022 14:00:00 GMT", "2022-04-08"), ("April 8, 2022", "2022-04-08"), ("8 avril 2022", "2022-04-08"),
        ("1er mars 2023", "2023-03-01"), ("March 8th, 2023", "2023-03-08"), ("8. April 2022", "2022-04-08"),
        ("8 de abril de 2022", "2022-04-08"), ("8 квітня 2022", "2022-04-08"), ("14:00, 8 апр. 2022", "2022-04-08"),
        ("٨ أبريل ٢٠٢٢", "2022-04-08"), ("8 نيسان 2022", "2022-04-08"), ("08.04.2022", "2022-04-08"),
        ("13/04/2022", "2022-04-13"),
        ("04/13/2022", "2022-04-13"), ("Published 5 May 2023, updated 6 May 2023", "2023-05-05"),
    ],
)  # fmt: skip
def test_full_dates_in_figures_and_words(value: str, stated: str) -> None:
    assert full_day(value) == stated


@pytest.mark.parametrize(
    "value",
    ["2022-04", "2022", "April 2022", "yesterday", "today", "2 hours ago", "04/08/2022", "2022-02-30", "1649415600", "0001-01-01",
     "1970-01-01T00:00:00Z", "", "Updated 6 May 2023", "8 April, 9 May 2022", "v2.10.2022.5"],
)  # fmt: skip
def test_what_is_not_beyond_doubt_a_full_date(value: str) -> None:
    assert full_day(value) is None


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2022-04-08T10:00:00+02:00'>",
        "<meta name='DC.date.issued' content='2022-04-08'>",
        "<meta content='08.04.2022' name='pubdate'>",
        json_ld('{"@type": "NewsArticle", "datePublished": "2022-04-08T10:00:00Z", "dateModified": "2022-04-10"}'),
        json_ld('{"@graph": [{"@type": "WebSite"}, {"@type": ["Report", "Article"], "datePublished": "2022-04-08"}]}'),
        json_ld('[{"@type": "WebPage", "datePublished": "2020-01-01"}, {"@type": "NewsArticle", "datePublished": "2022-04-08"}]'),
        json_ld("{broken") + "<meta itemprop='datePublished' content='2022-04-08'>",
    ],
)
def test_stated_in_the_head(head: str) -> None:
    assert day(head) == "2022-04-08"


@pytest.mark.parametrize(
    "body",
    [
        "<time datetime='2022-04-08T10:00'>Friday</time>",
        "<div class='byline'>By our staff <span>·</span> <time>8 April 2022</time></div>",
        "<span class='post-date'>8 квітня 2022, 14:00</span>",
        "<span itemprop='datePublished' content='2022-04-08'></span>",
        "<ul class='info'><li class='date'>8 avril 2022</li></ul>",
        "<time class='updated' datetime='2022-04-10'></time><time class='published' datetime='2022-04-08'></time>",
        "<aside class='related'><time datetime='2019-01-01'></time></aside><time datetime='2022-04-08'></time>",
    ],
)
def test_stated_next_to_the_headline(body: str) -> None:
    assert day(body=body) == "2022-04-08"


def test_stated_in_the_address() -> None:
    assert day(url="https://example.org/news/2022/04/08/market-strike") == "2022-04-08"
    assert day(url="https://example.org/2022-04-08-market") == "2022-04-08"
    assert day(url="https://example.org/news/market-20220408.html") == "2022-04-08"


@pytest.mark.parametrize(
    "url", ["https://example.org/2022/04/market", "https://example.org/story-77628123", "https://example.org/2022/13/40/x"]
)
def test_parts_of_dates_and_numbers_in_addresses_are_none(url: str) -> None:
    assert day(url=url) is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        ("<meta property='article:modified_time' content='2022-04-10'>", ""),
        ("<meta property='og:updated_time' content='2022-04-10'><meta http-equiv='date' content='2022-04-11'>", ""),
        (json_ld('{"@type": "NewsArticle", "dateModified": "2022-04-10"}'), ""),
        (json_ld('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2020-01-01"}]}'), ""),
        ("<meta property='og:image' content='https://example.org/2016/06/05/a.jpg'>", "<img src='/2016/06/05/a.jpg'>"),
        ("", "<footer><span class='date'>5 May 2020</span></footer>"),
        ("", STORY + "<div class='related'><time datetime='2019-01-01'></time></div><p>© 2024</p>"),
        ("", "<a href='/x'><time datetime='2019-01-01'>Another story</time></a>"),
    ],
)
def test_other_dates_of_a_page_are_not_its_publication(head: str, body: str) -> None:
    assert day(head, body) is None

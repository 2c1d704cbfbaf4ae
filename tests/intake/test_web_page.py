"""The story of a page: all of it, without menus and comments; and that no page can crash or stall a run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from recounted.intake import Unread, read_file, web_page
from recounted.intake.stripping import strip_tags
from recounted.intake.unread import RefusedError
from recounted.model import Report

LEAD = "At least 14 people were killed and 37 wounded when a missile hit the covered market in Zelenivka, the governor said."
MORE = "Rescuers pulled three more bodies from the rubble overnight, bringing the toll to 17, the emergency service said."
DENIAL = "The defence ministry denied any involvement and said that the missile had been fired by the other side."
HEADLINE = "Missile hits market in Zelenivka, at least 14 dead"
AROUND = {
    "menu": "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>",
    "related": "<aside class='related'><h3>Read also</h3><ul><li><a href='/x'>Flood kills 300 in the north</a></li></ul></aside>",
    "comments": "<section id='comments' class='comments'><p class='comment'>I heard that 500 were killed there.</p></section>",
    "foot": "<footer><p>Copyright 2024 The Daily Example. All rights reserved. Subscribe to our newsletter.</p></footer>",
}


def page(body: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{HEADLINE} - The Daily Example</title>{head}</head>"
        f"<body>{AROUND['menu']}<main>{body}{AROUND['related']}{AROUND['comments']}</main>{AROUND['foot']}</body></html>"
    ).encode()


STORIES = {
    "paragraphs": f"<article><h1>{HEADLINE}</h1><p>{LEAD}</p><p>{MORE}</p><p>{DENIAL}</p></article>",
    "breaks": f"<div class='news-text'><h1>{HEADLINE}</h1>{LEAD}<br><br>{MORE}<br><br>{DENIAL}</div>",
    "lead outside": f"<article><h1>{HEADLINE}</h1><div><b>{LEAD}</b></div><div><p>{MORE}</p><p>{DENIAL}</p></div></article>",
    "lead as subtitle": f"<article><header><h1>{HEADLINE}</h1><h2>{LEAD}</h2></header><p>{MORE}</p><p>{DENIAL}</p></article>",
    "table": f"<table><tr><td><a href='/a'>Old</a></td><td><b>{HEADLINE}</b><br>{LEAD}<br>{MORE}<br>{DENIAL}</td></tr></table>",
    "bullets": f"<article><h1>{HEADLINE}</h1><ul><li>{LEAD}</li><li>{MORE}</li></ul><p>{DENIAL}</p></article>",
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_the_whole_story_in_lines_and_nothing_of_others(story: str) -> None:
    text = web_page.read(page(story)).text
    lines = [line.removeprefix("- ") for line in text.split("\n")]
    assert [line for line in lines if line in (LEAD, MORE, DENIAL)] == [LEAD, MORE, DENIAL]
    assert text.count(HEADLINE) == 1
    assert not any(word in text for word in ("300", "500", "Subscribe", "Sport"))


def test_a_short_story_and_a_bare_fragment() -> None:
    assert web_page.read(page(f"<article><h1>{HEADLINE}</h1><p>{LEAD}</p></article>")).text == f"{HEADLINE}\n{LEAD}"
    assert web_page.read(f"<p>{LEAD}</p>".encode()).text == LEAD


def test_a_headline_outside_the_story_comes_first() -> None:
    body = f"<div class='top'><span>{HEADLINE}</span></div><article><p>{DENIAL}</p><p>{DENIAL[::-1]}</p></article>"
    head = f"<meta property='og:title' content='{HEADLINE}'>"
    assert web_page.read(page(body, head)).text.startswith(f"{HEADLINE}\n")


def test_figures_in_tables_stay_in_rows() -> None:
    table = "<table><tr><th>District</th><th>Killed</th></tr><tr><td>Harna</td><td>5</td></tr></table>"
    text = web_page.read(page(f"<article><p>{LEAD}</p>{table}<p>{MORE}</p></article>")).text
    assert any("Harna" in line and "5" in line for line in text.split("\n"))


def test_words_broken_by_tags_and_entities_are_whole() -> None:
    text = web_page.read(
        page(f"<article><p>At least <b>14</b> peo<wbr>ple &amp; a&nbsp;dog, the gov&shy;ernor said.</p><p>{MORE}</p></article>")
    ).text
    assert "At least 14 people & a dog, the governor said." in text.replace("\xa0", " ").replace("\xad", "")


def test_what_a_page_states(tmp_path: Path) -> None:
    head = (
        f"<link rel='canonical' href='https://example.org/news/market'><meta property='og:title' content='{HEADLINE}'>"
        "<meta property='og:site_name' content='The Daily Example'>"
        "<meta property='article:published_time' content='2023-05-05T21:00Z'>"
    )
    (path := tmp_path / "a.html").write_bytes(data := page(STORIES["paragraphs"], head))
    report = read_file(path, name="a.html")
    assert isinstance(report, Report)
    assert (report.title, report.outlet, report.url) == (HEADLINE, "The Daily Example", "https://example.org/news/market")
    assert (report.published, report.lang, report.problems) == ("2023-05-05", "en", ())
    assert report.capture is not None
    assert (report.capture.media_type, report.capture.bytes) == ("text/html", len(data))
    assert report.capture.extractor is not None
    assert report.capture.extractor.startswith("trafilatura ")


def test_a_page_that_states_nothing_leaves_it_open() -> None:
    found = web_page.read(f"<html><body><p>{LEAD}</p><p>© 2024, last change on 3 May 2024</p></body></html>".encode())
    assert (found.published, found.url, found.outlet) == (None, None, None)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
def test_the_declared_encoding_counts(encoding: str) -> None:
    sentence = "По словам губернатора, в пятницу на рынке погибли четырнадцать человек, ещё тридцать семь ранены."
    declared = f"<meta http-equiv='Content-Type' content='text/html; charset={encoding}'>"
    markup = f"<html><head>{declared}</head><body><p>{sentence}</p></body></html>"
    found = web_page.read(markup.encode(encoding))
    assert (found.text, found.problems) == (sentence, ())


@pytest.mark.parametrize(
    "body", ["", "<div id='root'></div><script>render('14 people were killed')</script>", "<img src='a.jpg'><style>p{}</style>"]
)
def test_a_page_without_text_is_unread(tmp_path: Path, body: str) -> None:
    (path := tmp_path / "a.html").write_text(f"<html><head><script>1</script></head><body>{body}</body></html>")
    found = read_file(path, name="a.html")
    assert isinstance(found, Unread)
    assert found.problem.code == "no_text"


HOSTILE = {
    "nested divs": "<div>" * 50_000 + LEAD,
    "nested below the limit": "<div>" * 1_900 + f"<p>{LEAD}</p>",
    "unclosed bold": "<p>" + "<b>" * 25_000 + LEAD,
    "nested tables": "<table><tr><td>" * 600 + LEAD,
    "nested quotes": "<blockquote>" * 20_000 + LEAD,
    "many breaks": "a<br>" * 200_000 + LEAD,
    "many links": "<a href='/a'>x</a> " * 20_000 + f"<p>{LEAD}</p>",
    "unclosed scripts": "<script>" * 100_000 + LEAD,
    "unclosed comments": f"<p>{LEAD}</p>" + "<!-- " * 100_000,
    "angle brackets": "<" * 300_000 + f" <p>{LEAD}</p>",
    "ampersands": f"<p>{LEAD}</p>" + "&" * 300_000,
    "long attribute": f"<p class='{'x ' * 500_000}'>{LEAD}</p>",
    "picture inside": f"<p>{LEAD}</p><img src='data:image/png;base64,{'A' * 12_000_000}'><p>{MORE}</p>",
    "entities": "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY b{i} '{'&a;' * 10}'>" for i in range(10))
    + f"]><p>&b9; {LEAD}</p>",
    "control characters": f"<p>{LEAD}</p>\x01\x0b\ufffe" + "<p>x</p>" * 50,
    "deep json": "<script type='application/ld+json'>" + "[" * 50_000 + f"</script><p>{LEAD}</p>",
    "wrong nesting": f"</p></html></body><td><p><table></p><li>{LEAD}</table></b></i>",
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_or_refused_in_time(markup: str) -> None:
    before = time.perf_counter()
    found = web_page.read(f"<html><body>{markup}</body></html>".encode())
    assert LEAD in found.text
    assert len(found.text) < 10 * len(markup)
    assert time.perf_counter() - before < 20


@pytest.mark.parametrize(
    "head",
    [
        "<link rel='canonical' href='http://['><base href='http://[x'>",
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": "A \\ud800\\u0000", "author": []}</script>',
        "<meta property='og:title' content='A&#xD800;&#0; B'><meta name='date' content='٩٩٩٩٩'><meta charset='zip'>",
        "<title></title><meta name='pubdate' content='²² May 2022'><meta itemprop='' content='x'>",
    ],
)
def test_what_a_page_states_may_be_nonsense(tmp_path: Path, head: str) -> None:
    (path := tmp_path / "a.html").write_text(
        f"<html lang='??'><head>{head}</head><body><h1>A</h1><p>{LEAD}\x00</p></body></html>"
    )
    report = read_file(path, name="a.html")
    assert isinstance(report, Report)
    assert LEAD in report.text
    assert report.published is None
    report.model_dump_json()


def test_a_page_of_millions_of_tags_is_refused_at_once() -> None:
    before = time.perf_counter()
    with pytest.raises(RefusedError, match="no story has so many"):
        web_page.read(b"<html>" + b"<i></i>" * 3_000_000)
    assert time.perf_counter() - before < 5


def test_the_whole_page_is_read_and_said_to_be_where_the_story_cannot_be_told() -> None:
    found = web_page.read(("<html><body>" + "<i>x</i>" * 40_000 + f"<p>{LEAD}</p></body></html>").encode())
    assert LEAD in found.text
    assert [problem.code for problem in found.problems] == ["whole_page"]


def test_the_extractor_says_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RefusedError):
        web_page.read(b"<html><body></body></html>")
    web_page.read(b"<p>x")
    assert capfd.readouterr() == ("", "")


def test_stripping_keeps_words_and_lines_and_drops_what_is_not_seen() -> None:
    unseen = "<head><title>T</title></head><script>if (a<b) {}</script><!-- 99 -->"
    markup = f"<p>At least <b>14</b>&nbsp;were\nkilled</p>{unseen}<p>a < b &lt;p&gt;</p>"
    assert strip_tags(markup) == "At least 14 were killed\na < b <p>"

"""Every word of ours goes through the catalogues: shown by a language in which all of them look strange."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from jinja2 import Environment
from starlette.testclient import TestClient

from recounted.casebook import Casebook
from recounted.review import rendering
from recounted.review.wording import catalogues
from recounted.review.wording.catalogues import Catalogue, languages, preferred
from served import Page, client, faults

REVIEW = Path(catalogues.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]


def strange(message: str) -> str:
    return f"⟦{message}⟧"


def untranslated(text: str) -> str:
    """What is left of a text when all that came through the catalogue is taken out."""
    while (rest := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = rest
    return text


@pytest.fixture(scope="module")
def pages(book: Casebook) -> Iterator[list[Page]]:
    with client(book, alter=strange) as browser:
        addresses = [
            "/",
            "/map",
            "/map?country=UA&since=2022-01-01",
            "/map/near",
            "/?q=nowhere",
            "/?sort=x",
            "/reports",
            "/reports?q=zeppelin",
            "/add",
            "/nothing",
        ]
        addresses += [f"/incidents/{i.id}" for i in book.incidents()]
        addresses += [f"/reports/{card.short}" for card in book.report_cards().values()]
        yield [Page(browser.get(address).text) for address in addresses]


#: What stands on a page and is nobody's language: figures, days, signs, codes, names of keys and the product.
_NO_WORDS = re.compile(r"[\W\d_]*|Recounted|j|k|n|p|Enter")


def test_no_word_of_ours_is_in_english_only(pages: list[Page]) -> None:
    for page in pages:
        body = re.sub(
            r"<(bdi|q|code|mark|time|title|option|tspan)\b.*?</\1>|<article.*?</article>|<datalist.*?</datalist>",
            "",
            page.html,
            flags=re.S,
        )
        for text in Page(body).texts:
            ours = untranslated(text)
            words = [w for w in re.findall(r"[^\W\d_]{2,}", ours) if not _NO_WORDS.fullmatch(w)]
            assert not [w for w in words if w not in _DATA], text.strip()
        for tag, attributes in Page(body).elements:
            for name in ("title", "placeholder", "aria-label", "data-label"):
                value = untranslated(attributes.get(name, ""))
                assert not re.search(r"[A-Za-z]{2,}", value) or tag == "mark", (tag, name, attributes[name])


#: Words that come out of the casebook without a mark around them: languages, countries and what the machine noted, in English.
_DATA = frozenset(
    {
        "English", "French", "Ukrainian", "Spanish", "Ukraine", "Colombia", "en", "uk", "es", "fr", "UTC", "incident", "made",
        "changed", "recounted", "linked", "anew", "tolls", "mentions",
    }
)  # fmt: skip


def test_right_to_left_is_said_once_for_the_page(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "_RIGHT_TO_LEFT", frozenset({"en"}))
    with client(book, alter=strange) as browser:
        page = browser.get("/").text
    assert '<html lang="en" dir="rtl">' in page
    assert faults(page) == []


def test_messages_hold_no_markup() -> None:
    """They stand in attributes too, where a quotation mark would end them."""
    options = {"jinja2": {"newstyle_gettext": "true", "trimmed": "true"}}
    found = list(extract_from_dir(REVIEW, METHODS, options, keywords={"N_": None, "_": None}))
    assert len(found) > 150
    for path, line, message, *_ in found:
        for form in message if isinstance(message, tuple) else (message,):
            assert not re.search(r'[<>"&]', form or ""), f"{path}:{line} {form}"


@pytest.mark.parametrize(
    "header", ["", "en", "de-DE,de;q=0.9", "*", "xx-yy-zz-qq;q=abc", ";;;,,,", "a" * 5000, "en;q=0", "\u202e", "fr;q=nan"]
)
def test_whatever_a_browser_prefers(browser: TestClient, header: str) -> None:
    assert preferred(header) == "en"
    assert browser.get("/", headers={"Accept-Language": header.encode()}).status_code == 200  # type: ignore[dict-item]


def test_a_catalogue_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "uk.po").write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : '
        'n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"\n\n'
        'msgid "Reports"\nmsgstr "Повідомлення"\n\n'
        'msgid "%(count)s report"\nmsgid_plural "%(count)s reports"\n'
        'msgstr[0] "%(count)s а"\nmsgstr[1] "%(count)s б"\nmsgstr[2] "%(count)s в"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    made = Catalogue("uk")
    one, many = "%(count)s report", "%(count)s reports"
    assert made.gettext("Reports") == "Повідомлення"
    assert made.gettext("Unknown") == "Unknown"
    assert [made.ngettext(one, many, n)[-1] for n in (1, 3, 5, 21)] == ["а", "б", "в", "а"]


def test_templates_are_compiled_once_for_all_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    rendering.compile_all()
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("compiled again"))
    for lang in languages():
        templates = rendering.environment(Catalogue(lang))
        assert [templates.get_template(name).name for name in templates.list_templates()]

"""The catalogues: whole, in step with code and templates, and used for messages and for sentences that are stored."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from recounted.casebook import Casebook
from recounted.linking.reasons import WORDS
from recounted.review.wording import extraction
from recounted.review.wording.catalogues import FOLDER, Catalogue, languages, preferred
from recounted.review.wording.words import Words
from served import OURS, Page

LANGS = [lang for lang in languages() if lang != "en"]


def read(lang: str) -> Catalog:
    return read_po(io.BytesIO((FOLDER / f"{lang}.po").read_bytes()), locale=lang)


def test_the_languages() -> None:
    assert languages() == ("en", "fr", "uk")
    assert preferred("uk-UA,uk;q=0.9,en;q=0.4") == "uk"
    assert preferred("de, fr-CA;q=0.8, en;q=0.5") == "fr"
    assert preferred("fr;q=0, uk;q=0.2") == "uk"


@pytest.mark.parametrize("lang", LANGS)
def test_a_catalogue_holds_every_message_and_no_other(lang: str) -> None:
    """What fails here is mended by `make messages` and a translator."""
    catalog, wanted = read(lang), extraction.messages()
    there = {(m.context, m.id) for m in catalog if m.id}
    assert there == {(m.context, m.id) for m in wanted if m.id}
    assert list(extraction.faults(catalog)) == []
    assert not catalog.obsolete


def test_ukrainian_counts_in_three_forms() -> None:
    uk = Catalogue("uk")
    told = [uk.ngettext("%(count)s report", "%(count)s reports", n) % {"count": n} for n in (1, 22, 5, 11, 121)]
    assert told == ["1 повідомлення", "22 повідомлення", "5 повідомлень", "11 повідомлень", "121 повідомлення"]
    assert len({uk.ngettext("%(count)s incident", "%(count)s incidents", n) for n in (1, 2, 5)}) == 3


def test_french_has_its_spaces_and_apostrophes() -> None:
    for message in (m for m in read("fr") if m.id):
        for form in message.string if isinstance(message.string, tuple) else (message.string,):
            assert not re.search(r"(?<![\u00a0\d])[:;?!](?=\s|$)", form), form
            assert "'" not in form, form


@pytest.mark.parametrize(
    ("stored", "french"),
    [
        ("same day: 2022-04-08", "même jour\u00a0: 2022-04-08"),
        ("same weapon: missile, rocket", "même arme\u00a0: missile, roquette"),
        ("figures that agree: 18+ people killed and 21 people killed", "chiffres qui concordent\u00a0: 18+ (tués) et 21 (tués)"),
        ("3 independent sources", "sources indépendantes\u00a0: 3"),
        ("superseded by ab.m1.c2, the same voice on 2022-04-08", "remplacé par ab.m1.c2, de la même voix, le 2022-04-08"),
        ("act 3: set grade", "acte 3\u00a0: fixer cote"),
        ("the same text elsewhere credits Sulaco Wire for its text", "le même texte ailleurs crédite Sulaco Wire pour son texte"),
    ],
)  # fmt: skip
def test_a_stored_sentence_is_known_again(stored: str, french: str) -> None:
    assert Words(Catalogue("fr")).sentence(stored) == french
    assert Words(Catalogue("en")).sentence(stored) == stored


@pytest.mark.parametrize("own", ["not sure about it", "set aside for now: ask Olena", "agree to wait", "100%", ""])
def test_what_a_person_wrote_stays(own: str) -> None:
    for lang in LANGS:
        assert Words(Catalogue(lang)).sentence(own) == own


def test_what_is_contested_is_told_in_the_language() -> None:
    words = Words(Catalogue("uk"))
    assert words.brief("at least 18") == "щонайменше 18"
    assert words.brief("not Azania") == "не Azania"
    assert words.brief("decided: set best:killed") == "вирішено: встановити: прийняте значення: загиблі"


def test_every_reason_of_the_example_is_known(book: Casebook) -> None:
    """Each sentence that the machine stored in an incident comes out in other words."""
    words = Words(Catalogue("uk"))
    for incident in book.incidents():
        sentences = [
            *incident.grade_reasons,
            *(r for g in incident.grades for r in g.reasons),
            *(w for m in incident.mentions for w in m.why),
            *(k.why for k in incident.kinships),
            *(d.how for d in incident.denials),
            *(e.why for t in incident.tolls for e in t.excluded),
            *(f.text for t in incident.tolls for f in t.flags),
        ]
        assert [s for s in sentences if words.sentence(s) == s] == []


def test_every_reason_of_linking_is_marked() -> None:
    known = {m.id for m in extraction.messages() if m.context}
    assert set(WORDS.values()) <= known


def test_extraction_names_what_is_put_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text(
        'x = S_(f"{row.actor} and {_names(found)}: {n} of {n}")\n'
        'y = S_({"code": "words", "other": f"{share:.0%} of 5%"})\n'
        'z = S_("one" if n else ("two", f"{parts[0]}"))\n'
    )
    monkeypatch.setattr(extraction, "PACKAGE", tmp_path)
    assert [text for _, _, text in extraction.stored()] == [
        "%(actor)s and %(found)s: %(n)s of %(n2)s", "words", "%(share)s of 5%%", "one", "two", "%(parts)s",
    ]  # fmt: skip


# -------------------------------------------------------------------------------------------------------- the switch


def test_a_language_is_chosen_by_hand(browser: TestClient) -> None:
    page = Page(browser.get("/reports?q=market", headers={"Accept-Language": "fr"}).text)
    assert page.all("html") == [{"lang": "fr", "dir": "ltr"}]
    sent = {"token": page.token(), "lang": "uk", "back": "/reports?q=market"}
    answer = browser.post("/language", data=sent, headers=OURS, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports?q=market")
    try:
        assert '<html lang="uk"' in browser.get("/", headers={"Accept-Language": "fr"}).text
    finally:
        browser.cookies.delete("recounted_lang")


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1", "", "/a\r\nX: y"])
def test_the_switch_leads_nowhere_else(browser: TestClient, back: str) -> None:
    token = Page(browser.get("/").text).token()
    answer = browser.post("/language", data={"token": token, "lang": "fr", "back": back}, headers=OURS, follow_redirects=False)
    browser.cookies.delete("recounted_lang")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_the_switch_takes_our_languages_only(browser: TestClient) -> None:
    token = Page(browser.get("/").text).token()
    assert browser.post("/language", data={"token": token, "lang": "xx"}, headers=OURS).status_code == 422
    browser.cookies.set("recounted_lang", "../../etc")
    try:
        assert browser.get("/").status_code == 200
    finally:
        browser.cookies.delete("recounted_lang")

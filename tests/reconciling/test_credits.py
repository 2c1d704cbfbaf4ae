"""Credits in nine languages: what is one, what is only a mention, and which newsroom a lead names as its source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recounted.errors import PackError
from recounted.model import Report
from recounted.packs import credits, languages
from recounted.packs.credits import crediting, register
from recounted.reconciling.independence.page import Page
from recounted.reconciling.independence.quoting import quoted
from recounted.reconciling.independence.translations import facts_of
from recounted.reconciling.independence.wires import wire_credits

BODY = {
    "en": "A rocket hit the bakery in Sulaco on Sunday. Twelve people were killed and thirty were taken to hospital. " * 5,
    "fr": "Une roquette a touché la boulangerie de Sulaco dimanche. Douze personnes ont été tuées, trente blessées. " * 5,
    "de": "Eine Rakete traf am Sonntag die Bäckerei von Sulaco. Zwölf Menschen starben, dreißig wurden verletzt. " * 5,
    "es": "Un cohete cayó el domingo en la panadería de Sulaco. Doce personas murieron y treinta fueron heridas. " * 5,
    "it": "Un razzo ha colpito domenica il forno di Sulaco. Dodici persone sono morte e trenta sono rimaste ferite. " * 5,
    "pt": "Um foguete atingiu no domingo a padaria de Sulaco. Doze pessoas morreram e trinta ficaram feridas. " * 5,
    "ru": "В воскресенье ракета попала в пекарню в Сулако. Двенадцать человек погибли, тридцать ранены. " * 5,
    "uk": "У неділю ракета влучила в пекарню в Сулако. Дванадцятеро людей загинули, тридцятеро поранені. " * 5,
    "ar": "أصاب صاروخ يوم الأحد مخبزا في سولاكو. قتل اثنا عشر شخصا وجرح ثلاثون. " * 5,
}


def page(text: str, lang: str | None = "en", **more: str) -> Page:
    return Page(Report(id="sha256:a", name="a", text=text, lang=lang, **more))


def credited(text: str, lang: str | None = "en") -> list[str]:
    return [credit.newsroom.name for credit in wire_credits(page(text, lang))]


def named(text: str, lang: str) -> list[str]:
    return [one.newsroom.name for one in quoted(page(text, lang))]


@pytest.mark.parametrize(
    ("lang", "first", "last", "agencies"),
    [
        ("en", "SULACO (Reuters) - ", "", ["Reuters"]),
        ("en", "SULACO, Costaguana (AP) — ", "", ["AP"]),
        ("en", "", "\n\nSource: AFP", ["AFP"]),
        ("en", "", "\n\n(With inputs from PTI)", ["PTI"]),
        ("en", "By The Associated Press\n\n", "", ["AP"]),
        ("en", "", "\nFirst published by Premium Times.", ["Premium Times"]),
        ("fr", "Sulaco (AFP) – ", "", ["AFP"]),
        ("fr", "", "Le Journal avec AFP", ["AFP"]),
        ("fr", "", "\n\nAvec l’AFP", ["AFP"]),
        ("de", "Sulaco (dpa) - ", "", ["dpa"]),
        ("de", "", "\n\nQuelle: AFP", ["AFP"]),
        ("de", "", "(dpa)", ["dpa"]),
        ("es", "Sulaco, 3 mar (EFE).- ", "", ["EFE"]),
        ("es", "EFE\n\n", "", ["EFE"]),
        ("es", "", "\n\nCon información de La Vanguardia", ["La Vanguardia"]),
        ("it", "(ANSA) - SULACO, 3 MAR - ", "", ["ANSA"]),
        ("it", "", "(ASKANEWS)", ["Askanews"]),
        ("pt", "", "\nLusa", ["Lusa"]),
        ("pt", "", "\n\nCom informações da AFP", ["AFP"]),
        ("ru", "СУЛАКО, 3 марта. /ТАСС/. ", "", ["TASS"]),
        ("ru", "СУЛАКО, 3 мар — РИА Новости. ", "", ["RIA Novosti"]),
        ("ru", "", "\n\nИсточник: Интерфакс", ["Interfax"]),
        ("uk", "", "\n\nДжерело: Укрінформ", ["Ukrinform"]),
        ("uk", "", "\nЗа матеріалами: Інтерфакс-Україна", ["Interfax-Ukraine"]),
        ("ar", "سولاكو (أ ف ب) – ", "", ["AFP"]),
        ("ar", "سولاكو-سانا\n\n", "", ["SANA"]),
        ("ar", "سولاكو/ الأناضول\n\n", "", ["Anadolu"]),
        ("ar", "", "\n\nالمصدر: رويترز", ["Reuters"]),
    ],
)  # fmt: skip
def test_a_text_credits_its_agency(lang: str, first: str, last: str, agencies: list[str]) -> None:
    assert credited(first + BODY[lang] + last, lang) == agencies


@pytest.mark.parametrize(
    ("lang", "first", "last"),
    [
        ("en", "A neighbour told Reuters on Sunday that nobody had slept. ", ""),
        ("en", "", "Nobody has slept since, a neighbour told Reuters."),
        ("en", "A MAP of the town was burnt. ", ""),
        ("en", "(AP Photo/Ana Ruiz)\n", ""),
        ("en", "A view of Sulaco after the strike (AP)\n\n", ""),
        ("en", "The state news agency (SANA) showed pictures of it. ", ""),
        ("en", "", "\n\nThe Associated Press contributed."),
        ("en", "", "\n\nReuters: parliament meets on Monday\nThe weather tomorrow"),
        ("fr", "La boulangerie de Sulaco, dimanche (photo AFP)\n\n", ""),
        ("de", "Foto: dpa\n\n", ""),
        ("es", "(Foto: AP)\n\n", ""),
        ("pt", "(Divulgação/Reuters)\n\n", ""),
        ("ru", "Фото: РИА Новости\n\n", ""),
        ("ar", "تصوير: رويترز\n\n", ""),
    ],
)
def test_a_mention_is_no_credit(lang: str, first: str, last: str) -> None:
    assert credited(first + BODY[lang] + last, lang) == []


@pytest.mark.parametrize(
    ("lang", "lead", "newsrooms"),
    [
        ("en", "Twelve people were killed in Sulaco, the BBC reported.", ["BBC"]),
        ("en", "Twelve people were killed in Sulaco, according to the newspaper El País.", ["El País"]),
        ("en", "TASS reported, citing Interfax, that twelve people were killed.", ["Interfax"]),
        ("en", "Twelve people were killed, the mayor told Reuters.", ["Reuters"]),
        ("en", "Twelve people were killed. Pictures published by Reuters show a wall.", []),
        ("en", "A driver of the BBC was killed in Sulaco.", []),
        ("en", "Twelve people were killed, according to the mayor.", []),
        ("fr", "Douze personnes ont été tuées, selon le quotidien Le Parisien.", ["Le Parisien"]),
        ("fr", "Douze personnes ont été tuées, rapporte l'agence Interfax.", ["Interfax"]),
        ("fr", "Douze morts, a déclaré à l’AFP le maire.", ["AFP"]),
        ("de", "Zwölf Menschen starben, wie die Nachrichtenagentur AFP berichtet.", ["AFP"]),
        ("de", "Der Sender berichtete unter Berufung auf CNN von zwölf Toten.", ["CNN"]),
        ("de", "Laut Spiegel starben zwölf Menschen.", ["Spiegel"]),
        ("es", "Doce personas murieron, informó la agencia EFE.", ["EFE"]),
        ("es", "Según ‘El País de Sulaco’, doce personas murieron.", []),
        ("es", "Doce personas murieron, dijo a Reuters el alcalde.", ["Reuters"]),
        ("it", "Dodici morti, lo riferisce la tv satellitare al-Arabiya.", []),
        ("it", "Dodici morti a Sulaco, scrive la Bbc.", ["BBC"]),
        ("it", "Dodici morti, riporta il quotidiano Avvenire citando l'agenzia ANSA.", ["ANSA"]),
        ("pt", "Doze pessoas morreram, disse hoje à Lusa o administrador.", ["Lusa"]),
        ("pt", "Doze pessoas morreram, de acordo com a BBC.", ["BBC"]),
        ("pt", "Doze pessoas morreram, noticiou a agência Lusa, citando a Reuters.", ["Reuters"]),
        ("ru", "Погибли двенадцать человек, сообщает ТАСС.", ["TASS"]),
        ("ru", "Погибли двенадцать человек, сообщает ТАСС со ссылкой на агентство «Интерфакс».", ["Interfax"]),
        ("ru", "Погибли двенадцать человек. Об этом пишет издание «Медуза».", ["Meduza"]),
        ("ru", "Погибли двенадцать человек, сообщил мэр.", []),
        ("uk", "Загинули дванадцятеро людей, повідомляє Укрінформ.", ["Ukrinform"]),
        ("uk", "Загинули дванадцятеро людей, передає УНІАН з посиланням на Бі-бі-сі.", ["BBC"]),
        ("uk", "Про це повідомляє видання «Українська правда».", ["Ukrainska Pravda"]),
        ("ar", "قتل اثنا عشر شخصا، وفق ما أفادت وكالة فرانس برس.", ["AFP"]),
        ("ar", "قتل اثنا عشر شخصا، نقلاً عن وكالة رويترز.", ["Reuters"]),
        ("ar", "وقال رئيس البلدية لوكالة «فرانس برس» إن اثني عشر شخصا قتلوا.", ["AFP"]),
        ("ar", "قتل اثنا عشر شخصا في سولاكو، بحسب رئيس البلدية.", []),
    ],
)
def test_a_lead_names_its_source(lang: str, lead: str, newsrooms: list[str]) -> None:
    assert named(lead, lang) == newsrooms


def test_a_report_without_language_is_read_with_the_words_of_all() -> None:
    assert credited(BODY["fr"] + "\n\nAvec l’AFP", None) == ["AFP"]


def test_every_language_has_its_words() -> None:
    assert all((credits.FOLDER / lang / "credits.toml").is_file() for lang in languages())


@pytest.mark.parametrize(
    ("outlet", "url", "name"),
    [
        ("BBC News", None, "BBC"),
        ("reuters.com", None, "Reuters"),
        ("The Reuters Reader", None, "The Reuters Reader"),
        (None, "https://www.pravda.com.ua/news/1/", "Ukrainska Pravda"),
        (None, "https://sulaco-times.example/1", "sulaco-times.example"),
        (None, "https://t.me/somebody/1", None),
        ("Telegram channel", None, None),
        (None, None, None),
    ],
)
def test_who_published(outlet: str | None, url: str | None, name: str | None) -> None:
    newsroom = register().of(outlet, url)
    assert (newsroom.name if newsroom else None) == name


def test_a_misspelt_list_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "credits.toml").write_text('citign = ["citing"]\n')
    monkeypatch.setattr(credits, "FOLDER", tmp_path)
    with pytest.raises(PackError, match="citign"):
        crediting.__wrapped__("xx")
    (tmp_path / "xx" / "credits.toml").write_text('citing = ["cit(ing"]\n')
    with pytest.raises(PackError, match="unbalanced"):
        crediting.__wrapped__("xx")


PIECES = [
    "AFP",
    "(AFP)",
    "رويترز",
    "ل",
    "selon ",
    "Source: ",
    "©",
    "19h64",
    "10:75",
    "²",
    "١٢",
    "(",
    "/ТАСС/",
    ".",
    "\n",
    "ـ",
    "El País de Cali",
    " - ",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40),
    st.sampled_from(["en", "ar", "de", "zz", None]),
)
def test_odd_texts_are_read_to_the_end(pieces: list[str], lang: str | None) -> None:
    odd = page("".join(pieces), lang)
    assert all(0 <= n.start < n.end <= len(odd.report.text) for n in odd.named)
    assert len(wire_credits(odd)) <= len(odd.named)
    assert quoted(odd) is not None
    assert facts_of(odd) is not None

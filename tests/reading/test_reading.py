"""What holds for every reading, whatever the text: exact evidence, one id a claim, parts that point to totals, no crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recounted.intake import read_text
from recounted.model import Reading, TollClaim
from recounted.reading import read_report

EN = st.sampled_from(
    [
        "At least 12 people, including three children, were killed in shelling of Kherson on Friday, the governor said.",
        "Moscow denied that its forces had fired on the market.",
        "Between 20 and 30 soldiers died near Kidal.",
        "“They killed my two sons,” a resident said.",
        "Another 15 were wounded; five remain missing.",
        "No one claimed responsibility.",
        "In March, 40 people were killed in Goma.",
        "The army said 3,000 people had fled.",
        "Update: 9 dead.",
        "killed 2",
        "(10 children)",
        "Two missiles hit a school in Kharkiv, killing one man and injuring dozens.",
        "Nobody was hurt.",
        "\n\n",
        "12 of them",
        "were killed",
    ]
)
FR = st.sampled_from(
    [
        "Au moins 12 civils, dont trois enfants, ont été tués mardi à Djibo, selon l'armée.",
        "Kiev accuse Moscou du bombardement.",
        "Une femme a été tuée et son fils blessé par un obus.",
        "« Ils ont tué douze personnes », raconte un habitant.",
        "Le bilan est de 30 morts.",
        "La milice nie toute implication.",
        "une trentaine de blessés",
        "dont cinq enfants",
        "Sept véhicules ont brûlé.",
        "\n\n",
    ]
)


def read(text: str, lang: str) -> Reading:
    return read_report(read_text(text, published="2024-05-08", lang=lang))


def holds(reading: Reading) -> None:
    text = reading.report.text
    claims = [c for m in reading.mentions for c in m.claims]
    ids = [c.id for c in claims]
    assert len(set(ids)) == len(ids)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote != ""
        if claim.speaker:
            assert text[claim.speaker.start : claim.speaker.end] == claim.speaker.quote != ""
        if isinstance(claim, TollClaim):
            bounds = [n for n in (claim.lo, claim.point, claim.hi) if n is not None]
            assert bounds == sorted(bounds)
            assert claim.part_of is None or (claim.part_of in ids and claim.part_of != claim.id)
    for mention in reading.mentions:
        for span in (mention.when, mention.where):
            assert span is None or text[span.start : span.end] == span.quote


@settings(max_examples=60)
@given(st.lists(EN, max_size=7).map(" ".join))
def test_any_english_report(text: str) -> None:
    holds(read(text, "en"))


@settings(max_examples=60)
@given(st.lists(FR, max_size=7).map(" ".join))
def test_any_french_report(text: str) -> None:
    holds(read(text, "fr"))


@settings(max_examples=40)
@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
def test_any_text_at_all(text: str, lang: str) -> None:
    holds(read("Twelve people were killed. " + text, lang))


def test_a_second_reading_is_the_same() -> None:
    text = "Gunmen killed 12 people in Maradi on Friday, police said."
    assert read(text, "en") == read(text, "en")


@pytest.mark.parametrize("lang", ["ja", None])
def test_a_language_without_a_pack_is_a_problem_by_name(lang: str | None) -> None:
    report = read_text("東京で会議が開かれた。" if lang else "…", lang=lang)
    reading = read_report(report)
    assert reading.mentions == ()
    assert any(p.code == "no_pack" and report.name in p.text for p in reading.problems)


def test_news_without_harm_has_no_mention_and_no_problem() -> None:
    reading = read("The council opened a new library on Monday. Two hundred people attended.", "en")
    assert reading.mentions == ()
    assert reading.problems == ()

"""Amounts: the wording classes of field-standards 5.2, the lexicon of 5.3, and all that is no count of people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bare_packs import LANGS, amounts, bare_pack, pack_of, toml
from recounted.packs.load import load_pack
from recounted.packs.notation import expand
from recounted.reading.numbers.quantities import Amount, find_amounts
from recounted.reading.sentences.cutting import cut


def only(lang: str, sentence: str) -> Amount:
    _, found = amounts(lang, sentence)
    assert len(found) == 1, [(a.lo, a.rule, a.kind) for a in found]
    return found[0]


# sentence, lo, hi, point, approx, vague, rule
TABLE_5_2 = {
    "en": [
        ("30 people", 30, 30, 30, False, False, "exact"),
        ("about 30 people", 30, 30, 30, True, False, "about"),
        ("around a hundred people", 100, 100, 100, True, False, "about"),
        ("some 1,700 people", 1700, 1700, 1700, True, False, "about"),
        ("30 or so people", 30, 30, 30, True, False, "about"),
        ("nearly 30 people", 30, 30, 30, True, False, "nearly"),
        ("at least 30 people", 30, None, None, False, False, "at_least"),
        ("no fewer than thirty people", 30, None, None, False, False, "at_least"),
        ("50 or more people", 50, None, None, False, False, "at_least"),
        ("at least some 30 people", 30, None, None, True, False, "at_least"),
        ("more than 30 people", 31, None, None, False, False, "more_than"),
        ("over a dozen people", 13, None, None, True, False, "more_than"),
        ("50+ people", 51, None, None, False, False, "more_than"),
        ("at most 30 people", 0, 30, None, False, False, "at_most"),
        ("up to 30 people", 0, 30, None, False, False, "up_to"),
        ("as many as 30 people", 0, 30, None, False, False, "up_to"),
        ("fewer than 30 people", 0, 29, None, False, False, "fewer_than"),
        ("between 20 and 30 people", 20, 30, None, False, False, "between"),
        ("from 20 to 30 people", 20, 30, None, False, False, "between"),
        ("5,000 to 5,500 people", 5000, 5500, None, False, False, "between"),
        ("20-25 people", 20, 25, None, False, False, "between"),
        ("two or three people", 2, 3, None, False, False, "between"),
        ("two or three hundred people", 200, 300, None, False, False, "between"),
        ("20 to 30 thousand people", 20_000, 30_000, None, False, False, "between"),
        ("about 20 to 30 people", 20, 30, None, True, False, "between"),
        ("a couple of people", 2, 2, 2, True, False, "couple"),
        ("a pair of brothers", 2, 2, 2, True, False, "couple"),
        ("both brothers", 2, 2, 2, False, False, "both"),
        ("half a dozen people", 6, 6, 6, True, False, "dozen"),
        ("a dozen people", 12, 12, 12, True, False, "dozen"),
        ("two dozen people", 24, 24, 24, True, False, "dozen"),
        ("several people", 3, None, None, False, True, "several"),
        ("some people", 3, None, None, False, True, "several"),
        ("a few people", 3, None, None, False, True, "several"),
        ("a number of people", 3, None, None, False, True, "several"),
        ("many people", 3, None, None, False, True, "many"),
        ("tens of people", 20, 99, None, False, True, "tens"),
        ("dozens of people", 24, 99, None, False, True, "dozens"),
        ("several dozen people", 36, 99, None, False, True, "several_dozens"),
        ("scores of people", 40, 99, None, False, True, "scores"),
        ("hundreds of people", 200, 999, None, False, True, "hundreds"),
        ("several hundred people", 300, 999, None, False, True, "several_hundreds"),
        ("a few hundred people", 300, 999, None, False, True, "several_hundreds"),
        ("a couple of hundred people", 200, 200, 200, True, False, "couple_hundreds"),
        ("thousands of people", 2000, 9999, None, False, True, "thousands"),
        ("tens of thousands of people", 20_000, 99_999, None, False, True, "tens_of_thousands"),
        ("several hundred thousand people", 300_000, 999_999, None, False, True, "several_hundreds_of_thousands"),
        ("at least several dozen people", 36, None, None, False, True, "at_least"),
        ("up to several hundred people", 0, 999, None, False, True, "up_to"),
        ("half a million people", 500_000, 500_000, 500_000, False, False, "exact"),
        ("no people", 0, 0, 0, False, False, "zero"),
        ("nobody", 0, 0, 0, False, False, "zero"),
        ("not a single person", 0, 0, 0, False, False, "zero"),
        ("0 dead", 0, 0, 0, False, False, "zero"),
        ("seven (7) people", 7, 7, 7, False, False, "exact"),
        ("one person", 1, 1, 1, False, False, "exact"),
        ("another 28 people", 28, 28, 28, False, False, "exact"),
        ("30-odd people", 30, 30, 30, True, False, "about"),
    ],
    "fr": [
        ("30 personnes", 30, 30, 30, False, False, "exact"),
        ("environ 30 personnes", 30, 30, 30, True, False, "about"),
        ("quelque 30 personnes", 30, 30, 30, True, False, "about"),
        ("autour de 30 personnes", 30, 30, 30, True, False, "about"),
        ("près de 30 personnes", 30, 30, 30, True, False, "nearly"),
        ("près d'une centaine de personnes", 100, 100, 100, True, False, "nearly"),
        ("au moins 30 personnes", 30, None, None, False, False, "at_least"),
        ("pas moins de 30 personnes", 30, None, None, False, False, "at_least"),
        ("au moins un mort", 1, None, None, False, False, "at_least"),
        ("au moins une trentaine de morts", 30, None, None, True, False, "at_least"),
        ("30 personnes au moins", 30, None, None, False, False, "at_least"),
        ("plus de 30 personnes", 31, None, None, False, False, "more_than"),
        ("plus d'une centaine de personnes", 101, None, None, True, False, "more_than"),
        ("au plus 30 personnes", 0, 30, None, False, False, "at_most"),
        ("jusqu'à 30 personnes", 0, 30, None, False, False, "up_to"),
        ("moins de 30 personnes", 0, 29, None, False, False, "fewer_than"),
        ("entre 20 et 30 personnes", 20, 30, None, False, False, "between"),
        ("de 20 à 25 personnes", 20, 25, None, False, False, "between"),
        ("20 ou 30 personnes", 20, 30, None, False, False, "between"),
        ("un ou deux blessés", 1, 2, None, False, False, "between"),
        ("les deux frères", 2, 2, 2, False, False, "exact"),
        ("tous les deux", 2, 2, 2, False, False, "both"),
        ("une demi-douzaine de personnes", 6, 6, 6, True, False, "dozen"),
        ("deux douzaines de personnes", 24, 24, 24, True, False, "dozen"),
        ("une dizaine de personnes", 10, 10, 10, True, False, "about"),
        ("une trentaine de personnes", 30, 30, 30, True, False, "about"),
        ("un millier de personnes", 1000, 1000, 1000, True, False, "about"),
        ("deux centaines de personnes", 200, 200, 200, True, False, "about"),
        ("plusieurs personnes", 3, None, None, False, True, "several"),
        ("quelques personnes", 3, None, None, False, True, "several"),
        ("de nombreuses personnes", 3, None, None, False, True, "many"),
        ("des dizaines de personnes", 20, 99, None, False, True, "tens"),
        ("plusieurs dizaines de personnes", 30, 99, None, False, True, "several_tens"),
        ("des centaines de personnes", 200, 999, None, False, True, "hundreds"),
        ("quelques centaines de personnes", 300, 999, None, False, True, "several_hundreds"),
        ("des milliers de personnes", 2000, 9999, None, False, True, "thousands"),
        ("des dizaines de milliers de personnes", 20_000, 99_999, None, False, True, "tens_of_thousands"),
        ("des millions de personnes", 2_000_000, 9_999_999, None, False, True, "millions"),
        ("aucune victime", 0, 0, 0, False, False, "zero"),
        ("personne n'a été tué", 0, 0, 0, False, False, "zero"),
        ("pas de victimes", 0, 0, 0, False, False, "zero"),
        ("cinquante (50) maisons", 50, 50, 50, False, False, "exact"),
        ("un seul blessé", 1, 1, 1, False, False, "exact"),
    ],
}


@pytest.mark.parametrize(("lang", "row"), [(lang, row) for lang, rows in TABLE_5_2.items() for row in rows])
def test_wording_classes_of_table_5_2(lang: str, row: tuple) -> None:
    found = only(lang, row[0])
    assert (found.lo, found.hi, found.point, found.approx, found.vague, found.rule) == row[1:]
    assert found.kind == "count"


@pytest.mark.parametrize(
    ("lang", "sentence", "whole", "core"),
    [
        ("en", "They say at least a hundred people died.", "at least a hundred", "a hundred"),
        ("en", "Between 20 and 30 people fled.", "Between 20 and 30", "20 and 30"),
        ("en", "Thirty or more people fled.", "Thirty or more", "Thirty"),
        ("fr", "On parle d'au moins une centaine de morts.", "au moins une centaine", "une centaine"),
        ("fr", "On parle de 30 morts au moins.", "30", "30"),
    ],
)
def test_spans_of_the_whole_and_of_the_number(lang: str, sentence: str, whole: str, core: str) -> None:
    text, found = amounts(lang, sentence)
    assert [(text.words(a.i, a.j), text.words(a.core_i, a.core_j)) for a in found] == [(whole, core)]


def test_vague_words_and_bounds_are_told_apart_by_what_follows() -> None:
    """Quelque 30 is about 30, quelques is a few; some 30 and some people likewise (5.3)."""
    assert only("fr", "quelques 30 personnes").rule == "about"
    assert only("fr", "quelques dizaines").lo == 30
    assert only("en", "some dozens").lo == 36
    assert only("en", "some dozen people").point == 12


@pytest.mark.parametrize(
    ("lang", "sentence", "values"),
    [
        ("en", "The toll rose from 39 to 52.", [39, 52]),
        ("en", "At least 50 were killed, a dozen hurt, and two missing.", [50, 12, 2]),
        ("en", "Of 38 missiles 25 were downed.", [38, 25]),
        ("en", "The 12 dead include five children and three women.", [12, 5, 3]),
        ("fr", "Le bilan est passé de 39 à 52 morts.", [39, 52]),
        ("fr", "Trois morts et cinq blessés, dont deux graves.", [3, 5, 2]),
    ],
)
def test_several_amounts_in_a_sentence(lang: str, sentence: str, values: list[int]) -> None:
    assert [a.lo for a in amounts(lang, sentence)[1]] == values


def test_amounts_do_not_cross_sentences() -> None:
    _, found = amounts("en", "They counted at least. Thirty people came. It was twenty. Two fled.")
    assert [(a.lo, a.rule) for a in found] == [(30, "exact"), (20, "exact"), (2, "exact")]


# what counts no people ------------------------------------------------------------------------------------------------------

KINDS = [
    ("en", "A 36-year-old man died.", 36, "age"), ("en", "A six-year-old girl died.", 6, "age"),
    ("en", "a sixty-five-year-old", 65, "age"),
    ("en", "a woman aged 67", 67, "age"), ("en", "a boy, 14, died", 14, "age"), ("en", "a girl of 11 died", 11, "age"),
    ("en", "children under 10", 0, "age"), ("en", "she is 30 years old", 30, "age"),
    ("en", "It fell at 7.45 a.m. today.", 7, "clock"), ("en", "It fell at 9.", 9, "clock"), ("en", "around 9pm", 9, "clock"),
    ("en", "on 8 April", 8, "date"), ("en", "on September 25", 25, "date"), ("en", "on Sept. 25", 25, "date"),
    ("en", "since 2015", 2015, "year"),
    ("en", "in the 1990s", 1990, "year"), ("en", "from 2014-2015", 2014, "year"), ("en", "the 44th day", 44, "ordinal"),
    ("en", "the tenth strike", 10, "ordinal"), ("en", "the twenty-first strike", 21, "ordinal"),
    ("en", "up 25 percent", 25, "percent"), ("en", "25%", 25, "percent"),
    ("en", "$5 million", 5_000_000, "money"), ("en", "300 euros", 300, "money"), ("en", "dozens of kilometres", 24, "measure"),
    ("en", "20 square kilometres", 20, "measure"), ("en", "three more days", 3, "measure"),
    ("en", "a nine-storey block", 9, "measure"),
    ("en", "some 90 km away", 90, "measure"), ("en", "Article 438", 438, "identifier"), ("en", "School No. 5", 5, "identifier"),
    ("en", "They won 5-0.", 5, "score"), ("en", "a 6.3-magnitude quake", 6, "decimal"), ("en", "a rise of 6.3", 6, "decimal"),
    ("en", "two thirds", 2, "fraction"), ("en", "two-thirds", 2, "fraction"), ("en", "open 24/7", 24, "fraction"),
    ("en", "nine out of ten", 9, "fraction"),
    ("en", "one of the worst attacks", 1, "pronoun"), ("en", "one of the country's deadliest days", 1, "pronoun"),
    ("fr", "67 ans", 67, "age"), ("fr", "une fillette de 3 ans", 3, "age"), ("fr", "âgée de 36 ans", 36, "age"),
    ("fr", "vers 2 heures", 2, "clock"),
    ("fr", "vers 21 heures 30", 21, "clock"), ("fr", "à 16h", 16, "clock"), ("fr", "le 8 avril", 8, "date"),
    ("fr", "le 1er avril", 1, "date"),
    ("fr", "le 80e anniversaire", 80, "ordinal"), ("fr", "la deuxième frappe", 2, "ordinal"), ("fr", "20 %", 20, "percent"),
    ("fr", "20 pour cent", 20, "percent"),
    ("fr", "2 millions d'euros", 2_000_000, "money"), ("fr", "des dizaines de kilomètres", 20, "measure"),
    ("fr", "plusieurs heures", 3, "measure"),
    ("fr", "72 heures", 72, "measure"), ("fr", "en 2014", 2014, "year"), ("fr", "l'article 438", 438, "identifier"),
    ("fr", "deux tiers", 2, "fraction"),
    ("fr", "l'une des attaques les plus meurtrières", 1, "pronoun"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "least", "kind"), KINDS)
def test_numbers_that_count_no_people(lang: str, sentence: str, least: int, kind: str) -> None:
    found = amounts(lang, sentence)[1][0]
    assert (found.lo, found.kind) == (least, kind)


@pytest.mark.parametrize(
    ("lang", "sentence", "kinds"),
    [
        ("en", "aged 11 and 14", ["age", "age"]),
        ("fr", "âgés de 3, 8 et 10 ans", ["age", "age", "age"]),
        ("en", "8 and 9 April", ["date", "date"]),
        ("en", "a boy aged 11 and 14 others", ["age", "count"]),
        ("en", "aged 3, 5 and 7", ["age", "age", "age"]),
        ("en", "killed 12, 155 mm shells", ["count", "measure"]),
        ("en", "killed 12, 36-year-old man", ["count", "age"]),
        ("en", "killed 12 and 8 hours later", ["count", "measure"]),
    ],
)
def test_joined_numbers_share_their_kind(lang: str, sentence: str, kinds: list[str]) -> None:
    assert [a.kind for a in amounts(lang, sentence)[1]] == kinds


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "They helped one another."), ("en", "Nobody knows how many."), ("en", "This one is closed, no doubt."),
        ("en", "A man and a woman died."),
        ("fr", "Une femme et un enfant sont morts."), ("fr", "Quelque chose a explosé, une personne n'a rien vu."),
        ("fr", "L'un ou l'autre."),
    ],
)  # fmt: skip
def test_words_that_name_no_amount(lang: str, sentence: str) -> None:
    assert [a for a in amounts(lang, sentence)[1] if a.rule != "zero"] == []
    assert "personne" not in [amounts(lang, sentence)[0].words(a.i, a.j) for a in amounts(lang, sentence)[1]]


def test_one_of_is_left_to_the_caller() -> None:
    found = only("en", "one of the dead")
    assert (found.lo, found.rule, found.kind) == (1, "one_of", "count")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("In September 12 people died.", "count"),
        ("On 12 September people fled.", "date"),
        ("The attack killed 2000 people.", "count"),
        ("In 2014 people fled.", "year"),
        ("The dead number 23 people.", "count"),
    ],
)
def test_a_noun_of_people_makes_a_count(sentence: str, kind: str) -> None:
    text = cut(sentence, load_pack("en"))
    assert [a.kind for a in find_amounts(text, text.sentences[0])] == [kind]


def test_a_noun_before_its_number_makes_it_approximate() -> None:
    """Russian and Ukrainian approximate by turning noun and number around (5.3)."""
    pack = pack_of("ru", {"grammar": {"inversion": ["человек"]}, "cardinal": {"20": ["двадцать"], "30": ["тридцать"]}}, {})
    _, found = amounts("ru", "Погибли человек двадцать.", pack)
    assert [(a.point, a.approx, a.rule) for a in found] == [(20, True, "about")]
    _, found = amounts("ru", "Из 30 человек двадцать погибли.", pack)
    assert [(a.point, a.approx) for a in found] == [(30, False), (20, False)]


# every row of the data ------------------------------------------------------------------------------------------------------


def printed_rows(lang: str, table: str, slot: str) -> list[tuple[str, str]]:
    return [(name, p) for name, body in toml(lang, "numbers")[table].items() for form in body.get(slot, ()) for p in expand(form)]


@pytest.mark.parametrize("lang", LANGS)
def test_every_bound_binds(lang: str) -> None:
    thirty = {"en": "thirty", "fr": "trente"}[lang]
    for slot, sentence in (("before", "{} N xyz"), ("after", "N {} xyz"), ("suffix", "N-{} xyz")):
        for name, form in printed_rows(lang, "bound", slot):
            found = only(lang, sentence.format(form).replace("' ", "'").replace("N", thirty))
            assert (found.lo is not None, found.rule) == (True, "exact" if name == "exact" else name), form
    for name, form in printed_rows(lang, "bound", "trailing"):
        assert only(lang, f"30 xyz {form}").rule == name, form


@pytest.mark.parametrize("lang", LANGS)
def test_every_vague_word_and_collective_is_read(lang: str) -> None:
    data = toml(lang, "numbers")
    for name, form in printed_rows(lang, "vague", "forms"):
        found = only(lang, f"{form} xyz".replace("' ", "'"))
        assert (found.lo, found.rule) == (data["vague"][name]["lo"], name), form
    for table in ("collective", "scale"):
        for name, form in printed_rows(lang, table, "many"):
            assert only(lang, f"{form} xyz".replace("' ", "'")).lo == 2 * data[table][name]["value"], form
        for name, form in printed_rows(lang, table, "one"):
            assert only(lang, f"{form} xyz".replace("' ", "'")).point == data[table][name]["value"], form
        for name, form in printed_rows(lang, table, "half"):
            assert only(lang, f"{form} xyz".replace("' ", "'")).point == data[table][name]["value"] // 2, form


@pytest.mark.parametrize("lang", LANGS)
def test_every_zero_hidden_word_and_unit_is_read(lang: str) -> None:
    data = toml(lang, "numbers")
    for form in (p for f in data["zero"]["forms"] for p in expand(f)):
        assert only(lang, f"{form} xyz".replace("' ", "'")).rule == "zero", form
    for form in (p for f in data["hidden"]["forms"] for p in expand(f)):
        assert amounts(lang, f"xyz {form}")[1] == [], form
    for kind, body in data["kind"].items():
        for form in (p for f in body.get("after", ()) for p in expand(f)):
            found = amounts(lang, f"xyz 11 {form}")[1]
            assert found[0].kind == kind, form


PIECES = (
    "20 dozens of or two to least at more than hundred a - ( ) and thousand some no 6.3 one between "
    "million half people , in 2014 years several up "
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=12))
def test_amounts_are_ordered_non_empty_and_bounded(pieces: list[str]) -> None:
    text = cut(" ".join(pieces), bare_pack("en"))
    for sentence in text.sentences:
        last = sentence.i
        for amount in find_amounts(text, sentence):
            assert last <= amount.i <= amount.core_i < amount.core_j <= amount.j <= sentence.j
            assert text.words(amount.i, amount.j).strip()
            low, high = amount.lo if amount.lo is not None else 0, amount.hi
            assert high is None or low <= high
            assert amount.point is None or low <= amount.point <= (amount.point if high is None else high)
            last = amount.j


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(printed: str) -> None:
    for lang in LANGS:
        amounts(lang, printed)

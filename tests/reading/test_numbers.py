"""Number words and digits: what one number says, in English and French, and with the grammars of other languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bare_packs import LANGS, bare_pack, pack_of, toml
from recounted.errors import PackError
from recounted.packs.notation import expand
from recounted.packs.schema import Pack
from recounted.reading.numbers.values import Cardinal, digits, number_words, read_cardinal
from recounted.reading.sentences.cutting import cut


def read(pack: Pack, words: str) -> Cardinal | None:
    tokens = cut(words, pack).tokens
    return read_cardinal(number_words(pack), tokens, 0, len(tokens))


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("7", 7), ("1,700", 1700), ("1 700", 1700), ("1.700", 1700), ("30.000", 30000), ("11,327", 11327),
        ("1\u202f234\u202f567", 1234567),
        ("6.3", Decimal("6.3")), ("3,5", Decimal("3.5")), ("0,125", Decimal("0.125")), ("٣٥", 35), ("٢٫٥", Decimal("2.5")),
        ("1,2345", Decimal("1.2345")),
        ("x", None), ("5-0", None),
    ],
)  # fmt: skip
def test_digits_with_any_thousands_separator(printed: str, value: int | Decimal | None) -> None:
    assert digits(printed) == value


@pytest.mark.parametrize(
    ("lang", "words", "value"),
    [
        ("en", "twenty-six", 26), ("en", "Twenty two", 22), ("en", "one hundred and twelve", 112),
        ("en", "two hundred thousand", 200_000),
        ("en", "one million two hundred thousand and five", 1_200_005), ("en", "2.5 million", 2_500_000),
        ("en", "12 hundred", 1200),
        ("en", "nineteen hundred", 1900), ("en", "two billion", 2_000_000_000), ("en", "a single", 1), ("en", "zero", 0),
        ("fr", "cinquante-trois", 53), ("fr", "soixante mille", 60_000), ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "soixante et onze", 71),
        ("fr", "vingt-et-un", 21), ("fr", "quatre vingts", 80), ("fr", "septante-deux", 72), ("fr", "nonante", 90),
        ("fr", "deux cents", 200),
        ("fr", "mille neuf cent quarante-cinq", 1945), ("fr", "deux millions trois cent mille", 2_300_000),
        ("fr", "1,5 million", 1_500_000),
        ("fr", "un seul", 1), ("fr", "trois milliards", 3_000_000_000),
    ],
)  # fmt: skip
def test_words_add_up(lang: str, words: str, value: int) -> None:
    pack = bare_pack(lang)
    found = read(pack, words)
    assert found is not None
    assert (found.value, found.j) == (value, len(cut(words, pack).tokens))


@pytest.mark.parametrize(
    ("lang", "words", "value", "used"),
    [
        ("en", "two three", 2, 1), ("en", "twenty and six", 20, 1), ("en", "five hundred hundred", 500, 2),
        ("en", "forty fifty", 40, 1),
        ("fr", "vingt et trois", 20, 1), ("fr", "deux trois", 2, 1), ("fr", "trente dix", 30, 1), ("fr", "mille mille", 1000, 1),
    ],
)  # fmt: skip
def test_words_that_do_not_add_up_end_the_number(lang: str, words: str, value: int, used: int) -> None:
    found = read(bare_pack(lang), words)
    assert found is not None
    assert (found.value, found.j) == (value, used)


@pytest.mark.parametrize(
    ("lang", "words", "value"), [("en", "twenty-first", 21), ("fr", "vingt et unième", 21), ("fr", "dix-septième", 17)]
)
def test_ordinals_are_told_apart(lang: str, words: str, value: int) -> None:
    found = read(bare_pack(lang), words)
    assert found is not None
    assert (found.value, found.ordinal) == (value, True)


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_of_the_tables_reads_as_its_value(lang: str) -> None:
    data, pack = toml(lang, "numbers"), bare_pack(lang)
    rows = [(form, int(value)) for table in ("cardinal", "ordinal") for value, forms in data[table].items() for form in forms]
    rows += [(form, body["value"]) for body in data["scale"].values() for form in body["forms"]]
    for form, value in rows:
        for printed in expand(form):
            found = read(pack, printed)
            assert found, printed
            assert found.value == value, printed


# round trip -----------------------------------------------------------------------------------------------------------------

EN_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FR_ONES = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
FR_TENS = ["_", "_", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"]


def in_english(n: int) -> str:
    if n < 20:
        return EN_ONES[n]
    if n < 100:
        return EN_TENS[n // 10] + (f"-{EN_ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{EN_ONES[n // 100]} hundred" + (f" and {in_english(n % 100)}" if n % 100 else "")
    return f"{in_english(n // 1000)} thousand" + (f" {in_english(n % 1000)}" if n % 1000 else "")


def in_french(n: int) -> str:
    if n < 20:
        return FR_ONES[n]
    if n < 100:
        rest = n % 20 if n >= 60 else n % 10
        if not rest:
            return "quatre-vingts" if n == 80 else FR_TENS[n // 10]
        return FR_TENS[n // 10] + (f" et {FR_ONES[rest]}" if rest in (1, 11) and n < 80 else f"-{FR_ONES[rest]}")
    if n < 1000:
        head = ("" if n < 200 else f"{FR_ONES[n // 100]} ") + "cent"
        return head + (f" {in_french(n % 100)}" if n % 100 else "s" if n >= 200 else "")
    head = "mille" if n < 2000 else f"{in_french(n // 1000)} mille"
    return head + (f" {in_french(n % 1000)}" if n % 1000 else "")


@given(st.integers(1, 999_999))
def test_english_words_round_trip(n: int) -> None:
    found = read(bare_pack("en"), in_english(n))
    assert found is not None
    assert found.value == n


@given(st.integers(1, 999_999))
def test_french_words_round_trip(n: int) -> None:
    for words in (in_french(n), in_french(n).replace(" ", "-")):
        found = read(bare_pack("fr"), words)
        assert found is not None
        assert found.value == n


# grammars of other languages: the same code, other data ---------------------------------------------------------------------

GERMAN = {
    "grammar": {"connectives": ["und"], "unit_before_ten": True, "glued": True},
    "cardinal": {
        "1": ["ein(s)"],
        "2": ["zwei"],
        "3": ["drei"],
        "4": ["vier"],
        "12": ["zwölf"],
        "20": ["zwanzig"],
        "50": ["fünfzig"],
    },
    "scale": {"hundred": {"value": 100, "forms": ["hundert"]}, "thousand": {"value": 1000, "forms": ["tausend"]}},
}
ARABIC = {
    "grammar": {"connectives": ["و"], "prefixed_connectives": ["و"], "unit_before_ten": True},
    "cardinal": {"3": ["ثلاثة"], "5": ["خمسة"], "20": ["عشرون", "عشرين"], "2000": ["ألفان"]},
    "scale": {"hundred": {"value": 100, "forms": ["مئة"]}, "thousand": {"value": 1000, "forms": ["ألف"]}},
}
SPANISH = {
    "grammar": {"connectives": ["y"], "connective_after": ["ten"]},
    "cardinal": {"2": ["dos"], "3": ["tres"], "30": ["treinta"], "200": ["doscientos", "doscientas"]},
    "scale": {"thousand": {"value": 1000, "forms": ["mil"]}},
}


@pytest.mark.parametrize(
    ("lang", "numbers", "words", "value"),
    [
        ("de", GERMAN, "vierundzwanzig", 24), ("de", GERMAN, "zweihundertdreiundfünfzig", 253),
        ("de", GERMAN, "zwölftausend", 12_000),
        ("ar", ARABIC, "ثلاثة وعشرون", 23), ("ar", ARABIC, "مئة وخمسة وعشرين", 125), ("ar", ARABIC, "ألفان", 2000),
        ("es", SPANISH, "treinta y dos", 32), ("es", SPANISH, "doscientas treinta mil", 230_000),
    ],
)  # fmt: skip
def test_grammar_options(lang: str, numbers: dict, words: str, value: int) -> None:
    pack = pack_of(lang, numbers, {})
    found = read(pack, words)
    assert found is not None
    assert (found.value, found.j) == (value, len(words.split()))


# broken packs ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ({"cardinals": {}}, "'cardinal'"),
        ({"grammar": {"connective": ["and"]}}, "'connectives'"),
        ({"grammar": {"connective_after": ["tens"]}}, "'ten'"),
        ({"cardinal": {"two": ["two"]}}, "not a number"),
        ({"cardinal": {"2": ["two("]}}, "parentheses"),
        ({"cardinal": {"2": [""]}}, "at least one word"),
        ({"bound": {"atleast": {"before": ["at least"]}}}, "'at_least'"),
        ({"bound": {"at_least": {"befor": ["at least"]}}}, "'before'"),
        ({"kind": {"ages": {}}}, "'age'"),
        ({"scale": {"hundred": {"forms": ["hundred"]}}}, "value"),
        ({"range": {"pairs": [["from"]]}}, "pairs"),
        ({"vague": {"several": {"forms": ["several"], "lo": "3"}}}, "int"),
        ({"grammar": {}}, "[cardinal]"),
    ],
)
def test_what_the_schema_does_not_know_is_refused_with_the_nearest_key(numbers: dict, message: str) -> None:
    with pytest.raises(PackError) as error:
        number_words(pack_of("xx", numbers, {}))
    assert message in str(error.value)

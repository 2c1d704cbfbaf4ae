"""Date expressions found and resolved: the table of field-standards 3.4, nights, partial dates, and a text's own date."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bare_packs import LANGS, bare_pack, dates, pack_of, toml
from recounted.errors import PackError
from recounted.packs.load import load_pack
from recounted.packs.notation import expand
from recounted.reading.dates.calendar import year_by_weekday
from recounted.reading.dates.expressions import Anchor, DateExpr, DateFields, find_dates, resolve, stated_publication, tense_of
from recounted.reading.dates.narrative import in_narrative
from recounted.reading.dates.words import date_words
from recounted.reading.sentences.cutting import cut

#: A Tuesday.
TUESDAY = Anchor("2022-10-04")
_DAY = r"(?:\d{4}|XXXX)-\d\d-\d\d"
_DATE = rf"(?:\d{{3}}X|\d{{4}}|(?:\d{{4}}|XXXX)-\d\d|{_DAY})"
EDTF = re.compile(rf"{_DATE}(?:/(?:{_DATE}|\.\.))?|\.\./{_DATE}")


def resolved(lang: str, phrase: str, anchor: Anchor = TUESDAY, tense: str = "past") -> list[tuple[str, int] | None]:
    _, found = dates(lang, phrase)
    return [(r.edtf, r.date_prec) if (r := resolve(expr, anchor, tense=tense)) else None for expr in found]


# field-standards 3.4 --------------------------------------------------------------------------------------------------------

TABLE_3_4 = {
    "en": [
        ("today", "2022-10-04", 1), ("yesterday", "2022-10-03", 1), ("last Tuesday", "2022-09-27", 1),
        ("on 2 October", "2022-10-02", 1),
        ("Monday night", "2022-10-03", 1), ("last night", "2022-10-03", 1), ("the other day", "2022-10-03", 1),
        ("this morning", "2022-10-04", 1),
        ("recently", "2022-10-01/2022-10-03", 2), ("in recent days", "2022-10-01/2022-10-03", 2),
        ("over the past few days", "2022-10-01/2022-10-03", 2),
        ("over the weekend", "2022-10-01/2022-10-02", 2), ("the weekend", "2022-10-01/2022-10-02", 2),
        ("this week", "2022-10-03/2022-10-04", 2),
        ("since the beginning of the week", "2022-10-03/2022-10-04", 2),
        ("the night between Sunday and Monday", "2022-10-02/2022-10-03", 2),
        ("the past 24 hours", "2022-10-03/2022-10-04", 2), ("the past 48 hours", "2022-10-02/2022-10-04", 2),
        ("the past 72 hours", "2022-10-02/2022-10-04", 2),
        ("the past two days", "2022-10-02/2022-10-03", 2), ("since Thursday", "2022-09-29/..", 1),
        ("late last week", "2022-09-30/2022-10-02", 2),
        ("last week", "2022-09-26/2022-10-02", 3), ("the past week", "2022-09-28/2022-10-04", 3),
        ("early March", "2022-03", 4), ("mid-March", "2022-03", 4),
        ("late March", "2022-03", 4), ("in recent weeks", "2022-09-13/2022-10-04", 4),
        ("a few weeks ago", "2022-09-13/2022-10-04", 4),
        ("earlier this month", "2022-10", 4), ("last month", "2022-09", 4), ("a fortnight ago", "2022-09-21/2022-10-04", 4),
        ("in 1995", "1995", 5),
        ("last year", "2021", 5), ("the past year", "2022-01-01/2022-10-04", 5), ("early 1999", "1999", 5),
        ("in recent months", "2022-07-01/2022-10-04", 5),
        ("overnight", "2022-10-03/2022-10-04", 2), ("three days ago", "2022-10-01", 1), ("a year ago", "2021", 5),
        ("two weeks ago", "2022-09-17/2022-09-23", 3),
        ("tomorrow", "2022-10-05", 1), ("next month", "2022-11", 4), ("this September", "2022-09", 4),
        ("September last year", "2021-09", 4),
        ("Friday last week", "2022-09-30", 1), ("the 1990s", "199X", 5), ("from 5 to 7 June", "2022-06-05/2022-06-07", 2),
        ("June 5-7", "2022-06-05/2022-06-07", 2),
        ("between Friday and Sunday", "2022-09-30/2022-10-02", 2), ("from March to May", "2022-03/2022-05", 5),
        ("2014-2015", "2014/2015", 5),
        ("since March 2015", "2015-03/..", 4), ("until June 7", "../2022-06-07", 1),
        ("the past two weeks", "2022-09-21/2022-10-04", 4),
        ("from 28 September to 2 October", "2022-09-28/2022-10-02", 2),
        ("from 30 December to 2 January", "2021-12-30/2022-01-02", 2),
    ],
    "fr": [
        ("aujourd'hui", "2022-10-04", 1), ("hier", "2022-10-03", 1), ("avant-hier", "2022-10-02", 1),
        ("ce matin", "2022-10-04", 1),
        ("mardi", "2022-10-04", 1), ("mardi dernier", "2022-09-27", 1), ("lundi soir", "2022-10-03", 1),
        ("la nuit dernière", "2022-10-03", 1),
        ("dans la nuit", "2022-10-03/2022-10-04", 2), ("ces derniers jours", "2022-10-01/2022-10-03", 2),
        ("récemment", "2022-10-01/2022-10-03", 2),
        ("ce week-end", "2022-10-01/2022-10-02", 2), ("cette semaine", "2022-10-03/2022-10-04", 2),
        ("la semaine dernière", "2022-09-26/2022-10-02", 3),
        ("ces dernières 24 heures", "2022-10-03/2022-10-04", 2), ("les trois derniers jours", "2022-10-01/2022-10-03", 2),
        ("le mois dernier", "2022-09", 4), ("l'an dernier", "2021", 5), ("il y a trois jours", "2022-10-01", 1),
        ("il y a un an", "2021", 5),
        ("il y a quelques semaines", "2022-09-13/2022-10-04", 4), ("en septembre", "2022-09", 4), ("fin septembre", "2022-09", 4),
        ("début mai", "2022-05", 4), ("à la mi-mai", "2022-05", 4), ("septembre dernier", "2022-09", 4), ("en 2014", "2014", 5),
        ("depuis mars 2015", "2015-03/..", 4), ("depuis 2015", "2015/..", 5), ("jusqu'au 7 juin", "../2022-06-07", 1),
        ("du 5 au 7 juin", "2022-06-05/2022-06-07", 2), ("entre vendredi et dimanche", "2022-09-30/2022-10-02", 2),
        ("le 8 avril de l'année dernière", "2021-04-08", 1),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "row"), [(lang, row) for lang, rows in TABLE_3_4.items() for row in rows])
def test_phrases_of_table_3_4(lang: str, row: tuple[str, str, int]) -> None:
    assert resolved(lang, row[0]) == [row[1:]]


@pytest.mark.parametrize(
    ("lang", "phrase", "edtf"),
    [
        ("en", "8 April 2022", "2022-04-08"), ("en", "April 8, 2022", "2022-04-08"),
        ("en", "Friday, April 8, 2022", "2022-04-08"),
        ("en", "the 8th of April 2022", "2022-04-08"), ("en", "08.04.2022", "2022-04-08"), ("en", "2022-04-08", "2022-04-08"),
        ("en", "01.15.2023", "2023-01-15"), ("en", "15/01/2023", "2023-01-15"), ("en", "05/05/2022", "2022-05-05"),
        ("en", "Friday (8 April 2022)", "2022-04-08"),
        ("en", "Sept. 25", "2022-09-25"), ("en", "September 25th", "2022-09-25"), ("en", "October 5", "2022-10-05"),
        ("en", "October 6", "2022-10-06"), ("en", "December 18", "2022-12-18"), ("en", "December 19", "2021-12-19"),
        ("fr", "le 8 avril 2022", "2022-04-08"), ("fr", "vendredi 8 avril", "2022-04-08"), ("fr", "ce 8 avril", "2022-04-08"),
        ("fr", "Ce samedi 5 juin 2021", "2021-06-05"),
        ("fr", "le 1er avril", "2022-04-01"), ("fr", "le premier mai", "2022-05-01"), ("fr", "08/04/2022", "2022-04-08"),
    ],
)  # fmt: skip
def test_days(lang: str, phrase: str, edtf: str) -> None:
    assert resolved(lang, phrase) == [(edtf, 1)]


@pytest.mark.parametrize("phrase", ["31 February 2022", "April 31", "30 February"])
def test_days_that_no_calendar_has_are_none(phrase: str) -> None:
    assert resolved("en", phrase) == [None]


def test_an_ambiguous_numeric_date_is_left_alone() -> None:
    assert dates("en", "on 04/08/2022")[1] == []
    assert resolved("fr", "le 04/08/2022") == [("2022-08-04", 1)]


# nights ---------------------------------------------------------------------------------------------------------------------

JUNE = Anchor("2021-06-06")


@pytest.mark.parametrize(
    ("lang", "phrase", "edtf"),
    [
        ("en", "in the night of February 23", "2021-02-23"),
        ("en", "in the night from Friday to Saturday", "2021-06-04/2021-06-05"),
        ("en", "in the night of 4 to 5 June", "2021-06-04/2021-06-05"),
        ("en", "on the night of June 4-5", "2021-06-04/2021-06-05"),
        ("en", "overnight into Saturday", "2021-06-04/2021-06-05"),
        ("en", "overnight from 31 May to 1 June", "2021-05-31/2021-06-01"),
        ("fr", "dans la nuit du 23 février", "2021-02-23"),
        ("fr", "dans la nuit du vendredi 4 au samedi 5 juin", "2021-06-04/2021-06-05"),
        ("fr", "dans la nuit du vendredi au samedi 5 juin", "2021-06-04/2021-06-05"),
        ("fr", "dans la nuit de vendredi à samedi", "2021-06-04/2021-06-05"),
        ("fr", "dans la nuit du 31 mai au 1er juin", "2021-05-31/2021-06-01"),
        ("fr", "dans la nuit du vendredi 4 juin au samedi", "2021-06-04/2021-06-05"),
        ("fr", "dans la nuit de mardi", "2021-06-01"),
    ],
)  # fmt: skip
def test_nights(lang: str, phrase: str, edtf: str) -> None:
    found = dates(lang, phrase)[1]
    assert [expr.kind for expr in found] == ["night"]
    assert resolved(lang, phrase, JUNE) == [(edtf, 2 if "/" in edtf else 1)]


def test_a_night_of_an_unknown_year() -> None:
    assert resolved("fr", "dans la nuit du 28 au 29 juillet", Anchor()) == [("XXXX-07-28/XXXX-07-29", 2)]
    assert resolved("fr", "dans la nuit de vendredi à samedi", Anchor()) == [None]


# anchors --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "anchor", "expected"),
    [
        ("September 25", Anchor(), ("XXXX-09-25", 1)),
        ("September 25", Anchor(year=2022), ("2022-09-25", 1)),
        ("September 25", Anchor("2022-09"), ("2022-09-25", 1)),
        ("December 25", Anchor("2022-09"), ("2021-12-25", 1)),
        ("September 25", Anchor("2022"), ("2022-09-25", 1)),
        ("September 25", Anchor(event_day=datetime.date(2022, 9, 30)), ("2022-09-25", 1)),
        ("Friday 8 April", Anchor("2023-01-10"), ("2022-04-08", 1)),
        ("Wednesday 1 February", Anchor("2023-06-01"), ("2023-02-01", 1)),
        ("Tuesday 1 February", Anchor("2023-06-01"), ("2022-02-01", 1)),
        ("Tuesday 1 February", Anchor(), ("XXXX-02-01", 1)),
        ("Tuesday 1 February", Anchor(year=2023), ("XXXX-02-01", 1)),
        ("in September", Anchor(), ("XXXX-09", 4)),
        ("in September", Anchor(year=2022), ("2022-09", 4)),
        ("in November", TUESDAY, ("2021-11", 4)),
        ("on Friday", Anchor("2022-04"), ("2022-04", 4)),
        ("yesterday", Anchor("2022-04"), ("2022-04", 4)),
        ("on Friday", Anchor("2022"), None),
        ("on Friday", Anchor(), None),
        ("yesterday", Anchor(), None),
        ("last year", Anchor("2022"), ("2021", 5)),
        ("on Tuesday", TUESDAY, ("2022-10-04", 1)),
        ("on 29 February", Anchor("2023-05-01"), ("2020-02-29", 1)),
        ("on 29 February", Anchor(), ("XXXX-02-29", 1)),
    ],
)
def test_what_the_anchor_allows(phrase: str, anchor: Anchor, expected: tuple[str, int] | None) -> None:
    assert resolved("en", phrase, anchor) == [expected]


def test_days_told_from_the_incident() -> None:
    known = Anchor("2022-10-04", event_day=datetime.date(2022, 9, 30))
    assert resolved("en", "the same day; the day before; two days later; two days earlier", known) == [
        ("2022-09-30", 1), ("2022-09-29", 1), ("2022-10-02", 1), ("2022-09-28", 1)
    ]  # fmt: skip
    assert resolved("fr", "ce jour-là, la veille, le lendemain, deux jours plus tard", known) == [
        ("2022-09-30", 1), ("2022-09-29", 1), ("2022-10-01", 1), ("2022-10-02", 1)
    ]  # fmt: skip
    assert resolved("en", "two days later; the next day", TUESDAY) == [None, None]
    assert resolved("en", "the day before", TUESDAY) == [("2022-10-03", 1)]


def test_the_future_lies_ahead() -> None:
    assert resolved("en", "on Friday; January 14", TUESDAY, tense="future") == [("2022-10-07", 1), ("2023-01-14", 1)]
    text, found = dates("en", "The funeral will be held on Friday. It fell on Monday.")
    assert [tense_of(text, next(s for s in text.sentences if s.i <= expr.i < s.j), expr) for expr in found] == ["future", "past"]


# finding --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "sentence", "words"),
    [
        ("en", "Shelling on Friday killed two, Saturday's strike one.", ["Friday", "Saturday"]),
        ("en", "They may march for 12 days; $1999 more.", ["12 days"]),
        ("en", "It fell at 10.30 a.m. on Sunday, 2 October, police said.", ["10.30 a.m.", "Sunday, 2 October"]),
        ("en", "More than 2000 of the 1,990 sites", []),
        ("en", "The second of two raids, one by one.", []),
        ("fr", "Ils étaient sept. Le 25 sept. 2022, à 16h30, rien.", ["25 sept. 2022", "16h30"]),
        ("fr", "Le bilan passe de 20 à 25 morts.", []),
    ],
)
def test_spans(lang: str, sentence: str, words: list[str]) -> None:
    text, found = dates(lang, sentence)
    assert [text.words(expr.i, expr.j) for expr in found] == words


def test_a_month_before_a_count_of_people_is_no_day() -> None:
    text = cut("In April 12 people died.", load_pack("en"))
    (expr,) = find_dates(text, text.sentences[0])
    assert (expr.kind, expr.fields.day) == ("month", None)


@pytest.mark.parametrize(
    ("lang", "text", "edtf"),
    [
        ("en", "date 2022-04-09 kyiv\nMissiles hit a station.", "2022-04-09"),
        ("en", "2022-04-09 – Missiles hit a station.", "2022-04-09"),
        ("en", "Published: 8 April 2022, 10:30\n\nMissiles hit a station.", "2022-04-08"),
        ("en", "Station hit\n8 April 2022\nMissiles hit a station.", "2022-04-08"),
        ("en", "KYIV, April 8, 2022 (Agency) — Missiles hit a station.", "2022-04-08"),
        ("en", "Missiles hit a station.\nPosted on April 8, 2022", "2022-04-08"),
        ("en", "KYIV, April 8 (Agency) — Missiles hit a station.", None),
        ("en", "On 8 April 2022 missiles hit a station.", None),
        ("en", "8 April 2022 was the day of the strike.", None),
        (
            "en",
            "Missiles hit it. " + "Then nothing happened for a while. " * 20 + "Published: 8 April 2022, " + "so it goes. " * 30,
            None,
        ),
        ("fr", "Publié le 8 avril 2022 à 10h12\nDes missiles ont touché la gare.", "2022-04-08"),
        ("fr", "Le 8 avril 2022, des missiles ont touché la gare.", None),
    ],
)
def test_the_date_that_a_text_gives_as_its_own(lang: str, text: str, edtf: str | None) -> None:
    found = stated_publication(cut(text, bare_pack(lang)))
    assert (resolve(found, Anchor()).edtf if found else None) == edtf  # type: ignore[union-attr]


# every row of the data ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_every_month_weekday_and_phrase_is_found(lang: str) -> None:
    data = toml(lang, "dates")
    for number, forms in data["month"].items():
        for form in forms:
            (expr,) = dates(lang, f"xyz 7 {form} 2022 xyz")[1]
            assert expr.fields == DateFields(year=2022, month=int(number), day=7), form
    for number, forms in data["weekday"].items():
        for form in (p for f in forms for p in expand(f)):
            (expr,) = dates(lang, f"xyz {form} xyz")[1]
            assert expr.fields.weekday == int(number), form
    for name, forms in data["relative"].items():
        for form in (p for f in forms for p in expand(f)):
            (expr,) = dates(lang, f"xyz {form} xyz")[1]
            fields = expr.fields
            assert fields.name == name or fields.direction, form
            assert resolve(expr, TUESDAY) or name in ("now", "past", "future", "day_after") or fields.direction == "later", form


@pytest.mark.parametrize("lang", LANGS)
def test_every_part_shift_unit_and_bound_is_read(lang: str) -> None:
    data = toml(lang, "dates")
    friday, month = {"en": ("Friday", "September"), "fr": ("vendredi", "septembre")}[lang]
    for part, forms in data["part"].items():
        for form in (p for f in forms for p in expand(f)):
            assert dates(lang, f"{friday} {form}")[1][0].fields.part == part, form
    for shift, body in data["shift"].items():
        for slot, phrase in (("before", "{} N"), ("after", "N {}")):
            for form in (p for f in body.get(slot, ()) for p in expand(f)):
                said = phrase.format(form).replace("N", month).replace("' ", "'")
                assert dates(lang, said)[1][0].fields.shift == shift, form
    for unit, forms in data["unit"].items():
        for form in (p for f in forms for p in expand(f)):
            (expr,) = dates(lang, f"xyz 3 {form} xyz")[1]
            assert (expr.kind, expr.fields.unit, expr.fields.count) == ("duration", unit, 3), form
    for bound, forms in data["bound"].items():
        for form in (p for f in forms for p in expand(f)):
            assert dates(lang, f"{form} {month} 2021".replace("' ", "'"))[1][0].kind == bound, form


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"months": {}}, "'month'"),
        ({"month": {"13": ["x"]}}, "not a number in range"),
        ({"month": {"1": ["January"]}}, "all of 1 to 12"),
        ({"grammar": {"numeric_order": ["ymd"]}}, "mdy"),
        ({"relative": {"yesterdy": ["x"]}}, "'yesterday'"),
        ({"shift": {"last": {"befor": ["x"]}}}, "'before'"),
        ({"unit": {"days": ["x"]}}, "'day'"),
        ({"grammar": {"month_first": "yes"}}, "bool"),
    ],
)
def test_what_the_schema_does_not_know_is_refused_with_the_nearest_key(data: dict, message: str) -> None:
    full = {"month": {str(n): [f"m{n}"] for n in range(1, 13)}, "weekday": {str(n): [f"d{n}"] for n in range(1, 8)}}
    with pytest.raises(PackError) as error:
        date_words(pack_of("xx", toml("en", "numbers"), {**full, **data}))
    assert message in str(error.value)


# properties -----------------------------------------------------------------------------------------------------------------

NAMES = ("yesterday", "last_week", "weekend", "last_year", "day_after", "recent_months", "now", "past_week")
PUBLISHED = ("2022-04-09", "2022-04", "2022", "2024-02-29", "0001-01-01", "9999-12-31", "soon", "2022-99")
UNITS = ("hour", "day", "week", "month", "year", "decade")
FIELDS = st.builds(
    DateFields,
    year=st.none() | st.integers(1800, 2099), month=st.none() | st.integers(1, 12), day=st.none() | st.integers(1, 31),
    weekday=st.none() | st.integers(1, 7), shift=st.none() | st.sampled_from(["last", "this", "next", "late"]),
    name=st.none() | st.sampled_from(NAMES),
    count=st.none() | st.integers(-1, 10_000), unit=st.none() | st.sampled_from(UNITS),
    direction=st.none() | st.sampled_from(["ago", "later", "earlier", "past", "next"]), decade=st.booleans(),
)  # fmt: skip
NESTED = st.builds(
    lambda first, last: DateFields(**{**{f: getattr(first, f) for f in first.__slots__}, "end": last}), FIELDS, FIELDS
)
ANCHORS = st.builds(
    Anchor,
    published=st.none() | st.sampled_from(PUBLISHED),
    event_day=st.none() | st.dates(), year=st.none() | st.integers(1900, 2100),
)  # fmt: skip
KINDS = st.sampled_from(["day", "weekday", "night", "month", "year", "relative", "range", "duration", "clock", "since", "until"])


@given(FIELDS | NESTED, KINDS, ANCHORS, st.sampled_from(["past", "future"]))
def test_resolving_never_raises_and_gives_valid_edtf(fields: DateFields, kind: str, anchor: Anchor, tense: str) -> None:
    found = resolve(DateExpr(0, 1, kind, fields, "r"), anchor, tense=tense)
    if found:
        assert EDTF.fullmatch(found.edtf), found
        assert 1 <= found.date_prec <= 5
        first, _, last = found.edtf.partition("/")
        for day in (first, last):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                datetime.date.fromisoformat(day)
        if last and "X" not in found.edtf and ".." not in found.edtf:
            assert first <= last


PIECES = (
    "in the night of from to 4 5 June Friday , 2022 last week ago three days - since overnight may Sept . "
    "and 08.04.2022 a year ( ) until 31 February "
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=12))
def test_expressions_are_ordered_and_within_their_sentence(pieces: list[str]) -> None:
    text = cut(" ".join(pieces), bare_pack("en"))
    for sentence in text.sentences:
        last = sentence.i
        for expr in find_dates(text, sentence):
            assert last <= expr.i < expr.j <= sentence.j
            resolve(expr, TUESDAY)
            last = expr.j


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(printed: str) -> None:
    for lang in LANGS:
        dates(lang, printed)
        stated_publication(cut(printed, bare_pack(lang)))


# seasons, quarters, periods ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("in the summer of 2022", "2022-22"), ("last spring", "2022-21"), ("last autumn", "2021-23"), ("this winter", "2022-24"),
        ("in the third quarter of 2021", "2021-35"), ("first-quarter", "2022-33"), ("the quarter", "2022-35"),
        ("a decade ago", "2012"),
    ],
)  # fmt: skip
def test_seasons_and_quarters(phrase: str, edtf: str) -> None:
    assert [r and r[0] for r in resolved("en", phrase)] == [edtf]


@pytest.mark.parametrize("phrase", ["the fall of the city", "a spring of water", "he fell in the fall of the wall"])
def test_words_that_are_seasons_too(phrase: str) -> None:
    assert resolved("en", phrase) == []


@pytest.mark.parametrize(
    ("phrase", "kind", "count", "unit"),
    [("a two-week siege", "duration", 2, "week"), ("a 16-hour battle", "duration", 16, "hour"), ("every day", "set", 1, "day")],
)
def test_periods(phrase: str, kind: str, count: int, unit: str) -> None:
    (expr,) = dates("en", phrase)[1]
    assert (expr.kind, expr.fields.count, expr.fields.unit) == (kind, count, unit)


def test_a_year_with_its_word_is_no_period() -> None:
    assert resolved("uk", "упродовж 1998 року") == [("1998", 5)]
    assert resolved("en", "2000 years ago") == [("0022", 5)]


# narratives -------------------------------------------------------------------------------------------------------------------

STORY = (
    "On 3 May 2011 troops shelled the town. On 9 May they left. In December they came back. In February 2012 it ended. "
    "On 4 June 2013 it began again."
)


def told(lang: str, text: str, published: int | None) -> list[str | None]:
    whole = cut(text, load_pack(lang))
    found = in_narrative([find_dates(whole, sentence) for sentence in whole.sentences], published)
    days = [resolve(expr, Anchor(f"{published}-10-04" if published else None)) for exprs in found for expr in exprs]
    return [day.edtf if day else None for day in days]


def test_bare_days_of_a_narrative_have_the_year_printed_last() -> None:
    assert told("en", STORY, 2022) == ["2011-05-03", "2011-05-09", "2011-12", "2012-02", "2013-06-04"]
    assert told("en", STORY, None) == ["2011-05-03", "2011-05-09", "2011-12", "2012-02", "2013-06-04"]


def test_a_narrative_goes_on_into_the_new_year() -> None:
    story = "On 3 May 2011 it began. In November 2011 it went on. On 2 January they left. On 4 June 2013 it ended."
    assert told("en", story, 2022)[2] == "2012-01-02"


def test_the_week_of_a_news_report_is_no_narrative() -> None:
    assert told("en", "On 2 October shells fell. The war began on 24 February 2014.", 2022) == ["2022-10-02", "2014-02-24"]
    assert (
        told("en", "On 3 May 2021 it began. On 9 May 2021 it ended. On 2 October 2022 they met. On 3 October they left.", 2022)[
            -1
        ]
        == "2022-10-03"
    )


# years by weekday -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "year"),
    [
        ("en", "on Friday 8 April", 2022),  # 2022 and 2016, 2011
        ("fr", "dans la nuit du vendredi 4 au samedi 5 juin", 2021),
        ("en", "on Friday 8 April, five years after the fighting of 2019", 2022),
        ("en", "on Friday 8 April, after the vote of 2023", None),  # the next is in 2033
        ("en", "on Friday 8 April and Saturday 10 April", None),
        ("en", "on 8 April and on Friday", None),
        ("en", "on Friday 8 April 2016", None),
    ],
)
def test_the_year_in_which_weekdays_fit(lang: str, text: str, year: int | None) -> None:
    assert year_by_weekday(dates(lang, text)[1], datetime.date(2024, 5, 1)) == year


@given(st.dates(datetime.date(2013, 1, 1), datetime.date(2024, 5, 1)))
def test_a_year_by_weekday_is_never_later_than_asked_and_fits(day: datetime.date) -> None:
    found = year_by_weekday(dates("en", f"on {day:%A} {day.day} {day:%B}")[1], datetime.date(2024, 5, 1))
    assert found is not None
    assert day.year <= found <= 2024
    assert day.replace(year=found).weekday() == day.weekday()


def test_what_rests_on_an_inferred_year_is_marked() -> None:
    anchor = Anchor(None, None, 2022, inferred=True)
    assert resolved("en", "on Friday 8 April", anchor) == [("2022-04-08?", 1)]
    assert resolved("en", "the night between 7 and 8 April", anchor) == [("2022-04-07?/2022-04-08?", 2)]
    assert resolved("en", "on 8 April 2016", anchor) == [("2016-04-08", 1)]


def test_a_year_before_a_quarter_is_that_quarter() -> None:
    from recounted.reading.dates.narrative import in_narrative

    text = cut(
        "In the third quarter of 2023 there were 40 raids. A year earlier there were 25. Two years ago a dam was built.",
        load_pack("en"),
    )
    found = in_narrative([find_dates(text, s) for s in text.sentences], 2023)
    days = [[resolved.edtf for e in row if (resolved := resolve(e, Anchor("2023-11-02")))] for row in found]
    assert days == [["2023-35"], ["2022-35"], ["2021"]]

"""What may reach the terminal, and what it looks like in 80 columns."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from cli.invented import INCIDENT, SOURCES
from recounted.cli.page import claim_page, incident_page
from recounted.cli.table import incident_table
from recounted.cli.terminal import clean, prepare_streams, say
from recounted.cli.words import figure, headline_toll
from recounted.model import Incident, IncidentWhen, Of, Toll


def printed(*parts: object, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        prepare_streams()
        console = Console(file=stream, width=80, highlight=False, markup=False, emoji=False, force_terminal=False)
        for part in parts:
            console.print(part)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07quote", "quote"),
        ("a\x9bb", "a b"),
        ("left \u202eright", "left right"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("bell\x07", "bell"),
        ("نفى", "\u2068نفى\u2069"),
    ],
)
def test_text_of_strangers_cannot_act_on_the_terminal(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("low", "high", "open_end", "shown"),
    [
        (18, 21, False, "18–21"),
        (18, 18, False, "18"),
        (18, 21, True, "18–21+"),
        (51, None, False, "51+"),
        (None, 40, False, "≤40"),
        (None, None, False, "?"),
        (0, 0, False, "0"),
        (1200, 1200, False, "1,200"),
    ],
)
def test_figures_keep_null_apart_from_zero(low: int | None, high: int | None, open_end: bool, shown: str) -> None:
    assert figure(low, high, open_end=open_end) == shown


def test_a_toll_of_a_group_is_never_shown_as_that_of_all() -> None:
    girls = Toll(
        harm="killed", of=Of(age_group="child", sex="woman"), low=2, best=None, high=2, high_open=False, rule="", claims=()
    )
    incident = INCIDENT.model_copy(update={"tolls": (girls,)})
    assert headline_toll(incident, "killed") == "2 girls"
    assert headline_toll(incident, "injured") == ""


def test_the_table_fits_80_columns_and_loses_nothing() -> None:
    nameless = INCIDENT.model_copy(update={"where": None, "when": None, "code": "XX-undated"})
    night = INCIDENT.model_copy(
        update={"when": IncidentWhen(edtf="2022-07-28/2022-07-29", date_start="2022-07-28", date_end="2022-07-29", date_prec=1)}
    )
    text = printed(incident_table([INCIDENT, nameless, night]))
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "…" not in text
    for words in ("XX-20240229-sulaco", "2024-02-29", "18–21", "59+", "3/2", "place unknown", "2022-07-28", "2022-07-29"):
        assert words in text
    assert "Azania (denied)" in text


def test_the_page_shows_every_claim_with_speaker_words_and_report() -> None:
    text = printed(*incident_page(INCIDENT, SOURCES))
    flat = " ".join(text.split())
    assert max(map(cell_len, text.splitlines())) <= 80
    assert "“at least 18 people were killed” – Ana Ruiz (mayor) · first.txt" in flat
    assert "“二十一人死亡” – the report itself · 第二報.txt" in flat
    assert re.search("left out 40 .*corrected by the same speaker", flat)
    assert re.search("denied by “\u2068نفى.*\u2069” – the army · third.txt", flat)
    assert "the year is not stated" in flat
    assert "decided by R. Reader" in flat
    assert "\x1b" not in text


def test_the_page_shows_where_the_reports_are_from() -> None:
    text = printed(*incident_page(INCIDENT, SOURCES))
    tree = text[text.index("Where the reports are from") : text.index("Open questions")]
    assert "2 independent sources of 3 reports" in tree
    places = [tree.index(words) for words in ("Reuters", "first.txt", "第二報.txt", "third.txt")]
    assert places == sorted(places)
    indents = [len(line) - len(line.lstrip("│├└─ ")) for line in tree.splitlines() if re.search(r"Reuters$|\.txt", line)]
    assert indents == [4, 8, 12, 4]
    flat = " ".join(re.sub("[│├└─]", " ", tree).split())
    assert "agency text: credits Reuters for its text (“Source: Reuters”)" in flat
    assert "note: all its figures and accusations are one speaker's, as in a report of another source: Ana Ruiz" in flat
    alone = printed(*incident_page(INCIDENT.model_copy(update={"kinships": ()}), SOURCES))
    assert "Where the reports are from" not in alone


def test_the_same_words_in_two_copies_are_one_row() -> None:
    copies = {**SOURCES.claims, "c8": ("copy.txt", SOURCES.claims["c1"][1].model_copy(update={"id": "c8"}))}
    toll = INCIDENT.tolls[0].model_copy(update={"claims": ("c1", "c2", "c8"), "low_claims": ("c1", "c8")})
    incident = INCIDENT.model_copy(update={"tolls": (toll,)})
    flat = " ".join(printed(*incident_page(incident, type(SOURCES)(copies, SOURCES.reports))).split())
    assert flat.count("at least 18 people were killed") == 1
    assert "first.txt, copy.txt" in flat


def test_the_page_of_a_claim_shows_it_in_its_line() -> None:
    _, claim = SOURCES.claims["c1"]
    text = printed(*claim_page(claim, "first.txt", claim.quote + " on Friday.\nAnother line."))
    assert "at least 18 people were killed on Friday." in text
    assert "Another line" not in text


def test_a_terminal_without_utf8_gets_ascii_and_no_error() -> None:
    text = printed(incident_table([INCIDENT]), *incident_page(INCIDENT, SOURCES), encoding="ascii")
    assert "18-21" in text
    assert '"at least 18 people were killed" - Ana Ruiz' in text
    assert "+-- Reuters" in text
    assert "\\u4e8c" in text


def test_messages_stay_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\nb\x1b[2J")
    assert capsys.readouterr().err == "a b\n"


def test_a_page_of_an_incident_whose_claims_are_gone_still_opens() -> None:
    empty = type(SOURCES)({}, {})
    assert "XX-20240229-sulaco" in printed(*incident_page(Incident.model_validate(INCIDENT), empty))

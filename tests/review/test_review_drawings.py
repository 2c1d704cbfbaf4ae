"""What is drawn of an incident: well-formed, true to its figures, said in words too, and deaf to hostile names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from by_hand import MAYOR, TOWN, Spot, Who, at_least, blames, injured, killed, reading, told
from recounted.casebook import Casebook
from recounted.review.drawing.scales import counts, shortened
from served import Page, client, faults, filled

STORY = "the shelling of the market went on for an hour and people ran from their houses into the cellar " * 3
EVIL = '</text></svg><script>x</script><svg onload=x>&"\u202e'
ARABIC = "مصدر في المستشفى"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    evil, arabic = Who(EVIL, EVIL), Who(ARABIC, ARABIC)
    readings = (
        reading(
            "a.txt", told("2022-04-08", TOWN, at_least(30, by=MAYOR), killed(28, by=evil)), published="2022-04-09", text=STORY
        ),
        reading("b.txt", told("2022-04-08", TOWN, at_least(30, by=MAYOR)), published="2022-04-10", text=STORY, outlet=EVIL),
        reading("c.txt", told("2022-04-08", TOWN, killed(39, by=MAYOR), killed(41, by=arabic)), published="2022-04-12"),
        reading("d.txt", told("2022-04-08", TOWN, killed(35, by=Who("Ben Ode")), injured(4)), published=None),
        reading("e.txt", told("2022-09-01", Spot("Rincon", "CO", 4.0, -72.0), injured(4), blames(EVIL)), published="2022-09-02"),
    )
    with filled(tmp_path_factory.mktemp("drawings") / "t.casebook", readings) as made:
        yield made


@pytest.fixture(scope="module")
def page(book: Casebook) -> Page:
    widest = max(book.incidents(), key=lambda i: len(i.mentions))
    with client(book) as asking:
        return Page(asking.get(f"/incidents/{widest.id}").text)


def svgs(page: Page) -> list[ElementTree.Element]:
    """Each drawing, read by a parser that takes nothing but XML."""
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", page.html, re.S)]


def drawing(page: Page, name: str) -> ElementTree.Element:
    return next(s for s in svgs(page) if s.get("aria-labelledby") == name)


def words_in(element: ElementTree.Element) -> list[str]:
    return ["".join(t.itertext()) for t in element.iter("text")]


def test_drawings_are_well_formed_and_harmless(book: Casebook) -> None:
    with client(book) as asking:
        for incident in book.incidents():
            shown = Page(asking.get(f"/incidents/{incident.id}").text)
            assert faults(shown.html) == []
            assert "<script>x" not in shown.html
            for svg in svgs(shown):
                assert {e.tag for e in svg.iter()} <= {
                    "svg",
                    "title",
                    "desc",
                    "g",
                    "line",
                    "path",
                    "rect",
                    "circle",
                    "text",
                    "tspan",
                    "a",
                }


def test_every_drawing_has_words_for_those_who_do_not_see_it(page: Page) -> None:
    for svg in svgs(page):
        if svg.get("aria-hidden") != "true":
            named = {e.get("id"): "".join(e.itertext()).strip() for e in svg.iter() if e.get("id")}
            assert named[svg.get("aria-labelledby")]
            assert named[svg.get("aria-describedby")]
            assert all(link.find("title") is not None for link in svg.iter("a"))


def test_the_toll_chart_says_who_said_which_figure_and_what_became_of_it(page: Page, book: Casebook) -> None:
    chart = drawing(page, "toll-1-title")
    said = ["".join(link.find("title").itertext()).split() for link in chart.iter("a")]  # type: ignore[union-attr]
    assert ["Ana", "Ruiz:", "39", "(counted)"] in said
    assert [s for s in said if s[0] == "Ana" and s[2] == "30+" and s[-1] == "later)"], "superseded by the same voice"
    assert any(ARABIC in " ".join(s) for s in said)
    days = [w for w in words_in(chart) if re.fullmatch(r"\d{4}-\d\d-\d\d|no day", w)]
    assert days == ["2022-04-09", "2022-04-10", "2022-04-12", "no day"]
    marks = {"counted": 0, "superseded": 0, "left_out": 0}
    for sign in chart.iter():
        kind = (sign.get("class") or "").removeprefix("sign-")
        if kind in marks:
            marks[kind] += 1
    figures = [f for i in book.incidents() for row in i.history if row.harm == "killed" for f in row.figures]
    assert sum(marks.values()) <= len(figures)
    assert marks["superseded"] >= 1
    assert marks["counted"] >= 3


def test_links_of_a_chart_lead_to_the_words(page: Page, book: Casebook) -> None:
    with client(book) as asking:
        for link in drawing(page, "toll-1-title").iter("a"):
            address, _, anchor = (link.get("href") or "").partition("#")
            assert f'id="{anchor}"' in asking.get(address).text


def test_the_timeline_has_every_report_and_its_kin(page: Page) -> None:
    chart = drawing(page, "timeline-title")
    assert len(list(chart.iter("a"))) == 4
    kin = next(g for g in chart.iter("g") if g.get("class") == "kin")
    assert len(list(kin)) == 1
    assert any("killed 39" in w for w in words_in(chart))
    assert "day not stated" in words_in(chart)


def test_the_family_tree_nests_copies(page: Page) -> None:
    tree = page.html.partition('<ul class="tree"')[2]
    copy = tree.partition("<ul>")[2].partition("</ul>")[0]
    assert copy.count("<li>") == 1, "the copy stands under what it was copied from"
    assert 'class="kin"' in copy


@pytest.mark.parametrize(
    ("highest", "top", "labels"),
    [
        (0, 1, [0, 1]),
        (1, 1, [0, 1]),
        (3, 3, [0, 1, 2, 3]),
        (59, 60, [0, 20, 40, 60]),
        (101, 150, [0, 50, 100, 150]),
        (7, 8, [0, 2, 4, 6, 8]),
    ],
)
def test_axes_are_round(highest: int, top: int, labels: list[int]) -> None:
    found, scale = counts(highest, 100)
    assert (found, [n for n, _ in scale]) == (top, labels)
    assert scale[-1][1] == 100


def test_names_are_cut_to_fit() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("a long name indeed", 10) == "a long na…"


def test_no_chart_where_nothing_changed(tmp_path: Path) -> None:
    with filled(
        tmp_path / "one.casebook", [reading("a.txt", told("2022-04-08", TOWN, killed(3)), published="2022-04-09")]
    ) as one:
        incident = next(iter(one.incidents()))
        with client(one) as asking:
            text = asking.get(f"/incidents/{incident.id}").text
    assert "toll-1-title" not in text
    assert "timeline-title" not in text

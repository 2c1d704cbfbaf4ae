"""Families of reports: copies, translations, retellings; what is none; and what holds whatever comes in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_hand import ARMY, MAYOR, TOWN, Told, Who, accounts, blames, injured, killed, reading, told
from recounted.model import Kinship, Of, Reading
from recounted.reconciling import family_tree, independence
from recounted.reconciling.independence import Independence, copies, recalled
from recounted.reconciling.independence.page import pages_of, runs_of

STORY = (
    "Rescue workers searched the ruins of the bakery in Sulaco until late on Sunday after a rocket hit it in the early morning. "
    "The upper floors had fallen into the cellar, and heavy machines were brought from the harbour to lift the beams.\n"
)
OTHER = (
    "Neighbours had queued at the bakery of Sulaco since five o'clock because the other shops were closed for the feast. "
    "Forty were treated for burns in the hospital of the town, which has no power since the winter.\n"
)
THIRD = (
    "An engineer who walked through the street in the afternoon counted nine houses without a roof. Schools stay closed, and "
    "buses turn back at the bridge; the market opens on Tuesday under the trees of the station square.\n"
)
HOSPITAL = Who("Carlo Verde", "director of the hospital", "hospital_medical", None)
CHILD = Of(age_group="child")


def kin(*readings: Reading) -> Independence:
    found = independence(accounts(*readings))
    assert recalled(found.kinships, accounts(*readings)) == found, "what is stored of it says the same again"
    return found


def signs(*readings: Reading) -> list[tuple[str, str, bool]]:
    return [(k.sign, k.parent if k.parent_kind != "report" else "report", k.joins) for k in kin(*readings).kinships]


def tells(n: int = 12, by: Who | None = None) -> Told:
    return told("2024-03-03", TOWN, killed(n, by=by))


def report(name: str, text: str, *, n: int = 12, day: str | None = "2024-03-03", **more: str) -> Reading:
    return reading(name, tells(n), text=text, published=day, **more)


# ----------------------------------------------------------------------------------------------------------------- copies


def test_copies_are_one_source_and_the_earliest_is_the_origin() -> None:
    edited = STORY.replace("Rescue workers", "Firefighters").replace("late on Sunday", "Sunday night")
    cut = " ".join(STORY.split()[:26]) + "\n"
    found = kin(report("c", cut, day="2024-03-05"), report("b", edited, day="2024-03-04"), report("a", STORY))
    assert found.n_independent == 1
    first = next(r.report.id for r in [report("a", STORY)])
    assert [(k.sign, k.parent) for k in found.kinships] == [("copy", first), ("cut_copy", first)]
    assert found.kinships[1].measured["of_shorter"] > 0.8
    assert "part of the same words" in found.kinships[1].why


def test_a_story_in_other_words_is_another_source() -> None:
    found = kin(report("a", STORY), report("b", OTHER))
    assert (found.n_independent, found.kinships) == (2, ())


def test_pages_of_one_site_share_furniture_and_no_story() -> None:
    frame = " ".join(f"menu entry number {n} of this site" for n in range(12)) + "\n"
    short = (f"{frame}Twelve dead in Sulaco's bakery\n", f"{frame}The mayor speaks of burnt people at the harbour\n")
    assert kin(report("a", short[0], n=12), report("b", short[1], n=30)).n_independent == 2


def test_empty_texts_are_no_copies() -> None:
    assert runs_of("") == frozenset()
    assert kin(reading("a", tells(), text=" "), reading("b", tells(30), text="\n")).n_independent == 2


def test_what_very_many_reports_hold_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "FURNITURE", 1)
    assert kin(report("a", STORY), report("b", STORY)).n_independent == 1


# ------------------------------------------------------------------------------------------------------------- newsrooms


def test_one_agency_credited_is_one_source_whose_own_report_need_not_be_there() -> None:
    one = report("a", f"SULACO (AFP) - {STORY}")
    two = report("b", f"{OTHER}Avec l'AFP\n", lang="fr", day="2024-03-05")
    assert kin(one, two, report("c", THIRD)).n_independent == 2
    assert signs(one, two) == [("wire", "AFP", True), ("wire", "AFP", True)]


def test_a_report_that_credits_two_agencies_does_not_make_them_one() -> None:
    both = report("c", f"{THIRD}\nSource: AFP, Source: Reuters\n")
    two = report("a", f"SULACO (AFP) - {STORY}"), report("b", f"SULACO (Reuters) - {OTHER}")
    assert kin(*two).n_independent == 2
    assert kin(*two, both).n_independent == 2


def test_a_copy_without_credit_is_the_agencys_as_well() -> None:
    bare, credited = report("a", STORY, outlet="The Sulaco Times"), report("b", f"SULACO (AFP) - {STORY}", day="2024-03-04")
    other = report("c", f"SULACO (AFP) - {OTHER}")
    assert kin(bare, credited, other).n_independent == 1
    assert "the same text elsewhere credits AFP" in kin(bare, credited, other).kinships[0].why


def test_an_outlet_is_one_source_whatever_it_publishes() -> None:
    first = report("a", STORY, outlet="BBC News")
    second = report("b", OTHER, url="https://www.bbc.co.uk/news/2", day="2024-03-05")
    assert kin(first, second, report("c", THIRD, outlet="CNN")).n_independent == 2
    assert signs(first) == []


def test_a_channel_for_everybody_is_no_outlet() -> None:
    posts = report("a", STORY, url="https://t.me/one/1"), report("b", OTHER, url="https://t.me/two/2")
    assert kin(*posts).n_independent == 2


def test_a_retold_report_is_of_the_newsroom_that_it_names() -> None:
    text = "Twelve people were killed in the bakery of Sulaco, the BBC reported.\n"
    retold = reading("a", tells(by=Who("BBC", None, "broadcaster", None)), text=text, published="2024-03-04")
    own = report("b", OTHER, outlet="BBC News")
    assert kin(retold, own).n_independent == 1
    assert ("retelling", "BBC", True) in signs(retold, own)
    assert signs(retold) == [("retelling", "BBC", True)]


def test_an_outlet_that_no_list_has_is_known_from_its_own_report() -> None:
    text = "Twelve people were killed in the bakery, the newspaper Sulaco Courier reported.\n"
    retold, own = reading("a", told("2024-03-03", TOWN), text=text), report("b", OTHER, outlet="Sulaco Courier")
    assert kin(retold, own).n_independent == 1
    assert kin(retold, report("b", OTHER, outlet="Costaguana Courier")).n_independent == 2
    assert signs(retold) == []


def test_a_newsroom_quoted_for_one_figure_of_many_is_no_kin() -> None:
    bbc = Who("BBC", None, "broadcaster", None)
    mixed = reading(
        "a", told("2024-03-03", TOWN, killed(12, by=bbc), injured(30, by=MAYOR), injured(9, of=CHILD, by=HOSPITAL)), text=STORY
    )
    assert signs(mixed) == [("retelling", "BBC", False)]
    assert kin(mixed).kinships[0].measured == {"figures": 3, "resting": 1}
    assert kin(mixed, report("b", OTHER, outlet="BBC")).n_independent == 2


# ----------------------------------------------------------------------------------------------------------- translations

FACTS = (killed(12, by=MAYOR), injured(31, by=MAYOR), killed(4, of=CHILD, by=HOSPITAL), blames("Azania", by=HOSPITAL))
LETTERS = str.maketrans("abcdefgijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjigfedcba")  # not "h": 10h45
EN = "At 10:45 a rocket fell 350 metres from the bakery, which feeds 1,200 people.\n"
FR = "À 10h45 une roquette est tombée à 350 mètres de la boulangerie, qui nourrit 1 200 personnes.\n"


def in_english(*makes: object, text: str = EN, day: str | None = "2024-03-03") -> Reading:
    return reading("en", told("2024-03-03", TOWN, *(makes or FACTS)), text=text, published=day, lang="en")  # type: ignore[arg-type]


def in_french(*makes: object, text: str = FR, day: str | None = "2024-03-04", lang: str = "fr") -> Reading:
    made = reading("fr", told("2024-03-03", TOWN, *(makes or FACTS)), text=text, published=day, lang=lang)  # type: ignore[arg-type]
    return Reading.model_validate(_in_other_words(made.model_dump()))


def _in_other_words(value: object) -> object:
    """Texts and quotes with other letters in the same places, as another language has other words."""
    if isinstance(value, dict):
        return {k: v.translate(LETTERS) if k in ("text", "quote") else _in_other_words(v) for k, v in value.items()}
    return [_in_other_words(v) for v in value] if isinstance(value, list | tuple) else value


def test_the_same_facts_in_the_same_order_are_a_translation() -> None:
    found = kin(in_french(), in_english())
    assert found.n_independent == 1
    (kinship,) = found.kinships
    assert (kinship.sign, kinship.child, kinship.parent) == ("translation", in_french().report.id, in_english().report.id)
    assert kinship.measured["figures"] >= 6
    assert kinship.measured["speakers"] == 2


@pytest.mark.parametrize(
    "other",
    [
        in_french(lang="en"),
        in_french(day="2024-03-12"),
        in_french(killed(12, by=MAYOR), injured(31, by=MAYOR), killed(4, of=CHILD, by=MAYOR), blames("Azania", by=MAYOR)),
        in_french(*reversed(FACTS), text="Une roquette est tombée à midi.\n"),
        in_french(killed(12, by=MAYOR), injured(40, by=HOSPITAL), text="À 11h20, 90 mètres, 17 maisons.\n"),
        in_french(killed(12, by=MAYOR)),
    ],
    ids=["the same language", "days later", "one speaker", "another order", "other figures", "few facts"],
)
def test_what_is_no_translation(other: Reading) -> None:
    assert kin(in_english(), other).n_independent == 2


def test_two_reporters_at_one_press_conference_are_two() -> None:
    said = (killed(12, by=MAYOR), injured(31, by=MAYOR), killed(4, of=CHILD, by=MAYOR), blames("Azania", by=MAYOR))
    found = kin(in_english(*said, text=EN), in_french(*said, text=FR))
    assert found.n_independent == 2
    assert {(k.sign, k.parent, k.joins) for k in found.kinships} == {("one_speaker", "Ana Ruiz", False)}
    assert found.notes == ("2 of 2 independent sources rest wholly on what one speaker said",)


# ------------------------------------------------------------------------------------------------------------ one speaker


def test_a_ministry_quoted_by_two_outlets_is_one_voice_in_two_sources() -> None:
    by_army = [reading(name, tells(by=ARMY), text=text, lang="en") for name, text in (("a", STORY), ("b", OTHER))]
    found = kin(*by_army, report("c", THIRD))
    assert found.n_independent == 3
    assert found.notes == ("2 of 3 independent sources rest wholly on what one speaker said",)
    assert all(k.claims for k in found.kinships)


def test_a_speaker_among_others_is_no_note() -> None:
    two = told("2024-03-03", TOWN, killed(12, by=ARMY), injured(3, by=MAYOR))
    assert signs(reading("a", tells(by=ARMY), text=STORY), reading("b", two, text=OTHER)) == []


# --------------------------------------------------------------------------------------------------------------- the tree


def test_the_tree_shows_newsrooms_their_reports_and_copies() -> None:
    first = report("a", f"SULACO (AFP) - {STORY}")
    copy, alone = report("b", STORY, day="2024-03-04"), report("c", OTHER)
    found = kin(first, copy, alone)
    ids = [r.report.id for r in (alone, copy, first)]
    tree = family_tree(found.kinships, ids)
    assert [(n.name, n.is_report, len(n.children)) for n in tree] == [(ids[0], True, 0), ("AFP", False, 1)]
    (root,) = tree[1].children
    assert (root.name, [c.name for c in root.children]) == (ids[2], [ids[1]])
    assert root.kinship is not None
    assert root.kinship.words == "(AFP)"


def test_an_agency_that_signs_its_own_text_is_its_source_as_where_a_copy_signs() -> None:
    signed = report("a", f"SULACO (AFP) - {THIRD}", day=None, outlet="AFP")
    printed, another = report("b", THIRD, outlet="BBC"), report("c", STORY, day="2024-03-07", outlet="AFP")
    copied = report("d", f"SULACO (AFP) - {THIRD}", day=None)
    assert kin(printed, another).n_independent == 2
    assert kin(printed, another, signed).n_independent == 1
    assert kin(printed, another, signed, copied).n_independent == 1
    assert ("wire", "AFP", True) in signs(printed, another, signed)
    assert signs(signed) == []


# ------------------------------------------------------------------------------------------------------------- properties

TEXTS = (STORY, OTHER, THIRD, f"SULACO (AFP) - {THIRD}", f"{OTHER}Source: Reuters\n", " ".join(STORY.split()[:26]))
reports = st.lists(
    st.builds(
        lambda n, text, number, day, more: report(f"r{n}", TEXTS[text], n=number, day=day, **more),
        st.integers(0, 99),
        st.integers(0, len(TEXTS) - 1),
        st.integers(10, 14),
        st.sampled_from([None, "2024-03-03", "2024-03-04", "2024-03-07"]),
        st.sampled_from([{}, {"outlet": "BBC"}, {"outlet": "AFP"}, {"outlet": "The Sulaco Times"}]),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda r: r.report.id,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(reports, st.randoms())
def test_the_order_of_reports_does_not_matter(some: list[Reading], random: object) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert kin(*shuffled) == kin(*some)


@settings(max_examples=60, deadline=None)
@given(reports, st.integers(0, 6), st.booleans())
def test_one_more_copy_changes_no_count(some: list[Reading], which: int, late: bool) -> None:
    copied = some[which % len(some)]
    more = {"published": "2024-03-09" if late else copied.report.published, "name": "copy", "id": f"sha256:{'f' * 64}"}
    mention = copied.mentions[0]
    copy = Reading(
        report=copied.report.model_copy(update={**more, "outlet": None}),
        mentions=(mention.model_copy(update={"claims": tuple(c.model_copy(update={"id": f"f{c.id}"}) for c in mention.claims)}),),
    )
    assert kin(*some, copy).n_independent == kin(*some).n_independent


@settings(max_examples=60, deadline=None)
@given(reports)
def test_families_are_trees_and_the_kinships_alone_give_their_number(some: list[Reading]) -> None:
    found = kin(*some)
    joins: dict[str, Kinship] = {}
    for kinship in found.kinships:
        assert not kinship.joins or kinship.child not in joins
        if kinship.joins:
            joins[kinship.child] = kinship
    assert len(family_tree(found.kinships, [r.report.id for r in some])) == found.n_independent
    assert set(found.families) == {page.id for page in pages_of(accounts(*some))}

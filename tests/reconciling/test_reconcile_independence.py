import pytest

from recounted.model import Report
from recounted.reconciling import independence
from recounted.reconciling.independence import credits_of, families, shingles

STORY = (
    "Rescue workers searched the ruins of the bakery in Sulaco until late on Sunday after a rocket hit it in the early morning. "
    "The mayor said eighteen people had died and that the number could rise, as the upper floors had fallen into the cellar. "
    "Azania's ministry of defence did not answer questions about the attack."
)
OTHER = (
    "Eighteen dead are counted so far at Sulaco's bakery, the town's hospital reported, and forty more were treated for burns. "
    "Neighbours had queued there since five o'clock because the other shops were closed for the feast."
)


def report(name: str, text: str, **more: str) -> Report:
    return Report(id=f"sha256:{name}", name=name, text=text, **more)


def sizes(*reports: Report) -> int:
    return len(set(families(reports).values()))


def test_copies_are_one_source() -> None:
    cut = " ".join(STORY.split()[:40])
    edited = STORY.replace("Rescue workers", "Firefighters").replace("late on Sunday", "Sunday night")
    assert sizes(report("a", STORY), report("b", edited), report("c", cut)) == 1


def test_a_story_in_other_words_is_another_source() -> None:
    assert sizes(report("a", STORY), report("b", OTHER)) == 2


def test_one_agency_credited_on_one_day_is_one_source() -> None:
    same = (
        report("a", f"SULACO (AFP) - {STORY}", published="2024-02-29"),
        report("b", f"{OTHER}\n\nAvec l'AFP", published="2024-02-29"),
    )
    assert sizes(*same) == 1
    later = same[0], same[1].model_copy(update={"published": "2024-03-04"})
    assert sizes(*later) == 2


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("SULACO (Reuters) - A rocket hit the bakery.", ("Reuters",)),
        ("A rocket hit the bakery.\nSource: AFP", ("AFP",)),
        ("Une roquette a touché la boulangerie. Le Journal avec AFP", ("AFP",)),
        ("Ракета попала в пекарню. Источник: Интерфакс", ("Interfax",)),
        ("A rocket hit the bakery, a neighbour told Reuters on Sunday, and nobody has slept since then in the town.", ()),
        ("A MAP of the town was burnt.", ()),
    ],
)
def test_a_credit_is_not_a_mention(text: str, agencies: tuple[str, ...]) -> None:
    assert credits_of(report("a", text)) == agencies


def test_the_outlet_itself_may_be_the_agency() -> None:
    assert credits_of(report("a", STORY, outlet="Reuters")) == ("Reuters",)
    assert credits_of(report("a", STORY, outlet="The Reuters Reader")) == ()


def test_many_reports_give_the_same_families_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [report(f"{n:02}", f"{text} {n}") for n, text in enumerate([STORY, OTHER] * 6)]
    by_pairs = families(made)
    monkeypatch.setattr(independence, "ALL_PAIRS_UP_TO", 2)
    assert families(made) == by_pairs
    assert len(set(by_pairs.values())) == 2


def test_empty_texts_are_no_copies() -> None:
    assert shingles("") == frozenset()
    assert sizes(report("a", ""), report("b", "")) == 2

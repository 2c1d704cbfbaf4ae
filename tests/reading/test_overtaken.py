"""Figures that a report itself calls older ones are marked; those of another attack, and lone figures, are not."""

import pytest

from recounted.intake import read_text
from recounted.model import TollClaim
from recounted.reading import read_report

OLD = [
    ("en", "A bombing killed 20 people in Tarvel, police said. The toll was initially put at 12."),
    ("en", "Officials had earlier said 12 people were killed in the bombing. The governor now says 20 people died."),
    ("en", "The army at first spoke of 12 dead in the airstrike; the hospital says 20 people were killed."),
    ("fr", "L'attentat a tué 20 personnes, a annoncé la police, qui avait d'abord parlé de 12 morts."),
    ("fr", "Le bilan de la frappe s'est alourdi à 20 morts, un premier bilan faisant état de 12 tués."),
    ("es", "El ataque dejó 20 muertos, según la policía. El balance anterior era de 12 muertos."),
    ("de", "Bei dem Angriff wurden 20 Menschen getötet. Zunächst war von zwölf Toten die Rede gewesen."),
    ("it", "L'attacco ha provocato 20 morti. Un precedente bilancio parlava di 12 morti."),
    ("pt", "O ataque deixou 20 mortos. O balanço anterior era de 12 mortos."),
    ("ru", "В результате удара погибли 20 человек. Ранее сообщалось о 12 погибших."),
    ("uk", "Внаслідок удару загинули 20 людей. Раніше повідомлялося про 12 загиблих."),
    ("ar", "أسفر القصف عن مقتل 20 شخصا. وكانت حصيلة سابقة قد تحدثت عن 12 قتيلا."),
]
CURRENT = [
    (
        "en",
        "Earlier on Monday, two people were killed by a drone in Kherson. Later five people were killed in shelling of Nikopol.",
    ),
    ("en", "Two people were killed in an earlier attack. Five people were killed in the bombing on Monday."),
    ("en", "Officials had earlier said 12 people were killed in the bombing."),
    ("fr", "L'attaque contre 12 villageois a fait 3 morts."),
]


def tolls(lang: str, text: str) -> list[TollClaim]:
    """The toll claims of a report."""
    found = [c for m in read_report(read_text(text, lang=lang)).mentions for c in m.claims]
    return [c for c in found if isinstance(c, TollClaim)]


@pytest.mark.parametrize(("lang", "text"), OLD)
def test_an_older_figure_is_marked_and_stays(lang: str, text: str) -> None:
    assert {(c.point, c.overtaken) for c in tolls(lang, text)} == {(20, False), (12, True)}


@pytest.mark.parametrize(("lang", "text"), CURRENT)
def test_no_other_figure_is_marked(lang: str, text: str) -> None:
    assert tolls(lang, text)
    assert not any(c.overtaken for c in tolls(lang, text))

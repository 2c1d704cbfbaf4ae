import pytest

from recounted.linking.spelling import folded, slug, surname


@pytest.mark.parametrize(
    "names",
    [
        ("Kourylivka", "Kurylivka", "Курилівка", "Kurylivka "),
        ("Zaporizhzhia", "Zaporizhzhya", "Запоріжжя"),
        ("Краматорськ", "Kramatorsk", "Краматорска", "Краматорська"),
        ("Sayed al-Shuhada", "Sayed Al Shuhada"),
    ],
)
def test_spellings_of_one_name_meet(names: tuple[str, ...]) -> None:
    assert len({folded(n) for n in names}) == 1


@pytest.mark.parametrize(("a", "b"), [("Kharkiv", "Kherson"), ("Palma", "Parma"), ("Solhan", "Solan"), ("Falam", "Pazigyi")])
def test_different_names_stay_apart(a: str, b: str) -> None:
    assert folded(a) != folded(b)


def test_nothing_to_spell() -> None:
    assert folded(None) == folded("") == folded("…") == surname(None) == slug(None) == ""


def test_a_surname_in_two_scripts() -> None:
    assert surname("Pavlo Kyrylenko") == surname("Кириленко")


def test_a_slug_is_plain() -> None:
    assert slug("L'Aquila – nord (IT)") == "l-aquila-nord-it"

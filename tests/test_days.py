from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recounted.days import Days, by_publication, days_of, gap, printed_days


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2022-04-08", "2022-04-08", "2022-04-08"),
        ("2022-04-08~", "2022-04-08", "2022-04-08"),
        ("2022-07-28/2022-07-29", "2022-07-28", "2022-07-29"),
        ("[2024-03-03..2024-03-05]", "2024-03-03", "2024-03-05"),
        ("2022-09", "2022-09-01", "2022-09-30"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
    ],
)
def test_first_and_last_day(edtf: str, first: str, last: str) -> None:
    assert days_of(edtf) == Days(day(first), day(last))


def test_an_inferred_year_is_not_compared() -> None:
    assert days_of("2022-04-08?") == days_of("XXXX-04-08")
    assert days_of("2021-06-04?/2021-06-05?") == days_of("XXXX-06-04/XXXX-06-05")
    assert printed_days("2022-04-08?") == days_of("2022-04-08")


@pytest.mark.parametrize("edtf", [None, "", "XXXX", "Friday", "2022-13-01", "2022-02-30", "../2022", "2022-05-02/2022-05-01"])
def test_what_is_no_date_is_none(edtf: str | None) -> None:
    assert days_of(edtf) is None


@pytest.mark.parametrize(
    ("edtf", "published", "resolved"),
    [
        ("XXXX-09-25", "2022-10-01", "2022-09-25"),
        ("XXXX-12-30", "2023-01-02", "2022-12-30"),
        ("XXXX-09-25", "2022-09-24", "2022-09-25"),  # one day of grace for time zones
        ("XXXX-02-29", "2021-06-01", None),  # did not exist in 2021 and 2020's is in the year before
        ("2022-09-25", "2023-10-01", "2022-09-25"),
    ],
)
def test_a_year_from_the_publication(edtf: str, published: str, resolved: str | None) -> None:
    found = by_publication(days_of(edtf), days_of(published))
    if resolved is None:
        assert found == Days(day("2020-02-29"), day("2020-02-29"))
    else:
        assert found == Days(day(resolved), day(resolved))


def test_without_a_publication_the_year_stays_open() -> None:
    found = by_publication(days_of("XXXX-09-25"), None)
    assert found is not None
    assert found.yearless


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        ("2022-04-08", "2022-04-08", 0),
        ("2022-07-28/2022-07-29", "2022-07-29", 0),
        ("2022-04-08", "2022-04-10", 2),
        ("XXXX-09-25", "2022-09-25", 0),
        ("XXXX-09-25", "2022-09-26", 1),
        ("XXXX-01-19", "2022-02", 13),
        ("2022-04", "2022-04-30", 0),
    ],
)
def test_gap(a: str, b: str, days: int) -> None:
    left, right = days_of(a), days_of(b)
    assert left
    assert right
    assert gap(left, right) == gap(right, left) == days


@given(st.dates(min_value=date(1900, 1, 1)), st.dates(min_value=date(1900, 1, 1)))
def test_an_interval_holds_its_ends(a: date, b: date) -> None:
    first, last = sorted((a, b))
    found = days_of(f"{first}/{last}")
    assert found is not None
    assert (found.first, found.last) == (first.toordinal(), last.toordinal())
    end = days_of(str(last))
    assert end is not None
    assert gap(found, end) == 0

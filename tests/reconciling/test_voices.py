"""Voices, not copies: who stands behind a claim, however many reports and languages carry it."""

from __future__ import annotations

import pytest

from by_hand import MAYOR, TOWN, Told, Who, accounts, killed, reading, told
from recounted.model import Reading
from recounted.packs.offices import office_of
from recounted.reconciling import independence
from recounted.reconciling.evidence import statements_of


def tells(*by: Who | None) -> Told:
    return told("2024-03-03", TOWN, *(killed(12, by=who) for who in by))


def voices(*readings: Reading) -> int:
    """How many origins the claims of some reports have."""
    found = accounts(*readings)
    return len({s.origin for s in statements_of(found, independence(found).families)})


def ministry(role: str, side: str = "Azania") -> Who:
    return Who(None, role, "government", side)


WORDS = {
    "a": "The wall of the mill fell on Sunday while the bells rang over the river.\n",
    "b": "Nobody came to the harbour; the ferry stayed on the other bank all day.\n",
}


def test_a_speaker_is_one_voice_in_two_independent_reports() -> None:
    one, two = (reading(name, tells(MAYOR), text=text) for name, text in WORDS.items())
    assert voices(one, two) == 1
    assert independence(accounts(one, two)).n_independent == 2


def test_what_an_agency_tells_in_its_own_voice_is_one_voice_in_all_that_print_or_quote_it() -> None:
    printed = reading("a", tells(None), text=f"SULACO (AFP) - {WORDS['a']}")
    own = reading("b", tells(None), text=WORDS["b"], outlet="AFP")
    quoting = reading("c", tells(Who("AFP", None, "news_agency", None), MAYOR), text="Snow lay on the roofs until noon.\n")
    assert voices(printed, own) == 1
    assert voices(printed, own, quoting) == 2


@pytest.mark.parametrize(
    ("one", "other", "n"),
    [
        (ministry("defence ministry"), ministry("ministère de la Défense"), 1),
        (ministry("defence ministry"), ministry("Минобороны"), 1),
        (ministry("وزارة الدفاع"), Who(None, "Verteidigungsministerium", "government", "Azania"), 1),
        (ministry("defence ministry"), ministry("defence ministry", "Costaguana"), 2),
        (ministry("defence ministry"), ministry("health ministry"), 2),
        (ministry("defence ministry"), Who(None, "civil defence", "emergency_service", "Azania"), 2),
        (Who(None, "neighbour", "witness", None), Who(None, "neighbour", "witness", None), 2),
        (None, None, 2),
    ],
)
def test_an_office_is_one_voice_in_every_language(one: Who | None, other: Who | None, n: int) -> None:
    assert voices(reading("a", tells(one), text=WORDS["a"]), reading("b", tells(other), text=WORDS["b"], lang="xx")) == n


def test_an_unnamed_witness_is_one_voice_in_copies_of_one_story() -> None:
    who = Who(None, "neighbour", "witness", None)
    assert voices(*(reading(name, tells(who), text=WORDS["a"] * 3) for name in "ab")) == 1


@pytest.mark.parametrize(
    ("role", "kind", "office"),
    [
        ("Ministry of Defence", "government", "defence"),
        ("Ministerio de Defensa", "government", "defence"),
        ("ministero della Difesa", "government", "defence"),
        ("Ministério da Defesa", "government", "defence"),
        ("Міноборони", "government", "defence"),
        ("Генеральный штаб", "armed_force", "general_staff"),
        ("état-major de l'armée", "armed_force", "general_staff"),
        ("Повітряні сили", "armed_force", "air_force"),
        ("الجيش", "armed_force", "army"),
        ("МЧС", "emergency_service", "emergency_service"),
        ("الدفاع المدني", "emergency_service", "civil_defence"),
        ("défense civile", "emergency_service", "civil_defence"),
        ("Gesundheitsministerium", "government", "health"),
        ("governor of the region", "local_authority", None),
        ("president", "government", None),
        (None, "government", None),
    ],
)
def test_offices(role: str | None, kind: str, office: str | None) -> None:
    assert office_of(role, kind) == office

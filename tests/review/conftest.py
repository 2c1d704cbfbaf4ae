"""One casebook made by hand for all tests that only look, and real browsers on a module's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

import browsing
from by_hand import ARMY, MAYOR, TOWN, Spot, at_least, blames, injured, killed, reading, target, told, weapon
from recounted.casebook import Casebook
from served import client, filled

STORY = "the shelling of the market went on for an hour and people ran from their houses into the cellar " * 3
READINGS = (
    reading(
        "wire.txt",
        told("2022-04-08", TOWN, at_least(50, by=MAYOR), injured(98), blames("Azania", by=MAYOR), weapon("missile")),
        published="2022-04-09",
        outlet="Sulaco Wire",
        title="Missile hits station",
        text=STORY,
    ),
    reading(
        "copy.txt",
        told("2022-04-08", TOWN, at_least(50, by=MAYOR), injured(98), weapon("missile")),
        published="2022-04-10",
        outlet="Morning Copy",
        text=STORY + "Copied.\n",
    ),
    reading(
        "voice.txt",
        told(
            "2022-04-08", TOWN, killed(39), blames("Azania", by=ARMY, stance="denied"), weapon("artillery"), target("transport")
        ),
        published="2022-04-12",
        outlet="Other Voice",
        lang="uk",
    ),
    reading("undated.txt", told(None, Spot("Rincon", "CO", 4.0, -72.0), injured(4)), lang="es"),
    reading("weather.txt", lang="fr"),
)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    with filled(tmp_path_factory.mktemp("review") / "t.casebook", READINGS) as casebook:
        yield casebook


@pytest.fixture(scope="session")
def browser(book: Casebook) -> Iterator[TestClient]:
    with client(book) as asking:
        yield asking


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(book: Casebook) -> Iterator[str]:
    """Where a module's casebook is served to real browsers."""
    with browsing.served(book) as where:
        yield where


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """A tab of a real browser."""
    with browsing.tab(chromium, address) as shown:
        yield shown

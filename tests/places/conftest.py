"""The gazetteer for the tests of this room: built once into the user's cache (about a minute), then opened."""

from __future__ import annotations

import pytest

from recounted.places import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()

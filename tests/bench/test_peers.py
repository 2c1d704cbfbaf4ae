"""Peers run where they are installed; elsewhere nothing is said of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bench import peers


def entity(start: int, end: int, label: str = "", value: str = "") -> SimpleNamespace:
    return SimpleNamespace(start_char=start, end_char=end, label_=label, kb_id_=value)


def pipeline(*entities: SimpleNamespace) -> Any:
    return lambda: lambda text: SimpleNamespace(ents=entities)


def test_what_is_not_installed_is_not_here() -> None:
    assert peers.here("json")
    assert not peers.here("json", "no_such_package_of_ours")


def test_nothing_is_timed_that_is_not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "here", lambda *modules: False)
    assert peers.readers() == {}


def test_places_of_spacy_are_states_towns_and_other_places(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pipeline(entity(0, 5, "GPE"), entity(6, 9, "PERSON"), entity(10, 14, "LOC"))
    monkeypatch.setattr(peers, "small", found)
    assert list(peers.place_names("…")) == [(0, 5), (10, 14)]


def test_a_midnight_that_fills_a_day_up_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pipeline(entity(0, 5, value='TIMEX3 type="DATE" value="2012-03-05T00:00:00"'), entity(6, 9))
    monkeypatch.setattr(peers, "_timexy", found)
    assert list(peers.time_expressions("…")) == [(0, 5, "2012-03-05"), (6, 9, None)]

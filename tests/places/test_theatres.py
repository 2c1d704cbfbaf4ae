"""Theatres: where an army or a group has fought is a hint where a report names only who attacks."""

from __future__ import annotations

import pytest

from recounted.packs import load_pack
from recounted.packs.load import languages
from recounted.places import open_gazetteer
from recounted.places.theatres import OWN, fought_in, theatres


def test_a_state_fights_where_it_has_fought_and_seldom_at_home() -> None:
    found = theatres({"RW": 1.0})
    assert found["CD"] == pytest.approx(1 / (1 + OWN))
    assert found["RW"] == pytest.approx(OWN / (1 + OWN))


def test_a_state_without_wars_abroad_fights_at_home() -> None:
    assert theatres({"MM": 2.0}) == {"MM": pytest.approx(2.0)}


def test_two_parties_of_one_war_add_up() -> None:
    found = theatres({"IL": 1.0, "Hezbollah": 1.0})
    assert max(found, key=lambda code: found[code]) in {"LB", "SY"}
    assert sum(found.values()) == pytest.approx(2.0)


def test_nobody_fights_nowhere() -> None:
    assert theatres({}) == {}


def test_every_party_is_one_that_a_pack_knows_and_every_country_has_a_code() -> None:
    packs = [load_pack(lang) for lang in languages()]
    parties = {value for pack in packs for category, value, *_ in pack.meanings if category == "actor"}
    countries = open_gazetteer()
    assert [name for name in fought_in().keys() - parties if countries.country(name) is None] == []
    assert [code for where in fought_in().values() for code in where if countries.country(code) is None] == []

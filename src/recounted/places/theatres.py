"""Theatres: where an army or a group has struck, for reports that name who attacks and no country beside.

In: the states and groups named as attackers. Out: the countries where a place of no told country more likely lies. The table is
data/theatres.toml; a hint for the choice among places of one name, no statement of who struck.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

#: Weight of the attacker's own country beside those in which its army has struck.
OWN = 0.15


@cache
def fought_in() -> dict[str, tuple[str, ...]]:
    """Country code of a state, or canonical name of a group → the codes of the countries in which it has fought."""
    return {name: tuple(where) for part in _table().values() for name, where in part.items()}


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "data" / "theatres.toml").read_text("utf-8"))


def theatres(attackers: Mapping[str, float]) -> dict[str, float]:
    """How likely the attackers (country or group → how often it is named) struck in each country; the whole is theirs."""
    found: dict[str, float] = {}
    for name, weight in attackers.items():
        own = {} if name in _table()["groups"] else {name: OWN}
        where = {**own, **dict.fromkeys(fought_in().get(name, (name,)), 1.0)}
        for country, share in where.items():
            found[country] = found.get(country, 0.0) + weight * share / sum(where.values())
    return found

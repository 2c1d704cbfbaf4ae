"""A user's own GeoNames file, read in addition to the packaged places.

In: tab-separated text as GeoNames publishes it (allCountries.txt, XX.txt: 19 columns without a header). Out: rows, and a problem
with file and line number for each line that cannot be read. Refuses features that are no place of an incident (see ``_KINDS``).
"""

from __future__ import annotations

from pathlib import Path

from recounted.places.sources import Gathered, Row

#: GeoNames feature class → kind. Hills, forests, stations and buildings are named in reports as the place of an attack.
_KINDS = {
    "P": "settlement",
    "A": "adm2",
    "H": "water",
    "T": "region",
    "L": "region",
    "S": "building",
    "R": "route",
    "V": "region",
}
_CODES = {"PPLX": "neighbourhood", "ADM1": "adm1", "ADM2": "adm2", "ADM3": "adm3", "ADM4": "adm3", "PCLI": "country"}
#: Problems kept; a wrong file would fill memory with them.
_KEPT_PROBLEMS = 100


def gather_extra(found: Gathered, path: Path) -> None:
    """Add the places of the user's file that the packages do not have, and its names for those they have."""
    wrong = 0
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            problem = _take(found, line.rstrip("\r\n").split("\t"))
            if problem:
                wrong += 1
                if wrong <= _KEPT_PROBLEMS:
                    found.problems.append(f"{path.name}, line {number}: {problem}; the line was left out")
    if wrong > _KEPT_PROBLEMS:
        found.problems.append(f"{Path(path).name}: {wrong - _KEPT_PROBLEMS} more lines were left out")


def _take(found: Gathered, cells: list[str]) -> str | None:
    """Add one line; what is wrong with it, or None."""
    if len(cells) < 15:
        return f"{len(cells)} columns where GeoNames has 19"
    try:
        identifier, lat, lon, population = int(cells[0]), float(cells[4]), float(cells[5]), int(cells[14] or 0)
    except ValueError as error:
        return f"a number was expected ({error})"
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return f"no such coordinates: {lat}, {lon}"
    if not cells[1].strip():
        return "no name"
    kind = _CODES.get(cells[7]) or _KINDS.get(cells[6])
    if kind is None or kind == "country":
        return None
    names = {cells[1], cells[2], *cells[3].split(",")} - {""}
    known = found.settlements.get(identifier)
    if known is not None:
        found.rows[known].names |= names
        return None
    country = cells[8] if len(cells[8]) == 2 and cells[8].isalpha() else None
    row = Row(
        "geonames", identifier, cells[1], kind, country, names, lat=lat, lon=lon, population=max(0, population), point="exact"
    )
    row.adm1 = found.divisions.get(f"{country}.{cells[10]}")
    row.adm2 = found.divisions.get(f"{country}.{cells[10]}.{cells[11]}") if cells[11] else None
    found.settlements[identifier] = found.add(row)
    return None

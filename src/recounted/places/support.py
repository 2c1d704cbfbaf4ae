"""How much the places of one report speak for each other: tallies by country, by division and by square of the map.

In: the candidates of all names with their present scores. Out: for an entry, how many of the other names point to its country,
its division, its neighbourhood. Tallies, not pairs: the cost grows with the number of candidates, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from recounted.places.entry import Entry

#: Degrees. Side of a square of the map; a place is near what is in its own square or, at half weight, in the eight around it.
_SQUARE = 1.0
#: Candidates of a name that can support others, and the least score for it.
_LIKELIEST = 3
_LEAST = 0.05

_Scored = Sequence[tuple[Entry, float]]
_Key = tuple[object, ...]
_Square = tuple[str, int, int]
#: What an entry speaks for: its country, its first-order division, its square.
_Keys = tuple[_Key | None, _Key | None, _Square | None]


class Support:
    """Tallies over all names of a report; each distinct name counts once. ``names``: the candidates of each."""

    def __init__(self, names: Sequence[Sequence[Entry]]) -> None:
        self._keys = {entry.id: _keys(entry) for entries in names for entry in entries}
        self._distinct = {tuple(entry.id for entry in entries): number for number, entries in enumerate(names)}.values()

    def __len__(self) -> int:
        return len(self._distinct)

    def count(self, names: Sequence[_Scored]) -> None:
        """Count anew, by the present scores of each name's candidates, best first."""
        masses = [list(self._masses(scored)) for scored in names]
        self._own = [_sums(own) for own in masses]
        self._all = _sums(mass for number in self._distinct for mass in masses[number])
        self._around: dict[_Key | None, list[tuple[_Key, float]]] = defaultdict(list)
        for square in sorted(cast("_Square", key) for key in self._all if key[0] == "square"):
            _, south, west = square
            for north in (south - 1, south, south + 1):
                for east in (west - 1, west, west + 1):
                    weight = 1.0 if (north, east) == (south, west) else 0.5
                    self._around["square", north, east].append((square, weight))

    def of(self, number: int, entry: Entry) -> tuple[float, float, float]:
        """How many names other than its own (by number) point to the entry's country, first-order division, neighbourhood."""
        country, division, square = self._keys[entry.id]
        own = self._own[number]
        near = 0.0
        for other, weight in self._around.get(square, ()):
            near += weight * self._others(other, own)
        return self._others(country, own), self._others(division, own), near

    def _others(self, key: _Key | None, own: Mapping[_Key, float]) -> float:
        if key is None or key not in self._all:
            return 0.0
        mass = self._all[key] - own.get(key, 0.0)
        return mass if mass > 0.0 else 0.0

    def _masses(self, scored: _Scored) -> Iterator[tuple[_Key, float]]:
        for entry, score in scored[:_LIKELIEST]:
            if score >= _LEAST:
                for key in self._keys[entry.id]:
                    if key is not None:
                        yield key, score


def _sums(masses: Iterable[tuple[_Key, float]]) -> dict[_Key, float]:
    found: dict[_Key, float] = defaultdict(float)
    for key, mass in masses:
        found[key] += mass
    return found


def _keys(entry: Entry) -> _Keys:
    division = entry.name if entry.kind == "adm1" else entry.adm1
    square = None
    if entry.lat is not None and entry.lon is not None and entry.kind not in {"country", "adm1"}:
        square = "square", round(entry.lat / _SQUARE), round(entry.lon / _SQUARE)
    return (
        None if entry.country is None else ("country", entry.country),
        None if division is None else ("adm1", entry.country, division),
        square,
    )

"""How much the places of one report speak for each other: tallies by country, by division and by square of the map.

In: the candidates of all names with their present scores. Out: for an entry, how many of the other names point to its country,
its division, its neighbourhood. Tallies, not pairs: the cost grows with the number of candidates, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from recounted.places.entry import Entry

#: Degrees. Side of a square of the map; a place is near what is in its own square or, at half weight, in the eight around it.
_SQUARE = 1.0
#: Candidates of a name that can support others, and the least score for it.
_LIKELIEST = 3
_LEAST = 0.05

_Scored = Sequence[tuple[Entry, float]]
_Key = tuple[object, ...]


class Support:
    """Tallies over all names of a report; each distinct name counts once."""

    def __init__(self, names: Mapping[tuple[str, ...], _Scored]) -> None:
        self._tally: dict[_Key, float] = defaultdict(float)
        for scored in names.values():
            for key, mass in _masses(scored):
                self._tally[key] += mass
        likely = (e for scored in names.values() for e, score in scored[:_LIKELIEST] if score >= _LEAST)
        self._around: dict[_Key, list[tuple[_Key, bool]]] = defaultdict(list)
        for square in sorted({square for entry in likely if (square := _square(entry))}):
            _, south, west = square
            for north in (south - 1, south, south + 1):
                for east in (west - 1, west, west + 1):
                    self._around["square", north, east].append((square, (north, east) == (south, west)))

    def of(self, entry: Entry, mine: Mapping[_Key, float]) -> tuple[float, float, float]:
        """How many other names point to the entry's country, its first-order division, its neighbourhood.

        ``mine``: the ``tally`` of the entry's own name.
        """
        country = self._other(_country(entry), mine)
        adm1 = self._other(_division(entry), mine)
        near = 0.0
        for square, same in self._around.get(_square(entry) or (), ()):
            mass = self._other(square, mine)
            near += mass if same else mass / 2
        return country, adm1, near

    def _other(self, key: _Key | None, mine: Mapping[_Key, float]) -> float:
        if key is None or key not in self._tally:
            return 0.0
        return max(0.0, self._tally[key] - mine.get(key, 0.0))


def tally(scored: _Scored) -> dict[_Key, float]:
    """What one name says for each country, division and square."""
    found: dict[_Key, float] = defaultdict(float)
    for key, mass in _masses(scored):
        found[key] += mass
    return found


def _masses(scored: _Scored) -> Iterator[tuple[_Key, float]]:
    for entry, score in scored[:_LIKELIEST]:
        if score >= _LEAST:
            for key in (_country(entry), _division(entry), _square(entry)):
                if key is not None:
                    yield key, score


def _country(entry: Entry) -> _Key | None:
    return None if entry.country is None else ("country", entry.country)


def _division(entry: Entry) -> _Key | None:
    name = entry.name if entry.kind == "adm1" else entry.adm1
    return None if name is None else ("adm1", entry.country, name)


def _square(entry: Entry) -> tuple[str, int, int] | None:
    if entry.lat is None or entry.lon is None or entry.kind in {"country", "adm1"}:
        return None
    return "square", round(entry.lat / _SQUARE), round(entry.lon / _SQUARE)

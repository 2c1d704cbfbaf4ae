"""The scores of pairs. In: the Facts of two mentions. Out: bits for (+) or against (-) one incident.

What the features of ``features`` say is added up here without saying it: millions of pairs are of few days, places and figures,
so that what two of them are worth is worked out once, by the same functions.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

from recounted.linking.facts import Facts, Figure
from recounted.linking.features import CONTRADICTIONS, PLAIN, capped, day, doubted, even, place_level, toll_level, words_level
from recounted.linking.linkage import Pair, pair_of
from recounted.linking.weights import JOIN_AT, MOST_BESIDES, NO_PAIR, WEIGHTS

_T = TypeVar("_T")
PARTNERS = 25  # members that a mention is compared with: enough for a mean, and keeps large clusters cheap
#: Pairs of one kind of fact that are remembered.
_MOST = 400_000
_PRIOR = WEIGHTS["prior"]


class Scores:
    """Remembers what was worked out. No pair counts for less than one that was never compared."""

    def __init__(self) -> None:
        self._known: dict[Pair, float] = {}
        self._parts: dict[str, tuple[Facts, tuple[int, int, int, int]]] = {}
        self._numbers: dict[Hashable, int] = {}
        self._days: dict[tuple[int, int], float] = {}
        self._places: dict[tuple[int, int], str | None] = {}
        self._plain: dict[tuple[int, int], float] = {}
        self._tolls: dict[tuple[int, int], float] = {}

    def of(self, a: Facts, b: Facts) -> float:
        """Bits, from ``NO_PAIR`` up."""
        pair = pair_of(a.key, b.key)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self.fresh(a, b)
        return known

    def fresh(self, a: Facts, b: Facts) -> float:
        """The same, not remembered: for facts that a mention no longer has, and where a pair is asked for once. One that day and
        place alone keep apart is not looked at further: ``NO_PAIR``, which is also the least.
        """
        day_a, place_a, plain_a, tolls_a = self._numbered(a)
        day_b, place_b, plain_b, tolls_b = self._numbered(b)
        pair = (day_a, day_b)
        if (bits := self._days.get(pair)) is None:
            bits = _kept(self._days, pair, sum(WEIGHTS[piece.level] for piece in day(a, b)))
        total = _PRIOR + bits + self._place(a, b, (place_a, place_b))
        if total + MOST_BESIDES < JOIN_AT:
            return NO_PAIR
        pair = (plain_a, plain_b)
        if (bits := self._plain.get(pair)) is None:
            bits = _kept(self._plain, pair, sum(WEIGHTS[piece.level] for feature in PLAIN for piece in feature(a, b)))
        total += bits
        if a.lang == b.lang and (level := words_level(a, b, len(a.terms & b.terms))):
            total += WEIGHTS[level]
        if a.figures and b.figures:
            pair = (tolls_a, tolls_b)
            if (bits := self._tolls.get(pair)) is None:
                bits = _kept(self._tolls, pair, _tolls(a.figures, b.figures))
            total += bits
        return max(NO_PAIR, even(total))

    def to_group(self, one: Facts, group: Sequence[Facts]) -> float:
        """Mean of the better half of pairs with the first of a group, in the order of their keys."""
        best = sorted((self.of(one, other) for other in group[:PARTNERS]), reverse=True)
        best = best[: (len(best) + 1) // 2]
        return sum(best) / len(best)

    def _numbered(self, one: Facts) -> tuple[int, int, int, int]:
        """A number for its days, its place, what hangs on nothing else, and its tolls: equal facts have equal numbers."""
        known = self._parts.get(one.key)
        if known is None or known[0] is not one:
            days = (one.days, one.weekdays) if one.days else (one.published, one.role, one.weekdays)
            plain = (one.kind, one.weapons, one.targets, one.actors)
            known = one, (self._number(days), self._number(one.spot), self._number(plain), self._number(one.figures))
            self._parts[one.key] = known
        return known[1]

    def _number(self, part: Hashable) -> int:
        return self._numbers.setdefault(part, len(self._numbers))

    def _place(self, a: Facts, b: Facts, pair: tuple[int, int]) -> float:
        if a.spot is None or b.spot is None:
            return 0.0
        try:
            level = self._places[pair]
        except KeyError:
            level = _kept(self._places, pair, place_level(a.spot, b.spot))
        if level in CONTRADICTIONS:
            level = doubted(a, b, level)
        return WEIGHTS[level] if level else 0.0


def _kept(known: dict[tuple[int, int], _T], pair: tuple[int, int], value: _T) -> _T:
    if len(known) >= _MOST:
        known.clear()
    known[pair] = value
    return value


def _tolls(ours: Sequence[Figure], theirs: Sequence[Figure]) -> float:
    best: dict[tuple[str, str], float] = {}
    for x in ours:
        for y in theirs:
            if x.harm == y.harm and x.group == y.group:
                bits, cell = WEIGHTS[toll_level(x, y)], (x.harm, x.group)
                if cell not in best or bits > best[cell]:
                    best[cell] = bits
    return capped(best.values()) if best else 0.0

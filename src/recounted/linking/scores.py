"""The scores of pairs, each worked out once. In: the Facts of two mentions. Out: bits for (+) or against (-) one incident."""

from __future__ import annotations

from collections.abc import Sequence

from recounted.linking.facts import Facts
from recounted.linking.features import score
from recounted.linking.linkage import Pair, pair_of

_PARTNERS = 25  # members that a mention is compared with: enough for a mean, and keeps large clusters cheap


class Scores:
    """Remembers what was worked out. No pair counts for less than one that was never compared."""

    def __init__(self) -> None:
        self._known: dict[Pair, float] = {}

    def of(self, a: Facts, b: Facts) -> float:
        """Bits, from ``NO_PAIR`` up."""
        pair = pair_of(a.key, b.key)
        known = self._known.get(pair)
        if known is None:
            known = self._known[pair] = self.fresh(a, b)
        return known

    @staticmethod
    def fresh(a: Facts, b: Facts) -> float:
        """The same, not remembered: for facts that a mention no longer has."""
        return score(a, b) if a.key < b.key else score(b, a)

    def to_group(self, one: Facts, group: Sequence[Facts]) -> float:
        """Mean of the better half of pairs with the first of a group, in the order of their keys."""
        best = sorted((self.of(one, other) for other in group[:_PARTNERS]), reverse=True)
        best = best[: (len(best) + 1) // 2]
        return sum(best) / len(best)

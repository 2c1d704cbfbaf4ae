"""Groups worked out from one item on are those of joining the best pair of all, again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from recounted.linking.linkage import Group, Linkage
from recounted.linking.weights import JOIN_AT, NO_PAIR

KEYS = "abcdefgh"
_bits = st.integers(-20, 20).map(lambda n: n / 4)
_scores = st.dictionaries(st.sampled_from(list(combinations(KEYS, 2))), _bits, max_size=28)
_barred = st.sets(st.sampled_from(list(combinations(KEYS, 2))), max_size=6)
_units = st.sampled_from([[], ["ab"], ["ab", "cde"], ["ah"]])


def greedy(scores: Mapping[tuple[str, str], float], units: list[str], allowed: Callable[[Group, Group], bool]) -> set[Group]:
    """The plain form: over all pairs of groups, each time."""
    fits = {k for pair, bits in scores.items() if bits >= JOIN_AT for k in pair}
    groups = {min(u): frozenset(u) for u in [*units, *(k for k in KEYS if not any(k in u for u in units))]}

    alone = {frozenset(k) for k in KEYS}

    def average(a: Group, b: Group) -> float:
        ours, theirs = (g if g in alone else g & fits for g in (a, b))
        pairs = [scores.get((min(i, j), max(i, j)), NO_PAIR) for i in ours for j in theirs]
        return sum(pairs) / len(pairs) if pairs else NO_PAIR

    while True:
        found = [(-average(groups[a], groups[b]), a, b) for a, b in combinations(sorted(groups), 2)]
        best = min((f for f in found if f[0] <= 0 and allowed(groups[f[1]], groups[f[2]])), default=None)
        if best is None:
            return set(groups.values())
        groups[best[1]] |= groups.pop(best[2])


@given(_scores, _barred, _units, st.permutations(KEYS))
def test_as_the_best_pair_of_all(scores: dict, barred: set, units: list, order: list) -> None:
    of = {k: {j if i == k else i for (i, j), bits in scores.items() if k in (i, j) and bits >= JOIN_AT} for k in KEYS}

    def score(a: str, b: str) -> float:
        return scores.get((min(a, b), max(a, b)), NO_PAIR)

    def allowed(a: Group, b: Group) -> bool:
        return not any(tuple(sorted((i, j))) in barred for i in a for j in b)

    def unit(key: str) -> str:
        return next((u for u in units if key in u), key)

    linkage = Linkage(of.__getitem__, score, unit, allowed, lambda key: True)
    assert {linkage.group(key) for key in order} == greedy(scores, units, allowed)

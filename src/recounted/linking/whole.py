"""Clusters of before that nothing new parts, so that linkage may take them as wholes and look no farther.

In: the mentions that are new, what each fits, the clusters that stand. Out: of the clusters that anything new fits, those that
come about again whatever else does, and which of the new ones fit them.

Average linkage joins what fits best first, and what a joined group fits it fits no better than the better of its parts does. Each
joining within a cluster was of two groups that were each other's best: something new comes between only where it fits one of the
two at least as well. Where nothing new does, the cluster is made as it was before. Two such clusters never join, as they did not
before; new ones may join either. The mentions of a cluster that may be parted count as new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from recounted.linking.fits import Fits
from recounted.linking.linkage import Group, Linkage
from recounted.linking.weights import JOIN_AT

_MOST = 40  # mentions of a cluster whose joinings are worked out again; of a larger one all counts as new
_NEARLY = 1e-6  # bits: sums of the same in another order differ by less

#: What was joined with what, and the average score by which it was.
Joining = tuple[Group, Group, float]


class Wholes:
    """What linkage asks for, where clusters that stand are taken as wholes. ``alike``: those of its kind that a mention fits;
    ``there``: is one to be linked? ``stood``: the cluster that one stands in; ``unit``: those that a person joined it to;
    ``allowed``: may two groups be joined?
    """

    def __init__(
        self,
        fits: Fits,
        new: Iterable[str],
        *,
        alike: Callable[[str], Collection[str]],
        there: Callable[[str], bool],
        stood: Callable[[str], Group],
        unit: Callable[[str], Collection[str]],
        allowed: Callable[[Group, Group], bool],
    ) -> None:
        self._fits, self._alike, self._there, self._stood = fits, alike, there, stood
        self._unit, self._allowed = unit, allowed
        self._joinings: dict[Group, Sequence[Joining] | None] = {}
        self._fitted: dict[str, list[str]] = defaultdict(list)
        self._groups: dict[str, Group] = {}
        self._find(new)

    def unit(self, key: str) -> Collection[str]:
        """What stays together: a whole, or what a person joined."""
        return self._groups.get(key) or self._unit(key)

    def fits(self, key: str) -> Collection[str]:
        """What a mention fits; one that is in a whole, of what is new and of the whole itself."""
        if key not in self._groups:
            return self._alike(key)
        return [*self._fitted.get(key, ()), *(k for k in self._groups[key] if k != key)]

    def score(self, key: str, other: str) -> float:
        """The bits of two mentions."""
        if key in self._groups:
            key, other = other, key
        return self._fits.bits(key, other) if key in self._groups else self._fits.score(key, other)

    def _find(self, new: Iterable[str]) -> None:
        known = frontier = {k for key in new for k in (key, *self._stood(key)) if self._there(k)}
        found: dict[str, list[str]] = {}
        while frontier:
            self._fits.of(frontier)  # asked for at once
            found |= {key: [k for k in self._alike(key) if k not in known and self._there(k)] for key in sorted(frontier)}
            parted: set[str] = set()
            for key in frontier:
                for cluster in {self._stood(k) or frozenset((k,)) for k in found[key]}:
                    if parted.isdisjoint(cluster) and (not known.isdisjoint(cluster) or self._parts(key, cluster)):
                        parted |= cluster
            frontier = parted - known
            known = known | frontier
        for key, others in found.items():
            for k in others:
                if k not in known:
                    self._fitted[k].append(key)
                    if k not in self._groups:
                        cluster = self._stood(k)
                        self._groups.update(dict.fromkeys(cluster, cluster))

    def _parts(self, new: str, cluster: Group) -> bool:
        """May something new come between what was joined?"""
        if not self._stood(next(iter(cluster))) or len(cluster) > _MOST or any(len(self._unit(k)) > 1 for k in cluster):
            return True
        if cluster not in self._joinings:
            self._joinings[cluster] = self._joined(cluster)
        joinings = self._joinings[cluster]
        if joinings is None:
            return True
        score = self._fits.score
        return any(
            sum(score(new, k) for k in group) >= (bits - _NEARLY) * len(group) for *both, bits in joinings for group in both
        )

    def _joined(self, cluster: Group) -> Sequence[Joining] | None:
        """How it came about; None where it would not, as what made it is not what counts now."""
        if len(cluster) == 1:
            return ()
        bits = {a: {b: self._fits.bits(a, b) for b in cluster if b != a} for a in sorted(cluster)}
        again = Linkage(
            lambda key: [k for k, n in bits[key].items() if n >= JOIN_AT],
            lambda a, b: bits[a][b],
            lambda key: (key,),
            self._allowed,
            cluster.__contains__,
        )
        return again.joined if again.group(min(cluster)) == cluster else None

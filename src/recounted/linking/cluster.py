"""Mentions into incidents.

In: the Facts of all mentions, and people's decisions. Out: clusters of mentions, each member with a score, its reasons and
who decided. The result depends on the set of mentions alone, not on their order. Two mentions of one report never join (a
person may say otherwise), nor mentions too many days or kilometres apart. A mention without day or place joins the one
incident that it clearly fits, or waits on its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from recounted.linking.candidates import anchored_pairs, loose_pairs
from recounted.linking.decide import MACHINE, in_order, reasons
from recounted.linking.facts import Facts
from recounted.linking.features import bits, compare, km, probability
from recounted.linking.linkage import Group, Linkage
from recounted.linking.weights import CLEAR_BY, JOIN_AT, MOST_DAYS_APART, MOST_KM_APART
from recounted.model import LinkDecision

_PARTNERS = 25  # members that a member is compared with for its score: enough for a mean, and keeps large clusters cheap
_POINT_PREC = 2  # UCDP where_prec 1 and 2 are points; the cap in kilometres is for these


@dataclass(frozen=True, slots=True)
class Member:
    """A mention in its cluster. ``score`` 0..1, ``why`` the reasons, the weightiest first; ``unsure_by``: who could not tell."""

    key: str
    score: float
    why: tuple[str, ...]
    decided_by: str
    unsure_by: tuple[str, ...] = ()


Cluster = tuple[Member, ...]


def cluster(facts: Iterable[Facts], decisions: Iterable[LinkDecision] = ()) -> list[Cluster]:
    """All mentions in clusters, members and clusters in the order of their keys. ``decisions``: those that stand."""
    return _Clustering(sorted(facts, key=lambda f: f.key), in_order(decisions)).run()


class _Clustering:
    def __init__(self, facts: Sequence[Facts], words: Sequence[LinkDecision]) -> None:
        self.facts = facts
        self.position = {f.key: i for i, f in enumerate(facts)}
        self.scores: dict[tuple[int, int], float] = {}
        self.unit_of: dict[int, set[int]] = {}
        self.apart: dict[int, set[int]] = defaultdict(set)
        self.said: dict[int, LinkDecision] = {}
        self.doubts: dict[int, list[tuple[int, LinkDecision]]] = defaultdict(list)
        self._obey(words)

    def run(self) -> list[Cluster]:
        units = self._units()
        firm = [u for u in units if any(self.facts[i].anchored for i in u)]
        loose = [u for u in units if not any(self.facts[i].anchored for i in u)]
        anchored = [i for u in firm for i in u if self.facts[i].anchored]
        groups = self._link(firm, anchored_pairs(self.facts, anchored))
        groups, waiting = self._attach(groups, loose)
        left = [i for u in waiting for i in u]
        groups += self._link(waiting, loose_pairs(self.facts, left, left))
        return sorted((self._members(sorted(g)) for g in groups), key=lambda c: c[0].key)

    # ------------------------------------------------------------------------------------------------- people's decisions

    def _obey(self, words: Sequence[LinkDecision]) -> None:
        """Latest first: where decisions cannot all hold (a=b, b=c, a≠c), the later ones do. A later "unsure" frees a pair."""
        free: set[frozenset[int]] = set()
        for word in reversed(words):
            ours, theirs = self._positions(word.mentions), self._positions(word.others)
            if word.verdict == "same":
                self._gather(word, sorted({*ours, *theirs}), free)
                continue
            for i, j in product(ours, theirs) if theirs else combinations(ours, 2):
                if j in self._unit(i) or frozenset((i, j)) in free:
                    continue
                if word.verdict == "not_same":
                    self.apart[i].add(j)
                    self.apart[j].add(i)
                else:
                    free.add(frozenset((i, j)))
                    self.doubts[i].append((j, word))
                    self.doubts[j].append((i, word))

    def _gather(self, word: LinkDecision, mentions: Sequence[int], free: set[frozenset[int]]) -> None:
        """Each mention joins the first gathered ones that it may, so that a later word wins for just the mentions concerned."""
        gathered: list[list[int]] = []
        for i in mentions:
            for group in gathered:
                if all(frozenset((i, j)) in free for j in group) or self._barred(self._unit(i), self._unit(group[0])):
                    continue
                self._join(i, group[0])
                group.append(i)
                break
            else:
                gathered.append([i])
        for group in gathered:
            if len(group) > 1 or len(mentions) == 1:
                for i in group:
                    self.said.setdefault(i, word)

    def _positions(self, keys: Iterable[str]) -> list[int]:
        return [self.position[k] for k in keys if k in self.position]

    def _unit(self, i: int) -> set[int]:
        return self.unit_of.get(i) or {i}

    def _join(self, i: int, j: int) -> None:
        small, large = sorted((self._unit(i), self._unit(j)), key=len)
        large |= small
        self.unit_of.update(dict.fromkeys((*small, i, j), large))

    def _barred(self, a: Collection[int], b: Collection[int]) -> bool:
        return any(i in self.apart and not self.apart[i].isdisjoint(b) for i in a)

    def _units(self) -> list[list[int]]:
        return [sorted(self._unit(i)) for i in range(len(self.facts)) if min(self._unit(i)) == i]

    # ------------------------------------------------------------------------------------------------------------ joining

    def _score(self, i: int, j: int) -> float:
        pair = (i, j) if i < j else (j, i)
        if pair not in self.scores:
            self.scores[pair] = bits(compare(self.facts[pair[0]], self.facts[pair[1]]))
        return self.scores[pair]

    def _link(self, units: Sequence[Sequence[int]], pairs: Iterable[tuple[int, int]]) -> list[Group]:
        return Linkage(units, {(min(p), max(p)): self._score(*p) for p in pairs}, self._allowed).run()

    def _allowed(self, a: Group, b: Group) -> bool:
        if {self.facts[i].report_id for i in a} & {self.facts[i].report_id for i in b}:
            return False
        if self.apart and self._barred(a, b):
            return False
        return self._near(a, b)

    def _near(self, a: Group, b: Group) -> bool:
        days = [d for i in a | b if self.facts[i].anchored and (d := self.facts[i].days)]
        if days and max(d.first for d in days) - min(d.last for d in days) > MOST_DAYS_APART:
            return False
        left, right = self._points(a), self._points(b)
        return all(km(p, q) <= MOST_KM_APART for p, q in product(left, right))

    def _points(self, group: Group) -> set[tuple[float, float]]:
        spots = [self.facts[i].spot for i in group]
        return {s.point for s in spots if s and s.point and s.prec <= _POINT_PREC and len(s.others) < 2}

    def _attach(self, groups: list[Group], loose: list[list[int]]) -> tuple[list[Group], list[list[int]]]:
        """Each loose unit to the group that it clearly fits. Units are judged against the groups as they stand, not against
        each other, so their order does not matter; of two units of one report the better gets the place.
        """
        owner = {i: g for g, group in enumerate(groups) for i in group}
        near: dict[int, set[int]] = defaultdict(set)
        for i, j in loose_pairs(self.facts, [i for u in loose for i in u], owner):
            near[i].add(owner[j])
        wishes, waiting = [], []
        for unit in loose:
            choice = self._choice(unit, groups, {g for i in unit for g in near[i]})
            if choice:
                wishes.append((-choice[0], unit, choice[1]))
            else:
                waiting.append(unit)
        for _, unit, g in sorted(wishes):
            if self._allowed(groups[g], frozenset(unit)):
                groups[g] |= frozenset(unit)
            else:
                waiting.append(unit)
        return groups, sorted(waiting)

    def _choice(self, unit: list[int], groups: list[Group], among: set[int]) -> tuple[float, int] | None:
        mine = frozenset(unit)
        scored = ((self._fit(unit, groups[g]), -g) for g in among)
        near = (f for f in scored if f[0] >= JOIN_AT - CLEAR_BY)
        fits = sorted((f for f in near if self._allowed(groups[-f[1]], mine)), reverse=True)
        if not fits or fits[0][0] < JOIN_AT or (len(fits) > 1 and fits[0][0] - fits[1][0] < CLEAR_BY):
            return None
        return fits[0][0], -fits[0][1]

    def _fit(self, unit: Sequence[int], group: Iterable[int]) -> float:
        """Mean over the unit of the mean of the better half of pairs: one misread account does not outvote the others."""
        return sum(self._better_half([self._score(i, j) for j in sorted(group)[:_PARTNERS]]) for i in unit) / len(unit)

    @staticmethod
    def _better_half(scores: list[float]) -> float:
        best = sorted(scores, reverse=True)[: (len(scores) + 1) // 2]
        return sum(best) / len(best)

    # ------------------------------------------------------------------------------------------------------------ results

    def _members(self, group: list[int]) -> Cluster:
        return tuple(self._member(i, [j for j in group if j != i]) for i in group)

    def _member(self, i: int, others: list[int]) -> Member:
        key = self.facts[i].key
        if word := self.said.get(i):
            return Member(key, 1.0, tuple(filter(None, (self._in_words(word, i, others), word.why))), word.by)
        if not others:
            return Member(key, 1.0, ("the only account of this incident",), MACHINE)
        partners = others[:_PARTNERS]
        best = max(partners, key=lambda j: (self._score(i, j), -j))
        why = reasons(compare(self.facts[min(i, best)], self.facts[max(i, best)]))
        score = probability(self._better_half([self._score(i, j) for j in partners]))
        doubts = [(j, word) for j, word in self.doubts.get(i, ()) if j in others]
        unsure = tuple(f"a person is unsure whether it is the same as {self.facts[j].key}" for j, _ in doubts)
        unsure_by = tuple(dict.fromkeys(word.by for _, word in doubts))
        return Member(key, score, (*unsure, f"closest account: {self.facts[best].key}", *why), MACHINE, unsure_by)

    def _in_words(self, word: LinkDecision, i: int, others: Collection[int]) -> str:
        partners = [j for j in sorted(self._positions((*word.mentions, *word.others))) if j in others and j != i]
        if not partners:
            return "set apart from the others"
        more = f" and {len(partners) - 1} more" if len(partners) > 1 else ""
        return f"said to be the same as {self.facts[partners[0]].key}{more}"

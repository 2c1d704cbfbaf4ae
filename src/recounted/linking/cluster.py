"""Mentions into incidents.

In: an index of the Facts of all mentions, people's decisions, and what changed since the clusters as they stand. Out: all
clusters that may have changed, each member with a score, its reasons and who decided. The result depends on the set of
mentions and decisions alone, neither on their order nor on what was known first: linking a part anew gives what linking all
would give (a test holds this). Three steps, each of which looks only around what changed:

1. *Firm*: mentions whose day and place are known are joined by average linkage, which is worked out around what changed alone.
2. *Loose*: a mention without day or place joins the one group that it clearly fits. Of two of one report that fit one group, the
   better does.
3. *Waiting*: the others are linked among themselves, and stand apart until more is known.

Two mentions of one report never join (a person may say otherwise), nor mentions too many days or kilometres apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, partial
from itertools import chain, product
from typing import NamedTuple

from recounted.linking.facts import Facts, Point
from recounted.linking.features import km
from recounted.linking.fits import Fits
from recounted.linking.index import Index, MemoryIndex
from recounted.linking.linkage import Group, Linkage
from recounted.linking.members import Cluster, members_of
from recounted.linking.scores import PARTNERS
from recounted.linking.shares import in_shares
from recounted.linking.weights import CLEAR_BY, JOIN_AT, MOST_DAYS_APART, MOST_KM_APART, NO_PAIR
from recounted.linking.whole import Wholes
from recounted.linking.words import Words
from recounted.model import LinkDecision

#: For mentions, the cluster that each stands in (all its mentions); those that stand in none are left out.
Standing = Callable[[Iterable[str]], Mapping[str, Group]]

_EVER = 10_000_000  # days
_MOST_EXTENTS = 20_000  # that are remembered
#: Waiting mentions that one fits, as one that knows neither day nor place may, with which their clusters are taken as wholes: to
#: make all of them anew takes a minute. To find out which are whole takes longer than to make few anew.
_MANY = 100
_POINT_PREC = 2  # UCDP where_prec 1 and 2 are points; the cap in kilometres is for these


def cluster(facts: Iterable[Facts], decisions: Iterable[LinkDecision] = (), *, jobs: int = 1) -> list[Cluster]:
    """All mentions in clusters, members and clusters in the order of their keys. ``decisions``: those that stand; ``jobs``: as
    for ``relink``.
    """
    known = {f.key: f for f in facts}
    index = MemoryIndex(known.values())
    return relink(index, Words(decisions, index.there), known, {}, lambda keys: {}, jobs=jobs)


def relink(
    index: Index, words: Words, dirty: Iterable[str], gone: Mapping[str, Facts], standing: Standing, *, jobs: int = 1
) -> list[Cluster]:
    """The clusters around what changed, in the order of their keys.

    ``dirty``: mentions that are new, were read anew, or that words concern which came, went, or are about a mention that did
    (``Words.concerned``). ``gone``: the facts as they were of those that were read anew or are no more (not in the index).
    ``standing``: the clusters before. ``jobs``: the processes that compare mentions, where all are in memory and most are new.
    """
    return _Relinking(index, words, dirty, gone, standing, jobs=jobs if isinstance(index, MemoryIndex) else 1).run()


class _Extent(NamedTuple):
    """Of a group: its reports, whether a person bound any of it, the days that all of it lies between (as far as days and places
    are known) and its points.
    """

    reports: frozenset[str]
    bound: bool
    latest: int
    earliest: int
    points: frozenset[Point]


class _Relinking:
    def __init__(
        self, index: Index, words: Words, dirty: Iterable[str], gone: Mapping[str, Facts], standing: Standing, *, jobs: int
    ) -> None:
        self.index, self.words, self.gone, self.jobs = index, words, gone, jobs
        self.fits = Fits(index, jobs)
        self._get, self.scores = self.fits.get, self.fits.scores
        self.dirty = frozenset(self._get(sorted(dirty)))
        self.lost = frozenset(gone) - frozenset(index.get(sorted(gone)))
        self._standing = standing
        self._stood: dict[str, Group] = {}
        self._extents: dict[Group, _Extent] = {}
        self._parts: dict[Group, Group] = {}
        self._firm_in: dict[Group, bool] = {}
        self._firsts: dict[Group, list[Facts]] = {}

    def run(self) -> list[Cluster]:
        groups, visited = self._firm()
        joined, redone = self._loose(groups, visited)
        moved = redone | visited.keys()
        clusters = self._with_joined(groups, moved, joined)
        clusters += self._waiting(redone, moved, set(chain.from_iterable(u for units in joined.values() for u in units)))
        listed = sorted(clusters, key=min)
        self._get({k for c in listed for k in c})
        return list(chain.from_iterable(in_shares(partial(self._members, listed), len(listed), self.jobs)))

    def _members(self, clusters: Sequence[Group], share: range) -> list[Cluster]:
        some = clusters[share.start : share.stop]
        return [members_of(sorted(c), self._get(c), self.words, self.scores) for c in some]

    # ----------------------------------------------------------------------------------------------------------- look-ups

    def _stands_in(self, keys: Iterable[str]) -> dict[str, Group]:
        """The clusters before. Mentions that are no more may be in them."""
        wanted = list(keys)
        missing = sorted({k for k in wanted if k not in self._stood})
        if missing:
            self._stood.update(dict.fromkeys(missing, frozenset()))
            self._stood.update(self._standing(missing))
        return {k: g for k in wanted if (g := self._stood[k])}

    def _is_firm(self, key: str) -> bool:
        """Does it, or one that it is bound to, know day and place?"""
        unit = self.words.unit(key)
        if len(unit) == 1 and key in self.fits.facts:  # as nearly always
            return self.fits.facts[key].anchored
        return any(f.anchored for f in self._get(unit).values())

    # --------------------------------------------------------------------------------------------------------------- firm

    def _firm(self) -> tuple[list[Group], dict[str, Group]]:
        """The firm groups around what changed, and for each mention that was looked at, its group."""
        stood = self._stands_in(sorted(self.dirty | self.gone.keys())).values()
        keys = {*self.dirty, *self._bound, *chain.from_iterable(stood)}
        return self._groups({k for k in keys if self._is_firm(k)}, self._is_firm, firm=True)

    def _groups(self, keys: Iterable[str], there: Callable[[str], bool], *, firm: bool) -> tuple[list[Group], dict[str, Group]]:
        """The groups of these mentions, and of all that stood with any of theirs: those that are left stand as they stood, as
        nothing is joined across. ``there``: is a mention one of those that are linked?
        """
        todo = sorted(keys)
        self.fits.of(todo)  # asked for at once, as is what follows

        def alike(key: str) -> Collection[str]:
            found = self.fits.alike(firm, key)
            if not firm:
                self._look_at_firsts(self._stands_in(found).values())  # asked for at once
            return found

        fits, score, unit = alike, self.fits.score, self.words.unit
        if not firm and any(sum(map(there, alike(key))) > _MANY for key in todo):

            def stood(key: str) -> Group:
                return self._stands_in([key]).get(key, frozenset())

            wholes = Wholes(self.fits, todo, alike=alike, there=there, stood=stood, unit=unit, allowed=self._allowed)
            fits, score, unit = wholes.fits, wholes.score, wholes.unit
        linkage = Linkage(fits, score, unit, self._allowed, there)
        found: dict[str, Group] = {}
        while todo:
            key = todo.pop()
            if key not in found:
                group = linkage.group(key)
                found.update(dict.fromkeys(group, group))
                left = {k for old in self._stands_in(group).values() for k in old if k not in found and there(k)}
                self.fits.of(left)
                todo += left
        return sorted(set(found.values()), key=min), found

    @cached_property
    def _gone_fits(self) -> dict[str, list[str]]:
        return self.fits.of_gone(list(self.gone.values()))

    @cached_property
    def _bound(self) -> set[str]:
        """What people bound together and fits what changed: it may have weighed nothing, or weigh nothing now."""
        fits = self.fits.of(sorted(self.dirty))
        found = chain(*(fits[k] for k in self.dirty), *self._gone_fits.values())
        return {k for k in found if len(self.words.unit(k)) > 1}

    def _with_units(self, keys: Iterable[str]) -> set[str]:
        return {k for key in keys for k in self.words.unit(key)}

    def _allowed(self, a: Group, b: Group) -> bool:
        if self._of_one_report(a, b) or self.words.barred(a, b):
            return False
        return self._close(a, b)

    def _of_one_report(self, a: Group, b: Group) -> bool:
        return not self._extent(a).reports.isdisjoint(self._extent(b).reports)

    def _close(self, a: Group, b: Group) -> bool:
        """Are all days and points near enough? What a person bound together, however far apart, is where any of it is."""
        if not (self._extent(a).bound or self._extent(b).bound):
            return self._within(a, b)
        ours, theirs = ({frozenset(self.words.unit(k)) & g for k in g} for g in (a, b))
        return all(
            any(self._within(p, q) for p, q in product(self._anchors(u), self._anchors(v))) for u, v in product(ours, theirs)
        )

    def _anchors(self, unit: Group) -> list[Group]:
        return [frozenset((k,)) for k, f in self._get(unit).items() if f.anchored] or [unit]

    def _within(self, a: Group, b: Group) -> bool:
        ours, theirs = self._extent(a), self._extent(b)
        if max(ours.latest, theirs.latest) - min(ours.earliest, theirs.earliest) > MOST_DAYS_APART:
            return False
        return all(km(p, q) <= MOST_KM_APART for p, q in product(ours.points, theirs.points))

    def _extent(self, group: Group) -> _Extent:
        known = self._extents.get(group)
        if known is None:
            found = self._get(group).values()
            days = [d for f in found if f.anchored and (d := f.days)]
            spots = [s for f in found if (s := f.spot)]
            known = _Extent(
                reports=frozenset(f.report_id for f in found),
                bound=any(len(self.words.unit(k)) > 1 for k in group),
                latest=max((d.first for d in days), default=-_EVER),
                earliest=min((d.last for d in days), default=_EVER),
                points=frozenset(s.point for s in spots if s.point and s.prec <= _POINT_PREC and len(s.others) < 2),
            )
            if len(self._extents) >= _MOST_EXTENTS:
                self._extents.clear()
            self._extents[group] = known
        return known

    # -------------------------------------------------------------------------------------------------------------- loose

    def _loose(self, groups: list[Group], visited: Mapping[str, Group]) -> tuple[dict[Group, list[Group]], set[str]]:
        """For each firm group the loose units that join it, of all loose mentions for which that may have changed."""
        redone = self._to_redo(groups, visited)
        wishes: dict[Group, list[tuple[float, Group]]] = defaultdict(list)
        units = sorted({min(u): frozenset(u) for k in redone if (u := self.words.unit(k))}.items())
        found = self.fits.of(sorted(redone))
        fitting = {k: {p for p in found[k] if self._is_firm(p)} for k in redone}
        partners = {k for fits in fitting.values() for k in fits} - visited.keys()
        self._get({k for group in self._stands_in(partners).values() for k in group})  # asked for at once
        for _, unit in units:
            if choice := self._choice(unit, {k for key in unit for k in fitting[key]}, visited):
                wishes[choice[1]].append((-choice[0], unit))
        return {group: list(self._accepted(sorted(wished, key=_by_fit))) for group, wished in wishes.items()}, redone

    def _all_new(self) -> bool:
        return len(self.dirty) == len(self.index)

    def _to_redo(self, groups: list[Group], visited: Mapping[str, Group]) -> set[str]:
        """Loose mentions that are dirty, fit a group that changed, stood with one that did, or may compete with such a one."""
        if self._all_new():
            return {k for k in self.dirty if not self._is_firm(k)}
        changed = {k for g in groups if g & self.dirty or not self._stood_so(g) for k in g}
        changed |= {k for old in self._stands_in(sorted(changed)).values() for k in old if k in visited} | self.dirty
        touched = self.fits.of(sorted(changed))
        found = [*((key, touched[key]) for key in self._get(sorted(changed))), *self._gone_fits.items()]
        fitting = [(key, [k for k, one in self._get(fits).items() if not one.anchored]) for key, fits in found]
        only_new = not self.gone and not self._stands_in(sorted(self.dirty))
        redo = self._concerned(fitting, visited) if only_new else {k for _, found in fitting for k in found}
        redo |= self.dirty
        redo |= {k for old in self._stands_in(sorted(self.dirty | self.gone.keys())).values() for k in old} - self.lost
        redo |= self._rivals([*self.gone.values(), *self._get(self.dirty).values()])
        frontier = redo = self._with_units(k for k in redo if not self._is_firm(k))
        while frontier:
            frontier = {k for k in self._rivals(self._get(frontier).values()) - redo if not self._is_firm(k)}
            redo |= frontier
        return redo

    def _concerned(self, fitting: Iterable[tuple[str, list[str]]], visited: Mapping[str, Group]) -> set[str]:
        """Of loose mentions that fit such as are in a changed group, those that may now choose otherwise. ``fitting``: the loose
        ones that fit each mention.
        """
        before: dict[str, set[Group]] = defaultdict(set)
        now: dict[str, set[Group]] = defaultdict(set)
        for key, loose in fitting:
            if key in visited:
                for k in loose:
                    before[k].add(self._firm_part(key))
                    now[k].add(visited[key])
        self._get(sorted({k for old in self._stands_in(now).values() for k in old}))  # asked for at once
        return {k for k in now if len(self.words.unit(k)) > 1 or self._may_choose_otherwise(k, before[k], now[k], visited.keys())}

    def _may_choose_otherwise(self, key: str, before: Set[Group], now: Set[Group], visited: Set[str]) -> bool:
        """May these groups, as they were and as they are, tell against what it is in, or for what it waits for?"""
        own = self._firm_part(key)
        was, is_now = (max((self._fit(frozenset((key,)), g) for g in groups if g), default=NO_PAIR) for groups in (before, now))
        if own:
            return not own.isdisjoint(visited) or max(was, is_now) > self._fit(frozenset((key,)), own) - CLEAR_BY
        return was >= JOIN_AT - CLEAR_BY or is_now >= JOIN_AT

    def _rivals(self, some: Iterable[Facts]) -> set[str]:
        """Those that cannot be in one group with these: of one report, or barred."""
        listed = list(some)
        barred = {k for f in listed for k in self.words.bars(f.key)}
        return self._with_units({*barred, *self.index.of_reports(sorted({f.report_id for f in listed}))})

    def _stood_so(self, group: Group) -> bool:
        """Was it a group before, but for the loose ones?"""
        whole = self._stands_in(group).get(min(group), frozenset())
        return group <= whole and all(k not in self.gone and not self._is_firm(k) for k in whole - group)

    def _choice(self, unit: Group, partners: set[str], visited: Mapping[str, Group]) -> tuple[float, Group] | None:
        others = {self._stands_in([k]).get(k, frozenset()): k for k in partners if k not in visited}
        groups = {visited[k] for k in partners if k in visited}
        groups |= {self._firm_part(k, visited.keys()) for k in others.values()}
        scored = ((self._fit(unit, group), group) for group in groups)
        near = (f for f in scored if f[0] >= JOIN_AT - CLEAR_BY)
        fits = sorted((f for f in near if self._allowed(f[1], unit)), key=_by_fit, reverse=True)
        if not fits or fits[0][0] < JOIN_AT or (len(fits) > 1 and fits[0][0] - fits[1][0] < CLEAR_BY):
            return None
        return fits[0]

    def _firm_part(self, key: str, moved: Set[str] = frozenset()) -> Group:
        """The firm mentions of the cluster that a mention stands in, without those that moved."""
        stood = self._stands_in([key]).get(key, frozenset())
        known = self._parts.get(stood)
        if known is None:
            known = self._parts[stood] = frozenset(k for k in stood if self._is_firm(k))
        return known.difference(moved) if moved else known

    def _fit(self, unit: Group, group: Group) -> float:
        """Mean over the unit of the mean of the better half of pairs: one misread account does not outvote the others."""
        theirs = self._firsts.get(group)
        if theirs is None:
            theirs = self._firsts[group] = list(self._get(sorted(group)[:PARTNERS]).values())
        return sum(self.scores.to_group(one, theirs) for one in self._get(sorted(unit)).values()) / len(unit)

    def _accepted(self, wished: Iterable[tuple[float, Group]]) -> Iterator[Group]:
        taken: set[str] = set()
        reports: set[str] = set()
        for _, unit in wished:
            mine = self._extent(unit).reports
            if reports.isdisjoint(mine) and not self.words.barred(unit, taken):
                taken |= unit
                reports |= mine
                yield unit

    def _with_joined(self, groups: list[Group], moved: Set[str], joined: dict[Group, list[Group]]) -> list[Group]:
        """Firm groups with all loose ones that are in them, those from before that were not looked at again among them."""
        stood = self._stands_in(sorted(moved | self.gone.keys())).values()
        left = {k for old in stood for k in old - moved if self._is_firm(k)}
        also = {self._firm_part(k, moved) for k in {self._stands_in([k]).get(k, frozenset()): k for k in left}.values()}
        found = []
        for group in {*groups, *also, *joined}:
            before = {k for old in self._stands_in(group).values() for k in old if not self._is_firm(k)} - moved - self.lost
            found.append(group.union(before, *joined.get(group, ())))
        return found

    # ------------------------------------------------------------------------------------------------------------ waiting

    def _waiting(self, redone: Set[str], moved: Set[str], joined: Set[str]) -> list[Group]:
        """Those that fit no firm group, linked among themselves, around those clusters of which not all wait as they did."""

        @cache
        def waits(key: str) -> bool:
            if key in self.lost or self._is_firm(key):
                return False
            if key in redone:
                return key not in joined
            return not self._has_firm(self._stands_in([key]).get(key, frozenset()))

        known = sorted(moved | self.gone.keys())
        stood = set(self._stands_in(known).values())
        left = {k for old in stood for k in old if not self._waited(old, waits)}
        left |= redone - {k for old in stood for k in old}
        left |= self._bound
        return self._groups({k for k in left if waits(k)}, waits, firm=False)[0]

    def _has_firm(self, group: Group) -> bool:
        """Does any of a cluster of before know day and place?"""
        known = self._firm_in.get(group)
        if known is None:
            known = self._firm_in[group] = any(self._is_firm(k) for k in group)
        return known

    def _look_at_firsts(self, groups: Iterable[Group]) -> None:
        """Know one mention of each of these clusters, and all of those that seem to wait: mostly the first one tells."""
        fresh = {g: next(iter(g)) for g in groups if g not in self._firm_in}
        self._get(fresh.values())
        self._get({k for g, first in fresh.items() if not self._is_firm(first) for k in g})

    def _waited(self, old: Group, waits: Callable[[str], bool]) -> bool:
        """Is nothing of this cluster otherwise than it was, and does all of it wait?"""
        return all(k not in self.dirty and k not in self.gone and waits(k) for k in old)


def _by_fit(wish: tuple[float, Group]) -> tuple[float, str]:
    return wish[0], min(wish[1])

"""Ids of incidents that stay what they are when reports are added.

In: the new clusters, and the incidents as they stood. Out: an id for each cluster, and redirects from ids that went into
another. A cluster takes the id of the old incident with which it shares most members (ties: the oldest incident); else that of
an incident which went into another and of whose mentions it has half or more, so that what was joined and parted again is what
it was; else a new one out of its earliest mention, so that the same reports give the same ids on any machine.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recounted.linking.spelling import slug

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Naming:
    """``ids``: one for each cluster, in their order. ``redirects``: old id → the id that most of its members went to."""

    ids: tuple[str, ...]
    redirects: dict[str, str]


def name_clusters(
    clusters: Sequence[Sequence[str]],
    old: Mapping[str, str],
    age: Mapping[str, int],
    *,
    taken: Container[str] = (),
    retired: Mapping[str, Collection[str]] = {},
) -> Naming:
    """Ids for clusters of mention keys.

    Each cluster's keys are in order, the earliest mention first. ``old``: mention key → incident id; ``age``: incident id →
    its number, the oldest being the smallest; ``taken``: ids that were ever used; ``retired``: ids of incidents that went into
    others → the mentions they had.
    """
    shared = Counter((old[key], c) for c, keys in enumerate(clusters) for key in keys if key in old)
    came = {key for keys in retired.values() for key in keys}
    own = Counter((old[key], c) for c, keys in enumerate(clusters) for key in keys if key in old and key not in came)
    given: dict[int, str] = {}
    heirs: dict[str, int] = {}

    def rank(part: tuple[str, int]) -> tuple[int, int, int, str, str]:
        """Mentions that an incident got from another are not those that it is known by."""
        return -own[part], -shared[part], age.get(part[0], 0), part[0], clusters[part[1]][0]

    for incident, c in sorted(shared, key=rank):
        if c not in given and incident not in heirs:
            given[c], heirs[incident] = incident, c
    alive = set(old.values())
    for incident, c in _revived(clusters, {i: keys for i, keys in retired.items() if i not in alive}):
        if c not in given and incident not in given.values():
            given[c] = incident
    used = _Used(taken, alive | set(given.values()))
    for c, keys in sorted(enumerate(clusters), key=lambda item: item[1][0]):
        if c not in given:
            given[c] = fresh_id(keys[0], used)
            used.more.add(given[c])
    redirects = {i: given[_largest(shared, i)] for i in sorted({i for i, _ in shared}) if i not in heirs}
    return Naming(tuple(given[c] for c in range(len(clusters))), redirects)


@dataclass(frozen=True, slots=True)
class _Used:
    ever: Container[str]
    more: set[str]

    def __contains__(self, name: object) -> bool:
        return name in self.more or name in self.ever


def _revived(clusters: Sequence[Sequence[str]], retired: Mapping[str, Collection[str]]) -> list[tuple[str, int]]:
    """Retired ids with the clusters that have half or more of their mentions, the largest part first."""
    home = {key: c for c, keys in enumerate(clusters) for key in keys}
    parts = Counter((incident, home[key]) for incident, keys in retired.items() for key in keys if key in home)
    fitting = [(-n, incident, c) for (incident, c), n in parts.items() if 2 * n >= len(retired[incident])]
    return [(incident, c) for _, incident, c in sorted(fitting)]


def _largest(shared: Counter[tuple[str, int]], incident: str) -> int:
    return min((c for i, c in shared if i == incident), key=lambda c: (-shared[incident, c], c))


def fresh_id(key: str, used: Container[str]) -> str:
    """An id made from a mention's key; a number is added where the id was given to another incident before."""
    base = "i" + hashlib.sha256(key.encode()).hexdigest()[:_ID_DIGITS]
    return _free(base, used)


def code_of(country: str | None, edtf: str | None, name: str | None) -> str:
    """A code that people can read and say, such as ``UA-20220408-kramatorsk``; unknown parts are ``XX`` and ``undated``.

    Several incidents may have the same: a number is added to all but one of them.
    """
    day = (edtf or "undated").split("/")[0].strip("[]{}").split("..")[0]
    day = "".join(ch for ch in day if ch not in "-~?%")
    return "-".join(filter(None, (country or "XX", day, slug(name))))


def _free(base: str, used: Container[str]) -> str:
    if base not in used:
        return base
    number = 2
    while f"{base}-{number}" in used:
        number += 1
    return f"{base}-{number}"


def in_order(keys: Iterable[str], published: Mapping[str, int | None]) -> list[str]:
    """Mention keys, the earliest publication (an ordinal) first; those without a date come last; ties by key."""
    return sorted(keys, key=lambda k: (published.get(k) is None, published.get(k) or 0, k))

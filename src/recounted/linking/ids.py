"""Ids of incidents that stay what they are when reports are added.

In: the new clusters, and the incidents as they stood. Out: an id for each cluster, and redirects from ids that went into
another. A cluster takes the id of the old incident with which it shares most members (ties: the oldest incident); a new one
gets an id out of its earliest mention, so that the same reports give the same ids on any machine.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from recounted.linking.spelling import slug

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Naming:
    """``ids``: one for each cluster, in their order. ``redirects``: old id → the id that most of its members went to."""

    ids: tuple[str, ...]
    redirects: dict[str, str]


def name_clusters(
    clusters: Sequence[Sequence[str]], old: Mapping[str, str], age: Mapping[str, int], taken: Collection[str] = ()
) -> Naming:
    """Ids for clusters of mention keys.

    Each cluster's keys are in order, the earliest mention first. ``old``: mention key → incident id; ``age``: incident id →
    its number, the oldest being the smallest; ``taken``: ids that were ever used.
    """
    shared = Counter((old[key], c) for c, keys in enumerate(clusters) for key in keys if key in old)
    given: dict[int, str] = {}
    heirs: dict[str, int] = {}
    for (incident, c), _ in sorted(shared.items(), key=lambda s: (-s[1], age.get(s[0][0], 0), s[0][0], clusters[s[0][1]][0])):
        if c not in given and incident not in heirs:
            given[c], heirs[incident] = incident, c
    used = set(taken) | set(old.values())
    for c, keys in sorted(enumerate(clusters), key=lambda item: item[1][0]):
        if c not in given:
            given[c] = fresh_id(keys[0], used)
            used.add(given[c])
    redirects = {i: given[_largest(shared, i)] for i in sorted({i for i, _ in shared}) if i not in heirs}
    return Naming(tuple(given[c] for c in range(len(clusters))), redirects)


def _largest(shared: Counter[tuple[str, int]], incident: str) -> int:
    return min((c for i, c in shared if i == incident), key=lambda c: (-shared[incident, c], c))


def fresh_id(key: str, used: Collection[str]) -> str:
    """An id made from a mention's key; a number is added where the id was given to another incident before."""
    base = "i" + hashlib.sha256(key.encode()).hexdigest()[:_ID_DIGITS]
    return _free(base, used)


def code_of(country: str | None, edtf: str | None, name: str | None, used: Collection[str]) -> str:
    """A code that people can read and say, such as ``UA-20220408-kramatorsk``; unknown parts are ``XX`` and ``undated``."""
    day = (edtf or "undated").split("/")[0].strip("[]{}").split("..")[0]
    day = "".join(ch for ch in day if ch not in "-~?%")
    return _free("-".join(filter(None, (country or "XX", day, slug(name)))), used)


def _free(base: str, used: Collection[str]) -> str:
    if base not in used:
        return base
    number = 2
    while f"{base}-{number}" in used:
        number += 1
    return f"{base}-{number}"


def in_order(keys: Iterable[str], published: Mapping[str, str | None]) -> list[str]:
    """Mention keys, the earliest publication first; those without a date come last; ties by key."""
    return sorted(keys, key=lambda k: (published.get(k) is None, published.get(k) or "", k))

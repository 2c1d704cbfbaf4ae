"""What an update compares with: incidents, their members and names as they stand, asked for by the few that it bears on.

In: a connection and keys. Out: dicts. Nothing here reads the whole casebook.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from recounted.casebook.plain import rows
from recounted.casebook.tables import incidents, readings, redirects, reports, retired, settings
from recounted.linking.weights import VERSION

T = TypeVar("T")
CHUNK = 400  # keys in one query


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items, so many at a time."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


_HOMES = "SELECT mention, incident FROM memberships WHERE mention IN (SELECT value FROM json_each(?))"
_MEMBERS = "SELECT incident, mention FROM memberships WHERE incident IN (SELECT value FROM json_each(?))"


def incidents_of(connection: Connection, mentions: Collection[str]) -> dict[str, str]:
    """Mention → the incident that it is in, for those that are in one."""
    return dict(rows(connection, _HOMES, json.dumps(list(mentions))))


def members(connection: Connection, names: Collection[str]) -> dict[str, frozenset[str]]:
    """Incident → its mentions."""
    found = defaultdict(set)
    for incident, mention in rows(connection, _MEMBERS, json.dumps(list(names))):
        found[incident].add(mention)
    return {incident: frozenset(keys) for incident, keys in found.items()}


def ages(connection: Connection, names: Collection[str]) -> dict[str, int]:
    """Incident → its number, which grows with time."""
    query = select(incidents.c.id, incidents.c.number)
    return {i: n for some in chunks(names) for i, n in connection.execute(query.where(incidents.c.id.in_(some)))}


def inputs(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """Incident → what it was made from."""
    query = select(incidents.c.id, incidents.c.inputs)
    return {i: n for some in chunks(names) for i, n in connection.execute(query.where(incidents.c.id.in_(some)))}


def fingerprints(connection: Connection, reports: Collection[str]) -> dict[str, str]:
    """Report → hash of what was read in it."""
    query = select(readings.c.report_id, readings.c.fingerprint)
    return {r: f for some in chunks(reports) for r, f in connection.execute(query.where(readings.c.report_id.in_(some)))}


def leads_to(connection: Connection, name: str) -> str | None:
    """The incident that an id or code, of today or former, leads to, over all those it went into; None where nothing is left."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        found = connection.execute(select(redirects.c.incident).where(redirects.c.old == name)).scalar()
        if found is None or found == name:
            return found
        name = found
    return None


def names_of(connection: Connection, incident: str) -> list[str]:
    """All ids and codes that lead to an incident."""
    known, frontier = {incident}, [incident]
    while frontier:
        query = select(redirects.c.old).where(redirects.c.incident.in_(frontier)).order_by(redirects.c.old)
        frontier = [name for name in connection.execute(query).scalars() if name not in known]
        known.update(frontier)
    return sorted(known)


class Names:
    """All ids and codes that ever were."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __contains__(self, name: object) -> bool:
        """Was this ever the id or code of an incident?"""
        query = select(redirects.c.old).where(redirects.c.old == name)
        return self._connection.execute(query).scalar() is not None


class Codes:
    """Codes to be given. Several incidents may have the same day and place: all but one get a number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, dict[str, str | None]] = {}
        self._last: dict[str, int] = {}

    def free(self, base: str, incident: str) -> str:
        """A code for an incident: what it has or had that is this one, with a number or without; else the next that is free."""
        known = self._load(base)
        now = select(incidents.c.code).where(incidents.c.id == incident)
        had = [str(code) for code in self._connection.execute(now).scalars()]
        for code in (*had, *(code for code, to in known.items() if to == incident)):
            if _number(code, base) and not self._taken(code, incident):
                return code
        self._last[base] += 1
        code = base if self._last[base] == 1 else f"{base}-{self._last[base]}"
        known[code] = incident
        return code

    def _load(self, base: str) -> dict[str, str | None]:
        if base not in self._known:
            like = or_(redirects.c.old == base, redirects.c.old.between(f"{base}-", f"{base}."))  # LIKE would read them all
            query = select(redirects.c.old, redirects.c.incident).where(like).order_by(redirects.c.old)
            self._known[base] = {old: to for old, to in self._connection.execute(query) if _number(old, base)}
            self._last[base] = max((_number(old, base) for old in self._known[base]), default=0)
        return self._known[base]

    def _taken(self, code: str, incident: str) -> bool:
        query = select(incidents.c.id).where(incidents.c.code == code, incidents.c.id != incident)
        return self._connection.execute(query).scalar() is not None


def _number(code: str, base: str) -> int:
    """1 for the code itself, 2 and more for those with a number, 0 for others."""
    if code == base:
        return 1
    number = code.removeprefix(f"{base}-")
    return int(number) if number.isdecimal() else 0


def retired_near(connection: Connection, mentions: Collection[str]) -> dict[str, set[str]]:
    """Incidents that went into others and had one of these mentions → all that they had."""
    query = select(retired.c.incident).distinct()
    names = {i for some in chunks(mentions) for i in connection.execute(query.where(retired.c.mention.in_(some))).scalars()}
    found: dict[str, set[str]] = defaultdict(set)
    for some in chunks(sorted(names)):
        query = select(retired.c.incident, retired.c.mention).where(retired.c.incident.in_(some))
        for incident, mention in connection.execute(query):
            found[incident].add(mention)
    return dict(found)


def retire(connection: Connection, incident: str, mentions: Collection[str]) -> None:
    """Remember what an incident had when it went into another."""
    revive(connection, incident)
    had = [{"incident": incident, "mention": m} for m in sorted(mentions)]
    if had:
        connection.execute(insert(retired), had)


def revive(connection: Connection, incident: str) -> None:
    """An incident is there again."""
    connection.execute(delete(retired).where(retired.c.incident == incident))


def follow_retired(connection: Connection, home: Mapping[str, str]) -> None:
    """Incidents that are no more lead to where most of their mentions are now. ``home``: mention → incident, of those that were
    linked anew.
    """
    for name, mentions in sorted(retired_near(connection, sorted(home)).items()):
        parts = Counter(home[m] for m in mentions if m in home)
        target, part = min(parts.items(), key=lambda item: (-item[1], item[0]))
        if leads_to(connection, name) is None or 2 * part >= len(mentions):
            connection.execute(update(redirects).where(redirects.c.old == name).values(incident=target))


def setting(connection: Connection, name: str) -> str | None:
    """What is set for the whole casebook under a name."""
    return connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar()


def set_setting(connection: Connection, name: str, value: str) -> None:
    """Set it."""
    connection.execute(delete(settings).where(settings.c.name == name))
    connection.execute(insert(settings), {"name": name, "value": value})


#: The setting that names the weights by which the casebook is linked; reports from which on it is not linked anew in one go.
LINKED_BY, MANY_REPORTS = "linked by", 500


def to_link_anew(connection: Connection) -> tuple[bool, bool]:
    """Is all to be linked anew, as it was never linked, or by other weights than those of today: in one go, or, of very many
    reports, by an ``upgrade``?
    """
    by = setting(connection, LINKED_BY)
    if by == VERSION:
        return False, False
    at_once = by is None or (connection.execute(select(func.max(reports.c.number))).scalar() or 0) < MANY_REPORTS
    return at_once, not at_once


def is_behind(connection: Connection) -> bool:
    """Is an ``upgrade`` to be made?"""
    return to_link_anew(connection)[1]

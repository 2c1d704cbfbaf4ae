"""The facts of mentions in their tables, and how linking looks them up there.

In: Facts and the blocks they are filed under. Out: an ``Index`` that reads no more than is asked for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from recounted.casebook.plain import many_rows, rows
from recounted.casebook.standing import chunks
from recounted.casebook.tables import blocks, facts, fitting
from recounted.linking.blocks import Sought, filed
from recounted.linking.facts import Facts
from recounted.linking.index import Index, MemoryIndex

_FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)


def put_facts(connection: Connection, some: Iterable[Facts]) -> None:
    """File mentions that are not there."""
    for batch in chunks(some):
        filing = [{"mention": f.key, "report_id": f.report_id, "body": _FACTS.dump_json(f).decode()} for f in batch]
        connection.execute(insert(facts), filing)
        found = [{"block": block, "day": day, "mention": f.key} for f in batch for block, day in filed(f)]
        if found:
            connection.execute(insert(blocks), found)


def drop_facts(connection: Connection, keys: Sequence[str], *, alone: bool = False) -> None:
    """Take mentions out. ``alone``: they stay in what others fit."""
    for some in chunks(keys):
        connection.execute(delete(blocks).where(blocks.c.mention.in_(some)))
        drop_fitting(connection, some, alone=alone)
        connection.execute(delete(facts).where(facts.c.mention.in_(some)))


def all_facts(connection: Connection) -> Iterator[Facts]:
    """The facts of all mentions."""
    for body in connection.execute(select(facts.c.body)).scalars():
        yield _FACTS.validate_json(body)


@lru_cache(maxsize=16_384)
def _decoded(body: str) -> Facts:
    """One step after another looks at the same neighbourhood."""
    return _FACTS.validate_json(body)


def drop_fitting(connection: Connection, keys: Sequence[str], *, alone: bool = False) -> None:
    """Forget what these mentions fit, and (but ``alone``) that others fit them."""
    listed = json.dumps(keys)
    if not alone:
        rows(connection, _UNFIT_OTHERS, listed)
    rows(connection, _UNFIT, listed)


def put_fitting(connection: Connection, found: Mapping[str, Mapping[str, float]]) -> None:
    """All that fits these mentions, from their side alone."""
    pairs = {(one, one, 0.0) for one in found} | {(one, k, bits) for one, fits in found.items() for k, bits in fits.items()}
    many_rows(connection, _PUT_FITTING, sorted(pairs))


def forget_fitting(connection: Connection) -> None:
    """Mentions are compared in another way from now on."""
    connection.execute(delete(fitting))


class _Fitting(Index):
    """What fits what is kept in the casebook."""

    _connection: Connection

    def fitting(self, keys: Sequence[str]) -> dict[str, dict[str, float]]:
        """Those of these mentions of which all that they fit is known, with that."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for mention, other, bits in rows(self._connection, _FITTING, json.dumps(keys)):
            found[mention][other] = bits
        return {mention: fits for mention, fits in found.items() if fits.pop(mention, None) is not None}

    def keep_fitting(self, found: Mapping[str, Mapping[str, float]]) -> None:
        """Keep for mentions all that they fit."""
        put_fitting(self._connection, found)
        pairs = ((k, one, bits) for one, fits in found.items() for k, bits in fits.items() if k not in found)
        many_rows(self._connection, _PUT_FITTING, sorted(pairs))


class LoadedIndex(_Fitting, MemoryIndex):
    """All facts of a casebook, in memory."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(all_facts(connection))
        self._connection = connection


class StoredIndex(_Fitting):
    """The facts of a casebook. What was read once is remembered."""

    at_once = 64

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, Facts] = {}

    def __len__(self) -> int:
        """How many mentions there are at the most: counting a million would take longer than linking one."""
        return int(rows(self._connection, "SELECT coalesce(max(rowid), 0) FROM facts")[0][0])

    def get(self, keys: Iterable[str]) -> dict[str, Facts]:
        """The facts of those of these mentions that there are."""
        wanted = list(keys)
        missing = [k for k in wanted if k not in self._known]
        if missing:
            self._read("mention", missing)
        return {k: self._known[k] for k in wanted if k in self._known}

    def there(self, keys: Iterable[str]) -> set[str]:
        """Those of these mentions that there are; nothing else of them is read."""
        asked = "SELECT mention FROM facts WHERE mention IN (SELECT value FROM json_each(?))"
        return {key for (key,) in rows(self._connection, asked, json.dumps(list(keys)))}

    def of_reports(self, report_ids: Iterable[str]) -> dict[str, Facts]:
        """The facts of all mentions of these reports."""
        return self._read("report_id", list(report_ids))

    def _read(self, where: str, wanted: Sequence[str]) -> dict[str, Facts]:
        stored = rows(self._connection, _READ.format(where), json.dumps(wanted))
        found = {key: self._known.get(key) or _decoded(body) for key, body in stored}
        self._known.update(found)
        return found

    def _look(self, wanted: Sequence[Sequence[Sought]]) -> list[set[str]]:
        found: list[set[str]] = [set() for _ in wanted]
        ranges = [(number, *one) for number, some in enumerate(wanted) for one in some]
        for number, mention in rows(self._connection, _LOOK, json.dumps(ranges)):
            found[number].add(mention)
        return found


#: The facts of some mentions, or of all mentions of some reports, which are given as JSON.
_READ = "SELECT mention, body FROM facts WHERE {} IN (SELECT value FROM json_each(?))"
_PUT_FITTING = "INSERT OR IGNORE INTO fitting (mention, other, bits) VALUES (?, ?, ?)"
#: What some mentions fit, and what is to be forgotten of them, by either side.
_FITTING = "SELECT mention, other, bits FROM fitting WHERE mention IN (SELECT value FROM json_each(?))"
_UNFIT_OTHERS = (
    "DELETE FROM fitting WHERE (mention, other) IN"
    " (SELECT other, mention FROM fitting WHERE mention IN (SELECT value FROM json_each(?)))"
)
_UNFIT = "DELETE FROM fitting WHERE mention IN (SELECT value FROM json_each(?))"
#: The mentions in some ranges of blocks, which are given as JSON, each with a number of its own.
_LOOK = (
    "SELECT json_extract(value, '$[0]'), mention FROM json_each(?) CROSS JOIN blocks ON block = json_extract(value, '$[1]')"
    " AND day BETWEEN json_extract(value, '$[2]') AND json_extract(value, '$[3]')"
)

"""The history of a casebook: who or which version did what, when, to what, before, after, and why. Rows are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from recounted.casebook.plain import rows
from recounted.casebook.tables import OF_AN_ACT, history
from recounted.messages import S_
from recounted.model import Act


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was done. ``before`` and ``after`` are JSON values, None where there is nothing; ``fields``: those of an
    incident that differ.
    """

    number: int
    at: str
    who: str
    what: str
    subject: str
    before: Any
    after: Any
    why: str
    fields: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, by whom (a person or a version) and why something is done."""

    at: str
    who: str
    why: str = ""


def record(connection: Connection, stamp: Stamp, what: str, subject: str, *, before: Any = None, after: Any = None) -> None:
    """Add one entry, in the transaction of what it tells of."""
    sides = {"before": _dump(before), "after": _dump(after), "fields": _dump(_changed(before, after))}
    row = {"at": stamp.at, "who": stamp.who, "what": what, "subject": subject, "why": stamp.why, **sides}
    connection.execute(insert(history), row)


def act_in_words(act: Act) -> str:
    """Why an incident changed when a person's act is the reason."""
    return S_(f"act {act.number}: {act.verb}")


def changed_by(connection: Connection, found: Iterable[Act]) -> dict[int, list[str]]:
    """Act → the incidents that changed because of it, in order."""
    numbers = {act_in_words(act): act.number for act in found}
    changed: dict[int, dict[str, None]] = {number: {} for number in numbers.values()}
    for why, subject in rows(connection, _CHANGED_BY, json.dumps(list(numbers))):
        changed[numbers[why]][subject] = None
    return {number: list(subjects) for number, subjects in changed.items()}


_CHANGED_BY = (
    f"SELECT why, subject FROM history WHERE {OF_AN_ACT} AND why IN (SELECT value FROM json_each(?))"
    " AND what NOT LIKE 'decided: %' ORDER BY number"
)


def entries(connection: Connection, subjects: Sequence[str] | None) -> list[HistoryEntry]:
    """The history of some subjects (ids of reports, incidents, claims), or all of it; the oldest first."""
    query = select(history).order_by(history.c.number)
    if subjects is not None:
        query = query.where(history.c.subject.in_(subjects))
    return [
        HistoryEntry(
            **{**row, "before": _load(row["before"]), "after": _load(row["after"]), "fields": _load(row["fields"]) or ()}
        )
        for row in connection.execute(query).mappings()
    ]


def _changed(before: Any, after: Any) -> list[str] | None:
    """The fields of an incident that differ."""
    if not isinstance(before, dict) or not isinstance(after, dict) or "tolls" not in after:
        return None
    return [name for name in after if before.get(name) != after[name] and name != "version"]


def _dump(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _load(value: str | None) -> Any:
    return None if value is None else json.loads(value)

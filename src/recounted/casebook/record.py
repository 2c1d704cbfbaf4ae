"""The history of a casebook: who or which version did what, when, to what, before, after, and why. Rows are only ever added."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from recounted.casebook.tables import history


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that was done. ``before`` and ``after`` are JSON values, None where there is nothing."""

    number: int
    at: str
    who: str
    what: str
    subject: str
    before: Any
    after: Any
    why: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, by whom (a person or a version) and why something is done."""

    at: str
    who: str
    why: str = ""


def record(connection: Connection, stamp: Stamp, what: str, subject: str, *, before: Any = None, after: Any = None) -> None:
    """Add one entry, in the transaction of what it tells of."""
    sides = {"before": _dump(before), "after": _dump(after)}
    row = {"at": stamp.at, "who": stamp.who, "what": what, "subject": subject, "why": stamp.why, **sides}
    connection.execute(insert(history), row)


def entries(connection: Connection, subject: str | None) -> list[HistoryEntry]:
    """The history of one subject (a report's id, an incident's id, a pair of mentions), or all of it; the oldest first."""
    query = select(history).order_by(history.c.number)
    if subject is not None:
        query = query.where(history.c.subject == subject)
    return [
        HistoryEntry(**{**row, "before": _load(row["before"]), "after": _load(row["after"])})
        for row in connection.execute(query).mappings()
    ]


def _dump(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _load(value: str | None) -> Any:
    return None if value is None else json.loads(value)

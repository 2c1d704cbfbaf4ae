"""What was done to an incident, told in short: by whom, when, what of it changed. For pages, which ask often.

In: the id of an incident. Out: deeds, the newest first, read off indexes; the incident before and after is never read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import case, func, select

from recounted.casebook import acts, standing
from recounted.casebook.opened import Opened
from recounted.casebook.record import changed_by
from recounted.casebook.tables import acts as act_rows
from recounted.casebook.tables import history
from recounted.model import Act

_DECIDED = "decided: "
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done. ``act``: the number of a person's act; ``fields``: those of the incident that changed."""

    number: int
    at: str
    who: str
    what: str
    why: str
    fields: tuple[str, ...] = ()
    act: int | None = None

    @property
    def by_a_person(self) -> bool:
        """Did a person decide it?"""
        return self.act is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """An act, and whether it stands. ``changed``: the incidents that changed because of it; ``of``: the verb that it undoes."""

    act: Act
    undone: bool
    changed: tuple[str, ...] = ()
    of: str = ""


class Deeds:
    """Questions to the history of a casebook."""

    def __init__(self, casebook: Opened) -> None:
        self._read = casebook._read

    def of(self, incident: str, *, before: int | None = None, after: int = 0, limit: int = 30) -> list[Deed]:
        """The deeds on an incident and on all that went into it, the newest first: those between two numbers."""
        with self._read() as connection:
            names = standing.names_of(connection, incident)
            act = case((history.c.what.startswith(_DECIDED), func.json_extract(history.c.after, "$.act")), else_=None)
            columns = (history.c.number, history.c.at, history.c.who, history.c.what, history.c.why, history.c.fields, act)
            query = select(*columns).where(history.c.subject.in_(names[:_CHUNK]), history.c.number > after)
            if before is not None:
                query = query.where(history.c.number < before)
            rows = connection.execute(query.order_by(history.c.number.desc()).limit(limit)).all()
        return [
            Deed(number, at, who, what, why, tuple(json.loads(fields)) if fields else (), act)
            for number, at, who, what, why, fields, act in rows
        ]

    def latest(self, incident: str) -> int:
        """The number of the last deed on an incident; 0 for one that is not known. One look at an index."""
        with self._read() as connection:
            return connection.execute(select(func.max(history.c.number)).where(history.c.subject == incident)).scalar() or 0

    def acts(self, numbers: Collection[int]) -> list[Standing]:
        """Some acts, the newest first, each with whether it stands."""
        with self._read() as connection:
            query = select(act_rows).where(act_rows.c.number.in_(sorted(numbers)))
            found = [Act(**row) for row in connection.execute(query.order_by(act_rows.c.number.desc())).mappings()]
            gone = acts.gone(connection)
        return [Standing(a, a.number in gone) for a in found]

    def latest_acts(self, *, before: int | None = None, limit: int = 50) -> list[Standing]:
        """Acts of all kinds, the latest first, with what changed because of each."""
        with self._read() as connection:
            earlier = [] if before is None else [act_rows.c.number < before]
            found = list(islice(acts.latest(connection, *earlier), limit))
            gone, changed = acts.gone(connection), changed_by(connection, found)
            undone = acts.latest(connection, act_rows.c.number.in_([a.undoes for a in found if a.undoes]))
            verbs = {a.number: a.verb for a in undone}
        return [Standing(a, a.number in gone, tuple(changed[a.number]), verbs.get(a.undoes or 0, "")) for a in found]


def last_that_stands(found: Iterable[Standing]) -> Act | None:
    """The newest act that is there to be undone."""
    return next((s.act for s in found if not s.undone and s.act.undoes is None), None)


def last_undone(found: Iterable[Standing]) -> Act | None:
    """The newest act that is there to be redone."""
    return next((s.act for s in found if s.undone and s.act.undoes is None), None)

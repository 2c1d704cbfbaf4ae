"""What pages ask of a casebook: lists of incidents with filters, search and sums, and one report with its reading.

In: a ``View`` (what to see, in which order). Out: cards, a page at a time, found by where the last page ended and not by counting
rows. What fits a view is found in memory (``masks``), its order is that of an index.
"""

from __future__ import annotations

import json
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, func, select

from recounted.casebook import search
from recounted.casebook.listing import FIELDS
from recounted.casebook.masks import LISTED, Area, Fit, Masks, holds, numbers_in, overlaid
from recounted.casebook.opened import Opened
from recounted.casebook.overview import Overview
from recounted.casebook.plain import rows, some_rows
from recounted.casebook.queries import ReportCard, readings_of
from recounted.casebook.standing import chunks
from recounted.casebook.tables import history, incident_reports, incidents, memberships, mentions, reports
from recounted.model import Reading

T = TypeVar("T")
Sort = Literal["worth", "newest", "oldest", "killed", "reports", "contested"]
#: Each order: its column of ``cards``, and whether it falls. The incident's number settles ties in the same direction.
SORTS: dict[Sort, tuple[str, bool]] = {
    "worth": ("worth", True),
    "newest": ("first_day", True),
    "oldest": ("first_day", False),
    "killed": ("killed", True),
    "reports": ("n_reports", True),
    "contested": ("n_contested", True),
}
FIRST: Sort = "worth"
#: Incidents in view up to which they are looked up one by one; above it the list is walked in its order.
_FEW = 2_000
#: Incidents that are asked in vain whether they have words that very many reports have, before all that have them are sought.
_IN_VAIN = 150
#: Seconds for which counts that took long are good, while reports are coming in.
_STALE, _QUICK = 10.0, 0.02
#: Readings that are remembered, each with its fingerprint: the pages of a large incident ask for the same again and again.
_MOST_READINGS = 500
_PRINTS = (
    "SELECT number, id, fingerprint FROM reports JOIN readings ON report_id = id WHERE id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class View:
    """Which incidents, in which order. ``since`` and ``until`` are ISO days; an incident counts if its days touch them.

    ``chosen``: field of ``listing.FIELDS`` → values of which one must hold. ``search``: words in the reports' texts and titles.
    ``area``: where its point lies. ``sort``: ``worth`` is how much it needs a person (``worth.RULE``).
    """

    search: str = ""
    since: str = ""
    until: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: Sort = FIRST
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An incident on a list; ``body`` is what ``listing`` shows of it."""

    number: int
    key: str | int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Some cards, and where the next page starts (None: there is none)."""

    cards: tuple[Card, ...]
    after: tuple[str | int, int] | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Numbers of what is in view. Killed: the sums of the incidents' low and high ends, where there are any. ``at_least``: the
    words asked for are in so many reports that not all were counted.
    """

    incidents: int
    reports: int
    contested: int
    killed_low: int
    killed_high: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with its reading, and the incidents of its mentions (mention id → incident id, code)."""

    reading: Reading
    incidents: Mapping[str, tuple[str, str]]


class Browse:
    """Questions to a casebook. One object serves all threads; it remembers sums, so keep it."""

    def __init__(self, casebook: Opened) -> None:
        self._read = casebook._read
        self._masks = Masks()
        self.overview = Overview(self)
        self._readings: dict[str, tuple[str, Reading]] = {}
        self._counted: tuple[int, float, float, dict[str, list[tuple[str, int]]]] | None = None

    def version(self) -> int:
        """A number that grows with everything that is done to the casebook."""
        with self._read() as connection:
            return connection.execute(select(func.max(history.c.number))).scalar() or 0

    def is_empty(self) -> bool:
        """Is there no report yet?"""
        with self._read() as connection:
            return connection.execute(select(reports.c.number).limit(1)).first() is None

    def page(self, view: View, *, after: tuple[str | int, int] | None = None, limit: int = 50) -> Page:
        """The cards of a view that come after ``after`` in its order."""
        with self._read() as connection:
            keys = list(islice(self._in_order(connection, view, after), limit + 1))
            there = json.dumps([number for _, number in keys[:limit]])
            bodies = dict(rows(connection, f"SELECT incident, body FROM cards WHERE incident IN {LISTED}", there))
        shown = tuple(Card(number, key, json.loads(bodies[number])) for key, number in keys[:limit])
        return Page(shown, (shown[-1].key, shown[-1].number) if len(keys) > limit else None)

    def totals(self, view: View) -> Totals:
        """The numbers of a view, whatever its order."""
        with self._read() as connection:
            fit = self._fit(connection, view, whole=False)
            mask = fit.mask if not fit.query else fit.sure if fit.mask is None else overlaid(fit.mask, fit.sure)
            there, told, contested, low, high = self._masks.sums(connection, mask, _SUMS)
        return Totals(there, told, contested, low, high, at_least=bool(fit.query))

    def incidents(self, view: View) -> list[str]:
        """The ids of all incidents of a view, in its order."""
        with self._read() as connection:
            numbers = [n for _, n in _walk(connection, self._fit(connection, view).mask, view.sort, None)]
            ids = dict(rows(connection, f"SELECT number, id FROM incidents WHERE number IN {LISTED}", json.dumps(numbers)))
        return [ids[n] for n in numbers]

    def fitting(self, view: View) -> bytes | None:
        """Byte ``n`` is 1 where incident ``n`` is in view; None: all are."""
        with self._read() as connection:
            return self._fit(connection, view).mask

    def columns(self, view: View, names: Sequence[str]) -> tuple[bytes | None, list[array[Any]]]:
        """The mask of a view (as ``fitting``), and some columns of ``masks`` of all incidents, by their numbers."""
        with self._read() as connection:
            return self._fit(connection, view).mask, self._masks.columns(connection, names)

    def ask(self, view: View, question: Callable[[Connection, Masks, bytes | None], T]) -> T:
        """What a question finds in the state of the casebook that the mask of the view is of."""
        with self._read() as connection:
            return question(connection, self._masks, self._fit(connection, view).mask)

    def warm(self) -> None:
        """Ask once for what the first pages would have to wait for."""
        everything = View(since="0001-01-01")  # a filter that most pass: the values of fields are laid over it
        self.choices()
        self.totals(everything)
        self.overview.times(everything)
        self.overview.counts(everything)

    def listed(self) -> int:
        """A number that grows whenever an incident is listed anew or goes."""
        with self._read() as connection:
            return self._masks.version(connection)

    def _fit(self, connection: Connection, view: View, *, whole: bool = True) -> Fit:
        query = search.query_of(view.search) if view.search.strip() else None
        if query is None and view.search.strip():
            return Fit(b"")
        days = {"since": view.since, "until": view.until}
        whole = whole or bool(query and "*" in query)  # many words at once: asked for one by one they take far longer
        return self._masks.fitting(connection, view.chosen, query=query, area=view.area, whole=whole, **days)

    def _in_order(
        self, connection: Connection, view: View, after: tuple[str | int, int] | None
    ) -> Iterator[tuple[str | int, int]]:
        """Keys and numbers from ``after`` on. Words that very many reports have are sought in the incidents that are met, until
        too many are met in vain.
        """
        fit, vain = self._fit(connection, view, whole=False), 0
        if not fit.query:
            yield from _walk(connection, fit.mask, view.sort, after)
            return
        last = after
        for last in _walk(connection, fit.mask, view.sort, after):
            if holds(fit.sure, last[1]) or search.having(connection, fit.query, [last[1]]):
                yield last
            elif (vain := vain + 1) == _IN_VAIN:
                break
        else:
            return
        yield from _walk(connection, self._fit(connection, view).mask, view.sort, last)

    def choices(self) -> dict[str, list[tuple[str, int]]]:
        """Field → its values with the number of incidents, the most frequent first."""
        with self._read() as connection:
            version = self._masks.version(connection)
            if self._counted is not None:
                of, at, cost, found = self._counted
                if of == version or (cost > _QUICK and time.monotonic() - at < _STALE):
                    return found
            start = time.monotonic()
            found = _choices(connection)
            self._counted = (version, time.monotonic(), time.monotonic() - start, found)
            return found

    def readings(self, report_ids: Iterable[str]) -> list[Reading]:
        """The readings of some reports, in the order in which they came."""
        keys = sorted(set(report_ids))
        with self._read() as connection:
            prints = {report: now for _, report, now in sorted(rows(connection, _PRINTS, json.dumps(keys)))}
            known = {k: kept[1] for k, now in prints.items() if (kept := self._readings.get(k)) and kept[0] == now}
            for some in chunks([k for k in prints if k not in known]):
                known |= {r.report.id: r for r in readings_of(connection, some)}
        if len(self._readings) + len(known) > _MOST_READINGS:
            self._readings = {}
        self._readings |= {k: (prints[k], r) for k, r in known.items()}
        return [known[k] for k in prints]

    def report(self, short: str) -> ReportPage | None:
        """A report by the first twelve digits of its hash."""
        with self._read() as connection:
            report_id = connection.execute(select(reports.c.id).where(reports.c.short == short)).scalar()
            if report_id is None:
                return None
            reading = next(readings_of(connection, [report_id]), None)
            joined = mentions.join(memberships, memberships.c.mention == mentions.c.key).join(
                incidents, incidents.c.id == memberships.c.incident
            )
            query = select(mentions.c.key, incidents.c.id, incidents.c.code).select_from(joined)
            of = {k.partition(".")[2]: (i, c) for k, i, c in connection.execute(query.where(mentions.c.report_id == report_id))}
        return ReportPage(reading, of) if reading else None

    def reports(self, asked: str = "", *, before: int | None = None, limit: int = 50) -> list[tuple[int, ReportCard, int]]:
        """Reports, the last that came first, each with its number and the number of incidents that it tells of."""
        names = ("id", "short", "name", "lang", "published", "url", "title", "outlet")
        told = select(func.count()).where(incident_reports.c.report == reports.c.number).scalar_subquery()
        wanted = select(reports.c.number, told, *(reports.c[n] for n in names)).order_by(reports.c.number.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(reports.c.number < before)
        if asked.strip():
            query = search.query_of(asked)
            if query is None:
                return []
            wanted = wanted.where(reports.c.number.in_(search.reports_with(query)))
        with self._read() as connection:
            return [(n, ReportCard(**dict(zip(names, row, strict=True))), k) for n, k, *row in connection.execute(wanted)]


def _version(connection: Connection) -> int:
    return connection.execute(select(func.max(history.c.number))).scalar() or 0


_SUMS = ("there", "reports", "contested", "killed_low", "killed_high")


def _walk(
    connection: Connection, mask: bytes | None, sort: Sort, after: tuple[str | int, int] | None
) -> Iterator[tuple[str | int, int]]:
    """What is in view with its keys, in order: few are looked up, many are met on a walk along the index of the order."""
    column, falls = SORTS[sort]
    way, beyond = ("DESC", "<") if falls else ("ASC", ">")
    where, values = "", []
    if after is not None:
        where, values = f"WHERE ({column}, incident) {beyond} (?, ?)", [*after]
    if mask is not None and mask.count(1) <= _FEW:
        where = f"{where} {'AND' if where else 'WHERE'} incident IN {LISTED}"
        values.append(json.dumps(numbers_in(mask)))
        mask = None
    order = f"ORDER BY {column} {way}, incident {way}"
    for key, number in some_rows(connection, f"SELECT {column}, incident FROM cards {where} {order}", *values):
        if mask is None or holds(mask, number):
            yield key, number


def _choices(connection: Connection) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in FIELDS}
    for name, value, count in rows(connection, "SELECT field, value, count(*) FROM facets GROUP BY field, value"):
        found[name].append((value, count))
    return {name: sorted(counted, key=lambda item: (-item[1], item[0])) for name, counted in found.items()}

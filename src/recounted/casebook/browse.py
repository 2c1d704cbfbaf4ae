"""What pages ask of a casebook: lists of incidents with filters, search and sums, and one report with its reading.

In: a ``View`` (what to see, in which order). Out: cards, a page at a time, found by where the last page ended and not by counting
rows. All of it runs on indexes; whole casebooks are summed once for each state of the casebook and kept.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select, true

from recounted.casebook import search
from recounted.casebook.listing import FIELDS
from recounted.casebook.opened import Opened
from recounted.casebook.queries import ReportCard, readings_of
from recounted.casebook.tables import cards, facets, history, incident_reports, incidents, memberships, mentions, reports
from recounted.model import Reading

Sort = Literal["newest", "oldest", "killed", "reports", "contested"]
#: Each order: its column, and whether it falls. The incident's number settles ties in the same direction.
SORTS: dict[Sort, tuple[ColumnElement[Any], bool]] = {
    "newest": (cards.c.first_day, True),
    "oldest": (cards.c.first_day, False),
    "killed": (cards.c.killed, True),
    "reports": (cards.c.n_reports, True),
    "contested": (cards.c.n_contested, True),
}
#: Incidents under a filter value up to which they are looked up one by one; above it the list is walked in its order.
_FEW = 5_000
#: Seconds for which sums that took long are good, while reports are coming in.
_STALE, _QUICK = 10.0, 0.02
_KEPT = 200  # sums of views
_CHUNK = 400  # keys in one query


@dataclass(frozen=True, slots=True)
class View:
    """Which incidents, in which order. ``since`` and ``until`` are ISO days; an incident counts if its days touch them.

    ``chosen``: field of ``listing.FIELDS`` → values of which one must hold. ``search``: words in the reports' texts and titles.
    """

    search: str = ""
    since: str = ""
    until: str = ""
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: Sort = "newest"


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
    """Numbers of what is in view. Killed: the sums of the incidents' low and high ends, where there are any."""

    incidents: int
    reports: int
    contested: int
    killed_low: int
    killed_high: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with its reading, and the incidents of its mentions (mention id → incident id, code)."""

    reading: Reading
    incidents: Mapping[str, tuple[str, str]]


@dataclass
class _Memory:
    """Sums by what they are of, each good for one state of the casebook."""

    kept: OrderedDict[object, tuple[int, float, float, Any]] = field(default_factory=OrderedDict)

    def get(self, key: object, version: int, make: Callable[[], Any]) -> Any:
        now = time.monotonic()
        if found := self.kept.get(key):
            made_at, cost, of, value = found[1], found[2], found[0], found[3]
            if of == version or (cost > _QUICK and now - made_at < _STALE):
                return value
        value = make()
        self.kept[key] = (version, time.monotonic(), time.monotonic() - now, value)
        while len(self.kept) > _KEPT:
            self.kept.popitem(last=False)
        return value


class Browse:
    """Questions to a casebook. One object serves all threads; it remembers sums, so keep it."""

    def __init__(self, casebook: Opened) -> None:
        self._read = casebook._read
        self._memory = _Memory()

    def version(self) -> int:
        """A number that grows with everything that is done to the casebook."""
        with self._read() as connection:
            return _version(connection)

    def is_empty(self) -> bool:
        """Is there no report yet?"""
        with self._read() as connection:
            return connection.execute(select(reports.c.number).limit(1)).first() is None

    def page(self, view: View, *, after: tuple[str | int, int] | None = None, limit: int = 50) -> Page:
        """The cards of a view that come after ``after`` in its order."""
        column, falls = SORTS[view.sort]
        with self._read() as connection:
            listed = select(cards.c.incident, column.label("key"), cards.c.body)
            wanted = _narrowed(connection, view, listed, walk=True)
            if wanted is None:
                return Page((), None)
            if after is not None:
                wanted = wanted.where(_beyond(column, falls, after))
            order = (column.desc(), cards.c.incident.desc()) if falls else (column, cards.c.incident)
            rows = connection.execute(wanted.order_by(*order).limit(limit + 1)).all()
        shown = tuple(Card(number, key, json.loads(body)) for number, key, body in rows[:limit])
        return Page(shown, (shown[-1].key, shown[-1].number) if len(rows) > limit else None)

    def totals(self, view: View) -> Totals:
        """The numbers of a view, whatever its order."""
        with self._read() as connection:
            key = (view.search, view.since, view.until, view.chosen)
            found: Totals = self._memory.get(key, _version(connection), lambda: _totals(connection, view))
            return found

    def choices(self) -> dict[str, list[tuple[str, int]]]:
        """Field → its values with the number of incidents, the most frequent first."""
        with self._read() as connection:
            found: dict[str, list[tuple[str, int]]] = self._memory.get(
                "choices", _version(connection), lambda: _choices(connection)
            )
            return found

    def readings(self, report_ids: Iterable[str]) -> list[Reading]:
        """The readings of some reports, in the order in which they came."""
        keys, found = sorted(set(report_ids)), []
        with self._read() as connection:
            for start in range(0, len(keys), _CHUNK):
                found += list(readings_of(connection, keys[start : start + _CHUNK]))
        return found

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


def _beyond(column: ColumnElement[Any], falls: bool, after: tuple[str | int, int]) -> ColumnElement[bool]:
    key, number = after
    if falls:
        return and_(column <= key, or_(column < key, cards.c.incident < number))
    return and_(column >= key, or_(column > key, cards.c.incident > number))


def _narrowed(connection: Connection, view: View, wanted: Select[Any], *, walk: bool) -> Select[Any] | None:
    """``wanted`` of a view; None if it is known to hold none. ``walk``: some cards in their order are wanted, not all.

    The narrowest condition leads, and the cards under it are asked for the others; but where even that is wide, for a page
    the cards are walked in their order and each is asked. The plus sign keeps SQLite, which knows no sizes, from turning that
    round.
    """
    most = _FEW + 1 if walk else None
    sizes = [_size(connection, _under(name, values), most) for name, values in view.chosen]
    if 0 in sizes:
        return None
    narrow = min(sizes, default=_FEW + 1)
    leader = sizes.index(narrow) if sizes and (narrow <= _FEW or not walk) else None
    for n, (name, values) in enumerate(view.chosen):
        wanted = wanted.where(cards.c.incident.in_(_under(name, values)) if n == leader else _holds(name, values))
    if view.search.strip():
        query = search.query_of(view.search)
        if query is None:
            return None
        found = search.reports_with(query)
        often = walk and narrow > _FEW and _size(connection, found, _FEW + 1) > _FEW
        wanted = wanted.where(_told(query) if often else _WALKED.in_(_among(found)))
    if view.since:
        wanted = wanted.where(cards.c.last_day >= view.since)
    if view.until:
        wanted = wanted.where(cards.c.first_day <= view.until, cards.c.first_day != "")
    return wanted


_WALKED: ColumnElement[Any] = literal_column("+cards.incident")


def _under(name: str, values: tuple[str, ...]) -> Select[Any]:
    return select(facets.c.incident).where(facets.c.field == name, facets.c.value.in_(values))


def _holds(name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
    same = (facets.c.first_day == cards.c.first_day, facets.c.incident == cards.c.incident)
    return select(true()).where(facets.c.field == name, facets.c.value.in_(values), *same).correlate(cards).exists()


def _among(found: Select[Any]) -> Select[Any]:
    return select(incident_reports.c.incident).where(incident_reports.c.report.in_(found))


def _told(query: str) -> ColumnElement[bool]:
    """Has a report of the card's incident the words? Asked of each report: for words that many have."""
    words = search.has_words(query, incident_reports.c.report)
    return select(true()).where(incident_reports.c.incident == cards.c.incident, words).correlate(cards).exists()


def _size(connection: Connection, found: Select[Any], most: int | None) -> int:
    """How many there are; counted no further than matters."""
    return connection.execute(select(func.count()).select_from(found.limit(most).subquery())).scalar_one()


def _totals(connection: Connection, view: View) -> Totals:
    c = cards.c
    contested = func.count().filter(c.n_contested > 0)
    sums = [func.count(), func.sum(c.n_reports), contested]
    ends = [func.sum(end).filter(end >= 0) for end in (c.killed_low, c.killed)]
    wanted = _narrowed(connection, view, select(*sums, *ends).select_from(cards), walk=False)
    row = connection.execute(wanted).one() if wanted is not None else (0,) * 5
    return Totals(*(n or 0 for n in row))


def _choices(connection: Connection) -> dict[str, list[tuple[str, int]]]:
    n = func.count()
    query = select(facets.c.field, facets.c.value, n).group_by(facets.c.field, facets.c.value).order_by(n.desc(), facets.c.value)
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in FIELDS}
    for name, value, count in connection.execute(query):
        found[name].append((value, count))
    return found

"""A casebook: one SQLite file that keeps reports, readings, incidents, people's decisions and the history of all of it.

In: nouns. Out: the same nouns, equal. Every write is one transaction, so that killing the process loses nothing that was
returned as stored. It refuses to store a report twice, to change its history, and to touch a file that is not a casebook.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, delete, func, insert, or_, select, update

from recounted.casebook import acts, intake, rows
from recounted.casebook.file import explained, open_engine
from recounted.casebook.intake import Stored
from recounted.casebook.record import HistoryEntry, Stamp, entries, record
from recounted.casebook.tables import (
    claims,
    history,
    incidents,
    memberships,
    mentions,
    readings,
    redirects,
    report_names,
    reports,
)
from recounted.errors import CasebookError
from recounted.model import Act, Claim, Decision, Incident, LinkDecision, Reading

__all__ = ["Casebook", "HistoryEntry", "ReportCard", "Standing", "Stored", "StoredClaim"]

_BATCH = 200  # readings a transaction: small enough for others to get in, large enough to be fast
_CHUNK = 400  # keys in one query


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with the report and mention it stands in."""

    claim: Claim
    report_id: str
    report: str
    mention: str


@dataclass(frozen=True, slots=True)
class ReportCard:
    """What identifies a report, without its text."""

    id: str
    short: str
    name: str
    lang: str | None
    published: str | None
    url: str | None
    title: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What an update compares with: incidents as they are. ``number`` grows with age; ``inputs`` is what an incident was made
    from.
    """

    member_of: dict[str, str]
    number: dict[str, int]
    inputs: dict[str, str]
    redirects: dict[str, str | None]


def utc_now() -> str:
    """The time now, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Casebook:
    """An open casebook. Use it in a ``with`` statement, or ``close`` it."""

    def __init__(self, path: Path, engine: Engine, clock: Callable[[], str]) -> None:
        self.path = path
        self._engine = engine
        self._clock = clock

    @classmethod
    def open(
        cls, path: str | Path, *, create: bool = True, read_only: bool = False, clock: Callable[[], str] = utc_now
    ) -> Casebook:
        """Open the casebook at ``path``; make it if there is none and ``create`` is set. ``clock`` gives the times written.

        Raises CasebookError: no casebook there, another kind of file, of a newer form, not readable, locked, disk full.
        """
        place = Path(path)
        return cls(place, open_engine(place, create=create, read_only=read_only), clock)

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Casebook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with explained(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with explained(self.path), self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    # ------------------------------------------------------------------------------------------------- reports, readings

    def put_readings(self, found: Iterable[Reading], *, reader: str | None = None) -> Stored:
        """Store readings, a batch a transaction; what was stored before is left alone. ``reader`` names the version that read.

        Raises CasebookError; batches before the failing one stay stored.
        """
        source, total = iter(found), Stored()
        version = reader or reader_version()
        while batch := list(islice(source, _BATCH)):
            with self._write() as connection:
                total += intake.put(connection, batch, version, self._clock())
        return total

    def readings(self, report_ids: Iterable[str] | None = None) -> Iterator[Reading]:
        """All readings in the order in which their reports came, or those of some reports (ids)."""
        with self._read() as connection:
            wanted = set(report_ids) if report_ids is not None else None
            query = select(reports.c.id).order_by(reports.c.number)
            keys = [k for k in connection.execute(query).scalars() if wanted is None or k in wanted]
        for start in range(0, len(keys), _CHUNK):
            with self._read() as connection:
                chunk = list(_readings(connection, keys[start : start + _CHUNK]))
            yield from chunk

    def counts(self) -> dict[str, int]:
        """How many reports, mentions, claims and incidents there are."""
        tables = {"reports": reports, "mentions": mentions, "claims": claims, "incidents": incidents}
        with self._read() as connection:
            return {name: connection.execute(select(func.count()).select_from(t)).scalar_one() for name, t in tables.items()}

    def fingerprints(self) -> dict[str, str]:
        """Report id → hash of what was read in it."""
        with self._read() as connection:
            return {row[0]: row[1] for row in connection.execute(select(readings.c.report_id, readings.c.fingerprint))}

    def report_names(self, report_id: str) -> tuple[str, ...]:
        """All names under which a report's bytes came, sorted."""
        with self._read() as connection:
            query = select(report_names.c.name).where(report_names.c.report_id == report_id).order_by(report_names.c.name)
            return tuple(connection.execute(query).scalars())

    def report_cards(self) -> dict[str, ReportCard]:
        """Report id → what identifies it, in the order in which the reports came."""
        fields = ("id", "short", "name", "lang", "published", "url", "title", "outlet")
        with self._read() as connection:
            query = select(*(reports.c[f] for f in fields)).order_by(reports.c.number)
            return {row["id"]: ReportCard(**row) for row in connection.execute(query).mappings()}

    def report_id(self, report: str) -> str:
        """The id of a report given by id, by the first twelve digits of its hash, or by name (with or without ending).

        Raises CasebookError if none or several fit.
        """
        with self._read() as connection:
            by_id = select(reports.c.id).where(
                or_(reports.c.id == report, reports.c.short == report.removeprefix("sha256:")[:12])
            )
            named = or_(report_names.c.name == report, report_names.c.name.startswith(f"{report}.", autoescape=True))
            by_name = select(report_names.c.report_id).where(named).distinct()
            found = list(connection.execute(by_id).scalars()) or list(connection.execute(by_name).scalars())
        if len(found) == 1:
            return str(found[0])
        if found:
            raise CasebookError(
                f"{self.path}: {len(found)} reports are called {report}; use one of the ids {', '.join(sorted(found))}"
            )
        raise CasebookError(f"{self.path}: there is no report {report}; `recounted incidents` lists the reports of each incident")

    def report_text(self, report: str) -> str:
        """The stored text of a report, given as for ``report_id``: what all offsets refer to."""
        known = self.report_id(report)
        with self._read() as connection:
            return str(connection.execute(select(reports.c.text).where(reports.c.id == known)).scalar_one())

    def claim(self, claim_id: str) -> StoredClaim | None:
        """A claim by its id, None if there is none."""
        with self._read() as connection:
            return next(iter(_claims(connection, claims.c.id == claim_id)), None)

    def claims(self) -> Iterator[StoredClaim]:
        """All claims, report by report."""
        with self._read() as connection:
            yield from _claims(connection, None)

    # ---------------------------------------------------------------------------------------------------------- incidents

    def incidents(self) -> Iterator[Incident]:
        """All incidents, by day (those without one last), then by code."""
        with self._read() as connection:
            order = (incidents.c.date_start.is_(None), incidents.c.date_start, incidents.c.code)
            found = connection.execute(select(incidents.c.body).order_by(*order)).scalars().all()
        yield from map(Incident.model_validate_json, found)

    def incident(self, name: str) -> Incident | None:
        """An incident by its id or code, or by one that it had before; None if there never was one, or none is left."""
        with self._read() as connection:
            current = connection.execute(select(redirects.c.incident).where(redirects.c.old == name)).scalar() or name
            query = select(incidents.c.body).where(or_(incidents.c.id == current, incidents.c.code == current))
            body = connection.execute(query).scalar()
        return Incident.model_validate_json(body) if body else None

    def standing(self) -> Standing:
        """The incidents as an update needs them."""
        with self._read() as connection:
            members = connection.execute(select(memberships.c.mention, memberships.c.incident)).all()
            known = connection.execute(select(incidents.c.id, incidents.c.number, incidents.c.inputs)).all()
            old = connection.execute(select(redirects.c.old, redirects.c.incident)).all()
        return Standing(dict(members), {i: n for i, n, _ in known}, {i: s for i, _, s in known}, dict(old))

    def put_incidents(
        self,
        changed: Sequence[tuple[Incident, str]],
        *,
        moved: Mapping[str, str | None] | None = None,
        who: str | None = None,
        why: str = "",
    ) -> None:
        """Store incidents (each with its ``inputs``) and redirects of ids that went (``moved``: old id → id now, None if
        nothing is left).

        All in one transaction, each change with its history. Memberships follow from the incidents' mentions.
        """
        with self._write() as connection:
            stamp = Stamp(self._clock(), who or reader_version(), why)
            gone = dict(moved or {})
            _park_codes(connection, [i for i, _ in changed])
            for incident, inputs in changed:
                _put_incident(connection, incident, inputs, stamp)
            for old, current in gone.items():
                _redirect(connection, old, current, stamp)

    # ------------------------------------------------------------------------------------------------- decisions, history

    def put_act(self, verb: str, decisions: Sequence[Decision], *, by: str, why: str = "", at: str | None = None) -> Act:
        """Store what a person did in one go. Later acts stand over earlier ones; none is ever removed. Incidents follow with the
        next update.
        """
        with self._write() as connection:
            return acts.put_act(connection, Stamp(at or self._clock(), by, why), verb, decisions)

    def acts(self) -> list[Act]:
        """All that people did, the oldest first."""
        with self._read() as connection:
            return acts.all_acts(connection)

    def decisions(self, *, standing: bool = True) -> list[Decision]:
        """The decisions that stand, or all that were ever made; the oldest first."""
        with self._read() as connection:
            return acts.standing_decisions(connection) if standing else list(acts.all_decisions(connection))

    def links(self) -> list[LinkDecision]:
        """The decisions on links that stand, the oldest first."""
        return [d for d in self.decisions() if isinstance(d, LinkDecision)]

    def history(self, subject: str | None = None) -> list[HistoryEntry]:
        """The history of a report's or incident's id, or all of it; the oldest first."""
        with self._read() as connection:
            return entries(connection, subject)

    def check(self) -> list[str]:
        """What is wrong with the file, in sentences; empty if it is whole."""
        from recounted.casebook.check import problems  # noqa: PLC0415 - rarely asked for

        with self._read() as connection:
            return problems(connection)


def reader_version() -> str:
    """The version that stands in the history where no person does."""
    from importlib.metadata import version  # noqa: PLC0415

    return f"recounted {version('recounted')}"


def _readings(connection: Connection, keys: Sequence[str]) -> Iterator[Reading]:
    by_report: dict[str, list[tuple[str, str]]] = {}
    query = select(mentions.c.report_id, mentions.c.key, mentions.c.body).where(mentions.c.report_id.in_(keys))
    for report_id, key, body in connection.execute(query.order_by(mentions.c.report_id, mentions.c.position)):
        by_report.setdefault(report_id, []).append((key, body))
    by_mention: dict[str, list[str]] = {}
    inside = claims.join(mentions, claims.c.mention == mentions.c.key)
    said = select(claims.c.mention, claims.c.body).select_from(inside).where(mentions.c.report_id.in_(keys))
    for key, body in connection.execute(said.order_by(claims.c.mention, claims.c.position)):
        by_mention.setdefault(key, []).append(body)
    whole = reports.join(readings, reports.c.id == readings.c.report_id)
    wanted = select(reports, readings.c.problems.label("reading_problems")).select_from(whole).where(reports.c.id.in_(keys))
    for row in connection.execute(wanted.order_by(reports.c.number)).mappings():
        yield Reading(
            report=rows.report_of(dict(row)),
            mentions=tuple(rows.mention_of(body, by_mention.get(key, ())) for key, body in by_report.get(row["id"], ())),
            problems=rows.problems_of(row["reading_problems"]),
        )


def _claims(connection: Connection, where: object) -> Iterator[StoredClaim]:
    tables = claims.join(mentions, claims.c.mention == mentions.c.key).join(reports, mentions.c.report_id == reports.c.id)
    query = select(claims.c.body, reports.c.id, reports.c.name, mentions.c.key).select_from(tables)
    if where is not None:
        query = query.where(where)  # type: ignore[arg-type]
    for body, report_id, name, key in connection.execute(
        query.order_by(reports.c.number, mentions.c.position, claims.c.position)
    ):
        yield StoredClaim(rows.claim_of(body), report_id, name, key.partition(".")[2])


def _park_codes(connection: Connection, found: Sequence[Incident]) -> None:
    """Two incidents may swap codes in one update; give way first, as codes are unique at every moment."""
    for incident in found:
        connection.execute(
            update(incidents)
            .where(incidents.c.id == incident.id, incidents.c.code != incident.code)
            .values(code=f"~{incident.id}")
        )


def _put_incident(connection: Connection, incident: Incident, inputs: str, stamp: Stamp) -> None:
    before = connection.execute(select(incidents.c.body).where(incidents.c.id == incident.id)).scalar()
    old = Incident.model_validate_json(before) if before else None
    incident = incident.model_copy(update={"version": _version(connection, incident, old)})
    row = rows.incident_row(incident, inputs)
    if before is None:
        connection.execute(insert(incidents), row)
    else:
        connection.execute(update(incidents).where(incidents.c.id == incident.id).values(row))
    keys = [_key(m.report_id, m.mention) for m in incident.mentions]
    connection.execute(delete(memberships).where(or_(memberships.c.incident == incident.id, memberships.c.mention.in_(keys))))
    connection.execute(insert(memberships), [{"mention": k, "incident": incident.id} for k in keys])
    for name in (incident.id, incident.code):
        _point(connection, name, incident.id)
    if old != incident:
        what = "incident changed" if old else "incident made"
        record(connection, stamp, what, incident.id, before=old and old.model_dump(), after=incident.model_dump())


def _version(connection: Connection, incident: Incident, old: Incident | None) -> int:
    """It grows with each change, also over a time in which the incident was not there."""
    if old:
        return old.version + (old != incident.model_copy(update={"version": old.version}))
    gone = select(history.c.before).where(history.c.subject == incident.id, history.c.what.in_(_GONE))
    last = connection.execute(gone.order_by(history.c.number.desc()).limit(1)).scalar()
    return json.loads(last).get("version", 1) + 1 if last else 1


_GONE = ("incident went into another", "incident without accounts")


def _key(report_id: str, mention: str) -> str:
    return f"{report_id.partition(':')[2][:12] or report_id[:12]}.{mention}"


def _point(connection: Connection, name: str, incident: str | None) -> None:
    known = connection.execute(select(redirects.c.old).where(redirects.c.old == name)).scalar()
    if known is None:
        connection.execute(insert(redirects), {"old": name, "incident": incident})
    else:
        connection.execute(update(redirects).where(redirects.c.old == name).values(incident=incident))


def _redirect(connection: Connection, old: str, current: str | None, stamp: Stamp) -> None:
    """The id and all codes of an incident that is no more lead to another from now on."""
    body = connection.execute(select(incidents.c.body).where(incidents.c.id == old)).scalar()
    connection.execute(delete(memberships).where(memberships.c.incident == old))
    connection.execute(delete(incidents).where(incidents.c.id == old))
    connection.execute(update(redirects).where(redirects.c.incident == old).values(incident=current))
    before = Incident.model_validate_json(body).model_dump() if body else None
    what = _GONE[0] if current else _GONE[1]
    record(connection, stamp, what, old, before=before, after=current)

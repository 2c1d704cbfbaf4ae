"""What a casebook keeps: reports, readings, incidents, people's decisions and the history of all of it, in one SQLite file.

In: nouns. Out: the same nouns, equal. Every write is one transaction, so that killing the process loses nothing that was
returned as stored. It refuses to store a report twice, to change its history, and to touch a file that is not a casebook.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import func, or_, select

from recounted.casebook import acts, intake, pending, record, standing
from recounted.casebook.intake import Stored
from recounted.casebook.opened import Opened, reader_version
from recounted.casebook.queries import ReportCard, StoredClaim, claims_where, readings_of
from recounted.casebook.record import HistoryEntry, Stamp, entries
from recounted.casebook.tables import claims, incidents, memberships, mentions, readings, report_names, reports
from recounted.errors import CasebookError
from recounted.model import Act, ClaimDecision, Decision, Incident, Reading, Report
from recounted.reconciling.amendments import added_claim, is_added

__all__ = ["HistoryEntry", "ReportCard", "Store", "Stored", "StoredClaim"]

_BATCH = 50  # readings a transaction: small enough for others to get in, large enough to be fast
_CHUNK = 400  # keys in one query


class Store(Opened):
    """An open casebook, without the verbs by which people decide."""

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
            query = select(reports.c.number, reports.c.id)
            some = standing.chunks(sorted(set(report_ids)), _CHUNK) if report_ids is not None else None
            queries = [query] if some is None else [query.where(reports.c.id.in_(ids)) for ids in some]
            keys = [k for _, k in sorted(tuple(row) for q in queries for row in connection.execute(q))]
        for start in range(0, len(keys), _CHUNK):
            with self._read() as connection:
                chunk = list(readings_of(connection, keys[start : start + _CHUNK]))
            yield from chunk

    def known(self, found: Sequence[Report], reader: str) -> dict[tuple[str, str], Reading]:
        """(Id, name) → stored reading, of those reports that this reader read, with all that is said of them being as it was."""
        with self._read() as connection:
            mine = select(reports.c.id).join(readings, reports.c.id == readings.c.report_id).where(readings.c.reader == reader)
            keys = list(connection.execute(mine.where(reports.c.id.in_({r.id for r in found}))).scalars())
            stored = {r.report.id: r for r in readings_of(connection, keys)}
        return {
            (r.id, r.name): stored[r.id].model_copy(update={"report": r})
            for r in found
            if r.id in stored and _same(stored[r.id], r)
        }

    def counts(self, *names: str) -> dict[str, int]:
        """How many reports, mentions, claims and incidents there are, or of some of these: counting millions takes a second."""
        tables = {"reports": reports, "mentions": mentions, "claims": claims, "incidents": incidents}
        with self._read() as connection:
            counted = {name: select(func.count()).select_from(tables[name]) for name in names or tables}
            return {name: connection.execute(query).scalar_one() for name, query in counted.items()}

    def report_names(self, report_id: str) -> tuple[str, ...]:
        """All names under which a report's bytes came, sorted."""
        with self._read() as connection:
            query = select(report_names.c.name).where(report_names.c.report_id == report_id).order_by(report_names.c.name)
            return tuple(connection.execute(query).scalars())

    def report_cards(self, report_ids: Collection[str] | None = None) -> dict[str, ReportCard]:
        """Report id → what identifies it, in the order in which the reports came: of all, or of some reports."""
        fields = ("id", "short", "name", "lang", "published", "url", "title", "outlet")
        query = select(*(reports.c[f] for f in fields)).order_by(reports.c.number)
        wanted = [query] if report_ids is None else [query.where(reports.c.id.in_(c)) for c in _chunked(report_ids)]
        with self._read() as connection:
            return {row["id"]: ReportCard(**row) for q in wanted for row in connection.execute(q).mappings()}

    def report_id(self, report: str) -> str:
        """The id of a report given by id, by the first twelve digits of its hash, or by name (with or without ending).

        Raises CasebookError if none or several fit.
        """
        with self._read() as connection:
            by_id = select(reports.c.id).where(
                or_(reports.c.id == report, reports.c.short == report.removeprefix("sha256:")[:12])
            )
            named = or_(report_names.c.name == report, report_names.c.name.between(f"{report}.", f"{report}/"))
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
        """A claim by its id, as it was read or as a person added it; None if there is none."""
        with self._read() as connection:
            read = next(iter(claims_where(connection, claims.c.id == claim_id)), None)
        return read or (self._added(claim_id) if is_added(claim_id) else None)

    def _added(self, claim_id: str) -> StoredClaim | None:
        mine = (d for d in self.decisions() if isinstance(d, ClaimDecision) and (d.claim, d.verdict) == (claim_id, "added"))
        if not (word := next(mine, None)):
            return None
        short, mention, _ = claim_id.split(".")
        with self._read() as connection:
            report = connection.execute(
                select(reports.c.id, reports.c.name, reports.c.text).where(reports.c.short == short)
            ).one()
        claim = added_claim(claim_id, word.changes, report.text)
        return StoredClaim(claim, report.id, report.name, mention) if claim else None

    def rule(self) -> str:
        """The toll rule by which tolls are reckoned here."""
        with self._read() as connection:
            return acts.standing_rule(connection)

    def claims(self, keys: Collection[str] | None = None) -> Iterator[StoredClaim]:
        """All claims, report by report, or those of some mentions (keys)."""
        wanted = [None] if keys is None else [claims.c.mention.in_(some) for some in _chunked(keys)]
        with self._read() as connection:
            for where in wanted:
                yield from claims_where(connection, where)

    def unlinked(self) -> list[str]:
        """The keys of the mentions that are in no incident, as their reports are left out or not linked yet."""
        with self._read() as connection:
            linked = select(memberships.c.mention)
            return list(connection.execute(select(mentions.c.key).where(mentions.c.key.not_in(linked))).scalars())

    # ---------------------------------------------------------------------------------------------------------- incidents

    def incidents(self, ids: Sequence[str] | None = None) -> Iterator[Incident]:
        """All incidents, by day (those without one last), then by code; or those of these ids that are there, in this order.

        Some at a time are in memory.
        """
        if ids is None:
            order = (incidents.c.date_start.is_(None), incidents.c.date_start, incidents.c.code)
            with self._read() as connection:
                ids = list(connection.execute(select(incidents.c.id).order_by(*order)).scalars())
        for some in _chunked(ids):
            with self._read() as connection:
                query = select(incidents.c.id, incidents.c.body).where(incidents.c.id.in_(some))
                bodies: dict[str, str] = {row.id: row.body for row in connection.execute(query)}
            yield from (Incident.model_validate_json(bodies[id]) for id in some if id in bodies)

    def incident(self, name: str) -> Incident | None:
        """An incident by its id or code, or by one that it had before; None if there never was one, or none is left."""
        with self._read() as connection:
            current = standing.leads_to(connection, name) or name
            query = select(incidents.c.body).where(or_(incidents.c.id == current, incidents.c.code == current))
            body = connection.execute(query).scalar()
        return Incident.model_validate_json(body) if body else None

    def has_mention(self, key: str) -> bool:
        """Is there a mention of this key?"""
        with self._read() as connection:
            return connection.execute(select(mentions.c.key).where(mentions.c.key == key)).scalar() is not None

    def incident_of(self, mention: str) -> Incident | None:
        """The incident that a mention (key) is in; None where it is in none, as its report is left out or not linked yet."""
        with self._read() as connection:
            name = connection.execute(select(memberships.c.incident).where(memberships.c.mention == mention)).scalar()
            return self.incident(name) if name else None

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
        """The decisions that stand, with the keys that their mentions and claims have today, or all that were ever made; the
        oldest first.
        """
        with self._read() as connection:
            return acts.standing_decisions(connection) if standing else acts.all_decisions(connection)

    def decisions_of(self, act: int) -> list[Decision]:
        """What was decided in an act, as it was made."""
        with self._read() as connection:
            return acts.all_decisions(connection, act=act)

    def waiting(self) -> list[Decision]:
        """The decisions that stand but whose words are no longer read, as they were made. They hold again when the words are."""
        with self._read() as connection:
            return acts.waiting_decisions(connection)

    def history(self, subject: str | None = None) -> list[HistoryEntry]:
        """The history of a report's or incident's id, or all of it; the oldest first."""
        with self._read() as connection:
            return entries(connection, None if subject is None else [subject])

    def history_of(self, name: str) -> list[HistoryEntry]:
        """The history of an incident (id, code, or a former one; with all that went into it), a claim or a report.

        The oldest entry comes first; there is none for a name that leads nowhere.
        """
        with self._read() as connection:
            current = standing.leads_to(connection, name)
            names = standing.names_of(connection, current) if current else []
            found = entries(connection, [*names, name])
        if found:
            return found
        try:
            return self.history(self.report_id(name))
        except CasebookError:
            return []

    def meant_by(self, act: Act) -> Act:
        """The act that an undoing or redoing is about in the end; any other is itself."""
        with self._read() as connection:
            return acts.meant_by(connection, act)

    def changed_by(self, act: Act) -> list[str]:
        """The ids of the incidents that an act made, changed or took away."""
        with self._read() as connection:
            return record.changed_by(connection, [act])[act.number]

    def mention_names(self, keys: Iterable[str]) -> dict[str, str]:
        """Keys of mentions → ``report.txt#m1``, for those whose report is there."""
        wanted = sorted({k.partition(".")[0] for k in keys})
        with self._read() as connection:
            query = select(reports.c.short, reports.c.name)
            chunks = (wanted[n : n + _CHUNK] for n in range(0, len(wanted), _CHUNK))
            names = {short: name for c in chunks for short, name in connection.execute(query.where(reports.c.short.in_(c)))}
        return {k: f"{names[s]}#{m}" for k in keys for s, _, m in [k.partition(".")] if s in names}

    def left(self) -> int:
        """How many reports and incidents an update has to look at."""
        with self._read() as connection:
            return pending.count(connection)

    def sizes(self) -> tuple[int, int]:
        """How many incidents there are, and how many mentions are linked."""
        with self._read() as connection:
            there, linked = (select(func.count()).select_from(table) for table in (incidents, memberships))
            return connection.execute(there).scalar_one(), connection.execute(linked).scalar_one()

    def is_behind(self) -> bool:
        """Is all to be linked anew by an update, as Recounted compares reports in another way since it was updated?"""
        with self._read() as connection:
            return standing.is_behind(connection)

    def check(self) -> list[str]:
        """What is wrong with the file, in sentences; empty if it is whole."""
        from recounted.casebook.check import problems  # noqa: PLC0415 - rarely asked for

        with self._read() as connection:
            return problems(connection)


def _chunked(keys: Collection[str]) -> Iterator[list[str]]:
    listed = list(keys)
    return (listed[n : n + _CHUNK] for n in range(0, len(listed), _CHUNK))


def _same(stored: Reading, report: Report) -> bool:
    """Would reading this report give what is stored? Problems name the report, so under another name they would be others."""
    known = stored.report.model_copy(update={"capture": report.capture, "name": report.name})
    return known == report and (stored.report.name == report.name or not stored.problems)

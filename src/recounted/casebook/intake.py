"""Readings into the casebook: what is new is added, what is known is left, what was read better is replaced.

In: a batch of readings, inside a transaction. Out: counts. One report is stored once, whatever number of names its bytes
came under. A reading that knows less of its report (no date of publication where the stored one has it) never replaces one
that knows more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from recounted.casebook import anchors, pending, queries, rows, search
from recounted.casebook.record import Stamp, record
from recounted.casebook.tables import claims, mentions, readings, report_names, reports
from recounted.errors import CasebookError
from recounted.linking.facts import mention_key
from recounted.model import Reading


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of readings: new, replaced by a newer reading, the same as before, kept although the new one differs."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    kept: int = 0

    def __add__(self, other: Stored) -> Stored:
        return Stored(
            self.added + other.added,
            self.replaced + other.replaced,
            self.unchanged + other.unchanged,
            self.kept + other.kept,
        )


def put(connection: Connection, batch: Sequence[Reading], reader: str, now: str) -> Stored:
    """Store a batch. ``reader`` names the version of the reader and its packs."""
    return sum((_put(connection, reading, reader, now) for reading in batch), Stored())


def _put(connection: Connection, reading: Reading, reader: str, now: str) -> Stored:
    report = reading.report
    old = connection.execute(select(reports).where(reports.c.id == report.id)).mappings().first()
    if old is None:
        _add(connection, reading, reader, now)
        return Stored(added=1)
    _add_name(connection, reading, now)
    known = connection.execute(select(readings).where(readings.c.report_id == report.id)).mappings().one()
    if known["fingerprint"] == rows.fingerprint(reading):
        return Stored(unchanged=1)
    stored = rows.report_of(dict(old))
    other_name = report.name != stored.name and known["reader"] == reader and not rows.poorer(stored, report)
    if rows.poorer(report, stored) or other_name:
        return Stored(kept=1)
    _replace(connection, reading, known["reader"], reader, now)
    return Stored(replaced=1)


def _add(connection: Connection, reading: Reading, reader: str, now: str) -> None:
    report = reading.report
    short = mention_key(report.id, "").rstrip(".")
    twin = connection.execute(select(reports.c.id).where(reports.c.short == short)).scalar()
    if twin:
        raise CasebookError(
            f"{report.name}: its hash begins like that of {twin}; claims could not be told apart, so leave it out"
        )
    number = connection.execute(insert(reports).returning(reports.c.number), rows.report_row(report, now)).scalar_one()
    search.add(connection, number, report.title, report.text)
    connection.execute(insert(report_names), {"report_id": report.id, "name": report.name})
    connection.execute(insert(readings), rows.reading_row(reading, reader, now))
    _add_mentions(connection, reading)
    pending.reports_changed(connection, [report.id])
    after = {"name": report.name, "reader": reader, "mentions": len(reading.mentions)}
    record(connection, Stamp(now, reader), "report stored", report.id, after=after)


def _add_mentions(connection: Connection, reading: Reading) -> None:
    for table, found in ((mentions, rows.mention_rows(reading)), (claims, rows.claim_rows(reading))):
        if found:
            connection.execute(insert(table), found)


def _add_name(connection: Connection, reading: Reading, now: str) -> None:
    row = {"report_id": reading.report.id, "name": reading.report.name}
    names = connection.execute(select(report_names.c.name).where(report_names.c.report_id == row["report_id"])).scalars().all()
    if row["name"] not in names:
        connection.execute(insert(report_names), row)
        what = "another name of a stored report"
        record(connection, Stamp(now, "intake"), what, reading.report.id, before=list(names), after=row["name"])


def _replace(connection: Connection, reading: Reading, old_reader: str, reader: str, now: str) -> None:
    report = reading.report
    keys = select(mentions.c.key).where(mentions.c.report_id == report.id)
    [stored] = queries.readings_of(connection, [report.id])
    connection.execute(delete(claims).where(claims.c.mention.in_(keys)))
    connection.execute(delete(mentions).where(mentions.c.report_id == report.id))
    number = connection.execute(select(reports.c.number).where(reports.c.id == report.id)).scalar_one()
    search.forget(connection, number, stored.report.title, stored.report.text)
    search.add(connection, number, report.title, report.text)
    row = rows.report_row(report, now)
    changed = {k: row[k] for k in ("text", "lang", "published", "url", "title", "outlet", "problems")}
    connection.execute(update(reports).where(reports.c.id == report.id).values(changed))
    connection.execute(update(readings).where(readings.c.report_id == report.id).values(rows.reading_row(reading, reader, now)))
    _add_mentions(connection, reading)
    moved = anchors.follow(connection, stored.mentions, reading)
    pending.reports_changed(connection, [report.id])
    was = {"reader": old_reader, "claims": [claim.model_dump() for mention in stored.mentions for claim in mention.claims]}
    after = {"reader": reader, "mentions": len(reading.mentions), "moved": moved}
    record(connection, Stamp(now, reader), "report read again", report.id, before=was, after=after)

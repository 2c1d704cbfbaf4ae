"""What a casebook is asked for: readings and claims out of their rows, and the small forms in which they are handed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from recounted.casebook import rows
from recounted.casebook.opened import Opened
from recounted.casebook.tables import claims, history, incidents, mentions, readings, reports
from recounted.model import Claim, Reading

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


def readings_of(connection: Connection, keys: Sequence[str]) -> Iterator[Reading]:
    """The readings of some reports (ids), in the order in which the reports came."""
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


def bodies_of(casebook: Opened, numbers: Sequence[int]) -> list[str]:
    """The stored JSON of some incidents (their numbers), in this order."""
    with casebook._read() as connection:
        query = select(incidents.c.number, incidents.c.body).where(incidents.c.number.in_(numbers))
        found = {row.number: row.body for row in connection.execute(query)}
    return [found[n] for n in numbers if n in found]


def claims_in(casebook: Opened, keys: Sequence[str]) -> list[StoredClaim]:
    """The claims of some mentions (keys), report by report."""
    with casebook._read() as connection:
        chunks = (keys[n : n + _CHUNK] for n in range(0, len(keys), _CHUNK))
        return [claim for chunk in chunks for claim in claims_where(connection, claims.c.mention.in_(chunk))]


def changed_by_machine(casebook: Opened, ids: Sequence[str]) -> dict[str, str]:
    """Of some incidents (at most a few hundred): when the machine changed each last, as reports came or were read anew."""
    when = func.max(history.c.at).label("last")
    query = select(history.c.subject, when).where(history.c.subject.in_(ids), history.c.who.startswith("recounted "))
    with casebook._read() as connection:
        return {row.subject: row.last for row in connection.execute(query.group_by(history.c.subject))}


def claims_where(connection: Connection, where: ColumnElement[bool] | None) -> Iterator[StoredClaim]:
    """The claims that fit, or all of them, report by report."""
    tables = claims.join(mentions, claims.c.mention == mentions.c.key).join(reports, mentions.c.report_id == reports.c.id)
    query = select(claims.c.body, reports.c.id, reports.c.name, mentions.c.key).select_from(tables)
    if where is not None:
        query = query.where(where)
    for body, report_id, name, key in connection.execute(
        query.order_by(reports.c.number, mentions.c.position, claims.c.position)
    ):
        yield StoredClaim(rows.claim_of(body), report_id, name, key.partition(".")[2])

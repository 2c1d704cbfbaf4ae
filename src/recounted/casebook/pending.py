"""What the next update has to look at: reports that came, were read again or decided on, incidents that somebody set a value of.

It is written in the transaction of what it tells of, and taken away in that of the update, so that nothing is ever forgotten
and a casebook that was killed in between knows what is left to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from recounted.casebook.anchors import keys_of, mention_of
from recounted.casebook.standing import chunks, incidents_of
from recounted.casebook.tables import incidents, pending, reports
from recounted.linking.facts import mention_key
from recounted.model import ClaimDecision, Decision, FieldDecision, LinkDecision, ReportDecision, TieDecision


@dataclass(frozen=True, slots=True)
class Pending:
    """Reports (ids) and incidents (ids as they were named)."""

    reports: tuple[str, ...]
    incidents: tuple[str, ...]


def reports_changed(connection: Connection, report_ids: Iterable[str]) -> None:
    """These reports came, or are read otherwise than before."""
    _mark(connection, "report", (mention_key(r, "").rstrip(".") for r in report_ids))


def decided(connection: Connection, decisions: Iterable[Decision]) -> None:
    """These decisions were made, or taken back. Words on links and reports are for linking; words on claims are not, so that the
    incidents with these are only reckoned anew.
    """
    listed = list(decisions)
    _mark(connection, "incident", (d.incident for d in listed if isinstance(d, FieldDecision)))
    reports_changed(connection, (d.report for d in listed if isinstance(d, ReportDecision)))
    _mark(connection, "report", (k.partition(".")[0] for d in listed if isinstance(d, LinkDecision) for k in keys_of(d)))
    judged = (key for d in listed if isinstance(d, ClaimDecision | TieDecision) for key in keys_of(d))
    _mark(connection, "incident", incidents_of(connection, {mention_of(key) for key in judged}).values())


def all_reports(connection: Connection) -> None:
    """All reports are to be linked anew, as mentions are compared in another way."""
    _mark(connection, "report", list(connection.execute(select(reports.c.short)).scalars()))


def all_incidents(connection: Connection) -> None:
    """All incidents are to be reconciled anew, as the rules are others."""
    _mark(connection, "incident", list(connection.execute(select(incidents.c.id)).scalars()))


def found(connection: Connection) -> Pending:
    """What is pending, in a fixed order."""
    shorts = select(pending.c.subject).where(pending.c.what == "report")
    ids = connection.execute(select(reports.c.id).where(reports.c.short.in_(shorts)).order_by(reports.c.number)).scalars()
    named = select(pending.c.subject).where(pending.c.what == "incident").order_by(pending.c.subject)
    return Pending(tuple(ids), tuple(connection.execute(named).scalars()))


def done(connection: Connection) -> None:
    """All of it has been looked at."""
    connection.execute(delete(pending))


def _mark(connection: Connection, what: str, subjects: Iterable[str]) -> None:
    wanted = sorted(set(subjects))
    known: set[str] = set()
    for some in chunks(wanted):
        query = select(pending.c.subject).where(pending.c.what == what, pending.c.subject.in_(some))
        known |= set(connection.execute(query).scalars())
    fresh = [{"what": what, "subject": s} for s in wanted if s not in known]
    if fresh:
        connection.execute(insert(pending), fresh)

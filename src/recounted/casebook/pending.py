"""What the next update has to look at: reports that came, were read again or decided on, incidents that somebody set a value of.

It is written in the transaction of what it tells of, and taken away in that of the update, so that nothing is ever forgotten
and a casebook that was killed in between knows what is left to do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from recounted.casebook.anchors import keys_of, mention_of
from recounted.casebook.standing import chunks, incidents_of
from recounted.casebook.tables import incidents, pending, reports
from recounted.linking.facts import mention_key
from recounted.model import ClaimDecision, Decision, FieldDecision, LinkDecision, ReportDecision, TieDecision


@dataclass(frozen=True, slots=True)
class Pending:
    """Reports (ids) and incidents (ids as they were named)."""

    reports: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()


def reports_changed(connection: Connection, report_ids: Iterable[str]) -> None:
    """These reports came, or are read otherwise than before."""
    _mark(connection, "report", map(_short, report_ids))


def decided(connection: Connection, decisions: Iterable[Decision]) -> None:
    """These decisions were made, or taken back."""
    found = concerning(connection, decisions)
    reports_changed(connection, found.reports)
    _mark(connection, "incident", found.incidents)


def concerning(connection: Connection, decisions: Iterable[Decision]) -> Pending:
    """What these decisions bear on. Words on links and reports are for linking; words on claims are not, so that the incidents
    with these are only reckoned anew.
    """
    listed = list(decisions)
    shorts = {key.partition(".")[0] for d in listed if isinstance(d, LinkDecision) for key in keys_of(d)}
    found = {d.report for d in listed if isinstance(d, ReportDecision)}
    for some in chunks(sorted(shorts)):
        found |= set(connection.execute(select(reports.c.id).where(reports.c.short.in_(some))).scalars())
    judged = {mention_of(key) for d in listed if isinstance(d, ClaimDecision | TieDecision) for key in keys_of(d)}
    names = {d.incident for d in listed if isinstance(d, FieldDecision)} | set(incidents_of(connection, judged).values())
    return Pending(tuple(sorted(found)), tuple(sorted(names)))


def all_reports(connection: Connection) -> None:
    """All reports are to be linked anew, as mentions are compared in another way."""
    _mark(connection, "report", list(connection.execute(select(reports.c.short)).scalars()))


def all_incidents(connection: Connection) -> None:
    """All incidents are to be reconciled anew, as the rules are others."""
    _mark(connection, "incident", list(connection.execute(select(incidents.c.id)).scalars()))


def found(connection: Connection, most: int | None = None) -> Pending:
    """What is pending, in a fixed order: all of it, or so many reports and as many incidents, those first that came first."""
    marked = pending.join(reports, reports.c.short == pending.c.subject)
    ids = select(reports.c.id).select_from(marked).where(pending.c.what == "report").order_by(reports.c.number).limit(most)
    named = select(pending.c.subject).where(pending.c.what == "incident").order_by(pending.c.subject).limit(most)
    return Pending(tuple(connection.execute(ids).scalars()), tuple(connection.execute(named).scalars()))


def reports_among(connection: Connection, mentions: Iterable[str]) -> bool:
    """Is a report of one of these mentions pending?"""
    marked = select(pending.c.subject).where(pending.c.what == "report").limit(1)
    chunked = chunks(sorted({key.partition(".")[0] for key in mentions}))
    return any(connection.execute(marked.where(pending.c.subject.in_(some))).first() for some in chunked)


def left(connection: Connection) -> Pending | None:
    """Some of what is pending; None if nothing is."""
    some = found(connection, 1)
    return some if some.reports or some.incidents else None


def count(connection: Connection) -> int:
    """How many reports and incidents are pending."""
    return connection.execute(select(func.count()).select_from(pending)).scalar_one()


def done(connection: Connection, looked_at: Pending) -> None:
    """This has been looked at. Where nothing is left, nothing is: marks of reports that were never stored mean nothing."""
    for what, subjects in (("report", map(_short, looked_at.reports)), ("incident", looked_at.incidents)):
        for some in chunks(subjects):
            connection.execute(delete(pending).where(pending.c.what == what, pending.c.subject.in_(some)))
    if left(connection) is None:
        connection.execute(delete(pending))


def _short(report_id: str) -> str:
    return mention_key(report_id, "").rstrip(".")


def _mark(connection: Connection, what: str, subjects: Iterable[str]) -> None:
    wanted = sorted(set(subjects))
    known: set[str] = set()
    for some in chunks(wanted):
        query = select(pending.c.subject).where(pending.c.what == what, pending.c.subject.in_(some))
        known |= set(connection.execute(query).scalars())
    fresh = [{"what": what, "subject": s} for s in wanted if s not in known]
    if fresh:
        connection.execute(insert(pending), fresh)

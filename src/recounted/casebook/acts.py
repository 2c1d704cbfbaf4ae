"""What people did, and what of it stands: acts and their decisions as rows and back.

In: decisions of one act, inside a transaction. Out: the same, numbered; and the decisions that stand. Nothing is changed or
removed: an act is taken back by a later act that names it, and comes back when that one is taken back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, assert_never

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, TextClause, func, insert, select, text

from recounted.casebook import anchors, pending, standing
from recounted.casebook.anchors import keys_of
from recounted.casebook.plain import rows
from recounted.casebook.record import Stamp, record
from recounted.casebook.tables import ON_LINKS, acts, decisions, memberships, mentions
from recounted.casebook.tables import anchors as table_of_anchors
from recounted.messages import S_
from recounted.model import Act, ClaimDecision, Decision, FieldDecision, LinkDecision, ReportDecision, RuleDecision, TieDecision
from recounted.reconciling.rules import DEFAULT_RULE, RULES

_DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)
_DECISIONS: TypeAdapter[list[Decision]] = TypeAdapter(list[Decision])
#: What a decision on the whole casebook is about.
WHOLE = "casebook"
_OF_THE_ACT = {"number", "act", "at", "by", "why"}


def put_act(connection: Connection, stamp: Stamp, verb: str, found: Sequence[Decision], *, undoes: Act | None = None) -> Act:
    """Store an act and its decisions, and tell it in the history of all that it is about."""
    number = (connection.execute(select(func.max(acts.c.number))).scalar() or 0) + 1
    act = Act(number=number, at=stamp.at, by=stamp.who, verb=verb, why=stamp.why, undoes=undoes.number if undoes else None)
    connection.execute(insert(acts), act.model_dump())
    for decision in found:
        row = {"act": number, "about": about(decision), "body": decision.model_dump_json(exclude=_OF_THE_ACT)}
        made = connection.execute(insert(decisions).returning(decisions.c.number), row).scalar_one()
        anchors.tie(connection, made, decision)
    concerned = list(found) or behind(connection, act)
    pending.decided(connection, concerned)
    told = {"act": number, "verb": verb, "decisions": [d.model_dump(mode="json", exclude=_OF_THE_ACT) for d in found]}
    if undoes:
        told["undoes"] = undoes.model_dump()
    for subject in dict.fromkeys(s for d in concerned for s in _subjects(connection, d)):
        record(connection, stamp, S_(f"decided: {verb}"), subject, after=told)
    return act


def behind(connection: Connection, act: Act) -> list[Decision]:
    """The decisions of an act; of an undoing or redoing those that it is about in the end."""
    now = anchors.moved(connection)
    return [anchors.resolved(d, now) or d for d in all_decisions(connection, act=meant_by(connection, act).number)]


def meant_by(connection: Connection, act: Act) -> Act:
    """The act that an undoing or redoing is about in the end; any other is itself."""
    while act.undoes is not None:
        [act] = latest(connection, acts.c.number == act.undoes)
    return act


def about(decision: Decision) -> str:
    """What a decision is about: an incident, claim or report, or the first of the mentions."""
    match decision:
        case LinkDecision():
            return (*decision.mentions, *decision.others)[0]
        case FieldDecision():
            return decision.incident
        case ClaimDecision():
            return decision.claim
        case ReportDecision():
            return decision.report
        case TieDecision():
            return decision.denial
        case RuleDecision():
            return WHOLE
    assert_never(decision)


def _subjects(connection: Connection, decision: Decision) -> list[str]:
    """Where it stands in the history: under what it is about, and under the incidents that hold this at the time."""
    match decision:
        case LinkDecision():
            return _incidents(connection, memberships.c.mention.in_(keys_of(decision))) or [about(decision)]
        case FieldDecision() | RuleDecision():
            return [about(decision)]
        case ReportDecision():
            inside = select(mentions.c.key).where(mentions.c.report_id == decision.report)
            return [decision.report, *_incidents(connection, memberships.c.mention.in_(inside))]
        case ClaimDecision() | TieDecision():
            named = [decision.claim] if isinstance(decision, ClaimDecision) else [decision.denial, *decision.claims]
            owners = [claim.rpartition(".")[0] for claim in named]
            return [*named, *_incidents(connection, memberships.c.mention.in_(owners))]
    assert_never(decision)


def _incidents(connection: Connection, where: ColumnElement[bool]) -> list[str]:
    query = select(memberships.c.incident).where(where).distinct().order_by(memberships.c.incident)
    return list(connection.execute(query).scalars())


def all_acts(connection: Connection) -> list[Act]:
    """All acts, the oldest first."""
    return [Act(**row) for row in connection.execute(select(acts).order_by(acts.c.number)).mappings()]


def latest(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Act]:
    """The acts of which all this holds, the latest first; for whoever stops early."""
    query = select(acts).where(*where).order_by(acts.c.number.desc())
    yield from (Act(**row) for row in connection.execute(query.execution_options(yield_per=20)).mappings())


def to_undo(connection: Connection, number: int | None = None, only: str | None = None) -> Act | None:
    """The latest act that stands and undoes nothing: that of a number, or of a person."""
    where = [acts.c.undoes.is_(None), *_of(acts.c.number, number), *_of(acts.c.by, only)]
    out = gone(connection)
    return next((a for a in latest(connection, *where) if a.number not in out), None)


def to_redo(connection: Connection, undone: int | None = None, only: str | None = None) -> Act | None:
    """The latest undoing that stands: of the act of a number, or by a person."""
    where = [acts.c.verb == "undo", *_of(acts.c.undoes, undone), *_of(acts.c.by, only)]
    out = gone(connection)
    return next((a for a in latest(connection, *where) if a.number not in out), None)


def _of(column: ColumnElement[Any], value: object) -> list[ColumnElement[bool]]:
    return [] if value is None else [column == value]


def undone(found: Iterable[Act]) -> set[int]:
    """The numbers of the acts that do not stand: a standing act undoes them."""
    return _undone((a.number, a.undoes) for a in found)


def _undone(found: Iterable[tuple[int, int | None]]) -> set[int]:
    gone: set[int] = set()
    for number, undoes in sorted(found, reverse=True):  # what undoes an act is always later than it
        if undoes is not None and number not in gone:
            gone.add(undoes)
    return gone


def all_decisions(connection: Connection, *, act: int | None = None) -> list[Decision]:
    """All decisions, or those of one act, with what their acts say of them, the oldest first."""
    query = select(*_WHOLE).join(acts, decisions.c.act == acts.c.number).order_by(decisions.c.number)
    return _decoded(connection.execute(query if act is None else query.where(decisions.c.act == act)))


_SAID = ("number", "act", "at", "by", "why")
_WHOLE = (decisions.c.number, decisions.c.act, acts.c.at, acts.c.by, acts.c.why, decisions.c.body)


def _decoded(found: Iterable[Any]) -> list[Decision]:
    """All at once, as there may be very many."""
    return _DECISIONS.validate_json(f"[{','.join(_whole(*row) for row in found)}]")


@lru_cache(maxsize=16_384)
def _decision(*row: Any) -> Decision:
    """One of which step after step asks; what was decided never changes."""
    return _DECISION.validate_json(_whole(*row))


def _whole(*row: Any) -> str:
    """The body with what its act says put in."""
    *said, body = row
    return f"{body[:-1]}, {json.dumps(dict(zip(_SAID, said, strict=True)))[1:]}"


def standing_decisions(connection: Connection) -> list[Decision]:
    """The decisions of the acts that stand and whose words are there, with the keys of today; the oldest first."""
    now = anchors.moved(connection)
    return [found for d in _standing(connection) if (found := anchors.resolved(d, now))]


def standing_links(connection: Connection) -> list[LinkDecision]:
    """All words on links that stand, with the keys of today; the oldest first."""
    return [d for d in _resolved(connection, text(ON_LINKS)) if isinstance(d, LinkDecision)]


def standing_about(connection: Connection, names: Iterable[str], report_ids: Iterable[str] = ()) -> list[Decision]:
    """The decisions that stand about some incidents (ids of any time), reports, or ``WHOLE``, and those on the words of some
    reports, with the keys of today; the oldest first.
    """
    numbers: set[int] = set()
    for some in standing.chunks(names):
        numbers |= set(connection.execute(select(decisions.c.number).where(decisions.c.about.in_(some))).scalars())
    for some in standing.chunks(report_ids):
        numbers |= set(
            connection.execute(select(table_of_anchors.c.decision).where(table_of_anchors.c.report_id.in_(some))).scalars()
        )
    return [d for some in standing.chunks(sorted(numbers)) for d in _resolved(connection, decisions.c.number.in_(some))]


def _resolved(connection: Connection, where: ColumnElement[bool] | TextClause) -> list[Decision]:
    query = select(*_WHOLE).join(acts, decisions.c.act == acts.c.number).where(where).order_by(decisions.c.number)
    found, out = [_decision(*row) for row in connection.execute(query).all()], gone(connection)
    now = anchors.moved(connection) if found else {}
    return [today for d in found if d.act not in out and (today := anchors.resolved(d, now))]


def standing_rule(connection: Connection) -> str:
    """The toll rule of the casebook."""
    query = select(decisions.c.act, decisions.c.body).where(decisions.c.about == WHOLE).order_by(decisions.c.number)
    out = gone(connection)
    named = [json.loads(body).get("rule") for act, body in connection.execute(query) if act not in out]
    return named[-1] if named and named[-1] in RULES else DEFAULT_RULE


def waiting_decisions(connection: Connection) -> list[Decision]:
    """The decisions of the acts that stand whose words are no longer read, as they were made."""
    now = anchors.moved(connection)
    return [d for d in _standing(connection) if anchors.resolved(d, now) is None]


def _standing(connection: Connection) -> list[Decision]:
    out = gone(connection)
    return [d for d in all_decisions(connection) if d.act not in out]


def gone(connection: Connection) -> set[int]:
    """The numbers of all acts that do not stand."""
    return _undone(rows(connection, _UNDOING))


_UNDOING = "SELECT number, undoes FROM acts WHERE undoes IS NOT NULL"

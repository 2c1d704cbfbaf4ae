"""Incidents into their rows: made, changed, gone into others; with history, version and the names that lead to each."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, insert, or_, select, update

from recounted.casebook import listing, rows, standing
from recounted.casebook.record import Stamp, record
from recounted.casebook.tables import history, incidents, memberships, redirects
from recounted.linking.facts import mention_key
from recounted.messages import S_
from recounted.model import Incident


def park_codes(connection: Connection, found: Sequence[Incident]) -> None:
    """Two incidents may swap codes in one update; give way first, as codes are unique at every moment."""
    for incident in found:
        connection.execute(
            update(incidents)
            .where(incidents.c.id == incident.id, incidents.c.code != incident.code)
            .values(code=f"~{incident.id}")
        )


def put_incident(connection: Connection, incident: Incident, inputs: str, stamp: Stamp) -> None:
    """Store an incident and whom it consists of; its id and code lead to it from now on."""
    before = connection.execute(select(incidents.c.body).where(incidents.c.id == incident.id)).scalar()
    old = Incident.model_validate_json(before) if before else None
    incident = incident.model_copy(update={"version": _version(connection, incident, old)})
    row = rows.incident_row(incident, inputs)
    if before is None:
        connection.execute(insert(incidents), row)
        standing.revive(connection, incident.id)
    else:
        connection.execute(update(incidents).where(incidents.c.id == incident.id).values(row))
    keys = [mention_key(m.report_id, m.mention) for m in incident.mentions]
    connection.execute(delete(memberships).where(or_(memberships.c.incident == incident.id, memberships.c.mention.in_(keys))))
    connection.execute(insert(memberships), [{"mention": k, "incident": incident.id} for k in keys])
    for name in (incident.id, incident.code):
        _point(connection, name, incident.id)
    listing.put(connection, incident)
    if old != incident:
        what = S_("incident changed" if old else "incident made")
        record(connection, stamp, what, incident.id, before=old and old.model_dump(), after=incident.model_dump())


def _version(connection: Connection, incident: Incident, old: Incident | None) -> int:
    """It grows with each change, also over a time in which the incident was not there."""
    if old:
        return old.version + (old != incident.model_copy(update={"version": old.version}))
    gone = select(history.c.before).where(history.c.subject == incident.id, history.c.what.in_(_GONE))
    last = connection.execute(gone.order_by(history.c.number.desc()).limit(1)).scalar()
    return json.loads(last).get("version", 1) + 1 if last else 1


_GONE = S_(("incident went into another", "incident without accounts"))


def _point(connection: Connection, name: str, incident: str | None) -> None:
    known = connection.execute(select(redirects.c.old).where(redirects.c.old == name)).scalar()
    if known is None:
        connection.execute(insert(redirects), {"old": name, "incident": incident})
    else:
        connection.execute(update(redirects).where(redirects.c.old == name).values(incident=incident))


def redirect(connection: Connection, old: str, current: str | None, had: Collection[str], stamp: Stamp) -> None:
    """The id of an incident that is no more, and by it all its codes, lead to another from now on. ``had``: its mentions."""
    body = connection.execute(select(incidents.c.body).where(incidents.c.id == old)).scalar()
    listing.drop(connection, old)
    standing.retire(connection, old, had)
    connection.execute(delete(memberships).where(memberships.c.incident == old))
    connection.execute(delete(incidents).where(incidents.c.id == old))
    _point(connection, old, current)
    before = Incident.model_validate_json(body).model_dump() if body else None
    what = _GONE[0] if current else _GONE[1]
    record(connection, stamp, what, old, before=before, after=current)

"""Incidents looked at another way: by another toll rule, as of a day, or without a source. Nothing is stored.

In: incidents of a casebook and a ``Look``. Out: the same incidents reconciled anew from the same accounts, with people's
decisions; None for one of which nothing is left (no report had come out by that day, or the source was all there was).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from recounted.errors import CallError
from recounted.linking.facts import Account, accounts_of, mention_key
from recounted.messages import S_
from recounted.model import Incident, Reading
from recounted.reconciling.amendments import Amendments, as_decided
from recounted.reconciling.dropping import without
from recounted.reconciling.history import Undated, known_by
from recounted.reconciling.incident import by_rule, reconcile
from recounted.reconciling.independence import recalled
from recounted.reconciling.rules import RULES

if TYPE_CHECKING:
    from recounted.casebook.store import Store

#: Incidents whose reports are held in memory at a time.
_BATCH = 200


@dataclass(frozen=True)
class Look:
    """A toll rule (None: the casebook's), a day (ISO), what becomes of reports without a date on it, a source to drop."""

    rule: str | None = None
    as_of: str | None = None
    undated: Undated = "apart"
    source: str | None = None

    @property
    def plain(self) -> bool:
        """Is it the incident as it is stored?"""
        return not (self.rule or self.as_of or self.source)


def asked(rule: str | None = None, as_of: str | None = None, undated: str = "apart", source: str | None = None) -> Look:
    """A look as somebody asks for it. Raises CallError for an unknown rule and for what is no day."""
    if rule and rule not in RULES:
        raise CallError(S_(f"there is no toll rule {rule!r}; there are {', '.join(RULES)}"))
    if as_of and not _is_day(as_of):
        raise CallError(S_(f"{as_of!r} is no day; give one as in 2022-04-08"))
    return Look(rule=rule, as_of=as_of, undated="counted" if undated == "counted" else "apart", source=source)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def anew(
    casebook: Store, incidents: Iterable[Incident], look: Look, *, readings: Iterable[Reading] | None = None
) -> Iterator[Incident | None]:
    """Each incident under another look, in order. ``readings``: those of all their reports, where they are at hand. Raises
    KeyError for an unknown rule.
    """
    if look.plain:
        yield from incidents
        return
    rule = casebook.rule()
    source = iter(incidents)
    while some := list(islice(source, _BATCH)):
        told_in = {m.report_id for i in some for m in i.mentions}
        known = {a.key: a for a in accounts_of(casebook.readings(told_in) if readings is None else readings)}
        for incident in some:
            keys = (mention_key(m.report_id, m.mention) for m in incident.mentions)
            yield _anew(incident, [known[key] for key in keys], look, as_decided(incident, rule))


def _anew(incident: Incident, read: list[Account], look: Look, amendments: Amendments) -> Incident | None:
    accounts = amendments.accounts(read)
    if look.rule and not (look.as_of or look.source):
        return _by_rule(incident, accounts, read, look.rule, amendments)
    if look.source:
        accounts = without(accounts, look.source)
    if not any(not look.as_of or known_by(a.report.published, look.as_of, look.undated) for a in accounts):
        return None
    keys = {(a.report.id, a.mention.id) for a in accounts}
    found = reconcile(
        accounts,
        [m for m in incident.mentions if (m.report_id, m.mention) in keys],
        id=incident.id,
        code=incident.code,
        rule=look.rule or amendments.rule,
        as_of=look.as_of,
        undated=look.undated,
        kin=None if look.source else recalled(incident.kinships, accounts),
    )
    return amendments.incident(found, read).model_copy(update={"version": incident.version})


def _by_rule(
    incident: Incident, accounts: Sequence[Account], read: Sequence[Account], rule: str, amendments: Amendments
) -> Incident:
    """What the machine made of anything but tolls is known: it stands in the incident, or in what was set instead of it."""
    found = amendments.incident(by_rule(incident, accounts, rule), read)
    decided = {field: set_ if field.startswith("best:") else incident.decided[field] for field, set_ in found.decided.items()}
    return found.model_copy(update={"decided": decided})

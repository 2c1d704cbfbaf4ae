"""What goes into a file, a part at a time: the incidents that pass the gate, fit for the level, with their claims and reports.

In: a casebook and what is asked of it. Out: parts, so that a casebook of any size goes through the same memory; and, once they
are through, what was in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from recounted.casebook.look import Look, anew
from recounted.export.gate import goes_out, is_published
from recounted.export.profile import Level, Part
from recounted.export.public import at_level, card_at, coarsened
from recounted.linking.facts import mention_key
from recounted.model import Incident
from recounted.reconciling.amendments import added_claims

if TYPE_CHECKING:
    from recounted.casebook import Casebook, StoredClaim

#: Incidents in memory at a time.
_PART = 200


@dataclass
class Source:
    """What is to be written. ``ids``: these incidents alone, in this order; None: all, and the claims that are in no incident."""

    casebook: Casebook
    level: Level
    coarsen_km: float | None
    look: Look
    published_only: bool
    ids: Sequence[str] | None = None
    looked_at: int = 0
    written: int = 0
    published: int = 0
    changed: int = 0
    rules: set[str] = field(default_factory=set)

    def parts(self) -> Iterator[Part]:
        """All parts, once."""
        found = (i for i in anew(self.casebook, self.casebook.incidents(self.ids), self.look) if i)
        while some := list(islice(found, _PART)):
            self.looked_at += len(some)
            if fit := [i for i in some if goes_out(i, published_only=self.published_only)]:
                yield self._part(fit)
        if self.ids is None and not self.published_only:
            stray = self.casebook.unlinked()
            for start in range(0, len(stray), _PART):
                yield self._with_reports([], list(self.casebook.claims(stray[start : start + _PART])))

    def _part(self, some: list[Incident]) -> Part:
        from recounted.casebook.queries import changed_by_machine  # noqa: PLC0415 - SQLAlchemy, for those who export

        self.written += len(some)
        done = {i.id: i.decided["state"].at for i in some if is_published(i)}
        self.published += len(done)
        since = changed_by_machine(self.casebook, list(done))
        self.changed += sum(since.get(id, "") > at for id, at in done.items())
        self.rules |= {toll.rule for i in some for toll in i.tolls}
        keys = [mention_key(m.report_id, m.mention) for i in some for m in i.mentions]
        said = [*self.casebook.claims(keys), *(c for i in some for c in _added(i))]
        by_id = {c.claim.id: c.claim for c in said}
        fit = [at_level(self.level, i, by_id) for i in some]
        if self.coarsen_km is not None:
            fit = [coarsened(i, self.coarsen_km) for i in fit]
        return self._with_reports(fit, said)

    def _with_reports(self, some: list[Incident], said: list[StoredClaim]) -> Part:
        ids = {c.report_id for c in said} | {m.report_id for i in some for m in i.mentions}
        cards = self.casebook.report_cards(ids)
        return Part(some, said, {id: card_at(self.level, card) for id, card in cards.items()})


def _added(incident: Incident) -> Iterator[StoredClaim]:
    """The claims that people added to the incident's accounts."""
    from recounted.casebook import StoredClaim  # noqa: PLC0415

    homes = {mention_key(m.report_id, m.mention): m for m in incident.mentions}
    for name, claim in added_claims(incident).items():
        home = homes[name.rpartition(".")[0]]
        yield StoredClaim(claim, home.report_id, home.report, home.mention)

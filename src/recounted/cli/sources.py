"""Sources: what the ids and names that an incident holds lead to.

In: readings. Out: their claims by id, each with the name of its report, and their reports by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recounted.model import Claim, Reading, Report


@dataclass(frozen=True)
class Sources:
    """What an incident's claim ids and report names lead to: claims with the name of their report, and reports by name."""

    claims: Mapping[str, tuple[str, Claim]]
    reports: Mapping[str, Report]

    def of(self, ids: Iterable[str]) -> list[tuple[str, Claim]]:
        """The claims of these ids, in this order; an id that leads nowhere is left out."""
        return [self.claims[i] for i in dict.fromkeys(ids) if i in self.claims]


def sources_of(readings: Iterable[Reading]) -> Sources:
    """The claims and reports of some readings."""
    claims: dict[str, tuple[str, Claim]] = {}
    reports: dict[str, Report] = {}
    for reading in readings:
        reports[reading.report.name] = reading.report.model_copy(
            update={"problems": (*reading.report.problems, *reading.problems)}
        )
        claims |= {claim.id: (reading.report.name, claim) for mention in reading.mentions for claim in mention.claims}
    return Sources(claims, reports)

"""One claim in its incident: with the report it stands in, its origin, and the day it came out.

In: the accounts of an incident and the families of their reports. Out: flat lists that the rules of this room work on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from recounted.linking.facts import Account
from recounted.model import BaseClaim, Claim
from recounted.reconciling.speakers import label, origin

C = TypeVar("C", bound=BaseClaim)


@dataclass(frozen=True)
class Statement(Generic[C]):
    """A claim with what a rule needs to know of where it comes from. ``published`` is EDTF or None; ``family`` a report's id."""

    claim: C
    report_id: str
    published: str | None
    family: str
    origin: str

    @property
    def speaker(self) -> str:
        """The speaker as printed."""
        return label(self.claim.speaker)


def statements_of(accounts: Iterable[Account], families: Mapping[str, str]) -> list[Statement[Claim]]:
    """All claims of all accounts, in the order of reports' ids, mentions and claims."""
    found = []
    for account in sorted(accounts, key=lambda a: a.key):
        family = families.get(account.report.id, account.report.id)
        for claim in account.mention.claims:
            found.append(Statement(claim, account.report.id, account.report.published, family, origin(claim, family)))
    return found


def ids(statements: Iterable[Statement[C]]) -> tuple[str, ...]:
    """The claims' ids, each once, in order."""
    return tuple(dict.fromkeys(s.claim.id for s in statements))


def speakers(statements: Iterable[Statement[C]]) -> tuple[str, ...]:
    """The speakers as printed, each once, in order."""
    return tuple(dict.fromkeys(s.speaker for s in statements))

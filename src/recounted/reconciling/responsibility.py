"""Who is said to have done it, and by whom.

In: the responsibility claims of an incident. Out: one row an actor: who asserts it (in a report's own voice), accuses,
denies, admits, as printed. It refuses to weigh them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from recounted.model import ActorResponsibility, Claim, ResponsibilityClaim
from recounted.reconciling.evidence import Statement, ids, speakers


def responsibility(statements: Iterable[Statement[Claim]]) -> tuple[ActorResponsibility, ...]:
    """One row for each actor, those that most claims name first."""
    by_actor: dict[str, list[Statement[Claim]]] = defaultdict(list)
    for s in statements:
        if isinstance(s.claim, ResponsibilityClaim):
            by_actor[s.claim.actor].append(s)
    rows = [_row(actor, found) for actor, found in by_actor.items()]
    return tuple(sorted(rows, key=lambda r: (-len(r.claims), r.actor)))


def _row(actor: str, found: list[Statement[Claim]]) -> ActorResponsibility:
    def by(stance: str) -> tuple[str, ...]:
        return speakers(s for s in found if isinstance(s.claim, ResponsibilityClaim) and s.claim.stance == stance)

    return ActorResponsibility(
        actor=actor,
        asserted_by=by("asserted"),
        accused_by=by("accused"),
        denied_by=by("denied"),
        admitted_by=by("admitted"),
        claims=ids(found),
    )


def is_description(actor: str) -> bool:
    """Is it a description that fits many ("armed men"), not a party's name? Canonical names of parties are capitalised."""
    return not actor[:1].isupper()


def accused(rows: Iterable[ActorResponsibility]) -> list[ActorResponsibility]:
    """The actors who are asserted, accused or admit to have done it."""
    return [r for r in rows if r.asserted_by or r.accused_by or r.admitted_by]

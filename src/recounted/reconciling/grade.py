"""Suggested grades of the evidence, with reasons: for each accused actor, and for the incident. A grade is set by people only.

In: what is said of responsibility, the tolls, the number of independent sources. Out: grades of Airwars' table and why
(field-standards 2.4, read from top to bottom). A grade describes the state of the evidence, not what is true; a denial alone
never changes it.
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.messages import S_
from recounted.model import ActorGrade, ActorResponsibility, Claim, Grade, ResponsibilityClaim, Toll
from recounted.reconciling.evidence import Statement
from recounted.reconciling.responsibility import accused, is_description
from recounted.reconciling.status import ARMED

Reasons = tuple[str, ...]


def actor_grades(
    statements: Sequence[Statement[Claim]],
    responsibility: Sequence[ActorResponsibility],
    tolls: Sequence[Toll],
    n_independent: int,
) -> tuple[ActorGrade, ...]:
    """One row for each accused actor, in the order of ``responsibility``."""
    rows = []
    for row in accused(responsibility):
        suggested, reasons = _suggested(row, statements, responsibility, tolls, n_independent)
        rows.append(ActorGrade(actor=row.actor, suggested=suggested, reasons=reasons, claims=row.claims))
    return tuple(rows)


def suggested_grade(rows: Sequence[ActorGrade], tolls: Sequence[Toll], n_independent: int) -> tuple[Grade, Reasons]:
    """The grade of an incident: that of its actor who comes first in the table; named parties come before descriptions."""
    if rows:
        named = [r for r in rows if not is_description(r.actor)] or rows
        best = min(named, key=lambda r: _TABLE.index(r.suggested))
        return best.suggested, best.reasons
    unharmed = _no_civilian_harm(tolls)
    if unharmed:
        return unharmed
    nobody = (S_("none of them says who did it"),) if n_independent > 1 else ()
    return "weak", (_sources(n_independent), *nobody)


_NO_HARM: tuple[Grade, Reasons] = ("ungraded", (S_("no figure of people harmed is reported"),))
#: The table, from top to bottom.
_TABLE: tuple[Grade, ...] = ("confirmed", "discounted", "contested", "fair", "weak", "ungraded")


def _suggested(
    row: ActorResponsibility,
    statements: Sequence[Statement[Claim]],
    responsibility: Sequence[ActorResponsibility],
    tolls: Sequence[Toll],
    n_independent: int,
) -> tuple[Grade, Reasons]:
    """The first row of the table that applies to an actor, and its reasons in words."""
    if not any(t.high or t.high_open for t in tolls):
        return _NO_HARM
    if row.admitted_by and not row.denied_by:  # who also denies has not accepted
        return "confirmed", (S_(f"{row.actor} is reported to have accepted responsibility"),)
    unharmed = _no_civilian_harm(tolls)
    if unharmed:
        return unharmed
    sources = _sources(n_independent)
    admitted = [r.actor for r in responsibility if r.admitted_by and not r.denied_by and r.actor != row.actor]
    if admitted and not is_description(row.actor):  # "armed men" may be those who admit it
        return "contested", (S_(f"{_names(admitted)} is reported to have accepted responsibility"), sources)
    rivals = _rivals(row.actor, statements)
    if rivals:
        return "contested", (S_(f"blamed by different voices: {_names(sorted({row.actor, *rivals}))}"), sources)
    if n_independent < 2:
        return "weak", (sources,)
    return "fair", (sources, _likely(row.actor, statements, n_independent), *_denied(row))


def _no_civilian_harm(tolls: Sequence[Toll]) -> tuple[Grade, Reasons] | None:
    if not any(t.high or t.high_open for t in tolls):
        return _NO_HARM
    counted = [t for t in tolls if t.high]
    if counted and all(t.of.status in ARMED[:2] for t in counted):
        return "discounted", (S_("every reported figure counts members of armed forces or groups"),)
    return None


def _rivals(actor: str, statements: Sequence[Statement[Claim]]) -> set[str]:
    """Parties blamed by voices that do not blame this one, where voices that blame this one do not blame them."""
    if is_description(actor):
        return set()
    blamed: dict[str, set[str]] = {}
    for s in statements:
        c = s.claim
        if isinstance(c, ResponsibilityClaim) and c.stance in ("asserted", "accused") and not is_description(c.actor):
            blamed.setdefault(s.origin, set()).add(c.actor)
    mine = [named for named in blamed.values() if actor in named]
    others = [named for named in blamed.values() if actor not in named]
    return {party for named in others for party in named if any(party not in own for own in mine)}


def _likely(actor: str, statements: Sequence[Statement[Claim]], n_independent: int) -> str:
    found = {s.family for s in statements if isinstance(c := s.claim, ResponsibilityClaim) and _blames(c, actor)}
    if len(found) < n_independent:
        return S_(f"likely by {actor}, who is blamed in {len(found)} of them")
    return S_(f"likely by {actor}")


def _blames(claim: ResponsibilityClaim, actor: str) -> bool:
    return claim.actor == actor and claim.stance != "denied"


def _denied(row: ActorResponsibility) -> Reasons:
    return (S_(f"a denial on behalf of {row.actor} does not change the grade"),) if row.denied_by else ()


def _sources(n: int) -> str:
    return S_("one independent source" if n == 1 else f"{n} independent sources")


def _names(actors: Sequence[str]) -> str:
    return ", ".join(actors)

"""A suggested grade of the evidence, with reasons. A grade itself is set by people only.

In: what is said of responsibility, the tolls, the number of independent sources. Out: a grade of Airwars' table and why
(field-standards 2.4, read from top to bottom). The grade describes the state of the evidence, not what is true.
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.model import ActorResponsibility, Grade, Toll
from recounted.reconciling.responsibility import accused, is_description

_ARMED = ("member_of_armed_forces", "member_of_armed_group")


def suggested_grade(
    responsibility: Sequence[ActorResponsibility], tolls: Sequence[Toll], n_independent: int
) -> tuple[Grade, tuple[str, ...]]:
    """The first row of the table that applies, and its reasons in words."""
    if not any(t.high or t.high_open for t in tolls):
        return "ungraded", ("no figure of people harmed is reported",)
    admitted = [r.actor for r in responsibility if r.admitted_by and not r.denied_by]  # who also denies has not accepted
    if admitted:
        return "confirmed", (f"{_names(admitted)} is reported to have accepted responsibility",)
    if _only_fighters(tolls):
        return "discounted", ("every reported figure counts members of armed forces or groups",)
    parties = [r.actor for r in accused(responsibility) if not is_description(r.actor)]
    sources = _sources(n_independent)
    if len(parties) > 1:
        return "contested", (f"blamed by different voices: {_names(parties)}", sources)
    blamed = parties or [r.actor for r in accused(responsibility)]
    if n_independent < 2:
        return "weak", (sources,)
    if not blamed:
        return "weak", (sources, "none of them says who did it")
    return "fair", (sources, f"likely by {_names(blamed)}", *_denials(responsibility, blamed))


def _only_fighters(tolls: Sequence[Toll]) -> bool:
    counted = [t for t in tolls if t.high]
    return bool(counted) and all(t.of.status in _ARMED for t in counted)


def _denials(responsibility: Sequence[ActorResponsibility], blamed: Sequence[str]) -> tuple[str, ...]:
    denied = [r.actor for r in responsibility if r.denied_by and r.actor in blamed]
    return (f"a denial on behalf of {_names(denied)} does not change the grade",) if denied else ()


def _sources(n: int) -> str:
    return "one independent source" if n == 1 else f"{n} independent sources"


def _names(actors: Sequence[str]) -> str:
    return ", ".join(actors)

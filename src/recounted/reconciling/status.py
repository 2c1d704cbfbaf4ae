"""The dead are civilians to one voice and fighters to another (field-standards 2.2, 9.6 step 5).

In: the statements of an incident. Out: a ``StatusContest`` with the claims of either side, or None. It does not say who is right,
and it does not ask which side a voice is on; that the accused alone call the dead fighters is said in the flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recounted.messages import S_
from recounted.model import Claim, ResponsibilityClaim, Toll
from recounted.reconciling.evidence import Statement
from recounted.reconciling.sifting import TollStatement, sift, toll_statements

ARMED = ("member_of_armed_forces", "member_of_armed_group", "armed_law_enforcement")
CIVIL = ("civilian", "other_protected_person")


@dataclass(frozen=True)
class StatusContest:
    """What calls the same dead civilians, and what calls them armed; ``accused_only``: only those who are accused say armed."""

    civil: tuple[TollStatement, ...]
    armed: tuple[TollStatement, ...]
    accused_only: bool

    @property
    def words(self) -> str:
        """The contest in words."""
        return S_(
            "civilians to one voice, fighters to another: of either there may have been none; only those who are accused call "
            "them fighters, which is context, not evidence"
            if self.accused_only
            else "civilians to one voice, fighters to another: of either there may have been none"
        )

    def against(self, row: Toll) -> tuple[TollStatement, ...]:
        """The claims that contest a toll: those of the other side, if the toll counts the contested dead."""
        sides = (self.civil, self.armed)
        for mine, other in (sides, sides[::-1]):
            if row.harm == "killed" and any(s.claim.of == row.of for s in mine):
                return other
        return ()


def status_contest(statements: Sequence[Statement[Claim]]) -> StatusContest | None:
    """As many dead are civilians to voices that name no fighters, and fighters to voices that name no civilians."""
    deaths = [s for s in toll_statements(statements) if s.claim.harm == "killed"]
    if len({s.claim.of.status in CIVIL for s in deaths if s.claim.of.status in (*CIVIL, *ARMED)}) < 2:
        return None
    used = [s for s in sift(deaths)[0] if s.claim.lo]
    civil = [s for s in used if s.claim.of.status in CIVIL]
    armed = [s for s in used if s.claim.of.status in ARMED]
    civil_voices, armed_voices = {s.origin for s in civil}, {s.origin for s in armed}
    both = [(c, a) for c in civil for a in armed if c.claim.lo == a.claim.lo and c.claim.lo]
    pairs = [(c, a) for c, a in both if c.origin not in armed_voices and a.origin not in civil_voices]
    if not pairs:
        return None
    accused = {s.claim.actor for s in statements if isinstance(s.claim, ResponsibilityClaim) and s.claim.stance != "denied"}
    return StatusContest(
        civil=tuple({c.claim.id: c for c, _ in pairs}.values()),
        armed=tuple({a.claim.id: a for _, a in pairs}.values()),
        accused_only=all(a.claim.speaker is not None and a.claim.speaker.side in accused for _, a in pairs),
    )

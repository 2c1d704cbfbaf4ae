"""What a denial denies: each one tied to the claims of the incident that it contradicts, in any report and language.

In: the statements of an incident. Out: one ``Denial`` for each claim that denies or takes something back, with the claims that it
does this to and the name of the rule; with none where nobody in this incident claims it. A denial lowers no figure and weighs
nothing; it is shown beside what it denies. A voice does not deny what it or its own side says, unless it takes that back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from recounted.messages import S_
from recounted.model import Claim, Denial, Of, ResponsibilityClaim, TargetClaim, TollClaim, WeaponClaim
from recounted.reconciling.evidence import Statement, ids

Statements = Sequence[Statement[Claim]]


def denials(statements: Statements) -> tuple[Denial, ...]:
    """A row for each denial and retraction, in the order of the statements."""
    told: dict[str, list[Statement[Claim]]] = defaultdict(list)  # by type: no rule ties claims of two types
    for s in statements:
        if not is_denial(s.claim) and s.claim.scope == "incident":
            told[s.claim.type].append(s)
    return tuple(_tied(s, told[s.claim.type]) for s in statements if is_denial(s.claim))


def is_denial(claim: Claim) -> bool:
    """Does the claim deny something, or take it back?"""
    return claim.attribution in ("denial", "retraction") or (isinstance(claim, ResponsibilityClaim) and claim.stance == "denied")


def _tied(one: Statement[Claim], told: Statements) -> Denial:
    back = one.claim.attribution == "retraction"
    told = [s for s in told if (s.origin == one.origin if back else not _one_side(s, one))]
    for name, rule in RULES.items():
        if denied := ids(s for s in told if rule(one.claim, s.claim)):
            return Denial(claim=one.claim.id, denies=denied, how=S_(f"{name}, taken back by the same voice") if back else name)
    return Denial(claim=one.claim.id, denies=(), how=S_("nothing in this incident that it denies"))


def _one_side(a: Statement[Claim], b: Statement[Claim]) -> bool:
    one, two = a.claim.speaker, b.claim.speaker
    return a.origin == b.origin or bool(one and two and one.side and one.side == two.side)


def _same_party(denial: Claim, told: Claim) -> bool:
    """X did not do it ↔ X did it."""
    if not isinstance(denial, ResponsibilityClaim) or not isinstance(told, ResponsibilityClaim):
        return False
    return denial.actor == told.actor


def _own_side(denial: Claim, told: Claim) -> bool:
    """ "We did not do it", said for a side ↔ that side did it."""
    if not isinstance(denial, ResponsibilityClaim) or not isinstance(told, ResponsibilityClaim):
        return False
    side = denial.speaker.side if denial.speaker else None
    return side is not None and side == told.actor


def _same_figure(denial: Claim, told: Claim) -> bool:
    """It is not true that 12 were killed ↔ 12 were killed."""
    if not isinstance(denial, TollClaim) or not isinstance(told, TollClaim) or denial.harm != told.harm:
        return False
    return bool(denial.lo) and denial.of == told.of and _overlap(denial, told)


def _overlap(a: TollClaim, b: TollClaim) -> bool:
    return (a.lo or 0) <= _top(b) and (b.lo or 0) <= _top(a)


def _top(claim: TollClaim) -> float:
    return claim.hi if claim.hi is not None else float("inf")


def _harm_to_group(denial: Claim, told: Claim) -> bool:
    """No civilians were killed ↔ any figure of killed civilians, or of killed people of whom nothing is said."""
    if not isinstance(denial, TollClaim) or not isinstance(told, TollClaim) or denial.harm != told.harm:
        return False
    return told.lo != 0 and (denial.of in (told.of, Of()) or (told.of == Of() and denial.of.status is not None))


def _weapon(denial: Claim, told: Claim) -> bool:
    """It was no cluster munition ↔ it was one."""
    return isinstance(denial, WeaponClaim) and isinstance(told, WeaponClaim) and denial.value == told.value


def _target(denial: Claim, told: Claim) -> bool:
    """No hospital was hit ↔ a hospital was hit."""
    return isinstance(denial, TargetClaim) and isinstance(told, TargetClaim) and denial.value == told.value


#: The first rule that finds something ties a denial.
RULES: dict[str, Callable[[Claim, Claim], bool]] = {
    S_("denies having done it"): _same_party,
    S_("denies it for its side"): _own_side,
    S_("denies this figure"): _same_figure,
    S_("denies harm of this kind"): _harm_to_group,
    S_("denies this weapon"): _weapon,
    S_("denies this target"): _target,
}


def denials_of(claims: Sequence[str], rows: Sequence[Denial]) -> Iterator[Denial]:
    """The denials of any of these claims."""
    wanted = set(claims)
    return (row for row in rows if wanted & set(row.denies))

"""One incident out of its accounts: the whole of reconciling, as one pure function.

In: the accounts (mentions in their reports) that linking joined, and the memberships. Out: an Incident. Equal input gives
an equal incident; nothing is read from or written to anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.linking.facts import Account
from recounted.model import Claim, Grade, Incident, Membership, WeaponClaim, WeaponFinding
from recounted.reconciling import heading
from recounted.reconciling.contested import contested
from recounted.reconciling.denials import denials
from recounted.reconciling.evidence import Statement, ids, statements_of
from recounted.reconciling.grade import actor_grades, suggested_grade
from recounted.reconciling.history import Undated, history, known_by
from recounted.reconciling.independence import Independence, independence, recalled
from recounted.reconciling.responsibility import responsibility
from recounted.reconciling.rules import DEFAULT_RULE
from recounted.reconciling.sifting import first_told
from recounted.reconciling.tolls import tolls

#: Raised whenever the rules of this room give other incidents for the same accounts, so that casebooks are brought up to date.
RULES_VERSION = "6"


def reconcile(
    accounts: Sequence[Account],
    memberships: Sequence[Membership],
    *,
    id: str,
    code: str,
    rule: str = DEFAULT_RULE,
    grade: Grade | None = None,
    as_of: str | None = None,
    undated: Undated = "apart",
    kin: Independence | None = None,
) -> Incident:
    """The incident that these accounts tell of. ``rule`` names a toll rule; ``grade`` is a person's and is passed through.

    ``as_of``: an ISO day; the incident as the reports that were out by its end tell it. ``undated``: what becomes of reports
    without a date then. ``kin``: what is known of how the reports of these accounts hang together. Raises KeyError for an unknown
    rule, ValueError without accounts (by that day).
    """
    kin = kin or independence(accounts)  # of all reports: an earlier day is counted with what is known of its reports today
    family = kin.families
    ordered = [a for a in sorted(accounts, key=lambda a: a.key) if not as_of or known_by(a.report.published, as_of, undated)]
    if not ordered:
        raise ValueError("an incident has at least one account")
    kin = kin.among(a.report.id for a in ordered)
    statements = statements_of(ordered, family)
    day, place, of_kind = heading.when(ordered, family), heading.where(ordered, family), heading.kind(ordered)
    told = first_told(statements)
    counted, blamed = tolls(statements, rule, told=told), responsibility(statements)
    ranges = counted if rule == DEFAULT_RULE else tolls(statements, told=told)  # a grade does not hang on the toll rule
    graded = actor_grades(statements, blamed, ranges, kin.n_independent)
    suggested, reasons = suggested_grade(graded, ranges, kin.n_independent)
    keys = {(a.report.id, a.mention.id) for a in ordered}
    return Incident(
        id=id,
        code=code,
        title=heading.title(of_kind, day, place),
        kind=of_kind,
        when=day,
        where=place,
        mentions=tuple(m for m in memberships if not as_of or (m.report_id, m.mention) in keys),
        tolls=counted,
        responsibility=blamed,
        weapons=_weapons(statements),
        contested=contested(statements, ordered),
        n_reports=len({a.report.id for a in ordered}),
        n_independent=kin.n_independent,
        languages=tuple(sorted({a.report.lang for a in ordered if a.report.lang})),
        kinships=kin.kinships,
        suggested_grade=suggested,
        grade_reasons=(*reasons, *kin.notes),
        grade=grade,
        grades=graded,
        denials=denials(statements),
        history=history(statements, rule, told=told),
    )


def by_rule(incident: Incident, accounts: Sequence[Account], rule: str) -> Incident:
    """An incident of these accounts by another toll rule: nothing but its tolls hangs on the rule. Raises KeyError for an unknown
    rule.
    """
    statements = statements_of(accounts, recalled(incident.kinships, accounts).families)
    told = first_told(statements)
    both = {"tolls": tolls(statements, rule, told=told), "history": history(statements, rule, told=told)}
    return incident.model_copy(update=both)


def _weapons(statements: Sequence[Statement[Claim]]) -> tuple[WeaponFinding, ...]:
    named = [(s.claim.value, s) for s in statements if isinstance(s.claim, WeaponClaim) and s.claim.attribution != "denial"]
    values = sorted({v for v, _ in named}, key=lambda v: (-sum(v == w for w, _ in named), v))
    return tuple(WeaponFinding(value=v, claims=ids(s for w, s in named if w == v)) for v in values)

"""Fields on which claims cannot all hold, each with every value and who says it.

In: the statements of an incident and its accounts. Out: ``Contested`` rows of the kinds of field-standards 9.8. A field is
contested where two voices give values that cannot both hold, or where a party denies what another claims. Nothing is
resolved here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from recounted.days import days_of, gap
from recounted.linking.facts import Account
from recounted.linking.features import km, weapons_alike
from recounted.linking.spelling import folded
from recounted.model import Claim, Contested, ContestedValue, Of, Place, ResponsibilityClaim, TargetClaim, TollClaim, WeaponClaim
from recounted.reconciling.evidence import Statement, ids, speakers
from recounted.reconciling.responsibility import is_description
from recounted.reconciling.speakers import REPORTER
from recounted.reconciling.tolls import TollStatement, sift

Statements = Sequence[Statement[Claim]]
_ARMED = ("member_of_armed_forces", "member_of_armed_group", "armed_law_enforcement")
_CIVIL = ("civilian", "other_protected_person")


def contested(statements: Statements, accounts: Iterable[Account]) -> tuple[Contested, ...]:
    """All contested fields of an incident."""
    found = [*number_gaps(statements)]
    for one in (status, attribution, weapon, target, occurrence):
        row = one(statements)
        if row:
            found.append(row)
    listed = list(accounts)
    return tuple(found) + tuple(row for row in (time(listed), place(listed)) if row)


def _row(field: str, kind: str, groups: dict[str | int, list[Statement[Claim]]]) -> Contested:
    values = [ContestedValue(value=v, claims=ids(s), speakers=speakers(s)) for v, s in groups.items()]
    return Contested(field=field, kind=kind, values=tuple(values))


def _grouped(
    statements: Iterable[Statement[Claim]], value: Callable[[Claim], str | int]
) -> dict[str | int, list[Statement[Claim]]]:
    groups: dict[str | int, list[Statement[Claim]]] = defaultdict(list)
    for s in statements:
        groups[value(s.claim)].append(s)
    return groups


def _disagree(by_origin: dict[str, set[str]], fits: Callable[[str, str], bool]) -> bool:
    """Do two voices exist of which the one names nothing that fits anything the other names?"""
    sets = [by_origin[o] for o in sorted(by_origin)]
    return any(not any(fits(x, y) for x in a for y in b) for n, a in enumerate(sets) for b in sets[n + 1 :])


# --------------------------------------------------------------------------------------------------------------- numbers


def number_gaps(statements: Statements) -> list[Contested]:
    """For each harm and group: figures of two voices that no one number satisfies. Superseded figures are history, not a
    contest.
    """
    cells: dict[tuple[str, Of], list[TollStatement]] = defaultdict(list)
    for s in statements:
        if isinstance(s.claim, TollClaim):
            cells[s.claim.harm, s.claim.of].append(Statement(s.claim, s.report_id, s.published, s.family, s.origin))
    rows = []
    for (harm, of), found in cells.items():
        used, _ = sift(found)
        if _gap(used):
            groups: dict[str | int, list[Statement[Claim]]] = defaultdict(list)
            for one in sorted(used, key=lambda s: (s.claim.lo or 0, s.claim.hi or 0)):
                groups[figure(one.claim)].append(Statement(one.claim, one.report_id, one.published, one.family, one.origin))
            rows.append(_row(cell_name(harm, of), "number_gap", groups))
    return sorted(rows, key=lambda r: r.field)


def _gap(used: Sequence[TollStatement]) -> bool:
    floors = [(s.claim.lo or 0, s.origin) for s in used]
    ceilings = [(s.claim.hi, s.origin) for s in used if s.claim.hi is not None]
    return any(lo > hi and one != two for lo, one in floors for hi, two in ceilings)


def figure(claim: TollClaim) -> str | int:
    """A figure as a value: a number, or its bounds in words."""
    lo, hi = claim.lo, claim.hi
    if lo is not None and lo == hi:
        return lo
    if hi is None:
        return f"at least {lo}"
    return f"at most {hi}" if not lo else f"{lo} to {hi}"


def cell_name(harm: str, of: Of) -> str:
    """The name of a toll: ``killed``, ``killed: child``, ``injured: civilian woman``."""
    parts = [v.replace("_", " ") for v in (of.status, of.age_group, of.sex, of.role) if v]
    return f"{harm}: {' '.join(parts)}" if parts else harm


def status(statements: Statements) -> Contested | None:
    """The dead are civilians to one voice and fighters to another that names no civilian among them (field-standards 2.2)."""
    deaths = [
        s for s in statements if isinstance(s.claim, TollClaim) and s.claim.harm == "killed" and s.claim.scope == "incident"
    ]
    civil = [s for s in deaths if isinstance(s.claim, TollClaim) and s.claim.of.status in _CIVIL]
    armed = [s for s in deaths if isinstance(s.claim, TollClaim) and s.claim.of.status in _ARMED]
    only_armed = [s for s in armed if s.origin not in {c.origin for c in civil}]
    only_civil = [s for s in civil if s.origin not in {a.origin for a in armed}]
    same_size = [
        (c, a)
        for c in only_civil
        for a in only_armed
        if isinstance(c.claim, TollClaim)
        and isinstance(a.claim, TollClaim)
        and c.claim.lo == a.claim.lo
        and (c.claim.lo or 0) > 0
    ]
    if not same_size:
        return None
    return _row("status of the killed", "status", {"civilian": [c for c, _ in same_size], "armed": [a for _, a in same_size]})


def occurrence(statements: Statements) -> Contested | None:
    """Harm that somebody reports and somebody denies."""
    counts = [s for s in statements if isinstance(s.claim, TollClaim) and s.claim.scope == "incident"]
    denied = [s for s in counts if s.claim.attribution == "denial"]
    told = [
        s for s in counts if isinstance(s.claim, TollClaim) and s.claim.attribution not in ("denial", "retraction") and s.claim.lo
    ]
    if not denied or not told:
        return None
    return _row("harm", "occurrence", {"harm was done": told, "denied": denied})


# ------------------------------------------------------------------------------------------- responsibility, weapon, target


def attribution(statements: Statements) -> Contested | None:
    """Several parties are named by different voices, or a party's part in it is denied by somebody."""
    found = [s for s in statements if isinstance(s.claim, ResponsibilityClaim)]
    blamed = [s for s in found if isinstance(s.claim, ResponsibilityClaim) and s.claim.stance != "denied"]
    denied = [s for s in found if isinstance(s.claim, ResponsibilityClaim) and s.claim.stance == "denied"]
    parties: dict[str, set[str]] = defaultdict(set)
    for s in blamed:
        if isinstance(s.claim, ResponsibilityClaim) and not is_description(s.claim.actor):
            parties[s.origin].add(s.claim.actor)
    if not blamed or not (denied or _disagree(parties, lambda a, b: a == b)):
        return None
    return _row("responsibility", "attribution", _grouped(blamed, _who) | _grouped(denied, _who))


def _who(claim: Claim) -> str:
    if not isinstance(claim, ResponsibilityClaim):
        return ""
    return f"not {claim.actor}" if claim.stance == "denied" else claim.actor


def weapon(statements: Statements) -> Contested | None:
    """Weapons of two voices that are not two names of one thing."""
    found = [s for s in statements if isinstance(s.claim, WeaponClaim) and s.claim.value != "other"]
    named: dict[str, set[str]] = defaultdict(set)
    for s in found:
        if isinstance(s.claim, WeaponClaim):
            named[s.origin].add(_arm(s.claim))
    if not _disagree(named, weapons_alike):
        return None
    return _row("weapon", "weapon", _grouped(found, _arm))


def _arm(claim: Claim) -> str:
    if not isinstance(claim, WeaponClaim):
        return ""
    return f"not {claim.value}" if claim.attribution == "denial" else claim.value


def target(statements: Statements) -> Contested | None:
    """Different things hit to two voices, or different numbers of them."""
    found = [s for s in statements if isinstance(s.claim, TargetClaim) and s.claim.value not in ("unknown", "multiple")]
    named: dict[str, set[str]] = defaultdict(set)
    counted: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for s in found:
        if isinstance(s.claim, TargetClaim):
            named[s.origin].add(s.claim.value)
            if s.claim.count is not None:
                counted[s.claim.value][s.origin].add(str(s.claim.count))
    unlike = _disagree(named, lambda a, b: a == b)
    if not unlike and not any(_disagree(c, lambda a, b: a == b) for c in counted.values()):
        return None
    return _row("target", "target", _grouped(found, _hit))


def _hit(claim: Claim) -> str:
    if not isinstance(claim, TargetClaim):
        return ""
    return claim.value if claim.count is None else f"{claim.value}: {claim.count}"


# ------------------------------------------------------------------------------------------------------------ time, place


def time(accounts: Sequence[Account]) -> Contested | None:
    """Days of two accounts that do not touch. The values are EDTF; claims are those of the accounts that give the day."""
    dated = [(a, a.mention.when.edtf, d) for a in accounts if a.mention.when and (d := days_of(a.mention.when.edtf)) and d.exact]
    if not any(gap(x, y) for _, _, x in dated for _, _, y in dated):
        return None
    return _accounts_row("when", "time", [(edtf, a) for a, edtf, _ in sorted(dated, key=lambda d: (d[1], d[0].key))])


def place(accounts: Sequence[Account]) -> Contested | None:
    """Towns or villages of two accounts more than 25 km (and their radii) apart, under different names."""
    found = [
        (a, a.mention.where) for a in sorted(accounts, key=lambda a: a.key) if a.mention.where and a.mention.where.where_prec <= 2
    ]
    if not any(_elsewhere(x, y) for _, x in found for _, y in found):
        return None
    return _accounts_row("where", "place", [(where.name, a) for a, where in found])


def _elsewhere(a: Place, b: Place) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None or folded(a.name) == folded(b.name):
        return False
    return km((a.lat, a.lon), (b.lat, b.lon)) > 25 + (a.radius_km or 0) + (b.radius_km or 0)


def _accounts_row(field: str, kind: str, values: Sequence[tuple[str, Account]]) -> Contested:
    groups: dict[str, list[str]] = defaultdict(list)
    for value, account in values:
        groups[value] += [c.id for c in account.mention.claims]
    rows = [ContestedValue(value=v, claims=tuple(c), speakers=(REPORTER,)) for v, c in groups.items()]
    return Contested(field=field, kind=kind, values=tuple(rows))

"""Fields on which claims cannot all hold, each with every value and who says it.

In: the statements of an incident and its accounts. Out: ``Contested`` rows of the kinds of field-standards 9.8. A field is
contested where two voices give values that cannot both hold, or where a party denies what another claims. Nothing is
resolved here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import eq

from recounted.days import days_of, gap
from recounted.linking.facts import Account
from recounted.linking.features import km, weapons_alike
from recounted.linking.spelling import folded
from recounted.messages import S_
from recounted.model import Claim, Contested, ContestedValue, Of, Place, ResponsibilityClaim, TargetClaim, TollClaim, WeaponClaim
from recounted.reconciling.denials import is_denial
from recounted.reconciling.evidence import Statement, ids, speakers
from recounted.reconciling.responsibility import is_description
from recounted.reconciling.sifting import TollStatement, cells_of, dated, sift, upper_only
from recounted.reconciling.speakers import REPORTER
from recounted.reconciling.status import status_contest

Statements = Sequence[Statement[Claim]]


def contested(statements: Statements, accounts: Iterable[Account]) -> tuple[Contested, ...]:
    """All contested fields of an incident."""
    found = [*number_gaps(statements)]
    for one in (status, attribution, weapon, target, occurrence):
        row = one(statements)
        if row:
            found.append(row)
    listed = list(accounts)
    return tuple(found) + tuple(row for row in (time(listed), place(listed)) if row)


def wide(s: TollStatement) -> Statement[Claim]:
    """A statement of a toll as one of any claim."""
    return Statement(s.claim, s.report_id, s.published, s.family, s.origin)


def _row(field: str, kind: str, groups: Mapping[str, Statements] | Mapping[str | int, Statements]) -> Contested:
    return Contested(field=field, kind=kind, values=tuple(_value(v, said) for v, said in groups.items()))


def _value(value: str | int, said: Statements) -> ContestedValue:
    first, last = seen(s.published for s in said)
    sides = dict.fromkeys(s.claim.speaker.side for s in said if s.claim.speaker and s.claim.speaker.side)
    return ContestedValue(
        value=value, claims=ids(said), speakers=speakers(said), sides=tuple(sides), first_seen=first, last_seen=last
    )


def seen(published: Iterable[str | None]) -> tuple[str | None, str | None]:
    """The first and the last day (ISO) among dates of publication; None where no date has a day and a year."""
    days = [day for p in published if (day := dated(p))]
    if not days:
        return None, None
    first, last = min(d.first for d in days), max(d.last for d in days)
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


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
    rows = []
    for (harm, of), found in cells_of(statements).items():
        used, _ = sift(found)
        if _gap(used):
            groups: dict[str | int, list[Statement[Claim]]] = defaultdict(list)
            for one in sorted(used, key=lambda s: (s.claim.lo or 0, s.claim.hi or 0)):
                groups[figure(one.claim)].append(wide(one))
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
        return S_(f"at least {lo}")
    return S_(f"at most {hi}" if upper_only(claim) else f"{lo or 0} to {hi}")


def cell_name(harm: str, of: Of) -> str:
    """The name of a toll: ``killed``, ``killed: child``, ``injured: civilian woman``."""
    parts = [v.replace("_", " ") for v in (of.status, of.age_group, of.sex, of.role) if v]
    return f"{harm}: {' '.join(parts)}" if parts else harm


def status(statements: Statements) -> Contested | None:
    """The dead are civilians to one voice and fighters to another that names no civilian among them (field-standards 2.2)."""
    contest = status_contest(statements)
    if contest is None:
        return None
    sides = {"civilian": contest.civil, "armed": contest.armed}
    return _row("status of the killed", "status", {side: [wide(s) for s in said] for side, said in sides.items()})


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
    return S_(f"not {claim.actor}") if claim.stance == "denied" else claim.actor


def weapon(statements: Statements) -> Contested | None:
    """Weapons of two voices that are not two names of one thing, or a weapon that another voice denies."""
    found = [s for s in statements if isinstance(s.claim, WeaponClaim) and s.claim.value != "other"]
    if not _denied(found) and not _disagree(_by_origin(found, _value_of), weapons_alike):
        return None
    return _row("weapon", "weapon", _grouped(found, lambda c: _not(c, _value_of(c))))


def target(statements: Statements) -> Contested | None:
    """Different things hit to two voices, or different numbers of them, or a hit that another voice denies."""
    found = [s for s in statements if isinstance(s.claim, TargetClaim) and s.claim.value not in ("unknown", "multiple")]
    counted: dict[str, list[Statement[Claim]]] = defaultdict(list)
    for s in found:
        if isinstance(s.claim, TargetClaim) and s.claim.count is not None:
            counted[s.claim.value].append(s)
    many = any(_disagree(_by_origin(same, _hit), eq) for same in counted.values())
    if not many and not _denied(found) and not _disagree(_by_origin(found, _value_of), eq):
        return None
    return _row("target", "target", _grouped(found, lambda c: _not(c, _hit(c))))


def _by_origin(found: Statements, value: Callable[[Claim], str]) -> dict[str, set[str]]:
    """What each voice says, denials apart."""
    said: dict[str, set[str]] = defaultdict(set)
    for s in found:
        if not is_denial(s.claim):
            said[s.origin].add(value(s.claim))
    return said


def _denied(found: Statements) -> bool:
    """Does a voice deny what another says?"""
    denied = [s for s in found if is_denial(s.claim)]
    told = [s for s in found if not is_denial(s.claim)]
    return any(d.origin != t.origin and _value_of(d.claim) == _value_of(t.claim) for d in denied for t in told)


def _value_of(claim: Claim) -> str:
    return claim.value if isinstance(claim, WeaponClaim | TargetClaim) else ""


def _hit(claim: Claim) -> str:
    count = claim.count if isinstance(claim, TargetClaim) else None
    return _value_of(claim) if count is None else f"{_value_of(claim)}: {count}"


def _not(claim: Claim, value: str) -> str:
    return S_(f"not {value}") if is_denial(claim) else value


# ------------------------------------------------------------------------------------------------------------ time, place


def time(accounts: Sequence[Account]) -> Contested | None:
    """Days of two accounts that do not touch. The values are EDTF; claims are those of the accounts that give the day."""
    dated = [(a, a.mention.when.edtf, d) for a in accounts if a.mention.when and (d := days_of(a.mention.when.edtf)) and d.exact]
    days = {d for _, _, d in dated}
    if not any(gap(x, y) for x in days for y in days):
        return None
    return _accounts_row("when", "time", [(edtf, a) for a, edtf, _ in sorted(dated, key=lambda d: (d[1], d[0].key))])


def place(accounts: Sequence[Account]) -> Contested | None:
    """Towns or villages of two accounts more than 25 km (and their radii) apart, under different names."""
    found = [
        (a, a.mention.where) for a in sorted(accounts, key=lambda a: a.key) if a.mention.where and a.mention.where.where_prec <= 2
    ]
    spots = {(w.lat, w.lon, w.radius_km, folded(w.name)): w for _, w in found}.values()
    if not any(_elsewhere(x, y) for x in spots for y in spots):
        return None
    return _accounts_row("where", "place", [(where.name, a) for a, where in found])


def _elsewhere(a: Place, b: Place) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None or folded(a.name) == folded(b.name):
        return False
    return km((a.lat, a.lon), (b.lat, b.lon)) > 25 + (a.radius_km or 0) + (b.radius_km or 0)


def _accounts_row(field: str, kind: str, values: Sequence[tuple[str, Account]]) -> Contested:
    groups: dict[str, list[Account]] = defaultdict(list)
    for value, account in values:
        groups[value].append(account)
    rows = []
    for value, told in groups.items():
        first, last = seen(a.report.published for a in told)
        claims = tuple(c.id for a in told for c in a.mention.claims)
        rows.append(ContestedValue(value=value, claims=claims, speakers=(REPORTER,), first_seen=first, last_seen=last))
    return Contested(field=field, kind=kind, values=tuple(rows))

"""What changes in an incident if a source is dropped: a report, an outlet, or a voice.

In: the accounts of an incident and the name of a source. Out: the accounts without it, and the changes between two incidents,
field by field. Nothing is stored: the question is asked, and the incident stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recounted.linking.facts import Account
from recounted.linking.spelling import folded
from recounted.model import BaseClaim, Incident, Report, Toll
from recounted.reconciling.speakers import REPORTER


@dataclass(frozen=True)
class Change:
    """One field that differs; ``None`` where there is no such value."""

    field: str
    before: str | None
    after: str | None


def without(accounts: Iterable[Account], source: str) -> list[Account]:
    """The accounts without a source: a report (name, id, address), an outlet, or a voice (name, role or side of a speaker).

    A voice's claims are dropped wherever they are quoted; ``reporter`` is the reports' own voice. Equal to the input where
    nothing has that name.
    """
    wanted = folded(source)
    kept = []
    for account in accounts:
        if _is_called(account.report, source, wanted):
            continue
        claims = tuple(c for c in account.mention.claims if not _speaks(c, wanted))
        kept.append(account if len(claims) == len(account.mention.claims) else _with_claims(account, claims))
    return kept


def _is_called(report: Report, source: str, wanted: str) -> bool:
    digits = source.removeprefix("sha256:")
    by_id = len(digits) >= _SHORT and report.id.removeprefix("sha256:").startswith(digits)
    names = (report.name, report.name.rpartition(".")[0], report.url, report.outlet)
    return by_id or any(name and folded(name) == wanted for name in names)


_SHORT = 12  # hex digits of a report's id that its claims' ids start with


def _speaks(claim: BaseClaim, wanted: str) -> bool:
    speaker = claim.speaker
    if speaker is None:
        return wanted == REPORTER
    return any(name and folded(name) == wanted for name in (speaker.name, speaker.role, speaker.side, speaker.quote))


def _with_claims(account: Account, claims: tuple[BaseClaim, ...]) -> Account:
    return Account(account.report, account.mention.model_copy(update={"claims": claims}))


def changes(before: Incident, after: Incident) -> tuple[Change, ...]:
    """What differs between two incidents, in the order of a page: heading, tolls, responsibility, weapons, contests, grade."""
    old, new = _fields(before), _fields(after)
    names = [*old, *(n for n in new if n not in old)]
    return tuple(Change(n, old.get(n), new.get(n)) for n in names if old.get(n) != new.get(n))


def _fields(incident: Incident) -> dict[str, str]:
    return {name: value for name, value in _described(incident) if value}


def _described(incident: Incident) -> Iterator[tuple[str, str]]:
    yield "reports", str(incident.n_reports)
    yield "independent sources", str(incident.n_independent)
    yield "day", incident.when.edtf if incident.when else ""
    yield "place", incident.where.name if incident.where else ""
    for toll in incident.tolls:
        yield _name(toll), _ends(toll)
    for row in incident.responsibility:
        for stance in ("asserted", "accused", "admitted", "denied"):
            yield f"{row.actor} {stance} by", ", ".join(sorted(getattr(row, f"{stance}_by")))
    yield "weapons", ", ".join(sorted(w.value for w in incident.weapons))
    for field in incident.contested:
        yield f"contested: {field.field}", " / ".join(sorted(str(v.value) for v in field.values))
    yield "suggested grade", incident.suggested_grade
    for grade in incident.grades:
        yield f"suggested grade: {grade.actor}", grade.suggested


def _name(toll: Toll) -> str:
    of = [v for v in (toll.of.status, toll.of.age_group, toll.of.sex, toll.of.role) if v]
    return ": ".join((toll.harm, " ".join(of))) if of else toll.harm


def _ends(toll: Toll) -> str:
    best = "" if toll.best is None else f", best {toll.best}"
    low, high = ("?" if n is None else str(n) for n in (toll.low, toll.high))
    plus = "+" if toll.high_open else ""
    return f"{low if low == high else f'{low} to {high}'}{plus}{best}"

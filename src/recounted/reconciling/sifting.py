"""Which figures of one cell (harm and group) a toll rule may use, and why not the others.

In: the toll statements of one cell. Out: those that enter, and those left out with the reason: other scopes, denials, parts,
figures that were superseded, vague words beside numbers (field-standards 9.6, steps 1 and 2). Nothing left out is lost: it
stands in ``excluded`` and in the toll's history.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from recounted.days import Days, days_of
from recounted.messages import S_
from recounted.model import Claim, Excluded, Of, TollClaim
from recounted.reconciling.evidence import Statement

TollStatement = Statement[TollClaim]
CellKey = tuple[str, Of]

_NOT_A_FIGURE = S_(
    {
        "denial": "a denial: it contests a figure and lowers none",
        "retraction": "takes a figure back: it lowers none by itself",
    }
)
_NOT_THIS_INCIDENT = S_(
    {
        "multi_incident_aggregate": "counts several incidents together",
        "cumulative_campaign": "counts a whole campaign",
        "unclear": "not clear that it counts this incident",
    }
)


def cells_of(statements: Iterable[Statement[Claim]]) -> dict[CellKey, list[TollStatement]]:
    """The toll statements by harm and group, each with the day on which it first came out."""
    return in_cells(first_told(statements))


def in_cells(told: Iterable[TollStatement]) -> dict[CellKey, list[TollStatement]]:
    """Statements of tolls by harm and group."""
    found: dict[tuple[str | None, ...], list[TollStatement]] = defaultdict(list)
    for s in told:
        found[s.claim.harm, *_group(s.claim.of)].append(s)
    return {(some[0].claim.harm, some[0].claim.of): some for some in found.values()}


def toll_statements(statements: Iterable[Statement[Claim]]) -> list[TollStatement]:
    """The statements that are tolls."""
    return [cast(TollStatement, s) for s in statements if isinstance(s.claim, TollClaim)]


def first_told(statements: Iterable[Statement[Claim]]) -> list[TollStatement]:
    """Statements of tolls; a figure that a copy tells again came out when its family first told it, not when it was copied."""
    found = toll_statements(statements)
    figures = [_figure(s) for s in found]
    first: dict[tuple[object, ...], tuple[Days, str | None]] = {}
    for s, key in zip(found, figures, strict=True):
        day = dated(s.published)
        if day and (key not in first or (day.last, day.first) < (first[key][0].last, first[key][0].first)):
            first[key] = day, s.published
    told = ((s, first[key][1] if key in first else s.published) for s, key in zip(found, figures, strict=True))
    return [s if day == s.published else replace(s, published=day) for s, day in told]


def _figure(s: TollStatement) -> tuple[object, ...]:
    c = s.claim
    return s.family, s.origin, c.harm, _group(c.of), c.lo, c.hi, c.vague, c.scope, c.attribution, bool(c.part_of)


def _group(of: Of) -> tuple[str | None, ...]:
    """What is equal for equal groups, and is compared much faster."""
    return of.status, of.age_group, of.sex, of.role


def dated(published: str | None) -> Days | None:
    """The days of a publication that can be ordered; None where the day or the year is unknown."""
    days = days_of(published)
    return days if days and days.exact and not days.yearless else None


def sift(found: Sequence[TollStatement]) -> tuple[list[TollStatement], list[Excluded]]:
    """The statements of one cell that a rule may use, and the others with the reason why not."""
    excluded: list[Excluded] = []
    kept = list(found)
    for reason in (_outside, _overtaken, _superseded, _vague):
        out = reason(kept)
        excluded += out.values()
        kept = [s for s in kept if s.claim.id not in out]
    return kept, excluded


def _outside(found: Sequence[TollStatement]) -> Mapping[str, Excluded]:
    """Other scopes, denials, no figures, and parts. A part of all people may be the whole of a group ("12, among them 5
    children"); where the report also counts the whole group, it is a part of that.
    """
    whole = {s.report_id for s in found if not s.claim.part_of and s.claim.scope == "incident"}
    out = {}
    for s in found:
        c = s.claim
        why = _NOT_THIS_INCIDENT.get(c.scope) or _NOT_A_FIGURE.get(c.attribution)
        if not why and c.lo is None and c.hi is None:
            why = S_("gives no figure")
        if not why and c.part_of and (c.of == Of() or s.report_id in whole):
            why = S_(f"a part of {c.part_of}, not a total")
        if why:
            out[c.id] = Excluded(claim=c.id, why=why)
    return out


def _overtaken(found: Sequence[TollStatement]) -> Mapping[str, Excluded]:
    """Figures that their own text calls older ones ("rose from 39 to 52"), once there is any other figure."""
    newer = [s for s in found if not s.claim.overtaken and not s.claim.vague]
    out = {}
    for s in found:
        if s.claim.overtaken and newer:
            here = [n for n in newer if n.report_id == s.report_id]
            by = next((n.claim.id for n in here if n.origin == s.origin), here[0].claim.id if here else None)
            why = S_(f"superseded by {by}, in the same text" if by else "its own text calls it an older figure")
            out[s.claim.id] = Excluded(claim=s.claim.id, why=why, by=by)
    return out


def _superseded(found: Sequence[TollStatement]) -> Mapping[str, Excluded]:
    """Older figures of one voice, where the days of publication tell which is older. One voice on one day: both stay."""
    out = {}
    by_origin = defaultdict(list)
    for s in found:
        if day := dated(s.published):
            by_origin[s.origin].append((day, s))
    for said in by_origin.values():
        firm = [item for item in said if not item[1].claim.vague] or said  # "dozens" said later takes no number back
        newest, by = max(firm, key=lambda item: (item[0].first, item[1].claim.id))
        older = [s for day, s in said if day.last < newest.first]
        why = S_(f"superseded by {by.claim.id}, the same voice on {newest.text()}") if older else ""
        for s in older:
            out[s.claim.id] = Excluded(claim=s.claim.id, why=why, by=by.claim.id)
    return out


def _vague(found: Sequence[TollStatement]) -> Mapping[str, Excluded]:
    """Words such as "dozens", once somebody gives a number that is as large as they entail."""
    firm = [top for s in found if not s.claim.vague and (top := top_of(s.claim)) is not None]
    if not firm:
        return {}
    return {
        s.claim.id: Excluded(claim=s.claim.id, why=S_("vague, and numbers are given"))
        for s in found
        if s.claim.vague and (s.claim.lo or 0) <= max(firm)
    }


def top_of(claim: TollClaim) -> int | None:
    """The largest number that the claim names."""
    return claim.hi if claim.hi is not None else claim.lo


def upper_only(claim: TollClaim) -> bool:
    """ "Up to 30", "fewer than 30": the words entail no lower end but zero. A figure with a point of its own has both ends."""
    return claim.lo in (None, 0) and bool(claim.hi) and claim.point is None

"""Scope: is a figure of this incident, of several, or of a whole campaign? Each left-out figure has a reason in words.

Source of the values: UCDP ``event_clarity`` (field-standards 3.4, UC-12); a figure of another scope never enters an incident's
toll.
"""

from __future__ import annotations

from recounted.model import Scope
from recounted.reading.findings import Finding
from recounted.reading.view import View

#: Tokens before "since …" within which "the deadliest attack" makes it a comparison, not a total.
COMPARISON_GAP = 14
#: Tokens between a year and its day ("last year, on 19 August").
YEAR_GAP = 2
#: From this figure on a toll is no single attack's but a war's.
WAR_TOLL = 10_000


def scope_of(view: View, finding: Finding) -> tuple[Scope, str]:
    """(scope, reason) of a toll in its sentence."""
    i, j = _clause(view, finding)  # a campaign named earlier in the sentence still holds; one named later does not
    for tag in view.tags("scope", "campaign"):
        held = _comparison(view, tag.i) or _in_a_date(view, tag.i) or _counted_off(view, tag.i)
        if tag.i < j and not (held or _of_another_figure(view, finding, tag.i) or _in_a_later_clause(view, finding, tag.i)):
            return "cumulative_campaign", f"a total over a campaign: {view.text.words(tag.i, tag.j)!r}"
    for date in view.dates:
        if date.kind == "since" and date.fields.weekday is None and i <= date.i < j and not _comparison(view, date.i):
            if _in_a_later_clause(view, finding, date.i):
                continue
            return "cumulative_campaign", f"a total since a day: {view.text.words(date.i, date.j)!r}"
    for tag in view.tags("scope", "aggregate"):
        if i <= tag.i < j and finding.group.point != 1 and not _counted_off(view, tag.i):  # one person dies in one place
            return "multi_incident_aggregate", f"a total of several incidents: {view.text.words(tag.i, tag.j)!r}"
    if (finding.group.lo or 0) >= WAR_TOLL and finding.harm in {"killed", "injured"}:
        return "cumulative_campaign", "more than any one attack has cost"
    return "incident", ""


def _of_another_figure(view: View, finding: Finding, token: int) -> bool:
    """Is it said of a toll in a later clause ("three men were shot, | taking the death toll to 168 in clashes that …")?"""
    tally = next((t for t in view.tags("harm") if t.slot == "tally" and finding.j < t.i < token), None)
    return tally is not None and any(view.norm(k) == "," for k in range(finding.j, tally.i))


def _in_a_later_clause(view: View, finding: Finding, token: int) -> bool:
    """Is it said in a clause behind the figure ("killed 12, | in a region where rebels have been active since last year")?"""
    return view.has(finding.j, token, "grammar", "clause")


def _in_a_date(view: View, token: int) -> bool:
    """Does it belong to a day or month that is named ("in May last year", "last year, on 19 August")?"""
    named = [d for d in view.dates if d.kind in {"day", "month"}]
    year = next((d for d in view.dates if d.i <= token < d.j and d.fields.name == "last_year"), None)
    return any(d.i < token < d.j or (year and 0 <= d.i - year.j <= YEAR_GAP) for d in named)


def _counted_off(view: View, token: int) -> bool:
    """Is the stretch of time what an attack is counted in («второй за неделю взрыв»)?"""
    return any(a.j == token and a.kind == "ordinal" for a in view.amounts)


def _clause(view: View, finding: Finding) -> tuple[int, int]:
    """The stretch between hard stops (semicolons, dashes) that holds the finding."""
    stops = [k for k in view.hard if view.norm(k) == ";"]
    i = max((k for k in stops if k < finding.i), default=view.i)
    j = min((k for k in stops if k >= finding.j), default=view.j)
    return i, j


def _comparison(view: View, token: int) -> bool:
    return any(0 < token - t.j <= COMPARISON_GAP for t in view.tags("grammar", "superlative"))

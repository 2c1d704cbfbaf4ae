"""Scope: is a figure of this incident, of several, or of a whole campaign? Each left-out figure has a reason in words.

Source of the values: UCDP ``event_clarity`` (field-standards 3.4, UC-12); a figure of another scope never enters an incident's
toll.
"""

from __future__ import annotations

import math

from recounted.model import Scope
from recounted.reading.dates.nouns import DateExpr
from recounted.reading.numbers.quantities import Amount
from recounted.reading.sentences.view import View
from recounted.reading.tolls.findings import Finding
from recounted.reading.words.text import Tag

#: Tokens before "since …" within which "the deadliest attack" makes it a comparison, not a total.
COMPARISON_GAP = 14
#: Tokens between a year and its day ("last year, on 19 August").
YEAR_GAP = 2
#: Tokens between a participle and "since …" ("held by the rebels since May").
HELD_GAP = 6
#: Tokens between a comma and "since …" that say what a place has been since then (", at war since 2023").
ASIDE_GAP = 4
#: Units of the stretches of time that hold several incidents; the last 24 hours are told as one.
STRETCHES = frozenset({"day", "week", "month", "year"})
#: Units of the times in which wars are counted.
LONG_UNITS = frozenset({"year", "decade"})
#: Tokens between "the third" and the stretch of time that it is counted in ("the third attack in two weeks").
ORDINAL_GAP = 3
#: From so many attacks on they are told of together, as a balance.
MANY_ATTACKS = 5
#: From this figure on a vague word ("thousands") tells of a war.
THOUSANDS = 1000
#: From these figures on a toll is no single attack's but a war's.
WAR_TOLLS: dict[str, float] = {"killed": 10_000, "injured": 10_000, "displaced": 100_000}


def scope_of(view: View, finding: Finding) -> tuple[Scope, str]:
    """(scope, reason) of a toll in its sentence."""
    i, j = _clause(view, finding)  # a campaign named earlier in the sentence still holds; one named later does not
    if reason := _of_a_campaign(view, finding, i, j):
        return "cumulative_campaign", reason
    if finding.group.point != 1 and (reason := _of_several(view, finding, i, j)):  # one person dies in one place
        return "multi_incident_aggregate", reason
    if (finding.group.lo or 0) >= WAR_TOLLS.get(finding.harm or "", math.inf):
        return "cumulative_campaign", "more than any one attack has cost"
    if finding.group.vague and (finding.group.lo or 0) >= THOUSANDS and finding.harm == "killed":
        return "cumulative_campaign", "thousands that nobody has counted are no one attack's"
    return "incident", ""


def _of_a_campaign(view: View, finding: Finding, i: int, j: int) -> str:
    """Why a toll in the stretch from token i to j is one of a campaign or war, or of all since a day; or nothing."""
    for tag in view.tags("scope", "campaign"):
        held = _comparison(view, tag.i) or _in_a_date(view, tag) or _counted_off(view, tag.i) or _has_lasted(view, tag.i, tag.j)
        if tag.i < j and not (held or _elsewhere(view, finding, tag.i)):
            return f"a total over a campaign: {view.text.words(tag.i, tag.j)!r}"
    for date in view.dates:
        if date.kind != "since" or date.fields.weekday is not None or not i <= date.i < j or _comparison(view, date.i):
            continue
        if view.norm(date.j) == "," and date.j < finding.i and _opens_relative(view, date.j + 1):
            continue  # "the first attack since 2004, | when a bomber killed 40"
        if not (_elsewhere(view, finding, date.i) or _has_lasted(view, date.i, date.j)):
            return f"a total since a day: {view.text.words(date.i, date.j)!r}"
    years = next((d for d in view.dates if i <= d.i < j and _over_years(view, d)), None)
    if (
        years is not None
        and not _set_off(view, finding, years)
        and finding.group.point != 1
        and not _elsewhere(view, finding, years.i)
    ):
        return f"a total over years: {view.text.words(years.i, years.j)!r}"
    return ""


def _has_lasted(view: View, i: int, j: int) -> bool:
    """« à El Fasher, assiégée | depuis mai », "in Sudan, at war | since 2023,": what "since …" at i to j says of a place
    counts nobody.
    """
    j = next((d.j for d in view.dates if d.i <= i < d.j), j)
    if view.is_word(j, "held"):  # „in der seit Mai | belagerten Stadt“
        return True
    held = next((k for k in range(i - 1, max(view.i, i - HELD_GAP) - 1, -1) if view.is_word(k, "held")), None)
    if held is not None and (held == i - 1 or view.at(held + 1, "grammar", "by") is not None):
        return True
    opened = next((k for k in range(i - 1, max(view.i, i - ASIDE_GAP) - 1, -1) if view.norm(k) == ","), None)
    if opened in (None, i - 1) or not (j == view.j or view.norm(j) in {",", "."}):
        return False
    inner = range(opened or i, i)
    told = any(view.over(k, c) for k in inner for c in ("harm", "attack", "people") if not view.is_word(k, "war"))
    return not (told or any(a.i in inner for a in view.amounts))


def _set_off(view: View, finding: Finding, date: DateExpr) -> bool:
    """ "40 dead, for the first time | in three years", "in 15 years as a doctor he had seen nothing like it: | 40 dead"."""
    return _comma_between(view, finding.j, date.i) or any(k in view.hard for k in range(date.j, finding.i))


def _over_years(view: View, date: DateExpr) -> bool:
    """Is it the years that something was counted over ("in | 41 years", "over more than | four decades", «за | сорок лет»)?"""
    counted = date.kind == "duration" or (date.kind == "relative" and date.fields.direction == "later")
    if not counted or date.fields.unit not in LONG_UNITS:
        return False
    bound = next((a.i for a in view.amounts if a.i <= date.i < a.j), date.i)
    over = view.is_word(bound - 1, "throughout") or view.is_word(bound, "throughout")
    return over and not (_comparison(view, date.i) or _counted_off(view, bound))


def _of_several(view: View, finding: Finding, i: int, j: int) -> str:
    """Why a toll in the stretch from token i to j is one of several incidents, or of the last days together; or nothing."""
    for tag in view.tags("scope", "aggregate"):
        if i <= tag.i < j and not (_counted_off(view, tag.i) or _counts_back(view, tag)):
            return f"a total of several incidents: {view.text.words(tag.i, tag.j)!r}"
    attacks = next((a for a in view.amounts if i <= a.i < j and _counts_attacks(view, a)), None)
    if attacks is not None and not _in_another_clause(view, finding, attacks.i):
        return f"a total of several incidents: {view.text.words(attacks.i, attacks.j + 1)!r}"
    for date in view.dates:
        long = date.fields.direction == "past" and date.fields.unit in STRETCHES and (date.fields.count or 0) > 1
        if long and i <= date.i < j and not (_counted_off(view, date.i) or _elsewhere(view, finding, date.i)):
            return f"a total over some time: {view.text.words(date.i, date.j)!r}"
    return ""


def _counts_attacks(view: View, amount: Amount) -> bool:
    """ "in more than 600 clashes": so many attacks are no one incident."""
    noun = view.at(amount.j, "attack", slots=("noun",)) if amount.kind == "count" and (amount.lo or 0) >= MANY_ATTACKS else None
    return noun is not None


def _elsewhere(view: View, finding: Finding, token: int) -> bool:
    """Is a word of time at a token said of another figure, or in another clause?"""
    return _of_another_figure(view, finding, token) or _in_another_clause(view, finding, token)


def _of_another_figure(view: View, finding: Finding, token: int) -> bool:
    """Is it said of a toll in a later clause ("three men were shot, | taking the death toll to 168 in clashes that …",
    "12 died in X, where 500 have died since May", « 12 sono morti, | da gennaio i morti sono 500 »)?
    """
    tally = next((t for t in view.tags("harm") if t.slot == "tally" and finding.j < t.i < token), None)
    if tally is not None and _comma_between(view, finding.j, tally.i):
        return True
    counts = [a for a in view.amounts if a.kind == "count" and a.i >= finding.j]
    if (
        any(a.i > token for a in counts)
        and _comma_between(view, finding.j, token)
        and not _comma_between(view, token, counts[-1].i)
    ):
        return not any(a.i < token for a in counts)
    later = next((a for a in counts if a.i < token), None)
    clauses = ("relative", "clause")
    return later is not None and any(
        view.norm(t.i - 1) == "," for value in clauses for t in view.tags("grammar", value) if finding.j <= t.i < later.i
    )


def _opens_relative(view: View, k: int) -> bool:
    """Does a clause on the day before it open at token k?"""
    return view.at(k, "grammar", "relative") is not None or view.at(k, "grammar", "clause") is not None


def _comma_between(view: View, i: int, j: int) -> bool:
    return any(view.norm(k) == "," for k in range(i, j))


def _in_another_clause(view: View, finding: Finding, token: int) -> bool:
    """Is it said in a clause behind the figure ("killed 12, | in a region where rebels have been active since last year"), or in
    one between commas that counts nobody ("the rebels, | who have held it since 2014, | said that …")?
    """
    if view.has(finding.j, token, "grammar", "clause"):
        return True
    whom = next((t for t in reversed(view.tags("grammar", "of_them")) if t.i < token and view.norm(t.i - 1) == ","), None)
    if whom and finding.j <= whom.i and not any(view.norm(k) == "," for k in range(whom.i, token)):
        return True  # "68 injured, | of whom 58 have already left hospital"
    opened = next((t for t in reversed(view.tags("grammar", "relative")) if t.i < token and view.norm(t.i - 1) == ","), None)
    if opened is None:
        return False
    closed = next((k for k in range(token, view.j) if view.norm(k) == ","), view.j)
    outside = finding.j <= opened.i or finding.i > closed
    return outside and not any(a.kind == "count" and opened.i <= a.i < closed for a in view.amounts)


def _in_a_date(view: View, tag: Tag) -> bool:
    """Does it belong to a day or month that is named ("in May last year", "last year, on 19 August", «Торік, 19 серпня»)?"""
    year = any(d.fields.name == "last_year" and d.i <= tag.i < d.j for d in view.dates)
    return any(
        d.i < tag.i < d.j or (0 <= d.i - tag.j <= YEAR_GAP and (year or d.kind == "day"))
        for d in view.dates
        if d.kind in {"day", "month"}
    )


def _counts_back(view: View, tag: Tag) -> bool:
    """«За два дні | до цього бойовики вбили …»: so many days before, not in so many days."""
    return any(d.i <= tag.i and tag.j < d.j and d.fields.direction == "earlier" for d in view.dates)


def _counted_off(view: View, token: int) -> bool:
    """Is the stretch of time what an attack is counted in («второй за неделю взрыв», "the third attack in two weeks")?"""
    return any(0 <= token - a.j <= ORDINAL_GAP and a.kind == "ordinal" for a in view.amounts)


def _clause(view: View, finding: Finding) -> tuple[int, int]:
    """The stretch between hard stops (semicolons, dashes) that holds the finding."""
    stops = [k for k in view.hard if view.tokens[k].norm == ";"]
    if not stops:
        return view.i, view.j
    i = max((k for k in stops if k < finding.i), default=view.i)
    j = min((k for k in stops if k >= finding.j), default=view.j)
    return i, j


def _comparison(view: View, token: int) -> bool:
    return any(0 <= token - t.j <= COMPARISON_GAP for t in view.tags("grammar", "superlative"))

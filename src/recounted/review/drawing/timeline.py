"""The reports of an incident over time: when each came out, what it claims in a few words, which goes back to which.

In: an incident and the readings of its reports. Out: positions on a sheet; the template writes them as SVG. The days are to
scale. The family tree and the matrix say the same in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recounted.days import days_of
from recounted.model import Claim, Incident, Mention, Reading
from recounted.review.drawing.scales import Tick, room, shortened
from recounted.review.matrix import short_of
from recounted.review.wording.words import Words

_PLOT, _SAYS, _ROW, _TOP, _EDGE = 400, 560, 26, 34, 10
_LONGEST_NAME, _LONGEST_SAYS = 34, 84
_REPORTS, _APART = 40, 84  # rows that are drawn; the least distance of two days that are named


@dataclass(frozen=True, slots=True)
class Told:
    """A row: a report, from ``x`` for ``width``, the days on which it may have come out; ``x`` None: it does not say.

    ``exact``: on one day.
    """

    y: float
    x: float | None
    width: float
    exact: bool
    name: str
    whole: str
    day: str
    short: str
    says: str
    claims: str


@dataclass(frozen=True, slots=True)
class Line:
    """From a report down to one that goes back to it."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """``event``: where the days of the incident begin and how wide they are, where they are known."""

    width: float
    height: float
    plot: tuple[float, float, float, float]
    says: float
    event: tuple[float, float] | None
    days: tuple[Tick, ...]
    reports: tuple[Told, ...]
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days (ordinals) to positions."""

    first: int
    last: int
    left: float

    @property
    def each(self) -> float:
        return _PLOT / (self.last - self.first + 1)

    def of(self, days: tuple[int, int]) -> tuple[float, float]:
        return self.left + (days[0] - self.first) * self.each, (days[1] - days[0] + 1) * self.each


def timeline(incident: Incident, readings: Sequence[Reading], words: Words) -> Timeline | None:
    """The drawing; None where there is one report only, or where no day is known."""
    out = {r.report.id: _days(r.report.published) for r in readings}
    when = incident.when
    event = _days(f"{when.date_start}/{when.date_end or when.date_start}") if when and when.date_start else None
    known = [days for days in (*out.values(), event) if days]
    if len(readings) < 2 or not known:
        return None
    left = room(map(_name, readings), _LONGEST_NAME)
    scale = _Scale(min(first for first, _ in known), max(last for _, last in known), left)
    ordered = sorted(readings, key=lambda r: (out[r.report.id] or (0, 0), r.report.name))
    accounts = {(m.report_id, m.mention) for m in incident.mentions}
    rows = {}
    for n, reading in enumerate(ordered[:_REPORTS]):
        mine = [m for m in reading.mentions if (reading.report.id, m.id) in accounts]
        rows[reading.report.id] = _row(reading, mine, scale, _TOP + _ROW * (n + 0.5), words)
    height = _TOP + _ROW * len(rows) + _EDGE
    return Timeline(
        width=left + _PLOT + _SAYS,
        height=height,
        plot=(left, _TOP, left + _PLOT, height - _EDGE),
        says=left + _PLOT + 14,
        event=scale.of(event) if event else None,
        days=tuple(_ticks(known, scale)),
        reports=tuple(rows.values()),
        lines=tuple(_lines(incident, rows)),
        more=len(ordered) - len(rows),
    )


def _days(edtf: str | None) -> tuple[int, int] | None:
    days = days_of(edtf)
    return None if days is None or days.yearless else (days.first, days.last)


def _name(reading: Reading) -> str:
    report = reading.report
    return report.outlet or report.title or report.name


def _row(reading: Reading, mine: Iterable[Mention], scale: _Scale, y: float, words: Words) -> Told:
    report, whole, days = reading.report, _name(reading), _days(reading.report.published)
    claims = " · ".join(dict.fromkeys(_said(claim, words) for mention in mine for claim in mention.claims))
    x, width = scale.of(days) if days else (None, 0.0)
    return Told(
        y=y,
        x=x,
        width=width,
        exact=days is not None and days[0] == days[1],
        name=shortened(whole, _LONGEST_NAME),
        whole=whole,
        day=report.published or "",
        short=short_of(report),
        says=shortened(claims, _LONGEST_SAYS),
        claims=claims,
    )


def _said(claim: Claim, words: Words) -> str:
    """``killed 18+``, ``Azania: accused``, ``missile``."""
    if claim.type == "toll":
        return f"{words.harm(claim)} {words.says(claim)}"
    return f"{claim.actor}: {words.says(claim)}" if claim.type == "responsibility" else words.says(claim)


def _ticks(known: Iterable[tuple[int, int]], scale: _Scale) -> Iterator[Tick]:
    """The days that something came out on, as many as have room; the last is always named."""
    days = sorted({first for first, _ in known})
    last = scale.of((days[-1], days[-1]))[0]
    end = float("-inf")
    for day in days:
        x = scale.of((day, day))[0]
        if day == days[-1] or (x - end >= _APART and last - x >= _APART):
            yield Tick(x + scale.each / 2, date.fromordinal(day).isoformat(), "")
            end = x


def _lines(incident: Incident, rows: Mapping[str, Told]) -> Iterator[Line]:
    for kinship in incident.kinships:
        child, parent = rows.get(kinship.child), rows.get(kinship.parent)
        if kinship.joins and child and parent and child.x is not None and parent.x is not None:
            yield Line(parent.x + parent.width / 2, parent.y, child.x + child.width / 2, child.y)

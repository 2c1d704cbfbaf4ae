"""TimeML values of the reader's date expressions, as TempEval-3 and WikiWars write them.

In: a text, its pack and the day it was made. Out: spans in code points with a value each. The reader itself says EDTF, and only
for days of harm; this puts its expressions into the sets' terms: weeks as ``1989-W43``, spans of units as ``P2M``, parts of days
as ``TMO``, and the vague present, past and future. TimeML 1.2.1: https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from recounted.packs.schema import Pack
from recounted.reading.dates import Anchor, DateExpr, find_dates, resolve, tense_of
from recounted.reading.narrative import in_narrative
from recounted.reading.text import cut

UNITS = {"minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE"}
PARTS = {"morning": "TMO", "noon": "T12:00", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
#: Phrases that name no day of the calendar in TimeML.
VAGUE = {
    "now": "PRESENT_REF",
    "recent_days": "PAST_REF",
    "recent_weeks": "PAST_REF",
    "recent_months": "PAST_REF",
    "past": "PAST_REF",
    "future": "FUTURE_REF",
}
WEEKS = ("this_week", "last_week", "next_week", "late_last_week")
NIGHTS = {"last_night": "TNI", "tonight": "TNI"}
SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI", "33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4"}


def expressions(stored: str, pack: Pack, made: str | None) -> Iterator[tuple[int, int, str | None]]:
    """Start, end (exclusive) and value of every expression of time in a text; value None where the reader gives none."""
    text = cut(stored, pack)
    anchor = Anchor(made)
    found = [find_dates(text, sentence) for sentence in text.sentences]
    for sentence, exprs in zip(text.sentences, in_narrative(found, anchor.parts[0]), strict=True):
        for expr in exprs:
            day = resolve(expr, anchor, tense=tense_of(text, sentence, expr))
            start, end = text.tokens[expr.i].start, text.tokens[expr.j - 1].end
            yield start, end, value(expr, day.edtf if day else None, anchor)
            if day and day.date_prec == 1 and expr.kind in ("day", "weekday", "relative"):
                anchor = (
                    replace(anchor, event_day=date.fromisoformat(day.edtf))
                    if len(day.edtf) == 10 and day.edtf[:1] != "X"
                    else anchor
                )


def value(expr: DateExpr, edtf: str | None, anchor: Anchor) -> str | None:
    """The TimeML value of one expression, given its EDTF."""
    fields = expr.fields
    if expr.kind in ("duration", "set") or fields.direction in ("past", "next"):
        return _period(fields.count or 0, fields.unit)
    if fields.name in VAGUE:
        return VAGUE[fields.name]
    if expr.kind == "clock":
        base = anchor.event_day or anchor.day
        return f"{base.isoformat()}T{fields.hour:02d}:{fields.minute or 0:02d}" if base and fields.hour is not None else None
    if edtf is None:
        return None
    edtf = edtf.removeprefix("../").removesuffix("/..").partition("/")[0]
    if fields.name in WEEKS and len(edtf) == 10:
        year, week, _ = date.fromisoformat(edtf).isocalendar()
        return f"{year}-W{week:02d}"
    if len(edtf) == 10 and (part := PARTS.get(fields.part or "") or NIGHTS.get(fields.name or "")):
        return edtf + part
    if fields.decade:
        return edtf[:3]
    if (fields.name or "").endswith("weekend") and len(edtf) == 10:
        year, week, _ = date.fromisoformat(edtf).isocalendar()
        return f"{year}-W{week:02d}-WE"
    if fields.unit == "week" and len(edtf) == 10:
        year, week, _ = (date.fromisoformat(edtf) + timedelta(days=3)).isocalendar()
        return f"{year}-W{week:02d}"
    of, _, season = edtf.partition("-")
    return f"{of}-{SEASONS[season]}" if season in SEASONS else edtf


def _period(count: int, unit: str | None) -> str | None:
    code = UNITS.get(unit or "")
    if code is None:
        return None
    number = "X" if count < 0 else str(count)
    return f"PT{number}{code[1]}" if code.startswith("T") else f"P{number}{code}"

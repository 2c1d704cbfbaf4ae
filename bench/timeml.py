"""TimeML values of the reader's date expressions, as TempEval-3 and WikiWars write them.

In: a text, its pack and the day it was made. Out: spans in code points with a value each. The reader itself says EDTF, and only
for days of harm; this puts its expressions into the sets' terms: weeks as ``1989-W43``, spans of units as ``P2M``, parts of days
as ``TMO``, the vague present, past and future, and both ends of a span as two expressions, without the words that bound them.
TimeML 1.2.1: https://timeml.github.io/site/publications/timeMLdocs/timeml_1.2.1.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recounted.packs.schema import Pack
from recounted.reading.dates.expressions import Anchor, DateExpr, find_dates, resolve, tense_of
from recounted.reading.dates.narrative import in_narrative
from recounted.reading.dates.words import date_words
from recounted.reading.numbers.quantities import DASHES
from recounted.reading.sentences.cutting import cut
from recounted.reading.words.text import Text

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


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression by its code points, end exclusive, with its value in TimeML or EDTF; None where it was left open."""

    start: int
    end: int
    value: str | None


def timexes(stored: str, pack: Pack, made: str | None) -> Iterator[Timex]:
    """Every expression of time in a text that was made on a day, in order."""
    text = cut(stored, pack)
    anchor = Anchor(made)
    found = [find_dates(text, sentence) for sentence in text.sentences]
    for sentence, exprs in zip(text.sentences, in_narrative(found, anchor.parts[0]), strict=True):
        for expr in exprs:
            day = resolve(expr, anchor, tense=tense_of(text, sentence, expr))
            yield from _spans(text, expr, day.edtf if day else None, anchor)
            told = day.edtf if day and day.date_prec == 1 and expr.kind in ("day", "weekday", "relative") else ""
            if re.fullmatch(r"\d{4}-\d\d-\d\d", told):
                anchor = replace(anchor, event_day=date.fromisoformat(told))


def _spans(text: Text, expr: DateExpr, edtf: str | None, anchor: Anchor) -> Iterator[Timex]:
    """One expression without a word that opens it, or both ends of a span: "5" and "7 June" of "from 5 to 7 June"."""
    words, tokens = date_words(text.pack), text.tokens

    def timex(i: int, j: int, worth: str | None) -> Timex:
        return Timex(tokens[i].start, tokens[j - 1].end, worth)

    bound = words.bounds.match(tokens, expr.i, expr.j) if expr.kind in ("since", "until") else None
    opened = bound or (words.range_openers.match(tokens, expr.i, expr.j) if expr.kind == "range" else None)
    i = opened[0] if opened and opened[0] < expr.j else expr.i
    if expr.kind == "range" and edtf and "/" in edtf:
        for k in range(i + 1, expr.j - 1):
            join = words.range_joins.match(tokens, k, expr.j) or words.range_bare.match(tokens, k, expr.j)
            after = k + 1 if tokens[k].norm in DASHES else join[0] if join else expr.j
            if after < expr.j:
                first, last = edtf.split("/")
                yield timex(i, k, first)
                yield timex(after, expr.j, last)
                return
    yield timex(i, expr.j, value(expr, edtf, anchor))


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
        if fields.direction in ("later", "earlier"):  # of what is not told as a day: "two months after the attack"
            return _period(fields.count or 0, fields.unit)
        return "PAST_REF" if fields.direction == "ago" else None  # several years ago
    edtf = edtf.removeprefix("../").removesuffix("/..").partition("/")[0]
    if fields.name in WEEKS and fields.weekday is None and len(edtf) == 10:
        return _week(date.fromisoformat(edtf))
    if len(edtf) == 10 and (part := PARTS.get(fields.part or "") or NIGHTS.get(fields.name or "")):
        return edtf + part
    if expr.kind == "night" and len(edtf) == 10:
        return edtf + PARTS["night"]
    if fields.decade:
        return edtf[:3]
    if (fields.name or "").endswith("weekend") and len(edtf) == 10:
        return _week(date.fromisoformat(edtf)) + "-WE"
    if fields.unit == "week" and len(edtf) == 10:
        return _week(date.fromisoformat(edtf) + timedelta(days=3))
    return edtf_as_timeml(edtf)


def edtf_as_timeml(edtf: str) -> str:
    """Seasons and quarters by their letters; decades cut short; doubt and unknown months and days left off."""
    edtf = re.sub(r"[~?%]", "", edtf)
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        edtf = last if first in ("", "..") else first
    year, _, season = edtf.partition("-")
    if season in SEASONS:
        return f"{year}-{SEASONS[season]}"
    if re.fullmatch(r"\d{2,3}X{1,2}", edtf):
        return edtf.rstrip("X")
    return re.sub(r"^(\d{4})(-XX)+$|^(\d{4}-\d\d)-XX$", lambda m: m[1] or m[3], edtf)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _period(count: int, unit: str | None) -> str | None:
    code = UNITS.get(unit or "")
    if code is None:
        return None
    number = "X" if count < 0 else str(count)
    return f"PT{number}{code[1]}" if code.startswith("T") else f"P{number}{code}"

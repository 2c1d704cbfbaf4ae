"""Dates: time expressions of English newswire (TempEval-3's TimeBank + AQUAINT, ``tbaq``) and of Ukrainian articles on wars
(``wikiwars_ua``), with their TimeML values.

Recounted's dates are EDTF; they are written as TimeML here: a week as its number, a part of the day behind the day, a bare number
of units as a duration. A found expression is right in value if it overlaps a labelled one (the pair that shares most characters
first) and says the same: TempEval-3's ranking figure.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench import peers
from bench.data import Label
from bench.matching import bounds, by_share
from bench.readings import LabelledSet
from bench.tally import BY, Tally
from recounted.packs import load_pack
from recounted.reading.date_pieces import DASHES
from recounted.reading.date_words import date_words
from recounted.reading.dates import Anchor, DateExpr, find_dates, resolve, tense_of
from recounted.reading.text import Text, cut

NAME = "dates"
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "TH", "minute": "TM", "decade": "0Y", "century": "00Y"}
PARTS_OF_DAY = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "noon": "TMI"}
#: Phrases that TimeML gives no date.
REFERENCES = {
    "now": "PRESENT_REF", "past": "PAST_REF", "recent_days": "PAST_REF", "recent_weeks": "PAST_REF", "recent_months": "PAST_REF",
    "future": "FUTURE_REF",
}  # fmt: skip
#: Phrases of a week, with what stands behind its number.
WEEKS = {
    "this_week": "", "last_week": "", "late_last_week": "", "next_week": "",
    "weekend": "-WE", "last_weekend": "-WE", "next_weekend": "-WE",
}  # fmt: skip
#: Sets of narratives: histories, in which dates without a year count from the date told last.
NARRATIVES = {"wikiwars_ua"}
SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI", "33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4"}


@dataclass(frozen=True)
class Timex:
    """A time expression by its code points, with its value in TimeML or EDTF; None where it was left open."""

    start: int
    end: int
    value: str | None


def measure(dates: LabelledSet) -> Tally:
    """Spans and values by set."""
    tally = Tally(NAME)
    for label in dates.labels:
        part, text = label["set"], dates.text(label["id"])
        tally.texts[part] += 1
        ours = timexes(text, label["lang"], label["dct"], narrative=part in NARRATIVES)
        compare(tally, part, label["dates"], list(ours))
        if label["lang"] == "en" and peers.here(peers.SPACY, peers.TIMEXY):
            compare(tally, part + BY + "timexy", label["dates"], [Timex(*row) for row in peers.time_expressions(text)])
    return tally


def compare(tally: Tally, part: str, gold: Sequence[Label], ours: Sequence[Timex]) -> None:
    """Count the expressions of one text."""
    pairs = by_share(gold, ours, overlap)
    exact = {(o.start, o.end) for o in ours}
    found, asked = len(ours), len(gold)
    tally.add((part,), "found, relaxed", len(pairs), asked, found)
    tally.add((part,), "found, strict", sum((g["start"], g["end"]) in exact for g in gold), asked, found)
    tally.add((part,), "value", sum(same_value(ours[j].value, gold[i]["value"]) for i, j in pairs), asked, found)
    days = [(gold[i], ours[j]) for i, j in pairs if gold[i]["type"] in ("DATE", "TIME")]
    right = sum(_day(o.value) == _day(g["value"]) for g, o in days)
    tally.add((part,), "day, of dates and times found", right, len(days))


def overlap(a: Label, b: Timex) -> int:
    """The code points that a labelled and a found expression share."""
    return max(0, min(int(a["end"]), b.end) - max(int(a["start"]), b.start))


def same_value(ours: str | None, gold: str | None) -> bool:
    """Equal, once both are TimeML."""
    return bool(ours) and timeml(ours) == timeml(gold)


def _day(value: str | None) -> str | None:
    return re.sub(r"T.*$", "", timeml(value) or "") or None


def timeml(value: str | None) -> str | None:
    """The TimeML value of an EDTF or TimeML value; an interval stands for its first day."""
    if not value:
        return None
    value = re.sub(r"[~?%]", "", value)
    if "/" in value:
        first, last = value.split("/", 1)
        value = last if first in ("", "..") else first
    if season := re.fullmatch(r"(\d{4}|XXXX)-(\d\d)", value):
        return f"{season[1]}-{SEASONS.get(season[2], season[2])}"
    if re.fullmatch(r"\d{2,3}X{1,2}", value):
        return value.rstrip("X")
    return re.sub(r"^(\d{4})(-XX)+$|^(\d{4}-\d\d)-XX$", lambda m: m[1] or m[3], value)


# our expressions ----------------------------------------------------------------------------------------------------------------


@dataclass
class Clock:
    """What relative dates count from. News counts from the day it was written; a narrative from the date told last."""

    written: str | None
    narrative: bool
    told: datetime.date | None = None

    @property
    def anchor(self) -> Anchor:
        """The anchor for the next expression."""
        if self.narrative and self.told:
            return Anchor(None, self.told, self.told.year)
        return Anchor(self.written)

    def tell(self, edtf: str) -> None:
        """A date has been told."""
        days = bounds(edtf)
        self.told = (days[0] if days else None) or self.told


def timexes(text: str, lang: str, written: str | None, *, narrative: bool = False) -> Iterator[Timex]:
    """The time expressions of a text that was written on a day, in order."""
    document = cut(text, load_pack(lang))
    clock = Clock(written, narrative)
    for sentence in document.sentences:
        for expr in find_dates(document, sentence):
            resolved = resolve(expr, clock.anchor, tense=tense_of(document, sentence, expr))
            edtf = resolved.edtf.removesuffix("/..").removeprefix("../") if resolved else None
            if edtf:
                clock.tell(edtf)
            yield from _written_out(document, expr, edtf, clock.anchor)


def _written_out(text: Text, expr: DateExpr, edtf: str | None, anchor: Anchor) -> Iterator[Timex]:
    """One expression, or both ends of a span: TimeML marks "5" and "7 June" in "from 5 to 7 June"."""
    words, tokens = date_words(text.pack), text.tokens

    def timex(i: int, j: int, value: str | None) -> Timex:
        return Timex(tokens[i].start, tokens[j - 1].end, value)

    opener = (words.bounds if expr.kind in ("since", "until") else words.range_openers).match(tokens, expr.i, expr.j)
    i = opener[0] if opener and opener[0] < expr.j and expr.kind in ("since", "until", "range") else expr.i
    if expr.kind == "range" and edtf and "/" in edtf:
        for k in range(i + 1, expr.j - 1):
            join = words.range_joins.match(tokens, k, expr.j) or words.range_bare.match(tokens, k, expr.j)
            after = k + 1 if tokens[k].norm in DASHES else join[0] if join else expr.j
            if after < expr.j:
                first, last = edtf.split("/")
                yield timex(i, k, first)
                yield timex(after, expr.j, last)
                return
    yield timex(i, expr.j, value_of(expr, edtf, anchor))


def value_of(expr: DateExpr, edtf: str | None, anchor: Anchor) -> str | None:
    """What an expression means, in TimeML or EDTF; ``edtf``: the date it was resolved to."""
    fields = expr.fields
    if expr.kind in ("duration", "set") and fields.unit:
        return duration(fields.count, fields.unit)
    if fields.direction in ("past", "next") and fields.unit:
        return duration(fields.count, fields.unit)
    if fields.name in REFERENCES:
        return REFERENCES[fields.name]
    if expr.kind == "clock" and fields.hour is not None and anchor.day:
        clock = f"{anchor.day.isoformat()}T{fields.hour:02d}"
        return clock if fields.minute is None else f"{clock}:{fields.minute:02d}"
    if edtf is None:
        return "PAST_REF" if fields.direction == "ago" else None
    days = bounds(edtf)
    if days and days[0] and fields.name in WEEKS and fields.weekday is None:
        year, week, _ = days[0].isocalendar()
        return f"{year}-W{week:02d}{WEEKS[fields.name]}"
    part = "night" if expr.kind == "night" else fields.part
    if part in PARTS_OF_DAY and re.match(r"\d{4}-\d\d-\d\d", edtf):
        return edtf[:10] + PARTS_OF_DAY[part]
    return edtf


def duration(count: int | None, unit: str) -> str:
    """A number of units as TimeML has it; an unknown number is X."""
    code = UNITS.get(unit, unit[0].upper())
    number = "X" if count is None or count < 0 else str(count)
    return f"PT{number}{code[1]}" if code[0] == "T" else f"P{number}{code}"

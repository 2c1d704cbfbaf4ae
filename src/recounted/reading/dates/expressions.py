"""Dates: the expressions of time in a sentence, and the date that a text gives as its own.

In: a Text and one of its sentences. Out: DateExprs in order, not overlapping; `calendar.resolve` says which days they mean. Words
and orders come from dates.toml. Numbers that could be anything (2000 people, "In April 12 people died") are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recounted.reading.dates.calendar import resolve
from recounted.reading.dates.nouns import Anchor, DateExpr, DateFields, Resolved
from recounted.reading.dates.pieces import DatePieces, Piece
from recounted.reading.dates.words import DateWords, date_words
from recounted.reading.numbers.quantities import DASHES
from recounted.reading.numbers.values import read_cardinal
from recounted.reading.words.phrases import Phrases
from recounted.reading.words.text import Sentence, Text, Token

__all__ = ["Anchor", "DateExpr", "DateFields", "Resolved", "find_dates", "resolve", "stated_publication", "tense_of"]

#: Code points from either end of a text in which it states its own date.
MARGIN = 200
#: Tokens of the heading of a page before its date, and between that and the hour or the end of the line.
HEADING, HOUR_GAP = 10, 2
#: Meanings of words that tell of harm: such a heading is a headline.
TOLD = frozenset({"harm", "weapon"})
#: Tokens around an expression in which a word of the future makes it one.
FUTURE_REACH = 12
#: Digits of a day of the month or a year.
DAY_OR_YEAR = (1, 2, 4)
CLAUSE_ENDS = frozenset({";", ":", "—"})


def find_dates(text: Text, sentence: Sentence) -> list[DateExpr]:
    """Every expression of time of a sentence, in order, not overlapping."""
    words = date_words(text.pack)
    tokens, starts = text.tokens, words.starts
    found: list[DateExpr] = []
    reader: DateReader | None = None
    past, end = sentence.i, sentence.j
    for at in starts.among(tokens, sentence.i, end):
        reader = reader or DateReader(words, tokens, sentence)
        expr = reader.read(at) if at >= past else None
        if expr:
            born = any(token.norm in words.grammar["birth"] for token in tokens[expr.j : min(expr.j + 2, end)])
            if expr.kind == "day" and found and found[-1].kind == "relative" and 0 <= expr.i - found[-1].j <= 1:
                found.pop()  # "today, Tuesday 29 July": the day that is printed in full
            bracketed = expr.kind == "weekday" and tokens[expr.i - 1].printed == "(" and found and found[-1].j == expr.i - 1
            if bracketed and found[-1].kind == "relative":
                found.pop()  # « hoy (sábado) »: what the newsroom adds
            found += [] if born else [expr]
            past = expr.j
    return _opened_by_since(words, tokens, sentence, found)


def _opened_by_since(words: DateWords, tokens: list[Token], sentence: Sentence, found: list[DateExpr]) -> list[DateExpr]:
    """ "Since the party was founded in 1985, 900 of its members …": the year of the clause is a bound."""
    first = found[0] if found else None
    if first is None or first.kind not in ("year", "month") or tokens[sentence.body].norm not in words.bounds:
        return found
    opened = words.bounds.match(tokens, sentence.body, first.i)
    if opened is None or opened[1] != "since" or any(tokens[k].norm in CLAUSE_ENDS | {","} for k in range(opened[0], first.i)):
        return found
    return [replace(first, kind="since", rule=f"since_{first.rule}"), *found[1:]]


class DateReader(DatePieces):
    """Reads the expressions of one sentence, each method those of one form."""

    def read(self, at: int) -> DateExpr | None:
        """The expression that starts at token ``at``."""
        for form in self.words.forms_at(self.tokens[at]):
            expr: DateExpr | None = getattr(self, f"_{form}")(at)
            if expr:
                return expr
        return None

    # whole expressions ----------------------------------------------------------------------------------------------------------

    def _night(self, at: int) -> DateExpr | None:
        """``in the night from Friday to Saturday``, ``dans la nuit du 4 au 5 juin``, ``overnight into Friday``."""
        words = self.words
        into = words.night_into.match(self.tokens, at, self.end)
        if into and (second := self.piece(into[0])):
            return DateExpr(at, second[1], "night", DateFields(end=second[0]), "night_into")
        before = words.night_before.match(self.tokens, at, self.end)
        first = self.piece(before[0], bare=True) if before else None
        if first is None:
            return None
        fields, j = first
        if fields.end is None and (to := words.night_to.match(self.tokens, j, self.end)):
            second = self.piece(to[0], bare=True)
            if second and second[0].end is None:
                fields, j = replace(fields, end=second[0]), second[1]
        if not (fields.month or fields.weekday or (fields.end and (fields.end.month or fields.end.weekday))):
            return None
        return DateExpr(at, j, "night", fields, "night_span" if fields.end else "night_of")

    def _span(self, at: int) -> DateExpr | None:
        """``from 5 to 7 June``, ``du 5 au 7 juin``, ``entre mars et mai``."""
        opener = self.words.range_openers.match(self.tokens, at, self.end)
        first = self.piece(opener[0], bare=True) if opener else None
        if first is None:
            return None
        if first[0].end:
            return DateExpr(at, first[1], "range", first[0], "range")
        return self._joined(at, first, self.words.range_joins)

    def _joined(self, at: int, first: Piece, joins: Phrases[None]) -> DateExpr | None:
        fields, j = first
        join = joins.match(self.tokens, j, self.end)
        second = self.piece(join[0]) if join else None
        if second is None or second[0].end:
            return None
        last = second[0]
        alike = (fields.day and last.day) or (fields.weekday and last.weekday)
        if not alike and (fields.day or last.day or fields.weekday or last.weekday):
            return None
        return DateExpr(at, second[1], "range", replace(fields, end=last), "range")

    def _bound(self, at: int) -> DateExpr | None:
        match = self.words.bounds.match(self.tokens, at, self.end)
        if not match:
            return None
        j, bound = match
        expr = self._phrase(j) or self._calendar(self.past_prefixes(j))
        return replace(expr, i=at, kind=bound, rule=f"{bound}_{expr.rule}") if expr else None

    def _phrase(self, at: int) -> DateExpr | None:
        if repeat := self.words.repeats.match(self.tokens, at, self.end):
            return DateExpr(at, repeat[0], "set", DateFields(count=1, unit=repeat[1]), "repeat")
        match = self.words.relative.match(self.tokens, at, self.end)
        if not match:
            return None
        j, name = match
        shift = self.words.shift_before.match(self.tokens, at, self.end)
        feast = self.words.feasts.match(self.tokens, self.past_prefixes(at), self.end)
        if (shift and shift[0] > j) or (feast and feast[0] > j):
            return None
        part = self.words.parts.match(self.tokens, j, self.end)
        fields = DateFields(name=name, part=part[1] if part else None)
        return DateExpr(at, part[0] if part else j, "relative", fields, name)

    def _calendar(self, at: int) -> DateExpr | None:
        """A day, weekday, month or year, or a span of them."""
        if at >= self.end or (self.tokens[at].kind == "number" and len(self.tokens[at].printed) not in DAY_OR_YEAR):
            return None
        piece = self.piece(at, whole=True)
        if piece is None:
            return None
        fields, j = piece
        if fields.end:
            return DateExpr(at, j, "range", fields, "range")
        joined = self._joined(at, piece, self.words.range_bare)
        if joined:
            return joined
        told = (name for name in ("day", "weekday", "month", "season") if getattr(fields, name))
        kind = "day" if fields.feast else next(told, "year")
        named = [name for name in ("shift", "weekday", "part", "day", "month", "year") if getattr(fields, name) and name != kind]
        return DateExpr(at, j, kind, fields, "_".join([kind, *(f"with_{name}" for name in named if name in ("shift", "part"))]))

    def _clock(self, at: int) -> DateExpr | None:
        token, j = self.tokens[at], at + 1
        if token.kind not in ("clock", "number"):
            return None
        if token.kind == "number":
            near = self.words.quantities.kind.near["clock"]
            unit = near["after"].match(self.tokens, j, self.end)
            if unit is None and near["before"].match_before(self.tokens, at, self.sentence.i):
                unit = near["hours"].match(self.tokens, j, self.end)
            if not unit or len(token.printed) > 5:
                return None
            j = unit[0]
        parts = [int(part) for part in re.split(r"\D", token.printed) if part]
        if not parts or parts[0] > 24 or (len(parts) > 1 and parts[1] > 59):
            return None
        return DateExpr(at, j, "clock", DateFields(hour=parts[0], minute=parts[1] if len(parts) > 1 else None), "clock")

    # counted units --------------------------------------------------------------------------------------------------------------

    def _opened(self, at: int) -> DateExpr | None:
        """``il y a trois jours``, ``the past two weeks``: what counts the units stands before them."""
        counts, tokens, end = self.words.counts, self.tokens, self.end
        for key, direction in (
            ("ago_before", "ago"),
            ("later_before", "later"),
            ("past_before", "past"),
            ("next_before", "next"),
        ):
            before = counts[key].match(tokens, at, end)
            if before and (units := self._units(before[0])):
                if key == "later_before" and (back := counts["earlier_after"].match(tokens, units[1], end)):
                    return DateExpr(at, back[0], "relative", replace(units[0], direction="earlier"), "earlier")
                return DateExpr(at, units[1], "relative", replace(units[0], direction=direction), direction)
        opened = counts["past_open"].match(tokens, at, end)
        if opened and (units := self._units(opened[0], counts["past_inner"])):
            return DateExpr(at, units[1], "relative", replace(units[0], direction="past"), "past")
        return None

    def _count(self, at: int) -> DateExpr | None:
        """``three days ago``; a bare ``three days`` is a duration."""
        counts, tokens, end = self.words.counts, self.tokens, self.end
        units = self._units(at)
        if units is None:
            return None
        fields, j = units
        for key, direction in (("ago_after", "ago"), ("later_after", "later"), ("earlier_after", "earlier")):
            after = counts[key].match(tokens, j, end)
            if after:
                return DateExpr(at, after[0], "relative", replace(fields, direction=direction), direction)
        if fields.count == 1 and tokens[at].norm in self.words.quantities.articles:
            return None
        return DateExpr(at, j, "duration", fields, "duration")

    def _units(self, at: int, required: Phrases[None] | None = None) -> Piece | None:
        """A number of units of time (count -1: several)."""
        counted = self._number(at)
        if counted is None:
            return self._hyphenated(at)
        count, j = counted
        inner = (required or self.words.counts["inner"]).match(self.tokens, j, self.end)
        if required and not inner:
            return None
        unit = self.words.units.match(self.tokens, inner[0] if inner else j, self.end)
        if unit and unit[1] == "year" and self._year_number(at) and j == at + 1 and not required:
            after = ("ago_after", "later_after", "earlier_after")
            if not any(self.words.counts[key].match(self.tokens, unit[0], self.end) for key in after):
                return None  # a year with its word: 1941 року
        return (DateFields(count=count, unit=unit[1]), unit[0]) if unit else None

    def _hyphenated(self, at: int) -> Piece | None:
        """``two-week``, ``16-hour``."""
        if at >= self.end:
            return None
        count, _, name = self.tokens[at].norm.rpartition("-")
        unit = next((unit for words, unit in self.words.units.by_first.get(name, ()) if len(words) == 1), None)
        words = self.words.quantities.number.atoms.get(count, ())
        number = (
            int(count)
            if count.isdecimal() and len(count) < 5
            else next((int(atom.value) for form, atom in words if len(form) == 1), 0)
        )
        return (DateFields(count=number, unit=unit), at + 1) if unit and number else None

    def _number(self, at: int) -> tuple[int, int] | None:
        if at >= self.end:
            return None
        cardinal = read_cardinal(self.words.quantities.number, self.tokens, at, self.end)
        if cardinal and not cardinal.ordinal and cardinal.value == int(cardinal.value) and cardinal.value < 10_000:
            return int(cardinal.value), cardinal.j
        if vague := self.words.quantities.vague.match(self.tokens, at, self.end):
            return vague[1].point or -1, vague[0]
        return (1, at + 1) if self.tokens[at].norm in self.grammar["articles"] else None


def tense_of(text: Text, sentence: Sentence, expr: DateExpr) -> str:
    """``future`` where a word near the expression says that its day is to come (will, prévu), else ``past``; for `resolve`."""
    cues, tokens = date_words(text.pack).future, text.tokens
    begin, end = expr.i, expr.j
    while begin > max(sentence.i, expr.i - FUTURE_REACH) and tokens[begin - 1].norm not in CLAUSE_ENDS:
        begin -= 1
    while end < min(sentence.j, expr.j + FUTURE_REACH) and tokens[end].norm not in CLAUSE_ENDS | {","}:
        end += 1
    ahead = expr.kind != "since" and any(cues.match(tokens, at, end) for at in range(begin, end))
    return "future" if ahead else "past"


def stated_publication(text: Text, found: Sequence[Sequence[DateExpr]] | None = None) -> DateExpr | None:
    """The full date that a text gives as its own, near either end: labelled, alone on a line, before a dash, or in a dateline.

    ``found``: the dates of each sentence, where they have been looked for already.
    """
    size, tokens = len(text.text), text.tokens
    for sentence in text.sentences:
        if tokens[sentence.i].start >= MARGIN and tokens[sentence.j - 1].end <= size - MARGIN:
            continue
        exprs = found[sentence.index] if found is not None else find_dates(text, sentence)
        for expr in exprs:
            full = expr.kind == "day" and expr.fields.year
            near = tokens[expr.i].start < MARGIN or tokens[expr.j - 1].end > size - MARGIN
            if full and near and _is_own_date(text, sentence, exprs, expr):
                return expr
    return None


def _is_own_date(text: Text, sentence: Sentence, found: Sequence[DateExpr], expr: DateExpr) -> bool:
    tokens = text.tokens
    if sentence.index == 0 and expr.j <= sentence.body - 1:
        return True
    line = expr.i
    while line > 0 and not tokens[line].gap.startswith("\n"):
        line -= 1
    first = expr.i
    while first > line and tokens[first - 1].kind == "punct":
        first -= 1
    labels = date_words(text.pack).labels
    if first > line:
        label = labels.match_before(tokens, first, line)
        ends = expr.j >= len(tokens) or tokens[expr.j].gap.startswith("\n")
        return (label is not None and (ends or label[0] == line)) or _closes_heading(text, sentence, found, expr, line)
    if expr.j >= len(tokens):
        return True
    after = tokens[expr.j]
    breaks = after.gap.startswith("\n") or after.kind == "clock"
    return breaks or (expr.i == 0 and (after.norm in DASHES or after.norm in (":", "|")))


def heads_harm(text: Text, found: Sequence[DateExpr], stated: DateExpr) -> bool:
    """Is it the day of harm too: the only one named, before a colon and the harm of its line ("8 March 1994: Bomb kills 9")?"""
    others = any(d.kind not in {"clock", "month", "year"} and d.i != stated.i for d in found)
    if others or stated.i > 0 or stated.j >= len(text.tokens) or text.tokens[stated.j].norm != ":":
        return False
    line = next((k for k in range(stated.j, len(text.tokens)) if text.tokens[k].gap.startswith("\n")), len(text.tokens))
    return any(tag.category in TOLD and tag.i < line for sentence in text.sentences[:2] for tag in sentence.tags)


def _closes_heading(text: Text, sentence: Sentence, found: Sequence[DateExpr], expr: DateExpr, line: int) -> bool:
    """Does a date with its hour end a short heading, of which nothing tells of harm («Новости области, 04.02.2024, 16:49»)?"""
    hour = next((d for d in found if d.kind == "clock" and 0 <= d.i - expr.j <= HOUR_GAP), None)
    if hour is None or expr.i - line > HEADING:
        return False
    ends = hour.j >= len(text.tokens) or any(token.gap.startswith("\n") for token in text.tokens[hour.j : hour.j + HOUR_GAP])
    return ends and not any(line <= tag.i < hour.j and tag.category in TOLD for tag in sentence.tags)

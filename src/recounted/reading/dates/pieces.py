"""The pieces of date expressions: a day, weekday, month or year, in the orders that a pack allows.

In: tokens of a sentence. Out: fields and where they end. How pieces make nights, spans and bounds is the business of `dates`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from recounted.reading.dates.feasts import LEAP_YEAR, feast_day, is_movable
from recounted.reading.dates.nouns import DateFields, make_day
from recounted.reading.dates.relative_days import RELATIVE_YEARS
from recounted.reading.dates.words import DateWords
from recounted.reading.numbers.kinds import PEOPLE
from recounted.reading.numbers.quantities import DASHES
from recounted.reading.numbers.values import read_cardinal
from recounted.reading.words.phrases import Phrases
from recounted.reading.words.text import Sentence, Token

YEARS = range(1800, 2100)
LAST_DAY = 31
WEEKS = frozenset({"last_week", "late_last_week", "this_week", "next_week"})
#: Seasons whose names are other words too.
SPOKEN_SEASONS = range(21, 25)
_SEPARATORS = re.compile(r"[./-]")

Piece = tuple[DateFields, int]


class DatePieces:
    """Reads the pieces of one sentence's date expressions, each method those of one form."""

    def __init__(self, words: DateWords, tokens: list[Token], sentence: Sentence) -> None:
        self.words, self.tokens, self.sentence = words, tokens, sentence
        self.grammar = words.grammar
        self.end = sentence.j

    def past_prefixes(self, at: int) -> int:
        """The token after words that may stand before a day (le, the)."""
        for _ in range(2):
            if at < self.end and self.tokens[at].norm in self.grammar["day_prefixes"]:
                at += 1
        return at

    def piece(self, at: int, *, bare: bool = False, whole: bool = False) -> Piece | None:
        """A day, weekday, month or year. ``bare``: a day of the month alone will do. ``whole``: an expression of its own."""
        shift = None
        if not whole:
            at = self.past_prefixes(at)
        if match := self.words.shift_before.match(self.tokens, at, self.end):
            at, shift = match
            at = self.past_prefixes(at)
        if at >= self.end or not self.words.starts.begins(self.tokens[at].norm):
            return None
        if self.tokens[at].norm[:1].isdigit():
            piece = self._day(at) or self._year(at, alone=shift is None)
        else:
            piece = self._weekday(at, bare=bare) or self._day(at) or self._month(at) or self._season(at, alone=shift is None)
        if piece is None and bare and (day := self._day_number(at)):
            piece = DateFields(day=day[0]), day[1]
        if piece is None:
            return None
        fields, j = piece
        return (replace(fields, shift=fields.shift or shift) if shift else fields), j

    def _weekday(self, at: int, *, bare: bool) -> Piece | None:
        words, tokens, end = self.words, self.tokens, self.end
        match = words.weekdays.match(tokens, at, end)
        if not match or (self.grammar["capital_weekdays"] and not tokens[at].capital):
            return None
        j, weekday = match
        fields = DateFields(weekday=weekday)
        if after := words.shift_after.match(tokens, j, end):
            j, shift = after
            fields = replace(fields, shift=shift)
        if part := words.parts.match(tokens, j, end):
            j, name = part
            fields = replace(fields, part=name)
        week = words.links.match(tokens, j, end) or (j, None)
        if (named := words.relative.match(tokens, week[0], end)) and named[1] in WEEKS:
            return replace(fields, name=named[1]), named[0]
        dated = self._with_day(fields, j)
        if dated is None and bare and (day := self._day_number(j)):
            return replace(fields, day=day[0]), day[1]
        return dated or (fields, j)

    def _with_day(self, fields: DateFields, j: int) -> Piece | None:
        """The date after a weekday: ``Friday, April 8``, ``vendredi 8 avril``, ``Friday (8 April)``, ``Friday (8)``."""
        opened = j < self.end and self.tokens[j].norm == "("
        at = j + 1 if j < self.end and self.tokens[j].norm in (",", "(") else j
        day = self._day(self.past_prefixes(at)) or self._day_alone(at, opened=opened)
        if day is None:
            return None
        dated, stop = day
        if opened:
            if stop >= self.end or self.tokens[stop].norm != ")":
                return None
            stop += 1
        return replace(dated, weekday=fields.weekday, part=dated.part or fields.part, shift=fields.shift), stop

    def _day_alone(self, at: int, *, opened: bool) -> Piece | None:
        """The day of the month in brackets, or before a comma: ``quinta-feira (17)``, ``el jueves 17,``."""
        day = self._day_number(at)
        closed = day is not None and (day[1] >= self.end or self.tokens[day[1]].norm in (")" if opened else ".,;"))
        return (DateFields(day=day[0]), day[1]) if day and closed else None

    def _day(self, at: int) -> Piece | None:
        if at >= self.end:
            return None
        if self.tokens[at].kind == "date":
            return self._numeric(at)
        if feast := self.words.feasts.match(self.tokens, at, self.end):
            year, name, j = self._year_after(feast[0])
            day = feast_day(feast[1], year or LEAP_YEAR)
            fixed = year is not None or not is_movable(feast[1])
            fields = DateFields(month=day.month, day=day.day) if fixed else DateFields(feast=feast[1])
            return replace(fields, year=year, name=name), j
        return self._day_month(at) or (self._month_day(at) if self.grammar["month_first"] else None)

    def _numeric(self, at: int) -> Piece | None:
        """``2022-04-08``, ``08.04.2022``; of ``04/08/2022`` only what the pack's orders leave unambiguous."""
        printed = self.tokens[at].printed
        a, b, c = _SEPARATORS.split(printed)
        if len(a) == 4:
            orders = [(a, b, c)]
        elif len(c) in (2, 4):
            year = c if len(c) == 4 else f"20{c}"
            named = {"dmy": (year, b, a), "mdy": (year, a, b)}
            orders = [named[order] for order in self.grammar["numeric_order"]]
        else:
            return None
        days = [day for y, m, d in orders if int(y) in YEARS and (day := make_day(int(y), int(m), int(d)))]
        if not days or (len(set(days)) > 1 and "." not in printed):
            return None
        return DateFields(year=days[0].year, month=days[0].month, day=days[0].day), at + 1

    def _day_number(self, at: int) -> tuple[int, int] | None:
        """A day of the month, with its suffix: 8, 8th, 1er, premier."""
        if at >= self.end:
            return None
        token = self.tokens[at]
        number, _, ending = token.norm.partition("-")
        if ending in self.grammar["day_suffixes"] and number.isdecimal() and len(number) <= 2:  # 15-го
            return (int(number), at + 1) if 1 <= int(number) <= 31 else None
        if token.norm in self.grammar["day_words"]:
            return 1, at + 1
        if token.kind == "word" and self.grammar["ordinal_days"]:
            said = read_cardinal(self.words.quantities.number, self.tokens, at, self.end)
            return (int(said.value), said.j) if said and said.ordinal and 1 <= said.value <= 31 else None
        if token.kind != "number" or len(token.printed) > 2 or not 1 <= int(token.printed) <= 31:
            return None
        j = at + 1
        if j < self.end and not self.tokens[j].gap and self.tokens[j].norm in self.grammar["day_suffixes"]:
            j += 1
        return int(token.printed), j

    def _second_day(self, j: int, joins: Phrases[None]) -> tuple[int, int] | None:
        """The last day of ``5-7 June``, ``5 to 7 June``."""
        if j >= self.end:
            return None
        if self.tokens[j].norm in DASHES and (not self.tokens[j].gap or self.tokens[j].norm != "-"):
            return self._day_number(j + 1)
        join = joins.match(self.tokens, j, self.end)
        return self._day_number(join[0]) if join else None

    def _next_day(self, day: int, j: int) -> tuple[int, int] | None:
        """The second of two days in a row, ``5 and 6 June``."""
        last = self._second_day(j, self.words.range_joins)
        return last if last and last[0] == day + 1 else None

    def _day_month(self, at: int) -> Piece | None:
        first = self._day_number(at)
        if first is None:
            return None
        day, j = first
        last = self._second_day(j, self.words.range_bare) or self._next_day(day, j)
        month = self._linked_month(last[1] if last else j)
        if month is None:
            return None
        number, j = month
        year, name, j = self._year_after(j)
        fields = DateFields(year=year, name=name, month=number, day=last[0] if last else day)
        return (DateFields(day=day, end=fields) if last else fields), j

    def _linked_month(self, j: int) -> tuple[int, int] | None:
        link = self.words.links.match(self.tokens, j, self.end)
        return self._month_name(link[0] if link else j)

    def _month_name(self, at: int) -> tuple[int, int] | None:
        match = self.words.months.match(self.tokens, at, self.end)
        if not match or (self.grammar["capital_months"] and not self.tokens[at].capital):
            return None
        return match[1], match[0]

    def _month_day(self, at: int) -> Piece | None:
        month = self._month_name(at)
        if month is None:
            return None
        number, j = month
        link = self.words.links.match(self.tokens, j, self.end)
        first = self._day_number(link[0] if link else j)
        if first is None or (self.words.intro.match_before(self.tokens, at, self.sentence.i) and self._people_at(first[1])):
            return None
        day, j = first
        last = self._second_day(j, self.words.range_bare) or self._next_day(day, j)
        if last and last[0] > day:
            year, name, j = self._year_after(last[1])
            return DateFields(month=number, day=day, end=DateFields(year=year, name=name, month=number, day=last[0])), j
        year, name, j = self._year_after(j)
        return DateFields(year=year, name=name, month=number, day=day), j

    def _month(self, at: int) -> Piece | None:
        prefix, _, name = self.tokens[at].norm.partition("-")
        if name and prefix in self.grammar["prefixed_shifts"]:
            rows = self.words.months.by_first.get(name, ())
            number = next((value for form, value in rows if len(form) == 1), None)
            if number is None:
                return self._prefixed_year(at, prefix, name)
            year, relative, j = self._year_after(at + 1)
            shift = prefix if prefix in ("early", "late") else "mid"
            return DateFields(year=year, name=relative, month=number, shift=shift), j
        month = self._month_name(at)
        if month is None:
            return None
        number, j = month
        after = self.words.shift_after.match(self.tokens, j, self.end)
        if after:
            return DateFields(month=number, shift=after[1]), after[0]
        year, relative, stop = self._year_after(j)
        intro = self.words.intro.match_before(self.tokens, at, self.sentence.i)
        if not (year or relative) and (
            self.tokens[j - 1].norm == "."
            or (self.tokens[at].norm in self.grammar["ambiguous_months"] and not intro)
            or (self.tokens[at].norm in self.grammar["name_months"] and j < self.end and self.tokens[j].capital)
        ):
            return None
        return DateFields(year=year, name=relative, month=number), stop

    def _season(self, at: int, *, alone: bool) -> Piece | None:
        """``the summer of 2022``, ``last winter``, ``in spring``, ``the third quarter``; no spring of water, no fall of Rome."""
        match = self.words.seasons.match(self.tokens, at, self.end)
        if match is None:
            return None
        j, code = match
        after = self.words.shift_after.match(self.tokens, j, self.end)
        if after:
            return DateFields(season=code, shift=after[1]), after[0]
        year, name, j = self._year_after(j)
        start = at - 1 if at > self.sentence.i and self.tokens[at - 1].norm in self.grammar["day_prefixes"] else at
        introduced = any(self.words.intro.match_before(self.tokens, i, self.sentence.i) for i in {at, start})
        if start == at and self.words.range_joins.match_before(self.tokens, at, self.sentence.i):
            introduced = False  # shells began to fall
        lonely = alone and code in SPOKEN_SEASONS and not (year or name)
        if lonely and (not introduced or self.words.links.match(self.tokens, j, self.end)):
            return None
        return DateFields(season=code, year=year, name=name), j

    def _prefixed_year(self, at: int, prefix: str, name: str) -> Piece | None:
        if not (name.isdecimal() and len(name) == 4 and int(name) in YEARS):
            return None
        return DateFields(year=int(name), shift=prefix), at + 1

    def _year_after(self, j: int) -> tuple[int | None, str | None, int]:
        """The year that follows a month, stated or relative (last year), and where the expression ends."""
        link = self.words.year_links.match(self.tokens, j, self.end)
        at = link[0] if link else j
        year = self._year_number(at) or (None if link else self._short_year(at))
        if year is None:
            relative = self.words.relative.match(self.tokens, at, self.end)
            return (None, relative[1], relative[0]) if relative and relative[1] in RELATIVE_YEARS else (None, None, j)
        if link and self._people_at(at + 1):
            return None, None, j
        at += 1
        if at < self.end and self.tokens[at].norm in self.grammar["year_suffixes"]:
            at += 1
        return year, None, at

    def _year_number(self, at: int) -> int | None:
        if at >= self.end:
            return None
        token = self.tokens[at]
        plain = token.kind == "number" and len(token.printed) == 4 and token.printed.isdecimal()
        return int(token.printed) if plain and int(token.printed) in YEARS else None

    def _short_year(self, at: int) -> int | None:
        """The year of a dateline in two digits that are no day ("12 Nov 89 -")."""
        token = self.tokens[at] if at < self.end else None
        if token is None or token.kind != "number" or len(token.printed) != 2 or self._people_at(at + 1):
            return None
        return 1900 + int(token.printed) if int(token.printed) > LAST_DAY else None

    def _year(self, at: int, *, alone: bool) -> Piece | None:
        """A year by itself, unless a neighbour makes it a number of something."""
        tokens, quantities = self.tokens, self.words.quantities
        year = self._year_number(at)
        if year is None:
            return None
        j = at + 1
        intro = self.words.intro.match_before(tokens, at, self.sentence.i)
        if j < self.end and not tokens[j].gap and tokens[j].norm in self.grammar["decade_suffixes"]:
            return DateFields(year=year, decade=True), j + 1
        if alone and not intro and (self._people_at(j) or self._counts_something(at, j) or year < 1900):
            return None
        if quantities.before.match_before(tokens, at, self.sentence.i) and not intro:
            return None
        if j + 1 < self.end and tokens[j].norm in DASHES and not tokens[j].gap and not tokens[j + 1].gap:
            last = self._year_number(j + 1)
            if last and last > year:
                return DateFields(year=year, end=DateFields(year=last)), j + 2
        return DateFields(year=year), j

    def _counts_something(self, at: int, j: int) -> bool:
        near = self.words.quantities.kind.near
        after = any(near[kind]["after"].match(self.tokens, j, self.end) for kind in ("percent", "money", "measure"))
        return after or any(
            near[kind]["before"].match_before(self.tokens, at, self.sentence.i) for kind in ("money", "identifier")
        )

    def _people_at(self, at: int) -> bool:
        return any(tag.i == at and tag.category in PEOPLE for tag in self.sentence.tags)

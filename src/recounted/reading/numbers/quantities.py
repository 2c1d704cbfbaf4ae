"""Quantities: every amount that a sentence names, with the bounds that its words entail and what kind of number it is.

In: a Text and one of its sentences. Out: Amounts in order, not overlapping. The wording classes and their lo, hi and point are
those of field-standards 5.2: open bounds stay None, words are never replaced by one number. What is counted is for the caller.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from recounted.reading.numbers.cores import STRICT, Core, between, bind, counted, plural
from recounted.reading.numbers.kinds import Place, compound_kind, kind_of
from recounted.reading.numbers.values import read_cardinal
from recounted.reading.numbers.words import QuantityWords, Vague, quantity_words
from recounted.reading.words.text import Sentence, Text, Token

DASHES = frozenset("-–—‑−")
#: In words: how far a change verb stands before its numbers (rose from 39), a bound after its noun, a superlative after "one of".
CHANGE_REACH, TRAILING_REACH, SUPERLATIVE_REACH = 4, 2, 5
#: Kinds that the last number of a list gives to those before it.
SHARED = frozenset({"age", "date", "percent"})
LAST_YEAR = 2099
#: A number printed so, before a much higher one, is a year and opens no range.
PRINTED_YEARS = frozenset(map(str, range(1990, LAST_YEAR + 1)))


@dataclass(slots=True)
class Amount:
    """An amount in a text.

    Tokens ``i`` to ``j`` (exclusive, counted over the whole text) are the expression with its bounds, ``core_i`` to ``core_j``
    the number itself. ``rule`` names the wording class. ``kind`` is ``count``, or why the number counts no people: ordinal, age,
    percent, clock, money, measure, year, date, decimal, identifier, score, fraction, pronoun.
    """

    i: int
    j: int
    core_i: int
    core_j: int
    lo: int | None
    hi: int | None
    point: int | None
    approx: bool
    vague: bool
    rule: str
    kind: str


def find_amounts(text: Text, sentence: Sentence) -> list[Amount]:
    """Every amount of a sentence, in order, not overlapping (field-standards 5.2)."""
    words = quantity_words(text.pack)
    tokens, starts = text.tokens, words.starts
    found: list[Amount] = []
    reader: _Reader | None = None
    past = sentence.i
    for at in starts.among(tokens, sentence.i, sentence.j):
        if at >= past:
            reader = reader or _Reader(words, tokens, sentence)
            past = reader.read(at, found)
    return found


class _Reader:
    """Reads the amounts of one sentence; every method gives where reading goes on, or nothing."""

    def __init__(self, words: QuantityWords, tokens: list[Token], sentence: Sentence) -> None:
        self.words, self.tokens, self.sentence = words, tokens, sentence
        self.end = sentence.j

    def read(self, at: int, found: list[Amount]) -> int:
        """Read what starts at ``at``; amounts go to ``found``. Gives the token to go on from (``at``: nothing starts here)."""
        words, tokens, end = self.words, self.tokens, self.end
        hidden = words.hidden.match(tokens, at, end)
        if hidden and hidden[0] > (words.before.match(tokens, at, end) or (at, ""))[0]:
            return hidden[0]
        for read in (self._one_of, self._expression, self._zero, self._compound):
            result = read(at)
            if result:
                amount, stop = result
                found.append(self._share_kind(found, amount))
                return stop
        return at

    def _share_kind(self, found: list[Amount], amount: Amount) -> Amount:
        """``3, 8 et 10 ans``, ``aged 11 and 14``: numbers joined to one another share the kind that one of them shows."""
        connectives = self.words.number.grammar["connectives"]
        if amount.kind == "count":
            stop = self.tokens[amount.j].norm if amount.j < self.end else "."
            open_end = stop in connectives or not stop[0].isalpha()
            shared = found and found[-1].kind == "age" and open_end and self._joined(found[-1], amount.i, (",", *connectives))
            return replace(amount, kind="age") if shared else amount
        i, joins = amount.i, tuple(connectives)
        shares = amount.kind in SHARED and self.tokens[i].kind != "compound"
        for k in range(len(found) - 1 if shares else -1, -1, -1):
            before = found[k]
            if before.kind != "count" or not self._joined(before, i, joins):
                break
            found[k] = replace(before, kind=amount.kind)
            i, joins = before.i, (",", *connectives)
        return amount

    def _joined(self, before: Amount, i: int, joins: tuple[str, ...]) -> bool:
        return before.j + 1 == i and self.tokens[before.j].norm in joins

    def _one_of(self, at: int) -> tuple[Amount, int] | None:
        words, tokens = self.words, self.tokens
        match = words.one_of.match(tokens, at, self.end)
        if not match:
            return None
        kind = "count"
        for k in range(match[0], min(self.end, match[0] + SUPERLATIVE_REACH)):
            token = tokens[k]
            if token.kind == "punct":
                break
            if words.superlatives.match(tokens, k, self.end) or (
                len(token.norm) > 5 and token.norm.endswith(words.superlative_endings)
            ):
                kind = "pronoun"
        return Amount(at, match[0], at, match[0], 1, 1, 1, False, False, "one_of", kind), match[0]

    def _zero(self, at: int) -> tuple[Amount, int] | None:
        words, tokens, end = self.words, self.tokens, self.end
        match = words.zero.match(tokens, at, end)
        if not match:
            match = words.zero_pronoun.match(tokens, at, end)
            if not match or (words.zero_negation and (match[0] >= end or tokens[match[0]].norm not in words.zero_negation)):
                return None
            if at > self.sentence.i and tokens[at - 1].norm in words.zero_not_after:
                return None
        j = match[0]
        return Amount(at, j, at, j, 0, 0, 0, False, False, "zero", "count"), j

    def _compound(self, at: int) -> tuple[Amount, int] | None:
        token = self.tokens[at]
        if "-" not in token.norm:
            return None
        compound = self.words.number.compound(token)
        if not compound or token.norm.split("-")[0] in self.words.articles:
            return None
        cardinal, rest = compound
        core = counted(at, at + 1, cardinal.value, 1)
        if between := self._hyphened(core, rest):
            return self._finish(at, at + 1, between, bounded=False)
        bound = self.words.suffix.get(rest[0]) if rest else None
        if bound:
            core = bind(core, bound)
            return self._finish(at, at + 1, core, bounded=True)
        kind = compound_kind(self.words.kind, cardinal.value, cardinal.ordinal, rest)
        return _amount(at, at + 1, core, kind), at + 1

    def _hyphened(self, first: Core, rest: tuple[str, ...]) -> Core | None:
        """``два-три``, ``two-three``: two numbers in one word are a range."""
        second = self.words.number.value_of(rest)
        return between(first, replace(first, value=second)) if second is not None else None

    def _expression(self, at: int) -> tuple[Amount, int] | None:
        words, tokens, end = self.words, self.tokens, self.end
        bounds: list[str] = []
        pos = last = at
        while len(bounds) < 3 and (match := words.before.match(tokens, pos, end)):
            last, (pos, name) = pos, match
            bounds.append(name)
        if not bounds and tokens[at].norm in words.inversion:
            return self._inverted(at)
        core = (self._one_bounded(pos) if bounds else None) or self._core(pos)
        if bounds and core is None and (other := self._increment_end(pos)):  # "at least another | 70"
            core = self._core(other)
        if bounds and (core is None or core.plural) and words.vague.match(tokens, last, end):
            core = self._core(last)
            bounds.pop()
        if core is None:
            return None
        core = self._range(core, at)
        if core.article and not (STRICT & set(bounds)):
            return None
        core = self._doubled(core)
        if bounds and bounds[-1] == "up_to" and self._changed(last, core.j):
            bounds.pop()
            at = core.i if not bounds else at
        bounded = bool(bounds)
        for name in reversed(bounds):
            core = bind(core, name)
        j = core.j
        if match := words.after.match(tokens, j, end):
            j, name = match
            core, bounded = bind(core, name), True
        elif trailing := self._trailing(j):
            core, bounded = bind(core, trailing), True
        start = at
        if core.rule == "between" and (opener := words.openers.match_before(tokens, at, self.sentence.i)):
            start = opener[0]
        return self._finish(start, j, core, bounded=bounded)

    def _increment_end(self, at: int) -> int | None:
        tags = self.sentence.tags
        return next((t.j for t in tags if t.i == at and t.category == "grammar" and t.value == "increment"), None)

    def _inverted(self, at: int) -> tuple[Amount, int] | None:
        """``человек двадцать``: the noun before its number makes it approximate."""
        before = self.tokens[at - 1] if at > self.sentence.i else None
        if at + 1 >= self.end or (before and (before.kind == "number" or self.words.number.begins(before.norm))):
            return None
        core = self._core(at + 1)
        if core is None or core.point is None:
            return None
        core = bind(core, "about")
        return self._finish(at, core.j, core, bounded=True)

    def _finish(self, i: int, j: int, core: Core, *, bounded: bool) -> tuple[Amount, int]:
        value = core.value if core.value is not None else core.lo
        if core.rule == "score":
            return _amount(i, j, core, self._after_dash(core)), j
        place = Place(self.sentence, self.tokens, i, j, value, bounded, core.ordinal, self._number_end)
        kind, stop = kind_of(self.words.kind, place)
        return _amount(i, j, core, kind), max(stop, j)

    def _number_end(self, at: int) -> int | None:
        core = self._core(at)
        return core.j if core else None

    def _after_dash(self, core: Core) -> str:
        return "year" if core.lo >= 1900 else "fraction" if self.tokens[core.i + 1].norm == "/" else "score"

    def _trailing(self, j: int) -> str | None:
        """A bound after the noun (``30 morts au moins``), unless it opens another number."""
        for k in range(j + 1, min(self.end, j + 1 + TRAILING_REACH)):
            if self.tokens[k - 1].kind != "word":
                return None
            match = self.words.trailing.match(self.tokens, k, self.end)
            if match:
                return match[1] if match[0] >= self.end or self._core(match[0]) is None else None
        return None

    def _doubled(self, core: Core) -> Core:
        """``sept (7)``: a number repeated in brackets is one number."""
        tokens, j = self.tokens, core.j
        if core.value is None or j + 2 >= self.end or tokens[j].norm != "(":
            return core
        again = self._core(j + 1)
        if again and again.value == core.value and again.j < self.end and tokens[again.j].norm == ")":
            return replace(core, j=again.j + 1)
        return core

    # ranges ---------------------------------------------------------------------------------------------------------------------

    def _range(self, first: Core, at: int) -> Core:
        """Join a second number to the first where the words between (or around) them make a range or a score."""
        words, tokens, end = self.words, self.tokens, self.end
        j = first.j
        if first.plural and j < end:
            return self._plurals(first)
        if first.value is None or first.ordinal or j >= end:
            return first
        sign = tokens[j].norm
        if (sign in DASHES or sign in ("/", ":")) and not tokens[j].gap and j + 1 < end and not tokens[j + 1].gap:
            return self._signed(first, sign)
        opener = words.openers.match_before(tokens, at, self.sentence.i)
        if opener and self._changes(opener[0]):
            return first
        join = (opener[1].match(tokens, j, end) if opener else None) or words.joins.match(tokens, j, end)
        second = self._core(join[0]) if join else None
        if second is None or second.value is None or second.ordinal or (second.approx != first.approx and not second.approx):
            return first
        if second.value > LAST_YEAR and first.i + 1 == first.j and tokens[first.i].printed in PRINTED_YEARS:
            return first  # "since October 2023 to 41,272 dead"
        return between(first, second) or first

    def _plurals(self, first: Core) -> Core:
        """``dozens, perhaps hundreds,``: from the fewest of the one to the most of the other."""
        words, tokens = self.words, self.tokens
        join = words.joins.match(tokens, first.j, self.end)
        second = self._core(join[0]) if join else None
        if second is None or not second.plural or second.lo <= first.lo:
            return first
        inserted = tokens[first.j].norm == "," and second.j + 1 < self.end and tokens[second.j].norm == ","
        of = inserted and tokens[second.j + 1].norm in words.of
        return replace(first, j=second.j + of, hi=second.hi)

    def _changes(self, at: int) -> bool:
        begin = max(self.sentence.i, at - CHANGE_REACH)
        return any(self.words.change.match(self.tokens, k, at) for k in range(begin, at))

    def _changed(self, at: int, j: int) -> bool:
        """``выросло до 39``, ``до 39 выросло``: the word for "up to" says what a figure has come to, and bounds nothing."""
        return self._changes(at) or any(
            self.words.change.match(self.tokens, k, self.end) for k in range(j, min(self.end, j + TRAILING_REACH))
        )

    def _signed(self, first: Core, sign: str) -> Core:
        second = self._core(first.j + 1)
        if second is None or second.value is None or self.tokens[first.j + 1].kind != "number":
            return first
        low = first.lo
        if sign in DASHES and low > 0 and (joined := between(first, second)):
            return joined
        return replace(first, j=second.j, rule="score")

    # cores ----------------------------------------------------------------------------------------------------------------------

    def _core(self, at: int) -> Core | None:
        """The number at ``at``, without bounds."""
        if at >= self.end:
            return None
        words, tokens, end = self.words, self.tokens, self.end
        norm = tokens[at].norm
        if tokens[at].kind != "number":
            if half := words.half.match(tokens, at, end):
                return counted(at, half[0], half[1].value // 2, 1, half[1])
            if norm in words.vague and (vague := words.vague.match(tokens, at, end)):
                return self._several(at, *vague)
            if norm in words.articles and (core := self._with_article(at)):
                return core
            if norm in words.many and (many := words.many.match(tokens, at, end)):
                return self._times_scale(plural(at, *many))
            if norm in words.one and (one := words.one.match(tokens, at, end)):
                return self._times_scale(counted(at, one[0], one[1].value, one[1].value, one[1]))
        if "-" in norm and (ended := words.number.compound(tokens[at])) and words.suffix.get("-".join(ended[1])) == "exact":
            return counted(at, at + 1, ended[0].value, 1)  # 50-ти
        cardinal = read_cardinal(words.number, tokens, at, end)
        if cardinal is None:
            return None
        j, value = cardinal.j, cardinal.value
        if not cardinal.ordinal and (size := words.one.match(tokens, j, end) or words.many.match(tokens, j, end)):
            return self._times_scale(counted(at, size[0], value * size[1].value, size[1].value, size[1]))
        core = counted(at, j, value, cardinal.unit)
        core.ordinal, core.article = cardinal.ordinal, j == at + 1 and norm in words.articles
        return core

    def _with_article(self, at: int) -> Core | None:
        words, tokens = self.words, self.tokens
        if one := words.one.match(tokens, at + 1, self.end):
            return self._times_scale(counted(at, one[0], one[1].value, one[1].value, one[1]))
        if words.scale.match(tokens, at + 1, self.end):
            cardinal = read_cardinal(words.number, tokens, at + 1, self.end)
            return counted(at, cardinal.j, cardinal.value, cardinal.unit) if cardinal else None
        return None

    def _several(self, at: int, stop: int, vague: Vague) -> Core:
        """``several``, ``a couple of``, and several hundreds."""
        size_at = stop + 1 if stop < self.end and self.tokens[stop].norm in self.words.of else stop
        size = None
        for table in (self.words.many, self.words.one, self.words.scale):
            size = size or table.match(self.tokens, size_at, self.end)
        if size is None:
            return Core(at, stop, vague.lo, vague.hi, vague.point, vague.name, vague.approx, vague.point is None)
        j, unit = size
        point = vague.point and vague.point * unit.value
        hi = unit.top if vague.hi is None else vague.hi * unit.value
        core = Core(at, j, vague.lo * unit.value, hi, point, f"{vague.name}_{unit.key}s", vague.approx, point is None)
        return self._times_scale(core)

    def _one_bounded(self, at: int) -> Core | None:
        """``более тысячи``: behind a bound, a form of the plural is the genitive of one."""
        match = self.words.bounded.match(self.tokens, at, self.end)
        if match is None:
            return None
        stop, size = match
        whole = read_cardinal(self.words.number, self.tokens, at, self.end)  # более тысячи двухсот
        if whole is not None and whole.j > stop:
            return counted(at, whole.j, whole.value, whole.unit)
        return counted(at, stop, size.value, size.value, size)

    def _times_scale(self, core: Core) -> Core:
        """``tens of thousands``, ``several hundred thousand``: a magnitude times a larger scale."""
        words, tokens, j = self.words, self.tokens, core.j
        if j < self.end and tokens[j].norm in words.of:
            j += 1
        size = words.many.match(tokens, j, self.end) or words.scale.match(tokens, j, self.end)
        if not size:
            return core
        stop, unit = size
        hi = None if core.hi is None else core.hi * unit.value if core.point is not None else (core.hi + 1) * unit.value - 1
        point = None if core.point is None else core.point * unit.value
        rule = f"{core.rule}_of_{unit.key}s" if core.vague else core.rule
        return replace(core, j=stop, lo=core.lo * unit.value, hi=hi, point=point, value=point, rule=rule)


def _amount(i: int, j: int, core: Core, kind: str) -> Amount:
    return Amount(i, j, core.i, core.j, core.lo, core.hi, core.point, core.approx, core.vague, core.rule, kind)

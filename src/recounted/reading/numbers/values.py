"""Number words and digits: what one number says, in any language whose numbers.toml holds its words and grammar.

In: tokens and a pack. Out: cardinals (a value and where it ends). Bounds, ranges and what is counted are the business of
`quantities`. It refuses to guess: words that do not add up end the number ("two three" is two numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from recounted.packs.notation import expand
from recounted.packs.schema import Pack, complain
from recounted.reading.numbers.schema import COMPONENTS, GRAMMAR, check_numbers
from recounted.reading.words.phrases import Phrases, form_words, once_per_pack
from recounted.reading.words.text import Token

#: Thousands are set apart in threes; any other single comma or point marks a decimal fraction, in every language.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[^\d]\d{3})+")
_NO_LIMIT = 10**18
#: Words of one number at most ("deux millions trois cent quarante-cinq mille six cent soixante-dix-huit" has nine).
_LONGEST = 16

Part = tuple[str, int, bool]


@dataclass(frozen=True, slots=True)
class Atom:
    """One word (or fixed group of words) of a number: kind is cardinal, ordinal or scale."""

    kind: str
    value: int


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A word for so many things: a scale (hundred) or a collective (dozen). ``top`` is the most that its plural says."""

    key: str
    value: int
    top: int
    approx: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Cardinal:
    """A number that ends before token ``j``; ``unit`` is the product of the scale words that end it (1: none)."""

    value: int | Decimal
    j: int
    unit: int = 1
    ordinal: bool = False
    digits: bool = False


@dataclass
class NumberWords:
    """The compiled words and grammar of one numbers.toml."""

    options: Mapping[str, Any]
    grammar: dict[str, Any]
    atoms: dict[str, list[tuple[tuple[str, ...], Atom]]] = field(default_factory=dict)
    vocabulary: set[str] = field(default_factory=set)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    compounds: dict[str, tuple[Cardinal, tuple[str, ...]] | None] = field(default_factory=dict)

    def add(self, form: str, atom: Atom) -> None:
        """Add a printed form of an atom."""
        words = tuple(part for word in form_words(form, self.options) for part in word.split("-"))
        rows = self.atoms.setdefault(words[0], [])
        rows.append((words, atom))
        rows.sort(key=lambda row: -len(row[0]))
        self.vocabulary.update(words)

    def begins(self, norm: str) -> bool:
        """Can a number word begin with this word?"""
        return norm in self.atoms or (bool(self.parts_of(norm)) and self.parts_of(norm)[0] in self.atoms)

    def parts_of(self, norm: str) -> tuple[str, ...]:
        """The number words that a printed word is made of (``vingt-deux``, ``zweihundert``); empty when it is none."""
        if norm in self.vocabulary:
            return (norm,)
        known = self.parts.get(norm)
        if known is None:
            if len(self.parts) > 50_000:
                self.parts.clear()
            known = self.parts[norm] = self._cut(norm)
        return known

    def _cut(self, norm: str) -> tuple[str, ...]:
        if "-" in norm:
            cut = [self.parts_of(part) for part in norm.split("-") if part]
            return tuple(part for parts in cut for part in parts) if cut and all(cut) else ()
        for prefix in self.grammar["prefixed_connectives"]:
            if norm.startswith(prefix) and norm[len(prefix) :] in self.vocabulary:
                return prefix, norm[len(prefix) :]
        return self._unglue(norm) if self.grammar["glued"] else ()

    def _unglue(self, norm: str) -> tuple[str, ...]:
        """Cut a word written together into number words, longest first; all of it must be used."""
        for size in range(len(norm), 0, -1):
            head = norm[:size]
            if head in self.vocabulary:
                rest = self._unglue(norm[size:]) if size < len(norm) else ()
                if rest or size == len(norm):
                    return head, *rest
        return ()

    def compound(self, token: Token) -> tuple[Cardinal, tuple[str, ...]] | None:
        """The number that starts a hyphenated word, with the words after it (``36-year-old`` → 36, year old)."""
        norm = token.norm
        if norm not in self.compounds:
            if len(self.compounds) > 50_000:
                self.compounds.clear()
            self.compounds[norm] = self._compound(norm)
        return self.compounds[norm]

    def value_of(self, parts: tuple[str, ...]) -> int | Decimal | None:
        """The number that these words are, all of them; None where they are none."""
        found = _evaluate(self, [(part, at, True) for at, part in enumerate(parts)])
        return found.value if found and found.j == len(parts) and not found.ordinal else None

    def _compound(self, norm: str) -> tuple[Cardinal, tuple[str, ...]] | None:
        parts = norm.split("-")
        if parts[0][:1].isdigit():
            value = digits(parts[0])
            return None if value is None else (Cardinal(value, 1, digits=True), tuple(parts[1:]))
        stream = [(part, at, True) for at, part in enumerate(parts)]
        found = _evaluate(self, stream)
        return (found, tuple(parts[found.j :])) if found and found.j < len(parts) else None


@once_per_pack
def number_words(pack: Pack) -> NumberWords:
    """The compiled number words of a pack; raises PackError when its numbers.toml is broken."""
    data = pack.numbers
    check_numbers(f"{pack.lang}/numbers.toml", data)
    grammar = {key: kind() for key, kind in GRAMMAR.items()} | data.get("grammar", {})
    grammar["connective_after"] = grammar["connective_after"] or list(COMPONENTS)
    words = NumberWords(pack.options, grammar)
    for kind in ("cardinal", "ordinal"):
        for value, forms in data.get(kind, {}).items():
            for form in forms:
                _add_expanded(words, form, Atom(kind, int(value)))
    for body in data.get("scale", {}).values():
        for form in (*body.get("forms", ()), *body.get("many", ())):
            _add_expanded(words, form, Atom("scale", body["value"]))
    words.vocabulary.update(grammar["connectives"])
    if not words.atoms and "cardinal" not in data:  # a pack just begun has the table, and digits are read without words
        raise complain(f"{pack.lang}/numbers.toml", "no number words", "a [cardinal] table")
    return words


def _add_expanded(words: NumberWords, form: str, atom: Atom) -> None:
    for printed in expand(form):
        words.add(printed, atom)


def magnitudes(pack: Pack) -> dict[str, Phrases[Magnitude]]:
    """Scales and collectives by how they are used: ``one`` (a dozen), ``many`` (dozens), ``half`` (half a dozen).

    ``bounded``: forms of ``many`` that are one behind a bound (более тысячи).
    """
    found: dict[str, Phrases[Magnitude]] = {use: Phrases(pack.options) for use in ("scale", "one", "many", "half", "bounded")}
    for table in ("scale", "collective"):
        for key, body in pack.numbers.get(table, {}).items():
            value = body["value"]
            magnitude = Magnitude(
                key, value, body.get("top", value * 10 - 1), body.get("approx", False), body.get("rule", "about")
            )
            for slot, use in (("forms", "scale"), ("one", "one"), ("many", "many"), ("half", "half"), ("bounded", "bounded")):
                for form in body.get(slot, ()):
                    found[use].add(form, magnitude)
    return found


def digits(printed: str) -> int | Decimal | None:
    """The value of a number printed in digits, in any script; None when it is none."""
    if _GROUPED.fullmatch(printed):
        return int("".join(c for c in printed if c.isdigit()))
    if printed.isdecimal():
        return int(printed)
    whole, _, fraction = printed.replace(",", ".").replace("٫", ".").partition(".")
    if not (whole.isdecimal() and fraction.isdecimal()):
        return None
    return Decimal(f"{int(whole)}.{''.join(str(int(c)) for c in fraction)}")


def read_cardinal(words: NumberWords, tokens: list[Token], at: int, end: int) -> Cardinal | None:
    """The number that starts at token ``at``: digits with scale words after them, or number words as far as they add up."""
    if at >= end:  # where a text breaks off
        return None
    token = tokens[at]
    if token.kind == "number":
        value = digits(token.printed)
        return None if value is None else _with_rest(words, tokens, end, _scaled(words, tokens, at, end, value))
    found = _evaluate(words, list(_stream(words, tokens, at, end)))
    return _with_rest(words, tokens, end, found) if found else None


def _with_rest(words: NumberWords, tokens: list[Token], end: int, found: Cardinal) -> Cardinal:
    """The digits that follow thousands: ``2 mil 560``, ``27 ألفا و120``."""
    j = found.j
    if found.unit < 1000 or j >= end:
        return found
    if tokens[j].norm in words.grammar["connectives"] and j + 1 < end and not tokens[j + 1].gap:
        j += 1
    rest = digits(tokens[j].printed) if tokens[j].kind == "number" else None
    if not isinstance(rest, int) or not 0 < rest < found.unit:
        return found
    return Cardinal(found.value + rest, j + 1, 1, digits=found.digits)


def _scaled(words: NumberWords, tokens: list[Token], at: int, end: int, value: int | Decimal) -> Cardinal:
    unit, j = 1, at + 1
    while j < end and tokens[j].kind == "word":
        scale, stop = next(
            (
                (atom.value, j + len(form))
                for form, atom in words.atoms.get(tokens[j].norm, ())
                if atom.kind == "scale" and tuple(token.norm for token in tokens[j : min(end, j + len(form))]) == form
            ),
            (0, j),
        )
        if not scale or (scale < 1000 and value >= 20) or (unit > 1 and scale <= unit):
            break
        unit *= scale
        j = stop
    value *= unit
    return Cardinal(int(value) if value == int(value) else value, j, unit, digits=True)


def _stream(words: NumberWords, tokens: list[Token], at: int, end: int) -> Iterator[Part]:
    for index in range(at, min(end, at + _LONGEST)):
        token = tokens[index]
        parts = words.parts_of(token.norm) if token.kind == "word" else ()
        if not parts:
            return
        for k, part in enumerate(parts, 1):
            yield part, index, k == len(parts)


class _Sum:
    """A number as its words are added: finished thousands, the open group, and the room left for the next word."""

    def __init__(self, base_twenty: list[int]) -> None:
        self.total = self.group = 0
        self.room = self.limit = _NO_LIMIT
        self.unit = 1
        self.base_twenty = base_twenty

    @property
    def value(self) -> int:
        return self.total + self.group

    def add(self, value: int) -> bool:
        if value >= self.room:
            return False
        self.unit = 1
        if value >= 1000:
            self.total += value
            self.room = self.limit = 1000
            return True
        self.group += value
        self.room = self._room(value)
        return True

    def _room(self, value: int) -> int:
        if value >= 100:
            return 100 if value % 100 == 0 else 1
        if value in self.base_twenty:
            return 20
        return 10 if value >= 20 and value % 10 == 0 else 1 if value else 0

    def scale(self, scale: int) -> bool:
        if scale < 1000:
            if not (self.group < 20 and (self.group or self.room > scale)):
                return False
            self.group = (self.group or 1) * scale
            self.room = scale
        else:
            if scale >= self.limit:
                return False
            self.total += (self.group or 1) * scale
            self.group = 0
            self.room = self.limit = scale
        self.unit *= scale
        return True

    def component(self) -> str:
        """What the last word was, as the grammar's connective rules name it."""
        return "unit" if self.room <= 1 else "ten" if self.room <= 20 else "hundred" if self.room <= 100 else "thousand"


def _atom(words: NumberWords, stream: list[Part], at: int) -> tuple[Atom, int] | None:
    for form, atom in words.atoms.get(stream[at][0], ()):
        stop = at + len(form)
        if stop <= len(stream) and all(stream[at + k][0] == form[k] for k in range(1, len(form))):
            return atom, stop
    return None


def _evaluate(words: NumberWords, stream: list[Part]) -> Cardinal | None:
    grammar = words.grammar
    total = _Sum(grammar["base_twenty"])
    found: Cardinal | None = None
    at, joined = 0, False
    while at < len(stream):
        atom_stop = _atom(words, stream, at)
        if atom_stop is None:
            if (
                joined
                or not at
                or stream[at][0] not in grammar["connectives"]
                or total.component() not in grammar["connective_after"]
            ):
                break
            joined, at = True, at + 1
            continue
        atom, stop = atom_stop
        value = atom.value
        if joined and grammar["connective_before"] and value not in grammar["connective_before"]:
            break
        if atom.kind == "scale":
            if not total.scale(value):
                break
        else:
            if grammar["unit_before_ten"] and value < 10:
                value, stop = _with_ten(words, stream, stop, value)
            if not total.add(value):
                break
        joined, at = False, stop
        _, token, last = stream[stop - 1]
        if last:
            found = Cardinal(total.value, token + 1, total.unit, atom.kind == "ordinal")
        if atom.kind == "ordinal":
            break
    return found


def _with_ten(words: NumberWords, stream: list[Part], at: int, unit: int) -> tuple[int, int]:
    """``drei und zwanzig``: the ten that follows a unit and a connective."""
    if at + 1 < len(stream) and stream[at][0] in words.grammar["connectives"]:
        ten = _atom(words, stream, at + 1)
        if ten and ten[0].kind == "cardinal" and 20 <= ten[0].value < 100 and ten[0].value % 10 == 0:
            return unit + ten[0].value, ten[1]
    return unit, at

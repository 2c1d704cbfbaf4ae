"""Phrases: printed forms of a pack's numbers.toml or dates.toml, ready to be met in a text, and the checks of those files.

In: lists of forms (in the notation of `packs.notation`), each with a value. Out: the longest form that starts or ends at a token.
It knows no language and no meaning; the files of numbers and dates give both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import wraps
from typing import Any, Generic, TypeVar

from recounted.packs.notation import expand
from recounted.packs.schema import Pack, complain
from recounted.packs.words import APOSTROPHES, split_words
from recounted.reading.words.text import Token

#: Words whose openings are remembered.
KEPT = 20_000

V = TypeVar("V")
C = TypeVar("C")


def form_words(form: str, options: Mapping[str, Any]) -> tuple[str, ...]:
    """The folded words of a form as the tokenizer prints them; an elided word keeps its apostrophe (``d'``)."""
    words: list[str] = []
    for word in split_words(form, dict(options)):
        if word in APOSTROPHES and words:
            words[-1] += "'"
        else:
            words.append(word)
    return tuple(words)


class Phrases(Generic[V]):
    """Forms with their values, found by their first or by their last word. Of several that fit, the longest wins."""

    __slots__ = ("by_first", "by_last", "options")

    def __init__(self, options: Mapping[str, Any], rows: Iterable[tuple[str, V]] = ()) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        self.by_last: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        self.options = options
        for form, value in rows:
            self.add(form, value)

    def __contains__(self, norm: str) -> bool:
        return norm in self.by_first

    def add(self, form: str, value: V) -> None:
        """Add a form in pack notation; the first value given for the same words stays."""
        for printed in expand(form):
            words = form_words(printed, self.options)
            for index, key in ((self.by_first, words[0]), (self.by_last, words[-1])):
                rows = index.setdefault(key, [])
                if all(known != words for known, _ in rows):
                    rows.append((words, value))
                    rows.sort(key=lambda row: -len(row[0]))

    def forms(self) -> Iterator[tuple[str, ...]]:
        """The words of every form."""
        return (words for rows in self.by_first.values() for words, _ in rows)

    def match(self, tokens: list[Token], at: int, end: int) -> tuple[int, V] | None:
        """Token after the longest form that starts at ``at``, with its value."""
        rows = self.by_first.get(tokens[at].norm) if at < end else None
        for words, value in rows or ():
            stop = at + len(words)
            if stop == at + 1 or (stop <= end and tokens[at + 1].norm == words[1] and _same(tokens, at, words)):
                return stop, value
        return None

    def match_before(self, tokens: list[Token], at: int, begin: int) -> tuple[int, V] | None:
        """First token of the longest form that ends just before ``at``, with its value."""
        rows = self.by_last.get(tokens[at - 1].norm) if at > begin else None
        for words, value in rows or ():
            start = at - len(words)
            if start >= begin and (start == at - 1 or _same(tokens, start, words)):
                return start, value
        return None


class Openings(dict[str, frozenset[str] | None]):
    """Word → the words that may come next where something begins with it: any for None, and with an empty set nothing begins.

    So running text is passed over fast. Known from the first two words of all forms; ``alone`` tells of any other word whether
    something can begin with it, whatever comes next, and is asked once a word.
    """

    def __init__(self, forms: Iterable[tuple[str, ...]], alone: Callable[[str], bool]) -> None:
        nexts: dict[str, set[str]] = {}
        for first, *others in forms:
            nexts.setdefault(first, set()).add(others[0] if others else "")
        super().__init__({word: None if "" in after or alone(word) else frozenset(after) for word, after in nexts.items()})
        self.alone = alone

    def begins(self, norm: str) -> bool:
        """Can something begin with this word?"""
        nexts = self[norm]
        return nexts is None or bool(nexts)

    def among(self, tokens: list[Token], i: int, j: int) -> list[int]:
        """The tokens from ``i`` to ``j`` at which something can begin that is over by ``j``."""
        nexts = [self[token.norm] for token in tokens[i:j]]
        return [
            at for at, after in enumerate(nexts, i) if after is None or (after and at + 1 < j and tokens[at + 1].norm in after)
        ]

    def __missing__(self, norm: str) -> frozenset[str] | None:
        found = None if self.alone(norm) else frozenset[str]()
        if len(self) < KEPT:
            self[norm] = found
        return found


def _same(tokens: list[Token], at: int, words: tuple[str, ...]) -> bool:
    for word in words:
        if tokens[at].norm != word:
            return False
        at += 1
    return True


def nearest(word: str, options: Iterable[str]) -> str:
    """What a wrong key was probably meant to be."""
    known = sorted(options)
    close = get_close_matches(word, known, n=1)
    return f"{close[0]!r}?" if close else "one of " + ", ".join(known)


def check_table(where: str, table: Any, allowed: Mapping[str, type]) -> dict[str, Any]:
    """A table of a pack file whose keys and value types are as ``allowed`` says; raises PackError else."""
    if not isinstance(table, dict):
        raise complain(where, "not a table", "a table")
    for key, value in table.items():
        if key not in allowed:
            raise complain(f"{where} {key}", "unknown key", nearest(key, allowed))
        if not isinstance(value, allowed[key]) or (isinstance(value, bool) and allowed[key] is int):
            raise complain(f"{where} {key}", f"{value!r} is not right", f"a value of type {allowed[key].__name__}")
        if isinstance(value, list):
            check_forms(f"{where} {key}", value)
    return table


def check_forms(where: str, forms: Any) -> list[Any]:
    """A list of non-empty strings (or of lists of them, or of whole numbers); raises PackError else."""
    if not isinstance(forms, list):
        raise complain(where, "not a list", "a list of forms")
    for form in forms:
        if isinstance(form, list):
            check_forms(where, form)
        elif isinstance(form, str):
            _check_form(where, form)
        elif not isinstance(form, int):
            raise complain(where, f"{form!r} is not a form", "non-empty strings")
    return forms


def _check_form(where: str, form: str) -> None:
    try:
        empty = not all(expand(form)) or not form.strip()
    except ValueError as error:
        raise complain(where, str(error), "balanced parentheses") from error
    if empty:
        raise complain(where, f"{form!r} stands for nothing", "a form of at least one word")


def numbered(where: str, table: Any, valid: range) -> dict[int, list[str]]:
    """A table of forms by whole number (TOML keys are strings); raises PackError for any other key."""
    found: dict[int, list[str]] = {}
    for key, forms in (table if isinstance(table, dict) else {}).items():
        if not key.isdigit() or int(key) not in valid:
            raise complain(f"{where} {key}", "not a number in range", f"{valid.start} to {valid.stop - 1}")
        found[int(key)] = check_forms(f"{where} {key}", forms)
    return found


def once_per_pack(build: Callable[[Pack], C]) -> Callable[[Pack], C]:
    """Keep what ``build`` makes of a pack. Packs are told apart by identity, so each is held as long as its product."""
    kept: dict[int, tuple[Pack, C]] = {}

    @wraps(build)
    def made(pack: Pack) -> C:
        entry = kept.get(id(pack))
        if entry is None:
            entry = kept[id(pack)] = (pack, build(pack))
        return entry[1]

    return made

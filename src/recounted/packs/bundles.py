"""Bundles: the forms of a pack by their first word, and among them by their second, each opened when a text first holds it.

A text meets few of a pack's words; made ready all at once, the forms of nine packs take half a second. In, compiling: the words
of each form and the number of its meaning. Out: first word → bytes, in Python's own format of plain values, made and read by the
same interpreter (packs.keep); the reading opens them one by one.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from sys import intern
from typing import Any

Words = tuple[str, ...]
#: Forms with the numbers of their meanings, by their length, longest first.
Numbered = tuple[tuple[int, dict[Words, tuple[int, ...]]], ...]


def bundled(forms: Iterable[tuple[Words, int]]) -> dict[str, bytes]:
    """First word → the bundle of the forms that start with it. Forms of the same words keep their order."""
    found: dict[str, dict[str, list[tuple[Words, int]]]] = {}
    for words, number in forms:
        shared = tuple(map(intern, words))  # a word that is one object is written once in a bundle
        found.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", []).append((shared, number))
    bundles: dict[str, bytes] = {}
    for first, by_second in found.items():
        alone = tuple(number for _, number in by_second.pop("", ()))
        bundles[first] = marshal.dumps((alone, {second: marshal.dumps(_numbered(rows)) for second, rows in by_second.items()}))
    return bundles


def _numbered(rows: list[tuple[Words, int]]) -> Numbered:
    found: dict[int, dict[Words, list[int]]] = {}
    for words, number in sorted(rows, key=lambda row: -len(row[0])):
        found.setdefault(len(words), {}).setdefault(words, []).append(number)
    return tuple((size, {words: tuple(same) for words, same in forms.items()}) for size, forms in found.items())


def opened(bundle: bytes) -> tuple[tuple[int, ...], dict[str, Any]]:
    """The numbers of a word alone, and the bundles of the longer forms by their second word."""
    alone, longer = marshal.loads(bundle)
    return alone, longer


def unbundled(bundle: bytes) -> Numbered:
    """The longer forms of one second word."""
    found: Numbered = marshal.loads(bundle)
    return found


def every(first: str, bundle: bytes) -> Iterator[tuple[Words, int]]:
    """All forms that start with a word, longest first."""
    alone, longer = opened(bundle)
    rows = [
        (size, words, number)
        for one in longer.values()
        for size, forms in unbundled(one)
        for words, same in forms.items()
        for number in same
    ]
    rows.sort(key=lambda row: -row[0])
    yield from ((words, number) for _, words, number in rows)
    yield from (((first,), number) for number in alone)

"""The short notation for forms: ``tué(e)(s)``, ``kill(s|ed|ing)``, ``(the )defen(c|s)e ministry``, ``(attack(s)|raid(s))``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

_MARK = re.compile(r"([()|])")


def expand(form: str) -> list[str]:
    """All printed forms that one row stands for, each once; raises ValueError for unbalanced parentheses.

    A group with one way to fill it may also be empty.
    """
    if "(" not in form and ")" not in form:
        return [" ".join(form.split())]
    marks = iter([*_MARK.split(form), None])
    found = _sequence(marks, form, inside=False)[0]
    return list(dict.fromkeys(" ".join(words.split()) for words in found))


def _sequence(marks: Iterator[str | None], form: str, *, inside: bool) -> tuple[list[str], str | None]:
    """What one alternative stands for, up to the mark that ends it, and that mark."""
    parts: list[list[str]] = []
    for mark in marks:
        if mark == "(":
            parts.append(_group(marks, form))
        elif mark is None or mark == ")" or (mark == "|" and inside):
            if inside != (mark is not None):
                raise ValueError(f"unbalanced parentheses in {form!r}")
            return ["".join(way) for way in product(*parts)], mark
        else:
            parts.append([mark])
    raise ValueError(f"unbalanced parentheses in {form!r}")


def _group(marks: Iterator[str | None], form: str) -> list[str]:
    ways: list[list[str]] = []
    end: str | None = "|"
    while end == "|":
        way, end = _sequence(marks, form, inside=True)
        ways.append(way)
    if len(ways) == 1:
        ways.insert(0, [""])
    return [form for way in ways for form in way]

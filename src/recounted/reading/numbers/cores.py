"""Cores: a number in words' terms before its kind is known: counted, a plural of dozens, a range; and what a bound makes of it.

In: values read by ``numbers``. Out: Cores with lo, hi and point as field-standards 5.2 has them: open ends stay None.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from recounted.reading.numbers.values import Magnitude

#: Bounds that make a count even of a lone article ("au moins un blessé").
STRICT = frozenset({"at_least", "more_than"})


@dataclass(slots=True)
class Core:
    """A number without its bounds; ``value`` only where it says exactly one; ``unit`` as in `numbers.Cardinal`."""

    i: int
    j: int
    lo: int
    hi: int | None
    point: int | None
    rule: str
    approx: bool = False
    vague: bool = False
    value: int | Decimal | None = None
    unit: int = 1
    ordinal: bool = False
    article: bool = False
    plural: bool = False


def counted(i: int, j: int, value: int | Decimal, unit: int, size: Magnitude | None = None) -> Core:
    """A number said as such; a decimal lies between two whole ones, a dozen is about twelve."""
    if isinstance(value, Decimal) and value != int(value):
        lo, hi = (int(value.to_integral_value(rounding)) for rounding in (ROUND_FLOOR, ROUND_CEILING))
        return Core(i, j, lo, hi, None, "exact", value=value, unit=unit)
    number = int(value)
    approx = size is not None and size.approx
    rule = size.rule if size and approx else "exact" if number else "zero"
    return Core(i, j, number, number, number, rule, approx, value=number, unit=unit)


def plural(i: int, j: int, size: Magnitude) -> Core:
    """Dozens, hundreds: at least two of them."""
    return Core(i, j, 2 * size.value, size.top, None, f"{size.key}s", vague=True, plural=True)


def between(first: Core, second: Core) -> Core | None:
    """The range from one number to a higher one; ``two or three hundred`` shares the hundred."""
    if first.value is None or second.value is None:
        return None
    low, high = first.value, second.value
    if second.unit > 1 and first.unit == 1 and low < high / second.unit:
        low = low * second.unit
    if not low < high:
        return None
    lo, hi = int(low), int(high) if high == int(high) else int(high) + 1
    return Core(first.i, second.j, lo, hi, None, "between", first.approx or second.approx, value=low)


def bind(core: Core, bound: str) -> Core:
    """A number under a bound, as field-standards 5.2 has it."""
    if bound == "exact":
        return core
    if bound in ("about", "nearly"):
        return replace(core, approx=True, rule=core.rule if core.vague or core.rule == "between" else bound)
    exact = core.point is not None
    if bound in STRICT:
        return replace(core, lo=core.lo + (exact and bound == "more_than"), hi=None, point=None, rule=bound)
    hi = core.hi
    if hi is not None and bound == "fewer_than":
        hi = max(0, hi - exact)
    return replace(core, lo=0, hi=hi, point=None, rule=bound)

"""How a figure is written, one way for every reader: ``18–21``, ``51+``, ``≤40``, ``~30``, ``?``."""

from __future__ import annotations

from collections.abc import Callable

from recounted.model import TollClaim


def written(
    low: int | None,
    high: int | None,
    number: Callable[[int], str],
    *,
    open_end: bool = False,
    approx: bool = False,
) -> str:
    """``18–21``, ``51+`` (at least), ``≤40`` (at most), ``~30``; ``?`` where harm is told without a number.

    ``number`` writes one whole number as its readers do; ``open_end``: the highest figure is itself an "at least".
    """
    about = "~" if approx else ""
    if low is None:
        return "?" if high is None else f"≤{number(high)}"
    if high is None:
        return f"{about}{number(low)}+"
    shown = number(low) if low == high else f"{number(low)}–{number(high)}"
    return f"{about}{shown}+" if open_end else f"{about}{shown}"


def written_claim(claim: TollClaim, number: Callable[[int], str]) -> str:
    """The number that the words of one claim entail."""
    if claim.point is not None and claim.lo is None and claim.hi is None:
        return written(claim.point, claim.point, number, approx=claim.approx)
    return written(claim.lo, claim.hi, number, approx=claim.approx)

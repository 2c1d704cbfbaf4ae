"""Matching: one-to-one pairs of labelled and found things, and when words, days and places agree.

It knows no set. Words are compared folded: lower case, accents removed.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from recounted.model import Mention, Of, Place, Reading, TollClaim

A = TypeVar("A")
B = TypeVar("B")
Fits = Callable[[A, B], bool]
Day = datetime.date


# pairs --------------------------------------------------------------------------------------------------------------------------


def in_order(labels: Sequence[A], claims: Sequence[B], fits: Fits[A, B], prefer: Fits[A, B] | None = None) -> list[tuple[A, B]]:
    """Pairs that fit, labels in order; pairs that are also preferred are taken first."""
    left_labels, left_claims, pairs = list(labels), list(claims), []
    for both in (True, False) if prefer else (False,):
        for label in list(left_labels):
            fitting = (c for c in left_claims if fits(label, c) and (not both or prefer is None or prefer(label, c)))
            claim = next(fitting, None)
            if claim is not None:
                pairs.append((label, claim))
                left_claims = [c for c in left_claims if c is not claim]
                left_labels = [x for x in left_labels if x is not label]
    return pairs


def largest(gold: Sequence[A], found: Sequence[B], fits: Fits[A, B]) -> list[tuple[int, int]]:
    """Index pairs of a largest one-to-one matching; earlier gold items are kept matched first."""
    edges = [[j for j, f in enumerate(found) if fits(g, f)] for g in gold]
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return sorted((i, j) for j, i in owner.items())


def by_share(left: Sequence[A], right: Sequence[B], shared: Callable[[A, B], float], least: float = 0.0) -> list[tuple[int, int]]:
    """One-to-one index pairs, the pair that shares most first (ties in order); only those that share more than ``least``."""
    options = sorted((-shared(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right))
    pairs: list[tuple[int, int]] = []
    used_i: set[int] = set()
    used_j: set[int] = set()
    for score, i, j in options:
        if -score > least and i not in used_i and j not in used_j:
            pairs.append((i, j))
            used_i.add(i)
            used_j.add(j)
    return sorted(pairs)


# words --------------------------------------------------------------------------------------------------------------------------


def plain(text: str | None) -> str:
    """Lower case, accents removed, anything but letters and digits turned into single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", (text or "").lower()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))


def words(text: str | None, *, least: int = 1) -> set[str]:
    """The plain words of a text that have ``least`` letters or more."""
    return {word for word in plain(text).split() if len(word) >= least}


# days ---------------------------------------------------------------------------------------------------------------------------

Bounds = tuple[Day | None, Day | None]


def bounds(edtf: str | None) -> Bounds | None:
    """First and last day of an EDTF date or interval (an open end is None); None for what has no known year."""
    if not edtf:
        return None
    edtf = re.sub(r"[~?%]", "", edtf)
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        first, last = (None if side in ("", "..") else bounds(side) for side in (left, right))
        if (first is None and left not in ("", "..")) or (last is None and right not in ("", "..")):
            return None
        return first[0] if first else None, last[1] if last else None
    try:
        return _one_date(edtf)
    except ValueError:
        return None


def _one_date(edtf: str) -> Bounds | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T.*)?", edtf)
    if match:
        year, month, day = int(match[1]), match[2], match[3]
        if month in (None, "XX") or int(month) > 12:  # a season or quarter: the year alone
            return Day(year, 1, 1), Day(year, 12, 31)
        if day in (None, "XX"):
            return Day(year, int(month), 1), Day(year, int(month), calendar.monthrange(year, int(month))[1])
        return Day(year, int(month), int(day)), Day(year, int(month), int(day))
    if re.fullmatch(r"(?=.{4}$)\d{1,3}X{1,3}", edtf):
        return Day(int(edtf.replace("X", "0")) or 1, 1, 1), Day(int(edtf.replace("X", "9")), 12, 31)
    return None


def says_day(gold: str, edtf: str | None) -> bool:
    """Does a date say this day? A night that holds it does; an unknown year does if month and day agree."""
    if not edtf or edtf == gold:
        return bool(edtf)
    if edtf.startswith("XXXX-"):
        return edtf[4:] == gold[4:]
    ours, theirs = bounds(edtf), bounds(gold)
    if not ours or not theirs or ours[0] is None or ours[1] is None or theirs[0] is None or (ours[1] - ours[0]).days > 1:
        return False
    return ours[0] <= theirs[0] <= ours[1]


# claims -------------------------------------------------------------------------------------------------------------------------


def subgroup(of: Of) -> str:
    """The people that a figure counts: children, women, men, armed or people."""
    if of.age_group == "child":
        return "children"
    if of.sex:
        return {"woman": "women", "man": "men"}[of.sex]
    return "armed" if of.status and of.status.startswith(("member_of_armed", "armed")) else "people"


def tolls(mention: Mention | None, harm: str) -> list[TollClaim]:
    """Toll claims of one harm that count this incident's victims and are not denied or taken back."""
    claims = mention.claims if mention else ()
    return [
        c
        for c in claims
        if isinstance(c, TollClaim) and c.harm == harm and c.scope == "incident" and c.attribution not in ("denial", "retraction")
    ]


def ends(claim: TollClaim) -> tuple[int | None, int | None]:
    """Lower and upper number of a claim; a point stands for both."""
    return (claim.point, claim.point) if claim.lo is None and claim.hi is None else (claim.lo, claim.hi)


def main_mention(reading: Reading | None) -> Mention | None:
    """The mention that a text of one incident is judged by: the first of role main, else the first."""
    mentions = reading.mentions if reading else ()
    return next((m for m in mentions if m.role == "main"), mentions[0] if mentions else None)


def point_of(where: Place | None) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, where known."""
    return (where.lat, where.lon) if where and where.lat is not None and where.lon is not None else None

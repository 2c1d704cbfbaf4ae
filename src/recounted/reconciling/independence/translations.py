"""Translations: one story in another language, known by its facts.

In: pages in the order of likely origins. Out: for a page that translates an earlier one in another language, that page and what
they share: the same figures with what they count, the same speakers, in the same order. It is firm on purpose: what one statement
or one press conference gives to two reporters is no translation, so figures alone never make one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from recounted.days import gap
from recounted.linking.facts import group_of
from recounted.linking.spelling import surname
from recounted.model import ResponsibilityClaim, TollClaim
from recounted.packs.offices import office_of
from recounted.reconciling.independence.page import Page

#: Facts in the same order: at least so many different ones, so many figures and so many speakers among them.
FACTS, FIGURES, SPEAKERS = 7, 4, 2
#: Share of them among all facts of the report that has fewer, and of the one that has more.
OF_SHORTER, OF_LONGER = 0.7, 0.5
#: Days between the two.
DAYS = 3
#: Printed numbers under this are as often words as digits.
LEAST_NUMBER = 13
_NUMBER = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)|\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_YEARS = range(1900, 2101)

Fact = tuple[object, ...]


class Translation(NamedTuple):
    """``original`` is the earlier page; counts of facts, figures and speakers in the same order; the share of the shorter's."""

    original: Page
    facts: int
    figures: int
    speakers: int
    share: float


def translations(pages: Sequence[Page]) -> dict[str, Translation]:
    """Translations by their report's id. Reports without language, or with few facts, are none."""
    if len({page.report.lang for page in pages} - {None}) <= 1:
        return {}
    told = [(page, facts) for page in pages if page.report.lang and len(facts := facts_of(page)) >= FACTS]
    found: dict[str, Translation] = {}
    for number, (page, facts) in enumerate(told):
        mine = set(facts)
        best: Translation | None = None
        for earlier, others in told[:number]:
            if earlier.report.lang == page.report.lang or _apart(earlier, page) or len(mine.intersection(others)) < FACTS:
                continue
            made = _compare(earlier, others, facts)
            if made and (best is None or made.facts > best.facts):
                best = made
        if best:
            found[page.id] = best
    return found


def _apart(a: Page, b: Page) -> bool:
    return a.published is not None and b.published is not None and gap(a.published, b.published) > DAYS


def _compare(earlier: Page, others: Sequence[Fact], facts: Sequence[Fact]) -> Translation | None:
    shorter, longer = sorted((len(others), len(facts)))
    least = max(FACTS, OF_SHORTER * shorter, OF_LONGER * longer)
    if (Counter(others) & Counter(facts)).total() < least:  # in whatever order: much quicker to see
        return None
    common = in_order(others, facts)
    figures = {f for f in common if f[0] in ("toll", "number")}
    speakers = {f for f in common if f[0] == "speaker"}
    firm = len(set(common)) >= FACTS and len(figures) >= FIGURES and len(speakers) >= SPEAKERS
    if not firm or len(common) < least:
        return None
    return Translation(earlier, len(common), len(figures), len(speakers), len(common) / shorter)


def facts_of(page: Page) -> list[Fact]:
    """What a translation keeps, in the order of the text: figures with what they count, accusations, speakers, other numbers."""
    found: list[tuple[int, int, Fact]] = []
    spans = []
    for claim in page.claims:
        if isinstance(claim, TollClaim):
            found.append((claim.start, 0, ("toll", claim.harm, group_of(claim.of), claim.lo, claim.hi)))
            spans.append((claim.start, claim.end))
        elif isinstance(claim, ResponsibilityClaim):
            found.append((claim.start, 0, ("said", claim.actor, claim.stance)))
        if claim.speaker and (name := _consonants(claim.speaker.name)):
            found.append((claim.speaker.start, 1, ("speaker", name)))
        elif claim.speaker and claim.speaker.side:
            office = office_of(claim.speaker.role, claim.speaker.kind) or claim.speaker.kind
            found.append((claim.speaker.start, 1, ("speaker", claim.speaker.side, office)))
    for match in _NUMBER.finditer(page.report.text):
        if not any(i <= match.start() < j for i, j in spans) and (value := _number(match.group())):
            found.append((match.start(), 2, ("number", value)))
    return [fact for _, _, fact in sorted(set(found), key=lambda f: (f[0], f[1], repr(f[2])))]


def _consonants(name: str | None) -> str:
    """What scripts without vowels keep of a surname: Koval and كوفال are both "kl". Good for nothing but an order of several."""
    key = surname(name)
    kept = re.sub(r"[aeiouvf]", "", key)
    return kept if len(kept) > 1 else key


def _number(printed: str) -> str | None:
    """A number or a time of day as one spelling; None for small numbers and years."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in printed)
    clock = re.fullmatch(r"(\d{1,2})[:.h](\d{2})", plain)
    if clock and int(clock[1]) <= 24 and int(clock[2]) < 60:
        return f"{int(clock[1])}:{clock[2]}"
    if re.fullmatch(r"\d{1,3}(?:\D\d{3})+", plain):
        plain = re.sub(r"\D", "", plain)
    if clock and "." not in plain:
        return None
    number = float(plain.replace(",", "."))
    return None if number < LEAST_NUMBER or number in _YEARS else f"{number:g}"


def in_order(a: Sequence[Fact], b: Sequence[Fact]) -> list[Fact]:
    """The longest run of facts that both hold in the same order, others in between left out (longest common subsequence)."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            table[i][j] = table[i + 1][j + 1] + 1 if a[i] == b[j] else max(table[i + 1][j], table[i][j + 1])
    i = j = 0
    found = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            found.append(a[i])
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return found

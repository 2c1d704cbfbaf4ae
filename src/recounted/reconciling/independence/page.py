"""One report as the signs of kinship look at it: read once, compared many times.

In: a report and what it tells of one incident. Out: its day, its newsroom, its words in runs, its ends, its claims in order.
Each is made when first asked for: most incidents have a single report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from recounted.days import Days, days_of
from recounted.linking.facts import Account
from recounted.model import Claim, Report, ResponsibilityClaim, TollClaim
from recounted.packs.credits import Crediting, Named, Newsroom, crediting, register, register_of
from recounted.packs.words import fold

#: Words in a run. Four words in the same order are seldom the same by chance, and an edited sentence keeps some runs.
SHINGLE_WORDS = 4
#: Code points at the beginning of a text that hold its headline, dateline and first sentences, and at its end its credits.
LEAD, TAIL = 700, 240
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?؟…][»”\")]?\s+|\n")
#: Code points of a sentence that are looked at, on either side of an offset.
LONGEST = 300

Shingles = frozenset[int]


class Page:
    """A report with its claims on one incident. ``others``: newsrooms of the incident's reports that the register lacks."""

    def __init__(self, report: Report, claims: Iterable[Claim] = ()) -> None:
        self.report = report
        self.others = register_of(())
        self.claims: tuple[Claim, ...] = tuple(sorted(claims, key=lambda c: (c.start, c.end, c.id)))

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @cached_property
    def published(self) -> Days | None:
        """The days of publication, if they have a year."""
        days = days_of(self.report.published)
        return None if days is None or days.yearless else days

    @cached_property
    def order(self) -> tuple[int, int, str, str]:
        """Likely origins first: early before late and undated, long before cut, then by the text itself; never by arrival."""
        first = self.published.first if self.published else 10**9
        return first, -len(self.report.text), self.report.text, self.id

    @cached_property
    def newsroom(self) -> Newsroom | None:
        """Who published it, as far as outlet or address say."""
        return register().of(self.report.outlet, self.report.url)

    @cached_property
    def shingles(self) -> Shingles:
        """Runs of four words of the whole text."""
        return runs_of(self.report.text)

    @cached_property
    def telling(self) -> Shingles:
        """Runs of the sentences that the claims stand in."""
        text = self.report.text
        spans = dict.fromkeys(sentence(text, claim.start) for claim in self.claims)
        return frozenset(run for i, j in spans for run in runs_of(text[i:j]))

    @cached_property
    def named(self) -> list[Named]:
        """The newsrooms named in the lead and at the end: those of the register, and those that published ``others``."""
        text = self.report.text
        cut = max(LEAD, len(text) - TAIL)
        parts = [(text[:LEAD], 0), (text[cut:], cut)]
        known = [named for part, at in parts for named in register().named_in(part, at)]
        if not self.others.names:
            return known
        return sorted((*known, *(n for part, at in parts for n in self.others.named_in(part, at))), key=lambda n: n.start)

    @property
    def crediting(self) -> Crediting:
        """The words of its language for naming newsrooms."""
        return crediting(self.report.lang)


def pages_of(accounts: Iterable[Account]) -> list[Page]:
    """One page for each report, in the order of likely origins."""
    reports: dict[str, Report] = {}
    claims: dict[str, dict[str, Claim]] = {}
    for account in accounts:
        reports.setdefault(account.report.id, account.report)
        claims.setdefault(account.report.id, {}).update((c.id, c) for c in account.mention.claims)
    pages = sorted((Page(r, claims[name].values()) for name, r in reports.items()), key=lambda page: page.order)
    if len(pages) > 1:
        listed = register().listed
        others = register_of({p.newsroom for p in pages if p.newsroom and p.newsroom not in listed})
        for page in pages:
            page.others = others
    return pages


def runs_of(text: str) -> Shingles:
    """Runs of four folded words, as hashes; a shorter text is one run, an empty one none."""
    words = _WORD.findall(fold(text))
    if len(words) <= SHINGLE_WORDS:
        return frozenset({hash(tuple(words))} if words else ())
    return frozenset(map(hash, zip(*(words[k:] for k in range(SHINGLE_WORDS)), strict=False)))


def sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence that offset ``at`` stands in."""
    first = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, at - LONGEST), at)), default=max(0, at - LONGEST))
    close = _SENTENCE_END.search(text, at, at + LONGEST)
    return first, close.start() if close else min(len(text), at + LONGEST)


def says(claim: Claim) -> tuple[object, ...]:
    """What a claim says, whoever says it: equal for a figure and its repetition."""
    if isinstance(claim, TollClaim):
        return claim.harm, claim.of, claim.lo, claim.hi
    return (claim.actor, claim.stance) if isinstance(claim, ResponsibilityClaim) else (claim.id,)

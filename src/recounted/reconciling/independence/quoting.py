"""Quoting: a report that retells another newsroom's ("as the BBC reported", «сообщает ТАСС», « selon Le Parisien »).

In: a page. Out: the newsrooms that it names as its source in its first sentences or as a claim's speaker, with how many of its
figures rest on each. A report of which three quarters of the figures rest on one newsroom retells it; less is only quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recounted.model import Claim, ResponsibilityClaim, TollClaim
from recounted.packs.credits import Named, Newsroom
from recounted.reconciling.independence.page import LEAD, Page, says, sentence
from recounted.reconciling.speakers import newsroom_of

#: Share of a report's figures that rest on a newsroom from which the report is a retelling of it.
RESTS = 0.75
#: Code points within which a newsroom that another one cites stands behind it.
CHAIN = 90


class Quoted(NamedTuple):
    """A newsroom named as source: the words, how many of the report's figures rest on it, and how many there are."""

    newsroom: Newsroom
    words: str
    resting: int
    figures: int
    claims: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of figures; all where the report gives none."""
        return self.resting / self.figures if self.figures else 1.0


def quoted(page: Page) -> tuple[Quoted, ...]:
    """The newsrooms that a report names as source of what it tells, those with most of its figures first."""
    spans: dict[Newsroom, list[tuple[int, int]]] = {}
    words: dict[Newsroom, str] = {}
    for named, said in _cited_in_lead(page):
        spans.setdefault(named.newsroom, []).append(_cited_for(page.report.text, named.start))
        words.setdefault(named.newsroom, said)
    tolls: list[Claim] = [c for c in page.claims if isinstance(c, TollClaim)]
    told = tolls or [c for c in page.claims if isinstance(c, ResponsibilityClaim) and c.stance != "denied"]
    for claim in told:
        newsroom = newsroom_of(claim.speaker)
        if newsroom:
            spans.setdefault(newsroom, []).append((claim.start, claim.end))
            words.setdefault(newsroom, newsroom.name)
    found = []
    for newsroom, some in spans.items():
        resting = _resting(told, newsroom, some)
        if resting or not told:
            found.append(Quoted(newsroom, words[newsroom], len(resting), len(told), tuple(c.id for c in resting)))
    return tuple(sorted(found, key=lambda q: -q.resting))


def _cited_in_lead(page: Page) -> Iterator[tuple[Named, str]]:
    """Newsrooms that the lead names as its source, with the words. Of "TASS reports, citing Interfax" it is Interfax."""
    text, words = page.report.text, page.crediting
    previous: tuple[Named, str] | None = None
    for named in page.named:
        if named.start >= LEAD:
            break
        name = text[named.start : named.end]
        deeper = words.cue("citing", text, named.start)
        cue = deeper or words.cue("told", text, named.start) or words.cue("cited", text, named.start)
        pictured = words.credits_picture(text[max(0, named.start - CHAIN // 3) : named.start])
        if not pictured and (cue or words.reports(text, named.end)):
            if previous and not (deeper and _chained(text, previous[0], named)):
                yield previous
            previous = named, " ".join(f"{cue or ''}{name}".split())
    if previous:
        yield previous


def _chained(text: str, one: Named, other: Named) -> bool:
    return other.start - one.end <= CHAIN and sentence(text, one.start) == sentence(text, other.start)


def _cited_for(text: str, at: int) -> tuple[int, int]:
    """The sentence that offset ``at`` stands in; of "This was reported by X" the one before as well."""
    first, last = sentence(text, at)
    if at - first <= CHAIN // 2 and first:
        first = sentence(text, len(text[:first].rstrip(" \n.!?")) - 1)[0]
    return first, last


def _resting(told: list[Claim], newsroom: Newsroom, spans: list[tuple[int, int]]) -> list[Claim]:
    """The claims within some spans, and those in which the report itself repeats them elsewhere."""
    within = [c for c in told if any(i <= c.start < j for i, j in spans) and newsroom_of(c.speaker) in (None, newsroom)]
    said = {says(c) for c in within}
    return [c for c in told if c in within or (says(c) in said and (c.speaker is None or newsroom_of(c.speaker) == newsroom))]

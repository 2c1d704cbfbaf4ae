"""A report's text cut where its evidence begins and ends, so that spans that overlap are all to be seen.

In: a text and its spans. Out: lines of segments, each with the spans that cover it; put together again the segments are the
text, letter by letter. Nothing is rendered here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recounted.model import Reading


@dataclass(frozen=True, slots=True)
class Span:
    """Evidence: ``at`` names it within the report (m1.c3, m1.when), ``kind`` is a claim's type, when, where or speaker."""

    at: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under one set of spans. ``opens``: the spans that begin with it."""

    text: str
    spans: tuple[Span, ...]
    opens: tuple[str, ...]


def spans_of(reading: Reading) -> list[Span]:
    """All evidence of a reading, in the order of the text; a speaker is shown once however many claims it makes."""
    found: dict[tuple[str, int, int], Span] = {}
    for mention in reading.mentions:
        for kind, fact in (("when", mention.when), ("where", mention.where)):
            if fact:
                span = Span(f"{mention.id}.{kind}", kind, fact.start, fact.end)
                found.setdefault((kind, fact.start, fact.end), span)
        for claim in mention.claims:
            at = claim.id.partition(".")[2]
            found[at, claim.start, claim.end] = Span(at, claim.type, claim.start, claim.end)
            if who := claim.speaker:
                found.setdefault(("speaker", who.start, who.end), Span(f"{at}.speaker", "speaker", who.start, who.end))
    size = len(reading.report.text)
    return sorted((s for s in found.values() if 0 <= s.start < s.end <= size), key=lambda s: (s.start, -s.end, s.at))


def lines(text: str, spans: Sequence[Span]) -> Iterator[tuple[Segment, ...]]:
    """The text line by line, without the line ends."""
    cuts = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    covering = _covering(cuts, spans)
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield tuple(_segments(text, start, end, cuts, covering))
        start = end + 1


def _covering(cuts: Sequence[int], spans: Sequence[Span]) -> list[tuple[Span, ...]]:
    """The spans over each piece between two cuts, by a sweep from left to right."""
    opening = iter(spans)
    coming = next(opening, None)
    under: list[Span] = []
    found = []
    for cut in cuts:
        under = [s for s in under if s.end > cut]
        while coming is not None and coming.start <= cut:
            under.append(coming)
            coming = next(opening, None)
        found.append(tuple(under))
    return found


def _segments(text: str, start: int, end: int, cuts: Sequence[int], covering: Sequence[tuple[Span, ...]]) -> Iterator[Segment]:
    piece = bisect_right(cuts, start) - 1
    while start < end:
        stop = min(end, cuts[piece + 1])
        over = covering[piece]
        yield Segment(text[start:stop], over, tuple(s.at for s in over if s.start == start))
        start, piece = stop, piece + 1

"""Statements: every attribution of a text as character spans (source, cue, content), whether or not it tells of harm.

In: a text in a language with a pack. Out: Statements in order of their cues: the reader's own attributions, the same from which
claims get their speakers.

Example: ``statements("Police said two shops were hit.", "en")`` → source 0–6, cue 7–11, content ((12, 30),).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from recounted.packs import load_pack
from recounted.reading.dates.expressions import find_dates
from recounted.reading.numbers.quantities import find_amounts
from recounted.reading.sentences.cutting import cut
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attributed, Attribution
from recounted.reading.speakers.attribution import attribute
from recounted.reading.words.text import Text

#: Code points of the text, end exclusive.
Span = tuple[int, int]
#: Marks that belong to no statement where they stand at its edge.
EDGES = {",", ":", ";", "-", "–", "—", "."}


@dataclass(frozen=True)
class Statement:
    """Who (``source``), by which words (``cue``), says what (``content``: one or more spans, in order)."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]


def statements(text: str, lang: str) -> list[Statement]:
    """The attributions of a text; empty for a text without words. Raises PackError for a language without a pack."""
    document = cut(text, load_pack(lang))
    if not document.sentences:
        return []
    views = [View(document, s, find_amounts(document, s), find_dates(document, s)) for s in document.sentences]
    found = attribute(views)
    rows = [_statement(found, view, one) for view, row in zip(views, found.by_sentence, strict=True) for one in row]
    return sorted((r for r in rows if r), key=lambda r: r.cue)


def _statement(found: Attribution, view: View, one: Attributed) -> Statement | None:
    content = _content(found, view, one)
    if not content:
        return None
    tokens = view.tokens

    def span(i: int, j: int) -> Span:
        return tokens[i].start, tokens[j - 1].end

    return Statement(
        span(one.voice.i, one.voice.j) if one.voice.j > one.voice.i else None,
        span(one.cue.i, one.cue.j),
        tuple(span(i, j) for i, j in content),
    )


def _content(found: Attribution, view: View, one: Attributed) -> list[Span]:
    """The token spans of what is said: the cue's reach without source and cue, and the whole of the quotations beside it."""
    spans = [_trimmed(view, i, j) for i, j in one.parts()]
    kept = [s for s in spans if s[0] < s[1]]
    for number, speaker in found.quotations.items():
        if speaker is one:
            kept = _joined(kept, _with_marks(found.text, number))
    return sorted(kept)


def _with_marks(text: Text, number: int) -> Span:
    """The tokens of a quotation and its marks."""
    start, end = text.quotations[number]
    first = max(0, bisect_left(text.tokens, start, key=lambda t: t.start) - 1)
    last = next((k for k in range(first, len(text.tokens)) if text.tokens[k].start >= end), len(text.tokens) - 1)
    return first, last + 1


def _joined(spans: list[Span], new: Span) -> list[Span]:
    """Spans with one more; those that touch it (but for a quotation mark) become one with it."""
    apart = [s for s in spans if s[1] < new[0] or s[0] > new[1]]
    touching = [s for s in spans if s not in apart]
    return [*apart, (min([new[0], *(s[0] for s in touching)]), max([new[1], *(s[1] for s in touching)]))]


def _trimmed(view: View, i: int, j: int) -> Span:
    """Tokens i to j without commas, stops, conjunctions of the clause and empty edges."""
    while i < j and view.norm(i) in EDGES:
        i += 1
    that = view.at(i, "grammar", "clause")
    if that and that.j < j:
        i = that.j
    while j > i and view.norm(j - 1) in EDGES:
        j -= 1
    return i, j

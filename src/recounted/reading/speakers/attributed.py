"""Attributed: a cue with its speaker and the tokens that are theirs; all attributions of a report.

In: what ``attribution`` finds. Out: the answer to "who says token t?" (None: the report itself).
"""

from __future__ import annotations

from dataclasses import dataclass

from recounted.reading.speakers.words import MEDIA, Voice
from recounted.reading.words.text import Tag, Text


@dataclass(slots=True)
class Attributed:
    """A cue with its speaker; the tokens i to j are what the speaker says, but for the words of the attribution itself."""

    voice: Voice
    cue: Tag
    value: str
    i: int
    j: int

    def parts(self) -> list[tuple[int, int]]:
        """What is said, without the words of the attribution: before them, behind them."""
        here = self.i <= self.voice.i < self.j
        first = min(self.voice.i if here else self.cue.i, self.cue.i, self.j)
        end = max(self.voice.j, self.cue.j) if here else self.cue.j
        return [(i, j) for i, j in ((self.i, first), (end, self.j)) if i < j]

    def distance(self, token: int) -> int:
        """Tokens between the cue and a token it reaches."""
        return token - self.cue.j if token >= self.cue.j else self.cue.i - token


@dataclass
class Attribution:
    """All attributions of a report."""

    text: Text
    by_sentence: list[list[Attributed]]
    quotations: dict[int, Attributed]

    def speaker(self, sentence: int, token: int) -> tuple[Voice | None, Attributed | None]:
        """Who says the token: its quotation's speaker, else the nearest cue that reaches it, else None (reporter's voice)."""
        quotation = self.text.quoted[token]
        reaching = [a for a in self.by_sentence[sentence] if a.i <= token < a.j]
        cited = [a for a in reaching if a.value == "citing"]
        if cited:
            return cited[0].voice, cited[0]
        inside = [a for a in reaching if quotation == -1 or self.text.quoted[a.cue.i] == quotation]
        if quotation in self.quotations and not inside:
            return self.quotations[quotation].voice, None
        if not reaching:
            return None, None
        told = [a for a in reaching if a.cue.j <= token and a.voice.kind not in MEDIA]
        if told:  # "X put the toll at 40 dead and 80 injured, the agency Y reported": X's words, whoever passes them on
            reaching = [a for a in reaching if a.cue.j <= token or a.voice.kind not in MEDIA]
        nearest = min(reaching, key=lambda a: (a.distance(token), a.value not in {"say", "figure", "according"}))
        return nearest.voice, nearest

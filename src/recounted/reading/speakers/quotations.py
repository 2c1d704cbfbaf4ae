"""Quotations: whose each of a report's quotations is.

In: the Text, its Views and their attributions. Out: quotation → its attribution.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attributed
from recounted.reading.words.text import Text


def quotation_speakers(text: Text, views: list[View], by_sentence: list[list[Attributed]]) -> dict[int, Attributed]:
    """Each quotation's attribution: a cue beside it in the sentence where it begins or ends, or a colon that opens it.

    A quotation without one that follows on the words of another's attribution goes on with its speaker.
    """
    speakers: dict[int, Attributed] = {}
    for number, (start, end) in enumerate(text.quotations):
        told: list[Attributed] = []
        for view, attributions in zip(views, by_sentence, strict=True):
            first, last = text.tokens[view.i].start, text.tokens[view.j - 1].end
            if first > end + 1:
                break
            opens = view.tokens[view.j - 1].norm == ":" and 0 <= start - last <= 4
            if not opens and last < start:
                continue
            outside = [a for a in attributions if text.quoted[a.cue.i] != number]
            told = [a for a in outside if a.value != "deny"] or outside
            if told:
                break
        if told:
            speakers[number] = min(
                told, key=lambda a: min(abs(text.tokens[a.cue.i].start - end), abs(start - text.tokens[a.cue.j - 1].end))
            )
        elif number - 1 in speakers and _follows_on(text, views, number):
            speakers[number] = speakers[number - 1]
        elif them := _told_by_them(text, views, by_sentence, start):
            speakers[number] = them
    return speakers


def _told_by_them(text: Text, views: list[View], by_sentence: list[list[Attributed]], start: int) -> Attributed | None:
    """« … », a dit l'un d'eux: nobody known says it; it is theirs who spoke in the sentence before."""
    number = next((v.sentence.index for v in views if text.tokens[v.j - 1].end > start), 0)
    told = [t for t in views[number].tags("cue") if t.value in {"say", "citing"} and text.quoted[t.i] == -1]
    return by_sentence[number - 1][-1] if told and number and by_sentence[number - 1] and not by_sentence[number] else None


def _follows_on(text: Text, views: list[View], number: int) -> bool:
    """Does a quotation open the sentence behind the one that holds the end of the quotation before it?"""
    before, start = text.quotations[number - 1][1], text.quotations[number][0]
    index = next((v.sentence.index for v in views if 0 <= start - v.tokens[v.i].start <= 1), 0)
    return index > 0 and before >= text.tokens[views[index - 1].i].start - 1

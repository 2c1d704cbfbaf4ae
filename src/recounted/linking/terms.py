"""Terms: the rare words of a mention's sentences, by which two posts without a date are known to tell of one attack.

In: a report and one of its mentions. Out: numbers that stand for words, never the words: victims' and witnesses' names are among
them, and they are for comparing alone. A word counts by its first letters, so that its case and number do not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from recounted.model import Mention, Report
from recounted.packs.ordinary import ordinary_words, words_in

#: Characters before the first and behind the last words that a mention rests on, and in all.
_AROUND, _MOST = 250, 2000
#: Letters of a word that count.
_STEM = 6


def terms_of(report: Report, mention: Mention) -> frozenset[int]:
    """The rare words round what a mention rests on."""
    return coded(around(report, mention), report.lang)


def around(report: Report, mention: Mention) -> str:
    """The part of the text that they are taken from; empty for a mention that rests on no words."""
    spans = [(c.start, c.end) for c in mention.claims]
    spans += [(part.start, part.end) for part in (mention.when, mention.where) if part]
    if not spans:
        return ""
    start = max(0, min(first for first, _ in spans) - _AROUND)
    end = min(start + _MOST, max(last for _, last in spans) + _AROUND)
    return report.text[start:end]


def coded(text: str, lang: str | None) -> frozenset[int]:
    """The rare words of a text, as numbers; none in a language without a pack, of which no word is known to be ordinary."""
    ordinary = ordinary_words(lang)
    if not ordinary:
        return frozenset()
    return _numbers(word for word in words_in(text, lang) if word not in ordinary)


def _numbers(words: Iterable[str]) -> frozenset[int]:
    return frozenset(crc32(word[:_STEM].encode()) for word in words)

"""Cutting: a stored text into tokens, sentences and quotations, tagged with the pack's forms.

In: the stored text and a pack. Out: a Text whose tokens carry ``text[start:end]`` as printed. Nothing is changed or dropped.
"""

from __future__ import annotations

from itertools import pairwise

from recounted.packs.schema import Pack
from recounted.reading.sentences.datelines import after_dateline, wire_dateline
from recounted.reading.sentences.tagging import tag
from recounted.reading.words.text import Sentence, Text, Token, tokenize

SPEECH_DASHES = {"—", "–", "-"}
OPENING, CLOSING = "“„«‹", "”»›"
TERMINAL = {".", "!", "?", "…", "؟", "。"}
AFTER_STOP = set("”»›\"')]’")
#: Marks with which a sentence can end.
STOPS = TERMINAL | AFTER_STOP
#: Headline lines are shorter than this many characters (longest seen in news style guides: about 120).
HEADLINE_CHARS = 160


def cut(text: str, pack: Pack) -> Text:
    """Cut a stored text into tokens, sentences and quotations, and tag it with the pack's forms."""
    tokens = tokenize(text, pack)
    document = Text(text, pack, tokens, split_sentences(tokens, pack), find_quotations(text, tokens))
    for sentence in document.sentences:
        sentence.tags = tag(tokens, sentence.i, sentence.j, pack)
    return document


def split_sentences(tokens: list[Token], pack: Pack) -> list[Sentence]:
    """Sentences end at terminal punctuation before a fresh start, and at line breaks that are not mere wrapping."""
    blank_lines = "\n\n" in {t.gap for t in tokens}
    abbreviations = set(pack.option("abbreviations", ()))
    openers = {*pack.words("the"), *pack.words("no_speaker"), *pack.words("inserted_subject")}  # "at 5 a.m. | The bodies …"
    sentences: list[Sentence] = []
    begin = paragraph = 0
    wired = wire_dateline(tokens, 0)
    marks = [at for at, (token, after) in enumerate(pairwise(tokens), 1) if token.kind != "word" or "\n" in after.gap]
    for at in (*marks, len(tokens)) if tokens else ():
        before = tokens[at - 1].printed
        letters = len(before) > 2 and before[-1] == "." and at < len(tokens) and tokens[at].capital and tokens[at].norm in openers
        if at < len(tokens) and before not in STOPS and tokens[at].gap[:1] != "\n" and not letters:
            continue
        ends_paragraph = at == len(tokens) or _breaks_line(tokens, at, blank_lines)
        if not ends_paragraph and (at <= wired or not (letters or _ends_sentence(tokens, at, abbreviations))):
            continue
        line = "headline" if not sentences and ends_paragraph and _is_headline(tokens, begin, at) else "body"
        body = wired if begin < wired < at else after_dateline(tokens, begin, at)
        sentences.append(Sentence(len(sentences), begin, at, line, paragraph, body))
        begin = at
        paragraph += ends_paragraph
        wired = wire_dateline(tokens, begin) if ends_paragraph else begin
    return sentences


def _breaks_line(tokens: list[Token], at: int, blank_lines: bool) -> bool:
    gap = tokens[at].gap
    if gap == "\n\n":
        return True
    if gap != "\n":
        return False
    before = tokens[at - 1]
    if before.printed in TERMINAL or before.printed in AFTER_STOP:
        return True
    return not blank_lines and not tokens[at].printed[0].islower()


def _ends_sentence(tokens: list[Token], at: int, abbreviations: set[str]) -> bool:
    """Does a sentence end just before token ``at``?"""
    stop = at - 1
    while stop > 0 and tokens[stop].printed in AFTER_STOP and tokens[stop].gap == "":
        stop -= 1
    if tokens[stop].printed not in TERMINAL or stop == 0:
        return False
    after, before = tokens[at], tokens[stop - 1]
    if after.printed in AFTER_STOP and after.gap == "":
        return False
    fresh = not after.printed[0].islower()
    if tokens[stop].printed != ".":
        return fresh and after.gap != ""
    if before.norm in abbreviations or (len(before.printed) == 1 and before.printed.isupper()):
        return False
    if after.gap == "":
        return after.capital and before.printed[-1].islower() and len(before.printed) > 2 and after.kind == "word"
    return fresh and after.printed not in {",", ";", ")"}


def _is_headline(tokens: list[Token], i: int, j: int) -> bool:
    return j < len(tokens) and tokens[j - 1].printed not in {".", "…"} and tokens[j - 1].end - tokens[i].start < HEADLINE_CHARS


def _behind_dash(tokens: list[Token], dash: int) -> list[tuple[int, int]]:
    """Direct speech that a dash opens with a paragraph, up to the comma and dash before who said it («– …, – сказал X»)."""
    for k in range(dash + 2, len(tokens)):
        if tokens[k].gap == "\n\n" or tokens[k].printed in {*OPENING, *CLOSING, '"'}:
            break
        if tokens[k].printed in SPEECH_DASHES and tokens[k - 1].printed in {",", "!", "?"}:
            return [(tokens[dash].end, tokens[k - 1].start)]
    return []


def find_quotations(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """Spans of quoted words, without the marks. A quotation left open ends with its paragraph."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    mark = ""
    marks = ((number, token) for number, token in enumerate(tokens) if token.kind == "punct" or token.gap == "\n\n")
    for number, token in marks:
        if opened is None and token.printed in SPEECH_DASHES and (not number or token.gap == "\n\n"):
            spans += _behind_dash(tokens, number)
        if opened is not None and token.gap == "\n\n" and mark == '"':
            spans.append((opened, token.start))
            opened = None
        char = token.printed
        if len(char) != 1 or char not in '“”„«»‹›"':
            continue
        if opened is not None and (char in CLOSING or char == '"' or (char == "“" and mark == "„")):
            spans.append((opened, token.start))
            opened = None
        elif opened is None and (char in OPENING or char == '"'):
            opened, mark = token.end, char
    if opened is not None:
        spans.append((opened, len(text)))
    return spans

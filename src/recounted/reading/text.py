"""Text: a report's stored text cut into tokens, sentences, quotations and lines, every one with its offsets.

In: the stored text and a pack. Out: a Text whose tokens carry ``text[start:end]`` as printed. Nothing is changed or dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from recounted.packs.affixes import Affixes
from recounted.packs.schema import HIDES, Meaning, Pack
from recounted.packs.words import INVISIBLE, TOKEN, accented, fold
from recounted.reading.datelines import after_dateline, wire_dateline

SPEECH_DASHES = {"—", "–", "-"}
OPENING, CLOSING = "“„«‹", "”»›"
TERMINAL = {".", "!", "?", "…", "؟", "。"}
AFTER_STOP = set("”»›\"')]’")
#: The value of harm that dead and injured share.
BOTH_HARMS = "killed_or_injured"
#: Marks with which a sentence can end.
STOPS = TERMINAL | AFTER_STOP
#: Between the two halves of a form that may stand apart.
GAP = "…"
#: Tokens within which the second half closes the clause, and what ends one.
SPLIT_REACH = 26
CLAUSE_ENDS = frozenset({",", ";", ":", ".", "!", "?", "–", "—", "und", "sowie", "oder"})
#: Slots of nouns and of verbs whose forms differ by their capital alone.
NOUN_SLOTS, VERB_SLOTS = frozenset({"victims", "noun"}), frozenset({"verb", "participle", "intransitive"})
#: Headline lines are shorter than this many characters (longest seen in news style guides: about 120).
HEADLINE_CHARS = 160


@dataclass(slots=True)
class Token:
    """One printed piece; ``kind`` is word, number, date, clock, compound, acronym or punct; ``norm`` is folded.

    ``printed`` is ``text[start:end]``, but for a word that is contracted with the one before it (للجيش: ل, الجيش).
    """

    printed: str
    norm: str
    start: int
    end: int
    kind: str
    #: characters between this token and the one before it held a space, a line break or nothing: "", " ", "\n", "\n\n"
    gap: str
    #: starts with an upper-case letter
    capital: bool = False


@dataclass(slots=True)
class Tag:
    """A form of the pack found in the text: tokens ``i`` to ``j`` (exclusive, counted over the whole text) carry a meaning.

    ``category``, ``value`` and ``slot`` (of the pack, that the form stands in) are the meaning's, at hand: rules ask for them
    all the time.
    """

    i: int
    j: int
    meaning: Meaning
    category: str
    value: str
    slot: str

    @classmethod
    def of(cls, i: int, j: int, meaning: Meaning) -> Tag:
        """Tokens i to j, tagged with a meaning."""
        return cls(i, j, meaning, meaning.category, meaning.value, meaning.attrs.get("slot", ""))


@dataclass(slots=True)
class Sentence:
    """Tokens ``i`` to ``j`` (exclusive). ``line`` is headline or body; ``body`` is the first token after a dateline."""

    index: int
    i: int
    j: int
    line: str
    paragraph: int
    body: int
    tags: list[Tag] = field(default_factory=list)


@dataclass
class Text:
    """A whole text, cut and tagged."""

    text: str
    pack: Pack
    tokens: list[Token]
    sentences: list[Sentence]
    quotations: list[tuple[int, int]]

    def words(self, i: int, j: int) -> str:
        """The stored characters from token i to token j (exclusive); a contracted first word as it is written alone."""
        if j <= i:
            return ""
        first = self.tokens[i]
        printed = self.text[first.start : self.tokens[j - 1].end]
        return printed if printed.startswith(first.printed) else first.printed + printed[first.end - first.start :]

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The folded words that the text prints with a capital in the midst of a sentence."""
        starts = {s.body for s in self.sentences} | {s.i for s in self.sentences}
        return frozenset(t.norm for k, t in enumerate(self.tokens) if t.capital and t.kind == "word" and k not in starts)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The folded words that the text prints with a capital right behind another such word."""
        tokens = self.tokens
        return frozenset(t.norm for k, t in enumerate(tokens) if k and t.capital and t.kind == "word" and tokens[k - 1].capital)

    @cached_property
    def quoted(self) -> list[int]:
        """For each token, the number of its quotation, or -1."""
        inside = [-1] * len(self.tokens)
        spans = self.quotations
        number = 0
        for index, token in enumerate(self.tokens):
            while number < len(spans) and spans[number][1] < token.end:
                number += 1
            if number == len(spans):
                break
            if spans[number][0] <= token.start:
                inside[index] = number
        return inside


def cut(text: str, pack: Pack) -> Text:
    """Cut a stored text into tokens, sentences and quotations, and tag it with the pack's forms."""
    tokens = tokenize(text, pack)
    document = Text(text, pack, tokens, split_sentences(tokens, pack), find_quotations(text, tokens))
    for sentence in document.sentences:
        sentence.tags = tag(tokens, sentence.i, sentence.j, pack)
    return document


def tokenize(text: str, pack: Pack) -> list[Token]:
    """The tokens of a text in order."""
    tokens: list[Token] = []
    cut_words = pack.cut_words
    affixes: Affixes | None = pack.options.get("affixes")
    broken = affixes.broken(text) if affixes else {}
    accents = pack.option("apostrophe_accents")
    last = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if start < last:  # inside a word that stands broken up
            continue
        kind = match.lastgroup or "punct"
        gap = text[last:start]
        if gap not in ("", " "):
            breaks = gap.count("\n")
            gap = "\n\n" if breaks > 1 else "\n" if breaks else " " if gap.strip(INVISIBLE) else ""
        if affixes and start in broken:
            last = broken[start]
            for size, printed, norm in affixes.pieces(text[start:last], broken=True):
                kind = "number" if printed.isdecimal() else "word"
                tokens.append(Token(printed, norm, start, start + size, kind, gap, printed[0].isupper()))
                start, gap = start + size, ""
            continue
        last = end
        printed = match.group()
        if kind == "word" and accents and (accent := accented(text, end, accents, pack.index)):
            last = end + 1
            tokens.append(Token(text[start:last], accent, start, last, kind, gap, printed[0].isupper()))
        elif kind == "word":
            for size, part, norm, sort, capital in cut_words[printed]:
                tokens.append(Token(part, norm, start, start + size, sort, gap, capital))
                start, gap = start + size, ""
        else:
            kind = "date" if kind == "sep" else kind
            tokens.append(Token(printed, fold(printed), start, end, kind, gap, printed[0].isupper()))
    return tokens


def tag(tokens: list[Token], i: int, j: int, pack: Pack) -> list[Tag]:
    """The pack's forms in tokens i to j.

    Of one category (of closed-class words: one value) the longest form wins, and it hides shorter ones inside it.
    """
    found: list[Tag] = []
    apart: list[Tag] = []
    covered: dict[str, int] = {}
    norms = tuple([token.norm for token in tokens[i:j]])
    index, met, end = pack.index, pack.met, j - i
    for at, norm in enumerate(norms):
        entry = met.get(norm)
        if entry is None:
            if norm not in index:
                continue
            entry = pack.meet(norm)
        alone, longer = entry
        if longer:
            if GAP in longer:
                apart += _split_verbs(tokens, i + at, j, [(row[0][2:], row[5]) for row in longer[GAP]])
            if at + 1 < end and (rows := longer.get(norms[at + 1])):
                longest: dict[str, int] = {}
                for words, key, category, value, slot, meaning in rows:
                    size = len(words)
                    if size < longest.get(key, 0) or at + size <= covered.get(key, 0):
                        continue
                    if size > 2 and words != norms[at : at + size]:
                        continue
                    if value == BOTH_HARMS and slot == "victims" and _counted(tokens, i + at + size, j, pack):
                        continue
                    longest[key] = size
                    if slot != HIDES:
                        found.append(Tag(i + at, i + at + size, meaning, category, value, slot))
                for key, size in longest.items():
                    covered[key] = max(covered.get(key, 0), at + size)
        for _, key, category, value, slot, meaning in alone:
            if covered.get(key, 0) <= at:
                found.append(Tag(i + at, i + at + 1, meaning, category, value, slot))
    found = _by_case(found, tokens, i, j) if pack.option("nouns_capital") else found
    return sorted(found + apart, key=lambda t: t.i) if apart else found


def _counted(tokens: list[Token], k: int, j: int, pack: Pack) -> bool:
    """Does a number follow ("left 15 people dead and injured | at least 20")? Each harm then has its own."""
    from recounted.reading.quantity_words import begins_count  # noqa: PLC0415 - it reads texts cut here

    return begins_count(pack, tokens, k, j)


def _split_verbs(tokens: list[Token], k: int, j: int, rows: list[tuple[tuple[str, ...], Meaning]]) -> Iterator[Tag]:
    """Verbs whose second half closes the clause (kamen … um). The tag stands where the whole verb would: a verb before its
    object, any other form at the end.
    """
    for tail, meaning in rows:
        for at in range(k + 1, min(j, k + SPLIT_REACH) - len(tail) + 1):
            if tokens[at].norm in CLAUSE_ENDS:
                break
            end = at + len(tail)
            if all(tokens[at + n].norm == word for n, word in enumerate(tail)) and (
                len(tail) > 1 or end == j or tokens[end].kind == "punct" or tokens[end].norm in CLAUSE_ENDS
            ):
                opens = meaning.attrs.get("slot") in {"verb", "idiom", "both"}
                yield Tag.of(k, k + 1, meaning) if opens else Tag.of(at, end, meaning)
                break


def _by_case(found: list[Tag], tokens: list[Token], i: int, j: int) -> list[Tag]:
    """Where nouns have capitals, a form in the other case is another word: die Verletzten, sie verletzten."""
    kept = []
    for one in found:
        token = tokens[one.i]
        noun, verb = one.slot in NOUN_SLOTS, one.slot in VERB_SLOTS
        if one.j - one.i == 1 and token.kind == "word" and (noun or verb):
            adjective = one.j < j and tokens[one.j].capital  # „28 verletzte Soldaten“
            twin = any(t.i == one.i and t.slot in NOUN_SLOTS and t.category == one.category for t in found) if verb else False
            if (noun and not token.capital and not adjective) or (verb and token.capital and (one.i > i or twin)):
                continue
        kept.append(one)
    return kept


def split_sentences(tokens: list[Token], pack: Pack) -> list[Sentence]:
    """Sentences end at terminal punctuation before a fresh start, and at line breaks that are not mere wrapping."""
    blank_lines = any(t.gap == "\n\n" for t in tokens)
    abbreviations = set(pack.option("abbreviations", ()))
    openers = {*pack.words("the"), *pack.words("no_speaker"), *pack.words("inserted_subject")}  # "at 5 a.m. | The bodies …"
    sentences: list[Sentence] = []
    begin = paragraph = 0
    wired = wire_dateline(tokens, 0)
    for at in range(1, len(tokens) + 1):
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
    for number, token in enumerate(tokens):
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

"""Wires: the newsroom that a text credits for itself, in its dateline, its byline or at its end.

In: a page. Out: credits, in the order of the text. "SULACO (AFP) -", "Source: Reuters", « avec l'AFP », a last line "EFE" are
credits; "a neighbour told Reuters" and the credit of a picture are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from recounted.packs.credits import Named, Newsroom
from recounted.reconciling.independence.page import TAIL, Page

#: Code points at either end of a text in which it is credited; of a line that is a credit; before the agency in a dateline.
HEAD, LINE, DATELINE = 240, 110, 70
#: Code points that a sentence has at least, and a place's name at most.
SENTENCE = 25
#: What ends a sentence or opens a bracket, and so begins the fragment in which a credit stands.
_BREAKS = re.compile(r"[.!?؟…»”)\n(|–—]\s*|\s-\s")
_DASH_BEHIND = re.compile(r"\s*[)/]?\s*[-–—:|]")
_CLOSES = re.compile(r"\s*[,/;&)\]]|\s+[-–—]|\s*$")
#: A text's copyright; at its beginning a picture's.
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright)[\s\d©:,–-]*(?:by\s+)?(?:the\s+)?$", re.IGNORECASE)
_FEW_WORDS = re.compile(r"[\W\d_]*(?:[^\W\d_]+[\W\d_]*)?")


class Credit(NamedTuple):
    """A newsroom credited for the text, with the words as printed."""

    newsroom: Newsroom
    words: str
    start: int


def wire_credits(page: Page) -> tuple[Credit, ...]:
    """The newsrooms that a text credits for itself, each once, in order."""
    text = page.report.text
    found: dict[Newsroom, Credit] = {}
    for named in page.named:
        at_end = named.start >= len(text.rstrip()) - TAIL
        if (named.end <= HEAD or at_end) and named.newsroom not in found:
            words = next(_credits(page, named, at_end=at_end), None)
            if words:
                found[named.newsroom] = Credit(named.newsroom, " ".join(words.split()), named.start)
    return tuple(found.values())


def _credits(page: Page, named: Named, *, at_end: bool) -> Iterator[str]:
    """The words of a credit, by each kind of credit that this name stands in; none for a picture's."""
    text = page.report.text
    first, last = text.rfind("\n", 0, named.start) + 1, text.find("\n", named.end)
    before, after = text[first : named.start], text[named.end : last if last >= 0 else len(text)]
    if _of_a_picture(page, before, after) or page.crediting.gave_part(text, named.end):
        return
    name = text[named.start : named.end]
    agency = named.newsroom.kind == "agency"
    if before.rstrip().endswith("(") and _CLOSES.match(after) and not _explains(page, named, before):
        opens = len(before) <= DATELINE and (len(after) >= SENTENCE or not before.strip(" ("))
        if (agency and opens) or (at_end and len(after) <= LINE // 2):
            yield f"({name})"
    if agency and not (before + after).strip(" \t/.*[]–—-"):
        yield name
    if at_end and named.end > HEAD:
        yield from _named_as_source(page, named, before, after, at_end=True)
        return
    if agency and before.rstrip().endswith("/") and after.lstrip().startswith("/") and len(before) <= DATELINE:
        yield f"/{name}/"
    if agency and _DASH_BEHIND.match(after) and (not before.strip() or _dateline(before)):
        yield f"{name} -"
    if agency and _dateline(before) and (after.startswith(".") or (not after.strip() and len(before) <= SENTENCE)):
        yield name
    if agency and before.rstrip().endswith("/") and not after.strip() and len(before) <= DATELINE:
        yield f"/ {name}"
    if len(before + name + after) <= LINE and not before.strip(" \t([–—-|•*") and _FEW_WORDS.fullmatch(after) and agency:
        yield name
    yield from _named_as_source(page, named, before, after, at_end=at_end)


def _named_as_source(page: Page, named: Named, before: str, after: str, *, at_end: bool) -> Iterator[str]:
    """A credit by its words: a fragment that begins with them, or that closes its line without a full stop."""
    text = page.report.text
    cue = page.crediting.cue("first", text, named.start) or page.crediting.cue("credit", text, named.start)
    name = text[named.start : named.end]
    if at_end and (holder := _COPYRIGHT.search(before)):
        yield f"{holder.group()}{name}"
    elif cue:
        breaks = [m.end() for m in _BREAKS.finditer(before)]
        fragment = before[breaks[-1] if breaks else 0 :]
        opens, closes = len(fragment.strip()) <= len(cue.strip()) + 1, not after.strip(" )]»\t|")
        if len(after) <= LINE // 2 and (opens or (at_end and closes and len(fragment) <= LINE // 2)):
            yield f"{cue}{name}"
    elif (at_end or "\n" not in text[: named.start]) and re.search(r"(?:\s[-–—]|[|—–])\s*$", before) and not after.strip():
        yield f"– {name}"


def _of_a_picture(page: Page, before: str, after: str) -> bool:
    """A caption: a short line, or the bracket around the name, with a word for a picture."""
    opened = before.rfind("(")
    inside = before[opened:] + after.partition(")")[0] if opened > before.rfind(")") else ""
    beside = (inside, before[-30:] + " " + after[:12], before + " " + after if len(before) + len(after) <= LINE else "")
    return any(page.crediting.credits_picture(part) for part in beside if part.strip())


def _explains(page: Page, named: Named, before: str) -> bool:
    """Does the bracket give the short name of a newsroom named before it, "the state news agency (SANA)"?"""
    words = before.rstrip("( \t")
    ends = named.start - (len(before) - len(words))
    return page.crediting.named_behind(words) or any(n.end == ends for n in page.named)


def _dateline(before: str) -> bool:
    """Is it a dateline up to the agency's name: short, no sentence, a dash or comma last ("SULACO, 3 мар —")?"""
    return len(before) <= DATELINE and re.search(r"^[^.!?\n]{2,}\.?\s*[-–—/,]\s*$", before) is not None

"""Credits: who is named beside what is said, without a verb of saying that reaches it.

In: a View and the report's Memory of speakers. Out: the speaker before a colon that opens a sentence ("Police: five killed"), the
one behind the dash that closes it ("Five killed – police"), and the sentences that "This was reported by X" speaks of.
"""

from __future__ import annotations

from recounted.packs.schema import Meaning
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.speakers.figures import tells_more
from recounted.reading.speakers.memory import Memory
from recounted.reading.speakers.names import quoted_name, voice_after, voice_before
from recounted.reading.speakers.words import Voice
from recounted.reading.words.text import Tag

#: Tokens of the longest phrase before such a colon, or behind such a dash.
REACH = 12
#: Tokens between what was told and those by whom ("revised upwards this morning by …").
BY_REACH = 8
#: Marks that end a sentence, but no title.
FULL_STOPS = {".", "!", "?", "…"}
#: What may stand between the second of two sources and its figure, and the most tokens of it.
LINKS = {",", ":", "—", "–"}
LINK_WORDS = ("of", "reach", "from", "by")
MAX_LINK = 3
#: What a credit holds none of: it tells of nothing.
TELLING = ("harm", "attack", "cue", "scope")


def opening_speaker(view: View, memory: Memory) -> tuple[Voice, Tag, int, int] | None:
    """A speaker before a colon that opens the sentence: (voice, its role, first and last token of what it says)."""
    start = view.sentence.body if view.norm(view.sentence.body - 1) != ":" else view.i  # "UN: …", which is no dateline
    colon = next((k for k in view.hard if start <= k < start + REACH and view.tokens[k].printed == ":"), None)
    if colon is None or colon + 1 >= view.j or _tells(view, start, colon):
        return None
    role = next(view.inside(start, colon, "speaker"), None)
    voice = voice_before(view, colon, memory) if role else None
    return (voice, role, colon + 1, view.j) if voice and role and voice.i <= role.i else None


def closing_speaker(view: View, memory: Memory) -> tuple[Voice, Tag, int, int] | None:
    """A speaker behind the dash that closes the sentence, or a title: a role, or in a title a mere name; in a title also behind
    a colon ("20 killed: police") or in brackets.
    """
    title = view.norm(view.j - 1) not in FULL_STOPS
    end = view.j if title else view.j - 1
    if title and (signed := _signed(view, memory)):
        return signed
    behind = max(view.i, end - REACH)
    dash = next((k for k in reversed(view.dashes) if behind < k < end and view.tokens[k].gap), None)
    if dash is None or dash + 1 >= end or dash not in view.hard or _tells(view, dash + 1, end):
        return None
    if view.at(dash + 1, "people") and (not title or _speaks_of_some(view, dash)):
        return None  # "one of the dead — a journalist"
    if not (view.tokens[dash + 1].capital or view.over(dash + 1, "speaker")):
        return None  # "two — on the way to hospital"
    named = (
        (title or view.norm(dash - 1) == "," or view.sentence.index == 0)
        and view.tokens[dash + 1].capital
        and not view.tokens[dash - 1].capital
    )
    if not (named or view.has(dash + 1, end, "speaker")):
        return None
    voice = voice_after(view, dash + 1, memory)
    if voice is None or voice.pronoun or voice.j < end:
        return None
    return voice, Tag.of(dash, dash + 1, Meaning("cue", "say")), view.i, dash


def _signed(view: View, memory: Memory) -> tuple[Voice, Tag, int, int] | None:
    """Who stands at the end of a title, behind a colon or in brackets: words for a speaker, and a name at most."""
    bracket = view.norm(view.j - 1) == ")"
    end = view.j - bracket
    marks = range(end - 1, max(view.i, end - REACH), -1) if bracket else reversed(view.hard)
    mark = next((k for k in marks if view.norm(k) == ("(" if bracket else ":")), None)
    if mark is None or end - mark > REACH or not _reports(view, mark) or _tells(view, mark + 1, end):
        return None
    role = next(view.inside(mark + 1, end, "speaker"), None)
    voice = voice_after(view, mark + 1, memory) if role else None
    if voice is None or voice.pronoun or voice.j != end:
        return None
    return voice, Tag.of(mark, mark + 1, Meaning("cue", "say")), view.i, mark


def _reports(view: View, end: int) -> bool:
    """Does something stand before token ``end`` that somebody may have said: a figure or a harm?"""
    return any(a.j <= end for a in view.amounts) or view.has(view.i, end, "harm")


def passive_speaker(view: View, memory: Memory) -> tuple[Voice, Tag, int, int] | None:
    """The one by whom "this was confirmed, today, | by X": of a sentence that speaks of what stands before it."""
    this = view.at(view.sentence.body, "grammar", "about_this")
    by = next((t for t in view.tags("grammar", "by") if this and t.i >= this.j), None)
    if this is None or by is None or not view.has(this.j, by.i, "grammar", "be") or view.has(this.j, by.i, "harm"):
        return None
    voice = voice_after(view, by.j, memory)
    return None if voice is None or voice.pronoun else (voice, by, voice.j, view.j)


def given_by(view: View, start: int, memory: Memory) -> Voice | None:
    """« según el último balance de víctimas aportado este jueves | por X »: who gave the tally that stands behind "according"."""
    by = next((t for t in view.tags("grammar", "by") if start < t.i < start + REACH), None)
    if by is None or not any(t.slot == "tally" for t in view.inside(start, by.i, "harm")):
        return None
    if any(view.tokens[k].kind == "punct" for k in range(start, by.i)):
        return None
    voice = voice_after(view, by.j, memory)
    return None if voice is None or voice.pronoun else voice


def given_on_a_day(view: View, cue: Tag, memory: Memory) -> tuple[Voice | None, Tag]:
    """« un bilan rapporté jeudi | par X », « revu à la hausse | par X »: whoever stands behind "by", and the whole cue."""
    by = next((t for t in view.tags("grammar", "by") if cue.j <= t.i <= cue.j + BY_REACH), None)
    if by is None or any(view.has(cue.j, by.i, category) for category in ("harm", "attack", "cue", "people", "speaker")):
        return None, cue
    if any(by.j <= a.i <= by.j + 1 for a in view.amounts):  # „sprach | von mindestens 31 Toten“
        return None, cue
    if cue.value not in {"say", "figure"} or any(view.tokens[k].kind == "punct" for k in range(cue.j, by.i)):
        return None, cue
    voice = voice_after(view, by.j, memory)
    speaks = voice is not None and not voice.pronoun and view.has(voice.i, voice.j, "speaker")
    return voice if speaks else None, Tag.of(cue.i, by.j, cue.meaning)


def second_source(view: View, figure: int) -> Tag | None:
    """The role that gives a figure without a verb of its own, behind another's ("…, the hospital 17", « l'hôpital de 17 »)."""
    told = [t.j for t in view.tags("cue") if t.value in {"say", "figure", "according"}]
    if not told or not view.tags("speaker"):
        return None
    k = figure
    while figure - k < MAX_LINK and (view.norm(k - 1) in LINKS or any(view.over(k - 1, "grammar", g) for g in LINK_WORDS)):
        k -= 1
    named = quoted_name(view, k - 1)  # «скорая помощь «Звезда» — 34 раненых»
    role = view.ending(named[0] if named else k, "speaker")
    if role is None or role.j == view.j:
        return None
    i = role.i
    while view.over(i - 1, "grammar", "article") or view.ending(i, "country", slots=("adjectives",)):
        i -= 1
    opened = view.norm(i - 1) in {",", ";", *DASHES} or any(view.over(i - 1, "grammar", g) for g in ("conjunction", "clause"))
    return role if opened and min(told) <= i else None


def speaks_of(views: list[View], number: int) -> list[int]:
    """The sentences that "This was reported by X" credits to X: those before it in its paragraph, else in the one before."""
    view = views[number]
    back = next(iter(view.tags("grammar", "about_this")), None)
    figure = view.at(view.sentence.body, "grammar", "this_figure") if view.tags("grammar", "this_figure") else None
    if back is None and figure and not tells_more(view, figure):
        back = figure
    if back is None or (back.i - view.sentence.body > 1 and view.tags("harm")):
        return []
    at = number - 1
    paragraph = views[at].sentence.paragraph if at >= 0 else None
    found = []
    while at >= 0 and views[at].sentence.paragraph == paragraph and views[at].sentence.line != "headline":
        found.append(at)
        at -= 1
    return found


def _tells(view: View, i: int, j: int) -> bool:
    return any(i <= a.i < j for a in view.amounts) or any(view.has(i, j, category) for category in TELLING)


def _speaks_of_some(view: View, dash: int) -> bool:
    """Does a part of the victims stand before the dash ("among the dead —", "one of them —")?"""
    return any(view.over(dash - 1, "grammar", value) for value in ("including", "of_them", "after_part", "be"))

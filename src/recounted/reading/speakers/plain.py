"""Plain speakers: people without a name or office that the pack knows, called by a common noun ("two bakers", « leurs proches »).

In: a View and the cue that they stand beside. Out: a Voice, or none. What says something is known by where it stands: it opens
the clause of a verb of saying, or follows "according to". Nouns of harm, attacks and figures say nothing.
"""

from __future__ import annotations

from recounted.reading.sentences.view import DASHES, View
from recounted.reading.speakers.names import skip_back, stops
from recounted.reading.speakers.words import Voice, describe
from recounted.reading.words.text import Tag

#: Tokens of the longest such phrase.
REACH = 8
#: Words of the longest name.
NAME_WORDS = 5
#: Marks that open a clause or a quotation, or close one.
MARKS = {",", ";", ":", "(", *DASHES, "«", "»", "“", "”", "„", '"'}
#: What people that tell of something are not called by.
NO_SPEAKERS = ("harm", "attack", "weapon", "scope")
#: Fewest letters of a noun.
LETTERS = 3


def plain_before(view: View, cue: Tag) -> Voice | None:
    """The noun phrase that opens the clause of a verb of saying ("the baker's son | said that")."""
    end = i = skip_back(view, cue.i)
    while i > view.i and end - i < REACH and not _bounds(view, i - 1):
        i -= 1
    if i > view.i and i != view.sentence.body and not _opens(view, i):
        return None
    told = _tells(view, cue)
    return _voice(view, i, end, said=told) if told or view.text.pack.option("that_left_out") else None


def plain_after(view: View, start: int) -> Voice | None:
    """The people behind "according to" (« selon | ses voisins »)."""
    j = start
    while j < view.j and j - start < REACH and not _bounds(view, j):
        if j > start and (view.over(j, "spatial") or any(a.i == j for a in view.amounts)):
            break
        j += 1
    return _voice(view, start, j, said=False)


def caseless_before(view: View, cue: Tag) -> Voice | None:
    """«رئيس الوزراء سالم الحداد | قال»: where no capital shows a name, an office, its name and the verb."""
    if "affixes" not in view.text.pack.options:
        return None
    i = end = skip_back(view, cue.i)
    while i > view.i and end - i <= NAME_WORDS and _unknown(view, i - 1):
        i -= 1
    office = view.ending(i, "speaker")
    topic = office is not None and (office.i - 1 == view.sentence.body or view.norm(office.i - 2) == ",")  # «أما | المرصد فأحصى»
    if office is None or (i == end and not (topic or view.is_word(office.i - 1, "leading"))):
        return None
    while (longer := view.ending(office.i, "speaker")) or (longer := view.ending(office.i, "country")):
        office = longer
    return describe(view, office.i, end)


def _unknown(view: View, k: int) -> bool:
    """Is it a plain word of which the pack knows nothing?"""
    return view.tokens[k].kind == "word" and not any(t.category not in {"people", "stop_name"} for t in view.on(k))


def _bounds(view: View, k: int) -> bool:
    """Does token k end such a phrase: a mark, a verb, a day?"""
    mark = view.tokens[k].kind == "punct" and view.norm(k) not in {"-", "'", "’"}
    return mark or k in view.hard or stops(view, k) or any(d.i <= k < d.j for d in view.dates)


def _opens(view: View, i: int) -> bool:
    """Does a clause begin at token i?"""
    return view.norm(i - 1) in MARKS or any(view.over(i - 1, "grammar", word) for word in ("conjunction", "clause"))


def _tells(view: View, cue: Tag) -> bool:
    """Does a clause or a quotation follow the verb?"""
    return view.is_word(cue.j, "that") or view.norm(cue.j) in MARKS


def _voice(view: View, i: int, j: int, *, said: bool) -> Voice | None:
    """A phrase with people in it; where a clause tells what is said, any noun."""
    while i < j and (view.is_word(i, "leading") or view.over(i, "grammar", "conjunction") or view.over(i, "grammar", "clause")):
        i += 1
    if any(view.has(i, j, category) for category in NO_SPEAKERS) or any(view.is_word(k, "figure_noun") for k in range(i, j)):
        return None
    people = view.has(i, j, "people") or view.has(i, j, "kin")
    if view.has(i, j, "target") and not people:
        return None
    nouns = [k for k in range(i, j) if view.tokens[k].kind == "word" and len(view.norm(k)) >= LETTERS and _is_noun(view, k)]
    if not nouns or not (people or said):
        return None
    first = i + 1 if view.over(i, "grammar", "article") and i + 1 < j else i
    return Voice(i, j, None, view.text.words(first, j), "witness" if people else "unknown", None)


def _is_noun(view: View, k: int) -> bool:
    """Can the word be a noun: no small word of the pack's?"""
    small = view.over(k, "grammar") or view.over(k, "spatial") or view.over(k, "cue")
    return not (small or view.is_word(k, "no_speaker", "the", "demonstrative", "that", "inner", "there"))

"""Speakers: the phrases that name those who say so, before or after a cue.

In: a View and the report's Memory of speakers. Out: a Voice for the phrase before or after a cue. Nothing is guessed beyond the
words, but a later "he" or a bare surname is given the full name that the report printed before.
"""

from __future__ import annotations

from recounted.packs.affixes import Affixes
from recounted.reading.sentences.view import DASHES, View
from recounted.reading.speakers.appositions import MAX_PHRASE, apposition_follows
from recounted.reading.speakers.institutions import institution
from recounted.reading.speakers.marks import (
    before_brackets,
    before_insertion,
    before_short_name,
    caseless,
    describes,
    genitive_mark,
    is_medium,
    leads_to_day,
    name_behind_brackets,
    of_a_title,
    verb_behind_noun,
)
from recounted.reading.speakers.memory import Memory
from recounted.reading.speakers.objects import object_starts
from recounted.reading.speakers.pronouns import pronoun_voice
from recounted.reading.speakers.whole_phrases import whole_subject
from recounted.reading.speakers.words import CHANNELS, Voice, behind_its_leaders, describe, is_full_name

#: Marks around a quoted name, each with those that may close or open it.
QUOTE_MARKS = {
    "«": "»", "»": "«", "“": "”“„", "”": "“”„", "„": "“”", '"': '"', "‘": "’", "’": "‘", "'": "'",
}  # fmt: skip
#: Longest name between quotation marks, in tokens.
MAX_QUOTED = 5
#: Tokens of a relative clause between a speaker and the verb.
RESTRICTIVE = 8
#: Words of a name, ordinary ones too, before "that"; what no name is.
NAME_GOES_ON = 4
BOUNDS = ("harm", "attack", "weapon", "cue", "grammar")
#: Cues that a phrase for a speaker may hold.
NO_STOPS = {
    "suspect", "found", "earlier_figure", "rescue", "unconfirmed", "expectation", "exceed", "attribute", "intercepted",
    "supply", "debris", "defence",
}  # fmt: skip
PHRASE_CATEGORIES = {"speaker", "actor", "country", "people", "person_adjective", "place_noun", "force", "target", "kin"}


def voice_before(view: View, end: int, memory: Memory) -> Voice | None:
    """The speaker phrase that ends just before token ``end`` (auxiliaries and adverbs skipped), appositions included."""
    k = before_brackets(view, skip_back(view, end))
    if k > view.i and (relative := view.ending(k, "grammar", "relative")) and not view.is_word(k - 1, "oblique"):
        k = relative.i - (view.norm(relative.i - 1) == ",")  # „die Miliz, die | sich bekannte“
    if k > view.i and view.norm(k - 1) == ",":
        comma = before_relative(view, k - 1)
        voice = _apposed(view, comma, memory) if comma == k - 1 or _with_role(view, comma) else None
        k = comma + 1
        if voice:
            return voice
        k -= 1
    voice = _phrase_ending(view, k, memory) or _before_restrictive(view, k, memory)
    whole = whole_subject(view, k) if voice is None or not voice.pronoun else None
    if whole and (voice is None or voice.i >= whole[1].j or (voice.i > whole[0].i and voice.i <= whole[1].i and not voice.name)):
        return memory.remember(whole[0])
    if voice and voice.name and not voice.role and view.norm(voice.i - 1) == "," and view.text.pack.option("that_left_out"):
        return _apposed(view, voice.i - 1, memory) or voice  # "NAME, Superintendent of Police, | Tarvel told"
    return voice


def _before_restrictive(view: View, end: int, memory: Memory) -> Voice | None:
    """ "an official who asked not to be named | said": the one whom a relative clause without a comma tells of."""
    for k in range(end - 1, max(view.i, end - RESTRICTIVE), -1):
        if view.tokens[k].kind == "punct":
            return None
        if view.at(k, "grammar", "relative") and not view.over(k - 1, "speaker"):
            whole = whole_subject(view, k)
            return memory.remember(whole[0]) if whole else None
        if view.at(k, "grammar", "relative"):
            clause = next((m for m in range(k, view.i, -1) if view.tokens[m].kind == "punct"), view.i)
            told = view.is_word(k, "that") and view.has(clause, k, "cue")  # "told the agency that his staff | …"
            return None if told else _phrase_ending(view, k, memory)
    return None


def _with_role(view: View, comma: int) -> bool:
    """Does an apposition with a role, and no new name, end before the comma ("NAME, spokesman of the hospital |")?"""
    before = next((k for k in range(comma - 1, max(view.i, comma - MAX_PHRASE), -1) if view.norm(k) == ","), None)
    return before is not None and not view.tokens[before + 1].capital and view.has(before + 1, comma, "speaker")


def before_relative(view: View, comma: int) -> int:
    """The comma before a relative clause that a comma closes ("NAME, head of the hospital, where … were brought, | said")."""
    for k in range(comma - 1, max(view.i, comma - MAX_PHRASE), -1):
        if k in view.hard:
            break
        if view.norm(k) == ",":
            relative = view.at(k + 1, "grammar", "relative") or view.at(k + 1, "grammar", "clause")
            return k if relative and k > view.i and _inside_phrase(view, k - 1) else comma
    return comma


def _apposed(view: View, comma: int, memory: Memory) -> Voice | None:
    """NAME, head of the council, | said: the phrase before the paired comma, with its apposition."""
    limit = max(view.i, comma - MAX_PHRASE)
    for k in range(comma - 1, limit - 1, -1):
        if view.norm(k) == "," and not view.broken(k, comma):
            head = _phrase_ending(view, end := before_brackets(view, k), memory, remember=False)
            if head and head.j >= end and not head.name and view.norm(head.i - 1) == ",":  # "NAME, police chief, Tarvel, said"
                first = _phrase_ending(view, head.i - 1, memory, remember=False)
                head = first if first and first.name and " " in first.name and not first.pronoun else head
            if head is None and is_full_name(view, k + 1, comma):  # "the bureau's head, NAME NAME, | told"
                alone = describe(view, k + 1, comma)
                return memory.remember(alone) if alone else None
            if head and (head.j >= end or head.name):
                apposed = any(k < t.i < comma for t in view.tags("speaker"))
                name_follows = view.tokens[k + 1].capital and not head.name
                inner = describe(view, head.i, comma if apposed or name_follows else k)
                return memory.remember(inner) if inner else None
            return None
        if k in view.hard:
            return None
    return None


def _phrase_ending(view: View, end: int, memory: Memory, remember: bool = True) -> Voice | None:
    i = end
    unknown = 0
    while i > view.i and end - i < MAX_PHRASE:
        at = i - 1
        opened = quoted_name(view, at) or institution(view, at)
        if opened is not None:
            i = opened[0]
            continue
        token = view.tokens[at]
        if token.norm == ")" and view.norm(at - 2) == "(" and at - 2 > view.i:  # "the Office (GPO) | of Tarvel"
            i = at - 2
            continue
        if (token.kind == "punct" and token.norm not in {"-", "&", "."} and not genitive_mark(view, at)) or at in view.hard:
            break
        if any(d.i <= at < d.j for d in view.dates) or (view.over(at, "grammar", "by") and i < end and not _of_a_role(view, at)):
            break
        if stops(view, at) or (view.is_word(at, "leading") and not view.is_word(at, "inner") and i < end):
            break
        if i < end and _opened_by(view, i):
            break
        inside = _inside_phrase(view, at)
        if not inside:
            unknown += 1
            anchored = (
                any(_anchor(view, k) for k in range(at + 1, end)) or view.over(at, "grammar", "of") or view.norm(end) == "("
            )
            if unknown > 3 or not (anchored or describes(view, at)):
                break
        i = at
    i = _own_start(view, _trim(view, i, end), end)
    i = next((a.i for a in view.amounts if a.i < i < a.j), i)  # "at least two residents"
    voice = describe(view, *_unquoted(view, i, end)) if i < end else None
    if voice is None:
        return pronoun_voice(view, end, memory)
    return memory.remember(voice) if remember else voice


def _opened_by(view: View, i: int) -> bool:
    """Does a bare article open the phrase, behind a noun of which it is no part (« in un primo momento | i militari »)?"""
    if not view.is_word(i, "the") or view.over(i, "grammar", "of") or view.tokens[i].capital:
        return False
    before = view.tokens[i - 1]
    return before.kind == "word" and not before.capital and not view.on(i - 1)


def _of_a_role(view: View, at: int) -> bool:
    """Is the word that may mean "by" the "of" behind an office („die Staatsanwaltschaft | von X“)?"""
    return view.over(at, "grammar", "of") and view.ending(at, "speaker") is not None


def _own_start(view: View, i: int, end: int) -> int:
    """Where no capital shows a name, the phrase starts with the first word for a speaker; with a weapon in it, it is none."""
    if i >= end or not caseless(view, i) or not view.text.pack.option("verb_first"):
        return i
    if any(view.has(i, end, category) for category in ("weapon", "attack")) or any(a.i >= i and a.j <= end for a in view.amounts):
        return end
    return min((t.i for c in ("speaker", "actor", "country") for t in view.inside(i, end, c)), default=i)


def voice_after(view: View, start: int, memory: Memory) -> Voice | None:
    """The speaker phrase that starts at token ``start``, with an apposition after a comma."""
    start = j = behind_its_leaders(view, start)
    while j < view.j and j - start < MAX_PHRASE:
        token = view.tokens[j]
        quoted = quoted_name(view, j) or institution(view, j)
        if quoted is not None:
            j = quoted[1]
            continue
        if token.norm in {",", "("} and j > start and apposition_follows(view, start, j):
            j += 1
            continue
        if (token.norm == ")" and name_behind_brackets(view, start, j)) or (token.norm == "." and of_a_title(view, j)):
            j += 1
            continue
        if (
            (token.kind == "punct" and token.norm not in {"-", "&"} and not genitive_mark(view, j))
            or j in view.hard
            or (stops(view, j) and not view.at(j, "speaker"))
            or object_starts(view, start, j)
            or (j > start and _new_phrase(view, j) and not view.over(j, "speaker"))
            or (j > start and verb_behind_noun(view, j))
        ):
            break
        wide = caseless(view, j) or any(view.norm(k) in QUOTE_MARKS for k in range(j, j + 3))  # «местная ячейка „…“»
        near = any(_anchor(view, k) for k in range(j, min(j + (4 if wide else 3), view.j)))
        inside = _inside_phrase(view, j) or _anchor(view, j) or describes(view, j) or _name_goes_on(view, start, j)
        if not inside and (not near or j == start + 4):
            break
        j += 1
    j = max(_name_before_that(view, j), before_short_name(view, j)) if j > start else j
    j = _trim_end(view, start, j)
    if view.norm(j) == ")" and any(view.norm(k) == "(" for k in range(start, j)):
        j += 1
    i = _trim(view, start, j)
    voice = describe(view, *_unquoted(view, i, j)) if i < j else None
    return memory.remember(voice) if voice else pronoun_voice(view, start + 1, memory)


def _new_phrase(view: View, j: int) -> bool:
    """Does a bare article, a number or a day open the next phrase (« secondo Hamas | il raid … », "laut Polizei | drei")?"""
    if any(a.i == j and a.kind == "count" for a in view.amounts) or any(
        d.i == j or (d.i == j + 1 and not caseless(view, j)) for d in view.dates
    ):
        return True
    if view.over(j, "spatial") and view.norm(j + 1) in CHANNELS:  # « écrit l'organisation | sur Twitter »
        return True
    if view.is_word(j, "addressee") and any(view.at(k, "actor") or is_medium(view, k) for k in (j + 1, j + 2)):
        return True  # « por la policía | al X », « las autoridades | a la AFP »
    article = view.is_word(j, "the") or view.over(j, "grammar", "indefinite")
    bare = (
        article
        and not view.over(j, "grammar", "of")  # a genitive: "der Sprecher der Armee"
        and not view.tokens[j].capital
        and view.tokens[j - 1].kind in {"word", "acronym"}
        and not view.is_word(j - 1, "inner")
    )
    return (
        bare and not any(view.over(j - 1, "grammar", v) for v in ("of", "conjunction", "by")) and not view.over(j - 1, "spatial")
    )


def quoted_name(view: View, at: int) -> tuple[int, int] | None:
    """The tokens of a name between quotation marks whose first or last mark is token ``at`` («Талибан», 'El Comercio')."""
    mark = view.norm(at)
    if mark not in QUOTE_MARKS:
        return None
    for other in (*range(at + 2, at + 2 + MAX_QUOTED), *range(at - 2, at - 2 - MAX_QUOTED, -1)):
        if view.norm(other) in QUOTE_MARKS and view.norm(other) in QUOTE_MARKS[mark]:
            first, last = sorted((at, other))
            known = view.ending(first, "speaker") or view.at(first + 1, "actor")
            named = (view.tokens[first + 1].capital or (known and caseless(view, first + 1))) and all(
                view.tokens[k].kind in {"word", "acronym", "compound"} or (view.norm(k) in DASHES and k > first + 1)
                for k in range(first + 1, last)
            )
            plain = not any(stops(view, k) for k in range(first + 1, last))
            return (first, last + 1) if named and plain else None
    return None


def _name_goes_on(view: View, start: int, k: int) -> bool:
    """In a script without capitals: is token k, unknown to the pack, a word of the name behind a noun for a speaker?"""
    affixes: Affixes | None = view.text.pack.options.get("affixes")
    first = k
    while first > start and not view.over(first - 1, "speaker") and k - first < MAX_QUOTED:
        first -= 1
    if affixes is None or first == start:
        return False
    own = [m for m in range(first, k + 1) if not view.over(m, "country")]  # «وزير الداخلية الأوكراني | NAME NAME»
    return bool(own) and all(caseless(view, m) and view.norm(m) not in affixes.vocabulary for m in own)


def _name_before_that(view: View, j: int) -> int:
    """«قال الرائد سالم | حسن إن»: in a script without capitals, plain words between a speaker and "that" are the name's."""
    for end in range(j, min(j + NAME_GOES_ON, view.j)):
        if end > j and view.is_word(end, "that"):
            return end
        if not caseless(view, end) or any(view.over(end, category) for category in BOUNDS):
            break
    return j


def skip_back(view: View, end: int) -> int:
    """Step back over auxiliaries, adverbs, clitic pronouns and dates between subject and verb."""
    k = end
    while k > view.i:
        behind = (t for t in view.on(k - 1) if t.j == k and t.category == "grammar")
        named = view.tokens[k - 1].capital and k - 1 > view.sentence.body  # « Omar al | Ser contó »
        aux = None if named else next((t for t in behind if t.value in {"be", "have", "clitic", "adverb", "negation"}), None)
        date = next((d for d in view.dates if d.j == k), None)
        if aux:
            k = aux.i
        elif date and date.i > view.i:
            k = date.i
        elif (comma := before_insertion(view, k)) != k:
            k = comma
        elif (date is None and k < end and leads_to_day(view, k - 1) and any(d.i == k for d in view.dates)) or (
            view.is_adverb(k - 1)
        ):
            k -= 1
        else:
            break
    return k


def stops(view: View, at: int) -> bool:
    """Does the word at a token end a speaker phrase: a clause marker, a cue, a verb of harm or attack?"""
    named = view.over(at, "country")  # "US forces"
    inner = view.tokens[at].capital and (view.tokens[at - 1].capital or view.is_word(at - 1, "name_particle"))
    for tag in view.on(at):
        if tag.category == "grammar" and tag.value in {"clause", "relative", "be", "have", "this_figure"}:
            return not inner or at - 1 < view.sentence.body  # « Omar al | Ser »
        if tag.category == "grammar" and tag.value == "pronoun" and not (named and view.tokens[at].printed.isupper()):
            return not (view.over(at, "grammar", "possessive") and _inside_phrase(view, at + 1))  # "head of its council"
        if tag.category == "cue" and tag.value not in NO_STOPS:
            return not view.over(at, "speaker")
        harmed = tag.category == "harm" and tag.slot in {"verb", "intransitive", "participle", "event"}
        if harmed and not view.over(at, "speaker"):
            return True
        if tag.category == "attack" and tag.slot == "verb" and tag.j - tag.i == 1 and not view.tokens[at].capital:
            return True
    return False


def _inside_phrase(view: View, at: int) -> bool:
    token = view.tokens[at]
    if view.is_word(at, "inner") or (token.capital and token.kind in {"word", "acronym"}):
        return True
    if view.norm(at) in {".", "(", ")"}:
        return False
    if view.over(at, "spatial", "in"):
        return True
    return any(
        t.category in PHRASE_CATEGORIES or (t.category == "grammar" and t.value in {"article", "of", "by"}) for t in view.on(at)
    )


def _anchor(view: View, at: int) -> bool:
    token = view.tokens[at]
    if token.capital and token.kind in {"word", "acronym"} and (at > view.sentence.body or not view.has(at, at + 1, "stop_name")):
        return True
    return any(t.category in {"speaker", "country", "actor"} for t in view.on(at))


def _trim(view: View, i: int, j: int) -> int:
    """Drop leading prepositions and conjunctions."""
    while i < j and (
        (view.is_word(i, "inner") and not view.is_word(i, "the"))
        or (view.norm(i) in {",", *DASHES} or view.is_word(i, "leading"))
        or any(view.over(i, "grammar", small) for small in ("adverb", "by", "with"))
        or view.over(i, "cue", "earlier_figure")  # « in un primo momento | i militari »
        or (
            i + 1 < j
            and view.tokens[i + 1].capital
            and view.norm(i).endswith(view.text.pack.endings("compound_endings") or ("\0",))
        )
        or (i + 1 < j and not view.tokens[i].capital and view.at(i, "attack", slots=("noun",)) is not None)  # «після удару | X»
    ):
        i += 1
    return i


def _trim_end(view: View, i: int, j: int) -> int:
    """Drop trailing small words and marks, but for the mark that closes a quoted name; an article with its preposition."""
    article = view.ending(j, "grammar", "indefinite")
    if article and (place := view.ending(article.i, "spatial")):  # « le porte-parole | dans un communiqué »
        j = max(i, place.i)
    while j > i and (
        (view.is_word(j - 1, "inner") and not view.is_word(j - 1, "genitive"))
        or (view.over(j - 1, "grammar", "adverb") and not view.over(j - 1, "speaker"))
        or (view.tokens[j - 1].kind == "punct" and quoted_name(view, j - 1) is None)
    ):
        j -= 1
    return j


def _unquoted(view: View, i: int, j: int) -> tuple[int, int]:
    """A phrase that is a quoted name and nothing more, without its marks."""
    return (i + 1, j - 1) if j - i > 2 and quoted_name(view, i) == (i, j) else (i, j)

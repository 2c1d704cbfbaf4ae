"""Passages: which language each part of a text is in, so that each is read with its own pack.

In: a text and the language it is mostly in. Out: a blank copy of the text for every other language, in which the passages of that
language stand where they stood and all else is white space: every span of what is read there is a span of the text. A paragraph
is looked at as a whole, and by its sentences where it mixes alphabets. Short pieces stay with what stands before them: a name,
a headline or a slogan is not enough to tell a language by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from recounted.days import days_of, gap
from recounted.model import Claim, Mention, Place, TollClaim
from recounted.packs import has_pack, load_pack
from recounted.packs.language import detect
from recounted.places import distance_km

#: Letters from which on a passage of another alphabet, or of the same, is looked at.
LETTERS_OTHER = 25
LETTERS_SAME = 80
#: Two places of one incident told twice, in kilometres.
NEAR_KM = 30.0
#: A text of so many letters may change its language on the way.
LONG = 1_500
_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…۔؟]+[\"»”']*(?=\s)|(?=\n)|$)")
#: Letters of the alphabets that our packs use.
_LETTERS = {"Latn": "A-Za-zÀ-ɏ", "Cyrl": "Ѐ-ӿ", "Arab": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"}
_ALPHABETS = {name: re.compile(f"[{letters}]") for name, letters in _LETTERS.items()}


def _run_of_others(home: str) -> re.Pattern[str]:
    """A run of letters of other alphabets than the text's own."""
    others = "".join(letters for name, letters in _LETTERS.items() if name != home)
    return re.compile(f"(?:[{others}][^\\w\n]*){{{LETTERS_OTHER}}}")


_FOREIGN = {home: _run_of_others(home) for home in _LETTERS}


def may_be_mixed(text: str, lang: str) -> bool:
    """A quick look: has a text a run of another alphabet's letters, or does a long one end in another language?"""
    if _FOREIGN[_alphabet(lang)].search(text):
        return True
    return len(text) > LONG and detect(text[-LONG // 3 :]) not in (None, lang)


def _alphabet(lang: str) -> str:
    script = load_pack(lang).option("script") if has_pack(lang) else "Latn"
    return script if script in _LETTERS else "Latn"


def by_language(text: str, lang: str) -> dict[str, str]:
    """The text for its main language, then a blank copy with the passages of each other one. One entry where there is one."""
    found = [(start, end, other) for start, end, other in _units(text, lang) if other != lang]
    if not found:
        return {lang: text}
    parts = {lang: _without(text, [(start, end) for start, end, _ in found])}
    for other in dict.fromkeys(other for _, _, other in found):
        spans = [(start, end) for start, end, code in found if code == other]
        outside = list(pairwise([0, *(edge for span in spans for edge in span), len(text)]))[::2]
        parts[other] = _without(text, outside)
    return parts


def _units(text: str, lang: str) -> Iterator[tuple[int, int, str]]:
    """Passages with their language; what cannot be told has the main one."""
    home = _alphabet(lang)
    paragraphs = list(_PARAGRAPH.finditer(text))
    if len(paragraphs) == 1 and not _FOREIGN[home].search(text):  # its language is told by the whole of it
        return
    for paragraph in paragraphs:
        own, foreign = _letters(paragraph[0], home)
        mixed = own >= LETTERS_OTHER and foreign >= LETTERS_OTHER
        units = _SENTENCE.finditer(text, paragraph.start(), paragraph.end()) if mixed else (paragraph,)
        for unit in units:
            own, foreign = _letters(unit[0], home) if mixed else (own, foreign)
            tellable = own >= LETTERS_SAME or (foreign >= LETTERS_OTHER and foreign > own)
            yield unit.start(), unit.end(), (detect(unit[0]) or lang) if tellable else lang


def _letters(piece: str, home: str) -> tuple[int, int]:
    """How many letters of its own alphabet a piece has, and of the foreign one that it has most of."""
    counts = {name: len(letters.findall(piece)) for name, letters in _ALPHABETS.items()}
    return counts.pop(home), max(counts.values())


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with white space in place of the spans; line ends stay."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join((*pieces, text[at:]))


def join(read: Sequence[tuple[Mention, ...]], report_id: str) -> tuple[Mention, ...]:
    """The mentions of all passages: those of one incident become one, in the order of the languages; ids are counted anew."""
    prefix = report_id.removeprefix("sha256:")[:12]
    joined: list[list[Mention]] = []
    for mentions in read:
        others = list(joined)  # two incidents of one passage stay two
        for mention in mentions:
            same = next((group for group in others if _one_incident(group[0], mention)), None)
            if same is None:
                joined.append([mention])
            else:
                same.append(mention)
                others.remove(same)
    return tuple(_numbered(group, number, prefix) for number, group in enumerate(joined, 1))


def _one_incident(a: Mention, b: Mention) -> bool:
    days, other = (days_of(m.when.edtf) if m.when else None for m in (a, b))
    return (not days or not other or gap(days, other) == 0) and _one_place(a.where, b.where)


def _one_place(a: Place | None, b: Place | None) -> bool:
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= NEAR_KM + (a.radius_km or 0.0) + (b.radius_km or 0.0)


def _numbered(group: Sequence[Mention], number: int, prefix: str) -> Mention:
    first = group[0]
    claims: list[Claim] = []
    for mention in group:
        own = {claim.id: f"{prefix}.m{number}.c{len(claims) + k}" for k, claim in enumerate(mention.claims, 1)}
        claims += [_renamed(claim, own) for claim in mention.claims]
    return first.model_copy(
        update={
            "id": f"m{number}",
            "role": "main" if number == 1 else "background",
            "when": next((m.when for m in group if m.when), None),
            "where": next((m.where for m in group if m.where), None),
            "claims": tuple(claims),
        }
    )


def _renamed(claim: Claim, names: dict[str, str]) -> Claim:
    update: dict[str, str | None] = {"id": names[claim.id]}
    if isinstance(claim, TollClaim) and claim.part_of:
        update["part_of"] = names.get(claim.part_of)
    return claim.model_copy(update=update)

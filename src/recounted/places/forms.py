"""Case forms and attached words: from «в Харкові» to Харків, from «بالفاشر» to الفاشر, from "Ukraine's" to Ukraine.

In: a printed name. Out: ``stem``, equal for all case forms of a Cyrillic name, and ``stripped``, the name without what a
language attaches to it. Refuses to decline: both sides of a comparison are stemmed, so odd stems do no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache

from recounted.places.spelling import fold, script

#: Endings of nouns and adjectives in Russian and Ukrainian after ``fold`` (й is и, ї is і, ё is е), longest first. A name in -о,
#: -е, -и may be neuter, plural or an oblique case: all vowels go.
_ENDINGS = (
    "иями", "ього", "ьому", "ого", "его", "ому", "ему", "ыми", "ими", "іми", "ами", "ями", "ією", "иеи", "єю", "ым", "им", "ім",
    "ьоі", "ьою", "оі", "ои", "еи", "ою", "ею", "ую", "юю", "ая", "яя", "ое", "ее", "ые", "ие", "ии", "іи", "іі", "ыи", "ых",
    "их", "іх", "ом", "ем", "єм", "ам", "ям", "ах", "ях", "ью", "ия", "ию", "ія", "ію", "а", "я", "о", "е", "є",
    "у", "ю", "и", "і", "ы", "ь", "ъ",
)  # fmt: skip
#: The fewest letters that the stem of a word keeps, and of a name; below this, words of the language meet names.
_SHORTEST_STEM = 2
SHORTEST_NAME = 3
#: Suffixes of adjectives of places in Ukrainian and Russian with the endings of their cases, and the letters that what is before
#: them keeps.
SHORTEST_BASE = 4
_CASES = ("ий", "ого", "ому", "ім", "им", "а", "ої", "ій", "у", "ою", "ая", "ой", "ую", "ом", "ое")
_ADJECTIVES = tuple(
    suffix + ending
    for suffix in ("", "ськ", "ск", "івськ", "ївськ", "инськ", "їнськ", "анськ", "янськ", "овск", "евск", "инск", "анск", "янск")
    for ending in _CASES
)
#: і and о, ї and є alternate in Ukrainian stems (Харків, Харкові; Ріг, Рогу; Київ, Києві), and these consonants before -і.
_ALTERNATING = str.maketrans({"і": "о", "є": "о", "е": "о"})
_PALATAL = {"ц": "к", "з": "г", "с": "х"}

#: Ends of words that a case form may have: vowels and soft or hard signs.
_OPEN_ENDS = frozenset("аеиоуыэюяіїєьъ")

#: Begins a stem among the keys of the index; the families of spelling keys begin with other letters.
STEM = "c"

_ENGLISH = re.compile(r"['’]s?$")
#: Arabic: and, so, with, for, like, and for the, before the article or alone.
_ARABIC_CLITIC = re.compile(r"^(?:و|ف)?(?:ب|ك|ل)?(?=ال)|^(?:و|ف)?لل|^(?:و|ف)?[بكل](?!ال)|^[وف](?!ال)")


@lru_cache(maxsize=65536)
def stem(name: str) -> str | None:
    """The stem of a Cyrillic name, word by word; None for other scripts and for names too short to stem."""
    if script(name) != "cyrillic":
        return None
    stems = [stem_word(word) for word in fold(name).split()]
    return " ".join(stems) if max(map(len, stems), default=0) >= SHORTEST_NAME else None


def stems(name: str) -> tuple[str, ...]:
    """The stems under which a Cyrillic name is kept: a last consonant may be the name's own, no ending (Балах, Вифлеем)."""
    cut = stem(name)
    if cut is None:
        return ()
    *first, last = fold(name).split()
    if last[-1] in _OPEN_ENDS:
        return (cut,)
    return tuple(dict.fromkeys((cut, " ".join([*map(stem_word, first), _neutral(last)]))))


@lru_cache(maxsize=65536)
def stem_word(word: str) -> str:
    """The stem of one folded Cyrillic word."""
    cut = word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            cut = word[: -len(ending)]
            break
    return _neutral(cut)


def _neutral(cut: str) -> str:
    """A stem without what alternates in it."""
    last = cut[-1:]
    cut = cut[:-1] + _PALATAL.get(last, last)
    # The closed syllable's vowel: Харків, Харков(і).
    if len(cut) >= 2 and cut[-2] in "іє":
        cut = cut[:-2] + cut[-2].translate(_ALTERNATING) + cut[-1]
    return cut


def adjective_bases(name: str) -> tuple[str, ...]:
    """The names that an adjective in any case may be made of, (Циркунівська: Циркунів, Циркун, Циркунівськ …)."""
    ends = sorted((end for end in _ADJECTIVES if name.endswith(end)), key=lambda end: (end in _CASES, len(end)))
    cut = (name[: len(name) - len(end)] for end in ends)
    return tuple(base + vowel for base in cut if len(base) >= SHORTEST_BASE for vowel in ("", "а"))


def stripped(name: str) -> tuple[str, ...]:
    """The name without an English possessive, a German genitive or Arabic attached words; empty when there is none of these."""
    kind = script(name)
    found = []
    if kind == "latin":
        if _ENGLISH.search(name):
            found.append(_ENGLISH.sub("", name))
        elif name.endswith("s") and len(name) > 4:
            found.append(name[:-1])
    elif kind == "arabic":
        shorter = _ARABIC_CLITIC.sub("", name, count=1)
        if name.startswith(("لل", "ولل", "فلل")):
            shorter = "ال" + shorter
        if shorter != name and len(shorter) > 2:
            found.append(shorter)
    return tuple(found)

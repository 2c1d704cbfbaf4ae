"""Exonyms: names of the rest of the world as Arabic letters print them (خاركيف: Kharkiv, كريمنتشوك: Kremenchuk).

In: a Latin name (when the gazetteer is built), or a name in Arabic letters (when it is looked for). Out: keys in which the two
meet. Arabic writes a letter for nearly every vowel of a foreign name, but has three for them, no p or v, and lets e fall; g is
written as gh or as j. Refuses names in other letters, and short ones: too many words of Arabic would meet them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product

from recounted.places.letters import LATIN_SOUNDS

#: The first letter of these keys; no other family begins with it.
PREFIX = "x"
#: Sounds that a key has at least.
SHORTEST = 5
#: From this population on, a place of another country has a name that Arabic reports print.
PEOPLE = 5000
#: Countries whose wars Arabic reports follow down to the village.
FOLLOWED = frozenset(("UA", "RU", "AM", "AZ", "GE", "ML", "BF", "NE", "NG", "SO", "TD", "SS", "ET"))
#: Spellings of one name, by the vowels that fall.
SPELLINGS = 12

_SOUNDS = str.maketrans({"p": "b", "v": "f", "o": "u", "y": "i"})
_VOWELS = re.compile(r"([aeiu]+)")
_REPEATED = re.compile(r"(.)\1+")
_ARABIC = str.maketrans({
    "ب": "b", "پ": "b", "ت": "t", "ث": "t", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r", "ز": "s", "س": "s", "ش": "S",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "s", "ع": None, "غ": "h", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ک": "k", "گ": "h",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i", "ی": "i", "ى": "a", "ا": "a", "أ": "a", "إ": "i", "آ": "a",
    "ة": "a", "ء": None, "ؤ": "u", "ئ": "i", "چ": "S", "ـ": None, "ژ": "S",
})  # fmt: skip


def latin_keys(name: str) -> tuple[str, ...]:
    """The keys of a Latin name: with all its vowels, and without each e that Arabic may leave out; empty for other names."""
    if not name.isascii() or not name.replace(" ", "").replace("-", "").replace("'", "").isalpha():
        return ()
    words = [_spellings(word) for word in name.lower().replace("'", "").replace("-", " ").split()]
    found = (" ".join(row) for row in islice(product(*words), SPELLINGS))
    return tuple(dict.fromkeys(PREFIX + key for key in found if len(key) >= SHORTEST))


@lru_cache(maxsize=4096)
def arabic_pieces(word: str) -> tuple[str, ...]:
    """The sounds that a word in Arabic letters may stand for, most likely first."""
    text = "".join(c for c in unicodedata.normalize("NFC", word) if not unicodedata.combining(c))
    text = text.replace("تش", "ش").replace("دج", "ج")
    plain = [text.replace("ج", "ش"), text.replace("ج", "غ")] if "ج" in text else [text]
    return tuple(dict.fromkeys(_merged(_initial(one).translate(_ARABIC)) for one in plain))


def arabic_keys(words: Iterable[str]) -> tuple[str, ...]:
    """The keys under which a name in Arabic letters is looked for."""
    found = (" ".join(row) for row in islice(product(*map(arabic_pieces, words)), SPELLINGS))
    return tuple(dict.fromkeys(PREFIX + key for key in found if len(key) >= SHORTEST))


def _initial(text: str) -> str:
    """An alif that only carries the vowel behind it (إي, أو) is no sound of its own."""
    return text[1:] if text[:1] in {"ا", "أ", "إ"} and text[1:2] in {"و", "ي"} else text


def _merged(sounds: str) -> str:
    return _REPEATED.sub(r"\1", sounds)


def _spellings(word: str) -> list[str]:
    general = LATIN_SOUNDS["english_french"].sub(word).translate(_SOUNDS)
    parts = _VOWELS.split(_merged(general))
    ways = [_vowels(part, first=n == 1 and not parts[0]) if n % 2 else (part,) for n, part in enumerate(parts)]
    return list(dict.fromkeys(_merged("".join(row)) for row in islice(product(*ways), SPELLINGS)))


def _vowels(run: str, first: bool) -> tuple[str, ...]:
    """How Arabic may write a run of vowels: e as ي, or, where it stands alone inside a word, not at all."""
    written = _merged(run.replace("ie", "i").replace("e", "i"))
    return (written, "") if run == "e" and not first else (written,)

"""Names in one folded spelling, so that Kourylivka, Kurylivka and Курилівка compare as equal.

In: a printed name in any script. Out: a short key of ASCII letters and digits. Meant for comparing two accounts that
already agree on more than a name; it is too coarse to find a place in a gazetteer with (that is the places room's work).
"""

from __future__ import annotations

import re
from functools import lru_cache

# Longest first: each pair is one sound that transliterations spell differently.
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tch", "s"), ("ch", "s"), ("sh", "s"), ("zh", "s"), ("kh", "h"), ("gh", "h"), ("ts", "s"),
    ("tz", "s"), ("dj", "s"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("g", "h"), ("q", "k"), ("c", "k"), ("x", "ks"), ("w", "v"), ("z", "s"), ("j", "i"), ("y", "i"),
)  # fmt: skip
# Case endings of Slavic place names as printed in running text; the stem tells two names apart well enough.
_ENDING = re.compile(r"(?<=[a-z]{4})(?:[aeiou]|iu|oiu|om|em|ii|ei)$")


@lru_cache(maxsize=65536)
def folded(name: str | None) -> str:
    """The key of a name; "" for None and for names without a letter."""
    if not name:
        return ""
    from anyascii import anyascii  # noqa: PLC0415 - a table of 600 kB, only for those who link

    letters = re.sub(r"[^a-z0-9 ]+", "", anyascii(name).lower().replace("-", " "))
    return " ".join(key for word in letters.split() if (key := _word(word)))


def _word(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = re.sub(r"([a-z])\1+", r"\1", word)
    return _ENDING.sub("", word)


@lru_cache(maxsize=65536)
def surname(name: str | None) -> str:
    """The key of the last word of a person's name, which is what later sentences and other outlets repeat."""
    return folded(name).rpartition(" ")[2]


def slug(name: str | None) -> str:
    """Lower-case ASCII words joined by hyphens, for codes that people read; "" where nothing is left."""
    if not name:
        return ""
    from anyascii import anyascii  # noqa: PLC0415

    return "-".join(re.findall(r"[a-z0-9]+", anyascii(name).lower()))[:40].strip("-")

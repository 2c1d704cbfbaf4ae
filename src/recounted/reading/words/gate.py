"""The gate: does a text hold any word of harm? Most of the world's news does not, and must cost next to nothing.

A short text may also be the first post on an attack, which names a weapon and counts nobody yet.

One Aho-Corasick pass over the folded text with all harm forms of a pack; word boundaries are left to the reading proper.
"""

from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick

from recounted.packs import has_pack, load_pack
from recounted.packs.words import fold

#: Characters of a post. What is longer and holds no word of harm tells of something else.
POST_CHARS = 700


@cache
def _automaton(lang: str, kind: str) -> AhoCorasick:
    return AhoCorasick(list(getattr(load_pack(lang), kind)))


def tells_of_harm(text: str, lang: str) -> bool:
    """True if the text may tell of harm to people; False is certain. Who breaks words up to pass filters has harm to tell.

    A language without a pack may tell of anything.
    """
    if not has_pack(lang):
        return True
    folded, affixes = fold(text), load_pack(lang).options.get("affixes")
    if _automaton(lang, "triggers").find_matches_as_indexes(folded) or (affixes and affixes.broken(text)):
        return True
    return len(text) <= POST_CHARS and bool(_automaton(lang, "arms").find_matches_as_indexes(folded))

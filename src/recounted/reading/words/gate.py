"""The gate: does a text hold any word of harm? Most of the world's news does not, and must cost next to nothing.

One Aho-Corasick pass over the folded text with all harm forms of a pack; word boundaries are left to the reading proper.
"""

from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick

from recounted.packs import has_pack, load_pack
from recounted.packs.words import fold


@cache
def _automaton(lang: str) -> AhoCorasick:
    return AhoCorasick(list(load_pack(lang).triggers))


def tells_of_harm(text: str, lang: str) -> bool:
    """True if the text may tell of harm to people; False is certain. Who breaks words up to pass filters has harm to tell.

    A language without a pack may tell of anything.
    """
    if not has_pack(lang):
        return True
    affixes = load_pack(lang).options.get("affixes")
    return bool(_automaton(lang).find_matches_as_indexes(fold(text))) or bool(affixes and affixes.broken(text))

"""Text of strangers on a page: always text, never markup, and no character in it that acts on what stands around it.

In: any string out of a report, a file name, an actor. Out: what may stand in a page. Characters that turn the direction of
writing, control the terminal or hide are shown by their names; direction is isolated, so that an Arabic name stays whole in an
English line.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

#: What is shown by its name. Left alone: marks that only tell a neighbour's direction (LRM, RLM, ALM) and joiners, which Arabic,
#: Persian and Indic spelling needs (Unicode TR 9, 2.1-2.7; TR 36, 3.2).
_SIGNS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NAMES = {
    0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0x200B: "ZWSP", 0xFEFF: "BOM",
}  # fmt: skip


def plain(text: str) -> str:
    """For attributes and titles: signs are named in brackets. It is not escaped yet."""
    return _SIGNS.sub(lambda m: f"⟨{_name(m[0])}⟩", text)


def visible(text: str) -> Markup:
    """For the page: escaped, each sign named in a box of its own."""
    if not _SIGNS.search(text):
        return escape(text)
    parts, last = [], 0
    for sign in _SIGNS.finditer(text):
        box = Markup('<span class="sign" title="U+{:04X}">{}</span>').format(ord(sign[0]), _name(sign[0]))
        parts += [escape(text[last : sign.start()]), box]
        last = sign.end()
    return Markup("").join([*parts, escape(text[last:])])


def foreign(text: object) -> Markup:
    """A word or line out of a report: its direction is its own and ends with it."""
    return Markup(f'<bdi dir="auto">{visible(str(text))}</bdi>')  # escaped by ``visible``; ``format`` takes ten times as long


def _name(sign: str) -> str:
    return _NAMES.get(ord(sign)) or f"U+{ord(sign):04X}"

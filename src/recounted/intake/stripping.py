"""Stripping tags: the words of a page, when there is no telling the story from the rest.

In: markup. Out: its text, one line a block. Time is in proportion to the length whatever the markup is like; there is no tree, so
no depth of nesting matters. It does not judge what belongs to the story.
"""

from __future__ import annotations

import html
import re

#: Elements whose contents nobody reads on the page, and comments.
_UNSEEN = re.compile(r"<(script|style|noscript|template|svg|head|iframe|select|textarea|object)\b[^<>]*>|<!--", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike|strong"
    r"|sub|sup|time|tt|u|var|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
#: ``[^<>]*`` keeps a "<" in running text, and a tag that is never closed, from swallowing what follows.
_BLOCK = re.compile(r"</?[a-zA-Z][^<>]*>|<[!?][^<>]*>")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def strip_tags(markup: str) -> str:
    """The words of ``markup``, blocks on lines of their own, spaces and line ends made one."""
    words = _seen(markup.replace("\n", " "))
    words = _BLOCK.sub("\n", _INLINE.sub("", words))
    return _LINES.sub("\n", _SPACES.sub(" ", html.unescape(words))).strip()


def _seen(markup: str) -> str:
    """``markup`` without comments and without elements that are not seen; one that is never closed hides nothing."""
    parts: list[str] = []
    never_closed: set[str] = set()
    done = 0
    while found := _UNSEEN.search(markup, done):
        name = (found[1] or "").lower()
        end = None
        if name not in never_closed:
            end = re.compile(rf"</{name}\b[^<>]*>" if name else "-->", re.IGNORECASE).search(markup, found.end())
        if end is None:
            never_closed.add(name)
        parts.append(markup[done : found.start()])
        done = end.end() if end else found.end()
    parts.append(markup[done:])
    return "\n".join(parts)

"""Institutions: the whole name of a body, with the small words in it ("the Committee to Protect Journalists").

In: a View and a token. Out: the tokens of the name that covers it. For languages that write every word of such a name with a
capital: a word of the name may be a verb or a people elsewhere ("Protect", "Refugee"), and is none in it.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View

#: Tokens of the longest such name.
NAME_REACH = 10
#: Links between two words of a name: of two small words in a row only the second may be an article.
ROW = 2


def institution(view: View, k: int) -> tuple[int, int] | None:
    """The name of a body that covers token k: capitalised words and their links, with a noun for a body among them."""
    nouns = view.lists.get("institution")
    if not nouns or not view.i <= k < view.j or not (_own(view, k) or _link(view, k)):
        return None
    i = _back(view, k)
    j = _on(view, i)
    body = next((m for m in range(i, j) if view.norm(m) in nouns and view.tokens[m].capital), j)
    links = [m for m in range(i, body) if _link(view, m) and not view.over(m, "grammar", "conjunction")]
    i = links[-1] + 1 if links else i  # "General NAME NAME of the | Rapid Support Forces"
    return (i, j) if body < j and j - i > 1 and i <= k < j else None


def _own(view: View, k: int) -> bool:
    """Is it a capitalised word, and no article that only opens the sentence, no day?"""
    token = view.tokens[k]
    word = token.capital and token.kind in {"word", "acronym", "compound"}
    return word and not view.over(k, "grammar", "article") and not any(d.i <= k < d.j for d in view.dates)


def _link(view: View, k: int) -> bool:
    return view.is_word(k, "institution_link") and not view.tokens[k].capital


def _back(view: View, k: int) -> int:
    """The first word of the run that token k is in."""
    i = k
    while i > view.i and k - i < NAME_REACH:
        links = 0
        while links < ROW and i - 1 - links > view.i and _link(view, i - 1 - links):
            links += 1
        before = i - 1 - links
        if before < view.i or not _own(view, before) or (links and view.over(before + 1, "grammar", "article")):
            break
        i = before
    while _link(view, i):
        i += 1
    return i


def _on(view: View, i: int) -> int:
    """The token behind the run that starts at token i."""
    j = i + 1
    while j < view.j and j - i < NAME_REACH:
        links = 0
        while links < ROW and j + links < view.j and _link(view, j + links):
            links += 1
        opens = links and view.over(j, "grammar", "article")
        if j + links >= view.j or not _own(view, j + links) or opens:
            break
        j += links + 1
    return j

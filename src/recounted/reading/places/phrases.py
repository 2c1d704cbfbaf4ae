"""Place phrases: the words around a name that lead the gazetteer to it: its noun, its quotation marks, the other end of a road.

In: a View, the tokens of a printed name, and a gazetteer. Out: entries, or the end of the name. How the name stands in its
sentence is no question here (place_relations).
"""

from __future__ import annotations

from recounted.model import PlaceKind
from recounted.places import Entry, Gazetteer
from recounted.reading.places.relations import OPENING
from recounted.reading.sentences.view import View

#: Tokens of a name in quotation marks, and the marks behind it.
QUOTED, CLOSING = 6, frozenset('»”“"')


def with_type(
    view: View, span: tuple[int, int], entries: tuple[Entry, ...], wanted: PlaceKind | None, gazetteer: Gazetteer
) -> tuple[Entry, ...]:
    """With the noun behind the name, divisions are found that the name alone does not lead to (Донецкой области)."""
    if any(e.kind == wanted for e in entries):
        return entries
    more = tuple(e for e in gazetteer.lookup(view.text.words(*span)) if e.kind == wanted)
    return (*more, *entries)


def with_noun_before(view: View, i: int, j: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """With the noun before the name, an area that the name alone does not lead to (« la bande de Gaza », «в секторе Газа»)."""
    noun = view.ending(i - 1 if view.is_word(i - 1, "place_link") else i, "place_noun")
    if noun is None or noun.meaning.get("kind") != "region":
        return ()
    return tuple(e for e in gazetteer.lookup(view.text.words(noun.i, j)) if e.kind in {"region", "adm1", "adm2"})


def quoted_name(view: View, k: int) -> int:
    """The end of a name in quotation marks that starts at token k behind the noun for a settlement (قرية "…"); else 0."""
    noun = view.ending(k - 1, "place_noun") if view.norm(k - 1) in OPENING else None
    if noun is None or noun.meaning.get("kind") != "settlement":
        return 0
    return next((m for m in range(k + 1, min(k + QUOTED, view.j)) if view.norm(m) in CLOSING), 0)


def route(view: View, k: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The first end of a road named by its ends ("the Zaporizhzhia-Orikhiv highway"), if both ends are places.

    "Hamas-run" is none: both names have a capital.
    """
    parts = view.tokens[k].printed.split("-")
    ends = [gazetteer.lookup(part) for part in parts if part[:1].isupper()]
    return ends[0] if len(ends) == len(parts) == 2 and all(ends) else ()

"""Objects: where the accused party, or the act denied, follows the speaker with no word between, where verbs come first.

In: a View and a token. Out: yes or no.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View


def object_starts(view: View, start: int, k: int) -> bool:
    """Where the verb comes first: do a party or an act follow the speaker, with no word between (اتهمت حماس إسرائيل)?"""
    force = view.at(k, "force")
    party = view.at(k, "actor") or view.at(k, "country", slots=("names", "metonyms"))
    about = next((t.value for t in view.tags("cue") if t.j == start and t.value in {"accuse", "deny", "admit"}), None)
    if about == "accuse":
        starts = bool(party or (force and view.at(force.j, "country", slots=("adjectives",))))
    else:
        starts = about is not None and view.at(k, "attack", slots=("noun",)) is not None
    led = view.at(k, "actor", slots=("leaders",)) is not None  # a leader's name behind the office
    if not starts or (led and any(view.over(k - 1, category) for category in ("speaker", "country"))):
        return False
    own = view.at(k, "country", slots=("metonyms",))
    if own and any(start <= t.i < k and t.value == own.value for t in view.tags("country")):
        return False  # اتهم الرئيس الأوكراني فولوديمير | زيلينسكي موسكو: the name of the one who speaks
    linked = any(view.over(k - 1, category) for category in ("grammar", "spatial")) or view.is_word(k - 1, "inner")
    named = any(start <= t.i and t.j <= k for c in ("speaker", "actor", "country") for t in view.tags(c))
    return named and not linked and bool(view.text.pack.option("verb_first"))

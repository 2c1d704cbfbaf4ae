"""Passives: whether a form of an act is said of whom it was done to ("were killed"), not of who did it.

In: a View and the tag of an act. Out: yes or no.
"""

from __future__ import annotations

from recounted.reading.parties.phrases import ActorPhrase
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Tokens between an act and "by" its agent ("attack on a multi-storey building in the east by …").
AGENT_GAP = 14
#: Tokens from a verb of harm to whom it was done to.
OBJECT_GAP = 3


def is_passive(view: View, tag: Tag) -> bool:
    """Is the act behind a party one that was done to it?"""
    be = view.ending(tag.i, "grammar", "be") or _shared_auxiliary(view, tag)
    if be and any(t.i == tag.i and t.category == tag.category and t.slot == "participle" for t in view.on(tag.i)):
        return True  # « il Paese è stato | colpito »: a form that some verbs have as a finite one too
    if tag.slot in {"verb", "idiom"}:
        return be is not None and tag.category == "weapon"  # "two soldiers had been | stabbed"
    if be or view.at(tag.j, "grammar", "by"):
        return True
    if view.text.pack.option("participle_last"):
        return any(0 <= tag.i - t.j <= AGENT_GAP for t in view.tags("grammar", "be"))
    if view.text.pack.endings("agent_endings"):
        return True  # «20 суданців | поранені»
    if view.text.pack.option("adjective_order") == "before":
        return False
    return not any(t.value == "have" and 0 <= tag.i - t.j <= 2 for t in view.tags("grammar"))


def _shared_auxiliary(view: View, tag: Tag) -> Tag | None:
    """ "Were | traced and | killed", "was | later | shot dead": the auxiliary before another participle or a small word."""
    if tag.slot != "participle":
        return None
    k, passive = tag.i, view.text.pack.endings("passive_endings")
    if (link := view.ending(k, "grammar", "conjunction")) and view.norm(link.i - 1).endswith(passive or ("\0",)):
        k = link.i - 1
    while k > view.i and view.over(k - 1, "grammar", "adverb"):
        k -= 1
    return view.ending(k, "grammar", "be") if k < tag.i else None


def closes_passive(view: View, tag: Tag) -> bool:
    """„wurden keine Soldaten | verletzt“, „haben zwei Männer | erschossen“: a participle too, behind its auxiliary."""
    too = any(t.i == tag.i and t.slot == "participle" for t in view.on(tag.i))
    aux = (t for value in ("be", "have") for t in view.tags("grammar", value))
    return too and any(0 <= tag.i - t.j <= AGENT_GAP and not view.broken(t.j, tag.i) for t in aux)


def struck_before(view: View, k: int) -> bool:
    """ "The army | bombed | a camp of …": does an act that a subject did, not suffered, stand before token k in the clause?"""
    start = max((m + 1 for m in view.hard if m < k), default=view.sentence.body)
    acts = (t for category in ("attack", "harm", "weapon") for t in view.inside(start, k, category))
    active = (t for t in acts if t.slot in {"verb", "participle"} and not is_passive(view, t))
    led = (view.over(t.i - 1, "spatial") and not view.over(t.i - 1, "grammar", "have") for t in active if t.i > start)
    return not all(led)


def fell(view: View, actor: ActorPhrase, tag: Tag) -> bool:
    """ضابط من قوات X | قتل: where letters tell no passive, the party's man before a verb of harm without object came to it."""
    if tag.category != "harm" or not view.text.pack.option("joined_article"):
        return False
    man = view.at(actor.i, "people") is not None
    whom = any(view.at(k, "people") or any(a.i == k for a in view.amounts) for k in range(tag.j, tag.j + OBJECT_GAP))
    return man and not whom

"""Objects: what a deed is done to where it is no attack on people. Drones shot down, an investigation launched. And whom it is
not put down to.

In: a View, a party and its deed. Out: yes or no.
"""

from __future__ import annotations

from recounted.reading.parties.means import of_people
from recounted.reading.parties.phrases import ActorPhrase, Deed, before_articles
from recounted.reading.sentences.view import View

#: Tokens from "shot down" to the weapons it stopped ("shot down 40 Russian drones").
SHOT_GAP = 5
#: Tokens from "launched" to what harms nobody ("launched a thorough internal investigation").
OBJECT_GAP = 4
#: Tokens from what harms nobody to "was carried out" ("the search | in the hills | was carried out").
SUBJECT_GAP = 6
#: Tokens between an attack and the party that it hit ("the attack | on a camp of X").
HIT_GAP = 4
#: What is named there of an attack: those harmed, and by what.
WHOM = ("people", "harm", "weapon", "spatial")


def shot_down(view: View, actor: ActorPhrase, deed: Deed) -> bool:
    """Is the act only that of a defence (« abateram 40 drones », „schoss 40 Drohnen ab“)?"""
    _, i, j = deed
    ends = {i, j - 1} - set(range(actor.i, actor.j))
    acts = [t.j for t in view.tags("cue", "intercepted") if any(t.i <= k < t.j for k in ends) and not of_people(view, t)]
    weapons = [t for t in view.tags("weapon") if t.slot == "forms"]
    if any(0 <= w.i - max(k, j) <= SHOT_GAP and not view.broken(k, w.i) for k in acts for w in weapons):
        return True
    counted = {a.j for a in view.amounts if a.kind == "count"}  # « destruíram | 10 drones »
    wrecked = [k + 1 for k in ends if view.is_word(k, "wrecks")]
    last = view.text.pack.option("participle_last")  # „10 Drohnen | zerstört“
    return any(w.i in counted and (0 < w.i - k <= SHOT_GAP or (last and w.j < k)) for k in wrecked for w in weapons)


def harms_nobody(view: View, deed: Deed) -> bool:
    """ "The army launched | an investigation", "struck | a deal", "the search | was carried out by the army": is what the verb
    is about nothing that harms people?
    """
    rule, i, j = deed
    if not rule.startswith("doer"):
        return rule.startswith("agent") and _peace_before(view, i, j)
    for k in range(j, min(j + OBJECT_GAP, view.j)):
        if view.is_word(k, "peaceable"):
            return not _goes_on(view, k + 1)
        if view.tokens[k].kind == "punct" or view.at(k, "attack", slots=("noun",)) or any(view.over(k, c) for c in WHOM):
            return False
    return False


def arrests(view: View, actor: ActorPhrase, deed: Deed) -> bool:
    """ "The security service | detained | two men", "the army arrested | two suspects": who is taken is said to have done it."""
    _, i, j = deed
    taken = next((t for t in view.tags("harm", "detained") if i <= t.i < j), None)
    if taken is None:
        return False
    suspects = view.has(j, min(j + OBJECT_GAP, view.j), "cue", "suspect")
    return suspects or (actor.kind == "state" and view.at(actor.i, "speaker", "police") is not None)


def _peace_before(view: View, i: int, j: int) -> bool:
    """Is what was done by a party, in the words from act to party or just before them, no attack? Not "the attack on | the
    rescue was carried out by X".
    """
    for k in reversed(range(max(view.sentence.body, i - SUBJECT_GAP), j)):
        start = before_articles(view, k)
        if view.is_word(k, "peaceable") and not (view.over(start - 1, "spatial") or _goes_on(view, k + 1)):
            return True
        named = view.at(k, "attack", slots=("noun",)) or any(view.over(k, c) for c in ("people", "harm", "weapon"))
        if k < i and (view.tokens[k].kind == "punct" or (named and not view.is_word(k, "operation"))):
            return False
    return False


def not_the_party(view: View, actor: ActorPhrase) -> bool:
    """ "It was | not the army | that shelled", « no fue | el ejército | quien »: is it just this party that did not do it?"""
    k = actor.i
    while k > view.i and any(view.over(k - 1, "grammar", value) for value in ("article", "be", "negation")):
        k -= 1
        if view.over(k, "grammar", "negation") and not view.is_word(k + 1, "only"):
            return True
    return False


def whom_it_hit(view: View, actor: ActorPhrase) -> bool:
    """ "The attack | on the X camp | was condemned": is a party before "was condemned" only whom an attack came to?"""
    k = before_articles(view, actor.i)
    led = view.ending(k, "spatial") or view.ending(k, "grammar", "of")
    acts = (*view.tags("attack"), *(t for t in view.tags("harm") if t.slot == "event"))
    return led is not None and any(t.slot in {"noun", "event"} and 0 <= led.i - t.j <= HIT_GAP for t in acts)


def is_none(view: View, k: int) -> bool:
    """ "Its forces had fired | no weapons": is what an act is done to, from token k on, none?"""
    return any(a.rule == "zero" and a.i == k for a in view.amounts)


def _goes_on(view: View, k: int) -> bool:
    """ "Struck an evacuation | convoy": is the word at token k the head of what the word before it only tells the kind of?"""
    compound = view.text.pack.option("adjective_order") == "before" and k < view.j and view.tokens[k].kind == "word"
    small = any(view.over(k, c) for c in ("grammar", "spatial", "cue"))
    return compound and not (small or view.is_word(k, "operation"))

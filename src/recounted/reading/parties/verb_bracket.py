"""Verb bracket: who does it where the verb stands second and its other half closes the clause (German Satzklammer).

In: a View and an ActorPhrase. Out: the rule with the tokens that say it, where the party is the subject of an act. Only packs
with the option ``participle_last`` ask. Shapes: *griffen russische Truppen X an* · *russische Truppen haben X angegriffen* ·
*haben russische Truppen X angegriffen* · *nachdem sie X angegriffen hatten* ·
*es waren russische Truppen, die X angriffen*.
"""

from __future__ import annotations

from dataclasses import replace

from recounted.reading.parties.phrases import ActorPhrase, Deed
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Tokens between an auxiliary and the participle that closes its clause.
BRACKET_REACH = 24
ACTS = (("attack", ("verb", "participle")), ("harm", ("verb", "participle", "idiom")), ("weapon", ("verb",)))


def in_bracket(view: View, actor: ActorPhrase) -> Deed | None:
    """The deed of a party that is the subject of a bracket."""
    if not view.text.pack.option("participle_last") or not nominative(view, actor):
        return None
    start, end = _clause(view, actor)
    i = _before(view, actor, start)
    verb = next((t for t in _acts(view, start, i) if t.j == i and t.slot in {"verb", "idiom"}), None)
    if cleft := _cleft(view, actor, i):
        return "doer", actor.i, cleft.j
    if verb and _adverbial(view, start, verb.i):
        return "doer", verb.i, actor.j
    aux = view.ending(i, "grammar", "have") if _adverbial(view, start, i - 1) else None
    behind = next((t for k in range(actor.j, actor.j + 3) if (t := view.at(k, "grammar", "have"))), None)
    opened = any(t.j in {i, actor.i} for v in ("clause", "relative") for t in view.tags("grammar", v))
    if aux or opened or _is_said(view, actor, end) or (behind and behind.j < end and not _acts(view, actor.j, behind.i)):
        act = next((t for t in reversed(_acts(view, actor.j, end))), None)
        closes = act is not None and (act.slot == "participle" or not opened or end - act.j <= 2)
        if act and closes and not _denied(view, actor.j, act.i) and not _passive(view, act, end):
            return "doer", actor.i, act.j
    return None


def _cleft(view: View, actor: ActorPhrase, i: int) -> Tag | None:
    """„Es waren | die Rebellen, die | die Schule beschossen haben“: the act that closes the clause of a party set apart."""
    apart = view.ending(i, "grammar", "be") or view.over(i - 1, "grammar", "negation")
    if not apart or view.norm(actor.j) != "," or not view.over(actor.j + 1, "grammar", "relative"):
        return None
    _, end = _clause(view, replace(actor, i=actor.j + 1, j=actor.j + 2))
    act = next(iter(reversed(_acts(view, actor.j + 1, end))), None)
    passive = act is not None and act.slot == "participle" and view.has(actor.j, end, "grammar", "be")
    return None if act is None or passive or _denied(view, actor.j, act.i) else act


def _is_said(view: View, actor: ActorPhrase, end: int) -> bool:
    """„X | soll am Montag neun Menschen getötet haben“, „soll | X … getötet haben“: hearsay, closed by its infinitive."""
    modal = any(view.is_word(k, "is_said_to") for k in (*range(actor.j, actor.j + 3), actor.i - 1))
    return modal and view.over(end - 1, "grammar", "have")


def _acts(view: View, i: int, j: int) -> list[Tag]:
    found = [t for category, slots in ACTS for t in view.inside(i, j, category) if t.slot in slots]
    return sorted(found, key=lambda t: t.i)


def nominative(view: View, actor: ActorPhrase) -> bool:
    """Can the phrase be a subject: behind no preposition, no oblique article, and in no other noun's genitive?"""
    k = actor.i
    if view.is_word(k, "oblique"):
        return False
    while view.over(k - 1, "cue", "suspect"):
        k -= 1
    if member := member_of(view, k):
        return not view.is_word(member.i - 1, "oblique") and not view.over(member.i - 1, "grammar", "by")
    if view.is_word(k - 1, "oblique") or view.over(k - 1, "spatial") or view.over(k - 1, "grammar", "by"):
        return False
    of = view.ending(k, "grammar", "of") or (view.is_word(k, "genitive_article") and view.at(k, "grammar", "of"))
    before = (of.i if of else k) - 1
    if not of or not view.norm(before) or not view.tokens[before].capital:
        return True
    head = view.ending(of.i, "force") or view.ending(of.i, "people")  # „Kämpfer der RSF haben“
    return head is not None and not view.is_word(head.i - 1, "oblique") and not view.over(head.i - 1, "grammar", "by")


def member_of(view: View, k: int) -> Tag | None:
    """„Kämpfer von | X“: the noun of which a party that starts at token k is told, no agent."""
    head = view.ending(k - 1, "people") if view.is_word(k - 1, "of") else None
    return head if head and head.value == "fighter" else None


def of_a_noun(view: View, k: int) -> bool:
    """„von X | entführte Tanklaster“: does a participle lead from a party that ends at token k to a noun? Not one that kills."""
    endings = view.text.pack.endings("attributive_endings")
    if not endings or k + 1 >= view.j or view.tokens[k].capital or not view.norm(k).endswith(endings):
        return False
    kills = view.over(k, "attack") or any(t.category == "harm" and t.value != "abducted" for t in view.on(k))
    return view.tokens[k + 1].capital and not kills


def _clause(view: View, actor: ActorPhrase) -> tuple[int, int]:
    """The clause of an actor, between commas and hard stops; one pair of commas may be an insertion."""
    ends = [k for k in range(view.i, view.j) if view.norm(k) in {",", "„", "“", "”"} or k in view.hard]
    start = max((k + 1 for k in ends if k < actor.i), default=max(view.i, view.sentence.body))
    return start, min((k for k in ends if k >= actor.j), default=view.j)


def _before(view: View, actor: ActorPhrase, start: int) -> int:
    """The token before which the phrase's article and adverbs start."""
    member = member_of(view, actor.i)
    k = member.i if member else actor.i
    while k > start:
        step = view.ending(k, "grammar", "article") or view.ending(k, "grammar", "adverb")
        if step is None and not view.over(k - 1, "cue", "suspect"):
            break
        k = step.i if step else k - 1
    return k


def _adverbial(view: View, start: int, verb: int) -> bool:
    """Is what stands before the verb no subject: nothing, an adverb, a day, a preposition's phrase?"""
    if start >= verb:
        return True
    day = any(d.i in {start, start + 1} for d in view.dates)
    adverb = view.at(start, "grammar", "adverb") or view.at(start, "scope") or view.at(start, "spatial")
    source = any(t.value in {"according", "citing"} for t in view.tags("cue") if t.i == start)
    return day or bool(adverb) or source or view.is_word(start, "oblique")


def _denied(view: View, i: int, j: int) -> bool:
    return view.has(i, j, "grammar", "negation")


def _passive(view: View, act: Tag, end: int) -> bool:
    """wurden, sind, worden behind or before the participle."""
    return act.slot == "participle" and any(act.i - BRACKET_REACH <= t.i < end for t in view.tags("grammar", "be"))

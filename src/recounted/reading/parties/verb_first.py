"""Verb first: who does it where the subject stands right behind its verb (قصفت القوات, «обстрел вели войска»).

In: a View and an ActorPhrase. Out: the rule with the tokens that say it, where the party is the subject of the act before it.
Only packs with the option ``subject_behind`` ask.
"""

from __future__ import annotations

from dataclasses import replace

from recounted.reading.parties.insertions import (
    TAKING,
    act_carried_out,
    act_done,
    act_named,
    agrees,
    in_nominative,
    in_oblique_case,
)
from recounted.reading.parties.phrases import ActorPhrase, Deed, before_articles
from recounted.reading.sentences.view import QUOTE_MARKS, View
from recounted.reading.words.text import Tag

#: Tokens from a negation to the verb that it denies.
NEGATION_GAP = 3


def behind_its_verb(view: View, actor: ActorPhrase) -> Deed | None:
    """قصفت القوات الروسية · am Morgen griffen russische Truppen Charkiw an: the subject right behind its verb."""
    if not view.text.pack.option("subject_behind"):
        return None
    force = view.ending(actor.i, "force") if actor.kind == "group" and view.text.pack.endings("subject_endings") else None
    if force:  # выпустили | силы хуситов: the head of the party, with its genitive
        actor = replace(actor, i=force.i)
    k = actor.i
    while view.over(k - 1, "grammar", "article") or view.over(k - 1, "grammar", "adverb") or view.norm(k - 1) in QUOTE_MARKS:
        k -= 1
    if view.is_word(k - 1, "does"):
        act = act_done(view, actor.j)
        if act or view.text.pack.option("joined_article"):
            return ("doer behind", k - 1, act.j) if act else None
        named = act_named(view, k - 1) if in_nominative(view, actor) else None
        if named:
            return "doer behind", named.i, actor.j
    if carried := act_carried_out(view, k):
        return "doer behind", carried.i - 1, actor.j
    tag = view.ending(k, "attack", slots=("verb",)) or view.ending(k, "weapon", slots=("verb",)) or _with_object(view, k, actor.j)
    if tag is None or view.has(max(view.i, tag.i - NEGATION_GAP), tag.i, "grammar", "negation"):
        return None
    if view.at(tag.i, "cue", "accuse"):  # ألقى الجيش اللوم على: the blame was thrown
        return None
    if actor.bare and not agrees(view, tag):  # «يضرب إسرائيل»: struck, not striking
        return None
    if _object_first(view, tag):
        subject = not in_oblique_case(view, actor)
    else:
        subject = in_nominative(view, actor) and not _has_subject(view, tag)
    return ("doer behind", tag.i, actor.j) if subject else None


def _object_first(view: View, verb: Tag) -> bool:
    """«Бомбу | взорвали», «дроны | запустили»: does what is thrown stand before the verb, so that its subject is behind?"""
    accusative = view.text.pack.endings("accusative_endings")
    thrown = view.is_word(verb.i, "launches") and view.ending(verb.i, "weapon") is not None
    return bool(accusative) and (thrown or view.norm(verb.i - 1).endswith(accusative))


def _has_subject(view: View, verb: Tag) -> bool:
    """Does the subject stand before the verb («Украина | атаковала | российские корабли», „Die Männer | griffen die Polizei an“)?
    A blow does not strike (удар).
    """
    force = view.ending(verb.i, "force") and not view.ending(verb.i, "attack")
    country = view.ending(verb.i, "country", slots=("names", "people", "metonyms"))
    people = view.ending(verb.i, "people") if view.text.pack.option("participle_last") else None
    return bool(force or view.ending(verb.i, "actor") or country or (people and _first(view, before_articles(view, people.i))))


def _first(view: View, k: int) -> bool:
    """Is what starts at token k no object and behind no preposition (not „Auf Demonstranten schoss | die Polizei“)?"""
    return not (view.is_word(k, "oblique") or view.over(k - 1, "spatial"))


def _with_object(view: View, k: int, j: int) -> Tag | None:
    """A verb of harm just before token k, whose victims stand right behind the party that ends at token j.

    Of a verb of taking a party is always the subject.
    """
    taking = view.ending(k, "harm", slots=("verb",))
    if taking and taking.value in TAKING:
        return taking
    while adverb := view.at(j, "grammar", "adverb"):
        j = adverb.j
    victims = view.at(j, "people") or any(a.i == j and a.kind == "count" for a in view.amounts)
    return view.ending(k, "harm", slots=("verb",)) if victims else None

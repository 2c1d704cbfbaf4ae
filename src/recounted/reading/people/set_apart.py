"""Set apart: a number and its noun with other words between, and numbers that stand for people without a noun.

In: a View and a token. Out: yes or no, or where the noun stands. Whether the people came to harm is decided in ``tolls``.
"""

from __future__ import annotations

from recounted.reading.numbers.quantities import Amount
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: The number that a dual shows already.
TWO = 2


def noun_set_apart(view: View, k: int, amount: Amount) -> bool:
    """« sono cinque | i bambini che hanno perso la vita »: behind "are", the noun has the article that its number has not."""
    apart = view.is_word(k, "the", "demonstrative") and view.text.pack.option("verb_first")
    if not apart or view.at(k, "harm", slots=("tally",)):
        return False
    said = view.ending(amount.i, "grammar", "be") or view.over(amount.i - 1, "grammar", "conjunction")
    behind = k + 2 if view.at(k + 1, "grammar", "be") else k + 1  # « nove | quelle rimaste ferite »
    noun = view.at(k + 1, "people", slots=("many",)) or view.at(behind, "harm", slots=("victims", "participle", "predicate"))
    return bool(said and noun and not view.text.pack.option("participle_last"))


def acted_on(view: View, k: int) -> bool:
    """Does a verb that may tell of harm stand at token k: an auxiliary or a bare participle?"""
    auxiliary = view.at(k, "grammar", "be") or view.at(k, "grammar", "have")
    return auxiliary is not None or view.at(k, "harm", slots=("participle",)) is not None


def past_age(view: View, k: int) -> tuple[int, Amount | None]:
    """The token behind an age and its adjective („seine | 81 Jahre alte | Frau“, "his 12-year-old son")."""
    age = next((a for a in view.amounts if a.kind == "age" and a.i == k), None)
    if age is None:
        return k, None
    j = age.j
    while not view.at(j, "people") and (tag := view.at(j, "grammar", "age_of") or view.at(j, "grammar", "prenominal")):
        j = tag.j
    return j, age


def pronoun_harmed(view: View, article: Tag) -> bool:
    """„… ein Mensch getötet und einer | verletzt worden“: the article stands for a person, its participle closes the clause."""
    if not view.text.pack.option("participle_last") or not view.over(article.i - 1, "grammar", "conjunction"):
        return False
    harm = view.at(article.j, "harm", slots=("participle",))
    return harm is not None and (harm.j >= view.j or view.tokens[harm.j].kind == "punct" or view.over(harm.j, "grammar", "be"))


def noun_of_dual(view: View, amount: Amount) -> Tag | None:
    """«متظاهرين | اثنين»: where adjectives follow their noun, so does a two that only stresses the dual."""
    if amount.point != TWO or amount.j - amount.i > 1 or not view.text.pack.option("joined_article"):
        return None
    noun = view.ending(amount.i, "people", slots=("many",)) or view.ending(amount.i, "harm", slots=("victims",))
    return noun if noun and view.tokens[amount.i].kind == "word" and not _shown(view, noun) else None


def _shown(view: View, noun: Tag) -> bool:
    """Does the noun's own form show that there are two (مدنيان)?"""
    two = view.at(noun.i, "count", "two")
    return two is not None and two.j == noun.j


def of_an_attack(view: View, noun: Tag) -> bool:
    """Is the word an adjective of the attack before it («هجوم انتحاري»)?"""
    return any(t.category in {"weapon", "attack"} and t.i < noun.i and noun.j <= t.j for t in view.on(noun.i))


def counts_things(view: View, k: int) -> bool:
    """Does a number count weapons, buildings or attacks, by the word at token k?"""
    if view.at(k + 1, "people") and view.text.pack.option("adjective_order") == "before":
        return False  # "three village elders", "a bus driver"
    return any(t.category in {"weapon", "target", "place_noun", "attack"} for t in view.on(k) if t.i == k)

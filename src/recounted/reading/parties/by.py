"""By: whether the word before a party makes it the author of an act, or belongs to another verb ("held by", "found by").

In: a View, an ActorPhrase and the tag of "by". Out: yes or no; and the "by" before a party that plain words part from it.
"""

from __future__ import annotations

from recounted.reading.parties.phrases import ActorPhrase
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Tokens from "war" to the participle that says who fights it („guerre civile, | menée par l'armée“).
WAR_GAP = 4
#: Words for a group between "by" and its name, and what none of them is.
GROUP_WORDS = 5
BOUNDS = ("spatial", "cue", "harm", "attack", "country")


def names_no_author(view: View, actor: ActorPhrase, by: Tag) -> bool:
    """Does "by" belong to something else than an act of harm?"""
    if view.over(by.i, "cue", "according") or view.ending(by.i, "attack", "use") or _of_another_verb(view, by):
        return True  # "a toll released by the police", "pagers used by its members"
    if view.is_word(by.i - 1, "held") or _joined_verb(view, by):
        return True  # "shells on Donetsk, occupied by Russia"
    if any(view.ending(by.i, "cue", value) for value in ("supply", "react", "accuse")):
        return True  # "a depot of weapons supplied by the United States", "the attack was condemned by the Taliban"
    if any(t.i < by.i < t.j for t in view.tags("spatial")):
        return True  # „im Norden von X“
    if view.text.pack.option("participle_last") and view.at(by.i - 1, "grammar", "article"):
        return True  # inside an adjective: „die von der Hamas kontrollierte Behörde“
    of = actor.bare and view.ending(by.j, "grammar", "of")
    return bool(of and view.at(actor.i, "country", slots=("metonyms",)))  # „das Zentrum von Beirut“


def _joined_verb(view: View, by: Tag) -> bool:
    """ "Condemned the attack and | stood | by Mali": a verb of its own, joined to what stands before it."""
    verb = by.i - 1
    plain = view.tokens[verb].kind == "word" and not view.tokens[verb].capital and not view.on(verb)
    return plain and view.over(verb - 1, "grammar", "conjunction") and bool(view.text.pack.option("that_left_out"))


def fights_the_war(view: View, act: int, by: int) -> bool:
    """« uno degli attacchi più gravi della | guerra civile, combattuta dall'esercito »: does "by" say by whom a war is fought?"""
    war = next((k for k in range(by - 1, act - WAR_GAP, -1) if view.is_word(k, "war")), None)
    return war is not None and by - war > 1 and view.tokens[by - 1].kind == "word" and not view.has(war, by, "harm")


def of_a_later_verb(view: View, i: int, j: int) -> bool:
    """ "The dead | were taken to hospital | by soldiers": does a passive that is no act stand between an act and "by"?"""
    be = next((t for t in reversed(view.tags("grammar", "be")) if i <= t.i and t.j <= j), None)
    if be is None:
        return False
    behind = (t for k in range(be.j, j) for t in view.on(k))
    return not any(t.category in ("attack", "harm", "weapon", "cue") and t.value != "rescue" for t in behind)


def _of_another_verb(view: View, by: Tag) -> bool:
    """« los autores son buscados por la policía »: behind a participle that is no act, "by" names no attacker."""
    k, endings = by.i - 1, view.text.pack.endings("passive_endings")
    if not endings or not view.norm(k).endswith(endings) or any(d.i <= k < d.j for d in view.dates):
        return False
    bare = view.text.pack.option("adjective_order") == "before"  # "an explosive belt surrounded by security forces"
    verb = bare or any(view.over(k - 1, "grammar", value) for value in ("be", "negation", "adverb"))
    return verb and not any(view.over(k, c) for c in ("attack", "harm", "weapon", "cue", "grammar"))


def by_the_group(view: View, actor: ActorPhrase, k: int) -> Tag | None:
    """« dall'organizzazione islamica | X »: plain words for a group stand between "by" and its name."""
    if actor.kind != "group" or view.text.pack.option("adjective_order") != "after":
        return None
    for back in range(1, GROUP_WORDS + 1):
        token = view.tokens[k - back] if k - back >= view.i else None
        if token is None or token.kind != "word" or token.capital:
            return None
        if not view.over(k - back, "grammar", "of") and any(view.over(k - back, c) for c in BOUNDS):
            return None
        if view.over(k - back, "grammar") and not any(view.over(k - back, "grammar", v) for v in ("of", "article", "prenominal")):
            return None
        if by := view.ending(k - back, "grammar", "by"):
            return by
    return None


def of_before(view: View, k: int) -> Tag | None:
    """The "of" before a party, also one that holds the party's own article (« une frappe | de | l'armée »)."""
    return view.ending(k, "grammar", "of") or next((t for t in view.tags("grammar", "of") if t.i < k < t.j), None)

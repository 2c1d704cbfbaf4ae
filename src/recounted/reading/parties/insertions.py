"""Insertions: what may stand between a party and its verb. Brackets, a clause between two commas, the place where it is.

In: a View and a party in it. Out: the party's phrase, stretched over what is inserted behind it.
"""

from __future__ import annotations

from dataclasses import replace

from recounted.reading.parties.phrases import ActorPhrase, before_articles
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Tokens in brackets behind a name, and of what is said of a party between two commas.
BRACKETED, INSERTED = 14, 16
#: Tokens between a party and the noun of what it did.
DONE_GAP = 10
#: Harms that parties do to persons, and never suffer themselves.
TAKING = frozenset({"detained", "abducted"})
#: People who fight beside a party.
COMRADES = ("fighter", "soldier", "man")
#: What stands in the words that place a party.
PLACES = ("spatial", "place_noun", "country")


def past_insertions(view: View, actor: ActorPhrase) -> ActorPhrase:
    """A party with all that is inserted between it and its verb."""
    return _past_place(view, _past_clause(view, _past_backer(view, _past_comrades(view, past_brackets(view, actor)))))


def _past_comrades(view: View, actor: ActorPhrase) -> ActorPhrase:
    """A party with armed people that share its verb ("Malian troops | and foreign fighters | executed")."""
    k = link.j if (link := view.at(actor.j, "grammar", "conjunction")) else actor.j
    while k > actor.j and any(view.over(k, "grammar", small) for small in ("prenominal", "article")):
        k += 1
    men = next((t for value in COMRADES if k > actor.j and (t := view.at(k, "people", value))), None)
    return replace(actor, j=men.j) if men and (act_at(view, men.j) or view.at(men.j, "grammar", "have")) else actor


def backs(view: View, actor: ActorPhrase) -> bool:
    """Does a party only stand behind the one that acts ("rebels backed by | X | shelled")?"""
    by = view.ending(before_articles(view, actor.i), "grammar", "by")
    return by is not None and view.is_word(by.i - 1, "held")


def _past_backer(view: View, actor: ActorPhrase) -> ActorPhrase:
    """A party with the one that backs it ("rebels | backed by the army of X | shelled")."""
    if not view.is_word(actor.j, "held") or not (by := view.at(actor.j + 1, "grammar", "by")):
        return actor
    k = by.j
    while (k < view.j and (view.tokens[k].capital or any(view.over(k, c) for c in ("country", "actor", "force")))) or (
        k == by.j and view.over(k, "grammar", "article")
    ):
        k += 1
    return replace(actor, j=k) if k > by.j and act_at(view, k) else actor


def past_brackets(view: View, actor: ActorPhrase) -> ActorPhrase:
    """A party with the bracket behind its name (« el grupo X (Y, por sus siglas en inglés) mató »)."""
    if view.norm(actor.j) != "(":
        return actor
    close = next((k for k in range(actor.j, min(actor.j + BRACKETED, view.j)) if view.norm(k) == ")"), None)
    return replace(actor, j=close + 1) if close is not None else actor


def _past_clause(view: View, actor: ActorPhrase) -> ActorPhrase:
    """A party with what is said of it between two commas, right before its verb (« X, mouvement affilié à Y, ont tué »)."""
    if view.norm(actor.j) != "," or actor.bare:
        return actor
    loose = view.text.pack.endings("participle_endings")  # ", killing 12": of whoever acted before
    for k in range(actor.j + 1, min(actor.j + INSERTED, view.j)):
        if k in view.hard or view.has(actor.j, k, "cue", "say"):
            break
        verb = view.at(k + 1, "grammar", "have") or (act_at(view, k + 1) and not view.norm(k + 1).endswith(loose or ("\0",)))
        if view.norm(k) == "," and verb:
            return replace(actor, j=k + 1)
    return actor


def _past_place(view: View, actor: ActorPhrase) -> ActorPhrase:
    """A party with the place where it is ("militants in the northern state of X | killed")."""
    k = actor.j
    if not (where := view.at(k, "spatial", "in")) or view.text.pack.option("capital_nouns"):
        return actor
    k = where.j
    while k < view.j and (view.tokens[k].capital or any(view.over(k, c) for c in PLACES) or view.over(k, "grammar", "article")):
        k += 1
    done = view.over(k - 1, "place_noun") or view.tokens[k - 1].capital
    return replace(actor, j=k) if done and act_at(view, k) else actor


def act_at(view: View, k: int) -> Tag | None:
    """The verb of an attack or a harm that starts at token k."""
    if not view.on(k):
        return None
    return (
        view.at(k, "attack", slots=("verb", "participle"))
        or view.at(k, "harm", slots=("verb", "participle", "idiom"))
        or view.at(k, "weapon", slots=("verb",))
    )


def act_done(view: View, j: int) -> Tag | None:
    """قامت قوات X بقصف: the act that a verb which says nothing of its own names behind the party that ends at token j."""
    for k in range(j, min(j + DONE_GAP, view.j)):
        if k in view.hard or view.norm(k) == ",":
            return None
        act = view.at(k, "attack", slots=("noun", "verb")) or view.at(k, "harm", slots=("event",))
        if act and view.over(k - 1, "spatial"):
            return act
    return None


def act_named(view: View, k: int) -> Tag | None:
    """«Атаку на школу | совершили …»: the act that opens the clause of a verb at token k which says nothing of its own."""
    k = _before_saying(view, k)
    for at in range(k - 1, max(view.i, k - DONE_GAP) - 1, -1):
        if at in view.hard or view.norm(at) == "," or view.over(at, "grammar", "negation"):
            return None
        act = view.at(at, "attack", slots=("noun",)) or view.at(at, "harm", slots=("event",))
        if act and (at == view.sentence.body or view.norm(at - 1) == "," or view.over(at - 1, "grammar")):
            return act
    return None


def _before_saying(view: View, k: int) -> int:
    """The comma that opens «Обстрел, | утверждают в городе, | устроили …» before token k; k where nobody's words are inserted."""
    if view.norm(k - 1) != ",":
        return k
    opens = next((at for at in range(k - 2, max(view.i, k - INSERTED), -1) if view.norm(at) == ","), None)
    return opens if opens and any(view.has(opens, k, "cue", said) for said in ("say", "according")) else k


def act_carried_out(view: View, k: int) -> Tag | None:
    """نفذ الهجوم على المدرسة | عناصر X: the act between its verb and the party that starts at token k."""
    aimed = view.over(k - 1, "spatial")  # «الهجوم على | القوات»: at whom
    for at in range(k - 1, max(view.i, k - DONE_GAP), -1):
        if aimed or at in view.hard or view.norm(at) == "," or view.over(at, "cue"):
            return None
        act = view.at(at, "attack", slots=("noun",))
        if act and view.is_word(at - 1, "carries_out") and not view.over(at - 2, "grammar", "negation"):
            return act
    return None


def agrees(view: View, verb: Tag) -> bool:
    """Can the name of a country be the verb's subject, by its gender? Yes where verbs show none."""
    marks = view.text.pack.endings("feminine_verbs")
    norm = view.norm(verb.j - 1)
    return not marks or norm.endswith(marks) or norm.startswith(marks)


def says_where(view: View, actor: ActorPhrase) -> bool:
    """A country in brackets behind a place ("in Irapuato (Mexico) and killed …")."""
    return actor.kind == "state" and view.norm(actor.i - 1) == "(" and view.norm(actor.j) == ")"


def in_oblique_case(view: View, actor: ActorPhrase) -> bool:
    """Does the adjective that opens a party show that it is no subject («у позиций | российских войск подорвался»)?"""
    oblique = view.text.pack.endings("oblique_endings")
    return bool(oblique) and actor.j - actor.i > 1 and view.norm(actor.i).endswith(oblique)


def in_nominative(view: View, actor: ActorPhrase) -> bool:
    """Do all words of a party have the ending of a subject (российские войска, no российских войск)? Yes where none is listed."""
    endings = view.text.pack.endings("subject_endings")
    first = actor.i + (actor.kind == "own" and actor.j - actor.i > 1)  # «их | бойцы»
    force = view.at(actor.i, "force")  # войска | Азербайджана: a genitive shows no case of the party's own
    last = force.j if force and force.j < actor.j else actor.j
    words = [view.tokens[k] for k in range(first, last) if view.tokens[k].kind == "word"]
    if actor.kind == "group" and len(words) > 2 and words[0].norm.endswith(endings or ()):
        return True  # скоїли | Сили швидкої підтримки: the head of a name, with its genitives
    return not endings or all(w.norm.endswith(endings) or (w.printed.isupper() and not actor.bare) for w in words)

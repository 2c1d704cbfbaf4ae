"""Phrases: what names a party, and two of them that name one („Kämpfer | der RSF“, «боевики | из X»).

In: ActorPhrases of a sentence in order. Out: the same, with those that name one party joined.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from recounted.reading.sentences.view import QUOTE_MARKS, View

#: Kinds of a general phrase and of the party behind its "of" (fighters of X, « l'aviation de la coalition »).
OWNED = {("generic", "group"), ("forces", "group"), ("forces", "alliance")}
#: People nouns that stand for the party they belong to ("members of X").
MEMBERS = ("people", "fighter", "soldier")
#: What ties a party to an act: the rule, the first token of the words, the token behind the last.
Deed = tuple[str, int, int]


@dataclass(slots=True)
class ActorPhrase:
    """Tokens i to j name a party.

    ``kind``: state, group, generic, forces (of the country at hand), opponent (of the speaker), group_noun ("the group"), head
    (the government; or, ``bare``, a leader by name: charged by what is said of him, never by what he does), own ("its aircraft").

    ``violent``: the phrase itself names an attack or weapon ("Russian missile strike").
    """

    i: int
    j: int
    actor: str
    kind: str
    country: str | None
    violent: bool = False
    bare: bool = False
    definite: bool = False
    side: str | None = None
    #: a general name for forces (the army), made exact by the country of harm
    general: bool = False
    #: "the enemy" of whoever speaks
    foe: bool = False


def before_articles(view: View, k: int) -> int:
    """The token at which the articles before token k start; k where there are none."""
    while view.over(k - 1, "grammar", "article"):
        k -= 1
    return k


def one_party(view: View, phrases: list[ActorPhrase]) -> list[ActorPhrase]:
    """« guerrilleros del ELN », "fighters of the Islamic State": a general name and the group behind "of" are one party."""
    found: list[ActorPhrase] = []
    for phrase in phrases:
        before = found[-1] if found else None
        end = before.j if before else 0
        while before and (adjective := view.at(end, "country", slots=("adjectives",))):  # « terroristes nigérians de X »
            end = adjective.j
        link = (view.at(end, "grammar", "belongs") or view.at(end, "grammar", "of")) if before else None
        whole = phrase.kind != "group" or view.ending(phrase.i, "grammar", "by")  # « par des membres de » is one word for "by"
        of = (
            None
            if whole
            else view.ending(before_articles(view, phrase.i), "grammar", "of") or view.ending(phrase.i, "grammar", "of")
        )
        member = next((t for v in MEMBERS if of and (t := view.ending(of.i, "people", v))), None)
        member = None if member and view.over(member.i, "cue") else member  # "identified him as a | member of | X"
        between = range(link.j, phrase.i) if link else ()
        near = link is not None and all(view.over(k, "grammar", "article") or view.norm(k) in QUOTE_MARKS for k in between)
        theirs = before and (before.kind, phrase.kind) in OWNED
        if before and link and near and link.j <= phrase.i and theirs:
            found[-1] = replace(phrase, i=before.i, violent=before.violent or phrase.violent)
        elif (
            before
            and before.kind in {"generic", "group_noun", "opponent"}
            and phrase.kind == "group"
            and _apposed(view, before.j, phrase.i)
        ):
            found[-1] = replace(phrase, i=before.i, violent=before.violent or phrase.violent)  # боевики «Боко харам»
        elif before and before.kind == "forces" and phrase.kind == "state" and not phrase.bare and before.j == phrase.i:
            found[-1] = replace(phrase, i=before.i, violent=before.violent or phrase.violent)  # военные | силы Израиля
        elif member:
            found.append(replace(phrase, i=member.i))
        else:
            found.append(_with_members(view, _of_its_unit(view, phrase)))
    return found


def _of_its_unit(view: View, phrase: ActorPhrase) -> ActorPhrase:
    """ "Members of | the 22nd Front of | the X": a unit of a group, by its number or name, and those who belong to it."""
    of = view.ending(before_articles(view, phrase.i), "grammar", "of") if phrase.kind == "group" else None
    if of is None or not view.is_word(of.i - 1, "armed_body"):
        return phrase
    k = of.i - 1
    while k > view.i and (view.tokens[k - 1].capital or view.tokens[k - 1].kind == "number" or not view.tokens[k - 1].gap):
        k -= 1  # "12|th"
    if k == of.i - 1:
        return phrase
    of = view.ending(before_articles(view, k), "grammar", "of")
    member = next((t for v in MEMBERS if of and (t := view.ending(of.i, "people", v))), None)
    return replace(phrase, i=member.i if member else k)


def _with_members(view: View, phrase: ActorPhrase) -> ActorPhrase:
    """«члены | ячейки X», عناصر تنظيم X, "planes | belonging to X": members and forces stand for the party right behind them."""
    k = phrase.i
    if (band := _band(view, k)) and phrase.kind in {"generic", "group"}:
        return replace(phrase, i=band)
    link = view.ending(k, "grammar", "belongs")
    force = view.ending(link.i, "force") if link and phrase.kind in {"group", "state"} and not phrase.bare else None
    if force and not any(view.over(force.i, c) for c in ("attack", "actor")):
        return replace(phrase, i=force.i)
    while phrase.kind == "group" and (view.norm(k - 1) in QUOTE_MARKS or view.is_word(k - 1, "group_noun")):
        k -= 1
    return replace(phrase, i=k - 1) if phrase.kind == "group" and view.is_word(k - 1, "member") else phrase


def _band(view: View, k: int) -> int:
    """« un | gruppo di jihadisti », „eine | Gruppe Bewaffneter“: the noun for many of them before a party; 0 for none."""
    of = view.ending(k, "grammar", "of") or view.ending(k, "grammar", "by")
    before = (of.i if of else k) - 1
    return before if before > view.i and view.is_word(before, "band") else 0


def _apposed(view: View, j: int, i: int) -> bool:
    """Does token i follow token j, a quotation mark between at most?"""
    return i == j or (i == j + 1 and view.norm(j) in {"«", "„", "“", '"'})

"""Deeds: what a party is said to have done, whoever says so. By its agent, by its attack, as the subject of a verb.

In: a View and a party in it. Out: the rule that ties the party to an act, with the first and last token of the words.
"""

from __future__ import annotations

from recounted.reading.parties.by import by_the_group, fights_the_war, names_no_author, of_a_later_verb, of_before
from recounted.reading.parties.insertions import (
    act_at,
    agrees,
    backs,
    in_oblique_case,
    past_insertions,
    says_where,
)
from recounted.reading.parties.means import governed
from recounted.reading.parties.objects import arrests, harms_nobody, is_none, not_the_party, shot_down
from recounted.reading.parties.passives import AGENT_GAP, closes_passive, fell, is_passive, struck_before
from recounted.reading.parties.phrases import ActorPhrase, Deed, before_articles
from recounted.reading.parties.verb_bracket import in_bracket, member_of, nominative, of_a_noun
from recounted.reading.parties.verb_first import behind_its_verb
from recounted.reading.sentences.view import QUOTE_MARKS, View
from recounted.reading.words.text import Tag

#: The same for an agent told by its case alone.
CASE_GAP = 6
#: Tokens between an actor and its verb ("Russians, he said, opened fire").
VERB_GAP = 7
#: The same where the participle closes the clause ("haben ein Krankenhaus … angegriffen").
CLAUSE_GAP = 16
#: Tokens from "between" to the second of two parties.
BETWEEN_REACH = 8
#: Longest stretch of words that a charge quotes from act to agent.
QUOTE_REACH = 12
#: Tokens from a negation to the verb it denies ("did not carry out").
NEGATION_GAP = 3


def find_deed(view: View, actor: ActorPhrase) -> Deed | None:
    """The deed of a party; None: it is only named. The rule "did not" is a deed that is denied."""
    if actor.violent and any(governed(view, w, "intercepted") for w in view.inside(actor.i, actor.j, "weapon")):
        return None  # "33 Ukrainian drones were shot down"
    if _names_a_place(view, actor) or _names_a_day(view, actor) or view.has(actor.i, actor.j, "scope", "sport"):
        return None  # "India's | bowlers | strike"
    if actor.violent:
        return _agent(view, actor) or _strikes(view, actor) or ("their attack", actor.i, actor.j)
    deed = _agent(view, actor)
    if deed is None and (nominative(view, actor) or not view.text.pack.option("participle_last")):
        deed = in_bracket(view, actor) or _doer(view, actor) or behind_its_verb(view, actor)
    if deed is None or shot_down(view, actor, deed) or harms_nobody(view, deed) or arrests(view, actor, deed):
        return None
    return ("did not", *deed[1:]) if deed[0].startswith("doer") and not_the_party(view, actor) else deed


def _names_a_place(view: View, actor: ActorPhrase) -> bool:
    """ "a bomb at the police | station", « une bombe près du poste de | police »: what it is called after did nothing."""
    found = [t for t in view.on(actor.i) if t.category == "target" and (t.i < actor.i or t.j > actor.j)]  # "police station"
    if view.text.pack.option("adjective_order") == "before":
        found += [] if actor.violent else [t for t in view.on(actor.j) if t.category == "target" and t.i == actor.j]
        acronym = view.tokens[actor.j - 1].printed.isupper() and view.text.pack.option("genitive_author")
        found += [t for t in view.on(actor.i - 1) if acronym and t.category == "target"]  # «рядом со штаб-квартирой | НАТО»
    elif of := view.ending(before_articles(view, actor.i), "grammar", "of"):
        found += [t for t in view.on(of.i - 1) if t.category == "target" and t.j == of.i]
    return any(t.slot == "forms" and t.value != "transport" and not view.is_word(t.j - 1, "moving") for t in found)


def _names_a_day(view: View, actor: ActorPhrase) -> bool:
    """ "Sri Lanka's Easter Sunday bombings": those that a country suffered on a day are none of its own."""
    genitive = any(view.is_word(k, "genitive") for k in range(actor.i, actor.j))
    return genitive and any(actor.i < d.i and d.j < actor.j for d in view.dates)


def is_verb(view: View, i: int) -> bool:
    """Is the act at token i a verb form ("shelled by"), not a noun ("an airstrike by")?"""
    verb = any(t.i == i and t.slot in {"participle", "verb"} and _is_act(t) for t in view.on(i))
    return verb and not view.at(i, "attack", slots=("noun",))


def _agent(view: View, actor: ActorPhrase) -> Deed | None:
    """attack by Russian invaders · shelled by the invaders · missile of the Russian Federation · attaque de la milice."""
    k = actor.i
    while k > view.i and view.norm(k - 1) in QUOTE_MARKS:
        k -= 1
    if view.ending(k, "grammar", "of") and view.ending(k - 1, "grammar", "by"):
        k -= 1
    while (
        k > view.i
        and (view.at(k - 1, "grammar", "article") or view.at(k - 1, "cue", "suspect") or view.is_word(k - 1, "so_called"))
        and not of_before(view, k)
    ):
        k -= 1
    if view.text.pack.option("genitive_author"):  # «على يد عناصر التنظيم»: at the hands of its members
        members = view.ending(k, "people") or view.ending(k, "force")
        k = members.i if members and view.ending(members.i, "grammar", "by") else k
    by = view.ending(k, "grammar", "by") or by_the_group(view, actor, k) or _by_some(view, actor, k)
    if by and (names_no_author(view, actor, by) or of_a_noun(view, actor.j)):
        return None
    if by and view.text.pack.option("participle_last") and member_of(view, k):
        return None
    if by:
        return _done_by(view, actor, by)
    case = _case_agent(view, actor, k)
    if case:
        return case
    if _is_genitive(view, actor, k):
        noun = _noun_of_attack(view, k)
        if noun:
            return "attack of", noun.i, actor.j
    of = of_before(view, k) or (view.ending(k, "grammar", "from") if not actor.bare else None)
    of_victims = view.text.pack.option("verb_first") or view.text.pack.option("adjective_order") == "before"
    victim = of and of_victims and view.ending(of.j, "harm", slots=("event",))  # "killings of police officers"
    if of and not victim and not any(view.over(of.i, "spatial", near) for near in ("near", "direction", "between")):
        source = view.over(of.i, "grammar", "from")
        aimed = None if source else act_at(view, of.i - 1)  # « la frappe | visait | des rebelles »
        noun = _noun_of_attack(view, of.i) or (None if aimed else _noun_of_attack(view, of.i - 1))
        if noun:
            return "attack of", noun.i, actor.j
    return None


def _done_by(view: View, actor: ActorPhrase, by: Tag) -> Deed | None:
    """The act whose agent a party behind "by" is: the last one before it, or the participle that closes the clause."""
    acts = [
        t
        for t in view.sentence.tags
        if (_is_act(t) or (by.j - by.i > 1 and t.slot == "intransitive"))  # "died at the hands of"
        and t.j <= by.i
        and by.i - t.j <= AGENT_GAP
        and not view.broken(t.j, by.i)
        and not of_a_later_verb(view, t.j, by.i)
        and not view.at(t.i - 1, "grammar", "with")
        and not (t.value == "detained" and actor.kind == "body")  # arrested by the police
        and not (t.slot == "victims" and view.tokens[t.i].capital and view.text.pack.option("capital_nouns"))  # „Tote von X“
    ]
    if acts:
        act = max(acts, key=lambda t: t.j)
        if view.has(act.j, by.i, "cue", "attribute") or view.has(act.j, by.i, "cue", "attributed"):
            return None  # « la frappe a été imputée à X | par Y »: who attributes it
        if fights_the_war(view, act.i, by.i):
            return None
        if actor.bare and view.has(act.j, by.i, "actor"):
            return None  # « lanciati da X | dal Libano »: where from
        if actor.j - act.i <= QUOTE_REACH:
            return "agent", act.i, actor.j
        return "agent of a verb" if is_verb(view, act.i) else "agent", by.i, actor.j
    closing = _closing_participle(view, actor.j)
    return ("agent of a verb", by.i, closing.j) if closing else None


def _by_some(view: View, actor: ActorPhrase, k: int) -> Tag | None:
    """ "By | foreign | terrorists": a word that says nothing of who stands before a general name."""
    plain = actor.kind == "generic" and view.text.pack.option("adjective_order") == "before"
    token = view.tokens[k - 1]
    said = token.kind == "word" and not token.capital and all(t.value == "prenominal" for t in view.on(k - 1))
    return view.ending(k - 1, "grammar", "by") if plain and said else None


def _noun_of_attack(view: View, end: int) -> Tag | None:
    noun = view.ending(end, "attack", slots=("noun",)) or view.ending(end, "weapon", slots=("forms",))
    if noun and view.is_word(noun.i, "no_deed"):  # « la violencia de las milicias »
        return None
    ground = (
        noun is not None and view.is_word(noun.i, "offensive") and not view.tags("harm")
    )  # "the army's offensive took the town"
    return None if ground else noun


def _is_genitive(view: View, actor: ActorPhrase, k: int) -> bool:
    """Is a party right behind a noun of attack its author (удар ВСУ, قصف قوات النظام)? Not a mere country: that is hit."""
    if not view.text.pack.option("genitive_author"):
        return False
    if view.at(actor.j, "grammar", "negation"):  # «доказательств причастности к теракту ИГ | не опубликовало»
        return False
    if view.tokens[actor.j - 1].printed.isupper() and view.is_word(actor.j, "takes_step"):
        return False  # «после взрыва НАТО | потребовало»: a name that shows no case is the subject of the verb behind it
    people = view.at(actor.i, "country", slots=("people",)) is not None
    direct = all(
        view.over(n, "cue", "suspect") or view.norm(n) in QUOTE_MARKS for n in range(k, actor.i)
    )  # „Angriff mutmaßlicher Rebellen“
    return direct and (not actor.bare or people or view.is_word(actor.j, "aimed_at"))


def _case_agent(view: View, actor: ActorPhrase, k: int) -> Deed | None:
    """An agent told by its case: убиты наёмниками «Вагнера», обстріляно російськими військами."""
    endings = view.text.pack.endings("agent_endings")
    if not endings:
        return None
    title = view.ending(k, "actor") or view.ending(k, "force")
    start = title.i if title and k < actor.i else actor.i
    last = (title.j if title and k < actor.i else actor.j) - 1
    if any(view.norm(n) in QUOTE_MARKS for n in range(start, last)):
        last = start  # наёмниками «Вагнера»: a quoted name keeps its own case
    if any(view.ending(start, "grammar", value) for value in ("with", "of", "from", "by")):
        return None
    heads = view.text.pack.endings("agent_head_endings")
    head = heads and actor.j - start > 1 and view.norm(start).endswith(heads)  # Силами быстрой поддержки
    if not (head or view.norm(last).endswith(endings)):  # an acronym shows no case: right behind a passive it is the agent
        done = view.ending(start, "attack", slots=("participle",)) if view.tokens[last].printed.isupper() else None
        return ("agent of a verb", done.i, actor.j) if done else None
    if view.ending(start, "spatial"):
        return None
    for tag in view.sentence.tags:
        told = (tag.category == "attack" and tag.slot == "participle") or (
            tag.category == "harm" and tag.slot in {"participle", "predicate"} and tag.value != "missing"
        )
        near = 0 <= start - tag.j <= CASE_GAP or 0 <= tag.i - actor.j <= CASE_GAP
        first, end = min(tag.i, start), max(tag.j, actor.j)
        if told and near and not view.broken(first, end) and not any(view.norm(n) == "," for n in range(first, end)):
            return "agent of a verb", first, end
    return None


def _closing_participle(view: View, k: int) -> Tag | None:
    """The participle that closes the clause behind token k ("wurden von Rebellen | getötet")."""
    if not view.text.pack.option("participle_last"):
        return None
    for at in range(k, min(k + CLAUSE_GAP, view.j)):
        if view.norm(at) == "," or at in view.hard:
            return None
        tag = view.at(at, "attack", slots=("participle",)) or view.at(at, "harm", slots=("participle",))
        if tag:
            return tag
    return None


def _strikes(view: View, actor: ActorPhrase) -> Deed | None:
    """Russian missiles hit a convoy: told as a deed of its own, not taken for granted as in "the Russian attack killed 12"."""
    deed = _doer(view, actor)
    if deed is None or deed[0] != "doer":
        return None
    have = view.has(actor.j, deed[2], "grammar", "have")
    struck = view.ending(deed[2], "attack", slots=("verb",)) or (have and view.ending(deed[2], "attack", slots=("participle",)))
    return deed if struck or _weapon_hits(view, actor, deed[2]) else None


def _weapon_hits(view: View, actor: ActorPhrase, k: int) -> bool:
    """ "a Russian missile hit | a house", "Russian rockets kill | 15": past and participle look alike, the object follows."""
    weapon = view.over(actor.j - 1, "weapon") and not view.ending(actor.j, "attack")
    verb = view.ending(k, "attack", slots=("verb", "participle")) or view.ending(k, "harm", slots=("verb", "participle"))
    if not (weapon and verb) or not view.text.pack.option("that_left_out"):
        return False
    return not (view.over(k, "grammar", "by") or view.over(k, "spatial")) and k < view.j and view.tokens[k].kind != "punct"


def _between(view: View, actor: ActorPhrase) -> bool:
    """Is the actor one end of "the war between A and B"?"""
    return any(0 < actor.i - t.j <= BETWEEN_REACH for t in view.tags("spatial", "between")) and view.over(actor.i - 1, "grammar")


def _doer(view: View, actor: ActorPhrase) -> Deed | None:
    """Russian troops carried out a strike · the air force hit a school · la Codeco a tué."""
    if _between(view, actor) or (actor.bare and not _is_subject(view, actor)) or says_where(view, actor) or backs(view, actor):
        return None
    if (view.text.pack.option("participle_last") and not nominative(view, actor)) or in_oblique_case(view, actor):
        return None
    if view.at(actor.j, "grammar", "have"):
        closing = _closing_participle(view, actor.j)
        if closing and not view.has(actor.j, closing.i, "grammar", "negation"):
            return "doer", actor.i, closing.j
    actor = past_insertions(view, actor)
    for k in range(actor.j, min(actor.j + VERB_GAP, view.j)):
        if k in view.hard:
            return None
        if not_us := next((t for t in view.tags("cue", "not_us") if t.i <= k < t.j), None):
            return "did not", actor.i, not_us.j
        if view.at(k, "harm", slots=("intransitive", "predicate")):  # "soldiers fell in the attack", لقي الجنود | حتفهم
            return None
        tag = act_at(view, k)
        if tag and (only := view.at(tag.j, "cue", "not_us")):  # "hits | only military targets"
            return "did not", actor.i, only.j
        if tag is not None:
            return _own_deed(view, actor, tag)
        speaks = any(t.i == k and t.category == "cue" and t.value in {"say", "figure", "accuse", "deny"} for t in view.on(k))
        if speaks and not (view.is_word(k - 1, "inserted_subject") or any(view.norm(m) == "," for m in range(actor.j, k))):
            return None
    return None


def _own_deed(view: View, actor: ActorPhrase, tag: Tag) -> Deed | None:
    """Is the act behind an actor its own? Not in another clause, not done to it, not with people between."""
    start = _past_relative(view, actor)
    between = [t for t in view.inside(start or actor.j, tag.i, "grammar") if t.value in {"clause", "by", "relative"}]
    whose = len(between) == 1 and between[0].i == actor.j and view.at(actor.j, "grammar", "relative")
    if between and not (whose and between[0].value in {"relative", "clause"}):
        return None
    if view.text.pack.option("participle_last") and (tag.slot == "participle" or closes_passive(view, tag)):
        return None  # the other half of its verb stands before: see verb_bracket
    if is_passive(view, tag) or not _reaches(view, start or actor.j, tag) or _is_object(view, actor, tag):
        return None
    if tag.value == "detained" and actor.actor == "police":
        return None  # arrests that follow an attack
    if not actor.violent and view.is_word(tag.i, "comes_down"):
        return None  # "the police | arrived late", no missile
    if view.text.pack.endings("subject_endings") and tag.j - tag.i == 1 and view.is_word(tag.i, "blast"):
        return None  # «у здания Минобороны | взорвался автомобиль»
    if actor.bare and tag.category == "harm" and not agrees(view, tag):  # السودان | قتل 12
        return None
    if view.has(actor.j, tag.i, "people") or _weapon_does_it(view, actor, tag) or fell(view, actor, tag):
        return None
    if is_none(view, tag.j):
        return "did not", actor.i, tag.j
    if view.has(actor.j, tag.i, "grammar", "negation"):
        denied = view.has(max(actor.j, tag.i - NEGATION_GAP), tag.i, "grammar", "negation")
        return ("did not", actor.i, tag.j) if denied else None
    return "doer", actor.i, tag.j


def _weapon_does_it(view: View, actor: ActorPhrase, tag: Tag) -> bool:
    """« all'arrivo delle forze di sicurezza | un'autobomba ha provocato … »: the verb has a subject of its own."""
    if view.text.pack.option("participle_last"):  # „die Armee | die Rakete abgefeuert hat“: its object
        return False
    return any(
        t.i > actor.j and view.over(t.i - 1, "grammar", "article") and not view.over(t.i - 2, "grammar")
        for t in view.inside(actor.j, tag.i, "weapon")
        if not view.over(t.i - 2, "spatial")
    )


def _past_relative(view: View, actor: ActorPhrase) -> int:
    """ "X, | who killed", "it was X | that killed", « c'est X | qui a tué »: the token behind the pronoun that leads from a party
    to its own verb; 0 for none. Not of "the attack on X, which killed".
    """
    k = before_articles(view, actor.i)
    isnt = view.over(actor.j, "grammar", "negation") and view.over(actor.j + 1, "grammar", "pronoun")  # الجيش | ليس هو من | قصف
    pronoun = isnt or view.over(actor.j, "grammar", "pronoun")  # الجيش | هو الذي | قصف
    cleft = pronoun or any(view.ending(k, "grammar", value) for value in ("be", "negation"))  # "it was not | X that"
    comma = view.norm(actor.j) == ","
    led = not cleft and (view.ending(k, "spatial") or view.ending(k, "grammar", "of"))
    if actor.violent or led or not (cleft or comma):
        return 0
    at = actor.j + isnt + (comma or pronoun)
    at += cleft and view.over(at, "grammar", "article")  # « fue el ejército | el que »
    relative = view.at(at, "grammar", "relative")
    return relative.j if relative else 0


def _is_object(view: View, actor: ActorPhrase, tag: Tag) -> bool:
    """« atacou a polícia | e matou dois », "bombed a camp of X | and killed 16": does the verb joined to the one before go on
    with that one's subject, and is the party only whom or where it struck?
    """
    joined = tag.i
    while any(view.over(joined - 1, "grammar", v) for v in ("have", "clitic")) and joined > actor.j:
        joined -= 1  # « et | en avoir | arrêté 51 »
    if not view.ending(joined, "grammar", "conjunction") or view.text.pack.option("subject_behind"):
        return False
    k = before_articles(view, actor.i)
    led = of_before(view, actor.i) or view.ending(k, "grammar", "of") or view.ending(k, "spatial")
    if led and struck_before(view, k):
        return True
    k = actor.i
    while any(view.over(k - 1, "grammar", v) for v in ("article", "of")) or view.ending(k, "people"):
        k -= 1
    k = next((a.i for a in view.amounts if a.kind == "count" and a.j == k), k)  # « mató a | cinco | policías e hirió »
    k -= view.is_word(k - 1, "object_mark")
    if view.text.pack.option("that_left_out") and (view.ending(k, "spatial") or view.is_word(k - 1, "institution_link")):
        return k - 1 > view.sentence.body  # "mistook them for | rebels | and killed"
    k -= view.norm(k - 1) in QUOTE_MARKS  # « avoir „neutralisé“ | 203 terroristes »
    done = view.ending(k, "attack", slots=("verb", "participle")) or view.ending(k, "harm", slots=("verb", "participle"))
    return done is not None and not is_passive(view, done)


def _is_subject(view: View, actor: ActorPhrase) -> bool:
    """Can a mere country be the subject here? Not behind a preposition ("the bombing in Syria killed", "north of Mali")."""
    k = actor.i
    while view.over(k - 1, "grammar", "article") or view.norm(k - 1) in QUOTE_MARKS:
        k -= 1
    at = view.ending(actor.i, "spatial")
    if at and view.is_article(at) and _noun_of_attack(view, at.i):
        return False
    return not ((at and not view.is_article(at)) or view.ending(k, "spatial") or view.ending(k, "grammar", "of"))


def _reaches(view: View, start: int, tag: Tag) -> bool:
    """Is the verb the actor's own: only auxiliaries, adverbs, dates or an insertion between two commas stand before it?"""
    commas = [k for k in range(start, tag.i) if view.norm(k) == ","]
    if len(commas) == 1:
        return False
    free = range(start, tag.i) if not commas else [*range(start, commas[0]), *range(commas[-1] + 1, tag.i)]
    unknown = [
        k
        for k in free
        if not view.over(k, "grammar") and not any(d.i <= k < d.j for d in view.dates) and view.norm(k) not in QUOTE_MARKS
    ]
    noun_too = tag.slot == "verb" and any(
        view.at(tag.i, *noun) for noun in (("attack", None, ("noun",)), ("harm", None, ("event",)))
    )
    if view.over(tag.i - 2, "grammar", "pronoun") and view.text.pack.option("joined_article"):  # هو من | قصف
        noun_too = False
    if noun_too and view.over(tag.i - 1, "spatial"):  # a noun behind its preposition (بقصف)
        return False
    joined = view.at(tag.i - 1, "grammar", "conjunction")  # "the gunmen came in two cars and opened fire"
    return len(unknown) <= (0 if noun_too else VERB_GAP if joined else 2)


def _is_act(tag: Tag) -> bool:
    if tag.category in {"attack", "weapon"}:
        return tag.value != "use"
    return tag.category == "harm" and tag.slot in {"participle", "victims", "event"}

"""Actors: phrases that name a party ("Russian troops", "la milice", "the air force"), with its canonical English name.

In: a View. Out: ActorPhrases in order, longest first where they overlap. General names ("the army", "the occupiers") are made
exact later, by the country of the incident (``settle``).
"""

from __future__ import annotations

from collections.abc import Collection

from recounted.reading.parties.heads import led_forces
from recounted.reading.parties.own_names import army_of, name_before, own_name
from recounted.reading.parties.phrases import ActorPhrase, one_party
from recounted.reading.sentences.view import QUOTE_MARKS, View
from recounted.reading.speakers.named_bodies import named_bodies
from recounted.reading.speakers.words import country_name
from recounted.reading.tolls.clauses import has_article
from recounted.reading.words.text import Tag

#: Words between an adjective of nationality and the noun that makes it an actor ("Russian ballistic missile").
FORCE_GAP = 3
#: Tokens between "is attributed" and a country or capital.
BLAME_GAP = 2
#: Tokens of a place and its comma between "in" and the country.
PLACE_GAP = 5
#: Tokens between "dressed as" and the party.
WORN_GAP = 4
#: Those who fight their own state: a nationality beside them is not whose they are.
REBELS = {"rebels", "insurgents"}
#: Those who are not of the army of the nation that they are named by.
IRREGULARS = {*REBELS, "militia"}


def find_actors(view: View) -> list[ActorPhrase]:
    """All actor phrases of a sentence, in order, without overlap."""
    found = [ActorPhrase(i, j, name, "group", None) for i, j, name in named_bodies(view)]
    for tag in view.tags("actor"):
        phrase = _from_actor(view, tag) if tag.meaning.get("kind") != "none" else None
        if phrase and (phrase.kind != "group_noun" or phrase.definite):
            found.append(phrase)
    found += [_led(view, tag) for tag in view.tags("leader")]
    groups = [t for t in view.tags("actor") if t.meaning.get("kind") == "group"]
    for tag in view.tags("country"):
        if any(g.i <= tag.i and tag.j <= g.j and (g.i, g.j) != (tag.i, tag.j) for g in groups):
            continue  # قوات سوريا الديمقراطية: part of a group's name
        phrase = _from_adjective(view, tag) if tag.slot == "adjectives" else _from_country(view, tag)
        if phrase:
            found.append(phrase)
    found = [phrase for phrase in found if not _worn(view, phrase)] + _own_forces(view)
    found.sort(key=lambda p: (-(p.j - p.i), p.kind in {"generic", "body", "forces", "opponent", "head"}, p.bare, p.i))
    kept: list[ActorPhrase] = []
    for phrase in found:
        if not any(k.i < phrase.j and phrase.i < k.j for k in kept):
            kept.append(phrase)
    parties = one_party(view, sorted(kept, key=lambda p: p.i))
    return one_party(view, parties) if len(parties) < len(kept) else parties  # « des rebelles | du groupe | X »


def _worn(view: View, phrase: ActorPhrase) -> bool:
    """Is a party only what attackers are dressed as ("gunmen dressed as hunters", "men in army uniforms")?"""
    if phrase.violent:
        return False
    before = range(max(view.i, phrase.i - WORN_GAP), phrase.i)
    named = next((k for k in reversed(before) if view.is_word(k, "guise")), None)
    if named is not None and not any(view.norm(k) == "," or view.over(k, "attack") for k in range(named, phrase.i)):
        return True
    return view.is_word(phrase.j, "guise")


def _own_forces(view: View) -> list[ActorPhrase]:
    """ "its aircraft", « ses combattants »: the forces of whoever speaks."""
    owners = view.tags("grammar", "possessive")
    forces = (
        (
            o,
            view.at(o.j, "force")
            or view.at(o.j, "people", "fighter")
            or view.at(o.j, "people", "soldier")
            or view.at(o.j, "people", "man", ("many",))
            or view.at(o.j, "people", "people", ("many",)),
        )
        for o in owners
    )
    own = [ActorPhrase(o.i, f.j, "", "own", None) for o, f in forces if f]
    subjects = (
        t
        for t in (*view.tags("grammar", "pronoun"), *view.tags("grammar", "have"))
        if view.is_word(t.i, "own_subject") and (view.at(t.j, "grammar", "have") or _is_said(view, t.i))
    )
    return own + [ActorPhrase(t.i, t.j, "", "own", None) for t in subjects]  # „sie habe … angegriffen“, « dit avoir frappé »


def _is_said(view: View, k: int) -> bool:
    """Does a verb of saying stand right before token k, with "that" or a small word between at most?"""
    start = k - view.is_word(k - 1, "that", "of_infinitive")
    start = next((d.i - view.over(d.i - 1, "spatial") for d in view.dates if d.j == start), start)  # "said | on Monday that | it"
    return any(t.j in {k, start} and t.value in {"say", "admit"} for t in view.tags("cue"))


def _led(view: View, tag: Tag) -> ActorPhrase:
    """A leader by name, with the forces called by it."""
    led = led_forces(view, tag)
    i, j = led or (tag.i, tag.j)
    kind = str(tag.meaning.get("kind")) if led else "head"
    return ActorPhrase(i, j, tag.value, kind, tag.meaning.get("country"), led is not None and _violent(view, i, j), led is None)


def _from_actor(view: View, tag: Tag) -> ActorPhrase | None:
    kind = str(tag.meaning.get("kind") or "group")
    i, j, violent = _with_force(view, tag.i, tag.j)
    j -= view.norm(j - 1) in QUOTE_MARKS and not any(view.norm(k) in QUOTE_MARKS for k in range(i, j - 1))  # "X Y|"
    country = tag.meaning.get("country")
    if kind == "forces" and view.at(j, "target"):
        return ActorPhrase(i, j, tag.value, "group_noun", None)  # "military | objects": what is aimed at
    if view.at(i, "actor", slots=("adjectives",)) and view.ending(i, "place_noun"):
        return ActorPhrase(i, j, tag.value, "group_noun", None)  # « los barrios rebeldes » are no rebels
    act = view.ending(i, "attack", slots=("noun",)) if tag.slot == "adjectives" else None
    if act and view.text.pack.option("adjective_order") == "after":  # « un ataque yihadista »
        return ActorPhrase(act.i, j, tag.value, kind, country, True)
    if kind in {"generic", "group_noun"} and (own := own_name(view, tag) or name_before(view, tag)):
        return ActorPhrase(min(i, own[0]), max(tag.j, own[1]), view.text.words(*own), "group", None, violent)
    if kind == "forces" and (own := army_of(view, tag)):
        return ActorPhrase(*own, view.text.words(*own), "group", None, violent)
    if kind in {"forces", "opponent", "head"}:
        named = _nationality(view, tag)
        if named:
            state = "head" if kind == "head" else "state"
            return ActorPhrase(min(i, named.i), max(j, named.j), country_name(named), state, named.value, violent)
    definite = _is_definite(view, tag)
    if kind == "head" and not (definite or view.is_word(tag.i, "the") or view.over(tag.i - 1, "spatial")):
        return None  # « al gobierno » is the one here, "a government that falls" none
    return ActorPhrase(
        i, j, tag.value, kind, country, violent, tag.slot == "adjectives" and j == tag.j, definite, tag.meaning.get("side")
    )


def _is_definite(view: View, tag: Tag) -> bool:
    """Does a general name point to a party named before ("the rebels", "these militias", "the same group", المتمردون)?"""
    if view.is_word(tag.i - 1, "same") or view.is_word(tag.j, "same"):
        return True
    if view.is_word(tag.i - 1, "the", "of_the", "demonstrative") or _beside_a_name(view, tag):
        return True
    return has_article(view, tag.i) if view.text.pack.option("joined_article") else not view.text.pack.words("the")


def _beside_a_name(view: View, tag: Tag) -> bool:
    """Does the name of a group stand right beside a general name ("X militants"), and no other general name?"""
    return any(t.category == "actor" and t.meaning.get("kind") == "group" for k in (tag.i - 1, tag.j) for t in view.on(k))


def _nationality(view: View, tag: Tag) -> Tag | None:
    """An adjective of nationality beside a general name ("the Russian army", « l'armée russe »), or its country after "of"."""
    if view.text.pack.option("adjective_order") == "before":
        for gap in range(3):
            adjective = view.ending(tag.i - gap, "country", slots=("adjectives",))
            if adjective and all(view.tokens[k].kind == "word" for k in range(adjective.j, tag.i)):
                said = any(t.value == "say" for t in view.inside(adjective.j, tag.i, "cue"))  # "the Israeli army said | soldiers"
                return None if said else adjective
    for gap in range(3):
        adjective = view.at(tag.j + gap, "country", slots=("adjectives",))
        if adjective and view.text.pack.option("adjective_order") != "before":
            return adjective
    of = view.at(tag.j, "grammar", "of")
    return _country_after(view, of.j) if of else None


def _country_after(view: View, k: int) -> Tag | None:
    if view.at(k, "grammar", "article"):
        k += 1
    for step in range(2):
        tag = view.at(k + step, "country", slots=("names", "metonyms"))
        if tag:
            return tag
    return None


def _from_country(view: View, tag: Tag) -> ActorPhrase | None:
    """A country, its people or its capital: an actor where a rule finds it doing something."""
    if tag.slot == "people" and _person(view, tag):
        return None
    of = next((t for t in view.tags("grammar", "of") if t.j in {tag.i, tag.i - 1}), None)
    if of:
        force = next((t for t in view.tags("force") if 0 <= of.i - t.j <= 2), None)
        placed = force and (
            view.has(force.j, of.i, "grammar", "be") or any(view.over(k, "spatial") for k in range(force.j, of.i))
        )  # « attacco nel nord del Mozambico »
        if force and _is_called(view, force.i, REBELS):
            return None  # « i ribelli dello Yemen »: not the state
        if force and not placed and not any(view.tokens[k].kind == "punct" for k in range(force.j, of.i)):
            return ActorPhrase(force.i, tag.j, country_name(tag), "state", tag.value, _violent(view, force.i, force.j))
    if tag.slot == "names" and view.text.pack.endings("subject_endings") and view.ending(tag.i, "people", slots=("one",)):
        return None  # «водителя, гражданина | Армении»: no state answers for that
    force = _force_of(view, tag)
    if force:
        return ActorPhrase(force.i, tag.j, country_name(tag), "state", tag.value, _violent(view, force.i, force.j))
    j = tag.j
    if tag.slot == "names" and (_where(view, tag) or _is_called(view, j, IRREGULARS)):
        return None  # "Mali | militia denies": not the state's
    if view.is_word(j, "genitive"):
        force = _force_after(view, j + 1)
        if force:
            return ActorPhrase(tag.i, force.j, country_name(tag), "state", tag.value, _violent(view, force.i, force.j))
        return None  # "Ukraine's rail network" is not Ukraine
    in_a_name = (
        view.is_word(tag.i - 1, "name_particle") and view.tokens[tag.i - 2].capital and not view.over(tag.i - 2, "country")
    )
    named = tag.slot == "metonyms" or (tag.slot == "people" and view.tokens[tag.i].capital)
    if named and in_a_name and not view.text.pack.option("capital_nouns"):
        return None  # "Santa Rosa de | Lima" is no capital, "Abu Salim al | Masri" no country
    before = {tag.i} if _is_what(view, tag.i - 1) else {tag.i, tag.i - 1}
    where = [t for t in view.tags("spatial") if t.j in before and t.value != "modifier" and not view.over(t.i, "cue", "accuse")]
    article = tag.slot == "names" and any(view.is_article(t) for t in where)  # « a Rússia », « contra a Rússia »
    where = [t for t in where if not article or not view.is_article(t)]
    attributed = any(0 <= tag.i - t.j <= BLAME_GAP for t in view.tags("cue", "attributed"))  # « imputée à Erevan »
    blamed = attributed or view.tags("cue", "accuse") or view.ending(tag.i, "grammar", "by")  # "blamed on X", « lanzado por X »
    inside = not blamed and any(t.value == "in" and t.j == tag.i - article for t in where)
    if (
        (tag.slot == "metonyms" or inside)
        and where
        and not (attributed or (view.is_word(tag.i - 1, "object_mark") and view.tags("cue", "accuse")))
    ):
        return None  # "in Kabul" is where, not who
    if tag.slot == "metonyms" and (view.ending(tag.i, "country", slots=("names",)) or view.is_word(tag.i - 1, "capital")):
        return None  # «в столице Афганистана Кабуле»
    return ActorPhrase(tag.i, j, country_name(tag), "state", tag.value, bare=True)


def _is_what(view: View, k: int) -> bool:
    """«Киев обвинил | в ударе | Москву»: is it of what a party is accused, between "in" and the party?"""
    what = view.at(k, "attack", slots=("noun",)) or view.at(k, "harm", slots=("event",)) or view.over(k, "grammar", "pronoun")
    return bool(what and view.tags("cue", "accuse"))


def _person(view: View, people: Tag) -> bool:
    """Is it a person's nationality ("the attacker is | a 21-year-old | Tunisian", «тунисец»)? No state answers for that."""
    if any(view.over(k, "grammar", "indefinite") for k in (people.i - 1, people.i - 2)) or view.ending(people.i, "harm"):
        return True  # „ein zunächst festgenommener | Pakistaner“
    k = people.i
    while view.over(k - 1, "grammar", "article") or view.over(k - 1, "grammar", "of"):
        k -= 1
    return view.ending(k, "grammar", "be") is not None or view.norm(people.i).endswith(
        view.text.pack.endings("one_person_endings") or ("\0",)
    )


def _where(view: View, country: Tag) -> bool:
    """Does a country only say where a place is ("in the state of X, Nigeria, killing", «в столице Сомали»)?"""
    listed = view.norm(country.i - 1) == "," and view.tokens[country.i - 2].capital
    if listed and view.norm(country.j) != ",":  # "in Bogota, Colombia kills 21"
        opens = country.i - 2 == view.sentence.body  # a dateline without its dash
        listed = opens or any(0 < country.i - t.j <= PLACE_GAP for t in view.tags("spatial", "in"))
    return listed or (view.ending(country.i, "place_noun") is not None and not view.over(country.i - 1, "actor"))


def _force_of(view: View, country: Tag) -> Tag | None:
    """The noun of a force whose owner follows in the genitive («военные Мьянмы»); an attack's country may be the one hit."""
    if not view.text.pack.option("genitive_author") or country.slot != "names":
        return None
    force = view.ending(country.i, "force")
    if force and view.over(force.i, "grammar", "by"):
        return None  # «обстрел со | стороны | Украины»
    return None if force is None or view.ending(country.i, "attack") or view.ending(country.i, "weapon") else force


def _from_adjective(view: View, tag: Tag) -> ActorPhrase | None:
    if view.is_word(tag.i - 1, "in_language") and not _force_after(view, tag.j):  # a language: "written in Russian"
        return None
    if view.text.pack.option("adjective_order") == "before":
        force = _force_after(view, tag.j)
        if not force:
            return _sharing(view, tag)
        _, j, violent = _with_force(view, tag.i, force.j)
        return ActorPhrase(tag.i, j, country_name(tag), "state", tag.value, violent or _violent(view, force.i, force.j))
    for gap in range(FORCE_GAP):
        force = view.ending(tag.i - gap, "force") or view.ending(tag.i - gap, "people", "soldier")
        if force and (view.has(force.j, tag.i, "actor") or view.has(force.j, tag.i, "speaker")):
            return None  # « disparos de colonos israelíes »: of settlers, no army; قصف نسبته الحكومة اليمنية
        of = view.at(tag.j, "grammar", "of")
        if force and of and any(_is_own_party(t) for t in view.on(of.j)):
            return None  # « les terroristes nigérians de X »
        if force and _is_called(view, force.i, REBELS):
            return None  # « les rebelles ougandais »
        if force and _is_said_of(view, force, tag):
            return None
        if force and not any(view.tokens[k].kind == "punct" for k in range(force.j, tag.i)):
            shared = gap > 1 and view.over(tag.i - 1, "grammar", "conjunction") and view.ending(tag.i - 1, "country")
            start = tag.i if shared else force.i  # « avions russes et | syriens »
            return ActorPhrase(start, tag.j, country_name(tag), "state", tag.value, _violent(view, force.i, force.j))
    return None


def _is_said_of(view: View, force: Tag, adjective: Tag) -> bool:
    """« l'auteur de l'attaque | est un | Tunisien », «منفذ الهجوم | تونسي»: no attribute of the noun before it."""
    if any(view.has(force.j, adjective.i, "grammar", value) for value in ("be", "indefinite")):
        return True
    return has_article(view, force.j - 1) and not has_article(view, adjective.i)


def _sharing(view: View, tag: Tag) -> ActorPhrase | None:
    """ "Russian | or Syrian jets": the first of two nations that share the noun of a force."""
    link = view.at(tag.j, "grammar", "conjunction")
    other = view.at(link.j, "country", slots=("adjectives",)) if link else None
    force = _force_after(view, other.j) if other else None
    if force is None:
        return None
    return ActorPhrase(tag.i, tag.j, country_name(tag), "state", tag.value, _violent(view, force.i, force.j))


def _force_after(view: View, k: int) -> Tag | None:
    """The noun that makes an adjective an actor, a few plain words on."""
    for gap in range(FORCE_GAP):
        at = k + gap
        if at >= view.j or (view.tokens[at].kind == "punct" and view.norm(at) not in {",", *QUOTE_MARKS}):
            return None  # but for «российский | «Шахед»»
        force = view.at(at, "force") or view.at(at, "people", "soldier") or view.at(at, "people", "fighter")
        if force and any(_is_own_party(t) for t in view.on(force.i)):
            return None  # "Sudan's Rapid Support Forces", "Sudanese paramilitaries": a party of its own
        if force and not view.at(force.j, "speaker") and all(_is_that_army(t, force) for t in view.on(force.i)):
            return force
        if any(view.at(at, category) for category in ("speaker", "grammar", "place_noun", "people", "cue")):
            return None
    return None


def _is_that_army(tag: Tag, force: Tag) -> bool:
    """Is a speaker the force itself ("Israel's | army"), not one who speaks for it ("military governor")?"""
    return tag.category != "speaker" or (tag.value == "armed_force" and force.i <= tag.i and tag.j <= force.j)


def _is_called(view: View, k: int, names: Collection[str]) -> bool:
    """Is token k a word for one of these parties?"""
    return any(t.category == "actor" and t.value in names for t in view.on(k))


def _is_own_party(tag: Tag) -> bool:
    return tag.category == "actor" and (tag.meaning.get("kind") == "group" or tag.value in IRREGULARS)


def _with_force(view: View, i: int, j: int) -> tuple[int, int, bool]:
    """An actor's phrase with the nouns of attack right behind it ("the junta airstrike")."""
    violent = False
    k = j
    if view.text.pack.option("genitive_author") and view.ending(j, "force"):
        return i, j, violent  # "армия удар (не комментировала)": nouns in their cases are no compound
    k += view.is_word(k, "genitive") and _violent(view, k + 1, k + 2)  # "the junta | 's | airstrike"
    while k < view.j and view.text.pack.option("adjective_order") == "before":
        tag = view.at(k, "weapon", slots=("forms",)) or view.at(k, "attack", slots=("noun",)) or view.at(k, "force")
        if not tag or view.at(tag.j, "speaker"):
            break
        violent = violent or _violent(view, tag.i, tag.j)
        k = j = tag.j
    return i, j, violent


def _violent(view: View, i: int, j: int) -> bool:
    """Does a force noun name an attack or a weapon, alone or with the noun after it?"""
    end = j + 1 if view.text.pack.option("adjective_order") == "before" else j
    acts = (*view.inside(i, end, "weapon"), *view.inside(i, end, "attack"))
    who = view.at(i, "actor")
    men = view.at(i, "people") or (who and who.meaning.get("kind") == "generic")  # "X | gunmen": they act, they are no weapon
    return not men and any(t.slot in {"forms", "noun"} and not view.is_word(t.i, "no_deed") for t in acts)

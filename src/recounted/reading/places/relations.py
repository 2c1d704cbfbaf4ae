"""Place relations: how the name of a place stands in its sentence. In it, near it, toward it; or in a role or a dateline.

In: a View, the tokens of a printed name, and the attributions of the report. Out: the relation, and the kind of place that the
words around the name say it is ("X district"). Whether a gazetteer knows the name is no question here.
"""

from __future__ import annotations

from typing import Literal, cast

from recounted.model import PlaceKind
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attribution
from recounted.reading.words.text import Tag

#: Marks before a name in quotation marks.
OPENING = frozenset('«“„"')

#: How a name stands that says where something was.
THERE = frozenset({"in", "near", "between", "direction"})
#: Cues before the party that something is put down to, and behind the one that speaks.
BLAMED = frozenset({"accuse", "attribute", "author", "suspect", "responsible", "according", "deny"})
SPEAKING = frozenset({"say", "accuse", "deny", "admit", "hold", "not_us"})
#: Tokens between what stands in a capital and "of" that capital.
STANDING_GAP = 6
#: Offices that are where they speak of.
LOCAL = frozenset({"local_authority", "police", "hospital_medical", "emergency_service"})
#: Tokens between an office and its place.
ROLE_GAP = 3
#: Tokens between "treated in hospitals" and the place of the hospitals.
CARE_GAP = 2
#: Tokens between "taken to" and the place of the hospital.
TAKEN_GAP = 5

Relation = Literal["in", "near", "between", "direction", "toward", "role", "dateline", ""]


def relation_of(view: View, i: int, j: int, attribution: Attribution) -> tuple[Relation, PlaceKind | None, int]:
    """How the name stands: (relation, kind that the text says it is, end of the phrase)."""
    wanted: PlaceKind | None = None
    end = j
    while i > view.i and view.norm(i - 1) in OPENING:
        i -= 1
    country = view.ending(i, "country", slots=("names",))
    if country and view.is_word(country.i - 1, "capital"):  # "в столице Сирии | Дамаске"
        i = country.i
    noun = view.at(j, "place_noun")
    of = view.is_word(i - 1, "place_link")
    before = _noun_before(view, i - 1) if of else view.ending(i, "place_noun") or view.ending(i, "target")
    if noun and noun.meaning.get("kind") in {"adm1", "adm2"}:
        wanted, end = noun.meaning.get("kind"), noun.j
    elif before and (kind := _kind(before)) in {"adm1", "adm2", "settlement"}:
        wanted = kind
    start = before.i if before else i
    if _in_role(view, i, attribution) or _as_party(view, i, j):
        return "role", wanted, end
    if i < view.sentence.body or _heads(view, i, j):
        return "dateline", wanted, end
    if view.is_word(start - 1, "genitive"):  # "in Borno's | Tarvel district"
        start = i = _owner(view, start - 1)
    if _taken_to(view, start):
        return "toward", wanted, end
    return _preposition(view, start, i) or ("in" if wanted == "settlement" else ""), wanted, end


def _heads(view: View, i: int, j: int) -> bool:
    """Is it a dateline before a colon ("QUETTA: At least …"), in a sentence that is no title?"""
    loud = all(view.tokens[k].printed.isupper() for k in range(i, j))
    return (
        view.norm(j) == ":"
        and i == view.i
        and (loud or view.norm(view.j - 1) == ".")
        and not view.at(i, "country", slots=("names",))
    )


def _owner(view: View, genitive: int) -> int:
    """The first token of the name before a genitive's mark."""
    k = genitive
    while k > view.i and view.tokens[k - 1].capital and view.tokens[k - 1].kind == "word":
        k -= 1
    return k


def feature_of(view: View, i: int, j: int) -> PlaceKind | None:
    """What the name is only the name of: a street, a quarter, a hospital printed right before or behind it ("X Avenue")."""
    while i > view.i and view.norm(i - 1) in OPENING:
        i -= 1
    for category in ("place_noun", "target"):
        for tag in (view.at(j, category), view.ending(i, category)):
            if tag and (kind := _kind(tag)) in {"street", "neighbourhood", "building", "water"}:
                return kind
    return None


def _kind(noun: Tag) -> PlaceKind | None:
    """The kind of place that a noun names; a target is a building, a camp of displaced people a settlement."""
    if noun.category == "target":
        return "settlement" if noun.value == "displacement_camp" else "building"
    return cast("PlaceKind | None", noun.meaning.get("kind"))


def _noun_before(view: View, of: int) -> Tag | None:
    """The noun for a place before "of", with an adjective between where adjectives follow (« villaggio cristiano di X »)."""
    last = of - 1
    plain = view.text.pack.option("adjective_order") == "after" and last > view.i and view.tokens[last].kind == "word"
    ends = {of, last} if plain and not view.over(last, "grammar") else {of}
    found = (t for category in ("place_noun", "target") for t in reversed(view.tags(category)) if t.j in ends)
    return next(found, None)


def _preposition(view: View, start: int, name: int) -> Relation:
    of = view.ending(start, "grammar", "of")
    if of and (view.ending(of.i, "target") or view.ending(of.i, "place_noun")):
        return "in"
    if view.ending(start, "attack", slots=("verb", "participle")):
        return "in"  # "gunmen attacked X"
    struck = start == name and view.ending(name, "attack", slots=("noun",)) and not view.at(name, "country")
    if struck and view.text.pack.option("genitive_author"):
        return "in"  # «обстрел X», «قصف X»
    for back in range(4):
        k = start - back
        for tag in (t for t in view.on(k - 1) if t.j == k and t.category == "spatial"):
            if tag.value == "modifier" or _in_a_name(view, tag):
                continue
            if all(_lean(view, m) for m in range(k, start)):
                if (
                    tag.value == "in"
                    and (view.over(tag.i, "grammar", "of") or view.is_word(tag.i, "to"))
                    and back == 0
                    and start == name
                ):
                    after_noun = any(view.ending(tag.i, c) for c in ("target", "attack", "weapon", "place_noun"))
                    return "in" if after_noun else "toward" if view.is_word(tag.i, "to") else ""
                return cast("Relation", tag.value)  # the pack loader admits no other value
    if view.text.pack.option("genitive_author") and view.ending(start, "spatial", "modifier"):
        return "in"  # «обстрел центра X»
    return ""


def _in_a_name(view: View, tag: Tag) -> bool:
    """« el Centro de Rehabilitación … »: a phrase of place with a capital inside is the name of something."""
    return not view.text.pack.option("capital_nouns") and any(
        view.tokens[m].capital for m in range(max(tag.i, view.sentence.body + 1), tag.j) if m > tag.i
    )


def _lean(view: View, m: int) -> bool:
    """May the word stand between a preposition and its place ("in eastern X", "in the Afghan province of X")?"""
    whose = view.at(m, "country", slots=("adjectives",))
    return bool(whose or view.at(m, "grammar", "article") or view.at(m, "spatial", "modifier") or view.at(m, "place_noun"))


def _stands_there(view: View, office: Tag, i: int) -> bool:
    """« el Ejército en X »: forces, unlike envoys, are where a preposition of place says."""
    link_of_place = view.over(i - 1, "spatial", "in") and not view.over(i - 1, "grammar", "of")
    return office.value in {"armed_force", "police", "hospital_medical", "emergency_service", "armed_group"} and link_of_place


def _as_party(view: View, i: int, j: int) -> bool:
    """Does a capital stand for its government ("Moscow denied it", "blamed on Tehran", "Damascus and its allies struck")?"""
    name = view.at(i, "country", slots=("metonyms",))
    if name is None or name.j != j or view.norm(j) == ":":
        return False
    before = view.ending(i, "spatial")
    of = before is None or view.over(before.i, "grammar", "of")
    opening = before.i if before else i
    blamed = any(t.value in BLAMED and opening - 2 <= t.i and t.j in {i, opening, opening - 1} for t in view.tags("cue"))
    if (before and before.value in THERE and not of) or _of_an_outrage(view, i):
        return blamed
    acts = any(t.value in SPEAKING and j <= t.i <= j + 2 for t in view.tags("cue")) or any(
        view.at(k, "attack", slots=("verb",)) for k in range(j, j + 2)
    )
    joined = view.at(j, "grammar", "conjunction")
    stands = range(opening - STANDING_GAP, opening)  # "the girls' school … of Kabul"
    if of and any(view.over(k, "target") or view.over(k, "place_noun") for k in stands):
        return blamed
    whose = before is not None and of and _preposition(view, i, i) == ""
    by = view.ending(i, "grammar", "by")
    return blamed or acts or whose or by is not None or bool(joined and view.at(joined.j, "actor"))


def _of_an_outrage(view: View, i: int) -> bool:
    """« l'attentato di | Kabul », „der Anschlag von | Kabul“: no government's, but where it was."""
    of = view.ending(i, "grammar", "of")
    return of is not None and view.is_word(of.i - 1, "outrage")


def _taken_to(view: View, start: int) -> bool:
    """Is it where people were taken or are cared for ("rushed to a hospital in X", "treated in hospitals in | X")?"""
    cared = next((t for t in reversed(view.tags("harm", "injured")) if t.i < start <= t.j + CARE_GAP), None)
    if cared and view.over(cared.j - 1, "target", "healthcare"):
        return True
    going = next((t for t in reversed(view.tags("spatial", "toward")) if t.j <= start), None)
    if going is None or going.j - going.i == 1 or start - going.j > TAKEN_GAP:
        return False
    between = range(going.j, start)
    ward = any(view.over(k, "target", "healthcare") or view.over(k, "speaker", "hospital_medical") for k in between)
    return ward and not any(t.i >= going.j and t.j <= start for t in view.each("attack", "harm", "weapon"))


def _phrase_of_place(view: View, i: int) -> bool:
    """Does a phrase of place of several words stand before the name (« un barrage de l'armée près de X »)?"""
    phrase = view.ending(i, "spatial", "near") or view.ending(i, "spatial", "direction")
    return phrase is not None and phrase.j - phrase.i > 1


def local_office(view: View, i: int, attribution: Attribution) -> bool:
    """Is the name in a role that of an office of the place itself: its mayor, police, hospital, rescuers?"""
    if any(one.voice.i <= i < one.voice.j for one in attribution.by_sentence[view.sentence.index] if one.voice.kind in LOCAL):
        return True
    return any(t.value in LOCAL and (0 <= t.i - i <= ROLE_GAP or 0 <= i - t.j <= ROLE_GAP) for t in view.tags("speaker"))


def _in_role(view: View, i: int, attribution: Attribution) -> bool:
    for one in attribution.by_sentence[view.sentence.index]:
        if one.voice.i <= i < one.voice.j and one.voice.kind != "witness" and not view.has(one.voice.i, i, "attack"):
            return True
    for tag in view.tags("speaker"):
        if tag.value == "witness":
            continue
        if (
            0 <= tag.i - i <= 3
            and all(view.tokens[k].kind == "word" and not view.over(k, "grammar") for k in range(i, tag.i))
            and not view.ending(i, "spatial")
            and not view.ending(i, "place_noun")
        ):
            return True
    return any(
        t.j <= i <= t.j + 3 and view.is_word(i - 1, "role_link") and not any(view.norm(m) in {",", "."} for m in range(t.j, i))
        for t in view.tags("speaker")
        if not _stands_there(view, t, i) and not _phrase_of_place(view, i)
        if t.value != "witness" and not view.over(t.i, "target") and not view.over(t.i, "place_noun")  # the police station of X
        if not (view.ending(t.i, "target") and view.tokens[t.i].capital)  # « Escuela | General Santander de X »
    )

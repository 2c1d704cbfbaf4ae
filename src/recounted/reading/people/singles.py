"""Single victims: people of whom no number tells ("a pregnant woman", "her son", "the mayor").

In: a View. Out: Groups of one (or of a couple). Whether anything happened to them is decided in ``tolls``.
"""

from __future__ import annotations

from recounted.model import Of
from recounted.reading.numbers.quantities import Amount
from recounted.reading.numbers.words import quantity_words
from recounted.reading.people.counted import ANYBODY, Group, adjectives_after, dimensions, grow
from recounted.reading.people.set_apart import acted_on, counts_things, of_an_attack, past_age, pronoun_harmed
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: What may stand before a noun without an article: category, value and slots.
BEFORE_NOUN: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    ("person_adjective", None, ("forms",)),
    ("grammar", "prenominal", ("forms",)),
    ("country", None, ("adjectives",)),
)
#: What a word that speaks is where it stands for no person.
INSTITUTIONS = ("force", "target", "place_noun", "actor")
#: Tokens of a name and its office between a definite person and the verb.
NAME_GAP = 12


def singles(view: View) -> list[Group]:
    """Single victims: an indefinite article, up to three words, a person ("a 36-year-old policeman")."""
    found = []
    for article in view.tags("grammar", "indefinite"):
        counted = view.at(article.j, "harm", slots=("victims", "remains"))
        if counted and not view.at(counted.j, "people"):  # "un mort", "a fatality"
            found.append(_single(article, counted, "victims", "", dimensions(None, adjectives_after(view, counted.j))))
            continue
        if article.j - article.i > 1 and acted_on(view, article.j):  # « et un autre | a été blessé »
            found.append(Group(article.i, article.j, 1, 1, 1, False, False, "single", "people", "person", core=article.i))
            found[-1].increment = True
            continue
        if pronoun_harmed(view, article):
            found.append(Group(article.i, article.j, 1, 1, 1, False, False, "single", "people", "person", core=article.i))
            continue
        if aged := view.aged(article.j):
            found.append(Group(article.i, aged.j, 1, 1, 1, False, False, "single", "people", "person", core=article.i))
            grow(found[-1], aged)
            continue
        noun = _single_noun(view, article)
        if noun and not view.is_word(noun.j, "genitive"):  # "a baby's baptism"
            dims = [*view.inside(article.j, noun.i, "person_adjective"), *adjectives_after(view, noun.j)]
            found.append(_single(article, noun, "people", noun.value, dimensions(noun, dims)))
    found += [
        Group(t.i, t.j, 1, 1, 1, False, False, "single", "people", "person", core=t.i, increment=True)
        for t in view.tags("grammar", "another")
        if _stands_alone(view, t)
    ]
    for owner in view.tags("grammar", "possessive"):  # "her husband", « son fils »
        at, age = past_age(view, owner.j)
        kin = view.at(at, "kin", slots=("one",)) or view.at(at, "people", slots=("one",))
        if kin:
            found.append(_single(owner, kin, "people", kin.value, dimensions(kin, adjectives_after(view, kin.j))))
            if age:
                grow(found[-1], age)
    if view.text.pack.option("bare_singular"):
        worn = [t for t in view.tags("actor") if t.j - t.i > 1]  # «مسلحون يرتدون زيا | عسكريا»: what a party is called by
        nouns = (t for c in ("people", "kin") for t in view.tags(c) if not any(a.i < t.i and t.j <= a.j for a in worn))
        found += [_bare(view, t) for t in nouns if t.slot == "one" and not of_an_attack(view, t)]
    elif not view.text.pack.option("capital_names"):
        found += _definite(view)
    return found


def _bare(view: View, noun: Tag) -> Group:
    """A single victim without an article, its adjectives and its age before it («67-летняя местная жительница»)."""
    i, adjectives = noun.i, []
    age: Amount | None = None
    while i > view.i:
        tag = next((t for t in (view.ending(i, *what) for what in BEFORE_NOUN) if t), None)
        before = next((a for a in view.amounts if a.kind == "age" and a.j == i), None)
        if tag is None and before is None:
            break
        adjectives += [tag] if tag and tag.category == "person_adjective" else []
        i, age = (before.i, before) if before else (tag.i if tag else i, age)
    number = int(noun.meaning.get("number", 1))
    of = dimensions(noun, adjectives)
    group = Group(i, noun.j, number, number, number, False, False, "single", "people", noun.value, of, noun, core=i)
    bound = quantity_words(view.text.pack).after.match(view.tokens, noun.j, view.j)  # مدني على الأقل
    if bound and bound[1] == "at_least":
        group.j, group.hi, group.point = bound[0], None, None
    if age:
        grow(group, age)
    return group


def _stands_alone(view: View, another: Tag) -> bool:
    """« killed one person and injured | another »: right behind the verb, with no noun of its own."""
    verb = another.i - (1 if view.is_word(another.i - 1, "object_mark") else 0)
    ends = another.j >= view.j or view.tokens[another.j].kind == "punct" or view.over(another.j, "spatial")
    ends = ends or any(view.over(another.j, "grammar", v) for v in ("conjunction", "clause", "by"))
    return ends and view.ending(verb, "harm", slots=("verb", "participle")) is not None


def _definite(view: View) -> list[Group]:
    """ "The mayor was killed": a definite single victim counts only where the harm stands right behind it."""
    found = []
    for tag in (*view.tags("people"), *view.tags("speaker")):
        if (tag.slot != "one") if tag.category == "people" else view.at(tag.i, "people", slots=("many",)):
            continue
        article = view.ending(tag.i, "grammar", "article")
        if article and (view.ending(article.i, "attack", slots=("noun",)) or view.ending(article.i, "weapon")):
            continue  # „der Angriff | der Miliz“
        if tag.category == "speaker" and any(view.over(tag.i, c) for c in INSTITUTIONS):
            continue  # « un avion de l'armée a été abattu »
        if article and view.ending(article.i, "people"):
            continue  # „neun Mitarbeiter | der Klinik“
        harm = next((h for h in view.tags("harm") if h.i > tag.j and h.slot in {"participle", "intransitive"}), None)
        if harm and harm.i - tag.j > 2 and not _name_between(view, tag.j, harm.i):
            continue
        if article and harm and (harm.slot == "intransitive" or view.ending(harm.i, "grammar", "be")):
            of = dimensions(tag, []) if tag.category == "people" else ANYBODY
            found.append(_single(article, tag, "people", tag.value, of))
    return found


def _name_between(view: View, i: int, j: int) -> bool:
    """Is it a name, an office's place or adjectives that stand between a person and the verb (« el alcalde de X, NAME, fue »)?"""
    named = [k for k in range(i, j) if view.tokens[k].capital]
    plain = all(view.tokens[k].kind == "word" or view.norm(k) == "," for k in range(i, j))
    closed = any(i <= t.i < j for t in view.each("harm", "cue", "attack", "people", "scope"))
    return bool(named) and j - i <= NAME_GAP and plain and not closed and not view.has(i, j, "grammar", "clause")


def _single_noun(view: View, article: Tag) -> Tag | None:
    for at in range(article.j, article.j + 5):
        noun = view.at(at, "people", slots=("one",)) or view.at(at, "kin", slots=("one",))
        noun = noun or (_compatriot(view, at) if at == article.j else None)
        if noun and view.text.pack.option("adjective_order") == "before" and view.at(noun.j, "target"):
            return None  # "a passenger | bus"
        if noun:
            return view.at(noun.j, "people", slots=("one",)) or noun  # "a peasant woman"
        closed = view.at(at, "grammar") and not any(view.at(at, "grammar", v) for v in ("prenominal", "age_of"))
        if at >= view.j or view.tokens[at].kind == "punct" or closed or counts_things(view, at):
            return None
    return None


def _compatriot(view: View, at: int) -> Tag | None:
    """A nationality that stands for a person (« un palestino murió »): no noun follows it."""
    tag = view.at(at, "country", slots=("adjectives", "people"))
    if tag is None:
        return None
    ends = tag.j >= view.j or view.tokens[tag.j].kind == "punct" or bool(view.at(tag.j, "grammar") or view.at(tag.j, "harm"))
    if view.text.pack.option("adjective_order") == "before":  # "a German and a Czech were injured", not "a Czech killed by"
        ends = any(view.at(tag.j, "grammar", value) for value in ("be", "have", "conjunction", "relative"))
        noun = tag.slot == "people" and view.text.pack.option("capital_nouns")  # „wurde ein Palästinenser | erschossen“
        ends = ends or noun or tag.j >= view.j or view.norm(tag.j) == "." or view.over(tag.j, "spatial")
    return tag if ends and not view.at(tag.j, "grammar", "prenominal") else None


def _single(article: Tag, noun: Tag, head: str, value: str, of: Of) -> Group:
    return Group(article.i, noun.j, 1, 1, 1, False, False, "single", head, value, of, noun, core=article.i)


def named(view: View) -> list[Group]:
    """A person named as taken away ("troops abducted NAME", "NAME was detained"): one victim."""
    found = []
    for tag in view.tags("harm"):
        if tag.value not in {"abducted", "detained"} or tag.slot not in {"verb", "participle"}:
            continue
        i = tag.j
        if not _names(view, i) and (be := next((t for t in view.tags("grammar", "be") if t.j == tag.i), None)):
            i = be.i
            while i > view.i and _names(view, i - 1):
                i -= 1
        j = i
        while j < view.j and _names(view, j):
            j += 1
        if j - i >= 2:
            found.append(Group(i, j, 1, 1, 1, False, False, "named", "people", "person", ANYBODY, tag, core=i))
    return found


def _names(view: View, k: int) -> bool:
    """Is token k part of a person's name: a capital that is no party, country or place noun?"""
    if not view.i <= k < view.j or not view.tokens[k].capital or view.tokens[k].kind != "word":
        return False
    return not any(view.over(k, c) for c in ("actor", "country", "place_noun", "target", "weapon", "force"))

"""Clauses: what the rules of tolls ask of the words around a group and a harm. Passive or active? What stands between them?

In: a View, its Groups and the tag of a harm. Out: yes or no. Nothing is decided here about what came to whom.
"""

from __future__ import annotations

from recounted.reading.people.counted import Group
from recounted.reading.sentences.view import DASHES, QUOTE_MARKS, View
from recounted.reading.words.text import Tag

#: Whose people may be: a party, a country, a force or a body.
OWNERS = ("actor", "country", "force", "speaker")
#: Tokens between victims as a whole and their number.
WHOLE_GAP = 3
#: Tokens between bodies and the verb that says what is done with them.
BODIES_GAP, KNOWN_GAP = 10, 3
#: Slots whose victims stand before.
PASSIVE_SLOTS = ("participle", "intransitive", "predicate")
#: Tokens from an auxiliary to the second of two verbs that share it.
SECOND_DEED = 12
#: Tokens of a place between two groups.
PLACE_GAP = 8
#: Tokens of a source between commas.
SOURCE_GAP = 12
#: No age is higher.
OLDEST = 120
#: Slots whose victims follow.
ACTIVE_SLOTS = ("verb", "participle", "idiom", "event")


def bodies_counted(view: View, group: Group) -> bool:
    """Are bodies found, recovered or counted here? By a number they are, unless it says how many have been identified."""
    known = next((t for t in view.tags("cue", "rescue") if 0 <= t.i - group.j <= KNOWN_GAP), None)
    known = None if known and view.has(group.j, known.i, "grammar", "conjunction") else known
    if group.lo == 0 or known:
        return False
    return group.amount is not None or _near(view, group, "found")


def _near(view: View, group: Group, cue: str) -> bool:
    near = [t for t in view.tags("cue", cue) if not view.broken(min(t.j, group.j), max(t.i, group.i))]
    return any(min(abs(t.i - group.i), abs(t.i - group.j)) <= BODIES_GAP for t in near)


def _auxiliary(view: View, tag: Tag, value: str) -> bool:
    """Does an auxiliary of that kind stand before the participle, adverbs and pronouns between?"""
    for at in range(tag.i - 1, max(view.i - 1, tag.i - 5), -1):
        found = next((t for t in view.on(at) if t.category == "grammar" and t.value in {"be", "have"}), None)
        if found:
            return found.value == value
        if view.over(at, "grammar", "belongs"):  # "gunmen | believed to be from | X killed"
            return False
        if view.at(at, "grammar", "conjunction") and _object_follows(view, tag):
            return False  # "bombs that were set off and killed six people"
        if view.norm(at) in QUOTE_MARKS:  # they were "seriously wounded"
            continue
        if view.tokens[at].kind == "punct" or view.tokens[at].kind == "number":
            return False
        if view.has(at, at + 1, "people") or view.has(at, at + 1, "grammar", "clause"):
            return False
    return False


def _object_follows(view: View, tag: Tag) -> bool:
    """Do victims stand right behind the verb, by a number or an indefinite article?"""
    return view.at(tag.j, "grammar", "indefinite") is not None or any(a.i == tag.j and a.kind == "count" for a in view.amounts)


def is_passive(view: View, tag: Tag) -> bool:
    """Does the harm come over what stands before it? Where adjectives come last, a bare participle says so too."""
    if tag.slot != "participle" or view.text.pack.option("participle_last"):
        return True  # "haben 17 Menschen getötet", "wurden 17 Menschen getötet": the victims stand before it either way
    if _auxiliary(view, tag, "be"):
        return True
    if view.text.pack.option("adjective_order") != "after" or _auxiliary(view, tag, "have"):
        return False
    return not _second_deed(view, tag)


def _second_deed(view: View, tag: Tag) -> bool:
    """« Les assaillants ont mis le feu au village, et | abattu ceux qui sortaient »: the auxiliary of the verb before goes on."""
    if not view.at(tag.i - 1, "grammar", "conjunction"):
        return False
    have = next((t for t in reversed(view.tags("grammar", "have")) if 0 < tag.i - t.j <= SECOND_DEED), None)
    if have is None or view.broken(have.j, tag.i) or any(view.has(have.j, tag.i, "grammar", v) for v in ("be", "clause")):
        return False
    deeds = (*view.inside(have.j, tag.i, "attack"), *view.inside(have.j, tag.i, "weapon"), *view.inside(have.j, tag.i, "harm"))
    return any(t.slot in {"verb", "participle"} and t.i - have.j <= 1 for t in deeds)


def done_to(view: View, tag: Tag) -> bool:
    """« sono state uccise | e altre cinque … »: a form that is verb and participle, behind an auxiliary of the passive."""
    return tag.slot == "verb" and view.at(tag.i, "harm", slots=("participle",)) is not None and _auxiliary(view, tag, "be")


def is_active(view: View, tag: Tag) -> bool:
    """Does the harm go out to what follows it?"""
    if tag.slot != "participle":
        return True
    if view.text.pack.option("participle_last") or _auxiliary(view, tag, "be"):
        return False
    if view.text.pack.option("adjective_order") == "before":
        noun = any(view.over(tag.i - 1, "grammar", v) for v in ("article", "possessive"))  # "the wounded judge"
        return not (noun or view.is_word(tag.i - 1, "demonstrative"))  # "those | killed are civilians"
    if _auxiliary(view, tag, "have"):
        return True
    joined = view.at(tag.i - 1, "grammar", "conjunction") or view.norm(tag.i - 1) == ","
    follows = any(0 <= a.i - tag.j <= 1 for a in view.amounts) or view.at(tag.j, "grammar", "indefinite") is not None
    return bool(joined) and follows


def has_object(view: View, tag: Tag, groups: list[Group]) -> bool:
    """Is the participle followed by victims of its own ("gunmen killed 12")?"""
    if tag.slot != "participle" or agent_follows(view, tag.j) or view.at(tag.j, "grammar", "clause"):
        return False  # "30 killed after gunmen attacked"
    return any(
        g.head in {"people", "bare"} and 0 <= g.i - tag.j <= 1 and view.norm(tag.j) != "," and not view.is_word(tag.j, "and")
        for g in groups
        if g.i >= tag.j
    )


def hits_a_thing(view: View, tag: Tag) -> bool:
    """« un drone des rebelles a | touché une mosquée »: a verb that is also said of attacks, with a place as its object."""
    k = tag.j + (view.over(tag.j, "grammar", "article") or view.over(tag.j, "grammar", "possessive"))
    return view.over(tag.i, "attack") and (view.at(k, "target") or view.at(k, "place_noun")) is not None


def crosses(i: int, j: int, groups: list[Group], numbers_only: bool = False) -> bool:
    """Does another counted group stand between tokens i and j?"""
    return any(
        i <= g.i and g.j <= j and g.head != "thing" and (g.amount is not None or not numbers_only) and g.wording != "bare_plural"
        for g in groups
    )


def the_noun(view: View, tag: Tag) -> bool:
    """Is it a noun, "the dead", not something said of people before it?"""
    return view.is_word(tag.i - 1, "the")


def the_victims(view: View, tag: Tag, groups: list[Group]) -> bool:
    """Are they "the dead", "les blessés": victims as a whole, not counted by a number of their own?"""
    return (
        tag.slot == "victims"
        and (view.at(tag.i - 1, "grammar", "article") is not None or has_article(view, tag.i) or _as_a_whole(view, tag))
        and not any(g.tag is tag and g.amount for g in groups)
    )


def _as_a_whole(view: View, tag: Tag) -> bool:
    """Where there are no articles: victims with their number close behind («погибших стало больше: 39»), not a part of them."""
    if not view.text.pack.option("bare_singular") or any(view.over(tag.i, "grammar", v) for v in ("including", "of_them")):
        return False
    return any(0 <= a.i - tag.j <= WHOLE_GAP for a in view.amounts)


def has_article(view: View, k: int) -> bool:
    """Is the word at token k written as one with an article (القتلى)?"""
    article = view.text.pack.option("joined_article")
    return bool(article) and view.norm(k).startswith(article)


def words_between(view: View, i: int, j: int) -> int:
    """How many tokens stand between two others, a day or an hour not counted (« mató el martes a 12 »)."""
    dated = sum(min(d.j, j) - max(d.i, i) for d in view.dates if i <= d.i < j)
    return j - i - dated


def past_source(view: View, k: int) -> int:
    """« Murieron (en el ataque), | según el alcalde, | al menos 12 »: the token behind a source between commas, or k itself."""
    comma = next((m for m in range(k, min(k + PLACE_GAP, view.j)) if view.tokens[m].kind == "punct"), k)
    if (
        view.norm(comma) != ","
        or any(view.has(k, comma, c) for c in ("harm", "people"))
        or view.has(k, comma, "grammar", "clause")
    ):
        return k
    end = next((m for m in range(comma + 1, min(comma + SOURCE_GAP, view.j)) if view.norm(m) == ","), comma)
    return end + 1 if any(view.has(comma + 1, end, "cue", value) for value in ("according", "pronoun_account")) else k


def agent_follows(view: View, k: int) -> bool:
    """Does "by" stand at token k, so that who did it follows, and no bound of a number (Portuguese: "pelo menos")?"""
    return view.at(k, "grammar", "by") is not None and not any(a.i == k for a in view.amounts)


def is_joined(view: View, left: Group, right: Group) -> bool:
    """Only conjunctions, commas and articles between two groups of people?"""
    if (
        "thing" in {left.head, right.head}
        or right.head != "people"
        or left.head not in {"people", "victims"}
        or not 0 < right.i - (complement := _complement_end(view, left.j)) <= 4
    ):
        return False
    apart = not view.at(right.i - 1, "grammar", "conjunction")
    inverted = view.norm(right.j) == "," and view.text.pack.option("verb_first")  # « …, precisó el alcalde »
    spoken = not inverted and any(view.at(k, "cue", "say") for k in (right.j, right.j + 1))
    if spoken or (apart and not right.harmed and view.over(right.i, "speaker")):
        return False  # "50 people, a doctor told …": who speaks is no victim
    if view.ending(left.i, "cue", "according") and view.over(left.j - 1, "speaker"):
        return False  # « de acordo com um dos moradores, três … »
    if view.is_word(left.j + 1, "the") and view.norm(left.j) == ",":
        return False  # "the murder of NAME, the 40 judges …": a new subject
    return all(
        view.norm(k) in {",", "("}
        or k < complement
        or view.over(k, "grammar", "conjunction")
        or view.at(k, "grammar", "article")
        or view.is_word(k, "object_mark")
        or view.at(k, "country", slots=("adjectives",))
        for k in range(left.j, right.i)
    )


def behind_place(view: View, left: Group, right: Group) -> bool:
    """ "killed 61 pupils | at a school | and 15 civilians …": where only a place stands between, the verb goes on."""
    i = right.i - 1
    marked = view.is_word(i, "object_mark")
    joined = view.over(i - marked, "grammar", "conjunction") and right.amount is not None and right.head == "people"
    if not joined or not 0 < i - left.j <= PLACE_GAP or view.at(left.j, "spatial") is None:
        return False
    verb = any(view.at(right.j, "grammar", v) for v in ("be", "have")) or view.at(right.j, "harm") is not None
    others = any(view.has(left.j, i, c) for c in ("harm", "attack", "people", "scope")) or view.has(left.j, i, "cue", "rescue")
    return not verb and not others and all(view.tokens[k].kind != "punct" for k in range(left.j, i))


def when_between(view: View, i: int, j: int) -> bool:
    """Stands only an adverb or a time between a verb of counting and its figure?"""
    when = {k for d in view.dates for k in range(d.i, d.j)} | {a.i for a in view.amounts if a.kind == "ordinal"}
    return i < j and all(k in when or view.over(k, "grammar", "adverb") for k in range(i, j))


def inserted(view: View, i: int, j: int) -> bool:
    """Does a relative clause or a list of parts stand between a group and its verb?"""
    return view.at(i, "grammar", "relative") is not None or any(
        t.i - 1 == i or t.i - 1 in view.hard or view.norm(t.i - 1) == "," for t in view.inside(i, j, "grammar", "including")
    )


def is_broken(view: View, i: int, j: int) -> bool:
    """Does a clause end for good between tokens i and j? A pair of dashes only interrupts it."""
    stops = [k for k in view.hard if i <= k < j]
    return bool(stops) and not (len(stops) == 2 and all(view.norm(k) in DASHES for k in stops))


def _complement_end(view: View, j: int) -> int:
    """The token behind the party or body that people belong to («18 бойцов СДС, 12 солдат сирийской армии и …»)."""
    if not view.text.pack.option("genitive_author"):
        return j
    while tag := next((t for t in view.on(j) if t.i == j and t.category in OWNERS and t.value != "none"), None):
        j = tag.j
    return j


def past_included(view: View, group: Group, groups: list[Group]) -> int:
    """The token behind a group and the parts named right behind it ("15 civilians including two children | who were …")."""
    including = view.at(group.j, "grammar", "including")
    if including is None or not any(view.at(g.j, "grammar", "relative") for g in groups if g.i >= including.j):
        return group.j
    end = including.j
    for part in groups:
        if (
            part.i >= end
            and part.head == "people"
            and (part.i - end <= 1 or is_joined(view, groups[groups.index(part) - 1], part))
        ):
            end = part.j
    return end


def is_blocked(view: View, group: Group, tag: Tag, groups: list[Group], start: int) -> bool:
    """Does something between a group (and its parts, up to token ``start``) and the harm after it show that they do not belong
    together?
    """
    i, j = start, tag.i
    if any(view.norm(k) == ")" and all(view.norm(m) != "(" for m in range(i, k)) for k in range(i, j)):
        return True  # the group stands in brackets, the harm outside
    while adjective := view.at(i, "country", slots=("adjectives",)):  # « due cittadini cinesi che … sono stati rapiti »
        i = adjective.j
    be = view.ending(tag.i, "grammar", "be")
    aboard = be and not any(t.value in {"be", "have"} and t.j <= be.i for t in view.inside(i, j, "grammar"))
    told_of = be and (view.at(i, "grammar", "relative") or (aboard and not view.tags("cue", "rescue")))
    hurt = tag.value == "injured" and tag.slot == "predicate"  # « levados para o hospital | com ferimentos graves »
    hurt = hurt or view.is_word(tag.i, "among")  # « identifiés | parmi les victimes »
    if (view.has(i, j, "cue", "rescue") and not hurt) or (view.has(i, j, "scope", "crowd") and not told_of):
        return True
    if tag.value == "missing" and (view.has(i, j, "cue", "found") or group.of.role == "rescuer"):
        return True  # rescuers under the rubble are those who dig
    if group.head == "bare" and (is_age(view, group) or (group.vague and not _right_behind(view, i, j))):
        return True
    if group.wording == "zero" and any(view.norm(k) == "," for k in range(i, j)):
        return True
    if opens_clause(view, i, tag, groups):
        return True
    if any(t for t in view.inside(i, j, "harm") if t.slot in ACTIVE_SLOTS or t.slot == "intransitive"):
        return True
    commas = [k for k in range(i, j) if view.norm(k) in {",", "(", ")", *DASHES}]
    lone = (
        len(commas) == 1
        and commas[0] == i
        and any(
            g.i == i + 1 and g.amount and (of := view.at(g.amount.j, "grammar", "of_them")) and _said_of_all(view, of, tag)
            for g in groups
        )
    )
    inserted = lone or (
        len(commas) > 1
        and (commas[0] == i or view.over(commas[0] + 1, "grammar", "including") or view.over(commas[0] + 1, "grammar", "of_them"))
    )
    clauses = [
        t
        for t in view.inside(i, j, "grammar", "clause")
        if not (inserted and commas[0] < t.i < (commas[-1] if len(commas) > 1 else j))
        and not (t.i == i and view.at(t.i, "grammar", "relative"))
        and not view.over(t.i, "spatial", "toward")  # « levados | para o hospital »
    ]
    if clauses:
        return True
    others = [
        g
        for g in groups
        if i <= g.i
        and g.j <= j
        and g.head in {"people", "bare", "victims"}
        and g.wording != "bare_plural"
        and not _beside(view, g, j)
    ]
    if others and not inserted:
        return True
    return view.has(i, j, "attack") and not inserted and gap_has_verb(view, i, j)


def _right_behind(view: View, i: int, j: int) -> bool:
    """Do only auxiliaries and adverbs stand between a number without a noun and its verb ("Dozens have been killed")?"""
    return all(any(view.over(k, "grammar", value) for value in ("be", "have", "adverb")) for k in range(i, j))


def _said_of_all(view: View, of_them: Tag, harm: Tag) -> bool:
    """Does the harm behind "20 men, four of whom" belong to all? Right behind these words it is that of the four."""
    return any(not view.over(k, "grammar") for k in range(of_them.j, harm.i))


def opens_clause(view: View, start: int, tag: Tag, groups: list[Group]) -> bool:
    """эвакуированы 300 жителей, | (предварительно) ранен один человек: where verbs come first, one behind a comma has victims of
    its own. ``start``: the token behind the group before it.
    """
    if not view.text.pack.option("verb_first"):
        return False
    if view.norm(tag.i - 1) == "," or view.is_word(tag.i - 1, "and"):
        return any(g.head != "thing" and 0 <= g.i - tag.j <= 1 and view.norm(tag.j) != "," for g in groups)
    return any(view.norm(k) == "," for k in range(start, tag.i)) and any(g.amount and g.i == tag.j for g in groups)


def _beside(view: View, group: Group, harm: int) -> bool:
    """A second subject of one verb ("two guards who … and a driver were hurt"), or a part ("four people including a girl")?"""
    joined = view.at(group.i - 1, "grammar", "conjunction") and view.at(group.j, "grammar", "be") and harm - group.j <= 3
    joined = joined and view.norm(group.i - 2) != ","  # a clause of its own
    own = view.ending(group.i, "grammar", "of_them") and all(
        view.over(k, "grammar") for k in range(group.j, harm)
    )  # "of whom two died"
    return bool(joined) or (view.ending(group.i, "grammar", "including") is not None and not own)


def is_age(view: View, group: Group) -> bool:
    """Is a bare number the age of the person named before it ("X (61) was killed", "X, 61, and his wife were killed")?"""
    before, after = view.norm(group.i - 1), view.norm(group.j)
    named = group.i - 2 >= view.i and _has_capital(view, group.i - 2)
    closed = group.j >= view.j or view.tokens[group.j].kind == "punct"  # not "according to the Health Ministry, 50 were killed"
    full = named and group.i - 3 >= view.i and _has_capital(view, group.i - 3) and not view.over(group.i - 2, "speaker")
    if before == "," and full and closed and (group.hi or 0) < OLDEST:
        return True  # "NAME NAME, 21, was killed"; a place before a comma has one capital, or a preposition
    return before == "(" or after == ")" or (before == "," and after == "," and named)


def _has_capital(view: View, k: int) -> bool:
    """Is it a name, behind its joined article or not (al-Masri)?"""
    return any(c.isupper() for c in view.tokens[k].printed)


def gap_has_verb(view: View, i: int, j: int) -> bool:
    """Is there a verb of attack between tokens i and j?"""
    return any(t.slot == "verb" for t in view.inside(i, j, "attack"))

"""Named bodies: armed groups that no list knows, by the noun that heads their name ("the NAME Liberation Front", كتائب X).

In: a View. Out: the words of each and its name. A name is a noun for an armed body (``armed_body`` of words.toml), printed with a
capital, in quotation marks or beside a word that is, with what stands around it in the manner of names. What the state calls its
own (``state_body``: "the Security Forces", "the Northern Front") is left to the words for forces.
"""

from __future__ import annotations

from collections.abc import Iterator

from recounted.reading.sentences.view import QUOTE_MARKS, View

#: Tokens of the longest name, and of the longest in quotation marks.
NAME_REACH, QUOTED = 8, 7
#: Small words in a row inside a name ("for the", «de la»).
LINKS = 2
#: Plain words behind a head until the next capital («Народный фронт | освобождения | Зарии», « Front | patriotique | X »).
PLAIN = 2
#: What no word of a name is: it ends there.
ENDS = ("cue", "attack", "harm", "weapon", "people", "spatial")
#: Parties that have a name: one of these inside is that party.
KNOWN = ("state", "group", "alliance", "none")
#: Speakers whose names have such nouns too (the Fire Brigade).
SERVICES = ("emergency_service", "police", "hospital_medical")


def named_bodies(view: View) -> Iterator[tuple[int, int, str]]:
    """The armed bodies of a sentence: first token, token behind the last, and the name, without a head printed small."""
    yield from (body for k in view.where("armed_body") if (body := _headed_by(view, k)))


def body_over(view: View, i: int, j: int) -> tuple[int, int, str] | None:
    """The armed body that has a token in common with tokens i to j."""
    heads = (k for k in view.where("armed_body") if i - NAME_REACH < k < j + NAME_REACH)
    return next((body for k in heads if (body := _headed_by(view, k)) and body[0] < j and i < body[1]), None)


def _headed_by(view: View, k: int) -> tuple[int, int, str] | None:
    definite = bool(view.text.pack.option("joined_article"))
    found = _quoted(view, k) or (_of_definite_words(view, k) if definite else _of_capitals(view, k))
    if found is None or _known(view, k, *found):
        return None
    (i, j), small = found, not (definite or view.tokens[k].capital)
    alone = k - i == 1  # "the NAME battalion" keeps its noun
    name = (i, k) if small and k == j - 1 and not alone else (k + 2, j - 1) if view.norm(j - 1) in QUOTE_MARKS else (i, j)
    return i, j, view.text.words(*name)


def _known(view: View, head: int, i: int, j: int) -> bool:
    """Is a party that has a name among these words, or a service? The head itself may be a word for an army."""
    tags = {id(t): t for k in range(i, j) for t in view.on(k) if (t.i, t.j) != (head, head + 1)}.values()
    return any(
        (t.category == "actor" and t.meaning.get("kind") in KNOWN)
        or (t.category == "speaker" and t.value in SERVICES)
        or t.category == "leader"
        for t in tags
    )


def _quoted(view: View, k: int) -> tuple[int, int] | None:
    """« Les Brigades … », батальон «…»: the head in quotation marks with its name, or with them."""
    behind = view.norm(k + 1) in QUOTE_MARKS
    opens = k + 1 if behind else next((m for m in (k - 1, k - 2) if view.norm(m) in QUOTE_MARKS), None)
    if opens is None or opens + 1 >= view.j or not (view.tokens[opens + 1].capital or view.text.pack.option("joined_article")):
        return None
    closes = next((m for m in range(max(k, opens) + 1, min(opens + QUOTED + 1, view.j)) if view.norm(m) in QUOTE_MARKS), None)
    if closes is None or closes - opens <= 1 + (not behind) or not all(_quotable(view, m) for m in range(opens + 1, closes)):
        return None
    return (k, closes + 1) if behind else (opens + 1, closes)


def _quotable(view: View, k: int) -> bool:
    """May the word be one of a name in quotation marks, and not of what somebody says there?"""
    says = any(view.over(k, category) for category in ("grammar", "cue", "harm"))
    return view.tokens[k].kind != "punct" and (not says or view.is_word(k, "armed_body", "name_link"))


def _of_capitals(view: View, k: int) -> tuple[int, int] | None:
    i = k
    while k - i < NAME_REACH and _close(view, i):
        i -= 2 if view.is_word(i - 1, "genitive") else 1
    j = _end(view, k)
    if not view.tokens[k].capital and not _names_a_small_head(view, i, k, j):
        return None
    own = (m for m in range(i, j) if m != k and not view.is_word(m, "state_body", "armed_body", "name_link"))
    # a country's name alone is none of its own: « as Forças Armadas da Rússia »
    return (i, j) if any(view.tokens[m].kind != "punct" and not view.over(m, "country") for m in own) else None


def _names_a_small_head(view: View, i: int, k: int, j: int) -> bool:
    """Are the capitals before a head printed small a name ("the | NAME | battalion"), no party or people, no first word alone?"""
    first_word = i == view.sentence.body and k - i == 1 and j == k + 1
    return i < k and not first_word and not view.over(k, "people") and not view.over(k - 1, "actor")


def _close(view: View, i: int) -> bool:
    """Does a part of a name stand right before token i, a genitive's ending between at most ("People's | Army")?"""
    if view.is_word(i - 1, "genitive"):
        return _part(view, i - 2)
    return _part(view, i - 1) and view.tokens[i].gap == " "


def _part(view: View, k: int) -> bool:
    """Is it a capitalised word that may belong to a name?"""
    if not view.i <= k < view.j or not view.tokens[k].capital or view.tokens[k].kind not in {"word", "acronym", "compound"}:
        return False
    if k == view.sentence.body and (view.over(k, "spatial") or view.over(k, "cue")):
        return False  # a word that only opens the sentence
    ends = ENDS if view.text.pack.option("capital_nouns") else ()
    return not any(view.over(k, category) for category in ("country", "grammar", *ends))


def _end(view: View, head: int) -> int:
    """The token behind a name: capitals, what links them, and the plain words before them where names are printed small."""
    small = not (view.text.pack.option("capital_nouns") or view.lists.get("institution"))
    end = k = head + 1
    plain = 0
    while k < view.j and k - head < NAME_REACH and view.tokens[k].gap in {" ", ""}:
        links = _links(view, k)
        onward = k + links
        if _part(view, onward) or (links and view.tokens[min(onward, view.j - 1)].capital and view.over(onward, "country")):
            end = k = onward + 1
        elif small and plain < PLAIN and _plain(view, onward):
            plain += 1
            k = onward + 1
            end = k if links else end  # « Brigades populaires | de résistance »
        else:
            break
    return end


def _links(view: View, k: int) -> int:
    """How many small words that link a name stand at token k."""
    n = 0
    while n < LINKS and view.is_word(k + n, "name_link") and not view.tokens[k + n].capital:
        n += 1
    return n


def _plain(view: View, k: int) -> bool:
    """Is it a word of no meaning for the rules, printed small?"""
    word = view.i <= k < view.j and view.tokens[k].kind == "word" and not view.tokens[k].capital
    return word and not any(view.over(k, c) for c in (*ENDS, "grammar", "actor", "speaker", "country"))


def _of_definite_words(view: View, k: int) -> tuple[int, int] | None:
    """كتائب أسود الشمال: a head without its article, words without and one with it, and its adjectives."""
    if _has_article(view, k):
        return None
    j = k + 1
    while j < view.j and j - k <= PLAIN and not _has_article(view, j) and _name_word(view, j):
        j += 1
    first = j
    while j < view.j and j - first < PLAIN and _has_article(view, j) and _name_word(view, j):
        j += 1
    return (k, j) if j > first and not all(view.is_word(m, "state_body") for m in range(k + 1, j)) else None


def _has_article(view: View, k: int) -> bool:
    """Is the word at token k written as one with an article?"""
    return view.norm(k).startswith(view.text.pack.option("joined_article") or "\0")


def _name_word(view: View, k: int) -> bool:
    return _plain(view, k) and view.tokens[k].gap == " "

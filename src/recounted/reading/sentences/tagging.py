"""Tagging: the forms of a pack met in a sentence, each as a Tag on the tokens that it covers; of one key the longest wins."""

from __future__ import annotations

from collections.abc import Iterator

from recounted.packs.schema import HIDES, Longer, Pack
from recounted.reading.numbers.words import begins_count
from recounted.reading.words.text import Tag, Token

#: The value of harm that dead and injured share.
BOTH_HARMS = "killed_or_injured"
#: Tokens from a number to the harm of those whom it counts.
COUNT_REACH = 4
#: Between the two halves of a form that may stand apart.
GAP = "…"
#: Tokens within which the second half closes the clause, and what ends one.
SPLIT_REACH = 26
CLAUSE_ENDS = frozenset({",", ";", ":", ".", "!", "?", "–", "—", "und", "sowie", "oder"})
#: Slots of nouns and of verbs whose forms differ by their capital alone.
NOUN_SLOTS, VERB_SLOTS = frozenset({"victims", "noun"}), frozenset({"verb", "participle", "intransitive"})


def tag(tokens: list[Token], i: int, j: int, pack: Pack) -> list[Tag]:
    """The pack's forms in tokens i to j.

    Of one category (of closed-class words: one value) the longest form wins, and it hides shorter ones inside it.
    """
    found: list[Tag] = []
    apart: list[Tag] = []
    covered: dict[str, int] = {}
    norms = (*[token.norm for token in tokens[i:j]], "")
    index, met = pack.index, pack.met
    for at, norm in enumerate(norms):
        entry = met.get(norm)
        if entry is None:
            if norm not in index:
                continue
            entry = pack.meet(norm)
        small, any_case, longer = entry
        if GAP in longer:
            apart += _split_verbs(tokens, i + at, j, _of_second(pack, longer, GAP))
        for size, forms in _of_second(pack, longer, norms[at + 1]) if norms[at + 1] in longer else ():
            stop = at + size
            same = forms.get(norms[at:stop])
            rows = [row for row in same if covered.get(row[0], 0) < stop] if same else ()
            for key, category, value, slot, meaning in rows:
                if value == BOTH_HARMS and _one_number_each(pack, tokens, (i + at, i + stop), j, slot):
                    continue
                covered[key] = stop
                if slot != HIDES:
                    found.append(Tag(i + at, i + stop, meaning, category, value, slot))
        for key, category, value, slot, meaning in small if small is any_case or tokens[i + at].printed.islower() else any_case:
            if covered.get(key, 0) <= at:
                found.append(Tag(i + at, i + at + 1, meaning, category, value, slot))
    found = _by_case(pack, found, tokens, i, j) if pack.option("nouns_capital") else found
    return sorted(found + apart, key=lambda t: t.i) if apart else found


def _one_number_each(pack: Pack, tokens: list[Token], both: tuple[int, int], j: int, slot: str) -> bool:
    """ "Five dead and wounded | 12", "nine were killed and injured | 12 others": has each of two harms a number of its own?"""
    start, stop = both
    if slot == "victims":
        return begins_count(pack, tokens, stop, j)
    if slot != "participle" or not any(begins_count(pack, tokens, k, j) for k in (stop, stop + 1)):
        return False
    return any(begins_count(pack, tokens, k, start) for k in range(max(0, start - COUNT_REACH), start))


def _of_second(pack: Pack, longer: dict[str, Longer | bytes], second: str) -> Longer:
    found = longer[second]
    return pack.unbundle(longer, second, found) if isinstance(found, bytes) else found


def _split_verbs(tokens: list[Token], k: int, j: int, longer: Longer) -> Iterator[Tag]:
    """Verbs whose second half closes the clause (kamen … um). The tag stands where the whole verb would: a verb before its
    object, any other form at the end.
    """
    halves = ((words[2:], row[-1]) for _, forms in longer for words, rows in forms.items() for row in rows)
    inserted = _insertion(tokens, k, j)
    for tail, meaning in halves:
        for at in range(k + 1, min(j, k + SPLIT_REACH) - len(tail) + 1):
            if at in inserted:
                continue
            if tokens[at].norm in CLAUSE_ENDS:
                break
            end = at + len(tail)
            if all(tokens[at + n].norm == word for n, word in enumerate(tail)) and (
                len(tail) > 1 or end == j or tokens[end].kind == "punct" or tokens[end].norm in CLAUSE_ENDS
            ):
                opens = meaning.attrs.get("slot") in {"verb", "idiom", "both"}
                yield Tag.of(k, k + 1, meaning) if opens else Tag.of(at, end, meaning)
                break


def _insertion(tokens: list[Token], k: int, j: int) -> range:
    """From the first comma behind token k to the next ("responsibility for it |, which left nine dead, | was claimed")."""
    commas = (at for at in range(k + 1, min(j, k + SPLIT_REACH)) if tokens[at].norm in CLAUSE_ENDS)
    first, second = next(commas, j), next(commas, j)
    both = second < j and tokens[first].norm == tokens[second].norm == ","
    return range(first, second + 1) if both else range(0)


def _by_case(pack: Pack, found: list[Tag], tokens: list[Token], i: int, j: int) -> list[Tag]:
    """Where nouns have capitals, a form in the other case is another word: die Verletzten, sie verletzten."""
    kept = []
    for one in found:
        token = tokens[one.i]
        noun, verb = one.slot in NOUN_SLOTS, one.slot in VERB_SLOTS
        if one.j - one.i == 1 and token.kind == "word" and (noun or verb):
            # „28 verletzte Soldaten“, „zwölf getötete | und acht verletzte Soldaten“
            adjective = one.j < j and (tokens[one.j].capital or (noun and _between_counts(pack, tokens, one, i, j)))
            twin = any(t.i == one.i and t.slot in NOUN_SLOTS and t.category == one.category for t in found) if verb else False
            if (noun and not token.capital and not adjective) or (verb and token.capital and (one.i > i or twin)):
                continue
        kept.append(one)
    return kept


def _between_counts(pack: Pack, tokens: list[Token], one: Tag, i: int, j: int) -> bool:
    """Does a word stand between a figure and a conjunction with another figure?"""
    return i < one.i and begins_count(pack, tokens, one.i - 1, one.i) and begins_count(pack, tokens, one.j + 1, j)

"""Means and targets: what the harm was done with, and what was hit.

In: a View. Out: Means (weapon value, model, count, state) and Hits (target code, count). A weapon that is merely talked of (a
delivery, an air-defence unit, part of a name) is no means; one that was shot down, or that the words deny, is kept as such: what
becomes of it is for the incident as a whole (``weapons``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, cast

from recounted.model import Target, Weapon
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: The more exact value stands for the general one in the same phrase ("cluster missiles" are cluster munitions).
GENERAL = {"bomb", "missile", "rocket", "airstrike", "artillery"}
#: Tokens between a weapon and the verb by which it was shot down, delivered or seized.
TALK_REACH = 8
#: Tokens between a negation and its weapon ("no missile", "not a single drone").
NEGATION_REACH = 3
#: Those who speak under a name of their own that may be a common word (a channel called "the drone").
OUTLETS = frozenset({"broadcaster", "newspaper", "news_agency", "social_account"})
#: Tokens between a shell and what fires it.
SHELL_REACH = 3
State = Literal["used", "idle", "negated"]


#: Marks that open a quoted name.
QUOTE_MARKS = {'"', "“", "„", "«", "'"}

#: Tokens between a verb of killing and its people ("a tres", "los dos").
PEOPLE_GAP = 2


@dataclass(slots=True)
class Means:
    """A weapon, tokens i to j; ``count`` is how many were used.

    ``state``: used; idle (shot down: its debris may still have done the harm); negated ("it was no missile").
    """

    i: int
    j: int
    value: Weapon
    model: str | None
    count: int | None
    loose: bool = False
    state: State = "used"


@dataclass(slots=True)
class Hit:
    """What was hit, tokens i to j."""

    i: int
    j: int
    value: Target
    count: int | None


def find_means(view: View) -> list[Means]:
    """The weapons that a sentence names, but for those it only talks of."""
    tags = [t for t in view.tags("weapon") if not _talked_of(view, t)]
    found = [
        # the pack loader admits no other weapons, nor other targets below
        Means(t.i, t.j, cast("Weapon", t.value), t.meaning.get("model"), _count(view, t), t.slot == "loose", _state(view, t))
        for t in _exact(tags)
    ]
    return list(_with_models(view, found))


def _with_models(view: View, found: list[Means]) -> Iterator[Means]:
    """A weapon and its model side by side are one (« dos misiles Iskander », "two Iskander missiles", ракетой «Искандер»)."""
    skip = False
    for one, after in pairwise([*found, None]):
        assert one is not None
        if skip or _shell_of(view, one, after):
            skip = False
        elif after and _beside(view, one.j, after.i) and after.value == one.value and bool(after.model) != bool(one.model):
            yield replace(one, j=after.j, model=one.model or after.model, count=one.count or after.count)
            skip = True
        else:
            yield one


def _shell_of(view: View, one: Means, after: Means | None) -> bool:
    """Is a shell told by what fires it ("shells from a Grad launcher", « снарядов американских РСЗО »)?"""
    if one.value != "artillery" or after is None or after.value not in {"rocket", "mortar"} or after.i - one.j > SHELL_REACH:
        return False
    between = range(one.j, after.i)
    return not any(view.tokens[k].kind == "punct" or view.over(k, "grammar", "conjunction") for k in between)


def _beside(view: View, j: int, i: int) -> bool:
    """Does token i follow token j, or only a quotation mark between?"""
    return i == j or (i == j + 1 and view.norm(j) in QUOTE_MARKS)


def _exact(tags: list[Tag]) -> Iterator[Tag]:
    """Of forms that overlap, the longest; of one length, the more exact value."""
    kept: list[Tag] = []
    for tag in sorted(tags, key=lambda t: (-(t.j - t.i), t.value in GENERAL, t.i)):
        if not any(k.i < tag.j and tag.i < k.j for k in kept):
            kept.append(tag)
    return iter(sorted(kept, key=lambda t: t.i))


def _talked_of(view: View, tag: Tag) -> bool:
    """Is the weapon only talked of: in a law, a defence or a name, delivered, asked for or seized?"""
    if any(view.at(k, "cue", "law") for k in range(max(view.i, tag.i - 3), tag.i)) or view.at(tag.j, "cue", "defence"):
        return True
    of = view.ending(tag.i, "grammar", "of")
    head_first = view.text.pack.option("adjective_order") == "after"
    if (of and view.ending(of.i, "cue", "defence")) or (head_first and view.ending(tag.i, "cue", "defence")):
        return True
    return _in_name(view, tag) or (tag.slot != "verb" and governed(view, tag, "supply"))


def _in_name(view: View, tag: Tag) -> bool:
    """Is the word part of a speaker's name, or the name of an outlet?"""
    if any(s.i <= tag.i and tag.j <= s.j for s in view.tags("speaker")):
        return True
    k = tag.i - 1 if view.norm(tag.i - 1) in QUOTE_MARKS else tag.i
    outlet = view.ending(k, "speaker")
    return outlet is not None and outlet.value in OUTLETS and tag.meaning.get("model") is None


def _state(view: View, tag: Tag) -> State:
    if tag.slot != "verb" and governed(view, tag, "intercepted"):
        return "idle"
    for k in range(tag.i - 1, max(view.i - 1, tag.i - 1 - NEGATION_REACH), -1):
        if view.tokens[k].kind == "punct" or view.over(k, "harm") or view.over(k, "attack"):
            break
        if view.over(k, "grammar", "negation"):
            return "used" if view.is_word(k + 1, "only") else "negated"
    return "used"


def governed(view: View, tag: Tag, cue: str) -> bool:
    """Is the weapon the object of such a cue in its clause, not its agent ("shot down by a missile"), with no act nearer by?"""
    harmed = view.tags("harm")  # «получил ранения» is no delivery
    cues = [c for c in view.tags("cue", cue) if not any(h.i <= c.i and c.j < h.j for h in harmed) and not of_people(view, c)]
    if not cues:
        return False
    i, j = _clause(view, tag)
    near = min((_gap(c, tag) for c in cues if i <= c.i and c.j <= j), default=TALK_REACH + 1)
    if near > TALK_REACH or any(i <= b.i < tag.i <= b.j + 2 for b in view.tags("grammar", "by")):
        return False
    harms = (t for t in view.tags("harm") if i <= t.i and t.j <= j)
    acts = (t for t in view.tags("attack") if t.slot in {"verb", "participle"} and i <= t.i and t.j <= j)
    nearer = [t for t in harms if _gap(t, tag) <= near] + [t for t in acts if _gap(t, tag) < near]
    return all(any(c.i <= t.i < c.j for c in cues) for t in nearer)


def of_people(view: View, cue: Tag) -> bool:
    """Is a word for shooting weapons down said of people (« abatieron a tres guerrilleros »)?"""
    return view.at(cue.i, "harm") is not None and any(0 <= t.i - cue.j <= PEOPLE_GAP for t in view.tags("people"))


def _clause(view: View, tag: Tag) -> tuple[int, int]:
    """The stretch between commas, brackets, hard stops and words that open a clause."""
    ends = [k for k in range(view.i, view.j) if view.tokens[k].norm in {",", "(", ")", "،"} or k in view.hard]
    ends += [t.i for t in view.tags("grammar", "clause")]
    return max((k for k in ends if k < tag.i), default=view.i), min((k for k in ends if k >= tag.j), default=view.j)


def _gap(a: Tag, b: Tag) -> int:
    return b.i - a.j if b.i >= a.j else max(a.i - b.j, 0)


def _count(view: View, tag: Tag) -> int | None:
    amount = next(
        (
            a
            for a in view.amounts
            if a.kind == "count" and 0 <= tag.i - a.j <= 2 and a.lo is not None and a.lo == a.hi and _adjectives(view, a.j, tag.i)
        ),
        None,
    )
    return amount.lo if amount else None


def _adjectives(view: View, i: int, j: int) -> bool:
    """Only plain words between a number and its noun?"""
    return all(
        view.norm(k) in QUOTE_MARKS
        or (view.tokens[k].kind == "word" and not any(view.over(k, c) for c in ("people", "harm", "weapon", "target", "cue")))
        for k in range(i, j)
    )


def find_hits(view: View) -> list[Hit]:
    """The targets of a sentence that tells of an attack."""
    if not view.tags("attack") and not view.tags("weapon"):
        return []
    return [Hit(t.i, t.j, cast("Target", t.value), _count(view, t)) for t in view.tags("target") if _is_target(view, t)]


def _is_target(view: View, tag: Tag) -> bool:
    """Is an attack aimed at it: "attack on X", "hit X", "X was hit"?"""
    acts = list(view.each("attack", "weapon"))
    before = [t for t in acts if t.j <= tag.i and tag.i - t.j <= 8 and not view.broken(t.j, tag.i)]
    after = [
        t for t in acts if t.i >= tag.j and t.i - tag.j <= 6 and t.slot in {"participle", "verb"} and not view.broken(tag.j, t.i)
    ]
    return bool(before or after)

"""Joint deeds: what several parties of a sentence are said to have done, each with its words.

In: a View and its parties. Out: each party that does something, with its deed (see ``deeds``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recounted.reading.parties.deeds import find_deed
from recounted.reading.parties.phrases import ActorPhrase, Deed
from recounted.reading.sentences.view import View

#: Words between two authors of one attack ("of X and of the Y").
SHARED_GAP = 4


def deeds_of(view: View, actors: Sequence[ActorPhrase]) -> Iterator[tuple[ActorPhrase, Deed]]:
    """The parties that do something, each with its deed; those joined to a doer share it ("the army and X | shelled")."""
    before: tuple[ActorPhrase, Deed] | None = None
    idle: list[ActorPhrase] = []
    for actor in actors:
        deed = find_deed(view, actor) or _shared(view, before, actor)
        if deed is None:
            idle.append(actor)
            continue
        if deed[0] == "doer" and idle and _one_subject(view, idle[-1], actor):
            yield idle[-1], ("doer", idle[-1].i, deed[2])
        before = (actor, deed)
        yield actor, deed


def _one_subject(view: View, first: ActorPhrase, second: ActorPhrase) -> bool:
    link = view.at(first.j, "grammar", "conjunction")
    if link is None or first.kind == "own" or view.ending(first.i, "grammar", "of") or view.ending(first.i, "cue"):
        return False
    return all(view.over(k, "grammar", "article") for k in range(link.j, second.i))


def _shared(view: View, before: tuple[ActorPhrase, Deed] | None, actor: ActorPhrase) -> Deed | None:
    """« los bombardeos del régimen y de la aviación rusa »: a second author of the same attack."""
    if before is None or before[1][0] not in {"attack of", "their attack", "agent"}:
        return None
    between = range(before[0].j, actor.i)
    linked = any(view.at(k, "grammar", "conjunction") for k in between)
    small = all(view.over(k, "grammar") or view.over(k, "cue", "suspect") for k in between)
    return (before[1][0], actor.i, actor.j) if linked and small and len(between) <= SHARED_GAP else None

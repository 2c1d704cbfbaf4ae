"""Settle: general names of parties ("the army", "the militants", "the coalition") made exact by what the report has named.

In: the actor phrases of a report in order, and the country of harm. Out: the same phrases, with the actor that is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from recounted.reading.parties.phrases import ActorPhrase

#: Territories whose name says nothing of whose army "the army" is.
ARMYLESS = frozenset({"PS"})
#: "The attackers", "the gunmen": a group that is only named later need not be who they are.
ANYBODY = "armed men"
#: A government of no named country: that of the country of harm.
GOVERNMENT = "government"
#: Letters by which two forms of a noun are one (армия, армией).
STEM = 4


def settle(
    phrases: Sequence[ActorPhrase],
    country: str | None,
    names: dict[str, str],
    counts: Counter[str],
    armies: dict[str, str],
    *,
    words: Sequence[str],
    opponents: Mapping[str, str],
    alliances: Mapping[str, str],
    points: bool = True,
) -> None:
    """Make general names exact.

    "The army" is the one called so before with its nation ("Israel's army"), else that of the incident's country; "the
    occupiers" are the other state named most; "the militiamen" are the one armed group named before, or else the only one
    named at all (``points``: if the language has articles by which they point to one); "the group" is the latest. By the country
    of harm, ``alliances`` says what "the coalition" is there, and ``opponents`` which other state speakers of this language mean
    where the report names none.
    ``words``: the folded words of the report; ``names``: country code → canonical name; ``armies``: the same for armies with a
    name of their own; ``counts``: how often each state was named as an actor in the report.
    """
    home = names.get(country or "") if country not in ARMYLESS else None
    groups: list[str] = []
    alone = set() if not points else {p.actor for p in phrases if p.kind == "group" and (p.side is None or p.side != home)}
    others = [name for name, _ in counts.most_common() if name != names.get(country or "")]
    allied = next((p.actor for p in phrases if p.actor in alliances.values()), alliances.get(country or ""))
    told: list[ActorPhrase] = []
    for phrase in phrases:
        named = set(groups) or (alone if phrase.actor != ANYBODY else set())
        if phrase.kind == "alliance" and allied:
            phrase.actor, phrase.kind = allied, "state"
        elif phrase.kind == "group":
            groups.append(phrase.actor)
        elif phrase.kind == "forces" and (named_before := _named_by(phrase, told, words)):
            phrase.actor, phrase.kind, phrase.country = named_before.actor, "state", named_before.country
        elif phrase.kind == "forces" and country in ARMYLESS and others:
            phrase.actor, phrase.kind = others[0], "state"
        elif phrase.kind == "forces" and home:
            phrase.actor, phrase.kind, phrase.country = armies.get(country or "", home), "state", country
            phrase.general = True
        elif phrase.kind == "head":
            whose = phrase.country or (country if not phrase.actor or phrase.actor == GOVERNMENT else None)
            phrase.actor = armies.get(whose or "", names.get(whose or "", phrase.actor))
        elif phrase.kind == "state":
            if phrase.actor == names.get(phrase.country or ""):
                phrase.actor = armies.get(phrase.country or "", phrase.actor)
            if not phrase.bare:
                told.append(phrase)
        elif phrase.kind == "generic" and phrase.definite and len(named) == 1:
            phrase.actor, phrase.kind = next(iter(named)), "group"
        elif phrase.kind == "group_noun" and groups:
            phrase.actor, phrase.kind = groups[-1], "group"
        elif phrase.kind == "opponent" and (others or country in opponents or len(counts) == 1):
            only = next(iter(counts), "")  # the one state named at all, if the language has no enemy of its own there
            usual = opponents.get(country or "", only)
            named_so = any(p.actor == usual for p in phrases)  # the coalition, where its first member is named too
            phrase.actor, phrase.kind, phrase.foe = others[0] if others and not named_so else usual, "state", True


def _named_by(phrase: ActorPhrase, told: Sequence[ActorPhrase], words: Sequence[str]) -> ActorPhrase | None:
    """The latest forces of a state that were called by the noun of a general phrase ("the army") and their nation before."""
    stems = {w[:STEM] for w in words[phrase.i : phrase.j] if len(w) >= STEM}
    return next((p for p in reversed(told) if any(w[:STEM] in stems for w in words[p.i : p.j])), None)

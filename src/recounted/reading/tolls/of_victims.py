"""Of victims: figures whose harm the report has said before ("others speak of 160", "the victims would be 20").

In: a View, a Group and the harm that the sentences so far have counted. Out: a Finding, or nothing.
"""

from __future__ import annotations

from recounted.model import Harm
from recounted.reading.people.counted import Group
from recounted.reading.sentences.view import View
from recounted.reading.tolls.clauses import when_between
from recounted.reading.tolls.findings import Finding

#: Tokens from "victims" to "dead and wounded".
BOTH_GAP = 5
#: Tokens from "victims" to "identified" ("have now been | identified").
NAMED_GAP = 5


def figure_spoken_of(view: View, group: Group, last_harm: Harm | None) -> Finding | None:
    """unconfirmed reports spoke of about 100 · d'autres parlent de 160: a bare number, of the harm that the report counts."""
    if group.head not in {"bare", "people"} or not last_harm or group.amount is None or group.lo == 0:
        return None
    of = view.ending(group.i, "grammar", "of") or view.ending(group.i, "grammar", "reach")
    start = of.i if of else group.i
    says = view.tags("cue", "figure")
    say = next(
        (t for t in says if t.j == group.i or 0 <= start - t.j <= (2 if of or when_between(view, t.j, start) else 0)), None
    )
    ends = (
        group.j >= view.j
        or view.tokens[group.j].kind == "punct"
        or view.at(group.j, "grammar", "including") is not None  # « d'au moins 30 personnes | parmi lesquelles »
        or view.at(group.j, "cue", "figure") is not None  # „war von 12 | die Rede“
        or (group.head == "people" and view.over(group.j, "grammar", "conjunction"))
    )
    party = say and any(view.over(k, "actor") for k in range(say.j, start))  # "puts the ELN at 5,800 members"
    harm = of_victims(view, group, last_harm) if group.value == "victim" else last_harm
    return Finding(group, harm, "figure spoken of", say.i, group.j) if say and ends and not party else None


def of_victims(view: View, group: Group, last_harm: Harm | None) -> Harm:
    """What counted "victims" came to: they are the dead where the language says so, else those counted before.

    Not where it is said of both ("500 victims, dead and wounded").
    """
    end = group.j + BOTH_GAP
    told = {t.value for t in view.tags("harm") if group.j <= t.i <= end and t.slot == "victims"}
    counted = any(group.j <= a.i <= end for a in view.amounts)  # "500 victims, 200 dead and 300 wounded"
    if not counted and ("killed_or_injured" in told or told >= {"killed", "injured"}):
        return "killed_or_injured"
    return "killed" if view.text.pack.option("victims_die") else last_harm or "killed_or_injured"


def identified(view: View, group: Group) -> bool:
    """ "Only one victim | has been identified": a name is found, no harm counted."""
    behind = range(group.j, min(group.j + NAMED_GAP, view.j))
    return view.over(group.j, "grammar") and any(view.is_word(k, "identified") for k in behind)


def number_of_victims(view: View, group: Group, last_harm: Harm | None) -> Finding | None:
    """« le vittime sarebbero almeno 20 »: victims as a whole, of the harm that the report has just counted."""
    link = view.ending(group.i, "grammar", "reach") or view.ending(group.i, "grammar", "be")
    noun = view.ending(link.i, "people", "victim") if link else None
    if group.head != "bare" or group.amount is None or not group.lo or noun is None or not view.is_word(noun.i - 1, "the"):
        return None
    return Finding(group, of_victims(view, group, last_harm), "victims counted", noun.i - 1, group.j)

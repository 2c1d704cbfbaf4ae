"""Words for the terminal: tolls, days, places and speakers, each on a few columns.

In: nouns of the model. Out: short strings. Null is never shown as zero: what nobody stated stays empty or says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from recounted.cli.terminal import clean
from recounted.model import (
    BaseClaim,
    Incident,
    IncidentWhen,
    Of,
    Place,
    ResponsibilityClaim,
    Speaker,
    Toll,
    TollClaim,
    TollDay,
    WeaponClaim,
)
from recounted.model.figures import written, written_claim

#: What a claim says of itself beyond being attributed to its speaker or told by the report.
_MARKS = {
    "denial": "denied",
    "hearsay": "hearsay",
    "unconfirmed": "unconfirmed",
    "suspicion": "suspected",
    "retraction": "taken back",
    "accusation": "",
    "attributed": "",
    "self_claim": "",
    "reporter_voice": "",
}
_STATUS = {
    "civilian": "civilians",
    "other_protected_person": "protected persons",
    "member_of_armed_forces": "soldiers",
    "member_of_armed_group": "armed group members",
    "armed_law_enforcement": "armed police",
}


def _number(value: int) -> str:
    return f"{value:,}"


def figure(low: int | None, high: int | None, *, open_end: bool = False) -> str:
    """A figure with thousands marked by commas."""
    return written(low, high, _number, open_end=open_end)


def toll_figure(toll: Toll) -> str:
    """Low to high, with ``+`` where the highest figure is itself an "at least"."""
    return figure(toll.low, toll.high, open_end=toll.high_open)


def claim_figure(claim: TollClaim) -> str:
    """The number that the words of one claim entail."""
    return written_claim(claim, _number)


def group(of: Of) -> str:
    """The people a figure counts; empty where nothing is said of them."""
    if of.age_group == "child":
        who = {"woman": "girls", "man": "boys"}.get(of.sex or "", "children")
    elif of.sex:
        who = {"woman": "women", "man": "men"}[of.sex]
    else:
        who = "elderly people" if of.age_group == "elderly" else ""
    status = _STATUS.get(of.status or "", "")
    return " ".join(clean(part) for part in (who, status if not who or of.status != "civilian" else "", of.role or "") if part)


def harm(toll: Toll | TollClaim | TollDay) -> str:
    """``killed``, ``killed children`` …"""
    name = toll.harm.replace("_", " ")
    return f"{name}, {group(toll.of)}" if group(toll.of) else name


def headline_toll(incident: Incident, harm_name: str) -> str:
    """The figure for all people of one kind of harm; where there is none, the largest stated for a group, with the group."""
    tolls = [t for t in incident.tolls if t.harm == harm_name]
    whole = [t for t in tolls if t.of == Of()] or [t for t in tolls if t.of == Of(status="civilian")]
    if whole:
        return toll_figure(whole[0])
    largest = max(tolls, key=lambda t: (t.low or 0, t.high or 0), default=None)
    return f"{toll_figure(largest)} {group(largest.of)}" if largest else ""


def day(when: IncidentWhen | None) -> str:
    """The day of the incident in EDTF; a night or stretch as first and last day."""
    return clean(when.edtf).replace("/", " – ") if when else "day unknown"


def place(where: Place | None) -> str:
    """The name as printed, and the country."""
    if where is None:
        return "place unknown"
    return clean(f"{where.name}, {where.country}" if where.country and where.kind != "country" else where.name)


def speaker(who: Speaker | None) -> str:
    """Name and role, or what was printed; the report's own voice is a speaker too."""
    if who is None:
        return "the report itself"
    if who.name:
        return clean(f"{who.name} ({who.role})" if who.role else who.name)
    return clean(who.role or who.quote)


def marks(claim: BaseClaim) -> str:
    """What must not be overlooked about a claim: denied, unconfirmed, counts several incidents …"""
    scope = "" if claim.scope in ("incident", "unclear") else claim.scope.replace("_", " ")
    return ", ".join(mark for mark in (_MARKS.get(claim.attribution, ""), scope) if mark)


def weapon(claim: WeaponClaim) -> str:
    """``missile Iskander ×2``."""
    parts = (claim.value.replace("_", " "), claim.model or "", f"×{claim.count}" if claim.count else "")
    return clean(" ".join(part for part in parts if part))


def responsibility(claim: ResponsibilityClaim) -> str:
    """What the claim does with its actor, in words that need no legend."""
    return {"asserted": "told as fact by", "accused": "accused by", "denied": "denied by", "admitted": "claimed by"}[claim.stance]


def names(values: Iterable[str]) -> str:
    """Several names on one line, each once, in order."""
    return ", ".join(dict.fromkeys(clean(value) for value in values))

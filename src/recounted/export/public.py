"""What may leave the house at which level: incidents and claims without names of private persons, coordinates as coarse as asked.

In: incidents, claims and reports as stored. Out: the same, fit for a level (field-standards 1.7: by field, not by file):

================================================================== ======= ======= ========
field                                                              public  partner internal
================================================================== ======= ======= ========
figures, days, places, weapons, actors, parties, offices that speak yes     yes     yes
addresses of pages                                                 yes     yes     yes
addresses of posts on social networks, which private people upload no      yes     yes
names of files                                                     hash    yes     yes
speakers for no office (witnesses, relatives, medics, unclassed)   kind    kind    yes
quotes, titles, what an actor is called in print, bylines          no      no      yes
who decided, and the words given for it                            "person" "person" yes
================================================================== ======= ======= ========

The levels ``public`` and ``partner`` thus hold no name of a victim, witness or analyst; ``partner`` leads to the posts. Whether
an incident goes out at all is asked at the ``gate``. Coordinates are as exact as known, unless coarser ones are asked for.

It cannot know that a canonical actor is a private person (a gunman named by the police): look through the actors before
publishing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from recounted.export.profile import Level
from recounted.linking.decide import MACHINE
from recounted.model import (
    ActorResponsibility,
    Amendment,
    Claim,
    Contested,
    Decided,
    Incident,
    Kinship,
    Membership,
    Place,
    ResponsibilityClaim,
    Speaker,
    Toll,
    TollDay,
)
from recounted.reconciling.speakers import PUBLIC_KINDS, REPORTER, public_label

if TYPE_CHECKING:
    from recounted.casebook.store import ReportCard

_KM_PER_DEGREE = 111.32
_HIDDEN = {"quote", "actor_text"}
#: Networks where anybody uploads: the address of a post leads to the person who filmed.
_ANYBODY_UPLOADS = (
    *("t.me", "telegram.me", "telegram.org", "twitter.com", "x.com", "facebook.com", "fb.com", "fb.watch", "instagram.com"),
    *(
        "threads.net",
        "threads.com",
        "tiktok.com",
        "youtube.com",
        "youtu.be",
        "vk.com",
        "vk.ru",
        "ok.ru",
        "bsky.app",
        "reddit.com",
    ),
    *("whatsapp.com", "snapchat.com", "rumble.com", "odysee.com", "dailymotion.com", "mastodon.social"),
)


def at_level(level: Level, incident: Incident, claims: Mapping[str, Claim]) -> Incident:
    """An incident fit for a level. ``claims``: those that it stands on, by id."""
    if level == "internal":
        return incident
    found = public_incident(incident, claims)
    if level == "partner":
        named = zip(found.mentions, incident.mentions, strict=True)
        return found.model_copy(update={"mentions": tuple(m.model_copy(update={"report": w.report}) for m, w in named)})
    return found


def card_at(level: Level, card: ReportCard) -> ReportCard:
    """What identifies a report, fit for a level."""
    if level == "internal":
        return card
    if level == "partner":
        return replace(card, title=None)
    return replace(card, title=None, name=card.short, url=None if is_private_post(card.url) else card.url)


def report_at(level: Level, card: ReportCard) -> dict[str, Any]:
    """A report as JSON values; ``card`` is fit for the level."""
    found = {"id": card.id, "url": card.url, "outlet": card.outlet, "published": card.published, "lang": card.lang}
    if level != "public":
        found["name"] = card.name
    return found | {"title": card.title} if level == "internal" else found


def is_private_post(url: str | None) -> bool:
    """Is it an address on a network where anybody uploads?"""
    host = (urlsplit(url).hostname or "") if url else ""
    return any(host == site or host.endswith(f".{site}") for site in _ANYBODY_UPLOADS)


def public_incident(incident: Incident, claims: Mapping[str, Claim]) -> Incident:
    """An incident without names of private persons. ``claims``: those that it stands on, by id."""
    rejected = {a.claim for a in incident.amended if a.verdict == "rejected"}
    return incident.model_copy(
        update={
            "mentions": tuple(_membership(m) for m in incident.mentions),
            "responsibility": tuple(_actor(r, claims) for r in incident.responsibility),
            "contested": tuple(_contested(c, claims) for c in incident.contested),
            "tolls": tuple(_toll(t, rejected) for t in incident.tolls),
            "amended": tuple(_amendment(a) for a in incident.amended),
            "history": tuple(_day(d, claims) for d in incident.history),
            "decided": {field: _decided(word) for field, word in incident.decided.items()},
            "kinships": tuple(_kinship(k, claims) for k in incident.kinships),
        }
    )


def _membership(member: Membership) -> Membership:
    hidden: dict[str, object] = {"report": member.report_id.partition(":")[2][:12]}
    if member.decided_by != MACHINE:
        hidden |= {"decided_by": "person", "why": ("decided by a person",)}
    if member.unsure_by:
        hidden["unsure_by"] = ("person",)
    return member.model_copy(update=hidden)


def _toll(toll: Toll, rejected: Collection[str]) -> Toll:
    """A toll in which no words of the person stand who rejected a claim."""
    excluded = (e.model_copy(update={"why": "rejected by a person"}) if e.claim in rejected else e for e in toll.excluded)
    return toll.model_copy(update={"excluded": tuple(excluded)})


def _amendment(word: Amendment) -> Amendment:
    changes = {field: value for field, value in word.changes.items() if field not in _HIDDEN | {"speaker"}}
    return word.model_copy(update={"by": "person", "why": "", "changes": changes})


def _decided(word: Decided) -> Decided:
    return word.model_copy(update={"by": "person", "why": ""})


def _actor(row: ActorResponsibility, claims: Mapping[str, Claim]) -> ActorResponsibility:
    said = [c for i in row.claims if isinstance(c := claims.get(i), ResponsibilityClaim)]
    names = {f"{s}_by": _labels(c for c in said if c.stance == s) for s in _STANCES}
    return row.model_copy(update=names)


def _kinship(kinship: Kinship, claims: Mapping[str, Claim]) -> Kinship:
    """Newsrooms may stand; the words of a credit may hold a byline, and a speaker may be a private person."""
    if kinship.parent_kind != "speaker":
        return kinship.model_copy(update={"words": None})
    names = _labels(claims[i] for i in kinship.claims if i in claims)
    return kinship.model_copy(update={"words": None, "parent": names[0] if names else "a speaker"})


_STANCES = ("asserted", "accused", "denied", "admitted")


def _contested(row: Contested, claims: Mapping[str, Claim]) -> Contested:
    values = tuple(
        v if v.speakers == (REPORTER,) else v.model_copy(update={"speakers": _labels(claims[i] for i in v.claims if i in claims)})
        for v in row.values
    )
    decided = {"by": "person", "why": None} if row.by else {}
    return row.model_copy(update={"values": values, **decided})


def _day(row: TollDay, claims: Mapping[str, Claim]) -> TollDay:
    said = tuple(f.model_copy(update={"voice": public_label(c.speaker)}) for f in row.figures if (c := claims.get(f.claim)))
    return row.model_copy(update={"figures": said})


def _labels(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(public_label(c.speaker) for c in claims))


def public_claim(claim: Claim) -> dict[str, Any]:
    """A claim as JSON values, without quotes and without names of private persons."""
    body = claim.model_dump(exclude=_HIDDEN)
    body["speaker"] = public_speaker(claim.speaker)
    return body


def public_speaker(speaker: Speaker | None) -> dict[str, Any] | None:
    """Name, role, kind and side of a speaker; kind and side alone where the person may be a private one."""
    if speaker is None:
        return None
    known = speaker.kind in PUBLIC_KINDS
    return {
        "name": speaker.name if known else None,
        "role": speaker.role if known else None,
        "kind": speaker.kind,
        "side": speaker.side,
    }


def coarsened(incident: Incident, kilometres: float) -> Incident:
    """An incident whose point lies on a grid of so many kilometres, with a radius that says so. Other candidates are left out."""
    place = incident.where
    if place is None or place.lat is None or place.lon is None:
        return incident
    return incident.model_copy(update={"where": _on_grid(place, place.lat, place.lon, kilometres)})


def _on_grid(place: Place, lat: float, lon: float, kilometres: float) -> Place:
    step = kilometres / _KM_PER_DEGREE
    rounded = max(-90.0, min(90.0, round(lat / step) * step))
    # The step in longitude follows from the rounded latitude, so that all points of one row share one grid.
    wide = min(360.0, step / max(0.01, math.cos(math.radians(rounded))))
    radius = (place.radius_km or 0.0) + kilometres * math.sqrt(0.5)  # half the diagonal of a cell of the grid
    point = {"lat": round(rounded, 4), "lon": round(max(-180.0, min(180.0, round(lon / wide) * wide)), 4)}
    return place.model_copy(update={**point, "radius_km": round(radius, 2), "candidates": ()})

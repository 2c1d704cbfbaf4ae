"""Readings made by hand: what the reader would find in invented reports, with a text in which every quote stands at its offsets.

reading("a.txt", told("2022-04-08", TOWN, killed(50), blames("Azania", by=MAYOR)), published="2022-04-09")
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from recounted.linking import Account, Facts, accounts_of, facts_of
from recounted.model import (
    Claim,
    Mention,
    Of,
    Place,
    PlaceCandidate,
    Reading,
    Report,
    ResponsibilityClaim,
    Speaker,
    TargetClaim,
    TollClaim,
    WeaponClaim,
    When,
)

Span = tuple[int, int]


class Page:
    """A text that grows as words are put down."""

    def __init__(self, start: str) -> None:
        self.text = start

    def put(self, words: str) -> dict[str, Any]:
        """Write the words; their quote and offsets."""
        start = len(self.text)
        self.text += f"{words}\n"
        return {"quote": words, "start": start, "end": start + len(words)}


Make = Callable[[Page, str], Claim]


@dataclass(frozen=True)
class Spot:
    """A place to be told of."""

    name: str = "Sulaco"
    country: str | None = "UA"
    lat: float | None = 48.0
    lon: float | None = 37.0
    where_prec: int = 1
    radius_km: float | None = 5
    kind: str = "settlement"
    others: tuple[tuple[float, float], ...] = ()

    def put(self, page: Page) -> Place:
        candidates = tuple(
            PlaceCandidate(name=self.name, kind="settlement", country=self.country, adm1=None, lat=lat, lon=lon, gazetteer=None)
            for lat, lon in self.others
        )
        return Place.model_validate(
            {
                "name": self.name, "kind": self.kind, "country": self.country, "adm1": None, "lat": self.lat, "lon": self.lon,
                "where_prec": self.where_prec, "radius_km": self.radius_km, "gazetteer": None, "rule": "by hand",
                "candidates": candidates, **page.put(self.name),
            }
        )  # fmt: skip


@dataclass(frozen=True)
class Who:
    """A speaker to be quoted."""

    name: str | None = "Ana Ruiz"
    role: str | None = "mayor of Sulaco"
    kind: str = "local_authority"
    side: str | None = "Costaguana"

    def put(self, page: Page) -> Speaker:
        words = self.name or self.role or "somebody"
        return Speaker.model_validate(
            {"name": self.name, "role": self.role, "kind": self.kind, "side": self.side, **page.put(words)}
        )


@dataclass(frozen=True)
class Told:
    """A mention to be put into a report."""

    when: str | None
    where: Spot | None
    makes: tuple[Make, ...]
    kind: str = "attack_on_civilians"
    role: str = "main"
    more: dict[str, Any] = field(default_factory=dict)


TOWN = Spot()
MAYOR = Who()
WITNESS = Who("Private Person", "neighbour", "witness", None)
ARMY = Who(None, "defence ministry", "government", "Azania")


def told(when: str | None, where: Spot | None, *makes: Make, kind: str = "attack_on_civilians", role: str = "main") -> Told:
    return Told(when, where, makes, kind, role)


def _base(page: Page, claim_id: str, words: str, by: Who | None, more: dict[str, Any]) -> dict[str, Any]:
    speaker = by.put(page) if by else None
    plain = {"attribution": "attributed" if by else "reporter_voice", "scope": "incident", "rule": "by hand"}
    return {"id": claim_id, "speaker": speaker, **plain, **page.put(words), **more}


def toll(harm: str, lo: int | None, hi: int | None, *, by: Who | None = None, of: Of | None = None, **more: Any) -> Make:
    def make(page: Page, claim_id: str) -> Claim:
        point = lo if lo == hi else None
        base = _base(page, claim_id, f"{lo} to {hi} {harm}", by, {"of": of or Of(), "point": point, **more})
        return TollClaim.model_validate({"harm": harm, "lo": lo, "hi": hi, **base})

    return make


def killed(n: int, **more: Any) -> Make:
    return toll("killed", n, n, **more)


def at_least(n: int, **more: Any) -> Make:
    return toll("killed", n, None, **more)


def dozens(**more: Any) -> Make:
    return toll("killed", 24, 99, vague=True, **more)


def injured(n: int, **more: Any) -> Make:
    return toll("injured", n, n, **more)


def blames(actor: str, *, by: Who | None = None, stance: str | None = None) -> Make:
    def make(page: Page, claim_id: str) -> Claim:
        base = _base(page, claim_id, f"{actor} did it", by, {"stance": stance or ("accused" if by else "asserted")})
        return ResponsibilityClaim.model_validate({"actor": actor, "actor_text": actor, **base})

    return make


def weapon(value: str, *, by: Who | None = None) -> Make:
    return lambda page, claim_id: WeaponClaim.model_validate({"value": value, **_base(page, claim_id, value, by, {})})


def target(value: str, count: int | None = None, *, by: Who | None = None) -> Make:
    return lambda page, claim_id: TargetClaim.model_validate(
        {"value": value, "count": count, **_base(page, claim_id, value, by, {})}
    )


def reading(name: str, *mentions: Told, published: str | None = None, text: str = "", **more: Any) -> Reading:
    """A reading of a report called ``name``. ``text`` comes before the words of the claims; by default it is the report's own."""
    page = Page(text or f"{' '.join(f'{name}{n}' for n in range(40))}\n")
    short = hashlib.sha256(f"{name} {published} {page.text}".encode()).hexdigest()
    made = tuple(_mention(page, told_, f"m{n}", short[:12]) for n, told_ in enumerate(mentions, 1))
    report = Report(id=f"sha256:{short}", name=name, text=page.text, lang=more.pop("lang", "en"), published=published, **more)
    return Reading(report=report, mentions=made)


def _mention(page: Page, told_: Told, mention_id: str, short: str) -> Mention:
    when = When(edtf=told_.when, date_prec=1, rule="by hand", **page.put(f"on {told_.when}")) if told_.when else None
    where = told_.where.put(page) if told_.where else None
    claims = tuple(make(page, f"{short}.{mention_id}.c{n}") for n, make in enumerate(told_.makes, 1))
    body = {"id": mention_id, "role": told_.role, "kind": told_.kind, "when": when, "where": where, "claims": claims}
    return Mention.model_validate(body)


def accounts(*readings: Reading) -> list[Account]:
    return list(accounts_of(readings))


def facts(*readings: Reading) -> list[Facts]:
    return [facts_of(a.report, a.mention) for a in accounts_of(readings)]

"""An invented world of attacks and of the reports on them, with the truth known: for linking at any size and any noise.

Every zone has towns of unequal fame, about three attacks a day, and two parties. An attack is told by one report or by dozens:
tolls that rise from day to day, copies, translations, outlets that get the day wrong, spell the town anew, know the region
alone or no day at all, and reports that recall an earlier attack. Some attacks have a look-alike, a day later in the same town
or ten kilometres off on the same day. ``noise`` scales every error; 1 is meant to be like life. Density does not grow with
size: more attacks mean more days, then more zones. Nothing here is real.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from recounted.model import Mention, Place, Reading, Report, ResponsibilityClaim, TollClaim, WeaponClaim, When

FIRST_DAY = date(2018, 1, 1)
ATTACKS_A_DAY, MOST_DAYS, TOWNS = 2.8, 1100, 60
REPORTS_AN_ATTACK = 4
SPREAD_DEGREES, KM_PER_DEGREE = 0.6, 111.32
LOOK_ALIKES = 0.15
#: How often a report errs or leaves out, at noise 1.
RATES = {
    "no day": 0.10, "no year": 0.08, "month alone": 0.04, "next day": 0.03, "not dated": 0.10,
    "region alone": 0.07, "no place": 0.03, "typo": 0.06, "beside": 0.06, "other weapon": 0.08, "wrong toll": 0.04,
}  # fmt: skip
NO_WEAPON, COPY, TRANSLATION, RECALLS = 0.35, 0.25, 0.08, 0.05
WEAPONS = ("missile", "artillery", "drone", "airstrike", "small_arms", "vehicle_bomb", "mortar")
ALIKE = {"missile": "rocket", "artillery": "rocket", "drone": "airstrike", "airstrike": "bomb", "vehicle_bomb": "ied"}
SYLLABLES = ("ka", "ro", "vel", "mi", "ta", "shu", "dra", "nov", "li", "ber", "go", "za", "rin", "po", "che", "lu", "san", "ti")
COUNTRIES = ("UA", "SY", "YE", "SD", "ML", "CD", "MM", "AF", "SO", "ET", "IQ", "PS", "NG", "MZ", "CO", "LY")
#: Words of three languages, so that copies and translations have texts of their own.
WORDS = {
    "en": ("{lo} people were killed", "{lo} people were injured", "{who} did it", "on {day}", "at least {lo} were killed"),
    "fr": ("{lo} personnes tuées", "{lo} personnes blessées", "{who} en est l’auteur", "le {day}", "au moins {lo} morts"),
    "uk": ("загинули {lo} людей", "поранено {lo} людей", "це зробила {who}", "{day} числа", "щонайменше {lo} загинули"),
}


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its coordinates in degrees."""

    name: str
    country: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Attack:
    """What happened. Counts are persons, in the end."""

    number: int
    town: Town
    day: date
    weapon: str
    killed: int
    injured: int
    actor: str


@dataclass(frozen=True, slots=True)
class Told:
    """A reading, and which attack each of its mentions tells of: mention key → number."""

    reading: Reading
    truth: dict[str, int]


def world(mentions: int, *, noise: float = 1.0, seed: int = 1, depth: float = 1.0) -> Iterator[Told]:
    """Readings with about so many mentions in all, in the order of their attacks. ``depth``: how much more often an attack is
    reported than in 1.
    """
    chance = Random(seed)
    told = 0
    recent: list[Attack] = []
    for attack in attacks(math.ceil(mentions / REPORTS_AN_ATTACK / depth), chance):
        recent = [*recent[-40:], attack]
        for one in _reports(attack, recent, chance, noise, depth):
            if told >= mentions:
                return
            told += len(one.reading.mentions)
            yield one


def attacks(count: int, chance: Random) -> Iterator[Attack]:
    """So many attacks, zone by zone and day by day, look-alikes among them."""
    zones = math.ceil(count / (ATTACKS_A_DAY * MOST_DAYS))
    number = 0
    for zone in range(zones):
        towns = _towns(zone, chance)
        weights = [1 / (n + 2) for n in range(len(towns))]
        first, last = number, number + count // zones + (zone < count % zones)
        while number < last:
            day = FIRST_DAY + timedelta(days=int((number - first) / ATTACKS_A_DAY))
            attack = _attack(number, chance.choices(towns, weights)[0], day, zone, chance)
            for one in (attack, _look_alike(attack, chance)) if chance.random() < LOOK_ALIKES else (attack,):
                yield one
                number += 1


def _towns(zone: int, chance: Random) -> list[Town]:
    lat, lon = chance.uniform(-30, 55), chance.uniform(-170, 170)
    names: set[str] = set()
    while len(names) < TOWNS:
        names.add("".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize())
    country = COUNTRIES[zone % len(COUNTRIES)]
    return [
        Town(name, country, round(chance.gauss(lat, SPREAD_DEGREES), 4), round(chance.gauss(lon, SPREAD_DEGREES), 4))
        for name in sorted(names)
    ]


def _attack(number: int, town: Town, day: date, zone: int, chance: Random) -> Attack:
    killed = int(chance.lognormvariate(1.2, 1.1))
    injured = int(killed * chance.uniform(0.5, 4))
    actor = f"Party {2 * zone + (chance.random() < 0.3)}"
    return Attack(number, town, day, chance.choice(WEAPONS), killed, injured, actor)


def _look_alike(attack: Attack, chance: Random) -> Attack:
    toll: dict[str, Any] = {
        "killed": max(0, attack.killed + chance.choice((-2, -1, 1, 2, 5))),
        "injured": attack.injured + chance.randint(1, 9),
    }
    if chance.random() < 0.5:
        return replace(attack, number=attack.number + 1, day=attack.day + timedelta(days=1), **toll)
    town = replace(attack.town, name=attack.town.name + "ske", lat=round(attack.town.lat + 10 / KM_PER_DEGREE, 4))
    return replace(attack, number=attack.number + 1, town=town, **toll)


def _reports(attack: Attack, recent: list[Attack], chance: Random, noise: float, depth: float) -> Iterator[Told]:
    last: tuple[list[Attack], dict[str, Any]] | None = None
    for n in range(max(1, int(min(60, chance.paretovariate(1.4) * 1.3) * depth))):
        roll = chance.random()
        if last and roll < COPY:
            yield _told([*last[0]], last[1], n, chance)
        elif last and roll < COPY + TRANSLATION:
            yield _told([*last[0]], {**last[1], "lang": chance.choice(sorted(WORDS))}, n, chance)
        else:
            also = [chance.choice(recent[:-1])] if len(recent) > 1 and chance.random() < RECALLS else []
            last = ([attack, *also], _account(attack, n, chance, noise))
            yield _told(*last, n, chance)


def _account(attack: Attack, n: int, chance: Random, noise: float) -> dict[str, Any]:
    """What one report knows and gets wrong of an attack."""
    errs = tuple(name for name, rate in RATES.items() if chance.random() < rate * noise)
    delay = min(n // 2, 6) + chance.randint(0, 1)
    known = min(1.0, 0.6 + 0.15 * delay)
    scale = chance.uniform(0.5, 2) if "wrong toll" in errs else 1.0
    return {
        "errs": errs,
        "lang": chance.choice(sorted(WORDS)),
        "published": None if "not dated" in errs else (attack.day + timedelta(days=delay)).isoformat(),
        "killed": round(attack.killed * known * scale),
        "injured": round(attack.injured * known * scale) if chance.random() < 0.7 else None,
        "open": chance.random() < 0.3,
        "weapon": None if chance.random() < NO_WEAPON else attack.weapon,
        "blames": chance.random() < 0.6,
        "turn": chance.uniform(0, 2 * math.pi),
        "letter": chance.random(),
    }


def _told(told: list[Attack], account: dict[str, Any], n: int, chance: Random) -> Told:
    page = _Page(f"{chance.choice(('Radio', 'Daily', 'Herald', 'Wire'))} {told[0].number}-{n}\n")
    short = hashlib.sha256(f"{page.text} {account}".encode()).hexdigest()
    mentions = [_mention(page, attack, account, f"m{k}", short[:12]) for k, attack in enumerate(told, 1)]
    report = Report(
        id=f"sha256:{short}",
        name=f"{told[0].number}-{n}.txt",
        text=page.text,
        lang=account["lang"],
        published=account["published"],
    )
    truth = {f"{short[:12]}.m{k}": attack.number for k, attack in enumerate(told, 1)}
    return Told(Reading(report=report, mentions=tuple(mentions)), truth)


class _Page:
    def __init__(self, text: str) -> None:
        self.text = text

    def put(self, words: str) -> dict[str, Any]:
        start = len(self.text)
        self.text += f"{words}. "
        return {"quote": words, "start": start, "end": start + len(words)}


def _mention(page: _Page, attack: Attack, account: dict[str, Any], name: str, short: str) -> Mention:
    errs, words = account["errs"], WORDS[account["lang"]]
    main = name == "m1"
    base: dict[str, Any] = {"speaker": None, "attribution": "reporter_voice", "scope": "incident", "rule": "invented"}
    claims: list[Any] = []

    def add(noun: type, quote: str, **more: Any) -> None:
        claims.append(noun(id=f"{short}.{name}.c{len(claims) + 1}", **base, **page.put(quote), **more))

    killed = account["killed"] if main else attack.killed
    top = None if account["open"] else killed
    add(TollClaim, words[4 if account["open"] else 0].format(lo=killed), harm="killed", lo=killed, hi=top, point=top)
    if main and account["injured"] is not None:
        hurt = account["injured"]
        add(TollClaim, words[1].format(lo=hurt), harm="injured", lo=hurt, hi=hurt, point=hurt)
    if main and account["weapon"]:
        weapon = ALIKE.get(attack.weapon, attack.weapon) if "other weapon" in errs else attack.weapon
        add(WeaponClaim, weapon, value=weapon)
    if main and account["blames"]:
        who = words[2].format(who=attack.actor)
        add(ResponsibilityClaim, who, actor=attack.actor, actor_text=attack.actor, stance="asserted")
    return Mention(
        id=name, role="main" if main else "background", kind="attack_on_civilians", claims=tuple(claims),
        when=_when(page, attack, errs, words[3]), where=_where(page, attack.town, account),
    )  # fmt: skip


def _when(page: _Page, attack: Attack, errs: tuple[str, ...], words: str) -> When | None:
    if "no day" in errs:
        return None
    day = attack.day + timedelta(days="next day" in errs)
    edtf, precision = day.isoformat(), 1
    if "month alone" in errs:
        edtf, precision = edtf[:7], 4
    elif "no year" in errs:
        edtf = f"XXXX{edtf[4:]}"
    return When(edtf=edtf, date_prec=precision, rule="invented", **page.put(words.format(day=edtf)))


def _where(page: _Page, town: Town, account: dict[str, Any]) -> Place | None:
    errs, name = account["errs"], town.name
    if "no place" in errs:
        return None
    spot: dict[str, Any] = {"kind": "settlement", "lat": town.lat, "lon": town.lon, "where_prec": 1, "radius_km": 5.0}
    if "region alone" in errs:
        name, spot = "the region", {"kind": "adm1", "lat": town.lat, "lon": town.lon, "where_prec": 4, "radius_km": 80.0}
    elif "typo" in errs:
        at = int(account["letter"] * (len(name) - 1)) + 1
        name, spot = name[:at] + "x" + name[at + 1 :], {**spot, "lat": None, "lon": None, "where_prec": 3}
    elif "beside" in errs:
        lat, lon = town.lat + math.sin(account["turn"]) * 0.08, town.lon + math.cos(account["turn"]) * 0.08
        spot = {**spot, "lat": round(lat, 4), "lon": round(lon, 4), "where_prec": 2, "radius_km": 10.0}
    body: dict[str, Any] = {"name": name, "country": town.country, "adm1": None, "gazetteer": None, "rule": "invented"}
    return Place(**body, **spot, **page.put(name))

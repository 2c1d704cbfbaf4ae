"""Airwars: incidents in Gaza (one narrative each) and in Syria (several archived sources each), with low and high tolls.

Gaza: a text is judged by its main mention. Tolls by slice: ``literal``, both ends stand in the text; ``convention``, Airwars'
reading of bare plurals as two and of dozens as 12 to 24; ``rest``, added up or read from pictures. A number on a toll that
Airwars calls unknown is a made-up one. Syria: a text belongs to the incident that holds its main mention; each gold incident is
compared with ours that shares most texts with it; ``literal``: both ends stand in some text of it. Both: parts by the side that
Airwars holds responsible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bench.data import Label, json_lines
from bench.matching import bounds, ends, main_mention, point_of, subgroup, tolls, words
from bench.readings import LabelledSet
from bench.tally import Tally
from recounted import Incident
from recounted.model import IncidentWhen, Mention, Place, ResponsibilityClaim, TollClaim, WeaponClaim, When
from recounted.places import distance_km

GAZA, SYRIA = "airwars_gaza", "airwars_syria"
Interval = tuple[int, int]

KINDS = {
    "airstrike": {"airstrike", "missile", "bomb", "rocket", "drone", "cluster_munition"},
    "drone": {"drone", "airstrike"},
    "artillery": {"artillery", "mortar", "rocket", "missile", "cluster_munition"},
    "ground": {"small_arms", "grenade", "bladed_weapon"},
    "naval": {"artillery", "missile"},
}
#: Sides: part of how Airwars names one, and words by which ours is known.
SIDES = {
    "Israel": ("israel", "israel israeli idf iaf"),
    "Palestinian groups": ("palestinian", "hamas palestinian islamic jihad qassam quds"),
    "Russia": ("russia", "russia russian"),
    "Turkey": ("turk", "turkey turkish turkiye"),
    "US-led coalition": ("u.s.", "us usa american coalition united"),
    "Kurdish forces": ("ypg", "ypg sdf kurdish syrian democratic qsd"),
    "Iran": ("iran", "iran iranian"),
    "Jordan": ("jordan", "jordan jordanian"),
    "Syrian government": ("assad", "syria syrian regime assad"),
}
#: Labelled incidents from which a side is a part of its own.
FEW_INCIDENTS = 5
LIMITS_KM = (5, 25)


def measure_gaza(gaza: LabelledSet) -> Tally:
    """Tolls, subgroups, date, place, weapon and side of one text, one incident."""
    tally, parts = Tally(GAZA), parts_of(gaza.labels)
    for label in gaza.labels:
        tally.texts["all"] += 1
        mention = main_mention(gaza.readings.get(label["id"]))
        tally.add(("all",), "incident told", mention is not None, 1)
        for harm in ("killed", "injured"):
            _interval(tally, label, harm, said(mention, harm))
            if label["slices"][harm] == "convention" and label[harm]:
                profile = said(mention, harm, profile=True)
                tally.add(("convention",), f"{harm}: exact, by Airwars' convention", profile == tuple(label[harm]), 1)
        for group in ("children", "women", "men"):
            if label["slices"][group] == "literal" and label[group]:
                tally.add(("literal",), f"{group} killed: exact", said(mention, "killed", group) == tuple(label[group]), 1)
        _spot(tally, label, mention.when if mention else None, mention.where if mention else None)
        _means(tally, parts, label, [mention] if mention else [])
    return tally


def _interval(tally: Tally, label: Label, harm: str, ours: Interval | None) -> None:
    gold, piece = label[harm], label["slices"][harm]
    if gold is None:
        tally.add(("all",), f"{harm}: unknown, and none given", ours is None, 1)
        return
    parts = ["all", *([piece] if piece else [])]
    tally.add(parts, f"{harm}: exact", ours == tuple(gold), 1)
    tally.add(parts, f"{harm}: contains gold", contains(ours, gold), 1)


def contains(ours: Interval | None, gold: Sequence[int]) -> bool:
    """Does gold lie within ours?"""
    return ours is not None and ours[0] <= gold[0] and ours[1] >= gold[1]


def said(mention: Mention | None, harm: str, group: str = "people", *, profile: bool = False) -> Interval | None:
    """The smallest and the largest number that a mention gives of a harm; of people: of totals, where there are any.

    "Up to 30" gives an upper end only, unless nothing else is said, as in the product's own rule (``airwars_min_max``).
    """
    claims = [c for c in tolls(mention, harm) if subgroup(c.of) == group]
    if group == "people":
        claims = [c for c in claims if not c.part_of] or claims
    both = [pair for c in claims if (pair := _profile(c) if profile else ends(c)) != (None, None)]
    floors = [(low, high) for low, high in both if low or not high] or both
    lows = [low if low is not None else high or 0 for low, high in floors]
    highs = [high if high is not None else low or 0 for low, high in both]
    return (min(lows), max(highs)) if both else None


def _profile(claim: TollClaim) -> tuple[int | None, int | None]:
    """Airwars reads a bare plural as two, and dozens as 12 to 24."""
    lo, hi = ends(claim)
    if claim.vague and lo in (1, 2, 3) and hi is None:
        return 2, 2
    return (12, 24) if claim.vague and lo in (20, 24) and hi in (99, None) else (lo, hi)


def measure_syria(syria: LabelledSet) -> Tally:
    """Linking, and the tolls, date and place of linked incidents."""
    tally, gold = Tally(SYRIA), json_lines(syria.folder / "incidents.jsonl")
    tally.texts["all"], parts = len(syria.labels), parts_of(gold)
    truth = {label["id"]: label["incident"] for label in syria.labels}
    mentions = {name: m for name in truth if (m := main_mention(syria.readings.get(name)))}
    homes = {name: home for name, m in mentions.items() if (home := syria.home(name, m))}
    ours = {name: home.id for name, home in homes.items()}
    for title, some in (("shared incidents", truth), ("of these, web texts", web_texts(syria.labels))):
        tally.linking("all", f"linking, {title}", shared(some), ours)
    tally.linking("all", "linking, all texts", truth, ours)
    for name in truth:
        tally.add(("all",), "text tells of an incident", name in mentions, 1)
    for label in gold:
        if label["incident"] in truth.values():
            incident = best_home([n for n, i in truth.items() if i == label["incident"]], homes)
            _fused(tally, parts, label, incident)
            _means(tally, parts, label, syria.told(incident) if incident else [])
    return tally


def web_texts(labels: Iterable[Label]) -> dict[str, str]:
    """Texts of news and other web pages, without social media, with their incident."""
    return {label["id"]: label["incident"] for label in labels if label["web"]}


def shared(truth: dict[str, str]) -> dict[str, str]:
    """The texts of incidents that two texts or more tell of."""
    size = Counter(truth.values())
    return {name: incident for name, incident in truth.items() if size[incident] > 1}


def best_home(names: Sequence[str], homes: dict[str, Incident]) -> Incident | None:
    """Of our incidents the one that shares most of these texts (ties: the one with fewer others)."""
    ours = {homes[name].id: homes[name] for name in names if name in homes}
    shares = Counter(homes[name].id for name in names if name in homes)
    size = Counter(home.id for home in homes.values())
    return ours[min(ours, key=lambda ident: (-shares[ident], size[ident], ident))] if ours else None


def fused(incident: Incident | None, harm: str, group: str = "people") -> Interval | None:
    """Low and high of an incident's toll; an open end is the largest number said."""
    both = []
    for toll in incident.tolls if incident else ():
        if toll.harm == harm and subgroup(toll.of) == group and (toll.low, toll.high) != (None, None):
            low, high = toll.low, toll.high
            both.append((low if low is not None else high or 0, high if high is not None else low or 0))
    return (min(low for low, _ in both), max(high for _, high in both)) if both else None


def _fused(tally: Tally, sides: dict[str, str], label: Label, incident: Incident | None) -> None:
    for harm in ("killed", "injured"):
        gold, ours = label[harm], fused(incident, harm)
        if gold is None:
            tally.add(("all",), f"{harm}: unknown, and none given", ours is None, 1)
            continue
        literal = ("literal",) if label["said"][harm] == [True, True] else ()
        parts = ("all", *literal, *(sides[side] for side in sides_of(label) if side in sides))
        tally.add(("all", *literal), f"{harm}: exact", ours == tuple(gold), 1)
        tally.add(parts, f"{harm}: contains gold", contains(ours, gold), 1)
    _spot(tally, label, incident.when if incident else None, incident.where if incident else None)


def _spot(tally: Tally, label: Label, when: When | IncidentWhen | None, where: Place | None) -> None:
    if label["date"]:
        for name, slack in (("date: exact", 0), ("date: within a day", 1)):
            tally.add(("all",), name, says(when, label["date"], label.get("date_end") or label["date"], slack), 1)
    if label["lat"] is None:
        return
    at = point_of(where)
    km = distance_km(label["lat"], label["lon"], *at) if at else None
    for limit in LIMITS_KM:
        tally.add(("all",), f"place: within {limit} km", km is not None and km <= limit, 1)
    if km is not None:
        tally.number("all", "place: error, where one is given", "km", km)


def says(when: When | IncidentWhen | None, first: str, last: str, slack: int = 0) -> bool:
    """Our date lies within the gold days, give or take; or it is a night that holds one. An unknown year needs month and day."""
    if when is None:
        return False
    edtf = first[:4] + when.edtf[4:] if when.edtf.startswith("XXXX-") else when.edtf
    ours, start, end = bounds(edtf), date.fromisoformat(first), date.fromisoformat(last)
    if not ours or ours[0] is None or ours[1] is None or (ours[1] - ours[0]).days > max(1, (end - start).days):
        return False
    return ours[0] <= end + timedelta(slack) and ours[1] >= start - timedelta(slack)


def sides_of(label: Label) -> list[str]:
    """The sides that Airwars holds responsible."""
    return [side for side, (named, _) in SIDES.items() if named in (label.get("belligerent") or "").lower()]


def parts_of(labels: Iterable[Label]) -> dict[str, str]:
    """The parts of the sides that are held responsible for more than a few incidents."""
    counts = Counter(side for label in labels for side in sides_of(label))
    return {side: f"accused: {side}" for side, n in counts.items() if n >= FEW_INCIDENTS}


def _means(tally: Tally, parts: dict[str, str], label: Label, told: Sequence[Mention]) -> None:
    claims = [c for mention in told for c in mention.claims]
    strike = (label.get("strike_type") or "").lower()
    kinds = set().union(*(weapons for kind, weapons in KINDS.items() if kind in strike))
    if kinds:
        tally.add(
            ("all",), "weapon of the kind of strike", bool({c.value for c in claims if isinstance(c, WeaponClaim)} & kinds), 1
        )
    actors = [words(f"{c.actor} {c.actor_text}") for c in claims if isinstance(c, ResponsibilityClaim) and c.stance != "denied"]
    sides = sides_of(label)
    if sides:
        right = any(actor & set(SIDES[side][1].split()) for actor in actors for side in sides)
        tally.add(("all", *(parts[side] for side in sides if side in parts)), "side held responsible", right, 1)

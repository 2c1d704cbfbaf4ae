"""Our own corpus: short reports in nine languages, labelled claim by claim.

Parts: all, each language, and each accused side. A report belongs to the sides that its labels name (asserted, accused or
admitted); responsibility is then counted for claims about that side alone. One labelled figure is found once at most; figures
that are a part by degree (serious, hospitalised) are neither asked for nor punished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bench.data import Label
from bench.matching import bounds, by_share, in_order, point_of, subgroup, words
from bench.readings import LabelledSet
from bench.tally import Tally
from recounted.model import BaseClaim, Claim, Mention, Reading, ResponsibilityClaim, TollClaim, WeaponClaim
from recounted.places import distance_km

NAME = "corpus"
#: Harms as the labels have them; a claim of another harm is not compared.
HARMS = {h: h for h in ("killed", "injured", "missing", "detained", "displaced")} | {"abducted": "missing"}
#: Labelled and found weapons, as classes.
WEAPONS = {
    "rocket": "missile", "airstrike": "air", "air_launched": "air", "aerial_bomb": "air", "cluster munition": "cluster",
    "cluster_munition": "cluster", "shelling": "artillery", "mortar": "artillery", "heavy weapons": "artillery",
    "suicide bomb": "suicide", "suicide_bomb": "suicide", "vehicle bomb": "vehicle_bomb", "bomb": "ied", "landmine": "mine",
    "small arms": "small_arms", "bladed weapon": "bladed", "bladed_weapon": "bladed", "chemical weapon": "chemical",
    "arson": "incendiary",
}  # fmt: skip
SUBGROUPS = {
    "children": ("child",),
    "women": ("women",),
    "men": ("men",),
    "armed": ("soldier", "fighter", "prisoners of war", "police"),
}
#: Labelled reports from which a side is a part of its own.
FEW_REPORTS = 3
#: Readings of "dozens" and "hundreds" that are taken as one another.
VAGUE = {20, 24, 36, 40, 200, 300}


def measure(corpus: LabelledSet) -> Tally:
    """Every figure of the corpus."""
    tally = Tally(NAME)
    found: dict[str, str] = {}
    gold: dict[str, str] = {}
    reports = Counter(side for label in corpus.labels for side in sides_of(label))
    for label in corpus.labels:
        report = Aligned(label, corpus.readings.get(label["id"]), corpus.text(label["id"]))
        parts, sides = ("all", label["lang"]), [s for s in sides_of(label) if reports[s] >= FEW_REPORTS]
        tally.texts.update((*parts, *map(part_of, sides)))
        _report(tally, parts, report)
        _tolls(tally, [*parts, *map(part_of, sides)], report)
        _responsibility(tally, parts, report)
        for side in sides:
            _of_side(tally, side, report)
        _incidents(tally, parts, report)
        for incident, mention in report.pairs:
            home = corpus.home(label["id"], mention)
            if home:
                key = f"{label['id']}.{mention.id}"
                gold[key], found[key] = incident["incident"], home.id
    tally.linking("all", "linking", gold, found)
    return tally


@dataclass
class Aligned:
    """A labelled report beside its reading: labels and claims that are compared, and which are each other."""

    label: Label
    reading: Reading | None
    text: str
    tolls: list[TollClaim] = field(init=False)
    found: list[tuple[Label, TollClaim]] = field(init=False)
    pairs: list[tuple[Label, Mention]] = field(init=False)

    def __post_init__(self) -> None:
        self.tolls = [c for c in self.claims(TollClaim) if c.scope == "incident" and c.harm in HARMS]
        self.found = in_order(self.asked, self.tolls, same_figure, prefer=lambda a, b: same_speaker(a, b) and same_group(a, b))
        self.pairs = align(self.label["incidents"], self.mentions)

    @property
    def mentions(self) -> Sequence[Mention]:
        """The mentions of the reading; none where the report was not read."""
        return self.reading.mentions if self.reading else ()

    def claims(self, kind: type[Any]) -> list[Any]:
        """All claims of one type."""
        return [c for m in self.mentions for c in m.claims if isinstance(c, kind)]

    def labelled(self, *kinds: str) -> list[Label]:
        """The labelled claims of some kinds."""
        return [c for incident in self.label["incidents"] for c in incident["claims"] if c["kind"] in kinds]

    @property
    def asked(self) -> list[Label]:
        """Labelled figures that must be found."""
        return [c for c in self.labelled(*HARMS) if not by_degree(c)]

    @property
    def spurious(self) -> list[TollClaim]:
        """Tolls that no labelled figure asks for."""
        hit = {id(c) for _, c in self.found}
        rest = [c for c in self.tolls if id(c) not in hit]
        excused = {id(c) for _, c in in_order([c for c in self.labelled(*HARMS) if by_degree(c)], rest, same_figure)}
        return [c for c in rest if id(c) not in excused]


def sides_of(label: Label) -> list[str]:
    """The sides that a report's labels hold responsible."""
    claims = (c for incident in label["incidents"] for c in incident["claims"] if c["kind"] == "responsibility")
    return sorted({c["actor"] for c in claims if c["stance"] != "denied"})


def part_of(side: str) -> str:
    """The part of the reports in which a side is held responsible."""
    return f"accused: {side}"


def _report(tally: Tally, parts: Sequence[str], report: Aligned) -> None:
    relevant, told = report.label["relevant"], bool(report.mentions)
    tally.add(parts, "read at all", report.reading is not None, 1)
    tally.add(parts, "relevant report", told and relevant, relevant, told)
    claims: list[BaseClaim] = report.claims(BaseClaim)
    tally.add(
        parts, "evidence quote is the text's own", sum(report.text[c.start : c.end] == c.quote for c in claims), len(claims)
    )


def _tolls(tally: Tally, parts: Sequence[str], report: Aligned) -> None:
    asked, found = len(report.asked), len(report.found) + len(report.spurious)
    strict = in_order(report.asked, report.tolls, lambda a, b: same_figure(a, b) and same_group(a, b))
    tally.add(parts, "toll: harm + number", len(report.found), asked, found)
    tally.add(parts, "toll: harm + number + subgroup", len(strict), asked, found)
    tally.add(parts, "toll: speaker", sum(same_speaker(a, b) for a, b in report.found), len(report.found))


def _responsibility(tally: Tally, parts: Sequence[str], report: Aligned) -> None:
    labels, claims = report.labelled("responsibility"), report.claims(ResponsibilityClaim)
    stances = len(in_order(labels, claims, same_stance))
    tally.add(parts, "responsibility: actor + stance", stances, len(labels), len(claims))
    weapons = {weapon_class(c["value"].lower()) for c in report.labelled("weapon")}
    ours_too = {weapon_class(c.value) for c in report.claims(WeaponClaim)}
    tally.add(parts, "weapon class", len(weapons & ours_too), len(weapons), len(ours_too))


def _of_side(tally: Tally, side: str, report: Aligned) -> None:
    labels = [c for c in report.labelled("responsibility") if c["actor"] == side]
    ours = [c for c in report.claims(ResponsibilityClaim) if same_actor({"actor": side}, c)]
    hits = len(in_order(labels, ours, same_stance))
    tally.add((part_of(side),), "responsibility: actor + stance", hits, len(labels), len(ours))


def _incidents(tally: Tally, parts: Sequence[str], report: Aligned) -> None:
    incidents, pairs = report.label["incidents"], report.pairs
    tally.add(parts, "incident told in the report", len(pairs), len(incidents), len(report.mentions))
    dated = sum(bool(i["date"]) for i in incidents)
    right = sum(bool(i["date"]) and same_date(i["date"], m.when.edtf if m.when else None) for i, m in pairs)
    tally.add(parts, "incident date", right, dated)
    placed = sum(i["place"].get("lat") is not None for i in incidents)
    errors = [d for i, m in pairs if (d := km_off(i, m)) is not None]
    tally.add(parts, "incident place within 25 km", sum(d <= 25 for d in errors), placed)
    same = sum(i["place"].get("country") == (m.where.country if m.where else None) for i, m in pairs)
    tally.add(parts, "incident country", same, len(incidents))


# when a claim is the labelled one -----------------------------------------------------------------------------------------------


def by_degree(label: Label) -> bool:
    """Is a figure a part by degree, as labelled in brackets: (hospitalised), (serious)?"""
    return "(" in (label["of"] or "")


def same_figure(label: Label, claim: TollClaim) -> bool:
    """The same harm and the same number, with its bounds."""
    return HARMS[label["kind"]] == HARMS.get(claim.harm, "") and same_count(label, claim)


def same_count(label: Label, claim: TollClaim) -> bool:
    """The same number: exact, about, at least ("more than N" is N + 1 as well), at most, or both ends."""
    low: int | None = label["low"]
    high: int | None = label["high"]
    lo, hi = (claim.point, claim.point) if claim.lo is None and claim.hi is None else (claim.lo, claim.hi)
    if low is None and high is not None:
        return hi in (high, high - 1) and lo in (None, 0)
    if high is None and low is not None:
        vague = low in VAGUE and lo in VAGUE and hi in (None, 99, 999)
        return vague or (hi is None and lo in (low, low + 1))
    if low == high and not label["exact"]:
        return low in (claim.point, lo)
    return lo == low and hi == high


def same_group(label: Label, claim: TollClaim) -> bool:
    """The same people: children, women, men, armed or people."""
    of = (label["of"] or "people").lower()
    named = (n for n, cues in SUBGROUPS.items() if any(c in of for c in cues) and not (n == "men" and "women" in of))
    return next(named, "people") == subgroup(claim.of)


def same_speaker(label: Label, claim: Claim) -> bool:
    """Both the report's own voice, or a word of the labelled name in the speaker's name, role or printed words."""
    speaker = claim.speaker
    if label["by"] == "narrator" or speaker is None:
        return bool(label["by"] == "narrator") == (speaker is None)
    ours = " ".join(filter(None, (speaker.name, speaker.role, speaker.quote)))
    return bool(words(label["by"], least=2) & words(ours, least=2))


def same_actor(label: Label, claim: ResponsibilityClaim) -> bool:
    """A word of the labelled actor in the claim's actor, canonical or as printed."""
    return bool(words(label["actor"], least=2) & words(f"{claim.actor} {claim.actor_text}", least=2))


def same_stance(label: Label, claim: ResponsibilityClaim) -> bool:
    """The same actor in the same stance."""
    return same_actor(label, claim) and bool(label["stance"] == claim.stance)


def weapon_class(value: str) -> str:
    """The class that a weapon is compared by."""
    return WEAPONS.get(value, value)


def same_date(gold: str, ours: str | None) -> bool:
    """Equal; or overlapping, of lengths that differ by a day at most (a night told as one day); or within ten labelled days.

    Where the label leaves the year open, a found year is right if month and day agree.
    """
    if not ours or gold == ours:
        return bool(ours)
    if gold.startswith("XXXX") != ours.startswith("XXXX"):
        if ours.startswith("XXXX"):
            return False
        ours = "/".join("XXXX" + day[4:] for day in ours.split("/"))
    a, b = _stretch(gold), _stretch(ours)
    if not a or not b or b[1] < a[0] or a[1] < b[0]:
        return False
    asked, given = (a[1] - a[0]).days, (b[1] - b[0]).days
    return abs(asked - given) <= 1 or (asked <= 9 and a[0] <= b[0] and b[1] <= a[1])


def _stretch(edtf: str) -> tuple[date, date] | None:
    days = bounds(edtf.replace("XXXX", "2000"))
    return (days[0], days[1]) if days and days[0] and days[1] else None


def km_off(incident: Label, mention: Mention) -> float | None:
    """Kilometres between the labelled place and ours; None where one of them is not known."""
    lat, lon, ours = incident["place"].get("lat"), incident["place"].get("lon"), point_of(mention.where)
    return None if lat is None or ours is None else distance_km(lat, lon, *ours)


def align(incidents: Sequence[Label], mentions: Sequence[Mention]) -> list[tuple[Label, Mention]]:
    """Labelled incidents with the mentions that tell of them: the pair that shares most tolls, place and date comes first."""
    # of pairs that share as much, the later ones first: in a report's list the main incident is easily found again
    back, forth = list(incidents)[::-1], list(mentions)[::-1]
    return [(back[i], forth[j]) for i, j in by_share(back, forth, _shared)]


def _shared(incident: Label, mention: Mention) -> float:
    labels = [c for c in incident["claims"] if c["kind"] in HARMS]
    score = float(len(in_order(labels, list(_tolls_of(mention)), same_figure)))
    where, when = mention.where, mention.when
    if where and words(incident["place"].get("name"), least=2) & words(f"{where.name} {where.quote}", least=2):
        score += 1
    if incident["date"] and when and when.edtf == incident["date"]:
        score += 1
    return score + (0.1 if incident["role"] == mention.role else 0.0)


def _tolls_of(mention: Mention) -> Iterator[TollClaim]:
    return (c for c in mention.claims if isinstance(c, TollClaim))

"""MUC-4 (1992): news of attacks in Latin America, with templates of counts, date, place, weapon, perpetrator and confidence.

Parts: ``dev``, and ``tst1+tst2``, which serve as the check; and the side that a template holds responsible. All texts count,
those without a template as well, as for the seventeen systems of 1992. Keys hold alternatives: any of them is right; what is
optional is never missed. Counts are matched within a text, one to one. For the other slots mentions are paired with templates,
the pair that shares most first.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from bench.data import Label
from bench.matching import bounds, by_share, ends, largest, plain, subgroup, tolls, words
from bench.readings import LabelledSet
from bench.sets import muc4_words as keyed
from bench.tally import Tally
from recounted.model import Mention, Reading, ResponsibilityClaim, TollClaim, WeaponClaim

NAME = "muc4"
PARTS = {"tst1": "tst1+tst2", "tst2": "tst1+tst2", "tst3": "tst3+tst4", "tst4": "tst3+tst4"}
#: Days before D that the key's "on or before D" stands for.
ON_OR_BEFORE_DAYS = 31
#: What a pair of mention and template must share at least; the role alone is no reason.
LEAST_SHARED = 0.02

Rows = list[tuple[Label | None, Mention | None]]


def measure(muc: LabelledSet) -> Tally:
    """Every figure of both parts."""
    tally = Tally(NAME)
    for label in muc.labels:
        part = str(PARTS.get(label["part"], label["part"]))
        tally.texts[part] += 1
        reading = muc.readings.get(label["id"])
        mentions = reading.mentions if reading else ()
        told, relevant = bool(mentions), label["relevant"]
        asked = relevant and (told or label["relevant_required"])
        tally.add((part,), "relevant text", told and relevant, asked, told)
        _counts(tally, part, label, reading)
        _slots(tally, part, label["templates"], mentions)
    return tally


# counts -------------------------------------------------------------------------------------------------------------------------


def _counts(tally: Tally, part: str, label: Label, reading: Reading | None) -> None:
    for tail, merged in (("", False), (", distinct", True)):
        gold, ours = gold_counts(label, merged=merged), our_counts(reading, merged=merged)
        for name, big in (("counts", False), ("counts > 1", True)):
            asked = [c for c in gold if not big or any(n["key"] != "1" for n in c["numbers"])]
            found = [c for c in ours if not big or ends(c) != (1, 1)]
            pairs = largest(asked, found, same_fill)
            hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
            if merged:  # another way to say a toll that is matched is no false one
                found = [c for j, c in enumerate(found) if j in used or not any(same_fill(a, c) for a in asked)]
            missed = sum(not c["optional"] for i, c in enumerate(asked) if i not in hit)
            tally.add((part,), f"{name}, exact{tail}", len(pairs), len(pairs) + missed, len(found))
            if not (merged or big):
                for i, count in enumerate(asked):
                    if i in hit or not count["optional"]:
                        tally.add(_sides(count["category"]), "counts, exact, found", i in hit, 1)


def _sides(category: list[list[str]]) -> list[str]:
    sides = {side for names in category for side in names}
    return [f"accused: {keyed.SIDES[side]}" for side in sorted(sides)] if len(sides) == 1 else []


def gold_counts(label: Label, *, merged: bool = False) -> list[Label]:
    """Keyed fills, required ones first; ``merged``: equal fills of one text are one."""
    fills = [
        {
            "harms": {keyed.HARMS[effect] for effect in count["effects"]},
            "numbers": count["numbers"],
            "optional": template["optional"] or count["optional"],
            "category": template["category"],
            "refs": count["refs"],
        }
        for template in label["templates"]
        for count in template["counts"]
        if count["numbers"]
    ]
    fills.sort(key=lambda fill: fill["optional"])
    if not merged:
        return fills
    kept: list[Label] = []
    for fill in fills:
        keys = {n["key"] for n in fill["numbers"]}
        if not any(k["harms"] & fill["harms"] and keys & {n["key"] for n in k["numbers"]} for k in kept):
            kept.append(fill)
    return kept


def our_counts(reading: Reading | None, *, merged: bool = False) -> list[TollClaim]:
    """Killed and injured with a number; one said twice in the same words in one mention counts once."""
    first: dict[tuple[Any, ...], TollClaim] = {}
    for mention in reading.mentions if reading else ():
        for harm in ("killed", "injured"):
            for claim in tolls(mention, harm):
                lo, hi = ends(claim)
                if (lo is None and hi is None) or claim.vague:
                    continue
                words_of = () if merged else (mention.id, subgroup(claim.of), plain(claim.quote))
                first.setdefault((harm, lo, hi, claim.approx, *words_of), claim)
    return list(first.values())


def same_fill(fill: Label, claim: TollClaim) -> bool:
    """The same harm and one of the keyed numbers, sign included."""
    return claim.harm in fill["harms"] and any(same_number(number, claim) for number in fill["numbers"])


def same_number(key: Label, claim: TollClaim) -> bool:
    """6: exactly; 6-: at least (7: more than 6); -139: up to; 6-8: both; ~100: about."""
    lo, hi = ends(claim)
    if key["approx"]:
        return claim.approx and claim.point in (key["lo"], None) and lo == hi == key["lo"]
    if claim.approx:
        return False
    if key["lo"] is None:
        return hi in (key["hi"], key["hi"] - 1) and lo in (None, 0)
    if key["hi"] is None:
        return hi is None and lo in (key["lo"], key["lo"] + 1)
    return bool(lo == key["lo"] and hi == key["hi"])


# slots --------------------------------------------------------------------------------------------------------------------------


def _slots(tally: Tally, part: str, templates: Sequence[Label], mentions: Sequence[Mention]) -> None:
    pairs = by_share(templates, mentions, _shared, least=LEAST_SHARED)
    of, used = dict(pairs), {j for _, j in pairs}
    rows: Rows = [(t, mentions[of[i]] if i in of else None) for i, t in enumerate(templates) if i in of or not t["optional"]]
    rows += [(None, m) for j, m in enumerate(mentions) if j not in used]
    tally.add((part,), "incident told", len(pairs), sum(t is not None for t, _ in rows), len(mentions))
    _slot(
        tally, part, "date, compatible", rows, asks=lambda t: bool(t["dates"]), fills=lambda m: m.when is not None, fits=date_fits
    )
    for name, fits in (("place, name", place_fits), ("place, country", country_fits)):
        _slot(tally, part, name, rows, asks=lambda t: bool(t["places"]), fills=lambda m: m.where is not None, fits=fits)
    for template, mention in rows:
        _weapons(tally, part, template, mention)
        _organisations(tally, part, template, mention)


def _slot(
    tally: Tally,
    part: str,
    name: str,
    rows: Rows,
    *,
    asks: Callable[[Label], bool],
    fills: Callable[[Mention], bool],
    fits: Callable[[Label, Mention], bool],
) -> None:
    asked, filled = sum(bool(t and asks(t)) for t, _ in rows), sum(bool(m and fills(m)) for _, m in rows)
    hits = sum(bool(t and m and asks(t) and fills(m) and fits(t, m)) for t, m in rows)
    tally.add((part,), name, hits, asked, filled)


def date_fits(template: Label, mention: Mention) -> bool:
    """Our date is a keyed one or lies within it; on or before D: within the 31 days up to D."""
    edtf = mention.when.edtf if mention.when else None
    ours = bounds(edtf)
    for keyed_date in template["dates"]:
        if keyed_date["edtf"] == edtf:
            return True
        key = bounds(keyed_date["edtf"])
        if not key or not key[1] or not ours or not ours[0] or not ours[1]:
            continue
        first = key[0] or key[1] - datetime.timedelta(days=ON_OR_BEFORE_DAYS)
        if first <= ours[0] and ours[1] <= key[1]:
            return True
    return False


def country_fits(template: Label, mention: Mention) -> bool:
    """Our country is keyed."""
    where = mention.where
    countries = {country for place in template["places"] for country in place["countries"]}
    codes, names = {keyed.COUNTRIES.get(c, c) for c in countries}, {plain(c) for c in countries}
    return where is not None and (where.country in codes or plain(where.name) in names)


def place_fits(template: Label, mention: Mention) -> bool:
    """Our name or words and the narrowest keyed name hold the same words; keyed with a country alone: our country."""
    where = mention.where
    if where is None:
        return False
    for place in template["places"]:
        if not place["parts"] and country_fits({"places": [place]}, mention):
            return True
        for narrow in place["parts"][-1] if place["parts"] else ():
            key = _telling(narrow["name"])
            for text in (where.name, where.quote):
                ours, national = _telling(text), plain(text) in keyed.NATIONS and plain(narrow["name"]) not in keyed.NATIONS
                if ours and (key <= ours or ours <= key) and not national:
                    return True
    return False


def _telling(name: str) -> set[str]:
    return words(name) - keyed.GENERAL or words(name)


def _weapons(tally: Tally, part: str, template: Label | None, mention: Mention | None) -> None:
    gold = keyed_weapons(template) if template else []
    ours = sorted({c.value for c in mention.claims if isinstance(c, WeaponClaim)}) if mention else []
    hit = largest(gold, ours, lambda g, o: o in g[0])
    tally.add((part,), "weapon type", len(hit), len(hit) + _missed([optional for _, optional in gold], hit), len(ours))


def keyed_weapons(template: Label) -> list[tuple[set[str], bool]]:
    """Keyed weapon classes with whether they are optional; one whose classes hold, or are held by, another's is the same."""
    out: list[tuple[set[str], bool]] = []
    for fill in sorted(template["instruments"], key=lambda f: (f["optional"], len(_classes(f)))):
        classes = _classes(fill)
        if not any(c <= classes or classes <= c for c, _ in out):
            out.append((classes, fill["optional"]))
    return out


def _classes(fill: Label) -> set[str]:
    return set().union(*(keyed.WEAPONS.get(t, {"other"}) for t in fill["types"])) or {"other"}


def _missed(optional: Sequence[bool], hit: Sequence[tuple[int, int]]) -> int:
    found = {i for i, _ in hit}
    return sum(not free for i, free in enumerate(optional) if i not in found)


def _organisations(tally: Tally, part: str, template: Label | None, mention: Mention | None) -> None:
    gold = sorted(template["perp_orgs"], key=lambda o: bool(o["optional"])) if template else []
    ours = our_actors(mention)
    hit = largest(gold, ours, lambda g, cs: any(same_name(g["names"], c) for c in cs))
    tally.add((part,), "perpetrator organisation", len(hit), len(hit) + _missed([o["optional"] for o in gold], hit), len(ours))
    for i, j in hit:
        if gold[i]["confidence"]:
            tally.add((part,), "confidence, of those found", confidence(ours[j]) in gold[i]["confidence"], 1)


def our_actors(mention: Mention | None) -> list[list[ResponsibilityClaim]]:
    """Claims by actor; an actor of whom it is only said that they did not do it is none."""
    by_actor: dict[str, list[ResponsibilityClaim]] = {}
    for claim in mention.claims if mention else ():
        if isinstance(claim, ResponsibilityClaim):
            by_actor.setdefault(plain(claim.actor), []).append(claim)
    return [claims for claims in by_actor.values() if any(confidence([c]) != keyed.ACQUITTED for c in claims)]


def same_name(names: Sequence[str], claim: ResponsibilityClaim) -> bool:
    """More than half of the words of both names are shared; an acronym is a name of its own."""
    for name in names:
        for ours in (claim.actor, claim.actor_text):
            a, b = words(name) - keyed.SMALL, words(ours) - keyed.SMALL
            if a and b and len(a & b) / len(a | b) > 0.5:
                return True
    return False


def confidence(claims: Sequence[ResponsibilityClaim]) -> str:
    """MUC's confidence, from stance and attribution; of several claims the firmest, as coders gave one."""
    return min((_confidence(claim) for claim in claims), key=keyed.CONFIDENCES.index)


def _confidence(claim: ResponsibilityClaim) -> str:
    how, kind = claim.attribution, claim.speaker.kind if claim.speaker else ""
    if claim.stance == "denied" or how in ("denial", "retraction"):
        return keyed.ACQUITTED
    if claim.stance == "admitted" or how == "self_claim":
        return "CLAIMED OR ADMITTED"
    if how in ("hearsay", "unconfirmed"):
        return "POSSIBLE"
    if claim.stance == "accused" or how in ("accusation", "suspicion"):
        official = any(word in kind for word in keyed.AUTHORITY)
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if official else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"


def _shared(template: Label, mention: Mention) -> float:
    gold = [
        {"harms": {keyed.HARMS[e] for e in c["effects"]}, "numbers": c["numbers"]} for c in template["counts"] if c["numbers"]
    ]
    ours = our_counts_of(mention)
    score = float(len(largest(gold, ours, same_fill)))
    score += date_fits(template, mention) + place_fits(template, mention) + 0.25 * country_fits(template, mention)
    charges = [c for c in mention.claims if isinstance(c, ResponsibilityClaim)]
    score += sum(any(same_name(o["names"], c) for c in charges) for o in template["perp_orgs"])
    weapons = sorted({c.value for c in mention.claims if isinstance(c, WeaponClaim)})
    score += 0.5 * len(largest(keyed_weapons(template), weapons, lambda g, o: o in g[0]))
    return score + (0.01 if mention.role == "main" else 0.0)


def our_counts_of(mention: Mention) -> list[TollClaim]:
    """The counts of one mention."""
    return [c for harm in ("killed", "injured") for c in tolls(mention, harm) if ends(c) != (None, None) and not c.vague]

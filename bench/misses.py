"""Misses: what was missed, is spurious or wrong, grouped by cause, so that the next rule to write is obvious.

In: a labelled set. Out: Misses, one each, and a table of them by cause with a few words of evidence. The words of sets that name
people are masked: of capitalised words only their first letter is shown.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from bench.causes import Miss, Number, Trace, Wanted, untold
from bench.data import Label
from bench.matching import by_share, ends, in_order, largest, main_mention, subgroup, tolls
from bench.misses_linked import of_linked
from bench.readings import LabelledSet
from bench.sets import airwars, corpus, dates, gva, muc4, places, polnear
from bench.sets.corpus import Aligned
from recounted.model import ResponsibilityClaim, TollClaim, WeaponClaim
from recounted.packs import load_pack
from recounted.places import distance_km, open_gazetteer
from recounted.reading.places.toponyms import find_toponyms
from recounted.reading.speakers.statements import statements

#: Kilometres from which a place is another.
ELSEWHERE_KM = 161


def table(misses: Sequence[Miss], *, cause: str | None = None, show: int = 0, masked: bool = True) -> str:
    """Causes by count, with up to ``show`` snippets of each; ``cause``: only those that hold these words."""
    chosen = [m for m in misses if cause is None or cause.lower() in f"{m.kind}: {m.cause}".lower()]
    groups: defaultdict[tuple[str, str], list[Miss]] = defaultdict(list)
    for miss in chosen:
        groups[miss.kind, miss.cause].append(miss)
    lines = [f"{len(chosen)} in all: " + ", ".join(f"{n} {kind}" for kind, n in Counter(m.kind for m in chosen).most_common())]
    for (kind, why), some in sorted(groups.items(), key=lambda item: -len(item[1])):
        parts = Counter(m.part for m in some)
        where = " ".join(f"{part}:{n}" for part, n in parts.most_common()) if len(parts) > 1 else some[0].part
        lines.append(f"{len(some):>5}  {kind}: {why}  ({where})")
        lines += [f"{'':7}{m.text}  {mask(m.words) if masked else m.words}" for m in some[:show]]
    return "\n".join(lines)


def mask(words: str) -> str:
    """Words with names hidden: of a capitalised word the first letter is left."""
    return re.sub(r"\b(\w)\w+", lambda m: f"{m[1]}…" if m[1].isupper() or not m[1].isascii() else m[0], words)


# our corpus ---------------------------------------------------------------------------------------------------------------------


def of_corpus(some: LabelledSet) -> Iterator[Miss]:
    """Tolls, speakers, responsibility, weapons, dates and places of the corpus."""
    for label in some.labels:
        report = Aligned(label, some.readings.get(label["id"]), some.text(label["id"]))
        where = (label["id"], label["lang"])
        if report.reading is None:
            yield Miss("missed report", "not read", *where)
            continue
        yield from _tolls(report, where)
        yield from _wrong(report, where)
        yield from _charges(report, where)
        yield from _spots(report, where)


def _tolls(report: Aligned, where: tuple[str, str]) -> Iterator[Miss]:
    assert report.reading is not None
    trace: Trace | None = None
    hit = {id(a) for a, _ in report.found}
    missed = [a for a in report.asked if id(a) not in hit]
    for label in missed:
        trace = trace or Trace(report.reading)
        yield Miss("missed toll", trace.cause(_wanted(label)), *where, f"{label['kind']} {label['cue']}")
    aligned = {m.id for _, m in report.pairs}
    of = {c.id: m.id for m in report.mentions for c in m.claims}
    for claim in report.spurious:
        number = claim.lo, claim.hi, claim.point
        if any(_wanted(label).fits(number) for label in missed):
            cause = "wrong harm"
        elif any(corpus.same_figure(label, claim) for label in report.asked):
            cause = "told twice"
        elif any(str(n) in words for words in report.label["distractors"] for n in number if n):
            cause = "a number that counts something else"
        elif any(corpus.HARMS[label["kind"]] == corpus.HARMS.get(claim.harm, "") for label in missed):
            cause = "wrong quantity: of that harm another number was missed"
        else:
            cause = "not labelled" if of[claim.id] in aligned else "of an incident that is not labelled"
        yield Miss("spurious toll", f"{cause} (rule: {claim.rule})", *where, f"{claim.harm} {claim.quote}")


def _wanted(label: Label) -> Wanted:
    harms = frozenset(ours for ours, theirs in corpus.HARMS.items() if theirs == corpus.HARMS[label["kind"]])

    def fits(number: Number) -> bool:
        lo, hi, point = number
        return corpus.same_count(label, _bare_toll(lo, hi, point))

    return Wanted(harms, fits, label["cue"])


def _bare_toll(lo: int | None, hi: int | None, point: int | None) -> TollClaim:
    return TollClaim.model_construct(lo=lo, hi=hi, point=point)


def _wrong(report: Aligned, where: tuple[str, str]) -> Iterator[Miss]:
    home = {id(c): mention.id for incident, mention in report.pairs for c in incident["claims"]}
    of = {c.id: m.id for m in report.mentions for c in m.claims}
    for label, claim in report.found:
        words = f"{label['cue']} | {claim.quote}"
        if not corpus.same_speaker(label, claim):
            if claim.speaker is None:
                cause = "the report's own voice instead of a speaker"
            else:
                cause = "a speaker instead of the report's own voice" if label["by"] == "narrator" else "another speaker"
            said = claim.speaker.quote if claim.speaker else "the report"
            yield Miss("wrong speaker", cause, *where, f"{label['by']} | {said} | {claim.quote}")
        if not corpus.same_group(label, claim):
            yield Miss("wrong subgroup", f"{subgroup(claim.of)}, labelled {label['of']}", *where, words)
        if home.get(id(label), of[claim.id]) != of[claim.id]:
            yield Miss("wrong incident", "the toll stands in another mention", *where, words)


def _charges(report: Aligned, where: tuple[str, str]) -> Iterator[Miss]:
    labels, claims = report.labelled("responsibility"), report.claims(ResponsibilityClaim)
    pairs = in_order(labels, claims, corpus.same_stance)
    right, used = {id(a) for a, _ in pairs}, {id(b) for _, b in pairs}
    for label in (a for a in labels if id(a) not in right):
        ours = [c.stance for c in claims if corpus.same_actor(label, c)]
        cause = f"{label['stance']}, read as {ours[0]}" if ours else "actor not held responsible"
        yield Miss("missed responsibility", cause, *where, f"{label['actor']} by {label['by']}: {label['cue']}")
    for claim in (c for c in claims if id(c) not in used):
        theirs = [a["stance"] for a in labels if corpus.same_actor(a, claim)]
        cause = f"{claim.stance}, labelled {theirs[0]}" if theirs else "actor that no label names"
        yield Miss("spurious responsibility", f"{cause} (rule: {claim.rule})", *where, f"{claim.actor}: {claim.quote}")
    weapons = {corpus.weapon_class(c["value"].lower()): c["cue"] for c in report.labelled("weapon")}
    ours_too = {corpus.weapon_class(c.value): c.quote for c in report.claims(WeaponClaim)}
    for name in sorted(weapons.keys() - ours_too.keys()):
        yield Miss("missed weapon", name, *where, weapons[name])
    for name in sorted(ours_too.keys() - weapons.keys()):
        yield Miss("spurious weapon", name, *where, ours_too[name])


def _spots(report: Aligned, where: tuple[str, str]) -> Iterator[Miss]:
    told = {id(incident): mention for incident, mention in report.pairs}
    for incident in report.label["incidents"]:
        mention = told.get(id(incident))
        if mention is None:
            yield Miss("missed incident", incident["role"], *where, incident["place"].get("name") or "")
            continue
        date, when = incident["date"], mention.when
        if date and not corpus.same_date(date, when.edtf if when else None):
            cause = "unresolved: none given" if when is None else f"another day (rule: {when.rule})"
            yield Miss("wrong date", cause, *where, f"{date} | {when.edtf if when else ''} | {when.quote if when else ''}")
        if incident["place"].get("lat") is not None:
            km = corpus.km_off(incident, mention)
            if km is None or km > 25:
                cause = (
                    "none given" if mention.where is None else "not located" if km is None else f"another ({mention.where.rule})"
                )
                ours = mention.where.quote if mention.where else ""
                yield Miss("wrong place", cause, *where, f"{incident['place'].get('name')} | {ours}")


# public sets --------------------------------------------------------------------------------------------------------------------


def of_muc4(some: LabelledSet) -> Iterator[Miss]:
    """Missed and spurious counts of the part ``dev``."""
    for label in some.labels:
        reading = some.readings.get(label["id"])
        if label["part"] != "dev" or reading is None:
            continue
        if label["relevant_required"] and not reading.mentions:
            yield Miss("text tells of nothing", untold(reading), label["id"], "dev")
        gold, ours = muc4.gold_counts(label, merged=True), muc4.our_counts(reading, merged=True)
        pairs = largest(gold, ours, muc4.same_fill)
        hit, used = {i for i, _ in pairs}, {j for _, j in pairs}
        trace: Trace | None = None
        for i, fill in enumerate(gold):
            if i not in hit and not fill["optional"]:
                trace = trace or Trace(reading)
                keys = "/".join(n["key"] for n in fill["numbers"])
                size = "one" if keys == "1" else "several"
                yield Miss(f"missed count of {size}", trace.cause(_wanted_fill(fill)), label["id"], "dev", keys)
        for j, claim in enumerate(ours):
            if j not in used and not any(muc4.same_fill(fill, claim) for fill in gold):
                yield Miss("spurious count", _spurious_count(label, gold, claim), label["id"], "dev", claim.quote)


def _wanted_fill(fill: Label) -> Wanted:
    def fits(number: Number) -> bool:
        lo, hi, point = number
        claims = [TollClaim.model_construct(lo=lo, hi=hi, point=point, approx=approx) for approx in (False, True)]
        return any(muc4.same_number(key, claim) for key in fill["numbers"] for claim in claims)

    return Wanted(frozenset(fill["harms"]), fits)


def _spurious_count(label: Label, gold: Sequence[Label], claim: TollClaim) -> str:
    if not label["relevant"]:
        return f"text without a template (rule: {claim.rule})"
    if any(_wanted_fill(fill).fits((claim.lo, claim.hi, claim.point)) for fill in gold):
        return "wrong harm"
    return f"not keyed, of {subgroup(claim.of)} (rule: {claim.rule})"


def of_gaza(some: LabelledSet) -> Iterator[Miss]:
    """Ends of literal tolls that differ."""
    for label in some.labels:
        reading = some.readings.get(label["id"])
        mention = main_mention(reading)
        for harm in ("killed", "injured"):
            gold, ours = label[harm], airwars.said(mention, harm)
            if label["slices"][harm] != "literal" or ours == tuple(gold) or reading is None:
                continue
            trace = Trace(reading)
            for n, end in enumerate(("low", "high")):
                if ours is None or ours[n] != gold[n]:
                    yield Miss(
                        f"{harm}, {end} end",
                        _cause_of_end(trace, harm, gold[n], ours[n] if ours else None),
                        label["id"],
                        "literal",
                    )


def _cause_of_end(trace: Trace, harm: str, wanted: int, ours: int | None) -> str:
    main = main_mention(trace.reading)
    said = {n for c in tolls(main, harm) for n in ends(c)}
    if wanted in said:
        parts = {n for c in tolls(main, harm) if c.part_of or subgroup(c.of) != "people" for n in ends(c)}
        cause = "said of a part or subgroup only" if wanted in parts else "said, and passed by a wider number"
    elif any(wanted in ends(c) for m in trace.reading.mentions if m is not main for c in tolls(m, harm)):
        cause = "wrong incident: in another mention"
    else:
        cause = trace.cause(Wanted(frozenset({harm}), lambda number: wanted in number))
    if ours is None:
        return f"none given; {cause}"
    return f"too {'low' if ours < wanted else 'high'}; {cause}"


def of_dates(some: LabelledSet) -> Iterator[Miss]:
    """Time expressions not found, with another value, or spurious."""
    for label in some.labels:
        part, text = label["set"], some.text(label["id"])
        ours = dates.ours_of(label, text)
        pairs = dict(by_share(label["dates"], ours, dates.overlap))
        for i, gold in enumerate(label["dates"]):
            shape = re.sub(r"\d", "9", gold["value"] or "")
            if i not in pairs:
                yield Miss("missed expression", f"{gold['type']} {shape}", label["id"], part, gold["text"])
            elif not dates.same_value(value := ours[pairs[i]].value, gold["value"]):
                words = f"{gold['text']}: {gold['value']} | {value}"
                yield Miss("wrong value", f"{shape} {_other_value(gold['value'], value)}", label["id"], part, words)
        for j in sorted(set(range(len(ours))) - set(pairs.values())):
            shape = re.sub(r"\d", "9", ours[j].value or "nothing")
            yield Miss("spurious expression", shape, label["id"], part, text[ours[j].start : ours[j].end])


def _other_value(gold: str | None, ours: str | None) -> str:
    """What differs of two values: the form, or the year, month or day."""
    theirs, mine = (gold or "").split("-"), (ours or "").split("-")
    if [len(piece) for piece in theirs] != [len(piece) for piece in mine]:
        return "read as " + re.sub(r"\d", "9", ours or "nothing")
    differing = (n for n, (a, b) in enumerate(zip(theirs, mine, strict=True)) if a != b)
    return "of another " + ("year", "month", "day")[min(next(differing, 2), 2)]


def of_places(some: LabelledSet) -> Iterator[Miss]:
    """Toponyms not found, put elsewhere, or spurious."""
    gazetteer = open_gazetteer()
    for label in some.labels:
        where, text = (label["id"], label["set"]), some.text(label["id"])
        ours = find_toponyms(text, load_pack("en"), gazetteer)
        at = {(o.start, o.end): o for o in ours}
        for gold in label["places"]:
            one = at.get((gold["start"], gold["end"]))
            if one is None:
                touching = any(o.start < gold["end"] and gold["start"] < o.end for o in ours)
                yield Miss("missed toponym", "another span" if touching else "not found", *where, gold["text"])
            elif gold["lat"] is not None:
                if one.lat is None or one.lon is None:
                    yield Miss("wrong point", "not located", *where, gold["text"])
                elif distance_km(gold["lat"], gold["lon"], one.lat, one.lon) > ELSEWHERE_KM:
                    yield Miss("wrong point", f"elsewhere: a {one.kind}", *where, gold["text"])
        spans = [(g["start"], g["end"]) for g in label["places"]]
        for one in ours:
            if not any(one.start < end and start < one.end for start, end in spans):
                yield Miss("spurious toponym", f"{one.kind or 'unknown name'}", *where, one.name)


def of_polnear(some: LabelledSet) -> Iterator[Miss]:
    """Attributions of saying not found, by their cue; with another source; and spurious ones."""
    for label in some.labels:
        text = some.text(label["id"])
        rows = statements(text, "en")
        ours = [polnear.found(row) for row in rows]
        gold = [polnear.labelled(row) for row in label["attributions"]]
        pairs = dict(by_share(gold, ours, polnear.alike))
        for i, one in enumerate(gold):
            cue = str(label["attributions"][i].get("cue_text") or "no cue").lower()
            if one.saying and i not in pairs:
                yield Miss("missed statement", f"cue: {cue}" if len(cue) < 25 else "cue: several words", label["id"], "saying")
            elif one.saying and not polnear.same_source(one, ours[pairs[i]]):
                mine, theirs = bool(ours[pairs[i]].source), bool(one.source)
                yield Miss(
                    "wrong source",
                    "another" if mine and theirs else "none given" if theirs else "one too many",
                    label["id"],
                    "saying",
                )
        for j in sorted(set(range(len(ours))) - set(pairs.values())):
            start, end = rows[j].cue
            yield Miss("spurious statement", f"cue: {text[start:end].lower()}", label["id"], "saying")


#: Sets of which the causes are told.
COLLECTORS: dict[str, Callable[[LabelledSet], Iterable[Miss]]] = {
    corpus.NAME: of_corpus,
    muc4.NAME: of_muc4,
    airwars.GAZA: of_gaza,
    airwars.SYRIA: of_linked,
    gva.NAME: of_linked,
    dates.NAME: of_dates,
    places.NAME: of_places,
    polnear.NAME: of_polnear,
}

"""Assemble: a Parse to the nouns. Frames become Mentions, findings become Claims with exact quotes, voices become Speakers.

A frame that tells of no harm by violence is no mention: earthquakes, accidents, matches and history are left out, with a reason.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import TypedDict, cast

from recounted.model import (
    Attribution,
    Claim,
    Harm,
    Kind,
    Mention,
    Problem,
    ResponsibilityClaim,
    Scope,
    Speaker,
    TargetClaim,
    TollClaim,
    WeaponClaim,
    When,
)
from recounted.reading.incidents.authors import authors_of
from recounted.reading.incidents.frames import Facts, Frame
from recounted.reading.incidents.overtaken import overtaken
from recounted.reading.incidents.scope import scope_of
from recounted.reading.incidents.weapons import weapons_of
from recounted.reading.incidents.where import place_of
from recounted.reading.parse import Parse
from recounted.reading.parties.charges import Charge
from recounted.reading.parties.means import Hit, Means
from recounted.reading.people.counted import Group
from recounted.reading.relevance import no_incident, stray_charges, violence
from recounted.reading.sentences.view import View
from recounted.reading.speakers.words import Voice
from recounted.reading.tolls.findings import Finding
from recounted.reading.tolls.said import Totals

#: Rules by which two groups stand before one verb.
BEFORE_ONE_VERB = {"people came to harm", "people then harm"}
#: Characters between two members of one list.
LIST_GAP = 12
#: Wordings that count only where nobody gives a number.
VAGUE_WORDINGS = {"bare_plural", "several", "many"}


class Said(TypedDict):
    """What all claims have: who says it, in which words."""

    id: str
    quote: str
    start: int
    end: int
    speaker: Speaker | None


#: UCDP precision of a month.
MONTH = 4


@dataclass
class Builder:
    """Claims of one mention under construction; ids run on."""

    prefix: str
    parse: Parse
    claims: list[Claim] = field(default_factory=list)
    seen: dict[tuple[object, ...], str] = field(default_factory=dict)
    some: set[str] = field(default_factory=set)
    #: harm → the figure told last, of which "among them" speaks where no total is told
    latest: dict[str, str] = field(default_factory=dict)
    said: Totals = field(default_factory=Totals)
    #: speakers so far: kind, and what they are called
    called: list[tuple[str, str]] = field(default_factory=list)
    #: the same as printed, by the identity of their voice, which is held so that no other takes it
    speakers: dict[int, tuple[Voice, Speaker]] = field(default_factory=dict)

    def who(self, voice: Voice | None) -> str | None:
        """What a speaker is called; "the ministry" is the ministry that was named in full before."""
        if voice is None:
            return None
        if not voice.name and " " not in voice.label:
            word = voice.label.lower()
            whole = (label for kind, label in self.called if kind == voice.kind and word in label.lower().split()[1:])
            label = next(whole, voice.label)
        else:  # a headline's "Police" are the police that the text names in full
            short = (s for kind, s in self.called if kind == voice.kind and " " not in s)
            label = next((s for s in short if s.lower() in voice.label.lower().split()[1:]), voice.label)
        self.called.append((voice.kind, label))
        return label

    def next_id(self) -> str:
        """The id of the next claim."""
        return f"{self.prefix}.c{len(self.claims) + 1}"

    def span(self, i: int, j: int) -> tuple[str, int, int]:
        """Quote, start and end of tokens i to j, in code points of the stored text."""
        start, end = self.parse.text.tokens[i].start, self.parse.text.tokens[j - 1].end
        return self.parse.text.text[start:end], start, end


def assemble(parse: Parse, report_id: str) -> tuple[tuple[Mention, ...], tuple[Problem, ...]]:
    """The mentions of a text, main first, and what was left out on purpose."""
    mentions: list[Mention] = []
    problems: list[Problem] = []
    prefix = report_id.removeprefix("sha256:")[:12]
    whys = [no_incident(parse, frame) for frame in parse.frames]
    strays = stray_charges(parse.frames, whys)
    for frame, why in zip(parse.frames, whys, strict=True):
        if why:
            if any(f.tolls for f in frame.facts):
                problems.append(Problem(code="no_incident", text=why))
            continue
        number = len(mentions) + 1
        mentions.append(_mention(parse, frame, f"{prefix}.m{number}", number, strays.get(id(frame), [])))
    return tuple(mentions), tuple(problems)


def _mention(parse: Parse, frame: Frame, prefix: str, number: int, strays: list[Facts]) -> Mention:
    build = Builder(prefix, parse)
    old = overtaken(frame)
    for fact in frame.facts:
        _tolls(build, frame, fact, old)
    _tie_parts(build)
    weapons = weapons_of(frame)
    facts = (*frame.facts, *strays)
    authors = authors_of(facts)
    for fact in facts:
        _charges(build, fact, [charge for told, charge in authors if told is fact])
        _means(build, fact, weapons)
    main = number == 1
    return Mention(
        id=f"m{number}",
        role="main" if main else "background",
        kind=_kind(frame),
        when=_when(parse, frame, main),
        where=place_of(frame, parse.frames, parse.spots),
        claims=tuple(build.claims),
    )


def _kind(frame: Frame) -> Kind:
    harms = {t.harm for f in frame.facts for t in f.tolls}
    if harms and harms <= {"abducted", "detained", "missing"} and "abducted" in harms:
        return "abduction"
    armed = [t for f in frame.facts for t in f.tolls if (t.group.of.status or "").startswith(("member", "armed"))]
    people = [t for f in frame.facts for t in f.tolls if not (t.group.of.status or "").startswith(("member", "armed"))]
    if armed and not people:
        return "unclear"
    return "attack_on_civilians" if people and any(violence(f) for f in frame.facts) else "unclear"


# --------------------------------------------------------------------------------------------------------------------- when


def _when(parse: Parse, frame: Frame, main: bool) -> When | None:
    best = frame.named
    if frame.same_day and (best is None or best.resolved.date_prec >= MONTH):  # "shortly before, …, kin of a man killed in 2019"
        best = parse.frames[0].named or best
    if best is None:
        return _month_of_publication(parse, frame) if main else None
    expr, resolved, view, tokens = best.expr, best.resolved, best.view, parse.text.tokens
    return When(
        edtf=resolved.edtf,
        date_prec=resolved.date_prec,
        quote=view.text.words(expr.i, expr.j),
        start=tokens[expr.i].start,
        end=tokens[expr.j - 1].end,
        rule=resolved.rule,
    )


def _month_of_publication(parse: Parse, frame: Frame) -> When | None:
    """No day is stated: the month of publication, said to be inferred, over the first words that tell of the harm."""
    published = parse.anchor.published
    told = next((t for f in frame.facts for t in f.tolls), None)
    if not published or len(published) < 7 or told is None:
        return None
    start, end = parse.text.tokens[told.i].start, parse.text.tokens[told.j - 1].end
    return When(
        edtf=published[:7],
        date_prec=4,
        quote=parse.text.text[start:end],
        start=start,
        end=end,
        rule="no day stated: month of publication",
    )


# ------------------------------------------------------------------------------------------------------------------- claims


def _speaker(build: Builder, voice: Voice | None) -> Speaker | None:
    if voice is None:
        return None
    known = build.speakers.get(id(voice))
    if known is None:
        quote, start, end = build.span(voice.i, voice.j)
        made = Speaker(name=voice.name, role=voice.role, kind=voice.kind, side=voice.side, quote=quote, start=start, end=end)
        known = build.speakers[id(voice)] = (voice, made)
    return known[1]


def _said(build: Builder, i: int, j: int, voice: Voice | None) -> Said:
    quote, start, end = build.span(i, j)
    return Said(id=build.next_id(), quote=quote, start=start, end=end, speaker=_speaker(build, voice))


def _manner(view: View, i: int, j: int, voice: Voice | None) -> Attribution:
    """How a claim stands: attributed, reporter's voice, hearsay or unconfirmed (field-standards 8.3)."""
    window = (max(view.i, i - 4), min(view.j, j + 4))
    if view.has(*window, "cue", "unconfirmed"):
        return "unconfirmed"
    if view.has(*window, "cue", "hearsay"):
        return "hearsay"
    return "attributed" if voice else "reporter_voice"


def _tolls(build: Builder, frame: Frame, fact: Facts, old: Container[int]) -> None:
    """``old``: the tolls that the report itself calls older figures."""
    totals = {c.harm: c.id for c in build.claims if isinstance(c, TollClaim) and c.part_of is None and c.scope == "incident"}
    for finding in fact.tolls:
        voice, denied = build.said.by(fact.view, finding, build.parse.attribution)
        if not denied and _says_nothing_new(frame, finding):
            continue
        scope = _scope(fact, finding)
        group, harm = finding.group, cast("Harm", finding.harm)  # by now every part has the harm of its total
        key = (harm, group.lo, group.hi, group.point, group.of, build.who(voice), scope, build.parse.called(group))
        if key in build.seen or build.parse.told_before(harm, group):
            continue
        claim = TollClaim(
            **_said(build, finding.i, finding.j, voice),
            attribution="denial" if denied else _manner(fact.view, finding.i, finding.j, voice),
            scope=scope,
            rule=finding.rule,
            harm=harm,
            lo=group.lo,
            hi=group.hi,
            point=group.point,
            approx=group.approx,
            vague=group.vague,
            of=group.of,
            part_of=_whole(build, totals, harm, group) if finding.part else None,
            overtaken=id(finding) in old,
        )
        build.seen[key] = claim.id
        build.claims.append(claim)
        if denied:
            continue
        if not finding.part and scope == "incident":
            build.latest[harm] = claim.id
        if _counts_some(fact.view, finding) or (finding.part and claim.part_of is None):  # a part told before its total
            build.some.add(claim.id)
        elif not finding.part and scope == "incident":
            totals[harm] = claim.id


def _scope(fact: Facts, finding: Finding) -> Scope:
    """The scope of a figure; a part has that of the total before it ("20,000 people, including 7,000 civilians")."""
    scope, _ = scope_of(fact.view, finding)
    if finding.part and scope == "incident":
        totals = [t for t in fact.tolls if t.group.j <= finding.group.i and not t.part and t.harm == finding.harm]
        return scope_of(fact.view, totals[-1])[0] if totals else scope
    return scope


def _whole(build: Builder, totals: Mapping[Harm, str], harm: Harm, part: Group) -> str | None:
    """The total of which a group is a part; none that it exceeds: "21 people, and up to 30 civilians"."""
    whole = next((c for c in build.claims if c.id == (totals.get(harm) or build.latest.get(harm))), None)
    if not isinstance(whole, TollClaim) or (whole.hi is not None and (part.hi or part.lo or 0) > whole.hi):
        return None
    return whole.id


def _counts_some(view: View, finding: Finding) -> bool:
    """Does the finding count some victims only (a single one, bodies seen, "two others", "his three sons"), not all of them?"""
    group, tag = finding.group, finding.group.tag
    apart = finding.harm == "injured" and _behind_the_dead(view, finding)
    return (
        group.wording in {"single", "named", "both"}
        or (group.increment and not apart)
        or any(view.at(k, "grammar", "increment") for k in range(group.j, finding.j))
        or bool(tag and tag.category == "kin")
        or view.ending(group.i, "grammar", "possessive") is not None
        or view.is_word(group.i - 1, "genitive")
        or bool(tag and tag.category == "harm" and tag.slot == "remains")
        or (group.partitive and _of_the_same(finding))
    )


def _of_the_same(finding: Finding) -> bool:
    """Three of the victims, of the dead; not two of the wounded who died."""
    group, tag = finding.group, finding.group.tag
    return group.value == "victim" or (group.head == "victims" and tag is not None and tag.value == finding.harm)


def _behind_the_dead(view: View, finding: Finding) -> bool:
    """ "killing 30 and wounding 50 others": others than the dead, and all of the wounded."""
    before = [t for t in view.tags("harm") if t.j <= finding.i and t.value == "killed"]
    between = range(before[-1].j, finding.i) if before else ()
    return any(view.at(k, "grammar", "conjunction") for k in between) and not any(k in view.hard for k in between)


def _tie_parts(build: Builder) -> None:
    """Victims counted one by one are parts of the largest total of that harm, where the report gives a larger one."""
    totals = [
        c
        for c in build.claims
        if isinstance(c, TollClaim) and c.part_of is None and c.scope == "incident" and c.id not in build.some
        if c.of.age_group is None and c.of.sex is None
    ]
    for number, claim in enumerate(build.claims):
        if claim.id not in build.some or not isinstance(claim, TollClaim) or claim.part_of or claim.scope != "incident":
            continue
        statuses = {None, claim.of.status or "civilian"}
        larger = [
            t
            for t in totals
            if t.harm == claim.harm and t.of.status in statuses and (t.lo or 0) > (claim.lo or 0) and not _in_one_list(claim, t)
            if t.hi is None or (claim.hi or 0) <= t.hi
        ]
        if larger:
            build.claims[number] = claim.model_copy(update={"part_of": max(larger, key=lambda t: t.lo or 0).id})


def _in_one_list(claim: TollClaim, other: TollClaim) -> bool:
    """Do two figures stand side by side ("two doctors and a nurse"), or before one verb? Neither is a part of the other."""
    gap = max(claim.start, other.start) - min(claim.end, other.end)
    one_verb = {claim.rule, other.rule} == BEFORE_ONE_VERB and gap < 0  # "a beekeeper and two stallholders were killed"
    return one_verb or ("harm shared" in {claim.rule, other.rule} and gap <= LIST_GAP)


def _says_nothing_new(frame: Frame, finding: Finding) -> bool:
    """A bare plural ("civilians were killed") counts only where nobody gives a number for that harm."""
    if finding.group.wording not in VAGUE_WORDINGS:
        return False
    return any(t.harm == finding.harm and t.group.wording not in VAGUE_WORDINGS for f in frame.facts for t in f.tolls)


def _charges(build: Builder, fact: Facts, charges: list[Charge]) -> None:
    for charge in charges:
        key = ("responsibility", charge.actor.actor, charge.stance, build.who(charge.voice))
        if key in build.seen:
            continue
        claim = ResponsibilityClaim(
            **_said(build, charge.i, charge.j, charge.voice),
            attribution=charge.attribution,
            scope="incident",
            rule=charge.rule,
            actor=charge.actor.actor,
            actor_text=fact.view.text.words(charge.actor.i, charge.actor.j),
            stance=charge.stance,
        )
        build.seen[key] = claim.id
        build.claims.append(claim)


def _means(build: Builder, fact: Facts, weapons: list[Means]) -> None:
    """Claims of weapons and targets. ``weapons``: those of the incident; what somebody denies is that speaker's denial."""
    index = fact.view.sentence.index
    found: list[Means | Hit] = [m for m in (*fact.means, *fact.unused) if any(m is w for w in weapons)]
    for one in (*found, *fact.hits):
        voice, cue = build.parse.attribution.speaker(index, one.i)
        negated = isinstance(one, Means) and one.state == "negated"
        if negated and voice is None:
            continue
        denied = isinstance(one, Means) and (negated or (cue is not None and cue.value == "deny"))
        model = one.model if isinstance(one, Means) else None
        kind = "weapon" if isinstance(one, Means) else "target"
        key = (kind, one.value, model, one.count, denied, voice.label if voice else None)
        if key in build.seen or (model is None and _known_with_model(build, key)):
            continue
        claim = _weapon_or_target(build, fact.view, one, voice, denied)
        build.seen[key] = claim.id
        build.claims.append(claim)


def _known_with_model(build: Builder, key: tuple[object, ...]) -> bool:
    """Has the same speaker named the same weapon, in the same number, by its model?"""
    return any(k[:2] == key[:2] and k[3:] == key[3:] for k in build.seen if len(k) == len(key))


def _weapon_or_target(
    build: Builder, view: View, one: Means | Hit, voice: Voice | None, denied: bool
) -> WeaponClaim | TargetClaim:
    said = _said(build, one.i, one.j, voice)
    manner: Attribution = "denial" if denied else _manner(view, one.i, one.j, voice)
    if isinstance(one, Hit):
        return TargetClaim(**said, attribution=manner, scope="incident", rule="target named", value=one.value, count=one.count)
    rule = "weapon denied" if denied else "weapon named"
    return WeaponClaim(**said, attribution=manner, scope="incident", rule=rule, value=one.value, model=one.model, count=one.count)

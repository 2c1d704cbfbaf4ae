"""Where a reading and an example's block differ, in words. An empty list: they agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from recounted.model import Claim, Mention, Of, Reading, ResponsibilityClaim, TargetClaim, TollClaim, WeaponClaim
from recounted.packs import load_pack
from recounted.packs.examples import (
    PRECISIONS,
    Block,
    FactLine,
    Line,
    ResponsibilityLine,
    ThingLine,
    Told,
    TollLine,
)
from recounted.packs.words import TOKEN, fold


@cache
def small_words(lang: str) -> frozenset[str]:
    """Words of a pack that make no two speakers one: articles, of, by, in, and."""
    forms = [f for rows in load_pack(lang).forms.values() for f in rows if f[1].category in {"grammar", "spatial"}]
    kinds = {"article", "of", "by", "conjunction", "in"}
    return frozenset(word.rstrip("'") for words, meaning in forms if meaning.value in kinds and len(words) == 1 for word in words)


def differences(block: Block, reading: Reading) -> list[str]:
    """Everything that is missing, too much, or not grounded in the words that the block quotes."""
    text, mentions = reading.report.text, list(reading.mentions)
    found = [f"a quote is not in its place: {c.quote!r}" for m in mentions for c in m.claims if text[c.start : c.end] != c.quote]
    if not block.told:
        return found + [f"too much, {m.id}: {shown(c)}" for m in mentions for c in m.claims]
    if len(mentions) > len(block.told) and not block.told[-1].open:
        for extra in mentions[len(block.told) :]:
            found += [f"an incident too much, {extra.id}: {shown(c)}" for c in extra.claims]
    everywhere = [c for m in mentions for c in m.claims]
    for number, told in enumerate(block.told):
        mention = mentions[number] if number < len(mentions) else None
        name = "" if number == 0 else f"background {number}, "
        found += [name + what for what in _in_mention(told, mention, text, everywhere, block.lang)]
    return found


def _in_mention(told: Told, mention: Mention | None, text: str, everywhere: list[Claim], lang: str) -> Iterator[str]:
    own = list(mention.claims) if mention else []
    strict: list[Claim] = [c for c in own if isinstance(c, TollClaim | ResponsibilityClaim) and c.scope == "incident"]
    for line in told.lines:
        if isinstance(line, FactLine):
            yield from _fact(line, mention, text)
        elif isinstance(line, ThingLine) and line.absent:
            named = [c for c in own if c.type == line.key and c.attribution != "denial"]
            wrong = [c for c in named if line.value is None or getattr(c, "value", None) == line.value]
            yield from (f"too much: {shown(c)}" for c in wrong)
        else:
            pool: list[Claim] = own if isinstance(line, ThingLine) else strict if line.scope == "incident" else everywhere
            match = next((c for c in pool if agrees(line, c, text, lang)), None)
            if match is None:
                yield f"missing: {line.printed}"
            elif match in strict:
                strict.remove(match)
    if not told.open:
        yield from (f"too much: {shown(c)}" for c in strict)


def agrees(line: Line, claim: Claim, text: str, lang: str) -> bool:
    """Does a claim say what the line says, over the same words, by the same speaker?"""
    if not overlaps(line.quote, claim.start, claim.end, text) or claim.scope != line.scope:
        return False
    if isinstance(line, ThingLine):
        denied = line.manner == "denial"
        return (
            denied == (claim.attribution == "denial") and _thing(line, claim) and (line.by is None or _spoken(line, claim, lang))
        )
    if not _spoken(line, claim, lang) or not _manner(line, claim):
        return False
    if isinstance(line, TollLine):
        return isinstance(claim, TollClaim) and _toll(line, claim)
    assert isinstance(line, ResponsibilityLine)
    return isinstance(claim, ResponsibilityClaim) and fold(claim.actor) == fold(line.actor) and claim.stance == line.stance


def _toll(line: TollLine, claim: TollClaim) -> bool:
    if claim.harm != line.harm or (claim.part_of is not None) != ("part" in line.marks):
        return False
    if not _people(line.of, claim.of) or ("vague" in line.marks and not claim.vague):
        return False
    if line.some:
        return claim.vague and claim.point is None and claim.hi is None
    return (claim.lo, claim.hi, claim.point) == (line.lo, line.hi, line.point) and line.approx in {None, claim.approx}


def _people(asked: Of, found: Of) -> bool:
    """The same people: a role that is not asked for may be there, and the word for a woman says that she is grown."""
    grown = asked.sex is not None and asked.age_group is None and found.age_group == "adult"
    same_age = grown or asked.age_group == found.age_group
    return (asked.status, asked.sex) == (found.status, found.sex) and same_age and asked.role in {None, found.role}


def _thing(line: ThingLine, claim: Claim) -> bool:
    if not isinstance(claim, WeaponClaim | TargetClaim) or claim.type != line.key or claim.value != line.value:
        return False
    model = claim.model if isinstance(claim, WeaponClaim) else None
    return line.detail in {None, model} and line.count in {None, claim.count}


def _spoken(line: Line, claim: Claim, lang: str) -> bool:
    if line.by is None or claim.speaker is None:
        return line.by is None and claim.speaker is None
    printed = (claim.speaker.name, claim.speaker.role, claim.speaker.quote)
    return bool(words(line.by, lang) & set().union(*(words(p, lang) for p in printed if p)))


def _manner(line: Line, claim: Claim) -> bool:
    if line.manner is not None:
        return claim.attribution == line.manner
    asked_for = {"hearsay", "unconfirmed", "retraction", "suspicion", *(("denial",) if isinstance(claim, TollClaim) else ())}
    return claim.attribution not in asked_for  # these have to stand in the line; a responsibility says by its stance what it is


def _fact(line: FactLine, mention: Mention | None, text: str) -> Iterator[str]:
    found = getattr(mention, line.key) if mention else None
    if line.key == "kind":
        if found != line.value:
            yield f"expected {line.printed}; found kind {found}"
        return
    if found is None or line.value is None:
        if found is not None or line.value is not None:
            yield f"expected {line.printed}; found {found and found.quote!r}"
        return
    value = found.edtf if line.key == "when" else found.name
    right = fold(value) == fold(line.value) and overlaps(line.quote, found.start, found.end, text)
    if line.key == "where":
        right = right and line.country in {None, found.country} and all(found.where_prec == PRECISIONS[m] for m in line.marks)
    if not right:
        more = f", {found.country}, precision {found.where_prec}" if line.key == "where" else f" by rule {found.rule!r}"
        yield f"expected {line.printed}; found {value}{more} {found.quote!r}"


def overlaps(quote: str | None, start: int, end: int, text: str) -> bool:
    """Does one of the places where the quoted words stand touch the span? True for no quoted words."""
    if quote is None:
        return True
    at = text.find(quote)
    while at >= 0:
        if at < end and start < at + len(quote):
            return True
        at = text.find(quote, at + 1)
    return False


def words(printed: str, lang: str) -> set[str]:
    """The words that tell one speaker from another."""
    found = {part for match in TOKEN.finditer(printed) for part in fold(match.group()).replace("'", " ").split()}
    return {w for w in found if w.isalnum() or len(w) > 1} - small_words(lang)


def shown(claim: Claim) -> str:
    """A claim in one line, for a failure."""
    by = f" by {claim.speaker.quote}" if claim.speaker else ""
    if isinstance(claim, TollClaim):
        of = "/".join(str(v) for v in claim.of.model_dump(exclude_none=True).values())
        bounds = f"{claim.lo}..{claim.hi}" + (" about" if claim.approx else "") + (" vague" if claim.vague else "")
        what = f"{claim.harm} {bounds} {of}{' (part)' if claim.part_of else ''} [{claim.rule}]"
    elif isinstance(claim, ResponsibilityClaim):
        what = f"responsibility {claim.actor} {claim.stance} [{claim.rule}]"
    else:
        what = f"{claim.type} {claim.value}"
    return f"{what}, {claim.scope}, {claim.attribution}, {claim.quote!r}{by}"

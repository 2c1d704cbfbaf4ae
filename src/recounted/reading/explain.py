"""Explain: for any sentence or claim, the tags, the rules that fired, and the figures that came to nothing, with why.

In: a text (or a stored claim with its report). Out: an Explanation, made of plain rows for the command and pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from recounted.model import Claim, Report
from recounted.packs import load_pack
from recounted.places import Gazetteer, open_gazetteer
from recounted.reading.assemble import assemble
from recounted.reading.incidents.scope import scope_of
from recounted.reading.parse import Parse, parse
from recounted.reading.sentences.view import View
from recounted.reading.words.passages import by_language

CATEGORIES_SHOWN = (
    "harm",
    "people",
    "kin",
    "person_adjective",
    "weapon",
    "target",
    "attack",
    "actor",
    "country",
    "force",
    "speaker",
    "cue",
    "scope",
    "spatial",
)


@dataclass(frozen=True)
class Row:
    """One line of an explanation: what kind of step, the words, and what was made of them."""

    step: str
    words: str
    meaning: str


@dataclass(frozen=True)
class SentenceExplained:
    """A sentence with its rows, in the order of the stages."""

    text: str
    start: int
    end: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Explanation:
    """Sentences explained, and the claims that came of them."""

    sentences: tuple[SentenceExplained, ...]
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()


def explain_text(text: str, lang: str, *, published: str | None = None, gazetteer: Gazetteer | None = None) -> Explanation:
    """Explain every sentence of a text."""
    parsed = parse(text, load_pack(lang), gazetteer or open_gazetteer(), published)
    if parsed is None:
        return Explanation((), (), ("there are no words in it",))
    mentions, problems = assemble(parsed, "explained")
    claims = tuple(c for m in mentions for c in m.claims)
    return Explanation(tuple(_sentence(parsed, view) for view in parsed.views), claims, tuple(p.text for p in problems))


#: A sentence is a short text.
explain_sentence = explain_text


def explain_claim(report: Report, claim: Claim, *, gazetteer: Gazetteer | None = None) -> Explanation:
    """Explain the sentences that hold a claim's words."""
    parts = by_language(report.text, report.lang or "en")
    lang = next((code for code, text in parts.items() if text[claim.start : claim.end] == claim.quote), report.lang or "en")
    whole = explain_text(parts[lang], lang, published=report.published, gazetteer=gazetteer)
    held = tuple(s for s in whole.sentences if s.start < claim.end and claim.start < s.end)
    return Explanation(held, tuple(c for c in whole.claims if c.start == claim.start and c.end == claim.end), whole.notes)


def _sentence(parsed: Parse, view: View) -> SentenceExplained:
    index = view.sentence.index
    rows = [*_tags(view), *_amounts(view), *_voices(parsed, index), *_places(parsed, view)]
    fact = parsed.facts[index]
    for toll in fact.tolls:
        scope, why = scope_of(view, toll)
        group = toll.group
        bounds = f"{'' if group.lo is None else group.lo}..{'' if group.hi is None else group.hi}"
        who = parsed.attribution.speaker(index, group.core)[0]
        said = f"; says {who.label}" if who else "; in the report's own voice"
        rows.append(
            Row(
                "rule: " + toll.rule,
                view.text.words(toll.i, toll.j),
                f"{toll.harm} {bounds}{' (part)' if toll.part else ''}, {scope}{': ' + why if why else ''}{said}",
            )
        )
    for charge in fact.charges:
        said = charge.voice.label if charge.voice else "the report"
        rows.append(
            Row("rule: " + charge.rule, view.text.words(charge.i, charge.j), f"{charge.actor.actor} {charge.stance}; says {said}")
        )
    for group, why in parsed.left[index]:
        rows.append(Row("no claim", view.text.words(group.i, group.j), why))
    first, last = view.tokens[view.i], view.tokens[view.j - 1]
    return SentenceExplained(view.text.text[first.start : last.end], first.start, last.end, tuple(rows))


def _tags(view: View) -> list[Row]:
    return [Row("word", view.text.words(t.i, t.j), t.meaning.key) for t in view.sentence.tags if t.category in CATEGORIES_SHOWN]


def _amounts(view: View) -> list[Row]:
    rows = [
        Row("number", view.text.words(a.i, a.j), f"{a.rule} {a.lo}..{a.hi}" if a.kind == "count" else f"no count: {a.kind}")
        for a in view.amounts
    ]
    return rows + [Row("date", view.text.words(d.i, d.j), f"{d.kind} ({d.rule})") for d in view.dates]


def _voices(parsed: Parse, index: int) -> list[Row]:
    text = parsed.text
    return [
        Row(
            "speaker",
            text.words(a.voice.i, a.voice.j),
            f"{a.voice.label} ({a.voice.kind}), by {text.words(a.cue.i, a.cue.j)!r}, for {text.words(a.i, a.j)[:60]!r}",
        )
        for a in parsed.attribution.by_sentence[index]
    ]


def _places(parsed: Parse, view: View) -> list[Row]:
    rows = []
    for spot in parsed.spots.of_sentence(view):
        meant = (
            f"{spot.entry.name}, {spot.entry.adm1 or ''} {spot.entry.country or ''} ({spot.entry.kind})"
            if spot.entry
            else "no gazetteer knows it"
        )
        rows.append(Row("place", spot.printed, f"{meant}; {spot.relation or 'no relation'}"))
    return rows

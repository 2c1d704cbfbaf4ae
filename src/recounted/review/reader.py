"""Reports: a list of them, and each as it was stored, with its evidence in place and what was read from it beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from recounted.model import BaseClaim, Mention, Reading
from recounted.review.desk import Here
from recounted.review.matrix import at_of
from recounted.review.spans import lines, spans_of
from recounted.review.words import Words

routes = APIRouter()
_PAGE = 50
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Note:
    """What was read at one place: shown beside the text, in its order."""

    at: str
    kind: str
    mention: str
    label: str
    says: str
    speaker: str
    quote: str
    rule: str
    start: int
    end: int
    how: tuple[str, ...] = ()


@routes.get("/reports", response_class=HTMLResponse)
def reports(request: Request, desk: Here) -> HTMLResponse:
    """All reports, the last that came first; those with certain words, if some are asked for."""
    asked = request.query_params.get("q", "").strip()[:_LONGEST]
    before = request.query_params.get("before", "")
    found = desk.browse.reports(
        asked, before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None, limit=_PAGE + 1
    )
    more = found[_PAGE - 1][0] if len(found) > _PAGE else None
    return desk.renderer.page(
        request, "reports.html", {"reports": found[:_PAGE], "asked": asked, "more": more, "filtered": bool(asked)}
    )


@routes.get("/reports/{short}", response_class=HTMLResponse)
def report(request: Request, short: str, desk: Here, at: str = "") -> HTMLResponse:
    """A report with its evidence; ``at`` names the claim to begin with."""
    page = desk.browse.report(short)
    if page is None:
        raise HTTPException(404, "report")
    reading = page.reading
    names = {i for i, _ in page.incidents.values()}
    told_in = {i.id: i for name in names if (i := desk.casebook.incident(name))}
    notes = sorted(notes_of(reading, desk.renderer.words(request)), key=lambda n: (n.start, n.end, n.at))
    shows = {
        "report": reading.report,
        "short": short,
        "lines": lines(reading.report.text, spans_of(reading)),
        "notes": notes,
        "told": {n.at: f"{n.label}: {n.says} – {n.speaker}" for n in notes},
        "mentions": [(m, page.incidents.get(m.id)) for m in reading.mentions],
        "selected": at if at in {n.at for n in notes} else "",
        "homes": {mention: told_in[i] for mention, (i, _) in page.incidents.items() if i in told_in},
        "judged": {at_of(a.claim): a for i in told_in.values() for a in i.amended},
        "problems": (*reading.report.problems, *reading.problems),
    }
    return desk.renderer.page(request, "report.html", shows)


def notes_of(reading: Reading, words: Words) -> Iterator[Note]:
    """All that was read in a report, as notes."""
    for mention in reading.mentions:
        yield from _heading(mention, words)
        for claim in mention.claims:
            yield Note(
                at_of(claim.id),
                claim.type,
                mention.id,
                words.field(claim),
                words.says(claim),
                words.speaker(claim.speaker),
                claim.quote,
                claim.rule,
                claim.start,
                claim.end,
                _how(claim, words),
            )


def _heading(mention: Mention, words: Words) -> Iterator[Note]:
    voice = words.speaker(None)
    if day := mention.when:
        note = ("when", mention.id, words.code("when"), day.edtf, voice, day.quote, day.rule, day.start, day.end)
        yield Note(f"{mention.id}.when", *note)
    if spot := mention.where:
        says = f"{spot.name}, {words.country(spot.country)}" if spot.country and spot.kind != "country" else spot.name
        note = ("where", mention.id, words.code("where"), says, voice, spot.quote, spot.rule, spot.start, spot.end)
        yield Note(f"{mention.id}.where", *note)


def _how(claim: BaseClaim, words: Words) -> tuple[str, ...]:
    """How the claim is made, and by whom, in words."""
    kind = words.code(claim.speaker.kind) if claim.speaker and claim.speaker.kind != "unknown" else ""
    return tuple(dict.fromkeys(part for part in (kind, words.code(claim.attribution), *words.marks(claim)) if part))

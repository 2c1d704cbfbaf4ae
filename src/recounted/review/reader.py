"""Reports: a list of them, and each as it was stored, with its evidence in place and what was read from it beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from recounted.casebook.browse import ReportPage
from recounted.casebook.deeds import Deeds, last_that_stands, last_undone
from recounted.linking.facts import mention_key
from recounted.model import BaseClaim, Claim, Incident, Mention, Reading
from recounted.reconciling.amendments import added_claims
from recounted.review.deciding.claim_forms import CHOICES
from recounted.review.desk import Desk, Here
from recounted.review.matrix import as_judged, at_of, judgements, short_of, with_added
from recounted.review.spans import lines, spans_of
from recounted.review.wording.words import Words

routes = APIRouter()
_PAGE = 50
_LONGEST = 200
_DEEDS = 20
#: How each kind of evidence is marked beside its colour; a key explains them.
SIGNS = {
    "toll": "●", "responsibility": "▲", "weapon": "✚", "target": "■", "when": "◆", "where": "◎", "speaker": "❝",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """What was read at one place: shown beside the text, in its order. ``voice`` numbers its speaker, from 1; 0: the report."""

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
    voice: int = 0


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
def report(request: Request, short: str, desk: Here, at: str = "", form: str = "") -> HTMLResponse:
    """A report with its evidence; ``at`` names the claim to begin with, ``form``: ``correct`` it, or ``add`` another."""
    page = desk.browse.report(short)
    if page is None:
        raise HTTPException(404, "report")
    told_in = {i.id: i for name in {i for i, _ in page.incidents.values()} if (i := desk.casebook.incident(name))}
    homes = {mention: told_in[i] for mention, (i, _) in page.incidents.items() if i in told_in}
    judged = {at_of(a.claim): a for i in told_in.values() for a in i.amended if a.claim.startswith(f"{short}.")}
    reading = _as_decided(page.reading, homes)
    words = desk.renderer.words(request)
    voices = _voices(reading, words)
    notes = sorted(notes_of(reading, words, voices), key=lambda n: (n.start, n.end, n.at))
    selected = at if at in {n.at for n in notes} else ""
    shows = {
        "report": reading.report,
        "short": short,
        "lines": _numbered(reading),
        "notes": notes,
        "told": {n.at: f"{n.label}: {n.says} – {n.speaker} ({n.rule})" for n in notes},
        "tags": {n.at: f"{SIGNS[n.kind]}{n.voice or ''}" for n in notes}
        | {f"{n.at}.speaker": f"{SIGNS['speaker']}{n.voice}" for n in notes if n.voice},
        "signs": SIGNS,
        "voices": voices,
        "mentions": [(m, page.incidents.get(m.id)) for m in reading.mentions],
        "selected": selected,
        "homes": homes,
        "judged": judged,
        "problems": (*reading.report.problems, *reading.problems),
        "form": form if form in ("add", "correct") else "",
        "claim": _claim_at(reading, short, selected),
        "choices": CHOICES,
        "key_of": lambda mention: mention_key(reading.report.id, mention),
        **_around(page, told_in),
        **_past(desk, next(iter(told_in.values()), None)),
    }
    return desk.renderer.page(request, "report.html", shows)


def _as_decided(reading: Reading, homes: Mapping[str, Incident]) -> Reading:
    """The reading with corrected claims as corrected, and with those that people added."""

    def decided(mention: Mention) -> Mention:
        home = homes.get(mention.id)
        if home is None:
            return mention
        words = judgements(home)
        whole = with_added(reading.report, mention, added_claims(home))
        return whole.model_copy(update={"claims": tuple(as_judged(c, words.get(c.id)) for c in whole.claims)})

    return reading.model_copy(update={"mentions": tuple(map(decided, reading.mentions))})


def _numbered(reading: Reading) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The lines of the text, each with the place where it starts."""
    start = 0
    for line in lines(reading.report.text, spans_of(reading)):
        yield start, line
        start += sum(len(s.text) for s in line) + 1


def _voices(reading: Reading, words: Words) -> dict[str, int]:
    """Who speaks in a report, numbered in the order of the text; the report itself has no number."""
    said = sorted((c.speaker for m in reading.mentions for c in m.claims if c.speaker), key=lambda s: (s.start, s.end))
    return {name: n for n, name in enumerate(dict.fromkeys(map(words.speaker, said)), 1)}


def _claim_at(reading: Reading, short: str, at: str) -> Claim | None:
    return next((c for m in reading.mentions for c in m.claims if c.id == f"{short}.{at}"), None)


def _around(page: ReportPage, incidents: Mapping[str, Incident]) -> dict[str, Any]:
    """The reports before and after this one in its first incident."""
    mine = page.reading.report.id
    home = next(iter(incidents.values()), None)
    order = list(dict.fromkeys(m.report_id for m in home.mentions)) if home else [mine]
    at = order.index(mine) if mine in order else 0
    shorts = [id.partition(":")[2][:12] or short_of(page.reading.report) for id in order[max(0, at - 1) : at + 2]]
    return {
        "before": shorts[0] if at else None,
        "after": shorts[-1] if at + 1 < len(order) else None,
        "nth": at + 1,
        "of": len(order),
    }


def _past(desk: Desk, incident: Incident | None) -> dict[str, Any]:
    deeds = Deeds(desk.casebook)
    found = deeds.of(incident.id, limit=_DEEDS) if incident else []
    acts = deeds.acts({d.act for d in found if d.act is not None})
    return {
        "home": incident,
        "seen_deed": found[0].number if found else 0,
        "to_undo": last_that_stands(acts),
        "to_redo": last_undone(acts),
    }


def notes_of(reading: Reading, words: Words, voices: Mapping[str, int]) -> Iterator[Note]:
    """All that was read in a report, as notes."""
    for mention in reading.mentions:
        yield from _heading(mention, words)
        for claim in mention.claims:
            speaker = words.speaker(claim.speaker)
            yield Note(
                at_of(claim.id),
                claim.type,
                mention.id,
                words.field(claim),
                words.says(claim),
                speaker,
                claim.quote,
                claim.rule,
                claim.start,
                claim.end,
                _how(claim, words),
                voices.get(speaker, 0) if claim.speaker else 0,
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

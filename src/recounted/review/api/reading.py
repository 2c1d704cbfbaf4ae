"""For programs: incidents with filters and pages, claims, reports, history, acts."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.responses import Response

from recounted.casebook.browse import Browse, Sort, View
from recounted.casebook.deeds import Deeds
from recounted.casebook.queries import bodies_of, claims_in
from recounted.errors import CallError
from recounted.export.gate import is_published
from recounted.export.public import public_incident
from recounted.linking.facts import mention_key
from recounted.model import Incident
from recounted.review.api.forms import Acts, ClaimIn, Claims, Entry, History, Incidents, ReportHead, ReportRead, Reports
from recounted.review.api.problems import refusals
from recounted.review.desk import Desk, Here
from recounted.review.queue import after_of, view_of

routes = APIRouter(prefix="/api", tags=["reading"])
_MOST = 200
_NUMBER = 2**53
_DEGREES = r"-?[0-9]{1,3}([.][0-9]{1,12})?"
_AREA = rf"^({_DEGREES},{_DEGREES},{_DEGREES},{_DEGREES})?$"
_CURSOR = r"^(([0-9]{4}-[0-9]{2}-[0-9]{2}|-?[0-9]{1,9})?~[0-9]{1,12})?$"

Level = Annotated[
    Literal["internal", "public"],
    Query(description="public: only what a person published, without quotes and names of possible private persons"),
]
Words = Annotated[str, Query(max_length=200, description='words in the reports; "in a row" and begin* do what they say')]
Day = Annotated[date | None, Query(description="as in 2022-04-08")]
Values = Annotated[list[Annotated[str, Query(max_length=200)]], Query(default_factory=list, max_length=20)]
Some = Annotated[int, Query(ge=1, le=_MOST)]
Before = Annotated[int | None, Query(ge=1, le=_NUMBER, description="`next` of the answer before")]
IncidentName = Annotated[str, Path(max_length=300, description="id or code, also one that it had before")]


@routes.get("/incidents", response_model=Incidents, responses=refusals())
def incidents(
    request: Request,
    desk: Here,
    *,
    q: Words = "",
    since: Day = None,
    until: Day = None,
    area: Annotated[str, Query(max_length=80, pattern=_AREA, description="south,west,north,east in degrees")] = "",
    need: Values,
    country: Values,
    actor: Values,
    weapon: Values,
    harm: Values,
    language: Values,
    grade: Values,
    suggested: Values,
    state: Values,
    source: Values,
    sort: Sort = "newest",
    after: Annotated[str, Query(max_length=40, pattern=_CURSOR, description="`next` of the answer before")] = "",
    limit: Some = 50,
    level: Level = "internal",
) -> Response:
    """The incidents of a view, a page at a time, as `recounted incidents --format jsonl` prints them."""
    view, wrong = view_of(request.query_params)
    start = after_of(after, sort)
    if wrong or (after and start is None):
        raise CallError(f"makes no sense: {', '.join([*wrong, *(['after'] if after and start is None else [])])}")
    view = replace(view, sort=sort)
    if level == "public":
        view = _published(view)
    page = desk.browse.page(view, after=start, limit=limit)
    bodies = bodies_of(desk.casebook, [card.number for card in page.cards])
    if level == "public":
        bodies = [
            _public(desk, found).model_dump_json() for b in bodies if is_published(found := Incident.model_validate_json(b))
        ]
    ahead = f"{page.after[0]}~{page.after[1]}" if page.after else None
    total = _total(desk.browse, view)
    # the bodies are JSON already: reading and writing them again would take most of the time
    return _json(f'{{"incidents":[{",".join(bodies)}],"next":{json.dumps(ahead)},"total":{total}}}')


@routes.get("/incidents/{name}", response_model=Incident, responses=refusals(404))
def incident(name: IncidentName, desk: Here, level: Level = "internal") -> Response:
    """One incident."""
    found = incident_of(desk, name, level)
    return _json((_public(desk, found) if level == "public" else found).model_dump_json())


@routes.get("/incidents/{name}/claims", response_model=Claims, responses=refusals(404))
def claims(name: IncidentName, desk: Here) -> Claims:
    """The claims of an incident with their words."""
    found = incident_of(desk, name)
    keys = [mention_key(m.report_id, m.mention) for m in found.mentions]
    rows = claims_in(desk.casebook, keys)
    return Claims(claims=[ClaimIn(claim=s.claim, report=s.report, mention=s.mention, incident=found.id) for s in rows])


@routes.get("/incidents/{name}/history", response_model=History, responses=refusals(404))
def history(name: IncidentName, desk: Here) -> History:
    """Everything that happened to an incident, the oldest first."""
    found = incident_of(desk, name)
    return History(entries=[Entry(**asdict(entry)) for entry in desk.casebook.history_of(found.id)])


@routes.get("/claims/{claim}", response_model=ClaimIn, responses=refusals(404))
def claim(claim: Annotated[str, Path(max_length=100)], desk: Here) -> ClaimIn:
    """One claim."""
    stored = desk.casebook.claim(claim)
    if stored is None:
        raise HTTPException(404)
    owner = desk.casebook.incident_of(claim.rpartition(".")[0])
    return ClaimIn(claim=stored.claim, report=stored.report, mention=stored.mention, incident=owner.id if owner else None)


@routes.get("/reports", response_model=Reports, responses=refusals())
def reports(desk: Here, q: Words = "", before: Before = None, limit: Some = 50) -> Reports:
    """Reports, the last that came first."""
    found = desk.browse.reports(q, before=before, limit=limit + 1)
    heads = [ReportHead(number=number, incidents=told, **asdict(card)) for number, card, told in found[:limit]]
    return Reports(reports=heads, next=heads[-1].number if len(found) > limit else None)


@routes.get("/reports/{short}", response_model=ReportRead, responses=refusals(404))
def report(short: Annotated[str, Path(max_length=100, description="`short` of a report")], desk: Here) -> ReportRead:
    """A report with its stored text, which all offsets refer to, and what was read in it."""
    page = desk.browse.report(short)
    if page is None:
        raise HTTPException(404)
    told = {mention: name for mention, (name, _) in page.incidents.items()}
    head = page.reading.report.model_dump(include={"id", "name", "lang", "published", "url", "title", "outlet", "text"})
    return ReportRead(
        **head, short=short, mentions=list(page.reading.mentions), problems=list(page.reading.problems), incidents=told
    )


@routes.get("/acts", response_model=Acts, responses=refusals())
def acts(desk: Here, before: Before = None, limit: Some = 50) -> Acts:
    """What people decided, the latest first."""
    found = [s.act for s in Deeds(desk.casebook).latest_acts(before=before, limit=limit + 1)]
    return Acts(acts=found[:limit], next=found[limit - 1].number if len(found) > limit else None)


def incident_of(desk: Desk, name: str, level: str = "internal") -> Incident:
    """An incident by name. Raises HTTPException 404, at level public also for one that nobody published."""
    found = desk.casebook.incident(name)
    if found is None or (level == "public" and not is_published(found)):
        raise HTTPException(404)
    return found


def _public(desk: Desk, incident: Incident) -> Incident:
    keys = [mention_key(m.report_id, m.mention) for m in incident.mentions]
    return public_incident(incident, {s.claim.id: s.claim for s in claims_in(desk.casebook, keys)})


def _published(view: View) -> View:
    """The published ones of a view: where it asks for another state, none."""
    asked = dict(view.chosen)
    states = tuple(s for s in asked.get("state", ("published",)) if s == "published") or ("",)
    return replace(view, chosen=tuple({**asked, "state": states}.items()))


def _total(browse: Browse, view: View) -> int:
    return browse.totals(view).incidents


def _json(body: str) -> Response:
    return Response(body, media_type="application/json")

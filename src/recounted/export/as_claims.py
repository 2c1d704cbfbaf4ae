"""Profile ``claims``: one claim a line, JSON, with the report and incident it belongs to; quotes at level ``internal`` only."""

from __future__ import annotations

import json
from typing import Any, TextIO

from recounted.export.profile import Material, Profile
from recounted.export.public import public_claim


def write(material: Material, out: TextIO) -> int:
    """One JSON object a line, report by report, as read; with what a person made of each."""
    owner = {(m.report_id, m.mention): i for i in material.incidents for m in i.mentions}
    judged = {a.claim: a for i in material.incidents for a in i.amended}
    for stored in material.claims:
        incident = owner.get((stored.report_id, stored.mention))
        inside = material.level == "internal"
        body = stored.claim.model_dump() if inside else public_claim(stored.claim)
        where = {"report": _report(material, stored.report_id), "mention": stored.mention, "incident": incident and incident.id}
        word = judged.get(stored.claim.id)
        review = (
            {"review": word.verdict, "corrected": word.changes if word.verdict != "added" else {}}
            if word
            else {"review": "machine", "corrected": {}}
        )
        out.write(json.dumps(body | where | review, ensure_ascii=False) + "\n")
    return len(material.claims)


def _report(material: Material, report_id: str) -> dict[str, Any]:
    card = material.reports[report_id]
    public = {"id": card.id, "url": card.url, "outlet": card.outlet, "published": card.published, "lang": card.lang}
    return public if material.level == "public" else public | {"name": card.name, "title": card.title}


PROFILE = Profile("claims", "claim", "Claims are found by a machine and may be misread where `review` is `machine`.", write)

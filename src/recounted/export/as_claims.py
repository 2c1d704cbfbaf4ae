"""Profile ``claims``: one claim a line, JSON, with the report and incident it belongs to; quotes at level ``internal`` only."""

from __future__ import annotations

import json
from typing import TextIO

from recounted.export.profile import Material, Profile
from recounted.export.public import public_claim, report_at


def write(material: Material, out: TextIO) -> int:
    """One JSON object a line, incident by incident, in each report by report; with what a person made of each."""
    written = 0
    for part in material.parts:
        owner = {(m.report_id, m.mention): i for i in part.incidents for m in i.mentions}
        judged = {a.claim: a for i in part.incidents for a in i.amended}
        for stored in part.claims:
            body = stored.claim.model_dump() if material.level == "internal" else public_claim(stored.claim)
            incident, word = owner.get((stored.report_id, stored.mention)), judged.get(stored.claim.id)
            report = report_at(material.level, part.reports[stored.report_id])
            where = {"report": report, "mention": stored.mention, "incident": incident and incident.id}
            review = {"review": word.verdict, "corrected": word.changes} if word else {"review": "machine", "corrected": {}}
            out.write(json.dumps(body | where | review, ensure_ascii=False) + "\n")
        written += len(part.claims)
    return written


PROFILE = Profile("claims", "claim", "Claims are found by a machine and may be misread where `review` is `machine`.", write)

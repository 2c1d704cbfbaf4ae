"""What is drawn of one incident: tolls over time, reports over time, the family tree, the place. All made here, no script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recounted.model import Incident, Reading, TollClaim
from recounted.reconciling import family_tree
from recounted.reconciling.amendments import added_claims
from recounted.review.drawing.place_map import elsewhere, place_map
from recounted.review.drawing.timeline import timeline
from recounted.review.drawing.toll_chart import toll_charts
from recounted.review.matrix import as_judged, at_of
from recounted.review.wording.words import Words


def drawings(incident: Incident, readings: Sequence[Reading], words: Words) -> dict[str, Any]:
    """What the templates of the drawings show, by name."""
    judged = {a.claim: a for a in incident.amended}
    tolls = {
        claim.id: claim
        for reading in readings
        for mention in reading.mentions
        for read in mention.claims
        if isinstance(claim := as_judged(read, judged.get(read.id)), TollClaim)
    }
    tolls |= {id: claim for id, claim in added_claims(incident).items() if isinstance(claim, TollClaim)}
    reports = list(dict.fromkeys(m.report_id for m in incident.mentions))
    others = elsewhere(incident, readings)
    return {
        "map": place_map(incident.where, others, words),
        "elsewhere": others,
        "charts": toll_charts(incident, tolls, words),
        "timeline": timeline(incident, readings, words),
        "family": family_tree(incident.kinships, reports),
        "href_of": _address,
    }


def _address(claim: str) -> str:
    """Where a claim's words stand in its report, whose short name its id begins with."""
    short, at = claim.partition(".")[0], at_of(claim)
    return f"/reports/{short}?at={at}#at-{at}"

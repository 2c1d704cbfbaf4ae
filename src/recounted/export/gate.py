"""The publish gate: what a person set to ``published`` may be made public, and nothing else.

In: incidents as they stand in a casebook. Out: those that may be published; and what a file says of how far it was reviewed. The
command, the page and the JSON interface all ask here. The machine never publishes, and an incident that is set to anything else
afterwards is public no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from recounted.errors import CallError
from recounted.model import Incident

HOW = "a person publishes an incident on its page, or with `recounted decide set CODE state published --why …`"


def is_published(incident: Incident) -> bool:
    """Did a person set it to published, and does that stand?"""
    return incident.state == "published" and "state" in incident.decided


def published(incidents: Iterable[Incident]) -> list[Incident]:
    """Those that may be made public. Raises CallError, which says how it is done, where none may."""
    found = list(incidents)
    fit = [i for i in found if is_published(i)]
    if not fit:
        raise CallError(f"none of these {len(found)} incidents is published, so there is nothing to make public: {HOW}")
    return fit


def review_of(incidents: Collection[Incident]) -> dict[str, Any]:
    """What a file says of how far the incidents in it were reviewed."""
    done = sum(map(is_published, incidents))
    open_ones = len(incidents) - done
    if not open_ones:
        return {"published": done, "unreviewed": 0, "note": "Every incident was reviewed and published by a person."}
    what = f"{open_ones} of {len(incidents)} incidents are machine output that nobody released"
    note = f"Not for publication: {what}. To do so: {HOW}."
    return {"published": done, "unreviewed": open_ones, "note": note}

"""The publish gate: what a person set to ``published`` may be made public, and nothing else.

In: incidents as they stand in a casebook. Out: those that may be published; and what a file says of how far it was reviewed. The
command, the page and the JSON interface all ask here. The machine never publishes, and an incident that is set to anything else
afterwards is public no more.
"""

from __future__ import annotations

from typing import Any

from recounted.errors import CallError
from recounted.export.profile import Level
from recounted.model import Incident

HOW = "a person publishes an incident on its page, or with `recounted decide set CODE state published --why …`"


def is_published(incident: Incident) -> bool:
    """Did a person set it to published, and does that stand?"""
    return incident.state == "published" and "state" in incident.decided


def goes_out(incident: Incident, *, published_only: bool) -> bool:
    """The gate: may this incident stand in a file that is to hold only what was published, or in one that says what was not?"""
    return is_published(incident) or not published_only


def gated(level: Level) -> bool:
    """Must what goes out at a level be published first? So it is for all that leaves through the page and the JSON interface;
    who writes files on the command line may draft one, which says that it is not for publication.
    """
    return level == "public"


def nothing_published(looked_at: int) -> CallError:
    """What to say where nothing passed the gate."""
    return CallError(f"none of these {looked_at} incidents is published, so there is nothing to make public: {HOW}")


def review_of(done: int, written: int, changed: int) -> dict[str, Any]:
    """What a file says of how far its incidents were reviewed. ``done``: those that are published; ``changed``: those of
    them that later reports changed, which nobody looked at since.
    """
    found = {"published": done, "unreviewed": written - done, "changed_since": changed}
    if written > done:
        what = f"{written - done} of {written} incidents are machine output that nobody released"
        return {**found, "note": f"Not for publication: {what}. To do so: {HOW}."}
    note = "Every incident was reviewed and published by a person."
    if changed:
        note += f" Later reports changed {changed} of them since: look at these before you make the file public."
    return {**found, "note": note}

"""Recounted reads news reports of attacks: who says what, who denies it, with the very words.

    from recounted import Casebook, read_text, run

    reading = read_text("At least 12 people were killed, the mayor said.", published="2024-05-01")
    for mention in reading.mentions:
        for claim in mention.claims:
            print(claim.type, claim.quote, claim.speaker)

    with Casebook.open("my.casebook") as casebook:
        run(["reports/"], casebook)
        for incident in casebook.incidents():
            print(incident.code, incident.tolls)

These are the public names; each is loaded when it is first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recounted.casebook import Casebook
    from recounted.errors import RecountedError
    from recounted.export import write_export
    from recounted.flow import read_paths, read_text, run
    from recounted.intake import Unread
    from recounted.model import Claim, Incident, Mention, Reading, Report

__all__ = [
    "Casebook",
    "Claim",
    "Incident",
    "Mention",
    "Reading",
    "RecountedError",
    "Report",
    "Unread",
    "read_paths",
    "read_text",
    "run",
    "write_export",
]

_ROOMS = {
    "casebook": ("Casebook",),
    "errors": ("RecountedError",),
    "export": ("write_export",),
    "flow": ("read_paths", "read_text", "run"),
    "intake": ("Unread",),
    "model": ("Claim", "Incident", "Mention", "Reading", "Report"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module  # noqa: PLC0415 - needed once a name

    room = next((room for room, names in _ROOMS.items() if name in names), None)
    if room is None:
        raise AttributeError(f"module 'recounted' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"recounted.{room}"), name)
    return found


def __dir__() -> list[str]:
    return __all__

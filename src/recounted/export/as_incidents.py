"""Profile ``incidents``: one incident a line, JSON of the contract."""

from __future__ import annotations

from typing import TextIO

from recounted.export.profile import Material, Profile


def write(material: Material, out: TextIO) -> int:
    """One JSON object a line."""
    written = 0
    for part in material.parts:
        for incident in part.incidents:
            out.write(incident.model_dump_json() + "\n")
        written += len(part.incidents)
    return written


PROFILE = Profile("incidents", "incident", "Links and figures are made by a machine where no person's name stands.", write)

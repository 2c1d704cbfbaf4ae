"""Profile ``incidents``: one incident a line, JSON of the contract."""

from __future__ import annotations

from typing import TextIO

from recounted.export.profile import Material, Profile


def write(material: Material, out: TextIO) -> int:
    """One JSON object a line."""
    for incident in material.incidents:
        out.write(incident.model_dump_json() + "\n")
    return len(material.incidents)


PROFILE = Profile("incidents", "incident", "Links and figures are made by a machine where no person's name stands.", write)

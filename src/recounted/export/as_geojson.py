"""Profile ``geojson``: one feature an incident (RFC 7946: longitude first), with precision and radius.

A place known no better than its district, and without a radius, gets no point: a bare point would pretend.
"""

from __future__ import annotations

import json
from typing import Any, TextIO

from recounted.export.profile import Material, Part, Profile
from recounted.export.table import row_of
from recounted.model import Incident


def write(material: Material, out: TextIO) -> int:
    """One FeatureCollection; ``about`` is a member of its own, which RFC 7946 (6.1) allows."""
    out.write('{"type": "FeatureCollection", "features": [')
    written = 0
    for part in material.parts:
        for incident in part.incidents:
            out.write((",\n" if written else "\n") + json.dumps(_feature(incident, part), ensure_ascii=False))
            written += 1
    material.about["counts"]["written"] = written
    out.write(f'\n],\n"about": {json.dumps(material.about, ensure_ascii=False, indent=1)}}}\n')
    return written


def _feature(incident: Incident, part: Part) -> dict[str, Any]:
    row = row_of(incident, part.reports)
    lat, lon = row.pop("lat"), row.pop("lon")
    known = lat is not None and lon is not None and row["uncertainty_radius_m"] is not None
    point = {"type": "Point", "coordinates": [lon, lat]} if known else None
    return {"type": "Feature", "id": incident.id, "geometry": point, "properties": row}


PROFILE = Profile(
    "geojson",
    "incident",
    "A point stands for an area: see where_prec and uncertainty_radius_m.",
    write,
    about_inside=True,
    ending="geojson",
)

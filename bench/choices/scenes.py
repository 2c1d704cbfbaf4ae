"""Cases of the place of an incident: every place that could be it; right are those within 25 km of the label."""

from __future__ import annotations

from collections.abc import Iterator

from bench.choices import told
from bench.fit_choices import Case, Choice
from bench.readings import LabelledSet
from bench.sets.corpus import Aligned
from recounted.places import distance_km
from recounted.reading.incidents.frames import Frame
from recounted.reading.incidents.scenes import TABLE, scenes
from recounted.reading.incidents.where import place_by
from recounted.reading.parse import Parse

#: Kilometres from the label within which a place is right.
RIGHT_KM = 25.0


def cases(labelled: LabelledSet) -> Iterator[Case]:
    """A case for each labelled incident that has a place and is told of."""
    for label in labelled.labels:
        report = Aligned(label, labelled.readings.get(label["id"]), labelled.text(label["id"]))
        pairs = [(incident, mention) for incident, mention in report.pairs if incident["place"].get("lat") is not None]
        parsed, frames = (told(report.text, label["lang"], label["published"]) if pairs else None) or (None, [])
        if parsed is None or len(frames) != len(report.mentions):  # a report in two languages
            continue
        for incident, mention in pairs:
            frame = frames[int(mention.id[1:]) - 1]
            yield _case(f"{label['id']}.{mention.id}", parsed, frame, (incident["place"]["lat"], incident["place"]["lon"]))


def _case(name: str, parsed: Parse, frame: Frame, point: tuple[float, float]) -> Case:
    found = scenes(frame, parsed.frames, parsed.spots)
    places = [place_by(scene, parsed.frames, parsed.spots) for scene in found]
    right = [
        p is not None and p.lat is not None and p.lon is not None and distance_km(p.lat, p.lon, *point) <= RIGHT_KM
        for p in places
    ]
    return Case(name, [scene.facts for scene in found], right)


CHOICE = Choice(TABLE, cases)

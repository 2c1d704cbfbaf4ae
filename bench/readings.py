"""A labelled set, and what Recounted makes of it: the product's own way, in this process.

In: a set's folder, its labels. Out: readings by id, and the incidents that they are linked into, each when first asked for. A
text that could not be read is absent, and counts as one that tells of nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.data import Label, text_of
from recounted import Casebook, Incident, Reading, read_paths
from recounted.casebook import update_incidents
from recounted.intake import load_metadata
from recounted.model import Mention


@dataclass
class LabelledSet:
    """A folder of texts with their labels, read in ``jobs`` processes."""

    name: str
    folder: Path
    labels: list[Label]
    jobs: int = 1

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The readings by id; every text with the date of publication and language that its label gives."""
        paths = [self.folder / "texts" / f"{label['id']}.txt" for label in self.labels]
        passing = read_paths(paths, metadata=load_metadata(self.folder / "labels.jsonl"), jobs=self.jobs)
        return {_stem(r.report.name): r for r in passing if isinstance(r, Reading)}

    @cached_property
    def incidents(self) -> list[Incident]:
        """The incidents that all readings are linked into."""
        return link(self.readings.values())

    @cached_property
    def _incident_of(self) -> dict[tuple[str, str], Incident]:
        return {(_stem(m.report), m.mention): incident for incident in self.incidents for m in incident.mentions}

    def home(self, name: str, mention: Mention | None) -> Incident | None:
        """The incident that a report's mention was linked into."""
        return self._incident_of.get((name, mention.id)) if mention else None

    def told(self, incident: Incident) -> list[Mention]:
        """The mentions that were linked into an incident."""
        keys = {(_stem(m.report), m.mention) for m in incident.mentions}
        return [m for name, r in self.readings.items() for m in r.mentions if (name, m.id) in keys]

    def text(self, name: str) -> str:
        """The text of a report as the labels count it."""
        return text_of(self.folder, name)


def link(readings: Iterable[Reading]) -> list[Incident]:
    """Link readings into incidents, in a casebook that is thrown away."""
    with tempfile.TemporaryDirectory() as place, Casebook.open(Path(place) / "bench.casebook") as casebook:
        casebook.put_readings(readings)
        update_incidents(casebook)
        return list(casebook.incidents())


def _stem(name: str) -> str:
    return Path(name).name.removesuffix(".txt")

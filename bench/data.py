"""Where the labelled sets are, and their labels.

In: a data path (``--data``, else the environment variable RECOUNTED_BENCH, else ``../shared``). Out: the folder of a set, or None
where it is not there; its labels. A set is a folder with ``labels.jsonl`` and ``texts/<id>.txt``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

#: One labelled text, incident or event, as its set's own README describes it.
Label = dict[str, Any]

VARIABLE = "RECOUNTED_BENCH"
BESIDE = Path("../shared")
#: Sets that are ours: their words may be shown. The others are third parties' and name people.
OWN = frozenset({"corpus"})
#: Where a set may lie under the data path.
LAYOUTS = ("{name}", "{name}/dev", "bench/{name}")


def data_path(given: Path | None = None) -> Path:
    """The folder that holds the sets: as given, else from the environment, else beside the repository."""
    return given or Path(os.environ.get(VARIABLE) or BESIDE)


def folder_of(name: str, data: Path) -> Path | None:
    """The folder of a set; None where the data is not there."""
    folders = (data / layout.format(name=name) for layout in LAYOUTS)
    return next((folder for folder in folders if (folder / "labels.jsonl").is_file()), None)


def json_lines(path: Path) -> list[Label]:
    """The objects of a JSON Lines file. Lines end at line feeds alone: a text may hold other line ends."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def labels_of(folder: Path, sample: int | None = None) -> list[Label]:
    """The labels of a set, or a fixed sample of so many: those with the smallest SHA-256 of their id, in the set's order."""
    return sampled(json_lines(folder / "labels.jsonl"), sample)


def sampled(rows: Iterable[Label], size: int | None) -> list[Label]:
    """A fixed sample of rows, in their order; all of them without a size."""
    rows = list(rows)
    if size is None or size >= len(rows):
        return rows
    names = [str(row["id"] if "id" in row else row["row"]) for row in rows]
    drawn = set(sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())[:size])
    return [row for name, row in zip(names, rows, strict=True) if name in drawn]


def text_of(folder: Path, name: str) -> str:
    """The text of a labelled report, line ends as they are (labels count code points of the file)."""
    return (folder / "texts" / f"{name}.txt").read_bytes().decode("utf-8")

"""Measure: run the sets that are there, and keep what came of it. Tables, floors and documentation all come from here.

In: names of sets and a data path. Out: a Run: figures, texts counted by set and part, seconds, and what it was measured on.
"""

from __future__ import annotations

import datetime
import json
import platform
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from bench import speed
from bench.data import folder_of, labels_of
from bench.readings import LabelledSet
from bench.sets import airwars, corpus, dates, gva, maverick, muc4, places, polnear, world
from bench.tally import Figure, Tally

#: The sets in the order of the table.
SETS: dict[str, Callable[[LabelledSet], Tally]] = {
    corpus.NAME: corpus.measure,
    muc4.NAME: muc4.measure,
    airwars.GAZA: airwars.measure_gaza,
    airwars.SYRIA: airwars.measure_syria,
    gva.NAME: gva.measure,
    maverick.NAME: maverick.measure,
    dates.NAME: dates.measure,
    places.NAME: places.measure,
    polnear.NAME: polnear.measure,
    speed.NAME: speed.measure,
}
#: What needs no labelled data.
INVENTED: dict[str, Callable[[], Tally]] = {world.NAME: world.measure}
#: Sets that are measured on the texts of another.
TEXTS_OF = {speed.NAME: corpus.NAME}


@dataclass
class Run:
    """All figures of one run."""

    figures: list[Figure] = field(default_factory=list)
    texts: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    stamp: dict[str, str] = field(default_factory=dict)

    def value(self, key: tuple[str, str, str]) -> float | None:
        """A figure's value by set, part and name."""
        return next((f.value for f in self.figures if f.key == key), None)

    def save(self, path: Path) -> None:
        """Write it as JSON, one figure a line, so that two runs can be compared by eye as well."""
        head = json.dumps({k: v for k, v in asdict(self).items() if k != "figures"}, indent=1, ensure_ascii=False)
        figures = ",\n".join("  " + json.dumps(_rounded(f), ensure_ascii=False) for f in self.figures)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{head[:-2]},\n "figures": [\n{figures}\n ]\n}}\n', encoding="utf-8")

    @staticmethod
    def load(path: Path) -> Run:
        """Read a run that was saved. Raises OSError or ValueError for a file that is none."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Run(**{**raw, "figures": [Figure(**row) for row in raw["figures"]]})


def _rounded(figure: Figure) -> dict[str, object]:
    row = {k: v for k, v in asdict(figure).items() if v not in (None, "")}
    return {**row, "value": round(figure.value, 4)}


def measure(
    names: Iterable[str], data: Path, *, sample: int | None = None, jobs: int = 1, tell: Callable[[str], None] = print
) -> Run:
    """Measure the named sets; one that is not there is named in ``missing``. ``sample``: so many texts of a set at most."""
    run = Run(stamp=stamp())
    for name in names:
        source = TEXTS_OF.get(name, name)
        folder = folder_of(source, data)
        if folder is None and name not in INVENTED:
            run.missing.append(name)
            tell(f"{name}: not measured, there is no {source} under {data}")
            continue
        started = time.perf_counter()
        tally = SETS[name](LabelledSet(name, folder, labels_of(folder, sample), jobs)) if folder else INVENTED[name]()
        run.seconds[name] = round(time.perf_counter() - started, 1)
        run.figures += tally.figures()
        run.texts[name] = dict(tally.texts)
        tell(f"{name}: {max(tally.texts.values(), default=0)} texts in {run.seconds[name]} s")
    return run


def stamp() -> dict[str, str]:
    """What a run was measured on: the day, the versions, the machine."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    return {
        "date": datetime.date.today().isoformat(),
        "recounted": version("recounted"),
        "commit": commit,
        "python": platform.python_version(),
        "machine": f"{platform.machine()}, one core a process",
    }

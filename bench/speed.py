"""Speed: reports a second on one core, start and memory, on the texts of the corpus.

Seconds are CPU seconds of one process, so that a busy machine tells the same; memory is the largest resident size of a process of
its own that reads every text. Ratios to peers are measured in the same run.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import peers
from bench.readings import LabelledSet
from bench.tally import Tally
from recounted.intake import read_text
from recounted.model import Report
from recounted.reading.compiled import compiled

NAME = "speed"
#: Times that the texts are read; the fastest counts.
ROUNDS = 3
#: Reports without harm in one round.
QUIET = 2000
#: News without harm, made up.
NO_HARM = (
    "The council opened the new library on Monday. Residents had waited for it since spring, and the first readers came early. "
    "The mayor thanked the architects and promised longer opening hours. A choir sang, and the baker next door sold out by noon. "
    "The bus company will add a stop in front of the building, it said. Trees are to be planted along the street in autumn. "
)
_LOAD = """
import time
from recounted.packs import languages, load_pack
start = time.process_time()
for lang in languages(): load_pack(lang)
print(time.process_time() - start, len(languages()))
"""
# the kernel's own high-water mark of this process: getrusage's would be that of the process which started it
_MEMORY = """
import re, sys
from recounted import read_paths
for _ in read_paths(sys.argv[1:]): pass
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""


def measure(corpus: LabelledSet) -> Tally:
    """Speeds, start and memory."""
    tally = Tally(NAME)
    reports = [
        read_text(corpus.text(la["id"]), name=la["id"], lang=la["lang"], published=la["published"]) for la in corpus.labels
    ]
    tally.texts["all"] = len(reports)
    how = "compiled reader" if compiled() else "reader not compiled"
    quiet = [read_text(NO_HARM, lang="en")] * QUIET
    for name, some in (("reports that tell of harm", reports), ("reports without harm", quiet)):
        tally.put(
            "all", name, "reports/s", per_second(some, _read), note=f"{len(some)} texts, {_size(some)} characters each, {how}"
        )
    english = [r for r in reports if r.lang == "en"]
    theirs = {name: per_second(english, lambda r, run=run: run(r.text)) for name, run in peers.readers().items()}  # type: ignore[misc]
    ours = per_second(english, _read) if theirs else 0.0
    for name, speed in theirs.items():
        tally.put("all", name, "reports/s", speed, note=f"{len(english)} English texts, rerun here")
        tally.put("all", f"Recounted against {name}", "times", ours / speed, note="same texts, same run")
    seconds, packs = _own_process(_LOAD)
    tally.put("all", "packs opened", "s", float(seconds), note=f"{packs} packs together")
    if Path("/proc/self/status").exists():
        [megabytes] = _own_process(_MEMORY, *(str(corpus.folder / "texts" / f"{la['id']}.txt") for la in corpus.labels))
        tally.put("all", "peak memory", "MB", float(megabytes), note=f"{len(reports)} texts read")
    return tally


def per_second(reports: Sequence[Report], read: Callable[[Report], object]) -> float:
    """Reports a CPU second, best of some rounds, after one that warms up."""
    read(reports[0])
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for report in reports:
            read(report)
        times.append(time.process_time() - started)
    return len(reports) / min(times)


def _read(report: Report) -> object:
    from recounted.reading import read_report  # noqa: PLC0415 - measured with what a caller imports

    return read_report(report)


def _size(reports: Sequence[Report]) -> int:
    return sum(len(r.text) for r in reports) // len(reports)


def _own_process(code: str, *arguments: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True).stdout.split()

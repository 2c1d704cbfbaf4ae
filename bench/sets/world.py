"""The invented world: how linking holds as noise grows, and what it costs at a hundred thousand mentions.

Pairs by noise are over 5,000 mentions (``bench.world``). Cost is measured in a process of its own: seconds from facts to clusters
on two cores, memory of all its processes at its highest, seconds for ten times the mentions; and, in a casebook of so many, the
time from one more report to incidents that are up to date.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

from bench.tally import Tally
from bench.world import world
from recounted.linking import cluster, facts_of

NAME = "world"
NOISE = (0.0, 0.5, 1.0, 2.0)
MENTIONS, MANY = 5_000, 100_000
CORES = 2
_COST = """
import sys, time
from itertools import islice
from bench.world import world
from recounted.linking import cluster, facts_of
mentions, cores = int(sys.argv[1]), int(sys.argv[2])
told = (facts_of(t.reading.report, m) for t in world(mentions * 5 // 4) for m in t.reading.mentions)
facts = list(islice(told, mentions))
started = time.perf_counter()
cluster(facts, jobs=cores)
print(time.perf_counter() - started, len(facts))
"""
_ONE_MORE = """
import statistics, sys, tempfile, time
from bench.world import world
from recounted import Casebook
from recounted.casebook import update_incidents
readings = [t.reading for t in world(int(sys.argv[1]))]
late = readings[:: len(readings) // 20][1:20]
with tempfile.TemporaryDirectory() as folder, Casebook.open(f"{folder}/world.casebook") as book:
    ids = {r.report.id for r in late}
    book.put_readings(r for r in readings if r.report.id not in ids)
    started = time.process_time()
    update_incidents(book)
    first, took = time.process_time() - started, []
    for reading in late:
        started = time.perf_counter()
        book.put_readings([reading])
        update_incidents(book)
        took.append(time.perf_counter() - started)
    print(first, 1000 * statistics.median(took), 1000 * max(took))
"""


def measure() -> Tally:
    """Figures of the world."""
    tally = Tally(NAME)
    for noise in NOISE:
        told = list(world(MENTIONS, noise=noise))
        truth = {key: str(attack) for t in told for key, attack in t.truth.items()}
        clusters = cluster(facts_of(t.reading.report, m) for t in told for m in t.reading.mentions)
        found = {member.key: str(n) for n, members in enumerate(clusters) for member in members}
        tally.linking(f"noise {noise:g}", "linking", truth, found)
        tally.texts[f"noise {noise:g}"] = len(told)
    if sys.platform == "linux":
        _cost(tally)
    return tally


def _cost(tally: Tally) -> None:
    few, _, _ = _own_process(_COST, MANY // 10, CORES)
    many, mentions, megabytes = _own_process(_COST, MANY, CORES)
    part = f"{MANY:,} mentions"
    tally.put(part, "linked from nothing", "s", many, note=f"{mentions:,.0f} mentions, {CORES} cores, by the clock")
    tally.put(part, "ten times the mentions", "fold", many / few, note=f"against {MANY // 10:,}")
    tally.put(part, "peak memory", "MB", megabytes, note="of all processes")
    first, median, most, _ = _own_process(_ONE_MORE, MANY)
    tally.put(part, "linked, reconciled and stored from nothing", "s", first, note="one core")
    tally.put(part, "one more report", "ms", median, note=f"median of 19, at most {most:.0f} ms")


def _own_process(code: str, *asked: int) -> list[float]:
    """The numbers that it prints, and the megabytes that it held at the most."""
    command, most = [sys.executable, "-c", code, *map(str, asked)], 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            most = max(most, _held(process.pid))
            time.sleep(_LOOK)
        assert process.stdout is not None
        printed = process.stdout.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[:2])
    return [*(float(word) for word in printed.split()), most]


_LOOK = 0.25  # seconds


def _held(pid: int) -> float:
    """Megabytes of a process and of those it started, what they share counted once."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        share = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:  # it has ended meanwhile
        return 0.0
    return (int(share[1]) / 1024 if share else 0.0) + sum(_held(int(child)) for child in children)

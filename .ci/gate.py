"""The quality gate: read the labelled reports, score the readings and the links, and fail under the pinned floors.

    python .ci/gate.py SHARED [--update]

In: the folder that holds ``corpus/dev`` and ``score/score.py``; ``floors.toml`` beside this file. Out: one line a figure; exit
status 1 if one is under its floor. ``--update`` raises floors to what was measured, cut to two places; it never lowers one: that
takes an edit by hand, with a line in CHANGELOG.md that says why.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")
COMMAND = Path(sys.executable).with_name("recounted")
FIGURE = re.compile(r"^(\S.*?) {2,}(?:F1 )?([01]\.\d+)(?=\s)")


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("shared", type=Path)
    ap.add_argument("--update", action="store_true", help="raise floors to what is measured now")
    args = ap.parse_args()
    pinned = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    low = []
    for part, floors in pinned.items():
        figures = measure(args.shared, languages=part.split("-"))
        low += compare(part, floors, figures)
        if args.update:
            floors.update({name: max(floor, cut(figures.get(name, 0.0))) for name, floor in floors.items()})
    if args.update:
        FLOORS.write_text(as_toml(pinned), encoding="utf-8")
    if low:
        print("under the floor: " + ", ".join(low), file=sys.stderr)
    return 1 if low else 0


def measure(shared: Path, languages: list[str]) -> dict[str, float]:
    """Figures of the scorer by name, over the labelled reports in ``languages``."""
    dev = shared / "corpus" / "dev"
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        labels, texts, casebook = here / "labels.jsonl", here / "texts", here / "gate.casebook"
        texts.mkdir()
        rows = [row for row in (dev / "labels.jsonl").read_text(encoding="utf-8").splitlines() if row.strip()]
        chosen = [row for row in rows if json.loads(row)["lang"] in languages]
        labels.write_text("".join(row + "\n" for row in chosen), encoding="utf-8")
        for row in chosen:
            name = json.loads(row)["id"] + ".txt"
            (texts / name).write_bytes((dev / "texts" / name).read_bytes())
        started = time.perf_counter()
        readings = recounted(here, "read", texts, "--metadata", labels, "--format", "jsonl")
        took = time.perf_counter() - started
        recounted(here, "run", texts, "--metadata", labels, "--casebook", casebook)
        incidents = recounted(here, "incidents", "--casebook", casebook, "--format", "jsonl")
        score = [sys.executable, shared / "score" / "score.py", labels, texts, readings, incidents]
        output = subprocess.run(score, capture_output=True, text=True, check=True).stdout
    print(f"{len(chosen)} reports ({', '.join(languages)}) read in {took:.1f} s with start-up\n{output}")
    return {m[1]: float(m[2]) for line in output.splitlines() if (m := FIGURE.match(line))}


def recounted(folder: Path, verb: str, *arguments: str | Path) -> Path:
    """Run one command; the file that holds what it printed. Status 1 (a report could not be read) is a figure, not a stop."""
    out = folder / f"{verb}.out"
    with out.open("wb") as stream:
        done = subprocess.run([COMMAND, verb, *arguments], stdout=stream, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"recounted {verb} ended with status {done.returncode}")
    return out


def compare(part: str, floors: dict[str, float], figures: dict[str, float]) -> list[str]:
    """Print every floor beside its figure; the names of those that are under, or missing from the scorer's output."""
    low = [name for name, floor in floors.items() if figures.get(name, -1.0) < floor]
    for name, floor in floors.items():
        print(f"{part}  {name:<34} {figures.get(name, math.nan):.3f}  floor {floor:.3f}  {'UNDER' if name in low else 'ok'}")
    return low


def cut(figure: float) -> float:
    """Two places, downwards, so that a floor leaves less than a point of room; 1.0 stays 1.0."""
    return math.floor(figure * 100 + 1e-9) / 100


def as_toml(pinned: dict[str, dict[str, float]]) -> str:
    comment = "".join(line for line in FLOORS.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    parts = [f"\n[{part}]\n" + "".join(f'"{k}" = {v:.3f}\n' for k, v in floors.items()) for part, floors in pinned.items()]
    return comment + "".join(parts)


if __name__ == "__main__":
    sys.exit(main())

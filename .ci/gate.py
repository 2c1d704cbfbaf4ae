"""The quality gate: measure the labelled sets that are there, as `python -m bench` does, and fail under the pinned floors.

    python .ci/gate.py DATA [--update]

In: the folder that holds the sets; ``floors.toml`` beside this file. Out: one line a floor; exit status 1 if a figure is under
it. Of large sets a fixed sample is read. ``--update`` raises floors to what was measured, with room for one case, and pins
figures that have none yet; it never lowers one: that takes an edit by hand, with a line in CHANGELOG.md that says why.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]  # this tree is measured, wherever the command is called from

from bench import floors, measure  # noqa: E402

FLOORS = Path(__file__).with_name("floors.toml")
#: Our own corpus is read whole; of the other sets so many texts, so that the gate ends well within a minute.
WHOLE = ("corpus",)
SAMPLED = ("muc4", "airwars_gaza", "dates", "places", "polnear")
SAMPLE = 80


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("--update", action="store_true", help="raise floors to what is measured now")
    args = ap.parse_args()
    pinned = floors.load(FLOORS)
    run = measure.measure(WHOLE, args.data)
    sampled = measure.measure(SAMPLED, args.data, sample=SAMPLE)
    run.figures += sampled.figures
    run.texts |= sampled.texts
    run.missing += sampled.missing
    low = floors.under(run, pinned)
    for key, floor in floors.each(pinned):
        if key[0] in run.texts:
            value, mark = run.value(key), "UNDER" if key in low else "ok"
            print(f"{' '.join(key):<60} {math.nan if value is None else value:.3f}  floor {floor:.3f}  {mark}")
    if args.update:
        comment = "".join(line for line in FLOORS.read_text(encoding="utf-8").splitlines(keepends=True) if line[0] == "#")
        FLOORS.write_text(f"{comment}\n{floors.as_toml(floors.raised(run, pinned))}", encoding="utf-8")
    if low:
        print("under the floor: " + ", ".join(" ".join(key) for key in low), file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())

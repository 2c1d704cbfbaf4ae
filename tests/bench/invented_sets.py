"""Invented labelled sets, a few texts each, written into a folder as the real ones lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def write_set(data: Path, name: str, labels: list[Row], texts: dict[str, str], **more: list[Row]) -> Path:
    """A set's folder under ``data``: texts, labels.jsonl, and further tables by name."""
    folder = data / name
    (folder / "texts").mkdir(parents=True)
    for table, rows in {"labels": labels, **more}.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{table}.jsonl").write_text(lines, encoding="utf-8")
    for ident, text in texts.items():
        (folder / "texts" / f"{ident}.txt").write_bytes(text.encode("utf-8"))
    return folder


def figure(kind: str, low: int | None, high: int | None, **more: Any) -> Row:
    """A labelled figure of the corpus."""
    return {"kind": kind, "low": low, "high": high, "exact": True, "of": "people", "by": "narrator", "cue": "", **more}


def corpus(data: Path) -> Path:
    """Two reports: one of an attack with 12 dead and four hurt, two of them children; one of no harm at all."""
    attack = (
        "A rocket hit the market of Kramatorsk on 3 May 2023, killing 12 people and wounding four, two of them children, "
        "the mayor said. Russian troops fired it, he added."
    )
    labels = [
        {
            "id": "a1", "lang": "en", "published": "2023-05-04", "relevant": True, "distractors": [],
            "incidents": [
                {
                    "incident": "market-2023-05-03", "role": "main", "date": "2023-05-03",
                    "place": {"name": "Kramatorsk", "country": "UA", "lat": 48.74, "lon": 37.58},
                    "claims": [
                        figure("killed", 12, 12, by="the mayor", cue="killing 12 people"),
                        figure("injured", 4, 4, by="the mayor", cue="wounding four"),
                        figure("injured", 2, 2, of="children", by="the mayor", cue="two of them children"),
                        {"kind": "responsibility", "actor": "Russia", "stance": "accused", "by": "the mayor", "cue": "troops"},
                        {"kind": "weapon", "value": "missile", "by": "the mayor", "cue": "A rocket"},
                    ],
                }
            ],
        },
        {"id": "b1", "lang": "en", "published": "2023-05-04", "relevant": False, "distractors": [], "incidents": []},
    ]  # fmt: skip
    return write_set(data, "corpus", labels, {"a1": attack, "b1": "The council opened a library. Forty readers came.\n"})

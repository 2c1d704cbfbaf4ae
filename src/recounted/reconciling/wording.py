"""The words that a person points at in a report: by their place, or as printed.

In: the fields of a claim as a person gives them, and the report's text. Out: the same fields with exact places: of the
claim's words and of its speaker's, offsets in code points, so that ``text[start:end] == quote`` holds of both. Words that stand
nowhere, or in several places of which none was named, are refused (CallError).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from recounted.errors import CallError


def located(fields: Mapping[str, JsonValue], text: str, near: int | None = None) -> dict[str, JsonValue]:
    """The fields with ``start`` and ``end`` for a ``quote``, and a whole speaker for one that is given by printed words.

    ``near``: where to look first when words stand in several places; None: they must stand in one.
    """
    found = dict(fields)
    quote, start, end = _words(found.pop("quote", None)), found.get("start"), found.get("end")
    if quote and start is None and end is None:
        start = place_of(quote, text, near)
        found |= {"start": start, "end": start + len(quote)}
    elif quote and not (isinstance(start, int) and isinstance(end, int) and _words(text[start:end]) == quote):
        raise CallError(f"the words from {start} to {end} are not “{quote}”; mark them again")
    if "speaker" in found:
        at = found.get("start")
        found["speaker"] = speaker_of(found["speaker"], text, at if isinstance(at, int) else near)
    return found


def speaker_of(given: JsonValue, text: str, near: int | None) -> JsonValue:
    """A speaker as JSON: the printed words alone are its name; words without a place are looked for, the nearest first."""
    if not given:
        return None
    if isinstance(given, str):
        given = {"name": _words(given), "quote": given}
    if not isinstance(given, dict):
        raise CallError("a speaker is given by the words that name it")
    whole: dict[str, Any] = {"name": None, "role": None, "kind": "unknown", "side": None, **given}
    quote, start, end = _words(whole.get("quote")), whole.get("start"), whole.get("end")
    if start is None and end is None and quote:
        start = place_of(quote, text, near or 0)
        end = start + len(quote)
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= len(text):
        raise CallError("a speaker is named in the text; give the words that name it")
    if quote and _words(text[start:end]) != quote:
        raise CallError(f"the words from {start} to {end} are not “{quote}”; mark them again")
    return {**whole, "start": start, "end": end, "quote": text[start:end]}


def place_of(quote: str, text: str, near: int | None) -> int:
    """Where words stand: the place next to ``near``, or the only one."""
    places, at = [], text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    if not places:
        raise CallError(f"“{quote}” does not stand in the report; copy the words as they are printed")
    if len(places) > 1 and near is None:
        raise CallError(f"“{quote}” stands in the report {len(places)} times; give more of its words, or where it starts")
    return min(places, key=lambda p: abs(p - (near or 0)))


def _words(quote: object) -> str:
    """Words as they are compared: browsers send line ends in their own way."""
    return quote.replace("\r\n", "\n").strip() if isinstance(quote, str) else ""

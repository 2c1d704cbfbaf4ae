"""Reading: a Report in, a Reading out. Works from tokens, lexicons and a gazetteer; languages differ by data, never by code.

Example: ``read_report(report)`` → mentions of incidents, each with its claims: who says what, with the words.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from recounted.model import Problem, Reading, Report
from recounted.packs import languages, load_pack
from recounted.settings import MAX_TEXT_CHARS

if TYPE_CHECKING:
    from recounted.places import Gazetteer

__all__ = ["READER_VERSION", "read_report"]

#: Changes whenever readings may change: stored readings of an older version are read again.
READER_VERSION = "1"


def read_report(report: Report, *, gazetteer: Gazetteer | None = None) -> Reading:
    """Read one report.

    A report that tells of no harm, or in a language without a pack, has no mentions; the latter is a problem.
    """
    if report.lang is None or report.lang not in languages():
        what = f"in a language without a pack ({report.lang})" if report.lang else "in an unknown language"
        text = (
            f"{report.name} is {what}: nothing was read. Languages with a pack: {', '.join(languages())}; or name it with --lang."
        )
        return Reading(report=report, mentions=(), problems=(*report.problems, Problem(code="no_pack", text=text)))
    from recounted.reading.gate import tells_of_harm  # noqa: PLC0415 - nothing more is loaded for news without harm

    stored = report.text[:MAX_TEXT_CHARS]
    if not tells_of_harm(stored, report.lang):
        return Reading(report=report, mentions=(), problems=report.problems)
    from recounted.reading.assemble import assemble  # noqa: PLC0415
    from recounted.reading.parse import parse  # noqa: PLC0415

    parsed = parse(stored, load_pack(report.lang), gazetteer or _gazetteer(), report.published)
    if parsed is None:
        return Reading(report=report, mentions=(), problems=report.problems)
    mentions, problems = assemble(parsed, report.id)
    return Reading(report=report, mentions=mentions, problems=(*report.problems, *problems))


@cache
def _gazetteer() -> Gazetteer:
    from recounted.places import open_gazetteer  # noqa: PLC0415

    return open_gazetteer()

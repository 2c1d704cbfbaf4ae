"""Reading: a Report in, a Reading out. Works from tokens, lexicons and a gazetteer; languages differ by data, never by code.

Example: ``read_report(report)`` → mentions of incidents, each with its claims: who says what, with the words.

The rooms, in the order in which a text passes them (each imports only those before it): ``words`` → ``numbers`` → ``dates`` →
``sentences`` → ``people`` → ``speakers`` → ``places`` → ``tolls`` → ``parties`` → ``incidents``. ``parse`` leads a text through
all of them, ``relevance`` says whether an incident is told, ``assemble`` makes the nouns, ``explain`` shows every step.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from recounted.collecting import uncollected
from recounted.model import Mention, Problem, Reading, Report
from recounted.packs import has_pack, languages, load_pack
from recounted.reading.compiled import check_compiled
from recounted.reading.words.gate import tells_of_harm
from recounted.reading.words.posts import own_words
from recounted.settings import MAX_TEXT_CHARS

if TYPE_CHECKING:
    from recounted.places import Gazetteer

__all__ = ["read_report", "reader"]

#: What readings come of: when any of it changes, stored readings are made anew.
_SOURCES = ("reading", "packs", "places", "model", "days.py", "settings.py")


@cache
def reader() -> str:
    """Names the version that reads: Recounted's, and a digest of the code, packs and gazetteer that readings come of."""
    from importlib.metadata import version  # noqa: PLC0415

    from recounted.places.build import folder  # noqa: PLC0415

    digest = hashlib.sha256(folder().name.encode())
    room = Path(__file__).parents[1]
    for source in _SOURCES:
        whole = room / source
        for path in sorted(whole.rglob("*")) if whole.is_dir() else [whole]:
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(room).as_posix().encode() + b"\0" + path.read_bytes())
    return f"recounted {version('recounted')} reader {digest.hexdigest()[:8]}"


def read_report(report: Report, *, gazetteer: Gazetteer | None = None) -> Reading:
    """Read one report, each passage in its own language.

    A report that tells of no harm, or in a language without a pack, has no mentions; the latter is a problem.
    """
    stored, lang = own_words(report.text[:MAX_TEXT_CHARS]), report.lang
    if lang is None:
        what = f"{report.name} is in an unknown language: nothing was read. {_packs()}"
        return Reading(report=report, mentions=(), problems=(*report.problems, Problem(code="no_pack", text=what)))
    from recounted.reading.words.passages import by_language, join, may_be_mixed  # noqa: PLC0415 - imports take time

    harm = tells_of_harm(stored, lang)
    parts = by_language(stored, lang) if harm or may_be_mixed(stored, lang) else {}
    told, problems = [], list(report.problems)
    for code, text in parts.items():
        if not has_pack(code):
            problems.append(_without_pack(report, code, text, alone=len(parts) == 1))
        elif harm if len(parts) == 1 else tells_of_harm(text, code):
            mentions, left = _read(text, code, report, gazetteer)
            told.append(mentions)
            problems += left
    mentions = join(told, report.id) if len(told) > 1 else told[0] if told else ()
    return Reading(report=report, mentions=mentions, problems=tuple(problems))


def _read(text: str, lang: str, report: Report, gazetteer: Gazetteer | None) -> tuple[tuple[Mention, ...], tuple[Problem, ...]]:
    from recounted.reading.assemble import assemble  # noqa: PLC0415
    from recounted.reading.parse import parse  # noqa: PLC0415

    check_compiled()
    pack = load_pack(lang)
    with uncollected():
        parsed = parse(text, pack, gazetteer or _gazetteer(), report.published)
        return assemble(parsed, report.id) if parsed else ((), ())


def _without_pack(report: Report, lang: str, text: str, *, alone: bool) -> Problem:
    what = f"{report.name} is in a language without a pack ({lang}): nothing was read."
    if not alone:
        at = len(text) - len(text.lstrip())
        what = f"{report.name}, from character {at} on, is in a language without a pack ({lang}): that passage was not read."
    return Problem(code="no_pack", text=f"{what} {_packs()}")


def _packs() -> str:
    return f"Languages with a pack: {', '.join(languages())}; or name it with --lang."


@cache
def _gazetteer() -> Gazetteer:
    from recounted.places import open_gazetteer  # noqa: PLC0415

    return open_gazetteer()

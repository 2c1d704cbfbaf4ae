"""What every format's reader gives: the text, and what the file itself states about it. None is "not stated"."""

from __future__ import annotations

from dataclasses import dataclass

from recounted.model import Problem


@dataclass(frozen=True)
class Extract:
    """Text as it will be stored, how it was got, and what the file states; ``published`` is YYYY-MM-DD, ``lang`` two letters."""

    text: str
    media_type: str
    encoding: str | None
    extractor: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    problems: tuple[Problem, ...] = ()

"""Offices: one name for an office whatever a language calls it, so that a ministry quoted in two languages is one voice.

In: ``offices.toml`` and a speaker's role. Out: the office's name, or None for a role that is none of them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from recounted.packs.schema import complain
from recounted.packs.words import fold

FILE = Path(__file__).with_name("offices.toml")


@lru_cache(maxsize=16384)
def office_of(role: str | None, kind: str) -> str | None:
    """The office that a role of this kind of speaker names: the first whose words stand in it."""
    if not role:
        return None
    folded = fold(role)
    return next((name for name, kinds, pattern in _offices() if kind in kinds and pattern.search(folded)), None)


@cache
def _offices() -> list[tuple[str, frozenset[str], re.Pattern[str]]]:
    """Raises PackError for a key that is not known."""
    found = []
    for name, body in tomllib.loads(FILE.read_text(encoding="utf-8")).items():
        if unknown := set(body) - {"kinds", "roles"}:
            raise complain(f"{FILE}: [{name}]", f"unknown key {min(unknown)!r}", "kinds, roles")
        roles = (r".*?(?<!\w)".join(re.escape(word) for word in fold(role).split()) for role in body["roles"])
        found.append((name, frozenset(body["kinds"]), re.compile(rf"(?<!\w)(?:{'|'.join(roles)})")))
    return found

"""What an export profile is, and the profiles there are.

A profile is a module of this room that holds ``PROFILE``; putting one here is all that it takes to add one.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from recounted.model import Incident

if TYPE_CHECKING:
    from recounted.casebook.store import ReportCard, StoredClaim

#: What a file may hold, each level more than the one before (field-standards 1.7); ``public`` says which field at which.
Level = Literal["public", "partner", "internal"]


@dataclass(frozen=True)
class Part:
    """Some incidents, all claims of their accounts, and the reports that these stand in (by id)."""

    incidents: list[Incident]
    claims: list[StoredClaim]
    reports: Mapping[str, ReportCard]


@dataclass(frozen=True)
class Material:
    """What there is to write, already fit for ``level``: nothing in it needs to be hidden by a profile but claims' quotes.

    ``parts`` come one after the other, so that a casebook need not fit into memory; ``about`` is whole once they are through.
    """

    level: Level
    parts: Iterable[Part]
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """A form of export. ``write`` writes all and returns how many units; ``about_inside``: the format has room for the about
    block. ``ending``: of its files.
    """

    name: str
    unit: str
    caution: str
    write: Callable[[Material, TextIO], int]
    about_inside: bool = False
    ending: str = "jsonl"


def _discover() -> dict[str, Profile]:
    found = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name.startswith("as_"):
            profile: Profile = import_module(f"recounted.export.{module.name}").PROFILE
            found[profile.name] = profile
    return dict(sorted(found.items()))


def __getattr__(name: str) -> Any:
    # Profiles import this module, so they are looked for when they are first asked for.
    if name != "PROFILES":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return globals().setdefault("PROFILES", _discover())

"""What an export profile is, and the profiles there are.

A profile is a module of this room that holds ``PROFILE``; putting one here is all that it takes to add one.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from recounted.model import Incident

if TYPE_CHECKING:
    from recounted.casebook.store import ReportCard, StoredClaim

Level = Literal["public", "internal"]


@dataclass(frozen=True)
class Material:
    """What there is to write, already fit for ``level``: nothing in it needs to be hidden by a profile but claims' quotes."""

    level: Level
    incidents: list[Incident]
    claims: list[StoredClaim]
    reports: Mapping[str, ReportCard]
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Profile:
    """A form of export. ``write`` writes all and returns how many units; ``about_inside``: the format has room for the about
    block.
    """

    name: str
    unit: str
    caution: str
    write: Callable[[Material, TextIO], int]
    about_inside: bool = False


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

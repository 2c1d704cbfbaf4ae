"""The casebook: reports, readings, incidents, decisions and their history, kept in one SQLite file.

The names below are loaded when they are first used, as SQLAlchemy takes a third of a second that ``recounted read`` never
needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recounted.casebook.deciding import Casebook
    from recounted.casebook.look import Look, anew
    from recounted.casebook.store import HistoryEntry, ReportCard, Stored, StoredClaim
    from recounted.casebook.update import Summary, update_incidents

__all__ = ["Casebook", "HistoryEntry", "Look", "ReportCard", "Stored", "StoredClaim", "Summary", "anew", "update_incidents"]

_ROOMS = {"Casebook": "deciding", "Summary": "update", "update_incidents": "update", "Look": "look", "anew": "look"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    room = _ROOMS.get(name, "store")
    return getattr(import_module(f"{__name__}.{room}"), name)

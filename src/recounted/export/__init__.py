"""Export: the casebook's incidents and claims as files, one profile a module; every file says what it is and what it is not."""

from typing import Any

from recounted.export.profile import Profile
from recounted.export.write import write_export

__all__ = ["PROFILES", "Profile", "write_export"]


def __getattr__(name: str) -> Any:
    if name != "PROFILES":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from recounted.export import profile  # noqa: PLC0415 - the profiles are found when first asked for

    return profile.PROFILES

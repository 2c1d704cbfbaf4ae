"""Writing an export: the file and what must be known of it, at once or not at all.

In: a casebook, the name of a profile, a path. Out: the file, with its about block inside or beside it
(``<file>.about.json``). An old file is replaced only by a whole new one.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, get_args

from recounted.casebook.look import Look
from recounted.errors import CallError
from recounted.export.gate import nothing_published, review_of
from recounted.export.profile import Level, Material, Part, Profile
from recounted.export.source import Source

if TYPE_CHECKING:
    from recounted.casebook import Casebook

CAVEAT = "All figures are figures that reports give. They are not verified totals, and no sum of them is one."
_PRIVACY: dict[Level, str] = {
    "public": "Quotes, titles, file names, posts of private people, and names of possible private persons are left out.",
    "partner": "For partners, not to be published: leads to posts of private people. Quotes, titles, private names are left out.",
    "internal": "Internal: holds quotes and names as printed. Do not publish.",
}
GEONAMES = "Places: GeoNames (https://www.geonames.org), CC BY 4.0."


def write_export(
    casebook: Casebook,
    name: str,
    path: str | Path,
    *,
    level: Level = "public",
    coarsen_km: float | None = None,
    cut_off: str | None = None,
    look: Look | None = None,
    published_only: bool = False,
    view: tuple[str, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """Write the profile ``name`` to ``path``; the about block is returned as well, and says how far all of it was reviewed.

    ``coarsen_km``: grid of public coordinates in kilometres. ``cut_off``: the time up to which the casebook was taken, ISO
    8601 (now if None). ``look``: another toll rule, or a day as of which the incidents are told.
    ``published_only``: what a person published, which alone is for the public. ``view``: what its address asks for, and the ids
    of its incidents in their order: these alone.

    Raises CallError for an unknown profile or level or a grid that is not positive, where nothing is published
    though that was asked for, or where the file cannot be written.
    """
    profile = _profile(name, level, coarsen_km)
    about = _about(profile, casebook, level, coarsen_km, cut_off)
    if look and look.as_of:
        about["filter"] |= {"as_of": look.as_of, "undated": look.undated}
    if view:
        about["filter"]["view"] = view[0]
    source = Source(casebook, level, coarsen_km, look or Look(), published_only, view[1] if view else None)
    about["counts"] = {"incidents_in_casebook": casebook.counts("incidents")["incidents"], "written": 0, "left_out": {}}
    target = Path(path)

    def fill(out: TextIO) -> None:
        material = Material(level, _telling(source, about), about)
        about["counts"]["written"] = profile.write(material, out)
        if published_only and not source.written:
            raise nothing_published(source.looked_at)

    try:
        _replace(target, fill)
        if not profile.about_inside:
            _replace(target.with_name(f"{target.name}.about.json"), lambda out: _dump(about, out))
    except OSError as error:
        raise CallError(f"{target}: cannot be written ({error.strerror}); choose another place with -o, or make room") from error
    return about


def _telling(source: Source, about: dict[str, Any]) -> Iterator[Part]:
    """The parts; when they are through, the about block knows what was in them."""
    yield from source.parts()
    about["review"] = review_of(source.published, source.written, source.changed)
    about["toll_rules"] = sorted(source.rules)


def _profile(name: str, level: str, coarsen_km: float | None) -> Profile:
    from recounted.export.profile import PROFILES  # noqa: PLC0415 - found when first asked for

    if name not in PROFILES:
        raise CallError(f"there is no export profile {name!r}; there are {', '.join(PROFILES)}")
    if level not in get_args(Level):
        raise CallError(f"there is no level {level!r}; there are {', '.join(get_args(Level))}")
    if coarsen_km is not None and not coarsen_km > 0:
        raise CallError(f"coordinates cannot be coarsened to {coarsen_km} km; give a number above 0")
    profile: Profile = PROFILES[name]
    return profile


def _about(profile: Profile, casebook: Casebook, level: Level, coarsen_km: float | None, cut_off: str | None) -> dict[str, Any]:
    from recounted.casebook.opened import reader_version, utc_now  # noqa: PLC0415

    return {
        "generator": reader_version(),
        "profile": profile.name,
        "unit": profile.unit,
        "casebook": casebook.path.name,
        "cut_off": cut_off or utc_now(),
        "filter": {"level": level, "grades": "all", "coarsen_km": coarsen_km},
        "caveat": CAVEAT,
        "caution": profile.caution,
        "privacy": _PRIVACY[level],
        "attribution": GEONAMES,
    }


def _dump(about: dict[str, Any], out: TextIO) -> None:
    json.dump(about, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _replace(target: Path, fill: Callable[[TextIO], object]) -> None:
    """Fill a new file beside the target, and put it in the target's place once it is whole and on the disk."""
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(beside, 0o644 & ~_umask())
        os.replace(beside, target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Writing an export: the file and what must be known of it, at once or not at all.

In: a casebook, the name of a profile, a path. Out: the file, with its about block inside or beside it
(``<file>.about.json``). An old file is replaced only by a whole new one.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, get_args

from recounted.casebook.look import Look, anew
from recounted.errors import CallError
from recounted.export.gate import published, review_of
from recounted.export.profile import Level, Material, Profile
from recounted.export.public import coarsened, public_incident
from recounted.linking.facts import mention_key
from recounted.model import Incident
from recounted.reconciling.amendments import added_claims

if TYPE_CHECKING:
    from recounted.casebook import Casebook, StoredClaim

CAVEAT = "All figures are figures that reports give. They are not verified totals, and no sum of them is one."
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
) -> dict[str, Any]:
    """Write the profile ``name`` to ``path``; the about block is returned as well, and says how far all of it was reviewed.

    ``coarsen_km``: grid of public coordinates in kilometres. ``cut_off``: the time up to which the casebook was taken, ISO
    8601 (now if None). ``look``: another toll rule, or a day as of which the incidents are told.
    ``published_only``: what a person published, which alone is for the public.

    Raises CallError for an unknown profile or level or a grid that is not positive, where nothing is published
    though that was asked for, or where the file cannot be written.
    """
    profile = _profile(name, level, coarsen_km)
    about = _about(profile, casebook, level, coarsen_km, cut_off)
    if look and look.as_of:
        about["filter"] |= {"as_of": look.as_of, "undated": look.undated}
    material = _material(casebook, level, coarsen_km, about, look or Look(), published_only=published_only)
    about["review"] = review_of(material.incidents)
    written = len(material.claims if profile.unit == "claim" else material.incidents)
    about["counts"] = {"incidents_in_casebook": casebook.counts()["incidents"], "written": written, "left_out": {}}
    about["toll_rules"] = sorted({t.rule for i in material.incidents for t in i.tolls})
    target = Path(path)
    try:
        _replace(target, lambda out: profile.write(material, out))
        if not profile.about_inside:
            _replace(target.with_name(f"{target.name}.about.json"), lambda out: _dump(about, out))
    except OSError as error:
        raise CallError(f"{target}: cannot be written ({error.strerror}); choose another place with -o, or make room") from error
    return about


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

    hidden = "Quotes, titles, file names, and names of possible private persons are left out."
    return {
        "generator": reader_version(),
        "profile": profile.name,
        "unit": profile.unit,
        "casebook": casebook.path.name,
        "cut_off": cut_off or utc_now(),
        "filter": {"level": level, "grades": "all", "coarsen_km": coarsen_km},
        "caveat": CAVEAT,
        "caution": profile.caution,
        "privacy": hidden if level == "public" else "Internal: holds quotes and names as printed. Do not publish.",
        "attribution": GEONAMES,
    }


def _material(
    casebook: Casebook, level: Level, coarsen_km: float | None, about: dict[str, Any], look: Look, *, published_only: bool
) -> Material:
    incidents = [i for i in anew(casebook, casebook.incidents(), look) if i]
    claims = [*casebook.claims(), *(c for i in incidents for c in _added(i))]
    if published_only:
        incidents = published(incidents)
        inside = {(m.report_id, m.mention) for i in incidents for m in i.mentions}
        claims = [c for c in claims if (c.report_id, c.mention) in inside]
    if level == "public":
        by_id = {c.claim.id: c.claim for c in claims}
        incidents = [public_incident(i, by_id) for i in incidents]
    if coarsen_km is not None:
        incidents = [coarsened(i, coarsen_km) for i in incidents]
    return Material(level, incidents, claims, casebook.report_cards(), about)


def _added(incident: Incident) -> Iterator[StoredClaim]:
    """The claims that people added to the incident's accounts."""
    from recounted.casebook import StoredClaim  # noqa: PLC0415

    homes = {mention_key(m.report_id, m.mention): m for m in incident.mentions}
    for name, claim in added_claims(incident).items():
        home = homes[name.rpartition(".")[0]]
        yield StoredClaim(claim, home.report_id, home.report, home.mention)


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

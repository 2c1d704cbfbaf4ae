"""Export of what is in view: what is filtered is what is exported, all pages of it, at a level that the file states.

In: the address of the list with a format and a level. Out: one file, made whole on the disk before a byte of it is sent. Files
that have no room for what must be known of them come in a ZIP with it. A filter that is not understood is refused: it would let
out more than was asked for.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any, get_args
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from recounted.casebook.browse import View
from recounted.casebook.views import query_of, view_of
from recounted.errors import CallError
from recounted.export import PROFILES, write_export
from recounted.export.gate import gated
from recounted.export.profile import Level
from recounted.review.accounts.roles import to_export
from recounted.review.accounts.visitors import visitor_of
from recounted.review.desk import Desk, Here

routes = APIRouter()
#: Grids in kilometres that coordinates may be put on.
GRIDS = ("1", "5", "10", "50")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")


def levels_of(request: Request) -> list[Level]:
    """The levels at which whoever asks may export, the most careful first."""
    visitor = visitor_of(request)
    return [level for level in get_args(Level) if visitor.may(to_export(level))]


@routes.get("/export")
def export(request: Request, desk: Here) -> Response:
    """The incidents of a view as a file."""
    asked = request.query_params
    name, level, grid = asked.get("as", "csv"), asked.get("level", "public"), asked.get("grid", "")
    view, wrong = view_of(asked.multi_items())
    if wrong or (grid and grid not in GRIDS):
        raise CallError(f"{', '.join(wrong) or 'grid'}: not understood, and so nothing was exported")
    if name not in PROFILES or level not in get_args(Level):
        raise CallError(f"exports are {', '.join(PROFILES)}, at the levels {', '.join(get_args(Level))}")
    if level not in levels_of(request):
        raise HTTPException(403, "role")
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise HTTPException(403)  # a link elsewhere puts no files on anybody's disk
    folder = Path(tempfile.mkdtemp(prefix="recounted-export-"))
    try:
        made = _made(desk, folder, view, name, {"level": level, "coarsen_km": float(grid) if grid else None})
        if desk.door.accounts:
            desk.door.log.write(visitor_of(request).name, "exported", f"{made.name} {query_of(view)}")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    kind = "application/zip" if made.suffix == ".zip" else "application/geo+json"
    done = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(made, filename=made.name, media_type=kind, background=done)


def _made(desk: Desk, folder: Path, view: View, name: str, how: dict[str, Any]) -> Path:
    """The file, named after the casebook, the level and the day."""
    casebook, profile = desk.casebook, PROFILES[name]
    stem = _UNSAFE.sub("-", casebook.path.stem).strip("-").lower()[:60] or "casebook"
    target = folder / f"{stem}-{how['level']}-{casebook.now()[:10]}-{name}.{profile.ending}"
    shown = query_of(view), desk.browse.incidents(view)
    write_export(casebook, name, target, published_only=gated(how["level"]), view=shown, **how)
    if profile.about_inside:
        return target
    packed = target.with_name(f"{target.name}.zip")
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path in (target, target.with_name(f"{target.name}.about.json")):
            archive.write(path, path.name)
    return packed

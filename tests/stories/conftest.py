"""The demo reports, read once into a casebook that the stories look at."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
REPORTS = ROOT / "examples" / "reports"
METADATA = ROOT / "examples" / "reports.csv"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook with all demo reports."""
    from recounted import Casebook, run
    from recounted.intake import load_metadata

    path = tmp_path_factory.mktemp("demo") / "demo.casebook"
    with Casebook.open(path) as casebook:
        run([REPORTS], casebook, metadata=load_metadata(METADATA))
    return path

"""Documentation that cannot lie: its output is real, its commands exist, its links lead somewhere, its Python runs.

`make docs` puts the real output into README.md; look at the difference before you keep it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md")])
COMMAND = Path(sys.executable).with_name("recounted")
BLOCK = re.compile(r"(<!-- output: (.+?) -->\n```\n)(.*?)(```\n<!-- end -->)", re.DOTALL)
RUN = "run examples/reports --metadata examples/reports.csv"


def verbs() -> set[str]:
    from recounted.cli import app

    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def output(call: str, casebook: Path) -> str:
    arguments = shlex.split(RUN if call == "run" else call)
    env = {**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    command = [COMMAND, *arguments, "--casebook", str(casebook)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, cwd=ROOT, check=True)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return f"$ recounted {' '.join(arguments)}\n" + "\n".join(lines) + "\n"


def test_the_output_in_the_readme_is_real(demo_casebook: Path) -> None:
    text = README.read_text(encoding="utf-8")
    real = BLOCK.sub(lambda m: m[1] + output(m[2], demo_casebook) + m[4], text)
    assert BLOCK.search(text)
    if os.environ.get("UPDATE_DOCS"):
        README.write_text(real, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == real, "`make docs` puts the real output in"


@pytest.fixture
def demo_casebook(tmp_path: Path) -> Path:
    book = tmp_path / "demo.casebook"
    output("run", book)
    return book


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `recounted ([\w-]+)", text, re.MULTILINE)) == verbs()
    for page in PAGES:
        used = set(re.findall(r"(?:^|`|\$ |bin/)recounted ([a-z-]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE))
        assert used <= verbs(), page.name


def test_every_documented_option_exists_and_every_option_is_documented() -> None:
    from recounted.cli import app

    command = typer.main.get_command(app)
    options = {
        option
        for group in command.commands.values()  # type: ignore[attr-defined]
        for verb in (group, *getattr(group, "commands", {}).values())
        for parameter in verb.params
        for option in parameter.opts
        if option.startswith("--") and not getattr(parameter, "hidden", False)
    }
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(--[a-z-]+)", text)) - {"--help", "--verbose"}
    assert documented == options - {"--output"}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_inside_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_files_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|docs|examples|\.ci)/[\w./-]+)`", text) + re.findall(r"`([\w-]+\.toml)`", text)
    for name in named:
        places = [ROOT / name, ROOT / "src" / "recounted" / "packs" / "en" / name]
        assert any(place.exists() for place in places), name


def test_the_python_in_the_readme_runs(tmp_path: Path) -> None:
    [code] = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search("toll '.*at least 12 people' the mayor", done.stdout)
    assert "UA-20220627-kremenchuk" in done.stdout


def test_what_the_demo_shows_is_there() -> None:
    text = (ROOT / "examples" / "demo.sh").read_text(encoding="utf-8")
    assert RUN in text
    for name in re.findall(r"--text (\S+)", text):
        assert (ROOT / "examples" / "reports" / name).exists()


def test_the_metadata_of_the_demo_names_every_report() -> None:
    rows = (ROOT / "examples" / "reports.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(row.split(",")[0] for row in rows) == sorted(p.name for p in (ROOT / "examples" / "reports").iterdir())


def test_versions_agree() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "file:" not in lock
    pins = re.findall(r"^([a-z][\w.-]*)==", lock, re.MULTILINE)
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*wanted["dependencies"], *wanted["optional-dependencies"]["dev"], *wanted["optional-dependencies"]["web"]]
    assert {re.split(r"[<>=\[ ]", name)[0] for name in named} <= set(pins)
    assert lock.count("--hash=sha256:") > len(pins)

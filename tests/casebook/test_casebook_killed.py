"""A process that is killed at any moment, in a run or while somebody decides, leaves a casebook that is whole, with all that was
said to be stored; and running on ends where an undisturbed run ends.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from recounted.casebook import Casebook, standing, update_incidents
from recounted.model import Incident

#: A moment at random; a hundred of each kind in the slow tests.
MOMENTS = [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 100))]


def killed(script: str, path: Path, seed: int) -> list[str]:
    """Run a script on a casebook until it is killed. Out: the lines that it had printed by then."""
    tests = str(Path(__file__).parents[1])
    running = subprocess.Popen([sys.executable, "-c", script, str(path), tests], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(random.Random(seed).uniform(0.01, 0.9))
    running.send_signal(signal.SIGKILL)
    said = [line for line in running.stdout.read().splitlines() if line]
    running.wait()
    return said


RUN = textwrap.dedent(
    """
    import sys
    sys.path.insert(0, sys.argv[2])
    from by_hand import Spot, killed, reading, told
    from recounted.casebook import Casebook, update_incidents
    towns = [Spot(f"Town {n}", lat=-60 + n * 5.0) for n in range(5)]
    with Casebook.open(sys.argv[1]) as book:
        print("ready", flush=True)
        for n in range(20):
            book.put_readings([reading(f"{n}.txt", told("2022-04-08", towns[n * 7 % 5], killed(n % 4 + 1)))])
            print(n, flush=True)
            update_incidents(book)
    """
)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[Incident]:
    path = tmp_path_factory.mktemp("whole") / "t.casebook"
    return run_to_the_end(path)


def run_to_the_end(path: Path) -> list[Incident]:
    subprocess.run([sys.executable, "-c", RUN, str(path), str(Path(__file__).parents[1])], check=True, capture_output=True)
    with Casebook.open(path) as book:
        assert book.check() == []
        return [i.model_copy(update={"version": 0}) for i in book.incidents()]


@pytest.mark.parametrize("seed", MOMENTS)
def test_a_run_that_was_killed_goes_on_to_the_same_end(tmp_path: Path, seed: int, undisturbed: list[Incident]) -> None:
    path = tmp_path / "t.casebook"
    told_as_stored = killed(RUN, path, seed)
    with Casebook.open(path) as book:
        assert book.check() == []
        assert book.counts()["reports"] >= len(told_as_stored)
    assert run_to_the_end(path) == undisturbed


ANEW = textwrap.dedent(
    """
    import sys
    sys.path.insert(0, sys.argv[2])
    from by_hand import Spot, killed, reading, told
    from recounted.casebook import Casebook, standing, step, update_incidents, upgrade
    towns = [Spot(f"Town {n}", lat=-60 + n * 5.0) for n in range(5)]
    with Casebook.open(sys.argv[1]) as book:
        new = [reading(f"{n}.txt", told("2022-04-08", towns[n * 7 % 5], killed(n % 4 + 1))) for n in range(30)]
        book.put_readings(new)
        update_incidents(book)
        for module in (standing, step, upgrade):
            module.VERSION = "another"
        standing.MANY_REPORTS, upgrade._FIRST_STEP, upgrade._LARGEST_STEP = 0, 1, 1
        print("ready", flush=True)
        update_incidents(book)
        print("done", flush=True)
        assert not book.is_behind()
    """
)


@pytest.mark.parametrize("seed", MOMENTS[:25])
def test_linking_anew_that_was_killed_is_begun_again(tmp_path: Path, seed: int) -> None:
    path, whole = tmp_path / "t.casebook", tmp_path / "whole.casebook"
    for other in (path, whole):
        subprocess.run([sys.executable, "-c", ANEW, str(other), str(Path(__file__).parents[1])], check=True, capture_output=True)
        with Casebook.open(other) as book, book.transaction() as connection:
            standing.set_setting(connection, standing.LINKED_BY, "before")
    killed(ANEW, path, seed)
    for other in (path, whole):
        subprocess.run([sys.executable, "-c", ANEW, str(other), str(Path(__file__).parents[1])], check=True, capture_output=True)
    with Casebook.open(path) as book, Casebook.open(whole) as other_book:
        assert book.check() == []
        left, right = ([i.model_copy(update={"version": 0}) for i in b.incidents()] for b in (book, other_book))
        assert left == right


DECIDING = textwrap.dedent(
    """
    import itertools, sys
    sys.path.insert(0, sys.argv[2])
    from by_hand import TOWN, killed, reading, told
    from recounted.casebook import Casebook, update_incidents
    with Casebook.open(sys.argv[1]) as book:
        book.put_readings([reading(f"{n}.txt", told("2022-04-08", TOWN, killed(n % 3 + 1))) for n in range(12)])
        update_incidents(book)
        print("ready", flush=True)
        for n in itertools.count():
            large = max(book.incidents(), key=lambda i: len(i.mentions))
            report = large.mentions[n % len(large.mentions)].report
            acts = [
                lambda: book.split(large.code, [report], by="R. Reader"),
                lambda: book.set_value(large.code, "best:killed", n, by="R. Reader"),
                lambda: book.undo(by="R. Reader"),
                lambda: book.merge([i.code for i in book.incidents()], by="R. Reader"),
                lambda: book.undo(1, by="R. Reader") if n == 4 else book.redo(by="R. Reader"),
                lambda: book.reject(next(book.claims()).claim.id, by="R. Reader"),
            ]
            print(acts[n % len(acts)]().number, flush=True)
    """
)


@pytest.mark.parametrize("seed", MOMENTS)
def test_a_process_killed_while_deciding_loses_no_act_and_leaves_none_half_done(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "t.casebook"
    told_as_done = [int(line) for line in killed(DECIDING, path, seed)]
    with Casebook.open(path) as book:
        assert book.check() == []
        acts = [a.number for a in book.acts()]
        assert acts == list(range(1, len(acts) + 1))
        assert len(acts) >= len(told_as_done)
        done = update_incidents(book)
        assert (done.made, done.changed, done.merged) == (0, 0, 0), "what an act leads to was stored with it"
        while standing := _latest(book):
            book.undo(standing, by="R. Reader")
        assert len(list(book.incidents())) == 1
        assert book.check() == []


def _latest(book: Casebook) -> int | None:
    from recounted.casebook.acts import undone

    found = book.acts()
    gone = undone(found)
    return max((a.number for a in found if a.undoes is None and a.number not in gone), default=None)

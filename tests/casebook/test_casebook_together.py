"""Several people and a run at one casebook at a time, and a process that is killed while somebody decides: nothing is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from by_hand import Spot, killed, reading, told
from recounted.casebook import Casebook, update_incidents
from recounted.errors import ConflictError

TOWNS = [Spot(f"Town {n}", lat=-60 + n * 5.0) for n in range(4)]
FIRST = [reading(f"{n}.txt", told("2022-04-08", town, killed(n + 1))) for n, town in enumerate(TOWNS)]
LATER = [reading(f"more{n}.txt", told("2022-04-08", TOWNS[n % 4], killed(n % 5 + 1))) for n in range(24)]


@pytest.mark.parametrize("shared", [False, True], ids=["a handle each", "one handle"])
def test_people_decide_while_a_run_goes_on(tmp_path: Path, shared: bool) -> None:
    path = tmp_path / "t.casebook"
    with Casebook.open(path) as book:
        book.put_readings(FIRST)
        update_incidents(book)
        ids = [i.id for i in book.incidents()]

        def person(n: int) -> int:
            mine = book if shared else Casebook.open(path)
            for value in range(12):
                mine.set_value(ids[n], "best:killed", value, by=f"P{n}")
                if value % 3 == 2:
                    mine.undo(by=f"P{n}", only=f"P{n}")
            if not shared:
                mine.close()
            return 12 + 4

        def machine() -> int:
            mine = book if shared else Casebook.open(path)
            for start in range(0, len(LATER), 4):
                mine.put_readings(LATER[start : start + 4])
                update_incidents(mine)
            if not shared:
                mine.close()
            return 0

        with ThreadPoolExecutor(5) as pool:
            done = [pool.submit(machine), *(pool.submit(person, n) for n in range(4))]
            assert sum(d.result() for d in done) == 64
        update_incidents(book)
        assert len(book.acts()) == 64
        assert sum(len(i.mentions) for i in book.incidents()) == len(FIRST) + len(LATER)
        for name in ids:
            found = book.incident(name)
            assert found is not None
            assert found.tolls[0].best == 10, "the twelfth value was undone"
        assert book.check() == []


def test_of_two_who_saw_the_same_only_one_decides(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book:
        book.put_readings(FIRST[:1])
        update_incidents(book)
        (seen,) = book.incidents()

        def decide(n: int) -> bool:
            try:
                book.set_value(seen.id, "best:killed", n, by=f"P{n}", seen={seen.id: seen.version})
            except ConflictError:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(decide, range(4))) == 1
        assert len(book.acts()) == 1


KILLED = textwrap.dedent(
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


@pytest.mark.parametrize("seed", range(4))
def test_a_process_killed_while_deciding_loses_no_act_and_leaves_none_half_done(tmp_path: Path, seed: int) -> None:
    path, tests = tmp_path / "t.casebook", str(Path(__file__).parents[1])
    running = subprocess.Popen([sys.executable, "-c", KILLED, str(path), tests], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(random.Random(seed).uniform(0.01, 0.9))
    running.send_signal(signal.SIGKILL)
    told_as_done = [int(line) for line in running.stdout.read().splitlines() if line]
    running.wait()
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

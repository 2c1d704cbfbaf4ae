"""Several people and a run at one casebook at a time: no error, and nothing is lost."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from by_hand import Spot, killed, reading, told
from recounted.casebook import Casebook, file, update_incidents
from recounted.errors import CasebookError, ConflictError

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


def test_who_waits_longest_decides_first(tmp_path: Path) -> None:
    """Else one of several who decide without a pause may be overtaken until it gives up."""
    with Casebook.open(tmp_path / "t.casebook") as book, ThreadPoolExecutor(8) as pool:
        began: list[int] = []

        def write(n: int) -> None:
            with book.transaction():
                began.append(n)
                time.sleep(0.01)

        with Casebook.open(book.path) as run, run.transaction():
            waiting = []
            for n in range(8):
                waiting.append(pool.submit(write, n))
                time.sleep(0.05)
            assert began == []
        for one in waiting:
            one.result()
        assert began == list(range(8))


def test_who_waits_too_long_is_told_and_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "BUSY_MS", 200)
    with Casebook.open(tmp_path / "t.casebook") as book, ThreadPoolExecutor(3) as pool:

        def write() -> bool:
            try:
                with book.transaction():
                    return True
            except CasebookError as error:
                return "another process" not in str(error)

        with Casebook.open(book.path) as run, run.transaction():
            assert [d.result() for d in [pool.submit(write) for _ in range(3)]] == [False, False, False]
        assert write()

"""The review page under load: analysts who decide while a run takes in.

In: a casebook, or the invented ``world`` put into one. Out: what became of every decision, and how long each took. The server
is a process of its own, as ``recounted serve`` starts it; so is the run.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from itertools import islice
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bench.pages import PATIENCE, served, timed
from bench.pool import readings
from bench.world import world
from recounted.casebook import Casebook, update_incidents

GRADES = ("fair", "weak", "contested", "discounted")
_CHUNK = 1000


def fill(path: Path, reports: int, *, seed: int = 1) -> None:
    """Put so many invented reports into a casebook."""
    with Casebook.open(path) as book:
        told = world(reports, seed=seed)
        while chunk := [one.reading for one in islice(told, _CHUNK)]:
            book.put_readings(chunk)
        update_incidents(book)


def take_in(path: Path, per_minute: int, seconds: float, *, seed: int = 2) -> int:
    """Take in reports at a steady pace, as a run does that is started every few seconds; how many went in."""
    told, began, taken = readings(seed), time.monotonic(), 0
    while (spent := time.monotonic() - began) < seconds:
        due = int(per_minute * (spent + _PAUSE) / 60) - taken
        with Casebook.open(path) as book:
            taken += len(chunk := list(islice(told, max(0, due))))
            book.put_readings(chunk)
            update_incidents(book)
        time.sleep(max(0.0, _PAUSE - (time.monotonic() - began - spent)))
    return taken


_PAUSE = 3.0  # seconds from one start to the next


# -------------------------------------------------------------------------------------------------------------- together


@dataclass
class Together:
    """What became of it: decisions that the server confirmed, those refused because somebody was faster, faults, times."""

    confirmed: dict[str, str] = field(default_factory=dict)
    conflicts: int = 0
    faults: list[str] = field(default_factory=list)
    taken_in: int = 0
    reading: list[float] = field(default_factory=list)
    deciding: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lost: list[str] = field(default_factory=list)


def together(
    path: Path, seconds: float, *, analysts: int = 4, per_minute: int = 1000, merges: bool = False, seed: int = 2
) -> Together:
    """Analysts decide, each looking before, while a run takes in; then every confirmed decision is looked for. ``seed``: of the
    reports that are taken in; those of one seed are new to a casebook once.
    """
    found, code = Together(), "import sys; from pathlib import Path; from bench.review import take_in; "
    code += "print(take_in(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), seed=int(sys.argv[4])))"
    command = [sys.executable, "-c", code, str(path), str(per_minute), str(seconds), str(seed)]
    with served(path) as server, subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        until = time.monotonic() + seconds
        threads = [
            threading.Thread(target=_Analyst(server.address, n, found, merges=merges).work, args=(until,))
            for n in range(analysts)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        said, _ = run.communicate(timeout=PATIENCE)
        found.taken_in = int(said or -1)
    with Casebook.open(path) as book:
        stored = {act.why for act in book.acts()}
        found.lost = [why for why in found.confirmed if why not in stored]
    return found


_LINE = re.compile(r'href="(/incidents/[^"?#/]+)"')
_HIDDEN = re.compile(r'name="(token|seen|incident)" value="([^"]+)"')
_CLAIM = re.compile(r'href="/reports/([0-9a-f]{12})\?at=(m\d+\.c\d+)')
_ACT = re.compile(r'action="/acts/(\d+)/undo"')
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)


def _said(page: str) -> str:
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", main[0]).split()) if main else page[:200]


class _Analyst:
    """Looks at an incident and decides: mostly grades, often on claims; ``merges``: on links too, and takes that back."""

    def __init__(self, address: str, number: int, found: Together, *, merges: bool) -> None:
        self.address, self.number, self.found, self.merges = address, number, found, merges
        self.chance, self.browser = random.Random(number), build_opener(HTTPCookieProcessor(CookieJar()))

    def work(self, until: float) -> None:
        for turn in range(1_000_000):
            if time.monotonic() > until:
                return
            try:
                self._turn(f"analyst {self.number}, turn {turn}")
            except HTTPError as error:
                if error.code == 409:
                    self.found.conflicts += 1
                else:
                    self.found.faults.append(f"{error.code} {error.url}: {_said(error.read().decode())}")
            except Exception as error:  # whatever it was, it is a fault to be told
                self.found.faults.append(f"{type(error).__name__}: {error}")

    def _turn(self, why: str) -> None:
        sort = self.chance.choice(("worth", "newest", "killed", "reports"))
        _, listed = timed(self.browser, f"{self.address}/?sort={sort}")
        paths = _LINE.findall(listed)
        path = self.chance.choice(paths)
        spent, shown = timed(self.browser, self.address + path)
        self.found.reading.append(spent)
        form, claims, roll = dict(_HIDDEN.findall(shown)), _CLAIM.findall(shown), self.chance.random()
        if claims and roll < 0.35:
            verdict = self.chance.choice(("accept", "reject"))
            self._send("claim", f"/claims/{'.'.join(self.chance.choice(claims))}", {**form, "verdict": verdict}, why)
        elif self.merges and roll < 0.4:
            other = self.chance.choice(paths).rpartition("/")[2]
            self._send("merge", f"{path}/link", {**form, "verdict": "same", "other": other}, why)
            _, decided = timed(self.browser, f"{self.address}/acts")
            mine = [row for row in _ROW.findall(decided) if f"{why}<" in row or f"{why} <" in row]
            if act := mine and _ACT.search(mine[0]):
                self._send("undo of a merge", f"/acts/{act[1]}/undo", {"token": form["token"]}, f"{why}, undone")
        else:
            self._send("grade", f"{path}/set", {**form, "field": "grade", "value": self.chance.choice(GRADES)}, why)

    def _send(self, what: str, path: str, form: dict[str, str], why: str) -> None:
        began = time.perf_counter()
        with self.browser.open(self.address + path, data=urlencode({**form, "why": why}).encode(), timeout=PATIENCE) as answer:
            answer.read()
        self.found.deciding[what].append(1000 * (time.perf_counter() - began))
        self.found.confirmed[why] = what

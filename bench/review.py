"""The review page under load: how long pages take at the server, and analysts who decide while a run takes in.

In: a casebook, or the invented ``world`` put into one. Out: milliseconds of each page (median, and the 99th of 100), and what
became of every decision. The server is a process of its own, as ``recounted serve`` starts it; so is the run.
"""

from __future__ import annotations

import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from itertools import islice
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from bench.world import world
from recounted.casebook import Casebook, update_incidents

GRADES = ("fair", "weak", "contested", "discounted")
_CHUNK = 1000
_PATIENCE = 120  # seconds for one answer


def fill(path: Path, reports: int, *, seed: int = 1) -> None:
    """Put so many invented reports into a casebook."""
    with Casebook.open(path) as book:
        told = world(reports, seed=seed)
        while chunk := [one.reading for one in islice(told, _CHUNK)]:
            book.put_readings(chunk)
        update_incidents(book)


def take_in(path: Path, per_minute: int, seconds: float, *, seed: int = 2) -> int:
    """Take in reports at a steady pace, as a run does that is started every few seconds; how many went in."""
    told, began, taken = world(10 * per_minute, seed=seed), time.monotonic(), 0
    while (spent := time.monotonic() - began) < seconds:
        due = int(per_minute * (spent + _PAUSE) / 60) - taken
        with Casebook.open(path) as book:
            taken += len(chunk := [one.reading for one in islice(told, max(0, due))])
            book.put_readings(chunk)
            update_incidents(book)
        time.sleep(max(0.0, _PAUSE - (time.monotonic() - began - spent)))
    return taken


_PAUSE = 3.0  # seconds from one start to the next


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The address of a server of its own on the casebook."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from recounted.cli import main; main()",
        "serve",
        "--casebook",
        str(path),
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        try:
            assert server.stderr is not None
            server.stderr.readline()  # it says its address once it listens
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@dataclass(frozen=True)
class Times:
    """Milliseconds of one kind of page."""

    page: str
    median: float
    most: float
    answers: int


def addresses(path: Path, some: int = 40) -> dict[str, list[str]]:
    """Addresses of each kind of page in a casebook."""
    with Casebook.open(path, read_only=True) as book:
        cards = list(islice(book.incidents(), 0, None, 97))[:some] or list(islice(book.incidents(), some))
        shorts = [m.report_id.removeprefix("sha256:")[:12] for i in cards for m in i.mentions[:1]]
        countries = sorted({i.where.country for i in cards if i.where and i.where.country})
        actors = sorted({r.actor for i in cards for r in i.responsibility})
    return {
        "list": [f"/?sort={sort}" for sort in ("newest", "oldest", "killed", "reports", "contested")],
        "filters": [f"/?country={c}&harm=killed&language=en" for c in countries] + [f"/?actor={quote(a)}" for a in actors[:some]],
        "search": [f"/?q={word}" for word in ("killed", "injured", "tuées", "поранено", "day")],
        "incident": [f"/incidents/{i.id}" for i in cards],
        "report": [f"/reports/{short}" for short in shorts],
        "reports": ["/reports", "/reports?q=killed"],
        "decisions": ["/acts"],
    }


def spread(page: str, found: Sequence[float]) -> Times:
    """The median and the 99th of 100 (the largest of fewer)."""
    ordered = sorted(found)
    return Times(page, statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], len(ordered))


def pages(address: str, asked: Mapping[str, Sequence[str]], rounds: int) -> list[Times]:
    """How long each kind of page takes, its addresses in turn; the first answer of each kind warms up and is not counted."""
    found = []
    for name, paths in asked.items():
        answers = [_timed(build_opener(), address + paths[n % len(paths)]) for n in range(rounds + 1)]
        found.append(spread(name, [milliseconds for milliseconds, _ in answers[1:]]))
    return found


def _timed(browser: OpenerDirector, address: str) -> tuple[float, str]:
    began = time.perf_counter()
    with browser.open(address, timeout=_PATIENCE) as answer:
        text = answer.read().decode()
    return 1000 * (time.perf_counter() - began), text


# -------------------------------------------------------------------------------------------------------------- together


@dataclass
class Together:
    """What became of it: decisions that the server confirmed, those refused because somebody was faster, faults, times."""

    confirmed: dict[str, tuple[str, str]] = field(default_factory=dict)
    conflicts: int = 0
    faults: list[str] = field(default_factory=list)
    taken_in: int = 0
    reading: list[float] = field(default_factory=list)
    deciding: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def together(path: Path, seconds: float, *, analysts: int = 4, per_minute: int = 1000) -> Together:
    """Analysts set grades, each looking before, while a run takes in; then every confirmed decision is looked for."""
    found, code = Together(), "import sys; from pathlib import Path; from bench.review import take_in; "
    code += "print(take_in(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))"
    command = [sys.executable, "-c", code, str(path), str(per_minute), str(seconds)]
    with served(path) as address, subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=_decide, args=(address, n, until, found)) for n in range(analysts)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        said, _ = run.communicate(timeout=_PATIENCE)
        found.taken_in = int(said or -1)
    with Casebook.open(path) as book:
        stored = {act.why for act in book.acts()}
        found.lost = [why for why in found.confirmed if why not in stored]
    return found


_LINE = re.compile(r'href="(/incidents/[^"?#/]+)"')
_HIDDEN = re.compile(r'name="(token|seen|incident)" value="([^"]+)"')


def _said(page: str) -> str:
    main = re.search(r"<main.*?</main>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", main[0]).split()) if main else page[:200]


def _decide(address: str, number: int, until: float, found: Together) -> None:
    chance, browser = random.Random(number), build_opener(HTTPCookieProcessor(CookieJar()))
    for turn in range(1_000_000):
        if time.monotonic() > until:
            return
        try:
            _, listed = _timed(browser, f"{address}/?sort={chance.choice(('newest', 'killed', 'reports'))}")
            path = chance.choice(_LINE.findall(listed))
            spent, shown = _timed(browser, address + path)
            found.reading.append(spent)
            form = dict(_HIDDEN.findall(shown))
            why, grade = f"analyst {number}, turn {turn}", chance.choice(GRADES)
            sent = urlencode({**form, "field": "grade", "value": grade, "why": why}).encode()
            began = time.perf_counter()
            with browser.open(f"{address}{path}/set", data=sent, timeout=_PATIENCE) as answer:
                answer.read()
            found.deciding.append(1000 * (time.perf_counter() - began))
            found.confirmed[why] = form["incident"], grade
        except HTTPError as error:
            if error.code == 409:
                found.conflicts += 1
            else:
                found.faults.append(f"{error.code} {error.url}: {_said(error.read().decode())}")
        except Exception as error:  # whatever it was, it is a fault to be told
            found.faults.append(f"{type(error).__name__}: {error}")

"""How long the pages of the review page take at the server: every page, filter and answer to a program, a hundred times each.

In: a casebook. Out: milliseconds of each kind of page: the first answer of a server that was just started, the median, the 99th
of 100, and the slowest. The server is a process of its own, as ``recounted serve`` starts it.
"""

from __future__ import annotations

import math
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple, get_args
from urllib.parse import quote, urlencode
from urllib.request import OpenerDirector, build_opener

from recounted.casebook import Casebook
from recounted.casebook.browse import Browse, Sort, View
from recounted.casebook.listing import FIELDS
from recounted.model import Incident

PATIENCE = 120  # seconds for one answer
_SOME = 25  # different addresses of one kind
_MANY = 60  # reports of a large incident


_NOT_ASKED = float("nan")


@dataclass(frozen=True)
class Times:
    """Milliseconds of one kind of page. ``ninety_ninth``: 99 of 100 answers took no longer; ``most``: the slowest; ``first``: of
    a server that was just started; ``work``: of the processor (median, 99th), to which the others come where nothing else runs.
    """

    page: str
    median: float
    ninety_ninth: float
    most: float
    answers: int
    first: float = _NOT_ASKED
    work: tuple[float, float] = (_NOT_ASKED, _NOT_ASKED)


class Server(NamedTuple):
    """A server that is up."""

    address: str
    pid: int

    def work(self) -> float:
        """Milliseconds that it has worked, in all its threads (Linux; elsewhere nothing is known)."""
        told = (file.read_text() for file in Path(f"/proc/{self.pid}/task").glob("*/schedstat"))
        return sum(int(line.split()[0]) for line in told) / 1e6


def spread(page: str, found: Sequence[float]) -> Times:
    """The median, the 99th of 100 (by nearest rank: of fewer than 100 the largest) and the largest."""
    return Times(page, *_ends(found), max(found), len(found))


def _ends(found: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(found)
    return statistics.median(ordered), ordered[math.ceil(0.99 * len(ordered)) - 1]


@contextmanager
def served(path: Path) -> Iterator[Server]:
    """A server of its own on the casebook."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = "from recounted.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--casebook", str(path), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        try:
            assert server.stderr is not None
            server.stderr.readline()  # it says its address once it listens
            yield Server(f"http://127.0.0.1:{port}", server.pid)
        finally:
            server.terminate()


def timed(browser: OpenerDirector, address: str) -> tuple[float, str]:
    """Milliseconds, and the page."""
    began = time.perf_counter()
    with browser.open(address, timeout=PATIENCE) as answer:
        text = answer.read().decode(errors="replace")
    return 1000 * (time.perf_counter() - began), text


def pages(server: Server, asked: Mapping[str, Sequence[str]], rounds: int) -> list[Times]:
    """How long each kind of page takes, its addresses in turn."""
    found = []
    for name, paths in asked.items():
        took, work = [], []
        for n in range(rounds):
            before = server.work()
            took.append(timed(build_opener(), server.address + paths[n % len(paths)])[0])
            work.append(server.work() - before)
        found.append(replace(spread(name, took), work=_ends(work)))
    return found


def all_pages(path: Path, rounds: int = 100) -> Iterator[Times]:
    """Each kind of page of a casebook: by a server that has just come up, then in turn by one that goes on."""
    asked = addresses(path)
    firsts = {}
    for name, paths in asked.items():
        with served(path) as server:
            firsts[name] = timed(build_opener(), server.address + paths[0])[0]
    with served(path) as server:
        for name, paths in asked.items():
            [one] = pages(server, {name: paths}, rounds)
            yield replace(one, first=firsts[name])


def addresses(path: Path) -> dict[str, list[str]]:
    """Addresses of each kind of page in a casebook."""
    with Casebook.open(path, read_only=True) as book:
        browse, chance = Browse(book), random.Random(1)
        few = _incidents(book, browse, "newest")
        many = [i for i in _incidents(book, browse, "reports") if i.n_reports] or few
        large = many[: max(1, sum(i.n_reports >= _MANY for i in many))]
        choices = {name: [v for v, _ in found] for name, found in browse.choices().items()}
        shorts = [c.short for _, c, _ in browse.reports(limit=_SOME)] + [_short(i) for i in few]
        claims = _claims(book, few)
    chance.shuffle(shorts)
    return {
        **_lists(choices, few),
        **_incident_pages(few, large),
        "report": [f"/reports/{short}" for short in shorts],
        "report, at a claim": [f"/reports/{c.partition('.')[0]}?at={c.partition('.')[2]}&form=correct" for c in claims],
        "reports": ["/reports", "/reports?before=1000", "/reports?before=50"],
        "reports, search": [f"/reports?q={quote(w)}" for w in ("killed", "поранено", _town(few))],
        "map": ["/map", *(f"/map?{urlencode({'country': c})}" for c in choices["country"][:_SOME])],
        "map, points": ["/map/points", "/map/points?harm=killed"],
        "map, near": ["/map/near?area=0,0,30,30", "/map/near?area=-40,-180,40,180"],
        "decisions": ["/acts"],
        "export of a filter": [f"/export?as=csv&level=internal&since={d}&until={d}" for d in _days(few)],
        **_for_programs(choices, few, large, shorts, claims),
    }


def _incidents(book: Casebook, browse: Browse, sort: Sort) -> list[Incident]:
    ids = [str(card.body["id"]) for card in browse.page(View(sort=sort), limit=_SOME).cards]
    return list(book.incidents(ids))


def _short(incident: Incident) -> str:
    return incident.mentions[0].report_id.removeprefix("sha256:")[:12]


def _claims(book: Casebook, found: Sequence[Incident]) -> list[str]:
    return [c.claim.id for i in found for c in islice(book.claims([f"{_short(i)}.{i.mentions[0].mention}"]), 1)]


def _days(found: Sequence[Incident]) -> list[str]:
    return sorted({i.when.date_start for i in found if i.when and i.when.date_start}) or ["2022-04-08"]


def _town(found: Sequence[Incident]) -> str:
    return next((i.where.name for i in found if i.where), "town")


def _lists(choices: Mapping[str, Sequence[str]], few: Sequence[Incident]) -> dict[str, list[str]]:
    day, country = _days(few)[-1], (choices["country"] or ["UA"])[0]
    kinds = {f"list by {sort}": [f"/?sort={sort}"] for sort in get_args(Sort)}
    kinds["list, later page"] = [f"/?sort=newest&after={d}~1" for d in _days(few)]
    for name in FIELDS:
        values = choices[name]
        step = max(1, len(values) // _SOME)
        kinds[f"filter {name}"] = [f"/?{urlencode({name: v})}" for v in values[::step]] or [f"/?{name}=none"]
    kinds["filter days"] = [f"/?since={day[:4]}-01-01&until={day}", f"/?since={day[:3]}0-01-01", f"/?until={day}&sort=killed"]
    kinds["filter area"] = ["/?area=-30,-20,30,60", "/?area=10,100,30,-100", "/?area=17,10,19,12&sort=killed"]
    kinds["three filters"] = [f"/?country={c}&harm=killed&language={lang}" for c in choices["country"] for lang in ("en", "uk")]
    words = ("tigoli", "ta*", '"la ville"', "ronovvel kaza", _town(few))
    kinds["search"] = [f"/?q={quote(w)}" for w in words]
    common = ("killed", "поранено", "the people", "gens")
    kinds["search of frequent words"] = [f"/?q={quote(w)}" for w in common]
    kinds["search with filters"] = [f"/?q={quote(w)}&country={country}&sort=killed" for w in (*common, "ronovvel")]
    return kinds


def _incident_pages(few: Sequence[Incident], large: Sequence[Incident]) -> dict[str, list[str]]:
    first = [f"/incidents/{i.id}" for i in few]
    most = [f"/incidents/{i.id}" for i in large]
    return {
        "incident, few reports": first,
        "incident, most reports": most,
        "incident, matrix paged": [f"{a}?reports={n}" for a in most for n in (2, 3)],
        "incident, history paged": [f"{a}?before=999999999" for a in first],
        "incident, news": [f"{a}/news?after=999999999" for a in first],
        "incident, another rule": [f"{a}?rule=acled_conservative" for a in first],
        "most reports, another rule": [f"{a}?rule=acled_conservative" for a in most],
        "most reports, as of a day": [f"{a}?as_of={d}" for a in most for d in _days(large)[:2]],
    }


def _for_programs(
    choices: Mapping[str, Sequence[str]],
    few: Sequence[Incident],
    large: Sequence[Incident],
    shorts: Sequence[str],
    claims: Sequence[str],
) -> dict[str, list[str]]:
    country = (choices["country"] or ["UA"])[0]
    return {
        "API incidents": ["/api/incidents", f"/api/incidents?country={country}", "/api/incidents?q=killed&sort=killed"],
        "API incident": [f"/api/incidents/{i.id}" for i in (*few, *large)],
        "API claims": [f"/api/incidents/{i.id}/claims" for i in (*few, *large)],
        "API history": [f"/api/incidents/{i.id}/history" for i in (*few, *large)],
        "API claim": [f"/api/claims/{c}" for c in claims],
        "API reports": ["/api/reports", "/api/reports?q=killed"],
        "API report": [f"/api/reports/{short}" for short in shorts],
        "API decisions": ["/api/acts", "/api/acts?before=100"],
    }

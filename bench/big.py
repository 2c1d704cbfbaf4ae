"""A casebook as large as the largest archives: 100,000 incidents, 1,000,000 reports, 5,000,000 claims, whole in every table.

In: a pool (``bench.pool``), made by the product itself. Out: a casebook that holds so many copies of it (``bench.copies``),
written in bulk. Texts are indexed, facts filed and hashes reckoned by the product's own code; what the product would make of
the same readings is what stands there (a test has it link all anew, and nothing changes).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bench.copies import MOST, Copy
from bench.pool import fill_pool
from recounted.casebook import Casebook
from recounted.casebook.search import _indexed
from recounted.linking.blocks import filed
from recounted.linking.facts import Facts, accounts_of, mention_key
from recounted.linking.terms import _AROUND, _MOST
from recounted.reconciling.amendments import amendments_of
from recounted.reconciling.incident import RULES_VERSION

SIZE = {"incidents": 100_000, "reports": 1_000_000, "claims": 5_000_000}
POOL, DECISIONS = 10_000, 200
_FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)
#: Columns of numbers, and the tables that number them. Text is told anew, numbers of the world stay.
_NUMBERS = {
    ("reports", "number"): "reports", ("incidents", "number"): "incidents", ("cards", "incident"): "incidents",
    ("facets", "incident"): "incidents", ("incident_reports", "incident"): "incidents", ("incident_reports", "report"): "reports",
    ("relisted", "number"): "relisted", ("relisted", "incident"): "incidents", ("acts", "number"): "acts",
    ("acts", "undoes"): "acts", ("decisions", "number"): "decisions", ("decisions", "act"): "acts",
    ("anchors", "decision"): "decisions", ("history", "number"): "history",
}  # fmt: skip
#: In an order in which nothing leads to what is not there yet; those that are told by more than their words have a way of
#: their own.
_TABLES = (
    "reports", "report_names", "readings", "mentions", "claims", "facts", "incidents", "memberships", "redirects", "retired",
    "acts", "decisions", "anchors", "history", "cards", "facets", "incident_reports", "relisted",
)  # fmt: skip
_ONCE = ("settings", "saved_views")
_FAST = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000", "temp_store=MEMORY", "locking_mode=EXCLUSIVE")
Row = list[Any]


def fill(path: Path, *, part: float = 1.0, pool: int = POOL, decisions: int = DECISIONS, tell: Callable[[str], None]) -> None:
    """Make a casebook of ``part`` of the whole size at ``path``; its pool stands beside it, and is used again if it is there."""
    source = path.with_name(f"{path.stem}-pool-{pool}{path.suffix}")
    if not source.exists():
        tell(f"{pool} reports are invented, linked and decided on …")
        fill_pool(source, pool, decisions=decisions)
    laid_out = _Pool(source)
    copies = laid_out.copies(part)
    path.unlink(missing_ok=True)
    Casebook.open(path).close()
    began = time.monotonic()
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for pragma in _FAST:
            file.execute(f"PRAGMA {pragma}")
        for n in range(copies):
            file.execute("BEGIN")
            laid_out.put(file, Copy(n, laid_out.numbers))
            file.execute("COMMIT")
            if n % 10 == 9:
                tell(f"{n + 1} of {copies} copies, {time.monotonic() - began:.0f} s")
        file.execute("PRAGMA journal_mode=WAL")


class _Pool:
    """The rows of a pool, and what is reckoned of them once."""

    def __init__(self, path: Path) -> None:
        with Casebook.open(path) as book:
            readings = list(book.readings())
            decisions = amendments_of(book.decisions(), _leads(book))
            self.rule = book.rule()
            homes = {i.id: [mention_key(m.report_id, m.mention) for m in i.mentions] for i in book.incidents()}
        self.amended = {i: decisions.concerning(i, keys) for i, keys in homes.items()}
        self.read = {r.report.id: r.model_dump_json(exclude={"report": {"name", "capture"}}) for r in readings}
        self.windows = {a.key: (a.report.id, *_window(a.report.text, a.mention)) for a in accounts_of(readings)}
        self.texts = {r.report.id: r.report.text for r in readings}
        with closing(sqlite3.connect(path)) as file:
            self.rows = {t: _ordered(file, t) for t in (*_TABLES, *_ONCE)}
            self.columns = {t: [c[1] for c in file.execute(f"PRAGMA table_info({t})")] for t in self.rows}
        self.facts = {row[0]: _FACTS.validate_json(row[2]) for row in self.rows["facts"]}
        self.numbers = {t: max((r[0] for r in self.rows[t]), default=0) for t in dict.fromkeys(_NUMBERS.values())}

    def copies(self, part: float) -> int:
        """How many make so large a part of the whole."""
        needed = max(-(-int(part * SIZE[t]) // len(self.rows[t])) for t in SIZE)
        if needed > MOST:
            raise ValueError(f"{needed} copies are too many to be told apart; take a larger pool")
        return int(needed)

    def put(self, file: sqlite3.Connection, copy: Copy) -> None:
        """Write one copy."""
        if copy.number == 0:
            for table in _ONCE:
                _insert(file, table, self.rows[table])
        prints: dict[str, str] = {}
        for table in _TABLES:
            way = getattr(self, f"_{table}", None)
            told = way(copy, prints) if way else self._told(table, copy)
            _insert(file, table, told)
        index = ((number, _indexed(title, text)) for number, title, text in self._indexed_by(copy))
        file.executemany("INSERT INTO report_search (rowid, words) VALUES (?, ?)", index)
        blocks = sorted({(b, d, f.key) for f in self._facts_of(copy) for b, d in filed(f)})
        file.executemany("INSERT INTO blocks (block, day, mention) VALUES (?, ?, ?)", blocks)

    def _told(self, table: str, copy: Copy) -> Iterator[Row]:
        owners = [_NUMBERS.get((table, column)) for column in self.columns[table]]
        for row in self.rows[table]:
            yield [
                copy.text(v) if isinstance(v, str) else copy.shifted(o, v) if o and v is not None else v
                for v, o in zip(row, owners, strict=True)
            ]

    # ------------------------------------------------------------------------------------- tables with more in them than words

    def _readings(self, copy: Copy, prints: dict[str, str]) -> Iterator[Row]:
        at = self.columns["readings"].index("fingerprint")
        for source, row in zip(self.rows["readings"], self._told("readings", copy), strict=True):
            row[at] = prints[row[0]] = _hash(copy.text(self.read[source[0]]))
            yield row

    def _facts_of(self, copy: Copy) -> Iterator[Facts]:
        for key, one in self.facts.items():
            report, start, end = self.windows[key]
            yield copy.facts(one, copy.text(self.texts[report])[start:end])

    def _facts(self, copy: Copy, _: dict[str, str]) -> Iterator[Row]:
        return ([f.key, f.report_id, _FACTS.dump_json(f).decode()] for f in self._facts_of(copy))

    def _incidents(self, copy: Copy, prints: dict[str, str]) -> Iterator[Row]:
        names = self.columns["incidents"]
        for source, row in zip(self.rows["incidents"], self._told("incidents", copy), strict=True):
            body = json.loads(row[names.index("body")])
            row[names.index("inputs")] = self._inputs(body, self.amended[source[names.index("id")]], copy, prints)
            yield row

    def _inputs(self, body: Any, amended: Sequence[tuple[int, str]], copy: Copy, prints: dict[str, str]) -> str:
        """As ``casebook.update`` reckons what an incident is made from."""
        made_of = [
            (
                mention_key(m["report_id"], m["mention"]),
                prints[m["report_id"]],
                m["score"],
                m["why"],
                m["decided_by"],
                m["unsure_by"],
            )
            for m in body["mentions"]
        ]
        now = [(copy.shifted("decisions", number), copy.text(about)) for number, about in amended]
        return _hash(json.dumps([RULES_VERSION, self.rule, made_of, now], ensure_ascii=False))

    def _cards(self, copy: Copy, _: dict[str, str]) -> Iterator[Row]:
        lat, lon = self.columns["cards"].index("lat"), self.columns["cards"].index("lon")
        for row in self._told("cards", copy):
            if row[lat] is not None:
                row[lat], row[lon] = copy.lat(row[lat]), copy.lon(row[lon])
            yield row

    def _history(self, copy: Copy, _: dict[str, str]) -> Iterator[Row]:
        what, after, why = (self.columns["history"].index(n) for n in ("what", "after", "why"))
        for source, row in zip(self.rows["history"], self._told("history", copy), strict=True):
            row[after], row[why] = copy.deed(source[what], source[after], source[why])
            yield row

    def _indexed_by(self, copy: Copy) -> Iterator[tuple[int, str | None, str]]:
        number, title, text = (self.columns["reports"].index(n) for n in ("number", "title", "text"))
        for row in self.rows["reports"]:
            yield copy.shifted("reports", row[number]), row[title] and copy.text(row[title]), copy.text(row[text])


def _leads(book: Casebook) -> Callable[[str], str | None]:
    def goes_to(name: str) -> str | None:
        found = book.incident(name)
        return found.id if found else None

    return goes_to


def _window(text: str, mention: Any) -> tuple[int, int]:
    """The part of a text that ``linking.terms`` takes the rare words of a mention from."""
    spans = [(c.start, c.end) for c in mention.claims]
    spans += [(part.start, part.end) for part in (mention.when, mention.where) if part]
    start = max(0, min((first for first, _ in spans), default=0) - _AROUND)
    return start, min(start + _MOST, max((last for _, last in spans), default=0) + _AROUND)


def _ordered(file: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    """The rows in the order of their keys: so they are written fastest, and are read as they come in a casebook."""
    keys = [c[1] for c in sorted(file.execute(f"PRAGMA table_info({table})"), key=lambda c: c[5]) if c[5]]
    return file.execute(f"SELECT * FROM {table} ORDER BY {', '.join(keys)}").fetchall()


def _insert(file: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    source = iter(rows)
    first = next(source, None)
    if first is not None:
        sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
        file.execute(sql, first)
        file.executemany(sql, source)


def _hash(whole: str) -> str:
    return hashlib.sha256(whole.encode()).hexdigest()

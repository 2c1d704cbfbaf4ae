"""A casebook as large as the largest archives: 100,000 incidents, 1,000,000 reports, 5,000,000 claims, whole in every table.

In: a pool (``bench.pool``), made by the product itself. Out: a casebook that holds so many copies of it (``bench.copies``),
written in bulk. Texts are indexed, facts filed and hashes reckoned by the product's own code; what the product would make of
the same readings is what stands there (a test has it link all anew, and nothing changes).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bench.copies import MOST, Copy, marked
from bench.pool import LETTER, fill_pool
from recounted.casebook import Casebook
from recounted.casebook.search import indexed
from recounted.linking.blocks import filed
from recounted.linking.facts import Facts, accounts_of, mention_key
from recounted.linking.terms import around, coded
from recounted.model import Reading
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
    "reports", "report_names", "readings", "mentions", "claims", "facts", "fitting", "incidents", "memberships", "redirects",
    "retired", "acts", "decisions", "anchors", "history", "cards", "facets", "incident_reports", "relisted",
)  # fmt: skip
_ONCE = ("settings", "saved_views")
_FAST = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000", "temp_store=MEMORY", "locking_mode=EXCLUSIVE")


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
    with path.open("rb") as written:  # what a minute later is measured is not how fast the disk takes this in
        os.fsync(written.fileno())


class _Column:
    """A column of a table of the pool: numbers that are shifted, or texts that are told anew, all in one go."""

    def __init__(self, values: Sequence[Any], owner: str | None) -> None:
        self.values, self.owner = values, owner
        self.texts = any(isinstance(v, str) for v in values)
        self.nulls = None in values
        self.whole = marked(_BETWEEN.join(_NULL if v is None else v for v in values)) if self.texts else ""

    def told(self, copy: Copy) -> Sequence[Any]:
        """It, in a copy."""
        if self.texts:
            found = copy.text(self.whole).split(_BETWEEN)
            return [None if v == _NULL else v for v in found] if self.nulls else found
        if self.owner:
            return [None if v is None else copy.shifted(self.owner, v) for v in self.values]
        return self.values


_BETWEEN, _NULL = "\x1f", "\x00"


class _Pool:
    """The rows of a pool, and what is reckoned of them once."""

    def __init__(self, path: Path) -> None:
        with Casebook.open(path) as book:
            readings = list(book.readings())
            decisions = amendments_of(book.decisions(), _leads(book))
            self.rule = book.rule()
            homes = {i.id: [mention_key(m.report_id, m.mention) for m in i.mentions] for i in book.incidents()}
        self.amended = {i: [(n, marked(about)) for n, about in decisions.concerning(i, keys)] for i, keys in homes.items()}
        read = {r.report.id: r.model_dump_json(exclude={"report": {"name", "capture"}}) for r in readings}
        with closing(sqlite3.connect(path)) as file:
            self.once = {t: _ordered(file, t) for t in _ONCE}
            rows = {t: _ordered(file, t) for t in _TABLES}
            self.names = {t: [c[1] for c in file.execute(f"PRAGMA table_info({t})")] for t in _TABLES}
        self.size = {t: len(found) for t, found in rows.items()}
        self.columns = {
            t: [_Column(c, _NUMBERS.get((t, name))) for name, c in zip(self.names[t], zip(*rows[t], strict=True), strict=False)]
            for t in _TABLES
        }
        self.numbers = {t: max((r[0] for r in rows[t]), default=0) for t in dict.fromkeys(_NUMBERS.values())}
        self.read = _Column([read[r[0]] for r in rows["readings"]], None)
        self.facts = list(_facts(readings, {row[0]: _FACTS.validate_json(row[2]) for row in rows["facts"]}))
        at = [self.names["reports"].index(n) for n in ("number", "title", "text")]
        self.found_by = _Column([indexed(r[at[1]], marked(r[at[2]])) for r in rows["reports"]], None)

    def copies(self, part: float) -> int:
        """How many make so large a part of the whole."""
        needed = max(-(-int(part * SIZE[t]) // self.size[t]) for t in SIZE)
        if needed > MOST:
            raise ValueError(f"{needed} copies are too many to be told apart; take a larger pool")
        return int(needed)

    def put(self, file: sqlite3.Connection, copy: Copy) -> None:
        """Write one copy."""
        if copy.number == 0:
            for table, found in self.once.items():
                _insert(file, table, found)
        facts = [copy.facts(one, names) for one, names in self.facts]
        prints: dict[str, str] = {}
        for table in _TABLES:
            columns = {name: c.told(copy) for name, c in zip(self.names[table], self.columns[table], strict=False)}
            if table == "readings":
                columns["fingerprint"] = list(map(_hash, self.read.told(copy)))
                prints = dict(zip(columns["report_id"], columns["fingerprint"], strict=True))
            self._mend(table, columns, copy, prints)
            filed_facts = ((f.key, f.report_id, _FACTS.dump_json(f).decode()) for f in facts)
            _insert(file, table, filed_facts if table == "facts" else zip(*columns.values(), strict=True))
        numbers = self.columns["reports"][0].told(copy)
        index = zip(numbers, self.found_by.told(copy), strict=True)
        file.executemany("INSERT INTO report_search (rowid, words) VALUES (?, lower(?))", index)
        blocks = sorted({(b, d, f.key) for f in facts for b, d in filed(f)})
        file.executemany("INSERT INTO blocks (block, day, mention) VALUES (?, ?, ?)", blocks)

    def _mend(self, table: str, columns: dict[str, Sequence[Any]], copy: Copy, prints: dict[str, str]) -> None:
        """Columns with more in them than words."""
        if table == "incidents":
            sources = self.columns[table][self.names[table].index("id")].values
            columns["inputs"] = [
                self._inputs(json.loads(body), self.amended[source], copy, prints)
                for body, source in zip(columns["body"], sources, strict=True)
            ]
        if table == "cards":
            columns["lat"] = [v if v is None else copy.lat(v) for v in columns["lat"]]
            columns["lon"] = [v if v is None else copy.lon(v) for v in columns["lon"]]
        if table == "history":
            columns["after"] = [a and copy.after(w, a) for w, a in zip(columns["what"], columns["after"], strict=True)]
            columns["why"] = list(map(copy.why, columns["why"]))

    def _inputs(self, body: Any, amended: Sequence[tuple[int, str]], copy: Copy, prints: dict[str, str]) -> str:
        """As ``casebook.update`` reckons what an incident is made from."""
        names = ("score", "why", "decided_by", "unsure_by")
        made_of = [
            (mention_key(m["report_id"], m["mention"]), prints[m["report_id"]], *(m[name] for name in names))
            for m in body["mentions"]
        ]
        now = [(copy.shifted("decisions", number), copy.text(about)) for number, about in amended]
        return _hash(json.dumps([RULES_VERSION, self.rule, made_of, now], ensure_ascii=False))


def _facts(readings: Iterable[Reading], stored: Mapping[str, Facts]) -> Iterator[tuple[Facts, list[str]]]:
    """The facts of the mentions without the rare words that differ from copy to copy, and these (marked)."""
    for account in accounts_of(readings):
        window, lang = around(account.report, account.mention), account.report.lang
        names = list(dict.fromkeys(_OWN.findall(window)))
        yield replace(stored[account.key], terms=coded(_OWN.sub(" ", window), lang)), list(map(marked, names))


def _leads(book: Casebook) -> Callable[[str], str | None]:
    def goes_to(name: str) -> str | None:
        found = book.incident(name)
        return found.id if found else None

    return goes_to


#: A name that begins with the letter of the copy, whole.
_OWN = re.compile(rf"(?<!\w){LETTER}\w+")


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

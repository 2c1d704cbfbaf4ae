"""The big casebook of the bench is what the product makes of its reports: whole, and nothing changes when all is linked anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bench.big import fill
from recounted.casebook import Casebook, listing, pending, rows, update_incidents
from recounted.casebook.facts import all_facts
from recounted.linking.facts import accounts_of, facts_of


def test_a_big_casebook_is_whole_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "big.casebook"
    fill(path, part=0.0001, pool=40, decisions=10, tell=lambda _: None)
    with Casebook.open(path) as book:
        assert book.counts()["reports"] >= 100
        assert book.check() == []
        readings = list(book.readings())
        with sqlite3.connect(path) as file:
            prints = dict(file.execute("SELECT report_id, fingerprint FROM readings").fetchall())
            cards = dict(file.execute("SELECT incident, body FROM cards").fetchall())
        assert {r.report.id: rows.fingerprint(r) for r in readings} == prints
        with book.transaction() as connection:
            filed = {f.key: f for f in all_facts(connection)}
            pending.all_reports(connection)
        assert filed == {a.key: facts_of(a.report, a.mention) for a in accounts_of(readings)}
        before = list(book.incidents())
        done = update_incidents(book)
        assert (done.made, done.changed, done.merged) == (0, 0, 0)
        assert list(book.incidents()) == before
        with book.transaction() as connection:
            for incident in before:
                listing.put(connection, incident)
        with sqlite3.connect(path) as file:
            assert dict(file.execute("SELECT incident, body FROM cards").fetchall()) == cards
        assert next(book.readings()).report.text.count("\n") > 1

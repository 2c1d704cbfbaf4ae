"""A casebook that is damaged, or not whole: every page says so in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from by_hand import TOWN, killed, reading, told
from recounted.casebook import Casebook, update_incidents
from recounted.review.app import create_app


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "t.casebook"
    with Casebook.open(made) as book:
        book.put_readings([reading("a.txt", told("2022-04-08", TOWN, killed(3)))])
        update_incidents(book)
        [incident] = book.incidents()
        book.set_value(incident.id, "grade", "fair", by="A")
    return made


@pytest.mark.parametrize(
    "harm", ["DELETE FROM claims", "DELETE FROM mentions", "UPDATE incidents SET body = '{}'", "DROP TABLE memberships"]
)
def test_pages_of_a_damaged_casebook_say_so(path: Path, harm: str) -> None:
    with sqlite3.connect(path) as file:
        [name], [short] = (
            file.execute("SELECT id FROM incidents").fetchone(),
            file.execute("SELECT short FROM reports").fetchone(),
        )
        file.execute("PRAGMA foreign_keys=OFF")
        file.execute(harm)
    with Casebook.open(path) as book, TestClient(create_app(book, lambda *_, **__: None), base_url="http://127.0.0.1") as browser:
        pages = ("/", f"/incidents/{name}", f"/incidents/{name}?rule=analyst", f"/reports/{short}", "/reports", "/acts", "/map")
        for page in (*pages, f"/api/incidents/{name}", f"/api/incidents/{name}/claims", f"/api/reports/{short}"):
            answer = browser.get(page)
            assert answer.headers["Content-Security-Policy"], page
            if answer.status_code >= 500:
                assert "recounted check" in answer.text, page
                assert "Traceback" not in answer.text, page

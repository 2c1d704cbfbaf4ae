"""Handing in reports, from the form to the incidents."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recounted.casebook import Casebook
from served import OURS, Page, client, faults

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ATTACK = "On 3 May 2023 a missile hit a market in Kherson, Ukraine, killing at least 12 people, the mayor said.\n"


def send(browser: TestClient, path: str, **more: object) -> Page:
    """Send a form of ours, wait until the reading is done, and give the last page."""
    token = Page(browser.get("/add").text).token()
    data = {"token": token, **more.pop("data", {})}  # type: ignore[dict-item]
    answer = browser.post(path, data=data, headers=OURS, follow_redirects=True, **more)  # type: ignore[arg-type]
    for _ in range(600):
        if "hx-trigger" not in answer.text:
            break
        time.sleep(0.1)
        answer = browser.get(answer.url)
    assert faults(answer.text) == []
    return Page(answer.text)


def test_files_become_incidents(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book, client(book) as browser:
        files = [
            ("files", ("a.txt", ATTACK.encode())),
            ("files", ("a.txt", b"It will be sunny in the north tomorrow.\n")),
            ("files", ("../<b>broken.html", b"\x89PNG\r\n\x1a\n\x00\x00")),
        ]
        page = send(browser, "/add", files=files, data={"published": "2023-05-04"})
        assert "2 reports stored" in page.text
        assert "1 new incident " in page.text
        assert "1 could not be read" in page.text
        assert "bbroken.html" in page.text
        readings = list(book.readings())
        assert {r.report.published for r in readings} == {"2023-05-04"}
        assert {r.report.capture.path for r in readings if r.report.capture} == {"a.txt"}, "not where the bytes lay for a moment"
        assert "Kherson" in browser.get("/").text
        assert "1 known already" in send(browser, "/add", files=files[:1], data={"published": "2023-05-04"}).text


@pytest.mark.parametrize(
    ("data", "files", "says"),
    [({}, [], "No file was chosen"), ({"published": "soon"}, [("files", ("a.txt", b"x"))], "Not a day")],
)
def test_a_form_that_is_wrong_says_where(tmp_path: Path, data: dict[str, str], files: list[object], says: str) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book, client(book) as browser:
        token = Page(browser.get("/add").text).token()
        answer = browser.post("/add", data={"token": token, **data}, files=files or None, headers=OURS)  # type: ignore[arg-type]
        assert answer.status_code == 422
        assert says in answer.text
        assert book.counts()["reports"] == 0


def test_the_examples_go_into_an_empty_casebook_only(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book, client(book, examples=EXAMPLES) as browser:
        page = send(browser, "/add/examples")
        assert "17 reports stored" in page.text
        assert "5 new incidents" in page.text
        token = Page(browser.get("/add").text).token()
        assert browser.post("/add/examples", data={"token": token}, headers=OURS).status_code == 409
        assert "Read the example reports" not in browser.get("/add").text


def test_a_casebook_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    Casebook.open(tmp_path / "t.casebook").close()
    with Casebook.open(tmp_path / "t.casebook", read_only=True) as book, client(book) as browser:
        page = send(browser, "/add", files=[("files", ("a.txt", ATTACK.encode()))])
        assert "Stopped" in page.text
        assert "cannot be written" in page.text

"""A real browser for tests: Debian's Chromium, driven by Playwright, on a page served by this machine to itself."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from recounted.casebook import Casebook
from recounted.review.app import create_app
from recounted.review.wording.catalogues import Catalogue

CHROMIUM = shutil.which("chromium")
EXAMPLES = Path(__file__).parent.parent / "examples"
FLAGS = [
    f"--{flag}"
    for flag in (
        "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync",
    )
]  # fmt: skip
#: Marks of every module whose tests need the browser.
MARKS = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")]


@contextmanager
def served(
    book: Casebook,
    *,
    user: str = "Ana",
    examples: Path | None = None,
    lang: str = "",
    alter: Callable[[str], str] | None = None,
    accounts: bool = False,
) -> Iterator[str]:
    """The address of a casebook's pages while they are served, as ``recounted serve`` does; in the language ``lang`` if any."""
    import uvicorn

    from recounted.cli.serving import taking_into

    catalogue = Catalogue(lang, alter) if lang else None
    app = create_app(book, taking_into(book), user=user, examples=examples, catalogue=catalogue, accounts=accounts)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    running.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        running.join()


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def tab(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """A page that fails its test when anything is said on the console, or asked of another host."""
    context = browser.new_context(base_url=address, **options)
    found: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: found.append(message.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((address, "blob:", "data:")) else found.append(asked.url))
    yield page
    context.close()
    assert found == []


def take_in_examples(book: Casebook, *more: Path) -> Casebook:
    """Read the example reports, and others, into a casebook."""
    from recounted import flow

    flow.run([EXAMPLES / "reports", *more], book, metadata=EXAMPLES / "reports.csv")
    return book


def links(page: Any, start: str) -> list[str]:
    """Addresses on a page that begin so."""
    return [a.get_attribute("href") for a in page.query_selector_all(f'a[href^="{start}"]')]

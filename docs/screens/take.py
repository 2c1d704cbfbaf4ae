"""Takes the pictures of docs/review.md: `make screens`. Needs Chromium and the extra `browser`.

In: the example reports, and two more on one of their incidents, in Ukrainian and Arabic, written for it. Out: *.png beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests"))

import browsing  # noqa: E402
from recounted import flow  # noqa: E402
from recounted.casebook import Casebook  # noqa: E402

DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 780}


def main() -> None:
    """Take them all anew."""
    with (
        TemporaryDirectory() as folder,
        Casebook.open(Path(folder) / "examples.casebook") as book,
        browsing.chromium() as browser,
    ):
        browsing.take_in_examples(book)
        flow.run([HERE / "reports"], book, metadata=HERE / "reports.csv")
        found = next(i for i in book.incidents() if i.code.endswith("kremenchuk"))
        book.set_value(found.id, "best:killed", 21, by="Ana", why="the latest figure of the governor")
        shorts = {card.name: card.short for card in book.report_cards().values()}
        with browsing.served(book) as where:
            incident = f"/incidents/{found.id}"
            for name, address, lang, size, dark in (
                ("queue", "/", "en", DESKTOP, False),
                ("queue-phone", "/", "fr", PHONE, False),
                ("incident", incident, "en", DESKTOP, False),
                ("incident-dark", f"{incident}#tolls", "fr", DESKTOP, True),
                ("incident-phone", incident, "en", PHONE, False),
                ("reader-en", _report(book, shorts, "kremenchuk-4-en.txt"), "en", DESKTOP, False),
                ("reader-ar", _report(book, shorts, "kremenchuk-6-ar.txt"), "en", DESKTOP, False),
                ("reader-uk", _report(book, shorts, "kremenchuk-5-uk.txt"), "uk", DESKTOP, False),
                ("reader-phone", _report(book, shorts, "kremenchuk-6-ar.txt"), "en", PHONE, False),
                ("map", "/map", "en", DESKTOP, False),
                ("map-phone", "/map", "en", PHONE, False),
            ):
                with _page(browser, where, lang, size, dark) as page:
                    if page.goto(address).status == 200:
                        page.wait_for_load_state("networkidle")
                        page.evaluate("document.querySelector('.mapped')?.scrollIntoView()")
                        page.screenshot(path=HERE / f"{name}.png")
    total = sum(p.stat().st_size for p in HERE.glob("*.png"))
    print(f"{len(list(HERE.glob('*.png')))} pictures, {total // 1024} kB")


def _report(book: Casebook, shorts: dict[str, str], name: str) -> str:
    """A report at its first figure."""
    claims = next(m.claims for r in book.readings([book.report_id(name)]) for m in r.mentions)
    at = next(c.id.partition(".")[2] for c in claims if c.type == "toll")
    return f"/reports/{shorts[name]}?at={at}#at-{at}"


@contextmanager
def _page(browser: Any, where: str, lang: str, size: dict[str, int], dark: bool) -> Iterator[Any]:
    options = {"viewport": size, "locale": lang, "color_scheme": "dark" if dark else "light", "reduced_motion": "reduce"}
    with browser.new_context(base_url=where, **options) as context:
        yield context.new_page()


if __name__ == "__main__":
    main()

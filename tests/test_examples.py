"""Every block of every pack's examples, read and compared: one test item each, named after its file and line.

A block marked ``gap`` must fail, and the run fails when it does not: then the mark is to go.
"""

from __future__ import annotations

import pytest

from recounted.errors import PackError
from recounted.intake import read_text
from recounted.packs import languages
from recounted.packs.examples import FOLDER, Block, example_files, read_examples
from recounted.reading import read_report
from recounted.reading.agreement import differences, shown
from recounted.reading.explain import explain_text

#: What stands behind the last word of a text.
ENDINGS = '.!?…؟»"”“'


class MisreadError(AssertionError):
    """The reader finds something else than the block says."""


def blocks() -> list[object]:
    found: list[object] = []
    for path in [p for lang in languages() for p in example_files(FOLDER / lang)]:
        try:
            read = read_examples(path)
        except PackError as error:
            found.append(pytest.param(error, id=f"{path.parent.parent.name}/{path.name}"))
            continue
        marks = {b.id: [pytest.mark.xfail(raises=MisreadError, strict=True, reason=b.gap)] if b.gap else [] for b in read}
        found += [pytest.param(b, id=b.id, marks=marks[b.id]) for b in read]
    return found


@pytest.mark.parametrize("block", blocks())
def test_example(block: Block | PackError) -> None:
    if isinstance(block, PackError):
        raise block
    report = read_text(block.text, name=block.id, published=block.published, lang=block.lang)
    assert report.text == block.text
    reading = read_report(report)
    wrong = differences(block, reading)
    if wrong:
        raise MisreadError(failure(block, wrong, [shown(c) for m in reading.mentions for c in m.claims]))


@pytest.mark.parametrize("lang", languages())
def test_a_text_that_breaks_off_is_read(lang: str) -> None:
    """Without the stop at its end, every example is read to its last word, with quotes that are its own."""
    for block in (b for path in example_files(FOLDER / lang) for b in read_examples(path)):
        text = block.text.rstrip(ENDINGS)
        if not text:
            continue
        reading = read_report(read_text(text, name=block.id, published=block.published, lang=lang))
        assert all(claim.quote in text for mention in reading.mentions for claim in mention.claims), block.id


def failure(block: Block, wrong: list[str], found: list[str]) -> str:
    """What was expected, what was found, and how every sentence was read."""
    expected = [line.printed for told in block.told for line in told.lines] or ["no claims"]
    explained = explain_text(block.text, block.lang, published=block.published)
    rows = [f"  {row.step:<28} {row.words!r}: {row.meaning}" for s in explained.sentences for row in s.rows]
    parts = {"wrong": wrong, "expected": expected, "found": found or ["nothing"], "left out": list(explained.notes)}
    lists = "".join(f"\n{name}:\n" + "\n".join(f"  {item}" for item in items) for name, items in parts.items() if items)
    return f"{block.id} # {block.shows}\n{block.text}{lists}\nexplanation:\n" + "\n".join(rows)

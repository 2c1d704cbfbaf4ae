"""``explain``: why a claim was found, or how a sentence is read.

In: a sentence, or a claim's id. Out: for each sentence the tags, numbers, speakers and places, the rules that fired, the figures
that came to nothing with the reason, and the claims that came of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from recounted.cli.incidents import CasebookOption, open_casebook
from recounted.cli.terminal import clean, print_parts, say
from recounted.errors import CallError
from recounted.settings import DEFAULT_CASEBOOK

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

    from recounted.reading.explain import Explanation

_CLAIM_ID = re.compile(r"[0-9a-f]{12}\.m\d+\.c\d+")
_STYLES = {"rule": "green", "no claim": "yellow"}


def explain(
    what: Annotated[str, typer.Argument(metavar="SENTENCE|CLAIM", help="A sentence in quotes, or the id of a claim.")],
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Language of the sentence; detected if not given.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Date of publication, for words like Friday.")] = None,
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """Show why a claim was found, or how a sentence is read."""
    explanation = _of_claim(what, casebook) if _CLAIM_ID.fullmatch(what) else _of_sentence(what, lang, published)
    print_parts(_parts(explanation))
    for note in explanation.notes:
        say(note)


def _of_sentence(sentence: str, lang: str | None, published: str | None) -> Explanation:
    from recounted import packs
    from recounted.intake import read_text
    from recounted.reading.explain import explain_sentence

    report = read_text(sentence, lang=lang, published=published)
    if report.lang not in packs.languages():
        known = ", ".join(packs.languages())
        raise CallError(f"the language of the sentence ({report.lang or 'unknown'}) has no pack; say which it is: --lang {known}")
    return explain_sentence(sentence, report.lang, published=report.published)


def _of_claim(claim_id: str, casebook: Path) -> Explanation:
    from recounted.reading.explain import explain_claim

    with open_casebook(casebook) as book:
        stored = book.claim(claim_id)
        if stored is None:
            raise CallError(f"{casebook}: has no claim {claim_id}; `recounted show` lists the claims of an incident")
        [reading] = book.readings([stored.report_id])
    return explain_claim(reading.report, stored.claim)


def _parts(explanation: Explanation) -> list[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    from recounted.cli.page import claim_rows, section

    parts: list[RenderableType] = []
    for sentence in explanation.sentences:
        table = Table.grid(padding=(0, 1), pad_edge=False)
        table.add_column(width=18, overflow="fold")
        table.add_column(ratio=2, overflow="fold")
        table.add_column(ratio=3, overflow="fold")
        for row in sentence.rows:
            style = _STYLES.get(row.step.split(":")[0], "")
            table.add_row(Text(clean(row.step), style=style), clean(row.words), clean(row.meaning))
        parts += [Text(clean(sentence.text), style="bold"), table, Text("")]
    if explanation.claims:
        return [*parts, *section("Claims", claim_rows(explanation.claims))]
    return [*parts, Text("no claim comes of it")]

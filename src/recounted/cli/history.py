"""What was known when, on a page: the toll of each day, the figures that came out on it, and what superseded them.

In: an incident and the claims under it. Out: rows of two columns, readable at 80 columns; and the rows of denials with what they
deny, and of flags.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from recounted.cli import words
from recounted.cli.terminal import clean
from recounted.model import Denial, FigureSaid, Flag, Incident, ResponsibilityClaim, TollClaim, TollDay, WeaponClaim

if TYPE_CHECKING:
    from rich.text import Text

    from recounted.cli.sources import Sources

    Row = tuple[Text | str, Text | str]


def history_rows(incident: Incident, sources: Sources) -> list[Row]:
    """A heading for each day with the tolls as they then stood, and a row for each figure. Empty where all came out at once."""
    days = [(day, list(rows)) for day, rows in groupby(incident.history, key=lambda row: row.day)]
    if len(days) < 2:
        return []
    return [row for day, tolls in days for row in _day(day, tolls, sources)]


def _day(day: str | None, tolls: list[TollDay], sources: Sources) -> Iterator[Row]:
    from rich.text import Text

    stood = ", ".join(f"{words.harm(t)} {_ends(t)}" for t in tolls if (t.low, t.high) != (None, None))
    yield Text(day or "no date", style="bold"), Text(stood or "no figure that counts", style="bold")
    for toll in tolls:
        yield from _figures(toll.figures, sources)


def _ends(toll: TollDay) -> str:
    best = "" if toll.best is None else f" (best {toll.best:,})"
    return words.figure(toll.low, toll.high, open_end=toll.high_open) + best


def _figures(figures: Iterable[FigureSaid], sources: Sources) -> Iterator[Row]:
    """A row for each figure; the same figure of the same voice in several reports is one row with all their names."""
    from rich.text import Text

    same: dict[tuple[str, str, str], list[str]] = {}
    for said in figures:
        for report, claim in sources.of([said.claim]):
            if isinstance(claim, TollClaim):
                label = f"  {words.harm(claim)} {words.claim_figure(claim)}"
                same.setdefault((label, words.speaker(claim.speaker), _fate(said, sources)), []).append(report)
    for (label, voice, fate), reports in same.items():
        text = Text(voice).append(f" · {words.names(reports)}", style="dim")
        yield label, text.append(f"; {fate}", style="yellow") if fate else text


def _fate(said: FigureSaid, sources: Sources) -> str:
    """What became of a figure: superseded by which, or left out and why."""
    for report, claim in sources.of([said.superseded_by] if said.superseded_by else []):
        if isinstance(claim, TollClaim):
            return f"superseded by {words.claim_figure(claim)}, {clean(report)}"
    return clean(f"left out: {said.left_out}") if said.left_out else ""


def denial_rows(denials: Iterable[Denial], sources: Sources) -> list[Row]:
    """Each denial, and under it the claims that it denies."""
    from rich.text import Text

    rows: list[Row] = []
    for denial in denials:
        for report, claim in sources.of([denial.claim]):
            text = Text(f"“{clean(claim.quote)}” – {words.speaker(claim.speaker)}").append(f" · {clean(report)}", style="dim")
            rows.append((_denied(claim), text.append(f"; {clean(denial.how)}", style="yellow")))
        same: dict[tuple[str, str], list[str]] = {}
        for report, claim in sources.of(denial.denies):
            same.setdefault((clean(claim.quote), words.speaker(claim.speaker)), []).append(report)
        for (quote, voice), reports in same.items():
            rows.append(("  of", Text(f"“{quote}” – {voice}").append(f" · {words.names(reports)}", style="dim")))
    return rows


def _denied(claim: object) -> str:
    if isinstance(claim, ResponsibilityClaim):
        return f"not {clean(claim.actor)}"
    if isinstance(claim, TollClaim):
        return f"not {words.harm(claim)} {words.claim_figure(claim)}"
    return f"not {words.weapon(claim)}" if isinstance(claim, WeaponClaim) else "denied"


def flag_rows(flags: Iterable[Flag]) -> Iterator[Row]:
    """What a person should look at."""
    from rich.text import Text

    for flag in flags:
        yield "  look at this", Text(clean(flag.text), style="yellow")

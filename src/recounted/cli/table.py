"""The incident table: one row an incident, readable at 80 columns.

In: incidents. Out: a rich table. It counts nothing itself; every figure is what reconciling found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from recounted.cli import words
from recounted.cli.terminal import clean
from recounted.model import ActorResponsibility, Incident

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

#: Signs of the table that need a word of explanation.
LEGEND = "18+: at least 18 · 18–21: lowest and highest figure · 4/3: reports, and how many of them are independent accounts"


def incident_table(incidents: Iterable[Incident]) -> Table:
    """Code and place, day, killed, injured, who is blamed and whether it is denied, reports and independent accounts."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, expand=True, header_style="bold")
    table.add_column("incident", ratio=5, overflow="fold", min_width=24)
    table.add_column("day", width=10, overflow="fold")
    table.add_column("killed", justify="right", min_width=8, overflow="fold")
    table.add_column("injured", justify="right", min_width=7, overflow="fold")
    table.add_column("blamed", ratio=4, overflow="fold", min_width=14)
    table.add_column("reports", justify="right", width=7)
    for incident in incidents:
        table.add_row(
            _title(incident),
            words.day(incident.when),
            words.headline_toll(incident, "killed") or _instead_of_killed(incident),
            words.headline_toll(incident, "injured"),
            _blamed(incident),
            f"{incident.n_reports}/{incident.n_independent}",
        )
    return table


def _title(incident: Incident) -> Text:
    from rich.text import Text

    return Text.assemble((words.place(incident.where), "bold"), "\n", (clean(incident.code), "cyan"))


def _instead_of_killed(incident: Incident) -> str:
    """Harm of another kind (abducted, missing, not told apart) where no dead are counted, with its name."""
    other = [t for t in incident.tolls if t.harm not in ("killed", "injured")]
    return f"{words.toll_figure(other[0])} {other[0].harm.replace('_', ' ')}" if other else ""


def _blamed(incident: Incident) -> Text:
    from rich.text import Text

    lines = [_actor(found) for found in incident.responsibility if _is_blamed(found)]
    return Text("\n").join(lines)


def _is_blamed(found: ActorResponsibility) -> bool:
    return bool(found.asserted_by or found.accused_by or found.admitted_by)


def _actor(found: ActorResponsibility) -> Text:
    from rich.text import Text

    said = [word for word, by in (("claimed", found.admitted_by), ("denied", found.denied_by)) if by]
    text = Text(clean(found.actor))
    return text.append(f" ({', '.join(said)})", style="yellow") if said else text

"""The family tree of an incident's reports: newsrooms, the reports that are theirs, copies, translations, each with the reason.

In: an incident and its reports by name. Out: rows of one tree each, to print; none where every report stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recounted.cli.terminal import clean
from recounted.model import Incident, Kinship, Report
from recounted.reconciling import Node, family_tree

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

#: What a report is to the one above it.
SIGNS = {
    "copy": "copy",
    "cut_copy": "cut copy",
    "translation": "translation",
    "wire": "agency text",
    "retelling": "retelling",
    "same_newsroom": "own report",
    "one_speaker": "one speaker",
}


def tree(incident: Incident, reports: Mapping[str, Report]) -> Tree | None:
    """One branch for each source; None where no report goes back to anything. ``reports``: by name."""
    from rich.text import Text
    from rich.tree import Tree

    if not incident.kinships:
        return None
    names = {m.report_id: m.report for m in incident.mentions}
    n = incident.n_independent
    root = Tree(Text(f"{n} independent {'source' if n == 1 else 'sources'} of {incident.n_reports} reports"))
    for node in family_tree(incident.kinships, names):
        _grow(root, node, names, reports)
    return root


def _grow(branch: Tree, node: Node, names: Mapping[str, str], reports: Mapping[str, Report]) -> None:
    grown = branch.add(_label(node, names, reports))
    for child in node.children:
        _grow(grown, child, names, reports)


def _label(node: Node, names: Mapping[str, str], reports: Mapping[str, Report]) -> Text:
    from rich.text import Text

    if not node.is_report:
        return Text(clean(node.name), style="bold")
    name = names[node.name]
    report = reports.get(name)
    facts = ", ".join(clean(f) for f in (report.outlet, report.published, report.lang) if f) if report else ""
    text = Text(clean(name)).append(f"  {facts}" if facts else "", style="dim")
    for line in (_why(node.kinship) if node.kinship else "", *(_note(k) for k in node.notes)):
        text.append(f"\n{line}" if line else "", style="dim")
    return text


def _why(kinship: Kinship) -> str:
    words = f" (“{clean(kinship.words)}”)" if kinship.words else ""
    return f"{SIGNS[kinship.sign]}: {clean(kinship.why)}{words}"


def _note(kinship: Kinship) -> str:
    if kinship.sign == "one_speaker":
        return f"note: {clean(kinship.why)}: {clean(kinship.parent)}"
    return f"note: {_why(kinship)}"

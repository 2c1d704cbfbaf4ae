"""One incident in full: every figure and accusation with its speaker, its words and the report that they stand in.

In: an incident, the claims under it, the reports. Out: parts to print. The words shown may name people; a terminal is an internal
place, and exports leave them out by default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from recounted.cli import family, words
from recounted.cli.history import denial_rows, flag_rows, history_rows
from recounted.cli.sources import Sources
from recounted.cli.terminal import clean
from recounted.model import (
    ActorGrade,
    Amendment,
    Claim,
    Decided,
    Incident,
    Mention,
    Reading,
    ResponsibilityClaim,
    Toll,
    TollClaim,
    WeaponClaim,
)

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    Row = tuple[Text | str, Text | str]

_STANCES = ("asserted", "accused", "admitted", "denied")
#: Reasons for a link that are shown; the others stand in the JSON.
_REASONS = 4


def incident_page(incident: Incident, sources: Sources) -> list[RenderableType]:
    """Heading and grade, toll, responsibility, weapons, contested fields, reports and where they are from, open questions; only
    what there is.
    """
    from rich.text import Text

    sections = (
        ("Toll", [row for toll in incident.tolls for row in _toll(toll, sources)]),
        ("Who is held responsible", _responsibility(incident, sources)),
        ("Weapons", _weapons(incident, sources)),
        ("Contested", _contested(incident)),
        ("Denials", denial_rows(incident.denials, sources)),
        ("What was known when", history_rows(incident, sources)),
        ("Decided by people", _decided(incident, sources)),
        ("Reports", _reports(incident, sources)),
        ("Open questions", _problems(incident, sources)),
    )
    parts = _heading(incident)
    for title, rows in sections:
        if rows:
            parts += section(title, rows)
        if title == "Reports" and (tree := family.tree(incident, sources.reports)):
            parts += [Text("\nWhere the reports are from", style="bold underline"), tree]
    return parts


def _heading(incident: Incident) -> list[RenderableType]:
    from rich.text import Text

    independent = f"{incident.n_reports} reports, {incident.n_independent} independent"
    facts = (incident.kind.replace("_", " "), independent, ", ".join(incident.languages))
    suggested = f"{incident.suggested_grade} (suggested: {'; '.join(incident.grade_reasons)})"
    grade = f"{incident.grade} (set by a person); {suggested}" if incident.grade else suggested
    return [
        Text(f"{words.place(incident.where)} – {words.day(incident.when)}", style="bold"),
        Text(f"{clean(incident.code)}  {incident.id}", style="cyan"),
        Text(clean(" · ".join(facts))),
        Text(clean(f"grade: {grade}")),
    ]


def section(title: str, rows: Iterable[Row]) -> list[RenderableType]:
    """A heading, and two columns under it."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1), pad_edge=False)
    table.add_column(width=1)
    table.add_column(width=24, overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for first, second in rows:
        table.add_row("", first, second)
    return [Text(f"\n{title}", style="bold underline"), table]


def _quoted(claim: Claim, reports: Iterable[str], *, named: bool = True) -> Text:
    """``“words” – speaker · reports``, with what must not be overlooked in brackets."""
    from rich.text import Text

    text = Text(f"“{clean(claim.quote)}”")
    if named:
        text.append(f" – {words.speaker(claim.speaker)}")
    if (mark := words.marks(claim)) and not isinstance(claim, ResponsibilityClaim):
        text.append(f" [{mark}]", style="yellow")
    return text.append(f" · {words.names(reports)}", style="dim")


def _rows(label: Callable[[Claim], str], said: Iterable[tuple[str, Claim]], note: str = "") -> Iterator[Row]:
    """A row for each claim; the same words of the same speaker in several reports (copies) are one row with all their names."""
    same: dict[tuple[str, str, str, str], tuple[Claim, list[str]]] = {}
    for report, claim in said:
        key = (label(claim), clean(claim.quote), words.speaker(claim.speaker), words.marks(claim))
        same.setdefault(key, (claim, []))[1].append(report)
    for (shown, *_), (claim, reports) in same.items():
        text = _quoted(claim, reports)
        yield shown, text.append(f"; {note}", style="yellow") if note else text


def _toll(toll: Toll, sources: Sources) -> Iterator[Row]:
    """The figure, then the claims behind its low and its high end, those in between, and those left out with the reason."""
    from rich.text import Text

    heading = Text(f"{words.harm(toll)}  {words.toll_figure(toll)}", style="bold")
    best = "" if toll.best is None else f"best {toll.best:,} · "
    yield heading, Text.assemble((best, "bold"), (f"rule: {clean(toll.rule)}", "dim"))
    both = [i for i in toll.low_claims if i in toll.high_claims]
    ends = {
        "low and high": both,
        "low": [i for i in toll.low_claims if i not in both],
        "high": [i for i in toll.high_claims if i not in both],
    }
    ends["also"] = [i for i in toll.claims if not any(i in ids for ids in ends.values())]
    for end, ids in ends.items():
        yield from _rows(partial(_numbered, end), sources.of(ids))
    for why, group in groupby(toll.excluded, key=lambda excluded: excluded.why):
        yield from _rows(partial(_numbered, "left out"), sources.of(excluded.claim for excluded in group), clean(why))
    yield from flag_rows(toll.flags)


def _numbered(end: str, claim: Claim) -> str:
    return f"  {end} {words.claim_figure(claim)}" if isinstance(claim, TollClaim) else f"  {end}"


def _responsibility(incident: Incident, sources: Sources) -> list[Row]:
    from rich.text import Text

    rows: list[Row] = []
    grades = {g.actor: g for g in incident.grades}
    for found in incident.responsibility:
        rows.append((Text(clean(found.actor), style="bold"), _graded(grades.get(found.actor), alone=len(grades) == 1)))
        said = sorted(sources.of(found.claims), key=lambda item: _STANCES.index(getattr(item[1], "stance", "asserted")))
        rows += _rows(_stance, said)
    return rows


def _graded(grade: ActorGrade | None, *, alone: bool) -> str:
    """The grade of the evidence against an actor; where only one is accused, the heading has the suggestion."""
    if grade is None or (alone and not grade.grade):
        return ""
    suggested = f"{grade.suggested} (suggested: {'; '.join(grade.reasons)})"
    return clean(f"grade: {grade.grade or suggested}")


def _stance(claim: Claim) -> str:
    return f"  {words.responsibility(claim)}" if isinstance(claim, ResponsibilityClaim) else ""


def _weapons(incident: Incident, sources: Sources) -> list[Row]:
    claims = [item for found in incident.weapons for item in sources.of(found.claims)]
    return list(_rows(label, claims))


def _contested(incident: Incident) -> list[Row]:
    rows: list[Row] = []
    for found in incident.contested:
        label = clean(f"{found.field} ({found.kind})".replace("_", " "))
        for n, value in enumerate(found.values):
            said = words.names(value.speakers) or "no speaker"
            seen = " to ".join(dict.fromkeys(day for day in (value.first_seen, value.last_seen) if day))
            known = f" ({seen})" if seen else ""
            rows.append((label if not n else "", clean(f"{value.value}".replace("_", " ")) + f" – {said}{known}"))
        if found.resolution == "resolved":
            rows.append(("", clean(f"resolved by {found.by}: {found.resolved_value} ({found.why})")))
    return rows


def _decided(incident: Incident, sources: Sources) -> list[Row]:
    """Values that people set, with what the machine has instead, and their words on claims."""
    rows: list[Row] = []
    for field, word in incident.decided.items():
        value, machine = (v.get("name", v) if isinstance(v, dict) else v for v in (word.value, word.instead_of))
        instead = f" instead of {machine}" if machine not in (None, value) else ""
        rows.append((clean(field.replace("_", " ")), clean(f"{value}{instead} – {_by(word)}")))
    for judged in incident.amended:
        shown = judged.changes if judged.verdict != "added" else {"": f"“{judged.changes['quote']}”"}
        changed = ", ".join(f"{field} {value}".strip() for field, value in shown.items())
        said = "".join(f"“{clean(claim.quote)}” " for _, claim in sources.of([judged.claim]))
        rows.append((f"{judged.verdict} {clean(judged.claim)}", clean(f"{said}{changed} – {_by(judged)}")))
    return rows


def _by(word: Decided | Amendment) -> str:
    return f"{word.by}, {word.at[:10]}" + (f": {word.why}" if word.why else "")


def _reports(incident: Incident, sources: Sources) -> list[Row]:
    """Each account with its outlet and date, and why it is taken to tell of this incident."""
    from rich.text import Text

    rows: list[Row] = []
    for member in incident.mentions:
        report = sources.reports.get(member.report)
        known = (report.outlet, report.published, report.lang) if report else ()
        text = Text(", ".join(clean(fact) for fact in known if fact))
        why = [reason for reason in member.why if not reason.startswith("closest account")][:_REASONS]
        if why:
            text.append(f"\n{clean('; '.join(why))}", style="dim")
        if member.decided_by != "machine":
            text.append(f"\ndecided by {clean(member.decided_by)}", style="yellow")
        if member.unsure_by:
            text.append(f"\nunsure: {words.names(member.unsure_by)}", style="yellow")
        rows.append((f"{clean(member.report)} {member.mention}", text))
    return rows


def _problems(incident: Incident, sources: Sources) -> list[Row]:
    names = dict.fromkeys(member.report for member in incident.mentions)
    return [
        (clean(name), clean(problem.text))
        for name in names
        if name in sources.reports
        for problem in sources.reports[name].problems
    ]


def reading_page(reading: Reading) -> list[RenderableType]:
    """One report: its mentions, each with its day and place and all its claims."""
    from rich.text import Text

    report = reading.report
    facts = ", ".join(clean(fact) for fact in (report.outlet, report.published, report.lang) if fact)
    parts: list[RenderableType] = [Text(f"{clean(report.name)}  {facts}", style="bold")]
    if not reading.mentions:
        parts.append(Text("tells of no incident of harm"))
    parts += [Text(clean(problem.text), style="yellow") for problem in reading.problems]
    for mention in reading.mentions:
        parts += _mention(mention)
    return [*parts, Text("")]


def _mention(mention: Mention) -> list[RenderableType]:
    where = words.place(mention.where)
    when = clean(mention.when.edtf) if mention.when else "day unknown"
    title = f"{mention.id}  {where} – {when}  ({mention.role}, {mention.kind.replace('_', ' ')})"
    return section(title, claim_rows(mention.claims))


def claim_rows(claims: Iterable[Claim]) -> list[Row]:
    """What each claim says, its words and its speaker."""
    return [(label(claim), _quoted(claim, [claim.id.rpartition(".")[2]])) for claim in claims]


def label(claim: Claim) -> str:
    """What a claim says, in a few words: ``killed, children 3``, ``Russia accused by``, ``weapon missile``."""
    if isinstance(claim, TollClaim):
        return f"{words.harm(claim)} {words.claim_figure(claim)}"
    if isinstance(claim, ResponsibilityClaim):
        return f"{clean(claim.actor)} {words.responsibility(claim)}"
    if isinstance(claim, WeaponClaim):
        return words.weapon(claim)
    return f"{claim.type} {claim.value}".replace("_", " ")


def claim_page(claim: Claim, report: str, text: str) -> list[RenderableType]:
    """One claim with all its fields, and the line of the report in which its words stand."""
    from rich.text import Text

    first = text.rfind("\n", 0, claim.start) + 1
    last = text.find("\n", claim.end)
    line = Text.assemble(
        clean(text[first : claim.start]) + " ",
        (clean(claim.quote), "bold reverse"),
        " " + clean(text[claim.end : last if last >= 0 else None]),
    )
    said = [(key, clean(str(value))) for key, value in claim.model_dump(exclude={"speaker", "id"}).items() if value is not None]
    rows: list[Row] = [("report", clean(report)), ("speaker", words.speaker(claim.speaker)), *said]
    return [Text(claim.id, style="bold"), line, *section(label(claim), rows)]

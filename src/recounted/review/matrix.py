"""The claim matrix: what each report claims of one incident, field by field, voice by voice.

In: an incident and the readings of its reports. Out: columns (reports, those of one independent voice side by
side, the newest voice last) and rows (a toll each, when, where, who, with what, what was hit) with every statement. An empty
cell is "not stated"; nothing is added up, chosen or left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pydantic import TypeAdapter

from recounted.linking.facts import mention_key
from recounted.model import Amendment, Claim, Contested, Incident, Mention, Of, Reading, Report, ResponsibilityClaim, TollClaim
from recounted.reconciling import Node, family_tree
from recounted.reconciling.amendments import added_claims
from recounted.reconciling.contested import cell_name
from recounted.review.wording.words import Words

_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
#: Reports that are shown side by side; the rest are on further pages.
COLUMNS = 24
_HARMS = ("killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "displaced")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one report says on one field. ``at`` names the span in the report; ``left_out`` why the toll's rule did not use it."""

    report: str
    at: str
    says: str
    speaker: str
    quote: str
    stance: str = ""
    marks: tuple[str, ...] = ()
    left_out: str = ""
    judged: Amendment | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A report in the matrix; ``voice`` numbers the independent voice that it belongs to, from 1."""

    report: Report
    short: str
    voice: int


@dataclass(frozen=True, slots=True)
class Row:
    """A field. ``shown`` is the incident's own value where it has one; ``contested`` says how reports disagree on it."""

    kind: str
    label: str
    shown: str
    contested: Contested | None
    cells: tuple[tuple[Statement, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What is shown of it. ``voices``: columns of each independent voice, in order; ``page`` of ``pages``, from 1; ``total``: how
    many reports there are in all.
    """

    columns: tuple[Column, ...]
    voices: tuple[tuple[int, tuple[Column, ...]], ...]
    rows: tuple[Row, ...]
    page: int = 1
    pages: int = 1
    total: int = 0


_Key = tuple[int, int, str]
_Cells = dict[tuple[_Key, str], list[Statement]]


def matrix(incident: Incident, readings: Sequence[Reading], words: Words, page: int = 1) -> Matrix:
    """The matrix of an incident, or a page of it where it has very many reports."""
    every = _columns(readings, voices_of(incident))
    pages = max(1, -(-len(every) // COLUMNS))
    page = min(max(page, 1), pages)
    columns = _page_of(every, page)
    wanted = {c.report.id for c in columns}
    mine = {(m.report_id, m.mention) for m in incident.mentions}
    added = added_claims(incident)
    accounts = [
        (r.report, with_added(r.report, m, added))
        for r in readings
        if r.report.id in wanted
        for m in r.mentions
        if (r.report.id, m.id) in mine
    ]
    left_out = {e.claim: e.why for toll in incident.tolls for e in toll.excluded}
    judged = judgements(incident)
    cells: _Cells = defaultdict(list)
    labels: dict[_Key, tuple[str, str, str]] = {}
    for report, mention in accounts:
        for key, label, statement in _statements(report, mention, left_out, judged, words):
            cells[key, report.id].append(statement)
            labels.setdefault(key, label)
    shown = _shown(incident, words)
    disputes = {c.field: c for c in incident.contested}
    rows = tuple(
        Row(
            kind,
            label,
            shown.get(field, ""),
            disputes.get(field),
            tuple(tuple(cells.get((key, c.report.id), ())) for c in columns),
        )
        for key, (kind, label, field) in sorted(labels.items())
    )
    voices = tuple((n, tuple(group)) for n, group in groupby(columns, key=lambda c: c.voice))
    return Matrix(columns, voices, rows, page, pages, len(every))


def _page_of(columns: tuple[Column, ...], page: int) -> tuple[Column, ...]:
    """Some of the columns, in their order: first those that begin a voice, the newest voice first, then the rest likewise."""
    if len(columns) <= COLUMNS:
        return columns
    begins = {c.voice: c.report.id for c in reversed(columns)}
    ranked = sorted(range(len(columns)), key=lambda n: (begins[columns[n].voice] != columns[n].report.id, -n))
    return tuple(columns[n] for n in sorted(ranked[COLUMNS * (page - 1) : COLUMNS * page]))


def judgements(incident: Incident) -> dict[str, Amendment]:
    """Claim → a person's last word on it. A claim that a person added has one from the start."""
    return {a.claim: a for a in incident.amended}


def with_added(report: Report, mention: Mention, added: Mapping[str, Claim]) -> Mention:
    """An account with the claims that people added to it."""
    key = mention_key(report.id, mention.id)
    more = tuple(c for name, c in added.items() if name.rpartition(".")[0] == key)
    return mention.model_copy(update={"claims": (*mention.claims, *more)}) if more else mention


def voices_of(incident: Incident) -> dict[str, str]:
    """Report id → what its independent voice goes back to: a newsroom's name, or the first report of a story."""
    trees = family_tree(incident.kinships, (m.report_id for m in incident.mentions))
    return {report: tree.name for tree in trees for report in _reports_under(tree)}


def _reports_under(node: Node) -> Iterator[str]:
    if node.is_report:
        yield node.name
    for child in node.children:
        yield from _reports_under(child)


def _columns(readings: Sequence[Reading], family: Mapping[str, str]) -> tuple[Column, ...]:
    """By the day on which a voice was first heard, then by the day of each of its reports; undated ones first."""
    by_voice: dict[str, list[Report]] = defaultdict(list)
    for reading in readings:
        by_voice[family.get(reading.report.id, reading.report.id)].append(reading.report)
    for reports in by_voice.values():
        reports.sort(key=_day)
    ordered = sorted(by_voice.values(), key=lambda reports: _day(reports[0]))
    return tuple(Column(r, short_of(r), n) for n, reports in enumerate(ordered, 1) for r in reports)


def _day(report: Report) -> tuple[str, str]:
    return (report.published or "", report.name)


def short_of(report: Report) -> str:
    """The name of a report in addresses: the first twelve digits of its hash."""
    return report.id.partition(":")[2][:12] or report.id[:12]


_Found = tuple[_Key, tuple[str, str, str], Statement]


def _statements(
    report: Report, mention: Mention, left_out: Mapping[str, str], judged: Mapping[str, Amendment], words: Words
) -> Iterable[_Found]:
    """Every statement of one account, with its row: key, (kind, label, field as ``Contested`` names it)."""
    short = short_of(report)
    for n, (field, fact) in enumerate((("when", mention.when), ("where", mention.where))):
        if fact:
            says = mention.when.edtf if mention.when and field == "when" else (mention.where.name if mention.where else "")
            statement = Statement(short, f"{mention.id}.{field}", says, words.speaker(None), fact.quote)
            yield (1, n, ""), (field, words.code(field), field), statement
    for read in mention.claims:
        claim = as_judged(read, judged.get(read.id))
        key, label = _row_of(claim, words)
        stance = claim.stance if isinstance(claim, ResponsibilityClaim) else ("denied" if claim.attribution == "denial" else "")
        yield (
            key,
            label,
            Statement(
                short,
                at_of(claim.id),
                words.says(claim),
                words.speaker(claim.speaker),
                claim.quote,
                stance,
                words.marks(claim),
                left_out.get(claim.id, ""),
                judged.get(claim.id),
            ),
        )


def as_judged(claim: Claim, word: Amendment | None) -> Claim:
    """The claim as a person corrected it."""
    changed = word.changes if word and word.verdict == "corrected" else None
    return _CLAIM.validate_python({**claim.model_dump(), **changed}) if changed else claim


def at_of(claim_id: str) -> str:
    """A claim's id within its report: mention and claim."""
    return claim_id.partition(".")[2]


def _row_of(claim: Claim, words: Words) -> tuple[_Key, tuple[str, str, str]]:
    if isinstance(claim, TollClaim):
        key = (0, 2 * _HARMS.index(claim.harm) + (claim.of != Of()), words.group(claim.of))
        return key, ("toll", words.harm(claim), cell_name(claim.harm, claim.of))
    if isinstance(claim, ResponsibilityClaim):
        return (2, 0, claim.actor), ("responsibility", words.actor(claim.actor), "responsibility")
    return (3, 0 if claim.type == "weapon" else 1, ""), (claim.type, words.code(claim.type), claim.type)


def _shown(incident: Incident, words: Words) -> dict[str, str]:
    """Field → the incident's own value."""
    found = {cell_name(t.harm, t.of): words.figure(t.low, t.high, open_end=t.high_open) for t in incident.tolls}
    if incident.when:
        found["when"] = incident.when.edtf
    if incident.where:
        found["where"] = incident.where.name
    return found

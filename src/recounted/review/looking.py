"""An incident looked at another way: by another toll rule, as of a day, without a source. Nothing is decided by looking.

In: the query of an incident's page. Out: the incident as it stands and as it is looked at, side by side, with what differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recounted.casebook import Casebook
from recounted.casebook.look import anew
from recounted.casebook.look import asked as look_asked
from recounted.errors import CallError
from recounted.model import Incident, Reading, Toll
from recounted.review.wording.words import Words

_SOURCES = 200
_ASKED = ("rule", "as_of", "without")


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of an incident as it stands, and as it is looked at; empty: not stated. ``toll``: is it a toll?"""

    label: str
    before: str
    after: str
    toll: bool = False

    @property
    def differs(self) -> bool:
        """Is it otherwise?"""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Looked:
    """A look and what it shows. ``wrong``: why it cannot be taken, in English; ``nothing``: no account is left."""

    rule: str
    asked: Mapping[str, str]
    pairs: tuple[Pair, ...] = ()
    wrong: str = ""
    nothing: bool = False

    @property
    def active(self) -> bool:
        """Is something asked for?"""
        return any(self.asked[name] for name in _ASKED)


def looked(
    casebook: Casebook, incident: Incident, query: Mapping[str, str], words: Words, readings: Sequence[Reading] | None = None
) -> Looked:
    """What a query asks for, of an incident with these ``readings``. ``rule``, ``as_of``, ``undated`` and ``without``, as
    ``recounted show`` has them.
    """
    asked = {name: query.get(name, "").strip()[:200] for name in (*_ASKED, "undated")}
    rule = casebook.rule()
    if not any(asked[name] for name in _ASKED):
        return Looked(rule, asked)
    try:
        look = look_asked(asked["rule"] or None, asked["as_of"] or None, asked["undated"] or "apart", asked["without"] or None)
    except CallError as error:
        return Looked(rule, asked, wrong=str(error))
    (found,) = anew(casebook, [incident], look, readings=readings)
    if found is None:
        return Looked(rule, asked, nothing=True)
    return Looked(rule, asked, tuple(_pairs(incident, found, words)))


def sources(incident: Incident, readings: Iterable[Reading]) -> list[str]:
    """What can be left out by name: outlets, reports, and those who speak."""
    found: dict[str, None] = {}
    for reading in readings:
        found |= dict.fromkeys(filter(None, (reading.report.outlet, reading.report.name)))
        said = (c.speaker for m in reading.mentions for c in m.claims if c.speaker)
        found |= dict.fromkeys(filter(None, (s.name or s.role for s in said)))
        if len(found) >= _SOURCES:
            break
    return list(found)[:_SOURCES]


def _pairs(before: Incident, after: Incident, words: Words) -> Iterator[Pair]:
    old, new = ({words.harm(t): _figure(t, words) for t in i.tolls} for i in (before, after))
    for name in dict.fromkeys((*old, *new)):
        yield Pair(name, old.get(name, ""), new.get(name, ""), toll=True)
    left, right = dict(_rest(before, words)), dict(_rest(after, words))
    for name in dict.fromkeys((*left, *right)):
        if left.get(name) != right.get(name):
            yield Pair(name, left.get(name, ""), right.get(name, ""))


def _figure(toll: Toll, words: Words) -> str:
    if toll.low is None and toll.high is None and toll.best is None:
        return ""
    ends = words.figure(toll.low, toll.high, open_end=toll.high_open)
    return ends if toll.best is None else f"{ends}, {words.code('best')} {words.number(toll.best)}"


def _rest(incident: Incident, words: Words) -> Iterator[tuple[str, str]]:
    """The fields that a look may change, beside tolls."""
    yield words.code("n_reports"), words.number(incident.n_reports)
    yield words.code("n_independent"), words.number(incident.n_independent)
    yield words.code("when"), incident.when.edtf if incident.when else ""
    yield words.code("where"), incident.where.name if incident.where else ""
    for row in incident.responsibility:
        said = {s: sorted(getattr(row, f"{s}_by")) for s in ("asserted", "accused", "admitted", "denied")}
        yield row.actor, "; ".join(f"{words.code(s)}: {_names(who, words)}" for s, who in said.items() if who)
    for found in incident.contested:
        values = sorted(words.code(str(v.value)) for v in found.values)
        yield f"{words.code('contested')}: {words.code(found.field)}", " / ".join(values)
    yield words.code("suggested_grade"), words.code(incident.suggested_grade)
    for grade in incident.grades:
        yield f"{words.code('suggested_grade')}: {grade.actor}", words.code(grade.suggested)


def _names(who: Sequence[str], words: Words) -> str:
    return ", ".join(words.speaker(None) if s == "reporter" else s for s in who)

"""Causes: why a labelled figure was missed, from the reading's own trace (the stages that `recounted explain` prints).

In: what was wanted (harm, number, words to find it by) and how the report was read. Out: a cause in a few words, the same for all
figures that one new rule or word would find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.matching import words
from recounted.model import Reading, TollClaim
from recounted.packs import load_pack
from recounted.places import open_gazetteer
from recounted.reading.assemble import assemble
from recounted.reading.parse import Parse, parse
from recounted.reading.people.counted import Group
from recounted.reading.sentences.view import View

#: lo, hi, point of a claim, a group or an amount.
Number = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that went wrong. ``kind``: missed, spurious or wrong, of what; ``words``: evidence, never printed unmasked
    for sets that name people."""

    kind: str
    cause: str
    text: str
    part: str
    words: str = ""


@dataclass(frozen=True)
class Wanted:
    """A labelled figure: its harms as ours, whether a number is its number, and words of the sentence that says it."""

    harms: frozenset[str]
    fits: Callable[[Number], bool]
    cue: str = ""


class Trace:
    """One report as it was read, with every stage before the claims."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        report = reading.report
        lang = report.lang or "en"
        self.parse: Parse | None = parse(report.text, load_pack(lang), open_gazetteer(), report.published)
        # the reader's gate may have stopped before any of this; what it would have said is still of use
        self.problems = assemble(self.parse, report.id)[1] if self.parse else ()

    @property
    def claims(self) -> list[TollClaim]:
        """Its tolls, of whatever scope."""
        return [c for m in self.reading.mentions for c in m.claims if isinstance(c, TollClaim)]

    def cause(self, wanted: Wanted) -> str:
        """Why the figure is not among the claims."""
        if self.parse is None:
            return "report not read"
        for claim in self.claims:
            if wanted.fits((claim.lo, claim.hi, claim.point)):
                if claim.harm not in wanted.harms:
                    return f"wrong harm: read as {claim.harm}"
                if claim.scope != "incident":
                    return f"wrong scope: read as {claim.scope}"
                return "said once more than it was kept"
        return self._before_claims(wanted)

    def _before_claims(self, wanted: Wanted) -> str:
        assert self.parse is not None
        near = self._sentences(wanted)
        for index in near:
            for finding in self.parse.facts[index].tolls:
                if wanted.fits(number_of(finding.group)) and finding.harm in wanted.harms:
                    return self._lost()
        for index in near:
            for group, why in self.parse.left[index]:
                if wanted.fits(number_of(group)):
                    return f"left aside: {_bare(why)}"
        for index in near:
            for amount in self.parse.views[index].amounts:
                if wanted.fits((amount.lo, amount.hi, amount.point)):
                    return "number without people" if amount.kind == "count" else f"number taken for: {amount.kind}"
        return self._unread(near, wanted)

    def _lost(self) -> str:
        """A toll was found and is no claim: its incident was left out, or another claim says the same."""
        if not self.reading.mentions:
            return f"incident left out: {_bare(self.problems[0].text)}" if self.problems else "no word of harm at the gate"
        return f"found, and left out: {_bare(self.problems[0].text)}" if self.problems else "found, and merged with another"

    def _unread(self, near: list[int], wanted: Wanted) -> str:
        assert self.parse is not None
        if not near:
            return "its sentence was not found"
        views = [self.parse.views[index] for index in near]
        if not any(view.tags("harm") for view in views):
            return "no word of harm known in its sentence"
        tolls = [f for index in near for f in self.parse.facts[index].tolls]
        if any(f.harm in wanted.harms for f in tolls):
            return "wrong quantity: another number of that harm in its sentence"
        return "number not read"

    def _sentences(self, wanted: Wanted) -> list[int]:
        """The sentences that hold most of the cue's words, best first; all of them for a figure without a cue."""
        assert self.parse is not None
        cue = words(wanted.cue)
        if not cue:
            return list(range(len(self.parse.views)))
        shares = [len(cue & words(_printed(view))) for view in self.parse.views]
        most = max(shares, default=0)
        if most * 2 < len(cue):
            return [index for index, view in enumerate(self.parse.views) if any(_numbers(view, wanted))]
        return [index for index, share in enumerate(shares) if share == most]


def number_of(group: Group) -> Number:
    """The number of a group."""
    return group.lo, group.hi, group.point


def untold(reading: Reading | None) -> str:
    """Why a report has no mention at all."""
    if reading is None:
        return "not read"
    why = next((p for p in reading.problems if p.code in ("no_pack", "no_incident")), None)
    if why is not None:
        return "in no known language" if why.code == "no_pack" else _bare(why.text)
    parsed = Trace(reading).parse
    if parsed is None or not any(view.tags("harm") for view in parsed.views):
        return "no word of harm known"
    return "words of harm, and no toll"


def _numbers(view: View, wanted: Wanted) -> Iterator[bool]:
    return (True for amount in view.amounts if wanted.fits((amount.lo, amount.hi, amount.point)))


def _printed(view: View) -> str:
    return view.text.words(view.i, view.j)


def _bare(why: str) -> str:
    """A reason without what is the text's own: numbers and quoted words."""
    return re.sub(r"\s+", " ", re.sub(r"'[^']*'|\"[^\"]*\"|\d+", "…", why)).strip()

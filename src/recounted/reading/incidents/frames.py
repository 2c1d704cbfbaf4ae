"""Facts and frames: what one sentence says, and the sentences that tell of one incident of a report.

In: per sentence the tolls, charges, means, hits, places and dates. Out: the same, asked together: their days, places and families
of harm. Which sentence belongs to which incident is decided elsewhere (mentions).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from recounted.days import Days, days_of
from recounted.reading.dates.expressions import DateExpr, Resolved
from recounted.reading.incidents.scope import scope_of
from recounted.reading.parties.charges import Charge
from recounted.reading.parties.means import Hit, Means
from recounted.reading.places.spots import Spot
from recounted.reading.sentences.view import View
from recounted.reading.tolls.findings import Finding

#: How a place stands in its sentence that is not that of its harm.
NOT_THERE = frozenset({"role", "toward", "dateline"})
#: How much a sentence tells of harm that counts victims, and one that tells of an attack.
TELLS_OF_VICTIMS, TELLS_OF_ATTACK = 3.0, 2.0
#: Facts of a day on which somebody spoke or a figure was reached, or of which no harm is told; and of one told of the harm
#: (day_facts).
NOT_OF_HARM = frozenset({"said", "nothing_told", "figure_risen", "mere_today"})
OF_HARM = frozenset({"victims_counted", "of_the_attack", "beside_attack_verb", "beside_attack_noun", "at_an_hour", "attack_done"})


@dataclass(slots=True)
class NamedDay:
    """A day that a sentence names, and that may be one of harm. ``how``: the facts of how it stands; ``told``: their weight."""

    expr: DateExpr
    resolved: Resolved
    view: View
    how: frozenset[str] = frozenset()
    told: float = 0.0

    @property
    def days(self) -> Days | None:
        """First and last day."""
        return days_of(self.resolved.edtf)

    @property
    def likely(self) -> bool:
        """Is it named where an attack is told of, and not as the day of saying so?"""
        return not self.how & NOT_OF_HARM

    @property
    def firm(self) -> bool:
        """Is it told of the harm itself, or the one day of a sentence that tells of it? Such days tell incidents apart."""
        apart = "alone_in_sentence" in self.how and not self.how & {"one_word", "telling_in_clause"}
        return self.likely and (apart or bool(self.how & OF_HARM))


@dataclass
class Facts:
    """What one sentence (or a part of it) says."""

    view: View
    tolls: list[Finding]
    charges: list[Charge]
    means: list[Means]
    hits: list[Hit]
    spots: list[Spot]
    #: weapons named but not used there: shot down, or said not to be it
    unused: list[Means] = field(default_factory=list)
    dates: list[NamedDay] = field(default_factory=list)
    #: its weekdays of harm, where no date of publication says which days they are
    weekdays: frozenset[str] = frozenset()
    i: int = 0
    j: int = 1 << 60
    #: tokens of a clause that tells of another incident
    hole: tuple[int, int] = (0, 0)

    def holds(self, k: int) -> bool:
        """Is token k, behind the dateline, one of this sentence or part?"""
        return max(self.i, self.view.sentence.body) <= k < self.j and not self.hole[0] <= k < self.hole[1]

    @cached_property
    def own(self) -> list[Finding]:
        """Its tolls that are figures of one incident, not of a campaign or a war."""
        return [t for t in self.tolls if scope_of(self.view, t)[0] == "incident"]

    @cached_property
    def tells(self) -> float:
        """How much the sentence tells of harm: tolls 3, an attack or charge 2."""
        attack = bool(self.view.tags("attack") or self.means or self.hits)
        return (TELLS_OF_VICTIMS if self.own else 0.0) + (TELLS_OF_ATTACK if attack or self.charges else 0.0)

    @cached_property
    def counts(self) -> bool:
        """Does it count victims of its own, and not a part of those told before?"""
        return any(not t.part for t in self.own)


@dataclass
class Frame:
    """One incident of a report."""

    facts: list[Facts] = field(default_factory=list)
    background: bool = False
    aside: bool = False
    #: told as of the same day as the main incident
    same_day: bool = False
    #: the day that it is of, of all that are named, once all sentences are in
    named: NamedDay | None = None

    def add(self, fact: Facts) -> None:
        """Put a fact in, and forget what was known without it."""
        self.facts.append(fact)
        for name in ("dates", "day", "likely", "tolls_of", "points", "weekdays"):
            self.__dict__.pop(name, None)

    @cached_property
    def dates(self) -> list[NamedDay]:
        """Dates of harm, the strongest first."""
        found = [d for f in self.facts for d in f.dates]
        return sorted(found, key=lambda d: (-d.told, d.resolved.date_prec))

    @cached_property
    def day(self) -> Days | None:
        """The days of its strongest date."""
        return next((d.days for d in self.dates if d.days and d.firm), None)

    @cached_property
    def likely(self) -> Days | None:
        """The days of its strongest date, else of a day named where its attack is told of without a toll."""
        named = (d.days for d in self.dates if d.days and d.days.exact and d.likely)
        return self.day or next(named, None)

    @cached_property
    def weekdays(self) -> frozenset[str]:
        """Its weekdays of harm, where nothing says which days they are."""
        return frozenset().union(*(f.weekdays for f in self.facts))

    @cached_property
    def tolls_of(self) -> set[str]:
        """The families of harm that its tolls tell of."""
        return {family for f in self.facts if (family := family_of(f))}

    @property
    def spots(self) -> list[Spot]:
        """All its places."""
        return [s for f in self.facts for s in f.spots]

    @cached_property
    def points(self) -> list[tuple[float, float]]:
        """Coordinates of the fine places of harm that it names."""
        return [s.point for f in self.facts if f.tells for s in f.spots if s.fine and s.point and s.relation not in NOT_THERE]


def family_of(fact: Facts) -> str:
    """Are the sentence's victims taken away, or killed and hurt? The two are two incidents of one report."""
    harms = {t.harm for t in fact.tolls}
    harms.discard("detained")  # arrests belong to what they follow
    if harms == {"abducted"} and any(_goes_on(fact.view, t) for t in fact.tolls):  # "they also abducted five"
        return ""
    return "" if not harms else "taken" if harms == {"abducted"} else "hurt"


def _goes_on(view: View, toll: Finding) -> bool:
    """Does a word say that these came to harm beside those told of before?"""
    return toll.group.increment or any(view.over(k, "grammar", "increment") for k in range(toll.i - 1, toll.j))

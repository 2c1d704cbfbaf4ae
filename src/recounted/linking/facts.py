"""What linking sees of a mention: facts, no words.

In: Readings. Out: one ``Facts`` a mention (day, place, weapons, targets, tolls, actors), small and comparable across languages,
and numbers that stand for the rare words of its sentences.
Claims on several incidents or a whole campaign, denials and retractions are left out of the tolls: they say nothing of this
incident's size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from recounted.days import Days, around, by_publication, days_of
from recounted.linking.spelling import folded
from recounted.linking.terms import around as words_around
from recounted.linking.terms import coded, terms_of
from recounted.linking.weekdays import weekdays_in, weekdays_of
from recounted.linking.weights import MOST_KM_APART
from recounted.model import Mention, Of, Place, Reading, Report, TollClaim
from recounted.reading.words.posts import STAMP, posted

Point = tuple[float, float]

#: Places that a printed name could mean, besides the chosen one, that count when mentions are looked up.
MOST_OTHERS = 4

#: Rules by which a place, or its country, is an inference.
INFERRED = frozenset({"no gazetteer knows it", "by what it is in or near", "between two places"})
#: Days around a post's own day in which it may have happened: stamps are in the zone of the reader, posts are late.
STAMP_DAYS = 1
#: Rare words by which a mention is looked up, if it has so many: of two or three, one is shared by chance among very many.
LEAST_KEYS, MOST_KEYS = 5, 24
#: Persons. Smaller figures are equal by chance too often to look a mention up by.
LEAST_FIGURE = 3
#: The place precision (UCDP) of a point that is the place's own.
_EXACT_PREC = 1
#: Place precisions (UCDP) that name no more than a region or a country.
COARSE = frozenset({4, 6, 7})


@dataclass(frozen=True, slots=True)
class Account:
    """One mention in its report: what an incident is made of."""

    report: Report
    mention: Mention

    @property
    def key(self) -> str:
        """The mention's name within a casebook."""
        return mention_key(self.report.id, self.mention.id)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where: a point with a radius (km), or a name alone. ``others``: the points that the printed name could also mean.

    ``fine``: does it name a place smaller than a region? ``points``: of a fine place, its own and the likeliest others.
    ``exact``: is the point its own, not that of something it is in or near?
    ``terms``: the rare words of the name, as ``Facts.terms`` has them. ``sure``: the gazetteer knows the name, nothing of it is
    inferred.
    """

    name: str
    key: str
    country: str | None
    point: Point | None
    radius_km: float
    prec: int
    others: tuple[Point, ...] = ()
    terms: frozenset[int] = frozenset()
    sure: bool = True
    fine: bool = field(init=False)
    exact: bool = field(init=False)
    points: tuple[Point, ...] = field(init=False)

    def __post_init__(self) -> None:
        fine = self.prec not in COARSE and (self.point is not None or bool(self.key))
        placed = self.point if fine and self.radius_km <= MOST_KM_APART else None
        points = tuple(dict.fromkeys((placed, *self.others[:MOST_OTHERS]))) if placed else ()
        object.__setattr__(self, "fine", fine)
        object.__setattr__(self, "exact", self.sure and self.prec <= _EXACT_PREC)
        object.__setattr__(self, "points", points)


@dataclass(frozen=True, slots=True)
class Figure:
    """One toll: ``group`` is people, children, women, men or armed; bounds in persons, None is open."""

    harm: str
    group: str
    lo: int | None
    hi: int | None
    vague: bool

    @property
    def telling(self) -> bool:
        """Is it a number of people killed or injured?"""
        return self.group == "people" and self.harm in ("killed", "injured") and not self.vague


@dataclass(frozen=True, slots=True)
class Facts:
    """One mention, ready to be compared. ``days`` has its year from the date of publication where the text gives none.

    ``anchored``: is the day known (with its year) and a place smaller than a region?
    ``terms``: the rare words of its sentences in ``lang``, as numbers (see ``terms``). ``keys``: at most ``MOST_KEYS`` of them
    to look it up by: the same in every mention that has them. A place is looked up as such. ``counts``: people killed or injured,
    as far as they are no chance. ``weekdays``: those of its days, or of no date those that its sentences name (1 Monday … 7
    Sunday).
    """

    key: str
    report_id: str
    role: str
    kind: str
    days: Days | None
    published: Days | None
    spot: Spot | None
    weapons: frozenset[str]
    targets: frozenset[str]
    figures: tuple[Figure, ...]
    actors: frozenset[str]
    lang: str | None = None
    terms: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    anchored: bool = field(init=False)
    keys: frozenset[int] = field(init=False)
    counts: frozenset[tuple[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        dated = self.days and self.days.exact and not self.days.yearless
        object.__setattr__(self, "anchored", bool(dated and self.spot and self.spot.fine))
        words = self.terms - self.spot.terms if self.spot else self.terms
        keys = sorted(words)[:MOST_KEYS] if len(words) >= LEAST_KEYS else ()
        object.__setattr__(self, "keys", frozenset(keys))
        counts = ((f.harm, f.lo) for f in self.figures if f.lo and f.lo >= LEAST_FIGURE and f.telling)
        object.__setattr__(self, "counts", frozenset(counts))


def mention_key(report_id: str, mention_id: str) -> str:
    """Twelve hex digits of the report's hash, and the mention: the start of its claims' ids."""
    return f"{report_id.partition(':')[2][:12] or report_id[:12]}.{mention_id}"


def accounts_of(readings: Iterable[Reading]) -> Iterator[Account]:
    """Every mention with its report."""
    for reading in readings:
        for mention in reading.mentions:
            yield Account(reading.report, mention)


def facts_of(report: Report, mention: Mention) -> Facts:
    """The facts of one mention."""
    published = days_of(report.published or posted(report.text))
    days = days_of(mention.when.edtf) if mention.when else None
    if days and mention.when and mention.when.rule == STAMP:
        days = around(days, STAMP_DAYS)
    named = weekdays_of(days) if days else weekdays_in(words_around(report, mention), report.lang)
    claims = mention.claims
    return Facts(
        key=mention_key(report.id, mention.id),
        report_id=report.id,
        role=mention.role,
        kind=mention.kind,
        days=by_publication(days, published),
        published=published if published and not published.yearless else None,
        spot=_spot(mention.where, report.lang) if mention.where else None,
        weapons=frozenset(c.value for c in claims if c.type == "weapon" and c.attribution != "denial"),
        targets=frozenset(c.value for c in claims if c.type == "target") - {"unknown", "multiple"},
        figures=tuple(_figures(mention)),
        actors=frozenset(c.actor for c in claims if c.type == "responsibility"),
        lang=report.lang,
        terms=terms_of(report, mention),
        weekdays=named,
    )


def _figures(mention: Mention) -> Iterator[Figure]:
    seen = set()
    for claim in mention.claims:
        if isinstance(claim, TollClaim) and claim.scope == "incident" and claim.attribution not in ("denial", "retraction"):
            figure = Figure(claim.harm, group_of(claim.of), claim.lo, claim.hi, claim.vague)
            if figure not in seen and (figure.lo is not None or figure.hi is not None):
                seen.add(figure)
                yield figure


def group_of(of: Of) -> str:
    """The coarse group in which figures of different languages are comparable."""
    if of.age_group == "child":
        return "children"
    if of.sex:
        return "women" if of.sex == "woman" else "men"
    if of.status in ("member_of_armed_forces", "member_of_armed_group", "armed_law_enforcement"):
        return "armed"
    return "people"


def _spot(where: Place, lang: str | None) -> Spot:
    point = (where.lat, where.lon) if where.lat is not None and where.lon is not None else None
    others = tuple((c.lat, c.lon) for c in where.candidates if c.lat is not None and c.lon is not None)
    country_only = where.kind == "country"
    return Spot(
        name=where.name,
        key="" if country_only else folded(where.name),
        country=where.country,
        point=point,
        radius_km=where.radius_km or 0.0,
        prec=6 if country_only else where.where_prec,
        others=others,
        terms=coded(where.quote, lang),
        sure=where.rule not in INFERRED,
    )

"""The kinds of evidence that two mentions tell of one incident: one small function each.

In: the Facts of two mentions. Out: pieces of evidence, each a level of the table in ``weights`` and the words for its reason.
No function looks at more than its own kind of fact, and none decides. ``scores`` adds up the same for millions of pairs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

from recounted.days import Days, gap
from recounted.linking.facts import Facts, Figure, Spot
from recounted.linking.reasons import Fact, sentence
from recounted.linking.weekdays import names
from recounted.linking.weights import TOLL_LEAST, TOLL_MOST, TOLLS, WEIGHTS

_EARTH_KM = 6371.0
_YEAR = 366
#: Levels that say the places are not one.
CONTRADICTIONS = frozenset({"place_off", "place_far", "place_apart", "country_apart", "region_not"})
#: Rare words of a mention from which on it tells something that the other has none of them.
_FEW_WORDS = 3
#: Square of the share of rare words in common (cosine), from the highest level down.
_SHARES = ((0.09, "words_most"), (0.04, "words_many"), (0.01, "words_some"), (0.0025, "words_few"), (0.0, "words_none"))


class Evidence(NamedTuple):
    """A level of the table, and the two facts that were compared."""

    level: str
    left: Fact
    right: Fact

    @property
    def weight(self) -> float:
        """Bits for (+) or against (-) one incident."""
        return WEIGHTS[self.level]

    def reason(self) -> str:
        """The sentence that a person reads."""
        return sentence(self.level, self.left, self.right)


#: What a feature finds: nothing, or a piece or more.
Found = tuple[Evidence, ...]


def compare(a: Facts, b: Facts) -> list[Evidence]:
    """All evidence on a pair, in the order of ``FEATURES``."""
    return [piece for feature in FEATURES for piece in feature(a, b)]


def bits(evidence: list[Evidence]) -> float:
    """The sum of evidence on top of the prior; tolls together are capped, as their figures repeat each other."""
    rest = sum((WEIGHTS[level] for level, _, _ in evidence if level not in TOLLS), _PRIOR)
    return even(rest + capped(WEIGHTS[level] for level, _, _ in evidence if level in TOLLS))


def even(total: float) -> float:
    """Bits in steps of which sums are exact, in whatever order they are added up."""
    return round(total * 1024) / 1024


def capped(figures: Iterable[float]) -> float:
    """Bits of all tolls together."""
    return min(TOLL_MOST, max(TOLL_LEAST, sum(figures)))


def probability(score: float) -> float:
    """Bits as a probability, 0..1, rounded to two places (more would pretend)."""
    odds = math.pow(2.0, max(-50.0, min(50.0, score)))
    return round(odds / (1.0 + odds), 2)


# ------------------------------------------------------------------------------------------------------------------- day


def day(a: Facts, b: Facts) -> Found:
    """Days compared: the same, overlapping, one without a year, a month that holds a day, too far apart."""
    if a.days is None or b.days is None:
        return _undated(a, b)
    return (Evidence(day_level(a.days, b.days), a.days, b.days),)


def day_level(a: Days, b: Days) -> str:
    """The level of two days."""
    if apart := gap(a, b):
        if not (a.exact and b.exact):
            return "period_apart"
        if apart > 3:
            return "day_apart"
        return "day_next" if apart == 1 else "day_near"
    if a.exact and b.exact:
        if a.yearless or b.yearless:
            return "day_same_no_year"
        return "day_same" if a.first + a.last == b.first + b.last else "day_overlap"  # a stamp: a day before or after
    if max(a.length, b.length) >= _YEAR - 1:
        return "year_holds"
    return "month_same_no_year" if a.yearless or b.yearless else "month_holds"


def _undated(a: Facts, b: Facts) -> Found:
    dated, other = (a, b) if a.days else (b, a)
    if not (other.published and (dated.days or dated.published)):
        return (Evidence("day_unknown", dated.days or "", other.days or ""), *_weekdays(a, b))
    if dated.days is None:
        return _published(a, b)
    if dated.days.yearless:
        return ()
    before = dated.days.first - other.published.last
    after = other.published.first - dated.days.last
    if before > 1:
        return (Evidence("published_before", other.published, dated.days),)
    if other.role == "main" and (after <= 7 or after > 60):
        return (Evidence("published_soon_after" if after <= 7 else "published_long_after", dated.days, other.published),)
    return ()


def _weekdays(a: Facts, b: Facts) -> Found:
    if not a.weekdays or not b.weekdays:
        return ()
    level = "weekday_apart" if a.weekdays.isdisjoint(b.weekdays) else "weekday_same"
    return (Evidence(level, names(a.weekdays), names(b.weekdays)),)


def _published(a: Facts, b: Facts) -> Found:
    if not a.published or not b.published or not a.role == b.role == "main":
        return ()
    apart = gap(a.published, b.published)
    if 3 < apart <= 30:
        return ()
    return (Evidence("published_together" if apart <= 3 else "published_apart", a.published, b.published),)


# ----------------------------------------------------------------------------------------------------------------- place


def place(a: Facts, b: Facts) -> Found:
    """Places compared as one piece of evidence: points with their radii, names, regions, countries."""
    if a.spot is None or b.spot is None:
        return ()
    level = doubted(a, b, place_level(a.spot, b.spot))
    return (Evidence(level, a.spot, b.spot),) if level else ()


def place_level(a: Spot, b: Spot) -> str | None:
    """The level of two places by themselves."""
    if not (a.sure and b.sure) and a.key and same_name(a.key, b.key):
        return "name_same"
    if a.country and b.country and a.country != b.country:
        return "country_apart"
    if 6 in (a.prec, b.prec):
        return "country_same" if a.country and b.country else None
    if not a.point or not b.point:
        return "name_same" if a.key and same_name(a.key, b.key) else None
    apart = max(0.0, km(a.point, b.point) - (a.radius_km if a.prec > 1 else 0.0) - (b.radius_km if b.prec > 1 else 0.0))
    if not (a.fine and b.fine):
        return "region_holds" if apart <= 25 else ("region_not" if apart <= 200 else "place_apart")
    near, named = _near_level(apart), bool(a.key) and same_name(a.key, b.key)
    if near == "place_same" and not named and not (a.exact and b.exact):
        return "place_holds"
    return "place_same" if near == "place_close" and named else near


def doubted(a: Facts, b: Facts, level: str | None) -> str | None:
    """What a contradiction of places is worth where one of them is a choice among several or an inference; other levels as is."""
    one, two = a.spot, b.spot
    if level not in CONTRADICTIONS or one is None or two is None:
        return level
    if one.fine and two.fine and _could_be(one, two):
        return "place_could_be"
    if one.key != two.key and a.lang == b.lang and ((one.terms and one.terms <= b.terms) or (two.terms and two.terms <= a.terms)):
        return "place_told"
    return level if one.sure and two.sure else "place_unsure"


def _near_level(apart: float) -> str:
    for most, level in ((1, "place_same"), (7, "place_close"), (25, "place_near"), (50, "place_off"), (100, "place_far")):
        if apart <= most:
            return level
    return "place_apart"


def _could_be(a: Spot, b: Spot) -> bool:
    return any(km(one.point, other) <= 25 for one, two in ((a, b), (b, a)) if one.point for other in two.others)


def same_name(a: str, b: str) -> bool:
    """Equal folded names, or one word in which they differ by one letter in a name of six or more."""
    if a == b:
        return True
    if min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 1:
        return False
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    return Levenshtein.distance(a, b, score_cutoff=1) <= 1


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) points in kilometres."""
    if a == b:
        return 0.0
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


# ----------------------------------------------------------------------------------------------- kind, weapon, target, actor

_ATTACKS = frozenset({"attack_on_civilians", "battle_with_civilian_harm", "indiscriminate_fire"})

_UNNAMED = frozenset({"other"})

#: Weapons that reports of one incident use for each other: a "rocket" is any missile in many languages, a "bomb" anything
#: that goes off.
ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"missile", "rocket", "cluster_munition"}),
    frozenset({"rocket", "artillery", "mortar", "cluster_munition"}),
    frozenset({"airstrike", "bomb", "missile", "drone", "cluster_munition"}),
    frozenset({"bomb", "ied", "vehicle_bomb", "suicide_bomb", "landmine", "grenade"}),
    frozenset({"airstrike", "incendiary"}),
    frozenset({"airstrike", "chemical"}),
    frozenset({"artillery", "incendiary"}),
)


def kind(a: Facts, b: Facts) -> Found:
    """Kinds of incident: an abduction or a killing in detention is no attack from afar."""
    if "unclear" in (a.kind, b.kind):
        return ()
    if a.kind == b.kind:
        return (Evidence("kind_same", a.kind, b.kind),)
    return () if a.kind in _ATTACKS and b.kind in _ATTACKS else (Evidence("kind_apart", a.kind, b.kind),)


def weapon(a: Facts, b: Facts) -> Found:
    """Weapons: one in common, one that may be called the other, or none of both."""
    left, right = a.weapons - _UNNAMED, b.weapons - _UNNAMED
    if not left or not right:
        return ()
    if shared := left & right:
        return (Evidence("weapon_same", shared, shared),)
    alike = any(weapons_alike(x, y) for x in left for y in right)
    return (Evidence("weapon_alike" if alike else "weapon_apart", left, right),)


def weapons_alike(a: str, b: str) -> bool:
    """Can two weapon classes be two names of one thing?"""
    return a == b or "other" in (a, b) or any(a in group and b in group for group in ALIKE)


def target(a: Facts, b: Facts) -> Found:
    """What was hit: something in common or nothing."""
    return _in_common(a.targets, b.targets, "target_same", "target_apart")


def actor(a: Facts, b: Facts) -> Found:
    """Everyone named for it, whatever is said of them: who is accused and who denies are named together."""
    return _in_common(a.actors, b.actors, "actor_same", "actor_apart")


def _in_common(left: frozenset[str], right: frozenset[str], same: str, apart: str) -> Found:
    if not left or not right:
        return ()
    shared = left & right
    return (Evidence(same, shared, shared) if shared else Evidence(apart, left, right),)


# ----------------------------------------------------------------------------------------------------------------- words


def words(a: Facts, b: Facts) -> Found:
    """The rare words that two mentions in one language share, for as many as they have. Which words is not told."""
    shared = len(a.terms & b.terms)
    level = words_level(a, b, shared)
    return (Evidence(level, shared, shared),) if level else ()


def words_level(a: Facts, b: Facts, shared: int) -> str | None:
    """The level of so many shared words."""
    if a.lang != b.lang or len(a.terms) < _FEW_WORDS or len(b.terms) < _FEW_WORDS:
        return None
    square = shared * shared / ((len(a.terms) + 1) * (len(b.terms) + 1))
    return next(level for least, level in _SHARES if square >= least)


# ----------------------------------------------------------------------------------------------------------------- tolls


def tolls(a: Facts, b: Facts) -> Found:
    """For each harm and group that both count: the two figures that come closest."""
    if not a.figures or not b.figures:
        return ()
    best: dict[tuple[str, str], Evidence] = {}
    for x in a.figures:
        for y in b.figures:
            if x.harm == y.harm and x.group == y.group:
                found, cell = Evidence(toll_level(x, y), x, y), (x.harm, x.group)
                if cell not in best or found.weight > best[cell].weight:
                    best[cell] = found
    return tuple(best[cell] for cell in sorted(best)) if len(best) > 1 else tuple(best.values())


def toll_level(a: Figure, b: Figure) -> str:
    """The level of two figures of one kind."""
    if a.lo is not None and a.lo == b.lo and (a.hi == b.hi or None in (a.hi, b.hi)) and not (a.vague or b.vague):
        return equal_level(a.lo)
    low = max(a.lo or 0, b.lo or 0)
    high = min(math.inf if a.hi is None else a.hi, math.inf if b.hi is None else b.hi)
    if high <= 0 < low:
        return "toll_none_some"
    apart = low / max(1.0, high) if low > high else _ratio(a, b)
    if low <= high and (a.vague or b.vague or apart <= 1.5):
        return "toll_agrees" if apart <= 3 else "toll_rising"
    for most, level in ((1.5, "toll_agrees"), (3, "toll_rising"), (8, "toll_off")):
        if apart <= most:
            return level
    return "toll_wild"


def _ratio(a: Figure, b: Figure) -> float:
    x, y = (max(1, f.lo if f.lo is not None else f.hi or 1) for f in (a, b))
    return max(x, y) / min(x, y)


def equal_level(count: int) -> str:
    """How much it tells that two accounts give this number: small and round numbers are often equal by chance."""
    if count < 5:
        return "toll_equal_small"
    if count % 50 == 0 or len(str(count).rstrip("0")) == 1:
        return "toll_equal_round" if count >= 10 else "toll_equal"
    return "toll_equal" if count < 20 else "toll_equal_large"


#: What hangs on nothing but itself.
PLAIN = (kind, weapon, target, actor)
FEATURES: tuple[Callable[[Facts, Facts], Found], ...] = (day, place, kind, weapon, target, tolls, actor, words)
_PRIOR = WEIGHTS["prior"]

"""Reasons: a level of evidence and the two facts behind it, as the sentence that a person reads.

In: a level of the table in ``weights``, and facts. Out: words. Rare words are counted and never told: names of victims are among
them.
"""

from __future__ import annotations

from recounted.days import Days
from recounted.linking.facts import Figure, Spot
from recounted.messages import S_

Fact = str | int | Days | Spot | Figure | frozenset[str]


def sentence(level: str, left: Fact, right: Fact) -> str:
    """The words for a level, with what was compared."""
    one, other = told(left), told(right)
    if one == other:
        return S_(f"{WORDS[level]}: {one}") if one else WORDS[level]
    return S_(f"{WORDS[level]}: {one} and {other}")


def told(fact: Fact) -> str:
    """A fact as a short text."""
    if isinstance(fact, Days):
        return fact.text()
    if isinstance(fact, Spot):
        return fact.name
    if isinstance(fact, Figure):
        bounds = str(fact.lo) if fact.lo == fact.hi else (f"{fact.lo}+" if fact.hi is None else f"{fact.lo or 0}-{fact.hi}")
        return f"{bounds} {fact.group} {fact.harm.replace('_', ' ')}"
    return ", ".join(sorted(fact)) if isinstance(fact, frozenset) else str(fact)


#: A level, in words.
WORDS: dict[str, str] = S_(
    {
        "day_same": "same day",
        "day_overlap": "days that overlap",
        "day_same_no_year": "same day of the year, one without a year",
        "day_next": "days next to each other",
        "day_near": "two or three days apart",
        "month_holds": "a month or stretch that holds the day",
        "month_same_no_year": "same month, the year open",
        "year_holds": "same year, no more is known",
        "day_apart": "different days",
        "period_apart": "a month or year that does not hold the day",
        "published_soon_after": "no day given, but published within a week after",
        "published_long_after": "no day given, and published more than two months after",
        "published_together": "no day given, published within three days of each other",
        "published_apart": "no day given, published more than a month apart",
        "published_before": "published before it happened",
        "day_unknown": "nothing says when one of them was",
        "weekday_same": "same day of the week",
        "weekday_apart": "different days of the week",
        "place_same": "same place",
        "place_holds": "a place that is in or near the other",
        "place_close": "places within 7 km",
        "place_near": "places within 25 km",
        "place_off": "places 25 to 50 km apart",
        "place_far": "places 50 to 100 km apart",
        "place_apart": "places more than 100 km apart",
        "name_same": "same name of the place",
        "place_could_be": "the printed name may mean the same place",
        "place_told": "the other text names the place too",
        "place_unsure": "places apart, one of them inferred",
        "region_holds": "a region that holds the place",
        "region_not": "a region that does not hold the place",
        "country_same": "same country",
        "country_apart": "different countries",
        "kind_same": "same kind of incident",
        "kind_apart": "different kinds of incident",
        "weapon_same": "same weapon",
        "weapon_alike": "weapons that are told for each other",
        "weapon_apart": "different weapons",
        "target_same": "same kind of target",
        "target_apart": "different targets",
        "toll_equal_small": "same figure",
        "toll_equal": "same figure",
        "toll_equal_large": "same large figure",
        "toll_equal_round": "same round figure",
        "toll_agrees": "figures that agree",
        "toll_rising": "figures that one history may hold",
        "toll_off": "figures that differ",
        "toll_wild": "figures far apart",
        "toll_none_some": "nobody against somebody",
        "words_most": "most rare words in common",
        "words_many": "many rare words in common",
        "words_some": "some rare words in common",
        "words_few": "few rare words in common",
        "words_none": "no rare words in common",
        "actor_same": "same actor named",
        "actor_apart": "different actors named",
    }
)

"""The weights of evidence, in bits (base-2 logarithms of likelihood ratios), and nothing else.

A pair of mentions starts at ``prior``; every piece of evidence adds its weight; 0 bits is as likely as not. Fitted by a bounded
logistic regression on labelled pairs (posts and news of Syria in Arabic and English, articles on shootings in the United States),
what speaks for never below zero; set by hand where labels are few or a rule of the field decides, see the remarks.
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    # By hand: two mentions that share a block are mostly of different incidents; the labelled corpus joins best from -4 to -1.
    "prior": -3.0,
    # Day. Attacks at one place on one day are few.
    "day_same": 4.9,
    # A night told as one day or as two; stretches of a few days that overlap.
    "day_overlap": 3.7,
    # Month and day agree, one of them without a year: a coincidence once in 365 days, but years are many.
    "day_same_no_year": 4.0,
    # By hand: outlets disagree by a day over nights and time zones; more often it is the next attack, and events are daily.
    "day_next": -1.5,
    # Two or three days apart is a mistake in one of them, rarely.
    "day_near": -4.0,
    # A month or a year that holds the day: little, as much else happened in it.
    "month_holds": 2.7,
    "month_same_no_year": 0.8,
    "year_holds": 0.0,
    # By hand, as is being published before it: days that cannot both be right.
    "day_apart": -8.0,
    # A month or year that does not hold the day: texts name months and years of other things.
    "period_apart": -2.5,
    # No day in one of them. A report tells mostly of the last days before it came out.
    "published_soon_after": 2.2,
    "published_long_after": -0.6,
    "published_together": 0.5,
    "published_apart": -2.0,
    # Nothing comes out before it happened.
    "published_before": -8.0,
    # Place, points compared after their radii are taken off.
    "place_same": 2.2,
    "place_near": 0.0,
    "place_off": -2.0,
    "place_far": -2.7,
    "place_apart": -8.0,
    # One spelling, no coordinates on one side: names repeat, less so within a country.
    "name_same": 4.1,
    # The printed name could mean the other's place as well: the gazetteer's choice may be wrong.
    "place_could_be": 1.9,
    # The other's text holds the printed name, though its main place is another.
    "place_told": 1.8,
    # One of the two places, or its country, is an inference.
    "place_unsure": -3.8,
    # A region that holds the point, a country that both name.
    "region_holds": 0.0,
    "region_not": -0.5,
    "country_same": 0.0,
    # By hand: countries are seldom mistaken.
    "country_apart": -8.0,
    # Kind. Most incidents are attacks on civilians, so agreement says little; an abduction is no shelling.
    "kind_same": 0.0,
    "kind_apart": -2.0,
    # Weapons are contested and mistaken often, so disagreement counts little.
    "weapon_same": 0.3,
    "weapon_alike": -1.6,
    "weapon_apart": -1.1,
    "target_same": 1.2,
    "target_apart": -1.3,
    # Equal figures: the larger and the less round, the less by chance.
    "toll_equal_small": 1.8,
    "toll_equal": 2.3,
    "toll_equal_large": 3.5,
    "toll_equal_round": 1.4,
    # Bounds that allow each other, or a toll that rose.
    "toll_agrees": 0.7,
    "toll_rising": -0.7,
    "toll_off": -1.9,
    "toll_wild": -1.8,
    # Somebody was killed, nobody was killed.
    "toll_none_some": -2.0,
    # Rare words (names, villages, details) that both texts hold, in one language.
    "words_most": 5.5,
    "words_many": 4.7,
    "words_some": 2.0,
    "words_few": -0.3,
    "words_none": -2.8,
    # Actors. Most incidents of one war have one and the same accused.
    "actor_same": 0.0,
    "actor_apart": -1.4,
}

#: The levels of figures.
TOLLS = frozenset(level for level in WEIGHTS if level.startswith("toll"))

#: Bits. Equal figures repeat each other (they were copied together), so all tolls together count no more than this.
TOLL_MOST, TOLL_LEAST = 5.0, -4.0

#: Bits. A pair that no block brought together is too far apart in time or place to be one incident.
NO_PAIR = -8.0

#: Bits. From here on mentions are joined (0 bits: as likely as not).
JOIN_AT = 0.0

#: Bits. A mention without day or place joins only where one incident fits better than the next by so much; else it waits.
CLEAR_BY = 1.5

#: Days, kilometres. Mentions of one incident whose day and place are known lie within these of each other.
MOST_DAYS_APART = 3
MOST_KM_APART = 75.0


def _most_besides() -> float:
    """Bits that everything but day and place can add at most."""
    kinds = {"kind", "weapon", "target", "actor", "words"}
    best = (max(w for level, w in WEIGHTS.items() if level.startswith(f"{kind}_")) for kind in kinds)
    return TOLL_MOST + sum(best)


#: A pair that day and place put farther below ``JOIN_AT`` than this is apart, whatever else is said.
MOST_BESIDES = _most_besides()

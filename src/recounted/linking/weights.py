"""The weights of evidence, in bits (base-2 logarithms of likelihood ratios), and nothing else.

A pair of mentions starts at ``prior``; every piece of evidence adds its weight; 0 bits is as likely as not. Set by hand
from the reasons given, checked against labelled reports; one table, so that a fit on labels replaces numbers and no code.
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    # Two mentions that share a block are still mostly of different incidents: about one pair in 64 is the same.
    "prior": -6.0,
    # Day. Attacks at one place on one day are few.
    "day_same": 5.0,
    # A night told as one day or as two; stretches of a few days that overlap.
    "day_overlap": 4.0,
    # Month and day agree, one of them without a year: a coincidence once in 365 days, but years are many.
    "day_same_no_year": 4.0,
    # Outlets disagree by a day over nights and time zones; more often it is the next attack.
    "day_next": -1.5,
    # Two or three days apart is a mistake in one of them, rarely.
    "day_near": -5.0,
    # A month or a year that holds the day: little, as much else happened in it.
    "month_holds": 1.5,
    "month_same_no_year": 1.0,
    "year_holds": 0.3,
    # Days that cannot both be right.
    "day_apart": -12.0,
    # No day in one of them. A report tells mostly of the last days before it came out.
    "published_soon_after": 1.5,
    "published_long_after": -2.5,
    "published_together": 1.0,
    "published_apart": -3.0,
    # Nothing comes out before it happened.
    "published_before": -12.0,
    # Place, points compared after their radii are taken off.
    "place_same": 5.0,
    "place_near": 3.0,
    "place_off": -1.5,
    "place_far": -5.0,
    "place_apart": -12.0,
    # One spelling, no coordinates on one side: names repeat, less so within a country.
    "name_same": 4.5,
    # The printed name could mean the other's place as well: the gazetteer's choice may be wrong.
    "place_could_be": 3.0,
    # A region that holds the point, a country that both name.
    "region_holds": 1.0,
    "region_not": -5.0,
    "country_same": 0.3,
    # Countries are seldom mistaken.
    "country_apart": -12.0,
    # Kind. Most incidents are attacks on civilians, so agreement says little; an abduction is no shelling.
    "kind_same": 0.3,
    "kind_apart": -3.0,
    # Weapons are contested and mistaken often, so disagreement counts little.
    "weapon_same": 1.5,
    "weapon_alike": 0.5,
    "weapon_apart": -1.5,
    "target_same": 1.0,
    "target_apart": -1.0,
    # Equal figures: the larger and the less round, the less by chance.
    "toll_equal_small": 0.5,
    "toll_equal": 1.5,
    "toll_equal_large": 3.0,
    "toll_equal_round": 1.5,
    # Bounds that allow each other, or a toll that rose.
    "toll_agrees": 0.7,
    "toll_rising": 0.3,
    "toll_off": -1.0,
    "toll_wild": -3.0,
    # Somebody was killed, nobody was killed.
    "toll_none_some": -2.0,
    # Actors. Most incidents of one war have one and the same accused.
    "actor_same": 0.7,
    "actor_apart": -1.0,
}

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
    kinds = {"kind", "weapon", "target", "actor"}
    best = (max(w for level, w in WEIGHTS.items() if level.startswith(f"{kind}_")) for kind in kinds)
    return TOLL_MOST + sum(best)


#: A pair that day and place put farther below ``JOIN_AT`` than this is apart, whatever else is said.
MOST_BESIDES = _most_besides()

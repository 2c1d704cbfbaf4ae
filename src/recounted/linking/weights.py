"""The weights of evidence, in bits (base-2 logarithms of likelihood ratios), and the limits that joining keeps to.

The table is ``weights.toml``, with how each number was found. A pair of mentions starts at ``prior``; every piece of evidence
adds its weight; 0 bits is as likely as not.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from recounted.weighing import weights

#: Raised whenever mentions are compared in another way by the same weights.
WAY = 6
TABLE = Path(__file__).with_name("weights.toml")


#: Level of evidence → bits.
WEIGHTS: dict[str, float] = weights(TABLE)

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

#: Changes whenever another weight, or another way of comparing, may join other mentions: casebooks are then linked anew.
VERSION = hashlib.sha256(
    repr((WAY, sorted(WEIGHTS.items()), JOIN_AT, CLEAR_BY, MOST_DAYS_APART, MOST_KM_APART)).encode()
).hexdigest()[:12]

"""Feasts: days that have a name, on one date (Christmas Day) or so many days from Easter (Palm Sunday).

In: the key of a feast in a pack's ``[feast]`` table and a year. Out: the day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

#: A year that has every day.
LEAP_YEAR = 2000
_MOVABLE = re.compile(r"(easter|orthodox)([+-]\d{1,2})?")
_RECKONING = {"easter": EASTER_WESTERN, "orthodox": EASTER_ORTHODOX}


def is_movable(key: str) -> bool:
    """Does the day hang on Easter ("easter-7")?"""
    return _MOVABLE.fullmatch(key) is not None


def is_feast(key: str) -> bool:
    """Is it the key of a day: a month and a day ("12-25"), or days from Easter?"""
    try:
        feast_day(key, LEAP_YEAR)
    except ValueError:
        return False
    return True


def feast_day(key: str, year: int) -> date:
    """The day of a feast in a year from 1583 to 4099; ValueError for a key that is none, and for other years."""
    if movable := _MOVABLE.fullmatch(key):
        sunday: date = easter(year, _RECKONING[movable[1]])
        return sunday + timedelta(days=int(movable[2] or 0))
    return date.fromisoformat(f"{year:04d}-{key}")

"""The day that an address on the web carries, and the check that a day is one.

In: a URL. Out: ISO 8601, or None. It parses no page: it is looked at for every report with an address.
"""

from __future__ import annotations

import re
from datetime import date

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?=\D|$)|[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)")
_EARLIEST_YEAR = 1900


def day_in_address(url: str | None) -> str | None:
    """The day that an address carries (``/2022/04/08/``, ``-20220408``), ISO 8601; None where it has none."""
    match = _IN_ADDRESS.search(url) if url else None
    if not match:
        return None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    return calendar_day(year, month, day)


def calendar_day(year: str, month: str | int, day: str) -> str | None:
    """A day of the calendar; not one of those that publishing systems write for "never"."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if found.year >= _EARLIEST_YEAR and found != date(1970, 1, 1) else None

"""Profile ``csv``: one incident a row, the row of HXL tags under the header, for spreadsheets."""

from __future__ import annotations

import csv
from typing import Any, TextIO

from recounted.export.profile import Material, Profile
from recounted.export.table import TAGS, row_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(material: Material, out: TextIO) -> int:
    """Header, HXL tags, rows."""
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(TAGS)
    sheet.writerow(TAGS.values())
    written = 0
    for part in material.parts:
        for incident in part.incidents:
            sheet.writerow(_cell(v) for v in row_of(incident, part.reports).values())
        written += len(part.incidents)
    return written


def _cell(value: Any) -> Any:
    """Text from a report that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


PROFILE = Profile("csv", "incident", "Not all columns are core HXL. An empty cell is unknown, not zero.", write, ending="csv")

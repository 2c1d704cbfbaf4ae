"""The words behind figures: claims by their ids, each with the report that it stands in.

In: readings of an incident's reports, and the incident. Out: for some claims their words with an address, equal words once, and
never more than a page can show; the rest are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recounted.model import Incident, Reading
from recounted.reconciling.amendments import added_claims
from recounted.review.matrix import at_of, short_of

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a report: its short name, the place in it, and in how many reports these words stand."""

    short: str
    at: str
    quote: str
    times: int = 1


class Evidence:
    """The words of an incident's claims."""

    def __init__(self, incident: Incident, readings: Sequence[Reading]) -> None:
        self._found = {
            claim.id: (short_of(reading.report), claim.quote)
            for reading in readings
            for mention in reading.mentions
            for claim in mention.claims
        }
        self._found |= {name: (name.partition(".")[0], claim.quote) for name, claim in added_claims(incident).items()}

    def words_of(self, ids: Iterable[str]) -> tuple[list[Words], int]:
        """The words of some claims, and how many more there are."""
        found: dict[str, list[str]] = {}
        for id in ids:
            if id in self._found:
                found.setdefault(self._found[id][1], []).append(id)
        shown = [Words(self._found[i[0]][0], at_of(i[0]), quote, len(i)) for quote, i in list(found.items())[:_SHOWN]]
        return shown, max(0, len(found) - _SHOWN)

"""One speaker: reports of several sources that rest wholly on what one speaker said.

In: pages with the family of each. Out: for each such report the speaker and the claims. Both stay sources of their own, as each
heard the statement for itself; that all of it is one voice is said beside the count (circular reporting, field-standards 6.3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from recounted.model import ResponsibilityClaim, TollClaim
from recounted.reconciling.independence.page import Page, says
from recounted.reconciling.speakers import is_shared, label, origin


class Rests(NamedTuple):
    """A report that rests wholly on one speaker, as printed, with the claims."""

    page: Page
    speaker: str
    origin: str
    claims: tuple[str, ...]


def one_speaker(pages: Iterable[Page], families: Mapping[str, str]) -> list[Rests]:
    """The reports whose only speaker is also the only speaker of a report of another family."""
    by_origin: dict[str, list[Rests]] = defaultdict(list)
    for page in pages:
        rests = _only_speaker(page, families[page.id])
        if rests:
            by_origin[rests.origin].append(rests)
    several = [some for some in by_origin.values() if len({families[r.page.id] for r in some}) > 1]
    return [Rests(r.page, some[0].speaker, r.origin, r.claims) for some in several for r in some]


def _only_speaker(page: Page, family: str) -> Rests | None:
    """The speaker of all figures and accusations, if there is one; the report's own voice may only repeat them."""
    told = [c for c in page.claims if isinstance(c, TollClaim | ResponsibilityClaim) and c.scope == "incident"]
    spoken = [c for c in told if c.speaker]
    voices = {origin(c, family) for c in spoken}
    said = {says(c) for c in spoken}
    if len(voices) != 1 or not is_shared(next(iter(voices))) or any(says(c) not in said for c in told):
        return None
    return Rests(page, label(spoken[0].speaker), next(iter(voices)), tuple(c.id for c in spoken))

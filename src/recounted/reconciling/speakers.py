"""Who stands behind a claim: the words to print, and the origin that counts as one voice.

In: a claim and the family of its report. Out: a label as printed, and an origin key. A named speaker is one voice however
many outlets quote them; a report's own voice is that of its family of copies.
"""

from __future__ import annotations

from recounted.linking.spelling import folded, surname
from recounted.model import BaseClaim, Speaker

REPORTER = "reporter"

#: Speakers in an office, whose names are part of the record. All others may be private persons.
PUBLIC_KINDS = frozenset(
    {
        "news_agency", "newspaper", "broadcaster", "online_outlet", "government", "armed_force", "armed_group",
        "emergency_service", "local_authority", "police", "judiciary", "ngo", "io_un", "casualty_recorder", "company",
        "expert",
    }
)  # fmt: skip


def label(speaker: Speaker | None) -> str:
    """The speaker as printed; ``reporter`` for the report's own voice."""
    if speaker is None:
        return REPORTER
    return speaker.name or speaker.role or speaker.quote


def public_label(speaker: Speaker | None) -> str:
    """A label without the name of a possible private person: the kind of speaker in its place."""
    if speaker is None:
        return REPORTER
    return label(speaker) if speaker.kind in PUBLIC_KINDS else speaker.kind.replace("_", " ")


def origin(claim: BaseClaim, family: str) -> str:
    """The voice that a claim comes from, as a key. A speaker without name or side is one voice only within its family."""
    speaker = claim.speaker
    if speaker is None:
        return f"report:{family}"
    if speaker.name and surname(speaker.name):
        return f"speaker:{surname(speaker.name)}"
    if speaker.side:
        return f"office:{folded(speaker.side)}:{folded(speaker.role) or speaker.kind}"
    return f"report:{family}:{folded(speaker.role) or folded(speaker.quote)}"

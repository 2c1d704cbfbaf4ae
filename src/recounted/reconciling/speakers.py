"""Who stands behind a claim: the words to print, and the origin that counts as one voice.

In: a claim and the family of its report. Out: a label as printed, and an origin key. A named speaker is one voice however
many outlets quote them, and an office in whatever language it is quoted; a newsroom is one voice in its own reports and in
those that quote it; a report's own voice is that of its family of copies.
"""

from __future__ import annotations

from recounted.linking.spelling import folded, surname
from recounted.model import BaseClaim, Speaker
from recounted.packs.credits import Newsroom, register
from recounted.packs.offices import office_of

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


#: Kinds of speaker that are newsrooms.
NEWSROOM_KINDS = frozenset({"news_agency", "newspaper", "broadcaster", "online_outlet"})
_NEWSROOM, _SHARED = "newsroom:", ("speaker:", "office:")


def newsroom_of(speaker: Speaker | None) -> Newsroom | None:
    """The newsroom that speaks, if it is one of the register."""
    if speaker is None or speaker.kind not in NEWSROOM_KINDS:
        return None
    for printed in filter(None, (speaker.name, speaker.role, speaker.quote)):
        if named := register().named_in(printed):
            return named[0].newsroom
    return None


def family_of(newsroom: Newsroom) -> str:
    """The name of the family of all reports that go back to a newsroom."""
    return f"{_NEWSROOM}{newsroom.name}"


def is_shared(origin: str) -> bool:
    """Is it a speaker that several reports may quote, each for itself?"""
    return origin.startswith(_SHARED)


def origin(claim: BaseClaim, family: str) -> str:
    """The voice that a claim comes from, as a key. A speaker without name or side is one voice only within its family."""
    speaker = claim.speaker
    if speaker is None:
        return family if family.startswith(_NEWSROOM) else f"report:{family}"
    if newsroom := newsroom_of(speaker):
        return family_of(newsroom)
    if speaker.name and surname(speaker.name):
        return f"speaker:{surname(speaker.name)}"
    if speaker.side:
        office = office_of(speaker.role, speaker.kind)
        return f"office:{folded(speaker.side)}:{office or folded(speaker.role) or speaker.kind}"
    return f"report:{family}:{folded(speaker.role) or folded(speaker.quote)}"

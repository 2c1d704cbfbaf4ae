"""What is left out, superseded, flagged, denied and contested: disagreement is data, and none of it is resolved by a machine."""

from __future__ import annotations

from typing import Literal

from recounted.model.noun import Noun


class Excluded(Noun):
    """A claim that a toll rule left out, and why. ``by``: the claim that supersedes it, where one does."""

    claim: str
    why: str
    by: str | None = None


class Flag(Noun):
    """What a person should look at in a toll. It changes no figure; ``claims`` are those that it is about."""

    code: Literal[
        "status_contested", "part_exceeds_total", "parts_exceed_total", "not_told_apart", "unsplit_below_parts"
    ]  # fmt: skip
    text: str
    claims: tuple[str, ...]


class FigureSaid(Noun):
    """A figure that came out: its claim, the voice as printed, and, as known today, what supersedes it or why it is left out."""

    claim: str
    voice: str
    superseded_by: str | None = None
    left_out: str | None = None


class Denial(Noun):
    """A claim that denies or takes back, and the claims that it does this to, in any report and language; ``how``: the rule."""

    claim: str
    denies: tuple[str, ...]
    how: str


class ContestedValue(Noun):
    """One of the values that cannot all hold, with who says it, for which sides, and from when to when (ISO days)."""

    value: str | int
    claims: tuple[str, ...]
    speakers: tuple[str, ...]
    sides: tuple[str, ...] = ()
    first_seen: str | None = None
    last_seen: str | None = None


class Contested(Noun):
    """A field on which claims disagree. ``kind``: number_gap, attribution, status, place, time, weapon, target, occurrence.

    ``resolved_value``, ``by`` and ``why`` are a person's; nothing is resolved by a machine.
    """

    field: str
    kind: str
    values: tuple[ContestedValue, ...]
    resolution: Literal["open", "resolved"] = "open"
    resolved_value: str | int | None = None
    by: str | None = None
    why: str | None = None

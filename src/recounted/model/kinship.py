"""Kinship between reports: what a report goes back to, and why that is thought."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from recounted.model.noun import Noun

KinshipSign = Literal["copy", "cut_copy", "translation", "wire", "retelling", "same_newsroom", "one_speaker"]


class Kinship(Noun):
    """One report that goes back to another, or to a newsroom or speaker whose own report need not be here.

    ``parent``: a report's id, the name of an agency or outlet, or a speaker as printed. ``joins``: the two count as one source;
    a report has at most one such kinship, its place in the family tree. ``words``: the credit as printed; ``measured``: shares
    (0-1) and counts, by name; ``claims``: those that the kinship rests on.
    """

    child: str
    parent: str
    parent_kind: Literal["report", "agency", "outlet", "speaker"]
    sign: KinshipSign
    joins: bool
    why: str
    words: str | None = None
    measured: dict[str, float] = Field(default_factory=dict)
    claims: tuple[str, ...] = ()

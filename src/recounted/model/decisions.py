"""What people decide, and the acts in which they do.

A decision is never changed or removed: a later one stands over it, or a later act undoes its act. Mentions and claims are named
by their keys, which are positions in one reading; the casebook keeps their words, and finds them again in a later reading.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from recounted.model.noun import Noun


class BaseDecision(Noun):
    """What all decisions share. ``number`` is their order within a casebook, ``act`` the act that each belongs to (0: not stored
    yet); ``at``, ``by`` and ``why`` are those of the act.
    """

    number: int = 0
    act: int = 0
    at: str = ""
    by: str = ""
    why: str = ""


class LinkDecision(BaseDecision):
    """A person's word on mentions (keys). ``same``: all of both lists are of one incident. ``not_same``: none of ``mentions`` is
    of one incident with any of ``others``. ``unsure``: a person looked and does not know; the machine's link stands, marked.
    """

    type: Literal["link"] = "link"
    verdict: Literal["same", "not_same", "unsure"]
    mentions: tuple[str, ...]
    others: tuple[str, ...] = ()


class FieldDecision(BaseDecision):
    """A person's value for a field of an incident, such as ``grade``, ``grade:Russia`` or ``best:killed``; None takes it back."""

    type: Literal["field"] = "field"
    incident: str
    field: str
    value: JsonValue = None


class ClaimDecision(BaseDecision):
    """A person's word on a claim; ``changes`` are the fields that are otherwise than the machine read them.

    ``added``: a claim that the machine did not read; ``changes`` are all its fields, and its id ends in p1, p2 …
    """

    type: Literal["claim"] = "claim"
    claim: str
    verdict: Literal["accepted", "rejected", "corrected", "added"]
    changes: dict[str, JsonValue] = Field(default_factory=dict)


class ReportDecision(BaseDecision):
    """Whether a report counts in the incidents of a casebook."""

    type: Literal["report"] = "report"
    report: str
    verdict: Literal["left_out", "taken_in"]


class TieDecision(BaseDecision):
    """The claims that a denial denies; none: it denies nothing that is here."""

    type: Literal["tie"] = "tie"
    denial: str
    claims: tuple[str, ...] = ()


class RuleDecision(BaseDecision):
    """The toll rule of a casebook, by name; None: the one that holds where nobody chose."""

    type: Literal["rule"] = "rule"
    rule: str | None


Decision = Annotated[
    LinkDecision | FieldDecision | ClaimDecision | ReportDecision | TieDecision | RuleDecision, Field(discriminator="type")
]


class Act(Noun):
    """What a person did in one go (merge, split, set, undo …): one or more decisions. ``undoes``: the act that it takes back."""

    number: int
    at: str
    by: str
    verb: str
    why: str = ""
    undoes: int | None = None

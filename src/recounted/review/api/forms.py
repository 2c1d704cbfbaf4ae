"""The objects that programs send and get. Incidents, claims and mentions are those of the contract."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from recounted.model import Act, Claim, Incident, Mention, Problem

# What JSON can spell and no store can keep (NUL, half signs, numbers without end) is no part of these.
Text = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Why = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Field(ge=-(2**53), le=2**53)]
Measure = Annotated[float, Field(ge=-(2**53), le=2**53, allow_inf_nan=False)]
Plain = bool | Number | Measure | Text | None
# A value of an incident or claim: plain, or an object of plain ones, as a place, a group of people or a speaker is.
Id = Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,200}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
_CLOSED: dict[str, JsonValue] = {"additionalProperties": False}
Value = Plain | Annotated[dict[Key, Plain], Field(max_length=50, json_schema_extra=_CLOSED)]


def as_json(value: Value) -> JsonValue:
    """The same value, as decisions have it."""
    return dict(value) if isinstance(value, dict) else value


class Sent(BaseModel):
    """What every decision may carry: the reason, and which version of which incident was looked at (409 if it changed since)."""

    model_config = ConfigDict(extra="forbid")

    why: Why = ""
    seen: dict[Id, Annotated[int, Field(ge=0, le=2**31)]] = Field(default_factory=dict, max_length=20, json_schema_extra=_CLOSED)


class SetValue(Sent):
    """A value of an incident; null takes it back."""

    field: Name
    value: Value


class Link(Sent):
    """What another incident is to this one."""

    other: Name
    verdict: Literal["same", "not_same", "unsure"]


class Split(Sent):
    """Mentions (``report.txt#m1``, or keys) that are an incident of their own."""

    mentions: Annotated[list[Name], Field(min_length=1, max_length=1000)]


class Move(Sent):
    """A mention that belongs to this incident."""

    mention: Name


class Judge(Sent):
    """A word on a claim; ``changes`` where it is corrected."""

    verdict: Literal["accept", "reject", "correct"]
    changes: dict[Key, Value] = Field(default_factory=dict, max_length=50, json_schema_extra=_CLOSED)


class TakeBack(Sent):
    """The reason of an undoing or redoing."""


class Done(BaseModel):
    """An act, and the incidents that it made, changed or took away."""

    act: Act
    incidents: list[str]


class Incidents(BaseModel):
    """Some incidents of a view. ``next``: what to send as ``after`` for the ones behind them; ``total``: how many there are."""

    incidents: list[Incident]
    next: str | None
    total: int


class ReportNames(BaseModel):
    """What identifies a report. ``short`` names it in addresses."""

    id: str
    short: str
    name: str
    lang: str | None
    published: str | None
    url: str | None
    title: str | None
    outlet: str | None


class ReportHead(ReportNames):
    """A report on a list. ``number`` is its place among all, ``incidents`` counts them."""

    number: int
    incidents: int


class Reports(BaseModel):
    """Reports, the last that came first. ``next``: what to send as ``before`` for the ones behind them."""

    reports: list[ReportHead]
    next: int | None


class ReportRead(ReportNames):
    """A report with its text and what was read in it. ``incidents``: mention → the incident that it is in."""

    text: str
    mentions: list[Mention]
    problems: list[Problem]
    incidents: dict[str, str]


class ClaimIn(BaseModel):
    """A claim with the report, mention and incident that it stands in."""

    claim: Claim
    report: str
    mention: str
    incident: str | None


class Claims(BaseModel):
    """The claims of an incident, report by report."""

    claims: list[ClaimIn]


class Entry(BaseModel):
    """One thing that was done. ``before`` and ``after``: JSON, null where there is nothing."""

    number: int
    at: str
    who: str
    what: str
    subject: str
    before: Any
    after: Any
    why: str


class History(BaseModel):
    """What happened, the oldest first."""

    entries: list[Entry]


class Acts(BaseModel):
    """What people did, the latest first. ``next``: what to send as ``before`` for the earlier ones."""

    acts: list[Act]
    next: int | None

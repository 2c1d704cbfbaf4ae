"""A claim as a form, and the form as a claim: every field of each type, as a person types it.

In: the fields of a form. Out: the fields of a claim as ``Casebook.correct`` and ``add_claim`` take them. What cannot be a
number is refused in words (CallError); all else is checked where it is decided.
"""

from __future__ import annotations

from typing import Any, get_args

from pydantic import JsonValue
from starlette.datastructures import FormData

from recounted.errors import CallError
from recounted.messages import S_
from recounted.model import (
    AgeGroup,
    Attribution,
    Claim,
    Harm,
    Scope,
    Sex,
    SpeakerKind,
    Stance,
    Status,
    Target,
    TollClaim,
    Weapon,
)
from recounted.review.deciding.acts import said

#: The choices of a form: field → codes.
CHOICES: dict[str, tuple[str, ...]] = {
    "type": ("toll", "responsibility", "weapon", "target"),
    "harm": get_args(Harm),
    "status": get_args(Status),
    "age_group": get_args(AgeGroup),
    "sex": get_args(Sex),
    "stance": get_args(Stance),
    "weapon": get_args(Weapon),
    "target": get_args(Target),
    "attribution": get_args(Attribution),
    "scope": get_args(Scope),
    "speaker_kind": get_args(SpeakerKind),
}
_PEOPLE = ("status", "age_group", "sex", "role")


def fields_of(form: FormData, type: str) -> dict[str, JsonValue]:
    """The fields of a claim of a type that a form holds, without its words and its speaker."""
    given: dict[str, JsonValue] = {name: value for name in ("attribution", "scope") if (value := said(form, name))}
    if type == "toll":
        lo, hi = _number(form, "lo"), _number(form, "hi")
        of: JsonValue = {name: said(form, name) or None for name in _PEOPLE}
        given |= {"harm": said(form, "harm"), "lo": lo, "hi": hi, "point": lo if lo == hi else None, "of": of}
        given |= {name: said(form, name) == "1" for name in ("approx", "vague")}
    elif type == "responsibility":
        given |= {"actor": said(form, "actor"), "stance": said(form, "stance")}
        if not given["actor"]:
            raise CallError(S_("say who is held responsible"))
    else:
        given |= {"value": said(form, type), "count": _number(form, f"{type}_count")}
        if type == "weapon":
            given["model"] = said(form, "model") or None
    return given


def words_of(form: FormData) -> dict[str, JsonValue]:
    """The words in which the claim is made: as marked (``start``, ``end``), as printed (``quote``), or both."""
    given: dict[str, JsonValue] = {name: n for name in ("start", "end") if (n := _number(form, name)) is not None}
    quote = form.get("quote")
    return {**given, "quote": quote} if isinstance(quote, str) and quote.strip() else given


def speaker_of(form: FormData, known: Claim | None = None) -> JsonValue:
    """The speaker that a form names by printed words; None: the report itself."""
    words = said(form, "speaker")
    if not words:
        return None
    before = known.speaker if known else None
    whole: dict[str, Any] = {
        "quote": words,
        "name": said(form, "speaker_name") or (None if said(form, "speaker_role") else words),
        "role": said(form, "speaker_role") or None,
        "kind": said(form, "speaker_kind") or "unknown",
        "side": said(form, "speaker_side") or None,
    }
    start, end = _number(form, "speaker_start"), _number(form, "speaker_end")
    if before and before.quote == words:
        start, end = before.start, before.end
    return {**whole, "start": start, "end": end} if start is not None and end is not None else whole


def changes_of(form: FormData, claim: Claim) -> dict[str, JsonValue]:
    """What a form says otherwise than a claim."""
    now = claim.model_dump(mode="json")
    given = {**fields_of(form, claim.type), "speaker": speaker_of(form, claim)}
    if isinstance(claim, TollClaim) and (given["lo"], given["hi"]) == (claim.lo, claim.hi):
        given["point"] = claim.point
    changed = {name: value for name, value in given.items() if value != now.get(name)}
    words = words_of(form)
    limits = (words.get("start", claim.start), words.get("end", claim.end))
    if limits != (claim.start, claim.end):
        return {**changed, "start": limits[0], "end": limits[1]}
    if str(words.get("quote", claim.quote)).replace("\r\n", "\n").strip() != claim.quote.strip():
        return {**changed, "quote": words["quote"]}
    return changed


def _number(form: FormData, name: str) -> int | None:
    typed = said(form, name)
    if not typed:
        return None
    if not typed.isdecimal() or len(typed) > 9:
        raise CallError(S_(f"{typed!r} is no number; give figures alone"))
    return int(typed)

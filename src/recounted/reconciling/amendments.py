"""What people decided beyond links, put to use: claims accepted, corrected, rejected and added, values set, reports left out.

In: the decisions that stand. Out: the accounts of an incident as amended, before it is reconciled; and the incident as decided,
after. A person's word always wins over the machine's, is marked as a person's, and hides nothing: what the machine read or
reckoned stands beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pydantic import JsonValue, TypeAdapter, ValidationError

from recounted.errors import CallError
from recounted.linking.facts import Account
from recounted.messages import S_
from recounted.model import (
    Amendment,
    Claim,
    ClaimDecision,
    Decided,
    Decision,
    Denial,
    Excluded,
    FieldDecision,
    Incident,
    ReportDecision,
    RuleDecision,
    TieDecision,
    Toll,
    TollClaim,
)
from recounted.reconciling.rules import DEFAULT_RULE, RULES
from recounted.reconciling.values import BY_A_PERSON, MOST_PEOPLE, current, titled, with_value
from recounted.reconciling.wording import located, place_of, speaker_of

_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
#: Fields of a claim that are not a matter of reading.
_FIXED = frozenset({"id", "type", "rule", "quote"})
#: What ids of claims that a person added end in, and a number within the report.
ADDED = "p"


@dataclass(frozen=True)
class Amendments:
    """Decisions by what they concern, the latest of each: ``claims`` and ``added`` by claim, ``values`` by incident, ``ties`` by
    denial; ``rule`` names the toll rule of the casebook.
    """

    claims: Mapping[str, ClaimDecision] = field(default_factory=dict)
    values: Mapping[str, Sequence[FieldDecision]] = field(default_factory=dict)
    ties: Mapping[str, TieDecision] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    rule: str = DEFAULT_RULE
    added: Mapping[str, ClaimDecision] = field(default_factory=dict)

    @cached_property
    def _by_mention(self) -> Mapping[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for claim, word in (*self.claims.items(), *self.ties.items(), *self.added.items()):
            found[claim.rpartition(".")[0]].append((word.number, claim))
        return found

    def concerning(self, incident: str, mentions: Iterable[str]) -> list[tuple[int, str]]:
        """What an incident with these mentions (keys) is amended by: numbers of decisions, each with what it is about now."""
        mine = [item for key in mentions for item in self._by_mention.get(key, ())]
        return sorted([*mine, *((d.number, d.incident) for d in self.values.get(incident, ()))])

    @cached_property
    def _added_to(self) -> Mapping[str, list[ClaimDecision]]:
        found: dict[str, list[ClaimDecision]] = defaultdict(list)
        for claim, word in self.added.items():
            found[claim.rpartition(".")[0]].append(word)
        return found

    def _claims(self, account: Account) -> tuple[Claim, ...]:
        """The claims of an account as they were read, and those that people added."""
        words = self._added_to.get(account.key, ())
        more = (claim for word in words if (claim := added_claim(word.claim, word.changes, account.report.text)))
        return (*account.mention.claims, *more)

    def accounts(self, accounts: Iterable[Account]) -> list[Account]:
        """The accounts with corrected claims as corrected, with added ones and without rejected ones."""
        return [self._account(a) for a in accounts]

    def _account(self, account: Account) -> Account:
        claims = self._claims(account)
        if claims == account.mention.claims and not any(c.id in self.claims for c in claims):
            return account
        kept = [(c, self.claims.get(c.id)) for c in claims]
        amended = (corrected(c, d.changes, account.report.text) if d else c for c, d in kept if not d or d.verdict != "rejected")
        return Account(account.report, account.mention.model_copy(update={"claims": tuple(amended)}))

    def incident(self, incident: Incident, accounts: Iterable[Account]) -> Incident:
        """The incident as people decided. ``accounts``: as they were read."""
        said = [c for a in accounts for c in self._claims(a)]
        words = [(c, word) for c in said for word in (self.added.get(c.id), self.claims.get(c.id)) if word]
        rejected = [(c, d) for c, d in words if d.verdict == "rejected" and isinstance(c, TollClaim)]
        incident = incident.model_copy(
            update={
                "amended": tuple(_amendment(c.id, d) for c, d in words),
                "tolls": tuple(_with_rejected(t, rejected) for t in incident.tolls),
                "denials": tuple(self._tied(d) for d in incident.denials),
            }
        )
        return self._with_values(incident)

    def _tied(self, row: Denial) -> Denial:
        word = self.ties.get(row.claim)
        return row.model_copy(update={"denies": word.claims, "how": BY_A_PERSON}) if word else row

    def _with_values(self, incident: Incident) -> Incident:
        machine, decided = incident, {}
        for word in self.values.get(incident.id, ()):
            incident = with_value(incident, word.field, word.value)
            decided[word.field] = Decided(
                by=word.by,
                at=word.at,
                why=word.why,
                decision=word.number,
                value=word.value,
                instead_of=current(machine, word.field),
            )
        if {"when", "where", "kind"} & set(decided) and "title" not in decided:
            incident = titled(incident)
        return incident.model_copy(update={"decided": decided})


def amendments_of(decisions: Iterable[Decision], goes_to: Callable[[str], str | None] = lambda name: name) -> Amendments:
    """The decisions that stand, sorted out. ``goes_to``: where an incident of that id is to be found today.

    A value that was set on the incident itself stands over one of an incident that went into it; of several, the latest.
    """
    claims: dict[str, ClaimDecision] = {}
    added: dict[str, ClaimDecision] = {}
    values: dict[str, dict[str, tuple[bool, FieldDecision]]] = defaultdict(dict)
    ties: dict[str, TieDecision] = {}
    reports: dict[str, str] = {}
    rule = DEFAULT_RULE
    for word in sorted(decisions, key=lambda d: d.number):
        if isinstance(word, ClaimDecision):
            (added if word.verdict == "added" else claims)[word.claim] = word
        elif isinstance(word, RuleDecision):
            rule = word.rule if word.rule and word.rule in RULES else DEFAULT_RULE  # one of a newer Recounted is not known here
        elif isinstance(word, TieDecision):
            ties[word.denial] = word
        elif isinstance(word, ReportDecision):
            reports[word.report] = word.verdict
        elif isinstance(word, FieldDecision) and (incident := goes_to(word.incident)):
            own = incident == word.incident
            if own or not values[incident].get(word.field, (False,))[0]:
                values[incident][word.field] = (own, word)
    return Amendments(
        claims=claims,
        values={i: [w for _, w in by_field.values() if w.value is not None] for i, by_field in values.items()},
        ties=ties,
        left_out=frozenset(report for report, verdict in reports.items() if verdict == "left_out"),
        rule=rule,
        added=added,
    )


def is_added(claim: str) -> bool:
    """Is this the id of a claim that a person added?"""
    return claim.rpartition(".")[2].startswith(ADDED)


def added_claim(id: str, fields: Mapping[str, JsonValue], text: str | None = None) -> Claim | None:
    """A claim that a person added; None where the ``text`` of today has its words no more."""
    found = _CLAIM.validate_python({**fields, "id": id})
    if text is None or text[found.start : found.end] == found.quote:
        return found
    try:
        start = place_of(found.quote, text, found.start)
        said = found.speaker
        speaker = said and speaker_of(said.model_dump(exclude={"start", "end"}), text, start)
        return _CLAIM.validate_python({**fields, "id": id, "start": start, "end": start + len(found.quote), "speaker": speaker})
    except CallError:
        return None


def new_claim(id: str, type: str, fields: Mapping[str, JsonValue], text: str) -> Claim:
    """A claim as a person gives it, in exact words. Raises CallError that says what would do."""
    given = located(fields, text)
    start, end = given.get("start"), given.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise CallError(S_("mark the words in which the claim is made, or copy them as they are printed"))
    plain = {"attribution": "attributed" if given.get("speaker") else "reporter_voice", "scope": "incident", "speaker": None}
    quote = text[start:end]
    by_type: dict[str, dict[str, JsonValue]] = {
        "toll": {"lo": None, "hi": None, "point": None},
        "responsibility": {"actor_text": quote},
        "weapon": {},
        "target": {},
    }
    if type not in by_type:
        raise CallError(f"there are no claims of type {type!r}; there are {', '.join(by_type)}")
    if type == "toll" and given.get("lo") == given.get("hi"):
        by_type["toll"]["point"] = given.get("lo")
    whole = {**plain, **by_type[type], **given, "id": id, "type": type, "quote": quote, "rule": BY_A_PERSON}
    try:
        found = _CLAIM.validate_python(whole)
    except ValidationError as error:
        first = error.errors()[0]
        raise CallError(f"the claim cannot be so: {'.'.join(map(str, first['loc'][1:]))}: {first['msg']}") from error
    return checked_correction(found, {}, text)


def added_claims(incident: Incident) -> dict[str, Claim]:
    """The claims that people added to an incident's accounts, by id, as they were added."""
    return {a.claim: c for a in incident.amended if a.verdict == "added" and (c := added_claim(a.claim, a.changes))}


def as_decided(incident: Incident, casebook_rule: str) -> Amendments:
    """The decisions that an incident shows, from itself alone: for looking at it another way without asking the casebook."""
    words = [
        ClaimDecision(claim=a.claim, verdict=a.verdict, changes=a.changes, number=a.decision, by=a.by, at=a.at, why=a.why)
        for a in incident.amended
    ]
    values = [
        FieldDecision(incident=incident.id, field=f, value=d.value, number=d.decision, by=d.by, at=d.at, why=d.why)
        for f, d in incident.decided.items()
    ]
    ties = [TieDecision(denial=d.claim, claims=d.denies) for d in incident.denials if d.how == BY_A_PERSON]
    return amendments_of([*words, *values, *ties, RuleDecision(rule=casebook_rule)])


def corrected(claim: Claim, changes: Mapping[str, JsonValue], text: str) -> Claim:
    """A claim with some fields changed; one that can no longer be (its words went) stays as it was read."""
    try:
        return checked_correction(claim, changes, text) if changes else claim
    except CallError:
        return claim


def checked_correction(claim: Claim, changes: Mapping[str, JsonValue], text: str) -> Claim:
    """The claim as corrected; its quote follows from its limits. Raises CallError that says what would do."""
    changes = located(changes, text, claim.start)
    fields = [name for name in type(claim).model_fields if name not in _FIXED]
    if wrong := sorted(set(changes) - set(fields)):
        raise CallError(f"a {claim.type} claim has no {', '.join(wrong)} to correct; there are {', '.join(fields)}")
    try:
        found = _CLAIM.validate_python({**claim.model_dump(), **changes})
    except ValidationError as error:
        first = error.errors()[0]
        raise CallError(f"the claim cannot be so corrected: {'.'.join(map(str, first['loc'][1:]))}: {first['msg']}") from error
    if not 0 <= found.start < found.end <= len(text):
        raise CallError(S_(f"there are no words from {found.start} to {found.end} in a text of {len(text)} characters"))
    found = found.model_copy(update={"quote": text[found.start : found.end]})
    if (who := found.speaker) and text[who.start : who.end] != who.quote:
        raise CallError(S_("the words that name the speaker do not stand there in the text"))
    numbers = [n for name in ("lo", "hi", "point", "count") if (n := getattr(found, name, None)) is not None]
    if any(not 0 <= n <= MOST_PEOPLE for n in numbers):
        raise CallError(S_(f"a number of people is 0 or more, and {MOST_PEOPLE:,} at most"))
    if isinstance(found, TollClaim) and found.lo is not None and found.hi is not None and found.lo > found.hi:
        raise CallError(S_(f"the lower figure ({found.lo}) is above the upper one ({found.hi})"))
    return found


def _amendment(claim: str, word: ClaimDecision) -> Amendment:
    return Amendment(
        claim=claim, verdict=word.verdict, changes=word.changes, by=word.by, at=word.at, why=word.why, decision=word.number
    )


def _with_rejected(toll: Toll, rejected: Iterable[tuple[Claim, ClaimDecision]]) -> Toll:
    mine = [(c, d) for c, d in rejected if isinstance(c, TollClaim) and (c.harm, c.of) == (toll.harm, toll.of)]
    more = tuple(
        Excluded(claim=c.id, why=S_(f"rejected by {d.by}: {d.why}" if d.why else f"rejected by {d.by}")) for c, d in mine
    )
    return toll.model_copy(update={"excluded": (*toll.excluded, *more)}) if more else toll

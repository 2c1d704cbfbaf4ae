"""What people decided beyond links, put to use: claims accepted, corrected and rejected, values set, reports left out.

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
from recounted.reconciling.values import BY_A_PERSON, current, titled, with_value

_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
#: Fields of a claim that are not a matter of reading.
_FIXED = frozenset({"id", "type", "rule", "quote"})


@dataclass(frozen=True)
class Amendments:
    """Decisions by what they concern, the latest of each: ``claims`` by claim, ``values`` by incident, ``ties`` by denial;
    ``rule`` names the toll rule of the casebook.
    """

    claims: Mapping[str, ClaimDecision] = field(default_factory=dict)
    values: Mapping[str, Sequence[FieldDecision]] = field(default_factory=dict)
    ties: Mapping[str, TieDecision] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    rule: str = DEFAULT_RULE

    @cached_property
    def _by_mention(self) -> Mapping[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for claim, word in (*self.claims.items(), *self.ties.items()):
            found[claim.rpartition(".")[0]].append((word.number, claim))
        return found

    def concerning(self, incident: str, mentions: Iterable[str]) -> list[tuple[int, str]]:
        """What an incident with these mentions (keys) is amended by: numbers of decisions, each with what it is about now."""
        mine = [item for key in mentions for item in self._by_mention.get(key, ())]
        return sorted([*mine, *((d.number, d.incident) for d in self.values.get(incident, ()))])

    def accounts(self, accounts: Iterable[Account]) -> list[Account]:
        """The accounts with corrected claims as corrected, and without rejected ones."""
        return [self._account(a) for a in accounts]

    def _account(self, account: Account) -> Account:
        claims = account.mention.claims
        if not any(c.id in self.claims for c in claims):
            return account
        kept = [(c, self.claims.get(c.id)) for c in claims]
        amended = (corrected(c, d.changes, account.report.text) if d else c for c, d in kept if not d or d.verdict != "rejected")
        return Account(account.report, account.mention.model_copy(update={"claims": tuple(amended)}))

    def incident(self, incident: Incident, accounts: Iterable[Account]) -> Incident:
        """The incident as people decided. ``accounts``: as they were read."""
        said = [c for a in accounts for c in a.mention.claims]
        words = [(c, self.claims[c.id]) for c in said if c.id in self.claims]
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
    values: dict[str, dict[str, tuple[bool, FieldDecision]]] = defaultdict(dict)
    ties: dict[str, TieDecision] = {}
    reports: dict[str, str] = {}
    rule = DEFAULT_RULE
    for word in sorted(decisions, key=lambda d: d.number):
        if isinstance(word, ClaimDecision):
            claims[word.claim] = word
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
    )


def corrected(claim: Claim, changes: Mapping[str, JsonValue], text: str) -> Claim:
    """A claim with some fields changed; one that can no longer be (its words went) stays as it was read."""
    try:
        return checked_correction(claim, changes, text) if changes else claim
    except CallError:
        return claim


def checked_correction(claim: Claim, changes: Mapping[str, JsonValue], text: str) -> Claim:
    """The claim as corrected; its quote follows from its limits. Raises CallError that says what would do."""
    fields = [name for name in type(claim).model_fields if name not in _FIXED]
    if wrong := sorted(set(changes) - set(fields)):
        raise CallError(f"a {claim.type} claim has no {', '.join(wrong)} to correct; there are {', '.join(fields)}")
    try:
        found = _CLAIM.validate_python({**claim.model_dump(), **changes})
    except ValidationError as error:
        first = error.errors()[0]
        raise CallError(f"the claim cannot be so corrected: {'.'.join(map(str, first['loc'][1:]))}: {first['msg']}") from error
    if not 0 <= found.start < found.end <= len(text):
        raise CallError(f"there are no words from {found.start} to {found.end} in a text of {len(text)} characters")
    found = found.model_copy(update={"quote": text[found.start : found.end]})
    if isinstance(found, TollClaim) and min(n for n in (found.lo, found.hi, 0) if n is not None) < 0:
        raise CallError("a number of people is 0 or more")
    if isinstance(found, TollClaim) and found.lo is not None and found.hi is not None and found.lo > found.hi:
        raise CallError(f"the lower figure ({found.lo}) is above the upper one ({found.hi})")
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

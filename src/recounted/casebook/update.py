"""Incidents brought up to date with what the casebook holds: link, reconcile, store.

In: a casebook. Out: a count of what changed; a second call changes nothing. Incidents whose accounts, decisions and rules
are as before are not touched, so one more report changes only what it bears on. It reads no files and no text beyond the
casebook.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from recounted.casebook.store import Standing, Store
from recounted.linking.cluster import cluster
from recounted.linking.facts import Account, Facts, accounts_of, facts_of
from recounted.linking.ids import Naming, code_of, in_order, name_clusters
from recounted.linking.members import Cluster, Member
from recounted.model import Incident, LinkDecision, Membership, Reading
from recounted.reconciling.amendments import Amendments, amendments_of
from recounted.reconciling.heading import place_name
from recounted.reconciling.incident import RULES_VERSION, reconcile


@dataclass(frozen=True, slots=True)
class Summary:
    """What an update did: incidents made, changed, gone into others or left without accounts, and as before."""

    made: int
    changed: int
    merged: int
    unchanged: int
    mentions: int


def update_incidents(casebook: Store, *, rule: str | None = None, who: str | None = None, why: str = "linked anew") -> Summary:
    """Link all mentions, reconcile what changed, store it in one transaction.

    ``rule`` names the toll rule (None: the casebook's);
    ``who`` and ``why`` go into the history: a person whose decision is carried out, or Recounted itself (None).

    Raises CasebookError as the casebook does, KeyError for an unknown rule.
    """
    standing, decisions = casebook.standing(), casebook.decisions()
    facts, published = _facts(casebook.readings(), amendments_of(decisions).left_out)
    clusters = cluster(facts.values(), [d for d in decisions if isinstance(d, LinkDecision)])
    keys = [in_order((m.key for m in c), published) for c in clusters]
    naming = name_clusters(keys, standing.member_of, standing.number, standing.redirects)
    amendments = amendments_of(decisions, partial(_goes_to, standing.redirects, naming))
    prints, rule = casebook.fingerprints(), rule or amendments.rule
    inputs = [
        _inputs(c, facts, prints, rule, amendments.concerning(i, k)) for i, c, k in zip(naming.ids, clusters, keys, strict=True)
    ]
    new = [n for n, name in enumerate(naming.ids) if standing.inputs.get(name) != inputs[n]]
    redone = _reconcile(casebook, [(naming.ids[n], clusters[n]) for n in new], facts, standing, rule=rule, amendments=amendments)
    gone = {old: naming.redirects.get(old) for old in sorted(set(standing.number) - set(naming.ids))}
    if redone or gone:
        casebook.put_incidents(
            [(incident, inputs[n]) for incident, n in zip(redone, new, strict=True)], moved=gone, who=who, why=why
        )
    made = sum(i.id not in standing.number for i in redone)
    return Summary(made, len(redone) - made, len(gone), len(clusters) - len(redone), len(facts))


def _goes_to(redirects: Mapping[str, str | None], naming: Naming, incident: str) -> str | None:
    """Where the accounts of an incident are after this update; None where it has none left."""
    known = incident if incident in naming.ids else redirects.get(incident)
    return naming.redirects.get(known, known) if known else None


def _facts(found: Iterable[Reading], left_out: Collection[str]) -> tuple[dict[str, Facts], dict[str, str | None]]:
    """The facts of all mentions but those of reports left out, and when each was published. Texts are let go one by one."""
    facts: dict[str, Facts] = {}
    published: dict[str, str | None] = {}
    for account in accounts_of(r for r in found if r.report.id not in left_out):
        facts[account.key] = facts_of(account.report, account.mention)
        published[account.key] = account.report.published
    return facts, published


def _inputs(members: Cluster, facts: dict[str, Facts], prints: dict[str, str], rule: str, amended: Sequence[object]) -> str:
    """A hash of all that an incident is made from: its accounts as read, why they are joined, the rules, people's decisions."""
    made_of = [(m.key, prints[facts[m.key].report_id], m.score, m.why, m.decided_by, m.unsure_by) for m in members]
    return hashlib.sha256(json.dumps([RULES_VERSION, rule, made_of, amended], ensure_ascii=False).encode()).hexdigest()


def _reconcile(
    casebook: Store,
    named: Sequence[tuple[str, Cluster]],
    facts: dict[str, Facts],
    standing: Standing,
    *,
    rule: str,
    amendments: Amendments,
) -> list[Incident]:
    wanted = {facts[m.key].report_id for _, members in named for m in members}
    accounts = {a.key: a for a in accounts_of(casebook.readings(wanted))}
    redone = []
    used = set(standing.redirects)
    for name, members in named:
        old = casebook.incident(name) if name in standing.number else None
        mine = [accounts[m.key] for m in members]
        memberships = [_membership(accounts[m.key], m) for m in members]
        incident = reconcile(amendments.accounts(mine), memberships, id=name, code="", rule=rule)
        incident = amendments.incident(incident, mine)
        incident = incident.model_copy(update={"code": _code(incident, old, used, standing)})
        used.add(incident.code)
        redone.append(incident)
    return redone


def _membership(account: Account, member: Member) -> Membership:
    return Membership(
        report=account.report.name,
        report_id=account.report.id,
        mention=account.mention.id,
        score=member.score,
        why=member.why,
        decided_by=member.decided_by,
        unsure_by=member.unsure_by,
    )


def _code(incident: Incident, old: Incident | None, used: set[str], standing: Standing) -> str:
    """The code of an incident. It changes only when day, country or name do, and a code that led here before comes back."""
    place = incident.where
    spot = place_name(place) if place and place.kind != "country" else None
    parts = (place.country if place else None, incident.when.edtf if incident.when else None, spot)
    plain = code_of(*parts, ())
    if old and (old.code == plain or old.code.rpartition("-")[0] == plain):
        return old.code
    mine = {code for code, current in standing.redirects.items() if current == incident.id}
    return code_of(*parts, used - mine)

"""One step of bringing incidents up to date: link what is pending, reconcile what changed, store it, in one transaction.

In: a connection, reports and incidents to look at. Out: incidents stored, with what was made, changed or lost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from recounted.casebook import acts, pending, queries, standing
from recounted.casebook import incidents as incidents_of
from recounted.casebook.facts import LoadedIndex, StoredIndex, drop_facts, forget_fitting, put_facts
from recounted.casebook.pending import Pending
from recounted.casebook.record import Stamp
from recounted.collecting import uncollected
from recounted.linking.cluster import relink
from recounted.linking.facts import Account, Facts, accounts_of, facts_of
from recounted.linking.ids import Naming, code_of, in_order, name_clusters
from recounted.linking.index import Index
from recounted.linking.members import Cluster, Member, members_of
from recounted.linking.scores import Scores
from recounted.linking.weights import VERSION
from recounted.linking.words import Words
from recounted.model import Incident, Membership
from recounted.reconciling.amendments import Amendments, amendments_of
from recounted.reconciling.heading import place_name
from recounted.reconciling.incident import RULES_VERSION, reconcile

_CHUNK = 200  # incidents that are reconciled at a time: their reports are in memory together
_MANY = 1000  # incidents of which all that was decided is read at once
RECKONED_BY = "reconciled by"
#: What one step is to take: others get in between.
_STEP_SECONDS = 0.25


@dataclass
class Done:
    """The incidents that were made, changed, or went."""

    made: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def put(self, stored: Set[str], before: Set[str]) -> None:
        """These were stored; ``before``: those of them that stood. Who went in a step before and comes back was not lost."""
        there = before | self.lost
        self.made |= stored - there
        self.changed |= stored & there
        self.lost -= stored


class Step:
    """``anew``: is all linked anew in this step, as it was never linked, or by other weights and is little? ``behind``: was it
    linked by other weights, and is to be linked anew by an ``upgrade``? Until then what is pending for linking stays so.
    """

    def __init__(self, connection: Connection, rule: str | None, jobs: int) -> None:
        self.connection, self.jobs = connection, jobs
        self.rule = rule or acts.standing_rule(connection)
        self.links = acts.standing_links(connection)
        self.anew, self.behind = standing.to_link_anew(connection)

    def next(self, size: int) -> Pending:
        """What to look at next: so much, or all where that is most of what there is."""
        if self.anew:
            pending.all_reports(self.connection)
            forget_fitting(self.connection)
            standing.set_setting(self.connection, standing.LINKED_BY, VERSION)
        elif standing.setting(self.connection, RECKONED_BY) != self.rules:
            pending.all_incidents(self.connection)
        standing.set_setting(self.connection, RECKONED_BY, self.rules)
        much = self.anew or 2 * pending.count(self.connection) > len(StoredIndex(self.connection))
        return pending.found(self.connection, None if much else size)

    @property
    def rules(self) -> str:
        """By what incidents are reconciled."""
        return f"{RULES_VERSION} {self.rule}"

    def run(self, left: Pending, stamp: Stamp, done: Done) -> None:
        """Look at this."""
        with uncollected():
            self._look_at(left, stamp, done)

    def _look_at(self, left: Pending, stamp: Stamp, done: Done) -> None:
        dirty, gone = self._filed(left.reports)
        index = self._index(len(dirty))
        words = self.words(index)
        clusters = relink(index, words, words.concerned(dirty | gone.keys()), gone, self._standing, jobs=self.jobs)
        self.settle(clusters, index, words, stamp, done, gone=gone.keys(), also=left.incidents)
        pending.done(self.connection, Pending((), left.incidents) if self.behind else left)

    def settle(
        self,
        clusters: Sequence[Cluster],
        index: Index,
        words: Words,
        stamp: Stamp,
        done: Done,
        *,
        gone: Set[str] = frozenset(),
        also: Sequence[str] = (),
    ) -> None:
        """Name these clusters, reconcile and store their incidents. ``gone``: mentions that were in some and are no more;
        ``also``: incidents that are to be reconciled as they are.
        """
        old = standing.incidents_of(self.connection, sorted({m.key for c in clusters for m in c} | gone))
        naming = self._named(clusters, index, old)
        named = dict(zip(naming.ids, clusters, strict=True))
        lost = {i: naming.redirects.get(i) for i in sorted(set(old.values()) - named.keys())}
        goes_to = partial(self._goes_to, frozenset(named), lost)
        named |= self._set_upon({i for name in also if (i := goes_to(name))} - named.keys(), index, words)
        self._stored(named, index, self._amendments(named, lost, index, goes_to), stamp, done)
        for name, current in lost.items():
            incidents_of.redirect(self.connection, name, current, [k for k, i in old.items() if i == name], stamp)
        done.lost |= lost.keys()
        standing.follow_retired(self.connection, {m.key: name for name, members in named.items() for m in members})

    # ------------------------------------------------------------------------------------------------------------- linking

    def _filed(self, report_ids: Sequence[str]) -> tuple[set[str], dict[str, Facts]]:
        """The facts of these reports as they are now, filed. Out: their mentions, and the facts of those that are otherwise than
        they were, or no more. ``anew`` (linked by other weights): these are all reports, and mentions may be looked up in another
        way than they were filed.
        """
        anew = self.anew
        dirty: set[str] = set()
        gone: dict[str, Facts] = {}
        index = StoredIndex(self.connection)
        for some in standing.chunks(report_ids):
            before = index.of_reports(some)
            now = facts_now(self.connection, some)
            same = {} if anew else {k: f for k, f in before.items() if now.get(k) == f}
            drop_facts(self.connection, [k for k in before if k not in same])
            put_facts(self.connection, [f for k, f in now.items() if k not in same])
            other = [k for k, f in before.items() if (k not in now if anew else k not in same)]
            dirty |= now.keys()
            gone |= {k: before[k] for k in other}
        return dirty, gone

    def _index(self, dirty: int) -> Index:
        """Where to look mentions up. Where most of them changed, all in memory is faster, and comes to the same."""
        index = StoredIndex(self.connection)
        return LoadedIndex(self.connection) if 2 * dirty > len(index) else index

    def words(self, index: Index) -> Words:
        """What people said of links, of mentions that there are."""
        return Words(self.links, index.there)

    def _standing(self, keys: Iterable[str]) -> dict[str, frozenset[str]]:
        home = standing.incidents_of(self.connection, sorted(keys))
        members = standing.members(self.connection, sorted(set(home.values())))
        return {key: members[incident] for key, incident in home.items()}

    # -------------------------------------------------------------------------------------------------------------- naming

    def _named(self, clusters: Sequence[Cluster], index: Index, old: Mapping[str, str]) -> Naming:
        there = index.get(sorted(m.key for c in clusters for m in c))
        published = {k: f.published.first if f.published else None for k, f in there.items()}
        return name_clusters(
            [in_order((m.key for m in c), published) for c in clusters],
            old,
            standing.ages(self.connection, sorted(set(old.values()))),
            taken=standing.Names(self.connection),
            retired=standing.retired_near(self.connection, list(there)),
        )

    def _goes_to(self, named: Set[str], lost: Mapping[str, str | None], name: str) -> str | None:
        """Where the accounts of an incident are after this update; None where it has none left."""
        current = name if name in named else standing.leads_to(self.connection, name)
        return lost.get(current, current) if current else None

    def _set_upon(self, names: Collection[str], index: Index, words: Words) -> dict[str, Cluster]:
        """Incidents of which somebody set a value, and nothing else is new."""
        found = standing.members(self.connection, sorted(names))
        return {i: members_of(sorted(keys), index.get(sorted(keys)), words, Scores()) for i, keys in sorted(found.items())}

    # --------------------------------------------------------------------------------------------------------- reconciling

    def _amendments(
        self, named: Mapping[str, Cluster], lost: Iterable[str], index: Index, goes_to: Callable[[str], str | None]
    ) -> Amendments:
        """What people decided of these incidents, of those that went into them, and of the words in their reports."""
        if len(named) > _MANY:
            return amendments_of(acts.standing_decisions(self.connection), goes_to)
        names = {name for incident in (*named, *lost) for name in standing.names_of(self.connection, incident)}
        reports = {f.report_id for f in index.get(sorted(m.key for c in named.values() for m in c)).values()}
        return amendments_of(acts.standing_about(self.connection, sorted(names), sorted(reports)), goes_to)

    def _stored(self, named: Mapping[str, Cluster], index: Index, amendments: Amendments, stamp: Stamp, done: Done) -> None:
        """Reconcile and store the incidents that are made from something else than before."""
        codes = standing.Codes(self.connection)
        for some in standing.chunks(sorted(named), _CHUNK):
            clusters = {name: named[name] for name in some}
            reports = {k: f.report_id for k, f in index.get(sorted(m.key for c in clusters.values() for m in c)).items()}
            new, before = self._inputs(clusters, reports, amendments), standing.inputs(self.connection, some)
            redo = {name: clusters[name] for name in some if before.get(name) != new[name]}
            found = self._reconciled(redo, reports, amendments, codes)
            incidents_of.park_codes(self.connection, found)
            for incident in found:
                incidents_of.put_incident(self.connection, incident, new[incident.id], stamp)
            done.put(redo.keys(), before.keys())

    def _inputs(self, clusters: Mapping[str, Cluster], reports: Mapping[str, str], amendments: Amendments) -> dict[str, str]:
        """Incident → a hash of what it is made from: its accounts as read, why they are joined, the rules, people's decisions."""
        prints = standing.fingerprints(self.connection, sorted(set(reports.values())))
        found = {}
        for name, members in clusters.items():
            made_of = [(m.key, prints[reports[m.key]], m.score, m.why, m.decided_by, m.unsure_by) for m in members]
            amended = amendments.concerning(name, (m.key for m in members))
            whole = json.dumps([RULES_VERSION, self.rule, made_of, amended], ensure_ascii=False)
            found[name] = hashlib.sha256(whole.encode()).hexdigest()
        return found

    def _reconciled(
        self, named: Mapping[str, Cluster], reports: Mapping[str, str], amendments: Amendments, codes: standing.Codes
    ) -> list[Incident]:
        wanted = sorted({reports[m.key] for members in named.values() for m in members})
        readings = (r for some in standing.chunks(wanted) for r in queries.readings_of(self.connection, some))
        accounts = {a.key: a for a in accounts_of(readings)}
        done = []
        for name, members in named.items():
            mine = [accounts[m.key] for m in members]
            memberships = [_membership(accounts[m.key], m) for m in members]
            incident = reconcile(amendments.accounts(mine), memberships, id=name, code="", rule=self.rule)
            incident = amendments.incident(incident, mine)
            code = codes.free(_plain_code(incident), name)
            done.append(incident.model_copy(update={"code": code}))
        return done


def facts_now(connection: Connection, report_ids: Sequence[str]) -> dict[str, Facts]:
    """The facts of the mentions of some reports, as they are read today; of those that are left out there are none."""
    left_out = amendments_of(acts.standing_about(connection, report_ids)).left_out
    readings = queries.readings_of(connection, [r for r in report_ids if r not in left_out])
    return {a.key: facts_of(a.report, a.mention) for a in accounts_of(readings)}


def as_many(size: int, took: float, least: int, largest: int) -> int:
    """How many to look at in the next step, so that it takes its time, where so many took ``took`` seconds of the processor."""
    return min(largest, max(least, int(size * _STEP_SECONDS / took)))


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


def _plain_code(incident: Incident) -> str:
    """The code for country, day and name; it changes only when they do."""
    place = incident.where
    spot = place_name(place) if place and place.kind != "country" else None
    return code_of(place.country if place else None, incident.when.edtf if incident.when else None, spot)

"""Incidents brought up to date with what the casebook holds: link, reconcile, store.

In: a casebook. Out: a count of what changed; a second call changes nothing. It looks at what is pending and at what that bears
on, so that one more report costs as much in a large casebook as in a small one. What is much is done in steps, so that others
get in between; linking a part after a part comes to what linking all would. A step is one transaction: a process that is killed
leaves the casebook as it was after a step, with the rest left to do.
"""

from __future__ import annotations

import gc
import hashlib
import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection, func, select

from recounted.casebook import acts, pending, queries, standing
from recounted.casebook import incidents as incidents_of
from recounted.casebook.facts import LoadedIndex, StoredIndex, drop_facts, forget_fitting, put_facts
from recounted.casebook.file import LOOK_AGAIN
from recounted.casebook.opened import reader_version
from recounted.casebook.pending import Pending
from recounted.casebook.record import Stamp
from recounted.casebook.store import Store
from recounted.casebook.tables import facts, incidents
from recounted.linking.cluster import relink
from recounted.linking.facts import Account, Facts, accounts_of, facts_of
from recounted.linking.ids import Naming, code_of, in_order, name_clusters
from recounted.linking.index import Index
from recounted.linking.members import Cluster, Member, members_of
from recounted.linking.scores import Scores
from recounted.linking.weights import VERSION
from recounted.linking.words import Words, concerned
from recounted.messages import S_
from recounted.model import Decision, Incident, Membership
from recounted.reconciling.amendments import Amendments, amendments_of
from recounted.reconciling.heading import place_name
from recounted.reconciling.incident import RULES_VERSION, reconcile

_CHUNK = 200  # incidents that are reconciled at a time: their reports are in memory together
_MANY = 1000  # incidents of which all that was decided is read at once
_LINKED_BY, _RECKONED_BY = "linked by", "reconciled by"


@dataclass(frozen=True, slots=True)
class Summary:
    """What an update did: incidents made, changed, gone into others or left without accounts, and as before."""

    made: int
    changed: int
    merged: int
    unchanged: int
    mentions: int


def update_incidents(
    casebook: Store,
    *,
    rule: str | None = None,
    who: str | None = None,
    why: str = S_("linked anew"),
    jobs: int = 1,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Link what is pending, reconcile what changed, store it, until nothing is pending.

    ``rule`` names the toll rule (None: the casebook's); ``jobs``: the processes that compare mentions where very many are new;
    ``who`` and ``why`` go into the history: a person whose decision is carried out, or Recounted itself (None). ``stop`` is asked
    after each step: the rest is then left for another time.

    Raises CasebookError as the casebook does, KeyError for an unknown rule.
    """
    done, size = _Done(), _FIRST_STEP
    while True:
        began = time.monotonic()
        with casebook.transaction() as connection:
            step = _Update(connection, rule, jobs)
            left = step.next(size)
            step.run(left, Stamp(casebook.now(), who or reader_version(), why), done)
            finished = stop() or pending.left(connection) is None
            if finished:
                there = connection.execute(select(func.count()).select_from(incidents)).scalar_one()
                mentions = connection.execute(select(func.count()).select_from(facts)).scalar_one()
        if finished:
            made, changed = len(done.made - done.lost), len(done.changed - done.made - done.lost)
            return Summary(made, changed, len(done.lost - done.made), there - made - changed, mentions)
        size = max(1, min(_LARGEST_STEP, int(size * _STEP_SECONDS / (time.monotonic() - began))))
        time.sleep(2 * LOOK_AGAIN)  # whoever waits gets in


def carry_out(connection: Connection, decisions: Sequence[Decision], stamp: Stamp) -> None:
    """What follows from decisions that were made or taken back, in their transaction. What else is pending stays so; of another
    toll rule what follows at once are a few incidents, and what follows in many is left pending too.
    """
    step = _Update(connection, None, 1)
    left = step.next(_AT_ONCE)
    if not step.anew:
        mine = pending.concerning(connection, decisions)
        more = left.incidents if len(left.incidents) < _AT_ONCE else ()
        left = Pending(mine.reports, tuple(dict.fromkeys((*mine.incidents, *more))))
    step.run(left, stamp, _Done())


#: Reports, or incidents, that one step looks at: the first one; later ones are as many as take so long.
_FIRST_STEP, _LARGEST_STEP, _STEP_SECONDS = 16, 400, 0.25
_AT_ONCE = 100


@dataclass
class _Done:
    """The incidents that were made, changed, or went."""

    made: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)


class _Update:
    def __init__(self, connection: Connection, rule: str | None, jobs: int) -> None:
        self.connection, self.jobs = connection, jobs
        self.rule = rule or acts.standing_rule(connection)
        self.links = acts.standing_links(connection)
        self.anew = standing.setting(connection, _LINKED_BY) != VERSION

    def next(self, size: int) -> Pending:
        """What to look at next: so much, or all where that is most of what there is."""
        rules = f"{RULES_VERSION} {self.rule}"
        if self.anew:
            pending.all_reports(self.connection)
            forget_fitting(self.connection)
        elif standing.setting(self.connection, _RECKONED_BY) != rules:
            pending.all_incidents(self.connection)
        standing.set_setting(self.connection, _LINKED_BY, VERSION)
        standing.set_setting(self.connection, _RECKONED_BY, rules)
        much = self.anew or 2 * pending.count(self.connection) > len(StoredIndex(self.connection))
        return pending.found(self.connection, None if much else size)

    def run(self, left: Pending, stamp: Stamp, done: _Done) -> None:
        """Look at this."""
        with _without_collecting():
            self._run(left, stamp, done)

    def _run(self, left: Pending, stamp: Stamp, done: _Done) -> None:
        dirty, gone = self._filed(left.reports)
        index = self._index(len(dirty))
        words = self._words(index)
        clusters = relink(index, words, concerned(dirty | gone.keys(), self.links), gone, self._standing, jobs=self.jobs)
        old = standing.incidents_of(self.connection, sorted({m.key for c in clusters for m in c} | gone.keys()))
        naming = self._named(clusters, index, old)
        named = dict(zip(naming.ids, clusters, strict=True))
        lost = {i: naming.redirects.get(i) for i in sorted(set(old.values()) - named.keys())}
        goes_to = partial(self._goes_to, frozenset(named), lost)
        named |= self._set_upon({i for name in left.incidents if (i := goes_to(name))} - named.keys(), index, words)
        self._stored(named, index, self._amendments(named, lost, index, goes_to), stamp, done)
        for name, current in lost.items():
            incidents_of.redirect(self.connection, name, current, [k for k, i in old.items() if i == name], stamp)
        done.lost |= lost.keys()
        standing.follow_retired(self.connection, {m.key: name for name, members in named.items() for m in members})
        pending.done(self.connection, left)

    # ------------------------------------------------------------------------------------------------------------- linking

    def _filed(self, report_ids: Sequence[str]) -> tuple[set[str], dict[str, Facts]]:
        """The facts of these reports as they are now, filed. Out: their mentions, and the facts of those that are otherwise than
        they were, or no more. ``anew`` (linked by other weights): these are all reports, and mentions may be looked up in another
        way than they were filed.
        """
        anew, left_out = self.anew, amendments_of(acts.standing_about(self.connection, report_ids)).left_out
        dirty: set[str] = set()
        gone: dict[str, Facts] = {}
        index = StoredIndex(self.connection)
        for some in standing.chunks(report_ids):
            before = index.of_reports(some)
            readings = queries.readings_of(self.connection, [r for r in some if r not in left_out])
            now = {a.key: facts_of(a.report, a.mention) for a in accounts_of(readings)}
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

    def _words(self, index: Index) -> Words:
        return Words(self.links, index.there({k for d in self.links for k in (*d.mentions, *d.others)}))

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

    def _stored(self, named: Mapping[str, Cluster], index: Index, amendments: Amendments, stamp: Stamp, done: _Done) -> None:
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
            done.made |= redo.keys() - before.keys()
            done.changed |= redo.keys() & before.keys()

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


@contextmanager
def _without_collecting() -> Iterator[None]:
    """A step makes very many objects and no circles of them: looking for some takes half of its time where much is in memory."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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

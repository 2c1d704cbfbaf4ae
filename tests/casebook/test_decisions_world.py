"""Nothing that people decide is lost, and everything can be taken back: an invented world of reports, and whatever happens in it.

A state machine adds reports in any order, reads them again with other numbers, decides, undoes and redoes, and after every step
holds the casebook to what must always be true.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from by_hand import ARMY, MAYOR, TOWN, Spot, at_least, blames, injured, killed, reading, told, weapon
from recounted.casebook import Casebook, update_incidents
from recounted.casebook.acts import undone
from recounted.errors import CallError
from recounted.linking.facts import mention_key
from recounted.model import FieldDecision, Incident, LinkDecision, Mention, Reading

NEAR = Spot("Azuera", "UA", 48.3, 37.2)
FAR = Spot("Plaine", "CD", 1.76, 30.59)
WORLD = [
    reading("a.txt", told("2022-04-08", TOWN, at_least(50, by=MAYOR), weapon("missile")), published="2022-04-09"),
    reading("b.txt", told("2022-04-08", TOWN, killed(52), blames("Azania")), published="2022-04-10", lang="fr"),
    reading("c.txt", told("2022-04-08", TOWN, killed(57), blames("Azania", by=ARMY, stance="denied")), published="2022-04-11"),
    reading("d.txt", told("2022-04-09", NEAR, killed(5), injured(9)), published="2022-04-10"),
    reading("e.txt", told("2022-04-09", NEAR, killed(6)), told("2022-02-01", FAR, killed(41)), published="2022-04-11"),
    reading("f.txt", told("2022-02-01", FAR, killed(40), weapon("small_arms")), published="2022-02-03"),
    reading("g.txt", told(None, TOWN, killed(57), role="background"), published="2022-05-01"),
]
PEOPLE = ("R. Reader", "S. Second")
VALUES: list[tuple[str, Any]] = [
    ("grade", "fair"), ("grade", None), ("best:killed", 51), ("when", "2022-04-07"), ("state", "published"), 
    ("kind", "abduction"), ("where", {"name": "Mine", "country": "CD", "lat": 1.0, "lon": 30.0}),
]  # fmt: skip

number = st.integers(0, 99)
person = st.sampled_from(PEOPLE)


def backwards(found: Reading) -> Reading:
    """The same words as another reader numbers them."""
    short = found.report.id.partition(":")[2][:12]
    mentions = []
    for n, old in enumerate(reversed(found.mentions), 1):
        claims = tuple(c.model_copy(update={"id": f"{short}.m{n}.c{k}"}) for k, c in enumerate(reversed(old.claims), 1))
        mentions.append(Mention.model_validate({**old.model_dump(), "id": f"m{n}", "claims": claims}))
    return found.model_copy(update={"mentions": tuple(mentions)})


class World(RuleBasedStateMachine):
    """A casebook in which people decide, and beside it one into which the same reports come and nobody decides anything. When all
    is undone every incident has the id and code again that it had.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.book, self.plain = (Casebook.open(Path(self.folder.name) / f"{n}.casebook", clock=lambda: "2026") for n in "bp")
        self.books = [self.book, self.plain]
        self.added: dict[str, Reading] = {}
        self.made: list[Any] = []
        self.names: dict[str, frozenset[str]] = {}
        self.start: list[Incident] | None = []
        self.turn = 0

    def teardown(self) -> None:
        for book in self.books:
            book.close()
        self.folder.cleanup()

    # --------------------------------------------------------------------------------------------------------- what happens

    @initialize(first=st.permutations(range(len(WORLD))), most=st.integers(2, 6))
    def begin(self, first: list[int], most: int) -> None:
        for n in first[:most]:
            self._put(WORLD[n])

    def _put(self, found: Reading) -> None:
        self.turn += 1
        self.added[found.report.name] = found
        for book in self.books:
            book.put_readings([found], reader=f"reader {self.turn}")
            update_incidents(book)
        self.start = None if self._standing() else self._state(self.book)

    @rule(n=number)
    def a_report_comes(self, n: int) -> None:
        self._put(WORLD[n % len(WORLD)])

    @rule(n=number)
    def a_report_is_read_otherwise(self, n: int) -> None:
        names = sorted(self.added)
        self._put(backwards(self.added[names[n % len(names)]]))

    @rule()
    def a_run_without_news(self) -> None:
        assert update_incidents(self.book).changed == 0

    @rule(n=number, m=number, verb=st.sampled_from(["say_same", "say_not_same", "say_unsure"]), by=person)
    def a_word_on_two_mentions(self, n: int, m: int, verb: str, by: str) -> None:
        keys = sorted(self._mentions())
        left, right = keys[n % len(keys)], keys[m % len(keys)]
        if left != right:
            getattr(self.book, verb)(left, right, by=by)

    @precondition(lambda self: len(list(self.book.incidents())) > 1)
    @rule(n=number, by=person)
    def a_merge(self, n: int, by: str) -> None:
        codes = [i.code for i in self.book.incidents()]
        self.book.merge([codes[n % len(codes)], codes[(n + 1) % len(codes)]], by=by)

    @rule(n=number, m=st.integers(1, 3), by=person)
    def a_split(self, n: int, m: int, by: str) -> None:
        large = [i for i in self.book.incidents() if len(i.mentions) > 1]
        if large:
            incident = large[n % len(large)]
            self.book.split(incident.code, keys_of(incident)[: min(m, len(incident.mentions) - 1)], by=by)

    @rule(n=number, m=number, by=person)
    def a_move(self, n: int, m: int, by: str) -> None:
        keys, codes = sorted(self._mentions()), [i.code for i in self.book.incidents()]
        key, home = keys[n % len(keys)], self.book.incident_of(keys[n % len(keys)])
        others = [c for c in codes if home is None or c != home.code]
        if others:
            self.book.move(key, others[m % len(others)], by=by)

    @rule(n=number, value=st.sampled_from(VALUES), by=person)
    def a_value(self, n: int, value: tuple[str, Any], by: str) -> None:
        codes = [i.code for i in self.book.incidents()]
        if codes:
            self.book.set_value(codes[n % len(codes)], *value, by=by)

    @rule(n=number, verb=st.sampled_from(["accept", "reject", "correct"]), by=person)
    def a_word_on_a_claim(self, n: int, verb: str, by: str) -> None:
        tolls = [c.claim for c in self.book.claims() if c.claim.type == "toll"]
        claim = tolls[n % len(tolls)]
        changes = [{"lo": claim.lo, "hi": 99, "point": None}] if verb == "correct" else []
        getattr(self.book, verb)(claim.id, *changes, by=by)

    @rule(n=number, verb=st.sampled_from(["leave_out", "take_in"]), by=person)
    def a_word_on_a_report(self, n: int, verb: str, by: str) -> None:
        names = sorted(self.added)
        getattr(self.book, verb)(names[n % len(names)], by=by)

    @precondition(lambda self: self._standing())
    @rule(n=number, by=person)
    def an_undo(self, n: int, by: str) -> None:
        standing = self._standing()
        self.book.undo(standing[n % len(standing)], by=by)

    @rule(by=person)
    def a_redo(self, by: str) -> None:
        try:
            self.book.redo(by=by)
        except CallError as error:
            assert "nothing to redo" in str(error)  # noqa: PT017

    @precondition(lambda self: self._standing())
    @rule(by=person)
    def everything_is_undone(self, by: str) -> None:
        for _ in self._standing():
            self.book.undo(by=by)
        assert self._state(self.book, named=False) == self._state(self.plain, named=False)
        if self.start is not None:
            assert self._state(self.book) == self.start

    # -------------------------------------------------------------------------------------------------- what is always true

    @invariant()
    def the_casebook_is_whole(self) -> None:
        assert self.book.check() == []

    @invariant()
    def every_mention_is_in_one_incident_unless_its_report_is_left_out(self) -> None:
        kept = [k for i in self.book.incidents() for k in keys_of(i)]
        assert len(kept) == len(set(kept))
        assert set(kept) == set(self._mentions(left_out=False))

    @invariant()
    def no_decision_is_lost(self) -> None:
        now = self.book.decisions(standing=False)
        assert now[: len(self.made)] == self.made
        self.made = now
        standing = {d.number for d in now if d.act in set(self._standing())}
        assert {d.number for d in [*self.book.decisions(), *self.book.waiting()]} == standing

    @invariant()
    def the_last_word_on_links_holds(self) -> None:
        """Of words that contradict each other the later holds; so one that nothing later could contradict holds for sure."""
        home = {k: i.id for i in self.book.incidents() for k in keys_of(i)}
        links = [d for d in self.book.decisions() if isinstance(d, LinkDecision)]
        for n, word in enumerate(links):
            ours, theirs = ({home[k] for k in part if k in home} for part in (word.mentions, word.others))
            later = {d.verdict for d in links[n + 1 :]}
            if word.verdict == "same" and not later & {"not_same", "unsure"}:
                assert len(ours | theirs) <= 1
            if word.verdict == "not_same" and not later & {"same", "unsure"}:
                assert not ours & theirs

    @invariant()
    def values_are_the_last_that_were_set(self) -> None:
        words = [d for d in self.book.decisions() if isinstance(d, FieldDecision)]
        for incident in self.book.incidents():
            own = {d.field: d for d in words if d.incident == incident.id}
            for field, word in own.items():
                shown = incident.decided.get(field)
                assert (shown and (shown.by, shown.value)) == (None if word.value is None else (word.by, word.value))

    @invariant()
    def old_names_lead_on(self) -> None:
        """An id or code leads to an incident as long as any account that it ever had is in one."""
        there = {k for i in self.book.incidents() for k in keys_of(i)}
        for incident in self.book.incidents():
            for name in (incident.id, incident.code):
                self.names[name] = frozenset(keys_of(incident))
                assert self.book.incident(name) == incident
        for name, accounts in self.names.items():
            if accounts <= there:
                assert self.book.incident(name) is not None, name

    # ------------------------------------------------------------------------------------------------------------- glances

    def _standing(self) -> list[int]:
        found = self.book.acts()
        gone = undone(found)
        return [a.number for a in found if a.undoes is None and a.number not in gone]

    def _mentions(self, *, left_out: bool = True) -> list[str]:
        out: set[str] = set()
        for d in () if left_out else self.book.decisions():
            if d.type == "report":
                out = out | {d.report} if d.verdict == "left_out" else out - {d.report}
        found = (r for r in self.book.readings() if r.report.id not in out)
        return [mention_key(r.report.id, m.id) for r in found for m in r.mentions]

    def _state(self, book: Casebook, *, named: bool = True) -> list[Incident]:
        bare = {"version": 0} if named else {"version": 0, "id": "", "code": ""}
        found = [i.model_copy(update=bare) for i in book.incidents()]
        return sorted(found, key=lambda i: (i.id, keys_of(i)))


def keys_of(incident: Incident) -> list[str]:
    return [mention_key(m.report_id, m.mention) for m in incident.mentions]


# Without shrinking, which takes minutes here: the steps that failed are printed, and they are few.
_STEPS = settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], print_blob=True)


def test_a_few_worlds() -> None:
    run_state_machine_as_test(World, settings=settings(_STEPS, max_examples=5, stateful_step_count=12, derandomize=True))


@pytest.mark.slow
def test_many_worlds() -> None:
    run_state_machine_as_test(World, settings=settings(_STEPS, max_examples=100, stateful_step_count=25))


def test_an_old_id_leads_to_accounts_that_come_back() -> None:
    world = World()
    try:
        world.begin([3, 5], 2)
        world.old_names_lead_on()
        world.a_word_on_a_report(0, "leave_out", PEOPLE[0])
        world.a_word_on_a_report(0, "take_in", PEOPLE[0])
        world.old_names_lead_on()
    finally:
        world.teardown()


def test_ids_come_back_when_all_is_undone() -> None:
    world = World()
    try:
        world.begin([0, 3, 1, 5], 4)
        world.a_merge(0, PEOPLE[0])
        world.everything_is_undone(PEOPLE[1])
    finally:
        world.teardown()

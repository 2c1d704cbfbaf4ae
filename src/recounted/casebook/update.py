"""Incidents brought up to date with what the casebook holds: link, reconcile, store.

In: a casebook. Out: a count of what changed; a second call changes nothing. It looks at what is pending and at what that bears
on, so that one more report costs as much in a large casebook as in a small one. What is much is done in steps, so that others
get in between; linking a part after a part comes to what linking all would. A step is one transaction: a process that is killed
leaves the casebook as it was after a step, with the rest left to do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from recounted.casebook import pending
from recounted.casebook.file import LOOK_AGAIN
from recounted.casebook.opened import reader_version
from recounted.casebook.pending import Pending
from recounted.casebook.record import Stamp
from recounted.casebook.step import Done, Step, as_many
from recounted.casebook.store import Store
from recounted.casebook.upgrade import upgrade
from recounted.messages import S_
from recounted.model import Decision


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
    done, size = Done(), _FIRST_STEP

    def stamp() -> Stamp:
        return Stamp(casebook.now(), who or reader_version(), why)

    upgrade(casebook, stamp, done, rule=rule, jobs=jobs, stop=stop)
    finished = casebook.is_behind()
    while not finished:
        with casebook.transaction() as connection:
            began, worked = time.monotonic(), time.thread_time()
            step = Step(connection, rule, jobs)
            step.run(step.next(size), stamp(), done)
            finished = pending.left(connection) is None
        if finished or stop():
            break
        took, worked = time.monotonic() - began, time.thread_time() - worked
        size = as_many(size, worked, _LEAST_STEP if took < _LONG else _FIRST_STEP, _LARGEST_STEP)
        time.sleep(max(2 * LOOK_AGAIN, took / 10))  # whoever waits gets in
    there, mentions = casebook.sizes()
    made, changed = len(done.made - done.lost), len(done.changed - done.made - done.lost)
    return Summary(made, changed, len(done.lost - done.made), there - made - changed, mentions)


def carry_out(connection: Connection, decisions: Sequence[Decision], stamp: Stamp) -> None:
    """What follows from decisions that were made or taken back, in their transaction. What else is pending stays so; of another
    toll rule what follows at once are a few incidents, and what follows in many is left pending too.
    """
    step = Step(connection, None, 1)
    left = step.next(_AT_ONCE)
    if not step.anew:
        mine = pending.concerning(connection, decisions)
        more = left.incidents if len(left.incidents) < _AT_ONCE else ()
        left = Pending(mine.reports, tuple(dict.fromkeys((*mine.incidents, *more))))
    step.run(left, stamp, Done())


#: Reports, or incidents, that one step looks at: as many as take so long. The least: in a town of a thousand reports one of them
#: takes as long as ten that come together. The first are fewer, and those after a step that took many seconds: a disk may be slow
#: to give a casebook's pages, and whoever decides waits no longer than for a step or two.
_FIRST_STEP, _LEAST_STEP, _LARGEST_STEP = 8, 24, 400
_LONG = 3.0
_AT_ONCE = 100

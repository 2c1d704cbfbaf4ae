"""How much an incident needs a person, and why: the order of the queue.

In: an incident as it stands, and when each of its reports came in. Out: the needs that it has, each with points; their sum is
its worth. The rule is ``RULE``:

=============== ====== ============================================================================================
need            points when
=============== ====== ============================================================================================
denied_since    50     somebody denies or takes back in a report that came after a person's last word on the incident
news            30     reports came after a person's last word on the incident, and none of them denies
contested       20-40  reports disagree: 20, and 4 for each further field that is open
unsure          16     somebody could not tell whether an account belongs here
waiting         12     no day or no place is known, so that accounts could not be linked
new             10     nobody has looked at it: no state is set, or it is a candidate
grade_suggested 8      the machine suggests a grade and nobody has set one
toll            1-9    one for each doubling of the people killed: of two that need the same, the worse goes first
=============== ====== ============================================================================================

Where a person said that an incident is reviewed, published or withdrawn, disagreement, doubt and lacks were seen: they count
again once something new came. Nothing depends on the time at which it is reckoned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from recounted.linking.facts import mention_key
from recounted.model import Incident

RULE = "needs_a_person_1"
#: The needs by which a queue is narrowed; ``toll`` is none, it only orders.
NEEDS = ("denied_since", "news", "contested", "unsure", "waiting", "new", "grade_suggested")
#: States that a person sets once an incident was looked through.
SETTLED = ("reviewed", "published", "withdrawn")

_MOST_CONTESTED, _MOST_TOLL = 40, 9


class Need(NamedTuple):
    """A reason to look at an incident. ``n``: how many reports, fields or accounts it is about."""

    code: str
    points: int
    n: int = 1


def needs_of(incident: Incident, came: Mapping[str, str], killed: int) -> tuple[Need, ...]:
    """What an incident needs a person for, the weightiest first. ``came``: report id → when it was stored; ``killed``: the most
    that are reported, 0 where nobody tells.
    """
    found = [*_since(incident, came), *_seen_at_a_look(incident, came), *_grade(incident)]
    if killed > 0:
        found.append(Need("toll", min(_MOST_TOLL, killed.bit_length()), killed))
    return tuple(sorted(found, key=lambda need: -need.points))


def worth_of(needs: tuple[Need, ...]) -> int:
    """The sum of the points."""
    return sum(need.points for need in needs)


def last_word(incident: Incident) -> str:
    """When a person last set a value of an incident or judged a claim in it; empty where nobody did."""
    return max([*(d.at for d in incident.decided.values()), *(a.at for a in incident.amended)], default="")


def _news(incident: Incident, came: Mapping[str, str]) -> set[str]:
    """The reports that came after a person's last word."""
    said = last_word(incident)
    return {m.report_id for m in incident.mentions if said and came.get(m.report_id, "") > said}


def _since(incident: Incident, came: Mapping[str, str]) -> Iterator[Need]:
    fresh = _news(incident, came)
    shorts = {mention_key(report, "").rstrip(".") for report in fresh}
    denied = [d for d in incident.denials if d.claim.partition(".")[0] in shorts]
    if denied:
        yield Need("denied_since", 50, len(denied))
    elif fresh:
        yield Need("news", 30, len(fresh))


def _seen_at_a_look(incident: Incident, came: Mapping[str, str]) -> Iterator[Need]:
    if incident.state in SETTLED and not _news(incident, came):
        return
    if fields := sum(c.resolution == "open" for c in incident.contested):
        yield Need("contested", min(_MOST_CONTESTED, 16 + 4 * fields), fields)
    if doubts := sum(bool(m.unsure_by) for m in incident.mentions):
        yield Need("unsure", 16, doubts)
    if incident.when is None or incident.where is None:
        yield Need("waiting", 12, len(incident.mentions))
    if incident.state in (None, "candidate"):
        yield Need("new", 10)


def _grade(incident: Incident) -> Iterator[Need]:
    if incident.grade is None and incident.suggested_grade != "ungraded" and incident.state != "withdrawn":
        yield Need("grade_suggested", 8)

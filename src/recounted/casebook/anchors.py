"""What a decision holds on to when reports are read again: the words of the mentions and claims that it is about.

Keys of mentions and claims (``m2``, ``m2.c1``) are positions in one reading, and another reader numbers differently. So each
decision keeps the words that it was made on, and after every new reading they are looked for among the new mentions and claims:
a mention is the one that has most of its claims' words, a claim one of its kind on its words. Words that are no longer read
leave the decision waiting; it holds again when they are.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from recounted.casebook import plain, rows
from recounted.casebook.tables import MOVED, anchors, claims, memberships, mentions
from recounted.errors import CasebookError
from recounted.linking.facts import mention_key
from recounted.model import Claim, ClaimDecision, Decision, LinkDecision, Mention, Reading, TieDecision
from recounted.reconciling.amendments import is_added

Words = dict[str, Any]
Moved = dict[int, dict[str, str | None]]

#: A claim that is read on less than this share of the shorter of two spans is another claim.
_SAME_WORDS = 0.5


def keys_of(decision: Decision) -> tuple[str, ...]:
    """The mentions and claims that a decision is about; for a claim that a person added, the mention that it was added to."""
    if isinstance(decision, LinkDecision):
        return tuple(dict.fromkeys((*decision.mentions, *decision.others)))
    if isinstance(decision, ClaimDecision):
        return (_held_by(decision.claim),)
    if isinstance(decision, TieDecision):
        return tuple(dict.fromkeys(map(_held_by, (decision.denial, *decision.claims))))
    return ()


def _held_by(claim: str) -> str:
    """What a claim holds on to: its own words as they were read, or its mention."""
    return claim.rpartition(".")[0] if is_added(claim) else claim


def _is_claim(key: str) -> bool:
    return key.count(".") > 1


def mention_of(key: str) -> str:
    """The mention (key) that a claim or mention is or stands in."""
    return key.rpartition(".")[0] if _is_claim(key) else key


def tie(connection: Connection, number: int, decision: Decision) -> None:
    """Keep the words that a decision is made on. Raises CasebookError for a mention or claim that is not there."""
    keys = keys_of(decision)
    found = _claims(connection, [k for k in keys if _is_claim(k)]) | _mentions(connection, [k for k in keys if not _is_claim(k)])
    if missing := [k for k in keys if k not in found]:
        raise CasebookError(f"there is no mention or claim {', '.join(missing)}; `recounted show` lists those of an incident")
    whole = (
        isinstance(decision, ClaimDecision) and decision.verdict == "accepted"
    )  # what was accepted is the figure, not the words
    made = [
        {"decision": number, "key": key, "report_id": report_id, "words": _dump({**words, "whole": whole}), "now": key}
        for key, (report_id, words) in found.items()
    ]
    if made:
        connection.execute(insert(anchors), made)


def _dump(words: Words) -> str:
    return json.dumps(words, ensure_ascii=False)


def moved(connection: Connection) -> Moved:
    """Decision → its keys → the keys today, where another reading has moved them; None where the words are no longer read."""
    found: Moved = defaultdict(dict)
    for decision, key, now in plain.rows(connection, f'SELECT decision, "key", now FROM anchors WHERE {MOVED}'):
        found[decision][key] = now
    return found


def resolved(decision: Decision, moved_to: Moved) -> Decision | None:
    """The decision with the keys of today; None while nothing of it can hold."""
    if decision.number not in moved_to:
        return decision
    now = moved_to[decision.number]

    def today(keys: Sequence[str]) -> tuple[str, ...]:
        found = (_moved(k, now) for k in keys)
        return tuple(dict.fromkeys(k for k in found if k is not None))

    if isinstance(decision, LinkDecision):
        ours, theirs = today(decision.mentions), today(decision.others)
        enough = bool(ours or theirs) if decision.verdict == "same" else bool(ours and (theirs or not decision.others))
        return decision.model_copy(update={"mentions": ours, "others": theirs}) if enough else None
    if isinstance(decision, ClaimDecision):
        return next((decision.model_copy(update={"claim": k}) for k in today([decision.claim])), None)
    if isinstance(decision, TieDecision):
        denied = today(decision.claims)
        there = today([decision.denial]) if denied or not decision.claims else ()
        return next((decision.model_copy(update={"denial": k, "claims": denied}) for k in there), None)
    return decision


def _moved(key: str, now: Mapping[str, str | None]) -> str | None:
    """The key of today; a claim that a person added goes with its mention."""
    if not (_is_claim(key) and is_added(key)):
        return now.get(key, key)
    mention, _, own = key.rpartition(".")
    there = now.get(mention, mention)
    return f"{there}.{own}" if there else None


def follow(connection: Connection, before: Iterable[Mention], reading: Reading) -> dict[str, str | None]:
    """After a report was read again: find the words of all decisions in the new reading, and bring its mentions' places in
    incidents along. Out: old mention → new one, where they differ.
    """
    report = reading.report
    new_mentions = {mention_key(report.id, m.id): _of_mention(m) for m in reading.mentions}
    new_claims = {c.id: _of_claim(c) for m in reading.mentions for c in m.claims}
    query = select(anchors).where(anchors.c.report_id == report.id)
    for row in connection.execute(query).mappings().all():
        words = json.loads(row["words"])
        now = (
            _same_mention(words, new_mentions, report.text) if "claims" in words else _same_claim(words, new_claims, report.text)
        )
        if now != row["now"]:
            mine = (anchors.c.decision == row["decision"], anchors.c.key == row["key"])
            connection.execute(update(anchors).where(*mine).values(now=now))
    old = {mention_key(report.id, m.id): _same_mention(_of_mention(m), new_mentions, report.text) for m in before}
    _move_memberships(connection, old)
    return {key: now for key, now in old.items() if key != now}


def _move_memberships(connection: Connection, now: Mapping[str, str | None]) -> None:
    mine = select(memberships.c.mention, memberships.c.incident).where(memberships.c.mention.in_(list(now)))
    found = dict(connection.execute(mine.order_by(memberships.c.mention)).all())
    moved_to: dict[str, str] = {}
    for key in sorted(found, key=lambda k: (now[k] is None, k)):  # one whose words are gone gives way to one that has its key now
        moved_to.setdefault(now[key] or key, found[key])
    if moved_to != found:
        connection.execute(delete(memberships).where(memberships.c.mention.in_(list(found))))
        connection.execute(insert(memberships), [{"mention": k, "incident": i} for k, i in moved_to.items()])


# ----------------------------------------------------------------------------------------------------------------- words


def _of_mention(mention: Mention) -> Words:
    where = [_span(part) for part in (mention.when, mention.where) if part]
    return {"claims": [_span(c) for c in mention.claims], "where": where}


def _of_claim(claim: Claim) -> Words:
    fields = claim.model_dump(mode="json", include={"harm", "of", "lo", "hi", "point", "actor", "stance", "value"})
    figure = [fields.pop(name, None) for name in ("lo", "hi", "point")]
    return {"type": claim.type, "span": _span(claim), "about": fields, "figure": figure}


def _span(part: Any) -> list[Any]:
    return [part.start, part.end, part.quote]


def _mentions(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[str, Words]]:
    said: dict[str, list[str]] = {key: [] for key in keys}
    inside = select(claims.c.mention, claims.c.body).where(claims.c.mention.in_(keys)).order_by(claims.c.position)
    for key, body in connection.execute(inside):
        said[key].append(body)
    query = select(mentions.c.key, mentions.c.report_id, mentions.c.body).where(mentions.c.key.in_(keys))
    return {key: (report_id, _of_mention(rows.mention_of(body, said[key]))) for key, report_id, body in connection.execute(query)}


def _claims(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[str, Words]]:
    query = select(claims.c.id, mentions.c.report_id, claims.c.body).join(mentions, claims.c.mention == mentions.c.key)
    found = connection.execute(query.where(claims.c.id.in_(keys)))
    return {key: (report_id, _of_claim(rows.claim_of(body))) for key, report_id, body in found}


def _same_mention(old: Words, new: Mapping[str, Words], text: str) -> str | None:
    """The mention with most of the old one's words; without claims on either side, by the words for day and place."""
    ours = [s for s in (_found(s, text) for s in old["claims"]) if s]
    places = [s for s in (_found(s, text) for s in old["where"]) if s]
    ranked = []
    for position, (key, words) in enumerate(new.items()):
        common = sum(max((_overlap(s, (t[0], t[1])) for t in words["claims"]), default=0) for s in ours)
        around = sum(max((_overlap(s, (t[0], t[1])) for t in words["where"]), default=0) for s in places)
        if common or (around and not old["claims"] and not words["claims"]):
            ranked.append((-common, -around, position, key))
    return min(ranked)[-1] if ranked else None


def _same_claim(old: Words, new: Mapping[str, Words], text: str) -> str | None:
    span = _found(old["span"], text)
    ranked = []
    for position, (key, words) in enumerate(new.items()):
        other = (words["span"][0], words["span"][1])
        if span is None or words["type"] != old["type"] or words["about"] != old["about"]:
            continue
        common = _overlap(span, other) / max(1, min(span[1] - span[0], other[1] - other[0]))
        same = words["figure"] == old["figure"]
        if common >= _SAME_WORDS and (same or not old.get("whole")):
            ranked.append((not same, -common, position, key))
    return min(ranked)[-1] if ranked else None


def _found(span: Sequence[Any], text: str) -> tuple[int, int] | None:
    """Where words stand in a text of today: where they stood, or the nearest place where the same words do."""
    start, end, quote = span
    if text[start:end] == quote:
        return start, end
    before, after = text.rfind(quote, 0, end), text.find(quote, start)
    near = min((p for p in (before, after) if p >= 0), key=lambda p: abs(p - start), default=None)
    return None if near is None or not quote else (near, near + len(quote))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))

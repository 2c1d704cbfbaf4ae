"""Nouns as rows and back. In: Reports, Readings, Incidents. Out: dicts for the tables of ``tables``, and the nouns again,
equal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter

from recounted.linking.facts import mention_key
from recounted.model import Capture, Claim, Incident, Mention, Problem, Reading, Report

Row = dict[str, Any]

_CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)
_METADATA = ("lang", "published", "url", "title", "outlet")


def fingerprint(reading: Reading) -> str:
    """A hash of what was read: everything but where the bytes lay and under which name."""
    body = reading.model_dump_json(exclude={"report": {"name", "capture"}})
    return hashlib.sha256(body.encode()).hexdigest()


def report_row(report: Report, now: str) -> Row:
    """The row of a report."""
    return {
        "id": report.id,
        "short": mention_key(report.id, "").rstrip("."),
        "name": report.name,
        "text": report.text,
        **{field: getattr(report, field) for field in _METADATA},
        "capture": report.capture.model_dump_json() if report.capture else None,
        "problems": dump(p.model_dump() for p in report.problems),
        "stored_at": now,
    }


def reading_row(reading: Reading, reader: str, now: str) -> Row:
    """The row of a reading."""
    return {
        "report_id": reading.report.id,
        "reader": reader,
        "fingerprint": fingerprint(reading),
        "problems": dump(p.model_dump() for p in reading.problems),
        "read_at": now,
    }


def mention_rows(reading: Reading) -> list[Row]:
    """The rows of a reading's mentions, without their claims."""
    return [
        {
            "key": mention_key(reading.report.id, mention.id),
            "report_id": reading.report.id,
            "position": position,
            "body": mention.model_dump_json(exclude={"claims"}),
        }
        for position, mention in enumerate(reading.mentions)
    ]


def claim_rows(reading: Reading) -> list[Row]:
    """The rows of all claims of a reading."""
    return [
        {
            "id": claim.id,
            "mention": mention_key(reading.report.id, mention.id),
            "position": position,
            "type": claim.type,
            "body": claim.model_dump_json(),
        }
        for mention in reading.mentions
        for position, claim in enumerate(mention.claims)
    ]


def incident_row(incident: Incident, inputs: str) -> Row:
    """The row of an incident; ``inputs`` names what it was made from."""
    return {
        "id": incident.id,
        "code": incident.code,
        "date_start": incident.when.date_start if incident.when else None,
        "country": incident.where.country if incident.where else None,
        "inputs": inputs,
        "body": incident.model_dump_json(),
    }


def report_of(row: Mapping[str, Any]) -> Report:
    """A report out of its row."""
    return Report(
        id=row["id"],
        name=row["name"],
        text=row["text"],
        **{field: row[field] for field in _METADATA},
        capture=Capture.model_validate_json(row["capture"]) if row["capture"] else None,
        problems=problems_of(row["problems"]),
    )


def mention_of(body: str, claims: Iterable[str]) -> Mention:
    """A mention out of its body and those of its claims."""
    return Mention.model_validate_json(f'{body[:-1]},"claims":[{",".join(claims)}]}}')


def claim_of(body: str) -> Claim:
    """A claim out of its body."""
    return _CLAIM.validate_json(body)


def problems_of(body: str) -> tuple[Problem, ...]:
    """Problems out of their body."""
    return tuple(Problem.model_validate(p) for p in json.loads(body)) if body != "[]" else ()


def dump(items: Iterable[Any]) -> str:
    """A list as JSON text."""
    return json.dumps(list(items), ensure_ascii=False)


def poorer(new: Report, old: Report) -> bool:
    """Does the new report lack a date, address, title or outlet that the old one has?"""
    return any(getattr(old, f) is not None and getattr(new, f) is None for f in _METADATA[1:])

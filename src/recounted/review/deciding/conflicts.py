"""Too late: somebody else changed an incident between a look at it and a decision on it. Both are shown side by side.

In: the form that was sent and the incident as it is now. Out: a page with what was wanted, what is there now, who changed what
meanwhile, and the same form once more, on the incident as it is now. Nothing was done, and nothing that was typed is lost.
"""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import Response

from recounted.casebook.deeds import Deed, Deeds
from recounted.model import Incident
from recounted.reconciling.values import current
from recounted.review.deciding.acts import Word, said
from recounted.review.desk import Desk
from recounted.review.wording.words import Words

#: Fields of a form that are no part of what was wanted.
_CARRIED = frozenset({"token", "incident", "seen", "to"})
_MOST = 10


def page(request: Request, desk: Desk) -> Response | None:
    """The page, with status 409; None where the incident is no more."""
    word: Word | None = getattr(request.state, "word", None)
    incident = desk.casebook.incident(word.incident) if word and word.seen else None
    if word is None or incident is None:
        return None
    words = desk.renderer.words(request)
    sent = [(name, value) for name, value in word.form.multi_items() if isinstance(value, str) and name not in _CARRIED]
    shows = {
        "incident": incident,
        "yours": [(words.code(name), _shown(value, words)) for name, value in sent if value and name != "field"],
        "now": list(_now(request.url.path, word, incident, words)),
        "deeds": _since(Deeds(desk.casebook).of(incident.id), incident.version - next(iter(word.seen.values()))),
        "action": request.url.path,
        "again": [*sent, *((name, said(word.form, name)) for name in ("to",) if said(word.form, name))],
        "field": words.code(said(word.form, "field")) if said(word.form, "field") else "",
    }
    return desk.renderer.page(request, "conflict.html", shows, status=409)


def _now(path: str, word: Word, incident: Incident, words: Words) -> list[tuple[str, str, str]]:
    """What stands now where something else was wanted: field, value, and who set it."""
    field = "where" if path.endswith("/place") else said(word.form, "field")
    if field:
        by = incident.decided.get(field)
        return [(words.code(field), _shown(current(incident, field), words), by.by if by else "")]
    claim = path.split("/")[2] if path.startswith("/claims/") else ""
    judged = [a for a in incident.amended if a.claim == claim]
    if judged:
        changes = ", ".join(f"{words.code(name)} {_shown(value, words)}" for name, value in judged[-1].changes.items())
        return [(words.code(judged[-1].verdict), changes, judged[-1].by)]
    return []


def _shown(value: Any, words: Words) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("quote") or ", ".join(str(v) for v in value.values() if v))
    return "" if value is None else words.code(str(value))


def _since(deeds: list[Deed], changes: int) -> list[Deed]:
    """The deeds since a version, the newest first."""
    found: list[Deed] = []
    for deed in deeds:
        if changes <= 0 or len(found) >= _MOST:
            break
        changes -= deed.what.startswith("incident ")
        if deed.what.startswith("incident "):
            found.append(deed)
    return found

"""Who may do what: one table of roles, one of routes, one of decisions.

A route that stands in no row is open to nobody, and a test walks over all routes to see that each stands in one. Decisions are
looked at once more for what they decide when they are stored, whichever way they came. Where nobody signs in, on one's own
machine, everything is allowed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from recounted.casebook.people import ROLES, Role
from recounted.errors import NotAllowedError
from recounted.model import Decision, FieldDecision, RuleDecision

Ability = Literal["anyone", "see", "decide", "review", "manage"]

#: The table of roles. Each may also do what the ones above it may.
TABLE: dict[Role, Ability] = {
    "reader": "see",  # incidents, reports, decisions and their reasons; export what is published; their own account
    "coder": "decide",  # claims, links, day, place, kind, title; hand in reports
    "reviewer": "review",  # grades, best figures, status, state (publish), toll rule; export at every level
    "owner": "manage",  # people, the access log
}

#: What each route asks for. ``anyone``: also who is not signed in.
ROUTES: dict[str, Ability] = {
    "GET /login": "anyone",
    "POST /login": "anyone",
    "GET /login/provider": "anyone",
    "GET /login/back": "anyone",
    "POST /language": "anyone",
    "POST /logout": "anyone",
    "GET /me": "see",
    "POST /me/password": "see",
    "POST /me/tokens": "see",
    "POST /me/tokens/{number}/revoke": "see",
    "GET /": "see",
    "GET /map": "see",
    "GET /map/points": "see",
    "GET /map/near": "see",
    "GET /incidents/{name}": "see",
    "GET /export": "see",  # at level public; ``to_export`` says who may at others
    "POST /visible": "review",
    "POST /visible/{verb}": "review",
    "POST /views": "decide",
    "POST /views/forget": "decide",
    "GET /incidents/{name}/news": "see",
    "GET /reports": "see",
    "GET /reports/{short}": "see",
    "GET /acts": "see",
    "GET /name": "see",
    "POST /name": "see",
    "GET /add": "decide",
    "POST /add": "decide",
    "POST /add/examples": "decide",
    "GET /add/{number}": "decide",
    "POST /incidents/{name}/set": "decide",
    "POST /incidents/{name}/link": "decide",
    "POST /incidents/{name}/split": "decide",
    "POST /incidents/{name}/move": "decide",
    "POST /incidents/{name}/place": "decide",
    "POST /claims/{claim}": "decide",
    "POST /claims/{claim}/correct": "decide",
    "POST /claims/{claim}/tie": "decide",
    "POST /reports/{short}/claims": "decide",
    "POST /reports/count": "decide",
    "POST /rule": "review",
    "POST /acts/{number}/{verb}": "decide",
    "GET /openapi.json": "see",
    "GET /api/incidents": "see",
    "GET /api/incidents/{name}": "see",
    "GET /api/incidents/{name}/claims": "see",
    "GET /api/incidents/{name}/history": "see",
    "GET /api/claims/{claim}": "see",
    "GET /api/reports": "see",
    "GET /api/reports/{short}": "see",
    "GET /api/acts": "see",
    "POST /api/incidents/{name}/set": "decide",
    "POST /api/incidents/{name}/link": "decide",
    "POST /api/incidents/{name}/split": "decide",
    "POST /api/incidents/{name}/move": "decide",
    "POST /api/claims/{claim}": "decide",
    "POST /api/acts/{number}/{verb}": "decide",
    "GET /people": "manage",
    "POST /people": "manage",
    "POST /people/{name}/role": "manage",
    "POST /people/{name}/reset": "manage",
    "POST /people/{name}/remove": "manage",
    "GET /access": "manage",
}

#: What pages ask for by themselves, many times: nobody saw anything by it, and it is not in the access log.
QUIET = frozenset({"GET /incidents/{name}/news"})

#: Values of an incident that are set in review. All other decisions are a coder's.
REVIEWED = frozenset({"grade", "best", "status", "state"})


def asked_by(method: str, path: str) -> Ability | None:
    """What a route (as it is written in the code) asks for; None: it stands in no row."""
    return ROUTES.get(f"{method} {path}")


def methods_of(path: str) -> str:
    """How a route may be asked, as the header ``Allow`` has it."""
    return ", ".join(method for method in ("GET", "POST") if f"{method} {path}" in ROUTES)


def may(role: Role | None, ability: Ability | None) -> bool:
    """May this role (None: nobody signed in) do it?"""
    if ability == "anyone":
        return True
    return role is not None and ability in [TABLE[r] for r in ROLES[: ROLES.index(role) + 1]]


def needed(decision: Decision) -> Ability:
    """What it takes to decide this."""
    if isinstance(decision, FieldDecision):
        return "review" if decision.field.partition(":")[0] in REVIEWED else "decide"
    return "review" if isinstance(decision, RuleDecision) else "decide"


def refuse_beyond(role: Role, decisions: Sequence[Decision]) -> None:
    """Raises NotAllowedError where one of the decisions is beyond a role."""
    for decision in decisions:
        if not may(role, needed(decision)):
            least = next(r for r in ROLES if may(r, needed(decision)))
            what = decision.field if isinstance(decision, FieldDecision) else decision.type
            raise NotAllowedError(f"you are {role}; it takes a {least} to decide on {what.partition(':')[0]}")


def to_export(level: str) -> Ability:
    """What it takes to export at a level: what is public is for everybody who sees the casebook."""
    return "see" if level == "public" else "review"

"""The description of the addresses for programs (OpenAPI), for whoever may read them."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from recounted.review.api import reading, writing
from recounted.review.api.problems import ProblemObject

routes = APIRouter()
_WORDS = """A casebook of news reports of attacks: incidents, the claims under them, who says so, and what people decided.

Figures are what reports say. They are not findings, and no sum of them is one. Level `internal` holds quotes and names as
printed: do not publish it. Level `public` holds only what a person published."""


@routes.get("/openapi.json", include_in_schema=False)
def openapi() -> JSONResponse:
    """The description."""
    return JSONResponse(described())


@lru_cache
def described() -> dict[str, Any]:
    """All routes for programs."""
    found = get_openapi(
        title="Recounted",
        version=version("recounted"),
        description=_WORDS,
        routes=[*reading.routes.routes, *writing.routes.routes],
    )
    parts = found.setdefault("components", {})
    parts.setdefault("schemas", {})["ProblemObject"] = ProblemObject.model_json_schema()
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path in found["paths"].values():
        for method, operation in path.items():
            operation["security"] = [{"token": []}] if method == "post" else [{"token": []}, {}]
    return found

"""The base of all nouns."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """Base of all nouns: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

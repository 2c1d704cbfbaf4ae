"""Accounts, sessions, tokens, failed attempts, and the log of who came in and saw what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _text(name: str, *more: sa.ForeignKey, key: bool = False, null: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *more, nullable=null, primary_key=key, unique=unique)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True)


def upgrade() -> None:
    """Make the tables, with nobody in them."""
    op.create_table(
        "people",
        _text("name", key=True),
        _text("key", unique=True),
        _text("role"),
        _text("password", null=True),
        _text("sign_in", null=True, unique=True),
        _text("subject", null=True, unique=True),
        _text("added_at"),
        _text("removed_at", null=True),
        sqlite_strict=True,
    )
    person = sa.ForeignKey("people.name")
    columns = (_text("hash", key=True), _text("person", person), _text("began_at"), _text("seen_at"))
    op.create_table("sessions", *columns, sqlite_strict=True)
    op.create_table(
        "tokens",
        _number(),
        _text("hash", unique=True),
        _text("person", sa.ForeignKey("people.name")),
        *map(_text, ("role", "label", "made_at", "ends_at")),
        sqlite_strict=True,
    )
    op.create_table("failures", _number(), _text("key"), _text("at"), sqlite_strict=True)
    op.create_table("access", _number(), *map(_text, ("at", "who", "what", "subject")), sqlite_strict=True)
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_index("ix_tokens_person", "tokens", ["person"])
    op.create_index("ix_failures_key", "failures", ["key", "at"])
    op.create_index("ix_access_who", "access", ["who", "number"])
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER access_no_{change.lower()} BEFORE {change} ON access "
            "BEGIN SELECT RAISE(ABORT, 'the access log of a casebook only grows'); END"
        )


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

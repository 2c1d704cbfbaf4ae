"""The first tables: reports, readings, incidents, decisions, and a history that only grows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _text(name: str, *more: sa.ForeignKey, needed: bool = True, unique: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *more, nullable=not needed and not key, unique=unique or None, primary_key=key)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer, primary_key=True)


def upgrade() -> None:
    """Create everything."""
    _reports()
    _readings()
    _incidents()
    _people()
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER history_no_{change.lower()} BEFORE {change} ON history "
                f"BEGIN SELECT RAISE(ABORT, 'the history of a casebook only grows'); END"
            )


def _reports() -> None:
    op.create_table(
        "reports",
        _number(),
        _text("id", unique=True),
        _text("short", unique=True),
        _text("name"),
        _text("text"),
        *(_text(name, needed=False) for name in ("lang", "published", "url", "title", "outlet", "capture")),
        _text("problems"),
        _text("stored_at"),
        sqlite_strict=True,
    )
    op.create_table(
        "report_names", _text("report_id", sa.ForeignKey("reports.id"), key=True), _text("name", key=True), sqlite_strict=True
    )
    op.create_index("ix_report_names_name", "report_names", ["name"])


def _readings() -> None:
    op.create_table(
        "readings",
        _text("report_id", sa.ForeignKey("reports.id"), key=True),
        _text("reader"),
        _text("fingerprint"),
        _text("problems"),
        _text("read_at"),
        sqlite_strict=True,
    )
    op.create_table(
        "mentions",
        _text("key", key=True),
        _text("report_id", sa.ForeignKey("readings.report_id")),
        sa.Column("position", sa.Integer, nullable=False),
        _text("body"),
        sqlite_strict=True,
    )
    op.create_index("ix_mentions_report", "mentions", ["report_id"])
    op.create_table(
        "claims",
        _text("id", key=True),
        _text("mention", sa.ForeignKey("mentions.key")),
        sa.Column("position", sa.Integer, nullable=False),
        _text("type"),
        _text("body"),
        sqlite_strict=True,
    )
    op.create_index("ix_claims_mention", "claims", ["mention"])


def _incidents() -> None:
    op.create_table(
        "incidents",
        _number(),
        _text("id", unique=True),
        _text("code", unique=True),
        _text("date_start", needed=False),
        _text("country", needed=False),
        _text("inputs"),
        _text("body"),
        sqlite_strict=True,
    )
    op.create_index("ix_incidents_date", "incidents", ["date_start"])
    op.create_table(
        "memberships", _text("mention", key=True), _text("incident", sa.ForeignKey("incidents.id")), sqlite_strict=True
    )
    op.create_index("ix_memberships_incident", "memberships", ["incident"])
    op.create_table("redirects", _text("old", key=True), _text("incident", needed=False), sqlite_strict=True)


def _people() -> None:
    op.create_table(
        "decisions", _number(), *(_text(n) for n in ("left", "right", "verdict", "by", "at", "why")), sqlite_strict=True
    )
    op.create_table(
        "history",
        _number(),
        *(_text(n) for n in ("at", "who", "what", "subject")),
        _text("before", needed=False),
        _text("after", needed=False),
        _text("why"),
        sqlite_strict=True,
    )
    op.create_index("ix_history_subject", "history", ["subject"])


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

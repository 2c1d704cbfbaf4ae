"""What linking keeps between two updates: facts and blocks of mentions, what is pending, ids that may come back, settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _text(name: str, *more: sa.ForeignKey, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *more, nullable=False, primary_key=key)


def upgrade() -> None:
    """Make the tables; every report that is there is to be linked anew."""
    op.create_table(
        "facts",
        _text("mention", key=True),
        _text("report_id", sa.ForeignKey("reports.id")),
        _text("body"),
        sqlite_strict=True,
    )
    op.create_index("ix_facts_report", "facts", ["report_id"])
    op.create_table(
        "blocks",
        _text("block", key=True),
        sa.Column("day", sa.Integer, nullable=False, primary_key=True),
        _text("mention", sa.ForeignKey("facts.mention"), key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_blocks_mention", "blocks", ["mention"])
    op.create_table("pending", _text("what", key=True), _text("subject", key=True), sqlite_strict=True)
    op.create_table("retired", _text("incident", key=True), _text("mention", key=True), sqlite_strict=True)
    op.create_index("ix_retired_mention", "retired", ["mention"])
    op.create_table("settings", _text("name", key=True), _text("value"), sqlite_strict=True)
    op.execute("INSERT INTO pending (what, subject) SELECT 'report', short FROM reports")


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

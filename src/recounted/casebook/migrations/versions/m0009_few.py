"""Indexes over few rows of many: words on links, keys that another reading moved, what followed from an act."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.execute("CREATE INDEX ix_decisions_links ON decisions (number) WHERE json_extract(body, '$.type') = 'link'")
    op.execute('CREATE INDEX ix_anchors_moved ON anchors (decision) WHERE now IS NULL OR now <> "key"')
    op.execute("CREATE INDEX ix_history_act ON history (why) WHERE why GLOB 'act *'")


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

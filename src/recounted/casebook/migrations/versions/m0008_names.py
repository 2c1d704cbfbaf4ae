"""Where names lead to, from the other end: the names of an incident are found without reading those of all."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_redirects_incident", "redirects", ["incident"])


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

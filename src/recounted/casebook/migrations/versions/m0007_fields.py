"""Which fields of an incident a change is about, beside the change: told without reading the incident before and after."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Changes of before stay without it: rows of the history are never touched."""
    op.add_column("history", sa.Column("fields", sa.Text))


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

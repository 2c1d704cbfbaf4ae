"""Which mentions fit each other, where one of them lacks day or place: it is looked up when they are linked next, and kept."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """
        CREATE TABLE fitting (
            mention TEXT NOT NULL REFERENCES facts (mention),
            other TEXT NOT NULL,
            PRIMARY KEY (mention, other)
        ) STRICT, WITHOUT ROWID
        """
    )


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

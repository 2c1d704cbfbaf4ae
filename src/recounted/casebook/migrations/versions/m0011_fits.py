"""What fits what is kept of all mentions, also of those that know day and place, with the bits: all is looked up anew once."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew."""
    op.execute("DROP TABLE fitting")
    op.execute(
        """
        CREATE TABLE fitting (
            mention TEXT NOT NULL REFERENCES facts (mention),
            other TEXT NOT NULL,
            bits REAL NOT NULL,
            PRIMARY KEY (mention, other)
        ) STRICT, WITHOUT ROWID
        """
    )


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

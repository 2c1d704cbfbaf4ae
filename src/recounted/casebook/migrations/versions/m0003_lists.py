"""Lists, filters and full-text search of incidents and reports, made from what the casebook holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recounted.casebook import search

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, primary_key=key)


def _number(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, primary_key=key, autoincrement=False if key else "auto")


def upgrade() -> None:
    """Create the tables and fill them."""
    op.create_table(
        "cards",
        sa.Column("incident", sa.Integer, primary_key=True),
        _text("first_day"),
        _text("last_day"),
        *(_number(name) for name in ("killed", "killed_low", "n_reports", "n_contested")),
        _text("body"),
        sqlite_strict=True,
    )
    for name, column in (
        ("day", "first_day"),
        ("killed", "killed"),
        ("reports", "n_reports"),
        ("contested", "n_contested"),
    ):
        op.create_index(f"ix_cards_{name}", "cards", [column, "incident"])
    sums = ["incident", "first_day", "last_day", "n_reports", "n_contested", "killed_low", "killed"]
    op.create_index("ix_cards_sums", "cards", sums)
    op.create_table(
        "facets",
        *(_text(name, key=True) for name in ("field", "value", "first_day")),
        _number("incident", key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_facets_incident", "facets", ["incident"])
    op.create_table(
        "incident_reports",
        _number("report", key=True),
        _number("incident", key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_incident_reports_incident", "incident_reports", ["incident"])
    op.execute("CREATE VIRTUAL TABLE report_search USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')")
    search.add_all(op.get_bind())  # incidents are listed by a later migration


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

"""The list as a queue: how much each incident needs a person, where it was, in which state; views that have a name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from recounted.casebook import listing

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NUMBERS = ("killed", "killed_low", "n_reports", "n_contested", "worth")
_DAYS, _SPOT = ("first_day", "last_day"), ("lat", "lon", "radius_km")
_SUMS = ("incident", *_DAYS, "n_reports", "n_contested", "killed_low", "killed", *_SPOT, "where_prec")


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, primary_key=key)


def upgrade() -> None:
    """Make the cards anew, which are no only copy, and list every incident."""
    op.drop_table("cards")
    op.create_table(
        "cards",
        sa.Column("incident", sa.Integer, primary_key=True),
        *(_text(name) for name in _DAYS),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _NUMBERS),
        *(sa.Column(name, sa.REAL) for name in _SPOT),
        sa.Column("where_prec", sa.Integer),
        _text("body"),
        sqlite_strict=True,
    )
    orders = {"worth": "worth", "day": "first_day", "killed": "killed", "reports": "n_reports", "contested": "n_contested"}
    for name, column in orders.items():
        op.create_index(f"ix_cards_{name}", "cards", [column, "incident"])
    op.create_index("ix_cards_sums", "cards", list(_SUMS))
    op.create_table(
        "relisted",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("incident", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table("saved_views", _text("name", key=True), *map(_text, ("query", "by", "at")), sqlite_strict=True)
    op.execute("DELETE FROM facets")
    op.execute("DELETE FROM incident_reports")
    listing.list_all(op.get_bind())


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

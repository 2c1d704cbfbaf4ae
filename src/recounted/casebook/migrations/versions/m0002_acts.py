"""Acts and decisions of all kinds, and the words that decisions are tied to. Decisions on pairs become acts of one decision."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(name: str, *more: sa.ForeignKey, needed: bool = True, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *more, nullable=not needed and not key, primary_key=key)


def upgrade() -> None:
    """Make the new tables, bring the old decisions into them, and let nothing in them be changed."""
    op.rename_table("decisions", "pairs_decided")
    op.create_table(
        "acts",
        sa.Column("number", sa.Integer, primary_key=True),
        *(_text(name) for name in ("at", "by", "verb", "why")),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("acts.number")),
        sqlite_strict=True,
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("act", sa.Integer, sa.ForeignKey("acts.number"), nullable=False),
        _text("about"),
        _text("body"),
        sqlite_strict=True,
    )
    op.create_index("ix_decisions_act", "decisions", ["act"])
    op.create_index("ix_decisions_about", "decisions", ["about"])
    op.create_table(
        "anchors",
        sa.Column("decision", sa.Integer, sa.ForeignKey("decisions.number"), primary_key=True),
        _text("key", key=True),
        _text("report_id", sa.ForeignKey("reports.id")),
        _text("words"),
        _text("now", needed=False),
        sqlite_strict=True,
    )
    op.create_index("ix_anchors_report", "anchors", ["report_id"])
    _bring_over()
    op.drop_table("pairs_decided")
    if op.get_bind().dialect.name == "sqlite":
        for table in ("acts", "decisions"):
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the history of a casebook only grows: {table}'); END"
                )


def _bring_over() -> None:
    columns: list[sa.ColumnClause[object]] = [
        sa.column(name) for name in ("number", "left", "right", "verdict", "by", "at", "why")
    ]
    old = op.get_bind().execute(sa.select(*columns).select_from(sa.table("pairs_decided"))).mappings().all()
    acts = sa.table("acts", *(sa.column(name) for name in ("number", "at", "by", "verb", "why")))
    decisions = sa.table("decisions", *(sa.column(name) for name in ("number", "act", "about", "body")))
    for row in old:
        body = {"type": "link", "verdict": row["verdict"], "mentions": [row["left"]], "others": [row["right"]]}
        act = {"number": row["number"], "at": row["at"], "by": row["by"], "verb": row["verdict"], "why": row["why"]}
        op.bulk_insert(acts, [act])
        made = {"number": row["number"], "act": row["number"], "about": row["left"], "body": json.dumps(body)}
        op.bulk_insert(decisions, [made])


def downgrade() -> None:
    """There is no way back: a casebook is never taken apart."""
    raise NotImplementedError("casebooks are not downgraded; open a copy with the older Recounted instead")

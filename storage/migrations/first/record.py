"""The first revision's tables of claims, figures, changes and verdicts."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.first.parts import ID, TIME, listed, rows

VALUE = sa.text("coalesce(low, high, 0.0)")
TOLD = sa.text("coalesce(new_claim_id, old_claim_id)")


def claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("metric", sa.Text()),
        sa.Column("claimant", sa.Text()),
        sa.Column("low", sa.Double()),
        sa.Column("high", sa.Double()),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("per", sa.Text()),
        sa.Column("period", sa.Text()),
        sa.Column("hedge", sa.Text()),
        sa.Column("counted", sa.Text()),
        sa.Column("event", sa.Text()),
        sa.Column("party", sa.Text()),
        sa.Column("attribution", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("converted", sa.Double()),
        sa.Column("converted_unit", sa.Text()),
        sa.Column("as_of", sa.Date()),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("implausible", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("retired_at", TIME),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("first_seen_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id", "version"],
            ["versions.article_id", "versions.number"],
            name="fk_claims_article_id_version",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_claims_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sqlite_autoincrement=True,
    )
    for column in ("metric", "claimant", "publisher", "event", "party", "unit"):
        listed(f"ix_claims_{column}", column, "published_at", "id")
    listed("ix_claims_published", "published_at", "id")
    listed("ix_claims_seen", "first_seen_at", "id")
    listed("ix_claims_value", VALUE, "id")
    op.create_index("ix_claims_version", "claims", ["article_id", "version"])


def changes() -> None:
    op.create_table(
        "changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("claimant", sa.Text()),
        sa.Column("scope", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("day", sa.Date()),
        sa.Column("old_claim_id", ID),
        sa.Column("new_claim_id", ID),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("action_reason", sa.Text(), nullable=False),
        sa.Column("hold_until", TIME),
        sa.Column("at", TIME, nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("retired_at", TIME),
        sa.ForeignKeyConstraint(["new_claim_id"], ["claims.id"], name="fk_changes_new_claim_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["old_claim_id"], ["claims.id"], name="fk_changes_old_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.UniqueConstraint("key", name="uq_changes_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_at", "changes", ["at"])
    op.create_index("ix_changes_published", "changes", ["published_at", "id"])
    op.create_index("ix_changes_metric", "changes", ["metric", "at"])
    op.create_index("ix_changes_new_claim", "changes", ["new_claim_id"])
    op.create_index("ix_changes_told", "changes", [TOLD, "id"])
    op.create_index("ix_changes_old_claim", "changes", ["old_claim_id"])


def points() -> None:
    op.create_table(
        "points",
        sa.Column("id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("claimant", sa.Text()),
        sa.Column("scope", sa.Text()),
        sa.Column("change", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_at", TIME, nullable=False),
        sa.Column("low", sa.Double()),
        sa.Column("high", sa.Double()),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text()),
        sa.Column("per", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("day", sa.Date()),
        sa.Column("converted", sa.Double()),
        sa.Column("converted_unit", sa.Text()),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("feed_order", sa.Integer(), server_default="0", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("origin", ID, nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("day_given", sa.Boolean(), nullable=False),
        sa.Column("follows_up", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_points_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_points_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_points"),
        sa.UniqueConstraint("claim_id", "metric", name="uq_points_claim_id_metric"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_points_article", "points", ["article_id"])
    op.create_index("ix_points_metric", "points", ["metric", "as_of", "id", "seen_at"])
    op.create_index("ix_points_metric_claimant", "points", ["metric", "claimant", "as_of"])
    op.create_index("ix_points_moves", "points", ["metric", "as_of"], **rows("change IS NOT NULL"))
    op.create_index("ix_points_published", "points", ["published_at", "id"])
    op.create_index("ix_points_metric_published", "points", ["metric", "published_at", "id"])
    op.create_index("ix_points_seen", "points", ["seen_at", "id"])
    op.create_index("ix_points_metric_seen", "points", ["metric", "seen_at", "id"])
    op.create_index("ix_points_claimant", "points", ["claimant", "published_at", "id"])
    op.create_index("ix_points_value", "points", ["metric", VALUE, "id"])
    op.create_index("ix_points_moved", "points", ["metric", "state", "as_of", "id"], **rows("change IS NOT NULL"))
    op.create_index("ix_points_scope", "points", ["metric", "scope"], **rows("scope IS NOT NULL"))


def verdicts() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("claim_id", ID),
        sa.Column("claimant", sa.Text()),
        sa.Column("into", sa.Text()),
        sa.Column("metric", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("day", sa.Date()),
        sa.Column("until", TIME),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("undone_at", TIME),
        sa.Column("undone_by", sa.Text()),
        sa.Column("applied_at", TIME),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_verdicts_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_verdicts_claim", "verdicts", ["claim_id"])
    op.create_index("ix_verdicts_unapplied", "verdicts", ["id"], **rows("applied_at IS NULL"))

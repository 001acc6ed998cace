"""The first schema.

Written out, not taken from ``storage.schema``: that goes on changing, and this step never does.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make all tables, those first that others refer to."""
    _bands()
    _feeds()
    _health()
    _messages()
    _meta()
    _stories()
    _articles()
    _polls()
    _unparsed()
    _subscriptions()
    _aliases()
    _harvests()
    _article_topics()
    _entries()
    _versions()
    _claims()
    _changes()
    _points()
    _verdicts()
    _alerts()
    _deliveries()


def rows(condition: str) -> Any:
    """The rows that a partial index holds, as both databases' options take them."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _listed(name: str, *columns: str) -> None:
    """An index of the claims that did not stand in an earlier version already."""
    where = sa.text("carried = 0"), sa.text("NOT carried")
    op.create_index(name, "claims", list(columns), unique=False, sqlite_where=where[0], postgresql_where=where[1])


def _bands() -> None:
    op.create_table(
        "bands",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "day", "article_id", name="pk_bands"),
        sqlite_with_rowid=False,
    )


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("interval_set", sa.BigInteger()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("next_check_at", TIME, nullable=False),
        sa.Column("interval", sa.BigInteger()),
        sa.Column("format", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("home", sa.Text()),
        sa.Column("hub", sa.Text()),
        sa.Column("ttl", sa.BigInteger()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("moved_to", sa.Text()),
        sa.Column("moved_times", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("last_status", sa.Integer()),
        sa.Column("first_poll_at", TIME),
        sa.Column("last_poll_at", TIME),
        sa.Column("last_success_at", TIME),
        sa.Column("last_new_at", TIME),
        sa.Column("polls_total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("entries_total", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
    op.create_index(
        "ix_feeds_due",
        "feeds",
        ["next_check_at", "position"],
        unique=False,
        sqlite_where=sa.text("active = 1"),
        postgresql_where=sa.text("active"),
    )


def _health() -> None:
    op.create_table(
        "health",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_health"),
    )
    op.create_index("ix_health_open", "health", ["kind", "subject"], unique=True, **rows("closed_at IS NULL"))


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("sealed_at", TIME),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_attempt_at", TIME),
        sa.Column("sent_at", TIME),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("key", name="uq_messages_key"),
    )
    op.create_index("ix_messages_group", "messages", ["channel", "group_key"], **rows("sealed_at IS NULL"))
    op.create_index("ix_messages_open", "messages", ["due_at", "id"], **rows("state IN ('pending', 'failed')"))


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )


def _stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", ID, nullable=False),
        sa.Column("first_article_id", ID, nullable=False),
        sa.Column("agency", sa.Text()),
        sa.Column("origin", sa.Text()),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("feed_id", ID),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("agency", sa.Text()),
        sa.Column("canonical", sa.Text()),
        sa.Column("syndicated_from", sa.Text()),
        sa.Column("paywalled", sa.Boolean(), nullable=False),
        sa.Column("truncated", sa.Boolean(), nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("modified_at", TIME),
        sa.Column("first_seen_at", TIME, nullable=False),
        sa.Column("last_seen_at", TIME, nullable=False),
        sa.Column("dated_at", TIME, nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("next_recheck_at", TIME),
        sa.Column("rechecks_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("story_id", ID),
        sa.Column("signature", sa.LargeBinary()),
        sa.Column("words", sa.Integer()),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_articles_feed_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_articles_story_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("url", name="uq_articles_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_dated", "articles", ["dated_at", "id"])
    op.create_index("ix_articles_publisher", "articles", ["publisher", "dated_at", "id"])
    op.create_index("ix_articles_recheck", "articles", ["next_recheck_at", "id"], **rows("next_recheck_at IS NOT NULL"))
    op.create_index("ix_articles_story", "articles", ["story_id"])


def _polls() -> None:
    op.create_table(
        "polls",
        sa.Column("id", ID, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("elapsed_ms", sa.Integer()),
        sa.Column("bytes", sa.Integer()),
        sa.Column("entries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text()),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_polls_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_polls"),
    )
    op.create_index("ix_polls_at", "polls", ["at"])
    op.create_index("ix_polls_feed", "polls", ["feed_id", "id"])
    op.create_index("ix_polls_new", "polls", ["feed_id", "id"], **rows("new > 0"))


def _unparsed() -> None:
    op.create_table(
        "unparsed",
        sa.Column("feed_id", ID, autoincrement=False, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text()),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], ondelete="CASCADE", name="fk_unparsed_feed_id"),
        sa.PrimaryKeyConstraint("feed_id", name="pk_unparsed"),
    )


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("feed_id", ID, autoincrement=False, nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("leased_until", TIME),
        sa.Column("last_push_at", TIME),
        sa.Column("last_gap_at", TIME),
        sa.Column("pushes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text()),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], ondelete="CASCADE", name="fk_subscriptions_feed_id"),
        sa.PrimaryKeyConstraint("feed_id", name="pk_subscriptions"),
        sa.UniqueConstraint("token", name="uq_subscriptions_token"),
    )
    op.create_index("ix_subscriptions_next", "subscriptions", ["next_at"])


def _aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_aliases_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("url", name="pk_aliases"),
    )
    op.create_index("ix_aliases_article", "aliases", ["article_id"])


def _harvests() -> None:
    op.create_table(
        "harvests",
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("pages", "bodies", "dates", "figures")
        ),
        *(sa.Column(name, sa.Text()) for name in ("without_body", "without_date", "without_figures")),
        sa.PrimaryKeyConstraint("publisher", "day", name="pk_harvests"),
    )
    op.create_index("ix_harvests_day", "harvests", ["day"])


def _article_topics() -> None:
    op.create_table(
        "article_topics",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Integer(), server_default="0", nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_topics_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "topic", name="pk_article_topics"),
    )


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", ID, nullable=False),
        sa.Column("feed_id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary_hash", sa.Text(), nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("updated_at", TIME),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("first_seen_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("article_id", ID),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_entries_article_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_entries_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("feed_id", "key", name="uq_entries_feed_id_key"),
    )
    op.create_index("ix_entries_article", "entries", ["article_id"])
    op.create_index("ix_entries_pending", "entries", ["due_at", "id"], **rows("state = 'pending'"))


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("zones", sa.JSON(), nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("modified_at", TIME),
        sa.Column("seen_at", TIME, nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("compared_at", TIME),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_versions_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("article_id", "number", name="uq_versions_article_id_number"),
    )
    op.create_index("ix_versions_uncompared", "versions", ["id"], **rows("compared_at IS NULL"))


def _claims() -> None:
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
        _listed(f"ix_claims_{column}", column, "published_at", "id")
    _listed("ix_claims_published", "published_at", "id")
    _listed("ix_claims_seen", "first_seen_at", "id")
    _listed("ix_claims_value", "low", "id")
    op.create_index("ix_claims_version", "claims", ["article_id", "version"])


def _changes() -> None:
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
        sa.Column("retired_at", TIME),
        sa.ForeignKeyConstraint(["new_claim_id"], ["claims.id"], name="fk_changes_new_claim_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["old_claim_id"], ["claims.id"], name="fk_changes_old_claim_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.UniqueConstraint("key", name="uq_changes_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_at", "changes", ["at"])
    op.create_index("ix_changes_metric", "changes", ["metric", "at"])
    op.create_index("ix_changes_new_claim", "changes", ["new_claim_id"])
    op.create_index("ix_changes_old_claim", "changes", ["old_claim_id"])


def _points() -> None:
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
    op.create_index("ix_points_metric", "points", ["metric", "as_of"])
    op.create_index("ix_points_published", "points", ["published_at", "id"])
    op.create_index("ix_points_metric_published", "points", ["metric", "published_at", "id"])
    op.create_index("ix_points_claimant", "points", ["claimant", "published_at", "id"])
    op.create_index("ix_points_moved", "points", ["metric", "as_of", "id"], **rows("change IS NOT NULL"))
    op.create_index("ix_points_scope", "points", ["metric", "scope"], **rows("scope IS NOT NULL"))


def _verdicts() -> None:
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


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("change_id", ID),
        sa.Column("topic", sa.Text()),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("hold_until", TIME),
        sa.Column("retracts_id", ID),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name="fk_alerts_change_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["retracts_id"], ["alerts.id"], name="fk_alerts_retracts_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
        sa.UniqueConstraint("change_id", name="uq_alerts_change_id"),
        sa.UniqueConstraint("retracts_id", name="uq_alerts_retracts_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_created", "alerts", ["created_at", "id"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("alert_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name="fk_deliveries_alert_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_deliveries_message_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert_id", "message_id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_message", "deliveries", ["message_id"])

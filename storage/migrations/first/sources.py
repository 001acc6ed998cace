"""The first revision's tables of feeds, their polls and entries, hubs, and facts of the program itself."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.first.parts import ID, TIME, rows


def feeds() -> None:
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
        sa.Column("rate", sa.Float()),
        sa.Column("shown", sa.Integer()),
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


def polls() -> None:
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


def unparsed() -> None:
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


def subscriptions() -> None:
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


def farewells() -> None:
    op.create_table(
        "farewells",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_farewells"),
    )
    op.create_index("ix_farewells_next", "farewells", ["next_at"])


def entries() -> None:
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
    op.create_index("ix_entries_open", "entries", ["state", "feed_id"], **rows("state <> 'done'"))
    op.create_index("ix_entries_pending", "entries", ["due_at", "id"], **rows("state = 'pending'"))


def meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )

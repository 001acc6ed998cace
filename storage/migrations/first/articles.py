"""The first revision's tables of articles, their versions, stories and what tells copies apart."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.first.parts import ID, TIME, rows


def bands() -> None:
    op.create_table(
        "bands",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "day", "article_id", name="pk_bands"),
        sqlite_with_rowid=False,
    )


def stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", ID, nullable=False),
        sa.Column("first_article_id", ID, nullable=False),
        sa.Column("agency", sa.Text()),
        sa.Column("origin", sa.Text()),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )


def articles() -> None:
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
        sa.Column("topical", sa.Boolean(), nullable=False, server_default=sa.false()),
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
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_articles_feed_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_articles_story_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("url", name="uq_articles_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_feed", "articles", ["feed_id", "topical"])
    op.create_index("ix_articles_dated", "articles", ["dated_at", "id"])
    op.create_index("ix_articles_seen", "articles", ["first_seen_at", "id"])
    op.create_index("ix_articles_publisher", "articles", ["publisher", "dated_at", "id"])
    op.create_index("ix_articles_recheck", "articles", ["next_recheck_at", "id"], **rows("next_recheck_at IS NOT NULL"))
    op.create_index("ix_articles_story", "articles", ["story_id"])


def aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_aliases_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("url", name="pk_aliases"),
    )
    op.create_index("ix_aliases_article", "aliases", ["article_id"])


def harvests() -> None:
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


def article_topics() -> None:
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


def versions() -> None:
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

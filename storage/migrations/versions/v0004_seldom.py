"""Indexes by which lists find what is seldom, or are sorted by as-of date, without looking at the whole record."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.first.parts import listed, rows

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make them; on a large record that takes minutes."""
    listed("ix_claims_topic", "topic", "published_at", "id")
    listed("ix_claims_as_of", "as_of", "id")
    op.create_index("ix_points_topic", "points", ["topic", "published_at", "id"])
    op.create_index("ix_points_change", "points", ["change", "published_at", "id"], **rows("change IS NOT NULL"))
    where = sa.text("relevant = 1"), sa.text("relevant")
    columns = ["topic", "article_id"]
    op.create_index(
        "ix_article_topics_topic", "article_topics", columns, sqlite_where=where[0], postgresql_where=where[1]
    )

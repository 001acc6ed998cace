"""How many of a feed's polls failed (those from before are not known); triggers count a feed's articles."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Begin at nought; what the index served is in ``tallies`` now."""
    op.drop_index("ix_articles_feed", table_name="articles")
    op.add_column("feeds", sa.Column("polls_failed", sa.Integer(), server_default="0", nullable=False))

"""How many of a feed's polls failed (those from before are not known); triggers count a feed's articles.

A publisher's pages are counted for each of its sites; what was counted before has none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Begin at nought; what the index served is in ``tallies`` now."""
    op.drop_index("ix_articles_feed", table_name="articles")
    op.add_column("feeds", sa.Column("polls_failed", sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("harvests") as harvests:
        harvests.add_column(sa.Column("site", sa.Text(), server_default="", nullable=False))
        harvests.drop_constraint("pk_harvests", type_="primary")
        harvests.create_primary_key("pk_harvests", ["publisher", "day", "site"])
    with op.batch_alter_table("harvests") as harvests:
        harvests.alter_column("site", server_default=None)
